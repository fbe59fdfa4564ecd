//! The batch as frames: the data contract, the frames that hold it, and the roll-ups. The only room
//! that thinks in polars; knows no workbook.
//!
//! Amounts and points are decimals with six places, exact to one fen; whatever is unknown is null.
//! Rows come in an order that depends on the batch alone, never on threads or on file order.

mod beside;
pub mod columns;
mod contract;
mod contribution;
mod counts;
mod departments;
mod earlier;
mod findings;
#[cfg(test)]
pub(crate) mod fixture;
mod frame;
mod indicators;
mod last_year;
mod layouts;
mod ledger_matches;
mod matching;
mod measure;
mod one_form;
mod order;
mod over_budget;
mod places;
mod projects;
mod quality;
mod reporting;
mod reviews;
mod rollup;
mod roster;
mod rule_stats;
mod sensitive;
mod settled;
mod submissions;
mod version_changes;

pub use columns::{Column, Kind};
pub use earlier::project_rows;
pub use frame::{PRECISION, SCALE};
pub use matching::{Terms, pair_up};
pub use one_form::{OneForm, Row, Value};
pub use places::{INDICATOR_CELLS, PROJECT_CELLS};
pub use quality::{Part as QualityPart, QualitySettings};

use polars::prelude::{DataFrame, PolarsError, PolarsResult};
use thiserror::Error;

use crate::comparison::Comparisons;
use crate::comparison::versions::Succession;
use crate::decision::Review;
use crate::evaluate::ScoringPolicy;
use crate::finding::{Finding, RuleRecord, RuleRun};
use crate::form::FormKind;
use crate::registry::Registry;
use crate::sampling::ReviewBook;
use crate::submission::{Roster, Submission};
use crate::trouble::Trouble;

/// Everything that the tables are made of.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// Every file, sorted by its path.
    pub submissions: &'a [Submission],
    /// Every finding.
    pub findings: &'a [Finding],
    /// How every rule fared on every form.
    pub runs: &'a [RuleRun],
    /// What reviewers decided about the findings.
    pub review: &'a Review,
    /// Every rule as it stands, in the order of the catalogue.
    pub rules: &'a [RuleRecord],
    /// Who was expected, and what came.
    pub roster: &'a Roster,
    /// Forms of which an older version came, with what has changed.
    pub successions: &'a [Succession],
    /// The offices that are expected to report.
    pub registry: &'a Registry,
    /// The policy by which figures agree.
    pub policy: &'a ScoringPolicy,
    /// What reviewers wrote in the review book; none where nothing was drawn yet.
    pub review_book: Option<&'a ReviewBook>,
    /// What every form was held against beside itself.
    pub comparisons: &'a Comparisons,
    /// What the quality of submission is judged by.
    pub quality: &'a QualitySettings,
}

/// The tables of the data contract.
#[derive(Debug, Clone)]
pub struct Tables {
    /// One row per form.
    pub projects: DataFrame,
    /// One row per indicator.
    pub indicators: DataFrame,
    /// One row per finding.
    pub findings: DataFrame,
    /// One row per rule and form.
    pub rule_runs: DataFrame,
    /// One row per expected office and project, and per one that was not expected.
    pub roster: DataFrame,
    /// One row per file.
    pub submissions: DataFrame,
    /// One row for the district, per street office and per implementing unit.
    pub rollup: DataFrame,
    /// One row per form on a whole department.
    pub departments: DataFrame,
    /// One row per reviewed score.
    pub reviews: DataFrame,
    /// One row per layout that was met.
    pub layouts: DataFrame,
    /// One row per decision whose finding is gone.
    pub settled_decisions: DataFrame,
    /// One row per rule: how often it fired, and what reviewers made of it.
    pub rule_stats: DataFrame,
    /// One row for the district, per office of the roster and per project of it.
    pub reporting: DataFrame,
    /// One row per version that does not count, and per place or finding in which it differs.
    pub version_changes: DataFrame,
    /// One row per personal number or mark of secrecy.
    pub sensitive: DataFrame,
    /// One row per form and line of the approved-budget ledger; empty without a ledger.
    pub ledger_matches: DataFrame,
    /// One row per form of this year and last; empty where last year is not configured.
    pub last_year: DataFrame,
    /// One row per row of the roll-up: what its execution rate is the quotient of.
    pub rate_basis: DataFrame,
    /// One row per office that is expected or that reported.
    pub quality: DataFrame,
    /// One row per project over budget.
    pub over_budget: DataFrame,
}

/// A table could not be built: a fault of the program, not of an input.
#[derive(Debug, Error)]
#[error("{}", self.trouble())]
pub struct TablesError {
    /// The table.
    table: &'static str,
    /// What polars says.
    source: PolarsError,
}

impl TablesError {
    /// What it says, in parts.
    #[must_use]
    pub fn trouble(&self) -> Trouble {
        let Self { table, source } = self;
        Trouble::new(format!("数据表 {table} 生成失败（{source}）"))
            .advise("输入文件和原有输出未改动，请将本提示报送软件维护人员")
    }
}

