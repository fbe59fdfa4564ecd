//! The bureau's scoring policy, declared by the room that applies it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::{Rate, Score, Weight};

/// 计分办法：缺省为财预〔2020〕10号的通行做法。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ScoringPolicy {
    /// 预算执行率的标准分值；表中“分值”一格为空时采用
    pub execution_weight: Weight,
    /// 绩效指标的标准分值合计；表中未标注（如“绩效指标（90分）”）时采用
    pub indicator_weight: Weight,
    /// 预算执行率得分以分值为限：执行率超过 100% 也只得满分
    pub cap_execution_score: bool,
    /// 成本等上限类指标超出时的计分公式
    pub missed_limit: MissedLimit,
    /// 未写符号的成本指标、控制数指标按上限理解（≤）
    pub bare_cost_is_limit: bool,
    /// 得分保留的小数位数，四舍五入
    pub score_decimals: u32,
    /// 等级界线
    pub grades: GradeBounds,
}

impl Default for ScoringPolicy {
    fn default() -> Self {
        Self {
            execution_weight: Weight::new(10.into()),
            indicator_weight: Weight::new(90.into()),
            cap_execution_score: true,
            missed_limit: MissedLimit::Ratio,
            bare_cost_is_limit: true,
            score_decimals: 2,
            grades: GradeBounds::default(),
        }
    }
}

impl ScoringPolicy {
    /// Says what types cannot: every problem of this policy, in Chinese.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let GradeBounds {
            excellent,
            good,
            fair,
        } = self.grades;
        if !(excellent > good && good > fair && fair > Score::ZERO) {
            problems.push(format!(
                "scoring.grades 应由高到低：优 {excellent}、良 {good}、中 {fair}"
            ));
        }
        if self.execution_weight < Weight::ZERO || self.indicator_weight <= Weight::ZERO {
            problems.push("scoring.execution_weight、indicator_weight 不能为负".to_owned());
        }
        if self.score_decimals > 6 {
            problems.push("scoring.score_decimals 不能大于 6".to_owned());
        }
        problems
    }
}

/// How an exceeded upper limit is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MissedLimit {
    /// 比率法：指标值 ÷ 完成值 × 分值（北京市自评表所印公式）
    Ratio,
    /// 线性法：(1 − 超出比例) × 分值，超出一倍及以上为零
    Linear,
}

/// The lower bounds of the grades: reaching a bound earns the grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GradeBounds {
    /// 优
    pub excellent: Score,
    /// 良
    pub good: Score,
    /// 中；以下为差
    pub fair: Score,
}

impl Default for GradeBounds {
    fn default() -> Self {
        Self {
            excellent: Score::new(90.into()),
            good: Score::new(80.into()),
            fair: Score::new(60.into()),
        }
    }
}

/// The share of a weight that an attainment earns: never below zero, never above the whole.
pub(super) fn earned_share(share: Rate) -> Rate {
    share.clamp(Rate::ZERO, Rate::ONE)
}
