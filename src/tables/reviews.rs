//! The `reviews` table: self-evaluated and reviewed scores side by side, for every indicator that was
//! reviewed and for the totals.

use polars::prelude::{DataFrame, PolarsResult};
use rust_decimal::Decimal;

use super::columns::reviews as column;
use super::frame::{Field, fields, frame as frame_of, printed, text};
use super::projects::{ProjectRow, decimal, stated};
use crate::form::{Entry, Indicator};
use crate::grid::CellRef;
use crate::value::{Printed, Score};

/// One reviewed score: of an indicator, or of the whole form.
#[derive(Clone, Copy)]
struct Reviewed<'a> {
    project: ProjectRow<'a>,
    indicator: Option<&'a Indicator>,
    own: &'a Entry<Printed<Score>>,
    review: &'a Entry<Printed<Score>>,
    at: CellRef,
}

/// The frame of `reviews`: forms in the order of `projects`, the total behind its indicators.
pub(super) fn frame(projects: &[ProjectRow<'_>]) -> PolarsResult<DataFrame> {
    let rows: Vec<_> = projects
        .iter()
        .flat_map(|project| of_form(*project))
        .collect();
    frame_of(&rows, &[subject(), scores()].concat())
}

fn of_form(project: ProjectRow<'_>) -> Vec<Reviewed<'_>> {
    let form = &project.assessed.form;
    let rows = form.indicator_rows().iter().map(|row| Reviewed {
        project,
        indicator: Some(row),
        own: &row.score,
        review: &row.review_score,
        at: row.at(),
    });
    let total = form.total.iter().map(|total| Reviewed {
        project,
        indicator: None,
        own: &total.score,
        review: &total.review_score,
        at: total.at,
    });
    rows.chain(total)
        .filter(|row| !row.review.is_empty())
        .collect()
}

fn subject<'a>() -> Vec<Field<Reviewed<'a>>> {
    fields! {
        column::form_id: Text |row| text(&row.project.assessed.form_id);
        column::street_office: Text |row| text(row.project.assessed.street_office());
        column::project_name: Text |row| stated(&row.project.assessed.form.head.project_name);
        column::ordinal: Integer |row| Some(row.indicator?.ordinal.into());
        column::level3: Text |row| text(row.indicator?.name());
        column::actual_text: Text |row| text(row.indicator?.actual.text());
        column::review_actual_text: Text |row| text(row.indicator?.review_actual.text());
    }
}

fn scores<'a>() -> Vec<Field<Reviewed<'a>>> {
    fields! {
        column::score_declared: Exact |row| decimal(row.own.figure());
        column::review_score: Exact |row| decimal(row.review.figure());
        column::difference: Exact |row| row.difference();
        column::source_file: Text |row| text(&row.project.source.file);
        column::source_sheet: Text |row| text(row.project.assessed.form.place(row.at).0);
        column::source_cell: Text |row| printed(row.project.assessed.form.place(row.at).1);
    }
}

impl Reviewed<'_> {
    /// Reviewed less self-evaluated.
    fn difference(&self) -> Option<Decimal> {
        decimal(self.review.figure())?.checked_sub(decimal(self.own.figure())?)
    }
}
