//! When a declared and a recomputed figure are taken for the same: as far as the printed digits allow,
//! and no further unless the bureau itself allows more. The one place where a tolerance is applied.

use super::ScoringPolicy;
use crate::value::{Figure as _, Interval, Score};

impl ScoringPolicy {
    /// Do declared points agree with what the form's figures earn?
    #[must_use]
    pub fn points_agree(&self, declared: Interval, earned: Interval) -> bool {
        declared
            .widened(self.tolerance_points.decimal())
            .agrees(earned)
    }

    /// Do declared points agree with what may be earned, or with that figure rounded by the policy?
    #[must_use]
    pub fn accepts_points(&self, declared: Interval, earned: Interval, rounded: Score) -> bool {
        self.points_agree(declared, earned)
            || self.points_agree(declared, Interval::exact(rounded.decimal()))
    }

    /// Do two amounts agree?
    #[must_use]
    pub fn amounts_agree(&self, one: Interval, other: Interval) -> bool {
        one.widened(self.tolerance_amount.decimal()).agrees(other)
    }

    /// Is the first amount above the second?
    #[must_use]
    pub fn amount_exceeds(&self, one: Interval, other: Interval) -> bool {
        one.exceeds(other) && !self.amounts_agree(one, other)
    }

    /// Do two rates agree?
    #[must_use]
    pub fn rates_agree(&self, one: Interval, other: Interval) -> bool {
        one.widened(self.tolerance_rate.decimal()).agrees(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Amount, Rate};
    use rust_decimal::Decimal;

    fn exact(hundredths: i64) -> Interval {
        Interval::exact(Decimal::new(hundredths, 2))
    }

    #[test]
    fn nothing_is_tolerated_unless_the_bureau_says_so() {
        let policy = ScoringPolicy::default();
        assert!(!policy.points_agree(exact(900), exact(901)));
        assert!(!policy.amounts_agree(exact(3300), exact(3301)));
        assert!(policy.amount_exceeds(exact(3301), exact(3300)));
        assert!(!policy.rates_agree(exact(95), exact(96)));
        assert!(policy.points_agree(exact(900), exact(900)));
    }

    #[test]
    fn up_to_the_tolerance_figures_agree() {
        let policy = ScoringPolicy {
            tolerance_points: Score::new(Decimal::new(5, 1)),
            tolerance_amount: Amount::new(Decimal::new(1, 2)),
            tolerance_rate: Rate::new(Decimal::new(1, 2)),
            ..ScoringPolicy::default()
        };
        assert!(policy.points_agree(exact(900), exact(862)));
        assert!(!policy.points_agree(exact(900), exact(849)));
        assert!(policy.amounts_agree(exact(3300), exact(3301)));
        assert!(!policy.amount_exceeds(exact(3301), exact(3300)));
        assert!(policy.amount_exceeds(exact(3302), exact(3300)));
        assert!(policy.rates_agree(exact(95), exact(96)));
        assert!(!policy.rates_agree(exact(95), exact(97)));
    }
}
