//! 抽查复核: which projects are drawn for a review, and what the reviewers wrote back.
//!
//! Half of each office's share goes to its riskiest projects, the rest is drawn at random, so that
//! everybody may be reviewed and nobody can tell beforehand who will not be. The draw depends on the
//! seed and on the forms alone: anybody can repeat it.

mod draw;
mod reviewed;
mod risk;
mod settings;

pub use draw::{Drawn, How, Sample, draw};
pub use reviewed::{EXECUTION, FORM_MARK, ReviewBook, Reviewed, ReviewedRow, TOTAL, Unreadable};
pub use risk::Risk;
pub use settings::{RiskPoints, SampleSettings};
