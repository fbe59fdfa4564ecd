//! Cell addresses and rectangular regions.

use std::fmt;
use std::str::FromStr;

/// The address of one cell, counted from zero, written as `A1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct CellRef {
    /// Row, from zero.
    pub row: u32,
    /// Column, from zero.
    pub col: u32,
}

impl CellRef {
    /// Rows that a worksheet can have (Excel's limit).
    pub const MAX_ROWS: u32 = 1_048_576;
    /// Columns that a worksheet can have (Excel's limit).
    pub const MAX_COLS: u32 = 16_384;

    /// The cell at zero-based `row` and `col`.
    #[must_use]
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }

    /// The same cell on a later page of a form that goes on from one sheet to the next: its rows
    /// follow below those of every sheet before it.
    #[must_use]
    pub const fn paged(self, page: u32) -> Self {
        let above = Self::MAX_ROWS.saturating_mul(page);
        Self::new(self.row.saturating_add(above), self.col)
    }

    /// The page, from 0, and the cell on that page's sheet.
    #[must_use]
    pub const fn on_page(self) -> (u32, Self) {
        (
            self.row / Self::MAX_ROWS,
            Self::new(self.row % Self::MAX_ROWS, self.col),
        )
    }

    /// The same cell, or nothing where it lies outside any worksheet.
    #[must_use]
    pub fn in_sheet(self) -> Option<Self> {
        (self.row < Self::MAX_ROWS && self.col < Self::MAX_COLS).then_some(self)
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.col.saturating_add(1);
        while rest > 0 {
            let digit = (rest - 1) % 26;
            // In base 36 the digits 10 to 35 are the 26 letters.
            letters.push(
                char::from_digit(digit + 10, 36)
                    .unwrap_or('a')
                    .to_ascii_uppercase(),
            );
            rest = (rest - 1) / 26;
        }
        let column: String = letters.iter().rev().collect();
        write!(f, "{column}{}", self.row.saturating_add(1))
    }
}

/// Why a text is no cell address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是单元格地址")]
pub struct BadCellRef(String);

impl FromStr for CellRef {
    type Err = BadCellRef;

    fn from_str(text: &str) -> Result<Self, BadCellRef> {
        let bad = || BadCellRef(text.to_owned());
        let plain = text.replace('$', "").to_ascii_uppercase();
        let split = plain.find(|c: char| c.is_ascii_digit()).ok_or_else(bad)?;
        let (letters, digits) = plain.split_at_checked(split).ok_or_else(bad)?;
        if letters.is_empty()
            || letters.len() > 3
            || !letters.bytes().all(|b| b.is_ascii_uppercase())
        {
            return Err(bad());
        }
        let col = letters
            .bytes()
            .fold(0_u32, |col, letter| col * 26 + u32::from(letter - b'A') + 1);
        let row: u32 = digits.parse().map_err(|_| bad())?;
        let row = row.checked_sub(1).ok_or_else(bad)?;
        Self::new(row, col - 1).in_sheet().ok_or_else(bad)
    }
}

/// A rectangle of cells, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    /// Top left.
    pub first: CellRef,
    /// Bottom right.
    pub last: CellRef,
}

impl Region {
    /// The rectangle between two corners, in whichever order they are given.
    #[must_use]
    pub fn new(one: CellRef, other: CellRef) -> Self {
        Self {
            first: CellRef::new(one.row.min(other.row), one.col.min(other.col)),
            last: CellRef::new(one.row.max(other.row), one.col.max(other.col)),
        }
    }

    /// A single cell.
    #[must_use]
    pub const fn cell(at: CellRef) -> Self {
        Self {
            first: at,
            last: at,
        }
    }

    /// Does it hold this cell?
    #[must_use]
    pub fn contains(&self, cell: CellRef) -> bool {
        (self.first.row..=self.last.row).contains(&cell.row)
            && (self.first.col..=self.last.col).contains(&cell.col)
    }

    /// Is it more than one cell?
    #[must_use]
    pub fn is_merge(&self) -> bool {
        self.first != self.last
    }

    /// The cell to the right, on the first row.
    #[must_use]
    pub fn right(&self) -> CellRef {
        CellRef::new(self.first.row, self.last.col.saturating_add(1))
    }
}

impl FromStr for Region {
    type Err = BadCellRef;

    fn from_str(text: &str) -> Result<Self, BadCellRef> {
        let (one, other) = text.split_once(':').unwrap_or((text, text));
        Ok(Self::new(one.parse()?, other.parse()?))
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.first, self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_round_trip() {
        for text in ["A1", "Z9", "AA10", "XFD1048576", "E5"] {
            let cell: CellRef = text.parse().unwrap();
            assert_eq!(cell.to_string(), text);
        }
        assert_eq!("$B$3".parse::<CellRef>().unwrap(), CellRef::new(2, 1));
    }

    #[test]
    fn addresses_outside_any_sheet_are_refused() {
        for text in [
            "A0",
            "XFE1",
            "A1048577",
            "ZZZZ1",
            "1",
            "A",
            "",
            "A4294967297",
        ] {
            assert!(text.parse::<CellRef>().is_err(), "{text}");
        }
    }

    #[test]
    fn reversed_corners_are_put_right() {
        let region: Region = "C4:A2".parse().unwrap();
        assert_eq!(region.to_string(), "A2:C4");
        assert!(region.contains("B3".parse().unwrap()));
        assert!(!region.contains("D3".parse().unwrap()));
    }

    proptest::proptest! {
        #[test]
        fn every_cell_of_a_sheet_prints_and_reads(row in 0..CellRef::MAX_ROWS, col in 0..CellRef::MAX_COLS) {
            let cell = CellRef::new(row, col);
            proptest::prop_assert_eq!(cell.to_string().parse::<CellRef>().unwrap(), cell);
        }
    }
}
