//! Word documents (.docx, .docm, .dotx): the tables of the body as one sheet.
//!
//! A document has no cells to count, so one sheet, named [`SHEET`], takes the body from top to
//! bottom: **a paragraph outside any table that is not empty takes one row** (its text stands in
//! column A), **a row of a table takes one row**, and an empty paragraph takes none. A cell stands
//! in the columns that it takes of its table, counted from the table's left edge; cells that are
//! merged in Word are merged regions here. So `正文!D8` is the eighth line of the document, counted
//! in paragraphs and table rows, and in it the fourth column of the table, counted by all vertical
//! lines that the table has anywhere.
//!
//! A table in a cell takes rows and columns of its own where the cell is only its frame, or where a
//! block of the form was pasted into a cell, and is a text of several lines where it is a list in a
//! value (`table.rs`). What a reviser has struck
//! out is not read, what is hidden is; pictures, headers, footers, notes and automatic numbers are
//! no text. Elements are told by their local names, so that the strict variant and odd prefixes
//! read alike.

mod body;
mod columns;
mod flow;
mod frame;
mod properties;
mod remarks;
mod symbol;
mod table;
mod words;

use std::mem;

use self::flow::Piece;
use super::container::Container;
use super::reading::{Draft, Entry, assemble};
use super::values::text_value;
use super::{Format, Limits, Visibility, Workbook, opc};
use crate::refusal::Refusal;

/// The name of the one sheet.
const SHEET: &str = "正文";

/// Reads a document.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let mut container = Container::open(bytes, Format::Docx, limits)?;
    let part = opc::main_part(&mut container)?;
    let mut document = body::read(&container.needed_text(&part)?, limits)?;
    let sheet = Entry {
        name: SHEET.to_owned(),
        visibility: Visibility::Visible,
        obstacle: None,
    };
    let mut workbook = assemble(Format::Docx, &[sheet], limits, |_, _, draft| {
        Ok(fill(mem::take(&mut document.body), draft)?)
    })?;
    workbook.notes.extend(document.remarks.notes());
    Ok(workbook)
}

fn fill(body: Piece, draft: &mut Draft<'_>) -> Result<(), Refusal> {
    for (at, text) in body.texts {
        if let Some(value) = text_value(&text) {
            draft.put(at, value)?;
        }
    }
    for region in body.merges {
        draft.merge(region)?;
    }
    draft.hidden_rows = body.hidden_rows;
    Ok(())
}

#[cfg(test)]
mod tests;
