use super::super::container::tests::zipped;
use super::*;
use crate::value::CellValue;

const MIMETYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

fn package(content: &str) -> Vec<u8> {
    let manifest = b"<manifest:manifest><manifest:file-entry/></manifest:manifest>";
    zipped(&[
        ("mimetype", MIMETYPE),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content.as_bytes()),
    ])
}

/// A document of some tables.
fn document(tables: &str) -> Vec<u8> {
    package(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:automatic-styles>\
         <style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet>\
         </office:body></office:document-content>"
    ))
}

/// A document of one table with these rows.
fn rows(rows: &str) -> Vec<u8> {
    document(&format!(
        "<table:table table:name=\"表\"><table:table-column/>{rows}</table:table>"
    ))
}

fn text_cell(attributes: &str, text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\" {attributes}><text:p>{text}</text:p>\
         </table:table-cell>"
    )
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn open(bytes: &[u8]) -> Workbook {
    read(bytes, &Limits::default()).unwrap()
}

fn at<'w>(workbook: &'w Workbook, address: &str) -> Option<&'w CellValue> {
    workbook.sheets[0].grid.slot(address.parse().unwrap()).value
}

fn shown(workbook: &Workbook) -> Vec<String> {
    let cells = workbook.sheets[0].grid.cells();
    cells
        .map(|(at, value)| format!("{at}={}", value.text()))
        .collect()
}

#[test]
fn every_cell_of_a_merged_region_answers_with_its_anchor() {
    let span = "table:number-columns-spanned=\"2\" table:number-rows-spanned=\"3\"";
    let covered = "<table:covered-table-cell table:number-columns-repeated=\"2\"/>";
    let bytes = rows(&format!(
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>{}{}{}",
        row(&format!(
            "<table:table-cell/>{}<table:covered-table-cell/>",
            text_cell(span, "产出")
        )),
        row(&format!("<table:table-cell/>{covered}")),
        row(&format!(
            "<table:table-cell/>{covered}{}",
            text_cell("", "旁")
        )),
    ));
    let workbook = open(&bytes);
    for address in ["B3", "C3", "B4", "C4", "B5", "C5"] {
        assert_eq!(
            at(&workbook, address),
            Some(&CellValue::Text("产出".into())),
            "{address}"
        );
    }
    assert_eq!(shown(&workbook), ["B3=产出", "D5=旁"]);
    assert_eq!(workbook.sheets[0].grid.merges().count(), 1);
}

