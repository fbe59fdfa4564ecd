//! The shipped batch: every planted fault is found at its cell, clean forms raise no error and no
//! warning, and every file is accounted for.

use std::collections::BTreeSet;
use std::path::Path;

use crate::desk::{Desk, Row, shipped_input};

fn list(name: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/sample")
        .join(name);
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.run_on(&shipped_input());
    desk
}

#[test]
fn every_planted_fault_is_found_at_its_cell() {
    let findings = desk().rows("findings");
    let planted = list("planted.csv");
    assert!(planted.len() >= 100);
    let lost: Vec<String> = planted
        .iter()
        .filter(|fault| !findings.iter().any(|found| is(found, fault)))
        .map(|fault| {
            let (file, code) = (&fault["source_file"], &fault["code"]);
            let elsewhere: Vec<&str> = findings
                .iter()
                .filter(|found| found["source_file"] == *file && found["code"] == *code)
                .map(|found| found["source_cell"].as_str())
                .collect();
            format!(
                "{code} {file}!{} {} (raised at {elsewhere:?})",
                fault["cell"], fault["note"]
            )
        })
        .collect();
    assert!(
        lost.is_empty(),
        "{} of {} not found:\n{}",
        lost.len(),
        planted.len(),
        lost.join("\n")
    );
}

fn is(found: &Row, fault: &Row) -> bool {
    ["source_file", "source_sheet", "code"]
        .iter()
        .all(|column| found[*column] == fault[*column])
        && found["source_cell"] == fault["cell"]
}

