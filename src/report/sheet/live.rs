//! How figures follow from others of their sheet, declared on the column. A formula is written only
//! where it leads to the very figure of the tables: a sum of what is known is no sum of all, and a
//! rate need not be of the two figures beside it. What does not hold stays a plain figure.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::Column;
use crate::grid::CellRef;
use crate::report::formula::{self, Cells};
use crate::report::rows::{Row, Rows, Value};
use crate::value::decimal_from_f64;

/// Columns of the rows that a sheet shows.
type Sources = &'static [&'static str];

/// How a figure follows from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Origin {
    /// In a row of sums: the figures above it, added up.
    Sum,
    /// Figures of its row, added up.
    Plus(Sources),
    /// A figure of its row (the first) without another.
    Difference(&'static str, &'static str),
    /// Figures of its row, added up, divided by another.
    Share(Sources, &'static str),
    /// From a figure of its row (the first) to another, as a share of the first.
    Growth(&'static str, &'static str),
}

impl Column {
    /// With figures that follow from others in this way, where they do.
    #[must_use]
    pub(in crate::report) fn live(mut self, origin: Origin) -> Self {
        self.origins.push(origin);
        self
    }

    /// Figures only: what is sent out is to be read, not recalculated.
    #[must_use]
    pub(in crate::report) fn plain(mut self) -> Self {
        self.origins.clear();
        self
    }
}

/// What a row of the page shows in a column: the figure, as a formula where one leads to it.
pub(in crate::report) fn shown<'r, 'a>(
    column: &Column,
    columns: &[Column],
    row: Row<'r, 'a>,
    at: u32,
) -> Cow<'r, Value<'a>> {
    let stored = row.get(column.source);
    if matches!(stored, Value::Live(_)) {
        return Cow::Borrowed(stored);
    }
    let beside = Beside { columns, row, at };
    let mut origins = column.origins.iter();
    let live = origins.find_map(|origin| beside.formula(*origin, stored));
    live.map_or(Cow::Borrowed(stored), Cow::Owned)
}

/// Sums under rows that begin at `first` on the page, as formulas where they are the sums of these
/// rows.
pub(in crate::report) fn totals<'a>(
    columns: &[Column],
    rows: &Rows<'a>,
    first: u32,
    sums: &Rows<'a>,
) -> Rows<'a> {
    let Some(last) = last(first, rows.len()) else {
        return sums.clone();
    };
    let summed = columns
        .iter()
        .filter(|column| column.origins.contains(&Origin::Sum));
    summed.fold(sums.clone(), |sums, column| {
        let above = added(rows.iter().map(|row| exact(row.get(column.source))));
        let col = place(columns, column.source);
        sums.with(column.source, |sum| {
            let stored = sum.get(column.source);
            match (col, above.filter(|above| exact(stored) == Some(*above))) {
                (Some(col), Some(_)) => {
                    let (first, last) = (CellRef::new(first, col), CellRef::new(last, col));
                    formula::sum(first, last, stored.clone())
                }
                _ => stored.clone(),
            }
        })
    })
}

/// A figure as the sum of others from one cell to another, those that are such sums themselves left
/// out; as it is where it is no such sum.
pub(in crate::report) fn subtotal<'v, 'a: 'v>(
    values: impl Iterator<Item = &'v Value<'a>>,
    cells: Cells,
    stored: Value<'a>,
) -> Value<'a> {
    let counted = values.filter(|value| !formula::is_subtotal(value));
    let sum = added(counted.map(exact));
    if sum.is_some() && sum == exact(&stored) {
        formula::subtotal(cells, stored)
    } else {
        stored
    }
}

/// Points as the mean of others from one cell to another, to two decimals; as they are where they are
/// no such mean, or where floats might round it to the other side.
pub(in crate::report) fn mean<'v, 'a: 'v>(
    values: impl Iterator<Item = &'v Value<'a>>,
    cells: Cells,
    stored: Value<'a>,
) -> Value<'a> {
    let known: Vec<Decimal> = values.filter_map(exact).collect();
    let mean = added(known.iter().copied().map(Some))
        .and_then(|sum| sum.checked_div(Decimal::from(known.len())));
    let holds = |mean: Decimal| {
        let off = exact(&stored)?.checked_sub(mean)?.abs();
        Some(off < HALF_A_CENT.checked_sub(HAIR)?)
    };
    if mean.and_then(holds) == Some(true) && is_of_cents(&stored) {
        formula::mean(cells, stored)
    } else {
        stored
    }
}

/// Half of the last place that a mean is stated to.
const HALF_A_CENT: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// Nearer to a half than this, a float may lie on its other side.
const HAIR: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

/// How far a rate may be off, as a part of it: a float holds no more digits.
const CLOSE: Decimal = Decimal::from_parts(1, 0, 0, false, 12);

