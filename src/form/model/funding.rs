//! The funding block as it was filled in.

use crate::form::Entry;
use crate::grid::CellRef;
use crate::value::{Amount, AmountUnit, Printed, Rate, Score, Weight};

/// The funding block (项目资金).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funding {
    /// The unit of its columns.
    pub unit: AmountUnit,
    /// Where the unit was learnt from.
    pub unit_source: UnitSource,
    /// Which budget the form itself letters A: the base of the execution rate.
    pub rate_base: RateBase,
    /// 年度资金总额
    pub total: FundingRow,
    /// 当年财政拨款、上年结转资金、其他资金 and the like, in the form's order.
    pub breakdown: Vec<FundingRow>,
    /// The points of the execution rate as printed in a label: 预算执行情况（20分）.
    pub declared_weight: Option<Weight>,
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

/// Where the unit of bare amounts was learnt from, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitSource {
    /// A label of the block: 项目资金（万元）.
    Label,
    /// Amounts of the block that carry their unit themselves: 33万元.
    Values,
    /// A line above the table: 单位：元.
    Line,
    /// Nothing says it: 万元 by custom.
    Assumed,
}

/// The level of government whose money a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// 中央
    Central,
    /// 省
    Provincial,
    /// 市
    Municipal,
    /// 区、县、本级
    District,
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
    /// 基本支出 of a whole department
    Basic,
    /// 项目支出 of a whole department
    Project,
}

/// One row of the funding block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundingRow {
    /// What it counts.
    pub kind: FundingKind,
    /// Whose money it counts, where the row says so.
    pub tier: Option<Tier>,
    /// Its label as printed.
    pub label: String,
    /// Where the label stands.
    pub at: CellRef,
    /// 年初预算数
    pub initial: Entry<Printed<Amount>>,
    /// 全年预算数
    pub full_year: Entry<Printed<Amount>>,
    /// 到位数
    pub received: Entry<Printed<Amount>>,
    /// 全年执行数
    pub executed: Entry<Printed<Amount>>,
    /// 分值
    pub weight: Entry<Printed<Weight>>,
    /// 执行率
    pub rate: Entry<Printed<Rate>>,
    /// 得分
    pub score: Entry<Printed<Score>>,
}
