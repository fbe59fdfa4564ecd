//! Rows → a frame: how a value of ours becomes a column of polars, exactly.

use std::borrow::Cow;

use polars::prelude::{
    DataFrame, DataType, Float64Chunked, Int64Chunked, Int128Chunked, IntoColumn as _,
    IntoSeries as _, NewChunkedArray as _, PlSmallStr, PolarsResult, Series, StringChunked,
};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Kind, Value};
use crate::value::{Figure as _, Rate};

/// Digits of every exact column.
pub const PRECISION: usize = 38;
/// Decimals of every exact column: of an amount in 万元, the last is one fen.
pub const SCALE: usize = 6;

/// One column: its name, and how to read it from a row.
pub(super) type Field<R> = (&'static str, Read<R>);

/// How to read one value from a row; `None` is unknown.
#[derive(Clone, Copy)]
pub(super) enum Read<R> {
    /// Text.
    Text(for<'r> fn(&'r R) -> Option<Cow<'r, str>>),
    /// A whole number.
    Integer(fn(&R) -> Option<i64>),
    /// An amount, points or a bare figure.
    Exact(fn(&R) -> Option<Decimal>),
    /// A fraction.
    Rate(fn(&R) -> Option<Rate>),
}

/// Lists columns, one a line: `name: Kind |row| value;`.
macro_rules! fields {
    ($($name:path: $read:ident |$row:pat_param| $value:expr;)+) => {
        vec![$(($name, $crate::tables::frame::Read::$read(|$row| $value))),+]
    };
}
pub(super) use fields;

/// The frame of some rows.
pub(super) fn frame<R>(rows: &[R], fields: &[Field<R>]) -> PolarsResult<DataFrame> {
    let columns = fields
        .iter()
        .map(|(name, read)| series(rows, name, read).into_column())
        .collect();
    DataFrame::new(rows.len(), columns)
}

/// A text; an empty one is unknown.
pub(super) fn text(text: &str) -> Option<Cow<'_, str>> {
    (!text.is_empty()).then_some(Cow::Borrowed(text))
}

/// Something that prints itself, such as a cell's address; unknown where nothing is printed.
#[allow(
    clippy::needless_pass_by_value,
    reason = "stands where an owned value ends"
)]
pub(super) fn printed<'a>(value: impl ToString) -> Option<Cow<'a, str>> {
    let text = value.to_string();
    (!text.is_empty()).then_some(Cow::Owned(text))
}

/// A count of things in memory.
pub(super) fn count(things: usize) -> Option<i64> {
    i64::try_from(things).ok()
}

/// A decimal in units of its sixth place, rounded half up; `None` beyond all sense.
pub(super) fn in_millionths(value: Decimal) -> Option<i128> {
    let places = u32::try_from(SCALE).ok()?;
    let rounded = in_six_places(value);
    let missing = places.checked_sub(rounded.scale())?;
    10_i128
        .checked_pow(missing)?
        .checked_mul(rounded.mantissa())
}

/// The nearest float, through the decimal's text: no arithmetic on floats.
pub(super) fn nearest_float(value: Decimal) -> Option<f64> {
    value.to_string().parse().ok()
}

impl Kind {
    /// The type of such a column.
    #[must_use]
    pub fn dtype(self) -> DataType {
        match self {
            Self::Text => DataType::String,
            Self::Integer => DataType::Int64,
            Self::Amount | Self::Points => DataType::Decimal(PRECISION, SCALE),
            Self::Rate => DataType::Float64,
        }
    }
}

impl<R> Read<R> {
    /// The value by itself, as exactly as the frame holds it; a rate is the exact quotient.
    pub(super) fn value<'r>(&self, row: &'r R) -> Option<Value<'r>> {
        match self {
            Self::Text(of) => of(row).map(Value::Text),
            Self::Integer(of) => of(row).map(|whole| Value::Number(whole.into())),
            Self::Exact(of) => of(row).map(|exact| Value::Number(in_six_places(exact))),
            Self::Rate(of) => of(row).map(|rate| Value::Number(rate.decimal())),
        }
    }
}

fn in_six_places(value: Decimal) -> Decimal {
    let places = u32::try_from(SCALE).unwrap_or(u32::MAX);
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

fn series<R>(rows: &[R], name: &str, read: &Read<R>) -> Series {
    let name = PlSmallStr::from_str(name);
    match read {
        Read::Text(of) => StringChunked::from_iter_options(name, rows.iter().map(of)).into_series(),
        Read::Integer(of) => {
            Int64Chunked::from_iter_options(name, rows.iter().map(of)).into_series()
        }
        Read::Exact(of) => {
            let exact = rows.iter().map(|row| of(row).and_then(in_millionths));
            Int128Chunked::from_iter_options(name, exact)
                .into_decimal_unchecked(PRECISION, SCALE)
                .into_series()
        }
        Read::Rate(of) => {
            let rates = rows
                .iter()
                .map(|row| of(row).and_then(|rate| nearest_float(rate.decimal())));
            Float64Chunked::from_iter_options(name, rates).into_series()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_decimals_half_up() {
        let raw = |text: &str| in_millionths(text.parse().unwrap());
        assert_eq!(raw("35.56041"), Some(35_560_410));
        assert_eq!(raw("0.0000005"), Some(1));
        assert_eq!(raw("0.00000049"), Some(0));
        assert_eq!(raw("-0.0000005"), Some(-1));
        assert_eq!(
            raw("1000000000000000.123456"),
            Some(1_000_000_000_000_000_123_456)
        );
    }

    #[test]
    fn rates_become_the_nearest_float() {
        let third = Decimal::ONE / Decimal::from(3);
        assert_eq!(nearest_float(third), Some(1.0 / 3.0));
        assert_eq!(
            nearest_float("1.0775881818181818181818181818".parse().unwrap()),
            Some(35.56041 / 33.0)
        );
    }
}
