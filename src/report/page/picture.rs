//! Bars and small charts in the cells of a table, as its columns declare them.

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar,
    ConditionalFormatDataBarAxisPosition, ConditionalFormatDataBarDirection, ConditionalFormatType,
    Format, Sparkline, SparklineType, XlsxError,
};

use super::Page;
use super::table::number;
use crate::report::rows::{Rows, Value};
use crate::report::sheet::{Column, Picture, place};
use crate::report::theme::Ink;

impl Page<'_> {
    /// Draws what the columns of a table declare, in rows from `first` on.
    pub(super) fn pictures(
        &mut self,
        columns: &[Column],
        rows: &Rows<'_>,
        first: u32,
    ) -> Result<(), XlsxError> {
        for column in columns {
            match column.picture {
                Some(Picture::Bar(most)) => self.bars(at(columns, column.source), first, most)?,
                Some(Picture::Columns(from, to)) => {
                    let from_to = (at(columns, from), at(columns, to));
                    let drawn = at(columns, column.source);
                    for (row, figures) in (first..).zip(rows.iter()) {
                        if [from, to].map(|source| figures.get(source)) != [&Value::Unknown; 2] {
                            self.small_columns(row, drawn, from_to)?;
                        }
                    }
                }
                None => {}
            }
        }
        Ok(())
    }

    /// Bars behind the figures of a column, down to the last row that is filled. Whatever lies beyond
    /// the bound keeps the colour of its cell instead: it is the one to look at. Programs that draw
    /// the bar all the same (LibreOffice) show at least the figure in red.
    fn bars(&mut self, col: u16, first: u32, most: Decimal) -> Result<(), XlsxError> {
        let last = self.row.saturating_sub(1);
        if last < first {
            return Ok(());
        }
        let beyond = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::GreaterThan(number(most)))
            .set_format(Format::new().set_bold().set_font_color(Ink::Alarm.color()))
            .set_stop_if_true(true);
        let bar = ConditionalFormatDataBar::new()
            .set_minimum(ConditionalFormatType::Number, 0)
            .set_maximum(ConditionalFormatType::Number, number(most))
            .set_fill_color(Ink::Light.color())
            .set_solid_fill(true)
            .set_border_off(true)
            .set_direction(ConditionalFormatDataBarDirection::LeftToRight)
            .set_axis_position(ConditionalFormatDataBarAxisPosition::None);
        self.sheet
            .add_conditional_format(first, col, last, col, &beyond)?
            .add_conditional_format(first, col, last, col, &bar)?;
        Ok(())
    }

    /// A small chart in a cell, of cells of its row; the last of them stands out.
    fn small_columns(
        &mut self,
        row: u32,
        col: u16,
        (from, to): (u16, u16),
    ) -> Result<(), XlsxError> {
        let chart = Sparkline::new()
            .set_range((self.name.as_str(), row, from, row, to))
            .set_type(SparklineType::Column)
            .set_custom_min(0)
            .set_sparkline_color(Ink::Middle.color())
            .show_last_point(true)
            .set_last_point_color(Ink::Dark.color());
        self.sheet.add_sparkline(row, col, &chart)?;
        Ok(())
    }
}

fn at(columns: &[Column], source: &str) -> u16 {
    let col = place(columns, source).and_then(|col| u16::try_from(col).ok());
    col.unwrap_or(u16::MAX)
}
