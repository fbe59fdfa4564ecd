//! The `findings` and `rule_runs` tables.

use polars::prelude::{DataFrame, PolarsResult};

use super::Batch;
use super::columns::{findings as column, rule_runs};
use super::frame::{Field, fields, frame, printed, text};
use super::order::OfficeOrder;
use crate::decision::{Decision, Status};
use crate::finding::{Finding, RuleRun};

/// A finding with what a reviewer decided about it.
#[derive(Clone, Copy)]
struct Row<'a> {
    finding: &'a Finding,
    decision: Option<&'a Decision>,
}

/// The frame of `findings`: the gravest first, then by office, project, rule and place.
pub(super) fn findings(batch: &Batch<'_>, order: &OfficeOrder<'_>) -> PolarsResult<DataFrame> {
    let mut findings: Vec<&Finding> = batch.findings.iter().collect();
    findings.sort_by(|one, other| key(one, order).cmp(&key(other, order)));
    let decided = |finding: &'_ Finding| batch.review.decision(&finding.id);
    let rows: Vec<Row<'_>> = findings
        .into_iter()
        .map(|finding| Row {
            finding,
            decision: decided(finding),
        })
        .collect();
    frame(
        &rows,
        &[rule(), subject(), content(), place(), review()].concat(),
    )
}

/// The frame of `rule_runs`.
pub(super) fn rule_runs(batch: &Batch<'_>) -> PolarsResult<DataFrame> {
    let mut rows: Vec<&RuleRun> = batch.runs.iter().collect();
    rows.sort_by_key(|run| (&run.form_id, &run.code, run.state));
    frame(&rows, &run())
}

fn key<'a>(finding: &'a Finding, order: &OfficeOrder<'_>) -> impl Ord + use<'a> {
    let subject = &finding.subject;
    (
        finding.severity,
        order.key(&subject.street_office),
        &subject.project_name,
        &finding.code,
        (&subject.source_sheet, finding.at),
        // Ties that remain are between forms of one name, or between findings at one cell.
        (&subject.form_id, &subject.source_file, &finding.id),
    )
}

fn rule<'a>() -> Vec<Field<Row<'a>>> {
    fields! {
        column::finding_id: Text |row| text(&row.finding.id);
        column::code: Text |row| text(row.finding.code.as_str());
        column::family: Text |row| text(row.finding.family.name());
        column::severity: Text |row| text(row.finding.severity.name());
        column::stage: Text |row| text(row.finding.stage.name());
        column::caused_by: Text |row| row.finding.caused_by.as_deref().and_then(text);
    }
}

fn subject<'a>() -> Vec<Field<Row<'a>>> {
    fields! {
        column::form_id: Text |row| text(&row.finding.subject.form_id);
        column::street_office: Text |row| text(&row.finding.subject.street_office);
        column::project_name: Text |row| text(&row.finding.subject.project_name);
    }
}

fn content<'a>() -> Vec<Field<Row<'a>>> {
    fields! {
        column::message: Text |row| text(&row.finding.message);
        column::declared: Text |row| text(&row.finding.declared);
        column::expected: Text |row| text(&row.finding.expected);
        column::difference: Text |row| text(&row.finding.difference);
    }
}

fn place<'a>() -> Vec<Field<Row<'a>>> {
    fields! {
        column::source_file: Text |row| text(&row.finding.subject.source_file);
        column::source_sheet: Text |row| text(&row.finding.subject.source_sheet);
        column::source_cell: Text |row| row.finding.at.and_then(printed);
        column::related_cells: Text |row| printed(related(row.finding));
    }
}

fn run<'a>() -> Vec<Field<&'a RuleRun>> {
    fields! {
        rule_runs::code: Text |run| text(run.code.as_str());
        rule_runs::form_id: Text |run| text(&run.form_id);
        rule_runs::state: Text |run| text(run.state.name());
    }
}

/// What a reviewer decided; nothing for most.
fn review<'a>() -> Vec<Field<Row<'a>>> {
    fields! {
        column::review_status: Text |row| text(row.decision?.status.map(Status::label)?);
        column::review_note: Text |row| text(&row.decision?.note);
        column::review_until: Text |row| printed(row.decision?.until?);
    }
}

fn related(finding: &Finding) -> String {
    let cells: Vec<String> = finding.related.iter().map(ToString::to_string).collect();
    cells.join(" ")
}
