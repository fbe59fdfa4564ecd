use std::fmt::Write as _;

use encoding_rs::GB18030;
use proptest::prelude::*;

use super::super::encoding::tests::utf16;
use super::super::values::shown_value;
use super::super::{CellRef, Grid, Region};
use super::*;
use crate::note::texts;
use crate::value::CellValue;

fn open(html: &str) -> Workbook {
    read(html.as_bytes(), &Limits::default()).unwrap()
}

fn shown(grid: &Grid) -> Vec<String> {
    grid.cells()
        .map(|(at, value)| format!("{at}={}", value.text()))
        .collect()
}

fn merges(grid: &Grid) -> Vec<String> {
    grid.merges().map(ToString::to_string).collect()
}

/// The cells of the only sheet, and its merged regions.
fn of(html: &str) -> (Vec<String>, Vec<String>) {
    let workbook = open(html);
    assert_eq!(workbook.notes, [], "{html}");
    let grid = &workbook.sheets[0].grid;
    (shown(grid), merges(grid))
}

fn cells(html: &str) -> Vec<String> {
    of(html).0
}

#[test]
fn spans_are_merged_regions() {
    let (cells, merges) = of(
        "<table><tr><td rowspan=3>产出</td><td colspan='2'>数量</td><td>1</td></tr>\
         <tr><td>2</td><td>3</td><td rowspan=2 colspan=2>大</td></tr><tr><td colspan=2></td>\
         </tr></table>",
    );
    assert_eq!(
        cells,
        ["A1=产出", "B1=数量", "D1=1", "B2=2", "C2=3", "D2=大"]
    );
    assert_eq!(merges, ["A1:A3", "B1:C1", "D2:E3", "B3:C3"]);
    let workbook = open("<table><tr><td rowspan=2 colspan=2>锚<td>x<tr><td>y</table>");
    let slot = workbook.sheets[0].grid.slot("B2".parse().unwrap());
    assert_eq!(slot.value, Some(&CellValue::Text("锚".into())));
}

#[test]
fn spans_end_with_their_rows_and_never_overlap() {
    let (cells, merges) = of(
        "<table><tbody><tr><td rowspan=0>a<td rowspan=9>b<td>c<tr><td>d</tbody>\
         <tbody><tr><td>e<td colspan=0>f<td rowspan=x>g</tbody></table>",
    );
    assert_eq!(
        cells,
        ["A1=a", "B1=b", "C1=c", "C2=d", "A3=e", "B3=f", "C3=g"]
    );
    assert_eq!(merges, ["A1:A2", "B1:B2"]);
    let crossing = "<table><tr><td>a<td rowspan=2>b<tr><td colspan=3>c<td>d</table>";
    let (cells, merges) = of(crossing);
    assert_eq!(cells, ["A1=a", "B1=b", "A2=c", "D2=d"]);
    assert_eq!(merges, ["B1:B2"]);
}

#[test]
fn titles_and_notes_around_the_table_are_rows() {
    let html = "<html><head><title>导出</title><style>td{color:red}</style></head><body>\
        <h3 align=center>项目支出绩效自评表 <br>（2024年度）</h3><!-- <td>x</td> -->\n\
        <script>var a = '<td>';</script>\
        <p>&nbsp;</p><table><caption>单位：万元</caption><tr><td>项目名称</td></tr>\
        </table>填表人：\n 甲 <div>电话</div>";
    assert_eq!(
        cells(html),
        [
            "A1=项目支出绩效自评表\n（2024年度）",
            "A2=单位：万元",
            "A3=项目名称",
            "A4=填表人： 甲",
            "A5=电话"
        ]
    );
}

