//! B104: the kinds of money do not add up to the total.

use rust_decimal::Decimal;

use crate::evaluate::ScoringPolicy;
use crate::form::{Entry, Funding, FundingKind, FundingRow};
use crate::rules::parts::{AMOUNT_COLUMNS, AmountColumn};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Amount, Figure as _, Interval, Printed};

rule! {
    /// 当年财政拨款、上年结转资金、其他资金之和不等于年度资金总额。
    ///
    /// ## 含义
    /// 年度资金总额是各项资金来源的合计。两者不等，总额或者某一分项有误，也可能是公式损坏。
    ///
    /// ## 计算
    /// 年初预算数、全年预算数、全年执行数三栏分别核对：差额 = 总额 − 分项之和，按各数所填位数比较。
    /// 空白的分项不计；一栏的分项全部空白属于缺项（M103），不报本条。
    /// 同一来源下又列“其中”各级资金的，按不重复计算的合计核对。
    ///
    /// ## 举例
    /// 全年执行数：总额 90.5 万元，分项 88.5 + 0 + 0 = 88.5 万元，相差 2 万元。
    ///
    /// ## 误报情形
    /// 表中另有未识别的资金来源行（如本地叫法“乡统筹”，2 万元）时，分项之和会恰好少这一行的数；请核对该行的名称，
    /// 或在 config.yaml 的 dictionary 中补充。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附表的填报口径；街道自评复核实践。
    B104 "breakdown-sum-mismatch" "分项合计不等于总额" Error
    caused_by ["B105"]
}

/// Reports each column at its cell in the total row.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    AMOUNT_COLUMNS
        .iter()
        .map(|column| compare(funding, column, subject.policy))
        .collect()
}

fn compare(funding: &Funding, column: &AmountColumn, policy: &ScoringPolicy) -> Verdict {
    let total = (column.of)(&funding.total);
    let cells = || funding.breakdown.iter().map(column.of);
    if total.is_absent() || cells().all(Entry::is_empty) {
        return Verdict::NotApplicable;
    }
    let unread = cells().any(|cell| cell.misread().is_some());
    let Some(printed) = total.value().filter(|_| !unread) else {
        return Verdict::CouldNotRun;
    };
    let parts = parts(&funding.breakdown, column);
    let declared = allowed(printed);
    let fits = |sum| policy.amounts_agree(declared, sum);
    if fits(sum(&parts)) || fits(sum_without_nested(&parts)) {
        return Verdict::Checked(Vec::new());
    }
    let sum: Amount = parts.iter().map(|part| part.printed.value).sum();
    Verdict::of(total.at().map(|at| {
        Hit::at(at, message(column.name, printed.value, sum, &parts))
            .declared(printed.value)
            .expected(sum)
            .difference(printed.value - sum)
            .related(cells().map(Entry::at))
    }))
}

/// One stated amount of a column.
struct Part<'a> {
    row: &'a FundingRow,
    printed: &'a Printed<Amount>,
}

fn parts<'a>(rows: &'a [FundingRow], column: &AmountColumn) -> Vec<Part<'a>> {
    rows.iter()
        .filter_map(|row| {
            let printed = (column.of)(row).value()?;
            Some(Part { row, printed })
        })
        .collect()
}

/// A printed 0 says that there is no such money; it is not a rounded 0.4.
fn allowed(printed: &Printed<Amount>) -> Interval {
    if printed.value == Amount::ZERO {
        printed.exact()
    } else {
        printed.interval()
    }
}

