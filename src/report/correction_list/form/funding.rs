//! The funding block: budgets, what was spent, the execution rate and its points.

use super::blocks::{across, over, single};
use super::{Drawing, LAST};
use crate::form::{Form, Funding, FundingRow, RateBase, UnitSource};
use crate::report::page::Face;
use crate::value::AmountUnit;

impl<'f> Drawing<'f> {
    pub(super) fn funding(&mut self, form: &'f Form) {
        let Some(funding) = &form.funding else {
            let row = self.begin_row();
            self.label(across(row, 0, 2), "项目资金");
            return self.absent(across(row, 3, LAST), "原表没有这一部分");
        };
        let header = self.begin_row();
        let rows = u32::try_from(funding.breakdown.len()).unwrap_or(u32::MAX);
        self.label(
            over(header, rows.saturating_add(2), 0, 0),
            format!("项目资金（{}）", unit(funding)),
        );
        self.label(across(header, 1, 2), "");
        for (col, heading) in (3..).zip(headings(funding.rate_base)) {
            self.label(single(header, col), heading);
        }
        let total = std::iter::once(&funding.total);
        for row in total.chain(&funding.breakdown) {
            self.funding_row(row);
        }
    }

    fn funding_row(&mut self, money: &'f FundingRow) {
        let row = self.begin_row();
        let label = if money.label.is_empty() {
            "年度资金总额"
        } else {
            &money.label
        };
        self.printed(across(row, 1, 2), label, money.at);
        self.entry(single(row, 3), Face::Figure, &money.initial);
        self.entry(single(row, 4), Face::Figure, &money.full_year);
        self.entry(single(row, 5), Face::Figure, &money.executed);
        self.entry(single(row, 6), Face::Figure, &money.weight);
        self.entry(single(row, 7), Face::Figure, &money.rate);
        self.entry(single(row, 8), Face::Figure, &money.score);
    }
}

/// The unit of bare amounts, and that nothing says it where nothing does.
fn unit(funding: &Funding) -> &'static str {
    match (funding.unit_source, funding.unit) {
        (UnitSource::Assumed, _) => "原表未注明单位",
        (_, AmountUnit::Yuan) => "元",
        (_, AmountUnit::Thousand) => "千元",
        (_, AmountUnit::Wan) => "万元",
        (_, AmountUnit::Yi) => "亿元",
    }
}

/// The budget that the form itself letters A is the base of the rate.
fn headings(base: RateBase) -> [&'static str; 6] {
    let [initial, full_year] = match base {
        RateBase::FullYear => ["年初预算数", "全年预算数（A）"],
        RateBase::Initial => ["年初预算数（A）", "全年预算数"],
    };
    [
        initial,
        full_year,
        "全年执行数（B）",
        "分值",
        "执行率（B/A）",
        "得分",
    ]
}
