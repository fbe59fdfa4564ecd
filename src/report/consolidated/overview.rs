//! 总览: the key figures on one page, the largest overruns, the offices with most to correct.

use std::cmp::Ordering;

use rust_xlsxwriter::XlsxError;

use super::title;
use crate::decision::Status;
use crate::report::anomalies::{over_budget, over_budget_columns, overlooked};
use crate::report::listing::{is_decided, is_reviewed};
use crate::report::page::Page;
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Tone, read};
use crate::report::{View, sensitive};
use crate::tables::columns::{ROLLUP, findings, rollup, roster, submissions};

/// Five pairs of label and figure.
const WIDTHS: [u16; 10] = [17; 10];

/// The rule that says 元 and 万元 are mixed up.
const SUSPECTED_UNIT_ERROR: &str = "B105";

type Figure<'a> = (&'static str, Value<'a>, Kind);

/// Fills the page.
pub(super) fn lay_out(page: &mut Page<'_>, view: &View<'_>) -> Result<(), XlsxError> {
    let rollup = read(&view.tables.rollup);
    page.columns(&WIDTHS)?;
    page.title(&title(view, "项目支出绩效自评汇总"))?;
    page.note("金额单位：万元　得分为按政策重算的得分，口径见“说明”　空白表示无法得出")?;
    page.figures(&files(view))?;
    page.figures(&offices(view, &rollup))?;
    page.figures(&[&money_and_scores(&rollup)[..], &severities(view)[..]].concat())?;
    page.figures(&reviewed(view))?;
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

/// The district's row of the roll-up, as it is.
fn money_and_scores<'a>(rollup: &Rows<'a>) -> [Figure<'a>; 12] {
    [
        ("年初预算数", rollup::initial_budget),
        ("全年预算数", rollup::full_year_budget),
        ("全年执行数", rollup::executed),
        ("执行率", rollup::execution_rate),
        ("超预算项目（个）", rollup::over_budget_projects),
        ("超预算金额", rollup::over_budget_amount),
        ("平均分", rollup::mean_score),
        ("预算加权平均分", rollup::budget_weighted_score),
        ("等级为优（个）", rollup::grade_excellent),
        ("等级为良（个）", rollup::grade_good),
        ("等级为中（个）", rollup::grade_fair),
        ("等级为差（个）", rollup::grade_poor),
    ]
    .map(|(label, source)| district(rollup, label, source))
}

fn district<'a>(rollup: &Rows<'a>, label: &'static str, source: &'static str) -> Figure<'a> {
    let row = rollup
        .iter()
        .find(|row| row.text(rollup::level) == "district");
    let value = row.map_or(Value::Unknown, |row| row.get(source).clone());
    (label, value, Column::of(ROLLUP, source, 0).kind)
}

fn severities<'a>(view: &View<'a>) -> [Figure<'a>; 3] {
    let found = read(&view.tables.findings);
    [
        ("错误（条）", "error"),
        ("警告（条）", "warning"),
        ("提示（条）", "info"),
    ]
    .map(|(label, code)| {
        let count = found.count(|row| row.text(findings::severity) == code);
        (label, Value::count(count), Kind::Count)
    })
}

/// How far the findings are reviewed; all of them are counted above.
fn reviewed<'a>(view: &View<'a>) -> [Figure<'a>; 5] {
    let found = read(&view.tables.findings);
    let count = |label, count: usize| (label, Value::count(count), Kind::Count);
    let decided = |status: Status| found.count(|row| is_decided(row, status));
    let reviewed = found.count(is_reviewed);
    [
        count("已审核（条）", reviewed),
        count("属实", decided(Status::Confirmed)),
        count("已整改", decided(Status::Rectified)),
        count("不予处理", decided(Status::Dismissed)),
        count("待核实", found.len().saturating_sub(reviewed)),
    ]
}

/// What makes the figures above less than they seem: rules that did not look at all forms, and
/// amounts in 元 among amounts in 万元, which make every sum meaningless.
fn caution(page: &mut Page<'_>, view: &View<'_>) -> Result<(), XlsxError> {
    if let Some(overlooked) = overlooked(view) {
        page.caution(&format!("{overlooked}。上列超预算项目数和金额也只计这些。"))?;
    }
    let suspected = read(&view.tables.findings)
        .filter(|row| row.text(findings::code) == SUSPECTED_UNIT_ERROR)
        .distinct(findings::form_id)
        .len();
    if suspected == 0 {
        return Ok(());
    }
    page.caution(&format!(
        "注意：有 {suspected} 张自评表的金额疑似元与万元混用（{SUSPECTED_UNIT_ERROR}，见《异常清单》），核实更正前，上列金额合计、执行率和预算加权平均分不宜采用。"
    ))
}

fn most_over_budget(page: &mut Page<'_>, view: &View<'_>) -> Result<(), XlsxError> {
    let over = over_budget(view);
    let listed = over.part(0, listed(view));
    if listed.is_empty() {
        return Ok(());
    }
    page.section(&format!(
        "超预算金额最大的项目（共 {} 个，列前 {} 个，全部见《异常清单》“超预算项目”）",
        over.len(),
        listed.len()
    ))?;
    page.table(&over_budget_columns(), &listed, |_| Tone::Plain)
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
        of(rollup::execution_rate),
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
