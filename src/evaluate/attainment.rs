//! How far an actual meets its target.

use rust_decimal::Decimal;

use super::ScoringPolicy;
use crate::form::{Category, Indicator};
use crate::value::{Comparator, Measure, Quantity, Rate};

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
    fn of(direction: Direction, target: Decimal, actual: Decimal, policy: &ScoringPolicy) -> Self {
        let actual = actual.max(Decimal::ZERO); // a negative actual counts as nothing done
        Self {
            direction,
            target,
            actual,
            rate: rate(direction, target, actual),
            share: policy.share(direction, target, actual),
        }
    }

    /// Does the actual reach the target (or keep within the limit)?
    #[must_use]
    pub fn is_met(&self) -> bool {
        match self.direction {
            Direction::AtLeast => self.actual >= self.target,
            Direction::AtMost => self.actual <= self.target,
        }
    }
}

/// Sets an indicator's actual against its target; `None` where one of them is no figure, the actual
/// is itself a bound (`≥90%`), the units differ, or the texts leave open whether the target is met.
#[must_use]
pub fn attain(indicator: &Indicator, policy: &ScoringPolicy) -> Option<Attainment> {
    let target = indicator.target.value()?;
    let actual = indicator.actual.value()?;
    let is_bound = actual
        .comparator()
        .is_some_and(|sign| sign != Comparator::Equal);
    if is_bound || !speak_of(indicator, target, actual) {
        return None;
    }
    let direction = direction(indicator, target, policy);
    let against = |target: &Quantity, direction| {
        let (target, actual) = target.in_one_unit(actual.quantity()?)?;
        Some(Attainment::of(direction, target, actual, policy))
    };
    match target {
        Measure::Quantity { quantity, .. } => against(quantity, direction),
        // What falls short of 约50户 may still be about fifty.
        Measure::Approximate(quantity) => against(quantity, direction).filter(Attainment::is_met),
        Measure::Range { low, high } => within(
            direction,
            &against(low, Direction::AtLeast)?,
            against(high, Direction::AtMost)?,
        ),
        _ => None,
    }
}

/// An actual against both ends of a range. Less than the lower end falls short, unless it is a cost;
/// more than the upper end is over the limit, if it is a cost. Anything else is open: more people
/// served than planned is no fault, money saved neither.
fn within(direction: Direction, low: &Attainment, high: Attainment) -> Option<Attainment> {
    match (low.is_met(), high.is_met(), direction) {
        (true, true, _) | (true, false, Direction::AtMost) => Some(high),
        (false, _, Direction::AtLeast) => Some(*low),
        _ => None,
    }
}

/// Figures that name a rate or a cost of their own (满意度≥95%) count where the indicator is about it.
fn speak_of(indicator: &Indicator, target: &Measure, actual: &Measure) -> bool {
    [target, actual]
        .iter()
        .filter_map(|measure| measure.subject())
        .all(|subject| indicator.name().contains(subject))
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
