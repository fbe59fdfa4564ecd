//! The one comparison of all arithmetic rules: a printed figure is the interval that its digits
//! allow, sums and quotients of printed figures are intervals too, and two figures agree where
//! their intervals meet. No rule invents a tolerance. How wide a print is, is said where it is read
//! ([`Amount`](super::Amount), [`Rate`](super::Rate), [`Score`](super::Score)).

use std::ops::{Add, Mul, Sub};

use rust_decimal::Decimal;

/// A range of values that a printed figure may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    low: Decimal,
    high: Decimal,
}

impl Interval {
    /// Exactly this value.
    #[must_use]
    pub fn exact(value: Decimal) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// All values that print as `value` when rounded to its last digit.
    #[must_use]
    pub fn around(value: Decimal, half_unit: Decimal) -> Self {
        Self {
            low: value.saturating_sub(half_unit),
            high: value.saturating_add(half_unit),
        }
    }

    /// Can both stand for the same value? Two rounded figures that only touch do not agree (100 and
    /// 101 differ); an exact one on the border of a rounded one does (8.65 prints as 8.7 or 8.6).
    #[must_use]
    pub fn agrees(self, other: Self) -> bool {
        let touching = self.high == other.low || other.high == self.low;
        if touching {
            return self.is_exact() || other.is_exact();
        }
        self.low < other.high && other.low < self.high
    }

    /// Is every value of this range above every value of the other?
    #[must_use]
    pub fn exceeds(self, other: Self) -> bool {
        !self.agrees(other) && self.low >= other.high
    }

    /// The quotient of two ranges of positive numbers; `None` where the divisor may be zero.
    #[must_use]
    pub fn ratio(self, divisor: Self) -> Option<Self> {
        if divisor.low <= Decimal::ZERO {
            return None;
        }
        Some(Self {
            low: self.low.checked_div(divisor.high)?,
            high: self.high.checked_div(divisor.low)?,
        })
    }

    /// The range with both ends capped at `limit`.
    #[must_use]
    pub fn capped(self, limit: Decimal) -> Self {
        Self {
            low: self.low.min(limit),
            high: self.high.min(limit),
        }
    }

    /// The least value that the figure may stand for.
    #[must_use]
    pub fn low(self) -> Decimal {
        self.low
    }

    /// The greatest value that the figure may stand for.
    #[must_use]
    pub fn high(self) -> Decimal {
        self.high
    }

    fn is_exact(self) -> bool {
        self.low == self.high
    }
}

impl Add for Interval {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            low: self.low.saturating_add(other.low),
            high: self.high.saturating_add(other.high),
        }
    }
}

impl Sub for Interval {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            low: self.low.saturating_sub(other.high),
            high: self.high.saturating_sub(other.low),
        }
    }
}

/// A range times an exact, non-negative factor such as a weight.
impl Mul<Decimal> for Interval {
    type Output = Self;
    fn mul(self, factor: Decimal) -> Self {
        Self {
            low: self.low.saturating_mul(factor),
            high: self.high.saturating_mul(factor),
        }
    }
}

impl std::iter::Sum for Interval {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::exact(Decimal::ZERO), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr;

    /// A figure as printed: half a unit of its last digit either way.
    fn printed(text: &str) -> Interval {
        let value = Decimal::from_str(text).unwrap();
        Interval::around(value, Decimal::new(5, value.scale() + 1))
    }

    #[test]
    fn figures_agree_as_far_as_their_digits_say() {
        assert!(printed("35.56").agrees(printed("35.56041")));
        assert!(printed("0.86").agrees(Interval::exact(Decimal::new(862_037, 6))));
        assert!(!printed("100").agrees(printed("101")));
        assert!(printed("101").exceeds(printed("100")));
        assert!(!printed("35.56041").exceeds(printed("35.56")));
        assert!(printed("35.56041").exceeds(printed("33")));
    }

    #[test]
    fn an_exact_value_on_the_border_agrees() {
        assert!(printed("8.7").agrees(Interval::exact(Decimal::new(865, 2))));
    }

    #[test]
    fn sums_widen() {
        let parts: Interval = [printed("60.3"), printed("40.1")].into_iter().sum();
        assert!(parts.agrees(printed("100.4")));
        assert!(parts.agrees(printed("100.5")));
        assert!(!parts.agrees(printed("101")));
    }

    #[test]
    fn absurd_figures_saturate() {
        let absurd = Interval::exact(Decimal::MAX);
        assert!((absurd + absurd).agrees(absurd));
        assert!((absurd * Decimal::TEN).agrees(absurd));
    }

    #[test]
    fn no_quotient_by_what_may_be_zero() {
        assert_eq!(printed("1").ratio(printed("0")), None);
    }
}
