//! Bytes, a name and the settings → one file's result: a pure function, so that it can run in any
//! thread, process or machine.

use super::office::office_of_path;
use super::{Assessed, Outcome, Source, Submission, inferred};
use crate::evaluate::ScoringPolicy;
use crate::form::{Dictionary, extract_all};
use crate::grid::{self, Limits, Sheet, Visibility, Workbook};
use crate::intake::sniff;
use crate::note::Note;
use crate::refusal::Refusal;
use crate::registry::Registry;

/// What assessing a file needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Assessor<'a> {
    /// The words of all labels.
    pub dictionary: &'a Dictionary,
    /// What one file may ask for.
    pub limits: &'a Limits,
    /// The bureau's scoring policy.
    pub scoring: &'a ScoringPolicy,
    /// The offices that are expected to report.
    pub registry: &'a Registry,
}

/// Reads a file's bytes and recomputes every form in it. `file` is its path below the input folder.
#[must_use]
pub fn assess(file: &str, bytes: &[u8], assessor: &Assessor<'_>) -> Submission {
    let mut source = Source {
        file: file.to_owned(),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        blake3: blake3::hash(bytes).to_hex().to_string(),
        format: None,
        street_office: office_of_path(file, assessor.registry),
        ..Source::default()
    };
    let outcome = match workbook(bytes, assessor.limits, &mut source) {
        Ok(workbook) => outcome(&workbook, &source, assessor),
        Err(refusal) => Outcome::Refused(refusal),
    };
    if let Outcome::Assessed { forms, .. } = &outcome {
        source.street_office = office_of_forms(forms);
        source.saved = grid::last_saved(bytes, assessor.limits);
    }
    Submission { source, outcome }
}

fn workbook(bytes: &[u8], limits: &Limits, source: &mut Source) -> Result<Workbook, Refusal> {
    let format = sniff(bytes)?;
    source.format = Some(format);
    grid::read(format, bytes, limits)
}

fn outcome(workbook: &Workbook, source: &Source, assessor: &Assessor<'_>) -> Outcome {
    let mut notes = workbook.notes.clone();
    let mut forms = Vec::new();
    for sheet in &workbook.sheets {
        let extracted = extract_all(sheet, assessor.dictionary);
        if !extracted.forms.is_empty() {
            notes.extend(hidden(sheet));
        }
        notes.extend(extracted.notes);
        for form in extracted.forms {
            let assessed = Assessed::of(form, source, assessor.registry, assessor.scoring);
            notes.extend(inferred::office(&assessed));
            notes.extend(inferred::year(&assessed));
            forms.push(assessed);
        }
    }
    if forms.is_empty() {
        Outcome::NoForm { notes }
    } else {
        Outcome::Assessed { forms, notes }
    }
}

fn office_of_forms(forms: &[Assessed]) -> String {
    let mut offices: Vec<&str> = Vec::new();
    for form in forms {
        if !offices.contains(&form.street_office()) {
            offices.push(form.street_office());
        }
    }
    offices.join("；")
}

fn hidden(sheet: &Sheet) -> Vec<Note> {
    let mut notes = Vec::new();
    if sheet.visibility == Visibility::Hidden {
        notes.push(Note::Remark(format!(
            "工作表“{}”为隐藏工作表，已读取",
            sheet.name
        )));
    }
    if sheet.hidden_rows > 0 {
        notes.push(Note::Remark(format!(
            "工作表“{}”有 {} 个隐藏行，已读取",
            sheet.name, sheet.hidden_rows
        )));
    }
    notes
}
