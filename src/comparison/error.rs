//! Why what the configuration names to compare with cannot be used: a mistake in the configuration,
//! since nothing that an office sent is meant.

use thiserror::Error;

use crate::grid::NoTable;

/// Why a comparison cannot be made as configured.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BesideError {
    /// A file or folder cannot be read.
    #[error("{key} 指向的 {path} 无法使用：{why}")]
    Unreadable {
        /// The key of config.yaml.
        key: &'static str,
        /// The file or folder.
        path: String,
        /// Why.
        why: String,
    },
    /// The workbook has no such sheet.
    #[error("{key} 指向的 {path} 中没有工作表“{sheet}”；有：{sheets}")]
    NoSheet {
        /// The key of config.yaml.
        key: &'static str,
        /// The file.
        path: String,
        /// The sheet that was asked for.
        sheet: String,
        /// Those that there are.
        sheets: String,
    },
    /// The sheet has no such table.
    #[error("{key} 指向的 {path} 的工作表“{sheet}”{why}{hint}")]
    NoTable {
        /// The key of config.yaml.
        key: &'static str,
        /// The file.
        path: String,
        /// The sheet that comes closest.
        sheet: String,
        /// What is missing, and what there is.
        why: Box<NoTable>,
        /// What to do.
        hint: &'static str,
    },
    /// What there is, is not of last year.
    #[error(
        "last_year 指向的 {path} 中没有 {year} 年度的自评表{found}；请改指上年度的结果文件夹或报送文件夹"
    )]
    OtherYear {
        /// The file or folder.
        path: String,
        /// The year that was looked for.
        year: u16,
        /// The years that there are, in words.
        found: String,
    },
}
