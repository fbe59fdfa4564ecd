//! The cells in which the columns of `projects` and `indicators` are declared. Recomputed columns
//! have none.

use super::columns::{indicators, projects};
use crate::form::{Entry, Form, FundingKind, FundingRow, Head, Indicator, TotalRow};
use crate::grid::CellRef;

/// Columns, each with the cell in which it is declared.
type Cells<T> = &'static [(&'static str, fn(&T) -> Option<CellRef>)];

/// Columns of `projects` that a form declares, and where.
pub const PROJECT_CELLS: Cells<Form> = &[
    (projects::fiscal_year, |form| {
        form.fiscal_year.at().or(form.head.fiscal_year.at())
    }),
    (projects::supervising_department, |form| {
        head(form, |head| &head.supervising_department)
    }),
    (projects::implementing_unit, |form| {
        head(form, |head| &head.implementing_unit)
    }),
    (projects::project_name, |form| {
        head(form, |head| &head.project_name)
    }),
    (projects::project_code, |form| {
        head(form, |head| &head.project_code)
    }),
    (projects::project_lead, |form| {
        head(form, |head| &head.project_lead)
    }),
    (projects::phone, |form| head(form, |head| &head.phone)),
    (projects::initial_budget, |form| {
        money(form, FundingKind::Total, |row| &row.initial)
    }),
    (projects::full_year_budget, |form| {
        money(form, FundingKind::Total, |row| &row.full_year)
    }),
    (projects::executed, |form| {
        money(form, FundingKind::Total, |row| &row.executed)
    }),
    (projects::appropriation_initial, |form| {
        money(form, FundingKind::Appropriation, |row| &row.initial)
    }),
    (projects::appropriation_full_year, |form| {
        money(form, FundingKind::Appropriation, |row| &row.full_year)
    }),
    (projects::appropriation_executed, |form| {
        money(form, FundingKind::Appropriation, |row| &row.executed)
    }),
    (projects::carryover_initial, |form| {
        money(form, FundingKind::Carryover, |row| &row.initial)
    }),
    (projects::carryover_full_year, |form| {
        money(form, FundingKind::Carryover, |row| &row.full_year)
    }),
    (projects::carryover_executed, |form| {
        money(form, FundingKind::Carryover, |row| &row.executed)
    }),
    (projects::other_initial, |form| {
        money(form, FundingKind::Other, |row| &row.initial)
    }),
    (projects::other_full_year, |form| {
        money(form, FundingKind::Other, |row| &row.full_year)
    }),
    (projects::other_executed, |form| {
        money(form, FundingKind::Other, |row| &row.executed)
    }),
    (projects::execution_rate_declared, |form| {
        money(form, FundingKind::Total, |row| &row.rate)
    }),
    (projects::execution_score_declared, |form| {
        money(form, FundingKind::Total, |row| &row.score)
    }),
    (projects::total_weight_declared, |form| {
        total(form, |total| &total.weight)
    }),
    (projects::total_score_declared, |form| {
        total(form, |total| &total.score)
    }),
];

/// Columns of `indicators` that a form declares, and where.
pub const INDICATOR_CELLS: Cells<Indicator> = &[
    (indicators::level1, |row| Some(row.level1.at)),
    (indicators::level2, |row| Some(row.level2.at)),
    (indicators::level3, |row| row.level3.at()),
    (indicators::target_text, |row| row.target.at()),
    (indicators::actual_text, |row| row.actual.at()),
    (indicators::target_value, |row| row.target.at()),
    (indicators::actual_value, |row| row.actual.at()),
    (indicators::weight, |row| row.weight.at()),
    (indicators::score_declared, |row| row.score.at()),
    (indicators::deviation_reason, |row| row.reason.at()),
];

fn head(form: &Form, entry: fn(&Head) -> &Entry<String>) -> Option<CellRef> {
    entry(&form.head).at()
}

/// Of money in several rows by tier, the first.
fn money<T>(
    form: &Form,
    kind: FundingKind,
    entry: fn(&FundingRow) -> &Entry<T>,
) -> Option<CellRef> {
    entry(form.funding_row(kind)?).at()
}

fn total<T>(form: &Form, entry: fn(&TotalRow) -> &Entry<T>) -> Option<CellRef> {
    entry(form.total.as_ref()?).at()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::columns::{Column, INDICATORS, PROJECTS};

    #[test]
    fn every_name_is_a_column() {
        let known = |columns: &[Column], name: &str| columns.iter().any(|one| one.name == name);
        assert!(PROJECT_CELLS.iter().all(|(name, _)| known(PROJECTS, name)));
        assert!(
            INDICATOR_CELLS
                .iter()
                .all(|(name, _)| known(INDICATORS, name))
        );
    }
}
