//! How much there is to look at in a project.

use rust_decimal::Decimal;

use super::RiskPoints;
use crate::finding::{Finding, OVER_FULL_YEAR_BUDGET, OVER_INITIAL_BUDGET, Severity};
use crate::submission::Assessed;
use crate::value::Figure;

/// The risk points of one project, and what they are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Risk {
    /// The sum; exact, never negative.
    pub points: Decimal,
    /// What was counted, in words for the reviewer.
    pub reasons: Vec<String>,
}

impl Risk {
    /// Weighs a form with the findings about it; findings that others caused count for nothing.
    #[must_use]
    pub fn of(assessed: &Assessed, findings: &[&Finding], points: &RiskPoints) -> Self {
        let mut risk = Self {
            points: Decimal::ZERO,
            reasons: Vec::new(),
        };
        let roots = || findings.iter().filter(|found| found.caused_by.is_none());
        for (severity, each) in [
            (Severity::Error, points.error),
            (Severity::Warning, points.warning),
        ] {
            let count = roots().filter(|found| found.severity == severity).count();
            let words = format!("{} {count} 条", severity.label());
            risk.add(each, Decimal::from(count), words);
        }
        let over_budget = findings
            .iter()
            .any(|found| found.code == OVER_INITIAL_BUDGET || found.code == OVER_FULL_YEAR_BUDGET);
        risk.add(
            points.over_budget,
            Decimal::from(u8::from(over_budget)),
            "执行数超预算".to_owned(),
        );
        if is_full(assessed) {
            risk.add(points.full_marks, Decimal::ONE, "指标全部满分".to_owned());
        }
        let overstated = overstated(assessed);
        let words = format!("指标得分多计 {} 分", overstated.normalize());
        risk.add(points.overstated, overstated, words);
        risk
    }

    fn add(&mut self, each: u32, times: Decimal, words: String) {
        let added = Decimal::from(each).checked_mul(times);
        let Some(added) = added.filter(|added| *added > Decimal::ZERO) else {
            return;
        };
        self.points = self.points.saturating_add(added);
        self.reasons.push(words);
    }
}

/// Did the office give itself every point that its indicators can earn?
fn is_full(assessed: &Assessed) -> bool {
    let evaluation = &assessed.evaluation;
    let declared = evaluation.indicator_score_declared.map(Figure::decimal);
    let weight = evaluation.indicator_weight.map(Figure::decimal);
    declared.is_some() && declared == weight
}

/// Declared less recomputed points of the indicators; 0 where either is unknown or nothing is overstated.
fn overstated(assessed: &Assessed) -> Decimal {
    let evaluation = &assessed.evaluation;
    let declared = evaluation.indicator_score_declared;
    let both = declared.zip(evaluation.indicator_score);
    both.map_or(Decimal::ZERO, |(declared, recomputed)| {
        declared
            .decimal()
            .saturating_sub(recomputed.decimal())
            .max(Decimal::ZERO)
    })
}
