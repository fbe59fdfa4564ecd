use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use super::marking::{Mark, Marks, marked};
use super::*;
use crate::finding::Severity;
use crate::grid::{self, CellRef, Format, Limits};

mod asked;

fn corpus(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/marked");
    std::fs::read(folder.join(name)).unwrap()
}

const CORPUS: [&str; 8] = [
    "openpyxl.xlsx",
    "xlsxwriter.xlsx",
    "libreoffice.xlsx",
    "threaded.xlsx",
    "wps.xlsx",
    "prefixed.xlsx",
    "odd.xlsx",
    "macro.xlsm",
];

/// First and last, merged, with a link, with somebody's comment, blank, missing, beyond all others.
const CELLS: [(&str, Option<Severity>); 9] = [
    ("A1", Some(Severity::Warning)),
    ("B2", Some(Severity::Info)),
    ("B3", Some(Severity::Error)),
    ("C3", Some(Severity::Error)),
    ("F5", Some(Severity::Warning)),
    ("B8", Some(Severity::Error)),
    ("H9", Some(Severity::Error)),
    ("G7", None),
    ("AA200", Some(Severity::Info)),
];

fn cell(at: &str) -> CellRef {
    at.parse().unwrap()
}

fn open<T>(bytes: &[u8], look: impl FnOnce(&mut package::Package<'_>, &book::Book) -> T) -> T {
    let mut package = package::Package::open(bytes, &Limits::default()).unwrap();
    let book = book::Book::of(&mut package).unwrap();
    look(&mut package, &book)
}

/// Marks on every sheet of a workbook.
fn on_every_sheet(bytes: &[u8]) -> Marks {
    let mark = |(at, fill): (&str, Option<Severity>)| {
        let text = format!("{at} 有误\n<应为> & 1");
        (cell(at), Mark { fill, text })
    };
    let sheets = open(bytes, |_, book| book.sheets.clone());
    let marks = |(name, _): (String, String)| (name, CELLS.map(mark).into());
    sheets.into_iter().map(marks).collect()
}

fn mark(bytes: &[u8], marks: &Marks) -> Vec<u8> {
    marked(bytes, marks, &Limits::default()).unwrap().bytes
}

/// Every part with its content, in the order of the package.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let part = |index| {
        let mut file = zip.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    (0..zip::ZipArchive::new(Cursor::new(bytes)).unwrap().len())
        .map(part)
        .collect()
}

fn text(bytes: &[u8], name: &str) -> String {
    let parts = parts(bytes);
    let part = parts.iter().find(|(known, _)| known == name).unwrap();
    String::from_utf8(part.1.clone()).unwrap()
}

/// Author and cell of every comment, sheet by sheet.
fn comments(bytes: &[u8]) -> BTreeMap<String, Vec<(String, String)>> {
    let of = |text: &str| -> Vec<(String, String)> {
        let list = |name| list::List::find(text, name, 1).unwrap().unwrap().items;
        let authors: Vec<String> = list("authors")
            .iter()
            .map(|item| item.text.split(['<', '>']).nth(2).unwrap_or("").to_owned())
            .collect();
        let comment = |item: &list::Item<'_>| {
            let author: usize = item.tag.value("authorId").unwrap().parse().unwrap();
            let at = item.tag.value("ref").unwrap().into_owned();
            (authors[author].clone(), at)
        };
        list("commentList").iter().map(comment).collect()
    };
    open(bytes, |package, book| {
        let mut found = BTreeMap::new();
        for (name, part) in &book.sheets {
            let all = rels::relations(package, part).unwrap();
            if let Some(relation) = all.iter().find(|relation| relation.is("comments")) {
                let text = package.needed(&relation.part).unwrap();
                found.insert(name.clone(), of(&text));
            }
        }
        found
    })
}

fn split(
    comments: &BTreeMap<String, Vec<(String, String)>>,
    sheet: &str,
) -> (Vec<String>, Vec<String>) {
    let all = comments.get(sheet).cloned().unwrap_or_default();
    let (ours, theirs): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|(author, _)| author == comments::AUTHOR);
    let cells = |all: Vec<(String, String)>| all.into_iter().map(|(_, at)| at).collect();
    (cells(ours), cells(theirs))
}

#[test]
fn what_is_not_marked_stays_byte_for_byte() {
    for name in CORPUS {
        let before = corpus(name);
        let after = mark(&before, &on_every_sheet(&before));
        let touched = |part: &str| {
            let sheet = ["sheets/", "pages/"]
                .iter()
                .any(|folder| part.contains(folder));
            let is_sheet = sheet && !part.contains("chart");
            let named = [
                "comment",
                "vmlDrawing",
                "styles",
                "notes/",
                "[Content",
                "Styles",
            ];
            // Only a workbook without styles gets a relation to new ones.
            let relation = name == "prefixed.xlsx" && part == "xl/_rels/book.xml.rels";
            is_sheet || relation || named.iter().any(|piece| part.contains(piece))
        };
        let (before, after) = (parts(&before), parts(&after));
        let mut kept = 0;
        for ((part, content), (same, marked)) in before.iter().zip(&after) {
            assert_eq!(part, same, "{name}: the order of the parts");
            if !touched(part) {
                assert!(content == marked, "{name}: {part}");
                kept += 1;
            }
        }
        assert!(kept >= 2, "{name}");
    }
}

