//! Office Open XML: cells through calamine's streaming reader, everything else from the parts.

mod cell;
mod part;
mod plain;

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor};
use std::mem;

use calamine::{Reader as _, Style, Xlsx, XlsxError};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use self::part::PartScan;
use super::container::Container;
use super::number_format::Shown;
use super::opc::{self, Listed, Relation};
use super::reading::{Draft, Entry, Trouble, assemble, damaged, within_sheets};
use super::values::streamed_value;
use super::xml::{Events, attribute, exchanged, prefixed_attribute};
use super::{CellRef, Format, Limits, Visibility, Workbook};
use crate::refusal::Refusal;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Other content for some parts, by part name.
type Mended = BTreeMap<String, String>;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let mut container = Container::open(bytes, Format::Xlsx, limits)?;
    let mut mended = Mended::new();
    let listed = sheets(&mut container, limits, &mut mended)?;
    let (entries, mut scans) = scanned(&mut container, listed, limits, &mut mended)?;
    let bytes = container.with_parts(&mended)?;
    let mut book = Book::new(Cursor::new(bytes.as_ref())).map_err(refusal)?;
    let mut formats = Vec::new();
    assemble(Format::Xlsx, &entries, limits, |index, entry, draft| {
        let scan = scans.get_mut(index).map(mem::take).unwrap_or_default();
        supplement(scan, draft)?;
        cells(&mut book, &entry.name, &mut formats, draft)
    })
}

