//! The `reviews` table: self-evaluated and reviewed scores side by side, for every indicator that was
//! reviewed and for the totals; on the forms themselves and in the review book.

mod book;

use polars::prelude::{DataFrame, PolarsResult};
use rust_decimal::Decimal;

use super::columns::reviews as column;
use super::frame::{Field, fields, frame as frame_of, text};
use super::projects::{ProjectRow, decimal, stated};
use crate::evaluate::IndicatorResult;
use crate::form::{Entry, Indicator};
use crate::grid::CellRef;
use crate::sampling::ReviewBook;
use crate::value::{Printed, Score};

/// One reviewed score: of an indicator, of the execution rate, or of the whole form.
#[derive(Clone, Default)]
struct Review<'a> {
    form_id: &'a str,
    street_office: &'a str,
    project_name: String,
    ordinal: Option<i64>,
    name: String,
    actual: &'a str,
    reviewed_actual: &'a str,
    declared: Option<Decimal>,
    recomputed: Option<Decimal>,
    reviewed_score: Option<Decimal>,
    note: String,
    file: &'a str,
    sheet: &'a str,
    cell: String,
}

/// The frame of `reviews`: forms in the order of `projects`, the total behind its indicators; then
/// the sheets of the review book.
pub(super) fn frame(
    projects: &[ProjectRow<'_>],
    book: Option<&ReviewBook>,
) -> PolarsResult<DataFrame> {
    let on_forms = projects.iter().flat_map(|project| of_form(*project));
    let in_book = book.into_iter().flat_map(|book| book::rows(book, projects));
    let rows: Vec<_> = on_forms.chain(in_book).collect();
    frame_of(&rows, &[subject(), scores()].concat())
}

fn of_form(project: ProjectRow<'_>) -> Vec<Review<'_>> {
    let assessed = project.assessed;
    let rows = assessed.evaluation.of(&assessed.form);
    let rows = rows
        .filter(|(row, _)| !row.review_score.is_empty())
        .map(|(row, result)| Review {
            reviewed_actual: row.review_actual.text(),
            reviewed_score: decimal(row.review_score.figure()),
            ..Review::of_indicator(project, row, result)
        });
    let total = assessed.form.total.iter();
    let total = total
        .filter(|total| !total.review_score.is_empty())
        .map(|total| Review {
            reviewed_score: decimal(total.review_score.figure()),
            ..Review::of_total(project, &total.score, total.at)
        });
    rows.chain(total).collect()
}

fn subject<'a>() -> Vec<Field<Review<'a>>> {
    fields! {
        column::form_id: Text |row| text(row.form_id);
        column::street_office: Text |row| text(row.street_office);
        column::project_name: Text |row| text(&row.project_name);
        column::ordinal: Integer |row| row.ordinal;
        column::level3: Text |row| text(&row.name);
        column::actual_text: Text |row| text(row.actual);
        column::review_actual_text: Text |row| text(row.reviewed_actual);
    }
}

fn scores<'a>() -> Vec<Field<Review<'a>>> {
    fields! {
        column::score_declared: Exact |row| row.declared;
        column::score: Exact |row| row.recomputed;
        column::review_score: Exact |row| row.reviewed_score;
        column::difference: Exact |row| row.reviewed_score?.checked_sub(row.declared?);
        column::review_note: Text |row| text(&row.note);
        column::source_file: Text |row| text(row.file);
        column::source_sheet: Text |row| text(row.sheet);
        column::source_cell: Text |row| text(&row.cell);
    }
}

impl<'a> Review<'a> {
    /// What the form says, without a review.
    fn of(project: ProjectRow<'a>, at: CellRef) -> Self {
        let assessed = project.assessed;
        let (sheet, cell) = assessed.form.place(at);
        Self {
            form_id: &assessed.form_id,
            street_office: assessed.street_office(),
            project_name: stated(&assessed.form.head.project_name)
                .unwrap_or_default()
                .into_owned(),
            file: &project.source.file,
            sheet,
            cell: cell.to_string(),
            ..Self::default()
        }
    }

    fn of_indicator(project: ProjectRow<'a>, row: &'a Indicator, result: &IndicatorResult) -> Self {
        Self {
            ordinal: Some(row.ordinal.into()),
            name: row.name().to_owned(),
            actual: row.actual.text(),
            declared: decimal(row.score.figure()),
            recomputed: decimal(result.score),
            ..Self::of(project, row.at())
        }
    }

    fn of_total(project: ProjectRow<'a>, score: &Entry<Printed<Score>>, at: CellRef) -> Self {
        Self {
            declared: decimal(score.figure()),
            recomputed: decimal(project.evaluation().total_score),
            ..Self::of(project, at)
        }
    }
}
