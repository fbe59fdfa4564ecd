//! The batch as frames: the data contract, the frames that hold it, and the roll-ups. The only room
//! that thinks in polars; knows no workbook.
//!
//! Amounts and points are decimals with six places, exact to one fen; whatever is unknown is null.
//! Rows come in an order that depends on the batch alone, never on threads or on file order.

mod beside;
pub mod columns;
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
mod order;
mod projects;
mod reviews;
mod rollup;
mod roster;
mod submissions;

pub use columns::{Column, Kind};
pub use earlier::project_rows;
pub use frame::{PRECISION, SCALE};
pub use matching::{Terms, pair_up};

use polars::prelude::{DataFrame, PolarsError, PolarsResult};
use thiserror::Error;

use crate::comparison::Comparisons;
use crate::finding::{Finding, RuleRun};
use crate::form::FormKind;
use crate::registry::Registry;
use crate::submission::Submission;

/// Everything that the tables are made of.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// Every file, sorted by its path.
    pub submissions: &'a [Submission],
    /// Every finding.
    pub findings: &'a [Finding],
    /// How every rule fared on every form.
    pub runs: &'a [RuleRun],
    /// The offices that are expected to report.
    pub registry: &'a Registry,
    /// What every form was held against beside itself.
    pub comparisons: &'a Comparisons,
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
    /// One row per expected office, and per office that was not expected.
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
    /// One row per form and line of the approved-budget ledger; empty without a ledger.
    pub ledger_matches: DataFrame,
    /// One row per form of this year and last; empty where last year is not configured.
    pub last_year: DataFrame,
}

/// A table could not be built: a fault of the program, not of an input.
#[derive(Debug, Error)]
#[error("数据表 {table} 生成失败（{source}）；输入文件未改动，请将本提示报送软件维护人员")]
pub struct TablesError {
    /// The table.
    table: &'static str,
    /// What polars says.
    source: PolarsError,
}

/// Builds every table.
///
/// # Errors
/// [`TablesError`] with the table's name where polars refuses.
pub fn build(batch: &Batch<'_>) -> Result<Tables, TablesError> {
    let projects = projects::rows(batch, &[FormKind::Project, FormKind::LedgerRow]);
    let departments = projects::rows(batch, &[FormKind::Department]);
    let order = order::OfficeOrder::of(batch.registry);
    let contributions = contribution::of(batch, &projects, &order);
    Ok(Tables {
        indicators: named(columns::indicators::TABLE, indicators::frame(&projects))?,
        findings: named(columns::findings::TABLE, findings::findings(batch, &order))?,
        rule_runs: named(columns::rule_runs::TABLE, findings::rule_runs(batch))?,
        roster: named(columns::roster::TABLE, roster::frame(batch))?,
        submissions: named(columns::submissions::TABLE, submissions::frame(batch))?,
        rollup: named(columns::rollup::TABLE, rollup::frame(&contributions))?,
        departments: named(
            columns::departments::TABLE,
            departments::frame(&departments),
        )?,
        reviews: named(columns::reviews::TABLE, reviews::frame(&projects))?,
        layouts: named(columns::layouts::TABLE, layouts::frame(batch))?,
        ledger_matches: named(columns::ledger_matches::TABLE, ledger_matches::frame(batch))?,
        last_year: named(columns::last_year::TABLE, last_year::frame(batch))?,
        projects: named(columns::projects::TABLE, projects::frame(&projects))?,
    })
}

impl Tables {
    /// Every table with its name and columns, in the order of the contract.
    #[must_use]
    pub fn named(&self) -> [(&'static str, &DataFrame, &'static [Column]); 12] {
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
                columns::ledger_matches::TABLE,
                &self.ledger_matches,
                columns::LEDGER_MATCHES,
            ),
            (
                columns::last_year::TABLE,
                &self.last_year,
                columns::LAST_YEAR,
            ),
        ]
    }
}

fn named<T>(table: &'static str, built: PolarsResult<T>) -> Result<T, TablesError> {
    built.map_err(|source| TablesError { table, source })
}

#[cfg(test)]
mod tests;
