//! Who was expected to report, and what came: one row per office of the registry and per project that
//! it is expected to report, then what nobody expected. Projects are matched by code, else by name.

mod received;
mod time;

pub use received::Instead;
pub use time::{Reported, TimeBasis};

use std::collections::BTreeMap;

use super::Submission;
use crate::registry::{Deadline, ExpectedProject, Office, Registry};
use crate::value::FiscalYear;
use crate::value::text::normal_form;
use received::Came;

/// The registry held against what came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roster {
    /// The registry's offices in its order, each with its projects behind it; then other offices.
    pub rows: Vec<RosterRow>,
}

/// One office, or one project of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRow {
    /// The street office.
    pub office: String,
    /// The project; `None` for the office itself.
    pub project: Option<ExpectedProject>,
    /// What became of it.
    pub state: RosterState,
    /// The files that count; of what is missing, what was sent instead.
    pub files: Vec<String>,
    /// When it was first reported, where that is known.
    pub reported: Option<Reported>,
    /// How many versions came beyond one of each form.
    pub versions: usize,
    /// What came instead of what is missing.
    pub instead: Vec<Instead>,
    /// Projects that nobody expected and that are called nearly the same: never taken for it.
    pub near: Vec<String>,
}

/// What became of an office or a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RosterState {
    /// It came in time, or there is no deadline.
    Reported,
    /// It came after the deadline.
    Late,
    /// The office said that it has no project this year.
    Nil,
    /// It did not come.
    Missing,
    /// It came, and nobody expected it.
    Unexpected,
}

impl RosterState {
    /// The name in `roster.state`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Late => "late",
            Self::Nil => "nil",
            Self::Missing => "missing",
            Self::Unexpected => "unexpected",
        }
    }
}

impl Roster {
    /// Holds a settled batch against the registry. Forms of another year than the batch's report
    /// nothing for it.
    #[must_use]
    pub fn of(submissions: &[Submission], registry: &Registry, year: Option<FiscalYear>) -> Self {
        let came = received::by_office(submissions);
        let expected = registry.offices.iter().flat_map(|office| {
            let desk = Desk {
                office,
                came: came.get(office.name.as_str()).map_or(&[], Vec::as_slice),
                submissions,
                deadline: registry.deadline,
                year,
            };
            desk.rows()
        });
        let others = came
            .iter()
            .filter(|(name, _)| registry.office(name).is_none());
        let mut others: Vec<_> = others
            .map(|(name, came)| unexpected_office(name, came, registry.deadline))
            .collect();
        // Forms that name no office come last.
        others.sort_by_key(|row| row.office.is_empty());
        Self {
            rows: expected.chain(others).collect(),
        }
    }
}

/// One office of the registry with what it sent.
struct Desk<'a> {
    office: &'a Office,
    came: &'a [Came<'a>],
    submissions: &'a [Submission],
    deadline: Option<Deadline>,
    year: Option<FiscalYear>,
}

impl<'a> Desk<'a> {
    fn rows(&self) -> Vec<RosterRow> {
        let matched = self.matched();
        let unexpected = self.unexpected(&matched);
        let mut rows = vec![self.office_row()];
        let projects = self.office.projects.iter().zip(&matched);
        rows.extend(projects.map(|(project, came)| self.project_row(project, came, &unexpected)));
        rows.extend(
            unexpected
                .into_values()
                .map(|came| self.unexpected_row(&came)),
        );
        rows
    }

    /// The forms of the year.
    fn current(&self) -> impl Iterator<Item = &'a Came<'a>> {
        self.came.iter().filter(|came| came.is_of(self.year))
    }

    fn office_row(&self) -> RosterRow {
        let came: Vec<&Came<'_>> = self.current().collect();
        let counts = came.iter().any(|came| came.form.standing.counts());
        let mut row = RosterRow {
            versions: received::further_versions(self.came.iter()),
            ..self.row(None, if counts { &came } else { &[] })
        };
        if !counts && self.office.nil {
            row.state = RosterState::Nil;
        }
        if row.state == RosterState::Missing {
            row.instead = received::instead(self.submissions, &self.office.name, self.year);
            row.files = row.instead.iter().map(|one| one.file.clone()).collect();
        }
        row
    }

