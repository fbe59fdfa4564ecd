//! Findings for people: a line each that leads to the cell, as linters print them, or under their
//! files.

use std::path::{MAIN_SEPARATOR, Path};

use super::Found;
use crate::cli::paint::Paint;
use crate::cli::words::one_line;
use crate::finding::Finding;
use crate::trouble::shown;

/// How findings are printed.
pub(super) struct Lines<'a> {
    found: Found<'a>,
    root: String,
    paint: Paint,
}

impl<'a> Lines<'a> {
    /// Of findings of files below `input`.
    pub(super) fn new(found: Found<'a>, input: &Path, paint: Paint) -> Self {
        Self {
            found,
            root: shown_root(input),
            paint,
        }
    }

    /// `input/椿树街道/表.xlsx!自评表!E5: 错误 B102 …`.
    pub(super) fn whole(&self, finding: &Finding) -> String {
        let inside = inside(finding);
        let separator = if inside.is_empty() { "" } else { "!" };
        let place = format!("{}{separator}{inside}", self.file(finding));
        format!("{}: {}", self.paint.strong(&place), self.said(finding))
    }

    /// All findings, each file with those that belong to it.
    pub(super) fn by_file(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut last = None;
        for finding in self.found.findings {
            let file = self.file(finding);
            if last.as_ref() != Some(&file) {
                lines.push(self.paint.strong(&file));
                last = Some(file);
            }
            let inside = match inside(finding) {
                place if place.is_empty() => String::new(),
                place => format!("{place}: "),
            };
            lines.push(format!("  {inside}{}", self.said(finding)));
        }
        lines
    }

    /// The file, or the office where nothing came: that is where to look.
    fn file(&self, finding: &Finding) -> String {
        let subject = &finding.subject;
        match subject.source_file.as_str() {
            "" => one_line(&subject.street_office),
            file => one_line(&format!("{}{}", self.root, native(file))),
        }
    }

    fn said(&self, finding: &Finding) -> String {
        let severity = finding.severity;
        let head = format!("{} {}", severity.label(), finding.code);
        format!(
            "{} {}{}",
            self.paint.severity(severity, &head),
            one_line(&finding.message),
            self.remarks(finding)
        )
    }

    /// What the sentence does not say: the expectation, the cells that take part, what it echoes,
    /// and what a reviewer decided; a finding that is not pursued still counts.
    fn remarks(&self, finding: &Finding) -> String {
        let expected = Some(finding.expected.as_str())
            .filter(|text| !text.is_empty() && !finding.message.contains(text))
            .map(|text| format!("应为 {text}"));
        let cells: Vec<String> = finding.related.iter().map(ToString::to_string).collect();
        let related = (!cells.is_empty()).then(|| format!("相关 {}", cells.join("、")));
        let beside: Vec<String> = expected.into_iter().chain(related).collect();
        let beside = (!beside.is_empty()).then(|| beside.join("；"));
        let echo = self
            .found
            .root_of(finding)
            .map(|root| format!("由 {root} 引起"));
        let decision = self.found.review.decision(&finding.id);
        let status = decision.and_then(|one| one.status);
        let reviewed = status.map(|status| format!("审核：{status}"));
        let remarks = [beside, echo, reviewed].into_iter().flatten();
        let told: Vec<String> = remarks
            .map(|remark| format!("（{}）", one_line(&remark)))
            .collect();
        told.concat()
    }
}

/// Where in the file: `自评表!E5`; empty for a finding about the whole file.
fn inside(finding: &Finding) -> String {
    let sheet = one_line(&finding.subject.source_sheet);
    match finding.at {
        Some(cell) if sheet.is_empty() => cell.to_string(),
        Some(cell) => format!("{sheet}!{cell}"),
        None => sheet,
    }
}

/// A path below the input folder as this system writes it, so that it can be opened.
fn native(file: &str) -> String {
    file.replace('/', std::path::MAIN_SEPARATOR_STR)
}

