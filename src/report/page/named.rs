//! The filter of a sheet that is one table: its own, or that of a table with a name, which formulas,
//! pivots and other programs can ask for.

use rust_xlsxwriter::{Table, TableColumn, TableStyle, XlsxError};

use super::Page;
use crate::report::sheet::Sheet;

impl Page<'_> {
    /// Lets the rows below a header be filtered; a sheet has one filter, and a table brings its own.
    pub(super) fn filtered(&mut self, sheet: &Sheet<'_>, header: u32) -> Result<(), XlsxError> {
        let last = self.row.saturating_sub(1);
        let last_col = self.breadth.saturating_sub(1);
        if sheet.named {
            let table = self.named(sheet);
            self.sheet.add_table(header, 0, last, last_col, &table)?;
        } else {
            self.sheet.autofilter(header, 0, last, last_col)?;
        }
        Ok(())
    }

    /// A table that looks as the sheet does: its headers are the cells that stand there.
    fn named(&self, sheet: &Sheet<'_>) -> Table {
        let column = |header: &str| {
            TableColumn::new()
                .set_header(header)
                .set_header_format(self.theme.header.clone())
        };
        let columns: Vec<TableColumn> = sheet
            .columns
            .iter()
            .map(|listed| column(&listed.header))
            .collect();
        Table::new()
            .set_name(&sheet.name)
            .set_style(TableStyle::None)
            .set_banded_rows(false)
            .set_columns(&columns)
    }
}
