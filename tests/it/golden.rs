//! The reference form (椿树街道 困难群众救助服务所经费): every table is pinned, and what the forms
//! of the bureau must give is said once more in plain figures and codes.

use std::collections::BTreeSet;

use crate::desk::{Desk, Row};

const REFERENCE: &str = "椿树街道/困难群众救助服务所经费绩效自评表.xlsx";

/// Nobody but the sender of the form is expected.
const CONFIG: &str = "registry: {offices: [{name: 椿树街道}]}\n";

fn desk() -> Desk {
    let desk = Desk::new().take(REFERENCE);
    desk.put("config.yaml", CONFIG.as_bytes());
    desk.run();
    desk
}

#[test]
fn every_table_of_the_reference_form_is_pinned() {
    let desk = desk();
    for table in [
        "projects",
        "indicators",
        "findings",
        "rule_runs",
        "roster",
        "submissions",
        "rollup",
        "over_budget",
    ] {
        insta::assert_snapshot!(format!("reference_{table}"), as_records(&desk.rows(table)));
    }
}

/// One block a row, one line a known value: what a person can review.
fn as_records(rows: &[Row]) -> String {
    let blocks = rows.iter().map(|row| {
        let lines = row
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}: {}", value.replace('\n', "⏎")));
        lines.collect::<Vec<_>>().join("\n")
    });
    blocks.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn the_figures_are_those_of_the_design() {
    let projects = desk().rows("projects");
    let project = &projects[0];
    let exact = [
        ("street_office", "椿树街道"),
        ("initial_budget", "33"),
        ("full_year_budget", "35.56041"),
        ("executed", "35.56041"),
        ("execution_rate", "1"),
        ("execution_score", "10"),
        ("budget_variance", "2.56041"),
        ("indicator_score", "88.92"),
        ("indicator_weight", "90"),
        ("total_score", "98.92"),
        ("total_weight", "100"),
        ("total_score_declared", "90"),
        ("total_weight_declared", "90"),
        ("grade", "优"),
        ("template", "beijing"),
    ];
    for (column, value) in exact {
        assert_eq!(project[column].trim_end_matches(".0"), value, "{column}");
    }
    assert!(project["execution_rate_vs_initial"].starts_with("1.07758818"));
    assert!(project["budget_variance_rate"].starts_with("0.0775881"));
    let indicators = desk().rows("indicators");
    let cost = indicators
        .iter()
        .find(|row| row["level2"] == "成本指标")
        .unwrap();
    assert_eq!(
        (cost["score"].as_str(), cost["score_declared"].as_str()),
        ("13.92", "15")
    );
    assert_eq!(
        (cost["comparator"].as_str(), cost["score_basis"].as_str()),
        ("≤", "quantitative")
    );
}

/// Findings that the bureau's catalogue says this form must give.
const MUST: [&str; 14] = [
    "B101", "B103", "M103", "M101", "S103", "S105", "W103", "S106", "I102", "I103", "I104", "W104",
    "I107", "I109",
];

/// Findings that it must not give; no file finding either.
const MUST_NOT: [&str; 7] = ["B102", "B104", "E101", "E102", "E103", "W101", "W102"];

/// Whatever else is raised, each with its reason.
const ARGUED: [(&str, &str); 4] = [
    (
        "I108",
        "实际完成情况就是预期目标的开头，107 字占 120 字的 89%，没有写出新的内容",
    ),
    ("E105", "全年预算较年初增加 7.76%，全表没有任何原因说明"),
    ("M106", "成本超过指标值而偏差原因一栏空白"),
    (
        "I101",
        "社会效益一项占 30 分，指标值全为文字，无数量、时限，名称只是重复类别",
    ),
];

#[test]
fn the_findings_are_those_of_the_catalogue() {
    let findings = desk().rows("findings");
    let raised: BTreeSet<&str> = findings.iter().map(|row| row["code"].as_str()).collect();
    for code in MUST {
        assert!(raised.contains(code), "{code} must be raised: {raised:?}");
    }
    for code in &raised {
        assert!(
            !MUST_NOT.contains(code) && !code.starts_with('F') && *code != "S101",
            "{code}"
        );
        let expected = MUST.contains(code) || ARGUED.iter().any(|(argued, _)| argued == code);
        assert!(expected, "{code} is raised without a reason written here");
    }
}

#[test]
fn findings_point_at_the_very_cells() {
    let findings = desk().rows("findings");
    let cells = |code: &str| -> Vec<&str> {
        let of_code = findings.iter().filter(|row| row["code"] == code);
        of_code.map(|row| row["source_cell"].as_str()).collect()
    };
    let overspent = findings.iter().find(|row| row["code"] == "B101").unwrap();
    assert_eq!(overspent["difference"], "2.56041");
    assert!(overspent["message"].contains("7.76%"));
    let full_score = findings.iter().find(|row| row["code"] == "S103").unwrap();
    assert_eq!(
        (
            full_score["declared"].as_str(),
            full_score["expected"].as_str()
        ),
        ("15", "13.92")
    );
    assert_eq!(
        cells("I107").len(),
        3,
        "three benefit categories are marked 无"
    );
    assert_eq!(
        cells("I102").len(),
        2,
        "the quantity and the social-benefit indicator"
    );
    assert_eq!(cells("M101").len(), 2, "lead and phone");
}
