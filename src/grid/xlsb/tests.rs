use super::super::container::tests::zipped;
use super::records::tests::{record, wide_text};
use super::*;
use crate::note::texts;
use crate::value::CellValue;

const STYLES: &[(u16, u16)] = &[(0, 0), (0, 10), (0, 164)];

/// Numbers of four bytes, one after the other.
fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn joined(pieces: &[Vec<u8>]) -> Vec<u8> {
    pieces.concat()
}

/// A cell record: column, style, content.
fn cell(kind: u16, col: u32, style: u32, content: &[u8]) -> Vec<u8> {
    record(kind, &joined(&[words(&[col, style]), content.to_vec()]))
}

fn row(row: u32, flags: u8) -> Vec<u8> {
    let mut content = joined(&[words(&[row, 0]), vec![0, 0, 0, flags]]);
    content.resize(25, 0);
    record(kind::ROW_HDR, &content)
}

fn styles() -> Vec<u8> {
    let code = joined(&[164_u16.to_le_bytes().to_vec(), wide_text("#,##0.0")]);
    let xf = |(parent, format): &(u16, u16)| {
        let mut content = joined(&[parent.to_le_bytes().to_vec(), format.to_le_bytes().to_vec()]);
        content.resize(16, 0);
        record(kind::XF, &content)
    };
    let mut part = joined(&[record(615, &words(&[1])), record(kind::FMT, &code)]);
    part.extend(record(kind::BEGIN_CELL_XFS, &words(&[3])));
    part.extend(STYLES.iter().flat_map(xf));
    part.extend(record(kind::END_CELL_XFS, &[]));
    part
}

fn workbook(relation: &str) -> Vec<u8> {
    let sheet = |state: u32, id: &str, name: &str| {
        let content = joined(&[words(&[state, 1]), wide_text(id), wide_text(name)]);
        record(kind::BUNDLE_SH, &content)
    };
    joined(&[
        record(131, &[]),
        sheet(0, relation, "自评表"),
        sheet(1, "r2", "底稿"),
        record(144, &[]),
        record(0x9D, &[0; 16]),
        record(132, &[]),
    ])
}

/// A workbook of two sheets, the first of which holds these records.
fn package(sheet: &[u8], relation: &str) -> Vec<u8> {
    let framed = |rows: &[u8]| {
        joined(&[
            record(129, &[]),
            record(kind::WS_DIM, &words(&[0, 9, 0, 9])),
            record(145, &[]),
            rows.to_vec(),
            record(146, &[]),
            record(177, &words(&[1])),
            record(kind::MERGE_CELL, &words(&[1, 3, 1, 2])),
            record(178, &[]),
            record(130, &[]),
        ])
    };
    let strings = joined(&[
        record(kind::BEGIN_SST, &words(&[1, 1])),
        record(19, &joined(&[vec![0], wide_text("产出指标")])),
        record(160, &[]),
    ]);
    let relations = "<Relationships>\
        <Relationship Id=\"r1\" Type=\"t/worksheet\" Target=\"worksheets/sheet1.bin\"/>\
        <Relationship Id=\"r2\" Type=\"t/worksheet\" Target=\"worksheets/sheet2.bin\"/>\
        </Relationships>";
    zipped(&[
        (WORKBOOK, &workbook(relation)),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/styles.bin", &styles()),
        ("xl/sharedStrings.bin", &strings),
        ("xl/worksheets/sheet1.bin", &framed(sheet)),
        ("xl/worksheets/sheet2.bin", &framed(&[])),
    ])
}

fn open(sheet: &[Vec<u8>]) -> Workbook {
    read(&package(&joined(sheet), "r1"), &Limits::default()).unwrap()
}

fn at<'w>(workbook: &'w Workbook, address: &str) -> Option<&'w CellValue> {
    workbook.sheets[0].grid.slot(address.parse().unwrap()).value
}

