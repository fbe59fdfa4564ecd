//! The budgets of a form and those of the approved-budget ledger that they must be.

use crate::comparison::LedgerLine;
use crate::form::{Entry, FundingRow};
use crate::value::{Amount, Printed};

/// A budget of the form and the approved one.
pub(in crate::rules) struct Budget {
    /// Its name, as on the standard form.
    pub(in crate::rules) name: &'static str,
    /// Its cell in a row of the funding block.
    pub(in crate::rules) of: fn(&FundingRow) -> &Entry<Printed<Amount>>,
    /// Its name in the ledger.
    pub(in crate::rules) approved_name: &'static str,
    /// Its cell in the ledger.
    pub(in crate::rules) approved: fn(&LedgerLine) -> &Entry<Printed<Amount>>,
}

/// The budgets, in the form's order.
pub(in crate::rules) const BUDGETS: [Budget; 2] = [
    Budget {
        name: "年初预算数",
        of: |row| &row.initial,
        approved_name: "年初批复数",
        approved: |line| &line.initial,
    },
    Budget {
        name: "全年预算数",
        of: |row| &row.full_year,
        approved_name: "调整后预算数",
        approved: |line| &line.full_year,
    },
];
