//! A sheet is a table of columns, not code: header, source column, kind, width. Also the only place
//! in which a frame is read for the workbooks.

mod colours;
mod live;
mod picture;

use std::borrow::Cow;

use polars::prelude::{AnyValue, DataFrame};
use rust_decimal::Decimal;

pub(super) use self::colours::Colours;
pub(super) use self::live::{Origin, mean, place, shown, subtotal, totals};
pub(super) use self::picture::Picture;
use super::rows::{Row, Rows, Value};
use crate::tables::columns;

/// How a column is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Short text on the left, not wrapped.
    Text,
    /// Text that may take several lines.
    Wrapped,
    /// Sentences: an echo's are indented.
    Prose,
    /// Short text in the middle: codes, grades, states.
    Label,
    /// 错误, 警告, 提示, each in its colour.
    Severity,
    /// Money in 万元.
    Amount,
    /// A fraction, in percent.
    Rate,
    /// Weights and scores.
    Points,
    /// A number of things.
    Count,
    /// A way to the source.
    Link,
    /// A day.
    Day,
}

impl Kind {
    /// Every kind.
    pub(super) const ALL: [Self; 11] = [
        Self::Text,
        Self::Wrapped,
        Self::Prose,
        Self::Label,
        Self::Severity,
        Self::Amount,
        Self::Rate,
        Self::Points,
        Self::Count,
        Self::Link,
        Self::Day,
    ];
}

/// What sets a cell or a row apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tone {
    /// Nothing.
    Plain,
    /// 错误
    Error,
    /// 警告
    Warning,
    /// 提示
    Info,
    /// An echo of the row above.
    Muted,
    /// A sum of the rows above.
    Total,
}

impl Tone {
    /// Every tone.
    pub(super) const ALL: [Self; 6] = [
        Self::Plain,
        Self::Error,
        Self::Warning,
        Self::Info,
        Self::Muted,
        Self::Total,
    ];
}

/// Decides the tone of a cell or of a row.
pub(super) type ToneOf = fn(Row<'_, '_>) -> Tone;

/// One column of a sheet.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// The column of the rows that it shows.
    pub(super) source: &'static str,
    /// What stands above it.
    pub(super) header: Cow<'static, str>,
    /// How it is shown.
    pub(super) kind: Kind,
    /// In half-width characters.
    pub(super) width: u16,
    /// How many columns of the page it takes.
    pub(super) span: u16,
    /// What sets single cells apart.
    pub(super) tone: Option<ToneOf>,
    /// By what its cells are coloured.
    pub(super) colours: Option<Colours>,
    /// What a person may enter there.
    pub(super) entry: Option<Entry>,
    /// How its figures follow from others; the first that holds is written as a formula.
    pub(super) origins: Vec<Origin>,
    /// What is drawn in its cells.
    pub(super) picture: Option<Picture>,
}

/// What a person may enter in a column; anything, where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// One of the statuses of a decision.
    Status,
    /// The last day on which a decision holds.
    Until,
}

impl Column {
    /// A column that the report makes itself.
    pub(super) fn new(
        source: &'static str,
        header: impl Into<Cow<'static, str>>,
        kind: Kind,
        width: u16,
    ) -> Self {
        Self {
            source,
            header: header.into(),
            kind,
            width,
            span: 1,
            tone: None,
            colours: None,
            entry: None,
            origins: Vec::new(),
            picture: None,
        }
    }

    /// A column of the data contract, with its header and its kind.
    pub(super) fn of(table: &[columns::Column], source: &'static str, width: u16) -> Self {
        let record = table.iter().find(|column| column.name == source);
        let kind = match record.map(|record| record.kind) {
            Some(columns::Kind::Integer) => Kind::Count,
            Some(columns::Kind::Amount) => Kind::Amount,
            Some(columns::Kind::Rate) => Kind::Rate,
            Some(columns::Kind::Points) => Kind::Points,
            Some(columns::Kind::Text) | None => Kind::Text,
        };
        Self::new(
            source,
            record.map_or(source, |record| record.header),
            kind,
            width,
        )
    }