#[test]
fn text_is_what_a_person_sees() {
    let html = "<table><tr><td x:num=\"0.862037\"> 86% </td><td>&lt;5&#37;&nbsp;&le;3&copy</td>\
        <td><p>一、道路</p><p>二、<b>绿</b>化</p></td><td>甲<br/>乙</td><td>&nbsp;</td>\
        <td x:fmla=\"=A1\"></td><td x:err=\"#REF!\">#REF!</td><td x:num x:fmla=\"=1\">1</td>\
        </tr></table>";
    let workbook = open(html);
    let grid = &workbook.sheets[0].grid;
    let value = |at: &str| grid.slot(at.parse().unwrap()).value.cloned();
    let text = |text: &str| Some(CellValue::Text(text.into()));
    assert_eq!(value("A1"), text("86%"));
    assert_eq!(value("B1"), text("<5%\u{a0}≤3©"));
    assert_eq!(value("C1"), text("一、道路\n二、绿化"));
    assert_eq!(value("D1"), text("甲\n乙"));
    assert_eq!(value("E1"), None);
    assert_eq!(value("F1"), Some(CellValue::Uncomputed));
    assert_eq!(value("G1"), Some(CellValue::Error("#REF!".into())));
    assert_eq!(value("H1"), text("1"));
}

#[test]
fn fields_of_a_form_show_what_was_typed() {
    let html = "<table><tr><td><input value=\"35.5\"> <input type=hidden value=9></td>\
        <td><input type=checkbox checked>是<input type=checkbox>否</td><td><textarea>已完成\
        </textarea></td>\
        <td><select><option>优<option selected>良<option>差</select> 级</td></tr></table>";
    assert_eq!(
        cells(html),
        ["A1=35.5", "B1=☑是☐否", "C1=已完成", "D1=良 级"]
    );
}

#[test]
fn forgotten_tags_cost_nothing() {
    assert_eq!(
        cells("<TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d</TABLE>"),
        ["A1=a", "B1=b", "A2=c", "B2=d"]
    );
    assert_eq!(cells("<tr><td>a<td>b</tr><td>c"), ["A1=a", "B1=b", "A2=c"]);
    assert_eq!(
        cells("<table><td>a</table></table></td><table><tr><td>b"),
        ["A1=a", "A2=b"]
    );
    assert_eq!(cells("<xml><x:a>1</x:a><table><tr><td>a"), ["A1=a"]);
    assert_eq!(
        cells("<table><tr>行<td>a</tr>尾</table>"),
        ["A1=行", "A2=尾", "A3=a"]
    );
}

#[test]
fn a_layout_table_keeps_the_table_inside() {
    let inner =
        "<table><tr><td>项目名称</td><td>道路</td></tr><tr><td>金额</td><td>35.5</td></tr></table>";
    let layout = format!(
        "<table><tr><td colspan=2>标题</td></tr><tr><td>菜单</td><td>说明{inner}</td></tr>\
         <tr><td>页脚</td><td>右</td></tr></table>"
    );
    let (cells, merges) = of(&layout);
    assert_eq!(
        cells,
        [
            "A1=标题",
            "A2=菜单",
            "B2=说明",
            "B3=项目名称",
            "C3=道路",
            "B4=金额",
            "C4=35.5",
            "A5=页脚",
            "B5=右"
        ]
    );
    assert_eq!(merges, ["A1:C1", "A2:A4", "B5:C5"]);
    let deeper =
        format!("<table><tr><td><table><tr><td>{inner}</td></tr></table></td></tr></table>");
    assert_eq!(
        of(&deeper).0,
        ["A1=项目名称", "B1=道路", "A2=金额", "B2=35.5"]
    );
    let row_by_row = "<table><tr><td><table><tr><td>项目名称<td>道路</table><tr><td><table>\
        <tr><td>金额<td>35.5</table></table>";
    assert_eq!(
        of(row_by_row).0,
        ["A1=项目名称", "B1=道路", "A2=金额", "B2=35.5"]
    );
}

