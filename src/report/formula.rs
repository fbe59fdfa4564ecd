//! The one place in which formulas are written: of cells that the report itself has placed, never of
//! text. Every formula carries the figure of the tables as its result, so that a program that does
//! not calculate shows the same, and one that does can be followed.

use super::rows::Value;
use crate::grid::CellRef;

/// A figure of the tables with the formula that leads to it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Live<'a> {
    formula: String,
    shown: Box<Value<'a>>,
}

impl<'a> Live<'a> {
    /// As a program calculates it.
    pub(super) fn formula(&self) -> &str {
        &self.formula
    }

    /// As the tables have it.
    pub(super) fn shown(&self) -> &Value<'a> {
        &self.shown
    }
}

/// Cells below one another: the first and the last.
pub(super) type Cells = (CellRef, CellRef);

/// One cell divided by another; what is not known stays so.
pub(super) fn ratio(part: CellRef, whole: CellRef, shown: Value<'_>) -> Value<'_> {
    live(format!("={part}/{whole}"), shown)
}

/// Several cells added up and divided by another.
pub(super) fn share<'a>(parts: &[CellRef], whole: CellRef, shown: Value<'a>) -> Value<'a> {
    match parts {
        [part] => ratio(*part, whole, shown),
        _ => live(format!("=({})/{whole}", joined(parts)), shown),
    }
}

/// What one cell has more than another, divided by the other.
pub(super) fn growth(from: CellRef, to: CellRef, shown: Value<'_>) -> Value<'_> {
    live(format!("=({to}-{from})/{from}"), shown)
}

/// The sum of cells in a row or in a column.
pub(super) fn sum(first: CellRef, last: CellRef, shown: Value<'_>) -> Value<'_> {
    live(format!("=SUM({first}:{last})"), shown)
}

/// What is left of one cell without others.
pub(super) fn without<'a>(whole: CellRef, parts: &[CellRef], shown: Value<'a>) -> Value<'a> {
    let parts: Vec<String> = parts.iter().map(|part| format!("-{part}")).collect();
    live(format!("={whole}{}", parts.concat()), shown)
}

/// Several cells added up.
pub(super) fn plus<'a>(parts: &[CellRef], shown: Value<'a>) -> Value<'a> {
    live(format!("={}", joined(parts)), shown)
}

/// The sum of cells in a column without those that are such a sum themselves.
pub(super) fn subtotal((first, last): Cells, shown: Value<'_>) -> Value<'_> {
    live(format!("{SUBTOTAL}{first}:{last})"), shown)
}

/// Is it a sum that another one over it leaves out?
pub(super) fn is_subtotal(value: &Value<'_>) -> bool {
    matches!(value, Value::Live(live) if live.formula.starts_with(SUBTOTAL))
}

/// The mean of the cells that hold a number, to two decimals.
pub(super) fn mean((first, last): Cells, shown: Value<'_>) -> Value<'_> {
    live(format!("=ROUND(AVERAGE({first}:{last}),2)"), shown)
}

/// How many cells hold a number.
pub(super) fn count((first, last): Cells, shown: Value<'_>) -> Value<'_> {
    live(format!("=COUNT({first}:{last})"), shown)
}

/// How many rows there are from one cell to another.
pub(super) fn rows((first, last): Cells, shown: Value<'_>) -> Value<'_> {
    live(format!("=ROWS({first}:{last})"), shown)
}

/// Does the column of this cell hold this text of ours, in the row of whoever asks?
pub(super) fn is_text(cell: CellRef, text: &str) -> String {
    format!("=${cell}=\"{text}\"")
}

/// Does this cell hold a day before another, as programs count days?
pub(super) fn is_before(cell: CellRef, day: f64) -> String {
    format!("=AND(ISNUMBER({cell}),{cell}<{day})")
}

/// A sum that leaves out others of its kind, before the cells that it is about.
const SUBTOTAL: &str = "=SUBTOTAL(9,";

fn joined(cells: &[CellRef]) -> String {
    let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
    cells.join("+")
}

fn live(formula: String, shown: Value<'_>) -> Value<'_> {
    match shown {
        Value::Count(_) | Value::Figure(_) | Value::Rate(_) => Value::Live(Live {
            formula,
            shown: Box::new(shown),
        }),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unknown_has_no_formula() {
        let cell = |row| CellRef { row, col: 2 };
        assert_eq!(ratio(cell(3), cell(4), Value::Unknown), Value::Unknown);
        let Value::Live(live) = ratio(cell(3), cell(4), Value::Rate(0.5)) else {
            panic!("no formula")
        };
        assert_eq!(
            (live.formula(), live.shown()),
            ("=C4/C5", &Value::Rate(0.5))
        );
    }
}
