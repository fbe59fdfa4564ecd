//! What reviewers decided about findings: read back from the list in which they wrote it, and carried
//! to the findings of this run.
//!
//! `previous.rs` opens the list of the last run, `list.rs` reads its rows and `typed.rs` what was
//! typed into one, `recorded.rs` gathers the rows by finding, `review.rs` holds them against the
//! findings of this run. A decision is never lost: what cannot be understood stays in its note, and
//! what has no finding any more is kept apart.

pub mod heading;
mod list;
mod previous;
mod recorded;
mod review;
mod settings;
mod status;
mod typed;

pub use previous::{Previous, PreviousError, lock_beside, still_as_read};
pub use recorded::{Recorded, Said, Settled};
pub use review::Review;
pub use settings::ReviewSettings;
pub use status::Status;

use crate::value::Day;

/// What a reviewer decided about one finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    /// In one word; none where only a note was written.
    pub status: Option<Status>,
    /// In the reviewer's own words.
    pub note: String,
    /// The last day on which it holds; none where it holds for good.
    pub until: Option<Day>,
}

impl Decision {
    /// Nothing was decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// To be decided again, for a reason that is told in the note, before what was noted.
    #[must_use]
    pub fn reopened(why: &str, note: &str) -> Self {
        let note = match note {
            "" => why.to_owned(),
            note => format!("{why}。{note}"),
        };
        Self {
            status: Some(Status::Pending),
            note,
            until: None,
        }
    }

    /// In one line: `不予处理，有效期至 2025-06-30`.
    #[must_use]
    pub fn told(&self) -> String {
        let status = self.status.map_or("未选处理状态", Status::label);
        match self.until {
            Some(day) => format!("{status}，有效期至 {day}"),
            None => status.to_owned(),
        }
    }

    /// The decision on this day: one that has run out is to be decided again.
    #[must_use]
    pub fn on(&self, day: Day) -> Self {
        if self.has_run_out(day) {
            Self::reopened(&format!("原处理：{} 已过", self.told()), &self.note)
        } else {
            self.clone()
        }
    }

    /// Has it run out by this day? What is still to be decided cannot.
    #[must_use]
    pub fn has_run_out(&self, day: Day) -> bool {
        let decided = self.status.is_some_and(|status| status != Status::Pending);
        decided && self.until.is_some_and(|until| until < day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn dismissed() -> Decision {
        Decision {
            status: Some(Status::Dismissed),
            note: "金额很小".to_owned(),
            until: Some(day("2025-06-30")),
        }
    }

    #[test]
    fn a_decision_holds_through_its_last_day() {
        assert_eq!(dismissed().on(day("2025-06-30")), dismissed());
        let after = dismissed().on(day("2025-07-01"));
        assert_eq!(after.status, Some(Status::Pending));
        assert_eq!(after.until, None);
        assert_eq!(
            after.note,
            "原处理：不予处理，有效期至 2025-06-30 已过。金额很小"
        );
    }

    #[test]
    fn what_is_to_be_decided_again_stays_so() {
        let after = dismissed().on(day("2025-07-01"));
        assert_eq!(after.on(day("2026-07-01")), after);
        let pending = Decision {
            status: Some(Status::Pending),
            ..dismissed()
        };
        assert_eq!(pending.on(day("2025-07-01")), pending);
    }

    #[test]
    fn a_status_is_known_however_it_is_spaced() {
        assert_eq!(Status::named(" 不予 处理\u{3000}"), Some(Status::Dismissed));
        assert_eq!(Status::named("不处理"), None);
        for status in Status::ALL {
            assert_eq!(Status::named(status.label()), Some(status));
        }
    }
}
