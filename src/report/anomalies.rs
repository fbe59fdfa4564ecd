//! `异常清单.xlsx`: what is wrong, by rule, by office, one by one with a link to the very cell, and the
//! projects over budget.

mod excerpt;
mod settled;
mod summary;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::book::Book;
use super::consolidated::title;
use super::listing::{self, LINK, NUMBER, PLACE, RULE, echo_tone};
use super::rows::{Row, Rows, Value};
use super::sheet::{Column, Entry, Kind, Sheet, read};
use super::{OutFile, ReportError, View, sensitive};
use crate::decision::heading;
use crate::finding::{OVER_FULL_YEAR_BUDGET, OVER_INITIAL_BUDGET};
use crate::tables::columns::{FINDINGS, PROJECTS, findings, projects};
use crate::value::Day;

/// The name of the workbook.
pub(super) const FILE: &str = heading::LIST_FILE;

const OVER_BUDGET_NOTE: &str =
    "金额单位：万元　执行数超年初预算（B101）或超全年预算（B102）的项目，按超出金额由大到小";

/// What was executed beyond the full-year budget, as the finding says.
pub(super) const OVER_FULL_YEAR_BY: &str = "over_full_year_by";

/// Makes the workbook.
pub(super) fn files(view: &View<'_>) -> Result<Vec<OutFile>, ReportError> {
    let found = listing::numbered(&listing::findings(view));
    // The next run reads the list back: by its date, what has run out today has run out then too.
    let mut book = Book::new(view.facts, view.settings, FILE).dated(view.facts.review_day);
    book.sheet(summary::by_rule(view))?;
    book.sheet(summary::by_office(view, &found))?;
    book.sheet(list(view, &found))?;
    book.sheet(settled::sheet(view))?;
    book.sheet(over_budget_sheet(view))?;
    book.sheet(summary::rule_stats(view))?;
    book.sheet(sensitive::sheet(view))?;
    Ok(vec![book.finish(&title(view, "项目支出绩效自评异常清单"))?])
}

/// The findings, the gravest first, echoes behind their root; of each rule as many as are set.
fn list<'a>(view: &View<'a>, found: &Rows<'a>) -> Sheet<'a> {
    let most = usize::try_from(view.settings.findings_per_rule).unwrap_or(usize::MAX);
    let excerpt::Excerpt { rows, rest } = excerpt::of(found, most);
    let of = |source, width, header| {
        Column::of(FINDINGS, source, width)
            .shown(Kind::Wrapped)
            .titled(header)
    };
    let mut columns = vec![
        Column::new(NUMBER, heading::NUMBER, Kind::Label, 7),
        of(findings::severity, 9, heading::SEVERITY).shown(Kind::Severity),
        Column::new(RULE, heading::RULE, Kind::Wrapped, 22),
        of(findings::street_office, 14, heading::OFFICE),
        of(findings::project_name, 22, heading::PROJECT),
        of(findings::message, 48, heading::MESSAGE).shown(Kind::Prose),
        of(findings::declared, 16, heading::DECLARED),
        of(findings::expected, 16, heading::EXPECTED),
        of(findings::difference, 12, heading::DIFFERENCE),
        Column::new(PLACE, heading::PLACE, Kind::Wrapped, 30),
        Column::new(LINK, heading::LINK, Kind::Link, 7),
    ];
    columns.extend(decision_columns());
    Sheet {
        note: format!(
            "点击“打开”直接转到原表的单元格；灰色为由上一条引起的问题（序号如 12-1）；“处理状态”“处理意见”“有效期”（有效的最后一天，长期有效的不填）由审核人填写，再次运行时按“发现编号”沿用，请勿改动编号{}",
            judged_on(view)
        ),
        totals: rest,
        frozen: 3,
        row_tone: echo_tone,
        data_file: "findings.csv",
        ..Sheet::new(
            heading::LIST_SHEET,
            title(view, "项目支出绩效自评异常明细"),
            columns,
            with_days(rows, findings::review_until),
        )
    }
}

fn judged_on(view: &View<'_>) -> String {
    let day = view.facts.review_day;
    day.map_or(String::new(), |day| format!("；有效期按 {day} 判断"))
}

/// What a reviewer fills in, and the id by which it finds its finding again. The findings and the
/// settled decisions name these columns alike.
fn decision_columns() -> [Column; 4] {
    [
        Column::new(findings::review_status, heading::STATUS, Kind::Label, 11)
            .entered(Entry::Status),
        Column::new(findings::review_note, heading::NOTE, Kind::Wrapped, 26),
        Column::new(findings::review_until, heading::UNTIL, Kind::Day, 12).entered(Entry::Day),
        Column::new(findings::finding_id, heading::FINDING_ID, Kind::Label, 18),
    ]
}

/// With the days of a column as days, not as text.
fn with_days<'a>(rows: Rows<'a>, source: &'a str) -> Rows<'a> {
    rows.with(source, |row| {
        Day::parse(row.text(source)).map_or_else(|| row.get(source).clone(), Value::Day)
    })
}

/// Projects are over budget where B101 or B102 says so: which of the two did not look at all forms.
pub(super) fn overlooked(view: &View<'_>) -> Option<String> {
    let rules = view.facts.rules.iter();
    let limited: Vec<String> = rules
        .filter(|rule| rule.code == OVER_INITIAL_BUDGET || rule.code == OVER_FULL_YEAR_BUDGET)
        .filter(|rule| !rule.applies_to_all)
        .map(|rule| format!("{} {}：{}", rule.code, rule.title, rule.state))
        .collect();
    (!limited.is_empty()).then(|| {
        let limited = limited.join("；");
        format!("注意：超预算项目只列规则核查所及的，{limited}")
    })
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
        note: [OVER_BUDGET_NOTE.to_owned()]
            .into_iter()
            .chain(overlooked(view))
            .collect::<Vec<_>>()
            .join("　"),
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
    let (initial, full_year) = (over(OVER_INITIAL_BUDGET), over(OVER_FULL_YEAR_BUDGET));
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
