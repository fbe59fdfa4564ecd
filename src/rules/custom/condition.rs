//! A condition, typed by construction: a number is never compared with a text. Whatever is unknown
//! makes unknown what depends on it, and nothing else.

use std::borrow::Cow;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::tables::columns::Column;
use crate::tables::{Row, Value};
use crate::value::text::normal_form;

/// Something that is true, false or unknown of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Truth {
    Compare(Number, Comparison, Number),
    Same(Text, Text),
    Contains(Text, Text),
    StartsWith(Text, Text),
    EndsWith(Text, Text),
    IsNull(Known),
    Not(Box<Truth>),
    And(Box<Truth>, Box<Truth>),
    Or(Box<Truth>, Box<Truth>),
}

/// How two numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// A number of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Number {
    Literal(Decimal),
    Column(&'static Column),
    Negated(Box<Number>),
    Arithmetic(Box<Number>, Operation, Box<Number>),
    Abs(Box<Number>),
    /// To so many decimals, half away from zero.
    Round(Box<Number>, u32),
    /// Characters other than white space.
    Length(Box<Text>),
    /// The first that is known.
    Coalesce(Vec<Number>),
}

/// What is done with two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// A text of a row. Texts are compared in normal form: width, case and white space do not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Text {
    Literal(String),
    Column(&'static Column),
    /// The first that is known.
    Coalesce(Vec<Text>),
}

/// Something that may be unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Known {
    Number(Number),
    Text(Text),
}

/// Where the values of columns come from.
pub(super) trait Values {
    /// The value of a column; unknown is `None`.
    fn value(&self, column: &str) -> Option<Value<'_>>;
}

impl Values for Row<'_, '_> {
    fn value(&self, column: &str) -> Option<Value<'_>> {
        Row::value(self, column)
    }
}

impl Truth {
    /// Is it true of the row? `None` where that depends on something unknown.
    pub(super) fn of(&self, row: &dyn Values) -> Option<bool> {
        match self {
            Self::Compare(left, by, right) => Some(by.holds(left.of(row)?, right.of(row)?)),
            Self::Same(left, right) => Some(left.folded(row)? == right.folded(row)?),
            Self::Contains(whole, part) => {
                Some(whole.folded(row)?.contains(part.folded(row)?.as_str()))
            }
            Self::StartsWith(whole, part) => {
                Some(whole.folded(row)?.starts_with(part.folded(row)?.as_str()))
            }
            Self::EndsWith(whole, part) => {
                Some(whole.folded(row)?.ends_with(part.folded(row)?.as_str()))
            }
            Self::IsNull(Known::Number(number)) => Some(number.of(row).is_none()),
            Self::IsNull(Known::Text(text)) => Some(text.of(row).is_none()),
            Self::Not(truth) => truth.of(row).map(|holds| !holds),
            Self::And(left, right) => both(left.of(row), || right.of(row)),
            // one or the other = not (neither one nor the other)
            Self::Or(left, right) => {
                both(not(left.of(row)), || not(right.of(row))).map(|neither| !neither)
            }
        }
    }
}

/// False where either is false, whatever the other; else unknown where either is.
fn both(left: Option<bool>, right: impl FnOnce() -> Option<bool>) -> Option<bool> {
    match left {
        Some(false) => Some(false),
        Some(true) => right(),
        None => right().filter(|holds| !holds),
    }
}

fn not(truth: Option<bool>) -> Option<bool> {
    truth.map(|holds| !holds)
}

impl Comparison {
    fn holds(self, left: Decimal, right: Decimal) -> bool {
        match self {
            Self::Equal => left == right,
            Self::Unequal => left != right,
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Greater => left > right,
            Self::AtLeast => left >= right,
        }
    }
}

impl Number {
    fn of(&self, row: &dyn Values) -> Option<Decimal> {
        match self {
            Self::Literal(number) => Some(*number),
            Self::Column(column) => match row.value(column.name)? {
                Value::Number(number) => Some(number),
                Value::Text(_) => None,
            },
            Self::Negated(number) => Some(-number.of(row)?),
            Self::Arithmetic(left, operation, right) => operation.on(left.of(row)?, right.of(row)?),
            Self::Abs(number) => Some(number.of(row)?.abs()),
            Self::Round(number, places) => Some(
                number
                    .of(row)?
                    .round_dp_with_strategy(*places, RoundingStrategy::MidpointAwayFromZero),
            ),
            Self::Length(text) => {
                let text = text.of(row)?;
                Some(text.chars().filter(|c| !c.is_whitespace()).count().into())
            }
            Self::Coalesce(numbers) => numbers.iter().find_map(|number| number.of(row)),
        }
    }
}

impl Operation {
    /// Unknown where it is divided by zero, or the result is beyond all figures.
    fn on(self, left: Decimal, right: Decimal) -> Option<Decimal> {
        match self {
            Self::Add => left.checked_add(right),
            Self::Subtract => left.checked_sub(right),
            Self::Multiply => left.checked_mul(right),
            Self::Divide => left.checked_div(right),
        }
    }
}

impl Text {
    fn of<'r>(&'r self, row: &'r dyn Values) -> Option<Cow<'r, str>> {
        match self {
            Self::Literal(text) => Some(Cow::Borrowed(text)),
            Self::Column(column) => match row.value(column.name)? {
                Value::Text(text) => Some(text),
                Value::Number(_) => None,
            },
            Self::Coalesce(texts) => texts.iter().find_map(|text| text.of(row)),
        }
    }

    fn folded(&self, row: &dyn Values) -> Option<String> {
        Some(normal_form(&self.of(row)?).to_lowercase())
    }
}
