//! The cover sheet: the letter with a receipt to be cut off; on the pages behind it the forms, the
//! marked copies, the quality of the submission and what to correct.

use rust_xlsxwriter::XlsxError;

use super::forms::{self, DRAWN};
use super::{DUTY, NOTICE, Office, conduct, contents, copies, heading};
use crate::decision::Status;
use crate::report::consolidated::quality::STANDING;
use crate::report::listing::{NUMBER, PLACE, is_decided, is_echo};
use crate::report::page::Page;
use crate::report::rows::Row;
use crate::report::sheet::{Column, Kind, Tone};
use crate::report::{View, sensitive};
use crate::tables::columns::{FINDINGS, findings};

const WIDTHS: [u16; 7] = [7, 9, 26, 32, 54, 24, 8];
const BREADTH: usize = 160;

/// The letter: greeting, counts, what to correct, deadline, receipt; then the lists. The receipt is
/// cut off the first page, which it always fits on, and the lists stay whole.
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
    receipt(page, view, office)?;
    page.begin_paper();
    lists(page, office)
}

/// The numbers of the lists.
const NUMBERS: [&str; 4] = ["一", "二", "三", "四"];

fn lists(page: &mut Page<'_>, office: &Office<'_>) -> Result<(), XlsxError> {
    let mut numbers = NUMBERS.into_iter();
    let mut section = |page: &mut Page<'_>, title: &str| {
        let number = numbers.next().unwrap_or_default();
        page.section(&format!("{number}、{title}"))
    };
    let contents = contents::rows(office);
    if !contents.is_empty() {
        section(page, "自评表（逐张重绘，标出问题所在）")?;
        page.table(&contents::columns(), &contents, |_| Tone::Plain)?;
    }
    let copies = copies::rows(office);
    if !copies.is_empty() {
        section(page, "标注后的报送文件（在原文件的有关格标底色、附批注）")?;
        page.table(&copies::columns(), &copies, |_| Tone::Plain)?;
    }
    let quality = conduct::rows(&office.quality);
    if !quality.is_empty() {
        section(page, "报送质量")?;
        page.note(STANDING)?;
        page.table(&conduct::columns(), &quality, conduct::tone)?;
    }
    let ways = forms::with_ways(&office.findings, &office.forms, &office.file);
    let roots = ways.filter(is_open);
    if roots.is_empty() {
        return Ok(());
    }
    section(page, "需整改和核实的事项")?;
    page.repeat_next_row()?;
    page.table(&finding_columns(), &roots, |_| Tone::Plain)
}

/// Is the office asked to do something about it? What another finding caused goes with that one.
fn is_open(row: Row<'_, '_>) -> bool {
    !is_echo(row) && !is_decided(row, Status::Dismissed)
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
        "　　请对照后列事项逐项办理：“错误”应当更正后重新报送；“警告”应当核实，属实的说明原因，不实的予以更正；“提示”供完善时参考。填报数与应有数不一致的，两数都可能有误，请以核实结果为准。请于{day}前报送更正后的自评表和书面说明。各项目重算结果见“项目”，全部问题（含由同一原因引起的）见“问题清单”；各张自评表已重绘于后，有问题的格标有底色和说明，点“打开”可到该格。"
    )
}

fn opening(view: &View<'_>, office: &Office<'_>) -> String {
    let of = |label: &str| {
        office
            .findings
            .count(|row| row.text(findings::severity) == label)
    };
    let year = view.facts.fiscal_year;
    let forms = forms_sent(office);
    if office.findings.is_empty() {
        return format!("　　经核查，你单位报送的{year}年度{forms}，未发现问题。");
    }
    let dismissed = office
        .findings
        .count(|row| is_decided(row, Status::Dismissed));
    let without = match dismissed {
        0 => String::new(),
        count => format!("其中 {count} 条经审核不予处理，不需整改。"),
    };
    format!(
        "　　经核查，你单位报送的{year}年度{forms}，共发现问题 {} 条，其中错误 {} 条、警告 {} 条、提示 {} 条。{without}",
        office.findings.len(),
        of("错误"),
        of("警告"),
        of("提示"),
    )
}

/// `项目支出绩效自评表 12 张、部门整体支出绩效自评表 1 张`
fn forms_sent(office: &Office<'_>) -> String {
    let kinds = [
        ("项目", &office.projects),
        ("部门整体", &office.departments),
    ];
    let sent = kinds.iter().filter(|(_, forms)| !forms.is_empty());
    let sent = sent.map(|(kind, forms)| format!("{kind}支出绩效自评表 {} 张", forms.len()));
    sent.collect::<Vec<_>>().join("、")
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
    let forms = office
        .projects
        .len()
        .saturating_add(office.departments.len());
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
