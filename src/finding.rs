//! What a rule found: the type only, no rule. Frames hold findings while batch rules read frames,
//! so this stands apart from both.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::grid::CellRef;

/// How serious a finding is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 错误：必须更正
    Error,
    /// 警告：须核实或说明
    Warning,
    /// 提示：供参考
    Info,
}

impl Severity {
    /// The gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The name in tables and configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// The name that people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Info => "提示",
        }
    }
}

/// How far a rule is trusted.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 正式
    InForce,
    /// 试行：不作为错误
    Trial,
    /// 已撤销：不再核查，jixiao explain 仍可查看
    Withdrawn,
}

impl Stage {
    /// The name in tables and configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Trial => "trial",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// The stable code of a rule: of the catalogue, or of the configuration (`U…`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(Cow<'static, str>);

impl Code {
    /// A code that is only known once the configuration is read.
    #[must_use]
    pub fn configured(code: String) -> Self {
        Self(Cow::Owned(code))
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for Code {
    fn from(code: &'static str) -> Self {
        Self(Cow::Borrowed(code))
    }
}

impl PartialEq<str> for Code {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Code {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The rule that says that more was spent than approved at first. Rooms before the rules count by
/// these two.
pub const OVER_INITIAL_BUDGET: &str = "B101";
/// The rule that says that more was spent than authorised in the end.
pub const OVER_FULL_YEAR_BUDGET: &str = "B102";
/// The rule that says that 元 and 万元 are mixed up, which makes every sum meaningless.
pub const SUSPECTED_UNIT_ERROR: &str = "B105";

/// The family of a rule, also its folder in `rules/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// F 报送
    Files,
    /// M 缺项
    Missing,
    /// B 预算资金
    Budget,
    /// E 执行率
    Execution,
    /// W 分值
    Weights,
    /// S 得分
    Scores,
    /// I 指标质量
    Indicators,
    /// X 交叉
    Cross,
    /// U 自定义
    Custom,
}

impl Family {
    /// In the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Files,
        Self::Missing,
        Self::Budget,
        Self::Execution,
        Self::Weights,
        Self::Scores,
        Self::Indicators,
        Self::Cross,
        Self::Custom,
    ];

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Missing => "missing",
            Self::Budget => "budget",
            Self::Execution => "execution",
            Self::Weights => "weights",
            Self::Scores => "scores",
            Self::Indicators => "indicators",
            Self::Cross => "cross",
            Self::Custom => "custom",
        }
    }

    /// The name that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Files => "报送",
            Self::Missing => "缺项",
            Self::Budget => "预算资金",
            Self::Execution => "执行率",
            Self::Weights => "分值",
            Self::Scores => "得分",
            Self::Indicators => "指标质量",
            Self::Cross => "交叉",
            Self::Custom => "自定义",
        }
    }
}

/// What one rule found, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable from run to run for the same form, rule and cell, whatever the file is called.
    pub id: String,
    /// The rule's code, e.g. `B101`.
    pub code: Code,
    /// The rule's title, e.g. 执行数超年初预算.
    pub title: Cow<'static, str>,
    /// The rule's family.
    pub family: Family,
    /// As configured.
    pub severity: Severity,
    /// As configured.
    pub stage: Stage,
    /// The `id` of the finding that is the root of this one.
    pub caused_by: Option<String>,
    /// What it is about.
    pub subject: FindingSubject,
    /// One Chinese sentence with the numbers in it.
    pub message: String,
    /// What the form says.
    pub declared: String,
    /// What it should say.
    pub expected: String,
    /// declared − expected, where both are figures.
    pub difference: String,
    /// Where, if it is about a cell.
    pub at: Option<CellRef>,
    /// The other cells that take part.
    pub related: Vec<RelatedCell>,
}

/// A cell that takes part in a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedCell {
    /// Its sheet, where that is another than the finding's: a form can go on on a further sheet.
    pub sheet: Option<String>,
    /// Its address there.
    pub at: CellRef,
}

impl fmt::Display for RelatedCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sheet {
            Some(sheet) => write!(f, "{sheet}!{}", self.at),
            None => self.at.fmt(f),
        }
    }
}

/// The form (or file) that a finding is about, in the words of the tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FindingSubject {
    /// Empty for a finding about a file.
    pub form_id: String,
    /// The street office.
    pub street_office: String,
    /// 项目名称
    pub project_name: String,
    /// Path below the input folder.
    pub source_file: String,
    /// Sheet name; empty for a finding about a file.
    pub source_sheet: String,
}

/// How a rule fared on a form: what makes "no finding" mean something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunState {
    /// Looked at, nothing found.
    Passed,
    /// At least one finding.
    Raised,
    /// The form has nothing that the rule is about, or a more specific rule speaks for it.
    NotApplicable,
    /// A value that the rule needs is missing or could not be understood.
    CouldNotRun,
}

impl RunState {
    /// The name in `rule_runs.state`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Raised => "raised",
            Self::NotApplicable => "not_applicable",
            Self::CouldNotRun => "could_not_run",
        }
    }
}

/// One row of `rule_runs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRun {
    /// The rule's code.
    pub code: Code,
    /// The form; empty for rules about files.
    pub form_id: String,
    /// How it fared.
    pub state: RunState,
}

/// A rule as it stands in a batch: what the tables say of it beside what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRecord {
    /// Its code, e.g. `B101`.
    pub code: Code,
    /// Its title, e.g. 执行数超年初预算.
    pub title: Cow<'static, str>,
    /// Its family.
    pub family: Family,
    /// As configured, for offices without a severity of their own.
    pub severity: Severity,
    /// As configured.
    pub stage: Stage,
    /// Whether, when and for whom it is applied, as people read it: 施行, 停用, 2024 年度起施行.
    pub state: String,
    /// Is it applied to every form, whatever its year and office?
    pub applies_to_all: bool,
}
