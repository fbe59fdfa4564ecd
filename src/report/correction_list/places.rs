//! Where the forms of an office are drawn again: which workbook below 街道/, which sheet. Other
//! outputs link there.

use std::collections::BTreeMap;

use crate::report::View;
use crate::report::file_name::{self, FileNames};
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::read;
use crate::tables::columns::{departments, projects};
use crate::value::sensitive::masked;

use super::FOLDER;

/// Forms that are drawn in one workbook; programs grow slow with more sheets than this.
const MOST_SHEETS: usize = 200;

/// UTF-16 units of a project's name that stand on its tab: Excel takes 31 in all.
const TAB: usize = 25;

/// Where a form is drawn again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Place {
    /// The workbook, below the output folder.
    pub(in crate::report) file: String,
    /// The sheet.
    pub(in crate::report) sheet: String,
}

/// A form in the batch: file, sheet and cell, as its row names them.
pub(super) type Source = (String, String, String);

/// The places of all forms: those of projects, then those on a whole department.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::report) struct Places {
    offices: BTreeMap<String, String>,
    forms: BTreeMap<Source, Place>,
}

impl Places {
    /// Of all forms, in the order of their tables.
    pub(in crate::report) fn of(view: &View<'_>) -> Self {
        let projects = read(&view.tables.projects);
        Self::of_forms(&[&projects, &whole_departments(view)])
    }

    fn of_forms(forms: &[&Rows<'_>]) -> Self {
        let mut names = FileNames::default();
        let mut places = Self::default();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for row in forms.iter().flat_map(|rows| rows.iter()) {
            let office = row.text(projects::street_office);
            let stem = places
                .offices
                .entry(office.to_owned())
                .or_insert_with(|| names.give(office));
            let count = counts.entry(office).or_default();
            *count = count.saturating_add(1);
            let place = Place {
                file: workbook(stem, *count),
                sheet: tab(*count, row.text(projects::project_name)),
            };
            places.forms.insert(source(row), place);
        }
        places
    }

    /// The safe name of an office, for its workbook and its folder; none for an office without a
    /// form.
    pub(in crate::report) fn office(&self, name: &str) -> Option<&str> {
        self.offices.get(name).map(String::as_str)
    }

    /// The office's correction list, below the output folder.
    pub(in crate::report) fn workbook(&self, office: &str) -> Option<String> {
        self.office(office).map(|stem| workbook(stem, 1))
    }

    /// Where the form of a row of `projects` is drawn.
    pub(in crate::report) fn form(&self, row: Row<'_, '_>) -> Option<&Place> {
        self.forms.get(&source(row))
    }
}

/// The forms on a whole department, named as such where projects have their names.
pub(super) fn whole_departments<'a>(view: &View<'a>) -> Rows<'a> {
    read(&view.tables.departments).with(projects::project_name, |row| {
        let name = row.text(departments::department_name);
        Value::text(format!("部门整体支出 {name}").trim().to_owned())
    })
}

pub(super) fn source(row: Row<'_, '_>) -> Source {
    let [file, sheet, cell] = [
        projects::source_file,
        projects::source_sheet,
        projects::source_cell,
    ]
    .map(|name| row.text(name).to_owned());
    (file, sheet, cell)
}

/// The workbook of the office's form of this number, counted from 1.
fn workbook(stem: &str, number: usize) -> String {
    match number.saturating_sub(1) / MOST_SHEETS {
        0 => format!("{FOLDER}/{stem}.xlsx"),
        further => format!(
            "{FOLDER}/{stem}/自评表（{}）.xlsx",
            further.saturating_add(1)
        ),
    }
}

/// The tab of a form, without personal numbers.
fn tab(number: usize, project: &str) -> String {
    file_name::tab(number, &masked(project), TAB)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: usize) -> Rows<'static> {
        let cells = (0..count).map(|at| Value::text(format!("A{at}"))).collect();
        let column = |text: &'static str| vec![Value::text(text); count];
        Rows::from_columns(vec![
            (projects::street_office, column("甲/街道")),
            (projects::project_name, column("'便民'[一]:服务项目")),
            (projects::source_file, column("a.xlsx")),
            (projects::source_sheet, column("S")),
            (projects::source_cell, cells),
        ])
    }

    #[test]
    fn every_form_has_a_sheet_of_its_own() {
        let rows = rows(2);
        let places = Places::of_forms(&[&rows]);
        let sheets: Vec<&str> = rows
            .iter()
            .map(|row| places.form(row).unwrap().sheet.as_str())
            .collect();
        assert_eq!(sheets, ["01 便民（一）_服务项目", "02 便民（一）_服务项目"]);
        assert_eq!(places.office("甲/街道"), Some("甲_街道"));
    }

    #[test]
    fn a_tab_shows_no_personal_number() {
        assert_eq!(tab(3, "见11010519491231002X"), "03 见110105________002X");
    }

    #[test]
    fn a_tab_is_never_longer_than_excel_takes() {
        for name in ["😀".repeat(40), "长".repeat(40), "\u{FFFF}".repeat(3)] {
            let tab = tab(10_000, &name);
            assert!(tab.encode_utf16().count() <= 31, "{tab}");
            assert!(!tab.contains('\u{FFFF}'));
        }
    }

    #[test]
    fn many_forms_take_several_workbooks() {
        let rows = rows(201);
        let places = Places::of_forms(&[&rows]);
        let last = places.form(rows.iter().last().unwrap()).unwrap();
        assert_eq!(last.file, "街道/甲_街道/自评表（2）.xlsx");
        assert!(last.sheet.encode_utf16().count() <= 31);
    }
}
