//! M103: the total has amounts, its breakdown has none.

use crate::form::Funding;
use crate::grid::CellRef;
use crate::rules::lack::lack;
use crate::rules::parts::{AMOUNT_COLUMNS, AmountColumn};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Amount, text};

rule! {
    /// 年度资金总额有数，而某一列的分项（财政拨款、上年结转、其他资金）全部空白；或分项所填不是金额。
    ///
    /// ## 含义
    /// 分项说明资金从哪里来。总额有数而分项空白，追加或结转的资金就没有来源，分项合计也无从核对。
    ///
    /// ## 计算
    /// 逐列检查：总额不为 0，各分项在该列都未填写，即为缺项；几列缺项合报一条，指在第一个空白的分项。
    /// 分项所填内容不是金额的，另按单元格各报一条。没有分项行的表不适用。
    ///
    /// ## 举例
    /// 总额的年初预算 33 万元，当年财政拨款也是 33 万元；总额的全年预算数、全年执行数均为 35.56041 万元，三个分项
    /// 这两列都空白：两列合报一条，追加的 2.56041 万元来源不明。
    ///
    /// ## 误报情形
    /// 只有一个资金来源、当地允许只填总额的，可停用本条。有一个分项已填的列不报（其余分项视为没有）。
    ///
    /// ## 依据
    /// 财预〔2020〕10号所附自评表样式；街道自评复核实践。
    M103 "funding-breakdown-missing" "总额有数而分项为空" Warning
}

/// Reports the blank columns once, and every breakdown cell that is no amount.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    if funding.breakdown.is_empty() {
        return Verdict::NotApplicable;
    }
    let hits: Vec<Hit> = blank_columns(funding)
        .into_iter()
        .chain(unread(funding))
        .collect();
    let no_total = AMOUNT_COLUMNS
        .iter()
        .all(|column| (column.of)(&funding.total).value().is_none());
    if hits.is_empty() && no_total {
        return Verdict::CouldNotRun;
    }
    Verdict::Checked(hits)
}

fn blank_columns(funding: &Funding) -> Option<Hit> {
    let missing: Vec<&AmountColumn> = AMOUNT_COLUMNS
        .iter()
        .filter(|column| is_missing(column, funding))
        .collect();
    let cells: Vec<CellRef> = missing
        .iter()
        .flat_map(|column| cells(column, funding))
        .collect();
    let (first, others) = cells.split_first()?;
    let names: Vec<&str> = missing.iter().map(|column| column.name).collect();
    let totals: Vec<String> = missing
        .iter()
        .map(|column| total(column, funding))
        .collect();
    let message = format!(
        "年度资金总额的{}分别为 {} 万元，而各分项均未填写；请按资金来源补填，没有的填 0",
        names.join("、"),
        totals.join("、"),
    );
    let message = if names.len() == 1 {
        message.replace("分别为", "为")
    } else {
        message
    };
    let at_totals = missing
        .iter()
        .map(|column| (column.of)(&funding.total).at());
    Some(
        Hit::at(*first, message)
            .related(others.iter().copied().map(Some))
            .related(at_totals),
    )
}

fn is_missing(column: &AmountColumn, funding: &Funding) -> bool {
    let has_total = (column.of)(&funding.total)
        .figure()
        .is_some_and(|total| total != Amount::ZERO);
    has_total
        && funding
            .breakdown
            .iter()
            .all(|row| (column.of)(row).is_empty())
}

/// The blank cells of a column; none where the breakdown has no such column.
fn cells(column: &AmountColumn, funding: &Funding) -> impl Iterator<Item = CellRef> {
    funding
        .breakdown
        .iter()
        .filter_map(|row| (column.of)(row).at())
}

fn total(column: &AmountColumn, funding: &Funding) -> String {
    let total = (column.of)(&funding.total).figure();
    total.map(|total| total.to_string()).unwrap_or_default()
}

fn unread(funding: &Funding) -> impl Iterator<Item = Hit> {
    let cells = funding
        .breakdown
        .iter()
        .flat_map(|row| AMOUNT_COLUMNS.iter().map(move |column| (row, column)));
    cells.filter_map(|(row, column)| {
        let entry = (column.of)(row);
        entry.misread()?;
        let row = text::tidy(&row.label);
        let message = format!("分项“{row}”的{}；请填写金额", lack(column.name, entry)?);
        Some(Hit::at(entry.at()?, message).declared(entry.text().trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn fixture(total: [&'static str; 3], parts: [[&'static str; 3]; 2]) -> Fixture {
        let row = |[initial, full_year, executed]: [&'static str; 3]| {
            [initial, full_year, executed, "—", "", "—"]
        };
        let [appropriation, carryover] = parts;
        Fixture::new()
            .funding("年度资金总额", row(total))
            .funding("其中：当年财政拨款", row(appropriation))
            .funding("上年结转资金", row(carryover))
    }

    fn hits(total: [&'static str; 3], parts: [[&'static str; 3]; 2]) -> Vec<Hit> {
        hits_of(check(&fixture(total, parts).subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        let nothing = ["", "", ""];
        let added = ["33", "35.56041", "35.56041"];
        examples::hold(
            [
                fixture(added, [["33", "", ""], nothing]),
                fixture(added, [nothing, ["", "—", "/"]]),
                fixture(added, [["33", "见附件", "35.56041"], nothing]),
            ],
            [
                // One source is enough, and a stated 0 is no blank.
                fixture(added, [added, ["", "", "/"]]),
                fixture(added, [["33", "0", "0"], nothing]),
                // A total of 0 has no source.
                fixture(["33", "33", "0"], [["33", "33", ""], nothing]),
                fixture(["33", "", ""], [["33", "", ""], nothing]),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn the_blank_columns_are_named_once() {
        let hits = hits(
            ["33", "35.56041", "35.56041"],
            [["33", "", ""], ["", "", ""]],
        );
        assert_eq!(hits.len(), 1);
        let message = "年度资金总额的全年预算数、全年执行数分别为 35.56041、35.56041 万元，而各分项均未填写；请按资金来源补填，没有的填 0";
        assert_eq!(hits[0].message, message);
        assert_eq!(hits[0].related.len(), 5);
    }

    #[test]
    fn what_is_no_amount_is_reported_at_its_cell() {
        let hits = hits(
            ["33", "33", "33"],
            [["33", "见附件", "33"], ["0", "—", "约五万"]],
        );
        let declared: Vec<&str> = hits.iter().map(|hit| hit.declared.as_str()).collect();
        assert_eq!(declared, ["见附件", "约五万"]);
        assert_ne!(hits[0].at, hits[1].at);
    }

    #[test]
    fn without_a_total_or_a_breakdown_there_is_nothing_to_compare() {
        let blank = fixture(["", "—", ""], [["33", "33", "33"], ["", "", ""]]);
        assert_eq!(
            check(&blank.subject(), &Params::default()),
            Verdict::CouldNotRun
        );
        let total = Fixture::new().funding("年度资金总额", ["33", "33", "33", "10", "100%", "10"]);
        assert_eq!(
            check(&total.subject(), &Params::default()),
            Verdict::NotApplicable
        );
    }
}
