//! A form drawn again in the standard layout, from what was typed: where every value stands on the
//! new sheet, and where it stood on the office's own. Nothing that was recomputed is on it.

mod blocks;
mod figure;
mod funding;
mod further;
mod head;
mod indicators;
mod lay_out;
mod marks;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub(super) use self::lay_out::{address, lay_out};
pub(super) use self::marks::Marks;
use crate::form::{Entry, Form, Level};
use crate::grid::CellRef;
use crate::report::page::{Block, Face};

/// The columns of a form, and one for the numbers of its problems, in half-width characters.
const WIDTHS: [u16; 10] = [5, 10, 11, 18, 22, 22, 8, 9, 14, 9];
/// The last column of the form itself.
const LAST: u16 = 8;

/// One cell of a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cell<'f> {
    block: Block,
    face: Face,
    text: Cow<'f, str>,
    /// Was it understood as a figure?
    is_figure: bool,
    /// Where it stood on the office's own sheet.
    at: Option<CellRef>,
}

/// A form in the standard layout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Drawing<'f> {
    cells: Vec<Cell<'f>>,
    rows: u32,
}

impl<'f> Drawing<'f> {
    /// Draws a form.
    pub(super) fn of(form: &'f Form) -> Self {
        let mut drawing = Self::default();
        drawing.head(form);
        drawing.funding(form);
        drawing.goals(form);
        drawing.indicators(form);
        drawing.total(form);
        drawing.further(form);
        drawing
    }

    /// The cell that shows what stood at each place of the office's own sheets.
    fn places(&self, form: &Form) -> BTreeMap<(String, CellRef), usize> {
        let mut places = BTreeMap::new();
        for (index, cell) in self.cells.iter().enumerate() {
            if let Some(at) = cell.at {
                let (sheet, at) = form.place(at);
                places.entry((sheet.to_owned(), at)).or_insert(index);
            }
        }
        places
    }

    /// The row below those that are drawn.
    fn begin_row(&mut self) -> u32 {
        let row = self.rows;
        self.rows = row.saturating_add(1);
        row
    }

    /// Something that is printed on every form.
    fn label(&mut self, block: Block, text: impl Into<Cow<'f, str>>) {
        self.cells.push(Cell {
            block,
            face: Face::Label,
            text: text.into(),
            is_figure: false,
            at: None,
        });
    }

    /// A label that the office's own form has, in its words.
    fn printed(&mut self, block: Block, text: &'f str, at: CellRef) {
        self.label(block, text);
        if let Some(cell) = self.cells.last_mut() {
            cell.at = Some(at);
        }
    }

    /// A heading of the indicators; none where the form has no such level.
    fn level(&mut self, block: Block, level: &'f Level) {
        if level.text.is_empty() {
            self.absent(block, "");
        } else {
            self.printed(block, &level.text, level.at);
        }
    }

    /// What was typed in one place of the form.
    fn entry<T>(&mut self, block: Block, face: Face, entry: &'f Entry<T>) {
        if entry.is_absent() {
            return self.absent(block, "");
        }
        self.cells.push(Cell {
            block,
            face,
            text: Cow::Borrowed(entry.text()),
            is_figure: entry.value().is_some(),
            at: entry.at(),
        });
    }

    /// A place that this form does not have.
    fn absent(&mut self, block: Block, text: &'static str) {
        self.cells.push(Cell {
            block,
            face: Face::Absent,
            text: Cow::Borrowed(text),
            is_figure: false,
            at: None,
        });
    }
}

#[cfg(test)]
mod tests;
