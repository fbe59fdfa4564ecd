//! How many projects are drawn, and how.

use std::path::PathBuf;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::{Figure as _, Rate};

/// 抽查复核（jixiao sample）：抽多少、怎样抽；同一种子、同一批表，抽取结果相同
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SampleSettings {
    /// 抽查复核表的文件名，相对路径从 output 文件夹算起；填好后留在原处，下次运行读回对照
    pub file: PathBuf,
    /// 抽取的项目占全部项目的比例（0.1 为 10%）
    pub share: Rate,
    /// 至少抽取多少个项目
    pub at_least: u32,
    /// 每个单位至少抽取多少个项目
    pub per_office: u32,
    /// 各单位抽取数中按风险高低取的比例，其余随机（0.5 为一半）
    pub by_risk: Rate,
    /// 随机种子
    pub seed: u64,
    /// 风险分的算法
    pub risk: RiskPoints,
}

/// 风险分：各项相加，高的先抽；相同的全年预算数大的先抽
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RiskPoints {
    /// 每条错误计多少分（由其他问题引起的不计）
    pub error: u32,
    /// 每条警告计多少分（由其他问题引起的不计）
    pub warning: u32,
    /// 执行数超预算计多少分
    pub over_budget: u32,
    /// 指标全部满分计多少分
    pub full_marks: u32,
    /// 指标得分每多计 1 分计多少分
    pub overstated: u32,
}

impl Default for SampleSettings {
    fn default() -> Self {
        Self {
            file: PathBuf::from("抽查复核表.xlsx"),
            share: Rate::new(Decimal::new(1, 1)),
            at_least: 5,
            per_office: 1,
            by_risk: Rate::new(Decimal::new(5, 1)),
            seed: 2024,
            risk: RiskPoints::default(),
        }
    }
}

impl Default for RiskPoints {
    fn default() -> Self {
        Self {
            error: 5,
            warning: 1,
            over_budget: 10,
            full_marks: 3,
            overstated: 1,
        }
    }
}

impl SampleSettings {
    /// What types cannot tell: shares are shares, and the workbook has a name.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let is_share = |rate: Rate| (Decimal::ZERO..=Decimal::ONE).contains(&rate.decimal());
        let shares = [("share", self.share), ("by_risk", self.by_risk)];
        let beyond = shares
            .into_iter()
            .filter(|(_, rate)| !is_share(*rate))
            .map(|(key, rate)| format!("sample.{key} 应在 0 与 1 之间，现为 {}", rate.decimal()));
        let is_workbook = self.file.extension().is_some_and(|kind| kind == "xlsx");
        let misnamed = (!is_workbook).then(|| {
            let shown = self.file.display();
            format!("sample.file 应为 .xlsx 文件，现为“{shown}”")
        });
        beyond.chain(misnamed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_the_name_are_checked() {
        assert!(SampleSettings::default().problems().is_empty());
        let wrong = SampleSettings {
            file: "复核表.docx".into(),
            share: Rate::new(Decimal::TEN),
            by_risk: Rate::new(Decimal::NEGATIVE_ONE),
            ..SampleSettings::default()
        };
        let problems = wrong.problems();
        let named = ["sample.share", "sample.by_risk", "sample.file"];
        assert_eq!(problems.len(), named.len(), "{problems:?}");
        for (problem, key) in problems.iter().zip(named) {
            assert!(problem.starts_with(key), "{problem}");
        }
    }
}
