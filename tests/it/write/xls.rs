//! Excel 97–2003: BIFF8 records (MS-XLS) in a compound file.

use std::iter::repeat;

use jixiao::grid::{CellRef, Region, Sheet, Visibility};
use jixiao::value::CellValue;

use super::compound;
use super::shown::{float, format_codes, hidden_rows, serial, style};
use super::texts::Texts;

/// The most content that a record may have; more goes on in CONTINUE records.
const LONGEST: usize = 8_224;
/// Merged regions that one record holds.
const REGIONS: usize = 1_026;
/// Cell formats that every workbook begins with.
const BUILT_IN_STYLES: usize = 16;
/// The first number of a workbook's own number formats.
const FIRST_FORMAT: u16 = 164;

mod kind {
    pub(super) const EOF: u16 = 0x000A;
    pub(super) const FONT: u16 = 0x0031;
    pub(super) const CONTINUE: u16 = 0x003C;
    pub(super) const WINDOW1: u16 = 0x003D;
    pub(super) const CODEPAGE: u16 = 0x0042;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const XF: u16 = 0x00E0;
    pub(super) const MERGED_CELLS: u16 = 0x00E5;
    pub(super) const SST: u16 = 0x00FC;
    pub(super) const LABEL_SST: u16 = 0x00FD;
    pub(super) const DIMENSIONS: u16 = 0x0200;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const BOOL_ERR: u16 = 0x0205;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const WINDOW2: u16 = 0x023E;
    pub(super) const STYLE: u16 = 0x0293;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const BOF: u16 = 0x0809;
}

pub(super) fn bytes(sheets: &[Sheet]) -> Vec<u8> {
    let codes = format_codes(sheets);
    let mut texts = Texts::default();
    let bodies: Vec<Vec<u8>> = sheets
        .iter()
        .map(|sheet| worksheet(sheet, &codes, &mut texts))
        .collect();
    // The list of sheets says where each one begins, so its length is asked for first.
    let length = globals(sheets, &vec![0; sheets.len()], &codes, &texts).len();
    let starts: Vec<usize> = bodies
        .iter()
        .scan(length, |at, body| {
            let start = *at;
            *at += body.len();
            Some(start)
        })
        .collect();
    let mut stream = globals(sheets, &starts, &codes, &texts);
    stream.extend(bodies.concat());
    compound::file("Workbook", &stream)
}

fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    assert!(content.len() <= LONGEST);
    let mut out = shorts(&[kind, short(content.len())]);
    out.extend(content);
    out
}

fn short(count: usize) -> u16 {
    count.try_into().unwrap()
}

