//! The finding lists of `tests/findings/`, made by hand, against what the rules say.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use jixiao::evaluate::ScoringPolicy;
use jixiao::form::{Dictionary, extract_book};
use jixiao::registry::Registry;
use jixiao::rules::{self, Circumstances, RulesConfig};
use jixiao::submission::{Assessed, Outcome, Source, Submission};

use crate::form_file::sheets;

/// A rule's code and the cell it speaks of.
type Said = (String, String);

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// The lists, by the name of their form.
fn lists() -> Vec<(String, BTreeSet<Said>)> {
    let mut lists: Vec<_> = fs::read_dir(folder("findings"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, parse(&fs::read_to_string(&path).unwrap()))
        })
        .collect();
    lists.sort();
    lists
}

/// Every line is argued: a code, a cell, and why.
fn parse(list: &str) -> BTreeSet<Said> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (place, why) = line.split_once(" | ").unwrap();
            assert!(!why.trim().is_empty(), "{line}");
            let (code, cell) = place.split_once(' ').unwrap();
            (code.to_owned(), cell.to_owned())
        })
        .collect()
}

/// What the rules say of a drawn form, each of which is taken for the only one of its file.
fn said(form: &str) -> BTreeSet<Said> {
    let drawn = fs::read_to_string(folder("forms").join(format!("{form}.form"))).unwrap();
    let policy = ScoringPolicy::default();
    let registry = Registry::default();
    let source = Source::default();
    let forms = extract_book(&sheets(&drawn), &Dictionary::shipped()).forms;
    let forms = forms.into_iter();
    let submission = Submission {
        outcome: Outcome::Assessed {
            forms: forms
                .map(|form| Assessed::of(form, &source, &registry, &policy))
                .collect(),
            notes: Vec::new(),
        },
        source: source.clone(),
    };
    let mut config = RulesConfig::default();
    config.F108.enabled = false;
    config.F109.enabled = false;
    let circumstances = Circumstances {
        policy: &policy,
        registry: &registry,
        fiscal_year: None,
        custom: &[],
    };
    let checked = rules::check(&submission, &[], &config, &circumstances);
    let findings = checked.findings.into_iter();
    findings
        .map(|finding| {
            let cell = finding.at.map(|at| at.to_string()).unwrap_or_default();
            (finding.code.to_string(), cell)
        })
        .collect()
}

#[test]
fn the_rules_say_what_a_reviewer_says() {
    let lists = lists();
    assert!(lists.len() > 12, "only {} lists", lists.len());
    let (mut listed, mut raised, mut both) = (0, 0, 0);
    let mut report = String::new();
    for (form, list) in &lists {
        let said = said(form);
        listed += list.len();
        raised += said.len();
        both += said.intersection(list).count();
        for (code, cell) in list.difference(&said) {
            writeln!(report, "{form}: {code} at {cell} is not raised").unwrap();
        }
        for (code, cell) in said.difference(list) {
            writeln!(report, "{form}: {code} at {cell} is not on the list").unwrap();
        }
    }
    eprintln!(
        "{} forms: {listed} listed, {raised} raised, precision {both}/{raised}, recall {both}/{listed}",
        lists.len()
    );
    assert!(report.is_empty(), "{report}");
}
