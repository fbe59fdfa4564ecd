//! The summary by severity: how many findings there are of each, whom they are about, and how far they
//! are reviewed.

use super::over_budget::overlooked;
use super::summary::families;
use crate::decision::Status;
use crate::finding::{Severity, Stage};
use crate::report::View;
use crate::report::consolidated::title;
use crate::report::listing::{is_decided, is_echo, is_reviewed};
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Origin, Sheet};
use crate::tables::columns::findings;

/// The column of severities.
const SEVERITY: &str = "severity";
/// The column of what trial rules found, by the name of their stage.
const TRIAL: &str = Stage::Trial.name();
/// The column of what is not reviewed.
const PENDING: &str = "pending";

/// A count over the findings of one severity.
type Count = fn(&Rows<'_>) -> usize;

/// What is counted, from left to right.
const COUNTS: [(&str, &str, Count); 12] = [
    ("all", "发现（条）", |found| found.len()),
    ("roots", "其中须办理", |found| {
        found.count(|row| !is_echo(row))
    }),
    ("echoes", "由他条引起", |found| {
        found.count(|row| is_echo(row))
    }),
    ("in_force", "正式规则", |found| {
        found.count(|row| row.text(findings::stage) != TRIAL)
    }),
    (TRIAL, "试行规则", |found| {
        found.count(|row| row.text(findings::stage) == TRIAL)
    }),
    ("forms", "涉及自评表", |found| {
        distinct(found, findings::form_id)
    }),
    ("offices", "涉及单位", |found| {
        distinct(found, findings::street_office)
    }),
    ("confirmed", "属实", |found| {
        found.count(|row| is_decided(row, Status::Confirmed))
    }),
    ("rectified", "已整改", |found| {
        found.count(|row| is_decided(row, Status::Rectified))
    }),
    ("dismissed", "不予处理", |found| {
        found.count(|row| is_decided(row, Status::Dismissed))
    }),
    ("reviewed", "已审核", |found| {
        found.count(|row| is_reviewed(row))
    }),
    (PENDING, "待核实", |found| {
        found.count(|row| !is_reviewed(row))
    }),
];

/// One row per severity, and their sum; of each family that occurs a column.
pub(super) fn sheet<'a>(view: &View<'a>, found: &Rows<'a>) -> Sheet<'a> {
    let families = families(found);
    let rows = rows(found, &families);
    let last = Severity::ALL.len();
    let mut note = "错误应当更正，警告应当核实，提示供完善时参考；“须办理”不含由同一原因引起的；涉及的自评表和单位，合计按一个计，不是各行相加；右侧各列按类别分；已审核＝属实＋已整改＋不予处理".to_owned();
    if let Some(overlooked) = overlooked(view) {
        note = format!("{note}　{overlooked}");
    }
    Sheet {
        note,
        totals: rows.part(last, 1),
        frozen: 1,
        data_file: "findings.csv",
        ..Sheet::new(
            "汇总（按程度）",
            title(view, "项目支出绩效自评异常汇总（按严重程度）"),
            columns(&families),
            rows.part(0, last),
        )
    }
}

fn columns(families: &[(&'static str, &'static str)]) -> Vec<Column> {
    let severity = Column::new(SEVERITY, "严重程度", Kind::Severity, 12);
    let counts = COUNTS.iter().map(|(source, header, _)| {
        let column = Column::new(source, *header, Kind::Count, 11);
        match *source {
            // One form may have findings of several severities.
            "forms" | "offices" => column,
            PENDING => column
                .live(Origin::Difference("all", "reviewed"))
                .live(Origin::Sum),
            "reviewed" => column
                .live(Origin::Plus(&["confirmed", "rectified", "dismissed"]))
                .live(Origin::Sum),
            _ => column.live(Origin::Sum),
        }
    });
    let of_family = families
        .iter()
        .map(|(code, word)| Column::new(code, *word, Kind::Count, 10).live(Origin::Sum));
    std::iter::once(severity)
        .chain(counts)
        .chain(of_family)
        .collect()
}

fn rows<'a>(found: &Rows<'a>, families: &[(&'static str, &'static str)]) -> Rows<'a> {
    let labels = Severity::ALL.map(Severity::label);
    let of = |label: &str| found.filter(|row| row.text(findings::severity) == label);
    let parts: Vec<Rows<'a>> = labels.iter().map(|label| of(label)).collect();
    let names = labels.iter().copied().chain(["合计"]);
    let mut columns = vec![(SEVERITY, names.map(Value::text).collect())];
    for (source, _, count) in COUNTS {
        let counts = parts.iter().chain([found]).map(count);
        columns.push((source, counts.map(Value::count).collect()));
    }
    for (code, word) in families {
        let of_family = |found: &Rows<'_>| found.count(|row| row.text(findings::family) == *word);
        let counts = parts.iter().chain([found]).map(of_family);
        columns.push((*code, counts.map(Value::count).collect()));
    }
    Rows::from_columns(columns)
}

/// How many different ones are named; what names none is not counted.
fn distinct(found: &Rows<'_>, source: &str) -> usize {
    let named = |row: Row<'_, '_>| !row.text(source).is_empty();
    found.filter(named).distinct(source).len()
}
