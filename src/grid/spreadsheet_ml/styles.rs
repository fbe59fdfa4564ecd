//! How the styles of the workbook show numbers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::super::number_format::Shown;
use super::super::xml::local_attribute;

/// The style of all that says nothing else.
const DEFAULT: &str = "Default";

/// A chain of styles that is longer leads round in a circle.
const LONGEST_CHAIN: usize = 16;

/// The styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style that is being read.
    open: String,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    shown: Option<Shown>,
}

impl Styles {
    /// Begins a style.
    pub(super) fn open(&mut self, element: &BytesStart<'_>) {
        self.open = local_attribute(element, "ID")
            .unwrap_or_default()
            .into_owned();
        let parent = local_attribute(element, "Parent").map(Cow::into_owned);
        let style = Style {
            parent,
            shown: None,
        };
        self.by_id.insert(self.open.clone(), style);
    }

    /// Takes the number format of the style that is being read.
    pub(super) fn number_format(&mut self, element: &BytesStart<'_>) {
        let code = local_attribute(element, "Format").unwrap_or_default();
        if let Some(style) = self.by_id.get_mut(&self.open) {
            style.shown = Some(Shown::by_code(unnamed(&code)));
        }
    }

    /// How a style shows numbers: as it says itself, or as what it is derived from.
    pub(super) fn shown(&self, id: &str) -> Shown {
        let mut id = id;
        for _ in 0..LONGEST_CHAIN {
            let style = self.by_id.get(id);
            if let Some(shown) = style.and_then(|style| style.shown) {
                return shown;
            }
            let parent = style.and_then(|style| style.parent.as_deref());
            match parent {
                Some(parent) => id = parent,
                None if id == DEFAULT => break,
                None => id = DEFAULT,
            }
        }
        Shown::default()
    }
}

/// The code of a format that is given by its name, else the format itself.
fn unnamed(format: &str) -> &str {
    match format {
        "Percent" => "0.00%",
        "Fixed" => "0.00",
        "Standard" | "Currency" | "Euro Currency" => "#,##0.00",
        "Scientific" => "0.00E+00",
        // Names of dates and truth values hold letters that codes have other uses for.
        named if named.ends_with("Date") || named.ends_with("Time") => "General",
        "Yes/No" | "True/False" | "On/Off" => "General",
        code => code,
    }
}