/// The input folder as seen from the working folder, with a separator behind it.
fn shown_root(input: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let seen = input.strip_prefix(&here).unwrap_or(input);
    if seen.as_os_str().is_empty() {
        String::new()
    } else {
        format!("{}{MAIN_SEPARATOR}", shown(seen))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::check::tests::finding;
    use crate::decision::Review;
    use crate::finding::{FindingSubject, RelatedCell, Severity};
    use crate::grid::CellRef;

    fn lines<'a>(findings: &'a [Finding], review: &'a Review, paint: Paint) -> Lines<'a> {
        let here = std::env::current_dir().unwrap();
        Lines::new(Found { findings, review }, &here.join("input"), paint)
    }

    fn first_line(findings: &[Finding]) -> String {
        let review = Review::default();
        lines(findings, &review, Paint::PLAIN).whole(&findings[0])
    }

    fn place() -> String {
        format!("input{MAIN_SEPARATOR}椿树街道{MAIN_SEPARATOR}表.xlsx")
    }

    #[test]
    fn a_line_leads_to_the_cell() {
        let root = finding("B102", Severity::Error);
        let mut echo = finding("E102", Severity::Warning);
        echo.caused_by = Some("B102".to_owned());
        echo.at = None;
        let (all, review) = ([root, echo], Review::default());
        let lines = lines(&all, &review, Paint::PLAIN);
        let place = place();
        assert_eq!(
            all.each_ref().map(|finding| lines.whole(finding)),
            [
                format!("{place}!自评表!E5: 错误 B102 全年执行数大于全年预算数"),
                format!("{place}!自评表: 警告 E102 全年执行数大于全年预算数（由 B102 引起）")
            ]
        );
        assert_eq!(
            lines.by_file(),
            [
                place,
                "  自评表!E5: 错误 B102 全年执行数大于全年预算数".to_owned(),
                "  自评表: 警告 E102 全年执行数大于全年预算数（由 B102 引起）".to_owned()
            ]
        );
    }

    #[test]
    fn what_the_sentence_leaves_out_stands_behind_it() {
        let mut one = finding("B102", Severity::Error);
        one.expected = "35.56".to_owned();
        one.related = vec![RelatedCell {
            sheet: None,
            at: CellRef::new(4, 3),
        }];
        let line = first_line(std::slice::from_ref(&one));
        assert!(
            line.ends_with("大于全年预算数（应为 35.56；相关 D5）"),
            "{line}"
        );
        one.message = "应为 35.56".to_owned();
        assert!(first_line(&[one]).ends_with("B102 应为 35.56（相关 D5）"));
    }

    #[test]
    fn what_did_not_come_is_told_by_its_office() {
        let mut missing = finding("F107", Severity::Error);
        missing.subject = FindingSubject {
            street_office: "椿树街道".to_owned(),
            ..FindingSubject::default()
        };
        missing.at = None;
        assert!(first_line(&[missing]).starts_with("椿树街道: 错误 F107 "));
    }

    #[test]
    fn text_of_inputs_stays_in_its_line() {
        let mut hostile = finding("F101", Severity::Error);
        hostile.message = "第一行\n\u{1b}[2J第二行".to_owned();
        hostile.subject.source_sheet = "表\r\n".to_owned();
        let line = first_line(&[hostile]);
        assert!(!line.contains(char::is_control), "{line:?}");
    }

    #[test]
    fn colours_only_add() {
        let all = [finding("B102", Severity::Error)];
        let review = Review::default();
        let painted = lines(&all, &review, Paint::COLOURED).whole(&all[0]);
        assert!(
            painted.contains("\u{1b}[1;31m错误 B102\u{1b}[0m"),
            "{painted:?}"
        );
        let plain = ["\u{1b}[1;31m", "\u{1b}[1m", "\u{1b}[0m"]
            .iter()
            .fold(painted, |text, code| text.replace(code, ""));
        assert_eq!(plain, lines(&all, &review, Paint::PLAIN).whole(&all[0]));
    }

    #[test]
    fn the_folder_is_shown_from_here() {
        let here = std::env::current_dir().unwrap();
        assert_eq!(
            shown_root(&here.join("input")),
            format!("input{MAIN_SEPARATOR}")
        );
        assert_eq!(shown_root(&here), "");
    }
}
