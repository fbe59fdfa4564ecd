//! Which columns cells of earlier rows still reach into, for formats that list cells row by row.

use super::CellRef;

/// For each column the first row that no cell from above reaches.
#[derive(Debug, Default)]
pub(super) struct Covered {
    free: Vec<u32>,
    /// The first row that no cell reaches in any column.
    reach: u32,
}

impl Covered {
    /// Does a cell from above reach into this place?
    pub(super) fn holds(&self, at: CellRef) -> bool {
        let first_free = self.free.get(index(at.col));
        first_free.is_some_and(|row| *row > at.row)
    }

    /// Does a cell from above reach into this row anywhere?
    pub(super) fn reaches(&self, row: u32) -> bool {
        self.reach > row
    }

    /// Takes note of a cell of so many rows and columns.
    pub(super) fn take(&mut self, at: CellRef, rows: u32, cols: u32) {
        let end = at.row.saturating_add(rows);
        self.reach = self.reach.max(end);
        let last = at.col.saturating_add(cols).min(CellRef::MAX_COLS);
        if rows > 1 && at.col < last {
            let columns = self.free.len().max(index(last));
            self.free.resize(columns, 0);
            let below = self.free.get_mut(index(at.col)..index(last));
            below.unwrap_or_default().fill(end);
        }
    }
}

fn index(col: u32) -> usize {
    usize::try_from(col).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_reach_down_as_far_as_they_say() {
        let mut covered = Covered::default();
        covered.take(CellRef::new(2, 1), 3, 2);
        covered.take(CellRef::new(2, 5), 1, u32::MAX);
        covered.take(CellRef::new(0, u32::MAX), 9, 9);
        let held = |row, col| covered.holds(CellRef::new(row, col));
        assert!(held(3, 1) && held(4, 2));
        assert!(!held(5, 1) && !held(3, 0) && !held(3, 3) && !held(3, 5));
        assert!(covered.reaches(8) && !covered.reaches(9));
    }
}
