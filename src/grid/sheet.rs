//! The sparse grid: only cells that hold something, and the merged regions over them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::{CellRef, Format, Region};
use crate::note::Note;
use crate::value::CellValue;

/// A workbook as read: its sheets in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The format it was read as.
    pub format: Format,
    /// All worksheets, hidden ones included, in the workbook's order.
    pub sheets: Vec<Sheet>,
    /// What was left out or put right while reading.
    pub notes: Vec<Note>,
}

/// May a person see the sheet?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Shown.
    Visible,
    /// Hidden, by whatever means.
    Hidden,
}

/// One worksheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name as on the tab.
    pub name: String,
    /// Whether the tab is shown.
    pub visibility: Visibility,
    /// How many rows with content are hidden, where the format tells.
    pub hidden_rows: u32,
    /// Its cells.
    pub grid: Grid,
}

/// Cells that hold something, by address, and merged regions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    cells: BTreeMap<CellRef, CellValue>,
    /// Merged regions by their top row.
    merges: BTreeMap<u32, Vec<Region>>,
    /// Rows of the tallest region: how far above a cell its anchor may stand.
    tallest: u32,
}

/// What a place on the grid answers: the cell that speaks for it, and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot<'g> {
    /// The merged region, or the cell itself.
    pub region: Region,
    /// The content, if any.
    pub value: Option<&'g CellValue>,
}

impl Slot<'_> {
    /// The address that stands for this place: the anchor of its merged region.
    #[must_use]
    pub fn at(&self) -> CellRef {
        self.region.first
    }
}

impl Grid {
    /// Puts a cell; a later value replaces an earlier one.
    pub fn put(&mut self, at: CellRef, value: CellValue) {
        self.cells.insert(at, value);
    }

    /// Adds a merged region. Single cells are no regions; a region that overlaps an earlier one is
    /// refused, since a cell can have only one anchor.
    pub fn merge(&mut self, region: Region) -> bool {
        let rows = region.first.row..=region.last.row;
        let fits = region.is_merge() && !self.near(rows).any(|other| overlap(other, &region));
        if fits {
            let height = region.last.row - region.first.row;
            self.tallest = self.tallest.max(height);
            self.merges
                .entry(region.first.row)
                .or_default()
                .push(region);
        }
        fits
    }

    /// The regions that may reach into some rows.
    fn near(&self, rows: RangeInclusive<u32>) -> impl Iterator<Item = &Region> {
        let first = rows.start().saturating_sub(self.tallest);
        self.merges
            .range(first..=*rows.end())
            .flat_map(|(_, regions)| regions)
    }

    /// What stands at `cell`: a cell inside a merged region answers with the region's anchor.
    #[must_use]
    pub fn slot(&self, cell: CellRef) -> Slot<'_> {
        let region = self
            .near(cell.row..=cell.row)
            .find(|region| region.contains(cell))
            .copied()
            .unwrap_or(Region::cell(cell));
        Slot {
            region,
            value: self.cells.get(&region.first),
        }
    }

    /// All cells that hold something, row by row.
    pub fn cells(&self) -> impl Iterator<Item = (CellRef, &CellValue)> {
        self.cells.iter().map(|(at, value)| (*at, value))
    }

    /// The cells of some rows that hold something, row by row.
    pub fn rows(&self, first: u32, last: u32) -> impl Iterator<Item = (CellRef, &CellValue)> {
        let range = CellRef::new(first, 0)..=CellRef::new(last.max(first), u32::MAX);
        self.cells.range(range).map(|(at, value)| (*at, value))
    }

    /// How many cells hold something.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Does no cell hold anything?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The merged regions.
    pub fn merges(&self) -> impl Iterator<Item = &Region> {
        self.merges.values().flatten()
    }
}

fn overlap(one: &Region, other: &Region) -> bool {
    one.first.row <= other.last.row
        && other.first.row <= one.last.row
        && one.first.col <= other.last.col
        && other.first.col <= one.last.col
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merged_cell_answers_with_its_anchor() {
        let mut grid = Grid::default();
        grid.put("B2".parse().unwrap(), CellValue::Text("产出指标".into()));
        assert!(grid.merge("B2:C5".parse().unwrap()));
        let slot = grid.slot("C4".parse().unwrap());
        assert_eq!(slot.at().to_string(), "B2");
        assert_eq!(
            slot.value.map(|value| value.text().into_owned()).as_deref(),
            Some("产出指标")
        );
        assert_eq!(grid.slot("D4".parse().unwrap()).value, None);
    }

    #[test]
    fn overlapping_and_single_regions_are_refused() {
        let mut grid = Grid::default();
        assert!(grid.merge("A1:B2".parse().unwrap()));
        assert!(!grid.merge("B2:C3".parse().unwrap()));
        assert!(!grid.merge("D4".parse().unwrap()));
    }

    #[test]
    fn one_far_cell_costs_nothing() {
        let mut grid = Grid::default();
        grid.put("XFD1048576".parse().unwrap(), CellValue::Text("x".into()));
        assert_eq!(grid.len(), 1);
    }
}
