//! The `last_year` table: forms with last year's of the same project, those without, and last year's
//! without one this year.

use polars::prelude::{DataFrame, PolarsResult};
use rust_decimal::Decimal;

use super::Batch;
use super::beside::{Compared, compared};
use super::columns::last_year as column;
use super::frame::{Field, fields, frame as frame_of, printed, text};
use super::projects::decimal;
use crate::comparison::{EarlierForm, Sum};
use crate::form::FundingKind;
use crate::value::{Amount, Figure as _, Rate, Score};

type Row<'a> = Compared<'a, EarlierForm>;

/// The frame of `last_year`: forms in the order of the projects, then last year's alone, in their
/// order; nothing where last year is not configured.
pub(super) fn frame(batch: &Batch<'_>) -> PolarsResult<DataFrame> {
    let rest = batch.comparisons.last_year_rest.as_deref();
    let rows = compared(batch, |comparison| comparison.last_year.as_ref(), rest);
    frame_of(&rows, &[identity(), money(), scores(), places()].concat())
}

fn identity<'a>() -> Vec<Field<Row<'a>>> {
    fields! {
        column::form_id: Text |row| text(row.form_id());
        column::street_office: Text |row| text(office(row));
        column::implementing_unit: Text |row| text(unit(row));
        column::project_name: Text |row| text(row.project_name());
        column::last_project_name: Text |row| text(&row.other?.name);
        column::how: Text |row| text(row.how());
        column::similarity: Rate |row| row.similarity();
    }
}

fn money<'a>() -> Vec<Field<Row<'a>>> {
    use FundingKind::{Carryover, Total};
    fields! {
        column::last_full_year: Exact |row| exact(row.other?.full_year);
        column::last_executed: Exact |row| exact(row.other?.executed);
        column::last_unspent: Exact |row| exact(row.other?.unspent());
        column::carryover_initial: Exact |row| decimal(row.form()?.money(Carryover, |funding| &funding.initial));
        column::carryover_full_year: Exact |row| decimal(row.form()?.money(Carryover, |funding| &funding.full_year));
        column::full_year_budget: Exact |row| decimal(row.form()?.money(Total, |funding| &funding.full_year));
        column::budget_change: Rate |row| budget_change(row);
    }
}

fn scores<'a>() -> Vec<Field<Row<'a>>> {
    fields! {
        column::last_total_score: Exact |row| decimal(row.other?.score);
        column::total_score: Exact |row| decimal(score(row));
        column::score_change: Exact |row| score_change(row);
    }
}

fn places<'a>() -> Vec<Field<Row<'a>>> {
    fields! {
        column::last_place: Text |row| text(&row.other?.place);
        column::remark: Text |row| text(row.remark);
        column::source_file: Text |row| text(&row.source()?.file);
        column::source_sheet: Text |row| text(&row.form()?.sheet);
        column::source_cell: Text |row| printed(row.form()?.area.first);
    }
}

/// This year's; last year's where there is no form this year.
fn office<'r>(row: &'r Row<'_>) -> &'r str {
    match (row.project, row.other) {
        (None, Some(last)) => &last.office,
        _ => row.office(),
    }
}

/// The same.
fn unit<'r>(row: &'r Row<'_>) -> &'r str {
    match (row.project, row.other) {
        (Some(project), _) => project.assessed.implementing_unit(),
        (None, last) => last.map_or("", |last| &last.unit),
    }
}

fn exact(sum: Option<Sum>) -> Option<Decimal> {
    decimal(sum.map(|sum| sum.amount))
}

fn budget_change(row: &Row<'_>) -> Option<Rate> {
    let last = row.other?.full_year?.amount;
    let now = row
        .form()?
        .money(FundingKind::Total, |funding| &funding.full_year)?;
    (last > Amount::ZERO).then(|| (now - last).fraction_of(last))?
}

fn score(row: &Row<'_>) -> Option<Score> {
    row.project?.evaluation().total_score
}

/// Only of totals out of the same points.
fn score_change(row: &Row<'_>) -> Option<Decimal> {
    let last = row.other?;
    let same_points = row.project?.evaluation().total_weight? == last.weight?;
    let change = score(row)?.decimal().checked_sub(last.score?.decimal())?;
    same_points.then_some(change)
}
