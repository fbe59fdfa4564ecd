//! Who was expected and what came: by office with rates, by project where the registry lists projects,
//! and whom to ask for what is missing.

use std::collections::BTreeSet;

use super::super::View;
use super::super::rows::{Row, Rows, Value};
use super::super::sheet::{Column, Kind, Origin, Sheet, read};
use super::super::words;
use super::{title, tones};
use crate::tables::columns::{REPORTING, reporting as column};

/// What an office has still to send.
const OWED: &str = "owed";

/// Every office with what came of what was expected, and the district as their sum.
pub(super) fn offices<'a>(view: &View<'a>) -> Sheet<'a> {
    let rows = in_words(view);
    let of = |source, width| Column::of(REPORTING, source, width);
    let summed = |source, width| of(source, width).live(Origin::Sum);
    let columns = vec![
        of(column::street_office, 24).shown(Kind::Wrapped),
        of(column::state, 12)
            .shown(Kind::Label)
            .toned(tones::roster),
        summed(column::expected, 7),
        summed(column::reported, 7),
        summed(column::late, 7),
        summed(column::nil, 7),
        summed(column::missing, 7),
        summed(column::unexpected, 8),
        of(column::rate, 10).live(Origin::Share(
            &[column::reported, column::late, column::nil],
            column::expected,
        )),
        of(column::on_time_rate, 10).live(Origin::Share(
            &[column::reported, column::nil],
            column::expected,
        )),
        of(column::reported_at, 17).shown(Kind::Label),
        of(column::time_basis, 22).shown(Kind::Wrapped),
        of(column::source_file, 60).shown(Kind::Wrapped),
        of(column::remark, 40).shown(Kind::Wrapped),
    ];
    let note = match deadline(&rows) {
        Some(deadline) => format!(
            "报送截止日期：{deadline}　报送率含逾期和零报，按时率不含逾期　报送时间取最早一版，几个项目的取最晚的"
        ),
        None => "未设报送截止日期（config.yaml 的 registry.deadline），不判逾期　报送率含零报"
            .to_owned(),
    };
    Sheet {
        note: format!(
            "{note}　名册列有应报项目的单位按项目计，其余按单位计 1 项　未报送单位列出已报来而不能作为报送的文件"
        ),
        totals: level(&rows, "district"),
        frozen: 1,
        data_file: "reporting.csv",
        ..Sheet::new(
            "报送情况",
            title(view, "项目支出绩效自评报送情况"),
            known(columns, &rows),
            level(&rows, "street_office"),
        )
    }
}

/// Every project that the registry lists, and those of the same offices that it does not; nothing
/// where it lists none.
pub(super) fn projects<'a>(view: &View<'a>) -> Option<Sheet<'a>> {
    let rows = level(&in_words(view), "project");
    let of = |source, width| Column::of(REPORTING, source, width);
    let columns = vec![
        of(column::street_office, 18).shown(Kind::Wrapped),
        of(column::project_name, 34).shown(Kind::Wrapped),
        of(column::project_code, 22).shown(Kind::Wrapped),
        of(column::state, 12)
            .shown(Kind::Label)
            .toned(tones::roster),
        of(column::reported_at, 17).shown(Kind::Label),
        of(column::time_basis, 22).shown(Kind::Wrapped),
        of(column::source_file, 60).shown(Kind::Wrapped),
        of(column::remark, 40).shown(Kind::Wrapped),
    ];
    (!rows.is_empty()).then(|| Sheet {
        note: "先按项目编码、再按项目名称与名册核对；名称只是相近的不算同一项目，见“备注”"
            .to_owned(),
        frozen: 2,
        data_file: "reporting.csv",
        ..Sheet::new(
            "应报项目",
            title(view, "项目支出绩效自评应报项目"),
            known(columns, &rows),
            rows.clone(),
        )
    })
}

/// Whom to ask for what; nothing where nothing is missing.
pub(super) fn reminders<'a>(view: &View<'a>) -> Option<Sheet<'a>> {
    let all = in_words(view);
    let rows = owed(&all).with(OWED, |row| Value::text(what_is_owed(row)));
    let of = |source, width| Column::of(REPORTING, source, width);
    let columns = vec![
        of(column::street_office, 18).shown(Kind::Wrapped),
        Column::new(OWED, "缺报内容", Kind::Wrapped, 44),
        of(column::project_code, 22).shown(Kind::Wrapped),
        of(column::contact, 16).shown(Kind::Wrapped),
        of(column::phone, 18).shown(Kind::Wrapped),
        of(column::deadline, 13).shown(Kind::Label),
        of(column::remark, 50).shown(Kind::Wrapped),
        Column::new("reply", "催报记录", Kind::Wrapped, 24),
    ];
    let deadline = deadline(&all).map_or_else(
        || "未设报送截止日期（config.yaml 的 registry.deadline）".to_owned(),
        |deadline| format!("报送截止日期：{deadline}"),
    );
    (!rows.is_empty()).then(|| Sheet {
        note: format!("{deadline}　联系人和电话取自名册；“催报记录”由催报人填写"),
        frozen: 1,
        data_file: "reporting.csv",
        ..Sheet::new(
            "催报名单",
            title(view, "项目支出绩效自评催报名单"),
            columns,
            rows.with("reply", |_| Value::Unknown),
        )
    })
}

/// What is missing: of an office that is expected to report certain projects, each of these.
fn owed<'a>(all: &Rows<'a>) -> Rows<'a> {
    let missing = all.filter(|row| row.text(column::state) == words::roster("missing"));
    let is_project = |row: Row<'_, '_>| row.text(column::level) == "project";
    let by_project: BTreeSet<&str> = missing
        .iter()
        .filter(|row| is_project(*row))
        .map(|row| row.text(column::street_office))
        .collect();
    missing.filter(|row| is_project(row) || !by_project.contains(row.text(column::street_office)))
}

fn what_is_owed(row: Row<'_, '_>) -> String {
    if row.text(column::level) != "project" {
        return "全部自评表（该单位尚未报送）".to_owned();
    }
    let name = row.text(column::project_name);
    if name.is_empty() {
        "下列编码的项目".to_owned()
    } else {
        name.to_owned()
    }
}

fn in_words<'a>(view: &View<'a>) -> Rows<'a> {
    read(&view.tables.reporting).with(column::state, |row| {
        Value::text(words::roster(row.text(column::state)).to_owned())
    })
}

fn level<'a>(rows: &Rows<'a>, name: &str) -> Rows<'a> {
    rows.filter(|row| row.text(column::level) == name)
}

/// Without the columns of which nothing is known: a registry may have no deadline and no contacts.
fn known(columns: Vec<Column>, rows: &Rows<'_>) -> Vec<Column> {
    let optional = [
        column::on_time_rate,
        column::reported_at,
        column::time_basis,
        column::project_code,
        column::remark,
    ];
    let kept = columns
        .into_iter()
        .filter(|column| !optional.contains(&column.source) || rows.knows(column.source));
    kept.collect()
}

fn deadline(rows: &Rows<'_>) -> Option<String> {
    let mut deadlines = rows.iter().map(|row| row.text(column::deadline));
    deadlines
        .find(|deadline| !deadline.is_empty())
        .map(str::to_owned)
}
