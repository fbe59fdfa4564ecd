//! `全区汇总.xlsx`: the district at a glance, the ranking, every project and indicator, who reported,
//! and how all of it came about.

mod beside;
mod ceiling;
mod chart_data;
mod charts;
mod explanation;
mod further;
mod heat_map;
mod overview;
pub(super) mod quality;
mod reporting;
mod tones;
mod version_changes;

use std::cmp::Ordering;

use self::chart_data::ChartData;
use self::heat_map::HeatMap;
use super::book::Book;
use super::listing::{self, LINK};
use super::rows::{Rows, Value};
use super::sheet::{Column, Kind, Sheet, read};
use super::{OutFile, ReportError, View, words};
use crate::tables::columns::{
    INDICATORS, PROJECTS, ROLLUP, SUBMISSIONS, indicators as indicator, projects as project,
    rollup, submissions,
};

/// The name of the workbook.
pub(super) const FILE: &str = "全区汇总.xlsx";

/// Makes the workbook.
pub(super) fn files(view: &View<'_>) -> Result<Vec<OutFile>, ReportError> {
    let projects = listing::projects(view);
    let mut book = Book::new(view.facts, view.settings, FILE);
    book.page("总览", |page| overview::lay_out(page, view))?;
    let data = ChartData::of(view);
    let figures = (!data.is_empty())
        .then(|| book.laid(chart_data::SHEET, |page| chart_data::lay_out(page, &data)))
        .transpose()?;
    if let Some((_, places)) = &figures {
        book.page(charts::SHEET, |page| {
            charts::lay_out(page, view, &data, places)
        })?;
    }
    if let Some(map) = HeatMap::of(view) {
        book.page(heat_map::SHEET, |page| heat_map::lay_out(page, view, &map))?;
    }
    book.sheet(offices(view))?;
    book.sheet(project_sheet(view, projects.clone()))?;
    book.sheet(indicators(view, &projects))?;
    let optional = [
        further::departments(view),
        further::reviews(view),
        beside::ledger_matches(view),
        beside::last_year(view),
    ];
    for sheet in optional {
        sheet.map_or(Ok(()), |sheet| book.sheet(sheet))?;
    }
    book.sheet(reporting::offices(view))?;
    for sheet in [reporting::projects(view), reporting::reminders(view)] {
        sheet.map_or(Ok(()), |sheet| book.sheet(sheet))?;
    }
    book.sheet(quality::sheet(view))?;
    book.sheet(received(view))?;
    version_changes::sheet(view).map_or(Ok(()), |sheet| book.sheet(sheet))?;
    book.sheet(further::layouts(view))?;
    if let Some((figures, _)) = figures {
        book.push(figures);
    }
    let sheets = book.names();
    book.page(explanation::SHEET, |page| {
        explanation::lay_out(page, view, sheets)
    })?;
    Ok(vec![book.finish(&title(view, "项目支出绩效自评汇总"))?])
}

/// 北京市西城区2024年度…
pub(super) fn title(view: &View<'_>, what: &str) -> String {
    view.facts.titled(what)
}

/// The ranking, with the district as its sum.
fn offices<'a>(view: &View<'a>) -> Sheet<'a> {
    let rows = read(&view.tables.rollup);
    let level = |name: &'static str| rows.filter(|row| row.text(rollup::level) == name);
    let known_first: fn(Ordering) -> Ordering = |order| order;
    let ranking = level("street_office").sorted(|one, other| {
        one.get(rollup::rank)
            .ranked(other.get(rollup::rank), known_first)
    });
    let of = |source, width| Column::of(ROLLUP, source, width);
    let columns = vec![
        of(rollup::rank, 7),
        of(rollup::name, 22).titled("街道").shown(Kind::Wrapped),
        of(rollup::projects, 8),
        of(rollup::initial_budget, 15),
        of(rollup::full_year_budget, 15),
        of(rollup::executed, 15),
        of(rollup::execution_rate, 10).toned(tones::execution),
        of(rollup::over_budget_projects, 13),
        of(rollup::over_budget_amount, 13),
        of(rollup::mean_score, 9),
        of(rollup::budget_weighted_score, 15),
        of(rollup::grade_excellent, 6),
        of(rollup::grade_good, 6),
        of(rollup::grade_fair, 6),
        of(rollup::grade_poor, 6),
        of(rollup::findings_error, 7),
        of(rollup::findings_warning, 7),
    ];
    Sheet {
        note: "金额单位：万元　得分为重算总分　名次按平均分由高到低，同分并列　执行率为执行数合计÷全年预算数合计".to_owned(),
        totals: level("district"),
        frozen: 2,
        data_file: "rollup.csv",
        ..Sheet::new("街道汇总", title(view, "项目支出绩效自评街道汇总"), columns, ranking)
    }
}

/// Every project, in the columns that a section chief reads.
fn project_sheet<'a>(view: &View<'a>, rows: Rows<'a>) -> Sheet<'a> {
    Sheet {
        note: "金额单位：万元　得分为重算；红底：执行率超过 100%，黄底：执行数超年初预算数、重算总分低于填报总分".to_owned(),
        frozen: 2,
        data_file: "projects.csv",
        ..Sheet::new("项目明细", title(view, "项目支出绩效自评项目明细"), project_columns(), rows)
    }
}

