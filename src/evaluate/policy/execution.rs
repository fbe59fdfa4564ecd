//! The points for the execution rate: by the rate itself, by steps, or none under a floor.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ScoringPolicy;
use super::share::earned_share;
use crate::value::{Figure as _, Interval, Rate};

/// How the execution rate earns points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExecutionFormula {
    /// 比例法：执行率 × 分值
    Proportional,
    /// 分段法：按 execution_steps 的各档
    Stepped,
    /// 下限法：执行率 × 分值，执行率低于 execution_floor 的不得分
    Floored,
}

impl ExecutionFormula {
    /// The name that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Proportional => "比例法：执行率 × 分值",
            Self::Stepped => "分段法：按各档计分",
            Self::Floored => "下限法：执行率 × 分值，低于下限不得分",
        }
    }
}

/// 分段计分的一档
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExecutionStep {
    /// 执行率达到多少，0.95 为 95%
    pub from: Rate,
    /// 得分值的多少，0.8 为 80%
    pub share: Rate,
}

impl ScoringPolicy {
    /// The share of its weight that an execution rate earns.
    #[must_use]
    pub fn execution_share(&self, rate: Rate) -> Rate {
        match self.execution_formula {
            ExecutionFormula::Stepped => self
                .execution_step(rate)
                .map_or(Rate::ZERO, |step| step.share),
            ExecutionFormula::Floored if rate < self.execution_floor => Rate::ZERO,
            _ if self.cap_execution_score => earned_share(rate),
            _ => rate.max(Rate::ZERO),
        }
    }

    /// The step that a rate reaches; `None` below the lowest.
    #[must_use]
    pub fn execution_step(&self, rate: Rate) -> Option<ExecutionStep> {
        let reached = |step: &&ExecutionStep| step.from <= rate;
        self.execution_steps.iter().rev().find(reached).copied()
    }

    /// Every share that a rate within `rates` may earn: one range, or several where the formula leaps.
    #[must_use]
    pub fn execution_shares(&self, rates: Interval) -> Vec<Interval> {
        let share = |rate: Decimal| self.execution_share(Rate::new(rate)).decimal();
        let (low, high) = (rates.low(), rates.high());
        let within = |rate: &Decimal| (low..=high).contains(rate);
        match self.execution_formula {
            ExecutionFormula::Proportional => vec![Interval::between(share(low), share(high))],
            ExecutionFormula::Stepped => std::iter::once(low)
                .chain(self.execution_steps.iter().map(|step| step.from.decimal()))
                .filter(within)
                .map(|rate| Interval::exact(share(rate)))
                .collect(),
            ExecutionFormula::Floored => {
                let floor = self.execution_floor.decimal();
                let below = (low < floor).then_some(Interval::exact(Decimal::ZERO));
                let above =
                    (high >= floor).then(|| Interval::between(share(low.max(floor)), share(high)));
                below.into_iter().chain(above).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(ten_thousandths: i64) -> Rate {
        Rate::new(Decimal::new(ten_thousandths, 4))
    }

    fn step(from: i64, share: i64) -> ExecutionStep {
        ExecutionStep {
            from: rate(from * 100),
            share: rate(share * 100),
        }
    }

    /// 60% earns 60% of the weight, 80% earns 80%, 95% all of it.
    fn policy(execution_formula: ExecutionFormula) -> ScoringPolicy {
        ScoringPolicy {
            execution_formula,
            execution_steps: vec![step(60, 60), step(80, 80), step(95, 100)],
            execution_floor: rate(6000),
            ..ScoringPolicy::default()
        }
    }

    fn shares(formula: ExecutionFormula) -> Vec<String> {
        let policy = policy(formula);
        let rates = [
            0, 5999, 6000, 7999, 8000, 8619, 9499, 9500, 10_000, 10_565, -500,
        ];
        rates
            .map(|ten_thousandths| policy.execution_share(rate(ten_thousandths)).to_percent())
            .to_vec()
    }

    #[test]
    fn proportional_is_the_rate_up_to_the_whole() {
        assert_eq!(
            shares(ExecutionFormula::Proportional),
            [
                "0%", "59.99%", "60%", "79.99%", "80%", "86.19%", "94.99%", "95%", "100%", "100%",
                "0%"
            ]
        );
    }

    #[test]
    fn a_step_is_earned_where_its_bound_is_reached() {
        assert_eq!(
            shares(ExecutionFormula::Stepped),
            [
                "0%", "0%", "60%", "60%", "80%", "80%", "80%", "100%", "100%", "100%", "0%"
            ]
        );
    }

    #[test]
    fn under_the_floor_nothing_is_earned_and_from_it_on_the_rate() {
        assert_eq!(
            shares(ExecutionFormula::Floored),
            [
                "0%", "0%", "60%", "79.99%", "80%", "86.19%", "94.99%", "95%", "100%", "100%", "0%"
            ]
        );
    }

    #[test]
    fn a_rounded_rate_on_both_sides_of_a_leap_may_earn_either_and_nothing_between() {
        // 95% as printed is 94.5% to 95.5%: eight tenths of the weight, or all of it.
        let printed = Interval::around(Decimal::new(95, 2), Decimal::new(5, 3));
        let exact = |tenths| Interval::exact(Decimal::new(tenths, 1));
        assert_eq!(
            policy(ExecutionFormula::Stepped).execution_shares(printed),
            [exact(8), exact(10)]
        );
        // 60% as printed is 59.5% to 60.5%: nothing, or 60% to 60.5% of the weight.
        let printed = Interval::around(Decimal::new(60, 2), Decimal::new(5, 3));
        assert_eq!(
            policy(ExecutionFormula::Floored).execution_shares(printed),
            [
                exact(0),
                Interval::between(Decimal::new(6, 1), Decimal::new(605, 3))
            ]
        );
    }

    fn any_formula() -> impl Strategy<Value = ExecutionFormula> {
        prop_oneof![
            Just(ExecutionFormula::Proportional),
            Just(ExecutionFormula::Stepped),
            Just(ExecutionFormula::Floored),
        ]
    }

    proptest! {
        #[test]
        fn points_stay_within_the_weight_and_never_fall_as_the_rate_rises(
            formula in any_formula(),
            low in -20_000_i64..30_000,
            more in 0_i64..20_000,
        ) {
            let policy = policy(formula);
            let [less, more] = [low, low + more].map(|at| policy.execution_share(rate(at)));
            prop_assert!(Rate::ZERO <= less && more <= Rate::ONE);
            prop_assert!(less <= more);
        }

        #[test]
        fn what_a_rate_earns_is_among_what_its_print_may_earn(
            formula in any_formula(),
            at in 0_i64..15_000,
            half in 0_i64..500,
            off in -500_i64..500,
        ) {
            let policy = policy(formula);
            let printed = Interval::around(rate(at).decimal(), rate(half).decimal());
            let off = off.clamp(-half, half);
            let share = policy.execution_share(rate(at + off)).decimal();
            let possible = policy.execution_shares(printed);
            prop_assert!(
                possible.iter().any(|range| (range.low()..=range.high()).contains(&share)),
                "{share} is not among {possible:?}"
            );
        }
    }
}
