//! The words that people read for the codes of the data contract. A code without a word is shown
//! as it is: a new code is never dropped.

use crate::value::sensitive::SensitiveKind;

/// `findings.severity`
pub(super) fn severity(code: &str) -> &str {
    match code {
        "error" => "错误",
        "warning" => "警告",
        "info" => "提示",
        other => other,
    }
}

/// `rule_stats.stage`
pub(super) fn stage(code: &str) -> &str {
    match code {
        "in_force" => "正式",
        "trial" => "试行",
        "withdrawn" => "已撤销",
        other => other,
    }
}

/// `findings.family`
pub(super) fn family(code: &str) -> &str {
    match code {
        "files" => "报送",
        "missing" => "缺项",
        "budget" => "预算资金",
        "execution" => "执行率",
        "weights" => "分值",
        "scores" => "得分",
        "indicators" => "指标质量",
        "cross" => "交叉核对",
        "custom" => "自定义",
        other => other,
    }
}

/// A ledger approved what was spent.
pub(super) const EXPLAINED_BY_LEDGER: &str = "批复台账可解释";
/// The form says that the budget was adjusted.
pub(super) const EXPLAINED_BY_FORM: &str = "自述可解释，待核";
/// The form and the ledger say different things.
pub(super) const CONTRADICTED: &str = "与台账不一致";
/// No budget that is known covers what was spent.
pub(super) const NOT_EXPLAINED: &str = "不能解释";
/// Nobody can tell.
pub(super) const NOT_KNOWN: &str = "无法判断";

/// `over_budget.explained`
pub(super) fn explained(code: &str) -> &str {
    match code {
        "approved" => EXPLAINED_BY_LEDGER,
        "declared" => EXPLAINED_BY_FORM,
        "contradicted" => CONTRADICTED,
        "not_explained" => NOT_EXPLAINED,
        "unknown" => NOT_KNOWN,
        other => other,
    }
}

/// `sensitive.kind`
pub(super) fn sensitive(code: &str) -> &str {
    let known = SensitiveKind::ALL.iter().find(|kind| kind.name() == code);
    known.map_or(code, |kind| kind.label())
}

/// `submissions.status`
pub(super) fn status(code: &str) -> &str {
    match code {
        "ok" => "已读取",
        "partial" => "已读取（表格不完整）",
        "no_form" => "未识别到自评表",
        "skipped" => "跳过",
        "error" => "无法读取",
        other => other,
    }
}

/// `roster.state`
pub(super) fn roster(code: &str) -> &str {
    match code {
        "reported" => "已报送",
        "late" => "逾期报送",
        "nil" => "零报送",
        "missing" => "未报送",
        "unexpected" => "不在名册",
        other => other,
    }
}

/// `version_changes.kind`
pub(super) fn version_kind(code: &str) -> &str {
    match code {
        "version" => "版本",
        "value" => "填报内容",
        "finding" => "核查发现",
        other => other,
    }
}

/// `version_changes.change`
pub(super) fn version_change(code: &str) -> &str {
    match code {
        "compared" => "已比对",
        "older" => "更早，未比对",
        "changed" => "改动",
        "added" => "新增",
        "removed" => "删去",
        "fixed" => "已改正",
        "open" => "仍存在",
        "new" => "新出现",
        other => other,
    }
}

/// `ledger_matches.how`, `last_year.how`
pub(super) fn matching(code: &str) -> &str {
    match code {
        "code" => "项目编码",
        "name" => "名称相同",
        "fuzzy" => "名称近似",
        "none" => "未对应",
        other => other,
    }
}

/// `indicators.score_basis`
pub(super) fn score_basis(code: &str) -> &str {
    match code {
        "quantitative" => "定量重算",
        "qualitative" => "定性沿用",
        "declared" => "沿用填报",
        "blank" => "无指标",
        other => other,
    }
}

/// What the office has to do about a finding of this severity (in words).
pub(super) fn duty(severity: &str) -> &'static str {
    match severity {
        "错误" => "更正后重新报送",
        "警告" => "核实；属实的说明原因",
        _ => "供参考，可予完善",
    }
}
