//! Cells take another format; those that are not there are put where they belong.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::Unmarkable;
use super::super::styles::{Base, How, Styles};
use super::super::xml::{Kind, Patch, Piece, Pieces, Tag};
use super::{Layout, is_true};
use crate::finding::Severity;
use crate::grid::CellRef;

/// The cells of one row that are to be marked, by their column.
type Row = BTreeMap<u32, Severity>;

/// The sheet with these cells marked.
pub(in super::super) fn paint(
    text: &str,
    layout: &Layout,
    marks: &BTreeMap<CellRef, Severity>,
    styles: &mut Styles,
) -> Result<String, Unmarkable> {
    let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
    for (at, severity) in marks {
        rows.entry(at.row).or_default().insert(at.col, *severity);
    }
    let mut painter = Painter {
        layout,
        styles,
        rows,
        patch: Patch::default(),
        next_row: 0,
        row: None,
    };
    let mut pieces = Pieces::of(text);
    while let Some(piece) = pieces.next()? {
        painter.see(&piece)?;
    }
    Ok(painter.patch.applied(text))
}

/// The row that is being passed.
struct OpenRow {
    number: u32,
    /// What is still to be marked in it.
    marks: Row,
    next_col: u32,
    format: Option<u32>,
}

struct Painter<'a> {
    layout: &'a Layout,
    styles: &'a mut Styles,
    /// What is still to be marked.
    rows: BTreeMap<u32, Row>,
    patch: Patch,
    next_row: u32,
    row: Option<OpenRow>,
}

impl Painter<'_> {
    fn see(&mut self, piece: &Piece<'_>) -> Result<(), Unmarkable> {
        match (piece.depth, piece.tag.name()) {
            (1, "sheetData") => self.all_rows(piece),
            (2, "row") if piece.begins() => self.open_row(piece)?,
            (2, "row") if piece.kind == Kind::End => self.close_row(piece.span.start),
            (3, "c") if piece.begins() => self.cell(piece)?,
            _ => {}
        }
        Ok(())
    }

    /// Behind the last row come those that are not there.
    fn all_rows(&mut self, piece: &Piece<'_>) {
        if piece.kind == Kind::Start {
            return;
        }
        let rows = self.missing_rows(piece.tag.prefix(), u32::MAX);
        if piece.kind == Kind::End {
            self.patch.insert(piece.span.start, rows);
        } else if !rows.is_empty() {
            let (tag, end) = (piece.tag.opened(), piece.tag.end());
            self.patch
                .put(piece.span.clone(), format!("{tag}{rows}{end}"));
        }
    }

    fn missing_rows(&mut self, prefix: &str, before: u32) -> String {
        let mut text = String::new();
        while let Some(entry) = self.rows.first_entry() {
            if *entry.key() >= before {
                break;
            }
            let (row, marks) = entry.remove_entry();
            let cells = self.cells(prefix, row, marks, None);
            let number = row.saturating_add(1);
            let _ = write!(text, "<{prefix}row r=\"{number}\">{cells}</{prefix}row>");
        }
        text
    }

    /// Cells that are not there yet.
    fn cells(&mut self, prefix: &str, row: u32, marks: Row, format: Option<u32>) -> String {
        let cells = marks.into_iter().map(|(col, severity)| {
            let format = format.unwrap_or_else(|| self.layout.format_of_column(col));
            let base = Base {
                format,
                how: How::Inherited,
            };
            let style = self.styles.marked(base, severity);
            format!(
                "<{prefix}c r=\"{}\" s=\"{style}\"/>",
                CellRef::new(row, col)
            )
        });
        cells.collect()
    }

    fn open_row(&mut self, piece: &Piece<'_>) -> Result<(), Unmarkable> {
        let number = match piece.tag.number("r") {
            Some(number) => number.saturating_sub(1),
            None => self.next_row,
        };
        if number < self.next_row {
            return Err(Unmarkable::broken("工作表的行序混乱"));
        }
        self.next_row = number.saturating_add(1);
        let prefix = piece.tag.prefix();
        let rows = self.missing_rows(prefix, number);
        self.patch.insert(piece.span.start, rows);
        let own = is_true(piece.tag, "customFormat");
        let row = OpenRow {
            number,
            marks: self.rows.remove(&number).unwrap_or_default(),
            next_col: 0,
            format: piece.tag.number("s").filter(|_| own),
        };
        if piece.kind == Kind::Start {
            self.row = Some(row);
        } else if !row.marks.is_empty() {
            let cells = self.cells(prefix, number, row.marks, row.format);
            let (tag, end) = (piece.tag.opened(), piece.tag.end());
            self.patch
                .put(piece.span.clone(), format!("{tag}{cells}{end}"));
        }
        Ok(())
    }

    fn cell(&mut self, piece: &Piece<'_>) -> Result<(), Unmarkable> {
        let Some(row) = self.row.as_mut().filter(|row| !row.marks.is_empty()) else {
            return Ok(());
        };
        let col = match piece.tag.value("r") {
            Some(written) => column(&written, row.number)?,
            None => row.next_col,
        };
        if col < row.next_col {
            return Err(Unmarkable::broken("工作表的列序混乱"));
        }
        row.next_col = col.saturating_add(1);
        let mut before = row.marks.split_off(&col);
        std::mem::swap(&mut before, &mut row.marks);
        let (mark, number, format) = (row.marks.remove(&col), row.number, row.format);
        let missing = self.cells(piece.tag.prefix(), number, before, format);
        self.patch.insert(piece.span.start, missing);
        if let Some(severity) = mark {
            self.patch
                .put(piece.span.clone(), self.styles.painted(piece.tag, severity));
        }
        Ok(())
    }

    fn close_row(&mut self, end: usize) {
        if let Some(row) = self.row.take() {
            let prefix = self.layout.prefix.clone();
            let cells = self.cells(&prefix, row.number, row.marks, row.format);
            self.patch.insert(end, cells);
        }
    }
}

/// The column of an address that must be in this row.
fn column(written: &str, row: u32) -> Result<u32, Unmarkable> {
    let at: Option<CellRef> = written.parse().ok();
    at.filter(|at| at.row == row)
        .map(|at| at.col)
        .ok_or_else(|| Unmarkable::broken(format_args!("单元格地址有误：{written}")))
}

impl Styles {
    /// The tag of a cell in its marked format.
    fn painted(&mut self, tag: Tag<'_>, severity: Severity) -> String {
        let named = tag.number("s");
        let base = Base {
            format: named.unwrap_or_default(),
            how: named.map_or(How::Unnamed, |_| How::Named),
        };
        let style = self.marked(base, severity);
        tag.with("s", &style.to_string())
    }
}
