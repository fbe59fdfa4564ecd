//! The blank form: written, filled in as an office does, and read again.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use crate::desk::{Desk, Row};

const CONFIG: &str = "fiscal_year: 2024\nregistry: {offices: [{name: 椿树街道}]}\n";
const SENT: &str = "input/椿树街道/社区便民服务站运行经费.xlsx";

/// What an office types, as `tests/corpus/template/make.py` does.
const TYPED: [(&str, &str); 71] = [
    ("C3", "社区便民服务站运行经费"),
    ("G3", "11010224T000001234567"),
    ("C4", "椿树街道"),
    ("G4", "民生保障办公室"),
    ("C5", "甲某"),
    ("G5", "010-66001234"),
    ("D8", "#40"),
    ("E8", "#38.5"),
    ("F8", "#37.62041"),
    ("D9", "#5.2"),
    ("E9", "#5.2"),
    ("F9", "#4.1"),
    ("D10", "#0"),
    ("E10", "#0"),
    ("F10", "#0"),
    (
        "B12",
        "保障辖区 7 个社区便民服务站正常运行，为居民代办事项，开展上门服务，使居民在家门口办成事。",
    ),
    (
        "F12",
        "7 个便民服务站全年正常开放，代办政务和生活事项，为行动不便的老人上门服务，热线诉求按时办结。",
    ),
    ("D14", "代办政务事项件数"),
    ("E14", "≥1200件"),
    ("F14", "1260件"),
    ("G14", "#10"),
    ("H14", "#10"),
    ("D15", "上门服务户数"),
    ("E15", "≥80户"),
    ("F15", "76户"),
    ("G15", "#10"),
    ("H15", "#9.5"),
    ("I15", "4 户迁出辖区；已补充登记名单，下年按季更新"),
    ("D17", "代办事项差错率"),
    ("E17", "≤1%"),
    ("F17", "0.5%"),
    ("G17", "#10"),
    ("H17", "#10"),
    ("D20", "事项按时办结率"),
    ("E20", "≥95%"),
    ("F20", "97%"),
    ("G20", "#10"),
    ("H20", "#10"),
    ("D23", "单个站点年均运行成本"),
    ("E23", "≤6.5万元"),
    ("F23", "5.96万元"),
    ("G23", "#10"),
    ("H23", "#10"),
    ("C26", "社会效益指标"),
    ("D26", "服务覆盖社区数"),
    ("E26", "≥7个"),
    ("F26", "7个"),
    ("G26", "#20"),
    ("H26", "#20"),
    ("C28", "可持续影响指标"),
    ("D28", "志愿者队伍保持人数"),
    ("E28", "≥40人"),
    ("F28", "43人"),
    ("G28", "#10"),
    ("H28", "#10"),
    ("D32", "受服务居民满意度"),
    ("E32", "≥90%"),
    ("F32", "94%"),
    ("G32", "#10"),
    ("H32", "#10"),
    // What a spreadsheet program computes meanwhile.
    ("D7", "#45.2"),
    ("E7", "#43.7"),
    ("F7", "#41.72041"),
    ("H7", "#0.9547004576659039"),
    ("I7", "#9.55"),
    ("H8", "#0.9771535064935065"),
    ("H9", "#0.7884615384615384"),
    ("G35", "#100"),
    ("H35", "#99.05"),
    ("C37", "分值合计 100 分，相符"),
    ("C38", ""),
];

/// A desk with a configuration and a blank form that was made there.
fn desk(arguments: &[&str]) -> (Desk, Vec<u8>) {
    let desk = Desk::new();
    desk.put("config.yaml", CONFIG.as_bytes());
    desk.ends_with(0, &[&["template", "空表.xlsx"], arguments].concat());
    let blank = std::fs::read(desk.input().with_file_name("空表.xlsx")).unwrap();
    (desk, blank)
}

/// The blank form with these cells typed over it: numbers behind `#`, everything else as text.
fn filled(blank: &[u8], changes: &[(&str, &str)]) -> Vec<u8> {
    let cells: BTreeMap<&str, &str> = TYPED.iter().chain(changes).copied().collect();
    patched(blank, |sheet| {
        cells
            .iter()
            .fold(sheet, |sheet, (cell, typed)| put(&sheet, cell, typed))
    })
}

