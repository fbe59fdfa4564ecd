//! Bytes, a name and the settings → one file's result: a pure function, so that it can run in any
//! thread, process or machine.

use super::{Assessed, Outcome, Source, Submission, form_id};
use crate::evaluate::{ScoringPolicy, evaluate};
use crate::form::{Dictionary, Form, extract_book};
use crate::grid::{self, Limits, Sheet, Visibility, Workbook};
use crate::intake::sniff;
use crate::note::Note;
use crate::refusal::Refusal;
use crate::registry::Registry;
use crate::value::FiscalYear;
use crate::value::text::tidy;

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
    /// The year of the batch, for forms that state none.
    pub fiscal_year: Option<FiscalYear>,
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
    };
    let outcome = match workbook(bytes, assessor.limits, &mut source) {
        Ok(workbook) => outcome(&workbook, &source, assessor),
        Err(refusal) => Outcome::Refused(refusal),
    };
    if let Outcome::Assessed { forms, .. } = &outcome {
        source.street_office = office_of_forms(forms);
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
    let extracted = extract_book(&workbook.sheets, assessor.dictionary);
    let holds_form = |sheet: &&Sheet| {
        extracted
            .forms
            .iter()
            .any(|form| form.stands_on(&sheet.name))
    };
    notes.extend(workbook.sheets.iter().filter(holds_form).flat_map(hidden));
    notes.extend(extracted.notes);
    for form in extracted.forms {
        notes.extend(year_inferred(&form, assessor));
        forms.push(assessed(form, source, assessor));
    }
    if forms.is_empty() {
        Outcome::NoForm { notes }
    } else {
        Outcome::Assessed { forms, notes }
    }
}

fn assessed(form: Form, source: &Source, assessor: &Assessor<'_>) -> Assessed {
    let street_office = office_of_form(&form, source, assessor.registry);
    let fiscal_year = form.fiscal_year.value().copied().or(assessor.fiscal_year);
    let text = |entry: &crate::form::Entry<String>| {
        entry.value().map_or_else(String::new, |value| tidy(value))
    };
    let fallback = format!("{}{}{}", source.blake3, form.sheet, form.area);
    Assessed {
        form_id: form_id(
            &street_office,
            &text(&form.head.implementing_unit),
            &text(&form.head.project_name),
            fiscal_year,
            &fallback,
        ),
        street_office,
        fiscal_year,
        evaluation: evaluate(&form, assessor.scoring),
        form,
    }
}

/// The expected office that the form's head names, else the one that its path names; for senders
/// that are not in the registry, the supervising department as printed.
fn office_of_form(form: &Form, source: &Source, registry: &Registry) -> String {
    let department = form.head.supervising_department.value();
    let unit = form.head.implementing_unit.value();
    let named = [department, unit]
        .into_iter()
        .flatten()
        .find_map(|text| registry.recognise(text));
    match (named, department) {
        (Some(office), _) => office.name.clone(),
        (None, Some(department)) if registry.recognise(&source.file).is_none() => tidy(department),
        _ => source.street_office.clone(),
    }
}

fn office_of_forms(forms: &[Assessed]) -> String {
    let mut offices: Vec<&str> = Vec::new();
    for form in forms {
        if !offices.contains(&form.street_office.as_str()) {
            offices.push(&form.street_office);
        }
    }
    offices.join("；")
}

/// The expected office that a path names, else its first folder.
pub(super) fn office_of_path(file: &str, registry: &Registry) -> String {
    let folder = file.split_once('/').map_or("", |(folder, _)| folder);
    registry
        .recognise(file)
        .map_or_else(|| folder.to_owned(), |office| office.name.clone())
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

fn year_inferred(form: &Form, assessor: &Assessor<'_>) -> Option<Note> {
    let year = assessor.fiscal_year?;
    form.fiscal_year.value().is_none().then(|| {
        Note::Inferred(format!(
            "工作表“{}”{} 的自评表未注明年度，按 {year} 年度理解",
            form.sheet, form.area.first
        ))
    })
}
