//! What the quality of submission is judged by: the part of config.yaml that this room owns.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Part;
use crate::finding::Severity;
use crate::value::{Figure as _, Score, Weight};

/// 报送质量得分：内部参考口径，不是上级规定的标准，与项目得分无关。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QualitySettings {
    /// 各项的权重。不评的一项（如未设截止日期时的及时），其权重按比例分摊到其余各项；得分折算为百分制
    pub weights: PartWeights,
    /// 每条问题扣多少分：各条扣分之和除以该单位的自评表张数，扣到 0 分为止。由其他问题引起的、审核为不予处理的、
    /// 试行规则的，以及交叉核对（X）、自定义（U）的不扣
    pub deductions: Deductions,
    /// 说明资金执行情况而非填报质量的规则，不扣分
    pub not_counted: Vec<String>,
}

/// 各项的权重
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PartWeights {
    /// 及时：在截止日期（registry.deadline）以前报送
    pub timely: Weight,
    /// 齐全：名册所列项目都已报送（F107），必填内容不缺（M）。缺报的按缺报项数占应报项数的比例扣
    pub complete: Weight,
    /// 规范：文件能读、版式和年度正确（F，F107 除外），金额单位正确（B105）
    pub regular: Weight,
    /// 准确：资金、执行率、分值、得分的数字正确（B、E、W、S，B105 除外）
    pub accurate: Weight,
    /// 合理：指标的质量（I）
    pub sensible: Weight,
}

/// 每条问题的扣分
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Deductions {
    /// 每条错误
    pub error: Score,
    /// 每条警告
    pub warning: Score,
    /// 每条提示
    pub info: Score,
}

impl Default for QualitySettings {
    fn default() -> Self {
        Self {
            weights: PartWeights::default(),
            deductions: Deductions::default(),
            not_counted: ["B101", "B103", "E102", "E105", "W104", "S109"]
                .map(str::to_owned)
                .to_vec(),
        }
    }
}

impl Default for PartWeights {
    fn default() -> Self {
        let [timely, complete, regular, accurate, sensible] =
            [10, 25, 20, 30, 15].map(|points| Weight::new(Decimal::from(points)));
        Self {
            timely,
            complete,
            regular,
            accurate,
            sensible,
        }
    }
}

impl Default for Deductions {
    fn default() -> Self {
        let [error, warning, info] = [10, 4, 1].map(|points| Score::new(Decimal::from(points)));
        Self {
            error,
            warning,
            info,
        }
    }
}

impl QualitySettings {
    /// The weight of a part.
    pub(super) fn weight(&self, part: Part) -> Decimal {
        let weights = &self.weights;
        let weight = match part {
            Part::Timely => weights.timely,
            Part::Complete => weights.complete,
            Part::Regular => weights.regular,
            Part::Accurate => weights.accurate,
            Part::Sensible => weights.sensible,
        };
        weight.decimal()
    }

    /// What one finding of this severity takes away.
    pub(super) fn deduction(&self, severity: Severity) -> Decimal {
        let deductions = &self.deductions;
        let points = match severity {
            Severity::Error => deductions.error,
            Severity::Warning => deductions.warning,
            Severity::Info => deductions.info,
        };
        points.decimal()
    }

    /// Says what types cannot: no figure is negative, and something has a weight.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let weights = Part::ALL.map(|part| (part.key(), self.weight(part)));
        let negative = weights
            .iter()
            .filter(|(_, weight)| *weight < Decimal::ZERO)
            .map(|(key, _)| format!("quality.weights.{key} 不能为负"));
        let severities = Severity::ALL;
        let rewards = severities
            .into_iter()
            .filter(|severity| self.deduction(*severity) < Decimal::ZERO)
            .map(|severity| format!("quality.deductions.{} 不能为负", severity.name()));
        let all = weights.iter().map(|(_, weight)| *weight);
        let nothing = all.max().is_none_or(|most| most <= Decimal::ZERO);
        let weightless = nothing.then(|| "quality.weights 各项权重不能都为 0".to_owned());
        negative.chain(rewards).chain(weightless).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_named() {
        assert_eq!(QualitySettings::default().problems(), Vec::<String>::new());
        let mut wrong = QualitySettings::default();
        wrong.weights.timely = Weight::new(Decimal::NEGATIVE_ONE);
        wrong.deductions.info = Score::new(Decimal::NEGATIVE_ONE);
        let problems = wrong.problems();
        assert_eq!(
            problems,
            [
                "quality.weights.timely 不能为负",
                "quality.deductions.info 不能为负"
            ]
        );
        let nothing = QualitySettings {
            weights: PartWeights {
                timely: Weight::ZERO,
                complete: Weight::ZERO,
                regular: Weight::ZERO,
                accurate: Weight::ZERO,
                sensible: Weight::ZERO,
            },
            ..QualitySettings::default()
        };
        assert_eq!(nothing.problems(), ["quality.weights 各项权重不能都为 0"]);
    }
}
