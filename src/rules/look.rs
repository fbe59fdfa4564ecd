//! What looking at one indicator gives, and how the looks at all of them make a rule's verdict.

use super::rule::{Hit, Verdict};
use crate::form::{Entry, Indicator};
use crate::value::{Score, Weight};

/// One look: a fault, none, or why there was nothing to look at.
pub(in crate::rules) type Look = Result<Option<Hit>, Gap>;

/// Why there was nothing to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Gap {
    /// The rule is not about this.
    Aside,
    /// A value that the rule needs is blank or could not be understood.
    Unknown,
}

impl From<Look> for Verdict {
    fn from(look: Look) -> Self {
        match look {
            Ok(hit) => Self::of(hit),
            Err(Gap::Aside) => Self::NotApplicable,
            Err(Gap::Unknown) => Self::CouldNotRun,
        }
    }
}

/// One verdict out of all looks: a rule has passed only where nothing that it needs was unknown.
impl FromIterator<Look> for Verdict {
    fn from_iter<I: IntoIterator<Item = Look>>(looks: I) -> Self {
        looks.into_iter().map(Self::from).collect()
    }
}

/// The value of a place, or why there is none: no such place, or nothing legible in it.
pub(in crate::rules) fn known<T>(entry: &Entry<T>) -> Result<&T, Gap> {
    match entry {
        Entry::Read { value, .. } => Ok(value),
        Entry::Absent => Err(Gap::Aside),
        Entry::Blank { .. } | Entry::Unread { .. } => Err(Gap::Unknown),
    }
}

/// Does the indicator bring points: a weight, or at least a score?
pub(in crate::rules) fn carries_points(row: &Indicator) -> bool {
    row.weight
        .figure()
        .is_some_and(|weight| weight > Weight::ZERO)
        || row.score.figure().is_some_and(|score| score > Score::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(looks: impl IntoIterator<Item = Look>) -> Verdict {
        looks.into_iter().collect()
    }

    #[test]
    fn passed_means_that_everything_was_looked_at() {
        assert_eq!(verdict([Err(Gap::Aside)]), Verdict::NotApplicable);
        assert_eq!(
            verdict([Ok(None), Err(Gap::Aside)]),
            Verdict::Checked(Vec::new())
        );
        assert_eq!(verdict([Ok(None), Err(Gap::Unknown)]), Verdict::CouldNotRun);
    }

    #[test]
    fn a_fault_is_said_whatever_else_is_unknown() {
        let hit = Hit::file("超支");
        let looks = [Err(Gap::Unknown), Ok(Some(hit.clone()))];
        assert_eq!(verdict(looks), Verdict::Checked(vec![hit]));
    }
}
