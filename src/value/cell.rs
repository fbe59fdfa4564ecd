//! What a reader found in one cell, before anybody asks what it means.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{Misread, plain};

/// The content of one non-empty cell, whatever the file format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellValue {
    /// Text as typed.
    Text(String),
    /// A stored number with what is known of the way it is shown.
    Number {
        /// The stored value, to 15 significant digits as spreadsheets show it.
        value: Decimal,
        /// Decimals that the number format shows, where the reader gives it; for percentages, of
        /// the percent figure.
        shown_decimals: Option<u32>,
        /// Is it formatted as a percentage (0.95 shown as 95%)?
        percent: bool,
    },
    /// A date or time, as ISO text.
    Date(String),
    /// TRUE or FALSE.
    Boolean(bool),
    /// An error value such as `#REF!`.
    Error(String),
    /// A formula for which the file stores no result.
    Uncomputed,
}

impl CellValue {
    /// A number without format information.
    #[must_use]
    pub fn number(value: Decimal) -> Self {
        Self::Number {
            value,
            shown_decimals: None,
            percent: false,
        }
    }

    /// The content as a person would read it.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Date(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Number {
                value,
                percent: true,
                ..
            } => Cow::Owned(format!("{}%", plain(*value * Decimal::ONE_HUNDRED))),
            Self::Number { value, .. } => Cow::Owned(plain(*value)),
            Self::Boolean(true) => Cow::Borrowed("是"),
            Self::Boolean(false) => Cow::Borrowed("否"),
            Self::Uncomputed => Cow::Borrowed("（公式无结果）"),
        }
    }

    /// The reason why this cell cannot be any kind of value, if it is broken as such.
    #[must_use]
    pub fn broken(&self) -> Option<Misread> {
        match self {
            Self::Error(text) => Some(Misread::ErrorCell(text.clone())),
            Self::Uncomputed => Some(Misread::Uncomputed),
            _ => None,
        }
    }
}
