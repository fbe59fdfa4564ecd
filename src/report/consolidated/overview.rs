//! 总览: the key figures on one page, the largest overruns, the offices with most to correct.

use std::cmp::Ordering;

use rust_xlsxwriter::XlsxError;

use super::title;
use crate::report::View;
use crate::report::anomalies::{over_budget, over_budget_columns};
use crate::report::page::Page;
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Tone, read};
use crate::tables::columns::{ROLLUP, findings, rollup, roster, submissions};

/// Four pairs of label and figure.
const WIDTHS: [u16; 8] = [17, 17, 17, 17, 17, 17, 17, 17];

/// Fills the page.
pub(super) fn lay_out(page: &mut Page<'_>, view: &View<'_>) -> Result<(), XlsxError> {
    let rollup = read(&view.tables.rollup);
    page.columns(&WIDTHS)?;
    page.title(&title(view, "项目支出绩效自评汇总"))?;
    page.note("金额单位：万元　得分为按政策重算的得分，口径见“说明”　空白表示无法得出")?;
    page.figures(&received(view))?;
    page.figures(&money_and_scores(&rollup))?;
    page.figures(&severities(view))?;
    most_over_budget(page, view)?;
    most_to_correct(page, view, &rollup)
}

type Figure<'a> = (&'static str, Value<'a>, Kind);

/// Files and offices, counted from the rows that list them.
fn received<'a>(view: &View<'a>) -> Vec<Figure<'a>> {
    let files = read(&view.tables.submissions);
    let offices =
        read(&view.tables.roster).filter(|row| row.text(roster::expected_project).is_empty());
    let read_in = files.count(|row| matches!(row.text(submissions::status), "ok" | "partial"));
    let with_status = |status: &str| files.count(|row| row.text(submissions::status) == status);
    let expected = offices.count(|row| row.text(roster::state) != "unexpected");
    let reported =
        offices.count(|row| matches!(row.text(roster::state), "reported" | "late" | "nil"));
    vec![
        ("收到文件（个）", Value::count(files.len()), Kind::Count),
        ("读出自评表的文件", Value::count(read_in), Kind::Count),
        (
            "无法读取的文件",
            Value::count(with_status("error")),
            Kind::Count,
        ),
        (
            "无表或跳过的文件",
            Value::count(with_status("no_form") + with_status("skipped")),
            Kind::Count,
        ),
        ("应报送单位（个）", Value::count(expected), Kind::Count),
        ("已报送单位", Value::count(reported), Kind::Count),
        (
            "未报送单位",
            Value::count(expected.saturating_sub(reported)),
            Kind::Count,
        ),
        (
            "名册外单位",
            Value::count(offices.len().saturating_sub(expected)),
            Kind::Count,
        ),
    ]
}

/// The district's row of the roll-up, as it is.
fn money_and_scores<'a>(rollup: &Rows<'a>) -> Vec<Figure<'a>> {
    let figure = |label, source| {
        let district = rollup
            .iter()
            .find(|row| row.text(rollup::level) == "district");
        let value = district.map_or(Value::Unknown, |row| row.get(source).clone());
        (label, value, Column::of(ROLLUP, source, 0).kind)
    };
    vec![
        figure("项目数（个）", rollup::projects),
        figure("年初预算数", rollup::initial_budget),
        figure("全年预算数", rollup::full_year_budget),
        figure("全年执行数", rollup::executed),
        figure("执行率", rollup::execution_rate),
        figure("超预算项目（个）", rollup::over_budget_projects),
        figure("超预算金额", rollup::over_budget_amount),
        figure("平均分", rollup::mean_score),
        figure("等级为优（个）", rollup::grade_excellent),
        figure("等级为良（个）", rollup::grade_good),
        figure("等级为中（个）", rollup::grade_fair),
        figure("等级为差（个）", rollup::grade_poor),
        figure("预算加权平均分", rollup::budget_weighted_score),
    ]
}

fn severities<'a>(view: &View<'a>) -> Vec<Figure<'a>> {
    let found = read(&view.tables.findings);
    let of = |code: &str| Value::count(found.count(|row| row.text(findings::severity) == code));
    vec![
        ("发现问题（条）", Value::count(found.len()), Kind::Count),
        ("其中：错误", of("error"), Kind::Count),
        ("警告", of("warning"), Kind::Count),
        ("提示", of("info"), Kind::Count),
    ]
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
        of(rollup::name).titled("街道").shown(Kind::Wrapped),
        of(rollup::projects),
        of(rollup::full_year_budget),
        of(rollup::executed),
        of(rollup::execution_rate),
        of(rollup::mean_score),
        of(rollup::findings_error),
        of(rollup::findings_warning),
    ];
    page.section("错误、警告较多的街道")?;
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
