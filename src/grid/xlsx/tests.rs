use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Chart, ChartType, ExcelDateTime, Format as Look, Formula, Workbook as Writer,
};

use super::super::container::tests::zipped;
use super::super::{Grid, Region};
use super::*;
use crate::note::texts;
use crate::value::CellValue;

/// A workbook with one sheet of many kinds of content, and a hidden one.
#[expect(clippy::disallowed_methods, reason = "a test writes its own formulas")]
fn written() -> Vec<u8> {
    let mut writer = Writer::new();
    let percent = Look::new().set_num_format("0.00%");
    let amount = Look::new().set_num_format("#,##0.00");
    let date = Look::new().set_num_format("yyyy-mm-dd");
    let plain = Look::new();
    let sheet = writer.add_worksheet().set_name("自评表 & 附件").unwrap();
    sheet.merge_range(1, 1, 4, 2, "产出指标", &plain).unwrap();
    sheet
        .write_number_with_format(0, 0, 0.8619, &percent)
        .unwrap();
    sheet.write_number_with_format(0, 1, 35.5, &amount).unwrap();
    sheet.write_number(0, 2, 35.56041).unwrap();
    let day = ExcelDateTime::from_ymd(2025, 3, 1).unwrap();
    sheet.write_datetime_with_format(0, 3, &day, &date).unwrap();
    sheet.write_boolean(0, 4, true).unwrap();
    let bold = Look::new().set_bold();
    sheet
        .write_rich_string(0, 5, &[(&bold, "年度"), (&plain, "目标")])
        .unwrap();
    sheet.write_string(0, 6, " \u{3000} ").unwrap();
    sheet
        .write_formula(0, 7, Formula::new("B1/2").set_result("17.75"))
        .unwrap();
    sheet
        .write_formula(0, 8, Formula::new("NA()").set_result("#N/A"))
        .unwrap();
    sheet.write_string(1_048_575, 16_383, "远").unwrap();
    writer
        .add_worksheet()
        .set_name("底稿")
        .unwrap()
        .set_hidden(true);
    writer.save_to_buffer().unwrap()
}

/// The workbook with a piece of one part exchanged.
fn patched(bytes: &[u8], part: &str, old: &str, new: &str) -> Vec<u8> {
    let mut container = Container::open(bytes, Format::Xlsx, &Limits::default()).unwrap();
    let text = container.needed_text(part).unwrap();
    assert!(text.contains(old), "{old} is not in {text}");
    let parts = Mended::from([(part.to_owned(), text.replace(old, new))]);
    container.with_parts(&parts).unwrap().into_owned()
}

fn open(bytes: &[u8]) -> Workbook {
    read(bytes, &Limits::default()).unwrap()
}

/// A workbook whose only sheet consists of this XML.
fn raw(sheet: &str) -> Vec<u8> {
    let rels = "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" \
                Target=\"xl/workbook.xml\"/></Relationships>";
    let rels = rels.replace("x/office", "http://x/relationships/office");
    let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/>\
                </sheets></workbook>";
    let book_rels = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" \
                     Target=\"sheet.xml\"/></Relationships>";
    zipped(&[
        ("_rels/.rels", rels.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", book_rels.as_bytes()),
        ("xl/sheet.xml", sheet.as_bytes()),
    ])
}

fn raw_rows(rows: &str) -> Workbook {
    open(&raw(&format!(
        "<worksheet><sheetData>{rows}</sheetData></worksheet>"
    )))
}

fn at<'g>(grid: &'g Grid, address: &str) -> Option<&'g CellValue> {
    grid.slot(address.parse().unwrap()).value
}

fn text(workbook: &Workbook, address: &str) -> String {
    at(&workbook.sheets[0].grid, address).map_or(String::new(), |value| value.text().into_owned())
}

#[test]
fn every_kind_of_content() {
    let workbook = open(&written());
    let sheet = &workbook.sheets[0];
    assert_eq!(sheet.name, "自评表 & 附件");
    assert_eq!(workbook.notes, []);
    let number = |value, decimals, percent| {
        Some(CellValue::Number {
            value,
            shown_decimals: decimals,
            percent,
        })
    };
    let read = |address| at(&sheet.grid, address).cloned();
    assert_eq!(read("A1"), number(Decimal::new(8_619, 4), Some(2), true));
    assert_eq!(read("B1"), number(Decimal::new(355, 1), Some(2), false));
    assert_eq!(read("C1"), number(Decimal::new(3_556_041, 5), None, false));
    assert_eq!(read("D1"), Some(CellValue::Date("2025-03-01".into())));
    assert_eq!(read("E1"), Some(CellValue::Boolean(true)));
    assert_eq!(read("F1"), Some(CellValue::Text("年度目标".into())));
    assert_eq!(read("G1"), None);
    assert_eq!(read("H1"), number(Decimal::new(1_775, 2), None, false));
    assert_eq!(read("I1"), Some(CellValue::Error("#N/A".into())));
    assert_eq!(read("XFD1048576"), Some(CellValue::Text("远".into())));
    assert_eq!(sheet.grid.len(), 10);
}

