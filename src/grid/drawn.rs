//! Sheets drawn as rows of text, for the tests of every room.

use super::{CellRef, Grid, Sheet, Visibility};
use crate::value::CellValue;

impl Grid {
    /// A grid from A1 on; empty texts leave their cell empty.
    pub(crate) fn drawn<R>(rows: impl IntoIterator<Item = R>) -> Self
    where
        R: IntoIterator<Item: AsRef<str>>,
    {
        let mut grid = Self::default();
        for (row, cells) in (0_u32..).zip(rows) {
            for (col, text) in (0_u32..).zip(cells) {
                let text = text.as_ref();
                if !text.is_empty() {
                    grid.put(CellRef::new(row, col), CellValue::Text(text.to_owned()));
                }
            }
        }
        grid
    }
}

impl Sheet {
    /// A sheet that anybody sees.
    pub(crate) fn drawn<R>(name: &str, rows: impl IntoIterator<Item = R>) -> Self
    where
        R: IntoIterator<Item: AsRef<str>>,
    {
        Self {
            name: name.to_owned(),
            visibility: Visibility::Visible,
            hidden_rows: 0,
            grid: Grid::drawn(rows),
        }
    }
}
