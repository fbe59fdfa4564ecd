use std::fmt::Write as _;

use encoding_rs::GB18030;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::super::encoding::tests::utf16;
use super::super::{CellRef, Grid, Visibility};
use super::*;
use crate::note::texts;
use crate::value::CellValue;

/// A workbook with these styles and worksheets.
fn workbook(styles: &str, sheets: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\n\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"\n \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"\n \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\n<Styles>{styles}\
         </Styles>\n{sheets}</Workbook>\n"
    )
}

/// A workbook of one worksheet with these rows.
fn rows(rows: &str) -> String {
    let sheet = format!("<Worksheet ss:Name=\"表\"><Table>{rows}</Table></Worksheet>");
    workbook("", &sheet)
}

fn data(kind: &str, text: &str) -> String {
    format!("<Data ss:Type=\"{kind}\">{text}</Data>")
}

fn open(xml: &str) -> Workbook {
    read(xml.as_bytes(), &Limits::default()).unwrap()
}

fn shown(grid: &Grid) -> Vec<String> {
    grid.cells()
        .map(|(at, value)| format!("{at}={}", value.text()))
        .collect()
}

fn of(xml: &str) -> Vec<String> {
    let workbook = open(xml);
    assert_eq!(workbook.notes, []);
    shown(&workbook.sheets[0].grid)
}

fn at<'w>(workbook: &'w Workbook, address: &str) -> Option<&'w CellValue> {
    workbook.sheets[0].grid.slot(address.parse().unwrap()).value
}

#[test]
fn cells_stand_where_they_say() {
    let text = data("String", "甲");
    let xml = rows(&format!(
        "<Row><Cell>{text}</Cell><Cell ss:Index=\"4\">{text}</Cell><Cell>{text}</Cell></Row>\
         <Row ss:Index=\"5\" ss:Span=\"2\"><Cell/><Cell ss:MergeAcross=\"2\">{text}</Cell>\
         <Cell>{text}</Cell></Row><Row><Cell>{text}</Cell></Row>"
    ));
    assert_eq!(
        of(&xml),
        ["A1=甲", "D1=甲", "E1=甲", "B5=甲", "E5=甲", "A8=甲"]
    );
}

#[test]
fn every_cell_of_a_merged_region_answers_with_its_anchor() {
    let xml = rows(&format!(
        "<Row/><Row><Cell ss:Index=\"2\" ss:MergeAcross=\"1\" ss:MergeDown=\"3\">{}</Cell></Row>\
         <Row><Cell ss:Index=\"4\">{}</Cell></Row>",
        data("String", "产出指标"),
        data("String", "旁")
    ));
    let workbook = open(&xml);
    for address in ["B2", "C2", "B5", "C5"] {
        assert_eq!(
            at(&workbook, address),
            Some(&CellValue::Text("产出指标".into()))
        );
    }
    assert_eq!(shown(&workbook.sheets[0].grid), ["B2=产出指标", "D3=旁"]);
}

