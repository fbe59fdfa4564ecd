//! Rules that config.yaml brings, through the whole program; and their manual, whose examples run and
//! whose lists of columns are whole.

use std::collections::BTreeMap;
use std::path::Path;

use assert_cmd::Command;
use calamine::Reader as _;
use jixiao::tables::columns::{Column, INDICATORS, Kind, PROJECTS};
use jixiao::tables::{INDICATOR_CELLS, PROJECT_CELLS};

use crate::desk::{Desk, Row, shipped_input};

const REFERENCE: &str = "椿树街道/困难群众救助服务所经费绩效自评表.xlsx";
/// A form without a fault.
const CLEAN: &str = "什刹海街道/胡同环境精细化管护服务_自评表.xlsx";

const RULES: &str = "\
rules:
  custom:
    - code: U101
      title: 执行数超年初预算百分之五
      severity: error
      when: executed > initial_budget * 105%
      message: 执行 {executed} 万元，为年初的 {执行数÷年初预算}，编码 {项目编码}
      cell: executed
    - code: U102
      title: 成本指标分值偏大
      table: indicators
      when: 二级指标 = '成本指标' 且 分值 >= 15 且 街道 = '椿树街道'
      message: 分值 {分值} 分
    - {code: U103, title: 大项目, when: executed > 1000000, message: 大}
    - {code: U104, title: 有编码, when: length(项目编码) > 3, message: 编码}
    - {code: U105, title: 停用, enabled: false, when: executed > 0, message: 停用}
    - {code: U106, title: 试行, stage: trial, severity: error, when: executed > 0, message: 试行}
";

fn desk(file: &str) -> Desk {
    let desk = Desk::new().take(file);
    desk.put("config.yaml", RULES.as_bytes());
    desk
}

fn found(desk: &Desk) -> BTreeMap<String, Row> {
    let rows = desk.rows("findings").into_iter();
    rows.filter(|row| row["family"] == "custom")
        .map(|row| (row["code"].clone(), row))
        .collect()
}

#[test]
fn findings_of_configured_rules_stand_at_their_cells() {
    let desk = desk(REFERENCE);
    desk.run();
    let found = found(&desk);
    let codes: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(codes, ["U101", "U102", "U106"]);
    let told = |code: &str, column: &str| found[code][column].clone();
    assert_eq!(
        told("U101", "message"),
        "执行 35.56041 万元，为年初的 107.76%，编码 （空）"
    );
    assert_eq!(
        told("U101", "declared"),
        "全年执行数 35.56041；年初预算数 33"
    );
    assert_eq!(
        (told("U101", "source_cell"), told("U101", "related_cells")),
        ("F7".to_owned(), "D7".to_owned())
    );
    assert_eq!(told("U101", "severity"), "error");
    assert_eq!(told("U101", "street_office"), "椿树街道");
    assert_eq!(told("U102", "message"), "分值 15 分");
    let indicators = desk.rows("indicators");
    let cost = indicators
        .iter()
        .find(|row| row["level2"] == "成本指标")
        .unwrap();
    assert_eq!(told("U102", "source_cell"), cost["source_cell"]);
    assert_eq!(
        (told("U106", "severity"), told("U106", "stage")),
        ("warning".to_owned(), "trial".to_owned())
    );
    assert_eq!(
        told("U106", "source_cell"),
        desk.rows("projects")[0]["source_cell"]
    );
}

#[test]
fn they_count_like_any_other() {
    let with = desk(REFERENCE);
    with.run();
    let without = Desk::new().take(REFERENCE);
    without.run();
    for table in ["projects", "rollup"] {
        let count = |desk: &Desk, column: &str| desk.rows(table)[0][column].parse::<i64>().unwrap();
        for (column, more) in [("findings_error", 1), ("findings_warning", 2)] {
            assert_eq!(
                count(&with, column),
                count(&without, column) + more,
                "{table} {column}"
            );
        }
    }
    let runs = with.rows("rule_runs").into_iter();
    let states: BTreeMap<String, String> = runs
        .filter(|run| run["code"].starts_with('U'))
        .map(|run| (run["code"].clone(), run["state"].clone()))
        .collect();
    let expected = [
        ("U101", "raised"),
        ("U102", "raised"),
        ("U103", "passed"),
        ("U104", "could_not_run"),
        ("U106", "raised"),
    ];
    let expected = expected.map(|(code, state)| (code.to_owned(), state.to_owned()));
    assert_eq!(states, BTreeMap::from(expected));
}

