//! The `over_budget` table: the projects that B101 or B102 speaks of, by how much, and whether the
//! adjustment of the budget explains it.

mod explained;

use std::cmp::Reverse;

use polars::prelude::{DataFrame, PolarsResult};
use rust_decimal::Decimal;

use self::explained::{Explanation, Facts};
use super::Batch;
use super::columns::over_budget as column;
use super::contribution::excess;
use super::frame::{Field, fields, frame as frame_of, printed, text};
use super::projects::{ProjectRow, decimal};
use crate::comparison::{Counterpart, LedgerLine};
use crate::form::FundingKind::Total;
use crate::value::{Amount, Rate};

/// A project over budget.
#[derive(Clone)]
struct Overrun<'a> {
    row: ProjectRow<'a>,
    initial: Option<Decimal>,
    full_year: Option<Decimal>,
    executed: Option<Decimal>,
    excess: Decimal,
    approved: Option<Decimal>,
    explanation: Explanation,
}

/// The frame of `over_budget`, the largest excess first.
pub(super) fn frame(batch: &Batch<'_>, projects: &[ProjectRow<'_>]) -> PolarsResult<DataFrame> {
    let rows = projects.iter().filter_map(|row| Overrun::of(batch, *row));
    let mut rows: Vec<Overrun<'_>> = rows.collect();
    rows.sort_by_key(|row| Reverse(row.excess));
    frame_of(
        &rows,
        &[identity(), money(), excesses(), outcome()].concat(),
    )
}

impl<'a> Overrun<'a> {
    fn of(batch: &Batch<'a>, row: ProjectRow<'a>) -> Option<Self> {
        let initial = row.money(Total, |funding| &funding.initial);
        let full_year = row.money(Total, |funding| &funding.full_year);
        let executed = row.money(Total, |funding| &funding.executed);
        let excess = excess(row.counts, initial, full_year, executed)?;
        let line = ledger_line(batch, row);
        let has_ledger = batch.comparisons.ledger_rest.is_some();
        Some(Self {
            excess,
            approved: line
                .and_then(Counterpart::found)
                .and_then(|(line, _)| decimal(line.full_year.figure())),
            explanation: Facts::of(row, batch.policy, line, has_ledger).explained(),
            row,
            initial,
            full_year,
            executed,
        })
    }

    fn over_initial(&self) -> Option<Decimal> {
        let raised = self.row.counts.over_initial;
        less(self.executed, self.initial).filter(|_| raised)
    }

    fn over_full_year(&self) -> Option<Decimal> {
        let raised = self.row.counts.over_full_year;
        less(self.executed, self.full_year).filter(|_| raised)
    }

    fn adjustment(&self) -> Option<Decimal> {
        less(self.full_year, self.initial)
    }
}

/// What the approved-budget ledger has for a form; nothing where there is no ledger.
fn ledger_line<'a>(batch: &Batch<'a>, row: ProjectRow<'_>) -> Option<&'a Counterpart<LedgerLine>> {
    let (submission, form) = row.place;
    let comparisons = batch.comparisons.of_submission(submission);
    comparisons.get(form)?.ledger.as_ref()
}

fn less(one: Option<Decimal>, other: Option<Decimal>) -> Option<Decimal> {
    one?.checked_sub(other?)
}

fn share(part: Option<Decimal>, whole: Option<Decimal>) -> Option<Rate> {
    Amount::new(part?).fraction_of(Amount::new(whole?))
}

fn identity<'a>() -> Vec<Field<Overrun<'a>>> {
    fields! {
        column::form_id: Text |one| text(&one.row.assessed.form_id);
        column::street_office: Text |one| text(one.row.assessed.street_office());
        column::implementing_unit: Text |one| text(one.row.assessed.implementing_unit());
        column::project_name: Text |one| text(one.row.assessed.project_name());
    }
}

fn money<'a>() -> Vec<Field<Overrun<'a>>> {
    fields! {
        column::initial_budget: Exact |one| one.initial;
        column::full_year_budget: Exact |one| one.full_year;
        column::executed: Exact |one| one.executed;
    }
}

fn excesses<'a>() -> Vec<Field<Overrun<'a>>> {
    fields! {
        column::over_initial: Exact |one| one.over_initial();
        column::over_initial_rate: Rate |one| share(one.over_initial(), one.initial);
        column::over_full_year: Exact |one| one.over_full_year();
        column::over_full_year_rate: Rate |one| share(one.over_full_year(), one.full_year);
        column::over_budget: Exact |one| Some(one.excess);
        column::adjustment: Exact |one| one.adjustment();
        column::adjustment_rate: Rate |one| share(one.adjustment(), one.initial);
        column::approved_full_year: Exact |one| one.approved;
    }
}

fn outcome<'a>() -> Vec<Field<Overrun<'a>>> {
    fields! {
        column::explained: Text |one| text(one.explanation.how.name());
        column::explanation: Text |one| text(&one.explanation.words);
        column::source_file: Text |one| text(&one.row.source.file);
        column::source_sheet: Text |one| text(&one.row.assessed.form.sheet);
        column::source_cell: Text |one| printed(one.row.assessed.form.area.first);
        column::executed_cell: Text |one| one.row.funding(Total)?.executed.at().and_then(printed);
    }
}
