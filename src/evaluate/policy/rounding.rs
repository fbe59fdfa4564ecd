//! How scores are rounded.

use rust_decimal::RoundingStrategy;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ScoringPolicy;
use crate::value::Score;

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
    /// A score as the policy states it.
    #[must_use]
    pub fn rounded(&self, score: Score) -> Score {
        score.rounded(self.score_decimals, self.rounding.strategy())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn halves_go_up_to_even_or_are_dropped() {
        let rounded = |rounding| {
            let policy = ScoringPolicy {
                rounding,
                ..ScoringPolicy::default()
            };
            [8_625, 8_635, 8_629].map(|thousandths| {
                let score = Score::new(Decimal::new(thousandths, 3));
                policy.rounded(score).to_string()
            })
        };
        assert_eq!(rounded(Rounding::HalfUp), ["8.63", "8.64", "8.63"]);
        assert_eq!(rounded(Rounding::HalfEven), ["8.62", "8.64", "8.63"]);
        assert_eq!(rounded(Rounding::Truncate), ["8.62", "8.63", "8.62"]);
    }
}
