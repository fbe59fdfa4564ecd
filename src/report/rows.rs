//! Rows of a frame in plain values: what sheets are filled from, joined and sorted for people.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::link::Link;
use crate::value::Day;

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Value<'a> {
    /// Not known: an empty cell, never 0.
    #[default]
    Unknown,
    /// Text, as it came.
    Text(Cow<'a, str>),
    /// A number of things.
    Count(i64),
    /// An amount or points, exact.
    Figure(Decimal),
    /// A rate, or a mean.
    Rate(f64),
    /// A way to the source.
    Link(Link),
    /// A day.
    Day(Day),
}

impl<'a> Value<'a> {
    /// A text; an empty one is unknown.
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Unknown
        } else {
            Self::Text(text)
        }
    }

    /// A number of things.
    pub(super) fn count(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// The text; empty for anything else.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// Smaller first, the unknown last, whichever way `order` turns the known.
    pub(super) fn ranked(&self, other: &Self, order: fn(Ordering) -> Ordering) -> Ordering {
        match (self, other) {
            (Self::Unknown, Self::Unknown) => Ordering::Equal,
            (Self::Unknown, _) => Ordering::Greater,
            (_, Self::Unknown) => Ordering::Less,
            (Self::Count(one), Self::Count(other)) => order(one.cmp(other)),
            (Self::Figure(one), Self::Figure(other)) => order(one.cmp(other)),
            (Self::Rate(one), Self::Rate(other)) => order(one.total_cmp(other)),
            (Self::Day(one), Self::Day(other)) => order(one.cmp(other)),
            _ => order(self.as_str().cmp(other.as_str())),
        }
    }
}

/// Rows with named columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows<'a> {
    names: Vec<&'a str>,
    cells: Vec<Vec<Value<'a>>>,
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'r, 'a> {
    names: &'r [&'a str],
    cells: &'r [Value<'a>],
}

impl<'r, 'a> Row<'r, 'a> {
    /// The value in a column; unknown where there is no such column.
    pub(super) fn get(self, name: &str) -> &'r Value<'a> {
        const NOTHING: &Value<'static> = &Value::Unknown;
        let at = self.names.iter().position(|known| *known == name);
        at.and_then(|at| self.cells.get(at)).unwrap_or(NOTHING)
    }

    /// The text in a column; empty where it is unknown.
    pub(super) fn text(self, name: &str) -> &'r str {
        self.get(name).as_str()
    }

    /// Is a figure in this column greater than zero?
    pub(super) fn is_positive(self, name: &str) -> bool {
        match self.get(name) {
            Value::Count(count) => *count > 0,
            Value::Figure(figure) => *figure > Decimal::ZERO,
            Value::Rate(rate) => *rate > 0.0,
            _ => false,
        }
    }

    /// Is what one column says less than what the other says?
    pub(super) fn is_less(self, name: &str, other: &str) -> bool {
        match (self.get(name), self.get(other)) {
            (Value::Figure(one), Value::Figure(other)) => one < other,
            _ => false,
        }
    }
}

impl<'a> Rows<'a> {
    /// Rows from columns of equal length.
    pub(super) fn from_columns(columns: Vec<(&'a str, Vec<Value<'a>>)>) -> Self {
        let height = columns
            .iter()
            .map(|(_, values)| values.len())
            .max()
            .unwrap_or_default();
        let mut rows = Self {
            names: Vec::with_capacity(columns.len()),
            cells: vec![Vec::with_capacity(columns.len()); height],
        };
        for (name, values) in columns {
            rows.names.push(name);
            for (row, value) in rows.cells.iter_mut().zip(values) {
                row.push(value);
            }
        }
        rows
    }

