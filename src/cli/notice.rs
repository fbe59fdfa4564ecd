//! What must be known before anything is passed on.

use super::reporter::Reporter;
use super::words::one_line;
use crate::submission::{Sensitive, Source, Submission};
use crate::value::sensitive::SensitiveKind;

/// So many places are named; the workbook lists them all.
const NAMED: usize = 5;

/// Warns of personal numbers and marks of secrecy; silent where there are none.
pub(super) fn warn_of_sensitive(submissions: &[Submission], reporter: &mut Reporter) {
    if let Some(notice) = of_sensitive(submissions) {
        reporter.warn(&notice);
    }
}

fn of_sensitive(submissions: &[Submission]) -> Option<String> {
    let places: Vec<(&Source, &Sensitive)> = submissions
        .iter()
        .flat_map(|file| {
            file.source
                .sensitive
                .iter()
                .map(|found| (&file.source, found))
        })
        .collect();
    if places.is_empty() {
        return None;
    }
    let counts: Vec<String> = SensitiveKind::ALL
        .iter()
        .map(|kind| {
            (
                kind,
                places
                    .iter()
                    .filter(|(_, found)| found.kind == *kind)
                    .count(),
            )
        })
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| format!("{} {count} 处", kind.label()))
        .collect();
    let named = places.iter().take(NAMED).map(|(source, found)| {
        let Sensitive {
            sheet,
            at,
            kind,
            masked,
        } = found;
        let place = format!("{}!{sheet}!{at}", source.file);
        format!("  {}：{} {masked}", one_line(&place), kind.label())
    });
    let more = places.len().saturating_sub(NAMED);
    let rest = (more > 0).then(|| format!("  ……另有 {more} 处"));
    let lines: Vec<String> = named.chain(rest).collect();
    Some(format!(
        "注意：报送文件中有{}，转发或公开前请先处理：\n{}",
        counts.join("、"),
        lines.join("\n")
    ))
}
