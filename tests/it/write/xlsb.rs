//! Office Open XML in binary parts (MS-XLSB).

use jixiao::grid::{CellRef, Sheet, Visibility};
use jixiao::value::CellValue;

use super::shown::{float, format_codes, hidden_rows, serial, style};
use super::texts::Texts;
use super::zipped::{part, zipped};

/// The first number of a workbook's own number formats.
const FIRST_FORMAT: u16 = 164;
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

mod kind {
    pub(super) const ROW: u16 = 0;
    pub(super) const CELL_BOOL: u16 = 4;
    pub(super) const CELL_REAL: u16 = 5;
    pub(super) const CELL_ISST: u16 = 7;
    pub(super) const SST_ITEM: u16 = 19;
    pub(super) const FMT: u16 = 44;
    pub(super) const XF: u16 = 47;
    pub(super) const BEGIN_SHEET: u16 = 129;
    pub(super) const END_SHEET: u16 = 130;
    pub(super) const BEGIN_BOOK: u16 = 131;
    pub(super) const END_BOOK: u16 = 132;
    pub(super) const BEGIN_BUNDLE_SHS: u16 = 143;
    pub(super) const END_BUNDLE_SHS: u16 = 144;
    pub(super) const BEGIN_SHEET_DATA: u16 = 145;
    pub(super) const END_SHEET_DATA: u16 = 146;
    pub(super) const WS_DIM: u16 = 148;
    pub(super) const BUNDLE_SH: u16 = 156;
    pub(super) const BEGIN_SST: u16 = 159;
    pub(super) const END_SST: u16 = 160;
    pub(super) const MERGE_CELL: u16 = 176;
    pub(super) const BEGIN_MERGE_CELLS: u16 = 177;
    pub(super) const END_MERGE_CELLS: u16 = 178;
    pub(super) const BEGIN_STYLES: u16 = 278;
    pub(super) const END_STYLES: u16 = 279;
    pub(super) const BEGIN_FMTS: u16 = 615;
    pub(super) const END_FMTS: u16 = 616;
    pub(super) const BEGIN_CELL_XFS: u16 = 617;
    pub(super) const END_CELL_XFS: u16 = 618;
    pub(super) const BEGIN_CELL_STYLE_XFS: u16 = 626;
    pub(super) const END_CELL_STYLE_XFS: u16 = 627;
}

pub(super) fn bytes(sheets: &[Sheet]) -> Vec<u8> {
    let codes = format_codes(sheets);
    let mut texts = Texts::default();
    let bodies = sheets
        .iter()
        .map(|sheet| worksheet(sheet, &codes, &mut texts));
    let bodies: Vec<Vec<u8>> = bodies.collect();
    let mut parts = vec![
        part("[Content_Types].xml", content_types(sheets.len())),
        part(
            "_rels/.rels",
            relations(&[("officeDocument".into(), "xl/workbook.bin".into())]),
        ),
        part("xl/_rels/workbook.bin.rels", book_relations(sheets.len())),
        ("xl/workbook.bin".to_owned(), workbook(sheets)),
        ("xl/styles.bin".to_owned(), styles(&codes)),
        ("xl/sharedStrings.bin".to_owned(), shared(&texts)),
    ];
    for (number, body) in (1..).zip(bodies) {
        parts.push((format!("xl/worksheets/sheet{number}.bin"), body));
    }
    zipped(&parts)
}

fn content_types(sheets: usize) -> String {
    let of = |path: &str, kind: &str| {
        format!(
            "<Override PartName=\"/xl/{path}.bin\" ContentType=\"application/vnd.ms-excel.{kind}\"/>"
        )
    };
    let sheets = (1..=sheets).map(|number| of(&format!("worksheets/sheet{number}"), "worksheet"));
    format!(
        "<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         {}{}{}{}</Types>",
        of("workbook", "sheet.binary.macroEnabled.main"),
        of("styles", "styles"),
        of("sharedStrings", "sharedStrings"),
        sheets.collect::<String>(),
    )
}

/// Relations by kind and target, numbered from 1.
fn relations(targets: &[(String, String)]) -> String {
    let relations: Vec<String> = (1..)
        .zip(targets)
        .map(|(number, (kind, target))| {
            format!(
                "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>"
            )
        })
        .collect();
    format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>",
        relations.concat()
    )
}

/// The sheets come first, so that their numbers are those of their relations.
fn book_relations(sheets: usize) -> String {
    let sheet = |number| ("worksheet".into(), format!("worksheets/sheet{number}.bin"));
    let mut targets: Vec<(String, String)> = (1..=sheets).map(sheet).collect();
    targets.push(("styles".into(), "styles.bin".into()));
    targets.push(("sharedStrings".into(), "sharedStrings.bin".into()));
    relations(&targets)
}

/// A record: type, length, content, the first two in seven bits a byte.
fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let mut out = sevens(kind.into());
    out.extend(sevens(number(content.len())));
    out.extend(content);
    out
}

fn sevens(mut value: u32) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let byte = u8::try_from(value & 0x7F).unwrap();
        value >>= 7;
        if value == 0 {
            out.push(byte);
            return out;
        }
        out.push(byte | 0x80);
    }
}

fn number(count: usize) -> u32 {
    count.try_into().unwrap()
}

