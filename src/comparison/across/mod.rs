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
mod evidence;
mod links;
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
pub use evidence::{Certainty, Evidence, Names};
pub use member::Money;
pub use narratives::{Alike, Narrative, Sharing};
pub use same_project::Twins;
pub use spread::Spread;

use super::{Comparison, Comparisons};
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
    /// A code in more offices, or under more names, than this belongs to no single project; what more
    /// offices call alike and pay alike was set for them all.
    pub most_offices: usize,
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
    let members = member::all(submissions, settings.most_offices);
    let found = same_project::find(&members, settings);
    for (number, alike) in narratives::find(&members, &found.projects, settings) {
        if let Some(comparison) = of_member(comparisons, members.get(number)) {
            comparison.alike.push(alike);
        }
    }
    for (number, deviation) in deviation::find(&members, settings) {
        if let Some(comparison) = of_member(comparisons, members.get(number)) {
            comparison.deviations.push(deviation);
        }
    }
    for (member, twins) in members.iter().zip(found.twins) {
        if let Some(comparison) = of_member(comparisons, Some(member)) {
            comparison.twins = twins;
        }
    }
}

fn of_member<'a>(
    comparisons: &'a mut Comparisons,
    member: Option<&Member<'_>>,
) -> Option<&'a mut Comparison> {
    let member = member?;
    comparisons.of_form(member.submission, member.form)
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
