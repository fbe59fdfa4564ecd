//! The cover sheet: the letter, the forms, what to correct, the quality of the submission, and a
//! receipt to be cut off.

use rust_xlsxwriter::XlsxError;

use super::forms::{self, DRAWN};
use super::{DUTY, NOTICE, Office, conduct, contents, heading};
use crate::decision::Status;
use crate::report::consolidated::quality::STANDING;
use crate::report::listing::{NUMBER, PLACE, is_decided, is_echo};
use crate::report::page::Page;
use crate::report::rows::{Row, Rows};
use crate::report::sheet::{Column, Kind, Tone};
use crate::report::{View, sensitive};
use crate::tables::columns::{FINDINGS, findings};

const WIDTHS: [u16; 7] = [7, 9, 26, 32, 54, 24, 8];
const BREADTH: usize = 160;

/// The letter: greeting, counts, what to correct, deadline; then the lists.
pub(super) fn lay_out(
    page: &mut Page<'_>,
    view: &View<'_>,
    office: &Office<'_>,
) -> Result<(), XlsxError> {
    page.columns(&WIDTHS)?;
    let year = view.facts.fiscal_year;
    page.title(&format!("{year}年度项目支出绩效自评{NOTICE}"))?;
    page.skip();
    let addressee = if office.name.is_empty() {
        "有关单位"
    } else {
        &office.name
    };
    page.paragraph(&format!("{addressee}："), BREADTH)?;
    page.paragraph(&opening(view, office), BREADTH)?;
    if let Some(notice) = sensitive::office_notice(view, &office.name) {
        page.paragraph(&notice, BREADTH)?;
    }
    if office.findings.count(is_open) > 0 {
        page.paragraph(&request(view), BREADTH)?;
    }
    page.skip();
    page.signature("核查单位（盖章）：　　　　　　　　　　　　　　　　年　　月　　日　　")?;
    lists(page, office)?;
    receipt(page, view, office)
}

fn lists(page: &mut Page<'_>, office: &Office<'_>) -> Result<(), XlsxError> {
    let contents = contents::rows(office);
    if !contents.is_empty() {
        page.section("一、自评表（逐张重绘，标出问题所在）")?;
        page.table(&contents::columns(), &contents, |_| Tone::Plain)?;
    }
    quality(page, &office.quality)?;
    let ways = forms::with_ways(&office.findings, &office.forms, &office.file);
    let roots = ways.filter(is_open);
    if roots.is_empty() {
        return Ok(());
    }
    page.section("三、需整改和核实的事项")?;
    page.repeat_next_row()?;
    page.table(&finding_columns(), &roots, |_| Tone::Plain)
}

/// Is the office asked to do something about it? What another finding caused goes with that one.
fn is_open(row: Row<'_, '_>) -> bool {
    !is_echo(row) && !is_decided(row, Status::Dismissed)
}

fn quality(page: &mut Page<'_>, of_office: &Rows<'_>) -> Result<(), XlsxError> {
    let rows = conduct::rows(of_office);
    if rows.is_empty() {
        return Ok(());
    }
    page.section("二、报送质量")?;
    page.note(STANDING)?;
    page.table(&conduct::columns(), &rows, conduct::tone)
}

/// What is asked of the office, and by when.
fn request(view: &View<'_>) -> String {
    let day = match view.settings.correction_deadline {
        Some(day) => {
            let (year, month, day) = day.parts();
            format!(" {year} 年 {month} 月 {day} 日")
        }
        None => "　　　年　　月　　日".to_owned(),
    };
    format!(
        "　　请对照所列事项逐项办理：“错误”应当更正后重新报送；“警告”应当核实，属实的说明原因，不实的予以更正；“提示”供完善时参考。填报数与应有数不一致的，两数都可能有误，请以核实结果为准。请于{day}前报送更正后的自评表和书面说明。各项目重算结果见“项目”，全部问题（含由同一原因引起的）见“问题清单”；各张自评表已重绘于后，有问题的格标有底色和说明，点“打开”可到该格。"
    )
}

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

fn finding_columns() -> [Column; 7] {
    let of = |source, width| Column::of(FINDINGS, source, width).shown(Kind::Wrapped);
    [
        Column::new(NUMBER, "序号", Kind::Label, 7),
        of(findings::severity, 9).shown(Kind::Severity),
        of(findings::project_name, 26),
        Column::new(PLACE, "原表位置", Kind::Wrapped, 32),
        of(findings::message, 54).titled("问题"),
        Column::new(DUTY, "办理要求", Kind::Wrapped, 24),
        Column::new(DRAWN, "查看", Kind::Link, 8),
    ]
}

/// To be cut off and sent back.
fn receipt(page: &mut Page<'_>, view: &View<'_>, office: &Office<'_>) -> Result<(), XlsxError> {
    let line = "－　".repeat(18);
    page.skip();
    page.paragraph(&format!("{line}沿此线剪下　{line}"), BREADTH)?;
    page.section("回　执")?;
    let forms = office.projects.len();
    page.paragraph(
        &format!(
            "　　《{}》（自评表 {forms} 张，问题 {} 条）已收到。",
            heading(view, office, NOTICE),
            office.findings.len()
        ),
        BREADTH,
    )?;
    page.skip();
    page.paragraph(
        "　　收到人：　　　　　　　　　　　　联系电话：　　　　　　　　　　　　收到日期：　　　　年　　月　　日　　　　　　　　　单位（盖章）：",
        BREADTH,
    )
}
