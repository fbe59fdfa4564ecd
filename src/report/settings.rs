//! How the outputs look: the part of config.yaml that this room owns.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::page::LARGEST_TABLE;
use crate::value::Day;

/// 输出工作簿的样式与篇幅。
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReportSettings {
    /// 正文字体；电脑上没有时，WPS 和 Excel 以宋体代替
    pub body_font: String,
    /// 标题和表头字体
    pub heading_font: String,
    /// 总览中列出的超预算项目和问题较多单位的个数
    pub overview_rows: u32,
    /// 一张工作表最多的数据行数，超出的另起一表（Excel 上限 1048576 行）
    pub rows_per_sheet: u32,
    /// “异常明细”中每条规则逐条列出的条数，其余在表末计数，全部见 data/findings.csv；审核人已处理的总是列出
    pub findings_per_rule: u32,
    /// 整改截止日期，如 2025-04-30，写入整改通知；填 null 的，通知中留空由人填写
    pub correction_deadline: Option<Day>,
    /// 是否生成 报告.html（浏览器打开的图表和明细，可筛选、下钻、打印）
    pub html: bool,
    /// 是否把有问题的 .xlsx、.xlsm 原件加批注和底色，存为“街道/<单位>/标注_<文件名>”，随整改通知退回
    pub marked_copies: bool,
}

impl Default for ReportSettings {
    fn default() -> Self {
        Self {
            body_font: "仿宋".to_owned(),
            heading_font: "黑体".to_owned(),
            overview_rows: 10,
            rows_per_sheet: 200_000,
            findings_per_rule: 200,
            correction_deadline: None,
            html: true,
            marked_copies: true,
        }
    }
}

impl ReportSettings {
    /// Says what types cannot: every problem of these settings, in Chinese.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for (key, font) in [
            ("body_font", &self.body_font),
            ("heading_font", &self.heading_font),
        ] {
            let length = font.chars().count();
            if font.trim().is_empty()
                || length > 31
                || font.contains(|c: char| c.is_control() || "\"&".contains(c))
            {
                problems.push(format!("report.{key} 应为 1 至 31 个字的字体名称"));
            }
        }
        if self.rows_per_sheet == 0 || self.rows_per_sheet > LARGEST_TABLE {
            problems.push(format!(
                "report.rows_per_sheet 应在 1 到 {LARGEST_TABLE} 之间，实际为 {}",
                self.rows_per_sheet
            ));
        }
        if self.findings_per_rule == 0 {
            problems.push("report.findings_per_rule 应不小于 1".to_owned());
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_named() {
        assert_eq!(ReportSettings::default().problems(), Vec::<String>::new());
        let wrong = ReportSettings {
            body_font: " ".to_owned(),
            rows_per_sheet: 2_000_000,
            findings_per_rule: 0,
            ..ReportSettings::default()
        };
        let problems = wrong.problems();
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(problems[0].contains("body_font") && problems[1].contains("rows_per_sheet"));
        assert!(problems[2].contains("findings_per_rule"));
    }
}
