//! `街道/<office>.xlsx`: what goes back to an office: a notice of what to correct and where, its
//! projects, every finding in full, and each of its forms drawn again with what is wrong on it. With
//! it go the marked copies of its files (`marked.rs`), which the notice lists.

mod conduct;
mod contents;
mod copies;
mod form;
mod forms;
mod notice;
mod places;

use std::collections::BTreeSet;

use rayon::iter::{IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};

use self::forms::FormSheet;
pub(super) use self::places::Places;
use super::book::Book;
use super::consolidated::project_columns;
use super::link::Link;
use super::listing::{self, LINK, NUMBER, PLACE, RULE, echo_tone};
use super::marked::{self, Copy};
use super::rows::{Rows, Value};
use super::sensitive::without_numbers;
use super::sheet::{Column, Kind, Sheet, read};
use super::{OutFile, ReportError, View, words};
use crate::tables::columns::{FINDINGS, findings, projects, quality};

/// The folder of the workbooks.
pub(super) const FOLDER: &str = "街道";

/// The cover sheet.
const NOTICE: &str = "整改通知";

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
    /// Its forms on a whole department.
    departments: Rows<'a>,
    findings: Rows<'a>,
    /// What became of its files in which something is to be marked.
    copies: Vec<&'a Copy>,
    /// How well it filled in and sent its forms.
    quality: Rows<'a>,
    /// Its forms, drawn again.
    forms: Vec<FormSheet<'a>>,
}

/// Makes the workbooks of every office of which there is at least one form, and the marked copies.
pub(super) fn files(view: &View<'_>) -> Result<Vec<OutFile>, ReportError> {
    let copies = marked::copies(view);
    let lists = offices(view, &copies.told)
        .into_par_iter()
        .map(|office| workbooks(view, &office))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(lists.into_iter().flatten().chain(copies.files).collect())
}

fn offices<'a>(view: &View<'a>, copies: &'a [Copy]) -> Vec<Office<'a>> {
    let all_projects = without_numbers(listing::projects(view), &[projects::project_name]);
    let all_departments = without_numbers(
        listing::located(places::whole_departments(view), view),
        &[projects::project_name],
    );
    let all_findings = listing::findings(view)
        .with(PLACE, |row| Value::text(listing::place_in_office(row)))
        .with(DUTY, |row| {
            Value::text(words::duty(row.text(findings::severity)))
        });
    let all_findings = without_numbers(all_findings, &PASSED_ON);
    let all_quality = read(&view.tables.quality);
    let places = Places::of(view);
    let sources = forms::by_place(view.submissions);
    let of_forms = [&all_projects, &all_departments];
    let of_forms = of_forms.map(|rows| rows.distinct(projects::street_office));
    let mut seen = BTreeSet::new();
    let mut all: Vec<&str> = of_forms.concat();
    all.retain(|name| seen.insert(*name));
    let offices = all.into_iter().filter_map(|name| {
        let own = |rows: &Rows<'a>| rows.filter(|row| row.text(projects::street_office) == name);
        let (projects, departments) = (own(&all_projects), own(&all_departments));
        let findings = listing::numbered(
            &all_findings.filter(|row| row.text(findings::street_office) == name),
        );
        Some(Office {
            name: name.to_owned(),
            file: places.workbook(name)?,
            forms: forms::sheets(&[&projects, &departments], &findings, &places, &sources),
            copies: copies.iter().filter(|copy| copy.office == name).collect(),
            quality: all_quality.filter(|row| row.text(quality::street_office) == name),
            projects,
            departments,
            findings,
        })
    });
    offices.collect()
}

/// The notice with as many forms as one workbook takes, and further workbooks with the others.
fn workbooks(view: &View<'_>, office: &Office<'_>) -> Result<Vec<OutFile>, ReportError> {
    let files: Vec<&[FormSheet<'_>]> = office
        .forms
        .chunk_by(|one, next| one.place.file == next.place.file)
        .collect();
    let further = files.par_iter().filter(|forms| !office.is_at_home(forms));
    let further: Vec<OutFile> = further
        .map(|forms| further_workbook(view, office, forms))
        .collect::<Result<_, _>>()?;
    let mut own = files.into_iter().filter(|forms| office.is_at_home(forms));
    let first = workbook(view, office, own.next().unwrap_or_default())?;
    Ok(std::iter::once(first).chain(further).collect())
}

fn workbook(
    view: &View<'_>,
    office: &Office<'_>,
    forms: &[FormSheet<'_>],
) -> Result<OutFile, ReportError> {
    let mut book = Book::new(view.facts, view.settings, office.file.clone());
    book.page(NOTICE, |page| notice::lay_out(page, view, office))?;
    book.sheet(project_sheet(view, office))?;
    book.sheet(finding_sheet(view, office))?;
    let back = Link::within(NOTICE, "A1").shown_as(BACK);
    form_sheets(&mut book, forms, Some(&back))?;
    book.finish(&heading(view, office, NOTICE))
}

fn further_workbook(
    view: &View<'_>,
    office: &Office<'_>,
    forms: &[FormSheet<'_>],
) -> Result<OutFile, ReportError> {
    let file = forms.first().map_or("", |form| form.place.file.as_str());
    let mut book = Book::new(view.facts, view.settings, file);
    let back = forms::way_back(file, &office.file).map(|link| link.shown_as(BACK));
    form_sheets(&mut book, forms, back.as_ref())?;
    book.finish(&heading(view, office, "自评表"))
}

/// What a form's way back to the notice is called.
const BACK: &str = "返回";

fn form_sheets(
    book: &mut Book<'_>,
    forms: &[FormSheet<'_>],
    back: Option<&Link>,
) -> Result<(), ReportError> {
    for sheet in forms {
        book.page(&sheet.place.sheet, |page| {
            form::lay_out(page, sheet, back.cloned())
        })?;
    }
    Ok(())
}

impl Office<'_> {
    /// Do these forms stand in the workbook of the notice?
    fn is_at_home(&self, forms: &[FormSheet<'_>]) -> bool {
        let mut forms = forms.iter();
        forms.any(|form| form.place.file == self.file)
    }
}

/// The office's projects as recomputed. Without links: the office has the workbooks elsewhere.
fn project_sheet<'a>(view: &View<'_>, office: &Office<'a>) -> Sheet<'a> {
    let columns = project_columns()
        .into_iter()
        .filter(|column| column.source != LINK)
        .map(Column::plain)
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

#[cfg(test)]
mod tests;
