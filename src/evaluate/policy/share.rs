//! The share of its weight that an indicator earns by how far its actual meets the target.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ScoringPolicy;
use crate::evaluate::Direction;
use crate::value::{Figure as _, Interval, Rate};

/// How an exceeded upper limit is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MissedLimit {
    /// 比率法：指标值 ÷ 完成值 × 分值（北京市自评表所印公式）
    Ratio,
    /// 线性法：(1 − 超出比例) × 分值，超出一倍及以上为零
    Linear,
}

impl MissedLimit {
    /// The name that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Ratio => "比率法：指标值 ÷ 完成值 × 分值",
            Self::Linear => "线性法：(1 − 超出比例) × 分值，超出一倍及以上为零",
        }
    }
}

/// How an actual far above its target is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Overachievement {
    /// 得满分，另请说明原因（规则 I105）
    Full,
    /// 扣分：(1 −（完成值 ÷ 指标值 − overachievement_bound）) × 分值，不低于零
    Reduced,
}

impl Overachievement {
    /// The name that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Full => "得满分，另请说明原因",
            Self::Reduced => "扣分：按超出界限的部分，不低于零",
        }
    }
}

/// The share of a weight that an attainment earns: never below zero, never above the whole.
pub(in crate::evaluate) fn earned_share(share: Rate) -> Rate {
    share.clamp(Rate::ZERO, Rate::ONE)
}

impl ScoringPolicy {
    /// The share that an actual earns against its target.
    #[must_use]
    pub fn share(&self, direction: Direction, target: Decimal, actual: Decimal) -> Rate {
        let earned = match direction {
            Direction::AtLeast if actual >= target => Some(self.share_beyond(target, actual)),
            Direction::AtLeast => actual.checked_div(target),
            Direction::AtMost if actual <= target => Some(Decimal::ONE),
            Direction::AtMost => self.share_over_limit(target, actual),
        };
        earned_share(earned.map_or(Rate::ZERO, Rate::new))
    }

    /// Every share that an actual within a range may earn.
    #[must_use]
    pub fn shares(&self, direction: Direction, target: Decimal, actual: Interval) -> Interval {
        let share = |actual| self.share(direction, target, actual).decimal();
        let (one, other) = (share(actual.low()), share(actual.high()));
        // Shares rise to the target, or fall from it on: between the ends nothing lies out but the top.
        let top = (actual.low()..=actual.high()).contains(&target);
        let most = if top { Decimal::ONE } else { one.max(other) };
        Interval::between(one.min(other), most)
    }

    /// What a target that was reached earns: all, unless too far beyond it.
    fn share_beyond(&self, target: Decimal, actual: Decimal) -> Decimal {
        match (self.overachievement, actual.checked_div(target)) {
            (Overachievement::Reduced, Some(rate)) => {
                let excess = rate.saturating_sub(self.overachievement_bound.decimal());
                Decimal::ONE.saturating_sub(excess.max(Decimal::ZERO))
            }
            _ => Decimal::ONE,
        }
    }

    fn share_over_limit(&self, target: Decimal, actual: Decimal) -> Option<Decimal> {
        match self.missed_limit {
            MissedLimit::Ratio => target.checked_div(actual),
            MissedLimit::Linear => (actual - target)
                .checked_div(target)
                .map(|excess| Decimal::ONE - excess),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn policy(overachievement: Overachievement, missed_limit: MissedLimit) -> ScoringPolicy {
        ScoringPolicy {
            overachievement,
            missed_limit,
            ..ScoringPolicy::default()
        }
    }

    fn share(policy: &ScoringPolicy, direction: Direction, target: i64, actual: i64) -> String {
        policy
            .share(direction, target.into(), actual.into())
            .to_percent()
    }

    #[test]
    fn far_beyond_the_target_is_all_or_less_as_the_policy_says() {
        // The bound is 150%: at 200% half is left, at 250% nothing, and never less than nothing.
        let actuals = [80, 100, 150, 160, 200, 250, 400];
        let shares = |overachievement| {
            let policy = policy(overachievement, MissedLimit::Ratio);
            actuals.map(|actual| share(&policy, Direction::AtLeast, 100, actual))
        };
        assert_eq!(
            shares(Overachievement::Full),
            ["80%", "100%", "100%", "100%", "100%", "100%", "100%"]
        );
        assert_eq!(
            shares(Overachievement::Reduced),
            ["80%", "100%", "100%", "90%", "50%", "0%", "0%"]
        );
    }

    #[test]
    fn an_exceeded_limit_by_ratio_and_by_line() {
        // 24 of 30 is 80%; a quarter over the limit leaves 75%; twice the limit 50% or nothing.
        let shares = |missed| {
            let policy = policy(Overachievement::Full, missed);
            [20, 24, 30, 48, 60].map(|actual| share(&policy, Direction::AtMost, 24, actual))
        };
        assert_eq!(
            shares(MissedLimit::Ratio),
            ["100%", "100%", "80%", "50%", "40%"]
        );
        assert_eq!(
            shares(MissedLimit::Linear),
            ["100%", "100%", "75%", "0%", "0%"]
        );
    }

    #[test]
    fn a_target_of_nothing_is_reached_by_anything_and_exceeded_by_anything() {
        let policy = policy(Overachievement::Reduced, MissedLimit::Linear);
        assert_eq!(share(&policy, Direction::AtLeast, 0, 3), "100%");
        assert_eq!(share(&policy, Direction::AtMost, 0, 0), "100%");
        assert_eq!(share(&policy, Direction::AtMost, 0, 3), "0%");
    }

    fn any_policy() -> impl Strategy<Value = ScoringPolicy> {
        let over = prop_oneof![Just(Overachievement::Full), Just(Overachievement::Reduced)];
        let missed = prop_oneof![Just(MissedLimit::Ratio), Just(MissedLimit::Linear)];
        (over, missed).prop_map(|(over, missed)| policy(over, missed))
    }

    proptest! {
        #[test]
        fn what_an_actual_earns_is_a_share_and_among_what_its_print_may_earn(
            policy in any_policy(),
            at_least in any::<bool>(),
            target in 0_i64..10_000,
            actual in 0_i64..40_000,
            half in 0_i64..50,
            off in -50_i64..50,
        ) {
            let direction = if at_least { Direction::AtLeast } else { Direction::AtMost };
            let printed = Interval::around(actual.into(), half.into());
            let value = Decimal::from(actual + off.clamp(-half, half));
            let share = policy.share(direction, target.into(), value).decimal();
            prop_assert!((Decimal::ZERO..=Decimal::ONE).contains(&share));
            let possible = policy.shares(direction, target.into(), printed);
            prop_assert!(
                (possible.low()..=possible.high()).contains(&share),
                "{share} is not in {possible:?}"
            );
        }
    }
}
