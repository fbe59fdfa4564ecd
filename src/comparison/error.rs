//! Why what the configuration names to compare with cannot be used: a mistake in the configuration,
//! since nothing that an office sent is meant.

use std::path::Path;

use thiserror::Error;

use crate::grid::NoTable;
use crate::trouble::{Trouble, shown};

/// Why a comparison cannot be made as configured.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", self.trouble())]
pub enum BesideError {
    /// A file or folder cannot be read.
    Unreadable {
        /// The key of config.yaml.
        key: &'static str,
        /// The file or folder.
        path: String,
        /// Why.
        why: String,
    },
    /// The workbook has no such sheet.
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
    OtherYear {
        /// The file or folder.
        path: String,
        /// The year that was looked for.
        year: u16,
        /// The years that there are, in words.
        found: String,
    },
}

impl BesideError {
    /// What it says, in parts.
    #[must_use]
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::Unreadable { key, path, why } => {
                Trouble::new(format!("{key} 所指的文件无法使用（{why}）"))
                    .at(Path::new(path))
                    .advise(format!("请更正 config.yaml 的 {key}，不比较的填 null"))
            }
            Self::NoSheet {
                key,
                path,
                sheet,
                sheets,
            } => Trouble::new(format!(
                "{key} 所指的文件中没有工作表“{sheet}”；有：{sheets}"
            ))
            .at(Path::new(path))
            .advise(format!("请更正 config.yaml 的 {key}.sheet")),
            Self::NoTable {
                key,
                path,
                sheet,
                why,
                hint,
            } => Trouble::new(format!("{key} 所指的工作表{why}"))
                .at_place(format!("{}!{sheet}", shown(Path::new(path))))
                .advise(*hint),
            Self::OtherYear { path, year, found } => Trouble::new(format!(
                "last_year 所指的资料中没有 {year} 年度的自评表{found}"
            ))
            .at(Path::new(path))
            .advise("请改指上年度的结果文件夹或报送文件夹"),
        }
    }
}
