//! What only the whole batch can tell: copies of a file, the year of the batch, and which of several
//! versions of a form counts.

use std::collections::{BTreeMap, BTreeSet};

use super::{Outcome, Source, Submission, listed, versions};
use crate::form::FormKind;
use crate::value::FiscalYear;

/// Settles a batch, and answers its year: the configured one, else the commonest.
///
/// Addresses are made unique, then copies are marked, so that no content speaks twice; then forms
/// without a year take the batch's, which makes them what they are; then versions of one form are
/// told apart, and rows of ledgers stand back behind the forms of their projects. The order of `submissions` makes no difference.
pub fn settle(
    submissions: &mut [Submission],
    configured: Option<FiscalYear>,
) -> Option<FiscalYear> {
    tell_addresses_apart(submissions);
    mark_copies(submissions);
    let year = configured.or_else(|| commonest_year(submissions));
    if let Some(year) = year {
        for submission in &mut *submissions {
            submission.adopt(year);
        }
    }
    versions::rank(submissions, |kind| kind != FormKind::LedgerRow);
    listed::stand_back(submissions);
    versions::rank(submissions, |kind| kind == FormKind::LedgerRow);
    year
}

/// The year that most forms state; the later one where two are as common.
fn commonest_year(submissions: &[Submission]) -> Option<FiscalYear> {
    let mut counts: BTreeMap<FiscalYear, u32> = BTreeMap::new();
    for form in submissions.iter().flat_map(Submission::forms) {
        if let Some(year) = form.fiscal_year() {
            *counts.entry(year).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(year, count)| (*count, *year))
        .map(|(year, _)| year)
}

/// A file on the disk may be called like one in an archive (`甲.zip!乙.xlsx`): an address belongs to
/// one file, so the one in the archive is told apart.
fn tell_addresses_apart(submissions: &mut [Submission]) {
    let of_disk = |one: &&Submission| one.source.archive.is_none();
    let files = submissions.iter().filter(of_disk);
    let files: BTreeSet<String> = files.map(|one| one.source.file.clone()).collect();
    let packed = |source: &Source| source.archive.is_some() && files.contains(&source.file);
    for submission in submissions {
        while packed(&submission.source) {
            submission.source.file.push_str("（压缩包内）");
        }
    }
}

/// Files of one content are counted once: a file of its own before one in an archive, then by the
/// shortest path, as programs that copy a file lengthen its name (… - 副本).
fn mark_copies(submissions: &mut [Submission]) {
    let mut originals: BTreeMap<String, (bool, usize, String)> = BTreeMap::new();
    for submission in submissions.iter().filter(|one| !one.forms().is_empty()) {
        let source = &submission.source;
        let length = source.file.chars().count();
        let place = (source.archive.is_some(), length, source.file.clone());
        originals
            .entry(source.blake3.clone())
            .and_modify(|first| {
                if place < *first {
                    first.clone_from(&place);
                }
            })
            .or_insert(place);
    }
    for submission in submissions.iter_mut() {
        let original = originals.get(&submission.source.blake3);
        let copied = original.filter(|(_, _, of)| *of != submission.source.file);
        if let Some((_, _, of)) = copied.filter(|_| !submission.forms().is_empty()) {
            submission.outcome = Outcome::Duplicate { of: of.clone() };
        }
    }
}

#[cfg(test)]
mod tests;