#[test]
fn every_workbook_tells_them() {
    let desk = desk(REFERENCE);
    desk.run();
    for (file, told) in [
        (
            "异常清单.xlsx",
            vec!["U101 执行数超年初预算百分之五", "自定义", "停用"],
        ),
        (
            "全区汇总.xlsx",
            vec![
                "U101 执行数超年初预算百分之五",
                "executed > initial_budget * 105%",
            ],
        ),
        (
            "街道/椿树街道.xlsx",
            vec![
                "U101 执行数超年初预算百分之五",
                "执行 35.56041 万元，为年初的 107.76%，编码 （空）",
            ],
        ),
    ] {
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook(desk.output().join(file)).unwrap();
        let sheets = book.worksheets().into_iter();
        let cells: Vec<String> = sheets
            .flat_map(|(_, range)| {
                range
                    .rows()
                    .flatten()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
            })
            .collect();
        for text in told {
            assert!(
                cells.iter().any(|cell| cell.contains(text)),
                "{file} does not tell {text}"
            );
        }
    }
}

#[test]
fn ids_follow_the_form_and_not_its_file() {
    let named = desk(REFERENCE);
    named.run();
    let renamed = Desk::new();
    renamed.put("config.yaml", RULES.as_bytes());
    let bytes = std::fs::read(shipped_input().join(REFERENCE)).unwrap();
    renamed.put("input/椿树街道/甲.xlsx", &bytes);
    renamed.run();
    let ids = |desk: &Desk| -> Vec<String> {
        found(desk)
            .values()
            .map(|row| row["finding_id"].clone())
            .collect()
    };
    assert_eq!(ids(&named), ids(&renamed));
    assert_eq!(ids(&named).len(), 3);
}

fn jixiao(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::cargo_bin("jixiao").unwrap();
    command
        .current_dir(folder)
        .env_remove("RUST_LOG")
        .args(arguments);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn check_prints_them_and_fails_on_their_errors() {
    let desk = Desk::new().take(CLEAN);
    let folder = desk.input();
    let folder = folder.parent().unwrap();
    let rule = |severity: &str| {
        let text = format!(
            "rules:\n  F107: {{enabled: false}} # one office alone has sent something\n  custom:\n    - {{code: U101, title: 有执行数, severity: {severity}, when: executed > 0, message: 有执行数}}\n"
        );
        desk.put("config.yaml", text.as_bytes());
    };
    let check = || jixiao(folder, &["check", "--year", "2024"]);
    rule("warning");
    let (status, out, _) = check();
    assert_eq!(status, Some(0), "{out}");
    assert!(out.contains(": 警告 U101 有执行数"), "{out}");
    rule("error");
    let (status, out, _) = check();
    assert_eq!(status, Some(1), "{out}");
    assert!(out.contains(": 错误 U101 有执行数"), "{out}");
}

fn line_of<'t>(table: &'t str, code: &str) -> &'t str {
    let mut lines = table.lines();
    lines.find(|line| line.starts_with(code)).unwrap()
}

#[test]
fn they_are_listed_and_explained() {
    let desk = desk(REFERENCE);
    let folder = desk.input();
    let folder = folder.parent().unwrap();
    let (status, page, _) = jixiao(folder, &["explain", "u102"]);
    assert_eq!(status, Some(0));
    for told in [
        "U102 成本指标分值偏大",
        "二级指标 = '成本指标'",
        "分值 {分值} 分",
        "阶段：正式",
        "指标明细",
    ] {
        assert!(page.contains(told), "no {told} in\n{page}");
    }
    let (_, table, _) = jixiao(folder, &["rules"]);
    assert!(
        table.contains("U106") && line_of(&table, "U105").contains("停用"),
        "{table}"
    );
    let (_, json, _) = jixiao(folder, &["rules", "--format", "json"]);
    let rules: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    let custom = rules.iter().find(|rule| rule["code"] == "U101").unwrap();
    assert_eq!(
        (custom["family"].as_str(), custom["severity"].as_str()),
        (Some("custom"), Some("error"))
    );
    let (status, _, refused) = jixiao(folder, &["explain", "U109"]);
    assert_eq!(status, Some(2));
    assert!(refused.contains("U10"), "{refused}");
}

