//! A table of the data contract, column by column, in few bytes: a text that stands in many rows is
//! written once.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::report::rows::{Rows, Value};
use crate::tables::columns::{self, Kind};
use crate::value::plain;
use crate::value::sensitive::masked;

/// A table as the page reads it.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    rows: usize,
    columns: Vec<Column>,
}

#[derive(Debug, Serialize)]
struct Column {
    name: &'static str,
    header: &'static str,
    kind: &'static str,
    #[serde(flatten)]
    cells: Cells,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Cells {
    /// Numbers, row by row.
    Numbers { values: Vec<Option<Number>> },
    /// Different texts, and for each row which of them.
    Texts {
        words: Vec<String>,
        at: Vec<Option<usize>>,
    },
}

/// A number whose digits are those of the frame.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Number {
    Count(i64),
    Rate(f64),
    /// An amount or points: a browser's numbers would not hold all digits.
    Exact(String),
}

impl Table {
    /// These columns of a table of the contract. Personal numbers are masked: a page is easily passed
    /// on. `keys` are columns of our own making, in which nothing is masked.
    pub(super) fn of(rows: &Rows<'_>, shown: &[&'static columns::Column], keys: &[&str]) -> Self {
        let columns = shown.iter().map(|record| Column {
            name: record.name,
            header: record.header,
            kind: kind(record.kind),
            cells: match record.kind {
                Kind::Text if keys.contains(&record.name) => {
                    texts(rows, record.name, str::to_owned)
                }
                Kind::Text => texts(rows, record.name, masked),
                _ => numbers(rows, record.name),
            },
        });
        Self {
            rows: rows.len(),
            columns: columns.collect(),
        }
    }

    /// With one more column of texts.
    #[must_use]
    pub(super) fn with(
        mut self,
        rows: &Rows<'_>,
        name: &'static str,
        header: &'static str,
    ) -> Self {
        self.columns.push(Column {
            name,
            header,
            kind: kind(Kind::Text),
            cells: texts(rows, name, str::to_owned),
        });
        self
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Integer => "count",
        Kind::Amount => "amount",
        Kind::Rate => "rate",
        Kind::Points => "points",
    }
}

fn numbers(rows: &Rows<'_>, name: &str) -> Cells {
    Cells::Numbers {
        values: rows.iter().map(|row| number(row.get(name))).collect(),
    }
}

fn number(value: &Value<'_>) -> Option<Number> {
    match value.plain() {
        Value::Count(count) => Some(Number::Count(*count)),
        Value::Rate(rate) => Some(Number::Rate(*rate)),
        Value::Figure(figure) => Some(Number::Exact(plain(*figure))),
        Value::Text(text) => Some(Number::Exact(text.clone().into_owned())),
        _ => None,
    }
}

fn texts(rows: &Rows<'_>, name: &str, shown: fn(&str) -> String) -> Cells {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut words = Vec::new();
    let mut at = Vec::with_capacity(rows.len());
    for row in rows.iter() {
        let text = row.text(name);
        at.push((!text.is_empty()).then(|| {
            *known.entry(text).or_insert_with(|| {
                words.push(shown(text));
                words.len().saturating_sub(1)
            })
        }));
    }
    Cells::Texts { words, at }
}
