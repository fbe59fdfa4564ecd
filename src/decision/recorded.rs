//! What earlier lists say, by finding.

use std::collections::BTreeMap;

use super::list::{Line, Lists};
use super::{Decision, Status};

/// What a row of the list said about its finding, as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Said {
    /// The street office.
    pub street_office: String,
    /// 项目名称
    pub project_name: String,
    /// Code and title of the rule.
    pub rule: String,
    /// `文件!工作表!单元格`
    pub place: String,
    /// 错误, 警告, 提示
    pub severity: String,
    /// What was wrong.
    pub message: String,
    /// What the form said.
    pub declared: String,
    /// What it should have said.
    pub expected: String,
    /// The one less the other.
    pub difference: String,
}

impl Said {
    /// The rule's code.
    #[must_use]
    pub fn code(&self) -> &str {
        self.rule.split_whitespace().next().unwrap_or_default()
    }
}

/// A decision with what was said of its finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The finding; empty for a row that somebody wrote beside the findings.
    pub finding_id: String,
    /// What was said of it.
    pub said: Said,
    /// What was decided.
    pub decision: Decision,
}

/// Every decision of earlier lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recorded {
    pub(super) by_finding: BTreeMap<String, Settled>,
    /// Rows with a decision and without an id.
    pub(super) loose: Vec<Settled>,
    /// What a person should be told.
    pub(super) remarks: Vec<String>,
}

impl Recorded {
    /// Gathers the rows of a workbook. Rows on which nothing was decided are left out.
    pub(super) fn of(lists: Lists) -> Self {
        let mut recorded = Self {
            remarks: lists.remarks,
            ..Self::default()
        };
        let mut lines: BTreeMap<String, Vec<Line>> = BTreeMap::new();
        for line in lists.lines {
            lines.entry(line.finding_id.clone()).or_default().push(line);
        }
        for line in lines.remove("").unwrap_or_default() {
            recorded.add_loose(&line);
        }
        for (finding_id, lines) in lines {
            recorded.add(finding_id, &lines);
        }
        recorded
    }

    /// With what a newer list says: of one finding, the newer decision counts.
    #[must_use]
    pub fn and_newer(mut self, newer: Self) -> Self {
        self.by_finding.extend(newer.by_finding);
        for row in newer.loose {
            if !self.loose.contains(&row) {
                self.loose.push(row);
            }
        }
        self.remarks.extend(newer.remarks);
        self
    }

    fn add_loose(&mut self, line: &Line) {
        if let Some(decision) = self.decided(line) {
            self.loose.push(Settled {
                finding_id: String::new(),
                said: line.said.clone(),
                decision,
            });
        }
    }

    /// The rows of one finding: two versions of a form have findings of one id.
    fn add(&mut self, finding_id: String, lines: &[Line]) {
        let mut decided: Vec<(&Line, Decision)> = Vec::new();
        for line in lines {
            let known = |decision: &Decision| decided.iter().any(|(_, one)| one == decision);
            if let Some(decision) = self.decided(line)
                && !known(&decision)
            {
                decided.push((line, decision));
            }
        }
        let Some((first, _)) = decided.first() else {
            return;
        };
        let settled = Settled {
            finding_id: finding_id.clone(),
            said: first.said.clone(),
            decision: self.one_of(&decided),
        };
        self.by_finding.insert(finding_id, settled);
    }

    /// What was decided on a row, if anything.
    fn decided(&mut self, line: &Line) -> Option<Decision> {
        let (decision, told) = line.typed.understood();
        if let Some(told) = told {
            self.remarks.push(format!(
                "{}{told}；按“{}”沿用，原文记入处理意见",
                line.place,
                Status::Pending
            ));
        }
        (!decision.is_empty()).then_some(decision)
    }

