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

/// One cell divided by another; what is not known stays so.
pub(super) fn ratio(part: CellRef, whole: CellRef, shown: Value<'_>) -> Value<'_> {
    live(format!("={part}/{whole}"), shown)
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
    let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
    live(format!("={}", parts.join("+")), shown)
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
