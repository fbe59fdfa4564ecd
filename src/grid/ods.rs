//! OpenDocument spreadsheets: values through calamine, everything else by a pass over content.xml,
//! which comes first because calamine does not stop at every broken document.

mod cell;
mod content;
mod flat;

use std::io::Cursor;
use std::mem;

use calamine::{Data, Ods, OdsError, Range, Reader as _, SheetVisible};

use self::cell::Fact;
use self::content::TableScan;
pub(super) use self::flat::read as read_flat;
use super::container::Container;
use super::number_format::Shown;
use super::reading::{
    Draft, Entry, Trouble, assemble, damaged, exceeded, place, wide, within_sheets,
};
use super::values::cell_value;
use super::{Format, Limits, Visibility, Workbook};
use crate::refusal::Refusal;

type Book<'b> = Ods<Cursor<&'b [u8]>>;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let mut container = Container::open(bytes, Format::Ods, limits)?;
    refuse_encrypted(&mut container)?;
    let mut tables = content::scan(&container.needed_text("content.xml")?, limits)?;
    within_sheets(tables.len(), limits)?;
    let mut book = Book::new(Cursor::new(bytes)).map_err(refusal)?;
    let entries = entries(&book);
    if entries.len() != tables.len() {
        return Err(damaged(Format::Ods, "表格清单前后不一"));
    }
    assemble(Format::Ods, &entries, limits, |index, entry, draft| {
        let table = tables.get_mut(index).map(mem::take).unwrap_or_default();
        let range = book
            .worksheet_range(&entry.name)
            .map_err(|error| Trouble::Sheet(error.to_string()))?;
        fill(&range, table, draft)
    })
}

/// An encrypted document keeps its readable directory, or hides all of it in one part.
fn refuse_encrypted(container: &mut Container<'_>) -> Result<(), Refusal> {
    let manifest = container.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") || container.has("encrypted-package") {
        return Err(Refusal::Encrypted);
    }
    Ok(())
}

fn entries(book: &Book<'_>) -> Vec<Entry> {
    let sheets = book.sheets_metadata().iter();
    sheets
        .map(|sheet| Entry {
            name: sheet.name.clone(),
            visibility: match sheet.visible {
                SheetVisible::Visible => Visibility::Visible,
                _ => Visibility::Hidden,
            },
            obstacle: None,
        })
        .collect()
}

fn fill(range: &Range<Data>, table: TableScan, draft: &mut Draft<'_>) -> Result<(), Trouble> {
    let mut facts = table.facts;
    let start = range.start().unwrap_or_default();
    for (row, col, data) in range.used_cells() {
        let at = place(start, row, col);
        let shown = match facts.get(&at) {
            None => Shown::default(),
            Some(Fact::Shown(shown)) => *shown,
            Some(Fact::Is(_)) => continue,
        };
        if let Some(value) = cell_value(data, shown) {
            draft.put(at, value)?;
        }
    }
    while let Some((at, fact)) = facts.pop_first() {
        if let Fact::Is(Some(value)) = fact {
            draft.put(at, value)?;
        }
    }
    for region in table.merges {
        draft.merge(region)?;
    }
    draft.hidden_rows = table.hidden_rows;
    Ok(())
}

fn refusal(error: OdsError) -> Refusal {
    match error {
        OdsError::Password => Refusal::Encrypted,
        OdsError::CellLimitExceeded { requested, max } => {
            exceeded("单元格数", wide(requested), wide(max), "limits.cells")
        }
        other => damaged(Format::Ods, other),
    }
}

#[cfg(test)]
mod tests;
