//! The indicators as they were filled in.

use crate::form::Entry;
use crate::grid::CellRef;
use crate::value::{Measure, Printed, Score, Weight};

/// The indicators (绩效指标).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorBlock {
    /// The weight printed on the block itself: 绩效指标（90分）.
    pub declared_weight: Option<Weight>,
    /// Does every part of the block have a 分值 column?
    pub has_weights: bool,
    /// Does the form have a 得分 column?
    pub has_scores: bool,
    /// Does the form have a column for the reasons of deviations?
    pub has_reasons: bool,
    /// All rows that hold an indicator.
    pub rows: Vec<Indicator>,
}

impl IndicatorBlock {
    /// Is 预算执行率 a row of the list, and without points? Then it is unknown which part of the points
    /// is the budget's.
    #[must_use]
    pub fn has_unweighted_execution(&self) -> bool {
        let mut execution = self
            .rows
            .iter()
            .filter(|row| row.category == Category::Execution);
        execution.any(|row| row.weight.is_empty())
    }

    /// Rows under one label; a label that is printed again on the next row is the same label.
    pub fn branches(&self, level: fn(&Indicator) -> &Level) -> impl Iterator<Item = &[Indicator]> {
        self.rows.chunk_by(move |one, next| {
            let (one, next) = (level(one), level(next));
            one.at == next.at
                || (one.name == next.name && one.declared_weight == next.declared_weight)
        })
    }
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
    /// 复核完成值
    pub review_actual: Entry<Measure>,
    /// 复核得分
    pub review_score: Entry<Printed<Score>>,
    /// 偏差原因分析及改进措施
    pub reason: Entry<String>,
    /// What kind of indicator its second level (or first, or name) makes it.
    pub category: Category,
}

impl Indicator {
    /// Is it a place that was left without an indicator: no name but `指标1：` or `指标1：无`?
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.name.is_empty() && !self.is_nameless()
    }

    /// Has it a target and a result, and only no name of its own? Then its second level names it.
    fn is_nameless(&self) -> bool {
        let has_values = !self.target.is_empty() && !self.actual.is_empty();
        self.level3.text().trim().is_empty() && has_values
    }

    /// The name without its `指标1：` prefix, or that of the second level where it has none of its own;
    /// empty for a blank indicator.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.name.is_empty() && self.is_nameless() {
            &self.level2.name
        } else {
            &self.name
        }
    }

    /// Where a finding about the indicator as a whole points.
    #[must_use]
    pub fn at(&self) -> CellRef {
        self.level3.at().unwrap_or(self.level2.at)
    }

    /// Does its score stand in a cell merged with the row above, so that both share it?
    #[must_use]
    pub fn shares_score(&self) -> bool {
        self.score.is_absent() && self.weight.is_empty()
    }

    /// Does the row bring nothing to the sum of these points: in a cell merged with one above that
    /// speaks for it, in a breakdown row, or in a place left blank?
    #[must_use]
    pub fn adds_nothing<T>(&self, points: &Entry<T>) -> bool {
        points.is_absent() || self.is_breakdown() || (self.is_blank() && points.is_empty())
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
