//! E104: the budget that the rate is divided by is zero or missing.

use crate::rules::lack::lack;
use crate::rules::rate_base::{BasePlace, base_place};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::Amount;

rule! {
    /// 作为分母的全年预算数为零、为负或缺失，执行率无法计算。
    ///
    /// ## 含义
    /// 没有预算数就没有执行率，执行率得分和总分随之无法核算。项目取消、预算全部收回时也会出现。
    ///
    /// ## 计算
    /// 全年预算数（表中以年初预算数为 A 的，看年初预算数）≤ 0、空白或不是金额。
    ///
    /// ## 举例
    /// 项目取消，年初预算 20 万元，全年预算调减为 0，执行数 0：0 ÷ 0 无法计算，执行率得分也无从核算。
    /// 从平台导出的表总额为 0，而分项有 90 万元：同样报，应先把总额补为 90 万元。
    ///
    /// ## 误报情形
    /// 确已取消的项目本就没有执行率；请按当地要求注明，或不再报送自评表。
    ///
    /// ## 依据
    /// 财预〔2020〕10号所附自评表：执行率（B/A）。
    E104 "execution-rate-undefined" "全年预算为零或缺失，执行率无法计算" Warning
    caused_by ["M102"]
}

/// Reports at the rate cell of the total row, or at the budget where the form has none.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    let row = &funding.total;
    let place = base_place(row, funding.rate_base);
    if row.executed.is_absent() || place.entry.is_absent() {
        return Verdict::NotApplicable;
    }
    let Some(fault) = fault(&place) else {
        return Verdict::of(None);
    };
    let message =
        format!("年度资金总额的{fault}，执行率无法计算；项目取消的请注明，否则请核对预算数");
    Verdict::of(row.rate.at().or(place.entry.at()).map(|at| {
        Hit::at(at, message)
            .declared(place.entry.text().trim())
            .expected(">0")
            .related([place.entry.at().filter(|base| *base != at)])
    }))
}

fn fault(place: &BasePlace<'_>) -> Option<String> {
    let name = place.name;
    match place.entry.figure() {
        Some(budget) if budget > Amount::ZERO => None,
        Some(budget) => Some(format!("“{name}”为 {budget}")),
        None => lack(name, place.entry),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(amounts: [&str; 3]) -> Fixture {
        let [initial, full_year, executed] = amounts;
        Fixture::new().funding(
            "年度资金总额",
            [initial, full_year, executed, "10", "/", "0"],
        )
    }

    fn hits(amounts: [&str; 3]) -> Vec<Hit> {
        hits_of(check(&form(amounts).subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                form(["20", "0", "0"]),
                form(["0", "0", "90"]),
                form(["33", "", "33"]),
                form(["33", "-1", "33"]),
                form(["", "待定", ""]),
            ],
            [
                form(["0", "3.36", "0"]),
                form(["", "35.56041", ""]),
                form(["20", "0.01", "0"]),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn a_withdrawn_budget_is_reported_at_the_rate() {
        let hits = hits(["12", "0", "0"]);
        assert!(
            hits[0].message.contains("“全年预算数”为 0，执行率无法计算"),
            "{}",
            hits[0].message
        );
        assert_eq!(hits[0].at.map(|at| at.col), Some(7));
        assert_eq!(hits[0].related.len(), 1);
    }

    #[test]
    fn a_blank_or_unreadable_budget_is_named() {
        assert!(
            hits(["33", "", "33"])[0]
                .message
                .contains("“全年预算数”未填写")
        );
        assert!(
            hits(["", "待定", ""])[0]
                .message
                .contains("“全年预算数”填为“待定”")
        );
    }

    #[test]
    fn a_form_without_a_funding_block_says_so_elsewhere() {
        let fixture = Fixture::new().total("90", "90");
        assert_eq!(
            check(&fixture.subject(), &Params::default()),
            Verdict::NotApplicable
        );
    }
}