#[test]
fn a_table_that_arranges_a_text_stays_in_its_cell() {
    let html = "<table><tr><td rowspan=2>完成情况</td><td>全部<table><tr><td>☑是</td><td>☐否\
        </td></tr></table></td></tr>\
        <tr><td><table><tr><td>一</td></tr><tr><td>二</td></tr></table></td></tr></table>";
    let (cells, merges) = of(html);
    assert_eq!(cells, ["A1=完成情况", "B1=全部\n☑是 ☐否", "B2=一\n二"]);
    assert_eq!(merges, ["A1:A2"]);
}

#[test]
fn hidden_rows_and_excels_own_marks() {
    let html = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head>\
        <meta http-equiv=Content-Type content=\"text/html; charset=utf-8\"><!--[if gte mso 9]><xml>\
        <x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>自评表</x:Name>\
        </x:ExcelWorksheet>\
        </x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head><body><table>\
        <tr height=0 style='Display: none;mso-height-source:userset'><td>x</td></tr>\
        <tr style='display:none'><td></td></tr>\
        <tr><td colspan=3 style='mso-ignore:colspan'>很长的文字</td><td>y</td></tr>\
        <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=64></td>\
        </tr><![endif]></table>";
    let workbook = open(html);
    let sheet = &workbook.sheets[0];
    assert_eq!((sheet.name.as_str(), sheet.hidden_rows), ("自评表", 1));
    assert_eq!(shown(&sheet.grid), ["A1=x", "A3=很长的文字", "D3=y"]);
    assert_eq!(merges(&sheet.grid), Vec::<String>::new());
}

#[test]
fn every_encoding() {
    let page = |charset: &str| {
        format!("<meta charset=\"{charset}\"><table><tr><td>完成 86%</td></tr></table>")
    };
    for bytes in [
        page("utf-8").into_bytes(),
        page("gb2312").into_bytes(),
        GB18030.encode(&page("gb2312")).0.into_owned(),
        GB18030.encode("<table><tr><td>完成 86%").0.into_owned(),
        utf16(&format!("\u{feff}{}", page("unicode")), u16::to_le_bytes),
        utf16(&page("utf-16"), u16::to_be_bytes),
    ] {
        let workbook = read(&bytes, &Limits::default()).unwrap();
        assert_eq!(shown(&workbook.sheets[0].grid), ["A1=完成 86%"]);
    }
    let torn = read(
        b"<table><tr><td>\xCD\xEA<td>\xB3\xC9\xFF",
        &Limits::default(),
    )
    .unwrap();
    assert_eq!(
        texts(&torn.notes),
        [
            "工作表“表格”有 1 处文字按 GB18030 编码无法识别（首处：单元格 B1），以“\u{FFFD}”代替；请核对原文"
        ]
    );
}

#[test]
fn pages_without_a_table_are_refused_with_the_reason() {
    let refused = |html: &str| {
        read(html.as_bytes(), &Limits::default())
            .unwrap_err()
            .to_string()
    };
    assert!(refused("<html><body><form>请登录</form></body></html>").contains("登录或出错页面"));
    assert!(
        refused("<frameset><frame src=\"a.files/sheet001.htm\"></frameset>")
            .contains("由多个网页文件组成")
    );
    let listed = "<!--<xml><x:ExcelWorkbook><x:ExcelWorksheet><x:Name>a</x:Name>\
        <x:WorksheetSource HRef=\"a.files/sheet001.htm\"/>--><body></body>";
    assert!(refused(listed).contains("由多个网页文件组成"));
}

#[test]
fn what_a_forgotten_end_swallows_is_a_loss() {
    let workbook = open("<table><tr><td>a</table><script>x = 1;<table><tr><td>b</td></tr></table>");
    assert_eq!(shown(&workbook.sheets[0].grid), ["A1=a"]);
    assert_eq!(
        workbook.notes,
        [Note::Loss(
            "工作表“表格”：网页中的 <script> 没有结束标记，其后的表格未读取".into()
        )]
    );
}

