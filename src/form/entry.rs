//! What was typed in one place of a form: the value, that it is blank, or why it could not be
//! understood, always with its address. Unknown can never become zero.

use crate::grid::CellRef;
use crate::value::{Figure, Interval, Misread, Printed};

/// One place of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry<T> {
    /// This form has no such place: no column, no label.
    Absent,
    /// The place is there and states nothing: empty, or a marker such as `—`, `/`, `无`.
    Blank {
        /// The marker, or an empty text.
        text: String,
        /// Where.
        at: CellRef,
    },
    /// A value.
    Read {
        /// What it means.
        value: T,
        /// What was typed.
        text: String,
        /// Where.
        at: CellRef,
    },
    /// Something that is not what the place asks for.
    Unread {
        /// What was typed.
        text: String,
        /// Why it could not be understood.
        why: Misread,
        /// Where.
        at: CellRef,
    },
}

impl<T> Entry<T> {
    /// The value, if one was read.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Read { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Where it stands, if the form has such a place.
    #[must_use]
    pub fn at(&self) -> Option<CellRef> {
        match self {
            Self::Absent => None,
            Self::Blank { at, .. } | Self::Read { at, .. } | Self::Unread { at, .. } => Some(*at),
        }
    }

    /// What was typed; empty where there is no such place.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Absent => "",
            Self::Blank { text, .. } | Self::Read { text, .. } | Self::Unread { text, .. } => text,
        }
    }

    /// Does the form have the place, and state nothing there?
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank { .. })
    }

    /// Does the form have no such place?
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Is there neither a value nor anything that was meant as one?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Absent | Self::Blank { .. })
    }

    /// Why it could not be understood, if so.
    #[must_use]
    pub fn misread(&self) -> Option<&Misread> {
        match self {
            Self::Unread { why, .. } => Some(why),
            _ => None,
        }
    }
}

impl<T: Figure> Entry<Printed<T>> {
    /// The figure itself, without its precision.
    #[must_use]
    pub fn figure(&self) -> Option<T> {
        self.value().map(|printed| printed.value)
    }

    /// The values that the printed figure may stand for.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        self.value().map(|printed| printed.interval())
    }
}