fn words(values: &[u32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

/// A text with its length before it.
fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = words(&[number(units.len())]);
    out.extend(units.into_iter().flat_map(u16::to_le_bytes));
    out
}

fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let listed = (1..).zip(sheets).map(|(tab, sheet)| {
        let state = u32::from(sheet.visibility == Visibility::Hidden);
        let content = [
            words(&[state, tab]),
            wide(&format!("rId{tab}")),
            wide(&sheet.name),
        ];
        record(kind::BUNDLE_SH, &content.concat())
    });
    let listed: Vec<Vec<u8>> = listed.collect();
    [
        record(kind::BEGIN_BOOK, &[]),
        record(kind::BEGIN_BUNDLE_SHS, &[]),
        listed.concat(),
        record(kind::END_BUNDLE_SHS, &[]),
        record(kind::END_BOOK, &[]),
    ]
    .concat()
}

/// A cell format without and one with each number format.
fn styles(codes: &[String]) -> Vec<u8> {
    let formats = (FIRST_FORMAT..).zip(codes).map(|(id, code)| {
        let content = [id.to_le_bytes().to_vec(), wide(code)];
        record(kind::FMT, &content.concat())
    });
    let formats: Vec<Vec<u8>> = formats.collect();
    let ids = [0].into_iter().chain((FIRST_FORMAT..).take(codes.len()));
    let (no_parent, normal) = (0xFFFF, 0);
    let cells: Vec<Vec<u8>> = ids.map(|id| style_record(normal, id)).collect();
    [
        record(kind::BEGIN_STYLES, &[]),
        record(kind::BEGIN_FMTS, &words(&[number(formats.len())])),
        formats.concat(),
        record(kind::END_FMTS, &[]),
        record(kind::BEGIN_CELL_STYLE_XFS, &words(&[1])),
        style_record(no_parent, 0),
        record(kind::END_CELL_STYLE_XFS, &[]),
        record(kind::BEGIN_CELL_XFS, &words(&[number(cells.len())])),
        cells.concat(),
        record(kind::END_CELL_XFS, &[]),
        record(kind::END_STYLES, &[]),
    ]
    .concat()
}

/// A style that takes its number format from itself and everything else from its parent.
fn style_record(parent: u16, format: u16) -> Vec<u8> {
    let own_format = 1;
    let shorts = [parent, format, 0, 0, 0, 0, 0, own_format];
    record(kind::XF, &shorts.map(u16::to_le_bytes).concat())
}

fn shared(texts: &Texts) -> Vec<u8> {
    let items = texts.all.iter().flat_map(|text| {
        let content = [vec![0], wide(text)];
        record(kind::SST_ITEM, &content.concat())
    });
    [
        record(kind::BEGIN_SST, &words(&[texts.uses, texts.count()])),
        items.collect(),
        record(kind::END_SST, &[]),
    ]
    .concat()
}

fn worksheet(sheet: &Sheet, codes: &[String], texts: &mut Texts) -> Vec<u8> {
    [
        record(kind::BEGIN_SHEET, &[]),
        record(kind::WS_DIM, &extent(sheet)),
        record(kind::BEGIN_SHEET_DATA, &[]),
        rows(sheet, codes, texts),
        record(kind::END_SHEET_DATA, &[]),
        merges(sheet),
        record(kind::END_SHEET, &[]),
    ]
    .concat()
}

/// First and last row, first and last column.
fn extent(sheet: &Sheet) -> Vec<u8> {
    let cells = sheet.grid.cells().map(|(at, _)| at);
    let last = cells.fold(CellRef::default(), |last, at| {
        CellRef::new(last.row.max(at.row), last.col.max(at.col))
    });
    words(&[0, last.row, 0, last.col])
}

fn rows(sheet: &Sheet, codes: &[String], texts: &mut Texts) -> Vec<u8> {
    let hidden = hidden_rows(sheet);
    let mut open = None;
    let mut out = Vec::new();
    for (at, value) in sheet.grid.cells() {
        if open.replace(at.row) != Some(at.row) {
            let mut header = words(&[at.row, 0]);
            let state = if hidden.contains(&at.row) { 0x10 } else { 0 };
            header.extend([0x2C, 0x01, 0, state, 0]);
            header.extend(words(&[0]));
            out.extend(record(kind::ROW, &header));
        }
        out.extend(cell(at.col, value, codes, texts));
    }
    out
}

fn cell(col: u32, value: &CellValue, codes: &[String], texts: &mut Texts) -> Vec<u8> {
    let (kind, content) = match value {
        CellValue::Text(text) => (kind::CELL_ISST, words(&[texts.place(text)])),
        CellValue::Number { value, .. } => (kind::CELL_REAL, float(*value).to_le_bytes().into()),
        CellValue::Date(date) => (kind::CELL_REAL, serial(date).to_le_bytes().into()),
        CellValue::Boolean(boolean) => (kind::CELL_BOOL, vec![u8::from(*boolean)]),
        CellValue::Error(_) | CellValue::Uncomputed => panic!("{value:?} is not written"),
    };
    let place = words(&[col, number(style(value, codes))]);
    record(kind, &[place, content].concat())
}

fn merges(sheet: &Sheet) -> Vec<u8> {
    let regions = sheet.grid.merges().map(|region| {
        let (first, last) = (region.first, region.last);
        record(
            kind::MERGE_CELL,
            &words(&[first.row, last.row, first.col, last.col]),
        )
    });
    let regions: Vec<Vec<u8>> = regions.collect();
    if regions.is_empty() {
        return Vec::new();
    }
    [
        record(kind::BEGIN_MERGE_CELLS, &words(&[number(regions.len())])),
        regions.concat(),
        record(kind::END_MERGE_CELLS, &[]),
    ]
    .concat()
}
