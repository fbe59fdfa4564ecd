//! What is wrong with a configured rule, and where: the configuration turns it into line and column.

use std::ops::Range;

/// What is wrong in a text, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// Characters from … to.
    pub(super) at: Range<usize>,
    /// In Chinese, without a full stop.
    pub(super) reason: String,
    /// What may have been meant.
    pub(super) meant: Option<Meant>,
}

impl Fault {
    pub(super) fn new(at: Range<usize>, reason: impl Into<String>) -> Self {
        Self {
            at,
            reason: reason.into(),
            meant: None,
        }
    }

    /// With the words among which the meant one may be found.
    pub(super) fn among(mut self, typed: &str, known: Vec<&'static str>) -> Self {
        self.meant = Some(Meant {
            typed: typed.to_owned(),
            known,
        });
        self
    }
}

/// A word that is not known, and those that are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// As typed.
    pub typed: String,
    /// The words that may stand there.
    pub known: Vec<&'static str>,
}

/// What is wrong with one rule of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFault {
    /// Which rule of the list, from zero.
    pub rule: usize,
    /// The key whose value is wrong, e.g. `when`.
    pub key: &'static str,
    /// The value.
    pub value: String,
    /// The characters of the value that are wrong.
    pub within: Range<usize>,
    /// In Chinese.
    pub reason: String,
    /// What may have been meant.
    pub meant: Option<Meant>,
}
