//! One file's result: skipped, refused, without a form, or with assessed forms. Every file that is
//! found, on the disk or in an archive, ends as exactly one [`Submission`].

mod assess;
pub mod batch;
mod evidence;
#[cfg(test)]
mod fixture;
mod inferred;
mod listed;
mod nil;
mod office;
pub mod roster;
mod sensitive;
mod standing;
mod versions;
mod year;

pub use assess::{Assessor, assess};
pub use evidence::Evidence;
pub use office::{OfficeClaim, OfficeEvidence, OfficeSource};
pub use roster::{Roster, RosterRow, RosterState};
pub use sensitive::Sensitive;
pub use standing::{Clock, Order, Standing, Version};
pub use year::{YearClaim, YearEvidence, YearSource};

use crate::evaluate::{Evaluation, ScoringPolicy, evaluate};
use crate::form::Form;
use crate::intake::Kind;
use crate::note::Note;
use crate::refusal::Refusal;
use crate::registry::Registry;
use crate::value::{FiscalYear, Moment};

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
    /// Its size; 0 where it could not be opened.
    pub bytes: u64,
    /// BLAKE3 of its content, in hex; empty where it was not read.
    pub blake3: String,
    /// What it is by its content; `None` where that was not established.
    pub format: Option<Kind>,
    /// The street office that the folder or the forms name.
    pub street_office: String,
    /// When the workbook was last saved, as it says itself.
    pub saved: Option<Moment>,
    /// When the file was last modified, as the file system or the archive says.
    pub modified: Option<Moment>,
    /// Of a file without a form: where it says that its office has nothing to report, and how.
    pub says_nil: Option<String>,
    /// Personal numbers and marks of secrecy in its cells.
    pub sensitive: Vec<Sensitive>,
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
    /// This version of the form, in a stable short form: the identity, where no other version counts.
    pub form_id: String,
    /// Office + implementing unit + project + year, in a stable short form: what all versions share.
    pub identity: String,
    /// The office that it belongs to, and why.
    pub office: OfficeClaim,
    /// The year that it is of, and why.
    pub year: YearClaim,
    /// Which of several versions it is.
    pub standing: Standing,
    /// What is declared.
    pub form: Form,
    /// What was recomputed.
    pub evaluation: Evaluation,
}

impl Assessed {
    /// A form of a file, recognised and recomputed.
    #[must_use]
    pub fn of(form: Form, source: &Source, registry: &Registry, policy: &ScoringPolicy) -> Self {
        let mut assessed = Self {
            form_id: String::new(),
            identity: String::new(),
            office: OfficeClaim::of(&form, &source.file, registry),
            year: YearClaim::of(&form, &source.file),
            standing: Standing::Current,
            evaluation: evaluate(&form, policy),
            form,
        };
        assessed.identify(&source.blake3);
        assessed
    }

    /// Says anew which form this is; `content` is the digest of its file.
    fn identify(&mut self, content: &str) {
        self.identity = form_id(
            self.street_office(),
            self.implementing_unit(),
            self.project_name(),
            self.fiscal_year(),
            &format!("{content}{}{}", self.form.sheet, self.form.area),
        );
        self.form_id.clone_from(&self.identity);
    }

    /// The street office that the form belongs to; empty where nothing names one.
    #[must_use]
    pub fn street_office(&self) -> &str {
        &self.office.office
    }

    /// The year stated on the form, inferred, or the batch's.
    #[must_use]
    pub fn fiscal_year(&self) -> Option<FiscalYear> {
        self.year.year()
    }

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

    /// The assessed forms, superseded versions included; none for files without.
    #[must_use]
    pub fn forms(&self) -> &[Assessed] {
        match &self.outcome {
            Outcome::Assessed { forms, .. } => forms,
            _ => &[],
        }
    }

    /// The forms that count: every one but those of which a newer version was sent.
    pub fn counting_forms(&self) -> impl Iterator<Item = &Assessed> {
        self.forms().iter().filter(|form| form.standing.counts())
    }

    /// Does the file hold forms, and none that counts?
    #[must_use]
    pub fn is_superseded(&self) -> bool {
        !self.forms().is_empty() && self.counting_forms().next().is_none()
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

    /// Gives the year of the batch to forms of which nothing names one.
    fn adopt(&mut self, year: FiscalYear) {
        let Outcome::Assessed { forms, notes } = &mut self.outcome else {
            return;
        };
        for form in forms.iter_mut().filter(|form| form.fiscal_year().is_none()) {
            form.year.adopt(year);
            form.identify(&self.source.blake3);
            notes.extend(inferred::year(form));
        }
    }

    /// A file that ended before it was read: skipped, or refused by the file system.
    #[must_use]
    pub fn unread(file: &str, registry: &Registry, outcome: Outcome) -> Self {
        Self {
            source: Source {
                file: file.to_owned(),
                street_office: office::office_of_path(file, registry),
                ..Source::default()
            },
            outcome,
        }
    }
}

#[cfg(test)]
mod tests;
