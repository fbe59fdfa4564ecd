//! The points that a layout gives to execution and to each branch of the indicator tree.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ScoringPolicy;
use crate::form::Family;
use crate::value::Weight;

/// 一种版式的标准分值
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TemplateWeights {
    /// 预算执行率；不写的取 execution_weight
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution: Option<Weight>,
    /// 成本指标；成本列在产出指标之下的不写
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Weight>,
    /// 产出指标
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<Weight>,
    /// 效益指标
    #[serde(skip_serializing_if = "Option::is_none")]
    pub benefit: Option<Weight>,
    /// 满意度指标
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<Weight>,
}

impl TemplateWeights {
    /// Σ branches; `None` where no branch has a weight.
    pub(super) fn branches(&self) -> Option<Weight> {
        let branches = [self.cost, self.output, self.benefit, self.satisfaction];
        let stated = branches.into_iter().flatten();
        branches.iter().any(Option::is_some).then(|| stated.sum())
    }
}

impl ScoringPolicy {
    /// What the policy says of a layout's weights.
    #[must_use]
    pub fn weights_of(&self, family: &Family) -> Option<&TemplateWeights> {
        self.template_weights.get(&family.name)
    }

    /// The points that the execution rate can earn on a form of this layout.
    #[must_use]
    pub fn execution_weight_of(&self, family: &Family) -> Weight {
        self.weights_of(family)
            .and_then(|weights| weights.execution)
            .unwrap_or(self.execution_weight)
    }

    /// The points that all indicators together can earn on a form of this layout.
    #[must_use]
    pub fn indicator_weight_of(&self, family: &Family) -> Weight {
        self.whole_weight() - self.execution_weight_of(family)
    }

    /// All points of a form.
    #[must_use]
    pub fn whole_weight(&self) -> Weight {
        self.execution_weight + self.indicator_weight
    }
}
