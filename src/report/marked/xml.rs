//! XML parts as text that is edited in places: what nobody touches stays byte for byte.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::escape::escape;
use quick_xml::events::Event;

use super::Unmarkable;
use crate::grid::xml::{Events, exchanged, plain};

/// What a piece of markup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `<c r="A1">`
    Start,
    /// `<c r="A1"/>`
    Empty,
    /// `</c>`
    End,
    /// Anything between.
    Between,
}

/// A piece of a part, with its place.
#[derive(Debug, Clone)]
pub(super) struct Piece<'x> {
    /// What it is.
    pub(super) kind: Kind,
    /// As it is written.
    pub(super) tag: Tag<'x>,
    /// Where.
    pub(super) span: Range<usize>,
    /// How many elements it is in.
    pub(super) depth: usize,
}

impl Piece<'_> {
    /// Does an element of this name begin here, at this depth?
    pub(super) fn opens(&self, name: &str, depth: usize) -> bool {
        self.begins() && self.depth == depth && self.tag.name() == name
    }

    /// Does one end here?
    pub(super) fn closes(&self, name: &str, depth: usize) -> bool {
        self.kind == Kind::End && self.depth == depth && self.tag.name() == name
    }

    /// Does any element begin here?
    pub(super) fn begins(&self) -> bool {
        matches!(self.kind, Kind::Start | Kind::Empty)
    }
}

/// The pieces of a part, one after the other.
pub(super) struct Pieces<'x> {
    text: &'x str,
    events: Events<'x>,
    depth: usize,
}

impl<'x> Pieces<'x> {
    /// Of a part that must be sound XML.
    pub(super) fn of(text: &'x str) -> Self {
        Self {
            text,
            events: Events::strict(text),
            depth: 0,
        }
    }

    /// Of VML, in which Excel itself leaves `<br>` open: depths mean nothing.
    pub(super) fn lenient(text: &'x str) -> Self {
        Self {
            events: Events::lenient(text),
            ..Self::of(text)
        }
    }

    /// The next piece; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'x>>, Unmarkable> {
        let (event, span) = self.events.spanned()?;
        let kind = match event {
            Event::Start(_) => Kind::Start,
            Event::Empty(_) => Kind::Empty,
            Event::End(_) => Kind::End,
            Event::Eof => return Ok(None),
            _ => Kind::Between,
        };
        if kind == Kind::End {
            self.depth = self.depth.saturating_sub(1);
        }
        let piece = Piece {
            kind,
            tag: Tag(self.text.get(span.clone()).unwrap_or_default()),
            span,
            depth: self.depth,
        };
        if kind == Kind::Start {
            self.depth = self.depth.saturating_add(1);
        }
        Ok(Some(piece))
    }
}

/// A tag as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'x>(pub(super) &'x str);

