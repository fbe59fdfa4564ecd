//! The `indicators` table: one row per indicator of each form.

use std::borrow::Cow;

use polars::prelude::{DataFrame, PolarsResult};

use super::columns::indicators as column;
use super::frame::{Field, fields, frame as frame_of, printed, text};
use super::projects::{ProjectRow, decimal, stated};
use crate::evaluate::{Direction, IndicatorResult};
use crate::form::{Entry, Form, Indicator};
use crate::value::{Comparator, Measure, Quantity, text::tidy};

/// An indicator with what was recomputed for it.
#[derive(Clone, Copy)]
pub(super) struct IndicatorRow<'a> {
    form_id: &'a str,
    form: &'a Form,
    pub(super) indicator: &'a Indicator,
    result: &'a IndicatorResult,
}

/// The frame of `indicators`: forms in the order of `projects`, indicators in the form's order.
pub(super) fn frame(projects: &[ProjectRow<'_>]) -> PolarsResult<DataFrame> {
    let rows: Vec<_> = projects
        .iter()
        .flat_map(|project| of_form(project))
        .collect();
    frame_of(&rows, &fields())
}

/// The columns of `indicators` and how each is read from a form.
pub(super) fn fields<'a>() -> Vec<Field<IndicatorRow<'a>>> {
    [words(), measures(), scores()].concat()
}

/// The rows of one form.
pub(super) fn of_form<'a>(
    project: &ProjectRow<'a>,
) -> impl Iterator<Item = IndicatorRow<'a>> + use<'a> {
    let assessed = project.assessed;
    assessed
        .evaluation
        .of(&assessed.form)
        .map(|(indicator, result)| IndicatorRow {
            form_id: &assessed.form_id,
            form: &assessed.form,
            indicator,
            result,
        })
}

fn words<'a>() -> Vec<Field<IndicatorRow<'a>>> {
    fields! {
        column::form_id: Text |row| text(row.form_id);
        column::ordinal: Integer |row| Some(row.indicator.ordinal.into());
        column::level1: Text |row| text(&row.indicator.level1.text);
        column::level2: Text |row| text(&row.indicator.level2.text);
        column::level3: Text |row| printed(tidy(row.indicator.level3.text()));
        column::target_text: Text |row| text(row.indicator.target.text());
        column::actual_text: Text |row| text(row.indicator.actual.text());
    }
}

fn measures<'a>() -> Vec<Field<IndicatorRow<'a>>> {
    fields! {
        column::comparator: Text |row| row.comparator().and_then(printed);
        column::target_value: Exact |row| Some(quantity(&row.indicator.target)?.value);
        column::actual_value: Exact |row| Some(quantity(&row.indicator.actual)?.value);
        column::value_unit: Text |row| row.unit().and_then(printed);
        column::attainment: Rate |row| row.result.attainment?.rate;
    }
}

fn scores<'a>() -> Vec<Field<IndicatorRow<'a>>> {
    fields! {
        column::weight: Exact |row| decimal(row.indicator.weight.figure());
        column::score_declared: Exact |row| decimal(row.indicator.score.figure());
        column::score: Exact |row| decimal(row.result.score);
        column::score_basis: Text |row| text(row.result.basis.name());
        column::deviation_reason: Text |row| stated(&row.indicator.reason);
        column::source_cell: Text |row| row.cell();
    }
}

impl IndicatorRow<'_> {
    /// Its cell; with the sheet where the form has gone on to a further one.
    fn cell(&self) -> Option<Cow<'_, str>> {
        let at = self.indicator.at();
        let (sheet, cell) = self.form.place(at);
        if self.form.is_on_further_sheet(at) {
            printed(format!("{sheet}!{cell}"))
        } else {
            printed(cell)
        }
    }

    /// The written comparator, or the upper limit by which a bare cost was compared; none of a range.
    fn comparator(&self) -> Option<Comparator> {
        let target = self.indicator.target.value()?;
        target.quantity()?;
        let compared_as_limit = || {
            let attainment = self.result.attainment?;
            (attainment.direction == Direction::AtMost).then_some(Comparator::AtMost)
        };
        target.comparator().or_else(compared_as_limit)
    }

    /// The target's unit, or the actual's where the target states none.
    fn unit(&self) -> Option<String> {
        [&self.indicator.target, &self.indicator.actual]
            .into_iter()
            .filter_map(|entry| Some(quantity(entry)?.unit.to_string()))
            .find(|unit| !unit.is_empty())
    }
}

fn quantity(entry: &Entry<Measure>) -> Option<&Quantity> {
    entry.value()?.quantity()
}
