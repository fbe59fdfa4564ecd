//! What stands where on the blank form, as data: blocks put it here from top to bottom, and what
//! draws it knows no words.

use rust_decimal::Decimal;

use super::ask::Ask;
use super::formula::Formula;
use crate::grid::{CellRef, Region};

/// The nine columns of the published form, and what they hold in its parts.
pub(super) mod column {
    pub(in crate::report::template) const BLOCK: u32 = 0;
    pub(in crate::report::template) const LEVEL1: u32 = 1;
    pub(in crate::report::template) const LEVEL2: u32 = 2;
    pub(in crate::report::template) const NAME: u32 = 3;
    pub(in crate::report::template) const INITIAL: u32 = 3;
    pub(in crate::report::template) const TARGET: u32 = 4;
    pub(in crate::report::template) const FULL_YEAR: u32 = 4;
    pub(in crate::report::template) const ACTUAL: u32 = 5;
    pub(in crate::report::template) const EXECUTED: u32 = 5;
    pub(in crate::report::template) const WEIGHT: u32 = 6;
    pub(in crate::report::template) const SCORE: u32 = 7;
    pub(in crate::report::template) const RATE: u32 = 7;
    pub(in crate::report::template) const REASON: u32 = 8;
    pub(in crate::report::template) const EARNED: u32 = 8;
    pub(in crate::report::template) const LAST: u32 = 8;
}

/// Their widths, in half-width characters.
pub(super) const WIDTHS: [u16; 9] = [9, 12, 16, 24, 17, 17, 9, 10, 21];

/// What a place looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// The name of the form.
    Title,
    /// The year below it.
    Year,
    /// A year that is still to be filled in.
    OpenYear,
    /// Printed words.
    Label,
    /// A printed figure, or a dash.
    Printed,
    /// To be filled in with text.
    Text,
    /// To be filled in with a word or two.
    Word,
    /// To be filled in; kept as it is typed, whatever it resembles.
    AsTyped,
    /// To be filled in with a number, shown with all its digits.
    Number,
    /// A number that follows from the others.
    Computed,
    /// A rate that follows from the others.
    Rate,
    /// What the form says of itself.
    Remark,
}

/// What stands in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Empty,
    Words(String),
    Figure(Decimal),
    Live(Formula),
}

impl From<&str> for Content {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Content {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<Formula> for Content {
    fn from(formula: Formula) -> Self {
        Self::Live(formula)
    }
}

/// One cell, or several merged into one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) region: Region,
    pub(super) look: Look,
    pub(super) content: Content,
}

/// When cells stand out: the condition, for the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alarm {
    pub(super) region: Region,
    pub(super) when: Formula,
    pub(super) severe: bool,
}

/// The form in the making.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) places: Vec<Place>,
    pub(super) asks: Vec<(Region, Ask)>,
    pub(super) alarms: Vec<Alarm>,
    /// Rows that do not grow with their text, and their heights in pixels.
    pub(super) heights: Vec<(u32, u32)>,
    /// The row that is repeated where the print goes on.
    pub(super) header: u32,
    /// The last row of the form, which is also the last that is printed.
    pub(super) last: u32,
    row: u32,
}

impl Plan {
    /// The row that is being filled.
    pub(super) fn row(&self) -> u32 {
        self.row
    }

    /// A cell of that row.
    pub(super) fn cell(&self, col: u32) -> CellRef {
        CellRef::new(self.row, col)
    }

    /// Cells of that row, side by side.
    pub(super) fn cells(&self, first: u32, last: u32) -> Region {
        Region::new(self.cell(first), self.cell(last))
    }

    /// Puts something into cells of the row.
    pub(super) fn put(&mut self, cols: [u32; 2], look: Look, content: impl Into<Content>) {
        let [first, last] = cols;
        self.place(self.cells(first, last), look, content);
    }

    /// The same over several rows.
    pub(super) fn place(&mut self, region: Region, look: Look, content: impl Into<Content>) {
        self.places.push(Place {
            region,
            look,
            content: content.into(),
        });
    }

    /// A place to be filled in, with what is asked there.
    pub(super) fn ask(&mut self, cols: [u32; 2], look: Look, ask: Ask) {
        let [first, last] = cols;
        self.put(cols, look, Content::Empty);
        self.asks.push((self.cells(first, last), ask));
    }

    /// Fills in the place that was put last.
    pub(super) fn fill(&mut self, words: &str) {
        if let Some(place) = self.places.last_mut() {
            place.content = Content::from(words);
        }
    }

    /// Goes on with the next row; this one has a fixed height.
    pub(super) fn next(&mut self, pixels: u32) {
        self.heights.push((self.row, pixels));
        self.grow();
    }

    /// Goes on with the next row; this one grows with its text.
    pub(super) fn grow(&mut self) {
        self.row = self.row.saturating_add(1);
    }
}

/// From one cell down to another row of its column.
pub(super) fn down_to(first: CellRef, last_row: u32) -> Region {
    Region::new(first, CellRef::new(last_row, first.col))
}
