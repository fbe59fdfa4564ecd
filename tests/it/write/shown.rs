//! How a value is shown and stored: its text, its number format, its float.

use std::collections::BTreeSet;

use jixiao::grid::Sheet;
use jixiao::value::{CellValue, plain};
use rust_decimal::Decimal;

/// The text that a spreadsheet shows for a value.
pub(super) fn shown(value: &CellValue) -> String {
    match value {
        CellValue::Text(text) | CellValue::Date(text) => text.clone(),
        CellValue::Boolean(true) => "TRUE".to_owned(),
        CellValue::Boolean(false) => "FALSE".to_owned(),
        CellValue::Number {
            value,
            shown_decimals,
            percent,
        } => {
            let (figure, sign) = if *percent {
                (*value * Decimal::ONE_HUNDRED, "%")
            } else {
                (*value, "")
            };
            match shown_decimals {
                Some(decimals) => {
                    let places = usize::try_from(*decimals).unwrap();
                    format!("{figure:.places$}{sign}")
                }
                None => format!("{}{sign}", plain(figure)),
            }
        }
        CellValue::Error(_) | CellValue::Uncomputed => panic!("{value:?} is not written"),
    }
}

/// The format code in which a value is shown, if it is not simply shown.
pub(super) fn format_code(value: &CellValue) -> Option<String> {
    match value {
        CellValue::Number {
            shown_decimals,
            percent,
            ..
        } => {
            let sign = if *percent { "%" } else { "" };
            let decimals = shown_decimals.or(percent.then_some(0))?;
            let places = "0".repeat(usize::try_from(decimals).unwrap());
            let point = if decimals > 0 { "." } else { "" };
            Some(format!("0{point}{places}{sign}"))
        }
        CellValue::Date(_) => Some("yyyy\\-mm\\-dd".to_owned()),
        _ => None,
    }
}

/// The format codes in use, in order.
pub(super) fn format_codes(sheets: &[Sheet]) -> Vec<String> {
    let cells = sheets.iter().flat_map(|sheet| sheet.grid.cells());
    let codes: BTreeSet<String> = cells.filter_map(|(_, value)| format_code(value)).collect();
    codes.into_iter().collect()
}

/// A value's place among the styles of a workbook: none, then one for each format code.
pub(super) fn style(value: &CellValue, codes: &[String]) -> usize {
    let code = format_code(value);
    let place = code.and_then(|code| codes.iter().position(|known| *known == code));
    place.map_or(0, |place| place + 1)
}

/// The float that a file stores for a decimal.
pub(super) fn float(value: Decimal) -> f64 {
    value.to_string().parse().unwrap()
}

/// A date `2024-12-31` as days since the last day but one of 1899.
pub(super) fn serial(date: &str) -> f64 {
    let parts: Vec<i32> = date.split('-').map(|part| part.parse().unwrap()).collect();
    let [year, month, day] = parts[..] else {
        panic!("{date} is no date");
    };
    // Counted in years from March on, so that the odd day comes last.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    let days = 365 * year + leap_days + (153 * month + 2) / 5 + day - 1;
    let epoch = 693_899;
    f64::from(days - epoch)
}

/// The rows that are written as hidden: as many as the sheet counts, the first that hold anything.
pub(super) fn hidden_rows(sheet: &Sheet) -> BTreeSet<u32> {
    let rows: BTreeSet<u32> = sheet.grid.cells().map(|(at, _)| at.row).collect();
    let count = usize::try_from(sheet.hidden_rows).unwrap();
    rows.into_iter().take(count).collect()
}

/// Text in an XML or HTML document.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
