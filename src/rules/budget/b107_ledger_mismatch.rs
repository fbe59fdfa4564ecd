//! B107: the form's budget is not the one that was approved.

use crate::comparison::{Counterpart, How, LedgerLine, Sum};
use crate::finding::Severity;
use crate::form::{Form, FundingKind};
use crate::rules::approved::{BUDGETS, Budget};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::text::normal_form;
use crate::value::{Amount, Printed};

rule! {
    /// 自评表的年初预算数、全年预算数与批复预算台账不一致。
    ///
    /// ## 含义
    /// 年初预算应照年初批复填，全年预算应照调整后的批复填。与台账不同的，表上的执行率、超支额都失去依据。
    /// 只在 config.yaml 指定了批复预算台账（budget_ledger）时核对；台账与表的对应情况列在“台账对照”。
    ///
    /// ## 计算
    /// 先按项目编码对应（空格、开头的 0 不计），再按单位和项目名称，都没有的按名称近似；
    /// 一个台账项目只对应一张表。年初预算数对年初批复数，全年预算数对调整后预算数，各按所填位数比较：
    /// 35.56 与 35.56041 视为一致。年度资金总额含其他资金、上年结转的，
    /// 当年财政拨款与台账一致即不报（appropriation_counts）。
    /// 按名称近似对应的只作警告；对应不能确定的（编码相同的不止一项等）也作警告，请先核对编码和名称。
    ///
    /// ## 举例
    /// 台账年初批复 30 万元，表上年初预算填 33 万元：多 3 万元，报在年初预算数一格。
    ///
    /// ## 误报情形
    /// 台账没有登记最近一次调整的；台账只列一部分资金而表上没有分项的；名称近似而不是同一项目的。
    ///
    /// ## 依据
    /// 自评复核先核对批复文件：预算数以批复为准。
    B107 "ledger-mismatch" "与批复预算台账不一致" Error
    caused_by ["B105"]
    params {
        /// 年度资金总额不一致而当年财政拨款与台账一致的，是否视为一致
        appropriation_counts: bool = true,
    }
}

/// Reports at each budget of the total row; what cannot be matched, at the code or the name.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let form = subject.form;
    match &subject.comparison.ledger {
        None => Verdict::NotApplicable,
        Some(Counterpart::Missing { .. }) => Verdict::CouldNotRun,
        Some(Counterpart::Unclear(remark)) => Verdict::of(unclear(form, remark)),
        Some(Counterpart::Found { with, how }) => BUDGETS
            .iter()
            .map(|budget| compare(form, budget, with, *how, params))
            .collect(),
    }
}

fn unclear(form: &Form, remark: &str) -> Option<Hit> {
    let (code, name) = (&form.head.project_code, &form.head.project_name);
    let at = code.value().and(code.at()).or(name.at())?;
    let message =
        format!("本表对应批复预算台账的哪一项不能确定：{remark}；请核对项目编码和项目名称");
    let hit = Hit::at(at, message).at_most(Severity::Warning);
    Some(hit.related([name.at()]))
}

fn compare(form: &Form, budget: &Budget, line: &LedgerLine, how: How, params: &Params) -> Verdict {
    let approved = (budget.approved)(line);
    let Some(total) = form.funding.as_ref().map(|funding| &funding.total) else {
        return Verdict::NotApplicable;
    };
    let declared = (budget.of)(total);
    if approved.is_absent() || declared.is_absent() {
        return Verdict::NotApplicable;
    }
    let (Some(stated), Some(must_be)) = (declared.value(), approved.value()) else {
        return Verdict::CouldNotRun;
    };
    let agrees = stated.interval().agrees(must_be.interval());
    if agrees || (params.appropriation_counts && is_appropriation(form, budget, *must_be)) {
        return Verdict::Checked(Vec::new());
    }
    let places = declared.at().zip(approved.at());
    Verdict::of(places.map(|(at, in_ledger)| {
        let told = Told {
            form,
            line,
            place: line.place(in_ledger),
        };
        let message = message(budget, [stated.value, must_be.value], how, &told);
        let hit = Hit::at(at, message)
            .declared(stated.value)
            .expected(must_be.value)
            .difference(stated.value - must_be.value);
        match how {
            How::Code | How::Name => hit,
            How::Similar(_) => hit.at_most(Severity::Warning),
        }
    }))
}

/// Is the approved figure that of the year's own appropriation, beside which the total holds others?
fn is_appropriation(form: &Form, budget: &Budget, must_be: Printed<Amount>) -> bool {
    let cells = form.money_cells(FundingKind::Appropriation, budget.of);
    let sum = cells.and_then(|cells| Sum::of_cells(&cells));
    sum.is_some_and(|sum| sum.range.agrees(must_be.interval()))
}

/// What the message names beside the figures.
struct Told<'a> {
    form: &'a Form,
    line: &'a LedgerLine,
    place: String,
}

fn message(budget: &Budget, [stated, must_be]: [Amount; 2], how: How, told: &Told<'_>) -> String {
    let difference = stated - must_be;
    let apart = if difference > Amount::ZERO {
        format!("多 {difference} 万元")
    } else {
        format!("少 {} 万元", must_be - stated)
    };
    let (name, approved, place) = (budget.name, budget.approved_name, &told.place);
    let advice = match how {
        How::Code | How::Name => "请按批复更正，或提供调整批复".to_owned(),
        How::Similar(_) => "请先核实是否同一项目".to_owned(),
    };
    format!(
        "{name} {stated} 万元与批复预算台账的{approved} {must_be} 万元（{place}）不一致，{apart}；{}{advice}",
        manner(how, told)
    )
}

