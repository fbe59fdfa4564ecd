//! Where the box of a note lies: beside its cell, as large as its text, whatever the widths of the
//! columns and the heights of the rows under it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::super::comments::Comment;
use super::super::sheet::Layout;
use crate::grid::CellRef;
use crate::report::text;

/// In pixels.
const WIDTH: u32 = 320;
const LINE: u32 = 17;
const LEAST_HEIGHT: u32 = 60;
const MOST_HEIGHT: u32 = 600;
/// Characters of half width in a line of the box.
const LETTERS: usize = 46;

/// From the cell to the box.
const RIGHT: u32 = 15;
const DOWN: u32 = 4;

/// What a column and a row take where nothing is said.
const USUAL_WIDTH: u32 = 64;
const USUAL_HEIGHT: u32 = 20;

/// Boxes do not reach over more columns or rows than this, hidden ones among them.
const MOST_STEPS: u32 = 500;

/// Left column, offset, top row, offset, right column, offset, bottom row, offset.
pub(super) fn anchor(comment: &Comment, layout: &Layout) -> String {
    let lines = u32::try_from(text::lines(&comment.text, LETTERS)).unwrap_or(u32::MAX);
    let height = lines
        .saturating_mul(LINE)
        .saturating_add(LINE)
        .clamp(LEAST_HEIGHT, MOST_HEIGHT);
    let beside = layout.last_col(comment.at).saturating_add(1);
    let left = beside.min(CellRef::MAX_COLS - 1);
    let top = comment.at.row;
    let (right, across) = reach(left, RIGHT + WIDTH, CellRef::MAX_COLS, |col| {
        pixels(layout.width(col), Decimal::from(7), USUAL_WIDTH)
    });
    let (bottom, down) = reach(top, DOWN + height, CellRef::MAX_ROWS, |row| {
        pixels(
            layout.row_height(row),
            Decimal::new(133_333, 5),
            USUAL_HEIGHT,
        )
    });
    format!("{left}, {RIGHT}, {top}, {DOWN}, {right}, {across}, {bottom}, {down}")
}

/// The column or row in which so many pixels from the beginning of `first` end, and how far in.
fn reach(first: u32, pixels: u32, limit: u32, size: impl Fn(u32) -> u32) -> (u32, u32) {
    let mut left = pixels;
    let last = first.saturating_add(MOST_STEPS).min(limit - 1);
    for at in first..last {
        let own = size(at);
        if left <= own {
            return (at, left);
        }
        left = left.saturating_sub(own);
    }
    (last, left.min(size(last)))
}

fn pixels(written: Option<&str>, each: Decimal, usual: u32) -> u32 {
    let size: Option<Decimal> = written.and_then(|written| written.trim().parse().ok());
    let pixels = size.and_then(|size| size.checked_mul(each)?.round().to_u32());
    pixels.unwrap_or(usual)
}
