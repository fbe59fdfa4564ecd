//! The `ledger_matches` table: forms with their line of the approved-budget ledger, forms without one,
//! lines without a form.

use polars::prelude::{DataFrame, PolarsResult};
use rust_decimal::Decimal;

use super::Batch;
use super::beside::{Compared, compared};
use super::columns::ledger_matches as column;
use super::frame::{Field, fields, frame as frame_of, printed, text};
use super::projects::decimal;
use crate::comparison::LedgerLine;
use crate::form::{Entry, FundingKind, FundingRow};
use crate::value::{Amount, Printed};

type Row<'a> = Compared<'a, LedgerLine>;

/// The frame of `ledger_matches`: forms in the order of the projects, then lines without one, in the
/// ledger's order; nothing without a ledger.
pub(super) fn frame(batch: &Batch<'_>) -> PolarsResult<DataFrame> {
    let rest = batch.comparisons.ledger_rest.as_deref();
    let rows = compared(batch, |comparison| comparison.ledger.as_ref(), rest);
    frame_of(
        &rows,
        &[identity(), initial(), full_year(), places()].concat(),
    )
}

fn identity<'a>() -> Vec<Field<Row<'a>>> {
    fields! {
        column::form_id: Text |row| text(row.form_id());
        column::street_office: Text |row| text(row.office());
        column::project_name: Text |row| text(row.project_name());
        column::ledger_code: Text |row| text(&row.other?.code);
        column::ledger_office: Text |row| text(&row.other?.office);
        column::ledger_name: Text |row| text(&row.other?.name);
        column::how: Text |row| text(row.how());
        column::similarity: Rate |row| row.similarity();
    }
}

fn initial<'a>() -> Vec<Field<Row<'a>>> {
    fields! {
        column::initial_declared: Exact |row| declared(row, |funding| &funding.initial);
        column::initial_approved: Exact |row| decimal(row.other?.initial.figure());
        column::initial_difference: Exact |row| less(declared(row, |funding| &funding.initial)?, &row.other?.initial);
    }
}

fn full_year<'a>() -> Vec<Field<Row<'a>>> {
    fields! {
        column::full_year_declared: Exact |row| declared(row, |funding| &funding.full_year);
        column::full_year_approved: Exact |row| decimal(row.other?.full_year.figure());
        column::full_year_difference: Exact |row| less(declared(row, |funding| &funding.full_year)?, &row.other?.full_year);
    }
}

fn places<'a>() -> Vec<Field<Row<'a>>> {
    fields! {
        column::ledger_cell: Text |row| row.other.and_then(|line| printed(line.place(line.at)));
        column::remark: Text |row| text(row.remark);
        column::ledger_remark: Text |row| text(&row.other?.remark);
        column::source_file: Text |row| text(&row.source()?.file);
        column::source_sheet: Text |row| text(&row.form()?.sheet);
        column::source_cell: Text |row| printed(row.form()?.area.first);
    }
}

fn declared(row: &Row<'_>, entry: fn(&FundingRow) -> &Entry<Printed<Amount>>) -> Option<Decimal> {
    decimal(row.form()?.money(FundingKind::Total, entry))
}

fn less(declared: Decimal, approved: &Entry<Printed<Amount>>) -> Option<Decimal> {
    declared.checked_sub(decimal(approved.figure())?)
}
