//! The same sheet with rows and columns inserted and cells merged with the empty places beside them.

use std::collections::BTreeMap;
use std::fmt;

use jixiao::grid::{CellRef, Grid, Region, Sheet};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use crate::form_tree::Tree;

/// Where the rows and columns of a sheet go.
#[derive(Clone)]
pub(super) struct Shift {
    rows: Inserted,
    cols: Inserted,
    /// Which cells take the empty places to their right, and which those below, in turn.
    widened: Vec<(bool, bool)>,
    hidden_rows: u32,
}

impl fmt::Debug for Shift {
    /// On one line, so that a least case is read at a glance.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inserted = |inserted: &Inserted| format!("{:?}", inserted.0);
        let (rows, cols) = (inserted(&self.rows), inserted(&self.cols));
        let widened = format!("{:?}", self.widened);
        write!(
            f,
            "inserted before rows {rows} and columns {cols}, widened right and down: {widened}"
        )
    }
}

/// Empty rows or columns: before which, and how many.
#[derive(Debug, Clone)]
struct Inserted(BTreeMap<u32, u32>);

impl Inserted {
    fn any(within: u32) -> impl Strategy<Value = Self> {
        btree_map(0..within, 1_u32..3, 0..8).prop_map(Self)
    }

    /// The same with single rows where the title stands, which is looked for so many rows upwards.
    fn below_title(self) -> Self {
        const TITLE_ROWS: u32 = 8;
        let count = |(before, count)| (before, if before < TITLE_ROWS { 1 } else { count });
        Self(self.0.into_iter().map(count).collect())
    }

    fn place(&self, of: u32) -> u32 {
        of + self.0.range(..=of).map(|(_, count)| count).sum::<u32>()
    }

    /// Does `found` lie between the new places of what stood before `at` and what stood behind it?
    fn around(&self, at: u32, found: u32) -> bool {
        let before = at.checked_sub(1).map(|before| self.place(before));
        before.is_none_or(|before| before < found) && found < self.place(at + 1)
    }

    fn is_new(&self, place: u32) -> bool {
        (0..=place).all(|of| self.place(of) != place)
    }
}

impl Shift {
    /// Any shift of some sheets.
    pub(super) fn of(sheets: &[Sheet]) -> impl Strategy<Value = Self> + use<> {
        let cells = sheets.iter().flat_map(|sheet| sheet.grid.cells());
        let end = cells.fold(CellRef::default(), |end, (at, _)| {
            CellRef::new(end.row.max(at.row + 1), end.col.max(at.col + 1))
        });
        let (rows, cols) = (
            Inserted::any(end.row).prop_map(Inserted::below_title),
            Inserted::any(end.col),
        );
        let widened = vec(any::<(bool, bool)>(), 1..20);
        (rows, cols, widened, 0_u32..3).prop_map(|(rows, cols, widened, hidden_rows)| Self {
            rows,
            cols,
            widened,
            hidden_rows,
        })
    }

    pub(super) fn place(&self, at: CellRef) -> CellRef {
        CellRef::new(self.rows.place(at.row), self.cols.place(at.col))
    }

    /// The last of the empty places behind what was at `at`.
    fn end(&self, at: CellRef) -> CellRef {
        let behind = self.place(CellRef::new(at.row + 1, at.col + 1));
        CellRef::new(behind.row - 1, behind.col - 1)
    }

    pub(super) fn apply(&self, sheet: &Sheet) -> Sheet {
        let mut grid = Grid::default();
        for (at, value) in sheet.grid.cells() {
            grid.put(self.place(at), value.clone());
        }
        let cells = sheet.grid.cells().map(|(at, _)| sheet.grid.slot(at).region);
        let mut regions: Vec<Region> = cells.chain(sheet.grid.merges().copied()).collect();
        regions.sort_unstable();
        regions.dedup();
        for (region, widened) in regions.into_iter().zip(self.widened.iter().cycle()) {
            let region = self.region(region, *widened);
            assert_eq!(grid.merge(region), region.is_merge(), "{region}");
        }
        Sheet {
            hidden_rows: self.hidden_rows,
            grid,
            ..sheet.clone()
        }
    }

    fn region(&self, region: Region, (right, down): (bool, bool)) -> Region {
        let (last, end) = (self.place(region.last), self.end(region.last));
        Region {
            first: self.place(region.first),
            last: CellRef::new(
                if down { end.row } else { last.row },
                if right { end.col } else { last.col },
            ),
        }
    }

    /// Does a part of the moved form agree with what it was? An address does exactly where it went;
    /// where nothing stands, at any of the empty places that now lie between what stood before and
    /// behind it. A place that was not there may be one of those that were inserted.
    pub(super) fn agrees(&self, before: &Tree, after: &Tree, pages: &[&Grid]) -> bool {
        match (before, after) {
            (Tree::Address(at), Tree::Address(found)) => {
                let ((page, at), (found_page, found)) = (at.on_page(), found.on_page());
                let moved = pages[usize::try_from(page).unwrap()];
                let around =
                    self.rows.around(at.row, found.row) && self.cols.around(at.col, found.col);
                page == found_page
                    && (found == self.place(at) || around && holds_nothing(moved, found))
            }
            (Tree::Leaf(absent), Tree::Node(blank, parts))
                if absent == "Absent" && blank == "Blank" =>
            {
                let mut places = parts.iter().map(|(_, part)| part);
                places.any(|part| matches!(part, Tree::Address(at) if self.is_new(at.on_page().1)))
            }
            (Tree::Leaf(before), Tree::Leaf(after)) => before == after,
            _ => false,
        }
    }

    fn is_new(&self, at: CellRef) -> bool {
        self.rows.is_new(at.row) || self.cols.is_new(at.col)
    }
}

/// Nothing, or only what a merged region brings here.
fn holds_nothing(grid: &Grid, at: CellRef) -> bool {
    let slot = grid.slot(at);
    slot.value.is_none() || slot.at() != at
}