#[test]
fn every_reader_reads_the_same_values() {
    let limits = Limits::default();
    for name in CORPUS {
        let before = corpus(name);
        let after = mark(&before, &on_every_sheet(&before));
        let read = |bytes: &[u8]| grid::read(Format::Xlsx, bytes, &limits).unwrap().sheets;
        assert_eq!(read(&before), read(&after), "{name}");
    }
}

#[test]
fn theirs_stay_and_ours_are_at_their_cells_on_every_sheet() {
    for name in CORPUS {
        let before = corpus(name);
        let marks = on_every_sheet(&before);
        let (old, new) = (comments(&before), comments(&mark(&before, &marks)));
        for sheet in marks.keys() {
            let (_, had) = split(&old, sheet);
            let (ours, theirs) = split(&new, sheet);
            assert_eq!(had, theirs, "{name} {sheet}");
            assert!(ours.iter().all(|at| !theirs.contains(at)), "{name} {sheet}");
            let merged = ["openpyxl.xlsx", "libreoffice.xlsx", "wps.xlsx"].contains(&name);
            let merged = merged && sheet == "自评表";
            for (at, _) in CELLS {
                let shown = if merged && at == "F5" { "E3" } else { at };
                let found = ours.iter().any(|known| known == shown);
                assert_eq!(
                    found,
                    !theirs.iter().any(|known| known == shown),
                    "{name} {at}"
                );
            }
            assert_eq!(ours.len(), CELLS.len(), "{name} {sheet}");
        }
    }
}

#[test]
fn where_somebody_has_commented_the_note_stands_beside() {
    let before = corpus("openpyxl.xlsx");
    let after = mark(&before, &on_every_sheet(&before));
    let (ours, theirs) = split(&comments(&after), "自评表");
    assert_eq!(theirs, ["B3", "H9"]);
    // C3 has a note of its own, E3:F5 is merged and has one, D3 is free.
    assert!(
        ours.contains(&"D3".to_owned()) && ours.contains(&"I9".to_owned()),
        "{ours:?}"
    );
    let text = text(&after, "xl/comments/comment1.xml");
    assert!(text.contains("以下针对 B3 单元格"));
    assert!(text.contains("请复核 &lt;此数&gt;"));
    let sheet = self::text(&after, "xl/worksheets/sheet1.xml");
    let plain = self::text(&before, "xl/worksheets/sheet1.xml");
    let format = |sheet: &str, at: &str| -> u32 {
        let (_, cell) = sheet.split_once(&format!("<c r=\"{at}\"")).unwrap();
        let tag = format!("<c{}>", cell.split('>').next().unwrap());
        xml::Tag(&tag).number("s").unwrap_or(0)
    };
    assert_ne!(
        format(&sheet, "B3"),
        format(&plain, "B3"),
        "the cell itself is filled"
    );
    assert_eq!(
        format(&sheet, "D3"),
        format(&plain, "D3"),
        "its neighbour is not"
    );
}

#[test]
fn marked_twice_is_marked_once() {
    for name in CORPUS {
        let before = corpus(name);
        let marks = on_every_sheet(&before);
        let once = mark(&before, &marks);
        let twice = mark(&once, &marks);
        for (one, other) in parts(&once).iter().zip(&parts(&twice)) {
            let texts = [one, other].map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
            assert_eq!(texts[0], texts[1], "{name}: {}", one.0);
        }
        assert!(twice == once, "{name}");
    }
}

#[test]
fn without_findings_none_of_our_marks_is_left() {
    for name in CORPUS {
        let before = corpus(name);
        let untouched = mark(&before, &Marks::new());
        assert!(parts(&untouched) == parts(&before), "{name}: nothing to do");
        let once = mark(&before, &on_every_sheet(&before));
        let mut cleared = parts(&mark(&once, &Marks::new()));
        let mut before = parts(&before);
        if name == "prefixed.xlsx" {
            // It had no styles; the empty ones that it got are no mark.
            let is_about_styles = |part: &(String, Vec<u8>)| {
                part.0.contains("styles")
                    || part.0.contains("Content")
                    || part.0.contains("book.xml.rels")
            };
            cleared.retain(|part| !is_about_styles(part));
            before.retain(|part| !is_about_styles(part));
        }
        let styles = |part: &(String, Vec<u8>)| part.0.ends_with("styles.xml");
        if ["odd.xlsx", "macro.xlsm"].contains(&name) {
            // Excel keeps the first two fills: the second was missing and stays.
            cleared.retain(|part| !styles(part));
            before.retain(|part| !styles(part));
        }
        for ((part, content), (same, back)) in before.iter().zip(&cleared) {
            assert_eq!(part, same, "{name}");
            // A sheet without cells is folded, however it was written.
            let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
            let texts = [content, back]
                .map(|bytes| text(bytes).replace("<sheetData></sheetData>", "<sheetData/>"));
            assert_eq!(texts[0], texts[1], "{name}: {part}");
        }
        assert_eq!(before.len(), cleared.len(), "{name}");
    }
}

