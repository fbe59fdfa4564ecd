//! Rectangles of the standard layout, by the columns that they take.

use crate::report::page::Block;

/// One row, from one column to another.
pub(super) fn across(row: u32, first: u16, last: u16) -> Block {
    over(row, 1, first, last)
}

/// One cell.
pub(super) fn single(row: u32, col: u16) -> Block {
    across(row, col, col)
}

/// Several rows, from one column to another.
pub(super) fn over(row: u32, rows: u32, first: u16, last: u16) -> Block {
    Block {
        row,
        rows,
        col: first,
        cols: last.saturating_sub(first).saturating_add(1),
    }
}
