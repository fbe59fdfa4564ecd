//! `run.json`: what ran when on what, and what came out: the only output with a clock.

use serde::Serialize;

use super::sheet::read;
use super::{OutFile, ReportError, View};
use crate::tables::columns::{findings, submissions};
use crate::value::Day;

/// The name of the file.
const FILE: &str = "run.json";

#[derive(Serialize)]
struct RunRecord<'a> {
    program: &'static str,
    version: &'a str,
    started: &'a str,
    finished: &'a str,
    stages: Vec<StageRecord>,
    fiscal_year: u16,
    district: &'a str,
    config_blake3: &'a str,
    review_as_of: Option<Day>,
    counts: Counts,
    outputs: Vec<Output>,
}

#[derive(Serialize)]
struct StageRecord {
    stage: &'static str,
    milliseconds: u64,
}

#[derive(Serialize)]
struct Counts {
    files: usize,
    files_ok: usize,
    files_partial: usize,
    files_no_form: usize,
    files_skipped: usize,
    files_error: usize,
    forms: usize,
    indicators: usize,
    findings: usize,
    findings_error: usize,
    findings_warning: usize,
    findings_info: usize,
}

#[derive(Serialize)]
struct Output {
    path: String,
    bytes: usize,
    blake3: String,
}

/// The record of a run that made these files.
///
/// # Errors
/// [`ReportError`] where the record cannot be written as JSON.
pub fn run_record(view: &View<'_>, files: &[OutFile]) -> Result<OutFile, ReportError> {
    let facts = view.facts;
    let record = RunRecord {
        program: "jixiao",
        version: facts.version,
        started: &facts.started,
        finished: &facts.finished,
        stages: facts.stages.iter().map(StageRecord::of).collect(),
        fiscal_year: facts.fiscal_year.number(),
        district: &facts.district,
        config_blake3: &facts.config_digest,
        review_as_of: facts.review_day,
        counts: counts(view),
        outputs: files.iter().map(Output::of).collect(),
    };
    let mut bytes =
        serde_json::to_vec_pretty(&record).map_err(|error| ReportError::new(FILE, error))?;
    bytes.push(b'\n');
    Ok(OutFile::new(FILE, bytes))
}

impl StageRecord {
    fn of(stage: &super::StageTime) -> Self {
        Self {
            stage: stage.name,
            milliseconds: stage.milliseconds,
        }
    }
}

impl Output {
    fn of(file: &OutFile) -> Self {
        Self {
            path: file.name(),
            bytes: file.bytes.len(),
            blake3: blake3::hash(&file.bytes).to_hex().to_string(),
        }
    }
}

fn counts(view: &View<'_>) -> Counts {
    let files = read(&view.tables.submissions);
    let found = read(&view.tables.findings);
    let files_in = |status: &str| files.count(|row| row.text(submissions::status) == status);
    let found_as = |severity: &str| found.count(|row| row.text(findings::severity) == severity);
    Counts {
        files: files.len(),
        files_ok: files_in("ok"),
        files_partial: files_in("partial"),
        files_no_form: files_in("no_form"),
        files_skipped: files_in("skipped"),
        files_error: files_in("error"),
        forms: view.tables.projects.height(),
        indicators: view.tables.indicators.height(),
        findings: found.len(),
        findings_error: found_as("error"),
        findings_warning: found_as("warning"),
        findings_info: found_as("info"),
    }
}
