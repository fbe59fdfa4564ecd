//! `街道/<office>.xlsx`: what goes back to an office: a notice of what to correct and where, its
//! projects, and every finding in full.

mod places;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use rust_xlsxwriter::XlsxError;

pub(super) use self::places::Places;
use super::book::Book;
use super::consolidated::project_columns;
use super::listing::{self, LINK, NUMBER, PLACE, RULE, echo_tone, is_decided, is_echo};
use super::page::Page;
use super::rows::{Rows, Value};
use super::sensitive::without_numbers;
use super::sheet::{Column, Kind, Sheet, Tone};
use super::{OutFile, ReportError, View, sensitive, words};
use crate::decision::Status;
use crate::tables::columns::{FINDINGS, findings, projects};

/// The folder of the workbooks.
pub(super) const FOLDER: &str = "街道";

/// What the office has to do.
const DUTY: &str = "duty";

/// What stands in a finding as the office wrote it.
const PASSED_ON: [&str; 5] = [
    findings::project_name,
    findings::message,
    findings::declared,
    findings::expected,
    PLACE,
];

/// An office with its share of the batch.
struct Office<'a> {
    name: String,
    file: String,
    projects: Rows<'a>,
    findings: Rows<'a>,
}

/// Makes a workbook for every office of which there is at least one form.
pub(super) fn files(view: &View<'_>) -> Result<Vec<OutFile>, ReportError> {
    offices(view)
        .into_par_iter()
        .map(|office| workbook(view, &office))
        .collect()
}

fn offices<'a>(view: &View<'a>) -> Vec<Office<'a>> {
    let all_projects = without_numbers(listing::projects(view), &[projects::project_name]);
    let all_findings = listing::findings(view)
        .with(PLACE, |row| Value::text(listing::place_in_office(row)))
        .with(DUTY, |row| {
            Value::text(words::duty(row.text(findings::severity)))
        });
    let all_findings = without_numbers(all_findings, &PASSED_ON);
    let places = Places::of(&all_projects);
    let offices = all_projects
        .distinct(projects::street_office)
        .into_iter()
        .map(|name| Office {
            name: name.to_owned(),
            file: format!("{FOLDER}/{}.xlsx", places.office(name).unwrap_or(name)),
            projects: all_projects.filter(|row| row.text(projects::street_office) == name),
            findings: listing::numbered(
                &all_findings.filter(|row| row.text(findings::street_office) == name),
            ),
        });
    offices.collect()
}

fn workbook(view: &View<'_>, office: &Office<'_>) -> Result<OutFile, ReportError> {
    let mut book = Book::new(view.facts, view.settings, office.file.clone());
    book.page("整改通知", |page| notice(page, view, office))?;
    book.sheet(project_sheet(view, office))?;
    book.sheet(finding_sheet(view, office))?;
    book.finish(&format!(
        "{}{}年度项目支出绩效自评整改通知",
        office.name, view.facts.fiscal_year
    ))
}

const NOTICE_WIDTHS: [u16; 6] = [7, 9, 26, 34, 56, 24];
const NOTICE_BREADTH: usize = 156;

/// The letter: greeting, counts, what to correct, deadline.
fn notice(page: &mut Page<'_>, view: &View<'_>, office: &Office<'_>) -> Result<(), XlsxError> {
    page.columns(&NOTICE_WIDTHS)?;
    page.title(&format!(
        "{}年度项目支出绩效自评整改通知",
        view.facts.fiscal_year
    ))?;
    page.skip();
    let addressee = if office.name.is_empty() {
        "有关单位"
    } else {
        &office.name
    };
    page.paragraph(&format!("{addressee}："), NOTICE_BREADTH)?;
    page.paragraph(&opening(view, office), NOTICE_BREADTH)?;
    if let Some(notice) = sensitive::office_notice(view, &office.name) {
        page.paragraph(&notice, NOTICE_BREADTH)?;
    }
    let roots = office
        .findings
        .filter(|row| !is_echo(row) && !is_decided(row, Status::Dismissed));
    if !roots.is_empty() {
        page.paragraph(DEADLINE, NOTICE_BREADTH)?;
        page.section("需整改和核实的事项")?;
        page.repeat_next_row()?;
        page.table(&notice_columns(), &roots, |_| Tone::Plain)?;
    }
    page.skip();
    page.signature("核查单位（盖章）：　　　　　　　　　　　　　　　　年　　月　　日　　")
}

