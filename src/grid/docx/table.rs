//! A table of Word as a piece of the grid.

use std::collections::BTreeMap;

use super::super::{CellRef, Region};
use super::columns::{Columns, Edges, Span};
use super::flow::{Flow, Piece};
use super::remarks::Remarks;

/// A table of so many columns in the widest cell of a row is a block of the form that was pasted
/// there; one of fewer is a list in a value.
const BLOCK: u32 = 4;

/// How a cell goes together with the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Vertical {
    #[default]
    Alone,
    /// Cells below may belong to it.
    Begins,
    /// It belongs to the cell above.
    GoesOn,
}

/// What a cell says of itself.
#[derive(Debug, Default)]
pub(super) struct CellProperties {
    /// How many columns it takes, where that is stated.
    pub(super) columns: Option<u32>,
    pub(super) vertical: Vertical,
    /// Does it belong to the cell on its left?
    pub(super) joins_left: bool,
    /// Has a reviser struck it out?
    pub(super) deleted: bool,
}

/// A cell as written.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) properties: CellProperties,
    pub(super) flow: Flow,
    /// Its first column, set when it is taken into its row.
    first: u32,
}

impl Cell {
    fn span(&self) -> Span {
        let columns = self.properties.columns.unwrap_or(1).max(1);
        self.first..self.first.saturating_add(columns)
    }
}

/// What a row says of itself.
#[derive(Debug, Default)]
pub(super) struct RowProperties {
    /// Columns that it leaves out at its beginning.
    pub(super) skipped: u32,
    pub(super) hidden: bool,
    /// Has a reviser struck it out?
    pub(super) deleted: bool,
}

/// A row as written.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) properties: RowProperties,
    cells: Vec<Cell>,
}

impl Row {
    /// Adds the next cell.
    pub(super) fn take(&mut self, mut cell: Cell, remarks: &mut Remarks) {
        let last = self.cells.last_mut();
        let skipped = self.properties.skipped;
        cell.first = last.as_ref().map_or(skipped, |last| last.span().end);
        match last {
            Some(last) if cell.properties.joins_left => {
                let columns = cell.span().end.saturating_sub(last.first);
                last.properties.columns = Some(columns);
                remarks.covered(&cell.flow.text());
            }
            _ => self.cells.push(cell),
        }
    }

    /// Is this a row that only holds other tables in place?
    fn is_frame(&self) -> bool {
        self.cells
            .iter()
            .all(|cell| cell.flow.table_columns().is_some() || cell.flow.is_blank())
    }
}

/// A table as written.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The widths of its columns.
    pub(super) widths: Vec<u32>,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// Lays the table out. A table inside a cell takes rows and columns of its own where the row only
    /// frames it, or where it is a whole block; elsewhere it is a text of several lines, as the value
    /// of that cell.
    pub(super) fn laid_out(self, remarks: &mut Remarks) -> Piece {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let spans: Vec<Span> = cells.map(Cell::span).collect();
        let mut columns = Columns::new(&self.widths, &spans);
        let rows: Vec<LaidRow> = self
            .rows
            .into_iter()
            .map(|row| LaidRow::of(row, &mut columns, remarks))
            .collect();
        let mut layout = Layout::new(columns.settled());
        for row in rows {
            layout.row(row, remarks);
        }
        layout.finished()
    }
}

/// What a cell holds in the end.
enum Content {
    Text(String),
    Piece(Piece),
}

impl Content {
    fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Piece(piece) => piece.flattened(),
        }
    }
}

struct LaidRow {
    height: u32,
    hidden: bool,
    cells: Vec<(Span, Vertical, Content)>,
}

impl LaidRow {
    /// Decides what becomes of the tables in the cells of a row, and makes room for them.
    fn of(row: Row, columns: &mut Columns, remarks: &mut Remarks) -> Self {
        let is_frame = row.is_frame();
        let mut laid = Self {
            height: 1,
            hidden: row.properties.hidden,
            cells: Vec::with_capacity(row.cells.len()),
        };
        for cell in row.cells {
            let (span, vertical) = (cell.span(), cell.properties.vertical);
            let content = match cell.flow.table_columns() {
                None => Content::Text(cell.flow.text()),
                Some(inside) if is_frame || (inside >= BLOCK && columns.is_most(&span)) => {
                    let piece = cell.flow.stacked();
                    columns.widen(&span, piece.cols);
                    laid.height = laid.height.max(piece.rows);
                    Content::Piece(piece)
                }
                Some(_) => {
                    let text = cell.flow.text();
                    remarks.nested(&text);
                    Content::Text(text)
                }
            };
            laid.cells.push((span, vertical, content));
        }
        laid
    }
}

/// A table being laid out, row by row.
struct Layout {
    edges: Edges,
    piece: Piece,
    /// Cells that may go on below, by their first column.
    open: BTreeMap<u32, Region>,
}

impl Layout {
    fn new(edges: Edges) -> Self {
        Self {
            edges,
            piece: Piece::default(),
            open: BTreeMap::new(),
        }
    }

    fn row(&mut self, row: LaidRow, remarks: &mut Remarks) {
        let top = self.piece.rows;
        let bottom = top.saturating_add(row.height);
        let filled = self.piece.texts.len();
        for (span, vertical, content) in row.cells {
            let (left, right) = self.edges.of(&span);
            let region = Region::new(
                CellRef::new(top, left),
                CellRef::new(bottom.saturating_sub(1), right.saturating_sub(1)),
            );
            self.piece.cols = self.piece.cols.max(right);
            if vertical == Vertical::GoesOn && self.goes_on(region) {
                remarks.covered(&content.text());
            } else {
                self.cell(region, vertical, content);
            }
        }
        self.piece.rows = bottom;
        if row.hidden && self.piece.texts.len() > filled {
            self.piece.hidden_rows = self.piece.hidden_rows.saturating_add(1);
        }
    }

    /// Lets the cell above grow down over this region, if there is one that ends just above it.
    fn goes_on(&mut self, region: Region) -> bool {
        let above = self.open.get_mut(&region.first.col).filter(|above| {
            above.last.col == region.last.col
                && above.last.row.saturating_add(1) == region.first.row
        });
        above.is_some_and(|above| {
            above.last.row = region.last.row;
            true
        })
    }

    fn cell(&mut self, region: Region, vertical: Vertical, content: Content) {
        let closed = match (vertical, &content) {
            (Vertical::Alone, Content::Text(_)) => Some(region),
            (_, Content::Piece(_)) => None,
            _ => self.open.insert(region.first.col, region),
        };
        self.piece.merges.extend(closed.filter(Region::is_merge));
        match content {
            Content::Text(text) if text.trim().is_empty() => {}
            Content::Text(text) => self.piece.texts.push((region.first, text)),
            Content::Piece(piece) => self.piece.set(region.first, piece),
        }
    }

    fn finished(mut self) -> Piece {
        let open = self.open.into_values();
        self.piece.merges.extend(open.filter(Region::is_merge));
        self.piece
    }
}