    /// The forms of each expected project: by code first, so that a name that two projects bear
    /// cannot take what the code tells apart.
    fn matched(&self) -> Vec<Vec<&'a Came<'a>>> {
        let projects = &self.office.projects;
        let mut free: Vec<&'a Came<'a>> =
            self.current().filter(|came| came.is_of_project()).collect();
        let mut matched: Vec<Vec<&'a Came<'a>>> = vec![Vec::new(); projects.len()];
        let tests: [fn(&ExpectedProject, &Came<'_>) -> bool; 2] = [
            |project, came| project.has_code(came.code()),
            |project, came| project.has_name(came.form.project_name()),
        ];
        for test in tests {
            for (project, found) in projects.iter().zip(&mut matched) {
                let (own, others) = free.into_iter().partition(|came| test(project, came));
                let own: Vec<&'a Came<'a>> = own;
                found.extend(own);
                free = others;
            }
        }
        matched
    }

    /// The projects that came and are not among those expected, by what they are called; none where
    /// the office is expected to report no project in particular.
    fn unexpected(&self, matched: &[Vec<&'a Came<'a>>]) -> BTreeMap<String, Vec<&'a Came<'a>>> {
        let mut unexpected: BTreeMap<String, Vec<&'a Came<'a>>> = BTreeMap::new();
        if self.office.projects.is_empty() {
            return unexpected;
        }
        let is_matched = |came: &Came<'_>| {
            let mut taken = matched.iter().flatten();
            taken.any(|taken| std::ptr::eq(*taken, came))
        };
        let projects = self.current().filter(|came| came.is_of_project());
        for came in projects.filter(|came| !is_matched(came)) {
            let key = format!(
                "{}\u{1f}{}",
                normal_form(came.form.project_name()),
                came.code()
            );
            unexpected.entry(key).or_default().push(came);
        }
        unexpected
    }

    fn project_row(
        &self,
        project: &ExpectedProject,
        came: &[&Came<'_>],
        unexpected: &BTreeMap<String, Vec<&Came<'_>>>,
    ) -> RosterRow {
        let mut row = self.row(Some(project.clone()), came);
        if row.state == RosterState::Missing {
            let of_other_years = self.came.iter().filter(|came| !came.is_of(self.year));
            row.instead = received::instead_of(
                project,
                received::instead(self.submissions, &self.office.name, self.year),
                of_other_years,
            );
            row.files = row.instead.iter().map(|one| one.file.clone()).collect();
            row.near = received::near(project, unexpected.values().flatten().copied());
        }
        row
    }

    fn unexpected_row(&self, came: &[&Came<'_>]) -> RosterRow {
        let project = came.first().map(|came| came.project());
        RosterRow {
            state: RosterState::Unexpected,
            ..self.row(project, came)
        }
    }

    /// An office or project with the forms that report on it.
    fn row(&self, project: Option<ExpectedProject>, came: &[&Came<'_>]) -> RosterRow {
        let reported = time::first_reported(came, self.deadline.is_some());
        let is_late = reported
            .zip(self.deadline)
            .is_some_and(|(reported, deadline)| deadline.is_missed_at(reported.at));
        RosterRow {
            office: self.office.name.clone(),
            project,
            state: match (came.is_empty(), is_late) {
                (true, _) => RosterState::Missing,
                (false, true) => RosterState::Late,
                (false, false) => RosterState::Reported,
            },
            files: received::counting_files(came),
            reported,
            versions: received::further_versions(came.iter().copied()),
            instead: Vec::new(),
            near: Vec::new(),
        }
    }
}

/// An office that is not in the registry: it is listed with whatever it sent, of any year.
fn unexpected_office(name: &str, came: &[Came<'_>], deadline: Option<Deadline>) -> RosterRow {
    let all: Vec<&Came<'_>> = came.iter().collect();
    RosterRow {
        office: name.to_owned(),
        project: None,
        state: RosterState::Unexpected,
        files: received::counting_files(&all),
        reported: time::first_reported(&all, deadline.is_some()),
        versions: received::further_versions(came.iter()),
        instead: Vec::new(),
        near: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
