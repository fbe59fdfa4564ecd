//! Rows that can be folded away under the row above them.

use rust_xlsxwriter::{IgnoreError, XlsxError};

use super::Page;

impl Page<'_> {
    /// Rows fold away under the one above them, not the one below. A sum in it is of these rows, and
    /// not of the sum that stands next to them.
    pub(in crate::report) fn folds_upwards(&mut self) {
        self.harmless = IgnoreError::FormulaOmitsCells;
        self.sheet.group_symbols_above(true);
    }

    /// Rows from the first to the last belong to the one above the first: open, or folded away.
    pub(in crate::report) fn fold(
        &mut self,
        (first, last): (u32, u32),
        away: bool,
    ) -> Result<(), XlsxError> {
        if away {
            self.sheet.group_rows_collapsed(first, last)?;
        } else {
            self.sheet.group_rows(first, last)?;
        }
        Ok(())
    }
}
