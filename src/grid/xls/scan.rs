//! One pass over the records of the workbook stream for what calamine does not tell: how numbers are
//! shown, which rows are hidden, and texts that it tears.

use std::collections::{BTreeMap, BTreeSet};

use super::super::compound;
use super::super::little_endian::{self, short, word};
use super::super::number_format::Shown;
use super::super::reading::wide;
use super::CellRef;
use super::torn::{self, Torn};

/// Record types, by their names in the format's description (MS-XLS).
mod kind {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const EOF: u16 = 0x000A;
    pub(super) const CONTINUE: u16 = 0x003C;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const MUL_RK: u16 = 0x00BD;
    pub(super) const RICH_TEXT: u16 = 0x00D6;
    pub(super) const XF: u16 = 0x00E0;
    pub(super) const SST: u16 = 0x00FC;
    pub(super) const LABEL_SST: u16 = 0x00FD;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOL_ERR: u16 = 0x0205;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const RK: u16 = 0x027E;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const BOF: u16 = 0x0809;
}

/// The version of Excel 97–2003; Excel 5 and 95 have an older one.
const BIFF8: u16 = 0x0600;

/// What the pass found in one sheet.
#[derive(Debug, Default)]
pub(super) struct SheetScan {
    /// How numbers are shown, where their format tells.
    pub(super) shown: BTreeMap<CellRef, Shown>,
    /// Texts that calamine tears, whole.
    pub(super) torn: BTreeMap<CellRef, String>,
    hidden: BTreeSet<u32>,
    filled: BTreeSet<u32>,
}

impl SheetScan {
    /// How many rows with content are hidden.
    pub(super) fn hidden_rows(&self) -> u32 {
        u32::try_from(self.hidden.intersection(&self.filled).count()).unwrap_or(u32::MAX)
    }
}

/// Passes over all sheets, in the order in which the workbook lists them; nothing where the stream
/// cannot be found.
pub(super) fn scan(bytes: &[u8]) -> Option<Vec<SheetScan>> {
    let stream = stream(bytes)?;
    let globals = Globals::of(&stream);
    let sheets = globals.starts.iter().map(|start| {
        let start = usize::try_from(*start).ok();
        let rest = start.and_then(|start| stream.get(start..));
        sheet(rest.unwrap_or_default(), &globals)
    });
    Some(sheets.collect())
}

fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = compound::open(bytes)?;
    let name = ["Workbook", "Book"]
        .into_iter()
        .find(|name| file.is_stream(name))?;
    compound::stream(&mut file, name, wide(bytes.len()))
}

/// What the workbook tells before its sheets.
#[derive(Default)]
pub(super) struct Globals {
    /// Where the sheets begin.
    starts: Vec<u32>,
    /// How numbers are shown, by cell format.
    formats: Vec<Shown>,
    /// Texts that are torn, by their number.
    torn: Torn,
}

impl Globals {
    fn of(stream: &[u8]) -> Self {
        let mut codes = BTreeMap::new();
        let mut globals = Self::default();
        let mut version = BIFF8;
        let mut texts = Vec::new();
        for (kind, content) in Records(stream) {
            match kind {
                kind::SST => texts.push(content),
                // The table of texts is the last that goes on, and the longest by far.
                kind::CONTINUE if !texts.is_empty() => texts.push(content),
                kind::BOF => version = short(content, 0).unwrap_or(version),
                kind::BOUND_SHEET => globals.starts.extend(word(content, 0)),
                kind::FORMAT => codes.extend(format(content, version)),
                kind::XF => {
                    let id = short(content, 2).unwrap_or_default();
                    let builtin = || Shown::by_builtin_id(id.into());
                    let shown = codes.get(&id).copied().unwrap_or_else(builtin);
                    globals.formats.push(shown);
                }
                kind::EOF => break,
                _ => {}
            }
        }
        globals.torn = torn::texts(texts);
        globals
    }
}

/// A number format of the workbook's own: its number, and what its code tells.
fn format(content: &[u8], version: u16) -> Option<(u16, Shown)> {
    const WIDE: u8 = 1;
    let id = short(content, 0)?;
    let code = if version < BIFF8 {
        narrow(content.get(3..)?)
    } else if content.get(4)? & WIDE == 0 {
        narrow(content.get(5..)?)
    } else {
        little_endian::text(content.get(5..)?)
    };
    Some((id, Shown::by_code(&code)))
}

/// Characters of one byte each; what counts in a format code is ASCII.
fn narrow(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// Passes over the records of one sheet.
pub(super) fn sheet(records: &[u8], globals: &Globals) -> SheetScan {
    let mut scan = SheetScan::default();
    // Charts inside a sheet bring cells of their own.
    let mut depth = 0_u32;
    for (kind, content) in Records(records) {
        match kind {
            kind::BOF => depth = depth.saturating_add(1),
            kind::EOF => depth = depth.saturating_sub(1),
            _ if depth == 1 => scan.record(kind, content, globals),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    scan
}

impl SheetScan {
    fn record(&mut self, kind: u16, content: &[u8], globals: &Globals) {
        let formats = globals.formats.as_slice();
        match kind {
            kind::ROW => self.row(content),
            kind::NUMBER | kind::RK | kind::FORMULA => self.number(content, 0, 4, formats),
            kind::MUL_RK => {
                let numbers = content.len().saturating_sub(6) / 6;
                for (number, format) in (0..).zip((4..).step_by(6)).take(numbers) {
                    self.number(content, number, format, formats);
                }
            }
            kind::LABEL_SST | kind::LABEL | kind::RICH_TEXT | kind::BOOL_ERR => {
                self.filled.extend(short(content, 0).map(u32::from));
                if kind == kind::LABEL_SST {
                    self.shared(content, &globals.torn);
                }
            }
            _ => {}
        }
    }

    fn row(&mut self, content: &[u8]) {
        const FLAGS: usize = 12;
        const HIDDEN: u16 = 0x20;
        let hidden = short(content, FLAGS).is_some_and(|flags| flags & HIDDEN != 0);
        let row = short(content, 0).filter(|_| hidden);
        self.hidden.extend(row.map(u32::from));
    }

    /// A text of the table, where it is a torn one.
    fn shared(&mut self, content: &[u8], torn: &Torn) {
        let text = word(content, 6).and_then(|number| torn.get(&number));
        let place = short(content, 0).zip(short(content, 2));
        let at = place.map(|(row, col)| CellRef::new(row.into(), col.into()));
        self.torn.extend(at.zip(text.cloned()));
    }

    /// A number so many columns behind the record's first, with its cell format at a place.
    fn number(&mut self, content: &[u8], behind: u32, format: usize, formats: &[Shown]) {
        let place = short(content, 0).zip(short(content, 2));
        let (Some((row, col)), Some(format)) = (place, short(content, format)) else {
            return;
        };
        let at = CellRef::new(row.into(), u32::from(col).saturating_add(behind));
        self.filled.insert(at.row);
        let shown = formats.get(usize::from(format)).copied();
        let told = shown.filter(|shown| *shown != Shown::default());
        self.shown.extend(told.map(|shown| (at, shown)));
    }
}

/// The records of a stream: type and content. One that is cut off ends them.
struct Records<'b>(&'b [u8]);

impl<'b> Iterator for Records<'b> {
    type Item = (u16, &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let length = usize::from(short(self.0, 2)?);
        let kind = short(self.0, 0)?;
        let (content, rest) = self.0.get(4..)?.split_at_checked(length)?;
        self.0 = rest;
        Some((kind, content))
    }
}
