//! What a reader remarked on a file that it did read: nothing is left out or interpreted in silence.
//! Notes go into the file's row of the submissions table; losses are a finding as well (F101).

use std::fmt;

/// One remark, in the words that the office will read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// Something could not be read and was left out: a sheet, cells, bytes.
    Loss(String),
    /// Something was not stated and had to be inferred: a unit, a year, an office.
    Inferred(String),
    /// Worth knowing: hidden sheets, hidden rows.
    Remark(String),
}

impl Note {
    /// The sentence.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Loss(text) | Self::Inferred(text) | Self::Remark(text) => text,
        }
    }

    /// Was something left out?
    #[must_use]
    pub fn is_loss(&self) -> bool {
        matches!(self, Self::Loss(_))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// The sentences alone.
#[must_use]
pub fn texts(notes: &[Note]) -> Vec<&str> {
    notes.iter().map(Note::text).collect()
}

/// All remarks in one sentence.
#[must_use]
pub fn joined(notes: &[Note]) -> String {
    texts(notes).join("；")
}
