//! I111: a satisfaction result that does not look like one that was measured.

use rust_decimal::Decimal;

use crate::form::{Category, Indicator};
use crate::rules::lack::quote;
use crate::rules::look::{Gap, Look, known};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::wording::{holds_any, list};
use crate::value::{Comparator, Measure, Quantity, Unit, text};

rule! {
    /// 满意度的完成值不像实测结果：恰好等于指标值、为 100%、仍是区间，或不是百分比。
    ///
    /// ## 含义
    /// 满意度应当来自问卷、访谈或回访，实测值很少恰好等于目标，也很少是整整 100%。没有调查依据的满意度在复核时不得分。
    ///
    /// ## 计算
    /// 满意度指标的完成值等于指标值、等于 100%、带比较符号，或是不含百分比的文字。
    /// 完成值或偏差原因栏提到调查（evidence_words）的不报。投诉类指标不查。
    ///
    /// ## 举例
    /// 指标值 ≥95%，完成值恰为 95%：报。指标值 ≥90%，完成值 100%：报。指标值 ≥90%，完成值“满意”：报。
    /// 指标值 ≥95%，完成值 96.4%：不报。
    ///
    /// ## 误报情形
    /// 服务对象很少、逐一调查的，100% 可能属实：请在偏差原因栏注明调查人数。
    /// 完成值照写“≥90%”的由 I103 报出，照抄指标值文字的由 I102 报出，本条不重复。
    ///
    /// ## 依据
    /// 复核实践：满意度指标没有调查依据的不得分。
    I111 "satisfaction-unsupported" "满意度完成值非实测值" Info
    params {
        /// 说明做过调查的字样
        evidence_words: Vec<String> = list(&["问卷", "调查", "抽样", "样本", "测评", "访谈", "回访", "打分"]),
    }
}

/// Reports at the actual cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    subject
        .form
        .scored_indicators()
        .map(|row| look(row, params))
        .collect()
}

fn look(row: &Indicator, params: &Params) -> Look {
    if row.category != Category::Satisfaction || row.name().contains("投诉") {
        return Err(Gap::Aside);
    }
    let actual = known(&row.actual)?;
    let is_supported = [row.actual.text(), row.reason.text()]
        .iter()
        .any(|shown| holds_any(&text::normal_form(shown), &params.evidence_words));
    if is_supported {
        return Ok(None);
    }
    Ok(doubt(row, actual).and_then(|doubt| hit(row, doubt)))
}

/// Why the result does not look measured.
fn doubt(row: &Indicator, actual: &Measure) -> Option<&'static str> {
    let Measure::Quantity {
        comparator,
        quantity,
        ..
    } = actual
    else {
        let folded = text::normal_form(row.actual.text());
        let is_share = folded.contains('%') || folded.contains("百分");
        return (!is_share).then_some("不是百分比");
    };
    if comparator.is_some_and(|sign| sign != Comparator::Equal) {
        return Some("仍是区间");
    }
    let Some(share) = percent(quantity) else {
        return Some("不是百分比");
    };
    let target = row
        .target
        .value()
        .and_then(Measure::quantity)
        .and_then(percent);
    if share == Decimal::ONE_HUNDRED {
        Some("为 100%")
    } else if target == Some(share) {
        Some("恰好等于指标值")
    } else {
        None
    }
}

/// Percent or points out of a hundred; a bare fraction is one of 1.
fn percent(quantity: &Quantity) -> Option<Decimal> {
    match &quantity.unit {
        Unit::None if quantity.value <= Decimal::ONE => {
            quantity.value.checked_mul(Decimal::ONE_HUNDRED)
        }
        Unit::None | Unit::Percent => Some(quantity.value),
        Unit::Other(unit) if unit.contains('分') => Some(quantity.value),
        _ => None,
    }
}

fn hit(row: &Indicator, doubt: &str) -> Option<Hit> {
    let actual = quote(row.actual.text());
    let message = format!(
        "指标“{}”的完成值“{actual}”{doubt}（指标值“{}”），看不出有调查依据；请填写实测结果，并注明调查方式和人数",
        quote(row.name()),
        quote(row.target.text()),
    );
    row.actual.at().map(|at| {
        Hit::at(at, message)
            .declared(actual)
            .expected("实测的百分比")
            .related([row.target.at()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::Fixture;

    fn verdict(actual: &str, reason: &str) -> Verdict {
        let fixture = Fixture::new()
            .indicator([
                "产出指标",
                "数量指标",
                "服务人次",
                "50人次",
                "50人次",
                "10",
                "10",
                "",
            ])
            .indicator([
                "满意度指标",
                "服务对象满意度",
                "居民满意度",
                "≥95%",
                actual,
                "10",
                "10",
                reason,
            ]);
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                ["95%", ""],
                ["95", ""],
                ["0.95", ""],
                ["100%", ""],
                ["满意", ""],
                ["≥95%", ""],
                ["48人", ""],
                ["100%", "服务对象均表示认可"],
                ["100分", ""],
                ["百分之百", ""],
                ["满意率100%", ""],
            ],
            [
                ["96.4%", ""],
                ["94.60%", ""],
                ["95.1%", ""],
                ["经统计满意率为96.4%", ""],
                ["96分", ""],
                ["约96%", ""],
                ["95%-97%", ""],
                ["100%", "发放问卷120份"],
                ["调查30户，全部满意", ""],
            ],
            |&[actual, reason]| verdict(actual, reason),
        );
    }

    #[test]
    fn only_satisfaction_is_looked_at() {
        let fixture = Fixture::new()
            .indicator([
                "产出指标",
                "数量指标",
                "服务人次",
                "50人次",
                "50人次",
                "10",
                "10",
                "",
            ])
            .indicator([
                "满意度指标",
                "满意度指标",
                "有效投诉",
                "≤3件",
                "3件",
                "10",
                "10",
                "",
            ]);
        assert_eq!(
            check(&fixture.subject(), &Params::default()),
            Verdict::NotApplicable
        );
    }
}
