//! A sheet seen through the dictionary: every cell that carries a known label, and the ways to get
//! from a label to the cell that answers it.

use std::collections::BTreeSet;

use super::dictionary::{Dictionary, Label};
use super::place::Place;
use crate::grid::{CellRef, Grid, Region, Slot};
use crate::value::CellValue;

/// One labelled cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) label: Label,
    /// The label's cell or merged region.
    pub(super) region: Region,
    /// As typed.
    pub(super) text: String,
    /// What stands in its brackets.
    pub(super) notes: Vec<String>,
    /// A value in the same cell, behind a colon.
    pub(super) inline: Option<String>,
}

impl Word {
    pub(super) fn at(&self) -> CellRef {
        self.region.first
    }

    pub(super) fn row(&self) -> u32 {
        self.region.first.row
    }

    pub(super) fn has_note(&self, note: &str) -> bool {
        self.notes
            .iter()
            .any(|known| known.eq_ignore_ascii_case(note))
    }
}

/// A part of a sheet with its labels.
pub(super) struct Words<'g> {
    pub(super) grid: &'g Grid,
    pub(super) dictionary: &'g Dictionary,
    /// Labelled cells, row by row.
    pub(super) labelled: Vec<Word>,
    /// Cells in which the blank form still tells how to fill it in.
    guidance: BTreeSet<CellRef>,
    pub(super) area: Region,
}

impl<'g> Words<'g> {
    /// Looks every text of a sheet up once.
    pub(super) fn of_sheet(grid: &'g Grid, dictionary: &'g Dictionary) -> Self {
        let words = grid
            .cells()
            .filter_map(|(at, value)| word(grid, at, value, dictionary))
            .collect();
        let guidance = grid
            .cells()
            .filter(|(_, value)| is_guidance(value, dictionary))
            .map(|(at, _)| at)
            .collect();
        let last = grid.cells().fold(CellRef::default(), |last, (at, _)| {
            CellRef::new(last.row.max(at.row), last.col.max(at.col))
        });
        Self {
            grid,
            dictionary,
            labelled: words,
            guidance,
            area: Region::new(CellRef::default(), last),
        }
    }

    /// The same view, narrowed to an area.
    pub(super) fn within(&self, area: Region) -> Self {
        let inside = self.labelled.iter().filter(|word| area.contains(word.at()));
        Self {
            grid: self.grid,
            dictionary: self.dictionary,
            labelled: inside.cloned().collect(),
            guidance: self.guidance.clone(),
            area,
        }
    }

    /// The first cell with this label.
    pub(super) fn find(&self, label: Label) -> Option<&Word> {
        self.labelled.iter().find(|word| word.label == label)
    }

    /// All cells with this label.
    pub(super) fn all(&self, label: Label) -> impl Iterator<Item = &Word> {
        self.labelled.iter().filter(move |word| word.label == label)
    }

    /// The labels that start on this row.
    pub(super) fn on_row(&self, row: u32) -> impl Iterator<Item = &Word> {
        self.labelled.iter().filter(move |word| word.row() == row)
    }

    /// The label on this very cell, if it is one.
    pub(super) fn label_at(&self, at: CellRef) -> Option<Label> {
        self.labelled
            .iter()
            .find(|word| word.at() == at)
            .map(|word| word.label)
    }

