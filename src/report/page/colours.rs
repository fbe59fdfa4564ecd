//! Colours that follow what is typed: they are rules of the workbook, not formats of cells. By a day
//! of ours, never by that on which the workbook is opened.

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula,
    ExcelDateTime, Format, Formula, XlsxError,
};

use super::Page;
use crate::decision::Status;
use crate::finding::Severity;
use crate::grid::CellRef;
use crate::report::sheet::{Colours, Column};
use crate::report::theme::{ERROR_FILL, INFO_FILL, MUTED_INK, WARNING_FILL};
use crate::report::{formula, words};
use crate::value::Day;

/// What is done with.
const DONE_FILL: Color = Color::RGB(0xDD_EB_DA);
const OVER_INK: Color = Color::RGB(0xA0_1C_12);

const SEVERITIES: [(&str, Color); 3] = [
    (Severity::Error.label(), ERROR_FILL),
    (Severity::Warning.label(), WARNING_FILL),
    (Severity::Info.label(), INFO_FILL),
];
const STATUSES: [(&str, Color); 3] = [
    (Status::Pending.label(), WARNING_FILL),
    (Status::Confirmed.label(), ERROR_FILL),
    (Status::Rectified.label(), DONE_FILL),
];
const EXPLAINED: [(&str, Color); 3] = [
    (words::EXPLAINED_BY_LEDGER, DONE_FILL),
    (words::EXPLAINED_BY_FORM, INFO_FILL),
    (words::NOT_KNOWN, WARNING_FILL),
];
const NOT_EXPLAINED: [(&str, Color); 2] = [
    (words::CONTRADICTED, WARNING_FILL),
    (words::NOT_EXPLAINED, ERROR_FILL),
];

/// The cells of a column: which, from one row to another.
#[derive(Debug, Clone, Copy)]
struct Cells {
    col: u16,
    first: u32,
    last: u32,
}

impl Page<'_> {
    /// Colours the rows below a header, down to the last that is filled, as the columns say.
    pub(super) fn colours(&mut self, columns: &[Column], header: u32) -> Result<(), XlsxError> {
        let (first, last) = (header.saturating_add(1), self.row.saturating_sub(1));
        if last < first {
            return Ok(());
        }
        let mut col = 0_u16;
        for column in columns {
            if let Some(colours) = column.colours {
                self.colour(colours, Cells { col, first, last })?;
            }
            col = col.saturating_add(column.span);
        }
        Ok(())
    }

    fn colour(&mut self, colours: Colours, cells: Cells) -> Result<(), XlsxError> {
        match colours {
            Colours::Severity => self.fill_cells(&SEVERITIES, cells),
            Colours::Status => {
                self.fill_cells(&STATUSES, cells)?;
                let format = Format::new().set_font_color(MUTED_INK);
                self.mark_rows(Status::Dismissed.label(), format, cells)
            }
            Colours::Over(day) => self.colour_what_is_over(day, cells),
            Colours::Explained => {
                self.fill_cells(&EXPLAINED, cells)?;
                for (word, fill) in NOT_EXPLAINED {
                    self.mark_rows(word, Format::new().set_background_color(fill), cells)?;
                }
                Ok(())
            }
        }
    }

    /// Cells that hold one of these words.
    fn fill_cells(&mut self, fills: &[(&str, Color)], cells: Cells) -> Result<(), XlsxError> {
        let Cells { col, first, last } = cells;
        for (word, fill) in fills {
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(*word))
                .set_format(Format::new().set_background_color(*fill));
            self.sheet
                .add_conditional_format(first, col, last, col, &rule)?;
        }
        Ok(())
    }

    /// Rows of which a cell holds this word.
    fn mark_rows(&mut self, word: &str, format: Format, cells: Cells) -> Result<(), XlsxError> {
        let Cells { col, first, last } = cells;
        let rule = formula::is_text(CellRef::new(first, col.into()), word);
        let breadth = self.breadth.saturating_sub(1);
        self.add_rule(rule, format, (first, 0), (last, breadth))
    }

    /// Days before the one by which the list is judged.
    fn colour_what_is_over(&mut self, day: Day, cells: Cells) -> Result<(), XlsxError> {
        let Cells { col, first, last } = cells;
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
