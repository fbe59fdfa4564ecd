//! The ledger's workbook → its lines. A line that cannot be understood is kept and told, never dropped.

use std::path::Path;
use std::sync::Arc;

use super::super::BesideError;
use super::settings::BudgetLedger;
use super::{Ledger, LedgerLine};
use crate::form::Entry;
use crate::grid::{
    CellRef, Grid, HeadedCell, HeadedRow, HeadedTable, Limits, NoTable, Sheet, Visibility, Wanted,
};
use crate::intake::{LoadedWorkbook, workbook_at};
use crate::note::Note;
use crate::value::text::{is_blank_marker, normal_form, tidy};
use crate::value::{Amount, AmountUnit, Printed};

const KEY: &str = "budget_ledger";
const HINT: &str = "请在 config.yaml 的 budget_ledger.columns 写明台账的表头文字，没有的栏填 []";

/// The columns, in the order of [`LedgerColumns::all`](super::LedgerColumns::all).
const CODE: usize = 0;
const OFFICE: usize = 1;
const NAME: usize = 2;
const INITIAL: usize = 3;
const FULL_YEAR: usize = 4;

/// What a line is called that sums up others.
const SUMS: [&str; 4] = ["合计", "总计", "小计", "共计"];

impl Ledger {
    /// Reads the workbook that the configuration names.
    ///
    /// # Errors
    /// [`BesideError`] where the file cannot be read, or has no sheet with the columns.
    pub fn read(settings: &BudgetLedger, limits: &Limits) -> Result<Self, BesideError> {
        let path = &settings.path;
        let LoadedWorkbook { workbook, blake3 } =
            workbook_at(path, limits).map_err(|refusal| BesideError::Unreadable {
                key: KEY,
                path: path.display().to_string(),
                why: refusal.to_string(),
            })?;
        let mut ledger = Self {
            file: file_name(path),
            blake3,
            has_offices: !settings.columns.office.is_empty(),
            ..Self::default()
        };
        ledger.notes.extend(workbook.notes);
        ledger.read_sheets(&workbook.sheets, settings)?;
        Ok(ledger)
    }

    /// Every sheet that was asked for and has the columns.
    fn read_sheets(
        &mut self,
        sheets: &[Sheet],
        settings: &BudgetLedger,
    ) -> Result<(), BesideError> {
        let asked = asked(sheets, settings)?;
        let wanted = wanted(settings);
        let mut closest: Option<(&Sheet, NoTable)> = None;
        let mut is_read = false;
        for sheet in asked {
            match HeadedTable::find(&sheet.grid, &wanted) {
                Ok(table) => {
                    is_read = true;
                    self.read_table(sheet, &table, settings);
                }
                Err(why) if closer(&why, closest.as_ref()) => closest = Some((sheet, why)),
                Err(_) => {}
            }
        }
        match closest {
            Some((sheet, why)) if !is_read => Err(BesideError::NoTable {
                key: KEY,
                path: settings.path.display().to_string(),
                sheet: sheet.name.clone(),
                why: Box::new(why),
                hint: HINT,
            }),
            _ => Ok(()),
        }
    }

    fn read_table(&mut self, sheet: &Sheet, table: &HeadedTable<'_>, settings: &BudgetLedger) {
        let book: Arc<str> = format!("{}!{}", self.file, sheet.name).into();
        let units = [INITIAL, FULL_YEAR].map(|column| unit(&sheet.grid, table, column, settings));
        if units.iter().flatten().count() == 0 {
            let text = format!(
                "台账 {book} 没有写明金额单位，按万元计；不是的，请在 config.yaml 填 budget_ledger.unit"
            );
            self.notes.push(Note::Inferred(text));
        }
        let mut sums = 0_usize;
        for row in table.rows() {
            let line = line(&row, table, &book, units);
            if is_sum(&line) {
                sums = sums.saturating_add(1);
                continue;
            }
            if !line.remark.is_empty() {
                self.notes.push(Note::Loss(format!("台账 {}", line.remark)));
            }
            self.lines.push(line);
        }
        if sums > 0 {
            let text = format!("台账 {book} 有 {sums} 行合计、小计，不作为项目");
            self.notes.push(Note::Remark(text));
        }
    }
}

/// The sheet that the configuration names, else all that a person may see.
fn asked<'s>(sheets: &'s [Sheet], settings: &BudgetLedger) -> Result<Vec<&'s Sheet>, BesideError> {
    let visible = |sheet: &&Sheet| sheet.visibility == Visibility::Visible;
    let Some(name) = &settings.sheet else {
        return Ok(sheets.iter().filter(visible).collect());
    };
    let named = sheets
        .iter()
        .find(|sheet| normal_form(&sheet.name) == normal_form(name));
    let tabs: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    named
        .map(|sheet| vec![sheet])
        .ok_or_else(|| BesideError::NoSheet {
            key: KEY,
            path: settings.path.display().to_string(),
            sheet: name.clone(),
            sheets: tabs.join("、"),
        })
}

