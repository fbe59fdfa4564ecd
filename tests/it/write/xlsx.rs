//! Office Open XML, through `rust_xlsxwriter`.

use jixiao::grid::{CellRef, Sheet, Visibility};
use jixiao::value::CellValue;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::shown::{float, format_code, hidden_rows, serial};

pub(super) fn bytes(sheets: &[Sheet]) -> Vec<u8> {
    workbook(sheets).unwrap()
}

fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2025, 3, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for sheet in sheets {
        worksheet(book.add_worksheet(), sheet)?;
    }
    book.save_to_buffer()
}

fn worksheet(out: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    out.set_name(&sheet.name)?;
    out.set_hidden(sheet.visibility == Visibility::Hidden);
    for region in sheet.grid.merges() {
        let ((top, left), (bottom, right)) = (place(region.first), place(region.last));
        out.merge_range(top, left, bottom, right, "", &Format::new())?;
    }
    for (at, value) in sheet.grid.cells() {
        cell(out, at, value)?;
    }
    for row in hidden_rows(sheet) {
        out.set_row_hidden(row)?;
    }
    Ok(())
}

fn place(at: CellRef) -> (u32, u16) {
    (at.row, at.col.try_into().unwrap())
}

fn cell(out: &mut Worksheet, at: CellRef, value: &CellValue) -> Result<(), XlsxError> {
    let (row, col) = place(at);
    let format = match format_code(value) {
        Some(code) => Format::new().set_num_format(code),
        None => Format::new(),
    };
    match value {
        CellValue::Text(text) => out.write_string(row, col, text)?,
        CellValue::Boolean(boolean) => out.write_boolean(row, col, *boolean)?,
        CellValue::Number { value, .. } => {
            out.write_number_with_format(row, col, float(*value), &format)?
        }
        CellValue::Date(date) => out.write_number_with_format(row, col, serial(date), &format)?,
        CellValue::Error(_) | CellValue::Uncomputed => panic!("{value:?} is not written"),
    };
    Ok(())
}
