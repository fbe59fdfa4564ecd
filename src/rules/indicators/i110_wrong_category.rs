//! I110: an indicator that does not belong to the category it stands in.

use crate::form::{Category, Entry, Indicator};
use crate::rules::counts::names_a_time;
use crate::rules::lack::quote;
use crate::rules::look::{Gap, Look, known};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::wording::{holds_any, list};
use crate::value::{Measure, Unit, text};

rule! {
    /// 指标与所在类别不符：数量指标填资金支付，时效指标没有时间，满意度指标没有百分比。
    ///
    /// ## 含义
    /// 数量指标衡量产出的数量，时效指标衡量何时完成，满意度指标衡量满意的比例。填错类别，该类实际上没有指标。
    ///
    /// ## 计算
    /// 数量指标：指标值以金额计，或名称含 money_words 而指标值不是人、户、次一类的数量。
    /// 时效指标：名称、指标值、完成值都没有日期、期限，也没有“及时、按时、进度”等字样（time_words）。
    /// 指标值只写“及时”二字的，由 I101 报出。
    /// 满意度指标：名称和指标值都不是百分比（分数也可）。投诉类指标不查。
    ///
    /// ## 举例
    /// 数量指标“工程资金金额”43.2 万元：应移到成本指标。时效指标“任务完成率”≥99%：没有时间，应写如“12 月底前完成”。
    /// 满意度指标的指标值为“满意”：应写如 ≥90%。
    ///
    /// ## 误报情形
    /// 补助资金发放人数、经费保障单位数等以数量计的不报。补助标准按 101 号文应列成本指标。
    ///
    /// ## 依据
    /// 财预〔2021〕101号：各类指标的含义；复核实践：支付类数量指标不得分。
    I110 "wrong-category" "指标与其类别不符" Info
    params {
        /// 数量指标名称中说明其实为资金支付的字样
        money_words: Vec<String> = list(&["资金", "支付", "预算执行", "经费", "金额"]),
        /// 时效指标中说明时间的字样
        time_words: Vec<String> = list(&[
            "及时", "按时", "按期", "准时", "如期", "适时", "即时", "实时", "时间", "时限", "时长", "时效", "时段", "期限",
            "限期", "工期", "周期", "进度", "年底", "年末", "年内", "年度", "全年", "当年", "本年", "月底", "月末", "季度",
            "每年", "每月", "每周", "每日", "每天", "全天", "日产日清", "当日", "当天", "截止", "截至", "提前", "延期",
            "逾期", "滞后", "超期", "之前", "以前", "前完成", "响应", "天数", "日数", "周数", "月数", "年限", "小时",
            "工作日", "间隔",
        ]),
    }
}

/// Reports at the level-3 cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    subject
        .form
        .scored_indicators()
        .map(|row| look(row, params))
        .collect()
}

fn look(row: &Indicator, params: &Params) -> Look {
    let fault = match row.category {
        Category::Quantity => counts_money(row, &params.money_words)?,
        Category::Timeliness => has_no_time(row, &params.time_words)?,
        Category::Satisfaction => has_no_percentage(row)?,
        _ => return Err(Gap::Aside),
    };
    Ok(fault.map(|fault| hit(row, &fault)))
}

/// What is wrong, and what would be right.
struct Fault {
    why: &'static str,
    expected: &'static str,
}

fn counts_money(row: &Indicator, money_words: &[String]) -> Result<Option<Fault>, Gap> {
    const COUNTED: [&str; 13] = [
        "人数",
        "户数",
        "次数",
        "个数",
        "数量",
        "人次",
        "家数",
        "件数",
        "面积",
        "覆盖",
        "次",
        "单位数",
        "项目数",
    ];
    let name = text::normal_form(row.name());
    let is_count = COUNTED.iter().any(|word| name.ends_with(word));
    let names_money = holds_any(&name, money_words) && !is_count;
    let in_money = match known(&row.target)?.counted().map(|target| &target.unit) {
        Some(Unit::Money(_)) => row.target.text().contains('元') || names_money,
        Some(Unit::Other(_)) => false,
        Some(Unit::None | Unit::Percent) | None => names_money,
    };
    Ok(in_money.then_some(Fault {
        why: "衡量的是资金，不是产出的数量",
        expected: "产出的数量（资金列入成本指标或资金区）",
    }))
}

