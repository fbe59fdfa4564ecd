//! The review book as it comes back: what the reviewers wrote beside each indicator.

use std::fmt;

use rust_decimal::Decimal;

use crate::grid::{CellRef, Grid, HeadedRow, HeadedTable, Sheet, Wanted};
use crate::value::{Figure as _, Score, text};

/// Stands before the id of the form at the top of each sheet.
pub const FORM_MARK: &str = "表标识：";

/// Rows in which the mark is looked for.
const MARK_WITHIN: u32 = 12;

/// The columns that are read, in the order of [`wanted`].
const LEVEL1: usize = 0;
const NAME: usize = 1;
const ACTUAL: usize = 2;
const SCORE: usize = 3;
const NOTE: usize = 4;

/// The first row of a sheet, about the execution rate.
pub const EXECUTION: &str = "预算执行率";
/// The last row of a sheet.
pub const TOTAL: &str = "合计";

/// A review book that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReviewBook {
    /// What it is called, for whoever looks for the source of a row.
    pub file: String,
    /// Its sheets.
    pub sheets: Vec<Reviewed>,
    /// Scores that could not be understood.
    pub unreadable: Vec<Unreadable>,
}

impl ReviewBook {
    /// Reads every sheet that names its form; the list and whatever a reviewer has added is passed
    /// over.
    #[must_use]
    pub fn read(file: &str, sheets: &[Sheet]) -> Self {
        let mut unreadable = Vec::new();
        let reviewed = sheets.iter().filter_map(|sheet| {
            let form_id = form_id(&sheet.grid)?;
            let table = HeadedTable::find(&sheet.grid, &wanted()).ok()?;
            let rows = table.rows();
            let rows = rows.map(|row| reviewed_row(&row, &sheet.name, &mut unreadable));
            Some(Reviewed {
                form_id,
                sheet: sheet.name.clone(),
                rows: rows.collect(),
            })
        });
        Self {
            file: file.to_owned(),
            sheets: reviewed.collect(),
            unreadable,
        }
    }

    /// Did a reviewer write anything in it?
    #[must_use]
    pub fn is_begun(&self) -> bool {
        !self.unreadable.is_empty() || self.sheets.iter().any(Reviewed::is_begun)
    }
}

/// One sheet of the review book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// The form that it is about.
    pub form_id: String,
    /// The sheet.
    pub sheet: String,
    /// Its rows, from top to bottom.
    pub rows: Vec<ReviewedRow>,
}

/// One row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewedRow {
    /// 一级指标; 合计 on the last row.
    pub level1: String,
    /// 三级指标
    pub name: String,
    /// 复核完成值, as typed; empty where the reviewer left it.
    pub actual: String,
    /// 复核得分; unknown where the reviewer left it.
    pub score: Option<Decimal>,
    /// 备注, ours and the reviewer's.
    pub note: String,
    /// Where the row stands.
    pub at: CellRef,
}

/// A score that cannot be understood, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub at: CellRef,
    /// What it holds.
    pub text: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sheet, at, text } = self;
        write!(
            f,
            "{sheet}!{at} 的复核得分“{text}”不是分数，未计入对照；请改为数字"
        )
    }
}

impl Reviewed {
    /// Did a reviewer write anything on it?
    #[must_use]
    pub fn is_begun(&self) -> bool {
        self.rows
            .iter()
            .any(|row| row.score.is_some() || !row.actual.is_empty())
    }

    /// The reviewed total: as written, else the sum of the rows where every one has its score.
    #[must_use]
    pub fn total(&self) -> Option<Decimal> {
        let is_total = |row: &&ReviewedRow| row.level1 == TOTAL;
        let written = self.rows.iter().find(is_total).and_then(|row| row.score);
        let rows = || self.rows.iter().filter(|row| !is_total(row));
        let sum = || rows().map(|row| row.score).sum::<Option<Decimal>>();
        written.or_else(|| rows().next().and_then(|_| sum()))
    }
}

fn wanted() -> [Wanted; 5] {
    [
        Wanted::required(["一级指标"]),
        Wanted::required(["三级指标"]),
        Wanted::required(["复核完成值"]),
        Wanted::required(["复核得分"]),
        Wanted::optional(["备注"]),
    ]
}

