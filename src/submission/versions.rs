//! Several versions of one form: the newest counts, where it can be told which that is.
//!
//! Two versions are of one form where office, implementing unit, project and year are the same. Their
//! order is told by the times at which the workbooks were last saved by their own account, or by the
//! times of the files where an account is missing or tells no difference. Times less than a minute
//! apart give no order: a program that unpacks or copies a folder stamps all its files alike.

use std::collections::BTreeMap;

use super::standing::{Clock, Order, Standing, Version};
use super::{Assessed, Outcome, Submission, short_hash};
use crate::form::FormKind;
use crate::value::Moment;

/// Times closer than this give no order, in seconds.
const AT_ONCE: i64 = 60;
/// How many other versions a contested one names.
const MOST_NAMED: usize = 5;

/// File and form.
type Place = (usize, usize);

/// Decides for each form of some kinds which of its versions counts, and gives every version an id of its own.
pub(super) fn rank(submissions: &mut [Submission], of_kind: fn(FormKind) -> bool) {
    for mut versions in by_identity(submissions, of_kind).into_values() {
        // By content, so that neither names nor order of the files make a difference.
        versions.sort();
        let ranked = ranked(&versions);
        let keeps_id = ranked.iter().position(Standing::counts);
        for (at, (candidate, standing)) in versions.iter().zip(ranked).enumerate() {
            let Some(form) = form_at(submissions, candidate.place) else {
                continue;
            };
            if keeps_id != Some(at) {
                form.form_id = candidate.id_of_its_own(&form.identity);
            }
            form.standing = standing;
        }
    }
}

/// One version of a form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    /// BLAKE3 of the file.
    content: String,
    version: Version,
    saved: Option<Moment>,
    modified: Option<Moment>,
    /// Is it known who sent it? Where not, two forms of one name need not be two versions.
    has_sender: bool,
    place: Place,
}

impl Candidate {
    fn time(&self, clock: Clock) -> Option<Moment> {
        match clock {
            Clock::Saved => self.saved,
            Clock::Modified => self.modified,
        }
    }

    fn id_of_its_own(&self, identity: &str) -> String {
        let Version { sheet, at, .. } = &self.version;
        short_hash(&format!(
            "{identity}\u{1f}{}\u{1f}{sheet}\u{1f}{at}",
            self.content
        ))
    }
}

fn by_identity(
    submissions: &[Submission],
    of_kind: fn(FormKind) -> bool,
) -> BTreeMap<String, Vec<Candidate>> {
    let mut versions: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    for (file, submission) in submissions.iter().enumerate() {
        let source = &submission.source;
        let forms = submission.forms().iter().enumerate();
        for (at, form) in
            forms.filter(|(_, form)| of_kind(form.form.kind) && form.standing.counts())
        {
            let of_identity = versions.entry(form.identity.clone()).or_default();
            of_identity.push(Candidate {
                content: source.blake3.clone(),
                version: Version {
                    file: source.file.clone(),
                    sheet: form.form.sheet.clone(),
                    at: form.form.area.first,
                },
                saved: source.saved,
                modified: source.modified,
                has_sender: !form.street_office().is_empty(),
                place: (file, at),
            });
        }
    }
    versions
}

fn form_at(submissions: &mut [Submission], (file, at): Place) -> Option<&mut Assessed> {
    match &mut submissions.get_mut(file)?.outcome {
        Outcome::Assessed { forms, .. } => forms.get_mut(at),
        _ => None,
    }
}

/// What becomes of each version.
fn ranked(versions: &[Candidate]) -> Vec<Standing> {
    let mut newest: Vec<&Candidate> = versions.iter().collect();
    let mut beaten: BTreeMap<Place, Order> = BTreeMap::new();
    for clock in clocks(versions) {
        beaten.extend(drop_older(&mut newest, clock));
    }
    let standing = |own: &Candidate| match (beaten.get(&own.place), newest.first()) {
        (Some(order), Some(winner)) => superseded(*order, winner),
        _ => beside(own, &newest),
    };
    versions.iter().map(standing).collect()
}

/// The clocks that tell of every version, the more trusted first.
fn clocks(versions: &[Candidate]) -> Vec<Clock> {
    let tells = |clock: &Clock| {
        versions
            .iter()
            .all(|one| one.has_sender && one.time(*clock).is_some())
    };
    [Clock::Saved, Clock::Modified]
        .into_iter()
        .filter(tells)
        .collect()
}

/// Keeps of the newest only those that are the newest by this clock too; answers the others.
fn drop_older(newest: &mut Vec<&Candidate>, clock: Clock) -> Vec<(Place, Order)> {
    let latest = newest.iter().filter_map(|one| one.time(clock)).max();
    let older = |one: &Candidate| {
        let (own, newer) = one.time(clock).zip(latest)?;
        let order = Order { clock, own, newer };
        (newer.seconds_after(own) >= AT_ONCE).then_some((one.place, order))
    };
    let dropped: Vec<_> = newest.iter().filter_map(|one| older(one)).collect();
    newest.retain(|one| older(one).is_none());
    dropped
}

fn superseded(order: Order, winner: &Candidate) -> Standing {
    Standing::Superseded {
        by: winner.version.clone(),
        order: Order {
            newer: winner.time(order.clock).unwrap_or(order.newer),
            ..order
        },
    }
}

/// A version among the newest: alone it counts, otherwise it is contested.
fn beside(own: &Candidate, newest: &[&Candidate]) -> Standing {
    let others = newest.iter().filter(|one| one.place != own.place);
    let named = others.take(MOST_NAMED).map(|one| one.version.clone());
    let mut with: Vec<Version> = named.collect();
    with.sort();
    if with.is_empty() {
        return Standing::Current;
    }
    Standing::Contested {
        with,
        others: newest.len().saturating_sub(1),
    }
}

#[cfg(test)]
mod tests;
