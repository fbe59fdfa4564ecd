//! The `rule_stats` table: how often each rule fired, and what reviewers made of it.

use std::collections::BTreeSet;

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy as _, JoinArgs, JoinType, LazyFrame, MaintainOrderJoin,
    PolarsResult, col, lit,
};

use super::Batch;
use super::columns::{RULE_STATS, findings, rule_runs, rule_stats as column};
use super::frame::{Field, fields, frame as frame_of, text};
use super::measure;
use crate::decision::Status;
use crate::finding::{RuleRecord, RunState};

/// The counts, in the order of the contract.
const COUNTS: [&str; 9] = [
    column::forms_checked,
    column::raised,
    column::passed,
    column::not_applicable,
    column::could_not_run,
    column::findings,
    column::reviewed,
    column::confirmed,
    column::dismissed,
];

/// The frame of `rule_stats`, in the order of the catalogue.
pub(super) fn frame(
    batch: &Batch<'_>,
    found: &DataFrame,
    runs: &DataFrame,
) -> PolarsResult<DataFrame> {
    let order: Vec<Expr> = RULE_STATS.iter().map(|column| col(column.name)).collect();
    let rules = frame_of(&rules(batch), &rule())?.lazy();
    let counted = joined(joined(rules, fared(runs)), reviewed(found));
    let whole = COUNTS.map(|count| col(count).fill_null(lit(0_i64)));
    let share = measure::share(column::dismissed, column::reviewed, column::dismissed_share);
    counted
        .with_columns(whole)
        .with_columns([share])
        .select(order)
        .collect()
}

/// Every rule of the catalogue, and behind them whatever else raised a finding.
fn rules(batch: &Batch<'_>) -> Vec<RuleRecord> {
    let mut known: BTreeSet<&str> = batch.rules.iter().map(|rule| rule.code.as_str()).collect();
    let others = batch
        .findings
        .iter()
        .filter(|found| known.insert(found.code.as_str()));
    let others = others.map(|found| RuleRecord {
        code: found.code.clone(),
        title: found.title.clone(),
        family: found.family,
        severity: found.severity,
        stage: found.stage,
        state: String::new(),
        applies_to_all: true,
    });
    batch.rules.iter().cloned().chain(others).collect()
}

fn rule() -> Vec<Field<RuleRecord>> {
    fields! {
        column::code: Text |rule| text(rule.code.as_str());
        column::title: Text |rule| text(&rule.title);
        column::family: Text |rule| text(rule.family.name());
        column::severity: Text |rule| text(rule.severity.name());
        column::stage: Text |rule| text(rule.stage.name());
        column::state: Text |rule| text(&rule.state);
    }
}

/// On how many forms each rule was applied, and on how many not.
fn fared(runs: &DataFrame) -> LazyFrame {
    let [raised, passed] = [RunState::Raised, RunState::Passed].map(in_state);
    runs.clone()
        .lazy()
        .group_by([col(rule_runs::code).alias(column::code)])
        .agg([
            count(raised.clone().or(passed.clone()), column::forms_checked),
            count(raised, column::raised),
            count(passed, column::passed),
            count(in_state(RunState::NotApplicable), column::not_applicable),
            count(in_state(RunState::CouldNotRun), column::could_not_run),
        ])
}

/// What each rule found, and what reviewers decided.
fn reviewed(found: &DataFrame) -> LazyFrame {
    let decided = |status: Status| col(findings::review_status).eq(lit(status.label()));
    let confirmed = decided(Status::Confirmed).or(decided(Status::Rectified));
    let dismissed = decided(Status::Dismissed);
    found
        .clone()
        .lazy()
        .group_by([col(findings::code).alias(column::code)])
        .agg([
            count(col(findings::code).is_not_null(), column::findings),
            count(confirmed.clone().or(dismissed.clone()), column::reviewed),
            count(confirmed, column::confirmed),
            count(dismissed, column::dismissed),
        ])
}

fn in_state(state: RunState) -> Expr {
    col(rule_runs::state).eq(lit(state.name()))
}

fn count(like: Expr, named: &str) -> Expr {
    like.sum().cast(DataType::Int64).alias(named)
}

/// The counts beside each rule, the rules in their order.
fn joined(rules: LazyFrame, counts: LazyFrame) -> LazyFrame {
    let how = JoinArgs {
        maintain_order: MaintainOrderJoin::Left,
        ..JoinArgs::new(JoinType::Left)
    };
    rules.join(counts, [col(column::code)], [col(column::code)], how)
}
