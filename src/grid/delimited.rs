//! Delimited text (CSV and its kin) as one sheet: every field is the text that stands there.

mod delimiter;
mod rows;

use std::borrow::Cow;

use self::rows::Rows;
use super::encoding::decoded;
use super::reading::{Draft, Entry, Trouble, assemble};
use super::values::shown_value;
use super::{CellRef, Format, Limits, Visibility, Workbook};
use crate::note::Note;
use crate::refusal::Refusal;

pub use self::delimiter::is_delimited;

/// What the only sheet is called: the file gives it no name.
const SHEET: &str = "表格";

/// What makes a spreadsheet take a text for a formula. Our own CSV files put an apostrophe before.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Reads a text.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let decoded = decoded(bytes, None);
    let text = with_plain_breaks(&decoded.text);
    let (text, delimiter, lines_before) = delimiter::told(&text);
    let mut rows = Rows::new(text, delimiter);
    let entry = Entry {
        name: SHEET.to_owned(),
        visibility: Visibility::Visible,
        obstacle: None,
    };
    let mut workbook = assemble(Format::Csv, &[entry], limits, |_, _, draft| {
        fill(&mut rows, draft)
    })?;
    decoded.note_losses(&mut workbook, decoded.first_bad_line());
    workbook.notes.extend(misquoted(&rows, lines_before));
    Ok(workbook)
}

/// Every line break as a single character.
fn with_plain_breaks(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

fn fill(rows: &mut Rows<'_>, draft: &mut Draft<'_>) -> Result<(), Trouble> {
    while let Some((row, fields)) = rows.next()? {
        for (col, field) in (0_u32..).zip(fields) {
            if let Some(value) = shown_value(bare(field)) {
                draft.put(CellRef::new(row, col), value)?;
            }
        }
    }
    Ok(())
}

/// A field without what was put around it for the sake of a spreadsheet: the apostrophe before what
/// would be taken for a formula, and the formula `="001"` that keeps leading zeros.
fn bare(field: &str) -> &str {
    let guarded = field.strip_prefix('\'');
    if let Some(text) = guarded.filter(|text| text.starts_with(FORMULA_STARTS)) {
        return text;
    }
    let quoted = field
        .strip_prefix("=\"")
        .and_then(|text| text.strip_suffix('"'));
    quoted.filter(|text| !text.contains('"')).unwrap_or(field)
}

fn misquoted(rows: &Rows<'_>, lines_before: usize) -> Option<Note> {
    let first = rows.misquoted.first()?.saturating_add(lines_before);
    let count = rows.misquoted.len();
    let rest = if rows.quotes_given_up() {
        "，其后全部引号"
    } else {
        ""
    };
    Some(Note::Loss(format!(
        "文件有 {count} 行的引号不成对（首处：第 {first} 行），这些行中的引号{rest}按普通字符读取；\
         请核对该处内容"
    )))
}

#[cfg(test)]
mod tests;
