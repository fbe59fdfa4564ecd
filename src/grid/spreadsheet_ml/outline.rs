//! The first pass: the styles, and where each worksheet begins and ends.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::super::reading::{Entry, within_sheets};
use super::super::xml::{Events, Fault, local_attribute};
use super::super::{Limits, Visibility};
use super::styles::Styles;
use crate::refusal::Refusal;

/// What must be known before cells are read.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) styles: Styles,
    pub(super) sheets: Vec<Listed>,
    /// Why there may be more worksheets than are listed.
    pub(super) broken: Option<Fault>,
}

/// A worksheet with the stretch of text that it takes.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) entry: Entry,
    pub(super) span: Range<usize>,
}

impl Outline {
    /// Passes over the whole document. Where it breaks off inside a worksheet, that one is listed
    /// all the same.
    pub(super) fn of(xml: &str, limits: &Limits) -> Result<Self, Refusal> {
        let mut outline = Self::default();
        let mut events = Events::lenient(xml).unfolded();
        let mut visible = String::new();
        let mut in_visible = false;
        loop {
            let (event, span) = match events.spanned() {
                Ok(spanned) => spanned,
                Err(fault) => {
                    outline.broken = Some(fault);
                    return Ok(outline);
                }
            };
            match event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "Style" => outline.styles.open(&element),
                    "NumberFormat" => outline.styles.number_format(&element),
                    "Worksheet" => {
                        outline.list(&element, span.start..xml.len());
                        within_sheets(outline.sheets.len(), limits)?;
                    }
                    "Visible" => {
                        visible.clear();
                        in_visible = true;
                    }
                    _ => {}
                },
                Event::Text(text) if in_visible => visible.push_str(&text),
                Event::End(element) => match element.local_name().as_ref() {
                    "Visible" => {
                        in_visible = false;
                        outline.hide_unless_visible(visible.trim());
                    }
                    "Worksheet" => outline.close(span.end),
                    "Workbook" => return Ok(outline),
                    _ => {}
                },
                Event::Eof => {
                    outline.broken = Some("XML 在中途断开".to_owned());
                    return Ok(outline);
                }
                _ => {}
            }
        }
    }

    fn list(&mut self, element: &BytesStart<'_>, span: Range<usize>) {
        self.close(span.start);
        let number = self.sheets.len().saturating_add(1);
        let name = local_attribute(element, "Name");
        let entry = Entry {
            name: name.map_or_else(|| format!("Sheet{number}"), Cow::into_owned),
            visibility: Visibility::Visible,
            obstacle: None,
        };
        self.sheets.push(Listed { entry, span });
    }

    fn hide_unless_visible(&mut self, said: &str) {
        if let Some(sheet) = self.sheets.last_mut()
            && said != "SheetVisible"
        {
            sheet.entry.visibility = Visibility::Hidden;
        }
    }

    /// Ends the last worksheet at `end`, unless it has ended before.
    fn close(&mut self, end: usize) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.span.end = sheet.span.end.min(end);
        }
    }
}
