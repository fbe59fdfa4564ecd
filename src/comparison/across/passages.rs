//! The texts of the batch, each once, with the forms in which it stands.

use rayon::prelude::*;

use super::clusters::Firsts;
use super::member::Member;
use super::narratives::Narrative;
use super::shingles::Shingles;
use crate::form::Entry;
use crate::grid::CellRef;
use crate::value::text::normal_form;

/// One text in one form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Passage {
    pub(super) member: usize,
    pub(super) at: CellRef,
}

/// One text of the batch.
#[derive(Debug)]
pub(super) struct Text {
    /// Its figures, in order: what may be all that two reports differ in.
    pub(super) figures: String,
    pub(super) shingles: Shingles,
    /// Where it stands, once a form, by member.
    pub(super) passages: Vec<Passage>,
    /// By project, and by project or name.
    pub(super) firsts: [Option<Firsts<usize>>; 2],
}

/// What two forms must differ in for their texts to be one too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Apart {
    /// Their project.
    Project,
    /// Their project and its name: projects of one name share goals that are set for all.
    Name,
}

impl Apart {
    /// The label of a member by which it is told from others.
    pub(super) fn label(self, member: usize, labels: &Labels) -> usize {
        let labels = match self {
            Self::Project => &labels.projects,
            Self::Name => &labels.names,
        };
        labels.get(member).copied().unwrap_or(member)
    }
}

/// For every member its project, and its project or name.
#[derive(Debug)]
pub(super) struct Labels {
    pub(super) projects: Vec<usize>,
    pub(super) names: Vec<usize>,
}

impl Text {
    /// A text in normal form with all places in which it stands.
    pub(super) fn of(folded: &str, mut passages: Vec<Passage>, labels: &Labels) -> Self {
        passages.sort();
        passages.dedup_by_key(|passage| passage.member);
        let firsts = [Apart::Project, Apart::Name].map(|apart| {
            let mut members = passages
                .iter()
                .map(|one| (one.member, apart.label(one.member, labels)));
            let (member, label) = members.next()?;
            let mut firsts = Firsts::of(member, label);
            members.for_each(|(member, label)| firsts.add(member, label));
            Some(firsts)
        });
        Self {
            figures: folded.chars().filter(char::is_ascii_digit).collect(),
            shingles: Shingles::of(folded),
            passages,
            firsts,
        }
    }

    /// The first member with this text that is apart from another.
    pub(super) fn other_than(&self, member: usize, apart: Apart, labels: &Labels) -> Option<usize> {
        let [projects, names] = &self.firsts;
        let firsts = match apart {
            Apart::Project => projects,
            Apart::Name => names,
        };
        firsts.as_ref()?.other_than(apart.label(member, labels))
    }

    /// Where it stands in a member's form.
    pub(super) fn place_in(&self, member: usize) -> Option<CellRef> {
        let found = self
            .passages
            .binary_search_by_key(&member, |passage| passage.member);
        found
            .ok()
            .and_then(|at| self.passages.get(at))
            .map(|passage| passage.at)
    }
}

/// Every text of one kind that is long enough, in the order of its letters.
pub(super) fn texts(
    members: &[Member<'_>],
    narrative: Narrative,
    min_words: usize,
    labels: &Labels,
) -> Vec<Text> {
    let mut found: Vec<(String, Passage)> = members
        .par_iter()
        .enumerate()
        .flat_map_iter(|(member, form)| {
            let entries = entries(form, narrative).into_iter();
            entries.filter_map(move |entry| passage(member, entry, min_words))
        })
        .collect();
    found.par_sort_unstable();
    let groups: Vec<&[(String, Passage)]> = found.chunk_by(|one, other| one.0 == other.0).collect();
    let text = |group: &&[(String, Passage)]| {
        let passages = group.iter().map(|(_, passage)| passage.clone()).collect();
        let (folded, _) = group.first()?;
        Some(Text::of(folded, passages, labels))
    };
    groups.par_iter().filter_map(text).collect()
}

fn entries<'a>(member: &'a Member<'_>, narrative: Narrative) -> Vec<&'a Entry<String>> {
    let form = &member.assessed.form;
    match narrative {
        Narrative::Goal => vec![&form.goals.expected],
        Narrative::Result => vec![&form.goals.actual],
        Narrative::Reason => {
            let funding = form.funding.iter().map(|funding| &funding.reason);
            funding
                .chain(form.indicator_rows().iter().map(|row| &row.reason))
                .collect()
        }
    }
}

fn passage(member: usize, entry: &Entry<String>, min_words: usize) -> Option<(String, Passage)> {
    let Entry::Read { value, at, .. } = entry else {
        return None;
    };
    let folded = normal_form(value);
    let words = folded.chars().filter(|c| c.is_alphabetic()).count();
    (words >= min_words).then_some((folded, Passage { member, at: *at }))
}