/// What Excel saves of a workbook of two sheets as one web page.
fn archive(encoded: &str) -> String {
    format!(
        "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n\tboundary=\"----=_Next\"\r\n\r\n\
         本文档为“单个文件网页”。\r\n\r\n------=_Next\r\nContent-Location: file:///C:/A1/book.htm\r\n\
         Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"us-ascii\"\r\n\r\n\
         <html><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>\r\n\
         <x:ExcelWorksheet><x:Name>&#33258;&#35780;&#34920;</x:Name>\
         <x:WorksheetSource HRef=3D\"book.files/sheet001.htm\"/=\r\n\
         ></x:ExcelWorksheet><x:ExcelWorksheet><x:Name>two</x:Name>\
         <x:WorksheetSource HRef=3D\"book.files/sheet002.htm\"/>\r\n\
         </x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->\
         <frameset></frameset></html>\r\n\
         ------=_Next\r\nContent-Location: file:///C:/A1/book.files/tabstrip.htm\r\nContent-Type: text/html\r\n\r\n\
         <table><tr><td>tabs</td></tr></table>\r\n\
         ------=_Next\r\nContent-Location: file:///C:/A1/book.files/sheet001.htm\r\n{encoded}\r\n------=_Next--\r\n"
    )
}

#[test]
fn web_archives_hold_their_sheets() {
    let quoted = "Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\r\n\
        <table><tr><td colspan=3D2>=CD=EA=\r\n=B3=C9</td></tr></table>";
    let base64 = "Content-Transfer-Encoding: base64\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n\
        PHRhYmxlPjx0cj48dGQgY29sc3Bhbj0yPuWujOaI\r\nkDwvdGQ+PC90cj48L3RhYmxlPg==";
    for part in [quoted, base64] {
        let bytes = archive(part);
        assert!(is_web_archive(bytes.as_bytes()));
        let workbook = open(&bytes);
        assert_eq!(workbook.sheets.len(), 1);
        let sheet = &workbook.sheets[0];
        assert_eq!(sheet.name, "自评表");
        assert_eq!(
            (shown(&sheet.grid), merges(&sheet.grid)),
            (vec!["A1=完成".into()], vec!["A1:B1".into()])
        );
        assert_eq!(
            texts(&workbook.notes),
            ["工作表“two”未能读取：网页存档中没有它的网页"]
        );
        assert!(workbook.notes[0].is_loss());
    }
}

#[test]
fn archives_of_other_programs() {
    let blink = "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x/\r\nSubject: x\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"b\"\r\n\r\n\r\n\
        --b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<table><tr><td>=E7=94=B2\r\n\
        --b\r\nContent-Type: text/html\r\n\r\n<table><tr>\
        <td>b\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>c\r\n\
        --b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%\r\n--b--\r\n";
    let workbook = open(blink);
    let seen: Vec<_> = workbook
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), shown(&sheet.grid)))
        .collect();
    assert_eq!(
        seen,
        [
            ("表格", vec!["A1=甲".to_owned()]),
            ("表格2", vec!["A1=b".to_owned()])
        ]
    );
    assert_eq!(
        texts(&workbook.notes),
        ["网页存档中有 1 个网页无法解码，未读取"]
    );
    let bare =
        "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<table><tr><td>a";
    assert_eq!(cells(bare), ["A1=a"]);
    assert!(
        !is_web_archive(b"<table>")
            && !is_web_archive("甲:乙\nmime-version: multipart/related".as_bytes())
    );
}

