//! The `layouts` table: the layouts that were met, how surely each was read, and what the dictionary
//! does not know of it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use polars::prelude::{DataFrame, PolarsResult};

use super::Batch;
use super::columns::layouts as column;
use super::frame::{Field, count, fields, frame as frame_of, printed, text};
use crate::form::{Form, FormKind, Reading, UnknownLabel};
use crate::submission::Source;

/// Forms of one layout: of one family, read with the same doubts.
#[derive(Clone)]
struct Layout<'a> {
    reading: &'a Reading,
    reason: String,
    forms: usize,
    /// Forms without a block that the family has.
    partial: usize,
    unknown: Vec<&'a UnknownLabel>,
    /// The first of them, as an example.
    source: &'a Source,
    form: &'a Form,
}

/// The frame of `layouts`: the least sure first.
pub(super) fn frame(batch: &Batch<'_>) -> PolarsResult<DataFrame> {
    let mut layouts: BTreeMap<(u8, &str, String), Layout<'_>> = BTreeMap::new();
    let forms = batch.submissions.iter().flat_map(|file| {
        file.forms()
            .iter()
            .map(move |form| (&file.source, &form.form))
    });
    for (source, form) in forms {
        let reading = &form.reading;
        let key = (
            reading.confidence(),
            reading.family.name.as_str(),
            reading.reason(),
        );
        layouts
            .entry(key)
            .or_insert_with(|| Layout::of(source, form))
            .add(form);
    }
    let rows: Vec<Layout<'_>> = layouts.into_values().collect();
    frame_of(&rows, &[reading(), example()].concat())
}

fn reading<'a>() -> Vec<Field<Layout<'a>>> {
    fields! {
        column::template: Text |row| text(&row.reading.family.name);
        column::title: Text |row| text(&row.reading.family.title);
        column::confidence: Rate |row| Some(row.confidence());
        column::reason: Text |row| text(&row.reason);
        column::forms: Integer |row| count(row.forms);
        column::partial_forms: Integer |row| count(row.partial);
        column::unknown_labels: Text |row| row.unknown(|label| label.text.clone());
        column::suggested_entries: Text |row| row.unknown(UnknownLabel::entry);
    }
}

fn example<'a>() -> Vec<Field<Layout<'a>>> {
    fields! {
        column::source_file: Text |row| text(&row.source.file);
        column::source_sheet: Text |row| text(&row.form.sheet);
        column::source_cell: Text |row| printed(row.form.area.first);
    }
}

impl<'a> Layout<'a> {
    fn of(source: &'a Source, form: &'a Form) -> Self {
        Self {
            reading: &form.reading,
            reason: form.reading.reason(),
            forms: 0,
            partial: 0,
            unknown: Vec::new(),
            source,
            form,
        }
    }

    fn add(&mut self, form: &'a Form) {
        self.forms = self.forms.saturating_add(1);
        let lacks = form.reading.missing_parts().next().is_some();
        self.partial = self
            .partial
            .saturating_add(usize::from(lacks && form.kind != FormKind::LedgerRow));
        for label in &form.reading.unknown_labels {
            if !self.unknown.iter().any(|known| known.text == label.text) {
                self.unknown.push(label);
            }
        }
    }

    fn confidence(&self) -> crate::value::Rate {
        crate::value::Rate::new(rust_decimal::Decimal::new(
            self.reading.confidence().into(),
            2,
        ))
    }

    /// One line for each unknown label.
    fn unknown<'r>(&self, line: impl Fn(&UnknownLabel) -> String) -> Option<Cow<'r, str>> {
        let lines: Vec<String> = self.unknown.iter().map(|label| line(label)).collect();
        printed(lines.join("\n"))
    }
}
