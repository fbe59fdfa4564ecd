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

/// What an office sent.
#[derive(Default)]
struct Received<'a> {
    /// Files with forms that count.
    files: BTreeSet<&'a str>,
    /// All forms, superseded versions included.
    forms: usize,
    /// What they are forms of.
    identities: BTreeSet<&'a str>,
}

/// The frame of `roster`: the registry's offices, then those that were not expected, by name.
pub(super) fn frame(batch: &Batch<'_>) -> PolarsResult<DataFrame> {
    let reported = reported(batch.submissions);
    let order = OfficeOrder::of(batch.registry);
    let expected = batch.registry.offices.iter().map(|office| {
        let name = office.name.as_str();
        reported.get(name).map_or_else(
            || missing(name, batch.submissions),
            |received| present(name, "reported", received),
        )
    });
    let mut unexpected: Vec<_> = reported
        .iter()
        .filter(|(name, _)| !order.knows(name))
        .collect();
    unexpected.sort_by_key(|(name, _)| order.key(name));
    let unexpected = unexpected
        .into_iter()
        .map(|(name, received)| present(name, "unexpected", received));
    let rows: Vec<_> = expected.chain(unexpected).collect();
    frame_of(&rows, &office())
}

/// What came, by the office that the forms belong to.
fn reported(submissions: &[Submission]) -> BTreeMap<&str, Received<'_>> {
    let mut offices: BTreeMap<&str, Received<'_>> = BTreeMap::new();
    for submission in submissions {
        for assessed in submission.forms() {
            let received = offices.entry(assessed.street_office()).or_default();
            received.forms = received.forms.saturating_add(1);
            received.identities.insert(&assessed.identity);
            if assessed.standing.counts() {
                received.files.insert(&submission.source.file);
            }
        }
    }
    offices
}

fn present<'a>(office: &'a str, state: &'static str, received: &Received<'a>) -> OfficeRow<'a> {
    OfficeRow {
        office,
        state,
        files: received.files.iter().copied().collect(),
        // Of every form one version is none too many.
        versions: received.forms.saturating_sub(received.identities.len()),
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
