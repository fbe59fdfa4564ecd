//! Holds the catalogue against the published one: names, severities, manuals, and files.

use std::collections::BTreeSet;
use std::path::Path;

use super::{CATALOGUE, Manual, RulesConfig};
use crate::finding::Family;
use crate::finding::Severity::{self, Error, Info, Warning};

/// Every published rule: code, slug, severity.
const PUBLISHED: &[(&str, &str, Severity)] = &[
    ("F101", "unreadable-file", Error),
    ("F102", "encrypted-workbook", Error),
    ("F103", "no-form", Warning),
    ("F104", "limit-exceeded", Error),
    ("F105", "duplicate-file", Info),
    ("F106", "superseded-version", Warning),
    ("F107", "missing-submission", Error),
    ("F108", "unknown-office", Warning),
    ("F109", "year-mismatch", Error),
    ("F110", "partial-form", Warning),
    ("M101", "required-field-missing", Warning),
    ("M102", "amount-missing", Error),
    ("M103", "funding-breakdown-missing", Warning),
    ("M104", "indicator-incomplete", Warning),
    ("M105", "goal-missing", Warning),
    ("M106", "deviation-reason-missing", Warning),
    ("B101", "executed-over-initial-budget", Warning),
    ("B102", "executed-over-full-year-budget", Error),
    ("B103", "large-budget-adjustment", Info),
    ("B104", "breakdown-sum-mismatch", Error),
    ("B105", "suspected-unit-error", Error),
    ("B106", "negative-amount", Error),
    ("B107", "ledger-mismatch", Error),
    ("B108", "carryover-discontinuity", Warning),
    ("E101", "execution-rate-mismatch", Error),
    ("E102", "low-execution", Warning),
    ("E103", "execution-score-mismatch", Error),
    ("E104", "execution-rate-undefined", Warning),
    ("E105", "adjustment-unexplained", Info),
    ("W101", "indicator-weights-sum", Error),
    ("W102", "category-weight-mismatch", Warning),
    ("W103", "total-weight-mismatch", Warning),
    ("W104", "overweight-indicator", Info),
    ("W105", "weight-on-blank-indicator", Warning),
    ("S101", "score-out-of-range", Error),
    ("S102", "indicator-score-mismatch", Warning),
    ("S103", "cost-overrun-full-score", Error),
    ("S104", "unmet-target-full-score", Error),
    ("S105", "total-score-mismatch", Error),
    ("S106", "full-marks-despite-findings", Warning),
    ("S107", "grade-mismatch", Warning),
    ("S108", "score-on-blank-indicator", Warning),
    ("S109", "points-ahead-of-money", Warning),
    ("I101", "target-not-measurable", Info),
    ("I102", "actual-copies-target", Warning),
    ("I103", "actual-not-a-value", Warning),
    ("I104", "compound-indicator", Warning),
    ("I105", "target-far-exceeded", Warning),
    ("I106", "unit-mismatch", Warning),
    ("I107", "required-category-empty", Info),
    ("I108", "goal-copied", Warning),
    ("I109", "cost-contradicts-funding", Warning),
    ("I110", "wrong-category", Info),
    ("I111", "satisfaction-unsupported", Info),
    ("I112", "duplicate-indicator", Info),
    ("I113", "restates-budget", Warning),
    ("I114", "period-conflict", Info),
    ("X101", "duplicate-project", Error),
    ("X102", "copied-narrative", Warning),
    ("X103", "outlier", Info),
    ("X104", "year-over-year-jump", Info),
];

const HEADINGS: [&str; 5] = ["## 含义", "## 计算", "## 举例", "## 误报情形", "## 依据"];

#[test]
fn the_catalogue_is_the_published_one() {
    let listed: Vec<(&str, &str, Severity)> = CATALOGUE
        .iter()
        .map(|listed| (listed.meta.code, listed.meta.slug, listed.meta.severity))
        .collect();
    assert_eq!(listed, PUBLISHED);
}

