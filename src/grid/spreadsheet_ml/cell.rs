//! One cell: its place, its kind and its text.

use quick_xml::events::BytesStart;

use super::super::number_format::Shown;
use super::super::values::{number, shown_value, text_value};
use super::super::xml::{attributes, plain};
use super::super::{CellRef, Region};
use crate::value::CellValue;

/// Dates that Excel puts before a bare time of day.
const NO_DATE: [&str; 3] = ["1899-12-30", "1899-12-31", "1900-01-00"];

/// What a cell says of its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    DateTime,
    Boolean,
    Error,
    Text,
}

/// A cell while it is being read.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// Its column, from 1, where it says so.
    pub(super) index: Option<u32>,
    pub(super) style: Option<String>,
    pub(super) text: String,
    across: u32,
    down: u32,
    formula: bool,
    kind: Option<Kind>,
}

impl Cell {
    /// What the element itself says.
    pub(super) fn of(element: &BytesStart<'_>) -> Self {
        let mut cell = Self::default();
        for (name, value) in attributes(element) {
            match local(name) {
                "Index" => cell.index = Some(count(value)),
                "MergeAcross" => cell.across = count(value),
                "MergeDown" => cell.down = count(value),
                "StyleID" => cell.style = Some(plain(value).into_owned()),
                "Formula" => cell.formula = true,
                _ => {}
            }
        }
        cell
    }

    /// Begins its data.
    pub(super) fn data(&mut self, element: &BytesStart<'_>) {
        let mut attributes = attributes(element);
        let kind = attributes.find(|(name, _)| local(name) == "Type");
        self.kind = Some(match kind.map(|(_, value)| value) {
            Some("Number") => Kind::Number,
            Some("DateTime") => Kind::DateTime,
            Some("Boolean") => Kind::Boolean,
            Some("Error") => Kind::Error,
            _ => Kind::Text,
        });
    }

    /// Does it hold nothing and take one place?
    pub(super) fn is_empty(&self) -> bool {
        let single = self.across == 0 && self.down == 0;
        single && !self.formula && self.text.trim().is_empty()
    }

    /// How many rows and columns it takes.
    pub(super) fn size(&self) -> (u32, u32) {
        (self.down.saturating_add(1), self.across.saturating_add(1))
    }

    /// The places that it takes from `at` on.
    pub(super) fn region(&self, at: CellRef) -> Region {
        let last = CellRef::new(
            at.row.saturating_add(self.down),
            at.col.saturating_add(self.across),
        );
        Region::new(at, last)
    }

    /// What it holds.
    pub(super) fn value(&self, shown: Shown) -> Option<CellValue> {
        let text = self.text.trim();
        match self.kind {
            None | Some(Kind::Number | Kind::DateTime) if text.is_empty() => {
                self.formula.then_some(CellValue::Uncomputed)
            }
            Some(Kind::Number) => match text.parse() {
                Ok(float) => Some(number(float, shown)),
                Err(_) => text_value(&self.text),
            },
            Some(Kind::DateTime) => Some(moment(text)),
            Some(Kind::Boolean) => match text {
                "1" | "true" => Some(CellValue::Boolean(true)),
                "0" | "false" => Some(CellValue::Boolean(false)),
                _ => text_value(&self.text),
            },
            Some(Kind::Error) if text.is_empty() => Some(CellValue::Error("#ERROR".to_owned())),
            Some(Kind::Error) => Some(CellValue::Error(text.to_owned())),
            // LibreOffice writes the error of a formula as a text.
            _ if self.formula => shown_value(&self.text),
            _ => text_value(&self.text),
        }
    }
}

/// The name of an attribute without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

/// A count; one that is beyond counting is beyond any sheet.
pub(super) fn count(value: &str) -> u32 {
    let digits = value.trim();
    let beyond = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().unwrap_or(if beyond { u32::MAX } else { 0 })
}

/// A date, a time of day, or both, without what is zero.
fn moment(text: &str) -> CellValue {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let time = time.split_once('.').map_or(time, |(time, _)| time);
    let text = match (NO_DATE.contains(&date), time) {
        (_, "" | "00:00:00") => date.to_owned(),
        (true, time) => time.to_owned(),
        (false, time) => format!("{date}T{time}"),
    };
    CellValue::Date(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times() {
        for (text, shown) in [
            ("2025-03-01T00:00:00.000", "2025-03-01"),
            ("2025-03-01T12:30:00.000", "2025-03-01T12:30:00"),
            ("1899-12-31T18:00:00.000", "18:00:00"),
            ("2025-03-01", "2025-03-01"),
        ] {
            assert_eq!(moment(text), CellValue::Date(shown.into()));
        }
    }

    #[test]
    fn counts_never_wrap() {
        assert_eq!(count(" 7 "), 7);
        assert_eq!(count("99999999999999999999"), u32::MAX);
        assert_eq!((count("-1"), count(""), count("x")), (0, 0, 0));
    }
}
