//! The execution rate and its points.

use super::ScoringPolicy;
use crate::form::{Entry, Form, Funding, FundingRow, RateBase};
use crate::value::{Amount, Interval, Rate, Score, Weight};

/// What the funding block should say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Execution {
    /// Executed ÷ the budget that the form letters A; `None` where either is unknown or A is zero.
    pub rate: Option<Rate>,
    /// Executed ÷ initial budget.
    pub rate_vs_initial: Option<Rate>,
    /// The points that the execution rate can earn.
    pub weight: Option<Weight>,
    /// What the rate earns of the weight, by the policy's formula.
    pub score: Option<Score>,
    /// Executed − initial budget.
    pub variance: Option<Amount>,
    /// (Executed − initial budget) ÷ initial budget.
    pub variance_rate: Option<Rate>,
}

/// Recomputes the funding block of a form.
pub(super) fn evaluate(form: &Form, policy: &ScoringPolicy) -> Execution {
    let Some(funding) = &form.funding else {
        return Execution::default();
    };
    let row = &funding.total;
    let executed = row.executed.figure();
    let initial = row.initial.figure();
    let base = base(row, funding.rate_base);
    let rate = executed
        .zip(base)
        .and_then(|(executed, base)| positive_fraction(executed, base));
    let weight = weight(funding, policy.execution_weight_of(form.reading.family));
    let variance = executed
        .zip(initial)
        .map(|(executed, initial)| executed - initial);
    Execution {
        rate,
        rate_vs_initial: executed
            .zip(initial)
            .and_then(|(executed, initial)| positive_fraction(executed, initial)),
        weight,
        score: rate
            .zip(weight)
            .map(|(rate, weight)| score(rate, weight, policy)),
        variance,
        variance_rate: variance
            .zip(initial)
            .and_then(|(variance, initial)| positive_fraction(variance, initial)),
    }
}

/// The rate of a row as the interval that its printed amounts allow.
#[must_use]
pub fn rate_interval(row: &FundingRow, base: RateBase) -> Option<Interval> {
    let budget = match base_in_use(row, base) {
        RateBase::FullYear => row.full_year.interval(),
        RateBase::Initial => row.initial.interval(),
    };
    row.executed.interval()?.ratio(budget?)
}

/// The budget that the rate is divided by.
#[must_use]
pub fn base(row: &FundingRow, base: RateBase) -> Option<Amount> {
    match base_in_use(row, base) {
        RateBase::FullYear => row.full_year.figure(),
        RateBase::Initial => row.initial.figure(),
    }
}

/// Forms without a full-year column can only mean the initial one, and the other way round.
#[must_use]
pub fn base_in_use(row: &FundingRow, base: RateBase) -> RateBase {
    match base {
        RateBase::FullYear if row.full_year.is_absent() => RateBase::Initial,
        RateBase::Initial if row.initial.is_absent() => RateBase::FullYear,
        stated => stated,
    }
}

fn positive_fraction(part: Amount, whole: Amount) -> Option<Rate> {
    (whole > Amount::ZERO).then(|| part.fraction_of(whole))?
}

/// The declared weight; where its cell is blank, that of a label (20分) or the policy's; where the form
/// has no such column, that of a label; none where it awards no points at all.
fn weight(funding: &Funding, standard: Weight) -> Option<Weight> {
    match &funding.total.weight {
        Entry::Absent if funding.total.score.is_absent() => funding.declared_weight,
        Entry::Absent | Entry::Blank { .. } => funding.declared_weight.or(Some(standard)),
        stated => stated.figure(),
    }
}

fn score(rate: Rate, weight: Weight, policy: &ScoringPolicy) -> Score {
    policy.score(weight, policy.execution_share(rate))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{ExecutionFormula, ExecutionStep};

    #[test]
    fn the_cap_is_policy() {
        let points = |cap_execution_score| {
            let policy = ScoringPolicy {
                cap_execution_score,
                ..ScoringPolicy::default()
            };
            let rate = Rate::new(rust_decimal::Decimal::new(10_565, 4));
            score(rate, Weight::new(10.into()), &policy).to_string()
        };
        assert_eq!((points(true), points(false)), ("10".into(), "10.57".into()));
    }

    #[test]
    fn twenty_points_at_86_19_percent_by_each_formula() {
        // Proportional (Hubei): 20 × 0.8619 = 17.238, stated as 17.24. By steps 86.19% reaches the 80%
        // step: 20 × 0.8 = 16. Above a floor of 60% as proportional; under one of 90%: nothing.
        let points = |execution_formula, floor| {
            let decimal = |text: &str| Rate::new(text.parse().unwrap());
            let step = |from, share| ExecutionStep {
                from: decimal(from),
                share: decimal(share),
            };
            let policy = ScoringPolicy {
                execution_formula,
                execution_steps: vec![step("0.6", "0.6"), step("0.8", "0.8"), step("0.95", "1")],
                execution_floor: decimal(floor),
                ..ScoringPolicy::default()
            };
            score(decimal("0.8619"), Weight::new(20.into()), &policy).to_string()
        };
        assert_eq!(points(ExecutionFormula::Proportional, "0.6"), "17.24");
        assert_eq!(points(ExecutionFormula::Stepped, "0.6"), "16");
        assert_eq!(points(ExecutionFormula::Floored, "0.6"), "17.24");
        assert_eq!(points(ExecutionFormula::Floored, "0.9"), "0");
    }
}
