//! From a place on the grid to an [`Entry`].

use super::Entry;
use crate::grid::{CellRef, Slot};
use crate::value::{CellValue, Parsed, text};

/// A place of the form on the grid.
#[derive(Debug, Clone)]
pub(super) enum Place<'g> {
    /// The form has no such place.
    Absent,
    /// A cell, empty or not.
    Cell {
        at: CellRef,
        value: Option<&'g CellValue>,
    },
    /// A value that shares the cell of its label.
    Inline { at: CellRef, value: CellValue },
    /// The blank form's own text on how to fill the place in.
    Guidance { at: CellRef, text: String },
}

impl<'g> Place<'g> {
    pub(super) fn cell(slot: Slot<'g>) -> Self {
        Self::Cell {
            at: slot.at(),
            value: slot.value,
        }
    }

    pub(super) fn guidance(slot: Slot<'g>) -> Self {
        Self::Guidance {
            at: slot.at(),
            text: slot
                .value
                .map_or_else(String::new, |value| value.text().into_owned()),
        }
    }

    pub(super) fn inline(at: CellRef, text: &str) -> Self {
        Self::Inline {
            at,
            value: CellValue::Text(text.to_owned()),
        }
    }

    pub(super) fn at(&self) -> Option<CellRef> {
        match self {
            Self::Absent => None,
            Self::Cell { at, .. } | Self::Inline { at, .. } | Self::Guidance { at, .. } => {
                Some(*at)
            }
        }
    }

    /// What stands here, guidance apart.
    pub(super) fn content(&self) -> Option<&CellValue> {
        match self {
            Self::Absent | Self::Guidance { .. } => None,
            Self::Cell { value, .. } => *value,
            Self::Inline { value, .. } => Some(value),
        }
    }

    /// This number with the sign and the unit that stand in columns of their own: `≥`, `90`, `%`. A
    /// text that brings either with it, or is no number, stays as it is.
    pub(super) fn joined(self, sign: &Self, unit: &Self) -> Self {
        let bare = self.content().and_then(bare_number);
        let (Some(at), Some(number)) = (self.at(), bare) else {
            return self;
        };
        let (sign, unit) = (sign.shown(), unit.shown());
        if sign.is_empty() && unit.is_empty() {
            return self;
        }
        Self::inline(at, &format!("{sign}{number}{unit}"))
    }

    /// The text at this place, without markers of nothing.
    fn shown(&self) -> String {
        if self.states_nothing() {
            return String::new();
        }
        self.content()
            .map_or_else(String::new, |value| value.text().trim().to_owned())
    }

    /// Does nothing stand here but perhaps a marker such as `—` or `……`?
    pub(super) fn states_nothing(&self) -> bool {
        match self.content() {
            None => true,
            Some(CellValue::Text(text)) => text::is_blank_marker(text),
            Some(_) => false,
        }
    }

    /// Reads the place by a parser.
    pub(super) fn entry<T>(&self, parse: impl Fn(&CellValue) -> Parsed<T>) -> Entry<T> {
        let Some(at) = self.at() else {
            return Entry::Absent;
        };
        let Some(cell) = self.content() else {
            let text = match self {
                Self::Guidance { text, .. } => text.clone(),
                _ => String::new(),
            };
            return Entry::Blank { text, at };
        };
        let text = cell.text().into_owned();
        match parse(cell) {
            Ok(Some(value)) => Entry::Read { value, text, at },
            Ok(None) => Entry::Blank { text, at },
            Err(why) => Entry::Unread { text, why, at },
        }
    }

    /// Reads the place as text.
    pub(super) fn text_entry(&self) -> Entry<String> {
        self.entry(as_text)
    }
}

/// A stored number, or a text of nothing but a number.
fn bare_number(cell: &CellValue) -> Option<String> {
    match cell {
        CellValue::Number { percent: false, .. } => Some(cell.text().into_owned()),
        CellValue::Text(shown) => {
            let folded = text::normal_form(shown);
            let is_number = folded.starts_with(|c: char| c.is_ascii_digit())
                && folded
                    .chars()
                    .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
            is_number.then_some(folded)
        }
        _ => None,
    }
}

fn as_text(cell: &CellValue) -> Parsed<String> {
    if let Some(why) = cell.broken() {
        return Err(why);
    }
    let shown = cell.text();
    Ok((!text::is_blank_marker(&shown)).then(|| shown.trim().to_owned()))
}