#[test]
fn every_kind_of_content() {
    let styles = "<Style ss:ID=\"Default\"/><Style ss:ID=\"p\">\
        <NumberFormat ss:Format=\"Percent\"/></Style>\
        <Style ss:ID=\"q\" ss:Parent=\"p\"/><Style ss:ID=\"r\">\
        <NumberFormat ss:Format=\"0.0%\"/></Style>\
        <Style ss:ID=\"m\"><NumberFormat ss:Format=\"Standard\"/></Style>\
        <Style ss:ID=\"g\" ss:Parent=\"q\"><NumberFormat/></Style>";
    let cell = |style: &str, kind: &str, text: &str| {
        format!("<Cell ss:StyleID=\"{style}\">{}</Cell>", data(kind, text))
    };
    let row = [
        cell("q", "Number", "0.86192000000000002"),
        cell("r", "Number", "1"),
        cell("m", "Number", " 35.5 "),
        cell("g", "Number", "1E-3"),
        cell("p", "DateTime", "2025-03-01T00:00:00.000"),
        cell("p", "Boolean", "1"),
        cell("p", "Error", "#N/A"),
        cell("p", "String", "一&#10;二&amp;&lt;三&gt;"),
        cell("", "Number", "1,234"),
        cell("", "Number", "1e999"),
        cell("", "Boolean", "对"),
        cell("", "String", " \u{3000} "),
    ];
    let sheet = format!(
        "<Worksheet ss:Name=\"表\"><Table><Row>{}</Row></Table></Worksheet>",
        row.concat()
    );
    let workbook = open(&workbook(styles, &sheet));
    let number = |value, decimals, percent| {
        Some(CellValue::Number {
            value,
            shown_decimals: decimals,
            percent,
        })
    };
    let read = |address| at(&workbook, address).cloned();
    assert_eq!(read("A1"), number(Decimal::new(86_192, 5), Some(2), true));
    assert_eq!(read("B1"), number(Decimal::ONE, Some(1), true));
    assert_eq!(read("C1"), number(Decimal::new(355, 1), Some(2), false));
    assert_eq!(read("D1"), number(Decimal::new(1, 3), None, false));
    assert_eq!(read("E1"), Some(CellValue::Date("2025-03-01".into())));
    assert_eq!(read("F1"), Some(CellValue::Boolean(true)));
    assert_eq!(read("G1"), Some(CellValue::Error("#N/A".into())));
    assert_eq!(read("H1"), Some(CellValue::Text("一\n二&<三>".into())));
    assert_eq!(read("I1"), Some(CellValue::Text("1,234".into())));
    assert_eq!(read("J1"), Some(CellValue::Error("inf".into())));
    assert_eq!(read("K1"), Some(CellValue::Text("对".into())));
    assert_eq!(read("L1"), None);
}

#[test]
fn a_number_is_shown_as_its_row_or_column_says() {
    let percent =
        |id: &str| format!("<Style ss:ID=\"{id}\"><NumberFormat ss:Format=\"0%\"/></Style>");
    let number = data("Number", "0.5");
    let sheet = format!(
        "<Worksheet ss:Name=\"表\"><Table><Column ss:Width=\"9\"/>\
            <Column ss:StyleID=\"c\" ss:Span=\"1\"/>\
         <Column ss:Index=\"6\" ss:StyleID=\"c\"/><Row><Cell>{number}</Cell><Cell>{number}</Cell>\
         <Cell ss:StyleID=\"n\">{number}</Cell><Cell>{number}</Cell>\
         <Cell ss:Index=\"6\">{number}</Cell></Row>\
         <Row ss:StyleID=\"c\"><Cell>{number}</Cell></Row></Table></Worksheet>"
    );
    let styles = percent("c") + "<Style ss:ID=\"n\"><NumberFormat/></Style>";
    assert_eq!(
        of(&workbook(&styles, &sheet)),
        ["A1=0.5", "B1=50%", "C1=0.5", "D1=0.5", "F1=50%", "A2=50%"]
    );
    let circle = "<Style ss:ID=\"a\" ss:Parent=\"b\"/><Style ss:ID=\"b\" ss:Parent=\"a\"/>";
    let sheet = format!(
        "<Worksheet ss:Name=\"表\"><Table ss:StyleID=\"a\"><Row><Cell>{number}</Cell></Row>\
            </Table></Worksheet>"
    );
    assert_eq!(of(&workbook(circle, &sheet)), ["A1=0.5"]);
}

#[test]
fn formulas_without_a_result_are_uncomputed() {
    let formula = |content: &str| format!("<Cell ss:Formula=\"=R1C1\">{content}</Cell>");
    let xml = rows(&format!(
        "<Row>{}{}{}{}{}</Row>",
        formula(""),
        formula(&data("Number", "")),
        formula(&data("String", "")),
        formula(&data("Number", "5")),
        formula(&data("String", "#REF!")),
    ));
    let workbook = open(&xml);
    assert_eq!(at(&workbook, "A1"), Some(&CellValue::Uncomputed));
    assert_eq!(at(&workbook, "B1"), Some(&CellValue::Uncomputed));
    assert_eq!(at(&workbook, "C1"), None);
    assert_eq!(
        at(&workbook, "D1"),
        Some(&CellValue::number(Decimal::from(5)))
    );
    assert_eq!(at(&workbook, "E1"), Some(&CellValue::Error("#REF!".into())));
}

