//! Which columns a configured rule can read, by which names.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fault::Fault;
use crate::tables::columns::{Column, INDICATORS, PROJECTS, projects};
use crate::tables::{INDICATOR_CELLS, PROJECT_CELLS};

/// What a configured rule looks at, row by row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckedTable {
    /// 项目明细，每张自评表核查一次
    #[default]
    Projects,
    /// 指标明细，每项指标核查一次；条件和说明中也可以用所属项目的列
    Indicators,
}

/// Columns that hold what rules have found.
const FOUND: [&str; 3] = [
    projects::findings_error,
    projects::findings_warning,
    projects::findings_info,
];

impl CheckedTable {
    /// The name that people read.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Projects => "项目明细",
            Self::Indicators => "指标明细",
        }
    }

    /// Every column that can be read; of two of one name, the first is meant.
    pub(super) fn columns(self) -> impl Iterator<Item = &'static Column> {
        let own = match self {
            Self::Projects => &[],
            Self::Indicators => INDICATORS,
        };
        own.iter()
            .chain(PROJECTS)
            .filter(|column| !is_found(column))
    }

    /// The column of that name or header.
    pub(super) fn column(self, typed: &str, at: Range<usize>) -> Result<&'static Column, Fault> {
        let named = |column: &&Column| goes_by(column, typed);
        self.columns()
            .find(named)
            .ok_or_else(|| self.unknown(typed, at))
    }

    fn unknown(self, typed: &str, at: Range<usize>) -> Fault {
        let elsewhere = |columns: &[Column]| columns.iter().any(|column| goes_by(column, typed));
        if elsewhere(PROJECTS) {
            return Fault::new(
                at,
                format!(
                    "“{typed}”是核查的结果，不能用在自定义规则里：规则互为前提时，先后次序会改变结果"
                ),
            );
        }
        if elsewhere(INDICATORS) {
            return Fault::new(
                at,
                format!("“{typed}”是指标明细的列；要逐项核查指标，请另写 table: indicators"),
            );
        }
        let reason = format!("没有“{typed}”这一列；可用的列见 docs/custom-rules.zh.md");
        let known = self.columns().map(|column| spelled_like(typed, column));
        Fault::new(at, reason).among(typed, known.collect())
    }

    /// The column of that name, if it stands in a cell of the form.
    pub(super) fn declared(self, typed: &str, at: Range<usize>) -> Result<&'static Column, Fault> {
        let column = self.column(typed, at.clone())?;
        if self.is_declared(column) {
            return Ok(column);
        }
        let reason = format!("“{typed}”是重算或汇集的，表中没有它的单元格；请写填报的列");
        let declared = self.columns().filter(|column| self.is_declared(column));
        let known = declared.map(|column| spelled_like(typed, column));
        Err(Fault::new(at, reason).among(typed, known.collect()))
    }

    fn is_declared(self, column: &Column) -> bool {
        let of_indicators = INDICATOR_CELLS.iter().any(|(name, _)| *name == column.name);
        let of_projects = PROJECT_CELLS.iter().any(|(name, _)| *name == column.name);
        of_projects || (self == Self::Indicators && of_indicators)
    }
}

/// The name or the header, whichever is in the language of what was typed.
fn spelled_like(typed: &str, column: &'static Column) -> &'static str {
    if typed.is_ascii() {
        column.name
    } else {
        column.header
    }
}

/// Headers by which a column can be named; those of both tables, so that a slip can be explained.
pub(super) fn headers() -> impl Iterator<Item = &'static str> {
    PROJECTS
        .iter()
        .chain(INDICATORS)
        .map(|column| column.header)
}

fn goes_by(column: &Column, typed: &str) -> bool {
    column.name.eq_ignore_ascii_case(typed) || column.header == typed
}

fn is_found(column: &Column) -> bool {
    FOUND.contains(&column.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_by_name_and_header() {
        let column = |table: CheckedTable, typed| table.column(typed, 0..1).map(|one| one.name);
        assert_eq!(column(CheckedTable::Projects, "Executed"), Ok("executed"));
        assert_eq!(column(CheckedTable::Projects, "全年执行数"), Ok("executed"));
        assert_eq!(
            column(CheckedTable::Indicators, "执行数÷年初预算"),
            Ok("execution_rate_vs_initial")
        );
        let own = CheckedTable::Indicators.column("单元格", 0..1).unwrap();
        assert_eq!(own, INDICATORS.last().unwrap());
    }

    #[test]
    fn what_cannot_be_read_is_explained() {
        let reason = |typed| {
            CheckedTable::Projects
                .column(typed, 0..1)
                .unwrap_err()
                .reason
        };
        assert!(reason("findings_error").contains("核查的结果"));
        assert!(reason("警告").contains("核查的结果"));
        assert!(reason("年度指标值").contains("table: indicators"));
        let unknown = CheckedTable::Projects.column("excuted", 0..1).unwrap_err();
        assert!(unknown.meant.unwrap().known.contains(&"executed"));
    }

    #[test]
    fn no_header_holds_a_word_of_the_language_but_in_brackets() {
        for header in headers() {
            let words = header.chars().all(char::is_alphanumeric);
            assert!(
                words || header == "执行数÷年初预算",
                "{header}: write it in the manual"
            );
        }
    }
}