fn sum(parts: &[Part<'_>]) -> Interval {
    parts.iter().map(|part| allowed(part.printed)).sum()
}

/// Rows of one kind under a row that they add up to are its details, not money beside it.
fn sum_without_nested(parts: &[Part<'_>]) -> Interval {
    let kind = |part: &Part<'_>| -> FundingKind { part.row.kind };
    parts
        .chunk_by(|one, next| kind(one) == kind(next))
        .map(|group| match group {
            [head, details @ ..] if is_detailed(head, details) => allowed(head.printed),
            _ => sum(group),
        })
        .fold(Interval::exact(Decimal::ZERO), |whole, group| whole + group)
}

fn is_detailed(head: &Part<'_>, details: &[Part<'_>]) -> bool {
    head.printed.value.decimal() > Decimal::ZERO
        && !details.is_empty()
        && allowed(head.printed).agrees(sum(details))
}

fn message(column: &str, total: Amount, sum: Amount, parts: &[Part<'_>]) -> String {
    let terms: Vec<String> = parts
        .iter()
        .map(|part| part.printed.value.to_string())
        .collect();
    let added = match terms.as_slice() {
        [_] => String::new(),
        _ => format!("{} = ", terms.join(" + ")),
    };
    let apart = (total - sum).decimal().abs().normalize();
    format!(
        "{column}：年度资金总额 {total} 万元，分项合计 {added}{sum} 万元，相差 {apart} 万元；请核对总额或分项"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    /// The same amount stands in all three columns of a row.
    fn form(total: &str, rows: &[(&str, &str)]) -> Fixture {
        let total =
            Fixture::new().funding("年度资金总额", [total, total, total, "10", "100%", "10"]);
        rows.iter().fold(total, |form, (label, amount)| {
            form.funding(label, [amount, amount, amount, "—", "", "—"])
        })
    }

    fn verdict(fixture: &Fixture) -> Verdict {
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        let (own, carried, other) = ("其中：当年财政拨款", "上年结转资金", "其他资金");
        let (central, district) = ("其中：中央资金", "区级资金");
        examples::hold(
            [
                form("90.5", &[(own, "88.5"), (carried, "0"), (other, "0")]),
                form("90.5", &[(own, "90.1"), (carried, "0")]),
                form("0", &[(own, "90"), (other, "")]),
                form("33", &[(own, "33"), (other, "2.56041")]),
                form(
                    "33",
                    &[(own, "33"), (central, "20"), (district, "12"), (other, "1")],
                ),
            ],
            [
                form("90.5", &[(own, "88.5"), (carried, "2"), (other, "0")]),
                form("33", &[(own, "33"), (carried, ""), (other, "—")]),
                // The levels of one source are its details, not money beside it.
                form(
                    "35",
                    &[(own, "33"), (central, "20"), (district, "13"), (other, "2")],
                ),
                // Rounded parts may add up to the rounded total.
                form("100.4", &[(own, "60.3"), (other, "40.1")]),
                form("100.5", &[(own, "60.3"), (other, "40.1")]),
            ],
            verdict,
        );
    }

    #[test]
    fn every_column_is_compared() {
        let form = form(
            "90.5",
            &[
                ("其中：当年财政拨款", "88.5"),
                ("上年结转资金", "0"),
                ("其他资金", "0"),
            ],
        );
        let hits = hits_of(verdict(&form));
        assert_eq!(hits.len(), 3);
        assert_eq!(
            (hits[2].expected.as_str(), hits[2].difference.as_str()),
            ("88.5", "2")
        );
        assert_eq!(hits[2].related.len(), 3);
        assert!(
            hits[2].message.starts_with("全年执行数："),
            "{}",
            hits[2].message
        );
    }

    #[test]
    fn a_total_of_zero_over_parts_is_wrong() {
        let hits = hits_of(verdict(&form(
            "0",
            &[("其中：当年财政拨款", "90"), ("其他资金", "")],
        )));
        assert_eq!(hits[0].difference, "-90");
        assert!(
            hits[0].message.contains("分项合计 90 万元"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn blank_parts_count_as_nothing() {
        let reference = Fixture::new()
            .funding(
                "年度资金总额",
                ["33万元", "35.56041万元", "35.56041万元", "10", "100%", "10"],
            )
            .funding("其中：当年财政拨款", ["33万元", "", "", "—", "", "—"])
            .funding("上年结转资金", ["", "", "", "—", "", "—"])
            .funding("其他资金", ["", "", "", "—", "", "—"]);
        assert!(hits_of(verdict(&reference)).is_empty());
        let empty = form("33", &[("其中：当年财政拨款", ""), ("其他资金", "—")]);
        assert_eq!(verdict(&empty), Verdict::NotApplicable);
    }

    #[test]
    fn an_unread_part_leaves_its_column_unjudged() {
        let form = form("33", &[("其中：当年财政拨款", "见附件"), ("其他资金", "1")]);
        assert_eq!(verdict(&form), Verdict::CouldNotRun);
    }
}
