//! What became of the findings on a version of a form when the next one came: put right, still there,
//! or new. Two findings are the same fault where one rule raises both at the same place of the form.

use std::collections::BTreeMap;

use super::RulesConfig;
use super::engine::{SUPERSEDED_VERSION, check_version};
use super::rule::Circumstances;
use crate::comparison::versions::{FindingChange, Succession, form_at};
use crate::comparison::{Comparison, Comparisons};
use crate::finding::{Family, Finding};
use crate::submission::Submission;

/// Fills in what became of the findings of every succession; `findings` are those of the batch.
///
/// The older version is held against what the newer one is held against, since that is of the same
/// project. What rules say across forms and by configuration is left out: it is not asked of a
/// version that does not count.
pub fn compare_findings(
    successions: &mut [Succession],
    submissions: &[Submission],
    comparisons: &Comparisons,
    findings: &[Finding],
    config: &RulesConfig,
    circumstances: &Circumstances<'_>,
) {
    let mut by_form: BTreeMap<&str, Vec<Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| is_comparable(finding)) {
        let of_form = by_form.entry(&finding.subject.form_id).or_default();
        of_form.push(finding.clone());
    }
    for succession in successions {
        let older = succession.before();
        let older = older.and_then(|place| {
            let submission = submissions.get(place.submission)?;
            Some((submission, form_at(submissions, place)?))
        });
        let newer = form_at(submissions, succession.newer);
        let (Some((submission, older)), Some(newer)) = (older, newer) else {
            continue;
        };
        let alone = Comparison::default();
        let of_forms = comparisons.of_submission(succession.newer.submission);
        let comparison = of_forms.get(succession.newer.form).unwrap_or(&alone);
        let was = check_version(submission, older, comparison, config, circumstances).findings;
        let was = was.into_iter().filter(is_comparable).collect();
        let is = by_form.remove(newer.form_id.as_str()).unwrap_or_default();
        succession.findings = changes(succession, was, is);
    }
}

fn is_comparable(finding: &Finding) -> bool {
    !matches!(finding.family, Family::Cross | Family::Custom)
        && finding.code != SUPERSEDED_VERSION
        && !finding.subject.form_id.is_empty()
}

/// Every finding of either version: those of the newer in their order, then those that are gone.
fn changes(succession: &Succession, was: Vec<Finding>, is: Vec<Finding>) -> Vec<FindingChange> {
    let mut gone: Vec<(Key, Finding)> = was
        .into_iter()
        .map(|finding| (old_key(succession, &finding), finding))
        .collect();
    let mut changes: Vec<FindingChange> = is
        .into_iter()
        .map(|finding| {
            let key = new_key(succession, &finding);
            let same = gone.iter().position(|(old, _)| *old == key);
            FindingChange {
                old: same.map(|at| gone.remove(at).1),
                new: Some(finding),
            }
        })
        .collect();
    changes.extend(gone.into_iter().map(|(_, finding)| FindingChange {
        old: Some(finding),
        new: None,
    }));
    changes
}

/// A rule, and the place of the form by its position among all places, else the cell as it is.
type Key = (String, Result<usize, String>);

fn old_key(succession: &Succession, finding: &Finding) -> Key {
    key(finding, |sheet, at| succession.old_place(sheet, at))
}

fn new_key(succession: &Succession, finding: &Finding) -> Key {
    key(finding, |sheet, at| succession.new_place(sheet, at))
}

fn key(finding: &Finding, place: impl Fn(&str, crate::grid::CellRef) -> Option<usize>) -> Key {
    let known = finding
        .at
        .and_then(|at| place(&finding.subject.source_sheet, at));
    let cell = finding.at.map(|at| at.to_string()).unwrap_or_default();
    (finding.code.to_string(), known.ok_or(cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::versions::{Compared, Place, Told};
    use crate::finding::{FindingSubject, Severity, Stage};

    fn finding(code: &'static str, at: &str) -> Finding {
        Finding {
            id: code.to_owned(),
            code: code.into(),
            title: "标题".into(),
            family: Family::Budget,
            severity: Severity::Error,
            stage: Stage::InForce,
            caused_by: None,
            subject: FindingSubject {
                source_sheet: "自评表".to_owned(),
                ..FindingSubject::default()
            },
            message: String::new(),
            declared: String::new(),
            expected: String::new(),
            difference: String::new(),
            at: at.parse().ok(),
            related: Vec::new(),
        }
    }

    /// 全年执行数 stood in E8 and stands in E9.
    fn succession() -> Succession {
        let told = |cell: &str| {
            Some(Told {
                text: "33".to_owned(),
                sheet: "自评表".to_owned(),
                at: cell.parse().unwrap(),
            })
        };
        let place = Place {
            submission: 0,
            form: 0,
        };
        Succession {
            newer: place,
            older: vec![place],
            places: vec![Compared {
                what: "全年执行数".to_owned(),
                old: told("E8"),
                new: told("E9"),
                is_of_row: false,
            }],
            findings: Vec::new(),
        }
    }

    fn told(was: &[Finding], is: &[Finding]) -> Vec<(Option<String>, Option<String>)> {
        let name = |finding: Option<Finding>| {
            finding.map(|finding| format!("{}{}", finding.code, finding.at.unwrap()))
        };
        changes(&succession(), was.to_vec(), is.to_vec())
            .into_iter()
            .map(|change| (name(change.old), name(change.new)))
            .collect()
    }

    #[test]
    fn a_fault_stays_itself_where_its_place_has_moved() {
        let some = |text: &str| Some(text.to_owned());
        let was = [finding("B102", "E8"), finding("M101", "C3")];
        let is = [finding("B101", "E9"), finding("B102", "E9")];
        assert_eq!(
            told(&was, &is),
            [
                (None, some("B101E9")),
                (some("B102E8"), some("B102E9")),
                (some("M101C3"), None),
            ]
        );
    }

    #[test]
    fn two_findings_at_one_place_are_two() {
        let one = finding("B102", "E8");
        let told = told(&[one.clone(), one], &[finding("B102", "E9")]);
        assert_eq!(told.len(), 2);
        assert!(told[0].0.is_some() && told[1].1.is_none());
    }
}