fn has_no_time(row: &Indicator, time_words: &[String]) -> Result<Option<Fault>, Gap> {
    let says_when = |shown: &str| {
        let folded = text::normal_form(shown);
        holds_any(&folded, time_words) || names_a_time(&folded)
    };
    let is_date = |entry: &Entry<Measure>| matches!(entry.value(), Some(Measure::When(_)));
    if says_when(row.name()) || says_when(row.actual.text()) || is_date(&row.actual) {
        return Ok(None);
    }
    known(&row.target)?;
    if is_date(&row.target) {
        return Ok(None);
    }
    Ok((!says_when(row.target.text())).then_some(Fault {
        why: "没有完成时间或期限",
        expected: "完成时间、期限或及时率",
    }))
}

fn has_no_percentage(row: &Indicator) -> Result<Option<Fault>, Gap> {
    let name = text::normal_form(row.name());
    if name.contains("投诉") {
        return Err(Gap::Aside);
    }
    let is_share = |folded: &str| folded.contains(['%', '‰']) || folded.contains("百分");
    let fits = match known(&row.target)?.counted().map(|target| &target.unit) {
        None => is_share(&text::normal_form(row.target.text())),
        Some(Unit::None | Unit::Percent) => true,
        Some(Unit::Other(unit)) => unit.contains('分'),
        Some(Unit::Money(_)) => false,
    };
    Ok((!fits && !is_share(&name)).then_some(Fault {
        why: "没有满意度的百分比",
        expected: "满意度的百分比，如 ≥90%",
    }))
}

fn hit(row: &Indicator, fault: &Fault) -> Hit {
    let message = format!(
        "“{}”列在“{}”下，但{}（指标值“{}”）；请核对类别，或改写指标",
        quote(row.name()),
        row.level2.name,
        fault.why,
        quote(row.target.text()),
    );
    Hit::at(row.at(), message)
        .declared(quote(row.target.text()))
        .expected(fault.expected)
        .related([row.target.at(), Some(row.level2.at)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::Fixture;

    fn verdict(level2: &str, name: &str, target: &str) -> Verdict {
        let fixture =
            Fixture::new().indicator(["产出指标", level2, name, target, "已核对", "10", "10", ""]);
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        let satisfaction = |target| ["满意度指标", "居民满意度", target];
        examples::hold(
            [
                ["数量指标", "工程资金金额", "43.2"],
                ["数量指标", "预算执行率", "100%"],
                ["数量指标", "校园维修改造", "300万元"],
                ["数量指标", "校园维修改造", "280-300万元"],
                ["时效指标", "任务完成率", "≥99%"],
                ["时效指标", "工作开展", "全面完成"],
                ["满意度指标", "评审程序是否公正", "是"],
                satisfaction("满意"),
                satisfaction("20-30人"),
            ],
            [
                ["数量指标", "补助资金发放对象", "≥100人"],
                ["数量指标", "经费保障人数", "512"],
                ["数量指标", "服务人口", "500万"],
                ["时效指标", "任务完成率", "12月底前"],
                ["时效指标", "任务完成率", "2024.12.31"],
                ["时效指标", "工作按计划推进", "及时"],
                ["时效指标", "托管服务天数", "36"],
                [
                    "时效指标",
                    "按照实施方案设定的进度执行",
                    "全面完成项目设定的指标",
                ],
                ["时效指标", "项目完成及时率", "100%"],
                satisfaction("辖区居民满意率达95%以上"),
                satisfaction("100"),
                satisfaction("90%左右"),
                satisfaction("80%-90%"),
                satisfaction("90分"),
            ],
            |&[level2, name, target]| verdict(level2, name, target),
        );
    }

    #[test]
    fn other_categories_are_free() {
        assert_eq!(
            verdict("质量指标", "资金使用合规", "合规"),
            Verdict::NotApplicable
        );
        assert_eq!(
            verdict("满意度指标", "有效投诉", "≤3件"),
            Verdict::NotApplicable
        );
    }
}
