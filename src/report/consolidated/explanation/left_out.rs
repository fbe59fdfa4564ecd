//! What is not among the figures, and why: files and forms by the reason, then every such file.

use rust_xlsxwriter::XlsxError;

use crate::form::FormKind;
use crate::intake::ArchiveKind;
use crate::report::View;
use crate::report::page::Page;
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Tone, read};
use crate::submission::{Assessed, Standing, Submission};
use crate::tables::columns::{SUBMISSIONS, last_year, projects, submissions};

/// The findings that say why a file does not count.
const DUPLICATE: &str = "F105";
const SUPERSEDED: &str = "F106";

/// What, how much of it, and what was done with it.
type Line = (&'static str, usize, &'static str);

/// Fills the part.
pub(super) fn lay_out(
    page: &mut Page<'_>,
    view: &View<'_>,
    files: &Rows<'_>,
) -> Result<(), XlsxError> {
    let lines: Vec<Line> = of_files(view).into_iter().chain(of_forms(view)).collect();
    table(page, &lines)?;
    let left_out = files.filter(|row| !row.is_positive(submissions::forms));
    page.skip();
    if left_out.is_empty() {
        return page.paragraph("没有未读出自评表的文件。", super::BREADTH);
    }
    let count = left_out.len();
    page.paragraph(
        &format!("没有读出自评表的文件（{count} 个）如下；全部文件逐个见“文件清单”。"),
        super::BREADTH,
    )?;
    let columns = [
        Column::of(SUBMISSIONS, submissions::source_file, 50).shown(Kind::Wrapped),
        Column::of(SUBMISSIONS, submissions::status, 22).shown(Kind::Wrapped),
        Column::of(SUBMISSIONS, submissions::reason, 91)
            .titled("原因")
            .shown(Kind::Wrapped)
            .over(3),
    ];
    page.table(&columns, &left_out, |_| Tone::Plain)
}

fn table(page: &mut Page<'_>, lines: &[Line]) -> Result<(), XlsxError> {
    let told: Vec<&Line> = lines.iter().filter(|(_, count, _)| *count > 0).collect();
    let column = |of: fn(&Line) -> Value<'static>| told.iter().map(|line| of(line)).collect();
    let rows = Rows::from_columns(vec![
        ("what", column(|(what, _, _)| Value::text(*what))),
        ("count", column(|(_, count, _)| Value::count(*count))),
        ("done", column(|(_, _, done)| Value::text(*done))),
    ]);
    let columns = [
        Column::new("what", "文件或自评表", Kind::Wrapped, 50),
        Column::new("count", "数量", Kind::Count, 22),
        Column::new("done", "处理", Kind::Wrapped, 91).over(3),
    ];
    page.table(&columns, &rows, |_| Tone::Plain)
}

/// Every file is in exactly one of these lines.
fn of_files(view: &View<'_>) -> [Line; 7] {
    let files = read(&view.tables.submissions);
    let skipped = |row: Row<'_, '_>| row.text(submissions::status) == "skipped";
    let of_code =
        |code: &str| files.count(|row| skipped(row) && row.text(submissions::code) == code);
    let status = |names: &[&str]| files.count(|row| names.contains(&row.text(submissions::status)));
    let archives = files.count(|row| skipped(row) && is_unpacked(row));
    let further = files
        .count(|row| skipped(row) && row.text(submissions::code).is_empty() && !is_unpacked(row));
    [
        (
            "读出自评表的文件（个）",
            status(&["ok", "partial"]),
            "计入汇总，其中的旧版等见下",
        ),
        (
            "内容重复的文件（个）",
            of_code(DUPLICATE),
            "与另一文件逐字节相同，只计一次（F105）",
        ),
        (
            "全部为旧版的文件（个）",
            of_code(SUPERSEDED),
            "同一项目另有较新的版本，以新版为准（F106），差异见“版本差异”",
        ),
        ("压缩包（个）", archives, "其中的文件逐个列出，各计一个"),
        (
            "不需读取的文件（个）",
            further,
            "临时锁定文件、系统文件、不是表格的文件",
        ),
        (
            "无法读取的文件（个）",
            status(&["error"]),
            "损坏、加密、为空、旧版 Word 等（F101、F102、F104），须重新报送",
        ),
        (
            "未识别到自评表的文件（个）",
            status(&["no_form"]),
            "读了，但其中没有自评表（F103）",
        ),
    ]
}

fn is_unpacked(row: Row<'_, '_>) -> bool {
    let format = row.text(submissions::format);
    let is_archive = ArchiveKind::ALL.iter().any(|kind| kind.name() == format);
    is_archive && row.text(submissions::code).is_empty()
}

/// Forms that were read and are not, or not simply, among the sums.
fn of_forms(view: &View<'_>) -> [Line; 7] {
    let forms = || view.submissions.iter().flat_map(Submission::forms);
    let standing =
        |like: fn(&Standing) -> bool| forms().filter(|form| like(&form.standing)).count();
    let departments =
        |form: &&Assessed| form.standing.counts() && form.form.kind == FormKind::Department;
    let counted = read(&view.tables.projects);
    let earlier =
        read(&view.tables.last_year).count(|row| !row.text(last_year::last_place).is_empty());
    [
        (
            "计入汇总的项目自评表（张）",
            counted.len(),
            "“项目明细”逐张列出",
        ),
        (
            "旧版自评表（张）",
            standing(|one| matches!(one, Standing::Superseded { .. })),
            "以新版为准，不计入汇总（F106）",
        ),
        (
            "台账中已另有自评表的行（行）",
            standing(|one| matches!(one, Standing::Listed { .. })),
            "以自评表为准，台账的行不计入汇总",
        ),
        (
            "先后不明的同一项目（张）",
            standing(|one| matches!(one, Standing::Contested { .. })),
            "暂都计入汇总，待核实哪一份有效（F106）",
        ),
        (
            "部门整体支出自评表（张）",
            forms().filter(departments).count(),
            "另列“部门整体”，不与项目相加",
        ),
        (
            "其他年度的自评表（张）",
            other_years(view, &counted),
            "所填年度与本年度不同，仍计入汇总，待核实（F109）",
        ),
        (
            "上年度自评表（张）",
            earlier,
            "只用于“上年对照”，不计入汇总",
        ),
    ]
}

fn other_years(view: &View<'_>, counted: &Rows<'_>) -> usize {
    let year = Value::Count(i64::from(view.facts.fiscal_year.number()));
    counted.count(|row| {
        let own = row.get(projects::fiscal_year);
        *own != Value::Unknown && *own != year
    })
}
