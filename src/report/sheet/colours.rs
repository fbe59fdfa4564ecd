//! Colours that follow what a cell holds, also after a person has typed something else, declared on
//! the column.

use super::Column;
use crate::value::Day;

/// By what the cells of a column are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Colours {
    /// 错误, 警告, 提示
    Severity,
    /// The statuses of a decision; what is dismissed stands back with its whole row.
    Status,
    /// Days that are over on this one.
    Over(Day),
    /// Whether an adjustment explains an excess; what is not explained stands out with its whole row.
    Explained,
}

impl Column {
    /// Coloured by what its cells hold.
    #[must_use]
    pub(in crate::report) fn coloured(self, colours: Colours) -> Self {
        Self {
            colours: Some(colours),
            ..self
        }
    }
}