#[test]
fn a_document_of_libreoffice() {
    let workbook = open(include_bytes!("../../../tests/corpus/libreoffice.ods"));
    assert_eq!(
        shown(&workbook),
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
    assert_eq!(
        at(&workbook, "C4"),
        Some(&CellValue::Text("产出指标".into()))
    );
    assert_eq!(workbook.sheets[0].hidden_rows, 1);
    assert_eq!(workbook.sheets[1].visibility, Visibility::Hidden);
    assert_eq!(workbook.notes, []);
}

#[test]
fn percentages_with_their_decimals() {
    let percent = |value: &str, text: &str| {
        format!(
            "<table:table-cell office:value-type=\"percentage\" office:value=\"{value}\">\
             <text:p>{text}</text:p></table:table-cell>"
        )
    };
    let float = "<table:table-cell office:value-type=\"float\" office:value=\"35.56041\">\
                 <text:p>35.56</text:p></table:table-cell>";
    let cells =
        percent("0.86192", "86.19%") + &percent("1", "100%") + &percent("0.5", "五成") + float;
    let workbook = open(&rows(&row(&cells)));
    assert_eq!(
        shown(&workbook),
        ["A1=86.192%", "B1=100%", "C1=50%", "D1=35.56041"]
    );
    let decimals: Vec<_> = workbook.sheets[0]
        .grid
        .cells()
        .map(|(_, value)| match value {
            CellValue::Number { shown_decimals, .. } => *shown_decimals,
            _ => None,
        })
        .collect();
    assert_eq!(decimals, [Some(2), Some(0), None, None]);
}

#[test]
fn errors_and_formulas_without_a_result() {
    let cells = "<table:table-cell table:formula=\"of:=[.Z1]\" office:value-type=\"string\" \
         office:string-value=\"\" calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell>\
         <table:table-cell table:formula=\"of:=x\" office:value-type=\"float\" office:value=\"0\">\
         <text:p>Err:502</text:p></table:table-cell><table:table-cell table:formula=\"of:=1\"/>\
         <table:table-cell table:formula=\"of:=T()\" office:value-type=\"string\" \
         office:string-value=\"\"><text:p/></table:table-cell>\
         <table:table-cell><text:p>无类型</text:p></table:table-cell>\
         <table:table-cell table:formula=\"of:=T()\"><text:p/></table:table-cell>";
    let workbook = open(&rows(&row(&(cells.to_owned() + &text_cell("", "#1 楼!")))));
    assert_eq!(at(&workbook, "A1"), Some(&CellValue::Error("#REF!".into())));
    assert_eq!(
        at(&workbook, "B1"),
        Some(&CellValue::Error("Err:502".into()))
    );
    assert_eq!(at(&workbook, "C1"), Some(&CellValue::Uncomputed));
    assert_eq!(at(&workbook, "D1"), None);
    assert_eq!(at(&workbook, "E1"), Some(&CellValue::Text("无类型".into())));
    assert_eq!(at(&workbook, "F1"), None);
    assert_eq!(at(&workbook, "G1"), Some(&CellValue::Text("#1 楼!".into())));
}

#[test]
fn text_of_drawings_and_notes_is_not_the_cells() {
    let cell = "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>批注\
         </text:p></office:annotation><draw:frame><draw:text-box><text:p>框</text:p></draw:text-box>\
         </draw:frame><text:p>甲<text:s text:c=\"2\"/>乙</text:p><text:p>丙&amp;</text:p></table:table-cell>";
    assert_eq!(shown(&open(&rows(&row(cell)))), ["A1=甲  乙\n丙&"]);
}

#[test]
fn repeated_and_hidden_rows() {
    let bytes = rows(&format!(
        "<table:table-row table:visibility=\"collapse\" table:number-rows-repeated=\"2\">{}\
         </table:table-row><table:table-row table:visibility=\"filter\"><table:table-cell/>\
         </table:table-row><table:table-row table:number-rows-repeated=\"1048573\"/>",
        text_cell("table:number-columns-repeated=\"2\"", "x")
    ));
    let workbook = open(&bytes);
    assert_eq!(shown(&workbook), ["A1=x", "B1=x", "A2=x", "B2=x"]);
    assert_eq!(workbook.sheets[0].hidden_rows, 2);
}

#[test]
fn sheets_in_their_order_with_visibility() {
    let table = |name: &str, style: &str| {
        format!(
            "<table:table table:name=\"{name}\" table:style-name=\"{style}\">{}</table:table>",
            row(&text_cell("", name))
        )
    };
    let workbook = open(&document(&(table("乙", "ta1") + &table("甲", "ta2"))));
    let seen: Vec<(&str, Visibility)> = workbook
        .sheets
        .iter()
        .map(|s| (s.name.as_str(), s.visibility))
        .collect();
    assert_eq!(
        seen,
        [("乙", Visibility::Visible), ("甲", Visibility::Hidden)]
    );
}

#[test]
fn documents_that_end_too_soon_are_damaged() {
    let whole = "<a><table:table table:name=\"x\"><table:table-row><table:table-cell \
                 office:value-type=\"string\"><office:annotation><text:p>x</text:p></office:annotation>\
                 </table:table-cell></table:table-row></table:table></a>";
    for end in [
        "<table:table-cell",
        "<text:p>",
        "</table:table-cell>",
        "</table:table-row>",
        "</a>",
    ] {
        let (half, _) = whole.split_once(end).unwrap();
        let refusal = read(&package(half), &Limits::default());
        assert!(matches!(refusal, Err(Refusal::Damaged { .. })), "{end}");
    }
}

#[test]
fn limits_refuse_what_would_fill_the_memory() {
    let repeat = "table:number-columns-repeated=\"16384\"";
    let many = format!(
        "<table:table-row table:number-rows-repeated=\"1000\">{}</table:table-row>",
        text_cell(repeat, "x")
    );
    let far = format!(
        "<table:table-row><table:table-cell {repeat}/></table:table-row>{}\
         <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row>{}",
        row(&text_cell("", "x")),
        row(&format!(
            "<table:table-cell table:number-columns-repeated=\"99\"/>{}",
            text_cell("", "x")
        )),
    );
    let merges = format!(
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
         table:number-columns-spanned=\"2\"/></table:table-row>{}",
        row("")
    );
    let keys: Vec<&str> = [many, far, merges]
        .iter()
        .map(
            |content| match read(&rows(content), &Limits::default()).unwrap_err() {
                Refusal::LimitExceeded { key, .. } => key,
                other => panic!("{other}"),
            },
        )
        .collect();
    assert_eq!(
        keys,
        ["limits.cells", "limits.cells", "limits.merged_regions"]
    );
    let spaces = "<table:table-cell office:value-type=\"string\"><text:p><text:s \
                  text:c=\"2147483647\"/></text:p></table:table-cell>";
    assert!(matches!(
        read(&rows(&row(spaces)), &Limits::default()),
        Err(Refusal::Damaged { .. })
    ));
}

#[test]
fn encrypted_documents_are_told_apart() {
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></m>";
    let old = zipped(&[("mimetype", MIMETYPE), ("META-INF/manifest.xml", manifest)]);
    let new = zipped(&[("mimetype", MIMETYPE), ("encrypted-package", b"")]);
    for bytes in [old, new] {
        assert_eq!(read(&bytes, &Limits::default()), Err(Refusal::Encrypted));
    }
}
