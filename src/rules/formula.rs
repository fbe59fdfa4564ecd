//! How a score comes about, in the form's own figures and by the policy's formula, so that whoever
//! filled in the form can retrace it.

use crate::evaluate::{
    Attainment, Direction, ExecutionFormula, MissedLimit, Overachievement, ScoringPolicy,
};
use crate::form::Indicator;
use crate::value::{Interval, Measure, Rate, Weight, plain};

/// How an indicator's score comes about: `33 ÷ 35.56041 × 15`.
pub(in crate::rules) fn formula(
    row: &Indicator,
    attained: &Attainment,
    weight: Weight,
    policy: &ScoringPolicy,
) -> String {
    let is_range = matches!(row.target.value(), Some(Measure::Range { .. }));
    if is_range && attained.is_met() {
        return "完成值在指标值的范围内，得满分".to_owned();
    }
    let (target, actual) = figures(row, attained);
    match (attained.direction, policy.missed_limit) {
        (Direction::AtLeast, _) if is_reduced(attained, policy) => {
            let bound = policy.overachievement_bound.to_percent();
            format!("（1 −（{actual} ÷ {target} − {bound}））× {weight}（不低于 0）")
        }
        (Direction::AtLeast, _) if attained.is_met() => "完成值达到指标值，得满分".to_owned(),
        (Direction::AtMost, _) if attained.is_met() => "完成值未超过指标值，得满分".to_owned(),
        (Direction::AtLeast, _) => format!("{actual} ÷ {target} × {weight}"),
        (Direction::AtMost, MissedLimit::Ratio) => format!("{target} ÷ {actual} × {weight}"),
        (Direction::AtMost, MissedLimit::Linear) => {
            format!("（1 −（{actual} − {target}）÷ {target}）× {weight}（不低于 0）")
        }
    }
}

fn is_reduced(attained: &Attainment, policy: &ScoringPolicy) -> bool {
    policy.overachievement == Overachievement::Reduced
        && attained
            .rate
            .is_some_and(|rate| rate > policy.overachievement_bound)
}

/// Target and actual as numbers in one unit: as printed where they share a unit, else converted.
fn figures(row: &Indicator, attained: &Attainment) -> (String, String) {
    let quantity = |measure: Option<&Measure>| measure.and_then(Measure::quantity).cloned();
    let printed = quantity(row.target.value()).zip(quantity(row.actual.value()));
    match printed {
        Some((target, actual)) if target.unit == actual.unit => {
            (plain(target.value), plain(actual.value))
        }
        _ => (plain(attained.target), plain(attained.actual)),
    }
}

/// How the points for the execution rate come about: `分值 10 × 执行率 86.19%`.
pub(in crate::rules) fn execution_formula(
    weight: Weight,
    rate: Rate,
    policy: &ScoringPolicy,
) -> String {
    let percent = rate.to_percent();
    match policy.execution_formula {
        ExecutionFormula::Stepped => stepped(weight, rate, policy),
        ExecutionFormula::Floored if rate < policy.execution_floor => format!(
            "下限计分（执行率 {percent} 低于 {}，不得分）",
            policy.execution_floor.to_percent()
        ),
        ExecutionFormula::Proportional | ExecutionFormula::Floored => {
            format!("分值 {weight} × 执行率 {percent}")
        }
    }
}

fn stepped(weight: Weight, rate: Rate, policy: &ScoringPolicy) -> String {
    let percent = rate.to_percent();
    match (policy.execution_step(rate), policy.execution_steps.first()) {
        (Some(step), _) => format!(
            "分段计分（执行率 {percent}，达到 {} 的一档得分值的 {}）：分值 {weight} × {}",
            step.from.to_percent(),
            step.share.to_percent(),
            step.share.to_percent()
        ),
        (None, Some(lowest)) => format!(
            "分段计分（执行率 {percent}，未达到最低一档 {}，不得分）",
            lowest.from.to_percent()
        ),
        (None, None) => "分段计分（没有一档，不得分）".to_owned(),
    }
}

/// A range of points: `7.5～12`.
pub(in crate::rules) fn points_between(range: Interval) -> String {
    format!("{}～{}", plain(range.low()), plain(range.high()))
}
