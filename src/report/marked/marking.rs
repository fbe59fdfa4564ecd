//! Marks a workbook: our marks of an earlier return are taken out, then the cells get their fill and
//! their note. Every part that this does not concern goes into the new package as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::Unmarkable;
use super::book::Book;
use super::clearing;
use super::comments::{self, Comment};
use super::content_types::declare;
use super::package::Package;
use super::rels::{relate, relations};
use super::sheet::{Layout, paint};
use super::styles::Styles;
use super::vml;
use crate::finding::Severity;
use crate::grid::{CellRef, Limits};
use crate::report::text::fitting;

const COMMENTS_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

/// How far from its cell a note may stand that finds the cell's own place taken.
const NEIGHBOURS: u32 = 50;

/// What is to be said at a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The fill; none for what is not about the cell.
    pub(super) fill: Option<Severity>,
    /// The note.
    pub(super) text: String,
}

/// The marks of a workbook by sheet and cell; a sheet without a name is the first.
pub(super) type Marks = BTreeMap<String, BTreeMap<CellRef, Mark>>;

/// A workbook with marks.
#[derive(Debug)]
pub(super) struct Marked {
    /// The package.
    pub(super) bytes: Vec<u8>,
    /// The extension for what it is.
    pub(super) extension: &'static str,
}

/// Marks a workbook.
pub(super) fn marked(bytes: &[u8], marks: &Marks, limits: &Limits) -> Result<Marked, Unmarkable> {
    let mut package = Package::open(bytes, limits)?;
    let mut book = Book::of(&mut package)?;
    clearing::clear(&mut package, &book, limits)?;
    if !marks.is_empty() {
        let mut styles = book.styles(&mut package)?;
        for (part, marks) in by_part(&book, marks)? {
            mark_sheet(&mut package, &part, &marks, &mut styles, limits)?;
        }
        book.put_styles(&mut package, styles.finish()?);
    }
    Ok(Marked {
        bytes: package.packed()?,
        extension: book.extension,
    })
}

/// The marks by the part of their sheet.
fn by_part(
    book: &Book,
    marks: &Marks,
) -> Result<BTreeMap<String, BTreeMap<CellRef, Mark>>, Unmarkable> {
    let mut parts: BTreeMap<String, BTreeMap<CellRef, Mark>> = BTreeMap::new();
    for (sheet, marks) in marks {
        let first = || book.sheets.first().map(|(_, part)| part.as_str());
        let part = if sheet.is_empty() {
            first()
        } else {
            book.part(sheet)
        };
        let part = part.ok_or_else(|| Unmarkable::broken(format_args!("没有工作表“{sheet}”")))?;
        let of_part = parts.entry(part.to_owned()).or_default();
        for (at, mark) in marks {
            add(of_part, *at, mark.clone());
        }
    }
    Ok(parts)
}

/// Adds a mark to those of its cell.
pub(super) fn add(marks: &mut BTreeMap<CellRef, Mark>, at: CellRef, mark: Mark) {
    let Some(known) = marks.get_mut(&at) else {
        marks.insert(at, mark);
        return;
    };
    known.text = format!("{}\n\n{}", known.text, mark.text);
    // The gravest comes first.
    known.fill = match (known.fill, mark.fill) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
}

/// Marks one sheet.
fn mark_sheet(
    package: &mut Package<'_>,
    part: &str,
    marks: &BTreeMap<CellRef, Mark>,
    styles: &mut Styles,
    limits: &Limits,
) -> Result<(), Unmarkable> {
    let text = package.needed(part)?;
    let layout = Layout::of(&text, limits)?;
    let mut shown = BTreeMap::new();
    for (at, mark) in marks {
        add(&mut shown, layout.shown(*at), mark.clone());
    }
    let fills: BTreeMap<CellRef, Severity> = shown
        .iter()
        .filter_map(|(at, mark)| Some((*at, mark.fill?)))
        .collect();
    let text = paint(&text, &layout, &fills, styles)?;
    package.put(part, text);
    let layout = Layout::of(&package.needed(part)?, limits)?;
    let taken = add_comments(package, part, &shown, &layout)?;
    add_boxes(package, part, &layout, &taken)
}

