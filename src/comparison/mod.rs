//! What a form is held against beside itself: the approved budget, last year's form, the other forms
//! of the batch. Facts only, one file per kind; what they mean is for the rules to say.
//!
//! `party.rs` reduces a side to what tells which project it is, `pairing.rs` decides who is who,
//! `alike.rs` finds names that resemble one another. Equal keys are joined in `tables`.

mod across;
mod alike;
mod counterpart;
mod error;
mod last_year;
mod ledger;
mod pairing;
mod party;
pub mod versions;

pub use across::{
    Across, Alike, Certainty, Deviation, Elsewhere, Evidence, Kind, Measured, Money, Names,
    Narrative, Sharing, Spread, Twins, across,
};
pub use alike::alike;
pub use counterpart::{Counterpart, Matched, Side, Unmatched, matched};
pub use error::BesideError;
pub use last_year::{
    DATA_COLUMNS, DataRow, EarlierForm, LastYear, LastYearSettings, Sum, Whereabouts,
};
pub use ledger::{BudgetLedger, Ledger, LedgerColumns, LedgerLine};
pub use pairing::{Candidate, Fate, How, Pairing};
pub use party::{Party, Step};

use crate::submission::Submission;

/// All that is known of one form from beside it; nothing where there was nothing to compare with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// The other forms that report the same project.
    pub twins: Option<Twins>,
    /// Its texts that stand in the forms of other projects too.
    pub alike: Vec<Alike>,
    /// Where it stands among the projects of its kind.
    pub deviations: Vec<Deviation>,
    /// Its line of the approved-budget ledger; `None` where no ledger is configured or the form is not
    /// compared.
    pub ledger: Option<Counterpart<LedgerLine>>,
    /// The form of the same project last year; `None` where last year is not configured or the form is
    /// not compared.
    pub last_year: Option<Counterpart<EarlierForm>>,
}

/// The comparisons of a batch: for every submission those of its forms, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparisons {
    of_forms: Vec<Vec<Comparison>>,
    /// Lines of the approved-budget ledger without a form; `None` where no ledger is configured.
    pub ledger_rest: Option<Vec<Unmatched<LedgerLine>>>,
    /// Last year's forms without one this year; `None` where last year is not configured.
    pub last_year_rest: Option<Vec<Unmatched<EarlierForm>>>,
}

impl Comparisons {
    /// A batch of which nothing is compared yet.
    #[must_use]
    pub fn of(submissions: &[Submission]) -> Self {
        let blank = |one: &Submission| vec![Comparison::default(); one.forms().len()];
        Self {
            of_forms: submissions.iter().map(blank).collect(),
            ..Self::default()
        }
    }

    /// Those of the forms of one submission.
    #[must_use]
    pub fn of_submission(&self, position: usize) -> &[Comparison] {
        self.of_forms.get(position).map_or(&[], Vec::as_slice)
    }

    /// That of one form.
    pub fn of_form(&mut self, submission: usize, form: usize) -> Option<&mut Comparison> {
        self.of_forms.get_mut(submission)?.get_mut(form)
    }
}
