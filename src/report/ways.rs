//! Ways from the district's workbooks to what the offices are sent: their correction lists, and in
//! them each form drawn again with what was found on it.

use std::collections::BTreeMap;

use crate::report::View;
use crate::report::correction_list::Places;
use crate::report::link::{Link, Links};
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, read};
use crate::tables::columns::findings;

/// The way to a form drawn again.
pub(in crate::report) const FORM: &str = "form";
/// The way to an office's correction list.
pub(in crate::report) const LIST: &str = "list";

/// The column of ways to forms.
pub(in crate::report) fn form_column() -> Column {
    Column::new(FORM, "核查", Kind::Link, 7)
}

/// Where everything is.
pub(in crate::report) struct Ways(Places);

impl Ways {
    /// Of everything that is drawn again.
    pub(in crate::report) fn of(view: &View<'_>) -> Self {
        Self(Places::of(view))
    }

    /// Projects with the way to each form.
    pub(in crate::report) fn with_forms<'a>(&self, projects: Rows<'a>) -> Rows<'a> {
        projects.with(FORM, |row| self.form(row))
    }

    /// Findings with the way to the form that each is about; those about a file have none.
    pub(in crate::report) fn with_forms_of_findings<'a>(
        &self,
        findings: Rows<'a>,
        view: &View<'a>,
    ) -> Rows<'a> {
        let forms = [&view.tables.projects, &view.tables.departments].map(read);
        let ways: BTreeMap<_, _> = forms
            .iter()
            .flat_map(Rows::iter)
            .map(|row| (about(row), self.form(row)))
            .collect();
        findings.with(FORM, |row| {
            let way = ways.get(&about(row));
            way.cloned().unwrap_or_default()
        })
    }

    /// To the form of a row of projects.
    pub(in crate::report) fn form<'a>(&self, row: Row<'_, '_>) -> Value<'a> {
        let place = self.0.form(row);
        let link = place.and_then(|place| to(&place.file, &place.sheet));
        link.map_or(Value::Unknown, Value::Link)
    }

    /// To the correction list of an office; unknown where it has none.
    pub(in crate::report) fn list<'a>(&self, office: &str) -> Value<'a> {
        let link = self.0.workbook(office).and_then(|file| to(&file, ""));
        link.map_or(Value::Unknown, Value::Link)
    }
}

/// The form that a row speaks of: two versions of one share the id, but not the place. Projects and
/// findings name their places alike.
fn about<'r>(row: Row<'r, '_>) -> [&'r str; 3] {
    [
        findings::form_id,
        findings::source_file,
        findings::source_sheet,
    ]
    .map(|name| row.text(name))
}

fn to(file: &str, sheet: &str) -> Option<Link> {
    Links::among_outputs().to(file, sheet, "A1")
}
