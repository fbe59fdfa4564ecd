//! The flow in one screen: discover → assess each file (in parallel) → settle the batch → check each
//! file (in parallel) → tables → deliverables → save.

use std::path::PathBuf;
use std::time::Instant;

use rayon::prelude::*;
use thiserror::Error;

use crate::config::Settings;
use crate::finding::{Finding, RuleRun};
use crate::form::Dictionary;
use crate::intake::{self, Disposition, Found};
use crate::report::{self, ReportError, RunFacts, SaveError, StageTime, View};
use crate::rules::{self, Checked, Circumstances};
use crate::submission::{self, Assessor, Outcome, Submission, batch};
use crate::tables::{self, Batch, Tables, TablesError};
use crate::value::FiscalYear;

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

/// What ends a run.
#[derive(Debug, Error)]
pub enum PipelineError {
    /// The input folder itself cannot be walked.
    #[error("无法读取输入文件夹 {path}：{detail}")]
    Input {
        /// The folder.
        path: String,
        /// What the system said.
        detail: String,
    },
    /// No file of the input folder could be read.
    #[error("输入文件夹 {path} 中没有可读取的工作簿（共 {files} 个文件）")]
    NothingRead {
        /// The folder.
        path: String,
        /// How many files it holds.
        files: usize,
    },
    /// Files were lost on the way: a fault of this program, never of an input.
    #[error("文件清点不符：发现 {found} 个，记录 {recorded} 个；请报告此程序错误")]
    Accounting {
        /// Files found.
        found: usize,
        /// Files recorded.
        recorded: usize,
    },
    /// Neither the configuration nor any form states the year of the batch.
    #[error("无法确定年度：各表均未注明；请在 config.yaml 填写 fiscal_year，或用 --year 指定")]
    YearUnknown,
    /// The frames could not be built.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// A deliverable could not be made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The output folder could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
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
    } = timed("读取核查", &mut stages, || assess(settings, observer))?;
    let batch = Batch {
        submissions: &submissions,
        findings: &findings,
        runs: &runs,
        registry: &settings.registry,
    };
    let tables = timed("汇总", &mut stages, || tables::build(&batch))?;
    let fiscal_year = fiscal_year.ok_or(PipelineError::YearUnknown)?;
    let mut facts = facts(settings, fiscal_year, started);
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
/// [`PipelineError::Input`], [`PipelineError::NothingRead`] and [`PipelineError::Accounting`].
pub fn assess(settings: &Settings, observer: &dyn Observer) -> Result<Assessment, PipelineError> {
    let found = discover(settings)?;
    observer.found(found.len());
    let dictionary = Dictionary::with(&settings.dictionary);
    let assessor = assessor(settings, &dictionary);
    let mut submissions: Vec<Submission> = found
        .par_iter()
        .flat_map_iter(|found| {
            let submissions = assess_one(found, &assessor);
            observer.unpacked(submissions.len().saturating_sub(1));
            for submission in &submissions {
                observer.read(submission);
            }
            submissions
        })
        .collect();
    submissions.sort_by(|one, other| one.source.file.cmp(&other.source.file));
    account(&found, &submissions, settings)?;
    let fiscal_year = batch::settle(&mut submissions, settings.fiscal_year);
    let Checked { findings, runs } = check(&submissions, settings, fiscal_year);
    Ok(Assessment {
        submissions,
        findings,
        runs,
        fiscal_year,
    })
}

fn discover(settings: &Settings) -> Result<Vec<Found>, PipelineError> {
    intake::discover(&settings.input).map_err(|error| PipelineError::Input {
        path: settings.input.display().to_string(),
        detail: cause(&error),
    })
}

fn cause(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "文件夹不存在".to_owned(),
        std::io::ErrorKind::NotADirectory => "不是文件夹".to_owned(),
        std::io::ErrorKind::PermissionDenied => "没有访问权限".to_owned(),
        _ => error.to_string(),
    }
}

fn assessor<'a>(settings: &'a Settings, dictionary: &'a Dictionary) -> Assessor<'a> {
    Assessor {
        dictionary,
        limits: &settings.limits,
        scoring: &settings.scoring,
        registry: &settings.registry,
    }
}

/// The whole way of one file, and of all that is in it: the only I/O is the read of that file.
fn assess_one(found: &Found, assessor: &Assessor<'_>) -> Vec<Submission> {
    let unread = |outcome| {
        vec![Submission::unread(
            &found.relative,
            assessor.registry,
            outcome,
        )]
    };
    match &found.disposition {
        Disposition::Skipped(reason) => unread(Outcome::Skipped(reason.to_string())),
        Disposition::Candidate => match intake::load(found, assessor.limits) {
            Ok(bytes) => submission::assess(&found.relative, &bytes, found.modified, assessor),
            Err(refusal) => unread(Outcome::Refused(refusal)),
        },
    }
}

/// What the rules say of every file, once the batch is settled.
fn check(
    submissions: &[Submission],
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
        .map(|submission| rules::check(submission, &settings.rules, &circumstances))
        .collect();
    let mut all = Checked::default();
    for of_file in checked {
        all.findings.extend(of_file.findings);
        all.runs.extend(of_file.runs);
    }
    all
}

/// Every file found, on the disk or in an archive, ends as exactly one submission.
fn account(
    found: &[Found],
    submissions: &[Submission],
    settings: &Settings,
) -> Result<(), PipelineError> {
    let recorded = submissions.len();
    let packed: usize = submissions.iter().map(Submission::entries).sum();
    let found = found.len().saturating_add(packed);
    if recorded != found {
        return Err(PipelineError::Accounting { found, recorded });
    }
    let readable = submissions.iter().any(Submission::was_read);
    readable
        .then_some(())
        .ok_or_else(|| PipelineError::NothingRead {
            path: settings.input.display().to_string(),
            files: recorded,
        })
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
