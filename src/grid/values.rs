//! calamine's values as cell values.

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::number_format::Shown;
use crate::value::{CellValue, decimal_from_f64, plain};

/// Serial numbers from this one on lie behind the year 9999.
const AFTER_ALL_DATES: f64 = 2_958_466.0;

/// What a cell holds, or nothing where it is empty or only white space.
pub(super) fn cell_value(data: &Data, shown: Shown) -> Option<CellValue> {
    match data {
        Data::Empty => None,
        Data::String(text) => text_value(text),
        Data::Float(float) => Some(number(*float, shown)),
        Data::Int(int) => Some(decimal_number(Decimal::from(*int), shown)),
        Data::Bool(boolean) => Some(CellValue::Boolean(*boolean)),
        Data::DateTime(serial) => Some(moment(*serial)),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Some(CellValue::Date(text.clone())),
        Data::Error(error) => Some(CellValue::Error(error_text(error))),
    }
}

/// The same for a value from a streaming reader.
pub(super) fn streamed_value(data: &DataRef<'_>, shown: Shown) -> Option<CellValue> {
    match data {
        DataRef::SharedString(text) => text_value(text),
        other => cell_value(&Data::from(other.clone()), shown),
    }
}

/// A text, unless it is only white space.
pub(super) fn text_value(text: &str) -> Option<CellValue> {
    (!text.trim().is_empty()).then(|| CellValue::Text(text.to_owned()))
}

/// The value of a cell in a format that keeps only what was shown: text, or the name of an error.
pub(super) fn shown_value(text: &str) -> Option<CellValue> {
    const ERRORS: [&str; 11] = [
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
    ];
    let name = text.trim();
    if ERRORS.contains(&name) {
        Some(CellValue::Error(name.to_owned()))
    } else {
        text_value(text)
    }
}

/// A number; one that no form can hold is an error to be seen.
pub(super) fn number(float: f64, shown: Shown) -> CellValue {
    match decimal_from_f64(float) {
        Some(value) => decimal_number(value, shown),
        None => CellValue::Error(format!("{float:e}")),
    }
}

fn decimal_number(value: Decimal, shown: Shown) -> CellValue {
    CellValue::Number {
        value,
        shown_decimals: shown.decimals,
        percent: shown.percent,
    }
}

fn error_text(error: &CellErrorType) -> String {
    match error {
        CellErrorType::GettingData => "#GETTING_DATA".to_owned(),
        other => other.to_string(),
    }
}

/// A date, a time of day, both, or a duration.
fn moment(serial: ExcelDateTime) -> CellValue {
    let float = serial.as_f64();
    let text = if serial.is_duration() {
        duration(float)
    } else if (0.0..AFTER_ALL_DATES).contains(&float) {
        Some(date_time(serial))
    } else {
        None
    };
    match text {
        Some(text) => CellValue::Date(text),
        // A spreadsheet shows such a cell as a row of number signs.
        None => CellValue::Error(decimal_from_f64(float).map_or(format!("{float:e}"), plain)),
    }
}

fn date_time(serial: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = serial.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if serial.as_f64() < 1.0 {
        time
    } else if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{time}")
    }
}

fn duration(days: f64) -> Option<String> {
    let seconds = decimal_from_f64(days)?
        .checked_mul(Decimal::from(86_400))?
        .round()
        .to_i64()?;
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    Some(format!("{sign}PT{hours}H{minutes}M{}S", seconds % 60))
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    fn value(data: &DataRef<'_>) -> Option<CellValue> {
        streamed_value(data, Shown::default())
    }

    fn at(serial: f64, kind: ExcelDateTimeType) -> CellValue {
        value(&DataRef::DateTime(ExcelDateTime::new(serial, kind, false))).unwrap()
    }

    #[test]
    fn white_space_is_no_content() {
        assert_eq!(value(&DataRef::String(" \u{3000}\n".into())), None);
        assert_eq!(value(&DataRef::SharedString("")), None);
        assert_eq!(
            value(&DataRef::SharedString(" 完成 ")),
            Some(CellValue::Text(" 完成 ".into()))
        );
    }

    #[test]
    fn errors_are_told_from_text_where_only_that_is_kept() {
        let error = CellValue::Error("#REF!".into());
        assert_eq!(shown_value(" #REF! "), Some(error));
        let text = CellValue::Text("#REF!处".into());
        assert_eq!(shown_value("#REF!处"), Some(text));
        assert_eq!(shown_value("\u{a0}"), None);
    }

    #[test]
    fn numbers_as_shown() {
        let shown = Shown {
            percent: true,
            decimals: Some(2),
        };
        let read = streamed_value(&DataRef::Float(0.861_900_000_000_000_1), shown).unwrap();
        assert_eq!(read.text(), "86.19%");
        assert_eq!(value(&DataRef::Int(-7)).unwrap().text(), "-7");
    }

    #[test]
    fn impossible_numbers_are_errors() {
        for (float, text) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (1e300, "1e300")] {
            assert_eq!(
                value(&DataRef::Float(float)),
                Some(CellValue::Error(text.into()))
            );
        }
    }

    #[test]
    fn dates_and_times() {
        let date = |serial| at(serial, ExcelDateTimeType::DateTime).text().into_owned();
        assert_eq!(date(45_717.0), "2025-03-01");
        assert_eq!(date(45_717.5), "2025-03-01T12:00:00");
        assert_eq!(date(0.75), "18:00:00");
        assert_eq!(
            at(1.5, ExcelDateTimeType::TimeDelta),
            CellValue::Date("PT36H0M0S".into())
        );
        assert_eq!(
            at(-0.25, ExcelDateTimeType::TimeDelta),
            CellValue::Date("-PT6H0M0S".into())
        );
    }

    #[test]
    fn serials_without_a_date_are_errors() {
        for serial in [-1.0, 3_000_000.0] {
            let cell = at(serial, ExcelDateTimeType::DateTime);
            assert!(matches!(cell, CellValue::Error(_)), "{serial}");
        }
        let endless = at(f64::NAN, ExcelDateTimeType::TimeDelta);
        assert_eq!(endless, CellValue::Error("NaN".into()));
    }

    #[test]
    fn errors_keep_their_names() {
        let error = |kind| cell_value(&Data::Error(kind), Shown::default());
        assert_eq!(
            error(CellErrorType::Ref),
            Some(CellValue::Error("#REF!".into()))
        );
        let waiting = error(CellErrorType::GettingData);
        assert_eq!(waiting, Some(CellValue::Error("#GETTING_DATA".into())));
    }
}
