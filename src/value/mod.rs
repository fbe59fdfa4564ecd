//! What one cell can mean: exact amounts, rates, scores, targets, and the Chinese normal form of
//! text. Knows nothing of grids or forms.
//!
//! Every figure keeps how precisely it was printed ([`Printed`]), since all arithmetic rules compare
//! a printed figure as the [`Interval`] that its digits allow.

mod amount;
mod cell;
mod day;
mod figure;
mod interval;
mod measure;
mod misread;
mod moment;
mod money;
mod number;
mod numeral;
mod rate;
mod score;
pub mod sensitive;
mod share;
pub mod text;
mod year;

pub use amount::{Amount, AmountUnit};
pub use cell::CellValue;
pub use day::Day;
pub use figure::{Figure, Printed};
pub use interval::Interval;
pub use measure::{Comparator, Measure, Outcome, Quantity, Unit, When};
pub use misread::{Misread, Parsed};
pub use moment::Moment;
pub use number::{decimal_from_f64, grouped, plain};
pub use rate::Rate;
pub use score::{Score, Weight};
pub use year::FiscalYear;
