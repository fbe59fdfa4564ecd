//! The self-evaluation form (项目支出绩效自评表) as it was filled in: what is declared, where it
//! stands, and no opinion about it.

use super::Entry;
use crate::grid::{CellRef, Region};
use crate::value::{Amount, AmountUnit, FiscalYear, Measure, Printed, Rate, Score, Weight};

/// One form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The sheet it stands on.
    pub sheet: String,
    /// The cells from its title to its total row.
    pub area: Region,
    /// The family of layouts that it belongs to.
    pub template: Template,
    /// The title as printed, e.g. 项目支出绩效自评表.
    pub title: Entry<String>,
    /// （2024年度）
    pub fiscal_year: Entry<FiscalYear>,
    /// The head rows.
    pub head: Head,
    /// 项目资金; `None` where no such block was found.
    pub funding: Option<Funding>,
    /// 年度总体目标
    pub goals: Goals,
    /// 绩效指标; `None` where no such block was found.
    pub indicators: Option<IndicatorBlock>,
    /// 总分
    pub total: Option<TotalRow>,
}

/// The head of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// 项目名称
    pub project_name: Entry<String>,
    /// 项目编码
    pub project_code: Entry<String>,
    /// 年度, where the head asks for it beside the title.
    pub fiscal_year: Entry<FiscalYear>,
    /// 主管部门
    pub supervising_department: Entry<String>,
    /// 实施单位
    pub implementing_unit: Entry<String>,
    /// 项目负责人
    pub project_lead: Entry<String>,
    /// 联系电话
    pub phone: Entry<String>,
}

/// A family of layouts; issue of the form's own wording, not of who sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Template {
    /// 北京市 2018 年以后：项目负责人与联系电话、A/B 列标、绩效指标（90分）。
    Beijing,
    /// 北京市 2018 年以前：分值在前，年初预算数(A)，得分计算方法。
    BeijingBefore2018,
    /// 财政部通用表：年初、全年预算数，无列标。
    National,
    /// 安徽等地：只有全年预算数(A)，分值在前。
    FullYearOnly,
    /// 栏目可辨认但不属于已知各类。
    Other,
}

impl Template {
    /// The name in `projects.template`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Beijing => "beijing",
            Self::BeijingBefore2018 => "beijing-before-2018",
            Self::National => "national",
            Self::FullYearOnly => "full-year-only",
            Self::Other => "other",
        }
    }
}

/// The funding block (项目资金).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funding {
    /// The unit of its columns.
    pub unit: AmountUnit,
    /// Did the label state the unit, or was 万元 assumed?
    pub unit_stated: bool,
    /// Which budget the form itself letters A: the base of the execution rate.
    pub rate_base: RateBase,
    /// 年度资金总额
    pub total: FundingRow,
    /// 当年财政拨款、上年结转资金、其他资金 and the like, in the form's order.
    pub breakdown: Vec<FundingRow>,
    /// 偏差原因 of the funding block, where the form has such a cell.
    pub reason: Entry<String>,
}

/// The budget by which the execution is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateBase {
    /// 全年预算数
    FullYear,
    /// 年初预算数 (forms before 2018, which letter it A)
    Initial,
}

/// What a row of the funding block counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FundingKind {
    /// 年度资金总额
    Total,
    /// 当年财政拨款
    Appropriation,
    /// 上年结转资金
    Carryover,
    /// 其他资金
    Other,
}

/// One row of the funding block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundingRow {
    /// What it counts.
    pub kind: FundingKind,
    /// Its label as printed.
    pub label: String,
    /// Where the label stands.
    pub at: CellRef,
    /// 年初预算数
    pub initial: Entry<Printed<Amount>>,
    /// 全年预算数
    pub full_year: Entry<Printed<Amount>>,
    /// 全年执行数
    pub executed: Entry<Printed<Amount>>,
    /// 分值
    pub weight: Entry<Printed<Weight>>,
    /// 执行率
    pub rate: Entry<Printed<Rate>>,
    /// 得分
    pub score: Entry<Printed<Score>>,
}

