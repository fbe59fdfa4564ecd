//! Web pages: their tables and the text around them as one sheet. Budget systems export HTML tables
//! under the name of a workbook, Excel and WPS save workbooks as pages and as web archives.

mod archive;
mod flow;
mod island;
mod page;
mod picture;
mod table;
mod tag;

use self::archive::Part;
use self::page::Page;
use self::picture::Picture;
use super::encoding::{Decoded, decoded};
use super::reading::{Draft, Entry, Trouble, assemble};
use super::{Format, Limits, Visibility, Workbook};
use crate::note::Note;
use crate::refusal::Refusal;

pub use self::archive::is_web_archive;

/// What a sheet is called that the page gives no name.
const SHEET: &str = "表格";

/// Reads a page, or the pages of a web archive.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    if is_web_archive(bytes) {
        return read_archive(bytes, limits);
    }
    let leaf = Leaf::read(bytes, None, limits)?;
    if leaf.page.has_table {
        assembled(vec![named(SHEET, leaf)], limits)
    } else {
        Err(without_table([&leaf]))
    }
}

fn read_archive(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let (parts, undecoded) = archive::pages(bytes)?;
    let leaves: Result<Vec<Leaf<'_>>, Refusal> = parts
        .iter()
        .map(|part| Leaf::read(&part.bytes, Some(part), limits))
        .collect();
    let mut workbook = assembled(as_sheets(leaves?)?, limits)?;
    if undecoded > 0 {
        workbook.notes.push(Note::Loss(format!(
            "网页存档中有 {undecoded} 个网页无法解码，未读取"
        )));
    }
    Ok(workbook)
}

/// A page with where it came from.
struct Leaf<'b> {
    /// The last name of its place in an archive.
    file: String,
    page: Page,
    decoded: Decoded<'b>,
}

impl<'b> Leaf<'b> {
    fn read(bytes: &'b [u8], part: Option<&Part>, limits: &Limits) -> Result<Self, Refusal> {
        let decoded = decoded(bytes, part.and_then(|part| part.charset.as_deref()));
        Ok(Self {
            file: part.map_or("", |part| last_name(&part.location)).to_owned(),
            page: page::read(&decoded.text, limits)?,
            decoded,
        })
    }
}

fn last_name(place: &str) -> &str {
    place.rsplit(['/', '\\']).next().unwrap_or(place)
}

/// A sheet by its name, unless its page is not there.
type Named<'b> = (String, Option<Leaf<'b>>);

/// A page under the name that it gives itself, or else the one given.
fn named<'b>(otherwise: &str, leaf: Leaf<'b>) -> Named<'b> {
    let name = match leaf.page.island.sheets.as_slice() {
        [only] => only.name.clone(),
        _ => otherwise.to_owned(),
    };
    (name, Some(leaf))
}

/// The pages of an archive that are sheets: those that a workbook lists, or all that have tables.
fn as_sheets(mut leaves: Vec<Leaf<'_>>) -> Result<Vec<Named<'_>>, Refusal> {
    if let Some(book) = leaves.iter().position(|leaf| leaf.page.island.is_apart()) {
        let listed = leaves.swap_remove(book).page.island.sheets;
        let sheets = listed.into_iter().filter_map(|sheet| {
            let file = last_name(sheet.source.as_deref()?).to_owned();
            let found = leaves
                .iter()
                .position(|leaf| leaf.file.eq_ignore_ascii_case(&file));
            Some((sheet.name, found.map(|found| leaves.swap_remove(found))))
        });
        return Ok(sheets.collect());
    }
    if leaves.iter().all(|leaf| !leaf.page.has_table) {
        return Err(without_table(&leaves));
    }
    let pages = leaves.into_iter().filter(|leaf| leaf.page.has_table);
    let sheets = pages.enumerate().map(|(index, leaf)| match index {
        0 => named(SHEET, leaf),
        _ => named(&format!("{SHEET}{}", index + 1), leaf),
    });
    Ok(sheets.collect())
}

fn without_table<'l, 'b: 'l>(leaves: impl IntoIterator<Item = &'l Leaf<'b>>) -> Refusal {
    let apart = |leaf: &Leaf<'_>| leaf.page.framed || leaf.page.island.is_apart();
    let what = if leaves.into_iter().any(apart) {
        "由多个网页文件组成的工作簿，各工作表在同名文件夹的其他文件里，没有随本文件报送"
    } else {
        "网页，其中没有表格，可能是登录或出错页面"
    };
    Refusal::UnknownFormat(what.to_owned())
}

fn assembled(mut sheets: Vec<Named<'_>>, limits: &Limits) -> Result<Workbook, Refusal> {
    let entries: Vec<Entry> = sheets.iter().map(entry).collect();
    let mut workbook = assemble(
        Format::Html,
        &entries,
        limits,
        |index, _, draft| match sheets.get_mut(index) {
            Some((_, Some(leaf))) => fill(std::mem::take(&mut leaf.page.picture), draft),
            _ => Err("网页存档中没有它的网页".to_owned().into()),
        },
    )?;
    for (name, leaf) in &sheets {
        let sheet = workbook.sheets.iter().find(|sheet| sheet.name == *name);
        if let (Some(sheet), Some(leaf)) = (sheet, leaf) {
            let losses = leaf.page.losses.iter();
            let losses = losses.map(|loss| Note::Loss(format!("工作表“{name}”：{loss}")));
            let undecoded = leaf.decoded.loss(sheet, None);
            workbook.notes.extend(losses.chain(undecoded));
        }
    }
    Ok(workbook)
}

fn entry((name, leaf): &Named<'_>) -> Entry {
    let hidden = leaf.as_ref().is_some_and(|leaf| leaf.page.island.hidden);
    Entry {
        name: name.clone(),
        visibility: if hidden {
            Visibility::Hidden
        } else {
            Visibility::Visible
        },
        obstacle: None,
    }
}

fn fill(picture: Picture, draft: &mut Draft<'_>) -> Result<(), Trouble> {
    draft.hidden_rows = picture.hidden_rows;
    for cell in picture.cells {
        if let Some(value) = cell.value {
            draft.put(cell.region.first, value)?;
        }
        draft.merge(cell.region)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
