//! Targets and actuals (指标值、完成值): a quantity, a range, a date, an answer, or words.

mod around;
mod comparator;
mod outcome;
mod quantity;
mod range;
mod reading;
mod scale;
mod span;
#[cfg(test)]
mod tests;
mod when;

pub use comparator::Comparator;
pub use outcome::Outcome;
pub use quantity::{Quantity, Unit};
pub use when::When;

use super::{CellValue, Parsed, text};

/// What a target or an actual says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// One number, perhaps with a comparator: `≥90%`, `50户`, `33万元`.
    Quantity {
        /// The rate or cost that the text itself names before the number: 满意度 in 满意度≥95%.
        subject: Option<String>,
        /// The sign or word of comparison, if any.
        comparator: Option<Comparator>,
        /// The number and its unit.
        quantity: Quantity,
    },
    /// About so much: 约50户, 50户左右, 50余户.
    Approximate(Quantity),
    /// From one number to another: 80%-90%, 20至30人次.
    Range {
        /// The lower end.
        low: Quantity,
        /// The upper end, in the same unit.
        high: Quantity,
    },
    /// A date, a deadline or a period: 2024年12月底前, 全年.
    When(When),
    /// A set phrase: 合格, 部分达成, 否.
    Outcome(Outcome),
    /// Several numbers, or one for each of several things: 2次培训和2次义诊, 各1次.
    Compound {
        /// How many numbers the text holds.
        numbers: usize,
    },
    /// Words, prose: nothing to calculate with.
    Words,
}

impl Measure {
    /// Reads a target or actual; whatever cannot be read with certainty is [`Measure::Words`].
    ///
    /// # Errors
    /// [`super::Misread`] where the cell is an error value or a formula without result.
    pub fn parse(cell: &CellValue) -> Parsed<Self> {
        match cell {
            CellValue::Text(raw) if text::is_blank_marker(raw) => Ok(None),
            CellValue::Text(raw) => Ok(Some(reading::of_text(raw))),
            CellValue::Number {
                value,
                shown_decimals,
                percent,
            } => Ok(Some(reading::of_number(*value, *shown_decimals, *percent))),
            CellValue::Date(iso) => Ok(Some(When::of_cell(iso).map_or(Self::Words, Self::When))),
            CellValue::Boolean(true) => Ok(Some(Self::Outcome(Outcome::Achieved))),
            CellValue::Boolean(false) => Ok(Some(Self::Outcome(Outcome::No))),
            other => other.broken().map_or(Ok(Some(Self::Words)), Err),
        }
    }

    /// The plain quantity, whatever its comparator; none of an approximate one or a range.
    #[must_use]
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Quantity { quantity, .. } => Some(quantity),
            _ => None,
        }
    }

    /// The comparator of a plain quantity, where one is written.
    #[must_use]
    pub fn comparator(&self) -> Option<Comparator> {
        match self {
            Self::Quantity { comparator, .. } => *comparator,
            _ => None,
        }
    }

    /// What is counted, where it is a figure of any kind: of a range, its lower end.
    #[must_use]
    pub fn counted(&self) -> Option<&Quantity> {
        match self {
            Self::Quantity { quantity, .. } | Self::Approximate(quantity) => Some(quantity),
            Self::Range { low, .. } => Some(low),
            _ => None,
        }
    }

    /// The words that tell which rate or cost a figure is of (满意 of 满意度≥95%), where it names one.
    #[must_use]
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::Quantity { subject, .. } => subject.as_deref(),
            _ => None,
        }
    }

    /// A quantity without subject.
    fn plain(comparator: Option<Comparator>, quantity: Quantity) -> Self {
        Self::Quantity {
            subject: None,
            comparator,
            quantity,
        }
    }
}