    /// Shown in another way.
    #[must_use]
    pub(super) fn shown(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// Under another header.
    #[must_use]
    pub(super) fn titled(self, header: &'static str) -> Self {
        Self {
            header: Cow::Borrowed(header),
            ..self
        }
    }

    /// Over several columns of the page.
    #[must_use]
    pub(super) fn over(self, span: u16) -> Self {
        Self { span, ..self }
    }

    /// To be filled in by a person.
    #[must_use]
    pub(super) fn entered(self, entry: Entry) -> Self {
        Self {
            entry: Some(entry),
            ..self
        }
    }

    /// With some cells set apart.
    #[must_use]
    pub(super) fn toned(self, tone: ToneOf) -> Self {
        Self {
            tone: Some(tone),
            ..self
        }
    }
}

/// A table that fills a sheet (or several, where it is longer than one may be).
#[derive(Debug, Clone)]
pub(super) struct Sheet<'a> {
    /// On the tab.
    pub(super) name: String,
    /// Above the table.
    pub(super) title: String,
    /// Under the title: unit, order, what the colours mean.
    pub(super) note: String,
    /// From left to right.
    pub(super) columns: Vec<Column>,
    /// From top to bottom.
    pub(super) rows: Rows<'a>,
    /// Sums, under the rows and outside the filter.
    pub(super) totals: Rows<'a>,
    /// Columns that stay in view.
    pub(super) frozen: u16,
    /// What sets whole rows apart.
    pub(super) row_tone: ToneOf,
    /// The data file that holds the same in full.
    pub(super) data_file: &'static str,
    /// Is it a table by the name of its tab, for formulas and pivots?
    pub(super) named: bool,
}

impl<'a> Sheet<'a> {
    /// A sheet without notes, sums or colours.
    pub(super) fn new(name: &str, title: String, columns: Vec<Column>, rows: Rows<'a>) -> Self {
        Self {
            name: name.to_owned(),
            title,
            note: String::new(),
            columns,
            rows,
            totals: Rows::default(),
            frozen: 0,
            row_tone: |_| Tone::Plain,
            data_file: "projects.csv",
            named: false,
        }
    }

    /// A table by the name of its tab.
    #[must_use]
    pub(super) fn named(self) -> Self {
        Self {
            named: true,
            ..self
        }
    }

    /// The same sheet with some of its rows, without sums.
    pub(super) fn part(&self, first: usize, most: usize) -> Self {
        Self {
            name: self.name.clone(),
            title: self.title.clone(),
            note: self.note.clone(),
            columns: self.columns.clone(),
            rows: self.rows.part(first, most),
            totals: Rows::default(),
            ..*self
        }
    }
}

/// Reads a frame.
pub(super) fn read(frame: &DataFrame) -> Rows<'_> {
    let columns = frame.columns().iter().map(|column| {
        let series = column.as_materialized_series();
        let values = (0..series.len()).map(|row| series.get(row).map_or(Value::Unknown, value));
        (column.name().as_str(), values.collect())
    });
    Rows::from_columns(columns.collect())
}

fn value(value: AnyValue<'_>) -> Value<'_> {
    match value {
        AnyValue::Null => Value::Unknown,
        AnyValue::String(text) => Value::text(text),
        AnyValue::Int64(count) => Value::Count(count),
        AnyValue::Float64(rate) => Value::Rate(rate),
        AnyValue::Decimal(units, _, scale) => {
            figure(units, scale).map_or_else(|| Value::text(value.to_string()), Value::Figure)
        }
        other => Value::text(other.to_string()),
    }
}

fn figure(units: i128, scale: usize) -> Option<Decimal> {
    let scale = u32::try_from(scale).ok()?;
    Decimal::try_from_i128_with_scale(units, scale)
        .ok()
        .map(|figure| figure.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::tables::columns::{PROJECTS, projects};

    #[test]
    fn a_frame_is_read_with_its_types() {
        let tables = fixture::tables();
        let rows = read(&tables.projects);
        let first = rows.iter().next().unwrap();
        assert_eq!(
            *first.get(projects::executed),
            Value::Figure("35.56041".parse().unwrap())
        );
        assert_eq!(*first.get(projects::execution_rate), Value::Rate(1.0));
        assert_eq!(*first.get(projects::findings_error), Value::Count(2));
        assert_eq!(*first.get(projects::phone), Value::Unknown);
        assert_eq!(first.text(projects::street_office), "椿树街道");
    }

    #[test]
    fn a_column_of_the_contract_brings_its_header_and_kind() {
        let column = Column::of(PROJECTS, projects::executed, 12);
        assert_eq!(
            (column.header.as_ref(), column.kind),
            ("全年执行数", Kind::Amount)
        );
    }
}