/// The sheets as the workbook part lists them.
fn sheets(
    container: &mut Container<'_>,
    limits: &Limits,
    mended: &mut Mended,
) -> Result<Vec<Listed>, Refusal> {
    let workbook = opc::main_part(container)?;
    let relations = opc::relations(container, &workbook)?;
    tame_macro_sheets(container, &workbook, &relations, mended)?;
    tame_shared_strings(
        container,
        &opc::resolved(&workbook, "sharedStrings.xml"),
        limits,
        mended,
    )?;
    let text = container.needed_text(&workbook)?;
    let mut events = Events::lenient(&text);
    let mut listed = Vec::new();
    loop {
        match events
            .event()
            .map_err(|fault| damaged(Format::Xlsx, fault))?
        {
            Event::Start(element) | Event::Empty(element) => {
                listed.extend(sheet(&element, &workbook, &relations));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    within_sheets(listed.len(), limits)?;
    Ok(listed)
}

fn sheet(
    element: &BytesStart<'_>,
    workbook: &str,
    relations: &BTreeMap<String, Relation>,
) -> Option<Listed> {
    if element.local_name().as_ref() != "sheet" {
        return None;
    }
    let name = attribute(element, "name")?.into_owned();
    let visibility = match attribute(element, "state").as_deref() {
        None | Some("visible") => Visibility::Visible,
        Some(_) => Visibility::Hidden,
    };
    let relation = relations.get(&*prefixed_attribute(element, "id")?)?;
    let part = opc::resolved(workbook, &relation.target);
    Some(Listed::new(name, visibility, &relation.kind, part))
}

/// calamine refuses a workbook with macro sheets of Excel 4. Called chart sheets, they are let by.
fn tame_macro_sheets(
    container: &mut Container<'_>,
    workbook: &str,
    relations: &BTreeMap<String, Relation>,
    mended: &mut Mended,
) -> Result<(), Refusal> {
    const KINDS: [&str; 2] = ["xlMacrosheet", "xlIntlMacrosheet"];
    if !relations
        .values()
        .any(|relation| KINDS.contains(&relation.kind.as_str()))
    {
        return Ok(());
    }
    let part = opc::relations_part(workbook);
    let mut text = container.needed_text(&part)?;
    for kind in KINDS {
        text = text.replace(&format!("/{kind}"), "/chartsheet");
    }
    mended.insert(part, text);
    Ok(())
}

/// calamine makes room for as many shared strings as the part says there are. Files of office
/// programs are known that say four thousand million; without the figure they read well.
fn tame_shared_strings(
    container: &mut Container<'_>,
    part: &str,
    limits: &Limits,
    mended: &mut Mended,
) -> Result<(), Refusal> {
    if stated_strings(container, part).is_none_or(|count| count <= limits.cells) {
        return Ok(());
    }
    let text = container.needed_text(part)?;
    let mut events = Events::lenient(&text);
    while let Ok((event, span)) = events.spanned() {
        match event {
            Event::Start(_) => {
                mended.insert(part.to_owned(), exchanged(&text, &[(span, "<sst>")]));
                break;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(())
}

/// How many shared strings the part says there are. Inflates only the beginning.
fn stated_strings(container: &mut Container<'_>, part: &str) -> Option<u64> {
    let mut reader = Reader::from_reader(BufReader::new(container.stream(part)?));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(element) => {
                let stated = attribute(&element, "uniqueCount")?;
                // Even larger figures are cut off by calamine itself.
                return Some(stated.parse().unwrap_or(u64::MAX));
            }
            Event::Empty(_) | Event::Eof => return None,
            _ => {}
        }
    }
}

/// Passes over each worksheet part; one that is beyond reading becomes an obstacle of its sheet.
fn scanned(
    container: &mut Container<'_>,
    listed: Vec<Listed>,
    limits: &Limits,
    mended: &mut Mended,
) -> Result<(Vec<Entry>, Vec<PartScan>), Refusal> {
    let mut entries = Vec::new();
    let mut scans = Vec::new();
    for Listed { mut entry, part } in listed {
        let scan = if entry.obstacle.is_some() {
            PartScan::default()
        } else {
            match scan(container, &part, limits, mended) {
                Ok(scan) => scan,
                Err(Trouble::File(refusal)) => return Err(refusal),
                Err(Trouble::Sheet(why)) => {
                    entry.obstacle = Some(why);
                    PartScan::default()
                }
            }
        };
        entries.push(entry);
        scans.push(scan);
    }
    Ok((entries, scans))
}

fn scan(
    container: &mut Container<'_>,
    part: &str,
    limits: &Limits,
    mended: &mut Mended,
) -> Result<PartScan, Trouble> {
    let xml = match container.needed_text(part) {
        Ok(xml) => xml,
        Err(Refusal::Damaged { detail, .. }) => return Err(Trouble::Sheet(detail)),
        Err(other) => return Err(Trouble::File(other)),
    };
    let scan = PartScan::of(&xml, limits)?;
    mended.extend(scan.mended(&xml).map(|xml| (part.to_owned(), xml)));
    Ok(scan)
}

fn cells(
    book: &mut Book<'_>,
    name: &str,
    formats: &mut Vec<Shown>,
    draft: &mut Draft<'_>,
) -> Result<(), Trouble> {
    let mut reader = book.worksheet_cells_reader(name).map_err(unread)?;
    if formats.is_empty() {
        formats.extend(reader.styles().iter().map(shown));
    }
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(unread)? {
        let shown = formats.get(style).copied().unwrap_or_default();
        if let Some(value) = streamed_value(cell.get_value(), shown) {
            let (row, col) = cell.get_position();
            draft.put(CellRef::new(row, col), value)?;
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
    draft.bad_cells = scan.bad_cells;
    draft.bad_merges = scan.bad_merges;
    Ok(())
}

fn shown(style: &Style) -> Shown {
    let Some(format) = &style.number_format else {
        return Shown::default();
    };
    match format.format_id {
        // Codes of the currency formats differ by country, and calamine gives none.
        Some(id @ 5..=8) if format.format_code == "General" => Shown::by_builtin_id(id),
        _ => Shown::by_code(&format.format_code),
    }
}

fn refusal(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Encrypted,
        other => damaged(Format::Xlsx, other),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "shaped for map_err")]
fn unread(error: XlsxError) -> Trouble {
    Trouble::Sheet(error.to_string())
}

#[cfg(test)]
mod tests;