/// The package with the XML of its first sheet changed, everything else as it was.
fn patched(package: &[u8], change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut parts = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut change = Some(change);
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let change = change.take().unwrap();
            bytes = change(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name, options).unwrap();
        out.write_all(&bytes).unwrap();
    }
    assert!(change.is_none(), "no sheet");
    out.finish().unwrap().into_inner()
}

/// Puts a value into a cell that is there; a formula stays beside its new result.
fn put(sheet: &str, cell: &str, typed: &str) -> String {
    let start = sheet.find(&format!("<c r=\"{cell}\"")).unwrap();
    let (before, from) = sheet.split_at(start);
    let head = from.split_inclusive('>').next().unwrap();
    let end = if head.ends_with("/>") {
        head.len()
    } else {
        from.find("</c>").unwrap() + "</c>".len()
    };
    let (old, after) = from.split_at(end);
    let style = old.split('"').nth(3).unwrap();
    let formula = old
        .split_once("<f>")
        .and_then(|(_, from)| from.split_once("</f>"));
    let formula = formula.map_or_else(String::new, |(formula, _)| format!("<f>{formula}</f>"));
    let new = match typed.strip_prefix('#') {
        Some(number) => format!("<c r=\"{cell}\" s=\"{style}\">{formula}<v>{number}</v></c>"),
        None if formula.is_empty() => {
            format!("<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t>{typed}</t></is></c>")
        }
        None => format!("<c r=\"{cell}\" s=\"{style}\" t=\"str\">{formula}<v>{typed}</v></c>"),
    };
    format!("{before}{new}{after}")
}

fn codes(desk: &Desk) -> Vec<String> {
    let rows = desk.rows("findings");
    rows.iter().map(|row| row["code"].clone()).collect()
}

fn only(rows: Vec<Row>) -> Row {
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.into_iter().next().unwrap()
}

/// The values of one form that are not about the file.
fn values(desk: &Desk) -> (Row, Vec<Row>) {
    let apart = |mut row: Row| {
        row.remove("form_id");
        row
    };
    let indicators = desk.rows("indicators").into_iter().map(apart).collect();
    (apart(only(desk.rows("projects"))), indicators)
}

#[test]
fn a_form_that_is_filled_in_and_sent_back_gives_no_finding() {
    let (desk, blank) = desk(&[]);
    desk.put(SENT, &filled(&blank, &[]));
    let checked = desk.ends_with(0, &["check", "--fail-on", "warning"]);
    assert_eq!(
        checked,
        "核查 1 个文件，1 张自评表：错误 0，警告 0，提示 0\n"
    );
    desk.run();
    let layout = only(desk.rows("layouts"));
    assert_eq!(
        (&*layout["template"], &*layout["confidence"]),
        ("beijing", "1")
    );
    let submission = only(desk.rows("submissions"));
    assert_eq!((&*submission["status"], &*submission["reason"]), ("ok", ""));
    let project = only(desk.rows("projects"));
    for (column, value) in [
        ("fiscal_year", "2024"),
        ("street_office", "椿树街道"),
        ("project_code", "11010224T000001234567"),
        ("phone", "010-66001234"),
        ("initial_budget", "45.2"),
        ("executed", "41.72041"),
        ("carryover_executed", "4.1"),
        ("other_executed", "0"),
        ("execution_score_declared", "9.55"),
        ("execution_score", "9.55"),
        ("total_weight_declared", "100"),
        ("total_score_declared", "99.05"),
        ("total_score", "99.05"),
    ] {
        assert_eq!(project[column], value, "{column}");
    }
    let indicators = desk.rows("indicators");
    let places: Vec<&str> = indicators.iter().map(|row| &*row["source_cell"]).collect();
    assert_eq!(
        places,
        ["D14", "D15", "D17", "D20", "D23", "D26", "D28", "D32"]
    );
    assert_eq!(indicators[6]["level2"], "可持续影响指标");
}

#[test]
fn by_way_of_other_programs_it_reads_the_same() {
    let (typed, blank) = desk(&[]);
    typed.put(SENT, &filled(&blank, &[]));
    typed.run();
    let (saved, _) = desk(&[]);
    let golden =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/template/libreoffice.xlsx");
    saved.put(SENT, &std::fs::read(golden).unwrap());
    saved.run();
    assert_eq!(codes(&saved), Vec::<String>::new());
    assert_eq!(only(saved.rows("layouts"))["confidence"], "1");
    // LibreOffice stores a rate with 15 digits.
    let close = |(mut project, indicators): (Row, Vec<Row>)| {
        let rate = project.remove("execution_rate_declared").unwrap();
        (
            project,
            indicators,
            rate.chars().take(14).collect::<String>(),
        )
    };
    assert_eq!(close(values(&saved)), close(values(&typed)));
}