/// The id behind the mark, in one of the first rows.
fn form_id(grid: &Grid) -> Option<String> {
    grid.cells()
        .take_while(|(at, _)| at.row < MARK_WITHIN)
        .find_map(|(_, value)| {
            let text = value.text();
            let (_, behind) = text.split_once(FORM_MARK)?;
            let id: String = behind.chars().take_while(char::is_ascii_hexdigit).collect();
            (!id.is_empty()).then_some(id)
        })
}

fn reviewed_row(row: &HeadedRow<'_>, sheet: &str, unreadable: &mut Vec<Unreadable>) -> ReviewedRow {
    let stated = |column| {
        row.cell(column)
            .map_or(String::new(), |(_, value)| text::tidy(&value.text()))
    };
    let score = row.cell(SCORE).and_then(|(at, value)| {
        if let Ok(score) = Score::parse(value) {
            return score.map(|score| score.value.decimal());
        }
        unreadable.push(Unreadable {
            sheet: sheet.to_owned(),
            at,
            text: value.text().into_owned(),
        });
        None
    });
    ReviewedRow {
        level1: stated(LEVEL1),
        name: stated(NAME),
        actual: stated(ACTUAL),
        score,
        note: stated(NOTE),
        at: CellRef::new(row.row, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        Sheet::drawn("01 便民服务", rows.iter().copied())
    }

    const HEAD: &[&str] = &[
        "一级指标",
        "三级指标",
        "自评得分",
        "复核完成值",
        "复核得分",
        "备注",
    ];

    fn book(rows: &[&[&str]]) -> ReviewBook {
        let top: &[&[&str]] = &[&["项目名称：便民服务　　表标识：00ab12　　来源"], HEAD];
        ReviewBook::read("抽查复核表.xlsx", &[sheet(&[top, rows].concat())])
    }

    #[test]
    fn what_reviewers_wrote_is_read_wherever_its_column_stands() {
        let book = book(&[
            &["产出指标", "服务人次", "10", "92人次", "9.2", "签到表少8人"],
            &["合计", "", "10", "", "", ""],
        ]);
        let sheet = &book.sheets[0];
        assert_eq!(sheet.form_id, "00ab12");
        assert_eq!(sheet.rows[0].actual, "92人次");
        assert_eq!(sheet.rows[0].score, Some(Decimal::new(92, 1)));
        assert_eq!(sheet.rows[0].note, "签到表少8人");
        assert_eq!(
            sheet.total(),
            Some(Decimal::new(92, 1)),
            "every row has its score"
        );
        assert!(book.is_begun());
    }

    #[test]
    fn a_total_is_never_made_of_some_rows() {
        let book = book(&[
            &["产出指标", "服务人次", "10", "", "9.2", ""],
            &["产出指标", "满意度", "10", "", "", ""],
            &["合计", "", "20", "", "", ""],
        ]);
        assert_eq!(book.sheets[0].total(), None);
    }

    #[test]
    fn an_untouched_book_is_not_begun() {
        let book = book(&[&["产出指标", "服务人次", "10", "", "", "重算得分 9.2"]]);
        assert!(!book.is_begun());
    }

    #[test]
    fn a_score_that_is_none_is_told_with_its_place() {
        let book = book(&[&["产出指标", "服务人次", "10", "", "待定", ""]]);
        assert_eq!(book.sheets[0].rows[0].score, None);
        let told = book.unreadable[0].to_string();
        assert!(
            told.starts_with("01 便民服务!E3 的复核得分“待定”"),
            "{told}"
        );
        assert!(book.is_begun(), "somebody has been at work");
    }

    #[test]
    fn sheets_that_name_no_form_are_passed_over() {
        let list = sheet(&[
            &["抽查名单"],
            HEAD,
            &["产出指标", "服务人次", "10", "", "9", ""],
        ]);
        assert!(
            ReviewBook::read("抽查复核表.xlsx", &[list])
                .sheets
                .is_empty()
        );
    }
}
