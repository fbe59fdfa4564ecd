//! The version of a form that counts, held against the one before it: what is filled in otherwise, by
//! what the places mean, so that an inserted row does not make everything below it differ.

mod pairs;
mod places;

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::form::Form;
use crate::grid::CellRef;
use crate::submission::{Assessed, Clock, Order, Standing, Submission};
use crate::value::text::normal_form;

/// A form of which a newer version came: both, and what became of what was said of the older.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The version that counts.
    pub newer: Place,
    /// The versions that do not, the newest first; the first of them is compared.
    pub older: Vec<Place>,
    /// Every place of both forms, in the order of the newer one.
    pub places: Vec<Compared>,
    /// What was found in either: filled in by the rules.
    pub findings: Vec<FindingChange>,
}

/// A form of the batch: the submission's position, and the form's in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which submission.
    pub submission: usize,
    /// Which of its forms.
    pub form: usize,
}

/// One place of a form in two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What it is, in the form's words: `年度资金总额 · 全年执行数`.
    pub what: String,
    /// In the older version; none where that has no such place.
    pub old: Option<Told>,
    /// In the newer version.
    pub new: Option<Told>,
    /// A place of a row that came or went as a whole, which is told once for the row.
    pub is_of_row: bool,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// As typed.
    pub text: String,
    /// The sheet.
    pub sheet: String,
    /// The cell on it.
    pub at: CellRef,
}

/// What became of a finding from one version to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingChange {
    /// As it was raised on the older version.
    pub old: Option<Finding>,
    /// As it is raised on the newer one.
    pub new: Option<Finding>,
}

impl Compared {
    /// Do the versions say something different here? How it is laid out makes no difference.
    #[must_use]
    pub fn differs(&self) -> bool {
        let said = |told: &Option<Told>| {
            told.as_ref()
                .map_or(String::new(), |told| normal_form(&told.text))
        };
        !self.is_of_row && said(&self.old) != said(&self.new)
    }
}

impl Succession {
    /// The version that is compared with the newer one.
    #[must_use]
    pub fn before(&self) -> Option<Place> {
        self.older.first().copied()
    }

    /// The place of a cell of the older version, by its position among all places.
    #[must_use]
    pub fn old_place(&self, sheet: &str, at: CellRef) -> Option<usize> {
        self.place_of(sheet, at, |place| place.old.as_ref())
    }

    /// The place of a cell of the newer version, by its position among all places.
    #[must_use]
    pub fn new_place(&self, sheet: &str, at: CellRef) -> Option<usize> {
        self.place_of(sheet, at, |place| place.new.as_ref())
    }

    fn place_of(
        &self,
        sheet: &str,
        at: CellRef,
        side: fn(&Compared) -> Option<&Told>,
    ) -> Option<usize> {
        self.places
            .iter()
            .position(|place| side(place).is_some_and(|told| told.at == at && told.sheet == sheet))
    }
}

/// Every form of which an older version came too, in the order of the submissions.
#[must_use]
pub fn successions(submissions: &[Submission]) -> Vec<Succession> {
    let mut older: BTreeMap<Place, Vec<(Age, Place)>> = BTreeMap::new();
    let places = by_address(submissions);
    for (place, form) in all(submissions) {
        let Standing::Superseded { by, order } = &form.standing else {
            continue;
        };
        if let Some(newer) = places.get(&(by.file.as_str(), by.sheet.as_str(), by.at)) {
            older.entry(*newer).or_default().push((age(*order), place));
        }
    }
    older
        .into_iter()
        .filter_map(|(newer, older)| succession(submissions, newer, older))
        .collect()
}

/// The form at a place.
#[must_use]
pub fn form_at(submissions: &[Submission], place: Place) -> Option<&Assessed> {
    submissions.get(place.submission)?.forms().get(place.form)
}

fn succession(
    submissions: &[Submission],
    newer: Place,
    mut older: Vec<(Age, Place)>,
) -> Option<Succession> {
    older.sort();
    let older: Vec<Place> = older.into_iter().rev().map(|(_, place)| place).collect();
    let before = form_at(submissions, *older.first()?)?;
    let counting = form_at(submissions, newer)?;
    Some(Succession {
        newer,
        places: places::compared(&before.form, &counting.form),
        older,
        findings: Vec::new(),
    })
}

/// How near a version is to the newest: one that only the files' times tell from it was saved at the
/// same time as it.
type Age = (bool, crate::value::Moment);

fn age(order: Order) -> Age {
    (order.clock == Clock::Modified, order.own)
}

fn all(submissions: &[Submission]) -> impl Iterator<Item = (Place, &Assessed)> {
    submissions
        .iter()
        .enumerate()
        .flat_map(|(submission, one)| {
            let forms = one.forms().iter().enumerate();
            forms.map(move |(form, assessed)| (Place { submission, form }, assessed))
        })
}

type Address<'a> = (&'a str, &'a str, CellRef);

fn by_address(submissions: &[Submission]) -> BTreeMap<Address<'_>, Place> {
    let mut places = BTreeMap::new();
    for (place, assessed) in all(submissions) {
        let file = submissions
            .get(place.submission)
            .map_or("", |one| one.source.file.as_str());
        let Form { sheet, area, .. } = &assessed.form;
        places.insert((file, sheet.as_str(), area.first), place);
    }
    places
}

#[cfg(test)]
mod tests;
