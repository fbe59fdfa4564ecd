//! When something was reported, and by whose word.
//!
//! The document's own word comes first; then the time that an archive keeps of what is in it. The
//! time of a file on the disk changes when it is copied, downloaded or cloned: it is taken only where
//! a deadline asks for a time, so that without one the same files give the same output anywhere.

use std::collections::BTreeMap;

use super::received::Came;
use crate::value::Moment;

/// When something was reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reported {
    /// The moment.
    pub at: Moment,
    /// What tells it.
    pub basis: TimeBasis,
}

/// What tells a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeBasis {
    /// The document says itself when it was last saved.
    Document,
    /// The archive that the file came in.
    Archive,
    /// The file system, for want of anything better.
    File,
}

impl TimeBasis {
    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Document => "文档自身记录的保存时间",
            Self::Archive => "压缩包记录的文件时间",
            Self::File => "文件修改时间（文档未记录；复制、下载会改变，请核实）",
        }
    }
}

/// When the last of some forms came, each by its first version: what is corrected after the deadline
/// was still reported before it.
pub(super) fn first_reported(came: &[&Came<'_>], asks_files: bool) -> Option<Reported> {
    let mut first: BTreeMap<&str, Reported> = BTreeMap::new();
    for came in came {
        let Some(reported) = reported(came, asks_files) else {
            continue;
        };
        first
            .entry(&came.form.identity)
            .and_modify(|known| *known = reported.min(*known))
            .or_insert(reported);
    }
    first.into_values().max()
}

fn reported(came: &Came<'_>, asks_files: bool) -> Option<Reported> {
    let source = came.source;
    let at = |at: Option<Moment>, basis| at.map(|at| Reported { at, basis });
    let packed = source.archive.is_some();
    at(source.saved, TimeBasis::Document)
        .or_else(|| at(source.modified.filter(|_| packed), TimeBasis::Archive))
        .or_else(|| at(source.modified.filter(|_| asks_files), TimeBasis::File))
}
