//! A worksheet part: what is around its cells, and the edits to it.

mod paint;
mod restore;

use std::collections::BTreeMap;
use std::ops::Range;

pub(super) use self::paint::paint;
pub(super) use self::restore::restored;
use super::Unmarkable;
use super::rels::RELATIONSHIPS;
use super::xml::{Kind, Patch, Piece, Pieces, Tag};
use crate::grid::{CellRef, Limits, Region};

/// What must stand behind the reference to the notes' drawing.
const BEHIND_NOTES: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    // Wraps the controls for those who know only older ones.
    "AlternateContent",
];

/// Columns that are formatted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    first: u32,
    last: u32,
    /// As written: `10.5`.
    width: Option<String>,
    hidden: bool,
    style: u32,
}

/// What is around the cells of a sheet.
#[derive(Debug, Default)]
pub(super) struct Layout {
    merges: Vec<Region>,
    columns: Vec<Columns>,
    /// As written, for rows that say so; `None` for the others.
    heights: BTreeMap<u32, String>,
    usual_width: Option<String>,
    usual_height: Option<String>,
    /// The reference to the notes' drawing, with the relation that it names.
    notes: Option<(Range<usize>, String)>,
    /// Where that reference has to stand.
    place_of_notes: usize,
    /// Of the names of the part.
    prefix: String,
    /// Of the ids of relations, where the part knows them.
    relation_prefix: Option<String>,
}

impl Layout {
    /// Of a worksheet part.
    pub(super) fn of(text: &str, limits: &Limits) -> Result<Self, Unmarkable> {
        let mut layout = Self::default();
        let mut pieces = Pieces::of(text);
        let mut row = 0;
        let mut behind_cells = false;
        while let Some(piece) = pieces.next()? {
            match piece.depth {
                0 => layout.root(&piece)?,
                1 if piece.kind != Kind::Between => {
                    behind_cells |= piece.tag.name() == "sheetData";
                    layout.part(&piece, behind_cells);
                }
                2 if piece.opens("row", 2) => {
                    row = piece.tag.number("r").unwrap_or(row + 1);
                    layout.height(row, piece.tag);
                }
                2 if piece.begins() => layout.detail(piece.tag, limits)?,
                _ => {}
            }
        }
        if behind_cells {
            Ok(layout)
        } else {
            Err(Unmarkable::broken("工作表部件没有单元格区"))
        }
    }

    fn root(&mut self, piece: &Piece<'_>) -> Result<(), Unmarkable> {
        match piece.kind {
            Kind::Start if piece.tag.name() == "worksheet" => {
                piece.tag.prefix().clone_into(&mut self.prefix);
                self.relation_prefix = piece.tag.prefix_of(RELATIONSHIPS);
                Ok(())
            }
            Kind::Start | Kind::Empty => Err(Unmarkable::broken("工作表部件不合规范")),
            Kind::End => {
                self.notes_go_before(piece.span.start);
                Ok(())
            }
            Kind::Between => Ok(()),
        }
    }

    fn notes_go_before(&mut self, place: usize) {
        if self.place_of_notes == 0 {
            self.place_of_notes = place;
        }
    }

    fn part(&mut self, piece: &Piece<'_>, behind_cells: bool) {
        if !piece.begins() {
            return;
        }
        match piece.tag.name() {
            "sheetFormatPr" => {
                self.usual_width = piece.tag.value("defaultColWidth").map(Into::into);
                self.usual_height = piece.tag.value("defaultRowHeight").map(Into::into);
            }
            "legacyDrawing" => {
                let id = piece.tag.prefixed("id").unwrap_or_default().into_owned();
                self.notes = Some((piece.span.clone(), id));
            }
            name if behind_cells && BEHIND_NOTES.contains(&name) => {
                self.notes_go_before(piece.span.start);
            }
            _ => {}
        }
    }

