//! What of a document is open while it is read: the body or a text box, a table, a row, a cell, a
//! paragraph.

use super::flow::Flow;
use super::table::{Cell, Row, Table};

/// A paragraph being read.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// What stands in the text boxes that are anchored in it.
    pub(super) boxes: Flow,
    /// Has a reviser struck out its mark, so that the next paragraph goes on in its line?
    pub(super) goes_on: bool,
}

/// What is being read.
#[derive(Debug)]
pub(super) enum Frame {
    /// The body, or a text box.
    Flow(Flow),
    Table(Table),
    Row(Row),
    Cell(Cell),
    Paragraph(Paragraph),
}

impl Frame {
    /// Where paragraphs and tables are put, if they may stand in it.
    pub(super) fn flow(&mut self) -> Option<&mut Flow> {
        match self {
            Self::Flow(flow) => Some(flow),
            Self::Cell(cell) => Some(&mut cell.flow),
            _ => None,
        }
    }
}
