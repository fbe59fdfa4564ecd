//! From the plan to a worksheet. The second and last place in which formulas are written, and only
//! those that `formula.rs` of this folder made.

use rust_xlsxwriter::{
    ConditionalFormatFormula, Format, Formula, IgnoreError, ProtectionOptions, Worksheet, XlsxError,
};

use super::FORM_SHEET;
use super::look::Looks;
use super::plan::{Alarm, Content, Place, Plan, WIDTHS, column};
use crate::grid::Region;
use crate::report::theme::{self, Theme};

/// A4 in Excel's list of papers.
const A4: u8 = 9;

/// A region as the writer wants it: first row and column, last row and column.
type Corners = (u32, u16, u32, u16);

/// Draws the form.
pub(super) fn draw(plan: &Plan, theme: &Theme) -> Result<Worksheet, XlsxError> {
    let looks = Looks::new(theme);
    let mut sheet = Worksheet::new();
    sheet.set_name(FORM_SHEET)?;
    // An empty result is how the writer is told that there is none.
    sheet.set_formula_result_default("");
    size(&mut sheet, plan)?;
    for place in &plan.places {
        put(&mut sheet, place, looks.of(place.look))?;
    }
    for (region, ask) in &plan.asks {
        let (row, col, last_row, last_col) = corners(*region);
        sheet.add_data_validation(row, col, last_row, last_col, &ask.validation()?)?;
    }
    for alarm in &plan.alarms {
        warn(&mut sheet, alarm)?;
    }
    protect(&mut sheet);
    print(&mut sheet, plan)?;
    Ok(sheet)
}

fn size(sheet: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
    for (col, width) in (0_u16..).zip(WIDTHS) {
        let pixels = u32::from(width).saturating_mul(7).saturating_add(5);
        sheet.set_column_width_pixels(col, pixels)?;
    }
    for (row, pixels) in &plan.heights {
        sheet.set_row_height_pixels(*row, *pixels)?;
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, place: &Place, format: &Format) -> Result<(), XlsxError> {
    let (row, col, last_row, last_col) = corners(place.region);
    if place.region.first != place.region.last {
        sheet.merge_range(row, col, last_row, last_col, "", format)?;
    }
    match &place.content {
        Content::Empty => sheet.write_blank(row, col, format)?,
        Content::Words(words) => sheet.write_string_with_format(row, col, words, format)?,
        Content::Figure(figure) => {
            let figure: f64 = figure.to_string().parse().unwrap_or(f64::NAN);
            sheet.write_number_with_format(row, col, figure, format)?
        }
        Content::Live(formula) => live(sheet, (row, col), formula.as_str(), format)?,
    };
    Ok(())
}

/// A formula that has nothing to say as yet: its result is the sheet's default.
#[allow(
    clippy::disallowed_methods,
    reason = "the place that writes what formula.rs of this folder made"
)]
fn live<'s>(
    sheet: &'s mut Worksheet,
    (row, col): (u32, u16),
    formula: &str,
    format: &Format,
) -> Result<&'s mut Worksheet, XlsxError> {
    sheet.write_formula_with_format(row, col, Formula::new(formula), format)
}

fn warn(sheet: &mut Worksheet, alarm: &Alarm) -> Result<(), XlsxError> {
    let fill = if alarm.severe {
        theme::ERROR_FILL
    } else {
        theme::WARNING_FILL
    };
    let warning = ConditionalFormatFormula::new()
        .set_rule(alarm.when.as_str())
        .set_format(Format::new().set_background_color(fill));
    let (row, col, last_row, last_col) = corners(alarm.region);
    sheet.add_conditional_format(row, col, last_row, last_col, &warning)?;
    Ok(())
}

/// Without a password: whoever must change a label can, and nobody does by accident.
fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::new()
    });
}

fn print(sheet: &mut Worksheet, plan: &Plan) -> Result<(), XlsxError> {
    let last_col = u16::try_from(column::LAST).unwrap_or(u16::MAX);
    sheet
        .ignore_error_range(0, 0, plan.last, last_col, IgnoreError::NumberStoredAsText)?
        .set_print_area(0, 0, plan.last, last_col)?
        .set_repeat_rows(plan.header, plan.header)?
        .set_paper_size(A4)
        .set_portrait()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_print_center_horizontally(true)
        .set_screen_gridlines(false);
    Ok(())
}

fn corners(region: Region) -> Corners {
    let col = |col: u32| u16::try_from(col).unwrap_or(u16::MAX);
    (
        region.first.row,
        col(region.first.col),
        region.last.row,
        col(region.last.col),
    )
}
