//! The bounds of the grades.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::layer::Layer;
use crate::value::Score;

/// The lower bounds of the grades: reaching a bound earns the grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GradeBounds {
    /// 优
    pub excellent: Score,
    /// 良
    pub good: Score,
    /// 中；以下为差
    pub fair: Score,
}

/// 等级界线；未填的按所选的计分办法
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GradeBoundsSettings {
    /// 优
    pub excellent: Option<Score>,
    /// 良
    pub good: Option<Score>,
    /// 中；以下为差
    pub fair: Option<Score>,
}

impl Layer<GradeBounds> for GradeBoundsSettings {
    fn over(&self, profile: &GradeBounds) -> GradeBounds {
        GradeBounds {
            excellent: self.excellent.over(&profile.excellent),
            good: self.good.over(&profile.good),
            fair: self.fair.over(&profile.fair),
        }
    }

    fn is_set(&self) -> bool {
        *self != Self::default()
    }
}