#[test]
fn only_the_data_is_the_cells_text() {
    let xml = rows(
        "<Row><Cell><ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\">\
            <B>年度</B>\
         <Font html:Color=\"#FF0000\">目标</Font><BR/><![CDATA[<完成>]]></ss:Data>\
         <Comment ss:Author=\"x\">\
         <ss:Data>批注</ss:Data></Comment><NamedCell ss:Name=\"Print_Area\"/></Cell>\n旁注</Row>",
    );
    assert_eq!(of(&xml), ["A1=年度目标\n<完成>"]);
}

#[test]
fn prefixes_may_be_anything() {
    let xml = "<s:Workbook xmlns:s=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <s:Worksheet Name=\"A&amp;B\">\
        <s:Table><s:Row Index=\"2\"><s:Cell Index=\"2\"><s:Data Type=\"Number\">7</s:Data>\
        </s:Cell></s:Row>\
        </s:Table></s:Worksheet></s:Workbook>";
    let workbook = open(xml);
    assert_eq!(workbook.sheets[0].name, "A&B");
    assert_eq!(shown(&workbook.sheets[0].grid), ["B2=7"]);
}

#[test]
fn hidden_sheets_and_rows_are_read_and_marked() {
    let text = data("String", "x");
    let sheet = |name: &str, visible: &str| {
        format!(
            "<Worksheet ss:Name=\"{name}\"><Table><Row ss:Hidden=\"1\"><Cell>{text}</Cell></Row>\
             <Row ss:Hidden=\"1\"/><Row ss:Hidden=\"0\"><Cell>{text}</Cell></Row></Table>\
             <WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\">{visible}\
             </WorksheetOptions></Worksheet>"
        )
    };
    let sheets = sheet("甲", "")
        + &sheet("乙", "<Visible>SheetHidden</Visible>")
        + &sheet("丙", "<x:Visible>SheetVeryHidden</x:Visible>");
    let workbook = open(&workbook("", &sheets));
    let seen: Vec<_> = workbook
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.visibility, sheet.hidden_rows))
        .collect();
    let hidden = Visibility::Hidden;
    assert_eq!(
        seen,
        [
            ("甲", Visibility::Visible, 1),
            ("乙", hidden, 1),
            ("丙", hidden, 1)
        ]
    );
}

