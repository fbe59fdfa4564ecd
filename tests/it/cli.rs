//! The wiring of the command line: exit codes and where messages go. What the commands say is
//! tested beside them.

#![allow(clippy::unwrap_used, reason = "tests may fail where they stand")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use tempfile::TempDir;

/// A working folder of its own for every test.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    fn jixiao(&self, arguments: &[&str]) -> Assert {
        Command::cargo_bin("jixiao")
            .unwrap()
            .current_dir(self.0.path())
            .env_remove("RUST_LOG")
            .args(arguments)
            .assert()
    }

    fn put(&self, below: &str, bytes: &[u8]) {
        let path = self.path(below);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        #[allow(clippy::disallowed_methods, reason = "a test makes its input")]
        std::fs::write(path, bytes).unwrap();
    }
}

/// One office's files of the shipped batch.
fn shipped(folder: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("input")
        .join(folder);
    path.to_str().unwrap().to_owned()
}

fn out(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

fn err(assert: &Assert) -> String {
    String::from_utf8(assert.get_output().stderr.clone()).unwrap()
}

#[test]
fn a_run_ends_with_0_and_a_summary() {
    let desk = Desk::new();
    let done = desk
        .jixiao(&["--input", &shipped("椿树街道"), "--year", "2024"])
        .code(0);
    let summary = out(&done);
    for label in [
        "北京市西城区 2024 年度",
        "年初预算",
        "执行率",
        "核查发现",
        "结果文件夹",
    ] {
        assert!(summary.contains(label), "no {label} in\n{summary}");
    }
    assert!(desk.path("output").read_dir().unwrap().count() > 2);
    assert!(
        err(&done).starts_with("警告：当前文件夹没有 config.yaml"),
        "{}",
        err(&done)
    );
}

#[test]
fn a_bad_file_does_not_change_the_exit_code() {
    let desk = Desk::new();
    desk.jixiao(&["init"]).code(0);
    let form = Path::new(&shipped("椿树街道")).join("梨园文化主题活动经费_自评表.xlsx");
    desk.put("input/椿树街道/表.xlsx", &std::fs::read(form).unwrap());
    desk.put("input/椿树街道/坏.xlsx", b"PK\x03\x04 damaged");
    let done = desk.jixiao(&["run", "--jobs", "1"]).code(0);
    assert!(out(&done).contains("无法读取 1"), "{}", out(&done));
    for part in [
        "无法读取的文件 1 个：\n  椿树街道/坏.xlsx\n    F101 文件损坏",
        "\n    办法：请用 WPS 或 Office 打开确认",
    ] {
        assert!(out(&done).contains(part), "no {part} in {}", out(&done));
    }
    let place = desk.path("output").join("全区汇总.xlsx");
    let place = place.to_str().unwrap();
    assert!(out(&done).contains(place), "no {place} in {}", out(&done));
    assert_eq!(err(&done), "");
    assert_eq!(out(&desk.jixiao(&["--quiet"]).code(0)), "");
}

#[test]
fn check_ends_with_1_where_it_finds_errors() {
    let desk = Desk::new();
    let input = shipped("椿树街道");
    let found = desk
        .jixiao(&["check", "--input", &input, "--fail-on", "warning"])
        .code(1);
    let lines = out(&found);
    let line = lines.lines().find(|line| line.contains("B101")).unwrap();
    assert!(
        line.starts_with(&input) && line.contains(".xls") && line.contains(": 警告 B101 "),
        "{line}"
    );
    assert!(
        lines.lines().last().unwrap().starts_with("核查 "),
        "{lines}"
    );
    assert!(!desk.path("output").exists());
}

#[test]
fn findings_are_told_by_file_and_in_colours() {
    let desk = Desk::new();
    let check = ["check", "--input", &shipped("椿树街道"), "--year", "2024"];
    let plain = out(&desk.jixiao(&check).code(1));
    let files = out(&desk
        .jixiao(&[&check[..], &["--format", "files"]].concat())
        .code(1));
    let indented = |line: &&str| line.starts_with("  ");
    let (under, files): (Vec<&str>, Vec<&str>) = files.lines().partition(indented);
    // The last line counts; every other line of the plain list stands under its file.
    assert_eq!(under.len(), plain.lines().count() - 1);
    assert!(files.len() > 2 && files.len() < under.len(), "{files:?}");
    assert!(!plain.contains('\u{1b}'));
    let painted = out(&desk
        .jixiao(&[&check[..], &["--color", "always"]].concat())
        .code(1));
    assert!(painted.contains("\u{1b}[33m警告 B101\u{1b}[0m"));
    let refused = err(&desk.jixiao(&["check", "--color", "sometimes"]).code(2));
    assert!(refused.contains("auto、always、never"), "{refused}");
}

#[test]
fn findings_for_programs_are_those_of_the_table() {
    let desk = Desk::new();
    let input = shipped("椿树街道");
    let check = ["check", "--input", &input, "--year", "2024"];
    let json = out(&desk
        .jixiao(&[&check[..], &["--format", "json"]].concat())
        .code(1));
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    desk.jixiao(&["--quiet", "--input", &input, "--year", "2024"])
        .code(0);
    let table = std::fs::read_to_string(desk.path("output/data/findings.csv")).unwrap();
    let mut table = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let names: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
    let mut written: Vec<Vec<String>> = table
        .records()
        .map(|row| {
            row.unwrap()
                .iter()
                .map(|cell| cell.trim_start_matches('\'').to_owned())
                .collect()
        })
        .collect();
    let findings = document["findings"].as_array().unwrap();
    let mut told: Vec<Vec<String>> = findings
        .iter()
        .map(|finding| {
            let text = |name: &String| finding[name].as_str().unwrap_or_default();
            names
                .iter()
                .map(|name| text(name).trim_start_matches('\'').to_owned())
                .collect()
        })
        .collect();
    written.sort();
    told.sort();
    assert_eq!(told, written);
    assert_eq!(document["summary"]["findings"], findings.len());
    let refused = err(&desk.jixiao(&["check", "--format", "xml"]).code(2));
    assert!(refused.contains("text、files、json"), "{refused}");
}

#[test]
fn a_bad_configuration_ends_with_2() {
    let desk = Desk::new();
    desk.put(
        "config.yaml",
        "rules:\n  B101:\n    severty: error\n".as_bytes(),
    );
    let refused = err(&desk.jixiao(&[]).code(2));
    assert!(
        refused.starts_with("错误：没有“severty”这一项\n"),
        "{refused}"
    );
    for part in [
        "\n  位置：config.yaml 第 3 行第 5 列（rules.B101.severty）\n",
        "\n  办法：是否应为“severity”",
    ] {
        assert!(refused.contains(part), "no {part} in {refused}");
    }
    let missing = err(&desk.jixiao(&["--config", "没有.yaml"]).code(2));
    assert!(missing.contains("jixiao init"), "{missing}");
    desk.put(
        "weights.yaml",
        "scoring: {grades: {good: 95}, score_decimals: 9}\n".as_bytes(),
    );
    let problems = err(&desk.jixiao(&["check", "--config", "weights.yaml"]).code(2));
    assert!(problems.contains("配置有 2 处问题"), "{problems}");
}

#[test]
fn bad_usage_ends_with_2() {
    let desk = Desk::new();
    let refused = err(&desk.jixiao(&["chekc"]).code(2));
    assert!(
        refused.contains("没有“chekc”这一命令") && refused.contains("check"),
        "{refused}"
    );
    let unknown = err(&desk.jixiao(&["explain", "B199"]).code(2));
    assert!(unknown.contains("相近的有 B10"), "{unknown}");
}

#[test]
fn nothing_to_read_ends_with_3() {
    let desk = Desk::new();
    let missing = err(&desk.jixiao(&["--input", "没有这个文件夹"]).code(3));
    assert!(missing.contains("没有这个文件夹"), "{missing}");
    desk.put("input/说明.txt", "不是工作簿".as_bytes());
    desk.jixiao(&["check"]).code(3);
    desk.jixiao(&["run"]).code(3);
}

#[test]
fn outputs_that_cannot_be_written_end_with_4() {
    let desk = Desk::new();
    desk.put("output", b"a file where the folder should be");
    let refused = desk.jixiao(&["--input", &shipped("椿树街道")]).code(4);
    assert!(err(&refused).contains("output"), "{}", err(&refused));
}

#[test]
fn init_writes_the_shipped_file_once() {
    let desk = Desk::new();
    desk.jixiao(&["init"]).code(0);
    let written = std::fs::read_to_string(desk.path("config.yaml")).unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.yaml");
    let fresh = written == std::fs::read_to_string(shipped).unwrap();
    assert!(fresh, "config.yaml is not what init writes");
    desk.put("config.yaml", "fiscal_year: 2023\n".as_bytes());
    let refused = desk.jixiao(&["init"]).code(4);
    assert!(err(&refused).contains("已存在"), "{}", err(&refused));
    assert_eq!(
        std::fs::read_to_string(desk.path("config.yaml")).unwrap(),
        "fiscal_year: 2023\n"
    );
}

#[test]
fn rules_are_explained_and_listed() {
    let desk = Desk::new();
    let page = out(&desk.jixiao(&["explain", "b101"]).code(0));
    assert!(
        page.starts_with("B101 执行数超年初预算\n") && page.contains("【计算】"),
        "{page}"
    );
    let json = out(&desk.jixiao(&["rules", "--format", "json"]).code(0));
    let rules: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    let table = out(&desk.jixiao(&["rules"]).code(0));
    assert_eq!(table.lines().count(), rules.len() + 1);
    for rule in &rules {
        let code = rule["code"].as_str().unwrap();
        assert!(table.contains(code), "{code}");
        desk.jixiao(&["explain", code]).code(0);
    }
}

#[test]
fn rules_are_told_as_configured_and_explained_whatever_is_configured() {
    let desk = Desk::new();
    desk.put(
        "config.yaml",
        b"rules: {B103: {threshold: 0.1, stage: withdrawn}}\n",
    );
    let page = out(&desk.jixiao(&["explain", "B103"]).code(0));
    assert!(
        page.contains("0.1（缺省 0.05）") && page.contains("已撤销"),
        "{page}"
    );
    assert!(out(&desk.jixiao(&["rules"]).code(0)).contains("已撤销"));
    desk.put("config.yaml", b"rules: {B103: {threshhold: 0.1}}\n");
    let explained = desk.jixiao(&["explain", "B103"]).code(0);
    assert!(out(&explained).contains("【参数】"));
    assert!(err(&explained).contains("以上为缺省的设定"));
    desk.jixiao(&["rules"]).code(2);
}

#[test]
fn the_schema_is_json() {
    let desk = Desk::new();
    let schema: serde_json::Value =
        serde_json::from_str(&out(&desk.jixiao(&["schema"]).code(0))).unwrap();
    assert_eq!(schema["additionalProperties"], false);
    assert!(schema["properties"]["rules"].is_object());
}

#[test]
fn help_and_version_end_with_0() {
    let desk = Desk::new();
    let help = out(&desk.jixiao(&["--help"]).code(0));
    assert!(
        help.contains("用法：jixiao") && help.contains("退出码"),
        "{help}"
    );
    let version = out(&desk.jixiao(&["--version"]).code(0));
    assert_eq!(version, format!("jixiao {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn logs_can_be_json() {
    let desk = Desk::new();
    desk.put("input/说明.txt", "不是工作簿".as_bytes());
    let logged = err(&desk.jixiao(&["check", "--log-format", "json"]).code(3));
    let line: serde_json::Value = serde_json::from_str(logged.lines().next().unwrap()).unwrap();
    assert_eq!(line["level"], "WARN");
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let desk = Desk::new();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("jixiao"))
        .arg("schema")
        .current_dir(desk.0.path())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
