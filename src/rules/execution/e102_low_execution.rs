//! E102: too little of the budget was spent.

use crate::rules::rate_base::base_place;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::Rate;

rule! {
    /// 重算的预算执行率低于 80%。
    ///
    /// ## 含义
    /// 大量资金没有用出去，可能是预算编多了、项目推进慢，也可能是招标节约。应说明原因，并在安排下年预算时参考。
    ///
    /// ## 计算
    /// 执行率 = 全年执行数 ÷ 全年预算数（表中以年初预算数为 A 的，÷ 年初预算数）；低于参数 threshold 即报。
    /// 以重算数为准，不看所填的执行率。
    ///
    /// ## 举例
    /// 全年预算 96.5 万元，执行 60.27 万元：执行率 60.27 ÷ 96.5 = 62.46%，低于 80%，结余 36.23 万元。
    ///
    /// ## 误报情形
    /// 招标节约、跨年付款、按实结算的补贴类项目，执行率可以较低；请说明原因。全年预算为零的见 E104。
    ///
    /// ## 依据
    /// 省级预算管理一体化平台预警（未执行比例超过 20%）；各地年度自评通知。
    E102 "low-execution" "执行率低于 80%" Warning
    caused_by ["B105"]
    params {
        /// 执行率低于多少即报，0.8 为 80%
        threshold: Rate = Rate::new(rust_decimal::Decimal::from_parts(8, 0, 0, false, 1)),
    }
}

/// Reports at the rate cell of the total row; at the executed amount where the form has none.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    let row = &funding.total;
    let place = base_place(row, funding.rate_base);
    if row.executed.is_absent() || place.entry.is_absent() {
        return Verdict::NotApplicable;
    }
    let known = subject.evaluation.execution.rate;
    let (Some(rate), Some(budget), Some(executed)) =
        (known, place.entry.figure(), row.executed.figure())
    else {
        return Verdict::CouldNotRun;
    };
    if rate >= params.threshold {
        return Verdict::of(None);
    }
    let (percent, threshold) = (rate.to_percent(), params.threshold.to_percent());
    let message = format!(
        "预算执行率 {percent}（全年执行数 {executed} 万元 ÷ {} {budget} 万元）低于 {threshold}，结余 {} 万元；请说明原因，或核对金额",
        place.name,
        budget - executed,
    );
    let shown = row.rate.at().or(row.executed.at());
    Verdict::of(shown.map(|at| {
        Hit::at(at, message)
            .declared(percent)
            .expected(format!("≥{threshold}"))
            .difference((rate - params.threshold).to_percent())
            .related([place.entry.at(), row.executed.at()])
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(full_year: &str, executed: &str) -> Fixture {
        Fixture::new().funding(
            "年度资金总额",
            [full_year, full_year, executed, "10", "100%", "10"],
        )
    }

    fn hits(full_year: &str, executed: &str) -> Vec<Hit> {
        hits_with(full_year, executed, &Params::default())
    }

    fn hits_with(full_year: &str, executed: &str, params: &Params) -> Vec<Hit> {
        hits_of(check(&form(full_year, executed).subject(), params))
    }

    #[test]
    fn examples_hold() {
        let declared = |rate: &str| {
            let cells = ["100", "100", "80", "10", rate, "10"];
            Fixture::new().funding("年度资金总额", cells)
        };
        examples::hold(
            [form("96.5", "60.27"), form("100", "79.99"), form("10", "0")],
            [
                form("100", "80"),
                form("35.56041", "35.56041"),
                declared("62.46%"), // what the amounts say counts
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn rate_and_balance_are_stated() {
        let hits = hits("96.5", "60.27");
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].expected.as_str()),
            ("62.46%", "≥80%")
        );
        assert_eq!(hits[0].difference, "-17.54%");
        assert!(
            hits[0].message.contains("结余 36.23 万元"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn a_bureau_may_ask_for_less() {
        let half = Params {
            threshold: "0.5".parse().map(Rate::new).unwrap(),
            ..Params::default()
        };
        assert!(hits_with("10", "6", &half).is_empty());
    }

    #[test]
    fn without_a_budget_there_is_no_rate() {
        let fixture = Fixture::new().funding("年度资金总额", ["0", "0", "0", "10", "", ""]);
        assert_eq!(
            check(&fixture.subject(), &Params::default()),
            Verdict::CouldNotRun
        );
    }
}
