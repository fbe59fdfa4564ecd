//! The `submissions` table: one row per file, whatever became of it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use polars::prelude::{DataFrame, PolarsResult};

use super::Batch;
use super::columns::submissions as column;
use super::frame::{Field, count, fields, frame as frame_of, printed, text};
use crate::finding::{Family, Finding};
use crate::note::Note;
use crate::submission::{Assessed, Outcome, Standing, Submission};

/// The finding that says a form lacks one of its blocks.
const PARTIAL_FORM: &str = "F110";
/// The finding that says a newer version of a form counts.
const SUPERSEDED_VERSION: &str = "F106";

/// So many projects of a ledger are named in a row.
const NAMED: usize = 3;

/// One file with the findings about it as a file.
#[derive(Clone, Copy)]
struct FileRow<'a> {
    submission: &'a Submission,
    findings: &'a [&'a Finding],
}

/// The frame of `submissions`, by path.
pub(super) fn frame(batch: &Batch<'_>) -> PolarsResult<DataFrame> {
    let findings = by_file(batch.findings);
    let mut rows: Vec<_> = batch
        .submissions
        .iter()
        .map(|submission| FileRow {
            submission,
            findings: findings
                .get(submission.source.file.as_str())
                .map_or(&[], Vec::as_slice),
        })
        .collect();
    rows.sort_by_key(|row| &row.submission.source.file);
    frame_of(&rows, &[source(), outcome()].concat())
}

/// The findings about files as such, the gravest first.
fn by_file(findings: &[Finding]) -> BTreeMap<&str, Vec<&Finding>> {
    let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings
        .iter()
        .filter(|finding| finding.family == Family::Files)
    {
        files
            .entry(&finding.subject.source_file)
            .or_default()
            .push(finding);
    }
    for about in files.values_mut() {
        about.sort_by_key(|finding| (finding.severity, finding.code.clone()));
    }
    files
}

fn source<'a>() -> Vec<Field<FileRow<'a>>> {
    fields! {
        column::source_file: Text |row| text(&row.submission.source.file);
        column::street_office: Text |row| text(&row.submission.source.street_office);
        column::format: Text |row| text(row.submission.source.format?.name());
        column::bytes: Integer |row| row.bytes();
        column::blake3: Text |row| text(&row.submission.source.blake3);
    }
}

fn outcome<'a>() -> Vec<Field<FileRow<'a>>> {
    fields! {
        column::status: Text |row| text(row.status());
        column::forms: Integer |row| row.forms();
        column::code: Text |row| text(row.code()?);
        column::reason: Text |row| row.reason();
    }
}

impl FileRow<'_> {
    /// The size; unknown where the file could not be opened.
    fn bytes(&self) -> Option<i64> {
        let source = &self.submission.source;
        let opened = source.bytes > 0 || !source.blake3.is_empty();
        opened.then(|| i64::try_from(source.bytes).ok())?
    }

    fn status(&self) -> &'static str {
        match &self.submission.outcome {
            Outcome::Assessed { .. } if self.submission.is_superseded() => "skipped",
            Outcome::Assessed { .. } if self.is_partial() => "partial",
            Outcome::Assessed { .. } => "ok",
            Outcome::NoForm { .. } => "no_form",
            Outcome::Refused(_) => "error",
            Outcome::Skipped(_) | Outcome::Unpacked { .. } | Outcome::Duplicate { .. } => "skipped",
        }
    }

    /// Does a form lack a block, or was something in the file left out?
    fn is_partial(&self) -> bool {
        let lost = match &self.submission.outcome {
            Outcome::Assessed { notes, .. } => notes.iter().any(Note::is_loss),
            _ => false,
        };
        lost || self
            .findings
            .iter()
            .any(|finding| finding.code == PARTIAL_FORM)
    }

    /// The rule of the gravest finding; of a file that does not count, the one that says so.
    fn code(&self) -> Option<&str> {
        let superseded = self.submission.is_superseded();
        let mut codes = self.findings.iter().map(|finding| finding.code.as_str());
        codes.find(|code| !superseded || *code == SUPERSEDED_VERSION)
    }

    /// How many forms it holds; unknown where nobody looked.
    fn forms(&self) -> Option<i64> {
        match &self.submission.outcome {
            Outcome::Assessed { forms, .. } => count(forms.len()),
            Outcome::NoForm { .. } => Some(0),
            Outcome::Skipped(_)
            | Outcome::Refused(_)
            | Outcome::Unpacked { .. }
            | Outcome::Duplicate { .. } => None,
        }
    }

    fn reason(&self) -> Option<Cow<'_, str>> {
        match &self.submission.outcome {
            Outcome::Skipped(reason) => text(reason),
            Outcome::Refused(refusal) => printed(refusal),
            Outcome::Unpacked { entries, notes } => {
                let opened = format!("压缩包，已逐个处理其中 {entries} 个文件，各列一行");
                let parts = std::iter::once(opened.as_str()).chain(notes.iter().map(Note::text));
                printed(parts.collect::<Vec<_>>().join("；"))
            }
            Outcome::NoForm { notes } => {
                let found_none = std::iter::once("未识别到自评表");
                let parts: Vec<&str> = found_none.chain(notes.iter().map(Note::text)).collect();
                printed(parts.join("；"))
            }
            Outcome::Assessed { forms, notes } => {
                let partial = self
                    .findings
                    .iter()
                    .filter(|finding| finding.code == PARTIAL_FORM);
                let parts: Vec<Cow<'_, str>> = versions_told(forms)
                    .map(Cow::Owned)
                    .chain(partial.map(|finding| Cow::Borrowed(finding.message.as_str())))
                    .chain(notes.iter().map(|note| Cow::Borrowed(note.text())))
                    .collect();
                printed(parts.join("；"))
            }
            Outcome::Duplicate { of } => printed(format!("与“{of}”内容完全相同，只计一次")),
        }
    }
}

/// Which of a file's forms came in several versions; in a file of several forms by their projects.
fn versions_told(forms: &[Assessed]) -> impl Iterator<Item = String> {
    let several = forms.len() > 1;
    let is_listed = |form: &&Assessed| matches!(form.standing, Standing::Listed { .. });
    let versions = forms.iter().filter(move |form| !is_listed(form));
    let told = versions.filter_map(move |form| {
        let told = form.standing.told()?;
        Some(if several {
            format!("“{}”{told}", form.project_name())
        } else {
            told
        })
    });
    told.chain(rows_told(forms.iter().filter(is_listed)))
}

/// How many rows of a ledger stand back behind forms of their own.
fn rows_told<'a>(rows: impl Iterator<Item = &'a Assessed>) -> Option<String> {
    let names: Vec<String> = rows
        .map(|row| format!("“{}”", row.project_name()))
        .collect();
    let count = names.len();
    let first = names.into_iter().take(NAMED).collect::<Vec<_>>().join("、");
    let more = if count > NAMED { "等" } else { "" };
    (count > 0).then(|| {
        format!("汇总表中{first}{more} {count} 个项目另有自评表，以自评表为准，不计入汇总")
    })
}
