//! What a form is held against beside itself: the approved budget, last year's form, the other forms
//! of the batch. Facts only, one file per kind; what they mean is for the rules to say.

mod across;
pub mod versions;

pub use across::{
    Across, Alike, Certainty, Deviation, Elsewhere, Evidence, Kind, Measured, Money, Names,
    Narrative, Sharing, Spread, Twins, across,
};

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
}

/// The comparisons of a batch: for every submission those of its forms, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparisons(Vec<Vec<Comparison>>);

impl Comparisons {
    /// A batch of which nothing is compared yet.
    #[must_use]
    pub fn of(submissions: &[Submission]) -> Self {
        let blank = |one: &Submission| vec![Comparison::default(); one.forms().len()];
        Self(submissions.iter().map(blank).collect())
    }

    /// Those of the forms of one submission.
    #[must_use]
    pub fn of_submission(&self, position: usize) -> &[Comparison] {
        self.0.get(position).map_or(&[], Vec::as_slice)
    }

    /// That of one form.
    pub fn of_form(&mut self, submission: usize, form: usize) -> Option<&mut Comparison> {
        self.0.get_mut(submission)?.get_mut(form)
    }
}
