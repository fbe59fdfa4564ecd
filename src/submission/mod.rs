//! One file's result: skipped, refused, without a form, or with assessed forms. Every file that is
//! found, on the disk or in an archive, ends as exactly one [`Submission`].

mod assess;
pub mod batch;

pub use assess::{Assessor, assess};

use crate::evaluate::Evaluation;
use crate::form::Form;
use crate::intake::{FileTime, Kind};
use crate::note::Note;
use crate::refusal::Refusal;
use crate::value::FiscalYear;

/// One file of the batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The file.
    pub source: Source,
    /// What became of it.
    pub outcome: Outcome,
}

/// What is known of a file before anybody asks what it means.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// Path below the input folder, with `/`; behind `!` the place in an archive:
    /// `打包.zip!内层/表.xlsx`.
    pub file: String,
    /// The path of the archive on the disk that it lies in; none for a file of its own.
    pub archive: Option<String>,
    /// When it was last changed, as its archive says; not known for a file of its own.
    pub modified: Option<FileTime>,
    /// Its size; 0 where it could not be opened.
    pub bytes: u64,
    /// BLAKE3 of its content, in hex; empty where it was not read.
    pub blake3: String,
    /// What it is by its content; `None` where that was not established.
    pub format: Option<Kind>,
    /// The street office that the folder or the forms name.
    pub street_office: String,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Not meant to be read: a lock file, a picture, a copy of another file.
    Skipped(String),
    /// Meant to be read, but could not be.
    Refused(Refusal),
    /// An archive: each of its files is a submission of its own.
    Unpacked {
        /// How many files are directly in it.
        entries: usize,
        /// What the reader remarked.
        notes: Vec<Note>,
    },
    /// A workbook without a form.
    NoForm {
        /// What the reader remarked.
        notes: Vec<Note>,
    },
    /// At least one form.
    Assessed {
        /// The forms, by sheet and position.
        forms: Vec<Assessed>,
        /// What the reader remarked: hidden sheets and rows, sheets that could not be read.
        notes: Vec<Note>,
    },
    /// The same content as an earlier file: counted once.
    Duplicate {
        /// The file that counts.
        of: String,
    },
}

/// One form with what was recomputed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// Office + implementing unit + project + year, in a stable short form.
    pub form_id: String,
    /// The street office that the form belongs to.
    pub street_office: String,
    /// The year stated on the form, or the batch's.
    pub fiscal_year: Option<FiscalYear>,
    /// What is declared.
    pub form: Form,
    /// What was recomputed.
    pub evaluation: Evaluation,
}

impl Assessed {
    /// 实施单位, tidied; empty where the form states none.
    #[must_use]
    pub fn implementing_unit(&self) -> &str {
        self.form
            .head
            .implementing_unit
            .value()
            .map_or("", String::as_str)
    }

    /// 项目名称, tidied; empty where the form states none.
    #[must_use]
    pub fn project_name(&self) -> &str {
        self.form
            .head
            .project_name
            .value()
            .map_or("", String::as_str)
    }
}

impl Submission {
    /// How many submissions there are beside this one for what is directly in it.
    #[must_use]
    pub fn entries(&self) -> usize {
        match self.outcome {
            Outcome::Unpacked { entries, .. } => entries,
            _ => 0,
        }
    }

    /// The assessed forms; none for files without.
    #[must_use]
    pub fn forms(&self) -> &[Assessed] {
        match &self.outcome {
            Outcome::Assessed { forms, .. } => forms,
            _ => &[],
        }
    }
}

/// The identity of a form: the same for the same office, unit, project and year, whatever the file
/// is called. `fallback` tells forms without a project name apart.
#[must_use]
pub fn form_id(
    office: &str,
    unit: &str,
    project: &str,
    year: Option<FiscalYear>,
    fallback: &str,
) -> String {
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    let key = [
        office,
        unit,
        project,
        &year,
        if project.is_empty() { fallback } else { "" },
    ]
    .map(crate::value::text::normal_form)
    .join("\u{1f}");
    short_hash(&key)
}

/// The first 16 hex digits of a text's BLAKE3: short enough to read, long enough for a million rows.
#[must_use]
pub fn short_hash(key: &str) -> String {
    blake3::hash(key.as_bytes())
        .to_hex()
        .chars()
        .take(16)
        .collect()
}

impl Submission {
    /// Was the file opened and understood as a workbook, with or without a form?
    #[must_use]
    pub fn was_read(&self) -> bool {
        matches!(
            self.outcome,
            Outcome::Assessed { .. } | Outcome::NoForm { .. } | Outcome::Duplicate { .. }
        )
    }

    /// A file that ended before it was read: skipped, or refused by the file system.
    #[must_use]
    pub fn unread(file: &str, registry: &crate::registry::Registry, outcome: Outcome) -> Self {
        Self {
            source: Source {
                file: file.to_owned(),
                street_office: assess::office_of_path(file, registry),
                ..Source::default()
            },
            outcome,
        }
    }
}

#[cfg(test)]
mod tests;