#[test]
fn every_cell_of_a_merged_region_answers_with_its_anchor() {
    let workbook = open(&written());
    for row in 2..=5 {
        for col in ["B", "C"] {
            let slot = workbook.sheets[0]
                .grid
                .slot(format!("{col}{row}").parse().unwrap());
            assert_eq!(slot.at().to_string(), "B2");
            assert_eq!(slot.value, Some(&CellValue::Text("产出指标".into())));
        }
    }
    let merges: Vec<_> = workbook.sheets[0].grid.merges().copied().collect();
    assert_eq!(merges, ["B2:C5".parse::<Region>().unwrap()]);
}

#[test]
fn hidden_sheets_are_read_and_marked() {
    let workbook = open(&written());
    let seen: Vec<Visibility> = workbook
        .sheets
        .iter()
        .map(|sheet| sheet.visibility)
        .collect();
    assert_eq!(seen, [Visibility::Visible, Visibility::Hidden]);
}

#[test]
fn a_workbook_of_libreoffice() {
    let workbook = open(include_bytes!("../../../tests/corpus/libreoffice.xlsx"));
    let cells = workbook.sheets[0].grid.cells();
    let shown: Vec<String> = cells
        .map(|(at, value)| format!("{at}={}", value.text()))
        .collect();
    assert_eq!(
        shown,
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
    assert_eq!(workbook.sheets[0].hidden_rows, 1);
    assert_eq!(
        workbook.sheets[0]
            .grid
            .slot("C4".parse().unwrap())
            .at()
            .to_string(),
        "B2"
    );
}

#[test]
fn formulas_without_a_result_are_uncomputed() {
    let workbook = raw_rows(
        "<row r=\"1\"><c r=\"A1\"><f>B1</f></c><c r=\"B1\"><f>A1</f><v/></c>\
         <c r=\"C1\" t=\"str\"><f>T(1)</f><v></v></c><c r=\"D1\"><f>1</f><v>1</v></c>\
         <c><f>2</f></c></row><row><c><f t=\"shared\" si=\"0\"/><v></v></c></row>",
    );
    let grid = &workbook.sheets[0].grid;
    for address in ["A1", "B1", "E1", "A2"] {
        assert_eq!(at(grid, address), Some(&CellValue::Uncomputed), "{address}");
    }
    assert_eq!(at(grid, "C1"), None);
    assert_eq!(text(&workbook, "D1"), "1");
}

#[test]
fn hidden_rows_with_content_are_counted() {
    let workbook = raw_rows(
        "<row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\" hidden=\"true\">\
         <c r=\"A2\" s=\"1\"/></row><row r=\"3\" hidden=\"0\"><c r=\"A3\"><v>1</v></c></row>\
         <row r=\"4\" hidden=\"1\"><c r=\"A4\" t=\"inlineStr\"><is><t>x</t></is></c></row>",
    );
    assert_eq!(workbook.sheets[0].hidden_rows, 2);
    assert_eq!(text(&workbook, "A4"), "x");
}

#[test]
fn odd_cells_do_not_cost_the_sheet() {
    let workbook = raw_rows(
        "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#SPILL!</v></c><c r=\"B1\" t=\"n\"><v>1,234.5</v></c>\
         <c r=\"C1\"><v>4<!-- -->8.5</v></c><c r=\"D1\" t=\"b\"><v>对</v></c>\
         <c r=\"E1\" t=\"neu\"><v>x</v></c><c r=\"F1\"><v>7</v><extLst><ext><v>8</v></ext></extLst></c>\
         <c r=\"G1\"><v>NaN</v></c><c r=\"A4294967297\"><v>9</v></c><c r=\"ZZZZZZZ1\"><v>9</v></c>\
         <c r=\"XFE1\"/></row><row r=\"4294967297\"><c r=\"A3\"><v>3</v></c></row>",
    );
    let read: Vec<String> = ["A1", "B1", "C1", "D1", "E1", "F1", "G1", "A3"]
        .iter()
        .map(|address| text(&workbook, address))
        .collect();
    assert_eq!(
        read,
        ["#SPILL!", "1,234.5", "48.5", "对", "x", "7", "NaN", "3"]
    );
    assert_eq!(workbook.sheets[0].grid.len(), 8);
    let noted = "工作表“表”有 2 处单元格地址无效（如“A4294967297”），已忽略";
    assert_eq!(texts(&workbook.notes), [noted]);
}

#[test]
fn bad_extents_and_merges_cost_only_themselves() {
    for extent in [
        "<dimension ref=\"C5:A1\"/>",
        "<dimension/>",
        "<dimension ref=\"A:I\"></dimension>",
    ] {
        let sheet = format!(
            "<x:worksheet>{extent}<x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData>\
             <x:mergeCells><x:mergeCell ref=\"A:A\"/><x:mergeCell ref=\"B3:A1\"/><x:mergeCell/>\
             <x:mergeCell ref=\"B2:C2\"/></x:mergeCells></x:worksheet>"
        );
        let workbook = open(&raw(&sheet));
        assert_eq!(text(&workbook, "B3"), "1", "{extent}");
        let noted = [
            "工作表“表”有 2 处合并区域无法识别（如“A:A”），已忽略",
            "工作表“表”有 1 处合并区域与其他合并区域重叠（如“B2:C2”），已忽略",
        ];
        assert_eq!(texts(&workbook.notes), noted);
    }
}

#[test]
fn a_chart_sheet_becomes_a_note() {
    let mut writer = Writer::new();
    writer.add_worksheet().write_number(0, 0, 1).unwrap();
    let mut chart = Chart::new(ChartType::Line);
    chart.add_series().set_values(("Sheet1", 0, 0, 1, 0));
    writer.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    let workbook = open(&writer.save_to_buffer().unwrap());
    assert_eq!(workbook.sheets.len(), 1);
    assert_eq!(
        texts(&workbook.notes),
        ["工作表“Chart1”未能读取：图表工作表，不含表格"]
    );
}

#[test]
fn a_broken_sheet_becomes_a_note() {
    let part = "xl/worksheets/sheet2.xml";
    let workbook = open(&patched(
        &written(),
        part,
        "<sheetData/>",
        "<sheetData><row>",
    ));
    assert_eq!(workbook.sheets.len(), 1);
    assert_eq!(
        texts(&workbook.notes),
        ["工作表“底稿”未能读取：内容在中途断开"]
    );
}

#[test]
fn a_missing_sheet_part_becomes_a_note() {
    let rels = "xl/_rels/workbook.xml.rels";
    let bytes = patched(
        &written(),
        rels,
        "worksheets/sheet2.xml",
        "worksheets/none.xml",
    );
    assert_eq!(
        texts(&open(&bytes).notes),
        ["工作表“底稿”未能读取：缺少部件 xl/worksheets/none.xml"]
    );
}

#[test]
fn an_old_macro_sheet_does_not_cost_the_file() {
    let rels = "xl/_rels/workbook.xml.rels";
    let bytes = patched(
        &written(),
        rels,
        "/worksheet\" Target=\"worksheets/sheet2.xml\"",
        "/xlMacrosheet\" Target=\"worksheets/sheet2.xml\"",
    );
    let workbook = open(&bytes);
    assert_eq!(workbook.sheets.len(), 1);
    assert_eq!(
        texts(&workbook.notes),
        ["工作表“底稿”未能读取：宏工作表，不含表格"]
    );
}

#[test]
fn a_wild_count_of_shared_strings_is_harmless() {
    let bytes = patched(
        &written(),
        "xl/sharedStrings.xml",
        "uniqueCount=\"",
        "uniqueCount=\"429496729",
    );
    assert_eq!(text(&open(&bytes), "F1"), "年度目标");
}

#[test]
fn limits_refuse_the_file() {
    let key = |limits: Limits| match read(&written(), &limits).unwrap_err() {
        Refusal::LimitExceeded { key, .. } => key,
        other => panic!("{other}"),
    };
    let limits = Limits::default;
    assert_eq!(
        key(Limits {
            cells: 9,
            ..limits()
        }),
        "limits.cells"
    );
    assert_eq!(
        key(Limits {
            sheets: 1,
            ..limits()
        }),
        "limits.sheets"
    );
    let none = Limits {
        merged_regions: 0,
        ..limits()
    };
    assert_eq!(key(none), "limits.merged_regions");
}

#[test]
fn a_workbook_without_sheets_is_damaged() {
    let bytes = raw("<chartsheet/>");
    let refusal = read(&bytes, &Limits::default()).unwrap_err();
    assert!(
        refusal.to_string().contains("工作表“表”未能读取"),
        "{refusal}"
    );
    let refusal = read(&zipped(&[("a", b"")]), &Limits::default()).unwrap_err();
    assert!(
        refusal.to_string().contains("缺少部件 _rels/.rels"),
        "{refusal}"
    );
}