/// A column for which no header is given is not looked for.
fn wanted(settings: &BudgetLedger) -> Vec<Wanted> {
    let columns = settings.columns.all().into_iter();
    columns
        .map(|(_, texts)| {
            if texts.is_empty() {
                Wanted::optional(texts.iter().cloned())
            } else {
                Wanted::required(texts.iter().cloned())
            }
        })
        .collect()
}

fn closer(why: &NoTable, closest: Option<&(&Sheet, NoTable)>) -> bool {
    closest.is_none_or(|(_, known)| why.missing.len() < known.missing.len())
}

/// The unit of a column: in brackets in its header, as configured, or on a line above.
fn unit(
    grid: &Grid,
    table: &HeadedTable<'_>,
    column: usize,
    settings: &BudgetLedger,
) -> Option<AmountUnit> {
    let (at, header) = table.header(column)?;
    let folded = normal_form(header);
    let bracketed = folded.split_once('(').and_then(|(_, rest)| {
        let inside = rest.trim_end_matches(')');
        AmountUnit::parse(inside.trim_start_matches("单位").trim_start_matches(':'))
    });
    let above = || {
        let last = at.row.checked_sub(1)?;
        let mut lines = grid.rows(0, last);
        lines.find_map(|(_, value)| AmountUnit::find_in(&value.text()))
    };
    bracketed.or(settings.unit).or_else(above)
}

fn line(
    row: &HeadedRow<'_>,
    table: &HeadedTable<'_>,
    book: &Arc<str>,
    units: [Option<AmountUnit>; 2],
) -> LedgerLine {
    let [initial, full_year] = units.map(|unit| unit.unwrap_or(AmountUnit::Wan));
    let named = row.cell(NAME).or(row.cell(CODE));
    let mut line = LedgerLine {
        book: Arc::clone(book),
        at: named.map_or(CellRef::new(row.row, 0), |(at, _)| at),
        code: text(row.cell(CODE)),
        office: text(row.cell(OFFICE)),
        name: text(row.cell(NAME)),
        initial: amount(row, table, INITIAL, initial),
        full_year: amount(row, table, FULL_YEAR, full_year),
        remark: String::new(),
    };
    line.remark = remark(&line);
    line
}

fn text(cell: Option<HeadedCell<'_>>) -> String {
    let text = cell.map_or(String::new(), |(_, value)| tidy(&value.text()));
    if is_blank_marker(&text) {
        String::new()
    } else {
        text
    }
}

fn amount(
    row: &HeadedRow<'_>,
    table: &HeadedTable<'_>,
    column: usize,
    unit: AmountUnit,
) -> Entry<Printed<Amount>> {
    let Some((header, _)) = table.header(column) else {
        return Entry::Absent;
    };
    let Some((at, cell)) = row.cell(column) else {
        let at = CellRef::new(row.row, header.col);
        return Entry::Blank {
            text: String::new(),
            at,
        };
    };
    let text = cell.text().into_owned();
    match Amount::parse(cell, unit) {
        Ok(Some(value)) => Entry::Read { value, text, at },
        Ok(None) => Entry::Blank { text, at },
        Err(why) => Entry::Unread { text, why, at },
    }
}

/// What of a line could not be understood.
fn remark(line: &LedgerLine) -> String {
    let amounts = [
        ("年初批复数", &line.initial),
        ("调整后预算数", &line.full_year),
    ];
    let mut told: Vec<String> = amounts
        .into_iter()
        .filter_map(|(what, cell)| {
            let (why, at) = cell.misread().zip(cell.at())?;
            Some(format!(
                "{} {what}“{}”看不懂：{why}",
                line.place(at),
                cell.text()
            ))
        })
        .collect();
    if line.name.is_empty() && line.code.is_empty() {
        told.push(format!(
            "{} 所在行没有项目编码和项目名称，无法对应",
            line.place(line.at)
        ));
    }
    told.join("；")
}

/// A row that sums up others is no project: it says nothing else, or has no code and ends with that.
fn is_sum(line: &LedgerLine) -> bool {
    let is_coded = !line.code.is_empty();
    [&line.name, &line.office, &line.code]
        .into_iter()
        .any(|text| {
            let folded = normal_form(text);
            SUMS.iter()
                .any(|word| folded == *word || (!is_coded && folded.ends_with(word)))
        })
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

#[cfg(test)]
mod tests;