    fn height(&mut self, row: u32, tag: Tag<'_>) {
        let is_hidden = is_true(tag, "hidden");
        let height = tag.value("ht").filter(|_| !is_hidden);
        match (is_hidden, height) {
            (true, _) => self.heights.insert(row, "0".to_owned()),
            (false, Some(height)) => self.heights.insert(row, height.into_owned()),
            (false, None) => None,
        };
    }

    fn detail(&mut self, tag: Tag<'_>, limits: &Limits) -> Result<(), Unmarkable> {
        match tag.name() {
            "mergeCell" => {
                let region: Option<Region> = tag.value("ref").and_then(|said| said.parse().ok());
                self.merges.extend(region);
            }
            "col" => self.columns.extend(columns(tag)),
            _ => {}
        }
        let merges = u64::try_from(self.merges.len()).unwrap_or(u64::MAX);
        if merges > limits.merged_regions {
            return Err(Unmarkable::of("超过安全限制（limits）"));
        }
        Ok(())
    }

    /// The relation that the reference to the notes' drawing names.
    pub(super) fn notes(&self) -> Option<&str> {
        self.notes.as_ref().map(|(_, id)| id.as_str())
    }

    /// The cell that shows for this one: the first of a merged region.
    pub(super) fn shown(&self, cell: CellRef) -> CellRef {
        let merge = self.merges.iter().find(|merge| merge.contains(cell));
        merge.map_or(cell, |merge| merge.first)
    }

    /// The last column of what a cell shows over.
    pub(super) fn last_col(&self, cell: CellRef) -> u32 {
        let merge = self.merges.iter().find(|merge| merge.contains(cell));
        merge.map_or(cell.col, |merge| merge.last.col)
    }

    /// The format that a cell has where there is none of its own, but for that of its row.
    fn format_of_column(&self, col: u32) -> u32 {
        let number = col.saturating_add(1);
        let of = |columns: &&Columns| (columns.first..=columns.last).contains(&number);
        self.columns
            .iter()
            .find(of)
            .map_or(0, |columns| columns.style)
    }

    /// The width of a column as written, counted from zero; `0` where it is hidden.
    pub(super) fn width(&self, col: u32) -> Option<&str> {
        let number = col.saturating_add(1);
        let of = |columns: &&Columns| (columns.first..=columns.last).contains(&number);
        match self.columns.iter().find(of) {
            Some(columns) if columns.hidden => Some("0"),
            Some(Columns {
                width: Some(width), ..
            }) => Some(width),
            _ => self.usual_width.as_deref(),
        }
    }

    /// The height of a row as written, counted from zero; `0` where it is hidden.
    pub(super) fn row_height(&self, row: u32) -> Option<&str> {
        let own = self.heights.get(&row.saturating_add(1));
        own.or(self.usual_height.as_ref()).map(String::as_str)
    }

    /// The sheet with a reference to its notes' drawing.
    pub(super) fn with_notes(&self, text: &str, id: &str) -> String {
        let declared = format!(" xmlns:r=\"{RELATIONSHIPS}\"");
        let (declared, prefix) = match &self.relation_prefix {
            Some(prefix) => ("", prefix.as_str()),
            None => (declared.as_str(), "r:"),
        };
        let mut patch = Patch::default();
        patch.insert(
            self.place_of_notes,
            format!(
                "<{}legacyDrawing{declared} {prefix}id=\"{id}\"/>",
                self.prefix
            ),
        );
        patch.applied(text)
    }

    /// The sheet without it.
    pub(super) fn without_notes(&self, text: &str) -> String {
        let mut patch = Patch::default();
        if let Some((span, _)) = &self.notes {
            patch.cut(span.clone());
        }
        patch.applied(text)
    }
}

fn columns(tag: Tag<'_>) -> Option<Columns> {
    Some(Columns {
        first: tag.number("min")?,
        last: tag.number("max")?,
        width: tag.value("width").map(Into::into),
        hidden: is_true(tag, "hidden"),
        style: tag.number("style").unwrap_or_default(),
    })
}

fn is_true(tag: Tag<'_>, name: &str) -> bool {
    matches!(tag.value(name).as_deref(), Some("1" | "true"))
}

#[cfg(test)]
mod tests;