#[test]
fn fewer_findings_leave_fewer_marks() {
    let before = corpus("libreoffice.xlsx");
    let mut marks = on_every_sheet(&before);
    let all = mark(&before, &marks);
    marks.remove("空表");
    marks
        .get_mut("自评表")
        .unwrap()
        .retain(|at, _| *at == cell("C3"));
    let fewer = mark(&all, &marks);
    assert!(parts(&fewer) == parts(&mark(&before, &marks)));
    assert_eq!(split(&comments(&fewer), "自评表").0, ["C3"]);
}

#[test]
fn extensions_go_by_the_content() {
    for (name, extension) in [("odd.xlsx", "xlsx"), ("macro.xlsm", "xlsm")] {
        let marked = marked(&corpus(name), &Marks::new(), &Limits::default()).unwrap();
        assert_eq!(marked.extension, extension);
    }
}

/// A package like this one but with some text of one part exchanged, and one more part.
fn altered(part: &str, from: &str, to: &str, more: &[&str]) -> Vec<u8> {
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let all = parts(&corpus("odd.xlsx"));
    let more = more.iter().map(|name| ((*name).to_owned(), Vec::new()));
    for (name, mut content) in all.into_iter().chain(more) {
        if name == part {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(from), "{name}: {from}");
            content = text.replace(from, to).into_bytes();
        }
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn what_cannot_be_marked_safely_is_not_and_says_why() {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let book = "xl/workbook.xml";
    let strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    let sheet = "xl/worksheets/sheet1.xml";
    let cases = [
        (altered(book, main, strict, &[]), "Strict"),
        (altered("", "", "", &["_xmlsignatures/sig1.xml"]), "签名"),
        (
            altered(book, "name=\"表\"", "name=\"另\"", &[]),
            "没有工作表“表”",
        ),
        (altered(sheet, "</sheetData>", "", &[]), "XML"),
        (
            altered(sheet, "<row r=\"2\">", "<row r=\"1\">", &[]),
            "行序",
        ),
        (altered("notes/all.xml", "commentList", "x", &[]), "批注"),
        (altered("xl/styles.xml", "styleSheet", "x", &[]), "样式"),
        (b"PK\x03\x04".to_vec(), "文件包"),
    ];
    let mut marks = on_every_sheet(&corpus("odd.xlsx"));
    for (bytes, reason) in &cases {
        let refused = marked(bytes, &marks, &Limits::default()).unwrap_err();
        assert!(refused.to_string().contains(reason), "{refused} {reason}");
    }
    let few = Limits {
        archive_entries: 3,
        ..Limits::default()
    };
    marks.clear();
    assert!(marked(&corpus("odd.xlsx"), &marks, &few).is_err());
}

#[test]
fn a_text_that_no_note_can_hold_is_cut_with_a_word() {
    let before = corpus("odd.xlsx");
    let mark_of = |text: String| Mark { fill: None, text };
    let long = mark_of("长".repeat(40_000));
    let odd = mark_of("=1+1\u{0}\u{b}</t>_x0041_".to_owned());
    let of_sheet = BTreeMap::from([(cell("A1"), long), (cell("A2"), odd)]);
    let after = mark(&before, &Marks::from([("表".to_owned(), of_sheet)]));
    let text = text(&after, "notes/all.xml");
    assert!(text.contains("长…（截断，全文见 data/findings.csv）</t>"));
    assert!(text.contains("\n=1+1&lt;/t&gt;_x005F_x0041_</t>"));
}

/// What other programs make of a marked workbook when they save it anew.
#[test]
fn marks_are_found_again_after_another_program_saved_them() {
    for name in ["returned-openpyxl.xlsx", "returned-libreoffice.xlsx"] {
        let returned = corpus(name);
        let notes: usize = comments(&returned).values().map(Vec::len).sum();
        assert!(notes > 3, "{name}");
        let cleared = mark(&returned, &Marks::new());
        for (part, content) in parts(&cleared) {
            let text = String::from_utf8_lossy(&content);
            for mark in [
                "fgColor rgb=\"FFF7D3CE",
                "fgColor rgb=\"FFFBE6BE",
                "fgColor rgb=\"FFD9E4EF",
                "ObjectType=\"Note\"",
            ] {
                assert!(!text.contains(mark), "{name} {part}: {mark}");
            }
        }
        assert!(comments(&cleared).is_empty(), "{name}");
        let read = |bytes: &[u8]| {
            grid::read(Format::Xlsx, bytes, &Limits::default())
                .unwrap()
                .sheets
        };
        assert_eq!(read(&returned), read(&cleared), "{name}");
    }
}

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("input")
}
