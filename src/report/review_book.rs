//! `抽查复核表.xlsx`: the projects that were drawn for review, each on a sheet of its own with thirteen
//! columns: what is declared, what was recomputed, and room for what the reviewer finds.

mod form_sheet;

use super::book::Book;
use super::rows::{Rows, Value};
use super::sheet::{Column, Kind, Sheet};
use super::{OutFile, ReportError, ReportSettings, RunFacts};
use crate::sampling::{Drawn, Sample};

/// Makes the workbook, to be written as `file`.
///
/// # Errors
/// [`ReportError`] where a sheet cannot be laid out.
pub fn review_book(
    facts: &RunFacts,
    settings: &ReportSettings,
    sample: &Sample<'_>,
    file: &str,
) -> Result<OutFile, ReportError> {
    let mut book = Book::new(facts, settings, file);
    book.sheet(list(facts, sample))?;
    for (ordinal, drawn) in (1_usize..).zip(&sample.drawn) {
        let name = form_sheet::tab(ordinal, drawn);
        book.page(&name, |page| form_sheet::lay_out(page, facts, drawn))?;
    }
    book.finish(&facts.titled("项目支出绩效自评抽查复核表"))
}

/// The list of what was drawn, and why.
fn list<'a>(facts: &RunFacts, sample: &Sample<'a>) -> Sheet<'a> {
    let columns = vec![
        Column::new("tab", "序号", Kind::Count, 6),
        Column::new("office", "街道", Kind::Wrapped, 16),
        Column::new("project", "项目名称", Kind::Wrapped, 34),
        Column::new("unit", "实施单位", Kind::Wrapped, 22),
        Column::new("full_year", "全年预算数", Kind::Amount, 14),
        Column::new("declared", "填报总分", Kind::Points, 10),
        Column::new("recomputed", "重算总分", Kind::Points, 10),
        Column::new("rank", "风险排名", Kind::Count, 10),
        Column::new("points", "风险分", Kind::Points, 9),
        Column::new("how", "抽取方式", Kind::Label, 10),
        Column::new("reasons", "风险来源", Kind::Prose, 50),
    ];
    let (count, population, seed) = (sample.drawn.len(), sample.population, sample.seed);
    Sheet {
        note: format!(
            "从 {population} 个项目中抽取 {count} 个，随机种子 {seed}　每个项目一张工作表：填写“复核完成值”“复核得分”“备注”后原处保存，重新运行即与自评得分对照"
        ),
        frozen: 3,
        ..Sheet::new(
            "抽查名单",
            facts.titled("项目支出绩效自评抽查名单"),
            columns,
            rows(&sample.drawn),
        )
    }
}

fn rows<'a>(drawn: &[Drawn<'a>]) -> Rows<'a> {
    let column = |of: &dyn Fn(&Drawn<'a>) -> Value<'a>| drawn.iter().map(of).collect();
    Rows::from_columns(vec![
        (
            "tab",
            (1..).zip(drawn).map(|(tab, _)| Value::Count(tab)).collect(),
        ),
        (
            "office",
            column(&|one| Value::text(one.assessed.street_office())),
        ),
        (
            "project",
            column(&|one| Value::text(one.assessed.project_name())),
        ),
        (
            "unit",
            column(&|one| Value::text(one.assessed.implementing_unit())),
        ),
        ("full_year", column(&|one| full_year(one))),
        ("declared", column(&|one| declared_total(one))),
        (
            "recomputed",
            column(&|one| form_sheet::points(one.assessed.evaluation.total_score)),
        ),
        ("rank", column(&|one| Value::count(one.rank))),
        ("points", column(&|one| Value::Figure(one.risk.points))),
        ("how", column(&|one| Value::text(one.how.label()))),
        (
            "reasons",
            column(&|one| Value::text(one.risk.reasons.join("；"))),
        ),
    ])
}

fn full_year<'a>(drawn: &Drawn<'_>) -> Value<'a> {
    let row = drawn
        .assessed
        .form
        .funding_row(crate::form::FundingKind::Total);
    form_sheet::points(row.and_then(|row| row.full_year.figure()))
}

fn declared_total<'a>(drawn: &Drawn<'_>) -> Value<'a> {
    let total = drawn.assessed.form.total.as_ref();
    form_sheet::points(total.and_then(|total| total.score.figure()))
}
