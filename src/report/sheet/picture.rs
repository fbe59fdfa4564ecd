//! What is drawn in the cells of a column, declared on the column: bars behind figures, small charts
//! of the figures beside them.

use rust_decimal::Decimal;

use super::Column;

/// What is drawn in the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Picture {
    /// A bar behind each figure, empty at zero and full here: a bound of its own, so that a single
    /// row says as much as many.
    Bar(Decimal),
    /// Small columns, from zero, of the figures of a row from one column to another.
    Columns(&'static str, &'static str),
}

impl Column {
    /// With something drawn in its cells.
    #[must_use]
    pub(in crate::report) fn drawn(self, picture: Picture) -> Self {
        Self {
            picture: Some(picture),
            ..self
        }
    }
}
