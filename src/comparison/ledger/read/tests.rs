use std::path::PathBuf;

use super::*;
use crate::comparison::LedgerColumns;

/// The rows as a CSV file, and what reading it gives.
fn read_as(rows: &[&str], change: impl Fn(&mut BudgetLedger)) -> Result<Ledger, BesideError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("台账.csv");
    #[allow(clippy::disallowed_methods, reason = "a test makes its input")]
    std::fs::write(&path, rows.join("\n")).unwrap();
    let mut settings = BudgetLedger {
        path,
        sheet: None,
        unit: None,
        columns: LedgerColumns::default(),
        similarity: crate::comparison::ledger::usual_similarity(),
    };
    change(&mut settings);
    Ledger::read(&settings, &Limits::default())
}

fn read(rows: &[&str]) -> Ledger {
    read_as(rows, |_| {}).unwrap()
}

const HEADER: &str = "项目编码,单位,项目名称,年初批复数,调整后预算数";

fn notes(ledger: &Ledger) -> Vec<String> {
    ledger.notes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_line_is_a_project_with_its_cells() {
    let ledger = read(&[
        "2024年批复台账",
        "单位：万元",
        HEADER,
        "0011,椿树街道,道路维修,33,35.56",
    ]);
    let line = &ledger.lines[0];
    assert_eq!(
        (line.code.as_str(), line.office.as_str(), line.name.as_str()),
        ("0011", "椿树街道", "道路维修")
    );
    assert!(
        line.place(line.at).starts_with("台账.csv!"),
        "{}",
        line.place(line.at)
    );
    assert!(line.place(line.full_year.at().unwrap()).ends_with("!E4"));
    assert_eq!(line.full_year.figure().unwrap().to_string(), "35.56");
    assert_eq!(notes(&ledger), Vec::<String>::new());
}

#[test]
fn the_unit_is_the_headers_then_the_configured_then_the_line_above() {
    let initial = |ledger: &Ledger| ledger.lines[0].initial.figure().unwrap().to_string();
    let line = "1,甲,乙,330000,330000";
    let in_header = HEADER
        .replace("年初批复数", "年初批复数（元）")
        .replace("调整后预算数", "调整后预算数（元）");
    let wan = |settings: &mut BudgetLedger| settings.unit = Some(AmountUnit::Wan);
    assert_eq!(initial(&read_as(&[&in_header, line], wan).unwrap()), "33");
    let above = ["单位：元", HEADER, line];
    assert_eq!(initial(&read(&above)), "33");
    assert_eq!(initial(&read_as(&above, wan).unwrap()), "330000");
    let silent = read(&[HEADER, line]);
    assert_eq!(initial(&silent), "330000");
    assert!(
        notes(&silent)[0].contains("没有写明金额单位"),
        "{:?}",
        silent.notes
    );
}

#[test]
fn what_is_no_amount_is_kept_and_told_with_its_cell() {
    let ledger = read(&[
        "单位：万元",
        HEADER,
        "1,甲街道,道路,约33,35",
        "2,甲街道,绿化,—,5",
        ",,,7,",
    ]);
    assert_eq!(ledger.lines.len(), 3);
    assert!(ledger.lines[0].initial.misread().is_some());
    assert!(ledger.lines[1].initial.is_blank());
    let notes = notes(&ledger);
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes[0].contains("!D3 年初批复数“约33”"), "{}", notes[0]);
    assert!(notes[1].contains("没有项目编码和项目名称"), "{}", notes[1]);
}

#[test]
fn sums_are_no_projects() {
    let ledger = read(&[
        "单位：万元",
        HEADER,
        "1,甲街道,道路,33,35",
        ",甲街道小计,,33,35",
        ",,合 计,33,35",
        "9,甲街道,统计小计软件,1,1",
    ]);
    let names: Vec<&str> = ledger.lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["道路", "统计小计软件"]);
    assert!(
        notes(&ledger)[0].contains("2 行合计、小计"),
        "{:?}",
        ledger.notes
    );
}

#[test]
fn a_missing_column_is_named_with_file_and_sheet() {
    let rows = ["项目编码,项目名称,年初批复数,调整后预算数", "1,甲,3,3"];
    let error = read_as(&rows, |_| {}).unwrap_err().to_string();
    for part in [
        "台账.csv!",
        "缺少表头“单位”",
        "项目编码、项目名称、年初批复数",
        "budget_ledger.columns",
    ] {
        assert!(error.contains(part), "no {part} in {error}");
    }
    let without = read_as(&rows, |settings| settings.columns.office.clear()).unwrap();
    assert!(!without.has_offices);
    assert_eq!(without.lines.len(), 1);
}

#[test]
fn a_file_or_sheet_that_is_not_there_is_told() {
    let missing = read_as(&[HEADER, "1,甲,乙,1,1"], |settings| {
        settings.path = PathBuf::from("没有.xlsx");
    })
    .unwrap_err();
    assert!(
        missing
            .to_string()
            .contains("没有.xlsx：budget_ledger 所指的文件无法使用"),
        "{missing}"
    );
    let sheet = read_as(&[HEADER, "1,甲,乙,1,1"], |settings| {
        settings.sheet = Some("汇总".to_owned());
    })
    .unwrap_err();
    assert!(sheet.to_string().contains("没有工作表“汇总”"), "{sheet}");
}
