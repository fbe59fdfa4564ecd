//! 总览: the key figures on one page, the largest overruns, the offices with most to correct.

use std::cmp::Ordering;

use rust_xlsxwriter::XlsxError;

use super::chart_data::{self, UNGRADED};
use super::title;
use crate::decision::Status;
use crate::finding::SUSPECTED_UNIT_ERROR;
use crate::grid::CellRef;
use crate::report::anomalies::over_budget::{self, overlooked};
use crate::report::listing::{is_decided, is_reviewed};
use crate::report::page::Page;
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Origin, Tone, read};
use crate::report::{View, formula, listing, sensitive};
use crate::tables::columns::{ROLLUP, findings, projects, rate_basis, rollup, roster, submissions};

/// Five pairs of label and figure.
const WIDTHS: [u16; 10] = [17; 10];

type Figure<'a> = (&'static str, Value<'a>, Kind);

/// Fills the page.
pub(super) fn lay_out(page: &mut Page<'_>, view: &View<'_>) -> Result<(), XlsxError> {
    let rollup = read(&view.tables.rollup);
    page.columns(&WIDTHS)?;
    page.title(&title(view, "项目支出绩效自评汇总"))?;
    page.note("金额单位：万元　得分为按政策重算的得分，口径见“说明”　空白表示无法得出　计率预算数、执行数只计两数均已知的项目")?;
    page.figures(&files(view))?;
    let projects = Page::figure_at(page.next_row(), 4);
    page.figures(&offices(view, &rollup))?;
    page.figures(&money(&rollup))?;
    page.figures(&rate_and_scores(view, &rollup, page.next_row()))?;
    page.figures(&grades(&rollup, projects, page.next_row()))?;
    let all = Page::figure_at(page.next_row(), 3);
    page.figures(&severities(view, page.next_row()))?;
    page.figures(&reviewed(view, all, page.next_row()))?;
    caution(page, view)?;
    if let Some(notice) = sensitive::caution(view) {
        page.caution(&notice)?;
    }
    most_over_budget(page, view)?;
    most_to_correct(page, view, &rollup)
}

/// Files, counted from the rows that list them.
fn files<'a>(view: &View<'a>) -> [Figure<'a>; 5] {
    let files = read(&view.tables.submissions);
    let status = |row: Row<'_, '_>| row.text(submissions::status).to_owned();
    let count = |label, codes: &[&str]| {
        let like = files.count(|row| codes.contains(&status(row).as_str()));
        (label, Value::count(like), Kind::Count)
    };
    [
        ("收到文件（个）", Value::count(files.len()), Kind::Count),
        count("读出自评表", &["ok", "partial"]),
        count("未识别到自评表", &["no_form"]),
        count("无法读取", &["error"]),
        count("跳过（副本等）", &["skipped"]),
    ]
}

/// Offices, counted from the rows that list them.
fn offices<'a>(view: &View<'a>, rollup: &Rows<'a>) -> [Figure<'a>; 5] {
    let offices =
        read(&view.tables.roster).filter(|row| row.text(roster::expected_project).is_empty());
    let expected = offices.count(|row| row.text(roster::state) != "unexpected");
    let reported =
        offices.count(|row| matches!(row.text(roster::state), "reported" | "late" | "nil"));
    let missing = offices.count(|row| row.text(roster::state) == "missing");
    let unexpected = offices.count(|row| row.text(roster::state) == "unexpected");
    [
        ("应报送单位（个）", Value::count(expected), Kind::Count),
        ("已报送", Value::count(reported), Kind::Count),
        ("未报送", Value::count(missing), Kind::Count),
        ("名册外", Value::count(unexpected), Kind::Count),
        district(rollup, "项目（自评表）", rollup::projects),
    ]
}

/// The district's money, as the roll-up has it.
fn money<'a>(rollup: &Rows<'a>) -> [Figure<'a>; 5] {
    [
        ("年初预算数", rollup::initial_budget),
        ("全年预算数", rollup::full_year_budget),
        ("全年执行数", rollup::executed),
        ("超预算项目（个）", rollup::over_budget_projects),
        ("超预算金额", rollup::over_budget_amount),
    ]
    .map(|(label, source)| district(rollup, label, source))
}

/// The execution rate behind the two sums of which it is the quotient, and the scores.
fn rate_and_scores<'a>(view: &View<'a>, rollup: &Rows<'a>, row: u32) -> [Figure<'a>; 5] {
    let basis = read(&view.tables.rate_basis);
    let [budget, executed] = [rate_basis::rated_budget, rate_basis::rated_executed]
        .map(|source| of_district(&basis, source));
    let (label, rate, kind) = district(rollup, "执行率（B÷A）", rollup::execution_rate);
    let rate = match budget {
        Value::Unknown => rate,
        _ => formula::ratio(Page::figure_at(row, 1), Page::figure_at(row, 0), rate),
    };
    [
        ("计率预算数（A）", budget, Kind::Amount),
        ("计率执行数（B）", executed, Kind::Amount),
        (label, rate, kind),
        district(rollup, "平均分", rollup::mean_score),
        district(rollup, "预算加权平均分", rollup::budget_weighted_score),
    ]
}

/// The grades, and what of the projects has none.
fn grades<'a>(rollup: &Rows<'a>, projects: CellRef, row: u32) -> [Figure<'a>; 5] {
    let [excellent, good, fair, poor] = [
        ("等级为优（个）", rollup::grade_excellent),
        ("等级为良（个）", rollup::grade_good),
        ("等级为中（个）", rollup::grade_fair),
        ("等级为差（个）", rollup::grade_poor),
    ]
    .map(|(label, source)| district(rollup, label, source));
    let graded = [0, 1, 2, 3].map(|position| Page::figure_at(row, position));
    let ungraded = chart_data::with_ungraded(district_row(rollup));
    let (label, ungraded, _) = district(&ungraded, "未评等级（个）", UNGRADED);
    let ungraded = formula::without(projects, &graded, ungraded);
    [excellent, good, fair, poor, (label, ungraded, Kind::Count)]
}

