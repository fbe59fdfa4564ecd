//! One cell of a worksheet part, as far as it must be understood beside calamine.

use std::borrow::Cow;

use super::super::CellRef;
use super::super::number_format::Shown;
use super::super::values::{number, text_value};
use crate::value::CellValue;

/// The error values that calamine knows; with any other it gives the sheet up.
const KNOWN_ERRORS: [&str; 7] = [
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
];

/// What the `t` of a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing, hence a number.
    Unsaid,
    Number,
    Shared,
    Boolean,
    Error,
    /// A text or a date in the cell itself.
    Text,
    Inline,
    /// Something that calamine gives the sheet up for.
    Other,
}

impl Kind {
    /// The kind that is said.
    pub(super) fn of(said: Option<&str>) -> Self {
        match said {
            None => Self::Unsaid,
            Some("n") => Self::Number,
            Some("s") => Self::Shared,
            Some("b") => Self::Boolean,
            Some("e") => Self::Error,
            Some("str" | "d") => Self::Text,
            Some("inlineStr" | "is") => Self::Inline,
            Some(_) => Self::Other,
        }
    }
}

/// A cell while it is being passed over.
#[derive(Debug)]
pub(super) struct OpenCell<'x> {
    kind: Kind,
    formula: bool,
    inline: bool,
    value: Option<Cow<'x, str>>,
    spelling: Spelling,
}

/// How a value is put down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Spelling {
    /// As one text.
    Whole,
    /// In pieces, of which calamine mostly reads only the first.
    Pieces,
    /// Partly in a CDATA section, which calamine passes over.
    Hidden,
}

impl<'x> OpenCell<'x> {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            formula: false,
            inline: false,
            value: None,
            spelling: Spelling::Whole,
        }
    }

    /// Takes note of an element in the cell; answers whether calamine knows it.
    pub(super) fn notice(&mut self, name: &str) -> bool {
        match name {
            "v" => drop(self.value.get_or_insert(Cow::Borrowed(""))),
            "f" => self.formula = true,
            "is" => self.inline = true,
            _ => return false,
        }
        true
    }

    /// Adds a piece of the value.
    pub(super) fn push(&mut self, piece: Cow<'x, str>) {
        match &mut self.value {
            Some(value) if !value.is_empty() => {
                value.to_mut().push_str(&piece);
                self.interrupted();
            }
            value => *value = Some(piece),
        }
    }

    /// Adds what an entity in the value stands for.
    pub(super) fn push_resolved(&mut self, piece: String) {
        self.interrupted();
        self.push(Cow::Owned(piece));
    }

    /// Adds the content of a CDATA section in the value.
    pub(super) fn push_hidden(&mut self, piece: Cow<'x, str>) {
        self.spelling = Spelling::Hidden;
        self.push(piece);
    }

    /// A comment or the like stands in the value.
    pub(super) fn interrupted(&mut self) {
        self.spelling = self.spelling.max(Spelling::Pieces);
    }

    /// Does the cell hold anything?
    pub(super) fn filled(&self) -> bool {
        self.formula || self.inline || !self.written().is_empty()
    }

    /// Is it a formula without a result? A text result may be empty, if it is there.
    pub(super) fn uncomputed(&self) -> bool {
        let text = self.kind == Kind::Text && self.value.is_some();
        self.formula && self.written().is_empty() && !self.inline && !text
    }

    fn written(&self) -> &str {
        self.value.as_deref().unwrap_or_default()
    }

    /// What the cell holds, where calamine would read something else or nothing at all.
    pub(super) fn misread(&self) -> Option<CellValue> {
        let written = self.written();
        if written.is_empty() {
            return None;
        }
        let whole = self.spelling == Spelling::Whole;
        let sound = match self.kind {
            Kind::Inline => true,
            Kind::Text => self.spelling < Spelling::Hidden,
            Kind::Unsaid => whole,
            Kind::Number => whole && written.parse::<f64>().is_ok(),
            Kind::Shared => whole && written.bytes().all(|b| b.is_ascii_digit()),
            Kind::Boolean => whole && boolean(written).is_some(),
            Kind::Error => whole && KNOWN_ERRORS.contains(&written),
            Kind::Other => false,
        };
        if sound { None } else { self.meant() }
    }

    /// What the cell means by what is written in it.
    fn meant(&self) -> Option<CellValue> {
        let written = self.written();
        match self.kind {
            Kind::Unsaid | Kind::Number => match written.trim().parse() {
                Ok(float) => Some(number(float, Shown::default())),
                Err(_) => text_value(written),
            },
            Kind::Boolean => boolean(written)
                .map(CellValue::Boolean)
                .or_else(|| text_value(written)),
            Kind::Error => Some(CellValue::Error(written.to_owned())),
            Kind::Shared => Some(CellValue::Error(format!("共享字符串“{written}”"))),
            Kind::Text | Kind::Inline | Kind::Other => text_value(written),
        }
    }
}

