//! Which of several versions of one form counts: what became of each.

use std::fmt;

use crate::grid::CellRef;
use crate::value::Moment;

/// Where a form stands among the versions that were sent of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Standing {
    /// The only version, or the newest: it counts.
    #[default]
    Current,
    /// A newer version counts instead of it.
    Superseded {
        /// That version.
        by: Version,
        /// What told the order.
        order: Order,
    },
    /// A row of a ledger whose project has a form of its own, which counts instead of it.
    Listed {
        /// That form.
        by: Version,
        /// What the row says otherwise than the form, in words.
        differs: Vec<String>,
    },
    /// Which version is the newest cannot be told: all of them count until a person has decided.
    Contested {
        /// The first few of the other versions.
        with: Vec<Version>,
        /// How many others there are.
        others: usize,
    },
}

/// One version of a form: where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Path below the input folder.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// Where the form begins.
    pub at: CellRef,
}

/// `“椿树街道/自评表.xlsx”（工作表“Sheet1”A1）`
impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, sheet, at } = self;
        write!(f, "“{file}”（工作表“{sheet}”{at}）")
    }
}

/// What told a version from a newer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// Which of its times.
    pub clock: Clock,
    /// The superseded version's.
    pub own: Moment,
    /// The newer one's.
    pub newer: Moment,
}

/// The times of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// When the workbook was last saved, as it says itself.
    Saved,
    /// When the file was last modified, as the file system or the archive says.
    Modified,
}

impl Clock {
    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Saved => "文档自身记录的保存时间",
            Self::Modified => "文件修改时间",
        }
    }
}

impl Standing {
    /// Does the form count in tables and roll-ups?
    #[must_use]
    pub fn counts(&self) -> bool {
        !matches!(self, Self::Superseded { .. } | Self::Listed { .. })
    }

    /// What there is to say of it, in one sentence without an end; nothing of an only version. The
    /// times stay out of it: those of the file system belong to no output but the finding.
    #[must_use]
    pub fn told(&self) -> Option<String> {
        match self {
            Self::Current => None,
            Self::Superseded { by, .. } => Some(format!(
                "同一项目另有较新的版本{by}，以该份为准，本份不计入汇总"
            )),
            Self::Listed { by, .. } => Some(format!(
                "汇总表所列项目另有自评表{by}，以自评表为准，本行不计入汇总"
            )),
            Self::Contested { with, others } => {
                let named: Vec<String> = with.iter().map(ToString::to_string).collect();
                let named = named.join("、");
                let more = if *others > with.len() { "等" } else { "" };
                Some(format!(
                    "同一项目另有 {others} 份：{named}{more}，先后无法判明，各份都计入汇总，\
                     项目和金额可能重复"
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version() -> Version {
        Version {
            file: "椿树街道/定稿.xlsx".into(),
            sheet: "Sheet1".into(),
            at: "A1".parse().unwrap(),
        }
    }

    #[test]
    fn a_superseded_version_names_the_newer_one_and_no_time() {
        let standing = Standing::Superseded {
            by: version(),
            order: Order {
                clock: Clock::Saved,
                own: Moment::parse("2025-03-01T00:00:00Z").unwrap(),
                newer: Moment::parse("2025-03-05T00:00:00Z").unwrap(),
            },
        };
        assert!(!standing.counts());
        assert_eq!(
            standing.told().unwrap(),
            "同一项目另有较新的版本“椿树街道/定稿.xlsx”（工作表“Sheet1”A1），以该份为准，本份不计入汇总"
        );
    }

    #[test]
    fn contested_versions_count() {
        let standing = Standing::Contested {
            with: vec![version()],
            others: 2,
        };
        assert!(standing.counts());
        assert_eq!(
            standing.told().unwrap(),
            "同一项目另有 2 份：“椿树街道/定稿.xlsx”（工作表“Sheet1”A1）等，先后无法判明，各份都计入汇总，\
             项目和金额可能重复"
        );
        assert!(Standing::Current.counts());
        assert_eq!(Standing::Current.told(), None);
    }
}