#[test]
fn cells_with_their_formats() {
    let workbook = open(&[
        row(0, 0),
        cell(kind::CELL_REAL, 0, 1, &0.8619_f64.to_le_bytes()),
        cell(kind::CELL_RK, 1, 2, &words(&[(3 << 2) | 2])),
        cell(
            kind::FMLA_NUM,
            2,
            0,
            &joined(&[1.5_f64.to_le_bytes().to_vec(), vec![0; 10]]),
        ),
        cell(6, 3, 0, &wide_text("文字")),
        cell(4, 4, 0, &[1]),
        cell(3, 5, 0, &[0x17]),
        cell(
            kind::FMLA_ERROR,
            6,
            0,
            &[0x07, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        ),
        cell(kind::CELL_BLANK, 7, 0, &[]),
    ]);
    let texts: Vec<String> = workbook.sheets[0]
        .grid
        .cells()
        .map(|(at, value)| format!("{at}={}", value.text()))
        .collect();
    let expected = [
        "A1=86.19%",
        "B1=3",
        "C1=1.5",
        "D1=文字",
        "E1=是",
        "F1=#REF!",
        "G1=#DIV/0!",
    ];
    assert_eq!(texts, expected);
    let decimals = |address| match at(&workbook, address) {
        Some(CellValue::Number { shown_decimals, .. }) => *shown_decimals,
        _ => None,
    };
    assert_eq!(
        [decimals("A1"), decimals("B1"), decimals("C1")],
        [Some(2), Some(1), None]
    );
}

#[test]
fn every_cell_of_a_merged_region_answers_with_its_anchor() {
    let workbook = open(&[row(1, 0), cell(kind::CELL_ISST, 1, 0, &words(&[0]))]);
    for address in ["B2", "C2", "B3", "C3", "B4", "C4"] {
        assert_eq!(
            at(&workbook, address),
            Some(&CellValue::Text("产出指标".into())),
            "{address}"
        );
    }
    assert_eq!(at(&workbook, "D2"), None);
}

#[test]
fn hidden_sheets_and_rows_are_marked() {
    let text = |col| cell(kind::CELL_ISST, col, 0, &words(&[0]));
    let workbook = open(&[
        row(0, 0x10),
        text(0),
        text(1),
        row(1, 0x10),
        row(2, 0),
        text(0),
    ]);
    assert_eq!(workbook.sheets[0].hidden_rows, 1);
    assert_eq!(workbook.sheets[1].visibility, Visibility::Hidden);
}

#[test]
fn one_far_cell_costs_nothing() {
    let far = cell(kind::CELL_ISST, 16_383, 0, &words(&[0]));
    let workbook = open(&[row(1_048_575, 0), far]);
    assert_eq!(workbook.sheets[0].grid.len(), 1);
    assert!(at(&workbook, "XFD1048576").is_some());
}

#[test]
fn what_calamine_dies_of_costs_only_the_sheet() {
    let sheets = [
        (
            vec![row(0, 0), cell(kind::CELL_ISST, 0, 0, &words(&[7]))],
            "A1 的共享字符串不存在",
        ),
        (
            vec![row(0, 0), cell(kind::CELL_REAL, 0, 0, &[0; 4])],
            "记录 5 太短",
        ),
        (vec![row(1_048_576, 0)], "行号 1048576 超出工作表"),
        (vec![vec![0x05, 0xFF, 0x7F]], "记录在中途断开"),
    ];
    for (sheet, why) in sheets {
        let workbook = open(&sheet);
        assert_eq!(
            texts(&workbook.notes),
            [format!("工作表“自评表”未能读取：{why}")]
        );
        assert_eq!(workbook.sheets.len(), 1);
    }
}

#[test]
fn a_sheet_without_a_relation_is_damaged() {
    let refusal = read(&package(&[], "r9"), &Limits::default()).unwrap_err();
    assert!(refusal.to_string().contains("工作表清单有误"), "{refusal}");
}

#[test]
fn limits_refuse_the_file() {
    let limits = Limits {
        cells: 0,
        ..Limits::default()
    };
    let sheet = joined(&[row(0, 0), cell(4, 4, 0, &[1])]);
    let refusal = read(&package(&sheet, "r1"), &limits).unwrap_err();
    assert!(matches!(
        refusal,
        Refusal::LimitExceeded {
            key: "limits.cells",
            ..
        }
    ));
}
