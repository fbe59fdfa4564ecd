//! The `findings` and `rule_runs` tables.

use polars::prelude::{DataFrame, PolarsResult};

use super::Batch;
use super::columns::{findings as column, rule_runs};
use super::frame::{Field, fields, frame, printed, text};
use super::order::OfficeOrder;
use crate::finding::{Finding, RuleRun};

/// The frame of `findings`: the gravest first, then by office, project, rule and place.
pub(super) fn findings(batch: &Batch<'_>, order: &OfficeOrder<'_>) -> PolarsResult<DataFrame> {
    let mut rows: Vec<&Finding> = batch.findings.iter().collect();
    rows.sort_by(|one, other| key(one, order).cmp(&key(other, order)));
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

fn rule<'a>() -> Vec<Field<&'a Finding>> {
    fields! {
        column::finding_id: Text |found| text(&found.id);
        column::code: Text |found| text(found.code.as_str());
        column::family: Text |found| text(found.family.name());
        column::severity: Text |found| text(found.severity.name());
        column::stage: Text |found| text(found.stage.name());
        column::caused_by: Text |found| found.caused_by.as_deref().and_then(text);
    }
}

fn subject<'a>() -> Vec<Field<&'a Finding>> {
    fields! {
        column::form_id: Text |found| text(&found.subject.form_id);
        column::street_office: Text |found| text(&found.subject.street_office);
        column::project_name: Text |found| text(&found.subject.project_name);
    }
}

fn content<'a>() -> Vec<Field<&'a Finding>> {
    fields! {
        column::message: Text |found| text(&found.message);
        column::declared: Text |found| text(&found.declared);
        column::expected: Text |found| text(&found.expected);
        column::difference: Text |found| text(&found.difference);
    }
}

fn place<'a>() -> Vec<Field<&'a Finding>> {
    fields! {
        column::source_file: Text |found| text(&found.subject.source_file);
        column::source_sheet: Text |found| text(&found.subject.source_sheet);
        column::source_cell: Text |found| found.at.and_then(printed);
        column::related_cells: Text |found| printed(related(found));
    }
}

fn run<'a>() -> Vec<Field<&'a RuleRun>> {
    fields! {
        rule_runs::code: Text |run| text(run.code.as_str());
        rule_runs::form_id: Text |run| text(&run.form_id);
        rule_runs::state: Text |run| text(run.state.name());
    }
}

/// Filled from the reviewer's earlier decisions; this batch alone knows none.
fn review<'a>() -> Vec<Field<&'a Finding>> {
    fields! {
        column::review_status: Text |_| None;
        column::review_note: Text |_| None;
        column::review_until: Text |_| None;
    }
}

fn related(finding: &Finding) -> String {
    let cells: Vec<String> = finding.related.iter().map(ToString::to_string).collect();
    cells.join(" ")
}
