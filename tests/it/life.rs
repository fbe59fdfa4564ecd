//! The life of a rule through the whole program: what is not in force is not applied, and every rule
//! has a row for every form or file all the same.

use std::collections::BTreeMap;

use crate::desk::{Desk, Row, shipped_input};

const CONFIG: &str = "\
rules:
  B101: {enabled: false}
  S103: {stage: withdrawn}
  E102: {valid_from: 2025}
  E101: {stage: trial}
  M101: {offices: {椿树街道: info, 月坛街道: off}}
  F105: {enabled: false}
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("config.yaml", CONFIG.as_bytes());
    desk.run_on(&shipped_input());
    desk
}

fn of<'r>(rows: &'r [Row], code: &str) -> Vec<&'r Row> {
    rows.iter().filter(|row| row["code"] == code).collect()
}

#[test]
fn every_rule_has_a_row_for_every_form_or_file() {
    let desk = desk();
    let submissions = desk.rows("submissions");
    let forms = submissions
        .iter()
        .filter_map(|file| file["forms"].parse::<usize>().ok());
    let (files, forms) = (submissions.len(), forms.sum::<usize>());
    let mut rows: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for run in desk.rows("rule_runs") {
        let (of_files, of_forms) = rows.entry(run["code"].clone()).or_default();
        if run["form_id"].is_empty() {
            *of_files += 1;
        } else {
            *of_forms += 1;
        }
    }
    let expected = desk.rows("roster").len();
    for (code, (of_files, of_forms)) in &rows {
        let whole = (*of_files, *of_forms);
        let is_complete = match code.as_str() {
            "F107" => whole == (expected, 0),
            _ => whole == (files, 0) || whole == (0, forms),
        };
        assert!(is_complete, "{code}: {whole:?} of {files}, {forms}");
    }
    let stats = desk.rows("rule_stats");
    assert_eq!(stats.len(), rows.len());
    for row in &stats {
        let counted: usize = ["forms_checked", "not_applicable", "could_not_run"]
            .map(|column| row[column].parse::<usize>().unwrap())
            .iter()
            .sum();
        assert!([files, forms, expected].contains(&counted), "{row:?}");
    }
}

#[test]
fn rules_that_are_not_in_force_find_nothing_and_say_why() {
    let desk = desk();
    let (findings, stats) = (desk.rows("findings"), desk.rows("rule_stats"));
    for (code, state) in [
        ("B101", "停用"),
        ("S103", "已撤销"),
        ("E102", "2025 年度起施行"),
        ("F105", "停用"),
    ] {
        assert!(of(&findings, code).is_empty(), "{code}");
        let row = of(&stats, code)[0];
        assert_eq!(
            (row["state"].as_str(), row["forms_checked"].as_str()),
            (state, "0")
        );
    }
    let shipped = Desk::new();
    shipped.run_on(&shipped_input());
    let before = shipped.rows("findings");
    for code in ["B101", "S103", "E102"] {
        assert!(
            !of(&before, code).is_empty(),
            "{code} is found where it is in force"
        );
    }
}

#[test]
fn severities_follow_stage_and_office() {
    let findings = desk().rows("findings");
    let trial = of(&findings, "E101");
    assert!(!trial.is_empty());
    assert!(
        trial
            .iter()
            .all(|found| found["severity"] == "warning" && found["stage"] == "trial")
    );
    let mut severities = BTreeMap::new();
    for found in of(&findings, "M101") {
        severities.insert(found["street_office"].as_str(), found["severity"].as_str());
    }
    assert_eq!(severities.get("月坛街道"), None);
    assert!(
        severities.iter().all(|(office, severity)| {
            *severity
                == if *office == "椿树街道" {
                    "info"
                } else {
                    "warning"
                }
        }),
        "{severities:?}"
    );
    assert!(severities.len() >= 2, "{severities:?}");
}
