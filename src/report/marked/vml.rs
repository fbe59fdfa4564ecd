//! The boxes of the notes, in the drawing language that Excel keeps for them.

mod anchor;

use std::collections::BTreeSet;
use std::ops::Range;

use self::anchor::anchor;
use super::Unmarkable;
use super::comments::Comment;
use super::sheet::Layout;
use super::xml::{Kind, Patch, Piece, Pieces, Tag};
use crate::grid::CellRef;

const NAMESPACES: [(&str, &str); 3] = [
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
];

/// The kind of shape that a note is.
const NOTE: &str = "_x0000_t202";

/// Numbers of shapes that belong together.
const CLUSTER: u32 = 1_024;

/// All that can be drawn: where none is left, nobody needs the part.
const DRAWN: [&str; 10] = [
    "shape",
    "group",
    "rect",
    "roundrect",
    "line",
    "polyline",
    "oval",
    "arc",
    "curve",
    "image",
];

/// A drawing without shapes; `number` sets its shapes apart from those of other sheets.
pub(super) fn blank(number: u32, shapes: usize) -> String {
    let needed = u32::try_from(shapes).unwrap_or(u32::MAX) / CLUSTER;
    let clusters: Vec<String> = (number..=number.saturating_add(needed))
        .map(|cluster| cluster.to_string())
        .collect();
    let clusters = clusters.join(",");
    let [v, o, x] = NAMESPACES.map(|(prefix, namespace)| format!("xmlns:{prefix}=\"{namespace}\""));
    format!(
        "<xml {v} {o} {x}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{clusters}\"/></o:shapelayout></xml>"
    )
}

/// What is known of a drawing.
#[derive(Default)]
struct Known<'x> {
    root: Option<Tag<'x>>,
    /// Where its last tag begins.
    end: usize,
    highest_id: Option<u32>,
    cluster: Option<u32>,
    knows_notes: bool,
    shapes: Vec<Shape>,
    /// Things that are drawn.
    drawn: usize,
}

/// The shape of a note.
struct Shape {
    span: Range<usize>,
    row: Option<u32>,
    col: Option<u32>,
    is_note: bool,
}

impl<'x> Known<'x> {
    fn of(text: &'x str) -> Result<Self, Unmarkable> {
        let mut known = Self::default();
        let mut pieces = Pieces::lenient(text);
        let mut open: Option<Shape> = None;
        while let Some(piece) = pieces.next()? {
            known.notice(&piece);
            match (piece.tag.name(), piece.kind) {
                ("shape", Kind::Start) => {
                    open = Some(Shape {
                        span: piece.span,
                        row: None,
                        col: None,
                        is_note: false,
                    });
                }
                ("shape", Kind::End) => {
                    if let Some(mut shape) = open.take() {
                        shape.span.end = piece.span.end;
                        known.shapes.push(shape);
                    }
                }
                (name, Kind::Start) => {
                    if let Some(shape) = &mut open {
                        shape.detail(name, &piece, text);
                    }
                }
                _ => {}
            }
        }
        Ok(known)
    }

    fn notice(&mut self, piece: &Piece<'x>) {
        if piece.kind == Kind::End && piece.tag.name() == "xml" {
            self.end = piece.span.start;
        }
        if !piece.begins() {
            return;
        }
        self.root.get_or_insert(piece.tag);
        self.drawn += usize::from(DRAWN.contains(&piece.tag.name()));
        let id = piece.tag.value("id").unwrap_or_default();
        self.knows_notes |= id == NOTE;
        let number = |id: &str| id.strip_prefix("_x0000_s")?.parse().ok();
        let spid = piece.tag.prefixed("spid").unwrap_or_default();
        self.highest_id = self.highest_id.max(number(&id)).max(number(&spid));
        if piece.tag.name() == "idmap" {
            let data = piece.tag.value("data").unwrap_or_default();
            let first = data.split(',').next().unwrap_or_default();
            self.cluster = first.trim().parse().ok();
        }
    }
}

impl Shape {
    fn detail(&mut self, name: &str, piece: &Piece<'_>, text: &str) {
        let number = || {
            let content = text.get(piece.span.end..)?.split('<').next()?;
            content.trim().parse().ok()
        };
        match name {
            "ClientData" => {
                self.is_note = piece.tag.value("ObjectType").as_deref() == Some("Note");
            }
            "Row" => self.row = number(),
            "Column" => self.col = number(),
            _ => {}
        }
    }

    /// The cell whose note it is.
    fn cell(&self) -> Option<CellRef> {
        self.is_note.then_some(())?;
        Some(CellRef::new(self.row?, self.col?))
    }
}

/// The drawing with a box for each comment.
pub(super) fn with(
    text: &str,
    comments: &[Comment],
    layout: &Layout,
) -> Result<String, Unmarkable> {
    let known = Known::of(text)?;
    let root = known.root.filter(|_| known.end > 0);
    let root = root.ok_or_else(|| Unmarkable::broken("批注图形部件不合规范"))?;
    let declared = declared(root);
    let mut added = String::new();
    if !known.knows_notes {
        added.push_str(&shape_type(&declared));
    }
    let first = known.cluster.unwrap_or(1).saturating_mul(CLUSTER);
    let next = known.highest_id.unwrap_or(first).saturating_add(1);
    for (number, comment) in (next..).zip(comments) {
        added.push_str(&shape(&declared, number, comment, layout));
    }
    let mut patch = Patch::default();
    patch.insert(known.end, added);
    Ok(patch.applied(text))
}

fn shape_type(declared: &str) -> String {
    format!(
        "<v:shapetype{declared} id=\"{NOTE}\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
    )
}

/// The namespaces that the drawing itself does not give by these prefixes.
fn declared(root: Tag<'_>) -> String {
    let missing = NAMESPACES.iter().filter(|(prefix, namespace)| {
        root.value(&format!("xmlns:{prefix}")).as_deref() != Some(*namespace)
    });
    let declared: Vec<String> = missing
        .map(|(prefix, namespace)| format!(" xmlns:{prefix}=\"{namespace}\""))
        .collect();
    declared.concat()
}

fn shape(declared: &str, number: u32, comment: &Comment, layout: &Layout) -> String {
    let CellRef { row, col } = comment.at;
    let anchor = anchor(comment, layout);
    format!(
        "<v:shape{declared} id=\"_x0000_s{number}\" type=\"#{NOTE}\" style=\"position:absolute;margin-left:80pt;margin-top:2pt;width:240pt;height:90pt;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>"
    )
}

/// The drawing without the boxes of these cells; none where nothing else is drawn.
pub(super) fn cleared(text: &str, cells: &BTreeSet<CellRef>) -> Result<Option<String>, Unmarkable> {
    let known = Known::of(text)?;
    let is_meant = |shape: &&Shape| shape.cell().is_some_and(|cell| cells.contains(&cell));
    let meant: Vec<&Shape> = known.shapes.iter().filter(is_meant).collect();
    if !meant.is_empty() && meant.len() == known.drawn {
        return Ok(None);
    }
    let mut patch = Patch::default();
    for shape in meant {
        patch.cut(shape.span.clone());
    }
    let left = patch.applied(text);
    if left.contains(&format!("#{NOTE}\"")) {
        return Ok(Some(left));
    }
    // Theirs had no notes: the kind of shape came with ours.
    let declared = known.root.map(declared).unwrap_or_default();
    Ok(Some(left.replacen(&shape_type(&declared), "", 1)))
}

#[cfg(test)]
mod tests;
