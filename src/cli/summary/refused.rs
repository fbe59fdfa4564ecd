//! The files that could not be read: which, why, and what to do.

use crate::cli::words::one_line;
use crate::finding::Finding;
use crate::pipeline::Done;
use crate::refusal::Refusal;
use crate::submission::{Outcome, Submission};
use crate::trouble::Trouble;

/// So many files are named; the list of files names them all.
const NAMED: usize = 10;

/// A block with the first files; empty where all could be read.
pub(super) fn refused(done: &Done) -> String {
    block(&done.submissions, &done.findings)
}

fn block(submissions: &[Submission], findings: &[Finding]) -> String {
    let refused: Vec<(&str, &Refusal)> = submissions.iter().filter_map(of_file).collect();
    let named = refused.iter().take(NAMED);
    let mut lines: Vec<String> = named
        .flat_map(|(file, refusal)| lines(file, &refusal.trouble(), code(file, findings)))
        .collect();
    let more = refused.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(format!(
            "  另有 {more} 个，见《全区汇总》的“文件清单”工作表"
        ));
    }
    if lines.is_empty() {
        return String::new();
    }
    let head = format!("无法读取的文件 {} 个：\n", refused.len());
    lines
        .iter()
        .fold(head, |text, line| format!("{text}{line}\n"))
}

fn of_file(file: &Submission) -> Option<(&str, &Refusal)> {
    match &file.outcome {
        Outcome::Refused(refusal) => Some((&file.source.file, refusal)),
        _ => None,
    }
}

fn lines(file: &str, trouble: &Trouble, code: Option<&str>) -> Vec<String> {
    let code = code.map_or(String::new(), |code| format!("{code} "));
    let mut lines = vec![
        format!("  {}", one_line(file)),
        format!("    {code}{}", one_line(&trouble.what)),
    ];
    let advice = trouble.advice.iter();
    lines.extend(advice.map(|advice| format!("    办法：{}", one_line(advice))));
    lines
}

/// The rule that speaks of the refusal, for `jixiao explain`.
fn code<'f>(file: &str, findings: &'f [Finding]) -> Option<&'f str> {
    let about_it = |finding: &&Finding| {
        finding.subject.source_file == file && finding.subject.source_sheet.is_empty()
    };
    findings
        .iter()
        .find(about_it)
        .map(|finding| finding.code.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::submission::Source;

    fn refused(file: &str, refusal: Refusal) -> Submission {
        let source = Source {
            file: file.to_owned(),
            ..Source::default()
        };
        Submission {
            source,
            outcome: Outcome::Refused(refusal),
        }
    }

    #[test]
    fn a_file_is_told_with_its_reason_and_what_to_do() {
        let files = [refused("椿树街道/空.xlsx", Refusal::Empty)];
        assert_eq!(
            block(&files, &[]),
            "无法读取的文件 1 个：\n  椿树街道/空.xlsx\n    文件为空（0 字节）\n    办法：请重新报送\n"
        );
        assert_eq!(block(&[], &[]), "");
    }

    #[test]
    fn many_files_are_counted() {
        let name = |number| format!("{number}.xlsx");
        let files: Vec<Submission> = (0..12)
            .map(|number| refused(&name(number), Refusal::Encrypted))
            .collect();
        let block = block(&files, &[]);
        assert!(block.starts_with("无法读取的文件 12 个：\n"), "{block}");
        assert!(
            block.contains("  9.xlsx\n") && !block.contains("  10.xlsx"),
            "{block}"
        );
        assert!(
            block.ends_with("另有 2 个，见《全区汇总》的“文件清单”工作表\n"),
            "{block}"
        );
    }
}