/// Adds the notes to the comments of the sheet; answers where each of them is.
fn add_comments(
    package: &mut Package<'_>,
    part: &str,
    marks: &BTreeMap<CellRef, Mark>,
    layout: &Layout,
) -> Result<Vec<Comment>, Unmarkable> {
    let name = comments_part(package, part)?;
    let text = package.text(&name)?.unwrap_or_else(comments::blank);
    let notes = settled(marks, &comments::commented(&text)?, layout);
    package.put(&name, comments::with(&text, &notes)?);
    Ok(notes)
}

/// The part of the sheet's comments; a new one where there is none.
fn comments_part(package: &mut Package<'_>, part: &str) -> Result<String, Unmarkable> {
    let known = relations(package, part)?;
    if let Some(relation) = known.into_iter().find(|relation| relation.is("comments")) {
        return Ok(relation.part);
    }
    let (_, name) = package.free_name("xl/comments", ".xml");
    relate(package, part, "jixiaoComments", "comments", &name)?;
    declare(package, &name, COMMENTS_TYPE)?;
    Ok(name)
}

/// The notes, each at a cell that nobody else has commented on.
fn settled(
    marks: &BTreeMap<CellRef, Mark>,
    theirs: &BTreeSet<CellRef>,
    layout: &Layout,
) -> Vec<Comment> {
    let mut taken: BTreeSet<CellRef> = theirs.iter().chain(marks.keys()).copied().collect();
    let mut notes = Vec::new();
    for (at, mark) in marks {
        let place = if theirs.contains(at) {
            free_neighbour(*at, &taken, layout)
        } else {
            *at
        };
        taken.insert(place);
        let text = if place == *at {
            mark.text.clone()
        } else {
            format!(
                "以下针对 {at} 单元格（该单元格已有批注，故附于此）：\n{}",
                mark.text
            )
        };
        notes.push(Comment {
            at: place,
            text: fitting(&text, "findings.csv").into_owned(),
        });
    }
    notes.sort_by_key(|note| note.at);
    notes
}

/// The nearest cell to the right that shows for itself and has no note; else one below.
fn free_neighbour(at: CellRef, taken: &BTreeSet<CellRef>, layout: &Layout) -> CellRef {
    let right = (1..=NEIGHBOURS).map(|step| CellRef::new(at.row, at.col.saturating_add(step)));
    let below =
        (1..CellRef::MAX_ROWS).map(|step| CellRef::new(at.row.saturating_add(step), at.col));
    let above = (0..at.row).rev().map(|row| CellRef::new(row, at.col));
    right
        .chain(below)
        .filter_map(CellRef::in_sheet)
        .chain(above)
        .find(|cell| !taken.contains(cell) && layout.shown(*cell) == *cell)
        .unwrap_or(at)
}

/// Draws the boxes of the notes.
fn add_boxes(
    package: &mut Package<'_>,
    part: &str,
    layout: &Layout,
    notes: &[Comment],
) -> Result<(), Unmarkable> {
    if let Some(id) = layout.notes() {
        let all = relations(package, part)?;
        let drawing = all.into_iter().find(|relation| relation.id == id);
        let drawing = drawing
            .ok_or_else(|| Unmarkable::broken("批注图形部件缺失"))?
            .part;
        let text = package.needed(&drawing)?;
        package.put(&drawing, vml::with(&text, notes, layout)?);
        return Ok(());
    }
    let (number, drawing) = package.free_name("xl/drawings/vmlDrawing", ".vml");
    let blank = vml::blank(number, notes.len());
    package.put(&drawing, vml::with(&blank, notes, layout)?);
    let id = relate(package, part, "jixiaoNotes", "vmlDrawing", &drawing)?;
    declare(package, &drawing, DRAWING_TYPE)?;
    let text = package.needed(part)?;
    let with = layout.with_notes(&text, &id);
    package.put(part, with);
    Ok(())
}
