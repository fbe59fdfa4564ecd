//! B102: the office spent more than it was authorised to.

use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::Amount;

rule! {
    /// 年度资金总额的全年执行数大于全年预算数。
    ///
    /// ## 含义
    /// 全年预算数（调整后预算数）是当年支出的上限，执行数不应超过它。超过的，或者是超预算支出，
    /// 或者是年中追加未计入全年预算数，或者是填报有误。
    ///
    /// ## 计算
    /// 超出额 = 全年执行数 − 全年预算数；超出率 = 超出额 ÷ 全年预算数。
    /// 两数按各自所填的位数比较：35.56 与 35.56041 视为一致。全年预算数为零而有支出的，也报本条。
    ///
    /// ## 举例
    /// 全年预算 100 万元，全年执行 106.3 万元：超出 106.3 − 100 = 6.3 万元，6.3 ÷ 100 = 6.3%。
    ///
    /// ## 误报情形
    /// 追加资金已批复而未填入全年预算数的，应更正全年预算数；使用上年结转资金的，全年预算数应包括结转数。
    ///
    /// ## 依据
    /// 《预算法》关于不得超预算支出的规定；财预〔2020〕10号；街道自评复核实践。
    B102 "executed-over-full-year-budget" "执行数超全年预算" Error
    caused_by ["B105"]
}

/// Reports the excess at the executed cell of the total row.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    let row = &funding.total;
    if row.full_year.is_absent() || row.executed.is_absent() {
        return Verdict::NotApplicable;
    }
    let (Some(budget), Some(executed)) = (row.full_year.value(), row.executed.value()) else {
        return Verdict::CouldNotRun;
    };
    let policy = subject.policy;
    if !policy.amount_exceeds(executed.interval(), budget.interval()) {
        return Verdict::Checked(Vec::new());
    }
    let over = executed.value - budget.value;
    Verdict::of(row.executed.at().map(|at| {
        Hit::at(at, message(executed.value, budget.value))
            .declared(executed.value)
            .expected(format!("≤{}", budget.value))
            .difference(over)
            .related([row.full_year.at()])
    }))
}

fn message(executed: Amount, budget: Amount) -> String {
    let over = executed - budget;
    let share = over
        .fraction_of(budget)
        .map(|rate| format!("（{}）", rate.to_percent()))
        .unwrap_or_default();
    format!(
        "全年执行数 {executed} 万元超过全年预算数 {budget} 万元，超出 {over} 万元{share}；请核对两数，确属超预算支出的请说明依据"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(full_year: &str, executed: &str) -> Fixture {
        Fixture::new().funding(
            "年度资金总额",
            ["100", full_year, executed, "10", "100%", "10"],
        )
    }

    fn hits(full_year: &str, executed: &str) -> Vec<Hit> {
        hits_of(check(
            &form(full_year, executed).subject(),
            &Params::default(),
        ))
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                form("100", "106.3"),
                form("100.00", "100.01"),
                form("0", "3.36"),
            ],
            [
                form("106.3", "106.3"),    // more than at the start of the year
                form("35.56", "35.56041"), // the same amount, rounded
                form("100", "99.9"),
                form("0", "0"),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn the_excess_is_stated() {
        let hits = hits("100", "106.3");
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].difference.as_str()),
            ("106.3", "6.3")
        );
        assert!(hits[0].message.contains("6.3%"), "{}", hits[0].message);
    }

    #[test]
    fn spending_without_any_budget_is_reported_without_a_share() {
        let hits = hits("0", "3.36");
        assert_eq!(hits[0].difference, "3.36");
        assert!(!hits[0].message.contains('%'), "{}", hits[0].message);
    }

    #[test]
    fn an_unread_amount_cannot_be_compared() {
        let fixture = Fixture::new().funding("年度资金总额", ["33", "33", "见附件", "10", "", ""]);
        assert_eq!(
            check(&fixture.subject(), &Params::default()),
            Verdict::CouldNotRun
        );
    }
}
