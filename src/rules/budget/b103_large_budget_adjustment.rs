//! B103: the budget was changed much in the course of the year.

use rust_decimal::Decimal;

use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Amount, Figure as _, Rate};

rule! {
    /// 全年预算数比年初预算数增减超过 5%。
    ///
    /// ## 含义
    /// 年中追加或者调减预算的，绩效目标和成本指标应随之调整，并说明调整依据。
    /// 以调整后的预算计算的执行率，会掩盖与年初计划的差距。
    ///
    /// ## 计算
    /// 调整幅度 =（全年预算数 − 年初预算数）÷ 年初预算数，增减都算；超过 threshold（缺省 5%）即提示。
    /// 两数按所填位数一致的不报；年初预算为零的新增项目不适用。
    ///
    /// ## 举例
    /// 年初预算 33 万元，全年预算 35.56041 万元：调增 2.56041 万元，2.56041 ÷ 33 = 7.76%，超过 5%，提示。
    /// 年初预算 50 万元，全年预算 48 万元：调减 2 万元，4%，不报。
    ///
    /// ## 误报情形
    /// 年中下达的上级专款、人员增资等有批复的追加，以及按批复统一压减的，属正常调整；请在表中注明批复文号备查。
    ///
    /// ## 依据
    /// 复核实践：调整超过 5% 提示，超过 10% 要求说明；部分省份的自评表对年中调整单列原因栏。
    B103 "large-budget-adjustment" "预算调整幅度较大" Info
    caused_by ["B105"]
    params {
        /// 调整幅度超过多少即提示（0.05 为 5%）
        threshold: Rate = Rate::new(Decimal::new(5, 2)),
    }
}

/// Reports the change at the full-year cell of the total row.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    let row = &funding.total;
    if row.initial.is_absent() || row.full_year.is_absent() {
        return Verdict::NotApplicable;
    }
    let (Some(initial), Some(full_year)) = (row.initial.value(), row.full_year.value()) else {
        return Verdict::CouldNotRun;
    };
    let change = full_year.value - initial.value;
    let Some(share) = change
        .fraction_of(initial.value)
        .filter(|_| initial.value > Amount::ZERO)
    else {
        return Verdict::NotApplicable; // a project added during the year
    };
    let policy = subject.policy;
    let same = policy.amounts_agree(full_year.interval(), initial.interval());
    if same || share.decimal().abs() <= params.threshold.decimal() {
        return Verdict::Checked(Vec::new());
    }
    Verdict::of(row.full_year.at().map(|at| {
        Hit::at(at, message(initial.value, full_year.value, share))
            .declared(full_year.value)
            .expected(initial.value)
            .difference(change)
            .related([row.initial.at()])
    }))
}

fn message(initial: Amount, full_year: Amount, share: Rate) -> String {
    let (direction, change) = if full_year > initial {
        ("调增", full_year - initial)
    } else {
        ("调减", initial - full_year)
    };
    let percent = Rate::new(share.decimal().abs()).to_percent();
    format!(
        "全年预算数 {full_year} 万元较年初预算数 {initial} 万元{direction} {change} 万元（{percent}）；请说明调整依据，并核对绩效目标是否相应调整"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn verdict(initial: &str, full_year: &str) -> Verdict {
        let fixture = Fixture::new().funding(
            "年度资金总额",
            [initial, full_year, full_year, "10", "100%", "10"],
        );
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        let form = |initial: &str, full_year: &str| {
            let cells = [initial, full_year, full_year, "10", "100%", "10"];
            Fixture::new().funding("年度资金总额", cells)
        };
        examples::hold(
            [form("33万元", "35.56041万元"), form("160", "121.6")],
            [form("100", "105"), form("5", "5.25")],
            |form| check(&form.subject(), &Params::default()),
        );
    }

    #[test]
    fn a_rise_and_its_share_are_stated() {
        let hits = hits_of(verdict("33万元", "35.56041万元"));
        assert_eq!(hits[0].difference, "2.56041");
        assert!(
            hits[0].message.contains("调增 2.56041 万元（7.76%）"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn a_cut_is_a_change_too() {
        let hits = hits_of(verdict("160", "121.6"));
        assert_eq!(hits[0].difference, "-38.4");
        assert!(
            hits[0].message.contains("调减 38.4 万元（24%）"),
            "{}",
            hits[0].message
        );
        assert_eq!(hits_of(verdict("18", "0"))[0].difference, "-18");
    }

    #[test]
    fn small_changes_and_rounding_are_fine() {
        assert!(hits_of(verdict("100", "105")).is_empty());
        assert!(hits_of(verdict("100", "95.5")).is_empty());
        assert!(hits_of(verdict("5", "5.25")).is_empty());
    }

    #[test]
    fn new_projects_and_unknown_budgets_are_not_judged() {
        assert_eq!(verdict("0", "3.36"), Verdict::NotApplicable);
        assert_eq!(verdict("", "3.36"), Verdict::CouldNotRun);
    }
}
