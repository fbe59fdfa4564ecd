//! Earlier decisions held against the findings of this run.

use std::collections::BTreeMap;

use super::{Decision, Recorded, Said, Settled, Status};
use crate::finding::Finding;
use crate::value::Day;
use crate::value::text::normal_form;

/// Which decision belongs to which finding of this run, and which have none any more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Review {
    decisions: BTreeMap<String, Decision>,
    settled: Vec<Settled>,
    remarks: Vec<String>,
    today: Option<Day>,
}

impl Review {
    /// Carries decisions to findings of the same id; `today` tells which have run out.
    #[must_use]
    pub fn of(recorded: Recorded, findings: &[Finding], today: Option<Day>) -> Self {
        // Two versions of a form have findings of one id.
        let mut current: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for finding in findings {
            current.entry(&finding.id).or_default().push(finding);
        }
        let mut review = Self {
            settled: recorded.loose,
            remarks: recorded.remarks,
            today,
            ..Self::default()
        };
        let mut run_out = 0_usize;
        for (id, record) in recorded.by_finding {
            match current.get(id.as_str()) {
                Some(findings) => {
                    run_out +=
                        usize::from(today.is_some_and(|day| record.decision.has_run_out(day)));
                    let decision = review.carried(&record, findings, today);
                    review.decisions.insert(id, decision);
                }
                None => review.settled.push(record),
            }
        }
        review.settled.sort_by(|one, other| {
            (&one.said, &one.finding_id).cmp(&(&other.said, &other.finding_id))
        });
        review.remark_on_ends(run_out, today);
        review
    }

    /// One decision without words, for the tests of other rooms.
    #[cfg(test)]
    pub(crate) fn with(finding: &Finding, status: Status) -> Self {
        let decision = Decision {
            status: Some(status),
            note: String::new(),
            until: None,
        };
        Self {
            decisions: [(finding.id.clone(), decision)].into(),
            ..Self::default()
        }
    }

    /// The decision on a finding, if there is one.
    #[must_use]
    pub fn decision(&self, finding_id: &str) -> Option<&Decision> {
        self.decisions.get(finding_id)
    }

    /// Decisions whose finding is gone, by office and project.
    #[must_use]
    pub fn settled(&self) -> &[Settled] {
        &self.settled
    }

    /// What a person should be told, one Chinese sentence each.
    #[must_use]
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// The day by which decisions run out; unknown where nothing tells one.
    #[must_use]
    pub fn today(&self) -> Option<Day> {
        self.today
    }

    /// How many findings carry a decision.
    #[must_use]
    pub fn decided(&self) -> usize {
        self.decisions.len()
    }

    fn carried(&mut self, record: &Settled, findings: &[&Finding], today: Option<Day>) -> Decision {
        if let Some(why) = no_longer_fits(record, findings) {
            self.remarks.push(format!(
                "{} {}：{why}；按“{}”沿用",
                record.said.rule,
                place(&record.said),
                Status::Pending
            ));
            return Decision::reopened(&why, &record.decision.note);
        }
        match today {
            Some(day) => record.decision.on(day),
            None => record.decision.clone(),
        }
    }

    fn remark_on_ends(&mut self, run_out: usize, today: Option<Day>) {
        let limited = self.decisions.values().any(|one| one.until.is_some());
        match today {
            Some(day) if run_out > 0 => self.remarks.push(format!(
                "{run_out} 条处理意见的有效期已过（按 {day} 判断），恢复为“{}”，原处理记入处理意见",
                Status::Pending
            )),
            None if limited => self.remarks.push(
                "无从判断有效期是否已过：自评表和上次异常清单均未注明保存日期；请在 config.yaml 填写 review.as_of".to_owned(),
            ),
            _ => {}
        }
    }
}

/// Why a decision cannot stand as it is, although its finding is still there.
fn no_longer_fits(record: &Settled, findings: &[&Finding]) -> Option<String> {
    let (said, told) = (&record.said, record.decision.told());
    if !said.rule.is_empty() && findings.iter().all(|one| one.code != *said.code()) {
        return Some(format!(
            "原处理：{told}，但该行的规则与发现编号不符（可能只对部分列作了排序）"
        ));
    }
    // What is not to be pursued is this figure, not whatever may be written there next.
    let dismissed = record.decision.status == Some(Status::Dismissed);
    let changed = findings
        .iter()
        .all(|finding| differ(&said.declared, &finding.declared));
    let now = findings.first().map(|finding| finding.declared.as_str())?;
    (dismissed && changed)
        .then(|| format!("原处理：{told}，当时填报为“{}”，现为“{now}”", said.declared))
}