fn district<'a>(rollup: &Rows<'a>, label: &'static str, source: &'static str) -> Figure<'a> {
    let value = of_district(rollup, source);
    (label, value, Column::of(ROLLUP, source, 0).kind)
}

fn of_district<'a>(rows: &Rows<'a>, source: &str) -> Value<'a> {
    let row = district_row(rows);
    let value = row.iter().next().map(|row| row.get(source).clone());
    value.unwrap_or_default()
}

fn district_row<'a>(rows: &Rows<'a>) -> Rows<'a> {
    rows.filter(|row| row.text(rollup::level) == "district")
        .part(0, 1)
}

/// What was found, added up, and how many projects have errors.
fn severities<'a>(view: &View<'a>, row: u32) -> [Figure<'a>; 5] {
    let found = read(&view.tables.findings);
    let [error, warning, info] = [
        ("错误（条）", "error"),
        ("警告（条）", "warning"),
        ("提示（条）", "info"),
    ]
    .map(|(label, code)| {
        let count = found.count(|row| row.text(findings::severity) == code);
        (label, Value::count(count), Kind::Count)
    });
    let parts = [0, 1, 2].map(|position| Page::figure_at(row, position));
    let all = formula::plus(&parts, Value::count(found.len()));
    let wrong = read(&view.tables.projects).count(|row| row.is_positive(projects::findings_error));
    [
        error,
        warning,
        info,
        ("发现合计（条）", all, Kind::Count),
        ("有错误的项目（个）", Value::count(wrong), Kind::Count),
    ]
}

/// How far the findings are reviewed; all of them are counted above.
fn reviewed<'a>(view: &View<'a>, all: CellRef, row: u32) -> [Figure<'a>; 5] {
    let found = read(&view.tables.findings);
    let count = |label, count: usize| (label, Value::count(count), Kind::Count);
    let decided = |status: Status| found.count(|row| is_decided(row, status));
    let reviewed = found.count(is_reviewed);
    let pending = Value::count(found.len().saturating_sub(reviewed));
    let pending = formula::without(all, &[Page::figure_at(row, 0)], pending);
    [
        count("已审核（条）", reviewed),
        count("属实", decided(Status::Confirmed)),
        count("已整改", decided(Status::Rectified)),
        count("不予处理", decided(Status::Dismissed)),
        ("待核实", pending, Kind::Count),
    ]
}

/// What makes the figures above less than they seem: rules that did not look at all forms, and
/// amounts in 元 among amounts in 万元, which make every sum meaningless.
fn caution(page: &mut Page<'_>, view: &View<'_>) -> Result<(), XlsxError> {
    if let Some(overlooked) = overlooked(view) {
        page.caution(&format!("{overlooked}。上列超预算项目数和金额也只计这些。"))?;
    }
    let suspected = listing::suspected_unit_errors(view);
    if suspected == 0 {
        return Ok(());
    }
    page.caution(&format!(
        "注意：有 {suspected} 张自评表的金额疑似元与万元混用（{SUSPECTED_UNIT_ERROR}，见《异常清单》），核实更正前，上列金额合计、执行率和预算加权平均分不宜采用。"
    ))
}

fn most_over_budget(page: &mut Page<'_>, view: &View<'_>) -> Result<(), XlsxError> {
    let over = over_budget::rows(view);
    let listed = over.part(0, listed(view));
    if listed.is_empty() {
        return Ok(());
    }
    page.section(&format!(
        "超预算金额最大的项目（共 {} 个，列前 {} 个，全部见《异常清单》“超预算项目”）",
        over.len(),
        listed.len()
    ))?;
    page.table(&over_budget::in_short(), &listed, |_| Tone::Plain)
}

fn most_to_correct(
    page: &mut Page<'_>,
    view: &View<'_>,
    rollup: &Rows<'_>,
) -> Result<(), XlsxError> {
    let offices = rollup
        .filter(|row| row.text(rollup::level) == "street_office" && has_findings(row))
        .sorted(|one, other| {
            more(one, other, rollup::findings_error)
                .then_with(|| more(one, other, rollup::findings_warning))
        })
        .part(0, listed(view));
    if offices.is_empty() {
        return Ok(());
    }
    let of = |source| Column::of(ROLLUP, source, 17);
    let columns = [
        Column::of(ROLLUP, rollup::name, 34)
            .titled("街道")
            .shown(Kind::Wrapped)
            .over(2),
        of(rollup::projects),
        of(rollup::full_year_budget),
        of(rollup::executed),
        of(rollup::execution_rate)
            .live(Origin::Share(&[rollup::executed], rollup::full_year_budget)),
        of(rollup::over_budget_projects),
        of(rollup::mean_score),
        of(rollup::findings_error),
        of(rollup::findings_warning),
    ];
    page.section("错误、警告较多的单位")?;
    page.table(&columns, &offices, |_| Tone::Plain)
}

fn has_findings(row: Row<'_, '_>) -> bool {
    row.is_positive(rollup::findings_error) || row.is_positive(rollup::findings_warning)
}

fn more(one: Row<'_, '_>, other: Row<'_, '_>, source: &str) -> Ordering {
    one.get(source).ranked(other.get(source), Ordering::reverse)
}

fn listed(view: &View<'_>) -> usize {
    usize::try_from(view.settings.overview_rows).unwrap_or(usize::MAX)
}
