//! The score of one indicator.

use super::{Attainment, ScoringPolicy, attain};
use crate::form::Indicator;
use crate::value::{Figure as _, Measure, Score, Weight};

/// What a score rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScoreBasis {
    /// Recomputed from target and actual.
    Quantitative,
    /// A qualitative indicator: the declared score is kept.
    Qualitative,
    /// A quantity that cannot be set against its target: the declared score is kept.
    Declared,
    /// No indicator, or a breakdown row without points.
    Blank,
}

impl ScoreBasis {
    /// The name in `indicators.score_basis`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quantitative => "quantitative",
            Self::Qualitative => "qualitative",
            Self::Declared => "declared",
            Self::Blank => "blank",
        }
    }
}

/// What one indicator row should say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorResult {
    /// Actual against target, where both are quantities.
    pub attainment: Option<Attainment>,
    /// The recomputed score, or the declared one kept within its weight; `None` where unknown.
    pub score: Option<Score>,
    /// What the score rests on.
    pub basis: ScoreBasis,
}

/// Recomputes the score of an indicator.
pub(super) fn evaluate(indicator: &Indicator, policy: &ScoringPolicy) -> IndicatorResult {
    if indicator.is_blank() || indicator.is_breakdown() {
        return IndicatorResult {
            attainment: None,
            score: None,
            basis: ScoreBasis::Blank,
        };
    }
    let attainment = attain(indicator, policy);
    let weight = indicator.weight.figure();
    match (attainment, weight) {
        (Some(attained), Some(weight)) => IndicatorResult {
            attainment,
            score: Some(proportional(&attained, weight, policy)),
            basis: ScoreBasis::Quantitative,
        },
        _ => IndicatorResult {
            attainment,
            score: declared_within(indicator, weight),
            basis: kept_basis(indicator),
        },
    }
}

fn proportional(attained: &Attainment, weight: Weight, policy: &ScoringPolicy) -> Score {
    Score::new(weight.decimal() * attained.share.decimal()).rounded(policy.score_decimals)
}

/// The declared score, kept between zero and the weight.
fn declared_within(indicator: &Indicator, weight: Option<Weight>) -> Option<Score> {
    let declared = indicator.score.figure()?.max(Score::ZERO);
    Some(weight.map_or(declared, |weight| declared.min(weight.full_score())))
}

/// Words on either side make it qualitative; a quantity that could not be compared stays declared.
fn kept_basis(indicator: &Indicator) -> ScoreBasis {
    match indicator.target.value() {
        Some(Measure::Words) => ScoreBasis::Qualitative,
        _ => ScoreBasis::Declared,
    }
}
