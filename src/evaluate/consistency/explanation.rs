//! What the search answers: cells to correct, and what vanishes then.

use super::network::Disagreement;
use crate::grid::CellRef;

/// What one cell should say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// Where.
    pub at: CellRef,
    /// What, with its unit.
    pub value: String,
    /// Would values near it do as well?
    pub is_about: bool,
}

/// One way to settle several disagreements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The cells to correct, all of them.
    pub corrections: Vec<Correction>,
    /// The disagreements that vanish then, each with the cell at which it is said.
    pub settled: Vec<(Disagreement, CellRef)>,
}

/// Why several sums disagree at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Any one of these does it; several where they are equally good, at most [`MOST_WAYS`].
    pub ways: Vec<Way>,
    /// Are there further ways, equally good?
    pub has_more: bool,
}

/// More ways than these help nobody.
pub const MOST_WAYS: usize = 3;
