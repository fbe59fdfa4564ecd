//! Frames → files: workbooks, data files and the record of the run, as named bytes.
//!
//! One file per deliverable, one entry in [`DELIVERABLES`]. Knows no formula: every figure of a
//! sheet comes from a column of a frame. A sheet is a table of columns (`sheet.rs`), a page knows
//! how it is laid out and printed (`page.rs`), the theme knows what it looks like.

mod anomalies;
mod book;
mod consolidated;
mod correction_list;
mod data_files;
mod facts;
mod file_name;
mod formula;
mod html_page;
mod link;
mod listing;
mod marked;
mod page;
mod review_book;
mod rows;
mod run_record;
pub mod save;
mod sensitive;
mod settings;
mod sheet;
mod template;
mod text;
mod theme;
mod watch;
mod ways;
mod words;

use std::path::PathBuf;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use thiserror::Error;

use crate::finding::Finding;
use crate::grid::Limits;
use crate::submission::Submission;
use crate::tables::Tables;
use crate::trouble::Trouble;

pub use facts::{RunFacts, StageTime};
pub use review_book::review_book;
pub use run_record::run_record;
pub use save::{KEPT, SaveError, prove_writable, replace_one, save_all, write_one};
pub use settings::ReportSettings;
pub use template::{TEMPLATE_FILE, Template};
pub use watch::{Unwatched, Watch};

/// One file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutFile {
    /// Where, below the output folder.
    pub path: PathBuf,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl OutFile {
    /// A file below the output folder.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, bytes: Vec<u8>) -> Self {
        Self {
            path: path.into(),
            bytes,
        }
    }

    /// Its path below the output folder, with `/` on every system.
    #[must_use]
    pub fn name(&self) -> String {
        let pieces: Vec<_> = self
            .path
            .iter()
            .map(|piece| piece.to_string_lossy())
            .collect();
        pieces.join("/")
    }
}

/// Why an output could not be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", self.trouble())]
pub struct ReportError {
    /// The output.
    pub file: String,
    /// What went wrong.
    pub detail: String,
}

impl ReportError {
    /// An error about one output.
    #[must_use]
    #[allow(
        clippy::needless_pass_by_value,
        reason = "errors are handed over as they come"
    )]
    pub fn new(file: impl Into<String>, detail: impl ToString) -> Self {
        Self {
            file: file.into(),
            detail: detail.to_string(),
        }
    }

    /// What it says, in parts.
    #[must_use]
    pub fn trouble(&self) -> Trouble {
        let Self { file, detail } = self;
        Trouble::new(format!("无法生成 {file}（{detail}）"))
            .advise("原有输出未改动，请将本提示报送软件维护人员")
    }
}

/// All that a deliverable may look at.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The data.
    pub tables: &'a Tables,
    /// The files and their forms, for outputs that show a form as it was filled in.
    pub submissions: &'a [Submission],
    /// What was found, with the cells.
    pub findings: &'a [Finding],
    /// How much of a file may be read, for outputs that go back to the file.
    pub limits: &'a Limits,
    /// What is known of the run.
    pub facts: &'a RunFacts,
    /// How it should look.
    pub settings: &'a ReportSettings,
}

/// A kind of output.
#[derive(Debug, Clone, Copy)]
pub struct Deliverable {
    /// What people call it.
    pub name: &'static str,
    /// Makes its files.
    files: fn(&View<'_>) -> Result<Vec<OutFile>, ReportError>,
}

/// Every output, in the order in which it is listed. The record of the run comes after them, since
/// it lists them.
pub const DELIVERABLES: &[Deliverable] = &[
    Deliverable {
        name: consolidated::FILE,
        files: consolidated::files,
    },
    Deliverable {
        name: anomalies::FILE,
        files: anomalies::files,
    },
    Deliverable {
        name: correction_list::FOLDER,
        files: correction_list::files,
    },
    Deliverable {
        name: html_page::FILE,
        files: html_page::files,
    },
    Deliverable {
        name: data_files::FOLDER,
        files: data_files::files,
    },
];

/// Makes every output, in the order of [`DELIVERABLES`], and the record of the run at the end; none
/// where somebody wants it to stop.
///
/// # Errors
/// [`ReportError`] for the first output that could not be made.
pub fn files(
    view: &View<'_>,
    watch: &(impl Watch + ?Sized),
) -> Result<Option<Vec<OutFile>>, ReportError> {
    watch.to_make(DELIVERABLES.len());
    let made: Vec<Result<Vec<OutFile>, ReportError>> = DELIVERABLES
        .par_iter()
        .map(|deliverable| {
            if watch.should_stop() {
                return Ok(Vec::new());
            }
            let files = (deliverable.files)(view);
            watch.made(deliverable.name);
            files
        })
        .collect();
    if watch.should_stop() {
        return Ok(None);
    }
    let mut files = Vec::new();
    for deliverable in made {
        files.extend(deliverable?);
    }
    files.push(run_record(view, &files)?);
    Ok(Some(files))
}

#[cfg(test)]
mod fixture;

#[cfg(test)]
mod tests;
