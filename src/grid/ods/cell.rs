//! One cell of an OpenDocument table, as far as it must be understood beside calamine.

use quick_xml::events::BytesStart;

use super::super::number_format::Shown;
use super::super::values::text_value;
use super::super::xml::attributes;
use super::super::{CellRef, Region};
use crate::value::CellValue;

/// What is to be known of a cell beside calamine's value, or instead of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fact {
    /// Its number is shown like this.
    Shown(Shown),
    /// It holds this, or nothing.
    Is(Option<CellValue>),
}

/// What a cell says of its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Unsaid,
    Percentage,
    Text,
    Error,
    Other,
}

impl Kind {
    fn of(said: &str) -> Self {
        match said {
            "percentage" => Self::Percentage,
            "string" => Self::Text,
            _ => Self::Other,
        }
    }
}

/// A cell while it is being passed over.
#[derive(Debug, Default)]
pub(super) struct Cell {
    /// How many columns it takes, one after the other.
    pub(super) repeat: u32,
    /// The text that is shown.
    pub(super) text: String,
    /// Does it hold a drawing? calamine takes the text in drawings for the cell's.
    pub(super) drawn: bool,
    cols: u32,
    rows: u32,
    kind: Kind,
    has_value: bool,
    formula: bool,
    paragraphs: u32,
}

impl Cell {
    /// What the element itself says.
    pub(super) fn of(element: &BytesStart<'_>) -> Self {
        let mut cell = Self {
            repeat: 1,
            cols: 1,
            rows: 1,
            ..Self::default()
        };
        for (name, value) in attributes(element) {
            let count = || value.parse().unwrap_or(1);
            match name {
                "table:number-columns-repeated" => cell.repeat = count(),
                "table:number-columns-spanned" => cell.cols = count(),
                "table:number-rows-spanned" => cell.rows = count(),
                "table:formula" => cell.formula = true,
                "calcext:value-type" if value == "error" => cell.kind = Kind::Error,
                "office:value-type" if cell.kind != Kind::Error => cell.kind = Kind::of(value),
                "office:value"
                | "office:string-value"
                | "office:date-value"
                | "office:time-value"
                | "office:boolean-value" => cell.has_value = true,
                _ => {}
            }
        }
        cell
    }

    /// Begins a paragraph of the shown text.
    pub(super) fn paragraph(&mut self) {
        if self.paragraphs > 0 {
            self.text.push('\n');
        }
        self.paragraphs = self.paragraphs.saturating_add(1);
    }

    /// Does it hold anything?
    pub(super) fn filled(&self) -> bool {
        self.formula || self.has_value || !self.text.is_empty()
    }

    /// Does it span more than one place?
    pub(super) fn merged(&self) -> bool {
        self.cols > 1 || self.rows > 1
    }

    /// The merged region that begins with it at `at`.
    pub(super) fn region(&self, at: CellRef) -> Option<Region> {
        let last = CellRef::new(
            at.row.saturating_add(self.rows.max(1)).saturating_sub(1),
            at.col.saturating_add(self.cols.max(1)).saturating_sub(1),
        );
        self.merged().then_some(Region { first: at, last })
    }

    /// What is to be known of it.
    pub(super) fn fact(&self) -> Option<Fact> {
        match self.kind {
            Kind::Error => Some(self.error()),
            _ if self.formula && is_error(self.text.trim()) => Some(self.error()),
            Kind::Percentage => Some(Fact::Shown(as_percent(&self.text))),
            Kind::Text if self.drawn && !self.has_value => Some(self.text_only()),
            Kind::Unsaid if !self.has_value => self.untyped(),
            _ => None,
        }
    }

    /// A cell without a type, which calamine takes for empty. A formula that results in an empty
    /// text has an empty paragraph.
    fn untyped(&self) -> Option<Fact> {
        if self.formula && self.paragraphs == 0 && self.text.trim().is_empty() {
            return Some(Fact::Is(Some(CellValue::Uncomputed)));
        }
        (!self.text.is_empty()).then(|| self.text_only())
    }

    fn text_only(&self) -> Fact {
        Fact::Is(text_value(&self.text))
    }

    fn error(&self) -> Fact {
        let name = match self.text.trim() {
            "" => "#ERROR",
            name => name,
        };
        Fact::Is(Some(CellValue::Error(name.to_owned())))
    }
}

/// Is a formula's shown text an error value, such as `#REF!` or `Err:502`?
fn is_error(text: &str) -> bool {
    let named = text.starts_with('#') && text.ends_with(['!', '?']);
    let number = text.strip_prefix("Err:");
    let numbered = number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    named || numbered || text == "#N/A"
}

/// How a percentage is shown, judged by its text.
fn as_percent(text: &str) -> Shown {
    let figure = text.trim().strip_suffix('%');
    let decimals = figure.and_then(|figure| {
        let tail = figure.split_once('.').map_or("", |(_, tail)| tail);
        u32::try_from(tail.trim().len()).ok()
    });
    Shown {
        percent: true,
        decimals,
    }
}
