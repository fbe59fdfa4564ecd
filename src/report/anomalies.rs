//! `异常清单.xlsx`: what is wrong, by rule, by office, one by one with a link to the very cell, and the
//! projects over budget.

mod summary;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::book::Book;
use super::consolidated::title;
use super::listing::{self, LINK, NUMBER, PLACE, RULE, echo_tone};
use super::rows::{Row, Rows, Value};
use super::sheet::{Column, Kind, Sheet, read};
use super::{OutFile, ReportError, View, sensitive};
use crate::tables::columns::{FINDINGS, PROJECTS, findings, projects};

/// The name of the workbook.
pub(super) const FILE: &str = "异常清单.xlsx";

/// The two rules that say "over budget".
const OVER_INITIAL: &str = "B101";
const OVER_FULL_YEAR: &str = "B102";

/// What was executed beyond the full-year budget, as the finding says.
const OVER_FULL_YEAR_BY: &str = "over_full_year_by";

/// Makes the workbook.
pub(super) fn files(view: &View<'_>) -> Result<Vec<OutFile>, ReportError> {
    let found = listing::numbered(&listing::findings(view));
    let mut book = Book::new(view, FILE);
    book.sheet(summary::by_rule(view, &found))?;
    book.sheet(summary::by_office(view, &found))?;
    book.sheet(list(view, found))?;
    book.sheet(over_budget_sheet(view))?;
    book.sheet(sensitive::sheet(view))?;
    Ok(vec![book.finish(&title(view, "项目支出绩效自评异常清单"))?])
}

/// Every finding, the gravest first, echoes behind their root.
fn list<'a>(view: &View<'a>, found: Rows<'a>) -> Sheet<'a> {
    let of = |source, width| Column::of(FINDINGS, source, width).shown(Kind::Wrapped);
    let columns = vec![
        Column::new(NUMBER, "序号", Kind::Label, 7),
        of(findings::severity, 9).shown(Kind::Severity),
        Column::new(RULE, "规则", Kind::Wrapped, 22),
        of(findings::street_office, 14),
        of(findings::project_name, 22),
        of(findings::message, 48).shown(Kind::Prose),
        of(findings::declared, 16),
        of(findings::expected, 16),
        of(findings::difference, 12),
        Column::new(PLACE, "位置（文件!工作表!单元格）", Kind::Wrapped, 30),
        Column::new(LINK, "来源", Kind::Link, 7),
        of(findings::review_status, 10).titled("处理状态"),
        of(findings::review_note, 16).titled("处理意见"),
    ];
    Sheet {
        note: "点击“打开”直接转到原表的单元格；灰色为由上一条引起的问题（序号如 12-1）；“处理状态”“处理意见”由审核人填写".to_owned(),
        frozen: 3,
        row_tone: echo_tone,
        data_file: "findings.csv",
        ..Sheet::new("异常明细", title(view, "项目支出绩效自评异常明细"), columns, found)
    }
}

fn over_budget_sheet<'a>(view: &View<'a>) -> Sheet<'a> {
    let of = |source, width| Column::of(PROJECTS, source, width);
    let columns = vec![
        Column::new(NUMBER, "序号", Kind::Count, 6),
        of(projects::street_office, 14).shown(Kind::Wrapped),
        of(projects::project_name, 34).shown(Kind::Wrapped),
        of(projects::initial_budget, 14),
        of(projects::full_year_budget, 14),
        of(projects::executed, 14),
        of(projects::budget_variance, 14).titled("超年初预算金额"),
        of(projects::budget_variance_rate, 11).titled("超年初预算比例"),
        Column::new(OVER_FULL_YEAR_BY, "超全年预算金额", Kind::Amount, 14),
        of(projects::execution_rate, 11).titled("执行率"),
        Column::new(LINK, "来源", Kind::Link, 7),
    ];
    Sheet {
        note:
            "金额单位：万元　执行数超年初预算（B101）或超全年预算（B102）的项目，按超出金额由大到小"
                .to_owned(),
        frozen: 3,
        data_file: "projects.csv",
        ..Sheet::new(
            "超预算项目",
            title(view, "超预算项目"),
            columns,
            over_budget(view),
        )
    }
}

/// The same projects in the columns of the overview.
pub(super) fn over_budget_columns() -> [Column; 8] {
    let of = |source| Column::of(PROJECTS, source, 17);
    [
        of(projects::street_office).shown(Kind::Wrapped),
        Column::of(PROJECTS, projects::project_name, 51)
            .shown(Kind::Wrapped)
            .over(3),
        of(projects::initial_budget),
        of(projects::full_year_budget),
        of(projects::executed),
        of(projects::budget_variance).titled("超年初预算金额"),
        of(projects::budget_variance_rate).titled("超年初预算比例"),
        of(projects::execution_rate).titled("执行率"),
    ]
}

/// The projects for which B101 or B102 was raised, the largest overrun first.
pub(super) fn over_budget<'a>(view: &View<'a>) -> Rows<'a> {
    let found = read(&view.tables.findings);
    let over = |code: &str| -> BTreeMap<Place<'_>, Value<'a>> {
        let raised = found.iter().filter(|row| row.text(findings::code) == code);
        raised.map(|row| (place(row), difference(row))).collect()
    };
    let (initial, full_year) = (over(OVER_INITIAL), over(OVER_FULL_YEAR));
    let rows = listing::projects(view)
        .filter(|row| initial.contains_key(&place(row)) || full_year.contains_key(&place(row)))
        .with(OVER_FULL_YEAR_BY, |row| {
            full_year.get(&place(row)).cloned().unwrap_or_default()
        })
        .sorted(|one, other| {
            largest(one, other, projects::budget_variance)
                .then_with(|| largest(one, other, OVER_FULL_YEAR_BY))
        });
    let numbers = (0..rows.len())
        .map(|at| (at, Value::count(at.saturating_add(1))))
        .collect();
    rows.ordered(NUMBER, numbers)
}

/// A form: two versions of one share the id, but not the place.
type Place<'r> = (&'r str, &'r str, &'r str);

fn place<'r>(row: Row<'r, '_>) -> Place<'r> {
    // Projects and findings name their places alike.
    let [form, file, sheet] = [
        findings::form_id,
        findings::source_file,
        findings::source_sheet,
    ]
    .map(|name| row.text(name));
    (form, file, sheet)
}

/// The finding's difference as a number, or as it is written.
fn difference<'a>(row: Row<'_, 'a>) -> Value<'a> {
    let text = row.text(findings::difference);
    text.parse::<Decimal>()
        .map_or_else(|_| row.get(findings::difference).clone(), Value::Figure)
}

fn largest(one: Row<'_, '_>, other: Row<'_, '_>, source: &str) -> Ordering {
    one.get(source).ranked(other.get(source), Ordering::reverse)
}
