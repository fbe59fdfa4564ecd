//! B106: an amount below zero.

use crate::form::FundingRow;
use crate::rules::parts::{AMOUNT_COLUMNS, AmountColumn};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::Amount;

rule! {
    /// 项目资金中的金额为负数。
    ///
    /// ## 含义
    /// 预算数和执行数不应为负。负数多是把收回、冲减的资金直接填入，或者公式算错。
    ///
    /// ## 计算
    /// 年度资金总额及各分项的年初预算数、全年预算数、全年执行数，任一小于零即报，逐格列出。
    ///
    /// ## 举例
    /// 上年结转资金全年执行数填 -1.2 万元，当年财政拨款执行数 10 万元，总额 8.8 万元：报 -1.2 一格。
    /// 退回的 1.2 万元应从财政拨款执行数中减去，填 8.8 万元。
    ///
    /// ## 误报情形
    /// 上年多支、本年退回的资金确以红字冲销的，数额属实而填法不对：应从有关数额中减去并在说明中列明，不单列负数。
    ///
    /// ## 依据
    /// 财预〔2020〕10号附表的填报口径；街道自评复核实践。
    B106 "negative-amount" "金额为负" Error
}

/// Reports every such cell.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    std::iter::once(&funding.total)
        .chain(&funding.breakdown)
        .flat_map(|row| AMOUNT_COLUMNS.iter().map(move |column| look(row, column)))
        .collect()
}

fn look(row: &FundingRow, column: &AmountColumn) -> Verdict {
    let cell = (column.of)(row);
    match cell.figure() {
        Some(amount) if amount < Amount::ZERO => Verdict::of(cell.at().map(|at| {
            Hit::at(at, message(row, column, amount))
                .declared(amount)
                .expected("≥0")
        })),
        Some(_) => Verdict::Checked(Vec::new()),
        None if cell.is_empty() => Verdict::NotApplicable,
        None => Verdict::CouldNotRun,
    }
}

fn message(row: &FundingRow, column: &AmountColumn, amount: Amount) -> String {
    format!(
        "“{}”的{}为 {amount} 万元；金额不应为负，请核对，收回或冲减的资金请另作说明",
        row.label.trim(),
        column.name
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(carryover: [&str; 3]) -> Fixture {
        let [initial, full_year, executed] = carryover;
        Fixture::new()
            .funding("年度资金总额", ["33", "33", "33", "10", "100%", "10"])
            .funding("上年结转资金", [initial, full_year, executed, "—", "", "—"])
    }

    fn verdict(fixture: &Fixture) -> Verdict {
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                form(["-1.2", "-1.2", "-1.2"]),
                form(["0", "0", "-0.01"]),
                form(["", "-3万元", "—"]),
            ],
            [
                form(["0", "", "—"]),
                form(["-", "--", "0.00"]),
                form(["1.2", "1.2", "0.01"]),
            ],
            verdict,
        );
    }

    #[test]
    fn every_negative_cell_is_reported() {
        let hits = hits_of(verdict(&form(["-1.2", "-1.2", "-1.2"])));
        assert_eq!(hits.len(), 3);
        assert_eq!(hits[2].declared, "-1.2");
        assert!(
            hits[2].message.contains("全年执行数为 -1.2 万元"),
            "{}",
            hits[2].message
        );
    }

    #[test]
    fn what_could_not_be_read_is_not_known_to_be_sound() {
        assert_eq!(verdict(&form(["见附件", "", ""])), Verdict::CouldNotRun);
        assert_eq!(hits_of(verdict(&form(["见附件", "-3", ""]))).len(), 1);
    }
}
