//! Colours that follow what a reviewer enters: the status of a decision, and a day that is over.

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula,
    ExcelDateTime, Format, Formula, XlsxError,
};

use super::Page;
use crate::decision::Status;
use crate::grid::CellRef;
use crate::report::formula;
use crate::report::sheet::Entry;
use crate::report::theme::{ERROR_FILL, MUTED_INK, WARNING_FILL};
use crate::value::Day;

/// What is done with.
const DONE_FILL: Color = Color::RGB(0xDD_EB_DA);
const OVER_INK: Color = Color::RGB(0xA0_1C_12);

impl Page<'_> {
    /// Colours the cells of a column from one row to another by what is entered there.
    pub(super) fn colour_entries(
        &mut self,
        entry: Entry,
        col: u16,
        (first, last): (u32, u32),
    ) -> Result<(), XlsxError> {
        match entry {
            Entry::Status => self.colour_statuses(col, first, last),
            Entry::Until(Some(day)) => self.colour_what_is_over(day, col, first, last),
            Entry::Until(None) => Ok(()),
        }
    }

    fn colour_statuses(&mut self, col: u16, first: u32, last: u32) -> Result<(), XlsxError> {
        for (status, fill) in [
            (Status::Pending, WARNING_FILL),
            (Status::Confirmed, ERROR_FILL),
            (Status::Rectified, DONE_FILL),
        ] {
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(status.label()))
                .set_format(Format::new().set_background_color(fill));
            self.sheet
                .add_conditional_format(first, col, last, col, &rule)?;
        }
        // What is dismissed stands back with its whole row.
        let cell = CellRef::new(first, col.into());
        let rule = formula::is_text(cell, Status::Dismissed.label());
        let breadth = self.breadth.saturating_sub(1);
        let format = Format::new().set_font_color(MUTED_INK);
        self.add_rule(rule, format, (first, 0), (last, breadth))
    }

    /// Days before the one by which the list is judged.
    fn colour_what_is_over(
        &mut self,
        day: Day,
        col: u16,
        first: u32,
        last: u32,
    ) -> Result<(), XlsxError> {
        let (year, month, day) = day.parts();
        let day = ExcelDateTime::from_ymd(year, month, day)?.to_excel();
        let rule = formula::is_before(CellRef::new(first, col.into()), day);
        let format = Format::new()
            .set_font_color(OVER_INK)
            .set_background_color(WARNING_FILL);
        self.add_rule(rule, format, (first, col), (last, col))
    }

    #[allow(
        clippy::disallowed_methods,
        reason = "the place that writes what formula.rs made"
    )]
    fn add_rule(
        &mut self,
        rule: String,
        format: Format,
        first: (u32, u16),
        last: (u32, u16),
    ) -> Result<(), XlsxError> {
        let rule = ConditionalFormatFormula::new()
            .set_rule(Formula::new(rule))
            .set_format(format);
        self.sheet
            .add_conditional_format(first.0, first.1, last.0, last.1, &rule)?;
        Ok(())
    }
}
