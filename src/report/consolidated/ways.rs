//! Ways from the district's workbook to what the offices are sent: their correction lists, and in
//! them each form drawn again with what was found on it.

use crate::report::correction_list::Places;
use crate::report::link::{Link, Links};
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind};

/// The way to a form drawn again.
pub(super) const FORM: &str = "form";
/// The way to an office's correction list.
pub(super) const LIST: &str = "list";

/// The column of ways to forms.
pub(super) fn form_column() -> Column {
    Column::new(FORM, "核查", Kind::Link, 7)
}

/// Where everything is.
pub(super) struct Ways(Places);

impl Ways {
    /// Of all projects, in the order of their table.
    pub(super) fn of(projects: &Rows<'_>) -> Self {
        Self(Places::of(projects))
    }

    /// Projects with the way to each form.
    pub(super) fn with_forms<'a>(&self, projects: Rows<'a>) -> Rows<'a> {
        projects.with(FORM, |row| self.form(row))
    }

    /// To the form of a row of projects.
    pub(super) fn form<'a>(&self, row: Row<'_, '_>) -> Value<'a> {
        let place = self.0.form(row);
        let link = place.and_then(|place| to(&place.file, &place.sheet));
        link.map_or(Value::Unknown, Value::Link)
    }

    /// To the correction list of an office; unknown where it has none.
    pub(super) fn list<'a>(&self, office: &str) -> Value<'a> {
        let link = self.0.workbook(office).and_then(|file| to(&file, ""));
        link.map_or(Value::Unknown, Value::Link)
    }
}

fn to(file: &str, sheet: &str) -> Option<Link> {
    Links::among_outputs().to(file, sheet, "A1")
}
