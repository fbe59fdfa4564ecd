//! A table while it is being read, by the table model of HTML: a cell takes the next place that no
//! cell of an earlier row reaches into.

use super::super::covered::Covered;
use super::super::reading::{within_cells, within_merges};
use super::super::values::shown_value;
use super::super::{CellRef, Limits, Region};
use super::flow::{Block, Flow, as_lines};
use super::picture::{Picture, Placed, Sizes};
use crate::refusal::Refusal;
use crate::value::CellValue;

/// What has been counted of one page.
#[derive(Debug)]
pub(super) struct Count<'l> {
    pub(super) limits: &'l Limits,
    pub(super) cells: u64,
    pub(super) merges: u64,
}

/// What a cell's tag says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) rows: u32,
    pub(super) cols: u32,
    /// Its columns are those over which its text runs: they are not merged.
    pub(super) overflow: bool,
    /// It shows the result of a formula.
    pub(super) formula: bool,
}

/// A table of which more may follow.
#[derive(Debug, Default)]
pub(super) struct Table {
    cells: Vec<Cell>,
    /// Cells of the row groups that have ended.
    settled: usize,
    covered: Covered,
    /// Rows that have begun, and the next column of the last one.
    rows: u32,
    col: u32,
    in_row: bool,
    row: Row,
    open: Option<(Span, Flow)>,
    /// Text that stands in the table outside its cells, such as the caption.
    loose: Flow,
    hidden_rows: u32,
}

/// The row that is being read.
#[derive(Debug, Default)]
struct Row {
    hidden: bool,
    /// Where its cells begin among all.
    first: usize,
    /// Does a cell of an earlier row reach into it?
    reached: bool,
}

#[derive(Debug)]
struct Cell {
    at: CellRef,
    rows: u32,
    cols: u32,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Value(Option<CellValue>),
    /// Tables in a cell, and their text where it is a few lines only.
    Nested(Picture, Option<String>),
}

impl Table {
    /// Where text goes.
    pub(super) fn flow(&mut self) -> &mut Flow {
        match &mut self.open {
            Some((_, flow)) => flow,
            None => &mut self.loose,
        }
    }

    /// Is a cell open?
    pub(super) fn in_cell(&self) -> bool {
        self.open.is_some()
    }

    /// Begins a row.
    pub(super) fn open_row(&mut self, hidden: bool, count: &mut Count<'_>) -> Result<(), Refusal> {
        self.close_row(count)?;
        self.row = Row {
            hidden,
            first: self.cells.len(),
            reached: self.covered.reaches(self.rows),
        };
        self.rows = self.rows.saturating_add(1);
        self.col = 0;
        self.in_row = true;
        Ok(())
    }

    /// Begins a cell.
    pub(super) fn open_cell(&mut self, span: Span, count: &mut Count<'_>) -> Result<(), Refusal> {
        self.close_cell(count)?;
        if !self.in_row {
            self.open_row(false, count)?;
        }
        self.open = Some((span, Flow::default()));
        Ok(())
    }

    /// Ends the open cell, if there is one.
    pub(super) fn close_cell(&mut self, count: &mut Count<'_>) -> Result<(), Refusal> {
        let Some((span, flow)) = self.open.take() else {
            return Ok(());
        };
        let content = content(flow.finish(), span);
        let (at, cols) = self.take_place(span);
        let rows = span.rows;
        let cols = if span.overflow { 1 } else { cols };
        let filled = !matches!(content, Content::Value(None));
        if matches!(content, Content::Value(Some(_))) {
            count.cells = count.cells.saturating_add(1);
            within_cells(count.cells, count.limits)?;
        }
        if rows > 1 || cols > 1 {
            count.merges = count.merges.saturating_add(1);
            within_merges(count.merges, count.limits)?;
        }
        if filled || rows > 1 || cols > 1 {
            self.cells.push(Cell {
                at,
                rows,
                cols,
                content,
            });
        }
        Ok(())
    }

