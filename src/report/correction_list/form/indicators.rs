//! The indicators: three levels, target and result, points, reasons.

use super::blocks::{across, over, single};
use super::{Drawing, LAST};
use crate::form::{Form, Indicator, IndicatorBlock, Level};
use crate::report::page::Face;
use crate::value::{Figure as _, plain};

const HEADINGS: [&str; 8] = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
];

/// How a row names one of its levels.
type LevelOf = fn(&Indicator) -> &Level;

impl<'f> Drawing<'f> {
    pub(super) fn indicators(&mut self, form: &'f Form) {
        let Some(block) = &form.indicators else {
            let row = self.begin_row();
            self.label(across(row, 0, 2), "绩效指标");
            return self.absent(across(row, 3, LAST), "原表没有这一部分");
        };
        let header = self.begin_row();
        let rows = u32::try_from(block.rows.len()).unwrap_or(u32::MAX);
        self.label(
            over(header, rows.saturating_add(1), 0, 0),
            block_label(block),
        );
        for (col, heading) in (1..).zip(HEADINGS) {
            self.label(single(header, col), heading);
        }
        let levels: [(u16, LevelOf); 2] = [(1, |row| &row.level1), (2, |row| &row.level2)];
        for (col, level) in levels {
            self.levels(&block.rows, col, level);
        }
        for indicator in &block.rows {
            self.indicator(indicator);
        }
    }

    /// One heading over all rows that stand under it.
    fn levels(&mut self, rows: &'f [Indicator], col: u16, level: LevelOf) {
        let is_same = |one: &Indicator, next: &Indicator| {
            let (one, next) = (level(one), level(next));
            one.at == next.at && one.text == next.text
        };
        let mut row = self.rows;
        for under in rows.chunk_by(is_same) {
            let height = u32::try_from(under.len()).unwrap_or(u32::MAX);
            if let Some(first) = under.first() {
                self.level(over(row, height, col, col), level(first));
            }
            row = row.saturating_add(height);
        }
    }

    fn indicator(&mut self, indicator: &'f Indicator) {
        let row = self.begin_row();
        self.entry(single(row, 3), Face::Text, &indicator.level3);
        self.entry(single(row, 4), Face::Text, &indicator.target);
        self.entry(single(row, 5), Face::Text, &indicator.actual);
        self.entry(single(row, 6), Face::Figure, &indicator.weight);
        self.entry(single(row, 7), Face::Figure, &indicator.score);
        self.entry(single(row, 8), Face::Text, &indicator.reason);
    }
}

/// 绩效指标（90分）
fn block_label(block: &IndicatorBlock) -> String {
    let weight = block.declared_weight.map(|weight| plain(weight.decimal()));
    weight.map_or("绩效指标".to_owned(), |weight| {
        format!("绩效指标（{weight}分）")
    })
}
