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
const OURS: [&str; 3] = [heading::NUMBER, heading::LINK, heading::DRAWN];

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
        let mut lines = Vec::new();
        for row in table.rows() {
            let row = Row(&row);
            let line = row.line(&sheet.name);
            if row.has_broken_note() {
                lists.remarks.push(format!(
                    "{}的处理意见是没有结果的公式或错误值，请改写为文字",
                    line.place
                ));
            }
            lines.push(line);
        }
        return Ok(Some(lines));
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

    /// Is the note beyond reading, such as a text that begins with an equals sign?
    fn has_broken_note(&self) -> bool {
        let note = self.cell(heading::NOTE);
        note.is_some_and(|note| note.broken().is_some())
    }

    fn cell(&self, column: &str) -> Option<&CellValue> {
        let position = READ.iter().position(|name| *name == column)?;
        self.0.cell(position).map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::{self, Format, Limits};

    const HEADERS: [&str; 8] = [
        "序号",
        "规则",
        "说明",
        "来源",
        "处理状态",
        "处理意见",
        "有效期",
        "发现编号",
    ];

    fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
        Sheet::drawn(name, rows.iter().copied())
    }

    fn lists(sheets: Vec<Sheet>) -> Result<Lists, Lack> {
        read(&Workbook {
            format: Format::Xlsx,
            sheets,
            notes: Vec::new(),
        })
    }

    fn row(finding_id: &'static str, status: &'static str) -> [&'static str; 8] {
        ["1", "B101 标题", "说明", "打开", status, "", "", finding_id]
    }

    #[test]
    fn every_list_of_a_workbook_is_read() {
        let found = lists(vec![
            sheet("汇总", &[&["代码", "发现条数"], &["B101", "1"]]),
            sheet("异常明细", &[&["标题"], &HEADERS, &row("a", "属实")]),
            sheet("异常明细（2）", &[&HEADERS, &row("b", "")]),
            sheet("已消除", &[&HEADERS]),
            sheet("复核组另存", &[&HEADERS, &row("c", "")]),
        ]);
        let lines = found.unwrap().lines;
        let ids: Vec<&str> = lines.iter().map(|line| &*line.finding_id).collect();
        assert_eq!(ids, ["a", "b", "c"]);
        assert_eq!(lines[0].place, "“异常明细”第 3 行");
        assert_eq!(lines[0].said.code(), "B101");
    }

    #[test]
    fn lists_of_the_first_versions_will_do_while_they_are_blank() {
        let old = |status: &'static str| {
            let rows: [&[&str]; 2] = [&HEADERS[..6], &["1", "B101", "说明", "打开", status, ""]];
            lists(vec![sheet("异常明细", &rows)])
        };
        assert_eq!(old(""), Ok(Lists::default()));
        assert!(old("属实").unwrap_err().contains("没有“发现编号”一列"));
    }

    #[test]
    fn a_list_whose_ids_were_deleted_is_refused() {
        let without = [&HEADERS[..7], &row("", "")[..7]];
        let refused = lists(vec![sheet("异常明细", &without)]).unwrap_err();
        assert!(
            refused.contains("“异常明细”没有“发现编号”一列"),
            "{refused}"
        );
        let second = lists(vec![
            sheet("异常明细", &[&HEADERS, &row("a", "")]),
            sheet("异常明细（2）", &without),
        ]);
        assert!(second.unwrap_err().contains("“异常明细（2）”"));
    }

    #[test]
    fn another_workbook_is_no_list() {
        for sheets in [
            vec![],
            vec![sheet("自评表", &[&["项目名称", "道路维修"]])],
            vec![sheet("异常明细", &[])],
        ] {
            assert!(lists(sheets).unwrap_err().contains("异常明细"));
        }
    }

    #[test]
    fn columns_that_were_added_are_told_if_anything_stands_there() {
        let headers = [&HEADERS[..], &["二审", "备用"]].concat();
        let added = [&row("a", "")[..], &["同意"]].concat();
        let found = lists(vec![sheet("异常明细", &[&headers, &added])]).unwrap();
        assert_eq!(found.remarks.len(), 1);
        assert!(
            found.remarks[0].contains("“二审”一列"),
            "{:?}",
            found.remarks
        );
    }

    #[test]
    fn a_note_that_is_a_formula_without_a_result_is_told() {
        let mut list = sheet("异常明细", &[&HEADERS, &row("a", "属实")]);
        list.grid.put(CellRef::new(1, 5), CellValue::Uncomputed);
        let found = lists(vec![list]).unwrap();
        assert_eq!(found.remarks.len(), 1);
        assert!(found.remarks[0].starts_with("“异常明细”第 2 行的处理意见是没有结果的公式"));
    }

    #[test]
    fn files_of_other_programs_are_understood() {
        let files: [&[u8]; 2] = [
            include_bytes!("../../tests/corpus/decisions/openpyxl.xlsx"),
            include_bytes!("../../tests/corpus/decisions/libreoffice.xlsx"),
        ];
        let read = files.map(|bytes| {
            let workbook = grid::read(Format::Xlsx, bytes, &Limits::default()).unwrap();
            super::read(&workbook).unwrap()
        });
        assert_eq!(read[0], read[1]);
        let typed = read[0]
            .lines
            .iter()
            .filter(|line| line.typed != Typed::default());
        assert_eq!(typed.count(), 9);
    }
}
