//! Takes the marks of an earlier return out of a workbook, whoever saved it since.

use std::collections::BTreeSet;

use super::Unmarkable;
use super::book::Book;
use super::comments;
use super::content_types::forget;
use super::package::Package;
use super::rels::{relations, unrelate};
use super::sheet::{Layout, restored};
use super::styles;
use super::vml;
use crate::grid::{CellRef, Limits};

/// Takes every mark of ours out; all else stays as it is.
pub(super) fn clear(
    package: &mut Package<'_>,
    book: &Book,
    limits: &Limits,
) -> Result<(), Unmarkable> {
    clear_fills(package, book)?;
    for (_, part) in &book.sheets {
        clear_notes(package, part, limits)?;
    }
    Ok(())
}

fn clear_fills(package: &mut Package<'_>, book: &Book) -> Result<(), Unmarkable> {
    let Some(text) = book.style_text(package)? else {
        return Ok(());
    };
    let cleared = styles::cleared(&text)?;
    if cleared.text == text {
        return Ok(());
    }
    for (_, part) in &book.sheets {
        let Some(text) = package.text(part)? else {
            continue;
        };
        package.put(part, restored(&text, &cleared.bases)?);
    }
    book.put_styles(package, cleared.text);
    Ok(())
}

fn clear_notes(package: &mut Package<'_>, part: &str, limits: &Limits) -> Result<(), Unmarkable> {
    let all = relations(package, part)?;
    let Some(relation) = all.iter().find(|relation| relation.is("comments")) else {
        return Ok(());
    };
    let Some(text) = package.text(&relation.part)? else {
        return Ok(());
    };
    let cleared = comments::cleared(&text)?;
    if cleared.cells.is_empty() {
        return Ok(());
    }
    if let Some(text) = cleared.text {
        package.put(&relation.part, text);
    } else {
        forget(package, &relation.part)?;
        unrelate(package, part, &relation.id)?;
    }
    clear_boxes(package, part, &cleared.cells, limits)
}

fn clear_boxes(
    package: &mut Package<'_>,
    part: &str,
    cells: &BTreeSet<CellRef>,
    limits: &Limits,
) -> Result<(), Unmarkable> {
    let sheet = package.needed(part)?;
    let layout = Layout::of(&sheet, limits)?;
    let all = relations(package, part)?;
    let named = |id: &str| all.iter().find(|relation| relation.id == id);
    let Some(drawing) = layout.notes().and_then(named) else {
        return Ok(());
    };
    let Some(text) = package.text(&drawing.part)? else {
        return Ok(());
    };
    if let Some(text) = vml::cleared(&text, cells)? {
        package.put(&drawing.part, text);
        return Ok(());
    }
    forget(package, &drawing.part)?;
    unrelate(package, part, &drawing.id)?;
    package.put(part, layout.without_notes(&sheet));
    Ok(())
}