fn is_of_cents(value: &Value<'_>) -> bool {
    exact(value).is_some_and(|figure| figure.normalize().scale() <= 2)
}

/// A row on the page.
#[derive(Clone, Copy)]
struct Beside<'c, 'r, 'a> {
    columns: &'c [Column],
    row: Row<'r, 'a>,
    at: u32,
}

impl<'a> Beside<'_, '_, 'a> {
    fn formula(self, origin: Origin, stored: &Value<'a>) -> Option<Value<'a>> {
        let is_exactly = |figure: Decimal| exact(stored) == Some(figure);
        match origin {
            Origin::Sum => None,
            Origin::Plus(parts) => is_exactly(self.sum(parts)?)
                .then_some(formula::plus(&self.cells(parts)?, stored.clone())),
            Origin::Difference(whole, part) => {
                let left = self.figure(whole)?.checked_sub(self.figure(part)?)?;
                let (whole, part) = (self.cell(whole)?, self.cell(part)?);
                is_exactly(left).then_some(formula::without(whole, &[part], stored.clone()))
            }
            Origin::Share(parts, whole) => {
                let share = self.sum(parts)?.checked_div(self.figure(whole)?)?;
                let (parts, whole) = (self.cells(parts)?, self.cell(whole)?);
                is_close(stored, share)?.then_some(formula::share(&parts, whole, stored.clone()))
            }
            Origin::Growth(from, to) => {
                let base = self.figure(from)?;
                let growth = self
                    .figure(to)?
                    .checked_sub(base)
                    .and_then(|more| more.checked_div(base))?;
                let (from, to) = (self.cell(from)?, self.cell(to)?);
                is_close(stored, growth)?.then_some(formula::growth(from, to, stored.clone()))
            }
        }
    }

    /// What a program takes for the cell: only what is known, an empty cell is none.
    fn figure(self, source: &str) -> Option<Decimal> {
        exact(self.row.get(source))
    }

    fn sum(self, sources: Sources) -> Option<Decimal> {
        let figures: Option<Vec<Decimal>> =
            sources.iter().map(|source| self.figure(source)).collect();
        added(figures?.into_iter().map(Some))
    }

    fn cell(self, source: &str) -> Option<CellRef> {
        Some(CellRef::new(self.at, place(self.columns, source)?))
    }

    fn cells(self, sources: Sources) -> Option<Vec<CellRef>> {
        sources.iter().map(|source| self.cell(source)).collect()
    }
}

/// The column of the page that shows this, counted from zero.
pub(in crate::report) fn place(columns: &[Column], source: &str) -> Option<u32> {
    let at = columns.iter().position(|column| column.source == source)?;
    let before = columns.iter().take(at).map(|column| u32::from(column.span));
    Some(before.sum())
}

fn last(first: u32, rows: usize) -> Option<u32> {
    let below = u32::try_from(rows).ok()?.checked_sub(1)?;
    first.checked_add(below)
}

/// The figures that are known, added up; nothing where none is, or where they are too large.
fn added(figures: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    let mut known = figures.flatten();
    let first = known.next()?;
    known.try_fold(first, Decimal::checked_add)
}

/// The exact figure; a float is none.
fn exact(value: &Value<'_>) -> Option<Decimal> {
    match value.plain() {
        Value::Count(count) => Some(Decimal::from(*count)),
        Value::Figure(figure) => Some(*figure),
        _ => None,
    }
}

/// Is it this rate, as far as a float tells rates apart?
fn is_close(value: &Value<'_>, rate: Decimal) -> Option<bool> {
    let shown = match value.plain() {
        Value::Rate(shown) => decimal_from_f64(*shown)?,
        other => exact(other)?,
    };
    let off = shown.checked_sub(rate)?.abs();
    Some(off <= rate.abs().checked_mul(CLOSE)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sheet::Kind;

    fn figure(text: &str) -> Value<'static> {
        text.parse().map_or(Value::Unknown, Value::Figure)
    }

    fn columns() -> Vec<Column> {
        vec![
            Column::new("name", "名称", Kind::Text, 10).over(2),
            Column::new("budget", "预算", Kind::Amount, 10).live(Origin::Sum),
            Column::new("spent", "执行", Kind::Amount, 10).live(Origin::Sum),
            Column::new("left", "结余", Kind::Amount, 10)
                .live(Origin::Difference("budget", "spent")),
            Column::new("rate", "执行率", Kind::Rate, 10).live(Origin::Share(&["spent"], "budget")),
            Column::new("growth", "增减率", Kind::Rate, 10).live(Origin::Growth("budget", "spent")),
            Column::new("both", "两数之和", Kind::Amount, 10)
                .live(Origin::Plus(&["budget", "spent"])),
        ]
    }

    fn rows(lines: &[[Value<'static>; 6]]) -> Rows<'static> {
        let names = vec!["budget", "spent", "left", "rate", "growth", "both"];
        Rows::from_lines(names, lines.iter().map(|line| line.to_vec()).collect())
    }

    /// The formulas of a row that stands in the eighth row of the page; empty for a plain figure.
    fn told(figures: [Value<'static>; 6]) -> Vec<String> {
        let columns = columns();
        let rows = rows(&[figures]);
        let row = rows.iter().next().unwrap();
        let shown = columns.iter().skip(1).map(|column| {
            let shown = shown(column, &columns, row, 7);
            assert_eq!(shown.plain(), row.get(column.source).plain());
            match shown.as_ref() {
                Value::Live(live) => live.formula().to_owned(),
                _ => String::new(),
            }
        });
        shown.collect()
    }

    #[test]
    fn a_formula_stands_where_it_leads_to_the_figure() {
        let line = [
            figure("120"),
            figure("90.5"),
            figure("29.5"),
            Value::Rate(90.5 / 120.0),
            Value::Rate((90.5 - 120.0) / 120.0),
            figure("210.5"),
        ];
        let expected = ["", "", "=C8-D8", "=D8/C8", "=(D8-C8)/C8", "=C8+D8"];
        assert_eq!(told(line), expected);
    }

    #[test]
    fn what_the_cells_beside_it_do_not_say_stays_plain() {
        let line = [
            figure("120"),
            figure("90.5"),
            figure("29.500001"),
            Value::Rate(0.754_166_67),
            Value::Rate(-0.3),
            figure("210"),
        ];
        assert_eq!(told(line), [""; 6]);
    }

    #[test]
    fn nothing_is_made_of_what_is_not_known() {
        let unknown = [(); 6].map(|()| Value::Unknown);
        assert_eq!(told(unknown), [""; 6]);
        let mut line = [(); 6].map(|()| Value::Unknown);
        line[1] = figure("90.5");
        line[2] = figure("-90.5"); // as a program would have it, to which an empty cell is zero
        line[5] = figure("90.5");
        assert_eq!(told(line), [""; 6]);
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        let mut line = [(); 6].map(|()| figure("0"));
        line[3] = Value::Rate(0.0);
        line[4] = Value::Rate(0.0);
        assert_eq!(told(line), ["", "", "=C8-D8", "", "", "=C8+D8"]);
    }

    #[test]
    fn a_sum_is_a_formula_only_over_all_that_it_sums() {
        let budget = |text| {
            let mut line = [(); 6].map(|()| Value::Unknown);
            line[0] = figure(text);
            line[1] = figure("1");
            line
        };
        let above = rows(&[budget("0.1"), budget(""), budget("0.2")]);
        let summed = |above: &Rows<'static>, sum| {
            let sums = totals(&columns(), above, 3, &rows(&[budget(sum)]));
            let row = sums.iter().next().unwrap();
            assert_eq!(*row.get("budget").plain(), figure(sum));
            match row.get("budget") {
                Value::Live(live) => live.formula().to_owned(),
                _ => String::new(),
            }
        };
        assert_eq!(summed(&above, "0.3"), "=SUM(C4:C6)");
        assert_eq!(summed(&above, "0.30"), "=SUM(C4:C6)");
        assert_eq!(summed(&above, "0.300001"), "");
        assert_eq!(summed(&above, ""), "");
        // The last tab of a long table ends with the sum of all tabs.
        assert_eq!(summed(&above.part(2, 2), "0.3"), "");
        assert_eq!(summed(&above.part(0, 0), "0.3"), "");
    }

    #[test]
    fn a_subtotal_leaves_out_subtotals() {
        let cells = (CellRef::new(3, 2), CellRef::new(6, 2));
        let inner = [figure("1"), figure("2")];
        let office = subtotal(inner.iter(), cells, figure("3"));
        assert!(formula::is_subtotal(&office));
        let all = [office.clone(), figure("1"), figure("2"), figure("4")];
        let district = subtotal(all.iter(), cells, figure("7"));
        let Value::Live(live) = &district else {
            panic!("no formula")
        };
        assert_eq!(live.formula(), "=SUBTOTAL(9,C4:C7)");
        assert_eq!(subtotal(all.iter(), cells, figure("10")), figure("10"));
    }

    #[test]
    fn a_mean_is_a_formula_unless_it_lies_on_the_edge() {
        let cells = (CellRef::new(3, 2), CellRef::new(4, 2));
        let of = |scores: [&str; 3], shown| {
            let scores = scores.map(figure);
            matches!(mean(scores.iter(), cells, figure(shown)), Value::Live(_))
        };
        assert!(of(["90", "91", ""], "90.5"));
        assert!(of(["90", "91", "91"], "90.67"));
        assert!(!of(["90", "91", "91"], "90.66"));
        assert!(!of(["90", "91", "91"], "90.6666"));
        assert!(!of(["90.01", "90.02", ""], "90.02")); // 90.015
        assert!(!of(["", "", ""], "0"));
    }
}
