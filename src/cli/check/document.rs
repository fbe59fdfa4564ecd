//! Findings for programs: one JSON document, the findings with the columns of the `findings` table.

use serde::Serialize;

use crate::cli::words::json_shown;
use crate::decision::{Decision, Review, Status};
use crate::finding::{Finding, Severity};
use crate::pipeline::Assessment;
use crate::submission::{Outcome, Submission};
use crate::value::FiscalYear;

/// What `check --format json` prints.
#[derive(Debug, Serialize)]
struct Document<'a> {
    summary: Summary,
    findings: Vec<Row<'a>>,
}

/// How much was looked at and found.
#[derive(Debug, Serialize)]
struct Summary {
    fiscal_year: Option<u16>,
    files: usize,
    refused_files: usize,
    forms: usize,
    findings: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    caused_by_others: usize,
}

/// One finding: a row of the `findings` table, empty cells as null.
#[derive(Debug, Serialize)]
struct Row<'a> {
    finding_id: &'a str,
    code: &'a str,
    family: &'static str,
    severity: &'static str,
    stage: &'static str,
    caused_by: Option<&'a str>,
    form_id: Option<&'a str>,
    street_office: Option<&'a str>,
    project_name: Option<&'a str>,
    message: &'a str,
    declared: Option<&'a str>,
    expected: Option<&'a str>,
    difference: Option<&'a str>,
    source_file: Option<&'a str>,
    source_sheet: Option<&'a str>,
    source_cell: Option<String>,
    related_cells: Option<String>,
    review_status: Option<&'static str>,
    review_note: Option<&'a str>,
    review_until: Option<String>,
}

/// The whole document.
pub(super) fn document(assessment: &Assessment, review: &Review) -> String {
    let rows = assessment.findings.iter();
    let document = Document {
        summary: summary(assessment),
        findings: rows
            .map(|finding| row(finding, review.decision(&finding.id)))
            .collect(),
    };
    // Texts and numbers always serialise.
    json_shown(&serde_json::to_string_pretty(&document).unwrap_or_default())
}

fn summary(assessment: &Assessment) -> Summary {
    let (files, findings) = (&assessment.submissions, &assessment.findings);
    let refused = |file: &&Submission| matches!(file.outcome, Outcome::Refused(_));
    let count = |severity| {
        findings
            .iter()
            .filter(|one| one.severity == severity)
            .count()
    };
    Summary {
        fiscal_year: assessment.fiscal_year.map(FiscalYear::number),
        files: files.len(),
        refused_files: files.iter().filter(refused).count(),
        forms: files.iter().flat_map(Submission::counting_forms).count(),
        findings: findings.len(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        caused_by_others: findings
            .iter()
            .filter(|one| one.caused_by.is_some())
            .count(),
    }
}

fn row<'a>(finding: &'a Finding, decision: Option<&'a Decision>) -> Row<'a> {
    let subject = &finding.subject;
    let related: Vec<String> = finding.related.iter().map(ToString::to_string).collect();
    Row {
        finding_id: &finding.id,
        code: finding.code.as_str(),
        family: finding.family.name(),
        severity: finding.severity.name(),
        stage: finding.stage.name(),
        caused_by: finding.caused_by.as_deref(),
        form_id: said(&subject.form_id),
        street_office: said(&subject.street_office),
        project_name: said(&subject.project_name),
        message: &finding.message,
        declared: said(&finding.declared),
        expected: said(&finding.expected),
        difference: said(&finding.difference),
        source_file: said(&subject.source_file),
        source_sheet: said(&subject.source_sheet),
        source_cell: finding.at.map(|cell| cell.to_string()),
        related_cells: (!related.is_empty()).then(|| related.join(" ")),
        review_status: decision.and_then(|one| one.status).map(Status::label),
        review_note: decision.and_then(|one| said(&one.note)),
        review_until: decision
            .and_then(|one| one.until)
            .map(|day| day.to_string()),
    }
}

fn said(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::check::tests::finding;
    use crate::tables::columns;

    #[test]
    fn a_finding_has_the_columns_of_its_table_in_their_order() {
        let finding = finding("B102", Severity::Error);
        let text = serde_json::to_string(&row(&finding, None)).unwrap();
        let places: Vec<usize> = columns::FINDINGS
            .iter()
            .map(|column| text.find(&format!("\"{}\":", column.name)).unwrap())
            .collect();
        assert!(places.is_sorted(), "{text}");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let keys = value.as_object().unwrap().len();
        assert_eq!(keys, columns::FINDINGS.len());
        assert_eq!(value["source_cell"], "E5");
        assert!(value["caused_by"].is_null() && value["declared"].is_null());
    }
}
