//! The `sensitive` table: every cell that holds what must not be passed on unseen.

use polars::prelude::{DataFrame, PolarsResult};

use super::Batch;
use super::columns::sensitive as column;
use super::frame::{Field, fields, frame as frame_of, printed, text};
use crate::submission::{Sensitive, Source};

/// One place in one file.
#[derive(Clone, Copy)]
struct Place<'a> {
    source: &'a Source,
    found: &'a Sensitive,
}

/// The frame of `sensitive`: by file, in the order of its sheets and cells.
pub(super) fn frame(batch: &Batch<'_>) -> PolarsResult<DataFrame> {
    let mut files: Vec<&Source> = batch.submissions.iter().map(|file| &file.source).collect();
    files.sort_by_key(|source| &source.file);
    let rows: Vec<Place<'_>> = files
        .into_iter()
        .flat_map(|source| {
            let found = source.sensitive.iter();
            found.map(move |found| Place { source, found })
        })
        .collect();
    frame_of(&rows, &columns())
}

fn columns<'a>() -> Vec<Field<Place<'a>>> {
    fields! {
        column::source_file: Text |row| text(&row.source.file);
        column::street_office: Text |row| text(&row.source.street_office);
        column::source_sheet: Text |row| text(&row.found.sheet);
        column::source_cell: Text |row| printed(row.found.at);
        column::kind: Text |row| text(row.found.kind.name());
        column::masked: Text |row| text(&row.found.masked);
        column::advice: Text |row| text(row.found.kind.advice());
    }
}
