//! What only the whole batch can tell: copies of a file, and different forms of one identity.

use std::collections::{BTreeMap, BTreeSet};

use super::{Outcome, Source, Submission, short_hash};
use crate::value::FiscalYear;

/// Marks copies and tells forms of one identity apart; says of each file whether it was changed.
/// `submissions` are in the order of their paths.
pub fn settle(submissions: &mut [Submission]) -> Vec<bool> {
    let mut changed = tell_addresses_apart(submissions);
    for more in [mark_copies(submissions), tell_apart(submissions)] {
        for (changed, more) in changed.iter_mut().zip(more) {
            *changed |= more;
        }
    }
    changed
}

/// The year that most forms state; the later one where two are as common.
#[must_use]
pub fn commonest_year(submissions: &[Submission]) -> Option<FiscalYear> {
    let mut counts: BTreeMap<FiscalYear, u32> = BTreeMap::new();
    for form in submissions.iter().flat_map(Submission::forms) {
        if let Some(year) = form.fiscal_year {
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
fn tell_addresses_apart(submissions: &mut [Submission]) -> Vec<bool> {
    let of_disk = |one: &&Submission| one.source.archive.is_none();
    let files = submissions.iter().filter(of_disk);
    let files: BTreeSet<String> = files.map(|one| one.source.file.clone()).collect();
    let packed = |source: &Source| source.archive.is_some() && files.contains(&source.file);
    submissions
        .iter_mut()
        .map(|submission| {
            let clash = packed(&submission.source);
            while packed(&submission.source) {
                submission.source.file.push_str("（压缩包内）");
            }
            clash
        })
        .collect()
}

/// Files of one content are counted once: a file of its own before one in an archive, then by the
/// shortest path, as programs that copy a file lengthen its name (… - 副本).
fn mark_copies(submissions: &mut [Submission]) -> Vec<bool> {
    let mut counts: BTreeMap<String, (bool, usize, String)> = BTreeMap::new();
    for submission in submissions.iter().filter(|one| !one.forms().is_empty()) {
        let source = &submission.source;
        let length = source.file.chars().count();
        let place = (source.archive.is_some(), length, source.file.clone());
        counts
            .entry(source.blake3.clone())
            .and_modify(|first| {
                if place < *first {
                    first.clone_from(&place);
                }
            })
            .or_insert(place);
    }
    submissions
        .iter_mut()
        .map(|submission| {
            let original = counts.get(&submission.source.blake3);
            let copied = original.filter(|(_, _, of)| *of != submission.source.file);
            if let Some((_, _, of)) = copied.filter(|_| !submission.forms().is_empty()) {
                submission.outcome = Outcome::Duplicate { of: of.clone() };
                return true;
            }
            false
        })
        .collect()
}

/// Two different forms of one office, unit, project and year are both kept, with ids of their own:
/// in the order of their content, so that renaming a file changes nothing.
fn tell_apart(submissions: &mut [Submission]) -> Vec<bool> {
    let mut twins: BTreeMap<String, Vec<(String, usize, usize)>> = BTreeMap::new();
    for (file, submission) in submissions.iter().enumerate() {
        for (at, form) in submission.forms().iter().enumerate() {
            let content = submission.source.blake3.clone();
            let of_id = twins.entry(form.form_id.clone()).or_default();
            of_id.push((content, file, at));
        }
    }
    let mut changed = vec![false; submissions.len()];
    for (id, mut forms) in twins.into_iter().filter(|(_, forms)| forms.len() > 1) {
        forms.sort();
        for (number, (_, file, at)) in forms.iter().enumerate().skip(1) {
            let Some(submission) = submissions.get_mut(*file) else {
                continue;
            };
            if let Outcome::Assessed { forms, .. } = &mut submission.outcome
                && let Some(form) = forms.get_mut(*at)
            {
                form.form_id = short_hash(&format!("{id}\u{1f}{number}"));
            }
            if let Some(changed) = changed.get_mut(*file) {
                *changed = true;
            }
        }
    }
    changed
}
