use csv::WriterBuilder;
use encoding_rs::GB18030;
use proptest::prelude::*;

use super::super::encoding::tests::utf16;
use super::*;
use crate::note::texts;
use crate::value::CellValue;

fn open(bytes: &[u8]) -> Workbook {
    read(bytes, &Limits::default()).unwrap()
}

fn shown(workbook: &Workbook) -> Vec<String> {
    let cells = workbook.sheets[0].grid.cells();
    cells
        .map(|(at, value)| format!("{at}={}", value.text()))
        .collect()
}

fn of(text: &str) -> Vec<String> {
    let workbook = open(text.as_bytes());
    assert_eq!(workbook.notes, []);
    shown(&workbook)
}

#[test]
fn fields_stand_where_a_spreadsheet_shows_them() {
    let text = "项目支出绩效自评表,,\r\n\r\n项目名称,\"道路\r\n清扫 \"\"甲\"\"\",35.5\r\n \u{3000},, 86%\r\n";
    assert_eq!(
        of(text),
        [
            "A1=项目支出绩效自评表",
            "A3=项目名称",
            "B3=道路\n清扫 \"甲\"",
            "C3=35.5",
            "C4= 86%"
        ]
    );
    assert_eq!(open(text.as_bytes()).sheets[0].name, "表格");
    assert_eq!(
        of("\n\n甲,乙\n\n\n丙,丁,戊"),
        ["A3=甲", "B3=乙", "A6=丙", "B6=丁", "C6=戊"]
    );
    assert_eq!(of("甲,乙\r丙,丁\r"), ["A1=甲", "B1=乙", "A2=丙", "B2=丁"]);
}

#[test]
fn the_delimiter_is_found_outside_quotation_marks() {
    for (text, cells) in [
        ("甲;1,5\n乙;2,5\n", ["A1=甲", "B1=1,5", "A2=乙", "B2=2,5"]),
        (
            "甲\t1,234\n乙\t5,678",
            ["A1=甲", "B1=1,234", "A2=乙", "B2=5,678"],
        ),
        ("甲|1\n乙|2", ["A1=甲", "B1=1", "A2=乙", "B2=2"]),
        (
            "\"a;b;c\",1\n\"d;e\",2",
            ["A1=a;b;c", "B1=1", "A2=d;e", "B2=2"],
        ),
        (
            "SEP=!\r\n甲!1;2\n乙!3;4",
            ["A1=甲", "B1=1;2", "A2=乙", "B2=3;4"],
        ),
        ("，，，\n甲,1\n", ["A1=，，，", "A2=甲", "B2=1", ""]),
    ] {
        let mut seen = of(text);
        seen.resize(4, String::new());
        assert_eq!(seen, cells, "{text}");
    }
}

#[test]
fn what_guards_a_field_from_a_spreadsheet_is_taken_off() {
    let text = "'=1+1,'-5,'＝甲,'甲,\"=\"\"001\"\"\"\n=\"001\",=A1,'-,'','";
    assert_eq!(
        of(text),
        [
            "A1==1+1",
            "B1=-5",
            "C1=＝甲",
            "D1='甲",
            "E1=001",
            "A2=001",
            "B2==A1",
            "C2=-",
            "D2=''",
            "E2='"
        ]
    );
}

#[test]
fn errors_stay_errors() {
    let workbook = open("甲,#DIV/0!\n乙,#######".as_bytes());
    let slot = |at: &str| workbook.sheets[0].grid.slot(at.parse().unwrap()).value;
    assert_eq!(slot("B1"), Some(&CellValue::Error("#DIV/0!".into())));
    assert_eq!(slot("B2"), Some(&CellValue::Text("#######".into())));
}

#[test]
fn a_stray_quotation_mark_costs_no_row() {
    let unclosed = open("甲,1\n乙,\"2\n\n丙,3\n丁,4".as_bytes());
    assert_eq!(
        shown(&unclosed),
        [
            "A1=甲", "B1=1", "A2=乙", "B2=\"2", "A4=丙", "B4=3", "A5=丁", "B5=4"
        ]
    );
    assert_eq!(
        texts(&unclosed.notes),
        ["文件有 1 行的引号不成对（首处：第 2 行），这些行中的引号按普通字符读取；请核对该处内容"]
    );
    let paired = open("甲,\"1\n乙,2\n丙,\"3\"\n丁,\"4\n5\"".as_bytes());
    assert_eq!(
        shown(&paired),
        [
            "A1=甲", "B1=\"1", "A2=乙", "B2=2", "A3=丙", "B3=3", "A4=丁", "B4=4\n5"
        ]
    );
    assert!(paired.notes[0].is_loss());
    let stated = open("sep=,\n甲,1\n乙,\"2".as_bytes());
    assert_eq!(shown(&stated).last().unwrap(), "B2=2");
    let later = open("sep=,\n甲,1\n乙,\"2\n丙,3".as_bytes());
    assert!(
        later.notes[0].text().contains("第 3 行"),
        "{}",
        later.notes[0]
    );
}

#[test]
fn many_stray_quotation_marks_are_all_text() {
    let text = "甲,\"1\n乙,2\n".repeat(150);
    let workbook = open(text.as_bytes());
    let grid = &workbook.sheets[0].grid;
    assert_eq!(grid.len(), 600);
    let value = grid.slot("B299".parse().unwrap()).value;
    assert_eq!(value, Some(&CellValue::Text("\"1".into())));
    assert!(
        workbook.notes[0]
            .text()
            .contains("第 1 行），这些行中的引号，其后全部引号按")
    );
}

