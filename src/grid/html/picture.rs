//! Where everything stands on the one grid that a page is laid out on.

use std::collections::BTreeMap;

use super::super::{CellRef, Region};
use super::flow::Block;
use crate::value::CellValue;

/// A table laid out, or paragraphs and tables one below the other.
#[derive(Debug, Default)]
pub(super) struct Picture {
    pub(super) rows: u32,
    pub(super) cols: u32,
    pub(super) cells: Vec<Placed>,
    /// Rows with content that are not shown.
    pub(super) hidden_rows: u32,
}

/// A cell in its place; one that holds nothing is there because it is merged.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) region: Region,
    pub(super) value: Option<CellValue>,
}

impl Picture {
    /// Blocks one below the other, each paragraph a row.
    pub(super) fn stacked(blocks: Vec<Block>) -> Self {
        let mut stack = Self::default();
        for block in blocks {
            let at = CellRef::new(stack.rows, 0);
            match block {
                Block::Text(text) => stack.place(Placed {
                    region: Region::cell(at),
                    value: Some(CellValue::Text(text)),
                }),
                Block::Table(picture) => stack.insert(picture, at),
            }
        }
        stack
    }

    /// Adds a cell.
    pub(super) fn place(&mut self, cell: Placed) {
        self.grow(cell.region.last);
        self.cells.push(cell);
    }

    /// Adds all of another picture from `at` on.
    pub(super) fn insert(&mut self, other: Self, at: CellRef) {
        let last = shifted(CellRef::new(other.rows, other.cols), at);
        self.rows = self.rows.max(last.row);
        self.cols = self.cols.max(last.col);
        self.hidden_rows = self.hidden_rows.saturating_add(other.hidden_rows);
        self.cells
            .extend(other.cells.into_iter().map(|cell| Placed {
                region: Region {
                    first: shifted(cell.region.first, at),
                    last: shifted(cell.region.last, at),
                },
                value: cell.value,
            }));
    }

    fn grow(&mut self, last: CellRef) {
        self.rows = self.rows.max(last.row.saturating_add(1));
        self.cols = self.cols.max(last.col.saturating_add(1));
    }

    /// The text of a single row or column.
    pub(super) fn as_lines(&self) -> Option<String> {
        let between = match (self.rows, self.cols) {
            (_, 1) => "\n",
            (1, _) => " ",
            _ => return None,
        };
        let values = self.cells.iter().filter_map(|cell| cell.value.as_ref());
        let texts: Vec<_> = values.map(CellValue::text).collect();
        Some(texts.join(between))
    }
}

fn shifted(cell: CellRef, by: CellRef) -> CellRef {
    CellRef::new(
        cell.row.saturating_add(by.row),
        cell.col.saturating_add(by.col),
    )
}

/// How large rows (or columns) are that need more than one place.
#[derive(Debug, Default)]
pub(super) struct Sizes(BTreeMap<u32, u32>);

/// Where rows (or columns) begin: up to which one how many places have been added.
#[derive(Debug)]
pub(super) struct Starts(Vec<(u32, u32)>);

impl Sizes {
    /// One row needs so many places.
    pub(super) fn need(&mut self, row: u32, places: u32) {
        if let Some(added) = places.checked_sub(1).filter(|added| *added > 0) {
            let largest = self.0.entry(row).or_default();
            *largest = added.max(*largest);
        }
    }

    pub(super) fn settled(self) -> Starts {
        let mut total = 0_u32;
        let sums = self.0.into_iter().map(|(row, added)| {
            total = total.saturating_add(added);
            (row, total)
        });
        Starts(sums.collect())
    }
}

impl Starts {
    pub(super) fn start(&self, row: u32) -> u32 {
        let before = self.0.partition_point(|(larger, _)| *larger < row);
        let added = before.checked_sub(1).and_then(|last| self.0.get(last));
        row.saturating_add(added.map_or(0, |(_, total)| *total))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_rows_move_those_behind_them() {
        let mut sizes = Sizes::default();
        for (row, places) in [(2, 3), (2, 2), (5, 2), (7, 1), (8, 0)] {
            sizes.need(row, places);
        }
        let starts = sizes.settled();
        let seen: Vec<u32> = [0, 2, 3, 5, 6, 9, u32::MAX]
            .map(|row| starts.start(row))
            .into();
        assert_eq!(seen, [0, 2, 5, 7, 9, 12, u32::MAX]);
    }
}
