//! Which cell of a form is probably wrong: where several of its sums and ratios disagree, the fewest
//! cells whose correction satisfies them all (Fellegi and Holt, 1976), the more plausible first.
//!
//! One sum that disagrees does not tell which side is wrong; two that meet in one cell do. The sums
//! are data: each [`Constraint`] knows its cells and can be solved for one of them.
//! They compare as the rules do; that both see the same faults is held by `tests/it/cells.rs`.

mod breakdown;
mod candidate;
mod cell;
mod explanation;
mod funding;
mod indicators;
mod network;
mod relation;
mod search;
mod share;
mod slip;
mod span;
mod totals;

pub use explanation::{Correction, Explanation, MOST_WAYS, Way};
pub use network::{Constraint, Disagreement, Network};