#[test]
fn bytes_that_do_not_decode_are_a_loss_with_their_place() {
    let mut bytes = GB18030.encode("甲,乙\n\"丙\n").0.into_owned();
    bytes.push(0xFF);
    bytes.extend_from_slice(&GB18030.encode("\",丁\n戊,").0);
    bytes.push(0xFF);
    let workbook = open(&bytes);
    assert_eq!(shown(&workbook)[2], "A2=丙\n\u{FFFD}");
    assert_eq!(
        workbook.notes,
        [Note::Loss(
            "工作表“表格”有 2 处文字按 GB18030 编码无法识别（首处：文件第 3 行，单元格 A2），以“\u{FFFD}”代替；请核对原文"
                .into()
        )]
    );
}

#[test]
fn limits_hold_while_reading() {
    let limits = Limits {
        cells: 3,
        ..Limits::default()
    };
    let refusal = read("1,2\n3,4".as_bytes(), &limits).unwrap_err();
    assert!(matches!(refusal, Refusal::LimitExceeded { seen: 4, .. }));
    let wide = format!("{}x\n1,2", ",".repeat(20_000));
    let workbook = open(wide.as_bytes());
    assert_eq!(shown(&workbook), ["A2=1", "B2=2"]);
    assert!(workbook.notes[0].is_loss());
}

#[test]
fn tables_are_told_from_prose() {
    for table in [
        "项目名称,金额\n道路,12",
        "sep=;\n甲",
        "自评表\n项目名称,甲\n主管部门,乙,实施单位,丙\n",
        "甲\t乙\r丙\t丁",
        "时间,内容\n1月,完成清扫。\n2月,完成绿化。\n3月,完成。\n",
    ] {
        assert!(is_delimited(table), "{table}");
    }
    for prose in [
        "",
        "关于报送自评表的说明",
        "请查收附件,谢谢",
        "各街道:\n请于5日前报送,逾期不候。\n联系人甲,电话乙。\n",
        "Dear all, please find\nthe forms, as agreed,\nin the folder, thanks",
        "第一行\n第二行\n第三行,完\n",
    ] {
        assert!(!is_delimited(prose), "{prose}");
    }
}

#[test]
fn files_of_other_programs() {
    let libreoffice: [&[u8]; 4] = [
        include_bytes!("../../../tests/corpus/libreoffice-utf8.csv"),
        include_bytes!("../../../tests/corpus/libreoffice-gb18030.csv"),
        include_bytes!("../../../tests/corpus/libreoffice-utf16.csv"),
        include_bytes!("../../../tests/corpus/libreoffice-semicolon.csv"),
    ];
    for bytes in libreoffice {
        let workbook = open(bytes);
        assert_eq!(workbook.notes, []);
        assert_eq!(
            shown(&workbook),
            [
                "B2=产出指标",
                "B5=86.19%",
                "C5=35.56041",
                "B6=1.7238",
                "C6=#DIV/0!",
                "B7=2025-03-01",
                "B8=隐藏",
                "B10=甲;乙,\"丙\"\n丁"
            ]
        );
    }
}

/// A field that nothing is put around.
fn field() -> impl Strategy<Value = String> {
    "[一级项目指标元，；\u{3000}a-c0-9%.,\"\n ]{0,8}"
        .prop_filter("guarded", |text| bare(text) == text)
}

proptest! {
    #[test]
    fn a_written_table_reads_back(
        rows in prop::collection::vec(prop::collection::vec(field(), 2..5), 2..8),
        delimiter in prop::sample::select(vec![b',', b'\t', b'|']),
        encoding in 0..6_usize,
    ) {
        let mut writer = WriterBuilder::new();
        let mut writer = writer.delimiter(delimiter).flexible(true).from_writer(vec![]);
        // A character or two in GB18030 may be UTF-8 by chance, a title cannot.
        let title = vec!["项目支出绩效自评表".to_owned(); 2];
        let mut rows = [vec![title], rows].concat();
        // Commas in the fields of most rows would be taken for the delimiter.
        if delimiter != b',' {
            rows.iter_mut().flatten().for_each(|field| *field = field.replace(',', ""));
        }
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let marked = format!("\u{feff}{text}");
        let bytes = match encoding {
            0 => text.into_bytes(),
            1 => marked.into_bytes(),
            2 => GB18030.encode(&text).0.into_owned(),
            3 => utf16(&marked, u16::to_le_bytes),
            4 => utf16(&text, u16::to_le_bytes),
            _ => utf16(&text, u16::to_be_bytes),
        };
        let workbook = open(&bytes);
        prop_assert_eq!(&workbook.notes, &[]);
        for (row, fields) in (0_u32..).zip(&rows) {
            for (col, field) in (0_u32..).zip(fields) {
                let value = workbook.sheets[0].grid.slot(CellRef::new(row, col)).value;
                prop_assert_eq!(value.cloned(), shown_value(field));
            }
        }
    }

    #[test]
    fn any_text_is_taken(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[\",;\t\n甲a]{0,60}") {
        let _ = read(&bytes, &Limits::default());
        let workbook = read(text.as_bytes(), &Limits::default()).unwrap();
        let letters = text.matches(['甲', 'a']).count();
        let kept: usize = workbook.sheets.iter()
            .flat_map(|sheet| sheet.grid.cells())
            .map(|(_, value)| value.text().matches(['甲', 'a']).count())
            .sum();
        prop_assert_eq!(kept, letters);
        let _ = is_delimited(&text);
    }
}
