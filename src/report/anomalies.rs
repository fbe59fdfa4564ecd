//! `异常清单.xlsx`: what is wrong, by rule, by office, one by one with a link to the very cell, and the
//! projects over budget.

mod excerpt;
pub(super) mod over_budget;
mod settled;
mod severity;
mod summary;

use super::book::Book;
use super::consolidated::title;
use super::listing::{self, LINK, NUMBER, PLACE, RULE, echo_tone};
use super::rows::{Rows, Value};
use super::sheet::{Colours, Column, Entry, Kind, Sheet};
use super::ways::{FORM, Ways};
use super::{OutFile, ReportError, View, sensitive};
use crate::decision::heading;
use crate::tables::columns::{FINDINGS, findings};
use crate::value::Day;

/// The name of the workbook.
pub(super) const FILE: &str = heading::LIST_FILE;

/// The sheet of projects over budget.
pub(super) const OVER_BUDGET_SHEET: &str = "超预算项目";

/// Makes the workbook.
pub(super) fn files(view: &View<'_>) -> Result<Vec<OutFile>, ReportError> {
    let ways = Ways::of(view);
    let found = listing::numbered(&listing::findings(view));
    let found = ways.with_forms_of_findings(found, view);
    // The next run reads the list back: by its date, what has run out today has run out then too.
    let mut book = Book::new(view.facts, view.settings, FILE).dated(view.facts.review_day);
    book.sheet(severity::sheet(view, &found))?;
    book.sheet(summary::by_rule(view))?;
    book.sheet(summary::by_office(view, &found))?;
    book.sheet(list(view, &found))?;
    book.sheet(settled::sheet(view))?;
    book.sheet(over_budget::sheet(view, &ways))?;
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
        of(findings::severity, 9, heading::SEVERITY)
            .shown(Kind::Severity)
            .coloured(Colours::Severity),
        Column::new(RULE, heading::RULE, Kind::Wrapped, 22),
        of(findings::street_office, 14, heading::OFFICE),
        of(findings::project_name, 22, heading::PROJECT),
        of(findings::message, 48, heading::MESSAGE).shown(Kind::Prose),
        of(findings::declared, 16, heading::DECLARED),
        of(findings::expected, 16, heading::EXPECTED),
        of(findings::difference, 12, heading::DIFFERENCE),
        Column::new(PLACE, heading::PLACE, Kind::Wrapped, 30),
        Column::new(LINK, heading::LINK, Kind::Link, 7),
        Column::new(FORM, heading::DRAWN, Kind::Link, 7),
    ];
    columns.extend(decision_columns(view));
    Sheet {
        note: format!(
            "“来源”转到原表的单元格，“核查”转到注明问题的自评表；灰色为由上一条引起的问题（序号如 12-1）；“处理状态”“处理意见”“有效期”（有效的最后一天，长期有效的不填）由审核人填写，再次运行时按“发现编号”沿用，请勿改动编号{}",
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
fn decision_columns(view: &View<'_>) -> [Column; 4] {
    let until =
        Column::new(findings::review_until, heading::UNTIL, Kind::Day, 12).entered(Entry::Until);
    [
        Column::new(findings::review_status, heading::STATUS, Kind::Label, 11)
            .entered(Entry::Status)
            .coloured(Colours::Status),
        Column::new(findings::review_note, heading::NOTE, Kind::Wrapped, 26),
        match view.facts.review_day {
            Some(day) => until.coloured(Colours::Over(day)),
            None => until,
        },
        Column::new(findings::finding_id, heading::FINDING_ID, Kind::Label, 18),
    ]
}

/// With the days of a column as days, not as text.
fn with_days<'a>(rows: Rows<'a>, source: &'a str) -> Rows<'a> {
    rows.with(source, |row| {
        Day::parse(row.text(source)).map_or_else(|| row.get(source).clone(), Value::Day)
    })
}
