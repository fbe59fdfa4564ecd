//! `jixiao check`: findings to the terminal as linters print them; nothing is written.

use std::path::Path;

use super::args::{Common, FailOn};
use super::exit::{Failure, Status};
use super::notice::warn_of_sensitive;
use super::progress::Progress;
use super::reporter::Reporter;
use super::settings::{set_jobs, settings};
use super::{log, summary};
use crate::decision::Review;
use crate::finding::Finding;
use crate::pipeline;

pub(super) fn check(
    common: &Common,
    fail_on: FailOn,
    reporter: &mut Reporter,
) -> Result<Status, Failure> {
    let progress = Progress::new(common.quiet);
    log::start(common, progress.bar());
    set_jobs(common)?;
    let settings = settings(common)?;
    let ended = pipeline::assess(&settings, &progress);
    progress.clear();
    let assessment = ended?;
    let review = pipeline::review(&settings, &assessment, &progress);
    let root = shown_root(&settings.input);
    for finding in &assessment.findings {
        let line = line(finding, &assessment.findings, &root);
        reporter.line(&format!("{line}{}", reviewed(finding, &review)))?;
    }
    if !common.quiet {
        reporter.line(&summary::of_check(&assessment))?;
    }
    warn_of_sensitive(&assessment.submissions, reporter);
    Ok(status(&assessment.findings, fail_on))
}

fn status(findings: &[Finding], fail_on: FailOn) -> Status {
    if findings
        .iter()
        .any(|finding| fail_on.covers(finding.severity))
    {
        Status::FindingsRaised
    } else {
        Status::Done
    }
}

/// `input/椿树街道/表.xlsx!自评表!E5: 错误 B102 …`.
fn line(finding: &Finding, all: &[Finding], root: &str) -> String {
    let Finding {
        subject,
        severity,
        code,
        message,
        ..
    } = finding;
    // What did not come has no file: the office is where to look.
    let mut place = match subject.source_file.as_str() {
        "" => subject.street_office.clone(),
        file => format!("{root}{file}"),
    };
    if !subject.source_sheet.is_empty() {
        place = format!("{place}!{}", subject.source_sheet);
    }
    if let Some(cell) = finding.at {
        place = format!("{place}!{cell}");
    }
    let echo = root_of(finding, all).map_or(String::new(), |root| format!("（由 {root} 引起）"));
    format!("{place}: {} {code} {message}{echo}", severity.label())
}

/// What a reviewer decided about it: told, but a finding that is not pursued still counts.
fn reviewed(finding: &Finding, review: &Review) -> String {
    let status = review.decision(&finding.id).and_then(|one| one.status);
    status.map_or(String::new(), |status| format!("（审核：{status}）"))
}

/// The code of the finding that this one echoes.
fn root_of<'a>(finding: &Finding, all: &'a [Finding]) -> Option<&'a str> {
    let cause = finding.caused_by.as_ref()?;
    all.iter()
        .find(|root| root.id == *cause)
        .map(|root| root.code.as_str())
}

/// The input folder as seen from the working folder, with `/` behind it.
fn shown_root(input: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let shown = input.strip_prefix(&here).unwrap_or(input);
    if shown.as_os_str().is_empty() {
        String::new()
    } else {
        format!("{}/", shown.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Family, FindingSubject, Severity, Stage};
    use crate::grid::CellRef;

    fn finding(code: &'static str, severity: Severity) -> Finding {
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
    fn a_line_leads_to_the_cell() {
        let root = finding("B102", Severity::Error);
        let mut echo = finding("E102", Severity::Warning);
        echo.caused_by = Some("B102".to_owned());
        echo.at = None;
        let all = [root, echo];
        assert_eq!(
            line(&all[0], &all, "input/"),
            "input/椿树街道/表.xlsx!自评表!E5: 错误 B102 全年执行数大于全年预算数"
        );
        assert_eq!(
            line(&all[1], &all, "input/"),
            "input/椿树街道/表.xlsx!自评表: 警告 E102 全年执行数大于全年预算数（由 B102 引起）"
        );
    }

    #[test]
    fn what_did_not_come_is_told_by_its_office() {
        let mut missing = finding("F107", Severity::Error);
        missing.subject = FindingSubject {
            street_office: "椿树街道".to_owned(),
            ..FindingSubject::default()
        };
        missing.at = None;
        assert!(line(&missing, &[], "input/").starts_with("椿树街道: 错误 F107 "));
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

    #[test]
    fn the_folder_is_shown_from_here() {
        let here = std::env::current_dir().unwrap();
        assert_eq!(shown_root(&here.join("input")), "input/");
        assert_eq!(shown_root(&here), "");
    }
}
