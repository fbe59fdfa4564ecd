//! 抽查复核: the draw, and reading back what the reviewers wrote.

use std::path::PathBuf;

use super::{Assessment, Observer, PipelineError, assess, facts};
use crate::config::Settings;
use crate::decision::Review;
use crate::grid::{self, Sheet};
use crate::intake::{self, Disposition, Found, Kind, sniff};
use crate::refusal::Refusal;
use crate::report::{self, View};
use crate::sampling::{self, ReviewBook};
use crate::tables::{self, Batch};

/// A finished draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The review book.
    pub path: PathBuf,
    /// How many projects were drawn.
    pub drawn: usize,
    /// Among how many.
    pub population: usize,
    /// What the random part was drawn with.
    pub seed: u64,
}

/// Draws projects for review and writes the review book; `size` overrides the configured share.
///
/// # Errors
/// [`PipelineError`]; also where the review book of an earlier draw holds what reviewers wrote.
pub fn sample(
    settings: &Settings,
    size: Option<usize>,
    observer: &dyn Observer,
) -> Result<Drawing, PipelineError> {
    report::prove_writable(&settings.output)?;
    let path = settings.output.join(&settings.sample.file);
    if review_book(settings)?.is_some_and(|book| book.is_begun()) {
        let path = path.display().to_string();
        return Err(PipelineError::ReviewBegun { path });
    }
    let assessment = assess(settings, observer)?;
    let Assessment {
        submissions,
        findings,
        ..
    } = &assessment;
    let drawn = sampling::draw(submissions, findings, &settings.sample, size);
    let tables = tables::build(&Batch {
        submissions,
        findings,
        runs: &assessment.runs,
        rules: &settings.rules.records(),
        roster: &assessment.roster,
        successions: &assessment.successions,
        comparisons: &assessment.comparisons,
        review: &Review::default(),
        registry: &settings.registry,
        review_book: None,
    })?;
    let year = assessment.fiscal_year.ok_or(PipelineError::YearUnknown)?;
    let facts = facts(settings, year, String::new());
    let view = View {
        tables: &tables,
        facts: &facts,
        settings: &settings.report,
    };
    let name = settings.sample.file.to_string_lossy();
    let book = report::review_book(&view, &drawn, findings, &name)?;
    report::replace_one(&settings.output, &book)?;
    Ok(Drawing {
        path,
        drawn: drawn.drawn.len(),
        population: drawn.population,
        seed: drawn.seed,
    })
}

/// The review book of an earlier draw, if there is one.
pub(super) fn review_book(settings: &Settings) -> Result<Option<ReviewBook>, PipelineError> {
    let path = settings.output.join(&settings.sample.file);
    if !path.exists() {
        return Ok(None);
    }
    let name = settings.sample.file.display().to_string();
    let found = Found {
        path,
        relative: name.clone(),
        disposition: Disposition::Candidate,
        modified: None,
    };
    let sheets = open(&found, settings).map_err(|refusal| PipelineError::ReviewBook {
        path: found.path.display().to_string(),
        reason: refusal.to_string(),
    })?;
    Ok(Some(ReviewBook::read(&name, &sheets)))
}

fn open(found: &Found, settings: &Settings) -> Result<Vec<Sheet>, Refusal> {
    let bytes = intake::load(found, &settings.limits)?;
    match sniff(&bytes)? {
        Kind::Workbook(format) => Ok(grid::read(format, &bytes, &settings.limits)?.sheets),
        Kind::Archive(_) => Err(Refusal::Unpackable("是压缩包".to_owned())),
    }
}