#[test]
fn a_document_of_libreoffice() {
    let workbook = read(
        include_bytes!("../../../tests/corpus/libreoffice.xml"),
        &Limits::default(),
    )
    .unwrap();
    assert_eq!(workbook.notes, []);
    assert_eq!(
        shown(&workbook.sheets[0].grid),
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
    assert_eq!(
        workbook.sheets[0]
            .grid
            .slot("C4".parse().unwrap())
            .at()
            .to_string(),
        "B2"
    );
    assert_eq!(workbook.sheets[0].hidden_rows, 1);
    assert_eq!(workbook.sheets[1].name, "底稿");
}

#[test]
fn every_encoding() {
    let xml = rows(&format!(
        "<Row><Cell>{}</Cell></Row>",
        data("String", "完成")
    ));
    let stating = |encoding: &str| xml.replacen("?>", &format!(" encoding=\"{encoding}\"?>"), 1);
    for bytes in [
        stating("UTF-8").into_bytes(),
        GB18030.encode(&stating("GB2312")).0.into_owned(),
        GB18030.encode(&xml).0.into_owned(),
        utf16(&format!("\u{feff}{}", stating("UTF-16")), u16::to_le_bytes),
        utf16(&stating("UTF-16"), u16::to_be_bytes),
    ] {
        let workbook = read(&bytes, &Limits::default()).unwrap();
        assert_eq!(shown(&workbook.sheets[0].grid), ["A1=完成"]);
    }
    let mut torn = stating("GB2312").into_bytes();
    let place = torn
        .windows(3)
        .position(|three| three == "完".as_bytes())
        .unwrap();
    torn[place] = b'\xFF';
    let workbook = read(&torn, &Limits::default()).unwrap();
    assert!(
        workbook.notes[0]
            .text()
            .contains("UTF-8 编码无法识别（首处：单元格 A1）"),
        "{}",
        workbook.notes[0]
    );
}

#[test]
fn one_bad_sheet_becomes_a_note() {
    let good = format!("<Row><Cell>{}</Cell></Row>", data("String", "甲"));
    let sheet = |name: &str, rows: &str| {
        format!("<Worksheet ss:Name=\"{name}\"><Table>{rows}</Table></Worksheet>")
    };
    let back = good.replace("<Row>", "<Row ss:Index=\"1\">");
    let over = format!(
        "<Row><Cell/><Cell ss:Index=\"1\">{}</Cell></Row>",
        data("String", "乙")
    );
    let whole = sheet("甲", &good) + &sheet("乙", &(good.clone() + &back)) + &sheet("丙", &over);
    let read_all = open(&workbook("", &whole));
    assert_eq!(read_all.sheets.len(), 1);
    assert_eq!(
        texts(&read_all.notes),
        [
            "工作表“乙”未能读取：第 1 行在其后的行之后出现",
            "工作表“丙”未能读取：第 1 列在其后的列之后出现"
        ]
    );
    let (half, _) = whole.split_once("<Row ss:Index").unwrap();
    let cut_off = read(
        workbook("", half).replace("</Workbook>", "").as_bytes(),
        &Limits::default(),
    )
    .unwrap();
    assert_eq!(
        texts(&cut_off.notes),
        [
            "工作表“乙”未能读取：XML 在中途断开",
            "文件在工作表“乙”处或其后不完整（XML 在中途断开），后面如还有工作表则未读取"
        ]
    );
    let between = workbook("", &(sheet("甲", &good) + "<!-- " + &sheet("乙", &good)));
    let notes = open(&between).notes;
    assert!(notes.len() == 1 && notes[0].is_loss(), "{notes:?}");
    let refusal = read(b"<Workbook><!-- ", &Limits::default()).unwrap_err();
    assert!(refusal.to_string().contains("XML 有误"), "{refusal}");
    let refusal = read(b"<Workbook/>", &Limits::default()).unwrap_err();
    assert!(refusal.to_string().contains("没有工作表"));
}

#[test]
fn a_cell_under_a_merged_one_costs_the_sheet() {
    let under = |cells: &str| {
        let merged = format!("<Cell ss:MergeDown=\"1\">{}</Cell>", data("String", "甲"));
        rows(&format!(
            "<Row>{merged}</Row><Row>{cells}</Row><Row>{cells}</Row>"
        ))
    };
    let text = format!("<Cell>{}</Cell>", data("String", "乙"));
    let refusal = read(under(&text).as_bytes(), &Limits::default()).unwrap_err();
    let said = refusal.to_string();
    assert!(said.contains("单元格 A2 落在上方的合并单元格里"), "{said}");
    assert!(
        read(
            under("<Cell ss:MergeAcross=\"1\"/>").as_bytes(),
            &Limits::default()
        )
        .is_err()
    );
    let empty = format!("<Cell ss:StyleID=\"s\"/>{text}");
    assert_eq!(of(&under(&empty)), ["A1=甲", "B2=乙", "B3=乙"]);
}

#[test]
fn absurd_figures_cost_only_themselves() {
    let text = data("String", "x");
    let xml = rows(&format!(
        "<Row><Cell>{text}</Cell><Cell ss:Index=\"99999999999\">{text}</Cell></Row>\
         <Row><Cell ss:MergeAcross=\"4294967295\" ss:MergeDown=\"4294967295\">{text}</Cell></Row>\
         <Row ss:Index=\"4294967295\" ss:Span=\"4294967295\"><Cell>{text}</Cell></Row>"
    ));
    let workbook = open(&xml);
    assert_eq!(shown(&workbook.sheets[0].grid), ["A1=x", "A2=x"]);
    let notes = texts(&workbook.notes).join("；");
    assert!(
        notes.contains("2 处单元格地址无效") && notes.contains("1 处合并区域无法识别"),
        "{notes}"
    );
}

#[test]
fn limits_hold_while_reading() {
    let limits = Limits {
        cells: 2,
        merged_regions: 1,
        sheets: 1,
        ..Limits::default()
    };
    let key = |xml: &str| match read(xml.as_bytes(), &limits).unwrap_err() {
        Refusal::LimitExceeded { key, .. } => key,
        other => panic!("{other}"),
    };
    let cell = format!("<Cell>{}</Cell>", data("String", "x"));
    assert_eq!(
        key(&rows(&format!("<Row>{}</Row>", cell.repeat(3)))),
        "limits.cells"
    );
    let merges = "<Row><Cell ss:MergeAcross=\"1\"/><Cell ss:MergeAcross=\"1\"/></Row>";
    assert_eq!(key(&rows(merges)), "limits.merged_regions");
    let sheets = "<Worksheet ss:Name=\"a\"/><Worksheet ss:Name=\"b\"/>";
    assert_eq!(key(&workbook("", sheets)), "limits.sheets");
}

fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).replace('\n', "&#10;")
}

