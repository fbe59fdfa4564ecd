//! XML parts as a stream of events, each with the place it was read from.

use std::borrow::Cow;
use std::fmt::Write;
use std::iter;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// What is wrong with a part, in words for the office.
pub(crate) type Fault = String;

/// The events of one part.
pub(crate) struct Events<'x> {
    reader: Reader<&'x [u8]>,
    length: usize,
}

impl<'x> Events<'x> {
    /// Events that need not nest properly: calamine does not ask for it either.
    pub(crate) fn lenient(text: &'x str) -> Self {
        let mut events = Self::strict(text);
        events.reader.config_mut().check_end_names = false;
        // A pass may begin behind the rows, where the worksheet's own start is out of sight.
        events.reader.config_mut().allow_unmatched_ends = true;
        events
    }

    /// Events of which every end must match its start.
    pub(crate) fn strict(text: &'x str) -> Self {
        Self {
            reader: Reader::from_str(text),
            length: text.len(),
        }
    }

    /// The same events, an empty element as a start and an end.
    pub(super) fn unfolded(mut self) -> Self {
        self.reader.config_mut().expand_empty_elements = true;
        self
    }

    /// The next event.
    pub(super) fn event(&mut self) -> Result<Event<'x>, Fault> {
        self.reader
            .read_event()
            .map_err(|error| format!("XML 有误：{error}"))
    }

    /// The next event with the bytes that it takes in the text.
    pub(crate) fn spanned(&mut self) -> Result<(Event<'x>, Range<usize>), Fault> {
        let start = self.position();
        let event = self.event()?;
        Ok((event, start..self.position()))
    }

    /// Passes over the content of an element and its end; answers where the end stops.
    pub(super) fn skip(&mut self, element: &BytesStart<'_>) -> Result<usize, Fault> {
        self.reader
            .read_to_end(element.name())
            .map_err(|error| format!("XML 有误：{error}"))?;
        Ok(self.position())
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).map_or(self.length, |at| at.min(self.length))
    }
}

/// The attributes of an element as they are written, name and value. quick-xml's own iterator
/// checks more and takes three times as long, which counts at one or two for each cell.
pub(crate) fn attributes<'e>(
    element: &'e BytesStart<'_>,
) -> impl Iterator<Item = (&'e str, &'e str)> {
    let mut rest = element.attributes_raw();
    iter::from_fn(move || {
        let (name, tail) = rest.split_once('=')?;
        let tail = tail.trim_ascii_start();
        let quote = tail.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, tail) = tail.get(1..)?.split_once(quote)?;
        rest = tail;
        Some((name.trim_ascii(), value))
    })
}

/// The value of an attribute by its full name, with entities resolved.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    attributes(element)
        .find(|(key, _)| *key == name)
        .map(|(_, value)| plain(value))
}

/// The value of an attribute whose name carries some prefix, such as `r:id`.
pub(super) fn prefixed_attribute<'e>(
    element: &'e BytesStart<'_>,
    local_name: &str,
) -> Option<Cow<'e, str>> {
    attributes(element)
        .find(|(key, _)| {
            key.split_once(':')
                .is_some_and(|(_, name)| name == local_name)
        })
        .map(|(_, value)| plain(value))
}

/// The value of an attribute by its local name, whatever its prefix.
pub(super) fn local_attribute<'e>(
    element: &'e BytesStart<'_>,
    local_name: &str,
) -> Option<Cow<'e, str>> {
    attributes(element)
        .find(|(key, _)| key.rsplit(':').next() == Some(local_name))
        .map(|(_, value)| plain(value))
}

/// Resolves the entities of an attribute value; one that cannot be resolved stays as written.
pub(crate) fn plain(value: &str) -> Cow<'_, str> {
    unescape(value).unwrap_or(Cow::Borrowed(value))
}

/// Appends what an entity in a text stands for; an unknown one stays as written.
pub(super) fn push_entity(text: &mut String, entity: &BytesRef<'_>) {
    let written = format!("&{};", &**entity);
    match unescape(&written) {
        Ok(resolved) => text.push_str(&resolved),
        Err(_) => text.push_str(&written),
    }
}

/// `text` with some stretches, in ascending order, exchanged.
pub(crate) fn exchanged(text: &str, cuts: &[(Range<usize>, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (cut, stand_in) in cuts {
        // A cut inside an earlier one has been taken out with it.
        if let Some(kept) = text.get(from..cut.start) {
            let _ = write!(out, "{kept}{stand_in}");
            from = cut.end;
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_cover_the_markup() {
        let text = "<a><b r=\"1\">二&amp;</b><!-- x --><c/></a>";
        let mut events = Events::lenient(text);
        let mut seen = Vec::new();
        loop {
            let (event, span) = events.spanned().unwrap();
            if matches!(event, Event::Eof) {
                break;
            }
            seen.push(text.get(span).unwrap());
        }
        let whole = [
            "<a>",
            "<b r=\"1\">",
            "二",
            "&amp;",
            "</b>",
            "<!-- x -->",
            "<c/>",
            "</a>",
        ];
        assert_eq!(seen, whole);
    }

    #[test]
    fn empty_elements_can_be_unfolded() {
        let mut events = Events::strict("<a><b/></a>").unfolded();
        let mut seen = String::new();
        loop {
            match events.event().unwrap() {
                Event::Start(element) => seen.push_str(element.name().as_ref()),
                Event::End(_) => seen.push('/'),
                Event::Eof => break,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(seen, "ab//");
    }

    #[test]
    fn attributes_are_resolved() {
        let mut events = Events::lenient("<s name=\"A&amp;B &nbsp;\" r:id=\"r1\" id=\"2\"/>");
        let Event::Empty(element) = events.event().unwrap() else {
            panic!("one empty element");
        };
        assert_eq!(
            attribute(&element, "name").as_deref(),
            Some("A&amp;B &nbsp;")
        );
        assert_eq!(attribute(&element, "id").as_deref(), Some("2"));
        assert_eq!(prefixed_attribute(&element, "id").as_deref(), Some("r1"));
        assert_eq!(local_attribute(&element, "id").as_deref(), Some("r1"));
        assert_eq!(local_attribute(&element, "d"), None);
        assert_eq!(plain("A&amp;B"), "A&B");
    }

    #[test]
    fn attributes_come_as_written() {
        let element = BytesStart::from_content("c r = 'A\"1'  s=\"\"\n t=\"a=b\" broken=x y", 1);
        let all: Vec<_> = attributes(&element).collect();
        assert_eq!(all, [("r", "A\"1"), ("s", ""), ("t", "a=b")]);
    }

    #[test]
    fn stretches_are_exchanged() {
        let cuts = [(1..2, "X"), (1..2, "Y"), (4..6, "")];
        assert_eq!(exchanged("abcdefg", &cuts), "aXcdg");
    }
}
