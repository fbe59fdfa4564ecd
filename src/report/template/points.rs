//! How many points the form gives to what, by the policy in force.

use crate::evaluate::{ScoringPolicy, TemplateWeights};
use crate::value::Weight;

/// The layout that gives cost a branch of its own.
const COST_FIRST: &str = "cost-first";
/// The published layout.
const STANDARD: &str = "beijing";

/// The points that stand on the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Points {
    pub(super) execution: Weight,
    pub(super) indicators: Weight,
    /// Those of the branches, where they add up to those of the indicators.
    pub(super) branches: Option<TemplateWeights>,
    pub(super) cost_first: bool,
}

impl Points {
    pub(super) fn of(policy: &ScoringPolicy) -> Self {
        let cost_first = policy.template_weights.contains_key(COST_FIRST);
        let layout = if cost_first { COST_FIRST } else { STANDARD };
        let weights = policy.template_weights.get(layout);
        let execution = weights.and_then(|weights| weights.execution);
        let execution = execution.unwrap_or(policy.execution_weight);
        let indicators = policy.whole_weight() - execution;
        Self {
            execution,
            indicators,
            branches: weights
                .copied()
                .filter(|weights| sum(weights) == indicators),
            cost_first,
        }
    }

    pub(super) fn whole(&self) -> Weight {
        self.execution + self.indicators
    }
}

fn sum(weights: &TemplateWeights) -> Weight {
    let TemplateWeights {
        execution: _,
        cost,
        output,
        benefit,
        satisfaction,
    } = *weights;
    [cost, output, benefit, satisfaction]
        .into_iter()
        .flatten()
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::ScoringSettings;

    fn points(settings: &str) -> Points {
        let settings: ScoringSettings = serde_json::from_str(settings).unwrap();
        Points::of(&settings.resolve().policy)
    }

    #[test]
    fn ten_and_ninety_with_their_branches() {
        let points = points("{}");
        let branches = points.branches.unwrap();
        assert_eq!(
            (points.execution.to_string(), points.indicators.to_string()),
            ("10".into(), "90".into())
        );
        assert_eq!(
            branches.output.map(|weight| weight.to_string()),
            Some("50".into())
        );
        assert!(!points.cost_first);
    }

    #[test]
    fn branches_that_do_not_add_up_are_not_printed() {
        let points = points(r#"{"execution_weight": "20", "indicator_weight": "80"}"#);
        assert_eq!(points.branches, None);
        assert_eq!(points.whole().to_string(), "100");
    }

    #[test]
    fn cost_is_a_branch_where_the_policy_makes_it_one() {
        let points = points(r#"{"profile": "财政部2021"}"#);
        assert!(points.cost_first);
        let cost = points.branches.unwrap().cost;
        assert_eq!(cost.map(|weight| weight.to_string()), Some("20".into()));
    }
}
