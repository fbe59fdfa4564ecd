//! The previous run's `projects.parquet`, row by row.

use std::io::Cursor;

use polars::prelude::{AnyValue, Column, PolarsResult};
use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;
use rust_decimal::Decimal;

use crate::comparison::{DATA_COLUMNS, DataRow};
use crate::value::plain;

/// The rows of a `projects` table in Parquet, as texts.
///
/// # Errors
/// What polars says where the bytes are no Parquet, or lack a column.
pub fn project_rows(bytes: &[u8]) -> PolarsResult<Vec<DataRow>> {
    let frame = ParquetReader::new(Cursor::new(bytes)).finish()?;
    let columns: Vec<&Column> = DATA_COLUMNS
        .iter()
        .map(|name| frame.column(name))
        .collect::<PolarsResult<_>>()?;
    let row = |at: usize| {
        let mut texts = DataRow::default();
        for (text, column) in texts.iter_mut().zip(&columns) {
            *text = column.get(at).map_or(String::new(), |value| shown(&value));
        }
        texts
    };
    Ok((0..frame.height()).map(row).collect())
}

fn shown(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => String::new(),
        AnyValue::String(text) => (*text).to_owned(),
        AnyValue::Decimal(units, _, scale) => u32::try_from(*scale)
            .ok()
            .and_then(|scale| Decimal::try_from_i128_with_scale(*units, scale).ok())
            .map_or_else(String::new, plain),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::columns::PROJECTS;

    #[test]
    fn the_columns_that_are_read_are_those_that_are_written() {
        for name in DATA_COLUMNS {
            assert!(PROJECTS.iter().any(|column| column.name == name), "{name}");
        }
    }

    #[test]
    fn what_is_no_parquet_is_refused() {
        assert!(project_rows(b"PAR1 nothing").is_err());
    }
}
