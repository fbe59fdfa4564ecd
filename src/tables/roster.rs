//! The `roster` table: who was expected, who reported.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{DataFrame, PolarsResult};

use super::Batch;
use super::columns::roster as column;
use super::frame::{Field, count, fields, frame as frame_of, printed, text};
use super::order::OfficeOrder;
use crate::submission::{Outcome, Submission};

/// One office.
struct OfficeRow<'a> {
    office: &'a str,
    state: &'static str,
    files: Vec<&'a str>,
    versions: usize,
}

/// The frame of `roster`: the registry's offices, then those that were not expected, by name.
pub(super) fn frame(batch: &Batch<'_>) -> PolarsResult<DataFrame> {
    let reported = reported(batch.submissions);
    let order = OfficeOrder::of(batch.registry);
    let expected = batch.registry.offices.iter().map(|office| {
        let name = office.name.as_str();
        reported.get(name).map_or_else(
            || missing(name, batch.submissions),
            |files| present(name, "reported", files),
        )
    });
    let mut unexpected: Vec<_> = reported
        .iter()
        .filter(|(name, _)| !order.knows(name))
        .collect();
    unexpected.sort_by_key(|(name, _)| order.key(name));
    let unexpected = unexpected
        .into_iter()
        .map(|(name, files)| present(name, "unexpected", files));
    let rows: Vec<_> = expected.chain(unexpected).collect();
    frame_of(&rows, &office())
}

/// The files with forms, by the office that the forms belong to.
fn reported(submissions: &[Submission]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut files: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for submission in submissions {
        for assessed in submission.forms() {
            files
                .entry(&assessed.street_office)
                .or_default()
                .insert(&submission.source.file);
        }
    }
    files
}

fn present<'a>(office: &'a str, state: &'static str, files: &BTreeSet<&'a str>) -> OfficeRow<'a> {
    OfficeRow {
        office,
        state,
        files: files.iter().copied().collect(),
        versions: files.len(),
    }
}

/// An office without a form may still have sent something: the row names it.
fn missing<'a>(office: &'a str, submissions: &'a [Submission]) -> OfficeRow<'a> {
    let sent = submissions.iter().filter(|submission| {
        submission.source.street_office == office
            && matches!(
                submission.outcome,
                Outcome::Refused(_) | Outcome::NoForm { .. }
            )
    });
    OfficeRow {
        office,
        state: "missing",
        files: sent
            .map(|submission| submission.source.file.as_str())
            .collect(),
        versions: 0,
    }
}

fn office<'a>() -> Vec<Field<OfficeRow<'a>>> {
    fields! {
        column::street_office: Text |row| text(row.office);
        column::expected_project: Text |_| None;
        column::state: Text |row| text(row.state);
        column::source_file: Text |row| printed(row.files.join("; "));
        column::reported_at: Text |_| None;
        column::versions: Integer |row| count(row.versions);
    }
}
