//! What tags mean for the text that is shown.

use std::borrow::Cow;

use html5gum::StartTag;

use super::super::CellRef;
use super::table::Span;

/// A start tag with its attributes.
pub(super) type Tag = StartTag<()>;

/// The most columns, and rows, that a cell may span in HTML.
const MOST_COLS: u32 = 1_000;
const MOST_ROWS: u32 = 65_534;

/// Elements that make up tables.
pub(super) fn is_tabular(name: &[u8]) -> bool {
    matches!(
        name,
        b"table" | b"tr" | b"td" | b"th" | b"tbody" | b"thead" | b"tfoot"
    )
}

/// Elements whose text is a paragraph of its own.
pub(super) fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"div"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"hr"
            | b"center"
            | b"caption"
            | b"ul"
            | b"ol"
            | b"li"
            | b"dl"
            | b"dt"
            | b"dd"
            | b"form"
            | b"fieldset"
            | b"legend"
            | b"blockquote"
            | b"pre"
            | b"address"
            | b"section"
            | b"article"
            | b"header"
            | b"footer"
            | b"main"
            | b"nav"
            | b"aside"
            | b"figure"
            | b"body"
            | b"head"
            | b"html"
    )
}

/// Elements whose text is not shown.
pub(super) fn is_muted(tag: &Tag) -> bool {
    match tag.name.as_slice() {
        b"script" | b"style" | b"title" | b"noscript" | b"xml" | b"template" | b"iframe"
        | b"noframes" | b"object" => !(tag.self_closing && tag.name.as_slice() == b"xml"),
        b"option" => attribute(tag, "selected").is_none(),
        _ => false,
    }
}

/// What a field of a form shows.
pub(super) fn shown_input(tag: &Tag) -> Cow<'_, str> {
    let kind = attribute(tag, "type").map(|kind| kind.trim().to_ascii_lowercase());
    let checked = attribute(tag, "checked").is_some();
    match kind.as_deref() {
        Some("hidden" | "submit" | "button" | "reset" | "image" | "password" | "file") => "".into(),
        Some("checkbox" | "radio") => if checked { "☑" } else { "☐" }.into(),
        _ => attribute(tag, "value").unwrap_or_default(),
    }
}

/// Is it styled not to be shown?
pub(super) fn is_hidden(tag: &Tag) -> bool {
    style(tag).contains("display:none")
}

/// How many rows and columns a cell takes.
pub(super) fn span(tag: &Tag) -> Span {
    let rows = match count(tag, "rowspan") {
        // Down to the end of the group.
        Some(0) => CellRef::MAX_ROWS,
        rows => rows.unwrap_or(1).min(MOST_ROWS),
    };
    Span {
        rows,
        cols: count(tag, "colspan").unwrap_or(1).clamp(1, MOST_COLS),
        overflow: style(tag).contains("mso-ignore:colspan"),
        formula: attribute(tag, "x:fmla").is_some(),
    }
}

fn count(tag: &Tag, name: &str) -> Option<u32> {
    let value = attribute(tag, name)?;
    let value = value.trim_start();
    let end = value.find(|c: char| !c.is_ascii_digit());
    let digits = value.get(..end.unwrap_or(value.len()))?;
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u32::MAX))
}

/// The style, without white space and in lower case.
fn style(tag: &Tag) -> String {
    let style = attribute(tag, "style").unwrap_or_default();
    let style = style.chars().filter(|c| !c.is_whitespace());
    style.collect::<String>().to_ascii_lowercase()
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<Cow<'t, str>> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(value))
}
