use super::super::styles::{self, Styles};
use super::*;
use crate::finding::Severity;

fn styles() -> Styles {
    Styles::of(styles::blank()).unwrap()
}

fn layout(text: &str) -> Layout {
    Layout::of(text, &Limits::default()).unwrap()
}

/// A sheet with these cells marked as errors, and what becomes of it when the marks are taken out.
fn painted(text: &str, cells: &[&str]) -> (String, String) {
    let mut styles = styles();
    let marks = cells
        .iter()
        .map(|at| (at.parse().unwrap(), Severity::Error))
        .collect();
    let painted = paint(text, &layout(text), &marks, &mut styles).unwrap();
    let cleared = styles::cleared(&styles.finish().unwrap()).unwrap();
    let restored = restored(&painted, &cleared.bases).unwrap();
    (painted, restored)
}

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

#[test]
fn every_cell_is_marked_wherever_it_is_missing() {
    let cases = [
        (
            r#"<row r="2" spans="1:2"><c r="A2" s="0"><v>1</v></c><c r="C2" t="s"><v>0</v></c></row>"#,
            &["A2", "B2", "C2", "E2"][..],
            r#"<row r="2" spans="1:2"><c r="A2" s="1"><v>1</v></c><c r="B2" s="2"/><c r="C2" t="s" s="3"><v>0</v></c><c r="E2" s="2"/></row>"#,
        ),
        (
            r#"<row r="2"/><row r="5" ht="9"/>"#,
            &["A1", "B2", "A3", "B5", "C9"],
            r#"<row r="1"><c r="A1" s="1"/></row><row r="2"><c r="B2" s="1"/></row><row r="3"><c r="A3" s="1"/></row><row r="5" ht="9"><c r="B5" s="1"/></row><row r="9"><c r="C9" s="1"/></row>"#,
        ),
        (
            "<row><c><v>1</v></c><c/></row><row><c><v>2</v></c></row>",
            &["B1", "A2", "C2"],
            r#"<row><c><v>1</v></c><c s="1"/></row><row><c s="1"><v>2</v></c><c r="C2" s="2"/></row>"#,
        ),
        ("", &["B2"], r#"<row r="2"><c r="B2" s="1"/></row>"#),
    ];
    for (rows, cells, expected) in cases {
        let (painted, restored) = painted(&sheet(rows), cells);
        assert_eq!(painted, sheet(expected));
        if rows.contains("r=\"2\"/>") {
            assert_eq!(restored, sheet(r#"<row r="5" ht="9"/>"#));
        } else if !rows.is_empty() {
            assert_eq!(restored, sheet(rows));
        }
    }
}

#[test]
fn prefixes_and_folded_sheets_are_kept() {
    let text = "<x:worksheet xmlns:x=\"m\"><x:sheetData/></x:worksheet>";
    let (painted, restored) = painted(text, &["B2"]);
    assert_eq!(
        painted,
        "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row r=\"2\"><x:c r=\"B2\" s=\"1\"/></x:row></x:sheetData></x:worksheet>"
    );
    assert_eq!(restored, text);
}

#[test]
fn a_cell_that_was_filled_in_since_stays() {
    let (painted, _) = painted(&sheet("<row r=\"1\"/>"), &["A1"]);
    let filled = painted.replace("<c r=\"A1\" s=\"1\"/>", "<c r=\"A1\" s=\"1\"><v>7</v></c>");
    let base = super::super::styles::Base {
        format: 0,
        how: super::super::styles::How::Inherited,
    };
    let restored = restored(&filled, &BTreeMap::from([(1, base)])).unwrap();
    assert!(
        restored.contains("<c r=\"A1\" s=\"0\"><v>7</v></c>"),
        "{restored}"
    );
}

#[test]
fn what_is_not_there_looks_like_its_row_or_column() {
    let text = "<worksheet><cols><col min=\"2\" max=\"3\" style=\"4\"/></cols><sheetData><row r=\"1\" s=\"5\" customFormat=\"1\"/></sheetData></worksheet>";
    let mut styles = styles();
    let marks = ["B1", "C2"]
        .iter()
        .map(|at| (at.parse().unwrap(), Severity::Info))
        .collect();
    paint(text, &layout(text), &marks, &mut styles).unwrap();
    let text = styles.finish().unwrap();
    assert!(
        text.contains("of=\"5\" how=\"inherited\"") && text.contains("of=\"4\""),
        "{text}"
    );
}

#[test]
fn rows_and_cells_out_of_order_are_left_alone() {
    for rows in [
        "<row r=\"3\"/><row r=\"2\"/>",
        "<row r=\"1\"><c r=\"C1\"/><c r=\"B1\"/></row>",
        "<row r=\"1\"><c r=\"B7\"/></row>",
    ] {
        let text = sheet(rows);
        let marks = BTreeMap::from([(CellRef::new(0, 9), Severity::Error)]);
        assert!(
            paint(&text, &layout(&text), &marks, &mut styles()).is_err(),
            "{rows}"
        );
    }
}

#[test]
fn the_reference_to_the_notes_stands_where_the_schema_wants_it() {
    let tail = "<drawing/><tableParts/><extLst/></worksheet>";
    let text = format!("<worksheet xmlns:rel=\"{RELATIONSHIPS}\"><sheetData/>{tail}");
    let with = layout(&text).with_notes(&text, "a");
    assert!(
        with.contains("<drawing/><legacyDrawing rel:id=\"a\"/><tableParts/>"),
        "{with}"
    );
    assert_eq!(layout(&with).notes(), Some("a"));
    assert_eq!(layout(&with).without_notes(&with), text);
    let bare = sheet("");
    let with = layout(&bare).with_notes(&bare, "a");
    assert!(
        with.contains("</sheetData><legacyDrawing xmlns:r="),
        "{with}"
    );
}

#[test]
fn merged_cells_show_through_their_first() {
    let text =
        "<worksheet><sheetData/><mergeCells><mergeCell ref=\"B2:C4\"/></mergeCells></worksheet>";
    let layout = layout(text);
    let cell = |at: &str| at.parse::<CellRef>().unwrap();
    assert_eq!(layout.shown(cell("C3")), cell("B2"));
    assert_eq!(layout.shown(cell("D3")), cell("D3"));
    assert!(Layout::of("<worksheet/>", &Limits::default()).is_err());
}