fn shorts(values: &[u16]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

fn words(values: &[u32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

fn beginning(substream: u16) -> Vec<u8> {
    let (version, build, year) = (0x0600, 0x0DBB, 0x07CC);
    let mut content = shorts(&[version, substream, build, year]);
    content.extend(words(&[0x41, 0x06]));
    record(kind::BOF, &content)
}

fn globals(sheets: &[Sheet], starts: &[usize], codes: &[String], texts: &Texts) -> Vec<u8> {
    let mut out = beginning(0x0005);
    let utf16 = 0x04B0;
    out.extend(record(kind::CODEPAGE, &shorts(&[utf16])));
    let window = [0x01E0, 0x005A, 0x3FCF, 0x2A4E, 0x38, 0, 0, 1, 0x0258];
    out.extend(record(kind::WINDOW1, &shorts(&window)));
    // The fifth font has no number, so there are four that nothing else asks for.
    out.extend((0..4).flat_map(|_| font()));
    for (id, code) in (FIRST_FORMAT..).zip(codes) {
        let mut content = shorts(&[id, short(code.encode_utf16().count())]);
        content.extend(characters(code));
        out.extend(record(kind::FORMAT, &content));
    }
    out.extend(styles(codes.len()));
    for (sheet, start) in sheets.iter().zip(starts) {
        out.extend(bound_sheet(sheet, *start));
    }
    out.extend(shared(texts));
    out.extend(record(kind::EOF, &[]));
    out
}

fn font() -> Vec<u8> {
    let name = "宋体";
    let (height, normal_weight) = (220, 400);
    let mut content = shorts(&[height, 0, 0x7FFF, normal_weight, 0]);
    content.extend([0, 0, 0x86, 0]);
    content.push(u8::try_from(name.encode_utf16().count()).unwrap());
    content.extend(characters(name));
    record(kind::FONT, &content)
}

/// The styles that every workbook begins with, one cell format without and one with each format.
fn styles(codes: usize) -> Vec<u8> {
    let xf = |format: u16, parent: u16| {
        let mut content = shorts(&[0, format, parent]);
        content.extend([0x20, 0, 0, 0xF8]);
        content.resize(18, 0);
        content.extend(shorts(&[0x20C0]));
        record(kind::XF, &content)
    };
    let (a_style, no_parent) = (0x0004, 0xFFF0);
    let mut out: Vec<u8> = (1..BUILT_IN_STYLES)
        .flat_map(|_| xf(0, a_style | no_parent | 0x0001))
        .collect();
    out.extend(xf(0, 0x0001));
    out.extend((FIRST_FORMAT..).take(codes).flat_map(|id| xf(id, 0x0001)));
    let normal = [0x00, 0x80, 0x00, 0xFF];
    out.extend(record(kind::STYLE, &normal));
    out
}

fn bound_sheet(sheet: &Sheet, start: usize) -> Vec<u8> {
    let mut content = words(&[start.try_into().unwrap()]);
    content.extend([u8::from(sheet.visibility == Visibility::Hidden), 0]);
    content.push(u8::try_from(sheet.name.encode_utf16().count()).unwrap());
    content.extend(characters(&sheet.name));
    record(kind::BOUND_SHEET, &content)
}

/// A text without its length: in bytes where each character is one, else in pairs of bytes.
fn characters(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let wide = is_wide(&units);
    let mut out = vec![u8::from(wide)];
    out.extend(units.iter().flat_map(|unit| spelled(*unit, wide)));
    out
}

fn is_wide(units: &[u16]) -> bool {
    units.iter().any(|unit| *unit > 0xFF)
}

fn spelled(unit: u16, wide: bool) -> Vec<u8> {
    let bytes = unit.to_le_bytes();
    let taken = if wide { 2 } else { 1 };
    bytes[..taken].to_vec()
}

/// The table of texts, continued wherever a record is full: a text may be cut between two characters,
/// and then says again how wide they are, but not within its head.
fn shared(texts: &Texts) -> Vec<u8> {
    let mut contents = vec![words(&[texts.uses, texts.count()])];
    for text in &texts.all {
        let units: Vec<u16> = text.encode_utf16().collect();
        let wide = is_wide(&units);
        let flag = u8::from(wide);
        let mut head = shorts(&[short(units.len())]);
        head.push(flag);
        if room(&contents) < head.len() {
            contents.push(Vec::new());
        }
        contents.last_mut().unwrap().extend(head);
        for unit in units {
            let spelled = spelled(unit, wide);
            if room(&contents) < spelled.len() {
                contents.push(vec![flag]);
            }
            contents.last_mut().unwrap().extend(spelled);
        }
    }
    let kinds = [kind::SST].into_iter().chain(repeat(kind::CONTINUE));
    let records = kinds.zip(&contents);
    records
        .flat_map(|(kind, content)| record(kind, content))
        .collect()
}

fn room(contents: &[Vec<u8>]) -> usize {
    LONGEST - contents.last().unwrap().len()
}

fn worksheet(sheet: &Sheet, codes: &[String], texts: &mut Texts) -> Vec<u8> {
    let mut out = beginning(0x0010);
    out.extend(dimensions(sheet));
    for row in hidden_rows(sheet) {
        let hidden = 0x0120;
        let content = shorts(&[short_at(row), 0, 256, 0x00FF, 0, 0, hidden, 0x000F]);
        out.extend(record(kind::ROW, &content));
    }
    for (at, value) in sheet.grid.cells() {
        let style = BUILT_IN_STYLES - 1 + style(value, codes);
        out.extend(cell(at, short(style), value, texts));
    }
    let mut window = shorts(&[0x00B6, 0, 0, 0x40]);
    window.resize(18, 0);
    out.extend(record(kind::WINDOW2, &window));
    out.extend(merged_cells(sheet));
    out.extend(record(kind::EOF, &[]));
    out
}

fn short_at(place: u32) -> u16 {
    place.try_into().unwrap()
}

fn dimensions(sheet: &Sheet) -> Vec<u8> {
    let cells = sheet.grid.cells().map(|(at, _)| at);
    let end = cells.fold(CellRef::default(), |end, at| {
        CellRef::new(end.row.max(at.row + 1), end.col.max(at.col + 1))
    });
    let mut content = words(&[0, end.row]);
    content.extend(shorts(&[0, short_at(end.col), 0]));
    record(kind::DIMENSIONS, &content)
}

fn cell(at: CellRef, style: u16, value: &CellValue, texts: &mut Texts) -> Vec<u8> {
    assert!(at.col < 256, "an xls sheet has 256 columns");
    let mut content = shorts(&[short_at(at.row), short_at(at.col), style]);
    let kind = match value {
        CellValue::Text(text) => {
            content.extend(words(&[texts.place(text)]));
            kind::LABEL_SST
        }
        CellValue::Number { value, .. } => {
            content.extend(float(*value).to_le_bytes());
            kind::NUMBER
        }
        CellValue::Date(date) => {
            content.extend(serial(date).to_le_bytes());
            kind::NUMBER
        }
        CellValue::Boolean(boolean) => {
            content.extend([u8::from(*boolean), 0]);
            kind::BOOL_ERR
        }
        CellValue::Error(_) | CellValue::Uncomputed => panic!("{value:?} is not written"),
    };
    record(kind, &content)
}

fn merged_cells(sheet: &Sheet) -> Vec<u8> {
    let regions: Vec<&Region> = sheet.grid.merges().collect();
    let records = regions.chunks(REGIONS).flat_map(|regions| {
        let mut content = shorts(&[short(regions.len())]);
        content.extend(regions.iter().flat_map(|Region { first, last }| {
            shorts(&[first.row, last.row, first.col, last.col].map(short_at))
        }));
        record(kind::MERGED_CELLS, &content)
    });
    records.collect()
}