/// Builds every table.
///
/// # Errors
/// [`TablesError`] with the table's name where polars refuses.
pub fn build(batch: &Batch<'_>) -> Result<Tables, TablesError> {
    let projects = projects::rows(batch, &projects::KINDS);
    let departments = projects::rows(batch, &[FormKind::Department]);
    let order = order::OfficeOrder::of(batch.registry);
    let contributions = contribution::of(batch, &projects, &order);
    let findings = named(columns::findings::TABLE, findings::findings(batch, &order))?;
    let rule_runs = named(columns::rule_runs::TABLE, findings::rule_runs(batch))?;
    Ok(Tables {
        indicators: named(columns::indicators::TABLE, indicators::frame(&projects))?,
        roster: named(columns::roster::TABLE, roster::frame(batch))?,
        submissions: named(columns::submissions::TABLE, submissions::frame(batch))?,
        rollup: named(columns::rollup::TABLE, rollup::frame(&contributions))?,
        departments: named(
            columns::departments::TABLE,
            departments::frame(&departments),
        )?,
        reviews: named(
            columns::reviews::TABLE,
            reviews::frame(&projects, batch.review_book),
        )?,
        layouts: named(columns::layouts::TABLE, layouts::frame(batch))?,
        settled_decisions: named(
            columns::settled_decisions::TABLE,
            settled::frame(batch.review),
        )?,
        rule_stats: named(
            columns::rule_stats::TABLE,
            rule_stats::frame(batch, &findings, &rule_runs),
        )?,
        findings,
        rule_runs,
        reporting: named(columns::reporting::TABLE, reporting::frame(batch))?,
        version_changes: named(
            columns::version_changes::TABLE,
            version_changes::frame(batch, &order),
        )?,
        sensitive: named(columns::sensitive::TABLE, sensitive::frame(batch))?,
        ledger_matches: named(columns::ledger_matches::TABLE, ledger_matches::frame(batch))?,
        last_year: named(columns::last_year::TABLE, last_year::frame(batch))?,
        rate_basis: named(
            columns::rate_basis::TABLE,
            rollup::rate_basis(&contributions),
        )?,
        quality: named(columns::quality::TABLE, quality::frame(batch))?,
        over_budget: named(
            columns::over_budget::TABLE,
            over_budget::frame(batch, &projects),
        )?,
        projects: named(columns::projects::TABLE, projects::frame(&projects))?,
    })
}

impl Tables {
    /// Every table with its name and columns, in the order of the contract.
    #[must_use]
    pub fn named(&self) -> [(&'static str, &DataFrame, &'static [Column]); 20] {
        [
            (columns::projects::TABLE, &self.projects, columns::PROJECTS),
            (
                columns::indicators::TABLE,
                &self.indicators,
                columns::INDICATORS,
            ),
            (columns::findings::TABLE, &self.findings, columns::FINDINGS),
            (
                columns::rule_runs::TABLE,
                &self.rule_runs,
                columns::RULE_RUNS,
            ),
            (columns::roster::TABLE, &self.roster, columns::ROSTER),
            (
                columns::submissions::TABLE,
                &self.submissions,
                columns::SUBMISSIONS,
            ),
            (columns::rollup::TABLE, &self.rollup, columns::ROLLUP),
            (
                columns::departments::TABLE,
                &self.departments,
                columns::DEPARTMENTS,
            ),
            (columns::reviews::TABLE, &self.reviews, columns::REVIEWS),
            (columns::layouts::TABLE, &self.layouts, columns::LAYOUTS),
            (
                columns::settled_decisions::TABLE,
                &self.settled_decisions,
                columns::SETTLED_DECISIONS,
            ),
            (
                columns::rule_stats::TABLE,
                &self.rule_stats,
                columns::RULE_STATS,
            ),
            (
                columns::reporting::TABLE,
                &self.reporting,
                columns::REPORTING,
            ),
            (
                columns::version_changes::TABLE,
                &self.version_changes,
                columns::VERSION_CHANGES,
            ),
            (
                columns::sensitive::TABLE,
                &self.sensitive,
                columns::SENSITIVE,
            ),
            (
                columns::ledger_matches::TABLE,
                &self.ledger_matches,
                columns::LEDGER_MATCHES,
            ),
            (
                columns::last_year::TABLE,
                &self.last_year,
                columns::LAST_YEAR,
            ),
            (
                columns::rate_basis::TABLE,
                &self.rate_basis,
                columns::RATE_BASIS,
            ),
            (columns::quality::TABLE, &self.quality, columns::QUALITY),
            (
                columns::over_budget::TABLE,
                &self.over_budget,
                columns::OVER_BUDGET,
            ),
        ]
    }
}

fn named<T>(table: &'static str, built: PolarsResult<T>) -> Result<T, TablesError> {
    built.map_err(|source| TablesError { table, source })
}

#[cfg(test)]
mod tests;