#[test]
fn files_of_other_programs() {
    let libreoffice = include_bytes!("../../../tests/corpus/libreoffice.html");
    let workbook = read(libreoffice, &Limits::default()).unwrap();
    let grid = &workbook.sheets[0].grid;
    assert_eq!(
        shown(grid),
        [
            "A1=产出指标",
            "A4=86.19%",
            "B4=35.56041",
            "A5=1.7238",
            "B5=#DIV/0!",
            "A6=2025-03-01",
            "A8=甲;乙,\"丙\"\n丁"
        ]
    );
    assert_eq!(merges(grid), ["A1:B3"]);
    let pandas = include_bytes!("../../../tests/corpus/pandas.xls");
    let workbook = read(pandas, &Limits::default()).unwrap();
    assert_eq!(
        shown(&workbook.sheets[0].grid),
        [
            "B1=项目名称",
            "C1=金额",
            "D1=执行率",
            "A2=0",
            "B2=道路清扫",
            "C2=35.5",
            "D2=86.19%",
            "A3=1",
            "B3=绿化",
            "C3=NaN",
            "D3=<5%"
        ]
    );
}

#[test]
fn absurd_spans_and_depths_cost_only_themselves() {
    let wide = "<table><tr><td colspan=4294967295 rowspan=99999999999>a</td><td>b</td></tr>\
        <tr><td>c</table>";
    let (cells, merges) = of(wide);
    assert_eq!(cells, ["A1=a", "ALM1=b", "ALM2=c"]);
    assert_eq!(merges, ["A1:ALL2"]);
    let beyond = format!(
        "<table><tr>{}<td>z</table>",
        "<td colspan=1000>x".repeat(20)
    );
    let workbook = open(&beyond);
    assert_eq!(workbook.sheets[0].grid.len(), 17);
    let notes = texts(&workbook.notes).join("；");
    assert!(notes.contains("4 处单元格地址无效"), "{notes}");
    let deep = format!(
        "{}<tr><td>底</td><td>x{}",
        "<table><tr><td>".repeat(50_000),
        "</table>尾".repeat(50_000)
    );
    let workbook = open(&deep);
    let text: String = shown(&workbook.sheets[0].grid).concat();
    assert!(text.contains("底\nx") && text.contains('尾'));
    assert_eq!(
        texts(&workbook.notes),
        ["工作表“表格”：表格嵌套超过 16 层，更深处按文字读取"]
    );
}

#[test]
fn limits_hold_while_reading() {
    let limits = Limits {
        cells: 2,
        merged_regions: 1,
        ..Limits::default()
    };
    let key = |html: &str| match read(html.as_bytes(), &limits).unwrap_err() {
        Refusal::LimitExceeded { key, .. } => key,
        other => panic!("{other}"),
    };
    assert_eq!(key("<table><tr><td>1<td>2<td>3"), "limits.cells");
    assert_eq!(key("<p>1<p>2<table><tr><td>3"), "limits.cells");
    assert_eq!(
        key("<table><tr><td colspan=2><td rowspan=2><tr></table>"),
        "limits.merged_regions"
    );
}

/// First row and column of a region, how many rows and columns it has.
type Corner = (u32, u32, u32, u32);

/// A table row by row, and its merged regions.
fn sheet() -> impl Strategy<Value = (Vec<Vec<String>>, Vec<Corner>)> {
    let text = "[一级项目指标a-c<>&\"' 0-9%.]{0,6}";
    let rows = prop::collection::vec(prop::collection::vec(text, 6), 6);
    // At most one region in each quarter, so that none overlap.
    let region = |row: u32, col: u32| (row..row + 2, col..col + 2, 1..3_u32, 1..3_u32);
    let regions = (region(0, 0), region(0, 3), region(3, 0), region(3, 3));
    (rows, regions.prop_map(|(a, b, c, d)| vec![a, b, c, d]))
}

