//! The consoles of the bureau's computers: code page 936, which has Chinese and box lines but no
//! pictographs.

use std::collections::BTreeSet;

use assert_cmd::Command;
use encoding_rs::GBK;

use crate::desk::shipped_input;

fn said(arguments: &[&str]) -> String {
    let desk = tempfile::tempdir().unwrap();
    let output = Command::cargo_bin("jixiao")
        .unwrap()
        .current_dir(desk.path())
        .env_remove("RUST_LOG")
        .args(arguments)
        .output()
        .unwrap();
    let texts = [&output.stdout, &output.stderr];
    texts.map(|text| String::from_utf8_lossy(text)).concat()
}

/// The signs that the code page lacks.
fn missing(text: &str) -> BTreeSet<char> {
    let lacks = |c: &char| GBK.encode(c.encode_utf8(&mut [0; 4])).2;
    text.chars().filter(lacks).collect()
}

#[test]
fn the_check_sees_what_the_code_page_lacks() {
    assert_eq!(missing("─│┌ 绩效 ≥ ㎡ “引号” ……"), BTreeSet::new());
    assert_eq!(missing("✓ ✗ • 😀").len(), 4);
}

#[test]
fn help_and_rules_can_be_shown() {
    let commands = [
        "run", "check", "explain", "rules", "sample", "init", "schema",
    ];
    let mut pages: Vec<String> = commands
        .iter()
        .map(|name| said(&[name, "--help"]))
        .collect();
    pages.push(said(&["--help"]));
    pages.push(said(&["rules"]));
    pages.push(said(&["--inptu"]));
    let listed = said(&["rules", "--format", "json"]);
    // The warning that no configuration is there stands behind the list.
    let (json, _) = listed.rsplit_once(']').unwrap();
    let rules: Vec<serde_json::Value> = serde_json::from_str(&format!("{json}]")).unwrap();
    assert!(rules.len() > 40);
    for rule in &rules {
        pages.push(said(&["explain", rule["code"].as_str().unwrap()]));
    }
    for page in pages {
        assert_eq!(missing(&page), BTreeSet::new(), "{page}");
    }
}

#[test]
fn a_run_and_its_findings_can_be_shown() {
    let input = shipped_input();
    let input = input.to_str().unwrap();
    for command in ["run", "check"] {
        let text = said(&[command, "--input", input, "--year", "2024"]);
        assert!(text.contains("自评表"), "{text}");
        assert_eq!(missing(&text), BTreeSet::new(), "{command}");
    }
}

#[test]
fn messages_in_the_sources_can_be_shown() {
    for (file, code) in crate::layers::sources() {
        let speaks = ["cli/", "pipeline/", "trouble", "refusal", "note"];
        if speaks.iter().any(|place| file.starts_with(place)) {
            assert_eq!(missing(&code), BTreeSet::new(), "{file}");
        }
    }
}
