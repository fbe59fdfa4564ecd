//! What all figures share: an exact decimal with a meaning, and how precisely it was printed.

use rust_decimal::Decimal;

use super::Interval;

/// A decimal with a meaning: an amount, a rate, a score, a weight.
pub trait Figure: Copy + Ord {
    /// The bare number, in the figure's own unit (万元, fraction, points).
    fn decimal(self) -> Decimal;
}

/// A figure as it stands in a cell, with half a unit of its last printed digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed<T> {
    /// The figure itself.
    pub value: T,
    /// Half a unit of the last digit, in the figure's unit: 86% has 0.005.
    pub half_unit: Decimal,
}

impl<T: Figure> Printed<T> {
    /// The values that this print may stand for.
    #[must_use]
    pub fn interval(self) -> Interval {
        Interval::around(self.value.decimal(), self.half_unit)
    }

    /// This figure taken at its word, without allowance for rounding.
    #[must_use]
    pub fn exact(self) -> Interval {
        Interval::exact(self.value.decimal())
    }
}

/// Half a unit of the last digit of an amount or a count. Only digits behind the point tell of
/// rounding: 35.56 may stand for 35.56041, but a budget of 33 is 33 and 50 households are 50.
pub(super) fn half_unit_unless_whole(decimals: u32) -> Decimal {
    if decimals == 0 {
        Decimal::ZERO
    } else {
        half_unit(decimals)
    }
}

/// Half a unit of the last of `decimals` digits.
pub(super) fn half_unit(decimals: u32) -> Decimal {
    Decimal::try_new(5, decimals.saturating_add(1)).unwrap_or(Decimal::ZERO)
}

/// Declares a figure: a newtype over an exact decimal that cannot be mixed with another.
macro_rules! figure {
    ($(#[$doc:meta])* $name:ident, $example:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
        pub struct $name(rust_decimal::Decimal);

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(rust_decimal::Decimal::ZERO);

            /// Takes a decimal that is already in the figure's unit.
            #[must_use]
            pub const fn new(value: rust_decimal::Decimal) -> Self {
                Self(value)
            }
        }

        impl crate::value::Figure for $name {
            fn decimal(self) -> rust_decimal::Decimal {
                self.0
            }
        }

        impl std::ops::Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }
        }

        impl std::ops::Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }

        impl std::iter::Sum for $name {
            fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
                parts.fold(Self::ZERO, |sum, part| sum + part)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&crate::value::plain(self.0))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.to_string())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                std::str::FromStr::from_str(text.trim())
                    .map(Self)
                    .map_err(|_| serde::de::Error::custom(format!("应为数字，实际为“{text}”")))
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "number", "examples": [$example] })
            }
        }
    };
}
pub(super) use figure;