fn boolean(written: &str) -> Option<bool> {
    match written.trim().to_ascii_lowercase().as_str() {
        "1" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}

/// An address as calamine takes it: letters and digits alone, within the sheet.
pub(super) fn plain_ref(written: &str) -> Option<CellRef> {
    let letters = written.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, digits) = written.split_at_checked(letters)?;
    if !(1..=3).contains(&letters) || !(1..=7).contains(&digits.len()) {
        return None;
    }
    let col = name.bytes().fold(0_u32, |col, letter| {
        col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let digits = digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then_some(digits)?;
    let row = digits.parse::<u32>().ok()?.checked_sub(1)?;
    CellRef::new(row, col.checked_sub(1)?).in_sheet()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(kind: Kind, value: &'static str) -> OpenCell<'static> {
        let mut cell = OpenCell::new(kind);
        cell.notice("v");
        cell.push(Cow::Borrowed(value));
        cell
    }

    #[test]
    fn ordinary_cells_are_left_to_calamine() {
        let values = [
            (Kind::Unsaid, "35.5"),
            (Kind::Number, "1e3"),
            (Kind::Shared, "12"),
            (Kind::Boolean, "1"),
            (Kind::Error, "#REF!"),
            (Kind::Text, "文本"),
        ];
        for (kind, value) in values {
            assert_eq!(cell(kind, value).misread(), None, "{value}");
        }
    }

    #[test]
    fn what_calamine_stumbles_over_is_read_here() {
        let text = |text: &str| Some(CellValue::Text(text.into()));
        let error = |text: &str| Some(CellValue::Error(text.into()));
        assert_eq!(cell(Kind::Error, "#SPILL!").misread(), error("#SPILL!"));
        assert_eq!(cell(Kind::Number, "1,234.5").misread(), text("1,234.5"));
        assert_eq!(cell(Kind::Boolean, "对").misread(), text("对"));
        assert_eq!(cell(Kind::Shared, "-1").misread(), error("共享字符串“-1”"));
        assert_eq!(cell(Kind::Other, "x").misread(), text("x"));
    }

    #[test]
    fn values_in_pieces_are_put_together() {
        let mut number = cell(Kind::Unsaid, "4");
        number.interrupted();
        number.push(Cow::Borrowed("8.5"));
        assert_eq!(number.misread().unwrap().text(), "48.5");
        let mut text = cell(Kind::Text, "");
        text.push_hidden(Cow::Borrowed("<b>"));
        assert_eq!(text.misread().unwrap().text(), "<b>");
        let mut text = cell(Kind::Text, "A");
        text.push_resolved("&".to_owned());
        assert_eq!(text.misread(), None);
    }

    #[test]
    fn formulas_without_result() {
        let mut bare = OpenCell::new(Kind::Unsaid);
        bare.notice("f");
        assert!(bare.uncomputed() && bare.filled());
        bare.notice("v");
        assert!(bare.uncomputed());
        let mut text = OpenCell::new(Kind::Text);
        text.notice("f");
        assert!(text.uncomputed());
        text.notice("v");
        assert!(!text.uncomputed());
        assert!(!cell(Kind::Unsaid, "1").uncomputed());
    }

    #[test]
    fn plain_addresses() {
        assert_eq!(
            plain_ref("XFD1048576"),
            Some(CellRef::new(1_048_575, 16_383))
        );
        assert_eq!(plain_ref("aa10"), Some(CellRef::new(9, 26)));
        let bad = [
            "A4294967297",
            "ZZZZZZZ1",
            "A0",
            "1",
            "A",
            "",
            "$A$1",
            "XFE1",
            "A1048577",
            "A+1",
        ];
        for bad in bad {
            assert_eq!(plain_ref(bad), None, "{bad}");
        }
    }
}