impl<'x> Tag<'x> {
    /// `x:` of `<x:c r="A1"/>`, empty where there is none.
    pub(super) fn prefix(self) -> &'x str {
        let name = self.full_name();
        let colon = name.find(':').map_or(0, |colon| colon.saturating_add(1));
        name.split_at_checked(colon).unwrap_or_default().0
    }

    /// `c` of `<x:c r="A1"/>`
    pub(super) fn name(self) -> &'x str {
        let name = self.full_name();
        name.rsplit(':').next().unwrap_or_default()
    }

    fn full_name(self) -> &'x str {
        let inner = self.0.trim_start_matches(['<', '/']);
        let end = inner.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
        end.and_then(|end| inner.get(..end)).unwrap_or(inner)
    }

    /// The value of an attribute by its full name, entities resolved.
    pub(super) fn value(self, name: &str) -> Option<Cow<'x, str>> {
        let found = self
            .attributes()
            .into_iter()
            .find(|known| known.name == name)?;
        self.0.get(found.value).map(plain)
    }

    /// The value of an attribute as a number.
    pub(super) fn number(self, name: &str) -> Option<u32> {
        self.value(name)?.trim().parse().ok()
    }

    /// The value of the attribute that has some prefix before this name, such as `r:id`.
    pub(super) fn prefixed(self, name: &str) -> Option<Cow<'x, str>> {
        let is_meant = |known: &Attribute<'_>| {
            let parts = known.name.split_once(':');
            parts.is_some_and(|(prefix, local)| prefix != "xmlns" && local == name)
        };
        let found = self.attributes().into_iter().find(is_meant)?;
        self.0.get(found.value).map(plain)
    }

    /// The prefix that stands for a namespace here, with its colon.
    pub(super) fn prefix_of(self, namespace: &str) -> Option<String> {
        let bound = |known: &Attribute<'_>| {
            known.name.starts_with("xmlns:") && self.0.get(known.value.clone()) == Some(namespace)
        };
        let found = self.attributes().into_iter().find(bound)?;
        let prefix = found.name.strip_prefix("xmlns:")?;
        Some(format!("{prefix}:"))
    }

    /// How many attributes it has.
    pub(super) fn attribute_count(self) -> usize {
        self.attributes().len()
    }

    /// The same tag with another value of an attribute, which is added where it is missing. The
    /// value must need no escape.
    pub(super) fn with(self, name: &str, value: &str) -> String {
        let known = self
            .attributes()
            .into_iter()
            .find(|known| known.name == name);
        if let Some(known) = known {
            return exchanged(self.0, &[(known.value, value)]);
        }
        let end = self.0.trim_end_matches(['/', '>']).trim_end().len();
        exchanged(self.0, &[(end..end, &format!(" {name}=\"{value}\""))])
    }

    /// The same tag without an attribute.
    pub(super) fn without(self, name: &str) -> String {
        let known = self
            .attributes()
            .into_iter()
            .find(|known| known.name == name);
        known.map_or_else(
            || self.0.to_owned(),
            |known| exchanged(self.0, &[(known.whole, "")]),
        )
    }

    /// `<c/>` → `<c>`
    pub(super) fn opened(self) -> String {
        let bare = self.0.strip_suffix("/>");
        bare.map_or_else(|| self.0.to_owned(), |bare| format!("{bare}>"))
    }

    /// `<c>` → `<c/>`
    pub(super) fn emptied(self) -> String {
        let bare = self.0.strip_suffix('>').unwrap_or(self.0);
        format!("{}/>", bare.trim_end_matches('/'))
    }

    /// `</x:c>`
    pub(super) fn end(self) -> String {
        format!("</{}>", self.full_name())
    }

    fn attributes(self) -> Vec<Attribute<'x>> {
        let mut found = Vec::new();
        let mut at = self.0.find(self.full_name()).unwrap_or_default() + self.full_name().len();
        while let Some(attribute) = attribute_from(self.0, at) {
            at = attribute.whole.end;
            found.push(attribute);
        }
        found
    }
}

/// One attribute of a tag.
struct Attribute<'x> {
    name: &'x str,
    value: Range<usize>,
    /// With the blank before it.
    whole: Range<usize>,
}

fn attribute_from(tag: &str, at: usize) -> Option<Attribute<'_>> {
    let rest = tag.get(at..)?;
    let (name, behind) = rest.split_once('=')?;
    let quoted = behind.trim_ascii_start();
    let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = quoted.get(1..)?.split(quote).next()?;
    let start = tag.len().checked_sub(quoted.len())?.checked_add(1)?;
    let end = start.checked_add(value.len())?;
    Some(Attribute {
        name: name.trim_ascii(),
        value: start..end,
        whole: at..end.checked_add(1)?,
    })
}

/// Edits of one part.
#[derive(Debug, Default)]
pub(super) struct Patch {
    edits: Vec<(Range<usize>, String)>,
}

impl Patch {
    /// Other text for a stretch.
    pub(super) fn put(&mut self, span: Range<usize>, text: impl Into<String>) {
        self.edits.push((span, text.into()));
    }

