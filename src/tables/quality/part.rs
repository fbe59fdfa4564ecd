//! What the quality of a submission is made of, and which findings speak of which part.

use crate::finding::{Family, Finding, SUSPECTED_UNIT_ERROR};

/// The rule about what was expected and did not come.
pub(super) const MISSING_SUBMISSION: &str = "F107";

/// A part of the quality of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// 及时
    Timely,
    /// 齐全
    Complete,
    /// 规范
    Regular,
    /// 准确
    Accurate,
    /// 合理
    Sensible,
}

impl Part {
    /// Every part, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::Timely,
        Self::Complete,
        Self::Regular,
        Self::Accurate,
        Self::Sensible,
    ];

    /// The name in the configuration.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Timely => "timely",
            Self::Complete => "complete",
            Self::Regular => "regular",
            Self::Accurate => "accurate",
            Self::Sensible => "sensible",
        }
    }

    /// The name that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Timely => "及时",
            Self::Complete => "齐全",
            Self::Regular => "规范",
            Self::Accurate => "准确",
            Self::Sensible => "合理",
        }
    }

    /// The part that a finding takes from; none for what compares offices with one another and for
    /// rules of the configuration, of which nobody knows what they mean.
    pub(super) fn of(finding: &Finding) -> Option<Self> {
        match finding.family {
            _ if finding.code == MISSING_SUBMISSION => Some(Self::Complete),
            _ if finding.code == SUSPECTED_UNIT_ERROR => Some(Self::Regular),
            Family::Missing => Some(Self::Complete),
            Family::Files => Some(Self::Regular),
            Family::Budget | Family::Execution | Family::Weights | Family::Scores => {
                Some(Self::Accurate)
            }
            Family::Indicators => Some(Self::Sensible),
            Family::Cross | Family::Custom => None,
        }
    }
}
