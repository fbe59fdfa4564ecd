//! Excel 97–2003: cells and merged regions through calamine, which reads these files as a whole;
//! number formats and hidden rows by a pass over the records.

mod scan;
mod torn;

use std::io::Cursor;

use calamine::{Reader as _, SheetType, SheetVisible, Xls, XlsError};

use self::scan::{SheetScan, scan};
use super::reading::{Draft, Entry, Trouble, assemble, damaged, place, within_sheets};
use super::values::cell_value;
use super::{CellRef, Format, Limits, Region, Visibility, Workbook};
use crate::note::Note;
use crate::refusal::Refusal;
use crate::value::CellValue;

type Book<'b> = Xls<Cursor<&'b [u8]>>;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let mut book = Book::new(Cursor::new(bytes)).map_err(refusal)?;
    let entries: Vec<Entry> = book.sheets_metadata().iter().map(entry).collect();
    within_sheets(entries.len(), limits)?;
    let scans = scan(bytes);
    let unread = scans.is_none();
    let scans = scans.unwrap_or_default();
    let nothing = SheetScan::default();
    let mut workbook = assemble(Format::Xls, &entries, limits, |index, entry, draft| {
        sheet(
            &mut book,
            &entry.name,
            scans.get(index).unwrap_or(&nothing),
            draft,
        )
    })?;
    if unread {
        let loss = "数字格式未能读取，百分数会读成小数；请另存为 .xlsx 再报送";
        workbook.notes.push(Note::Loss(loss.to_owned()));
    }
    Ok(workbook)
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

fn sheet(
    book: &mut Book<'_>,
    name: &str,
    scan: &SheetScan,
    draft: &mut Draft<'_>,
) -> Result<(), Trouble> {
    let range = book
        .worksheet_range(name)
        .map_err(|error| Trouble::Sheet(error.to_string()))?;
    let start = range.start().unwrap_or_default();
    for (row, col, data) in range.used_cells() {
        let at = place(start, row, col);
        let shown = scan.shown.get(&at).copied().unwrap_or_default();
        let whole = scan.torn.get(&at).cloned().map(CellValue::Text);
        if let Some(value) = whole.or_else(|| cell_value(data, shown)) {
            draft.put(at, value)?;
        }
    }
    for merge in book.merge_cells_by_sheet_name(name).unwrap_or_default() {
        let corner = |(row, col)| CellRef::new(row, col);
        draft.merge(Region::new(corner(merge.start), corner(merge.end)))?;
    }
    draft.hidden_rows = scan.hidden_rows();
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
