//! How scores are rounded.

use rust_decimal::RoundingStrategy;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ScoringPolicy;
use crate::value::{Figure as _, Rate, Score, Weight};

/// What becomes of the digits behind the last that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// 四舍五入：8.625 为 8.63
    HalfUp,
    /// 四舍六入五成双：8.625 为 8.62
    HalfEven,
    /// 直接舍去：8.629 为 8.62
    Truncate,
}

impl Rounding {
    /// The name that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::HalfUp => "四舍五入",
            Self::HalfEven => "四舍六入五成双",
            Self::Truncate => "直接舍去",
        }
    }

    fn strategy(self) -> RoundingStrategy {
        match self {
            Self::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Self::HalfEven => RoundingStrategy::MidpointNearestEven,
            Self::Truncate => RoundingStrategy::ToZero,
        }
    }
}

impl ScoringPolicy {
    /// The score that a share of a weight comes to. Rounding never lifts it over the whole: full marks
    /// of 12.5 points are 12.5, also where scores are whole numbers.
    #[must_use]
    pub fn score(&self, weight: Weight, share: Rate) -> Score {
        let exact = Score::new(weight.decimal().saturating_mul(share.decimal()));
        let rounded = exact.rounded(self.score_decimals, self.rounding.strategy());
        if share > Rate::ONE {
            rounded
        } else {
            rounded.min(weight.full_score())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    fn policy(rounding: Rounding, score_decimals: u32) -> ScoringPolicy {
        ScoringPolicy {
            score_decimals,
            rounding,
            ..ScoringPolicy::default()
        }
    }

    #[test]
    fn halves_go_up_to_even_or_are_dropped() {
        let rounded = |rounding| {
            [8_625, 8_635, 8_629].map(|ten_thousandths| {
                let share = Rate::new(Decimal::new(ten_thousandths, 4));
                let score = policy(rounding, 2).score(Weight::new(10.into()), share);
                score.to_string()
            })
        };
        assert_eq!(rounded(Rounding::HalfUp), ["8.63", "8.64", "8.63"]);
        assert_eq!(rounded(Rounding::HalfEven), ["8.62", "8.64", "8.63"]);
        assert_eq!(rounded(Rounding::Truncate), ["8.62", "8.63", "8.62"]);
    }

    #[test]
    fn full_marks_are_the_weight_however_scores_are_rounded() {
        let weight = Weight::new(Decimal::new(125, 1));
        let full = policy(Rounding::HalfUp, 0).score(weight, Rate::ONE);
        assert_eq!(full.to_string(), "12.5");
    }

    fn any_rounding() -> impl Strategy<Value = Rounding> {
        prop_oneof![
            Just(Rounding::HalfUp),
            Just(Rounding::HalfEven),
            Just(Rounding::Truncate),
        ]
    }

    proptest! {
        #[test]
        fn scores_lie_between_nothing_and_the_weight_and_rise_with_the_share(
            rounding in any_rounding(),
            decimals in 0_u32..=6,
            weight in 0_i64..100_000,
            shares in [0_i64..=10_000, 0_i64..=10_000],
        ) {
            let policy = policy(rounding, decimals);
            let weight = Weight::new(Decimal::new(weight, 3));
            let score = |share| policy.score(weight, Rate::new(Decimal::new(share, 4)));
            let [one, other] = shares;
            let (low, high) = (score(one.min(other)), score(one.max(other)));
            prop_assert!(Score::ZERO <= low && low <= high && high <= weight.full_score());
        }
    }
}
