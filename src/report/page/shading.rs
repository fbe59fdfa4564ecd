//! Cells that are the darker the more they count.

use rust_xlsxwriter::{
    Color, ConditionalFormat2ColorScale, ConditionalFormatCell, ConditionalFormatCellRule,
    ConditionalFormatType, Format, XlsxError,
};

use super::Page;
use crate::grid::CellRef;

/// Nothing, and the most: dark enough to be seen on a grey print, light enough to read on.
const PALE: Color = Color::RGB(0xFF_FF_FF);
const DEEP: Color = Color::RGB(0xE8_7B_52);

/// Zeros stand back.
const FAINT: Color = Color::RGB(0xA0_A0_A0);

impl Page<'_> {
    /// Shades counts from white at zero to the deepest colour at `most` and beyond.
    pub(in crate::report) fn shade(
        &mut self,
        (first, last): (CellRef, CellRef),
        most: u32,
    ) -> Result<(), XlsxError> {
        let zeros = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(0))
            .set_format(Format::new().set_font_color(FAINT));
        let scale = ConditionalFormat2ColorScale::new()
            .set_minimum(ConditionalFormatType::Number, 0)
            .set_maximum(ConditionalFormatType::Number, most)
            .set_minimum_color(PALE)
            .set_maximum_color(DEEP);
        let (row, col, last_row, last_col) = (first.row, corner(first), last.row, corner(last));
        self.sheet
            .add_conditional_format(row, col, last_row, last_col, &zeros)?
            .add_conditional_format(row, col, last_row, last_col, &scale)?;
        Ok(())
    }

    /// What stands above a row, and so many columns, stay in view.
    pub(in crate::report) fn keep_in_view(
        &mut self,
        row: u32,
        columns: u16,
    ) -> Result<(), XlsxError> {
        self.sheet.set_freeze_panes(row, columns)?;
        Ok(())
    }
}

fn corner(cell: CellRef) -> u16 {
    u16::try_from(cell.col).unwrap_or(u16::MAX)
}
