//! The forms of a batch held against one another: which report one project, which tell one story,
//! which stand apart from their kind.
//!
//! No form is held against every other. Forms that may belong together share a block (a code, a
//! name, a sum of money, a band of a text's signature), and within a block each is held against a
//! few, so that the work grows with the number of forms. The result does not depend on the order of
//! the submissions.

mod clusters;
mod crowd;
mod deviation;
mod elsewhere;
mod member;
mod names;
mod narratives;
mod passages;
mod same_project;
mod shingles;
mod signature;
mod spread;

pub use deviation::{Deviation, Kind, Measured};
pub use elsewhere::Elsewhere;
pub use member::Money;
pub use narratives::{Alike, Narrative, Sharing};
pub use same_project::{Certainty, Evidence, Names, Twins};
pub use spread::Spread;

use super::Comparisons;
use crate::submission::Submission;
use crate::value::Rate;
use member::Member;

/// From where on forms are alike enough to be told of, as the rules' parameters say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Across {
    /// How alike two names are that may mean one project.
    pub name_similarity: Rate,
    /// How many digits two equal sums of money must have between them to tell a project by.
    pub telling_digits: u32,
    /// A code in more offices, or under more names, than this belongs to no single project.
    pub code_spread: usize,
    /// How alike two texts are that may be copied.
    pub text_similarity: Rate,
    /// Texts with fewer words are not compared (figures and signs not counted).
    pub min_words: usize,
    /// A group with fewer members tells nothing.
    pub min_members: usize,
    /// The words at the end of a project's name that say of what kind it is.
    pub kind_words: Vec<String>,
}

/// Holds the forms of a settled batch against one another.
pub fn across(submissions: &[Submission], settings: &Across, comparisons: &mut Comparisons) {
    let members = member::all(submissions, settings.code_spread);
    let found = same_project::find(&members, settings);
    let told = narratives::find(&members, &found.projects, settings);
    let deviations = deviation::find(&members, settings);
    for (member, twins) in members.iter().zip(found.twins) {
        if let Some(comparison) = of_member(comparisons, member) {
            comparison.twins = twins;
        }
    }
    for (member, alike) in told {
        let comparison = members
            .get(member)
            .and_then(|one| of_member(comparisons, one));
        comparison
            .into_iter()
            .for_each(|one| one.alike.push(alike.clone()));
    }
    for (member, deviation) in deviations {
        let comparison = members
            .get(member)
            .and_then(|one| of_member(comparisons, one));
        comparison
            .into_iter()
            .for_each(|one| one.deviations.push(deviation.clone()));
    }
}

fn of_member<'a>(
    comparisons: &'a mut Comparisons,
    member: &Member<'_>,
) -> Option<&'a mut super::Comparison> {
    comparisons.of_form(member.submission, member.form)
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
