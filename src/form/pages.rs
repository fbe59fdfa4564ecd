//! Forms that go on from one sheet to the next: head and money on the first, indicators on the
//! second. Both are read as one grid in which the second sheet's rows follow below the first's.

use std::borrow::Cow;

use super::dictionary::{Dictionary, Label};
use super::words::Words;
use crate::grid::{Grid, Region, Sheet};

/// One sheet, or several that hold one form.
pub(super) struct Pages<'s> {
    /// The name of the first sheet.
    pub(super) name: String,
    /// The names of the sheets on which it goes on.
    pub(super) further: Vec<String>,
    pub(super) grid: Cow<'s, Grid>,
    /// Its labels, where it is one sheet alone.
    pub(super) words: Option<Words<'s>>,
}

/// What of a form a sheet holds.
struct Content {
    /// Names of projects, or of departments.
    names: Vec<String>,
    funding: bool,
    indicators: bool,
}

/// The sheets, those that go on with the sheet before them joined to it.
pub(super) fn joined<'s>(sheets: &'s [Sheet], dictionary: &'s Dictionary) -> Vec<Pages<'s>> {
    let mut books: Vec<Pages<'s>> = Vec::new();
    let mut open: Option<Content> = None;
    for sheet in sheets {
        if sheet.grid.is_empty() {
            continue;
        }
        let words = Words::of_sheet(&sheet.grid, dictionary);
        let content = content(&words);
        match (books.last_mut(), &open) {
            (Some(pages), Some(first)) if goes_on(first, &content) => {
                pages.add(sheet);
                open = None;
            }
            _ => {
                open = Some(content).filter(lacks_indicators);
                books.push(Pages {
                    name: sheet.name.clone(),
                    further: Vec::new(),
                    grid: Cow::Borrowed(&sheet.grid),
                    words: Some(words),
                });
            }
        }
    }
    books
}

fn content(words: &Words<'_>) -> Content {
    let has = |label| words.find(label).is_some();
    let names = words.all(Label::ProjectName);
    Content {
        names: names
            .filter_map(|word| words.right_of(word).text_entry().value().cloned())
            .collect(),
        funding: has(Label::Executed),
        indicators: has(Label::Level3) && (has(Label::Target) || has(Label::Actual)),
    }
}

/// One form with money and without indicators.
fn lacks_indicators(content: &Content) -> bool {
    content.names.len() == 1 && content.funding && !content.indicators
}

/// Indicators alone, of no project or of the same one.
fn goes_on(first: &Content, next: &Content) -> bool {
    let same = next.names.iter().all(|name| first.names.contains(name));
    next.indicators && !next.funding && same
}

impl Pages<'_> {
    fn add(&mut self, sheet: &Sheet) {
        self.further.push(sheet.name.clone());
        let page = u32::try_from(self.further.len()).unwrap_or(u32::MAX);
        self.words = None;
        let grid = self.grid.to_mut();
        for (at, value) in sheet.grid.cells() {
            grid.put(at.paged(page), value.clone());
        }
        for region in sheet.grid.merges() {
            grid.merge(Region::new(
                region.first.paged(page),
                region.last.paged(page),
            ));
        }
    }
}
