//! What a cell may hold, given the others: a range that may be open to either side.

use rust_decimal::Decimal;

use crate::value::Interval;

/// A range of values, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) low: Option<Decimal>,
    pub(super) high: Option<Decimal>,
}

impl Span {
    pub(super) fn at_most(high: Decimal) -> Self {
        Self {
            low: None,
            high: Some(high),
        }
    }

    pub(super) fn at_least(low: Decimal) -> Self {
        Self {
            low: Some(low),
            high: None,
        }
    }

    pub(super) fn contains(self, value: Decimal) -> bool {
        self.low.is_none_or(|low| value >= low) && self.high.is_none_or(|high| value <= high)
    }

    /// The only value, where there is but one.
    pub(super) fn only(self) -> Option<Decimal> {
        self.low.filter(|low| Some(*low) == self.high)
    }

    /// The quotient with positive numbers; an open end stays open, a divisor that may be zero opens
    /// the range upwards.
    pub(super) fn ratio(self, divisor: Self) -> Self {
        let positive = |end: Option<Decimal>| end.filter(|end| *end > Decimal::ZERO);
        let by = |end: Option<Decimal>, divisor: Option<Decimal>| end?.checked_div(divisor?);
        Self {
            low: by(self.low, positive(divisor.high)),
            high: by(self.high, positive(divisor.low)),
        }
    }

    /// The product with positive numbers.
    pub(super) fn times(self, factor: Self) -> Self {
        let by = |end: Option<Decimal>, factor: Option<Decimal>| end?.checked_mul(factor?);
        Self {
            low: by(self.low, factor.low),
            high: by(self.high, factor.high),
        }
    }

    /// A share that is counted up to the whole: what reaches the whole may be any amount more.
    pub(super) fn uncapped(self) -> Self {
        Self {
            high: self.high.filter(|high| *high < Decimal::ONE),
            ..self
        }
    }
}

impl From<Interval> for Span {
    fn from(interval: Interval) -> Self {
        Self {
            low: Some(interval.low()),
            high: Some(interval.high()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(low: i64, high: i64) -> Span {
        Span {
            low: Some(low.into()),
            high: Some(high.into()),
        }
    }

    #[test]
    fn open_ends_stay_open() {
        let quotient = span(10, 20).ratio(span(0, 5));
        assert_eq!(quotient, Span::at_least(2.into()));
        assert!(quotient.contains(Decimal::MAX) && !quotient.contains(Decimal::ONE));
        assert_eq!(
            Span::at_least(2.into()).times(span(3, 4)).low,
            Some(6.into())
        );
        assert_eq!(span(0, 1).uncapped(), Span::at_least(Decimal::ZERO));
    }

    #[test]
    fn one_value_is_known_as_such() {
        assert_eq!(span(3, 3).only(), Some(3.into()));
        assert_eq!(span(3, 4).only(), None);
        assert_eq!(Span::at_most(3.into()).only(), None);
    }
}
