//! B101: the office spent more than its budget at the start of the year.

use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Amount, Figure as _, Rate};

rule! {
    /// 年度资金总额的全年执行数大于年初预算数。
    ///
    /// ## 含义
    /// 年初批复的预算是当年支出的控制数。执行数超过它，说明年中追加了预算，或者超预算支出。
    /// 本条只说明超过的事实；全年预算是否已相应调整，见 B103 与 B102。
    ///
    /// ## 计算
    /// 超出额 = 全年执行数 − 年初预算数；超出率 = 超出额 ÷ 年初预算数。
    /// 两数按各自所填的位数比较：35.56 与 35.56041 视为一致。
    ///
    /// ## 举例
    /// 年初预算 33 万元，全年执行 35.56041 万元：超出 35.56041 − 33 = 2.56041 万元，2.56041 ÷ 33 = 7.76%。
    ///
    /// ## 误报情形
    /// 年中有追加批复的，执行数可以超过年初预算；请附批复文号。年初预算为零的新增项目不报本条。
    ///
    /// ## 依据
    /// 财预〔2020〕10号；街道自评复核实践。
    B101 "executed-over-initial-budget" "执行数超年初预算" Warning
    params {
        /// 超出多少万元以内不报
        ignore_up_to: Amount = Amount::ZERO,
    }
}

/// Reports the excess at the executed cell of the total row.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    let row = &funding.total;
    if row.initial.is_absent() || row.executed.is_absent() {
        return Verdict::NotApplicable;
    }
    let (Some(initial), Some(executed)) = (row.initial.value(), row.executed.value()) else {
        return Verdict::CouldNotRun;
    };
    let over = executed.value - initial.value;
    if initial.value <= Amount::ZERO
        || !subject
            .policy
            .amount_exceeds(executed.interval(), initial.interval())
        || over <= params.ignore_up_to
    {
        return Verdict::Checked(Vec::new());
    }
    let share = over
        .fraction_of(initial.value)
        .map(Rate::to_percent)
        .unwrap_or_default();
    let message = format!(
        "全年执行数 {} 万元超过年初预算数 {} 万元，超出 {over} 万元（{share}）；请说明预算调整依据，或核对两数",
        executed.value, initial.value
    );
    Verdict::of(row.executed.at().map(|at| {
        Hit::at(at, message)
            .declared(executed.value.decimal().normalize())
            .expected(format!("≤{}", initial.value))
            .difference(over)
            .related([row.initial.at()])
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(initial: &str, executed: &str) -> Fixture {
        Fixture::new().funding(
            "年度资金总额",
            [initial, executed, executed, "10", "100%", "10"],
        )
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [form("33", "35.56041"), form("100.00", "100.01")],
            [
                form("33", "33"),
                form("35.56", "35.56041"), // the same amount, rounded
                form("0", "3.36"),         // a project added during the year
                form("100.01", "100.00"),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn the_excess_is_stated() {
        let form = form("33万元", "35.56041万元");
        let hits = hits_of(check(&form.subject(), &Params::default()));
        assert_eq!(hits[0].difference, "2.56041");
        assert!(hits[0].message.contains("7.76%"), "{}", hits[0].message);
    }

    #[test]
    fn an_unknown_budget_cannot_be_compared() {
        let fixture = Fixture::new().funding("年度资金总额", ["", "33", "33", "10", "100%", "10"]);
        assert_eq!(
            check(&fixture.subject(), &Params::default()),
            Verdict::CouldNotRun
        );
    }
}
