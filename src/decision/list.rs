//! The rows of a list that was handed back, found by the words of their headers: reviewers sort,
//! filter, delete and move what they like.

use super::heading;
use super::recorded::Said;
use super::typed::{Typed, Until};
use crate::grid::{CellRef, Grid, HeadedRow, HeadedTable, Sheet, Wanted, Workbook};
use crate::value::CellValue;
use crate::value::text::{normal_form, tidy};

/// One row with a finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    /// `“异常明细”第 12 行`
    pub(super) place: String,
    pub(super) finding_id: String,
    pub(super) said: Said,
    pub(super) typed: Typed,
}

/// Every list of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Lists {
    pub(super) lines: Vec<Line>,
    /// What a person should be told.
    pub(super) remarks: Vec<String>,
}

/// What a workbook lacks to be the list: one Chinese clause.
pub(super) type Lack = String;

/// The columns that are read, in the order of [`Row`]'s questions.
const READ: [&str; 13] = [
    heading::FINDING_ID,
    heading::STATUS,
    heading::NOTE,
    heading::UNTIL,
    heading::SEVERITY,
    heading::RULE,
    heading::OFFICE,
    heading::PROJECT,
    heading::MESSAGE,
    heading::DECLARED,
    heading::EXPECTED,
    heading::DIFFERENCE,
    heading::PLACE,
];

/// The columns that are written anew every time.
const OURS: [&str; 2] = [heading::NUMBER, heading::LINK];

/// Reads every list of a workbook.
pub(super) fn read(workbook: &Workbook) -> Result<Lists, Lack> {
    let mut lists = Lists::default();
    let mut found = false;
    for sheet in &workbook.sheets {
        match of_sheet(sheet, &mut lists)? {
            Some(lines) => {
                found = true;
                lists.lines.extend(lines);
            }
            None if is_ours(sheet) => {
                return Err(format!("工作表“{}”中找不到清单的表头", sheet.name));
            }
            None => {}
        }
    }
    found.then_some(lists).ok_or_else(|| {
        let (list, id) = (heading::LIST_SHEET, heading::FINDING_ID);
        format!("没有“{list}”工作表，或其中没有“{id}”和“处理状态”两列")
    })
}

/// The lines of one sheet; none where it is no list. A list of an earlier version, without ids, has
/// no lines as long as nobody has written on it.
fn of_sheet(sheet: &Sheet, lists: &mut Lists) -> Result<Option<Vec<Line>>, Lack> {
    let wanted = |required: &[&str]| {
        READ.map(|name| {
            if required.contains(&name) {
                Wanted::required([name])
            } else {
                Wanted::optional([name])
            }
        })
    };
    let grid = &sheet.grid;
    if let Ok(table) = HeadedTable::find(grid, &wanted(&[heading::FINDING_ID, heading::STATUS])) {
        remark_on_strangers(sheet, &table, &mut lists.remarks);
        let lines = table.rows().map(|row| Row(&row).line(&sheet.name));
        return Ok(Some(lines.collect()));
    }
    if !is_ours(sheet) {
        return Ok(None);
    }
    match HeadedTable::find(grid, &wanted(&[heading::STATUS, heading::MESSAGE])) {
        Ok(table) if is_unused_early_version(&table) => Ok(Some(Vec::new())),
        Ok(_) => Err(format!(
            "工作表“{}”没有“{}”一列，处理意见无法对应到具体问题",
            sheet.name,
            heading::FINDING_ID
        )),
        Err(lack) => Err(format!("工作表“{}”{lack}", sheet.name)),
    }
}

/// Is it a sheet that this program names?
fn is_ours(sheet: &Sheet) -> bool {
    let name = normal_form(&sheet.name);
    [heading::LIST_SHEET, heading::SETTLED_SHEET]
        .into_iter()
        .any(|ours| name.starts_with(ours))
}

/// Lists had neither ids nor an end of decisions at first: one that nobody has written on.
fn is_unused_early_version(table: &HeadedTable<'_>) -> bool {
    let [_, status, note, until, ..] = [0, 1, 2, 3];
    let unused = |row: HeadedRow<'_>| row.cell(status).is_none() && row.cell(note).is_none();
    table.header(until).is_none() && table.rows().all(unused)
}

/// Columns that reviewers have added are not carried on, which they should know.
fn remark_on_strangers(sheet: &Sheet, table: &HeadedTable<'_>, remarks: &mut Vec<String>) {
    let Some((header, _)) = table.header(0) else {
        return;
    };
    let known = |text: &str| {
        let mut names = READ.iter().chain(&OURS);
        names.any(|name| normal_form(name) == text)
    };
    let strange = sheet
        .grid
        .rows(header.row, header.row)
        .filter(|(_, value)| !known(&normal_form(&value.text())))
        .filter(|(at, _)| is_used_below(&sheet.grid, *at));
    for (_, value) in strange {
        remarks.push(format!(
            "“{}”的“{}”一列是自行增加的，不随清单沿用，原文件留在“历次异常清单”文件夹",
            sheet.name,
            tidy(&value.text())
        ));
    }
}

fn is_used_below(grid: &Grid, header: CellRef) -> bool {
    let mut below = grid.rows(header.row.saturating_add(1), u32::MAX);
    below.any(|(at, value)| at.col == header.col && !value.text().trim().is_empty())
}

/// A row, asked by the place of a column in [`READ`].
struct Row<'r, 'g>(&'r HeadedRow<'g>);

impl Row<'_, '_> {
    fn line(&self, sheet: &str) -> Line {
        let text = |column: &str| {
            let cell = self.cell(column);
            cell.map_or(String::new(), |value| value.text().trim().to_owned())
        };
        Line {
            place: format!("“{sheet}”第 {} 行", self.0.row.saturating_add(1)),
            finding_id: text(heading::FINDING_ID),
            said: Said {
                severity: text(heading::SEVERITY),
                rule: text(heading::RULE),
                street_office: text(heading::OFFICE),
                project_name: text(heading::PROJECT),
                message: text(heading::MESSAGE),
                declared: text(heading::DECLARED),
                expected: text(heading::EXPECTED),
                difference: text(heading::DIFFERENCE),
                place: text(heading::PLACE),
            },
            typed: Typed {
                status: text(heading::STATUS),
                note: text(heading::NOTE),
                until: Until::of(self.cell(heading::UNTIL)),
            },
        }
    }

    fn cell(&self, column: &str) -> Option<&CellValue> {
        let position = READ.iter().position(|name| *name == column)?;
        self.0.cell(position).map(|(_, value)| value)
    }
}