    /// Several decisions on one finding: notes are joined, but what contradicts itself is to be
    /// decided again.
    fn one_of(&mut self, decided: &[(&Line, Decision)]) -> Decision {
        let Some((_, first)) = decided.first() else {
            return Decision::default();
        };
        let notes: Vec<&str> = decided
            .iter()
            .map(|(_, decision)| decision.note.as_str())
            .filter(|note| !note.is_empty())
            .collect();
        let agrees = |one: &Decision| (one.status, one.until) == (first.status, first.until);
        if decided.iter().all(|(_, decision)| agrees(decision)) {
            return Decision {
                note: notes.join("；"),
                ..first.clone()
            };
        }
        let told: Vec<String> = decided.iter().map(|(_, one)| one.told()).collect();
        let places: Vec<&str> = decided.iter().map(|(line, _)| &*line.place).collect();
        let why = format!("同一问题有不同的处理：{}", told.join("；"));
        self.remarks.push(format!(
            "{}是同一问题，处理不一致；按“{}”沿用，各处理均记入处理意见",
            places.join("、"),
            Status::Pending
        ));
        Decision::reopened(&why, &notes.join("；"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::typed::{Typed, Until};
    use super::*;
    use crate::value::Day;

    fn line(finding_id: &str, status: &str, note: &str) -> Line {
        Line {
            place: format!("“异常明细”第 {} 行", note.len()),
            finding_id: finding_id.to_owned(),
            said: Said {
                message: format!("关于{finding_id}"),
                ..Said::default()
            },
            typed: Typed {
                status: status.to_owned(),
                note: note.to_owned(),
                until: Until::Open,
            },
        }
    }

    fn recorded(lines: &[Line]) -> Recorded {
        Recorded::of(Lists {
            lines: lines.to_vec(),
            remarks: Vec::new(),
        })
    }

    fn decision<'r>(recorded: &'r Recorded, finding_id: &str) -> &'r Decision {
        &recorded.by_finding[finding_id].decision
    }

    #[test]
    fn rows_without_a_decision_are_left_out() {
        let recorded = recorded(&[line("a", "", ""), line("b", "", "看过"), line("", "", "")]);
        assert_eq!(recorded.by_finding.keys().collect::<Vec<_>>(), ["b"]);
        assert_eq!((recorded.loose, recorded.remarks), (vec![], vec![]));
    }

    #[test]
    fn a_row_without_an_id_is_kept() {
        let recorded = recorded(&[line("", "属实", "自行发现"), line("", "", "")]);
        assert_eq!(recorded.loose.len(), 1);
        assert_eq!(recorded.loose[0].decision.note, "自行发现");
    }

    #[test]
    fn of_two_rows_the_decided_one_counts() {
        let recorded = recorded(&[
            line("a", "", ""),
            line("a", "属实", ""),
            line("a", "属实", ""),
        ]);
        assert_eq!(decision(&recorded, "a").status, Some(Status::Confirmed));
        assert_eq!(recorded.remarks, Vec::<String>::new());
    }

    #[test]
    fn two_notes_on_one_decision_are_joined() {
        let recorded = recorded(&[line("a", "属实", "甲"), line("a", "属实", "乙")]);
        let decision = decision(&recorded, "a");
        assert_eq!(
            (decision.status, &*decision.note),
            (Some(Status::Confirmed), "甲；乙")
        );
    }

    #[test]
    fn decisions_that_differ_are_both_kept_and_told() {
        let mut dismissed = line("a", "不予处理", "金额小");
        dismissed.typed.until = Until::Day(Day::parse("2025-06-30").unwrap());
        let recorded = recorded(&[line("a", "属实", "已核"), dismissed]);
        assert_eq!(decision(&recorded, "a").status, Some(Status::Pending));
        assert_eq!(
            decision(&recorded, "a").note,
            "同一问题有不同的处理：属实；不予处理，有效期至 2025-06-30。已核；金额小"
        );
        assert_eq!(recorded.remarks.len(), 1);
        assert!(recorded.remarks[0].contains("第 6 行、“异常明细”第 9 行是同一问题"));
    }

    #[test]
    fn what_cannot_be_understood_is_told_with_its_row() {
        let recorded = recorded(&[line("a", "转办", "x")]);
        assert_eq!(
            recorded.remarks,
            ["“异常明细”第 1 行处理状态原填“转办”；按“待核实”沿用，原文记入处理意见"]
        );
    }

    #[test]
    fn the_newer_list_counts_and_the_older_fills_up() {
        let older = recorded(&[
            line("a", "属实", ""),
            line("b", "已整改", ""),
            line("", "属实", "甲"),
        ]);
        let newer = recorded(&[line("a", "不予处理", ""), line("", "属实", "甲")]);
        let both = older.and_newer(newer);
        assert_eq!(decision(&both, "a").status, Some(Status::Dismissed));
        assert_eq!(decision(&both, "b").status, Some(Status::Rectified));
        assert_eq!(both.loose.len(), 1);
    }
}
