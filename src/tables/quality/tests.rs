//! Offices with known findings, and what their submission comes to.

use super::score::Score;
use super::*;
use crate::decision::Review;
use crate::finding::{Family, Severity};
use crate::registry::{ExpectedProject, Registry};
use crate::submission::RosterState;
use crate::submission::roster::{Reported, TimeBasis};
use crate::tables::fixture::{self, REFERENCE};
use crate::value::Moment;

fn finding(code: &'static str, family: Family, severity: Severity) -> Finding {
    Finding {
        family,
        ..fixture::finding("a.xlsx", &REFERENCE, code, severity)
    }
}

fn row(project: Option<&str>, state: RosterState, reported: &str) -> RosterRow {
    RosterRow {
        office: "椿树街道".to_owned(),
        project: project.map(|name| ExpectedProject {
            name: name.to_owned(),
            code: String::new(),
        }),
        state,
        files: Vec::new(),
        reported: Moment::parse(reported).map(|at| Reported {
            at,
            basis: TimeBasis::Document,
        }),
        versions: 0,
        instead: Vec::new(),
        near: Vec::new(),
    }
}

fn judged(findings: &[Finding], roster: &[RosterRow], deadline: &str) -> Score {
    let findings: Vec<&Finding> = findings.iter().collect();
    let record = Record {
        forms: 2,
        findings: &findings,
        roster: roster.iter().collect(),
        deadline: deadline.to_owned().try_into().ok(),
    };
    Score::of(&record, &QualitySettings::default())
}

fn points(score: &Score) -> Vec<String> {
    let shown = |points: Option<Decimal>| points.map_or("∅".to_owned(), |it| it.to_string());
    let parts = score.parts.values().map(|part| shown(part.points));
    parts.chain([shown(score.total)]).collect()
}

#[test]
fn a_clean_office_has_every_point_that_can_be_judged() {
    let score = judged(&[], &[row(None, RosterState::Reported, "")], "");
    assert_eq!(points(&score), ["∅", "25", "20", "30", "15", "100"]);
    assert_eq!(
        score.basis,
        "90 ÷ 90 × 100；及时不评，其权重按比例分摊到其余各项"
    );
    let timely = &score.parts[&Part::Timely];
    assert_eq!(timely.basis, "未设报送截止日期，本项不评");
}

#[test]
fn findings_take_from_their_part_by_the_number_of_forms() {
    let findings = [
        finding("M101", Family::Missing, Severity::Warning),
        finding("F109", Family::Files, Severity::Error),
        finding("B105", Family::Budget, Severity::Error),
        finding("E101", Family::Execution, Severity::Error),
        finding("S102", Family::Scores, Severity::Warning),
        finding("I101", Family::Indicators, Severity::Info),
        finding("X101", Family::Cross, Severity::Error),
        finding("U1", Family::Custom, Severity::Error),
    ];
    let score = judged(&findings, &[], "");
    // 25 − 4÷2, 20 − (10+10)÷2, 30 − (10+4)÷2, 15 − 1÷2, and 70.5 of 90.
    assert_eq!(points(&score), ["∅", "23", "10", "23", "14.5", "78.33"]);
    assert_eq!(
        score.parts[&Part::Accurate].basis,
        "（错误 1 条×10＋警告 1 条×4）÷ 2 张表，扣 7"
    );
}

#[test]
fn no_part_falls_below_nought() {
    let findings = vec![finding("E101", Family::Execution, Severity::Error); 100];
    let score = judged(&findings, &[], "");
    assert_eq!(points(&score), ["∅", "25", "20", "0", "15", "66.67"]);
    assert!(score.parts[&Part::Accurate].basis.ends_with("；扣完为止"));
}

#[test]
fn what_came_late_and_what_did_not_come_count_by_their_share() {
    let roster = [
        row(Some("一"), RosterState::Reported, "2025-03-30T10:00:00"),
        row(Some("二"), RosterState::Late, "2025-04-02T10:00:00"),
        row(Some("三"), RosterState::Missing, ""),
        row(Some("四"), RosterState::Unexpected, "2025-03-30T10:00:00"),
    ];
    let findings = [finding("F107", Family::Files, Severity::Error)];
    let score = judged(&findings, &roster, "2025-03-31");
    // 10 × 2÷3, 25 − 25 × 1÷3
    assert_eq!(points(&score), ["6.67", "16.67", "20", "30", "15", "88.34"]);
    assert_eq!(
        score.parts[&Part::Timely].basis,
        "截止日期 2025-03-31：按时 2 项、逾期 1 项"
    );
    let complete = &score.parts[&Part::Complete];
    assert_eq!(complete.basis, "应报 3 项，缺报 1 项，扣 8.33");
    assert_eq!(score.basis, "88.34 ÷ 100 × 100");
}

#[test]
fn a_time_that_is_not_known_is_not_judged() {
    let score = judged(&[], &[row(None, RosterState::Reported, "")], "2025-03-31");
    assert_eq!(score.parts[&Part::Timely].basis, "报送时间不详，本项不评");
}

fn built(findings: &[Finding], review: &Review) -> DataFrame {
    let submissions = [fixture::submission("a.xlsx", &[REFERENCE])];
    let registry = Registry::default();
    let roster = crate::submission::Roster::of(&submissions, &registry, None);
    frame(&Batch {
        submissions: &submissions,
        findings,
        runs: &[],
        review,
        rules: &[],
        roster: &roster,
        successions: &[],
        registry: &registry,
        policy: &crate::evaluate::ScoringPolicy::default(),
        review_book: None,
        comparisons: &crate::comparison::Comparisons::default(),
        quality: &QualitySettings::default(),
    })
    .unwrap()
}

/// The one office that reported, by score and rank, and another.
fn outcome(frame: &DataFrame) -> [String; 3] {
    let offices = frame.column(column::street_office).unwrap();
    let at = |office: &str| {
        let mut rows = 0..frame.height();
        let is_it = |row: &usize| offices.get(*row).unwrap().get_str() == Some(office);
        rows.find(is_it).unwrap()
    };
    let cell = |name: &str, office| frame.column(name).unwrap().get(at(office)).unwrap();
    [
        cell(column::score, "椿树街道").to_string(),
        cell(column::rank, "椿树街道").to_string(),
        cell(column::score, "牛街街道").to_string(),
    ]
}

#[test]
fn an_office_that_sent_nothing_has_no_score() {
    let frame = built(&[], &Review::default());
    assert_eq!(frame.height(), Registry::default().offices.len());
    assert_eq!(outcome(&frame), ["100.000000", "1", "null"]);
}

#[test]
fn echoes_trials_exempt_rules_and_what_was_dismissed_take_nothing() {
    let counted = finding("E101", Family::Execution, Severity::Error);
    let echo = Finding {
        id: "echo".to_owned(),
        caused_by: Some(counted.id.clone()),
        ..counted.clone()
    };
    let trial = Finding {
        id: "trial".to_owned(),
        stage: Stage::Trial,
        ..counted.clone()
    };
    let exempt = finding("B101", Family::Budget, Severity::Warning);
    let others = [echo, trial, exempt];
    assert_eq!(
        outcome(&built(&others, &Review::default()))[0],
        "100.000000"
    );
    let all = [counted.clone()];
    // 30 − 10, and 80 of 90.
    assert_eq!(outcome(&built(&all, &Review::default()))[0], "88.890000");
    let review = Review::with(&counted, Status::Dismissed);
    assert_eq!(outcome(&built(&all, &review))[0], "100.000000");
}
