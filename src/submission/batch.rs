//! What only the whole batch can tell: copies of a file, the year of the batch, and which of several
//! versions of a form counts.

use std::collections::BTreeMap;

use super::{Outcome, Submission, versions};
use crate::value::FiscalYear;

/// Settles a batch, and answers its year: the configured one, else the commonest.
///
/// Copies are marked first, so that no content speaks twice; then forms without a year take the
/// batch's, which makes them what they are; then versions of one form are told apart. The order of
/// `submissions` makes no difference.
pub fn settle(
    submissions: &mut [Submission],
    configured: Option<FiscalYear>,
) -> Option<FiscalYear> {
    mark_copies(submissions);
    let year = configured.or_else(|| commonest_year(submissions));
    if let Some(year) = year {
        for submission in &mut *submissions {
            submission.adopt(year);
        }
    }
    versions::rank(submissions);
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

/// Files of one content are counted once, by the shortest path: programs that copy a file lengthen
/// its name (… - 副本).
fn mark_copies(submissions: &mut [Submission]) {
    let mut originals: BTreeMap<String, String> = BTreeMap::new();
    for submission in submissions.iter().filter(|one| !one.forms().is_empty()) {
        let file = &submission.source.file;
        originals
            .entry(submission.source.blake3.clone())
            .and_modify(|original| {
                if length_and_name(file) < length_and_name(original) {
                    original.clone_from(file);
                }
            })
            .or_insert_with(|| file.clone());
    }
    for submission in submissions.iter_mut() {
        let original = originals.get(&submission.source.blake3);
        let copied = original.filter(|of| **of != submission.source.file);
        if let Some(of) = copied.filter(|_| !submission.forms().is_empty()) {
            submission.outcome = Outcome::Duplicate { of: of.clone() };
        }
    }
}

fn length_and_name(path: &str) -> (usize, &str) {
    (path.chars().count(), path)
}

#[cfg(test)]
mod tests;
