//! The tables as data files: every table as CSV for people and as Parquet for programs, with the
//! same columns and rows.

use std::borrow::Cow;

use polars::prelude::{AnyValue, Column, DataFrame, PolarsResult};
use polars_io::parquet::write::ParquetWriter;
use rust_decimal::Decimal;

use super::{OutFile, ReportError, View};
use crate::tables::Tables;
use crate::value::plain;

/// The folder of the data files, below the output folder.
pub(super) const FOLDER: &str = "data";

/// Tells spreadsheets that a CSV file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What makes a spreadsheet take a text for a formula.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Every table, as `data/<table>.csv` and `data/<table>.parquet`.
pub(super) fn files(view: &View<'_>) -> Result<Vec<OutFile>, ReportError> {
    of(view.tables)
}

fn of(tables: &Tables) -> Result<Vec<OutFile>, ReportError> {
    let mut files = Vec::new();
    for (table, frame, _) in tables.named() {
        files.push(file(table, "csv", csv_text(frame))?);
        files.push(file(table, "parquet", parquet(frame))?);
    }
    Ok(files)
}

fn file<E: ToString>(
    table: &str,
    extension: &str,
    bytes: Result<Vec<u8>, E>,
) -> Result<OutFile, ReportError> {
    let path = format!("{FOLDER}/{table}.{extension}");
    match bytes {
        Ok(bytes) => Ok(OutFile::new(path, bytes)),
        Err(error) => Err(ReportError::new(path, error)),
    }
}

/// One row group in one piece, so that the same frame always gives the same bytes.
fn parquet(frame: &DataFrame) -> PolarsResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut frame = frame.clone();
    frame.rechunk_mut();
    ParquetWriter::new(&mut bytes).finish(&mut frame)?;
    Ok(bytes)
}

fn csv_text(frame: &DataFrame) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    writer.write_record(frame.columns().iter().map(|column| column.name().as_str()))?;
    let columns: Vec<_> = frame
        .columns()
        .iter()
        .map(Column::as_materialized_series)
        .collect();
    for row in 0..frame.height() {
        for column in &columns {
            writer.write_field(cell(&column.get(row).unwrap_or(AnyValue::Null)).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

/// A value as CSV text; what is unknown is an empty field.
fn cell<'a>(value: &AnyValue<'a>) -> Cow<'a, str> {
    match value {
        AnyValue::Null => Cow::Borrowed(""),
        AnyValue::String(text) => harmless(text),
        AnyValue::StringOwned(text) => Cow::Owned(harmless(text).into_owned()),
        AnyValue::Decimal(units, _, scale) => Cow::Owned(figure(*units, *scale)),
        AnyValue::Float64(rate) => Cow::Owned(rate.to_string()), // the shortest text that reads back
        other => Cow::Owned(other.to_string()),
    }
}

/// A decimal without trailing zeros and without exponent.
fn figure(units: i128, scale: usize) -> String {
    u32::try_from(scale)
        .ok()
        .and_then(|scale| Decimal::try_from_i128_with_scale(units, scale).ok())
        .map_or_else(|| AnyValue::Decimal(units, 38, scale).to_string(), plain)
}

/// Text from inputs is data: what would be read as a formula gets an apostrophe.
fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA_STARTS) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::Review;
    use crate::finding::Severity;
    use crate::registry::Registry;
    use crate::submission::Roster;
    use crate::tables::fixture::{self, Project, REFERENCE};
    use crate::tables::{Batch, build};
    use polars_io::SerReader as _;
    use polars_io::parquet::read::ParquetReader;

    fn tables() -> Tables {
        let formula = Project {
            name: "=HYPERLINK(\"x\",\"甲\")",
            money: ["-1", "1000", ""],
            ..REFERENCE
        };
        let findings = [fixture::finding(
            "a.xlsx",
            &REFERENCE,
            "B101",
            Severity::Warning,
        )];
        build(&Batch {
            submissions: &[fixture::submission("a.xlsx", &[REFERENCE, formula])],
            findings: &findings,
            runs: &[],
            review: &Review::default(),
            rules: &[],
            roster: &Roster::default(),
            successions: &[],
            registry: &Registry::default(),
            policy: &crate::evaluate::ScoringPolicy::default(),
            review_book: None,
            comparisons: &crate::comparison::Comparisons::default(),
            quality: &crate::tables::QualitySettings::default(),
        })
        .unwrap()
    }

    /// A CSV file as rows of fields, by column name.
    fn read(files: &[OutFile], name: &str) -> (String, Vec<Vec<String>>) {
        let file = files.iter().find(|file| file.name() == name).unwrap();
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes());
        let rows = reader
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect());
        let rows = rows.collect();
        (text, rows)
    }

    fn field<'r>(rows: &'r [Vec<String>], column: &str, row: usize) -> &'r str {
        let at = rows[0].iter().position(|name| name == column).unwrap();
        &rows[row + 1][at]
    }

    #[test]
    fn figures_are_plain_and_the_unknown_is_empty() {
        let (text, rows) = read(&of(&tables()).unwrap(), "data/projects.csv");
        assert!(text.starts_with("\u{feff}form_id,fiscal_year,street_office,"));
        assert!(text.ends_with("\r\n"));
        let row = usize::from(!field(&rows, "initial_budget", 0).starts_with("33"));
        assert_eq!(field(&rows, "initial_budget", row), "33");
        assert_eq!(field(&rows, "full_year_budget", row), "35.56041");
        assert_eq!(field(&rows, "execution_rate", row), "1");
        assert_eq!(
            field(&rows, "execution_rate_vs_initial", row),
            "1.0775881818181818"
        );
        assert_eq!(field(&rows, "project_lead", row), "");
        assert_eq!(field(&rows, "findings_warning", row), "1");
        assert_eq!(field(&rows, "full_year_budget", 1 - row), "1000");
        assert_eq!(field(&rows, "executed", 1 - row), "");
    }

    #[test]
    fn text_is_never_a_formula_and_a_negative_figure_stays_one() {
        let (_, rows) = read(&of(&tables()).unwrap(), "data/projects.csv");
        let row = usize::from(field(&rows, "initial_budget", 0).starts_with("33"));
        assert_eq!(
            field(&rows, "project_name", row),
            "'=HYPERLINK(\"x\",\"甲\")"
        );
        assert_eq!(field(&rows, "initial_budget", row), "-1");
        for start in ["＝1", "＋1", "－1", "＠a", "@a", "\t=1", "-1"] {
            assert_eq!(harmless(start), format!("'{start}"));
        }
        assert_eq!(harmless("甲=乙"), "甲=乙");
    }

    #[test]
    fn parquet_reads_back_as_the_frame() {
        let tables = tables();
        let files = of(&tables).unwrap();
        assert_eq!(files.len(), tables.named().len() * 2);
        for (table, frame, _) in tables.named() {
            let name = format!("data/{table}.parquet");
            let file = files.iter().find(|file| file.name() == name).unwrap();
            let read = ParquetReader::new(std::io::Cursor::new(&file.bytes))
                .finish()
                .unwrap();
            assert_eq!(read.schema(), frame.schema(), "{table}");
            assert!(read.equals_missing(frame), "{table}");
        }
    }

    #[test]
    fn the_same_batch_gives_the_same_bytes() {
        assert_eq!(of(&tables()).unwrap(), of(&tables()).unwrap());
    }
}
