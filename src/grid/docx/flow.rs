//! What stands one below the other: the body, a cell, a text box. Each is a [`Flow`] of paragraphs
//! and tables; a table that is closed has become a flat [`Piece`] of the grid, so that nothing here
//! is nested and nothing recurses.

use super::super::{CellRef, Region};

/// A rectangle of the grid, counted from its own corner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) rows: u32,
    pub(super) cols: u32,
    pub(super) texts: Vec<(CellRef, String)>,
    pub(super) merges: Vec<Region>,
    pub(super) hidden_rows: u32,
}

impl Piece {
    fn line(text: String) -> Self {
        Self {
            rows: 1,
            cols: 1,
            texts: vec![(CellRef::default(), text)],
            ..Self::default()
        }
    }

    /// Takes another piece in, its corner at `corner`.
    pub(super) fn set(&mut self, corner: CellRef, piece: Self) {
        let shifted = |at: CellRef| {
            CellRef::new(
                at.row.saturating_add(corner.row),
                at.col.saturating_add(corner.col),
            )
        };
        self.rows = self.rows.max(corner.row.saturating_add(piece.rows));
        self.cols = self.cols.max(corner.col.saturating_add(piece.cols));
        self.hidden_rows = self.hidden_rows.saturating_add(piece.hidden_rows);
        let texts = piece.texts.into_iter();
        self.texts
            .extend(texts.map(|(at, text)| (shifted(at), text)));
        let merges = piece.merges.into_iter();
        self.merges.extend(merges.map(|region| Region {
            first: shifted(region.first),
            last: shifted(region.last),
        }));
    }

    /// Its texts without their places: a line for each row, blanks between cells.
    pub(super) fn flattened(mut self) -> String {
        self.texts.sort_by_key(|(at, _)| *at);
        let mut text = String::new();
        let mut row = None;
        for (at, cell) in &self.texts {
            if let Some(above) = row {
                text.push(if above == at.row { ' ' } else { '\n' });
            }
            text.push_str(cell);
            row = Some(at.row);
        }
        text
    }
}

#[derive(Debug)]
enum Block {
    Line(String),
    Piece(Piece),
}

/// Paragraphs and tables, one below the other.
#[derive(Debug, Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    /// Was the mark of the last paragraph deleted? Then the next one goes on in its line.
    goes_on: bool,
}

impl Flow {
    /// Adds a paragraph. `ends`: does it end here, or has a reviser struck out its mark?
    pub(super) fn line(&mut self, text: String, ends: bool) {
        match self.blocks.last_mut() {
            Some(Block::Line(begun)) if self.goes_on => begun.push_str(&text),
            _ => self.blocks.push(Block::Line(text)),
        }
        self.goes_on = !ends;
    }

    pub(super) fn piece(&mut self, piece: Piece) {
        self.blocks.push(Block::Piece(piece));
        self.goes_on = false;
    }

    /// Adds all of another flow.
    pub(super) fn append(&mut self, mut other: Self) {
        if !other.blocks.is_empty() {
            self.blocks.append(&mut other.blocks);
            self.goes_on = false;
        }
    }

    /// How many columns the widest table in it has; nothing where none stands in it.
    pub(super) fn table_columns(&self) -> Option<u32> {
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Piece(piece) => Some(piece.cols),
            Block::Line(_) => None,
        });
        tables.max()
    }

    /// Does nothing stand in it that can be read?
    pub(super) fn is_blank(&self) -> bool {
        self.blocks.iter().all(|block| match block {
            Block::Line(text) => text.trim().is_empty(),
            Block::Piece(piece) => piece.texts.is_empty(),
        })
    }

    /// The first text that can be read, to tell what stands here.
    pub(super) fn first_text(&self) -> &str {
        let texts = self.blocks.iter().filter_map(|block| match block {
            Block::Line(text) => Some(text.as_str()),
            Block::Piece(piece) => piece.texts.first().map(|(_, text)| text.as_str()),
        });
        texts
            .map(str::trim)
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    }

    /// All of it as one text, a line for each paragraph.
    pub(super) fn text(self) -> String {
        let lines = self.blocks.into_iter().map(|block| match block {
            Block::Line(text) => text,
            Block::Piece(piece) => piece.flattened(),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// A row for each paragraph with content and for each row of a table.
    pub(super) fn stacked(self) -> Piece {
        let mut whole = Piece::default();
        for block in self.blocks {
            let piece = match block {
                Block::Line(text) if text.trim().is_empty() => continue,
                Block::Line(text) => Piece::line(text),
                Block::Piece(piece) => piece,
            };
            whole.set(CellRef::new(whole.rows, 0), piece);
        }
        whole
    }
}
