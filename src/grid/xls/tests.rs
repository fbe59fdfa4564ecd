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
            "D6=86.19%",
            "C7=2025-03-01",
            "D7=是",
            "D8=完成"
        ]
    );
    assert_eq!(
        shown(&open(LIBREOFFICE)),
        [
            "B2=产出指标",
            "B5=86.19%",
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

#[test]
fn hidden_rows_with_content_are_counted() {
    let counts = |bytes| -> Vec<u32> {
        let workbook = open(bytes);
        workbook
            .sheets
            .iter()
            .map(|sheet| sheet.hidden_rows)
            .collect()
    };
    assert_eq!(counts(LIBREOFFICE), [1, 0]);
    assert_eq!(counts(XLWT), [0, 0]);
}

#[test]
fn formats_that_cannot_be_read_are_a_loss() {
    let mut bytes = XLWT.to_vec();
    // A chain of sectors that list further sectors: calamine takes this one for none.
    bytes[68..72].copy_from_slice(&0xFFFF_FFFD_u32.to_le_bytes());
    let workbook = open(&bytes);
    assert!(workbook.notes.iter().any(Note::is_loss));
    assert!(shown(&workbook).contains(&"D6=0.8619".to_owned()));
}

proptest::proptest! {
    #[test]
    fn any_records_come_to_an_end(records in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let _ = scan::sheet(&records, &scan::Globals::default());
    }
}