/// Tags that a worksheet consists of, in any order.
const PIECES: [&str; 12] = [
    "<Worksheet ss:Name=\"a\">",
    "<Table>",
    "<Row ss:Index=\"2\">",
    "<Cell ss:Index=\"3\" ss:MergeDown=\"1\">",
    "<Data ss:Type=\"Number\">",
    "1",
    "</Data>",
    "</Cell>",
    "</Row>",
    "</Table>",
    "</Worksheet>",
    "<Comment>",
];

proptest! {
    #[test]
    fn a_written_table_reads_back(
        cells in prop::collection::btree_map((0..40_u32, 0..20_u32), "[一级指标a-c\
            <>&\"'\n \u{3000}0-9%.]{1,8}", 1..20),
        encoding in 0..4_usize,
    ) {
        let mut body = String::new();
        for row in 0..40 {
            let in_row: Vec<_> = cells.iter().filter(|((r, _), _)| *r == row).collect();
            if in_row.is_empty() {
                continue;
            }
            write!(body, "<Row ss:Index=\"{}\">", row + 1).unwrap();
            for ((_, col), text) in in_row {
                write!(body, "<Cell ss:Index=\"{}\">{}\
                    </Cell>", col + 1, data("String", &escaped(text))).unwrap();
            }
            body += "</Row>";
        }
        let xml = rows(&body);
        let bytes = match encoding {
            0 => xml.into_bytes(),
            // A character or two in GB18030 may be UTF-8 by chance, a title cannot.
            1 => GB18030.encode(&format!("{xml}<!-- 项目支出绩效自评表 -->")).0.into_owned(),
            2 => utf16(&xml, u16::to_le_bytes),
            _ => utf16(&format!("\u{feff}{xml}"), u16::to_be_bytes),
        };
        let workbook = read(&bytes, &Limits::default()).unwrap();
        prop_assert_eq!(&workbook.notes, &[]);
        for ((row, col), text) in &cells {
            let value = workbook.sheets[0].grid.slot(CellRef::new(*row, *col)).value;
            prop_assert_eq!(value.cloned(), super::super::values::text_value(text));
        }
    }

    #[test]
    fn any_bytes_are_taken(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        picks in prop::collection::vec(0..PIECES.len(), 0..40),
    ) {
        let _ = read(&bytes, &Limits::default());
        let text: String = picks.iter().map(|pick| PIECES[*pick]).collect();
        let _ = read(text.as_bytes(), &Limits::default());
    }
}
