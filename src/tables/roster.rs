//! The `roster` table: who was expected, who reported.

use polars::prelude::{DataFrame, PolarsResult};

use super::Batch;
use super::columns::roster as column;
use super::frame::{Field, count, fields, frame as frame_of, printed, text};
use crate::submission::RosterRow;

/// The frame of `roster`, in the order of the roster.
pub(super) fn frame(batch: &Batch<'_>) -> PolarsResult<DataFrame> {
    frame_of(&batch.roster.rows, &row())
}

fn row() -> Vec<Field<RosterRow>> {
    fields! {
        column::street_office: Text |row| text(&row.office);
        column::expected_project: Text |row| text(row.project.as_ref()?.label());
        column::state: Text |row| text(row.state.name());
        column::source_file: Text |row| printed(row.files.join("; "));
        column::reported_at: Text |row| printed(row.reported?.at);
        column::versions: Integer |row| count(row.versions);
    }
}
