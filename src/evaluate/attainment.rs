//! How far an actual meets its target.

use rust_decimal::Decimal;

use super::ScoringPolicy;
use super::policy::{MissedLimit, earned_share};
use crate::form::{Category, Indicator};
use crate::value::{Measure, Rate};

/// Whether more is better, or more is a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// At least the target: actual ÷ target.
    AtLeast,
    /// At most the target: target ÷ actual.
    AtMost,
}

/// An actual set against its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attainment {
    /// Which side of the target is good.
    pub direction: Direction,
    /// Target and actual in one unit.
    pub target: Decimal,
    /// The actual in the target's unit.
    pub actual: Decimal,
    /// Actual ÷ target, or target ÷ actual for limits; `None` where the divisor is zero.
    pub rate: Option<Rate>,
    /// The share of the weight that it earns, from 0 to 1.
    pub share: Rate,
}

impl Attainment {
    /// Does the actual reach the target (or keep within the limit)?
    #[must_use]
    pub fn is_met(&self) -> bool {
        match self.direction {
            Direction::AtLeast => self.actual >= self.target,
            Direction::AtMost => self.actual <= self.target,
        }
    }
}

/// Sets an indicator's actual against its target; `None` where one of them is not a plain quantity,
/// the actual is itself a range (`≥90%`), or the units differ.
#[must_use]
pub fn attain(indicator: &Indicator, policy: &ScoringPolicy) -> Option<Attainment> {
    let target = indicator.target.value()?;
    let actual = indicator.actual.value()?;
    if actual.comparator().is_some() {
        return None;
    }
    let (target_value, actual_value) = target.quantity()?.in_one_unit(actual.quantity()?)?;
    let direction = direction(indicator, target, policy);
    let actual_value = actual_value.max(Decimal::ZERO); // a negative actual counts as nothing done
    Some(Attainment {
        direction,
        target: target_value,
        actual: actual_value,
        rate: rate(direction, target_value, actual_value),
        share: share(direction, target_value, actual_value, policy.missed_limit),
    })
}

/// Upper limits are said by a sign; a cost or control figure without one is a limit too.
fn direction(indicator: &Indicator, target: &Measure, policy: &ScoringPolicy) -> Direction {
    let limit = match target.comparator() {
        Some(comparator) => comparator.is_upper_limit(),
        None => policy.bare_cost_is_limit && is_cost_or_control(indicator),
    };
    if limit {
        Direction::AtMost
    } else {
        Direction::AtLeast
    }
}

/// Is it about what something costs: under 成本指标, or a control figure?
#[must_use]
pub fn is_cost_or_control(indicator: &Indicator) -> bool {
    let name = indicator.name();
    // 节约率 is a gain that happens to stand under 成本指标.
    !name.contains("节约")
        && (indicator.category == Category::Cost
            || name.contains("控制数")
            || name.contains("成本控制"))
}

fn rate(direction: Direction, target: Decimal, actual: Decimal) -> Option<Rate> {
    let (part, whole) = match direction {
        Direction::AtLeast => (actual, target),
        Direction::AtMost => (target, actual),
    };
    part.checked_div(whole).map(Rate::new)
}

fn share(direction: Direction, target: Decimal, actual: Decimal, missed: MissedLimit) -> Rate {
    let full = match direction {
        Direction::AtLeast => actual >= target,
        Direction::AtMost => actual <= target,
    };
    if full {
        return Rate::ONE;
    }
    let earned = match (direction, missed) {
        (Direction::AtLeast, _) => actual.checked_div(target),
        (Direction::AtMost, MissedLimit::Ratio) => target.checked_div(actual),
        (Direction::AtMost, MissedLimit::Linear) => (actual - target)
            .checked_div(target)
            .map(|excess| Decimal::ONE - excess),
    };
    earned_share(earned.map_or(Rate::ZERO, Rate::new))
}