/// The columns of a project, also in the office's own workbook.
pub(super) fn project_columns() -> Vec<Column> {
    let of = |source, width| Column::of(PROJECTS, source, width);
    vec![
        of(project::street_office, 14).shown(Kind::Wrapped),
        of(project::project_name, 30).shown(Kind::Wrapped),
        of(project::implementing_unit, 18).shown(Kind::Wrapped),
        of(project::initial_budget, 14),
        of(project::full_year_budget, 14),
        of(project::executed, 14).toned(tones::variance),
        of(project::execution_rate, 10)
            .titled("执行率")
            .toned(tones::execution),
        of(project::budget_variance, 15)
            .toned(tones::variance)
            .titled("较年初预算增减"),
        of(project::budget_variance_rate, 10)
            .toned(tones::variance)
            .titled("增减率"),
        of(project::execution_score, 11).titled("执行率得分"),
        of(project::indicator_score, 9).titled("指标得分"),
        of(project::total_score_declared, 9),
        of(project::total_score, 9).toned(tones::total),
        of(project::grade, 6).shown(Kind::Label),
        of(project::findings_error, 6),
        of(project::findings_warning, 6),
        of(project::findings_info, 6),
        Column::new(LINK, "来源", Kind::Link, 7),
    ]
}

/// Every indicator, with the project that it belongs to.
fn indicators<'a>(view: &View<'a>, projects: &Rows<'a>) -> Sheet<'a> {
    let rows = read(&view.tables.indicators)
        .joined(
            projects,
            indicator::form_id,
            &[project::street_office, project::project_name],
        )
        .joined(
            &single_versions(projects),
            indicator::form_id,
            &[project::source_file, project::source_sheet],
        )
        .with(indicator::score_basis, |row| {
            Value::text(words::score_basis(row.text(indicator::score_basis)).to_owned())
        });
    Sheet {
        note: "指标值、完成值照原表；黄底：重算得分低于填报得分".to_owned(),
        frozen: 2,
        data_file: "indicators.csv",
        ..Sheet::new(
            "指标明细",
            title(view, "项目支出绩效自评指标明细"),
            indicator_columns(),
            listing::located(rows, view),
        )
    }
}

fn indicator_columns() -> Vec<Column> {
    let of = |source, width| Column::of(INDICATORS, source, width);
    vec![
        Column::of(PROJECTS, project::street_office, 14).shown(Kind::Wrapped),
        Column::of(PROJECTS, project::project_name, 24).shown(Kind::Wrapped),
        of(indicator::ordinal, 5),
        of(indicator::level1, 18).shown(Kind::Wrapped),
        of(indicator::level2, 16).shown(Kind::Wrapped),
        of(indicator::level3, 26).shown(Kind::Wrapped),
        of(indicator::target_text, 30).shown(Kind::Wrapped),
        of(indicator::actual_text, 30).shown(Kind::Wrapped),
        of(indicator::attainment, 10),
        of(indicator::weight, 7),
        of(indicator::score_declared, 9),
        of(indicator::score, 9).toned(tones::score),
        of(indicator::score_basis, 10).shown(Kind::Label),
        of(indicator::deviation_reason, 22).shown(Kind::Wrapped),
        Column::new(LINK, "来源", Kind::Link, 7),
    ]
}

/// Forms that came in one version: only for them does an indicator's cell name one file.
fn single_versions<'a>(projects: &Rows<'a>) -> Rows<'a> {
    let mut versions = std::collections::BTreeMap::<&str, usize>::new();
    for row in projects.iter() {
        *versions.entry(row.text(project::form_id)).or_default() += 1;
    }
    projects.filter(|row| versions.get(row.text(project::form_id)) == Some(&1))
}

/// Every file and what became of it.
fn received<'a>(view: &View<'a>) -> Sheet<'a> {
    let of = |source, width| Column::of(SUBMISSIONS, source, width);
    let columns = vec![
        of(submissions::source_file, 50).shown(Kind::Wrapped),
        of(submissions::street_office, 14).shown(Kind::Wrapped),
        of(submissions::format, 7).shown(Kind::Label),
        of(submissions::bytes, 11),
        of(submissions::status, 14)
            .shown(Kind::Wrapped)
            .toned(tones::status),
        of(submissions::forms, 6),
        of(submissions::code, 7).shown(Kind::Label),
        of(submissions::reason, 50).shown(Kind::Wrapped),
        Column::new(LINK, "来源", Kind::Link, 7),
    ];
    Sheet {
        note: "输入文件夹中的每个文件一行；校验值见“说明”".to_owned(),
        frozen: 1,
        data_file: "submissions.csv",
        ..Sheet::new(
            "文件清单",
            title(view, "项目支出绩效自评文件清单"),
            columns,
            received_rows(view),
        )
    }
}

/// The files, their states in words.
pub(super) fn received_rows<'a>(view: &View<'a>) -> Rows<'a> {
    let rows = read(&view.tables.submissions).with(submissions::status, |row| {
        Value::text(words::status(row.text(submissions::status)).to_owned())
    });
    listing::located(rows, view)
}
