//! What one cell can mean: exact amounts, rates, scores, targets, and the Chinese normal form of
//! text. Knows nothing of grids or forms.
//!
//! Every figure keeps how precisely it was printed ([`Printed`]), since all arithmetic rules compare
//! a printed figure as the [`Interval`] that its digits allow.

mod amount;
mod cell;
mod figure;
mod interval;
mod misread;
mod moment;
mod number;
mod rate;
mod score;
mod target;
pub mod text;
mod year;

pub use amount::{Amount, AmountUnit};
pub use cell::CellValue;
pub use figure::{Figure, Printed};
pub use interval::Interval;
pub use misread::{Misread, Parsed};
pub use moment::Moment;
pub use number::{decimal_from_f64, plain};
pub use rate::Rate;
pub use score::{Score, Weight};
pub use target::{Comparator, Measure, Quantity, Unit};
pub use year::FiscalYear;