fn written(rows: &[Vec<String>], regions: &[Corner]) -> (String, Vec<Region>) {
    let regions: Vec<Region> = regions
        .iter()
        .map(|(row, col, rows, cols)| {
            Region::new(
                CellRef::new(*row, *col),
                CellRef::new(row + rows - 1, col + cols - 1),
            )
        })
        .collect();
    let mut html = String::from("<table>");
    for (row, texts) in (0..).zip(rows) {
        html += "<tr>";
        for (col, text) in (0..).zip(texts) {
            let at = CellRef::new(row, col);
            let text = quick_xml::escape::escape(text);
            match regions.iter().find(|region| region.contains(at)) {
                None => writeln!(html, "<td>{text}</td>").unwrap(),
                Some(region) if region.first == at => {
                    let rows = region.last.row - row + 1;
                    let cols = region.last.col - col + 1;
                    write!(html, "<td rowspan={rows} colspan={cols}>{text}</td>").unwrap();
                }
                Some(_) => {}
            }
        }
        html += "</tr>";
    }
    (html + "</table>", regions)
}

/// Tags and texts that a page may consist of, in any order.
const PIECES: [&str; 22] = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<td rowspan=2>",
    "<td colspan=3>",
    "<td rowspan=0 colspan=2>",
    "<tbody>",
    "</tbody>",
    "<p>",
    "</p>",
    "<br>",
    "<xml>",
    "</xml>",
    "<caption>",
    "甲",
    "乙",
    "&nbsp;",
    "<!-- x -->",
    "<table><tr><td>",
];

proptest! {
    #[test]
    fn a_written_table_reads_back((rows, regions) in sheet(), encoding in 0..5_usize) {
        let (html, regions) = written(&rows, &regions);
        let bytes = match encoding {
            0 => html.into_bytes(),
            1 => format!("<meta charset=gbk>{html}").into_bytes(),
            // A character or two in GB18030 may be UTF-8 by chance, a title cannot.
            2 => GB18030.encode(&format!("<!-- 项目支出绩效自评表 -->{html}")).0.into_owned(),
            3 => utf16(&html, u16::to_le_bytes),
            _ => utf16(&format!("\u{feff}{html}"), u16::to_be_bytes),
        };
        let workbook = read(&bytes, &Limits::default()).unwrap();
        prop_assert_eq!(&workbook.notes, &[]);
        let grid = &workbook.sheets[0].grid;
        let wanted = regions.iter().filter(|region| region.is_merge());
        let mut wanted: Vec<String> = wanted.map(ToString::to_string).collect();
        let mut found = merges(grid);
        wanted.sort();
        found.sort();
        prop_assert_eq!(found, wanted);
        for (row, texts) in (0..).zip(&rows) {
            for (col, text) in (0..).zip(texts) {
                let at = CellRef::new(row, col);
                let slot = grid.slot(at);
                if slot.at() == at {
                    let text = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
                    prop_assert_eq!(slot.value.cloned(), shown_value(&text));
                }
            }
        }
    }

    #[test]
    fn no_soup_of_tags_loses_text(picks in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let html: String = picks.iter().map(|pick| PIECES[*pick]).collect();
        let Ok(workbook) = read(html.as_bytes(), &Limits::default()) else {
            prop_assert!(!html.contains("<td") && !html.contains("<tr"));
            return Ok(());
        };
        // What stands in <xml> is not shown; it ends at its end or at the next tag of a table.
        let mut muted = false;
        let mut letters = 0;
        for pick in picks {
            match PIECES[pick] {
                "<xml>" => muted = true,
                "甲" | "乙" => letters += usize::from(!muted),
                tag if tag == "</xml>" || tag.contains("<t") || tag.contains("\
                    </t") => muted = false,
                _ => {}
            }
        }
        let cells = workbook.sheets[0].grid.cells();
        let kept: usize = cells.map(|(_, value)| value.text().matches(['甲', '乙']).count()).sum();
        prop_assert_eq!(kept, letters, "{}", html);
    }

    #[test]
    fn any_bytes_are_taken(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        const ARCHIVE: &[u8] = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n";
        for head in [b"".as_slice(), b"<table>", ARCHIVE] {
            let _ = read(&[head, &bytes].concat(), &Limits::default());
        }
    }
}
