//! The flow in one screen: read and assess each file (in parallel) → settle the batch → compare →
//! check each file (in parallel) → tables → deliverables → save.

mod beside;
mod error;
mod reading;

use std::path::PathBuf;
use std::time::Instant;

use crate::comparison::Comparisons;
use crate::config::Settings;
use crate::finding::{Finding, RuleRun};
use crate::report::{self, RunFacts, StageTime, View};
use crate::rules::{self, Checked, Circumstances};
use crate::submission::{Submission, batch};
use crate::tables::{self, Batch, Tables};
use crate::value::FiscalYear;
use rayon::prelude::*;

use beside::Beside;
pub use error::PipelineError;

/// Told of progress; the only hook into the flow.
pub trait Observer: Sync {
    /// So many files were found.
    fn found(&self, _files: usize) {}
    /// So many files more were found in an archive.
    fn unpacked(&self, _files: usize) {}
    /// One file is read.
    fn read(&self, _submission: &Submission) {}
    /// So many files are about to be written.
    fn writing(&self, _files: usize) {}
}

/// Every file of the input folder with what the rules say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// One per file found, on the disk and in archives, by path.
    pub submissions: Vec<Submission>,
    /// All findings, by file.
    pub findings: Vec<Finding>,
    /// How each rule fared on each form.
    pub runs: Vec<RuleRun>,
    /// The year of the batch; unknown where nothing states one.
    pub fiscal_year: Option<FiscalYear>,
    /// What every form was held against beside itself.
    pub comparisons: Comparisons,
    /// What that was, for the explanations: names and digests.
    pub beside: Vec<(String, String)>,
}

/// A finished run.
#[derive(Debug)]
pub struct Done {
    /// One per file found, on the disk and in archives, by path.
    pub submissions: Vec<Submission>,
    /// All findings, by file.
    pub findings: Vec<Finding>,
    /// The frames behind the deliverables.
    pub tables: Tables,
    /// What was written, below the output folder.
    pub written: Vec<PathBuf>,
}

/// Reads, recomputes, checks, consolidates and writes. `clock` tells the time for run.json alone.
///
/// # Errors
/// [`PipelineError`]; a bad input file is never one.
pub fn run(
    settings: &Settings,
    clock: &dyn Fn() -> String,
    observer: &dyn Observer,
) -> Result<Done, PipelineError> {
    let started = clock();
    report::prove_writable(&settings.output)?;
    let mut stages = Vec::new();
    let Assessment {
        submissions,
        findings,
        runs,
        fiscal_year,
        comparisons,
        beside,
    } = timed("读取核查", &mut stages, || assess(settings, observer))?;
    let batch = Batch {
        submissions: &submissions,
        findings: &findings,
        runs: &runs,
        registry: &settings.registry,
        comparisons: &comparisons,
    };
    let tables = timed("汇总", &mut stages, || tables::build(&batch))?;
    let fiscal_year = fiscal_year.ok_or(PipelineError::YearUnknown)?;
    let mut facts = facts(settings, fiscal_year, started);
    facts.config_text.extend(beside);
    facts.stages = stages;
    facts.finished = clock();
    let files = report::files(&View {
        tables: &tables,
        facts: &facts,
        settings: &settings.report,
    })?;
    observer.writing(files.len());
    report::save_all(&settings.output, &files)?;
    Ok(Done {
        submissions,
        findings,
        tables,
        written: files.into_iter().map(|file| file.path).collect(),
    })
}

/// Does a stage's work and notes how long it took, for run.json alone.
fn timed<T>(name: &'static str, stages: &mut Vec<StageTime>, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    stages.push(StageTime {
        name,
        milliseconds: u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
    });
    done
}

/// Reads and checks every file, without writing anything.
///
/// # Errors
/// [`PipelineError::Beside`], [`PipelineError::Input`], [`PipelineError::NothingRead`],
/// [`PipelineError::Accounting`] and [`PipelineError::Tables`].
pub fn assess(settings: &Settings, observer: &dyn Observer) -> Result<Assessment, PipelineError> {
    let beside = Beside::read(settings)?;
    let mut submissions = reading::read(settings, observer)?;
    let fiscal_year = batch::settle(&mut submissions, settings.fiscal_year);
    let facts = beside.facts();
    let comparisons = beside.compare(&submissions, settings, fiscal_year)?;
    let Checked { findings, runs } = check(&submissions, &comparisons, settings, fiscal_year);
    Ok(Assessment {
        submissions,
        findings,
        runs,
        fiscal_year,
        comparisons,
        beside: facts,
    })
}

/// What the rules say of every file, once the batch is settled.
fn check(
    submissions: &[Submission],
    comparisons: &Comparisons,
    settings: &Settings,
    fiscal_year: Option<FiscalYear>,
) -> Checked {
    let circumstances = Circumstances {
        policy: &settings.scoring,
        registry: &settings.registry,
        fiscal_year,
    };
    let checked: Vec<Checked> = submissions
        .par_iter()
        .enumerate()
        .map(|(position, submission)| {
            let of_forms = comparisons.of_submission(position);
            rules::check(submission, of_forms, &settings.rules, &circumstances)
        })
        .collect();
    let mut all = Checked::default();
    for of_file in checked {
        all.findings.extend(of_file.findings);
        all.runs.extend(of_file.runs);
    }
    all
}

fn facts(settings: &Settings, fiscal_year: FiscalYear, started: String) -> RunFacts {
    RunFacts {
        version: env!("CARGO_PKG_VERSION"),
        config_digest: settings.digest.clone(),
        config_text: settings.policy.clone(),
        fiscal_year,
        district: settings.registry.district.clone(),
        input_root: settings.input.clone(),
        output_root: settings.output.clone(),
        rules: report::rule_facts(&settings.rules),
        started,
        finished: String::new(),
        stages: Vec::new(),
    }
}
