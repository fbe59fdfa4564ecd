//! Excel 97–2003: everything through calamine, which reads these files as a whole.
//!
//! It does not tell number formats here: a percentage comes as its plain number.

use std::io::Cursor;

use calamine::{Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::number_format::Shown;
use super::reading::{Draft, Entry, Trouble, assemble, damaged, place};
use super::values::cell_value;
use super::{CellRef, Format, Limits, Region, Visibility, Workbook};
use crate::refusal::Refusal;

type Book<'b> = Xls<Cursor<&'b [u8]>>;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let mut book = Book::new(Cursor::new(bytes)).map_err(refusal)?;
    let entries: Vec<Entry> = book.sheets_metadata().iter().map(entry).collect();
    assemble(Format::Xls, &entries, limits, |_, entry, draft| {
        sheet(&mut book, &entry.name, draft)
    })
}

fn entry(sheet: &calamine::Sheet) -> Entry {
    let obstacle = match sheet.typ {
        SheetType::WorkSheet => None,
        SheetType::ChartSheet => Some("图表工作表，不含表格"),
        SheetType::MacroSheet => Some("宏工作表，不含表格"),
        _ => Some("未知类型的工作表，不含表格"),
    };
    Entry {
        name: sheet.name.clone(),
        visibility: match sheet.visible {
            SheetVisible::Visible => Visibility::Visible,
            _ => Visibility::Hidden,
        },
        obstacle: obstacle.map(str::to_owned),
    }
}

fn sheet(book: &mut Book<'_>, name: &str, draft: &mut Draft<'_>) -> Result<(), Trouble> {
    let range = book
        .worksheet_range(name)
        .map_err(|error| Trouble::Sheet(error.to_string()))?;
    let start = range.start().unwrap_or_default();
    for (row, col, data) in range.used_cells() {
        if let Some(value) = cell_value(data, Shown::default()) {
            draft.put(place(start, row, col), value)?;
        }
    }
    for merge in book.merge_cells_by_sheet_name(name).unwrap_or_default() {
        let corner = |(row, col)| CellRef::new(row, col);
        draft.merge(Region::new(corner(merge.start), corner(merge.end)))?;
    }
    Ok(())
}

fn refusal(error: XlsError) -> Refusal {
    match error {
        XlsError::Password => Refusal::Encrypted,
        other => damaged(Format::Xls, other),
    }
}

#[cfg(test)]
mod tests;