/// The goals (年度总体目标).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goals {
    /// 预期目标
    pub expected: Entry<String>,
    /// 实际完成情况
    pub actual: Entry<String>,
}

/// The indicators (绩效指标).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorBlock {
    /// The weight printed on the block itself: 绩效指标（90分）.
    pub declared_weight: Option<Weight>,
    /// Does the form have a 分值 column?
    pub has_weights: bool,
    /// Does the form have a column for the reasons of deviations?
    pub has_reasons: bool,
    /// All rows that hold an indicator.
    pub rows: Vec<Indicator>,
}

/// The label of a level of the indicator tree, with the weight printed in it: 产出指标（50分）.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Level {
    /// As printed, tidied.
    pub text: String,
    /// The normal form without brackets: 产出指标.
    pub name: String,
    /// The weight in brackets, if any.
    pub declared_weight: Option<Weight>,
    /// Where it stands (the cell that carries the label, for rows below it too).
    pub at: CellRef,
}

/// One indicator row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Position in the form, from 1.
    pub ordinal: u32,
    /// 一级指标
    pub level1: Level,
    /// 二级指标
    pub level2: Level,
    /// 三级指标, as printed.
    pub level3: Entry<String>,
    /// Its name without `指标1：`, stars and blanks; empty where nothing is named.
    pub name: String,
    /// 年度指标值
    pub target: Entry<Measure>,
    /// 实际完成值
    pub actual: Entry<Measure>,
    /// 分值
    pub weight: Entry<Printed<Weight>>,
    /// 得分
    pub score: Entry<Printed<Score>>,
    /// 偏差原因分析及改进措施
    pub reason: Entry<String>,
    /// What kind of indicator its second level (or first, or name) makes it.
    pub category: Category,
}

impl Indicator {
    /// Is it a place that was left without an indicator: no name but `指标1：` or `指标1：无`?
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.name.is_empty()
    }

    /// The name without its `指标1：` prefix; empty for a blank indicator.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where a finding about the indicator as a whole points.
    #[must_use]
    pub fn at(&self) -> CellRef {
        self.level3.at().unwrap_or(self.level2.at)
    }

    /// A breakdown row (其中：…) that carries no points of its own?
    #[must_use]
    pub fn is_breakdown(&self) -> bool {
        self.name().starts_with("其中") && self.weight.is_empty() && self.score.is_empty()
    }
}

/// The kind of an indicator, by the words of its second (or first) level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// 数量指标
    Quantity,
    /// 质量指标
    Quality,
    /// 时效指标
    Timeliness,
    /// 成本指标
    Cost,
    /// 经济效益指标
    Economic,
    /// 社会效益指标
    Social,
    /// 生态效益指标
    Ecological,
    /// 可持续影响指标
    Sustainability,
    /// 满意度指标
    Satisfaction,
    /// 预算执行率 as an indicator of its own
    Execution,
    /// Anything else.
    Other,
}

/// The total row (总分).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalRow {
    /// Where its label stands.
    pub at: CellRef,
    /// 分值
    pub weight: Entry<Printed<Weight>>,
    /// 得分
    pub score: Entry<Printed<Score>>,
    /// 评价等级, where the form has one.
    pub grade: Entry<String>,
}

impl Form {
    /// The rows of one kind of money: `None` where the form has no such row.
    #[must_use]
    pub fn funding_row(&self, kind: FundingKind) -> Option<&FundingRow> {
        let funding = self.funding.as_ref()?;
        match kind {
            FundingKind::Total => Some(&funding.total),
            _ => funding.breakdown.iter().find(|row| row.kind == kind),
        }
    }

    /// All indicator rows; none where the form has no such block.
    #[must_use]
    pub fn indicator_rows(&self) -> &[Indicator] {
        self.indicators.as_ref().map_or(&[], |block| &block.rows)
    }

    /// The indicators that carry points: neither blank places nor breakdown rows.
    pub fn scored_indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.indicator_rows()
            .iter()
            .filter(|row| !row.is_blank() && !row.is_breakdown())
    }
}
