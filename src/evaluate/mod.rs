//! What the figures of a form should be, by the bureau's policy: recomputed beside the declared
//! ones, never in their place. Raises no findings.

mod attainment;
pub mod consistency;
mod execution;
mod grade;
mod indicator;
mod policy;
mod profiles;
mod total_cost;

pub use attainment::{Attainment, Direction, attain, is_cost_or_control};
pub use execution::{Execution, base, base_in_use, rate_interval};
pub use grade::Grade;
pub use indicator::{IndicatorResult, ScoreBasis};
pub use policy::{
    Completion, ExecutionFormula, ExecutionStep, GradeBounds, GradeBoundsSettings, KeyInForce,
    MissedLimit, Origin, Overachievement, Phrase, PolicyInForce, QualitativeBand, Rounding,
    ScoringPolicy, ScoringSettings, TemplateWeights,
};
pub use profiles::ProfileName;
pub use total_cost::{TOTAL_COST_NAMES, is_total_cost};

use crate::form::{Form, Indicator, Level};
use crate::value::{Figure as _, Score, Weight};

/// Everything recomputed for one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The funding block.
    pub execution: Execution,
    /// One result per indicator row, in the form's order.
    pub indicators: Vec<IndicatorResult>,
    /// Σ weights of the indicators; `None` where one is unknown.
    pub indicator_weight: Option<Weight>,
    /// Σ recomputed scores of the indicators; `None` where one is unknown.
    pub indicator_score: Option<Score>,
    /// Σ declared scores of the indicators; `None` where one is unknown.
    pub indicator_score_declared: Option<Score>,
    /// Execution weight + indicator weights.
    pub total_weight: Option<Weight>,
    /// Execution score + indicator score.
    pub total_score: Option<Score>,
    /// The grade of the total; `None` unless it is known and stands on 100 points.
    pub grade: Option<Grade>,
}

impl Evaluation {
    /// Pairs every indicator row with its result.
    pub fn of<'a>(
        &'a self,
        form: &'a Form,
    ) -> impl Iterator<Item = (&'a Indicator, &'a IndicatorResult)> {
        form.indicator_rows().iter().zip(&self.indicators)
    }
}

/// Recomputes a form.
#[must_use]
pub fn evaluate(form: &Form, policy: &ScoringPolicy) -> Evaluation {
    let execution = execution::evaluate(form, policy);
    let year = form.fiscal_year.value().copied();
    let indicators: Vec<_> = form
        .indicator_rows()
        .iter()
        .map(|row| indicator::evaluate(row, year, policy))
        .collect();
    let indicator_weight = indicator_weight(form);
    let scored = form
        .indicator_rows()
        .iter()
        .zip(&indicators)
        .filter(|(row, result)| result.basis != ScoreBasis::Blank && !row.shares_score());
    let indicator_score = sum_known(scored.map(|(_, result)| result.score));
    let (total_weight, total_score) = if form.scores_execution() {
        (
            add(execution.weight, indicator_weight),
            add(execution.score, indicator_score),
        )
    } else {
        (indicator_weight, indicator_score)
    };
    Evaluation {
        indicator_score_declared: sum_known(
            form.scored_indicators()
                .filter(|row| !row.shares_score())
                .map(|row| row.score.figure()),
        ),
        grade: grade(total_weight, total_score, policy),
        execution,
        indicators,
        indicator_weight,
        indicator_score,
        total_weight,
        total_score,
    }
}

/// Σ of the weight column; on forms without one, of the points in the first-level labels (40分).
fn indicator_weight(form: &Form) -> Option<Weight> {
    let block = form.indicators.as_ref()?;
    if block.has_weights {
        let own = form.scored_indicators().filter(|row| !row.shares_score());
        return sum_known(own.map(|row| row.weight.figure()));
    }
    let mut branches: Vec<&Level> = form.scored_indicators().map(|row| &row.level1).collect();
    branches.dedup_by_key(|level| level.at);
    sum_known(branches.iter().map(|level| level.declared_weight))
}

fn grade(weight: Option<Weight>, score: Option<Score>, policy: &ScoringPolicy) -> Option<Grade> {
    let on_hundred = weight?.decimal() == rust_decimal::Decimal::ONE_HUNDRED;
    on_hundred.then(|| Some(Grade::of(score?, &policy.grades)))?
}

/// The sum, if there is at least one part and all parts are known.
fn sum_known<T: std::iter::Sum>(parts: impl Iterator<Item = Option<T>>) -> Option<T> {
    let mut parts = parts.peekable();
    parts.peek()?;
    parts.sum()
}

fn add<T: std::ops::Add<Output = T>>(one: Option<T>, other: Option<T>) -> Option<T> {
    Some(one? + other?)
}
