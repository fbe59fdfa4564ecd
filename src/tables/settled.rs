//! The `settled_decisions` table: decisions whose finding is gone, with what the list said of it.

use polars::prelude::{DataFrame, PolarsResult};

use super::columns::settled_decisions as column;
use super::frame::{Field, fields, frame as frame_of, printed, text};
use crate::decision::{Review, Settled, Status};
use crate::finding::Severity;

/// The frame of `settled_decisions`, by office and project.
pub(super) fn frame(review: &Review) -> PolarsResult<DataFrame> {
    let rows: Vec<&Settled> = review.settled().iter().collect();
    frame_of(&rows, &[said(), decided()].concat())
}

fn said<'a>() -> Vec<Field<&'a Settled>> {
    fields! {
        column::finding_id: Text |row| text(&row.finding_id);
        column::severity: Text |row| text(severity(&row.said.severity));
        column::code: Text |row| text(row.said.code());
        column::rule: Text |row| text(&row.said.rule);
        column::street_office: Text |row| text(&row.said.street_office);
        column::project_name: Text |row| text(&row.said.project_name);
        column::message: Text |row| text(&row.said.message);
        column::declared: Text |row| text(&row.said.declared);
        column::expected: Text |row| text(&row.said.expected);
        column::difference: Text |row| text(&row.said.difference);
        column::place: Text |row| text(&row.said.place);
    }
}

fn decided<'a>() -> Vec<Field<&'a Settled>> {
    fields! {
        column::review_status: Text |row| text(row.decision.status.map(Status::label)?);
        column::review_note: Text |row| text(&row.decision.note);
        column::review_until: Text |row| printed(row.decision.until?);
    }
}

/// The code of a severity that the list names in a word; another word stays as it is.
fn severity(label: &str) -> &str {
    Severity::ALL
        .into_iter()
        .find(|severity| severity.label() == label)
        .map_or(label, |severity| severity.name())
}
