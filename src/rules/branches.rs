//! The branches of the indicator tree (一级指标) and the points that a profile gives to each.

use crate::evaluate::TemplateWeights;
use crate::form::Indicator;
use crate::value::Weight;

/// One branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Branch {
    /// 成本指标
    Cost,
    /// 产出指标
    Output,
    /// 效益指标
    Benefit,
    /// 满意度指标
    Satisfaction,
}

impl Branch {
    /// All branches, in the order of the forms.
    pub(in crate::rules) const ALL: [Self; 4] =
        [Self::Cost, Self::Output, Self::Benefit, Self::Satisfaction];

    /// The branch that a row stands under; `None` for trees of another kind.
    pub(in crate::rules) fn of(row: &Indicator) -> Option<Self> {
        const WORDS: [(&str, Branch); 6] = [
            ("满意", Branch::Satisfaction),
            ("成本", Branch::Cost),
            ("产出", Branch::Output),
            ("完成指标", Branch::Output),
            ("效益", Branch::Benefit),
            ("效果", Branch::Benefit),
        ];
        let name = &row.level1.name;
        let found = WORDS.iter().find(|(word, _)| name.contains(word));
        found.map(|(_, branch)| *branch)
    }

    /// The points of this branch on a form that has the branches `present`: a form without 满意度 gives
    /// its points to 效益, one without 成本 to 产出. `None` where the profile does not say.
    pub(in crate::rules) fn standard(
        self,
        weights: &TemplateWeights,
        present: &[Self],
    ) -> Option<Weight> {
        let taken_over = |other: Self, points: Option<Weight>| {
            points
                .filter(|_| !present.contains(&other))
                .unwrap_or(Weight::ZERO)
        };
        match self {
            Self::Cost => weights.cost,
            Self::Output => Some(weights.output? + taken_over(Self::Cost, weights.cost)),
            Self::Benefit => {
                Some(weights.benefit? + taken_over(Self::Satisfaction, weights.satisfaction))
            }
            Self::Satisfaction => weights.satisfaction,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Branch::{Benefit, Cost, Output, Satisfaction};
    use super::*;

    #[test]
    fn points_of_a_branch_that_a_form_lacks_go_to_its_neighbour() {
        let points = |points: i64| Some(Weight::new(points.into()));
        let weights = TemplateWeights {
            cost: points(20),
            output: points(40),
            benefit: points(20),
            satisfaction: points(10),
            ..TemplateWeights::default()
        };
        let standard = |present: &[Branch]| {
            let each = present
                .iter()
                .map(|branch| branch.standard(&weights, present));
            each.collect::<Vec<_>>()
        };
        assert_eq!(standard(&Branch::ALL), [20, 40, 20, 10].map(points));
        assert_eq!(standard(&[Cost, Output, Benefit]), [20, 40, 30].map(points));
        assert_eq!(
            standard(&[Output, Benefit, Satisfaction]),
            [60, 20, 10].map(points)
        );
        assert_eq!(standard(&[Output, Benefit]), [60, 30].map(points));
    }
}
