//! `jixiao check`: findings to the terminal as linters print them; nothing is written.

mod document;
mod lines;

use super::args::{Common, FailOn, FindingsFormat};
use super::exit::{Failure, Status};
use super::notice::warn_of_sensitive;
use super::reporter::Reporter;
use super::summary;
use super::watching::Watching;
use crate::decision::Review;
use crate::finding::Finding;
use crate::pipeline::{self, PipelineError};

use lines::Lines;

/// What is printed: the findings, and what was decided about them.
#[derive(Debug, Clone, Copy)]
struct Found<'a> {
    findings: &'a [Finding],
    review: &'a Review,
}

impl Found<'_> {
    /// The code of the finding that this one echoes.
    fn root_of(&self, finding: &Finding) -> Option<&str> {
        let cause = finding.caused_by.as_ref()?;
        let root = self.findings.iter().find(|root| root.id == *cause)?;
        Some(root.code.as_str())
    }
}

pub(super) fn check(
    common: &Common,
    fail_on: FailOn,
    format: FindingsFormat,
    reporter: &mut Reporter,
) -> Result<Status, Failure> {
    let Watching { progress, settings } = Watching::start(common)?;
    let ended = pipeline::assess(&settings, &progress);
    progress.clear();
    let assessment = ended?;
    if progress.interrupt().is_asked() {
        return Err(PipelineError::Stopped.into());
    }
    let review = pipeline::review(&settings, &assessment, &progress);
    let found = Found {
        findings: &assessment.findings,
        review: &review,
    };
    let lines = Lines::new(found, &settings.input, reporter.paint());
    match format {
        FindingsFormat::Json => reporter.line(&document::document(&assessment, &review))?,
        FindingsFormat::Files => print(&lines.by_file(), reporter)?,
        FindingsFormat::Text => {
            for finding in found.findings {
                reporter.line(&lines.whole(finding))?;
            }
        }
    }
    if !common.quiet && format != FindingsFormat::Json {
        reporter.line(&summary::of_check(&assessment))?;
    }
    warn_of_sensitive(&assessment.submissions, reporter);
    Ok(status(&assessment.findings, fail_on))
}

fn print(lines: &[String], reporter: &mut Reporter) -> Result<(), Failure> {
    for line in lines {
        reporter.line(line)?;
    }
    Ok(())
}

fn status(findings: &[Finding], fail_on: FailOn) -> Status {
    let fails = |finding: &Finding| fail_on.covers(finding.severity);
    if findings.iter().any(fails) {
        Status::FindingsRaised
    } else {
        Status::Done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Family, FindingSubject, Severity, Stage};
    use crate::grid::CellRef;

    pub(super) fn finding(code: &'static str, severity: Severity) -> Finding {
        Finding {
            id: code.to_owned(),
            code: code.into(),
            title: "标题".into(),
            family: Family::Budget,
            severity,
            stage: Stage::InForce,
            caused_by: None,
            subject: FindingSubject {
                source_file: "椿树街道/表.xlsx".to_owned(),
                source_sheet: "自评表".to_owned(),
                ..FindingSubject::default()
            },
            message: "全年执行数大于全年预算数".to_owned(),
            declared: String::new(),
            expected: String::new(),
            difference: String::new(),
            at: Some(CellRef::new(4, 4)),
            related: Vec::new(),
        }
    }

    #[test]
    fn it_fails_on_what_it_was_told_to() {
        let warned = [
            finding("B101", Severity::Warning),
            finding("B103", Severity::Info),
        ];
        assert_eq!(status(&warned, FailOn::Error), Status::Done);
        assert_eq!(status(&warned, FailOn::Warning), Status::FindingsRaised);
        assert_eq!(status(&warned[1..], FailOn::Warning), Status::Done);
    }
}
