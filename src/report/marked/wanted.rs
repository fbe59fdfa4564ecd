//! Which workbooks are to be marked, where and with what words.

use std::collections::BTreeMap;

use super::marking::{Mark, Marks, add};
use super::{Copy, Unmarkable};
use crate::decision::Status;
use crate::finding::Severity;
use crate::grid::{CellRef, Format};
use crate::intake::Kind;
use crate::report::correction_list::Places;
use crate::report::listing::{self, RULE, is_decided};
use crate::report::rows::Row;
use crate::report::sensitive::without_numbers;
use crate::report::{OutFile, View, words};
use crate::submission::{Assessed, Source, Submission};
use crate::tables::columns::findings;

/// What stands in a finding as the office wrote it.
const PASSED_ON: [&str; 3] = [findings::message, findings::declared, findings::expected];

/// A copy to be made.
pub(super) struct Wanted<'v> {
    office: String,
    /// The office's folder below 街道/; none where it has none.
    pub(super) folder: Option<String>,
    /// The file.
    pub(super) source: &'v Source,
    /// What is to be said in it.
    pub(super) marks: Marks,
}

#[cfg(test)]
impl<'v> Wanted<'v> {
    /// Of a file, without marks.
    pub(super) fn for_tests(source: &'v Source) -> Self {
        Self {
            office: String::new(),
            folder: None,
            source,
            marks: Marks::new(),
        }
    }
}

impl Wanted<'_> {
    /// Says why the file takes no marks by its kind.
    pub(super) fn can_be_marked(&self) -> Result<(), Unmarkable> {
        if self.source.format == Some(Kind::Workbook(Format::Xlsx)) {
            return Ok(());
        }
        Err(Unmarkable::of(
            "只有 .xlsx 一类的工作簿能加标注，请对照重绘的自评表办理",
        ))
    }

    /// Says what became of it.
    pub(super) fn told(&self, made: Result<&OutFile, &Unmarkable>) -> Copy {
        let Self { office, source, .. } = self;
        let file = &source.file;
        if let Err(reason) = made
            && self.can_be_marked().is_ok()
        {
            tracing::warn!("{office}的 {file} 未能生成标注件：{reason}");
        }
        Copy {
            office: office.clone(),
            file: file.clone(),
            places: self.marks.values().map(BTreeMap::len).sum(),
            made: made.map(OutFile::name).map_err(Clone::clone),
        }
    }
}

/// The copies, by office and file in the order of the findings' table.
pub(super) fn wanted<'v>(view: &View<'v>) -> Vec<Wanted<'v>> {
    let places = Places::of(view);
    // What holds no form has no cells that anything is found at.
    let files: BTreeMap<&str, &Submission> = view
        .submissions
        .iter()
        .filter(|file| !file.forms().is_empty())
        .map(|file| (file.source.file.as_str(), file))
        .collect();
    let rows = without_numbers(listing::findings(view), &PASSED_ON);
    let mut order: Vec<(&str, String)> = Vec::new();
    let mut all: BTreeMap<(&str, String), Wanted<'v>> = BTreeMap::new();
    for severity in Severity::ALL {
        for row in rows.iter().filter(|row| is_due(*row, severity)) {
            let Some(file) = files.get(row.text(findings::source_file)) else {
                continue;
            };
            let key = (file.source.file.as_str(), office_of(row, file));
            let wanted = all.entry(key.clone()).or_insert_with(|| {
                order.push(key.clone());
                Wanted {
                    folder: places.office(&key.1).map(str::to_owned),
                    office: key.1,
                    source: &file.source,
                    marks: Marks::new(),
                }
            });
            let (sheet, at, is_cell) = place_of(row, file);
            let mark = Mark {
                fill: is_cell.then_some(severity),
                text: note(row, is_cell),
            };
            add(wanted.marks.entry(sheet).or_default(), at, mark);
        }
    }
    order.sort();
    order.iter().filter_map(|key| all.remove(key)).collect()
}

fn is_due(row: Row<'_, '_>, severity: Severity) -> bool {
    row.text(findings::severity) == severity.label() && !is_decided(row, Status::Dismissed)
}

/// The office that gets the copy: that of the finding, or of the first form where the finding is
/// about a file of several offices.
fn office_of(row: Row<'_, '_>, file: &Submission) -> String {
    let office = row.text(findings::street_office);
    let mut offices = file.forms().iter().map(Assessed::street_office);
    let first = offices.clone().next().unwrap_or_default();
    let named = offices.any(|known| known == office);
    if named { office } else { first }.to_owned()
}

/// The cell that is marked, and whether the finding is about it: what is about no cell is said at the
/// first of its form.
fn place_of(row: Row<'_, '_>, file: &Submission) -> (String, CellRef, bool) {
    let sheet = row.text(findings::source_sheet);
    if let Ok(at) = row.text(findings::source_cell).parse() {
        return (sheet.to_owned(), at, true);
    }
    let id = row.text(findings::form_id);
    let own = file.forms().iter().find(|form| form.form_id == id);
    let form = own.or_else(|| file.forms().iter().find(|form| form.form.stands_on(sheet)));
    let form = form.or_else(|| file.forms().first()).map(|form| &form.form);
    form.map_or((String::new(), CellRef::default(), false), |form| {
        (form.sheet.clone(), form.area.first, false)
    })
}

fn note(row: Row<'_, '_>, is_cell: bool) -> String {
    let severity = row.text(findings::severity);
    let about = if is_cell {
        ""
    } else {
        "（针对整张表或整个文件）"
    };
    let mut lines = vec![
        format!("【{severity}】{}{about}", row.text(RULE)),
        row.text(findings::message).to_owned(),
    ];
    let figures = [
        ("填报：", findings::declared),
        ("应为：", findings::expected),
    ];
    let figures = figures.map(|(label, name)| (label, row.text(name)));
    let known = figures.iter().filter(|(_, text)| !text.is_empty());
    let figures: Vec<String> = known
        .map(|(label, text)| format!("{label}{text}"))
        .collect();
    if !figures.is_empty() {
        lines.push(figures.join("；"));
    }
    lines.push(format!("办理：{}", words::duty(severity)));
    if !row.text(findings::caused_by).is_empty() {
        lines.push("连带：由本表另一处问题引起，那一处更正后请再核对此处".to_owned());
    }
    lines.join("\n")
}