    /// More text in a place, behind what was inserted there before.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.put(at..at, text);
    }

    /// A stretch less.
    pub(super) fn cut(&mut self, span: Range<usize>) {
        self.put(span, "");
    }

    /// The text with all edits.
    pub(super) fn applied(mut self, text: &str) -> String {
        self.edits.sort_by_key(|(span, _)| (span.start, span.end));
        let edits: Vec<(Range<usize>, &str)> = self
            .edits
            .iter()
            .map(|(span, text)| (span.clone(), text.as_str()))
            .collect();
        exchanged(text, &edits)
    }
}

/// Text as it may stand in an element or an attribute: no markup, no sign that XML forbids.
pub(super) fn escaped(text: &str) -> String {
    let legal: String = text.chars().filter(|c| is_legal(*c)).collect();
    escape(legal).into_owned()
}

fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_change_in_one_place() {
        let tag = Tag("<x:c r='A\"1'  s=\"3\" t=\"s\" />");
        assert_eq!((tag.prefix(), tag.name()), ("x:", "c"));
        assert_eq!(tag.value("r").as_deref(), Some("A\"1"));
        assert_eq!(tag.with("s", "17"), "<x:c r='A\"1'  s=\"17\" t=\"s\" />");
        assert_eq!(tag.without("s"), "<x:c r='A\"1' t=\"s\" />");
        assert_eq!(
            tag.with("u", "1"),
            "<x:c r='A\"1'  s=\"3\" t=\"s\" u=\"1\" />"
        );
        assert_eq!(Tag("<c>").with("s", "1"), "<c s=\"1\">");
        assert_eq!(Tag("<c s=\"1\">").without("s"), "<c>");
        assert_eq!(Tag("<row r=\"1\"/>").opened(), "<row r=\"1\">");
        assert_eq!(Tag("<row r=\"1\">").emptied(), "<row r=\"1\"/>");
        assert_eq!(tag.end(), "</x:c>");
        assert_eq!(tag.attribute_count(), 3);
    }

    #[test]
    fn namespaces_are_known_by_their_prefix() {
        let tag = Tag("<d r:id=\"a\" id=\"b\" xmlns:rel=\"urn:x\" xmlns:id=\"urn:y\"/>");
        assert_eq!(tag.prefixed("id").as_deref(), Some("a"));
        assert_eq!(tag.prefix_of("urn:x").as_deref(), Some("rel:"));
        assert_eq!(tag.prefix_of("urn:z"), None);
    }

    #[test]
    fn pieces_know_their_depth() {
        let text = "<a><b/><b>t</b></a>";
        let mut pieces = Pieces::of(text);
        let mut seen = Vec::new();
        while let Some(piece) = pieces.next().unwrap() {
            seen.push((piece.tag.0, piece.depth));
        }
        let expected = [
            ("<a>", 0),
            ("<b/>", 1),
            ("<b>", 1),
            ("t", 2),
            ("</b>", 1),
            ("</a>", 0),
        ];
        assert_eq!(seen, expected);
        assert!(Pieces::of("<a></b>").next().is_ok());
        let mut broken = Pieces::of("<a></b>");
        broken.next().unwrap();
        assert!(broken.next().is_err());
    }

    #[test]
    fn insertions_stand_before_what_they_were_put_before() {
        let mut patch = Patch::default();
        patch.put(1..2, "B");
        patch.insert(1, "x");
        patch.insert(1, "y");
        assert_eq!(patch.applied("abc"), "axyBc");
    }

    #[test]
    fn text_is_never_markup() {
        assert_eq!(
            escaped("<a b=\"1\">\u{0}\u{b}&\u{FFFF}"),
            "&lt;a b=&quot;1&quot;&gt;&amp;"
        );
        assert_eq!(escaped("行\n列"), "行\n列");
    }
}