#[test]
fn a_blank_form_is_told_what_it_lacks_and_nothing_of_its_layout() {
    let (desk, blank) = desk(&[]);
    desk.put(SENT, &blank);
    desk.run();
    let codes: BTreeSet<String> = codes(&desk).into_iter().collect();
    let lacking = ["E104", "I107", "M101", "M102", "M105"];
    assert_eq!(codes, lacking.map(str::to_owned).into());
    let layout = only(desk.rows("layouts"));
    assert_eq!(
        (&*layout["template"], &*layout["confidence"]),
        ("beijing", "1")
    );
    let project = only(desk.rows("projects"));
    for column in ["initial_budget", "execution_rate", "total_score_declared"] {
        assert_eq!(project[column], "", "{column} of a blank form");
    }
}

#[test]
fn weights_that_do_not_add_up_are_found_at_their_cells() {
    let (desk, blank) = desk(&[]);
    desk.put(
        SENT,
        &filled(
            &blank,
            &[
                ("G14", "#12"),
                ("H14", "#12"),
                ("G35", "#102"),
                ("H35", "#101.05"),
            ],
        ),
    );
    desk.run();
    let found: Vec<(String, String)> = desk
        .rows("findings")
        .into_iter()
        .map(|row| (row["code"].clone(), row["source_cell"].clone()))
        .collect();
    let at = |rule: &str, cell: &str| (rule.to_owned(), cell.to_owned());
    assert!(found.contains(&at("W101", "G35")), "{found:?}");
    assert!(found.contains(&at("W102", "B14")), "{found:?}");
}

#[test]
fn other_policies_and_more_rows_are_read_as_surely() {
    for (config, arguments, family) in [
        (
            "scoring: {profile: 财政部2021}\n",
            ["--indicators", "3"],
            "cost-first",
        ),
        (
            "scoring: {profile: 湖北省}\n",
            ["--indicators", "1"],
            "beijing",
        ),
        ("", ["--indicators", "30"], "beijing"),
    ] {
        let desk = Desk::new();
        desk.put("config.yaml", format!("{CONFIG}{config}").as_bytes());
        desk.ends_with(
            0,
            &[&["template", "input/空表.xlsx"], &arguments[..]].concat(),
        );
        desk.run();
        let layout = only(desk.rows("layouts"));
        assert_eq!(
            (&*layout["template"], &*layout["confidence"]),
            (family, "1"),
            "{config}"
        );
    }
}

#[test]
fn a_form_for_one_office_names_it() {
    let desk = Desk::new();
    desk.put("config.yaml", CONFIG.as_bytes());
    desk.ends_with(0, &["template", "input/空表.xlsx", "--office", "椿树街道"]);
    desk.run();
    assert_eq!(
        only(desk.rows("projects"))["supervising_department"],
        "椿树街道"
    );
    assert_eq!(only(desk.rows("submissions"))["reason"], "");
    let refused = desk.ends_with(2, &["template", "乙.xlsx", "--office", "椿树"]);
    assert!(
        refused.contains("名册中没有“椿树”；相近的有 椿树街道"),
        "{refused}"
    );
}

#[test]
fn it_is_written_once_and_as_a_workbook() {
    let desk = Desk::new();
    let name = "项目支出绩效自评表（空表）.xlsx";
    let said = desk.ends_with(0, &["template"]);
    assert_eq!(said, format!("已生成 {name}\n"));
    let written = || std::fs::read(desk.input().with_file_name(name)).unwrap();
    let first = written();
    assert!(desk.ends_with(4, &["template"]).contains("已存在"));
    assert!(first == written(), "it was written over");
    assert!(
        desk.ends_with(2, &["template", "空表.xls"])
            .contains("应以 .xlsx 结尾")
    );
    desk.ends_with(2, &["template", "乙.xlsx", "--indicators", "0"]);
    desk.ends_with(4, &["template", "没有/乙.xlsx"]);
}