    /// The place that answers a label to its right: the first cell with content before the next
    /// label, else the cell beside it.
    pub(super) fn right_of(&self, word: &Word) -> Place<'g> {
        if let Some(inline) = &word.inline {
            return Place::inline(word.at(), inline);
        }
        let row = word.row();
        let beside = word.region.last.col.saturating_add(1);
        let mut first_empty = None;
        let mut col = beside;
        while col <= self.area.last.col {
            let slot = self.grid.slot(CellRef::new(row, col));
            if self.label_at(slot.at()).is_some() {
                break;
            }
            if slot.value.is_some() {
                return self.place(slot);
            }
            first_empty.get_or_insert(slot);
            col = slot.region.last.col.saturating_add(1);
        }
        // Where the next label follows at once, the label's own cell stands for the missing place.
        Place::cell(first_empty.unwrap_or(Slot {
            region: word.region,
            value: None,
        }))
    }

    /// The place under a label, in the label's own columns: empty rows do not come between, another
    /// label does.
    pub(super) fn below(&self, word: &Word) -> Place<'g> {
        let last = word.region.last.row;
        let place = self.in_columns(self.next_row(last), word.region);
        let answers = match &place {
            Place::Cell { at, value } => value.is_some() && self.label_at(*at).is_none(),
            Place::Guidance { .. } => true,
            Place::Absent | Place::Inline { .. } => false,
        };
        if answers {
            place
        } else {
            self.in_columns(last.saturating_add(1), word.region)
        }
    }

    /// The next row below in which anything stands, else the very next.
    pub(super) fn next_row(&self, row: u32) -> u32 {
        let next = row.saturating_add(1);
        self.filled(next, self.area.last.row)
            .next()
            .map_or(next, |at| at.row)
    }

    /// The next row above in which anything stands.
    pub(super) fn previous_row(&self, row: u32) -> Option<u32> {
        let above = row.checked_sub(1)?;
        self.filled(self.area.first.row, above)
            .last()
            .map(|at| at.row)
    }

    /// The next column to the right in which anything stands, else the very next.
    pub(super) fn next_col(&self, col: u32) -> u32 {
        let cols = self
            .filled(self.area.first.row, self.area.last.row)
            .map(|at| at.col);
        let right = cols.filter(|right| *right > col).min();
        right.unwrap_or(col.saturating_add(1))
    }

    /// The cell to the right of a region, on its first row: empty columns do not come between.
    pub(super) fn beside(&self, region: Region) -> Slot<'g> {
        let col = self.next_col(region.last.col);
        self.grid.slot(CellRef::new(region.first.row, col))
    }

    /// The cells of the area that hold anything, in some rows.
    fn filled(&self, first: u32, last: u32) -> impl Iterator<Item = CellRef> {
        let rows = (first <= last).then(|| self.grid.rows(first, last));
        let cells = rows.into_iter().flatten().map(|(at, _)| at);
        cells.filter(|at| self.area.contains(*at))
    }

    /// A place of the form; one in which only guidance stands states nothing.
    pub(super) fn place(&self, slot: Slot<'g>) -> Place<'g> {
        if self.guidance.contains(&slot.at()) {
            Place::guidance(slot)
        } else {
            Place::cell(slot)
        }
    }

    /// What a row holds in the columns of a header: `Absent` where a merged region from above or
    /// from the left covers it, since its value belongs to another row or column.
    pub(super) fn in_columns(&self, row: u32, header: Region) -> Place<'g> {
        let mut empty = None;
        let mut col = header.first.col;
        while col <= header.last.col {
            let slot = self.grid.slot(CellRef::new(row, col));
            let own = slot.at().row == row && slot.at().col >= header.first.col;
            // Labels inside the columns name what stands beside them: 预算数 | 6.84.
            let names = header.first.col < header.last.col && self.label_at(slot.at()).is_some();
            if own && slot.value.is_some() && !names {
                return self.place(slot);
            }
            if own {
                empty.get_or_insert(slot);
            }
            col = slot.region.last.col.max(col).saturating_add(1);
        }
        empty.map_or(Place::Absent, Place::cell)
    }
}

fn is_guidance(value: &CellValue, dictionary: &Dictionary) -> bool {
    matches!(value, CellValue::Text(text) if dictionary.is_guidance(text))
}

fn word(grid: &Grid, at: CellRef, value: &CellValue, dictionary: &Dictionary) -> Option<Word> {
    let CellValue::Text(text) = value else {
        return None;
    };
    let found = dictionary.recognise(text)?;
    Some(Word {
        label: found.label,
        region: grid.slot(at).region,
        text: text.clone(),
        notes: found.notes,
        inline: found.inline,
    })
}