#[test]
fn codes_are_unique_and_in_order_within_their_families() {
    let codes: BTreeSet<&str> = CATALOGUE.iter().map(|listed| listed.meta.code).collect();
    assert_eq!(codes.len(), CATALOGUE.len());
    for pair in CATALOGUE.windows(2) {
        if pair[0].family == pair[1].family {
            assert!(
                pair[0].meta.code < pair[1].meta.code,
                "{}",
                pair[1].meta.code
            );
        }
    }
}

#[test]
fn a_code_begins_with_its_familys_letter() {
    for listed in CATALOGUE {
        let letters = [
            ("F", "files"),
            ("M", "missing"),
            ("B", "budget"),
            ("E", "execution"),
            ("W", "weights"),
            ("S", "scores"),
            ("I", "indicators"),
            ("X", "cross"),
        ];
        let (letter, _) = letters
            .iter()
            .find(|(_, name)| *name == listed.family.name())
            .unwrap();
        assert!(listed.meta.code.starts_with(letter), "{}", listed.meta.code);
    }
}

#[test]
fn a_rules_file_bears_its_code_and_slug() {
    for listed in CATALOGUE {
        let meta = listed.meta;
        let expected = format!(
            "{}_{}",
            meta.code.to_lowercase(),
            meta.slug.replace('-', "_")
        );
        let stem = Path::new(meta.file).file_stem().unwrap();
        assert_eq!(stem, expected.as_str(), "{}", meta.code);
    }
}

#[test]
fn every_manual_says_all_five_things() {
    for listed in CATALOGUE {
        let (code, manual) = (listed.meta.code, listed.meta.manual());
        let headings: Vec<&str> = manual
            .lines()
            .filter(|line| line.starts_with('#'))
            .collect();
        assert_eq!(headings, HEADINGS, "{code}");
        let mut sections = manual.split("\n## ");
        assert!(
            sections
                .next()
                .is_some_and(|opening| opening.trim().ends_with('。')),
            "{code}: opening"
        );
        for section in sections {
            let (heading, body) = section.split_once('\n').unwrap_or((section, ""));
            assert!(!body.trim().is_empty(), "{code}: nothing under {heading}");
        }
        assert!(!listed.meta.title.is_empty(), "{code}");
    }
}

/// A rule about a form is about figures, or counts what it finds: its example shows how.
#[test]
fn every_example_is_worked_with_figures() {
    for listed in CATALOGUE {
        let manual = Manual::from(listed.meta);
        let is_about_files = listed.family == Family::Files;
        let has_figures = manual.example.contains(|c: char| c.is_ascii_digit());
        assert!(is_about_files || has_figures, "{}", listed.meta.code);
        let lengths = [&manual.example, &manual.false_alarms].map(|part| part.chars().count());
        assert!(
            lengths.iter().all(|length| *length >= 30),
            "{}: {lengths:?}",
            listed.meta.code
        );
    }
}

#[test]
fn rules_speak_of_rules_that_exist() {
    for listed in CATALOGUE {
        let meta = listed.meta;
        for other in meta.silences.iter().chain(meta.caused_by) {
            assert!(super::find(other).is_some(), "{} names {other}", meta.code);
            assert_ne!(*other, meta.code);
        }
    }
}

#[test]
fn the_defaults_survive_configuration() {
    let written = serde_json::to_string(&RulesConfig::default()).unwrap();
    let read: RulesConfig = serde_json::from_str(&written).unwrap();
    assert_eq!(read, RulesConfig::default());
    assert!(serde_json::from_str::<RulesConfig>(r#"{"B999": {}}"#).is_err());
}

#[test]
fn every_rule_has_examples_and_near_misses() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let without: Vec<&str> = CATALOGUE
        .iter()
        .filter(|listed| {
            let text = std::fs::read_to_string(root.join(listed.meta.file)).unwrap();
            !text.contains("fn examples_hold()")
        })
        .map(|listed| listed.meta.code)
        .collect();
    assert!(without.is_empty(), "no examples beside {without:?}");
}