/// Do two texts both say something, and not the same?
fn differ(one: &str, other: &str) -> bool {
    let (one, other) = (normal_form(one), normal_form(other));
    !one.is_empty() && !other.is_empty() && one != other
}

fn place(said: &Said) -> &str {
    if said.place.is_empty() {
        "（位置不详）"
    } else {
        &said.place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Family, FindingSubject, Severity, Stage};

    fn finding(id: &str, declared: &str) -> Finding {
        Finding {
            id: id.to_owned(),
            code: "B101".into(),
            title: "标题".into(),
            family: Family::Budget,
            severity: Severity::Error,
            stage: Stage::InForce,
            caused_by: None,
            subject: FindingSubject::default(),
            message: "说明".to_owned(),
            declared: declared.to_owned(),
            expected: String::new(),
            difference: String::new(),
            at: None,
            related: Vec::new(),
        }
    }

    fn record(id: &str, status: Status, until: Option<&str>) -> Settled {
        Settled {
            finding_id: id.to_owned(),
            said: Said {
                rule: "B101 标题".to_owned(),
                declared: "15".to_owned(),
                street_office: id.to_owned(),
                ..Said::default()
            },
            decision: Decision {
                status: Some(status),
                note: "已核".to_owned(),
                until: until.and_then(Day::parse),
            },
        }
    }

    fn review(records: &[Settled], findings: &[Finding], today: &str) -> Review {
        let recorded = Recorded {
            by_finding: records
                .iter()
                .map(|record| (record.finding_id.clone(), record.clone()))
                .collect(),
            ..Recorded::default()
        };
        Review::of(recorded, findings, Day::parse(today))
    }

    #[test]
    fn a_decision_follows_its_finding_and_is_kept_where_that_is_gone() {
        let records = [
            record("b", Status::Confirmed, None),
            record("a", Status::Rectified, None),
        ];
        let review = review(
            &records,
            &[finding("b", "15"), finding("c", "1")],
            "2025-07-01",
        );
        assert_eq!(review.decision("b"), Some(&records[0].decision));
        assert_eq!(review.decision("c"), None);
        assert_eq!(review.settled(), &records[1..]);
        assert_eq!(review.remarks(), [""; 0]);
    }

    #[test]
    fn what_has_run_out_comes_back_only_with_its_finding() {
        let records = [
            record("a", Status::Dismissed, Some("2025-06-30")),
            record("b", Status::Dismissed, Some("2025-06-30")),
        ];
        let review = review(&records, &[finding("a", "15")], "2025-07-01");
        let decision = review.decision("a").unwrap();
        assert_eq!(decision.status, Some(Status::Pending));
        assert!(
            decision
                .note
                .starts_with("原处理：不予处理，有效期至 2025-06-30 已过")
        );
        assert_eq!(review.settled(), &records[1..]);
        assert!(review.remarks()[0].starts_with("1 条处理意见的有效期已过"));
    }

    #[test]
    fn without_a_day_nothing_runs_out_and_that_is_told() {
        let records = [record("a", Status::Dismissed, Some("2025-06-30"))];
        let review = review(&records, &[finding("a", "15")], "");
        assert_eq!(review.decision("a"), Some(&records[0].decision));
        assert!(review.remarks()[0].contains("review.as_of"));
    }

    #[test]
    fn a_dismissal_is_of_the_figure_that_was_seen() {
        let records = [
            record("a", Status::Dismissed, None),
            record("b", Status::Confirmed, None),
        ];
        let now = [finding("a", "50"), finding("b", "50")];
        let review = review(&records, &now, "2025-07-01");
        let decision = review.decision("a").unwrap();
        assert_eq!(decision.status, Some(Status::Pending));
        assert_eq!(
            decision.note,
            "原处理：不予处理，当时填报为“15”，现为“50”。已核"
        );
        assert_eq!(review.decision("b"), Some(&records[1].decision));
        assert_eq!(review.remarks().len(), 1);
    }

    #[test]
    fn a_row_that_was_torn_apart_is_not_believed() {
        let mut torn = record("a", Status::Dismissed, None);
        torn.said.rule = "S103 成本超支仍得满分".to_owned();
        let review = review(&[torn], &[finding("a", "15")], "2025-07-01");
        let decision = review.decision("a").unwrap();
        assert_eq!(decision.status, Some(Status::Pending));
        assert!(decision.note.contains("规则与发现编号不符"));
    }
}
