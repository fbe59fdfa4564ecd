//! Elements that hold a list of others, some with a `count`: fills, cell formats, relations.

use std::ops::Range;

use super::Unmarkable;
use super::xml::{Kind, Patch, Pieces, Tag};

/// A list as it stands in its part.
#[derive(Debug, Clone)]
pub(super) struct List<'x> {
    /// The tag that opens it, or all of it where it is empty.
    pub(super) tag: Tag<'x>,
    open: Range<usize>,
    /// Where its end tag is; none for `<fills/>`.
    close: Option<Range<usize>>,
    /// Its elements, each from its first sign to its last.
    pub(super) items: Vec<Item<'x>>,
}

/// An element of a list.
#[derive(Debug, Clone)]
pub(super) struct Item<'x> {
    /// Its opening tag.
    pub(super) tag: Tag<'x>,
    /// All of it.
    pub(super) text: &'x str,
    /// Where.
    pub(super) span: Range<usize>,
}

impl<'x> List<'x> {
    /// The first element of this name at this depth; none where the part has none.
    pub(super) fn find(
        text: &'x str,
        name: &str,
        depth: usize,
    ) -> Result<Option<Self>, Unmarkable> {
        let mut pieces = Pieces::of(text);
        while let Some(piece) = pieces.next()? {
            if piece.opens(name, depth) {
                let mut list = Self {
                    tag: piece.tag,
                    open: piece.span,
                    close: None,
                    items: Vec::new(),
                };
                if piece.kind == Kind::Start {
                    list.read(text, &mut pieces, depth)?;
                }
                return Ok(Some(list));
            }
        }
        Ok(None)
    }

    fn read(
        &mut self,
        text: &'x str,
        pieces: &mut Pieces<'x>,
        depth: usize,
    ) -> Result<(), Unmarkable> {
        let inside = depth.saturating_add(1);
        let mut begun: Option<(Tag<'x>, usize)> = None;
        while let Some(piece) = pieces.next()? {
            match piece.kind {
                Kind::End if piece.depth == depth => {
                    self.close = Some(piece.span);
                    return Ok(());
                }
                Kind::Start if piece.depth == inside => {
                    begun = Some((piece.tag, piece.span.start));
                }
                Kind::Empty if piece.depth == inside => {
                    self.push(text, piece.tag, piece.span);
                }
                Kind::End if piece.depth == inside => {
                    if let Some((tag, start)) = begun.take() {
                        self.push(text, tag, start..piece.span.end);
                    }
                }
                _ => {}
            }
        }
        Err(Unmarkable::broken("XML 在中途断开"))
    }

    fn push(&mut self, text: &'x str, tag: Tag<'x>, span: Range<usize>) {
        self.items.push(Item {
            tag,
            text: text.get(span.clone()).unwrap_or_default(),
            span,
        });
    }

    /// Adds elements at its end.
    pub(super) fn append(&self, patch: &mut Patch, items: &[String]) {
        if items.is_empty() {
            return;
        }
        let total = self.items.len().saturating_add(items.len());
        let tag = self.counted(total);
        match &self.close {
            Some(close) => {
                patch.put(self.open.clone(), tag);
                patch.insert(close.start, items.concat());
            }
            None => patch.put(
                self.open.clone(),
                format!("{}{}{}", Tag(&tag).opened(), items.concat(), self.tag.end()),
            ),
        }
    }

    /// Takes out the elements of which this is said.
    pub(super) fn remove(&self, patch: &mut Patch, is_meant: impl Fn(usize, &Item<'x>) -> bool) {
        let all = self.items.iter().enumerate();
        let meant: Vec<&Item<'x>> = all
            .filter(|(at, item)| is_meant(*at, item))
            .map(|(_, item)| item)
            .collect();
        if meant.is_empty() {
            return;
        }
        let left = self.items.len().saturating_sub(meant.len());
        patch.put(self.open.clone(), self.counted(left));
        for item in meant {
            patch.cut(item.span.clone());
        }
    }

    /// The opening tag with this count, if it has one.
    fn counted(&self, count: usize) -> String {
        match self.tag.value("count") {
            Some(_) => self.tag.with("count", &count.to_string()),
            None => self.tag.0.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appended(text: &str) -> String {
        let list = List::find(text, "l", 1).unwrap().unwrap();
        let mut patch = Patch::default();
        list.append(&mut patch, &["<i n=\"9\"/>".to_owned()]);
        patch.applied(text)
    }

    #[test]
    fn items_are_added_at_the_end_and_counted() {
        assert_eq!(
            appended("<r><l count=\"9\"><i><l/></i> </l></r>"),
            "<r><l count=\"2\"><i><l/></i> <i n=\"9\"/></l></r>"
        );
        assert_eq!(appended("<r><l/></r>"), "<r><l><i n=\"9\"/></l></r>");
        assert_eq!(
            appended("<r><x:l count='0'/></r>"),
            "<r><x:l count='1'><i n=\"9\"/></x:l></r>"
        );
    }

    #[test]
    fn what_was_added_can_be_taken_out() {
        let text = "<r><l count=\"1\"><i/></l></r>";
        let longer = appended(text);
        let list = List::find(&longer, "l", 1).unwrap().unwrap();
        let mut patch = Patch::default();
        list.remove(&mut patch, |_, item| item.tag.number("n") == Some(9));
        assert_eq!(patch.applied(&longer), text);
    }

    #[test]
    fn a_list_that_breaks_off_is_an_error() {
        assert!(List::find("<r><l><i/>", "l", 1).is_err());
        assert!(List::find("<r></r>", "l", 1).unwrap().is_none());
    }
}
