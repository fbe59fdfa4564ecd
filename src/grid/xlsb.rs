//! Office Open XML in binary parts: cells through calamine's streaming reader, everything else from
//! the records.

mod part;
mod records;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::mem;

use calamine::{Reader as _, Xlsb, XlsbError};

use self::part::PartScan;
use self::records::{Fields, Records, kind};
use super::container::Container;
use super::number_format::Shown;
use super::opc::{self, Listed, Relation};
use super::reading::{Draft, Entry, Trouble, assemble, damaged, within_sheets};
use super::values::streamed_value;
use super::xml::Fault;
use super::{CellRef, Format, Limits, Visibility, Workbook};
use crate::refusal::Refusal;

type Book<'b> = Xlsb<Cursor<&'b [u8]>>;

/// Where calamine looks for the workbook, whatever the package says.
const WORKBOOK: &str = "xl/workbook.bin";

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let mut container = Container::open(bytes, Format::Xlsb, limits)?;
    let listed = sheets(&mut container)?;
    within_sheets(listed.len(), limits)?;
    let (entries, mut scans) = scanned(&mut container, listed, limits)?;
    let mut book = Book::new(Cursor::new(bytes)).map_err(refusal)?;
    assemble(Format::Xlsb, &entries, limits, |index, entry, draft| {
        let scan = scans.get_mut(index).map(mem::take).unwrap_or_default();
        cells(&mut book, &entry.name, &scan, draft)?;
        supplement(scan, draft)
    })
}

fn fault(fault: Fault) -> Refusal {
    damaged(Format::Xlsb, fault)
}

/// The sheets as the workbook part lists them. calamine dies of a sheet without a relation.
fn sheets(container: &mut Container<'_>) -> Result<Vec<Listed>, Refusal> {
    let relations = opc::relations(container, WORKBOOK)?;
    let workbook = container.part(WORKBOOK)?.unwrap_or_default();
    let mut listed = Vec::new();
    for record in Records::new(&workbook) {
        let (kind, fields) = record.map_err(fault)?;
        if kind == kind::BUNDLE_SH {
            let sheet = sheet(fields, &relations);
            listed.push(sheet.ok_or_else(|| fault("工作表清单有误".to_owned()))?);
        }
    }
    Ok(listed)
}

fn sheet(mut fields: Fields<'_>, relations: &BTreeMap<String, Relation>) -> Option<Listed> {
    let visibility = match fields.u32()? {
        0 => Visibility::Visible,
        _ => Visibility::Hidden,
    };
    let _tab = fields.u32()?;
    let relation = relations.get(&fields.text()?)?;
    let part = opc::resolved(WORKBOOK, &relation.target);
    Some(Listed::new(
        fields.text()?,
        visibility,
        &relation.kind,
        part,
    ))
}

/// Passes over each worksheet part; one that is beyond reading becomes an obstacle of its sheet.
fn scanned(
    container: &mut Container<'_>,
    listed: Vec<Listed>,
    limits: &Limits,
) -> Result<(Vec<Entry>, Vec<PartScan>), Refusal> {
    let formats = formats(&container.part("xl/styles.bin")?.unwrap_or_default());
    let strings = strings(&container.part("xl/sharedStrings.bin")?.unwrap_or_default())?;
    let mut entries = Vec::new();
    let mut scans = Vec::new();
    for Listed { mut entry, part } in listed {
        let content = container.part(&part)?.unwrap_or_default();
        let scan = match PartScan::of(&content, &formats, strings, limits) {
            _ if entry.obstacle.is_some() => PartScan::default(),
            Ok(scan) => scan,
            Err(Trouble::File(refusal)) => return Err(refusal),
            Err(Trouble::Sheet(why)) => {
                entry.obstacle = Some(why);
                PartScan::default()
            }
        };
        entries.push(entry);
        scans.push(scan);
    }
    Ok((entries, scans))
}

/// How many shared strings there are. calamine dies of a count that is cut off.
fn strings(part: &[u8]) -> Result<u32, Refusal> {
    for record in Records::new(part) {
        let (kind, mut fields) = record.map_err(fault)?;
        if kind == kind::BEGIN_SST {
            let _uses = fields.u32();
            let count = fields.u32();
            return count.ok_or_else(|| fault("共享字符串表有误".to_owned()));
        }
    }
    Ok(0)
}

/// How numbers are shown, by style. A part that ends early tells what it told so far.
fn formats(part: &[u8]) -> Vec<Shown> {
    let mut codes = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cell_formats = false;
    for (kind, mut fields) in Records::new(part).map_while(Result::ok) {
        match kind {
            kind::FMT => {
                if let (Some(id), Some(code)) = (fields.u16(), fields.text()) {
                    codes.insert(id, Shown::by_code(&code));
                }
            }
            kind::BEGIN_CELL_XFS => in_cell_formats = true,
            kind::END_CELL_XFS => in_cell_formats = false,
            kind::XF if in_cell_formats => {
                let _parent = fields.u16();
                let id = fields.u16().unwrap_or_default();
                let builtin = || Shown::by_builtin_id(id.into());
                formats.push(codes.get(&id).copied().unwrap_or_else(builtin));
            }
            _ => {}
        }
    }
    formats
}

fn cells(
    book: &mut Book<'_>,
    name: &str,
    scan: &PartScan,
    draft: &mut Draft<'_>,
) -> Result<(), Trouble> {
    let mut reader = book.worksheet_cells_reader(name).map_err(unread)?;
    while let Some(cell) = reader.next_cell().map_err(unread)? {
        let (row, col) = cell.get_position();
        let at = CellRef::new(row, col);
        let shown = scan.shown.get(&at).copied().unwrap_or_default();
        if let Some(value) = streamed_value(cell.get_value(), shown) {
            draft.put(at, value)?;
        }
    }
    Ok(())
}

/// Adds what the pass over the part found.
fn supplement(scan: PartScan, draft: &mut Draft<'_>) -> Result<(), Trouble> {
    for (at, value) in scan.cells {
        draft.put(at, value)?;
    }
    for region in scan.merges {
        draft.merge(region)?;
    }
    draft.hidden_rows = scan.hidden_rows;
    draft.bad_merges = scan.bad_merges;
    Ok(())
}

fn refusal(error: XlsbError) -> Refusal {
    match error {
        XlsbError::Password => Refusal::Encrypted,
        other => damaged(Format::Xlsb, other),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "shaped for map_err")]
fn unread(error: XlsbError) -> Trouble {
    Trouble::Sheet(error.to_string())
}

#[cfg(test)]
mod tests;
