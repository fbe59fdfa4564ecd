use super::*;
use crate::value::CellValue;

const XLWT: &[u8] = include_bytes!("../../../tests/corpus/xlwt.xls");
const LIBREOFFICE: &[u8] = include_bytes!("../../../tests/corpus/libreoffice.xls");

fn open(bytes: &[u8]) -> Workbook {
    read(bytes, &Limits::default()).unwrap()
}

fn shown(workbook: &Workbook) -> Vec<String> {
    let cells = workbook.sheets[0].grid.cells();
    cells
        .map(|(at, value)| format!("{at}={}", value.text()))
        .collect()
}

#[test]
fn cells_stand_where_they_were_written() {
    assert_eq!(
        shown(&open(XLWT)),
        [
            "C3=产出指标",
            "C6=35.56041",
            "D6=0.8619",
            "C7=2025-03-01",
            "D7=是",
            "D8=完成"
        ]
    );
    assert_eq!(
        shown(&open(LIBREOFFICE)),
        [
            "B2=产出指标",
            "B5=0.8619",
            "C5=35.56041",
            "B6=1.7238",
            "C6=#DIV/0!",
            "B7=2025-03-01",
            "B8=隐藏"
        ]
    );
}

#[test]
fn every_cell_of_a_merged_region_answers_with_its_anchor() {
    let workbook = open(XLWT);
    for address in ["C3", "D3", "C4", "D4", "C5", "D5"] {
        let slot = workbook.sheets[0].grid.slot(address.parse().unwrap());
        assert_eq!(
            slot.value,
            Some(&CellValue::Text("产出指标".into())),
            "{address}"
        );
    }
}

#[test]
fn hidden_sheets_are_read_and_marked() {
    for bytes in [XLWT, LIBREOFFICE] {
        let workbook = open(bytes);
        let sheet = &workbook.sheets[1];
        assert_eq!(
            (sheet.name.as_str(), sheet.visibility),
            ("底稿", Visibility::Hidden)
        );
        assert_eq!(sheet.grid.len(), 1);
    }
}

#[test]
fn a_password_is_told_apart_from_damage() {
    let mut bytes = XLWT.to_vec();
    // The record with the author's name becomes the one that says how to decrypt.
    let author = bytes
        .windows(4)
        .position(|four| four == b"\x5C\x00\x70\x00")
        .unwrap();
    bytes[author] = 0x2F;
    assert_eq!(read(&bytes, &Limits::default()), Err(Refusal::Encrypted));
    let refusal = read(b"no compound file", &Limits::default());
    assert!(matches!(
        refusal,
        Err(Refusal::Damaged { format: "xls", .. })
    ));
}

#[test]
fn limits_refuse_the_file() {
    let limits = Limits {
        cells: 6,
        ..Limits::default()
    };
    let refusal = read(XLWT, &limits).unwrap_err();
    assert!(matches!(refusal, Refusal::LimitExceeded { seen: 7, .. }));
}
