//! Where the ledger is and what its columns are called.

use std::path::PathBuf;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::value::{AmountUnit, Figure as _, Rate};

/// 批复预算台账。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetLedger {
    /// 台账工作簿；相对路径从本文件所在的文件夹算起
    pub path: PathBuf,
    /// 工作表名称；填 null 的，读取有上述各栏的每张可见工作表
    #[serde(default)]
    pub sheet: Option<String>,
    /// 金额单位：元、千元、万元、亿元；表头括注的单位优先，填 null 的取表头上方所写，都没有的按万元
    #[serde(default)]
    pub unit: Option<AmountUnit>,
    /// 各栏的表头文字；台账没有某一栏的填 []
    #[serde(default)]
    pub columns: LedgerColumns,
    /// 没有相同编码、相同名称的，项目名称（不计末尾的经费、项目等字）相似到多少即视为疑似同一项目（0.85 为 85%），在 0.7 和 1 之间
    #[serde(default = "usual_similarity")]
    pub similarity: Rate,
}

/// 85%
pub(in crate::comparison) fn usual_similarity() -> Rate {
    Rate::new(Decimal::new(85, 2))
}

/// 台账各栏的表头文字，每栏可列几种写法。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LedgerColumns {
    /// 项目编码
    pub project_code: Vec<String>,
    /// 单位
    pub office: Vec<String>,
    /// 项目名称
    pub project_name: Vec<String>,
    /// 年初批复数
    pub initial: Vec<String>,
    /// 调整后预算数
    pub full_year: Vec<String>,
}

impl Default for LedgerColumns {
    fn default() -> Self {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Self {
            project_code: list(&["项目编码", "项目代码", "项目编号"]),
            office: list(&["单位", "单位名称", "预算单位", "街道", "主管部门", "部门"]),
            project_name: list(&["项目名称", "项目"]),
            initial: list(&["年初批复数", "年初预算数", "年初批复预算", "年初预算"]),
            full_year: list(&["调整后预算数", "全年预算数", "调整预算数", "调整后预算"]),
        }
    }
}

impl LedgerColumns {
    /// The columns in their order, each with its key and its header texts.
    #[must_use]
    pub(super) fn all(&self) -> [(&'static str, &[String]); 5] {
        [
            ("project_code", &self.project_code),
            ("office", &self.office),
            ("project_name", &self.project_name),
            ("initial", &self.initial),
            ("full_year", &self.full_year),
        ]
    }
}

impl BudgetLedger {
    /// Says what types cannot: every problem, in Chinese.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let columns = &self.columns;
        let mut problems = Vec::new();
        if self.path.as_os_str().is_empty() {
            problems.push("budget_ledger.path 没有填写台账工作簿".to_owned());
        }
        if columns.project_code.is_empty() && columns.project_name.is_empty() {
            problems.push(
                "budget_ledger.columns 的 project_code 与 project_name 不能都是 []：无从对应项目"
                    .to_owned(),
            );
        }
        if columns.initial.is_empty() && columns.full_year.is_empty() {
            problems.push(
                "budget_ledger.columns 的 initial 与 full_year 不能都是 []：没有可比的数"
                    .to_owned(),
            );
        }
        for (key, texts) in columns.all() {
            if texts.iter().any(|text| text.trim().is_empty()) {
                problems.push(format!("budget_ledger.columns.{key} 中有空白的表头文字"));
            }
        }
        problems.extend(similarity_problem("budget_ledger", self.similarity));
        problems
    }
}

/// Below 70% anything resembles anything.
pub(in crate::comparison) fn similarity_problem(key: &str, similarity: Rate) -> Option<String> {
    let sane = Decimal::new(7, 1)..=Decimal::ONE;
    (!sane.contains(&similarity.decimal()))
        .then(|| format!("{key}.similarity 应在 0.7 和 1 之间，实际为 {similarity}"))
}
