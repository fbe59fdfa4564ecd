//! `全区汇总.xlsx`: the district at a glance, the ranking, every project and indicator, who reported,
//! and how all of it came about.

mod beside;
mod by_office;
mod ceiling;
mod chart_data;
mod charts;
mod explanation;
mod further;
mod heat_map;
mod overview;
pub(super) mod quality;
mod ranking;
mod reporting;
mod tones;
mod version_changes;

use self::by_office::ByOffice;
use self::chart_data::ChartData;
use self::heat_map::HeatMap;
use super::book::Book;
use super::listing::{self, LINK};
use super::rows::{Rows, Value};
use super::sheet::{Column, Kind, Origin, Sheet, read};
use super::ways::{Ways, form_column};
use super::{OutFile, ReportError, View, words};
use crate::tables::columns::{
    INDICATORS, PROJECTS, SUBMISSIONS, indicators as indicator, projects as project, submissions,
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
    let ways = Ways::of(view);
    book.sheet(ranking::sheet(view, &ways).named())?;
    if let Some(told) = ByOffice::of(view, projects.clone(), &ways) {
        book.page(by_office::SHEET, |page| {
            by_office::lay_out(page, view, &told)
        })?;
    }
    book.sheet(project_sheet(view, ways.with_forms(projects.clone())).named())?;
    book.sheet(indicators(view, &projects).named())?;
    let optional = [
        further::departments(view),
        further::reviews(view),
        beside::ledger_matches(view),
        beside::last_year(view),
    ];
    for sheet in optional {
        sheet.map_or(Ok(()), |sheet| book.sheet(sheet.named()))?;
    }
    book.sheet(reporting::offices(view).named())?;
    for sheet in [reporting::projects(view), reporting::reminders(view)] {
        sheet.map_or(Ok(()), |sheet| book.sheet(sheet.named()))?;
    }
    book.sheet(quality::sheet(view).named())?;
    book.sheet(received(view).named())?;
    version_changes::sheet(view).map_or(Ok(()), |sheet| book.sheet(sheet.named()))?;
    book.sheet(further::layouts(view).named())?;
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

/// Every project, in the columns that a section chief reads.
fn project_sheet<'a>(view: &View<'a>, rows: Rows<'a>) -> Sheet<'a> {
    let mut columns = project_columns();
    columns.push(form_column());
    Sheet {
        note: "金额单位：万元　得分为重算；红底：执行率超过 100%，黄底：执行数超年初预算数、重算总分低于填报总分　来源为报送的原表，核查为注明问题的自评表".to_owned(),
        frozen: 2,
        data_file: "projects.csv",
        ..Sheet::new("项目明细", title(view, "项目支出绩效自评项目明细"), columns, rows)
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
            .live(Origin::Share(
                &[project::executed],
                project::full_year_budget,
            ))
            .live(Origin::Share(&[project::executed], project::initial_budget))
            .toned(tones::execution),
        of(project::budget_variance, 15)
            .live(Origin::Difference(
                project::executed,
                project::initial_budget,
            ))
            .toned(tones::variance)
            .titled("较年初预算增减"),
        of(project::budget_variance_rate, 10)
            .live(Origin::Share(
                &[project::budget_variance],
                project::initial_budget,
            ))
            .toned(tones::variance)
            .titled("增减率"),
        of(project::execution_score, 11).titled("执行率得分"),
        of(project::indicator_score, 9).titled("指标得分"),
        of(project::total_score_declared, 9),
        of(project::total_score, 9)
            .live(Origin::Plus(&[
                project::execution_score,
                project::indicator_score,
            ]))
            .toned(tones::total),
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
