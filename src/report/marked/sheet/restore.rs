//! Cells are given back the format that they had before our marks.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::Unmarkable;
use super::super::styles::{Base, How};
use super::super::xml::{Kind, Patch, Piece, Pieces, Tag};

/// The sheet without our formats; `bases` says for each what the cell had before.
pub(in super::super) fn restored(
    text: &str,
    bases: &BTreeMap<u32, Base>,
) -> Result<String, Unmarkable> {
    if bases.is_empty() {
        return Ok(text.to_owned());
    }
    let mut restorer = Restorer {
        bases,
        patch: Patch::default(),
        cells: Parent::default(),
        rows: Parent::default(),
    };
    let mut pieces = Pieces::of(text);
    while let Some(piece) = pieces.next()? {
        restorer.see(&piece);
    }
    Ok(restorer.patch.applied(text))
}

/// A row or the rows together, of which something may be taken out.
#[derive(Default)]
struct Parent<'x> {
    tag: Option<(Tag<'x>, Range<usize>)>,
    kept: bool,
    cut: bool,
}

struct Restorer<'b, 'x> {
    bases: &'b BTreeMap<u32, Base>,
    patch: Patch,
    cells: Parent<'x>,
    rows: Parent<'x>,
}

impl<'x> Restorer<'_, 'x> {
    fn see(&mut self, piece: &Piece<'x>) {
        match (piece.depth, piece.tag.name(), piece.kind) {
            (1, "sheetData", Kind::Start) => self.rows = Parent::opened(piece),
            (1, "sheetData", Kind::End) => self.close_rows(piece),
            (2, "row", Kind::Start) => {
                self.reformat(piece, "s");
                self.cells = Parent::opened(piece);
            }
            (2, "row", Kind::Empty) => {
                self.reformat(piece, "s");
                self.rows.kept = true;
            }
            (2, "row", Kind::End) => self.close_row(piece),
            (2, "col", Kind::Start | Kind::Empty) => self.reformat(piece, "style"),
            (3, "c", Kind::Start | Kind::Empty) => self.cell(piece),
            _ => {}
        }
    }

    fn base(&self, tag: Tag<'_>, attribute: &str) -> Option<Base> {
        self.bases.get(&tag.number(attribute)?).copied()
    }

    /// A row or columns that somebody has given our format.
    fn reformat(&mut self, piece: &Piece<'_>, attribute: &str) {
        if let Some(base) = self.base(piece.tag, attribute) {
            let format = base.format.to_string();
            self.patch
                .put(piece.span.clone(), piece.tag.with(attribute, &format));
        }
    }

    fn cell(&mut self, piece: &Piece<'_>) {
        let base = self.base(piece.tag, "s");
        let is_ours = base.is_some_and(|base| base.how == How::Inherited);
        if is_ours && piece.kind == Kind::Empty {
            self.cells.cut = true;
            self.patch.cut(piece.span.clone());
            return;
        }
        self.cells.kept = true;
        if let Some(base) = base {
            let tag = match base.how {
                How::Unnamed => piece.tag.without("s"),
                How::Named | How::Inherited => piece.tag.with("s", &base.format.to_string()),
            };
            self.patch.put(piece.span.clone(), tag);
        }
    }

    /// A row that was only there for our cells goes with them.
    fn close_row(&mut self, end: &Piece<'x>) {
        let row = std::mem::take(&mut self.cells);
        let emptied = row.emptied();
        if let Some((_, span)) = emptied.filter(|(tag, _)| tag.attribute_count() == 1) {
            self.rows.cut = true;
            self.patch.cut(span.start..end.span.end);
        } else {
            self.rows.kept = true;
            self.fold(&row, end);
        }
    }

    fn close_rows(&mut self, end: &Piece<'x>) {
        let rows = std::mem::take(&mut self.rows);
        self.fold(&rows, end);
    }

    /// What we had opened becomes `<row …/>` again.
    fn fold(&mut self, parent: &Parent<'x>, end: &Piece<'x>) {
        if let Some((tag, span)) = parent.emptied() {
            self.patch.put(span.start..end.span.end, tag.emptied());
        }
    }
}

impl<'x> Parent<'x> {
    fn opened(piece: &Piece<'x>) -> Self {
        Self {
            tag: Some((piece.tag, piece.span.clone())),
            ..Self::default()
        }
    }

    /// The tag, where all that was inside was ours.
    fn emptied(&self) -> Option<(Tag<'x>, Range<usize>)> {
        self.tag.clone().filter(|_| self.cut && !self.kept)
    }
}
