//! The budget that a form divides its execution by, in the form's own words.

use crate::evaluate::base_in_use;
use crate::form::{Entry, FundingRow, RateBase};
use crate::value::{Amount, Printed};

/// One of the two budgets of a funding row.
pub(super) struct BasePlace<'a> {
    /// 全年预算数 or 年初预算数.
    pub(super) name: &'static str,
    /// What stands there.
    pub(super) entry: &'a Entry<Printed<Amount>>,
}

/// The budget below the fraction line: the one that the form letters A, or the only one it has.
pub(super) fn base_place(row: &FundingRow, base: RateBase) -> BasePlace<'_> {
    let full_year = BasePlace {
        name: "全年预算数",
        entry: &row.full_year,
    };
    let initial = BasePlace {
        name: "年初预算数",
        entry: &row.initial,
    };
    match base_in_use(row, base) {
        RateBase::Initial => initial,
        RateBase::FullYear => full_year,
    }
}
