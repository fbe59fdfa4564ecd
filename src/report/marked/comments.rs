//! The comments of a sheet. Ours are known by their author, and by how they begin, since LibreOffice
//! keeps no authors; nobody else's is touched.

use std::collections::BTreeSet;

use super::Unmarkable;
use super::list::{Item, List};
use super::xml::{Kind, Patch, Pieces, escaped};
use crate::grid::CellRef;
use crate::report::text::literal;

/// By this name our comments are known again.
pub(super) const AUTHOR: &str = "jixiao核查";

/// So our comments begin.
const SIGNATURE: &str = "【jixiao核查】\n";

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A part without comments.
pub(super) fn blank() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{MAIN}\"><authors></authors><commentList></commentList></comments>"
    )
}

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comment {
    /// The cell.
    pub(super) at: CellRef,
    /// What it says.
    pub(super) text: String,
}

/// The cells that have a comment.
pub(super) fn commented(text: &str) -> Result<BTreeSet<CellRef>, Unmarkable> {
    let list = needed(text, "commentList")?;
    Ok(list.items.iter().filter_map(cell).collect())
}

fn cell(item: &Item<'_>) -> Option<CellRef> {
    item.tag.value("ref")?.parse().ok()
}

fn needed<'x>(text: &'x str, name: &str) -> Result<List<'x>, Unmarkable> {
    List::find(text, name, 1)?.ok_or_else(|| Unmarkable::broken("批注部件不合规范"))
}

/// The part with our comments behind the others.
pub(super) fn with(text: &str, comments: &[Comment]) -> Result<String, Unmarkable> {
    let (authors, list) = (needed(text, "authors")?, needed(text, "commentList")?);
    let p = authors.tag.prefix();
    let mut patch = Patch::default();
    let known = authors.items.iter().position(is_ours);
    let author = known.unwrap_or(authors.items.len());
    if known.is_none() {
        authors.append(&mut patch, &[format!("<{p}author>{AUTHOR}</{p}author>")]);
    }
    let comments: Vec<String> = comments
        .iter()
        .map(|comment| element(p, author, comment))
        .collect();
    list.append(&mut patch, &comments);
    Ok(patch.applied(text))
}

fn element(p: &str, author: usize, comment: &Comment) -> String {
    format!(
        "<{p}comment ref=\"{}\" authorId=\"{author}\" shapeId=\"0\"><{p}text><{p}r><{p}rPr><{p}sz val=\"9\"/><{p}color indexed=\"81\"/><{p}rFont val=\"宋体\"/><{p}family val=\"3\"/><{p}charset val=\"134\"/></{p}rPr><{p}t xml:space=\"preserve\">{}{}</{p}t></{p}r></{p}text></{p}comment>",
        comment.at,
        SIGNATURE,
        escaped(&literal(&comment.text))
    )
}

/// The part without our comments.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cleared {
    /// The part; none where no comment is left in it.
    pub(super) text: Option<String>,
    /// The cells that had one of ours.
    pub(super) cells: BTreeSet<CellRef>,
}

/// Takes our comments out.
pub(super) fn cleared(text: &str) -> Result<Cleared, Unmarkable> {
    let (authors, list) = (needed(text, "authors")?, needed(text, "commentList")?);
    let all = authors.items.iter().enumerate();
    let ours: BTreeSet<usize> = all
        .filter(|(_, item)| is_ours(item))
        .map(|(at, _)| at)
        .collect();
    let is_by_us = |item: &Item<'_>| {
        let author = item.tag.number("authorId");
        let author = author.and_then(|author| usize::try_from(author).ok());
        author.is_some_and(|author| ours.contains(&author)) || is_signed(item)
    };
    let of_us = list.items.iter().filter(|item| is_by_us(item));
    let cells: BTreeSet<CellRef> = of_us.clone().filter_map(cell).collect();
    let nothing_left = of_us.count() == list.items.len();
    let mut patch = Patch::default();
    list.remove(&mut patch, |_, item| is_by_us(item));
    // Behind it come others, whose numbers must not change.
    let final_author = authors.items.len().checked_sub(1);
    authors.remove(&mut patch, |at, _| {
        Some(at) == final_author && ours.contains(&at)
    });
    Ok(Cleared {
        text: (!nothing_left || cells.is_empty()).then(|| patch.applied(text)),
        cells,
    })
}

fn is_ours(author: &Item<'_>) -> bool {
    let mut pieces = Pieces::of(author.text);
    let mut name = String::new();
    while let Ok(Some(piece)) = pieces.next() {
        if piece.depth == 1 {
            name.push_str(piece.tag.0);
        }
    }
    name.trim() == AUTHOR
}

fn is_signed(comment: &Item<'_>) -> bool {
    let mut pieces = Pieces::of(comment.text);
    let (mut text, mut inside) = (String::new(), false);
    while let Ok(Some(piece)) = pieces.next() {
        match piece.kind {
            Kind::Between if inside => text.push_str(piece.tag.0),
            Kind::Between => {}
            kind => inside = kind == Kind::Start && piece.tag.name() == "t",
        }
    }
    text.starts_with(SIGNATURE.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEIRS: &str = "<comments><authors><author>tc={1}</author></authors><commentList><comment ref=\"B2\" authorId=\"0\"><text><t>在</t></text></comment></commentList></comments>";

    fn comment(at: &str, text: &str) -> Comment {
        Comment {
            at: at.parse().unwrap(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn ours_come_behind_theirs_and_go_again() {
        let with = with(THEIRS, &[comment("C3", "<甲>&"), comment("A1", "乙")]).unwrap();
        assert!(with.contains("<comment ref=\"B2\" authorId=\"0\"><text><t>在</t></text></comment><comment ref=\"C3\" authorId=\"1\""));
        assert!(with.contains("&lt;甲&gt;&amp;"));
        assert_eq!(commented(&with).unwrap().len(), 3);
        let cleared = cleared(&with).unwrap();
        assert_eq!(cleared.text.as_deref(), Some(THEIRS));
        assert_eq!(cleared.cells.len(), 2);
        assert_eq!(
            super::cleared(THEIRS).unwrap().text.as_deref(),
            Some(THEIRS)
        );
    }

    #[test]
    fn a_part_of_our_own_goes_whole() {
        let with = with(&blank(), &[comment("C3", "甲")]).unwrap();
        assert_eq!(cleared(&with).unwrap().text, None);
    }

    #[test]
    fn an_author_before_others_keeps_the_place() {
        let text = with(THEIRS, &[comment("C3", "甲")]).unwrap();
        let text = text.replace("</authors>", "<author>丙</author></authors>");
        let cleared = cleared(&text).unwrap().text.unwrap();
        assert!(cleared.contains("<author>jixiao核查</author><author>丙</author>"));
        assert!(!cleared.contains("C3"));
        assert_eq!(super::with(&cleared, &[comment("C3", "甲")]).unwrap(), text);
    }

    #[test]
    fn ours_are_known_without_their_author() {
        let text = with(THEIRS, &[comment("C3", "甲")]).unwrap();
        let text = text
            .replace(&format!("<author>{AUTHOR}"), "<author> ")
            .replace("【jixiao", "【</t></r><r><t>jixiao");
        assert!(text.contains("<author> </author>"));
        let text = text.replace("<author> </author>", "");
        let cleared = cleared(&text.replace("authorId=\"1\"", "authorId=\"0\"")).unwrap();
        assert_eq!(cleared.text.as_deref(), Some(THEIRS));
    }
}
