//! The previous run's `projects` table as last year's forms.

use std::path::{Path, PathBuf};

use super::{EarlierForm, LastYear, Sum};
use crate::comparison::BesideError;
use crate::grid::{HeadedTable, Limits, NoTable, Wanted};
use crate::intake::workbook_at;
use crate::value::{Amount, AmountUnit, CellValue, Score, Weight};

const KEY: &str = "last_year";
const HINT: &str = "应为 jixiao 输出的 projects.csv";

/// The columns of the `projects` table that are read, by their names in the data contract.
pub const DATA_COLUMNS: [&str; 12] = [
    "fiscal_year",
    "project_code",
    "street_office",
    "implementing_unit",
    "project_name",
    "full_year_budget",
    "executed",
    "total_score",
    "total_weight",
    "source_file",
    "source_sheet",
    "source_cell",
];

/// One row of the table: the texts of [`DATA_COLUMNS`], empty where unknown.
pub type DataRow = [String; DATA_COLUMNS.len()];

/// What the configured path turns out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// A `projects` table as a workbook or delimited text.
    Table(PathBuf),
    /// A `projects` table in Parquet.
    Parquet(PathBuf),
    /// A folder of workbooks.
    Workbooks(PathBuf),
}

impl Whereabouts {
    /// Looks at what is there: data files are preferred to workbooks, and Parquet, in which no
    /// spreadsheet program has meddled, to CSV.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        let folders = [path.to_path_buf(), path.join("data")];
        let is_parquet = |path: &Path| path.extension().is_some_and(|kind| kind == "parquet");
        if path.is_file() {
            return if is_parquet(path) {
                Self::Parquet(path.to_path_buf())
            } else {
                Self::Table(path.to_path_buf())
            };
        }
        let inside = |name: &str| {
            let mut files = folders.iter().map(|folder| folder.join(name));
            files.find(|file| file.is_file())
        };
        let table = || inside("projects.csv").map(Self::Table);
        inside("projects.parquet")
            .map(Self::Parquet)
            .or_else(table)
            .unwrap_or_else(|| Self::Workbooks(path.to_path_buf()))
    }
}

impl LastYear {
    /// Reads a `projects` table in any format of a workbook.
    ///
    /// # Errors
    /// [`BesideError`] where the file cannot be read or is no such table.
    pub fn of_table(path: &Path, limits: &Limits) -> Result<Self, BesideError> {
        let shown = path.display().to_string();
        let unreadable = |why: String| BesideError::Unreadable {
            key: KEY,
            path: shown.clone(),
            why,
        };
        let loaded =
            workbook_at(path, limits).map_err(|refusal| unreadable(refusal.to_string()))?;
        let mut sheets = loaded.workbook.sheets.iter();
        let sheet = sheets
            .next()
            .ok_or_else(|| unreadable("没有工作表".to_owned()))?;
        let wanted = DATA_COLUMNS.map(|name| Wanted::required([name]));
        let table = HeadedTable::find(&sheet.grid, &wanted).map_err(|why: NoTable| {
            BesideError::NoTable {
                key: KEY,
                path: shown.clone(),
                sheet: sheet.name.clone(),
                why: Box::new(why),
                hint: HINT,
            }
        })?;
        let forms = table.rows().map(|row| {
            let mut texts = DataRow::default();
            for (position, text) in texts.iter_mut().enumerate() {
                *text = row
                    .cell(position)
                    .map_or(String::new(), |(_, value)| plain(&value.text()));
            }
            EarlierForm::of_row(texts)
        });
        Ok(Self {
            path: shown.clone(),
            forms: forms.collect(),
            notes: loaded.workbook.notes,
        })
    }
}

impl EarlierForm {
    /// A form by its row of the table.
    #[must_use]
    pub fn of_row(row: DataRow) -> Self {
        let [
            year,
            code,
            office,
            unit,
            name,
            full_year,
            executed,
            score,
            weight,
            file,
            sheet,
            cell,
        ] = row;
        let known: Vec<String> = [file, sheet, cell]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let place = known.join("!");
        Self {
            year: year.parse().ok(),
            code,
            office,
            unit,
            name,
            full_year: amount(&full_year),
            executed: amount(&executed),
            score: score.parse().ok().map(Score::new),
            weight: weight.parse().ok().map(Weight::new),
            money_at: format!("{place} 所在表，projects 数据表的 full_year_budget、executed 栏"),
            place,
        }
    }
}

fn amount(text: &str) -> Option<Sum> {
    let cell = CellValue::Text(text.to_owned());
    let read = Amount::parse(&cell, AmountUnit::Wan).ok().flatten();
    read.map(Sum::of)
}

/// Data files put an apostrophe before a text that a spreadsheet would take for a formula.
fn plain(text: &str) -> String {
    text.strip_prefix('\'').unwrap_or(text).to_owned()
}
