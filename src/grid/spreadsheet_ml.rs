//! Excel's XML spreadsheet of 2003, which budget systems and older Excels write, often named .xls.

mod cell;
mod outline;
mod sheet;
mod styles;

use self::outline::Outline;
use super::encoding::decoded;
use super::reading::{Entry, assemble, damaged};
use super::{Format, Limits, Workbook};
use crate::note::Note;
use crate::refusal::Refusal;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let decoded = decoded(bytes, None);
    let text = decoded.text.as_ref();
    let Outline {
        styles,
        sheets,
        broken,
    } = Outline::of(text, limits)?;
    let entries: Vec<Entry> = sheets.iter().map(|sheet| sheet.entry.clone()).collect();
    if let (Some(fault), []) = (&broken, entries.as_slice()) {
        return Err(damaged(Format::Xml, fault));
    }
    let mut workbook = assemble(Format::Xml, &entries, limits, |index, _, draft| {
        let span = sheets.get(index).map(|sheet| sheet.span.clone());
        let xml = span.and_then(|span| text.get(span)).unwrap_or_default();
        sheet::read(xml, &styles, draft)
    })?;
    if let (Some(fault), Some(last)) = (broken, entries.last()) {
        workbook.notes.push(Note::Loss(format!(
            "文件在工作表“{}”处或其后不完整（{fault}），后面如还有工作表则未读取",
            last.name
        )));
    }
    decoded.note_losses(&mut workbook, None);
    Ok(workbook)
}

#[cfg(test)]
mod tests;
