//! A grid row by row, as the formats with spanning cells write it.

use jixiao::grid::{CellRef, Grid};
use jixiao::value::CellValue;

/// One place of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot<'g> {
    /// A cell, with so many columns and rows.
    Cell {
        value: Option<&'g CellValue>,
        cols: u32,
        rows: u32,
    },
    /// Where a merged region goes on in a further row, with so many columns.
    Further { cols: u32 },
    /// Any other place under a merged region.
    Covered,
}

/// All places from A1 to the last row and column that are used.
pub(super) fn rows(grid: &Grid) -> Vec<Vec<Spot<'_>>> {
    let Some(last) = last(grid) else {
        return Vec::new();
    };
    let row = |row| (0..=last.col).map(move |col| spot(grid, CellRef::new(row, col)));
    (0..=last.row).map(|number| row(number).collect()).collect()
}

fn last(grid: &Grid) -> Option<CellRef> {
    let cells = grid.cells().map(|(at, _)| at);
    let corners = grid.merges().map(|region| region.last);
    cells
        .chain(corners)
        .reduce(|last, at| CellRef::new(last.row.max(at.row), last.col.max(at.col)))
}

fn spot(grid: &Grid, at: CellRef) -> Spot<'_> {
    let slot = grid.slot(at);
    let cols = slot.region.last.col - slot.region.first.col + 1;
    if slot.at() == at {
        let rows = slot.region.last.row - at.row + 1;
        let value = slot.value;
        Spot::Cell { value, cols, rows }
    } else if slot.at().col == at.col {
        Spot::Further { cols }
    } else {
        Spot::Covered
    }
}
