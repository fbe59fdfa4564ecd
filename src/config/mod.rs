//! config.yaml: assembles the settings that each room declares for itself.
//!
//! [`Config`] is what was typed; [`Settings`] is what it means, valid by construction: after
//! [`Config::resolve`] nobody checks the configuration again.

mod custom_rules;
mod load;
mod nearest;
mod outline;
mod place;
mod policy;
mod render;
mod rule_book;
mod rule_entry;
mod rule_settings;
mod schema;
mod settings;
mod width;
mod within;

pub use load::{ConfigError, load, parse};
pub use nearest::{nearest, nearest_few};
pub use place::Place;
pub use render::shipped_text;
pub(crate) use rule_book::relations;
pub use rule_book::rule_book_text;
pub use rule_entry::{Configured, Parameter, RuleEntry, rule_entries};
pub use schema::schema_text;
pub use settings::{ConfigErrors, Settings};
pub(crate) use width::{display_width, padded};

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::comparison::{BudgetLedger, LastYearSettings};
use crate::decision::ReviewSettings;
use crate::evaluate::ScoringSettings;
use crate::form::DictionaryEntries;
use crate::grid::Limits;
use crate::registry::Registry;
use crate::report::ReportSettings;
use crate::rules::RulesConfig;
use crate::sampling::SampleSettings;
use crate::tables::QualitySettings;
use crate::value::FiscalYear;

/// The name of the file in the working folder.
pub const FILE_NAME: &str = "config.yaml";

/// 绩效自评汇总核查工具 jixiao 的配置。
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "jixiao 配置文件 config.yaml")]
pub struct Config {
    /// 评价年度；表上没有写明年度的，按此年度计。不指定的填 null
    pub fiscal_year: Option<FiscalYear>,
    /// 存放各单位报送文件的文件夹；相对路径从本文件所在的文件夹算起
    pub input: PathBuf,
    /// 存放汇总结果的文件夹；不能与 input 相互包含
    pub output: PathBuf,
    /// 名册：应报送的单位，用于识别报送单位、列出未报送的单位
    pub registry: Registry,
    /// 批复预算台账：与自评表逐个核对年初预算数、全年预算数（B107），并列出有台账无表、有表无台账的项目。
    /// 不核对的填 null；要核对的，仿照以下写法：
    ///   budget_ledger:
    ///     path: 批复预算台账.xlsx
    ///     sheet: null
    ///     unit: 万元
    ///     columns:
    ///       project_code: [项目编码]
    ///       office: [单位]
    ///       project_name: [项目名称]
    ///       initial: [年初批复数]
    ///       full_year: [调整后预算数]
    /// 各项可省，省去的按常见写法；台账没有某一栏的填 []。表头或台账不能读取时，运行以退出码 2 结束
    pub budget_ledger: Option<BudgetLedger>,
    /// 上年度资料：核对上年结转（B108）、与上年度同一项目比较（X104）。
    /// 可以是上年度的结果文件夹（output 或其中的 data），也可以是存放上年度自评表的文件夹。
    /// 不比较的填 null；要比较的，仿照以下写法：
    ///   last_year:
    ///     path: ../2023年/output/data
    pub last_year: Option<LastYearSettings>,
    /// 读取文件的安全限制；超出的文件不读取，并列入报送情况
    pub limits: Limits,
    /// 标签词典的本地补充：某单位的表用了程序不认识的栏目名称时，在此登记
    pub dictionary: DictionaryEntries,
    /// 计分办法：先选一种内置办法（profile），再改写其中需要改的项
    pub scoring: ScoringSettings,
    /// 核查规则
    pub rules: RulesConfig,
    /// 审核意见的沿用
    pub review: ReviewSettings,
    /// 报送质量得分：内部参考口径，不是上级规定的标准，与项目得分无关
    pub quality: QualitySettings,
    /// 输出工作簿与数据文件
    pub report: ReportSettings,
    /// 抽查复核（jixiao sample）：抽多少、怎样抽；同一种子、同一批表，抽取结果相同
    pub sample: SampleSettings,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            fiscal_year: None,
            input: PathBuf::from("input"),
            output: PathBuf::from("output"),
            registry: Registry::default(),
            budget_ledger: None,
            last_year: None,
            limits: Limits::default(),
            dictionary: DictionaryEntries::default(),
            scoring: ScoringSettings::default(),
            rules: RulesConfig::default(),
            review: ReviewSettings::default(),
            quality: QualitySettings::default(),
            report: ReportSettings::default(),
            sample: SampleSettings::default(),
        }
    }
}

impl Config {
    /// The configuration that is shipped: the defaults, for the year under evaluation.
    #[must_use]
    pub fn shipped() -> Self {
        Self {
            fiscal_year: FiscalYear::try_from(2024).ok(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares a generated file with the text it should hold; `JIXIAO_UPDATE=1` rewrites it.
    fn assert_fresh(path: &str, text: &str) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        if std::env::var_os("JIXIAO_UPDATE").is_some() {
            #[allow(
                clippy::disallowed_methods,
                reason = "the test that writes generated files"
            )]
            std::fs::write(&path, text).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == text,
            "{} is stale: JIXIAO_UPDATE=1 cargo test --release --lib config::",
            path.display()
        );
    }

    #[test]
    fn the_shipped_file_is_fresh() {
        assert_fresh(FILE_NAME, &shipped_text());
    }

    #[test]
    fn the_schema_is_fresh() {
        assert_fresh("docs/config.schema.json", &schema_text());
    }

    #[test]
    fn the_book_of_rules_is_fresh() {
        assert_fresh("docs/rules.zh.md", &rule_book_text());
    }

    #[test]
    fn the_shipped_file_says_what_the_defaults_are() {
        let parsed = parse(FILE_NAME, &shipped_text()).unwrap();
        assert_eq!(parsed, Config::shipped());
        assert_eq!(parsed.fiscal_year.map(FiscalYear::number), Some(2024));
        assert_eq!(
            Config {
                fiscal_year: None,
                ..parsed
            },
            Config::default()
        );
    }
}