/// How the line was found, where that leaves a doubt.
fn manner(how: How, told: &Told<'_>) -> String {
    let own = told.form.head.project_name.text();
    let (code, name) = (&told.line.code, &told.line.name);
    match how {
        How::Similar(rate) => format!(
            "台账按名称近似对应（台账名称“{name}”，相似度 {}），",
            rate.to_percent()
        ),
        How::Code if normal_form(own) != normal_form(name) && !name.is_empty() => {
            format!("台账按项目编码 {code} 对应，台账名称为“{name}”，")
        }
        How::Code | How::Name => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::Comparison;
    use crate::form::Entry;
    use crate::rules::beside_fixture::{found_line, line};
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};
    use rust_decimal::Decimal;

    fn form(initial: &str, full_year: &str) -> Fixture {
        let cells = [initial, full_year, full_year, "10", "100%", "10"];
        Fixture::new().funding("年度资金总额", cells)
    }

    fn hits(form: Fixture, approved: [&str; 2], how: How) -> Vec<Hit> {
        let form = form.comparison(found_line(approved, how));
        hits_of(check(&form.subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        let beside = |form: Fixture, approved| form.comparison(found_line(approved, How::Code));
        let of_parts = |[initial, full_year]: [&str; 2], [other, adjusted]: [&str; 2]| {
            form("40", "40")
                .funding(
                    "其中：当年财政拨款",
                    [initial, full_year, "33", "—", "", "—"],
                )
                .funding("其他资金", [other, adjusted, "7", "—", "", "—"])
        };
        let unclear = Comparison {
            ledger: Some(Counterpart::Unclear("台账有两项编码为 0011".to_owned())),
            ..Comparison::default()
        };
        examples::hold(
            [
                beside(form("33", "36"), ["30", "36"]),
                beside(form("30", "35.55"), ["30", "35.56041"]),
                beside(of_parts(["34", "35.5"], ["6", "4.5"]), ["33", "35.5"]),
                form("33", "33").comparison(unclear),
            ],
            [
                beside(form("30", "36"), ["30", "36"]),
                beside(form("33", "35.56"), ["33.00", "35.56041"]),
                // The ledger holds the year's own appropriation alone.
                beside(of_parts(["33", "35.5"], ["7", "4.5"]), ["33", "35.5"]),
                form("30万元", "36").comparison(found_line(["30", "36"], How::Name)),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn both_figures_are_held_against_the_ledger() {
        let hits = hits(form("33", "35.56041"), ["30", "36"], How::Code);
        let found: Vec<(&str, &str, &str)> = hits
            .iter()
            .map(|hit| {
                (
                    hit.declared.as_str(),
                    hit.expected.as_str(),
                    hit.difference.as_str(),
                )
            })
            .collect();
        assert_eq!(found, [("33", "30", "3"), ("35.56041", "36", "-0.43959")]);
        let message = &hits[0].message;
        for part in [
            "年初批复数 30 万元（台账.xlsx!Sheet1!D5）",
            "多 3 万元",
            "台账名称为“便民服务”",
        ] {
            assert!(message.contains(part), "no {part} in {message}");
        }
        assert_eq!(hits[0].at_most, None);
    }

    #[test]
    fn a_line_that_is_merely_alike_warns_and_says_so() {
        let how = How::Similar(crate::value::Rate::new(Decimal::new(8750, 4)));
        let hits = hits(form("33", "33"), ["30", "33"], how);
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].at_most, Some(Severity::Warning));
        assert!(
            hits[0].message.contains("台账名称“便民服务”，相似度 87.5%"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn a_code_that_two_forms_bear_is_told() {
        let unclear = Comparison {
            ledger: Some(Counterpart::Unclear(
                "台账项目甲已与自评表乙对应".to_owned(),
            )),
            ..Comparison::default()
        };
        let form = form("33", "33")
            .head("项目编码", "0011")
            .comparison(unclear);
        let hits = hits_of(check(&form.subject(), &Params::default()));
        assert_eq!(hits[0].at, form.subject().form.head.project_code.at());
        assert!(hits[0].message.contains("台账项目甲已与自评表乙对应"));
    }

    #[test]
    fn a_ledger_of_the_appropriation_alone_is_met_by_that_row() {
        let form = || {
            form("40", "40")
                .funding("其中：当年财政拨款", ["33", "35.5", "33", "—", "", "—"])
                .funding("其他资金", ["7", "4.5", "7", "—", "", "—"])
        };
        assert!(hits(form(), ["33", "35.5"], How::Name).is_empty());
        let form = form().comparison(found_line(["33", "35.5"], How::Name));
        let strict = Params {
            appropriation_counts: false,
            ..Params::default()
        };
        assert_eq!(hits_of(check(&form.subject(), &strict)).len(), 2);
    }

    #[test]
    fn without_a_line_or_a_figure_nothing_is_said() {
        let verdict = |form: Fixture| check(&form.subject(), &Params::default());
        assert_eq!(verdict(form("33", "33")), Verdict::NotApplicable);
        let missing = Comparison {
            ledger: Some(Counterpart::Missing { knows_office: true }),
            ..Comparison::default()
        };
        assert_eq!(
            verdict(form("33", "33").comparison(missing)),
            Verdict::CouldNotRun
        );
        let unread = form("33", "33").comparison(found_line(["约30", "33"], How::Code));
        assert_eq!(verdict(unread), Verdict::CouldNotRun);
        let no_column = LedgerLine {
            initial: Entry::Absent,
            ..line(["", "33"])
        };
        let only_full_year = Comparison {
            ledger: Some(Counterpart::Found {
                with: no_column,
                how: How::Code,
            }),
            ..Comparison::default()
        };
        assert_eq!(
            verdict(form("99", "33").comparison(only_full_year)),
            Verdict::Checked(Vec::new())
        );
    }
}
