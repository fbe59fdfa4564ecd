//! 抽查复核: the draw, and reading back what the reviewers wrote.

use std::path::{Path, PathBuf};

use super::observer::go_on;
use super::{Observer, PipelineError, assess, facts};
use crate::config::Settings;
use crate::decision::lock_beside;
use crate::intake::workbook_at;
use crate::report;
use crate::sampling::{self, ReviewBook};

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
    if let Some(sign) = lock_beside(&path) {
        return Err(unreadable(
            &path,
            format!("正在 Excel 或 WPS 中打开，{sign}"),
        ));
    }
    if review_book(settings)?.is_some_and(|book| book.is_begun()) {
        let path = path.display().to_string();
        return Err(PipelineError::ReviewBegun { path });
    }
    let assessment = assess(settings, observer)?;
    let (submissions, findings) = (&assessment.submissions, &assessment.findings);
    let drawn = sampling::draw(submissions, findings, &settings.sample, size);
    let year = assessment.fiscal_year.ok_or(PipelineError::YearUnknown)?;
    let facts = facts(settings, year, String::new());
    let name = settings.sample.file.to_string_lossy();
    let book = report::review_book(&facts, &settings.report, &drawn, &name)?;
    observer.replacing();
    go_on(observer)?;
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
    let loaded = workbook_at(&path, &settings.limits)
        .map_err(|refusal| unreadable(&path, refusal.to_string()))?;
    let name = settings.sample.file.display().to_string();
    Ok(Some(ReviewBook::read(&name, &loaded.workbook.sheets)))
}

fn unreadable(path: &Path, reason: String) -> PipelineError {
    PipelineError::ReviewBook {
        path: path.display().to_string(),
        reason,
    }
}