#[test]
fn a_bad_condition_ends_the_run_at_its_place() {
    let desk = Desk::new().take(REFERENCE);
    let folder = desk.input();
    let folder = folder.parent().unwrap();
    let text = "rules:\n  custom:\n    - {code: U101, title: 甲, when: excuted > 0, message: 乙}\n";
    desk.put("config.yaml", text.as_bytes());
    for command in ["run", "check", "rules"] {
        let (status, out, refused) = jixiao(folder, &[command]);
        assert_eq!(status, Some(2), "{command}: {refused}");
        assert!(
            refused.contains("config.yaml 第 3 行第 36 列（rules.custom"),
            "{refused}"
        );
        assert!(refused.contains("是否应为“executed”？"), "{refused}");
        // Whoever corrects it may need the list of rules.
        assert_eq!(out.contains("B101"), command == "rules");
    }
    let (status, _, _) = jixiao(folder, &["explain", "B101"]);
    assert_eq!(status, Some(0));
}

fn manual() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/custom-rules.zh.md");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_examples_of_the_manual_run() {
    let manual = manual();
    let blocks = manual.split("```yaml\n").skip(1);
    let examples: Vec<&str> = blocks
        .map(|block| block.split("```").next().unwrap())
        .collect();
    assert_eq!(examples.len(), 6);
    let mut all = String::from("rules:\n  custom:\n");
    for example in &examples {
        let rules = example.strip_prefix("rules:\n  custom:\n").unwrap();
        all.push_str(rules);
    }
    let desk = Desk::new();
    desk.put("config.yaml", all.as_bytes());
    desk.run_on(&shipped_input());
    let runs = desk.rows("rule_runs");
    for code in ["U101", "U102", "U103", "U104", "U105", "U106"] {
        let fared = |state: &str| {
            let of_rule = |run: &&Row| run["code"] == code && run["state"] == state;
            runs.iter().filter(of_rule).count()
        };
        assert!(fared("passed") > 0, "{code} never passed");
    }
    let found = found(&desk);
    for code in ["U101", "U104", "U106"] {
        assert!(
            found.contains_key(code),
            "{code} found nothing in the sample"
        );
    }
}

#[test]
fn the_manual_lists_every_column() {
    let manual = manual();
    let of_projects: Vec<&str> = PROJECT_CELLS.iter().map(|(name, _)| *name).collect();
    let of_indicators: Vec<&str> = INDICATOR_CELLS.iter().map(|(name, _)| *name).collect();
    let (_, lists) = manual.split_once("## 项目明细的列").unwrap();
    let (projects, indicators) = lists.split_once("## 指标明细的列").unwrap();
    for (columns, cells, text) in [
        (PROJECTS, of_projects, projects),
        (INDICATORS, of_indicators, indicators),
    ] {
        for column in columns
            .iter()
            .filter(|column| !column.name.starts_with("findings_"))
        {
            let line = line(column, cells.contains(&column.name));
            assert!(
                text.contains(&line),
                "docs/custom-rules.zh.md lacks\n{line}"
            );
        }
    }
}

fn line(column: &Column, has_cell: bool) -> String {
    let kind = match column.kind {
        Kind::Text => "文字",
        Kind::Integer => "整数",
        Kind::Amount => "金额（万元）",
        Kind::Rate => "比率",
        Kind::Points => "数值",
    };
    let header = if column.header.contains('÷') {
        format!("[{}]", column.header)
    } else {
        column.header.to_owned()
    };
    let cell = if has_cell { "✓" } else { "" };
    format!(
        "| `{}` | {header} | {kind} | {cell} | {} |",
        column.name, column.meaning
    )
}