#[test]
fn nothing_is_called_an_error_that_is_none() {
    let findings = desk().rows("findings");
    let (planted, of_files) = (list("planted.csv"), list("files.csv"));
    let consequences = list("consequences.csv");
    let errors: Vec<&Row> = findings
        .iter()
        .filter(|found| found["severity"] == "error")
        .collect();
    let of_file = |found: &Row, listed: &Row| {
        let columns = ["source_file", "source_sheet", "code"];
        columns
            .iter()
            .all(|column| found[*column] == listed[*column])
    };
    let is_true = |found: &&Row| {
        let at_cell = planted.iter().chain(&consequences);
        at_cell.into_iter().any(|fault| is(found, fault))
            || of_files.iter().any(|listed| of_file(found, listed))
    };
    let right = errors.iter().filter(|found| is_true(found)).count();
    let found = planted
        .iter()
        .filter(|fault| findings.iter().any(|found| is(found, fault)))
        .count();
    eprintln!(
        "errors: precision {right}/{}, planted faults: recall {found}/{}",
        errors.len(),
        planted.len()
    );
    let wrong: Vec<String> = errors
        .iter()
        .filter(|found| !is_true(found))
        .map(|found| {
            let (file, cell) = (&found["source_file"], &found["source_cell"]);
            format!("{} {file}!{cell} {}", found["code"], found["message"])
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let lost: Vec<&Row> = consequences
        .iter()
        .filter(|fault| !errors.iter().any(|found| is(found, fault)))
        .collect();
    assert!(
        lost.is_empty(),
        "listed as errors and not raised: {lost:#?}"
    );
}

/// The offices that are asked to report, and no others.
fn registry_of(offices: &BTreeSet<String>) -> String {
    let offices: Vec<&str> = offices.iter().map(String::as_str).collect();
    let lines = offices.join("}\n    - {name: ");
    format!("registry:\n  offices:\n    - {{name: {lines}}}\n")
}

#[test]
fn a_clean_district_raises_no_error_and_no_warning() {
    let listed: Vec<Row> = list("planted.csv")
        .into_iter()
        .chain(list("files.csv"))
        .collect();
    let is_faulty = |file: &str| listed.iter().any(|row| row["source_file"] == file);
    let clean: BTreeSet<String> = list("clean.csv")
        .iter()
        .map(|form| form["source_file"].clone())
        .filter(|file| !file.contains('!') && !is_faulty(file))
        .collect();
    let offices = clean
        .iter()
        .map(|file| file.split('/').next().unwrap().to_owned());
    let offices: BTreeSet<String> = offices.collect();
    assert!(clean.len() >= 20 && offices.len() >= 10, "{clean:?}");
    let desk = clean.iter().fold(Desk::new(), |desk, file| desk.take(file));
    desk.put("config.yaml", registry_of(&offices).as_bytes());
    desk.run();
    let noise: Vec<String> = desk
        .rows("findings")
        .iter()
        .filter(|found| found["severity"] != "info")
        .map(|found| {
            format!(
                "{} {} {}",
                found["code"], found["source_file"], found["message"]
            )
        })
        .collect();
    assert!(noise.is_empty(), "{}", noise.join("\n"));
    assert!(desk.rows("projects").len() >= clean.len());
}

#[test]
fn clean_forms_raise_no_error_and_no_warning() {
    let findings = desk().rows("findings");
    let clean = list("clean.csv");
    assert!(clean.len() >= 20);
    let noise: Vec<String> = findings
        .iter()
        .filter(|found| {
            found["severity"] != "info" && clean.iter().any(|form| same_form(found, form))
        })
        .map(|found| {
            let (file, cell) = (&found["source_file"], &found["source_cell"]);
            format!("{} {file}!{cell} {}", found["code"], found["message"])
        })
        .collect();
    assert!(noise.is_empty(), "{}", noise.join("\n"));
}

fn same_form(found: &Row, form: &Row) -> bool {
    ["source_file", "source_sheet", "project_name"]
        .iter()
        .all(|column| found[*column] == form[*column])
}

#[test]
fn files_and_whole_forms_raise_what_is_listed_and_nothing_else() {
    let key = |row: &Row| -> Vec<String> {
        let columns = ["source_file", "source_sheet", "code"];
        columns.iter().map(|column| row[*column].clone()).collect()
    };
    let expected: BTreeSet<_> = list("files.csv").iter().map(key).collect();
    let findings = desk().rows("findings");
    let of_files = findings.iter().filter(|found| found["family"] == "files");
    let raised: BTreeSet<_> = of_files.map(key).collect();
    let lost: Vec<_> = expected.difference(&raised).collect();
    let unasked: Vec<_> = raised.difference(&expected).collect();
    assert!(
        lost.is_empty() && unasked.is_empty(),
        "not raised: {lost:#?}\nnot listed: {unasked:#?}"
    );
}

#[test]
fn every_file_is_accounted_for() {
    let desk = desk();
    let submissions = desk.rows("submissions");
    let files = walkdir::WalkDir::new(shipped_input())
        .into_iter()
        .filter(|entry| entry.as_ref().unwrap().file_type().is_file())
        .count();
    let packed = |row: &&Row| row["source_file"].contains(".zip!");
    let in_archives = submissions.iter().filter(packed).count();
    assert_eq!(submissions.len(), files + in_archives);
    assert_eq!(in_archives, 3, "two forms and a file of the system");
    let status = |name: &str| -> Vec<&str> {
        let of_file = submissions
            .iter()
            .filter(|row| row["source_file"].contains(name));
        of_file.map(|row| row["status"].as_str()).collect()
    };
    assert_eq!(status("签到表"), ["no_form"]);
    assert_eq!(status("加密"), ["error"]);
    assert_eq!(status("邮件附件"), ["error"]);
    assert_eq!(status("~$"), ["skipped"]);
    assert_eq!(status("说明.txt"), ["skipped"]);
    assert_eq!(status("- 副本"), ["skipped"]);
    assert_eq!(
        status("（补报）.zip"),
        ["skipped", "skipped", "ok", "ok"],
        "the archive, Thumbs.db and two forms"
    );
    assert_eq!(status("(初稿)"), ["skipped"]);
    for row in submissions.iter().filter(|row| row["status"] != "ok") {
        assert!(
            !row["reason"].is_empty(),
            "{} has no reason",
            row["source_file"]
        );
    }
    let roster = desk.rows("roster");
    let expected = roster
        .iter()
        .filter(|row| row["state"] == "reported")
        .count();
    assert_eq!(expected, 15, "all offices of the district reported");
}

#[test]
fn findings_and_rule_runs_agree() {
    let desk = desk();
    let findings = desk.rows("findings");
    for run in desk.rows("rule_runs") {
        let of_form =
            |found: &&Row| found["code"] == run["code"] && found["form_id"] == run["form_id"];
        let raised = findings.iter().any(|found| of_form(&found));
        if run["state"] == "raised" || !run["form_id"].is_empty() {
            assert_eq!(raised, run["state"] == "raised", "{run:?}");
        }
    }
}
