//! Rows of a comparison: forms with what was found for them on the other side, then what is left there.

use super::Batch;
use super::projects::{ProjectRow, rows};
use crate::comparison::{Comparison, Counterpart, How, Unmatched};
use crate::form::{Form, FormKind};
use crate::submission::Source;
use crate::value::Rate;

/// One row: a form, one of the other side, or both.
#[derive(Clone)]
pub(super) struct Compared<'a, T> {
    pub(super) project: Option<ProjectRow<'a>>,
    pub(super) other: Option<&'a T>,
    how: Option<How>,
    pub(super) remark: &'a str,
}

impl<'a, T> Compared<'a, T> {
    pub(super) fn form(&self) -> Option<&'a Form> {
        self.project.map(|project| &project.assessed.form)
    }

    pub(super) fn source(&self) -> Option<&'a Source> {
        self.project.map(|project| project.source)
    }

    pub(super) fn form_id(&self) -> &'a str {
        self.project.map_or("", |project| &project.assessed.form_id)
    }

    pub(super) fn office(&self) -> &'a str {
        self.project
            .map_or("", |project| project.assessed.street_office())
    }

    pub(super) fn project_name(&self) -> &'a str {
        self.project
            .map_or("", |project| project.assessed.project_name())
    }

    pub(super) fn how(&self) -> &'static str {
        self.how.map_or("none", How::name)
    }

    pub(super) fn similarity(&self) -> Option<Rate> {
        self.how.and_then(How::similarity)
    }
}

/// Every form that was compared, in the order of the projects, then `rest`; nothing where `rest` was
/// not asked for.
pub(super) fn compared<'a, T>(
    batch: &Batch<'a>,
    of: fn(&Comparison) -> Option<&Counterpart<T>>,
    rest: Option<&'a [Unmatched<T>]>,
) -> Vec<Compared<'a, T>> {
    let Some(rest) = rest else {
        return Vec::new();
    };
    let projects = rows(batch, &[FormKind::Project, FormKind::LedgerRow]);
    let forms = projects.into_iter().filter_map(|project| {
        let found = of(batch
            .comparisons
            .of_submission(project.place.0)
            .get(project.place.1)?)?;
        Some(with_form(project, found))
    });
    let rest = rest.iter().map(|rest| Compared {
        project: None,
        other: Some(&rest.one),
        how: None,
        remark: &rest.remark,
    });
    forms.chain(rest).collect()
}

fn with_form<'a, T>(project: ProjectRow<'a>, found: &'a Counterpart<T>) -> Compared<'a, T> {
    let found_one = found.found();
    Compared {
        project: Some(project),
        other: found_one.map(|(other, _)| other),
        how: found_one.map(|(_, how)| how),
        remark: match found {
            Counterpart::Unclear(remark) => remark,
            Counterpart::Found { .. } | Counterpart::Missing { .. } => "",
        },
    }
}