const DEADLINE: &str = "　　请对照下表逐项办理：“错误”应当更正后重新报送；“警告”应当核实，属实的说明原因，不实的予以更正；“提示”供完善时参考。填报数与应有数不一致的，两数都可能有误，请以核实结果为准。请于　　　年　　月　　日前报送更正后的自评表和书面说明。各项目重算结果见“项目”，全部问题（含由同一原因引起的）见“问题清单”。";

fn opening(view: &View<'_>, office: &Office<'_>) -> String {
    let of = |label: &str| {
        office
            .findings
            .count(|row| row.text(findings::severity) == label)
    };
    let year = view.facts.fiscal_year;
    let forms = office.projects.len();
    if office.findings.is_empty() {
        return format!(
            "　　经核查，你单位报送的{year}年度项目支出绩效自评表 {forms} 张，未发现问题。"
        );
    }
    let dismissed = office
        .findings
        .count(|row| is_decided(row, Status::Dismissed));
    let without = match dismissed {
        0 => String::new(),
        count => format!("其中 {count} 条经审核不予处理，不需整改。"),
    };
    format!(
        "　　经核查，你单位报送的{year}年度项目支出绩效自评表 {forms} 张，共发现问题 {} 条，其中错误 {} 条、警告 {} 条、提示 {} 条。{without}",
        office.findings.len(),
        of("错误"),
        of("警告"),
        of("提示"),
    )
}

fn notice_columns() -> [Column; 6] {
    let of = |source, width| Column::of(FINDINGS, source, width).shown(Kind::Wrapped);
    [
        Column::new(NUMBER, "序号", Kind::Label, 7),
        of(findings::severity, 9).shown(Kind::Severity),
        of(findings::project_name, 26),
        Column::new(PLACE, "位置", Kind::Wrapped, 34),
        of(findings::message, 56).titled("问题"),
        Column::new(DUTY, "办理要求", Kind::Wrapped, 24),
    ]
}

/// The office's projects as recomputed. Without links: the office has the workbooks elsewhere.
fn project_sheet<'a>(view: &View<'_>, office: &Office<'a>) -> Sheet<'a> {
    let columns = project_columns()
        .into_iter()
        .filter(|column| column.source != LINK)
        .collect();
    Sheet {
        note: "金额单位：万元　得分为重算；红底：执行率超过 100%，黄底：执行数超年初预算数、重算总分低于填报总分".to_owned(),
        frozen: 2,
        ..Sheet::new("项目", heading(view, office, "项目"), columns, office.projects.clone())
    }
}

fn finding_sheet<'a>(view: &View<'_>, office: &Office<'a>) -> Sheet<'a> {
    let of = |source, width| Column::of(FINDINGS, source, width).shown(Kind::Wrapped);
    let columns = vec![
        Column::new(NUMBER, "序号", Kind::Label, 7),
        of(findings::severity, 9).shown(Kind::Severity),
        Column::new(RULE, "规则", Kind::Wrapped, 24),
        of(findings::project_name, 24),
        of(findings::message, 52).shown(Kind::Prose),
        of(findings::declared, 18),
        of(findings::expected, 18),
        of(findings::difference, 12),
        Column::new(PLACE, "位置", Kind::Wrapped, 32),
        of(findings::review_status, 11).shown(Kind::Label),
        Column::new("reply", "整改情况", Kind::Wrapped, 24),
    ];
    let rows = office.findings.clone().with("reply", |_| Value::Unknown);
    Sheet {
        note: "灰色为由上一条引起的问题；“处理状态”为核查单位的审核结果，不予处理的不需整改；“整改情况”由报送单位填写".to_owned(),
        frozen: 2,
        row_tone: echo_tone,
        data_file: "findings.csv",
        ..Sheet::new("问题清单", heading(view, office, "问题清单"), columns, rows)
    }
}

fn heading(view: &View<'_>, office: &Office<'_>, what: &str) -> String {
    format!(
        "{}{}年度项目支出绩效自评{what}",
        office.name, view.facts.fiscal_year
    )
}
