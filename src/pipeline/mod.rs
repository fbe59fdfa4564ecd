//! The flow in one screen: read back what reviewers decided → read and assess each file (in parallel)
//! → settle the batch → compare → check each file (in parallel) → carry the decisions → tables →
//! deliverables → save.

mod beside;
mod decisions;
mod error;
mod observer;
mod reading;
mod sample;

use std::path::PathBuf;
use std::time::Instant;

use crate::comparison::versions::{self, Succession};
use crate::comparison::{self, Comparisons};
use crate::config::Settings;
use crate::decision::Review;
use crate::finding::{Finding, RuleRun};
use crate::report::{self, RunFacts, StageTime, View};
use crate::rules::{self, Checked, Circumstances};
use crate::sampling::ReviewBook;
use crate::submission::{Roster, Submission, batch};
use crate::tables::{self, Batch, Tables, TablesError};
use crate::value::FiscalYear;
use rayon::prelude::*;

use beside::Beside;
use decisions::Earlier;
pub use error::PipelineError;
pub use observer::Observer;
use observer::go_on;
pub use sample::{Drawing, sample};

/// Every file of the input folder with what the rules say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// One per file found, on the disk and in archives, by path.
    pub submissions: Vec<Submission>,
    /// All findings, by file.
    pub findings: Vec<Finding>,
    /// How each rule fared on each form.
    pub runs: Vec<RuleRun>,
    /// Who was expected, and what came.
    pub roster: Roster,
    /// Forms of which an older version came, with what has changed.
    pub successions: Vec<Succession>,
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
    /// What reviewers wrote in the review book; none where nothing was drawn yet.
    pub review_book: Option<ReviewBook>,
    /// One per file found, on the disk and in archives, by path.
    pub submissions: Vec<Submission>,
    /// All findings, by file.
    pub findings: Vec<Finding>,
    /// What reviewers decided about the findings.
    pub review: Review,
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
    let earlier = Earlier::read(settings)?;
    report::prove_writable(&settings.output)?;
    let review_book = sample::review_book(settings)?;
    let mut stages = Vec::new();
    let assessment = timed("读取核查", &mut stages, || assess(settings, observer))?;
    go_on(observer)?;
    let review = earlier.carried(&assessment, &settings.review);
    decisions::tell(&review, observer);
    let tables = timed("汇总", &mut stages, || {
        build_tables(&assessment, settings, &review, review_book.as_ref())
    })?;
    let fiscal_year = assessment.fiscal_year.ok_or(PipelineError::YearUnknown)?;
    let mut facts = facts(settings, fiscal_year, started);
    facts.review_day = review.today();
    facts.config_text.extend(assessment.beside.iter().cloned());
    facts.stages = stages;
    facts.finished = clock();
    go_on(observer)?;
    let view = View {
        tables: &tables,
        submissions: &assessment.submissions,
        findings: &assessment.findings,
        limits: &settings.limits,
        facts: &facts,
        settings: &settings.report,
    };
    let files = report::files(&view, observer)?.ok_or(PipelineError::Stopped)?;
    let written = files.iter().map(|file| file.path.clone()).collect();
    earlier.save(&settings.output, files, observer)?;
    Ok(Done {
        submissions: assessment.submissions,
        findings: assessment.findings,
        review,
        review_book,
        tables,
        written,
    })
}

/// The tables of an assessment, with what reviewers decided and wrote.
fn build_tables(
    assessment: &Assessment,
    settings: &Settings,
    review: &Review,
    review_book: Option<&ReviewBook>,
) -> Result<Tables, TablesError> {
    tables::build(&Batch {
        submissions: &assessment.submissions,
        findings: &assessment.findings,
        runs: &assessment.runs,
        rules: &settings.rules.records(),
        review,
        roster: &assessment.roster,
        successions: &assessment.successions,
        registry: &settings.registry,
        policy: &settings.scoring,
        review_book,
        comparisons: &assessment.comparisons,
        quality: &settings.quality,
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
/// [`PipelineError::Accounting`], [`PipelineError::Tables`] and [`PipelineError::Stopped`].
pub fn assess(settings: &Settings, observer: &dyn Observer) -> Result<Assessment, PipelineError> {
    let beside = Beside::read(settings, observer)?;
    let mut submissions = reading::read(settings, observer)?;
    go_on(observer)?;
    let fiscal_year = batch::settle(&mut submissions, settings.fiscal_year);
    let facts = beside.facts();
    let mut comparisons = beside.compare(&submissions, settings, fiscal_year)?;
    comparison::across(&submissions, &settings.rules.across(), &mut comparisons);
    let roster = Roster::of(&submissions, &settings.registry, fiscal_year);
    let circumstances = Circumstances {
        policy: &settings.scoring,
        registry: &settings.registry,
        fiscal_year,
        custom: &settings.custom_rules,
    };
    go_on(observer)?;
    let mut checked = check(&submissions, &comparisons, settings, &circumstances);
    checked.add(rules::check_expected(
        &roster,
        &settings.rules,
        &circumstances,
    ));
    let Checked { findings, runs } = checked;
    let mut successions = versions::successions(&submissions);
    rules::compare_findings(
        &mut successions,
        &submissions,
        &comparisons,
        &findings,
        &settings.rules,
        &circumstances,
    );
    Ok(Assessment {
        submissions,
        findings,
        runs,
        roster,
        successions,
        fiscal_year,
        comparisons,
        beside: facts,
    })
}

/// What reviewers decided about the findings, for those who only look: nothing is written, and a list
/// that cannot be read is told, not refused.
#[must_use]
pub fn review(settings: &Settings, assessment: &Assessment, observer: &dyn Observer) -> Review {
    let earlier = Earlier::looked_at(settings, observer);
    earlier.carried(assessment, &settings.review)
}

/// What the rules say of every file, once the batch is settled.
fn check(
    submissions: &[Submission],
    comparisons: &Comparisons,
    settings: &Settings,
    circumstances: &Circumstances<'_>,
) -> Checked {
    let checked: Vec<Checked> = submissions
        .par_iter()
        .enumerate()
        .map(|(position, submission)| {
            let of_forms = comparisons.of_submission(position);
            rules::check(submission, of_forms, &settings.rules, circumstances)
        })
        .collect();
    let mut all = Checked::default();
    for of_file in checked {
        all.add(of_file);
    }
    all
}

fn facts(settings: &Settings, fiscal_year: FiscalYear, started: String) -> RunFacts {
    RunFacts {
        version: env!("CARGO_PKG_VERSION"),
        config_digest: settings.digest.clone(),
        config_text: settings.policy.clone(),
        fiscal_year,
        review_day: None,
        district: settings.registry.district.clone(),
        least_confidence: settings.rules.F110.least_confidence,
        input_root: settings.input.clone(),
        output_root: settings.output.clone(),
        rules: settings.rules.records(),
        started,
        finished: String::new(),
        stages: Vec::new(),
    }
}