    /// How many.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// None at all?
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Does it have this column?
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(&name)
    }

    /// Every row, in order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = Row<'_, 'a>> + '_ {
        self.cells.iter().map(|cells| Row {
            names: &self.names,
            cells,
        })
    }

    /// Is anything known in this column?
    pub(super) fn knows(&self, name: &str) -> bool {
        self.iter().any(|row| *row.get(name) != Value::Unknown)
    }

    /// How many rows are like this?
    pub(super) fn count(&self, like: impl Fn(Row<'_, 'a>) -> bool) -> usize {
        self.iter().filter(|row| like(*row)).count()
    }

    /// The rows that are like this, in order.
    #[must_use]
    pub(super) fn filter(&self, like: impl Fn(Row<'_, 'a>) -> bool) -> Self {
        let kept = self.iter().filter(|row| like(*row));
        Self {
            names: self.names.clone(),
            cells: kept.map(|row| row.cells.to_vec()).collect(),
        }
    }

    /// The rows that are marked, in order.
    #[must_use]
    pub(super) fn selected(&self, marked: &[bool]) -> Self {
        let kept = self.cells.iter().zip(marked);
        Self {
            names: self.names.clone(),
            cells: kept
                .filter(|(_, marked)| **marked)
                .map(|(cells, _)| cells.clone())
                .collect(),
        }
    }

    /// The same rows with nothing known but these columns.
    #[must_use]
    pub(super) fn only(mut self, known: &[&str]) -> Self {
        for cells in &mut self.cells {
            for (name, cell) in self.names.iter().zip(cells) {
                if !known.contains(name) {
                    *cell = Value::Unknown;
                }
            }
        }
        self
    }

    /// At most so many rows, from `first` on.
    #[must_use]
    pub(super) fn part(&self, first: usize, most: usize) -> Self {
        Self {
            names: self.names.clone(),
            cells: self.cells.iter().skip(first).take(most).cloned().collect(),
        }
    }

    /// One more column, or the same column anew, from what each row says.
    #[must_use]
    pub(super) fn with(mut self, name: &'a str, value: impl Fn(Row<'_, 'a>) -> Value<'a>) -> Self {
        let values: Vec<Value<'a>> = self.iter().map(value).collect();
        let known = self.names.iter().position(|known| *known == name);
        if known.is_none() {
            self.names.push(name);
        }
        for (cells, value) in self.cells.iter_mut().zip(values) {
            match known.and_then(|at| cells.get_mut(at)) {
                Some(cell) => *cell = value,
                None => cells.push(value),
            }
        }
        self
    }

    /// Columns of `other`'s rows that have the same `key`.
    #[must_use]
    pub(super) fn joined(self, other: &Rows<'a>, key: &str, names: &[&'a str]) -> Self {
        let index: BTreeMap<&str, Row<'_, 'a>> =
            other.iter().map(|row| (row.text(key), row)).collect();
        names.iter().fold(self, |rows, name| {
            rows.with(name, |row| {
                index
                    .get(row.text(key))
                    .map_or(Value::Unknown, |found| found.get(name).clone())
            })
        })
    }

    /// These rows in this order, each with a value for one more column.
    #[must_use]
    pub(super) fn ordered(&self, name: &'a str, order: Vec<(usize, Value<'a>)>) -> Self {
        let mut names = self.names.clone();
        names.push(name);
        let cells = order.into_iter().filter_map(|(at, value)| {
            let mut cells = self.cells.get(at)?.clone();
            cells.push(value);
            Some(cells)
        });
        Self {
            names,
            cells: cells.collect(),
        }
    }

    /// Sorted, equals in the order in which they were.
    #[must_use]
    pub(super) fn sorted(mut self, by: impl Fn(Row<'_, 'a>, Row<'_, 'a>) -> Ordering) -> Self {
        let names = &self.names;
        self.cells.sort_by(|one, other| {
            by(
                Row { names, cells: one },
                Row {
                    names,
                    cells: other,
                },
            )
        });
        self
    }

    /// The distinct texts of a column, in the order in which they first appear.
    pub(super) fn distinct(&self, name: &str) -> Vec<&str> {
        let mut seen = std::collections::BTreeSet::new();
        self.iter()
            .map(|row| row.text(name))
            .filter(|text| seen.insert(*text))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers() -> Rows<'static> {
        let figure = |number: i64| Value::Figure(Decimal::from(number));
        Rows::from_columns(vec![
            (
                "key",
                vec![Value::text("b"), Value::text("a"), Value::text("b")],
            ),
            ("figure", vec![figure(1), Value::Unknown, figure(3)]),
        ])
    }

    #[test]
    fn the_unknown_comes_last_in_both_directions() {
        let sorted = |order: fn(Ordering) -> Ordering| -> Vec<Value<'static>> {
            let rows =
                numbers().sorted(|one, other| one.get("figure").ranked(other.get("figure"), order));
            rows.iter().map(|row| row.get("figure").clone()).collect()
        };
        let figure = |number: i64| Value::Figure(Decimal::from(number));
        assert_eq!(
            sorted(|order| order),
            [figure(1), figure(3), Value::Unknown]
        );
        assert_eq!(
            sorted(Ordering::reverse),
            [figure(3), figure(1), Value::Unknown]
        );
    }

    #[test]
    fn joined_rows_take_what_the_other_says() {
        let names = Rows::from_columns(vec![
            ("key", vec![Value::text("a")]),
            ("name", vec![Value::text("甲")]),
        ]);
        let joined = numbers().joined(&names, "key", &["name"]);
        let found: Vec<&str> = joined.iter().map(|row| row.text("name")).collect();
        assert_eq!(found, ["", "甲", ""]);
        assert_eq!(joined.distinct("key"), ["b", "a"]);
    }

    #[test]
    fn a_column_can_be_replaced() {
        let rows = numbers().with("key", |row| Value::text(row.text("key").to_uppercase()));
        assert_eq!(rows.distinct("key"), ["B", "A"]);
        assert_eq!(rows.part(1, 5).len(), 2);
    }
}