    /// The next free place of the row, and how many columns are free there.
    fn take_place(&mut self, span: Span) -> (CellRef, u32) {
        let mut at = CellRef::new(self.rows.saturating_sub(1), self.col);
        while self.covered.holds(at) {
            at.col = at.col.saturating_add(1);
        }
        let mut cols = 1;
        let next = |cols| CellRef::new(at.row, at.col.saturating_add(cols));
        while cols < span.cols && !self.covered.holds(next(cols)) {
            cols = cols.saturating_add(1);
        }
        self.col = next(span.cols).col;
        self.covered.take(at, span.rows, cols);
        (at, cols)
    }

    /// Ends the row, if one is open.
    pub(super) fn close_row(&mut self, count: &mut Count<'_>) -> Result<(), Refusal> {
        self.close_cell(count)?;
        if !std::mem::take(&mut self.in_row) {
            return Ok(());
        }
        let cells = self.cells.get_mut(self.row.first..).unwrap_or_default();
        let filled = |cell: &&mut Cell| !matches!(cell.content, Content::Value(None));
        let filled = cells.iter_mut().filter(filled).count();
        if self.row.hidden && filled > 0 {
            self.hidden_rows = self.hidden_rows.saturating_add(1);
        }
        // A table beside other cells that is but a few lines has been drawn to arrange a text; one
        // that has a row for itself belongs to the layout of the page.
        if filled > 1 || self.row.reached {
            cells.iter_mut().for_each(Cell::flatten);
        }
        Ok(())
    }

    /// Ends a group of rows: no cell reaches beyond it.
    pub(super) fn close_group(&mut self, count: &mut Count<'_>) -> Result<(), Refusal> {
        self.close_row(count)?;
        for cell in self.cells.get_mut(self.settled..).unwrap_or_default() {
            cell.rows = cell.rows.min(self.rows.saturating_sub(cell.at.row));
        }
        self.settled = self.cells.len();
        self.covered = Covered::default();
        Ok(())
    }

    /// The text around the table, and the table laid out.
    pub(super) fn finish(mut self, count: &mut Count<'_>) -> Result<(Flow, Picture), Refusal> {
        self.close_group(count)?;
        let mut picture = laid_out(self.cells, self.rows);
        picture.hidden_rows = picture.hidden_rows.saturating_add(self.hidden_rows);
        Ok((self.loose, picture))
    }
}

impl Cell {
    fn flatten(&mut self) {
        if let Content::Nested(_, lines) = &mut self.content
            && let Some(lines) = lines.take()
        {
            self.content = Content::Value(shown_value(&lines));
        }
    }
}

fn content(blocks: Vec<Block>, span: Span) -> Content {
    let lines = as_lines(&blocks);
    if blocks.iter().any(|block| matches!(block, Block::Table(_))) {
        return Content::Nested(Picture::stacked(blocks), lines);
    }
    let value = lines.and_then(|text| shown_value(&text));
    let missing = span.formula.then_some(CellValue::Uncomputed);
    Content::Value(value.or(missing))
}

/// A table laid out: a row becomes as high, and a column as wide, as what is nested in it needs.
fn laid_out(cells: Vec<Cell>, rows: u32) -> Picture {
    let cols = cells
        .iter()
        .map(|cell| cell.at.col.saturating_add(cell.cols));
    let mut heights = Sizes::default();
    let mut widths = Sizes::default();
    for cell in &cells {
        if let Content::Nested(picture, _) = &cell.content {
            heights.need(cell.at.row, picture.rows.saturating_sub(cell.rows - 1));
            widths.need(cell.at.col, picture.cols.saturating_sub(cell.cols - 1));
        }
    }
    let (heights, widths) = (heights.settled(), widths.settled());
    let mut picture = Picture {
        rows: heights.start(rows),
        cols: widths.start(cols.max().unwrap_or_default()),
        ..Picture::default()
    };
    for cell in cells {
        let first = CellRef::new(heights.start(cell.at.row), widths.start(cell.at.col));
        let end_row = heights.start(cell.at.row.saturating_add(cell.rows));
        let end_col = widths.start(cell.at.col.saturating_add(cell.cols));
        match cell.content {
            Content::Value(value) => {
                let last = CellRef::new(end_row.saturating_sub(1), end_col.saturating_sub(1));
                let region = Region { first, last };
                picture.place(Placed { region, value });
            }
            Content::Nested(nested, _) => picture.insert(nested, first),
        }
    }
    picture
}
