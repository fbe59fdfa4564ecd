//! The cells that sums and ratios are made of: what number stands there, how precisely, and how a
//! number would be typed there.

use rust_decimal::Decimal;

use crate::grid::CellRef;
use crate::value::{AmountUnit, Figure, Interval, Printed, plain};

/// A cell of a [`Network`](super::Network), by its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellId(pub(super) usize);

/// A figure in the unit that sums are made in: 万元, fractions, points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) value: Decimal,
    pub(super) half_unit: Decimal,
}

impl Stated {
    pub(super) fn exact(value: Decimal) -> Self {
        Self {
            value,
            half_unit: Decimal::ZERO,
        }
    }

    /// The values that it may stand for.
    pub(super) fn interval(self) -> Interval {
        Interval::around(self.value, self.half_unit)
    }

    /// The same, but a printed 0 is no rounded 0.4: it says that there is none.
    pub(super) fn unless_zero(self) -> Interval {
        if self.value.is_zero() {
            Interval::exact(self.value)
        } else {
            self.interval()
        }
    }
}

impl<T: Figure> From<Printed<T>> for Stated {
    fn from(printed: Printed<T>) -> Self {
        Self {
            value: printed.value.decimal(),
            half_unit: printed.half_unit,
        }
    }
}

/// How numbers are written in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Notation {
    /// Money in this unit.
    Money(AmountUnit),
    /// `86.2%`
    Percent,
    /// `0.862`
    Fraction,
    /// Weights and scores.
    Points,
    /// Targets and actuals.
    Quantity {
        /// Behind the number: `户`, `%`.
        unit: String,
        /// How much one is in the unit in which target and actual are compared.
        scale: Decimal,
    },
}

impl Notation {
    /// What one typed unit is in the figure's own unit.
    fn scale(&self) -> Decimal {
        match self {
            Self::Money(unit) => unit.in_wan(),
            Self::Percent => Decimal::new(1, 2),
            Self::Fraction | Self::Points => Decimal::ONE,
            Self::Quantity { scale, .. } => *scale,
        }
    }

    /// What a number means that is typed here, read as the readers of `value` do: whole amounts and
    /// counts are taken at their word, whole points to the cent, percentages always as rounded.
    pub(super) fn stated(&self, typed: Decimal) -> Option<Stated> {
        let decimals = typed.scale();
        let half_of = |decimals: u32| Decimal::try_new(5, decimals.saturating_add(1)).ok();
        let half_unit = match self {
            Self::Points if decimals == 0 => half_of(2)?,
            Self::Fraction => half_of(decimals.max(2))?,
            Self::Quantity { unit, .. } if unit == "%" => half_of(decimals)?,
            Self::Money(_) | Self::Quantity { .. } if decimals == 0 => Decimal::ZERO,
            _ => half_of(decimals)?,
        };
        Some(Stated {
            value: typed.checked_mul(self.scale())?.normalize(),
            half_unit: half_unit.checked_mul(self.scale())?,
        })
    }

    /// The number that is typed here for a figure.
    pub(super) fn typed(&self, figure: Decimal) -> Option<Decimal> {
        figure
            .checked_div(self.scale())
            .map(|typed| typed.normalize())
    }

    /// A typed number with its unit.
    pub(super) fn shown(&self, typed: Decimal) -> String {
        let number = plain(typed);
        match self {
            Self::Money(AmountUnit::Yuan) => format!("{number} 元"),
            Self::Money(AmountUnit::Thousand) => format!("{number} 千元"),
            Self::Money(AmountUnit::Wan) => format!("{number} 万元"),
            Self::Money(AmountUnit::Yi) => format!("{number} 亿元"),
            Self::Percent => format!("{number}%"),
            Self::Fraction => number,
            Self::Points => format!("{number} 分"),
            Self::Quantity { unit, .. } if unit.is_empty() || unit == "%" => {
                format!("{number}{unit}")
            }
            Self::Quantity { unit, .. } => format!("{number} {unit}"),
        }
    }
}

/// One cell that takes part in a sum or ratio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// Where.
    pub(super) at: CellRef,
    /// How numbers are written in it.
    pub(super) notation: Notation,
    /// What stands in it; `None` where it is blank.
    pub(super) stated: Option<Stated>,
    /// The cells beside it that often hold the same figure: the other amounts of its row, the weight
    /// of its score.
    pub(super) peers: Vec<CellId>,
}

impl Cell {
    /// The number as it is typed; `None` where the cell is blank.
    pub(super) fn typed(&self) -> Option<Decimal> {
        self.notation.typed(self.stated?.value)
    }
}

/// What stands in the cells, with some of them corrected.
#[derive(Debug, Clone)]
pub(super) struct Figures<'a> {
    cells: &'a [Cell],
    corrected: Vec<(CellId, Stated)>,
}

impl<'a> Figures<'a> {
    /// As the form declares them.
    pub(super) fn declared(cells: &'a [Cell]) -> Self {
        Self {
            cells,
            corrected: Vec::new(),
        }
    }

    /// The same with one cell more corrected.
    pub(super) fn with(&self, cell: CellId, stated: Stated) -> Self {
        let mut corrected = self.corrected.clone();
        corrected.push((cell, stated));
        Self {
            cells: self.cells,
            corrected,
        }
    }

    /// What stands in a cell; `None` where it is blank.
    pub(super) fn of(&self, cell: CellId) -> Option<Stated> {
        let corrected = self.corrected.iter().rev().find(|(of, _)| *of == cell);
        match corrected {
            Some((_, stated)) => Some(*stated),
            None => self.cells.get(cell.0)?.stated,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Amount, CellValue, Rate, Score};

    fn text(typed: &str) -> CellValue {
        CellValue::Text(typed.to_owned())
    }

    /// A number typed here means what the reader of such cells makes of it.
    #[test]
    fn numbers_are_read_as_the_readers_do() {
        for typed in ["33", "35.56041", "0.5", "0", "120"] {
            let number: Decimal = typed.parse().unwrap();
            for unit in [AmountUnit::Wan, AmountUnit::Yuan] {
                let read = Amount::parse(&text(typed), unit).unwrap().unwrap();
                assert_eq!(
                    Notation::Money(unit).stated(number),
                    Some(read.into()),
                    "{typed}"
                );
            }
            let points = Score::parse(&text(typed)).unwrap().unwrap();
            assert_eq!(
                Notation::Points.stated(number),
                Some(points.into()),
                "{typed}"
            );
            let percent = Rate::parse(&text(&format!("{typed}%"))).unwrap().unwrap();
            assert_eq!(
                Notation::Percent.stated(number),
                Some(percent.into()),
                "{typed}"
            );
        }
        let fraction = Rate::parse(&text("0.862")).unwrap().unwrap();
        assert_eq!(
            Notation::Fraction.stated(Decimal::new(862, 3)),
            Some(fraction.into())
        );
    }

    #[test]
    fn numbers_are_shown_in_the_unit_of_their_cell() {
        let figure = Decimal::new(3_556_041, 5);
        let yuan = Notation::Money(AmountUnit::Yuan);
        assert_eq!(yuan.shown(yuan.typed(figure).unwrap()), "355604.1 元");
        assert_eq!(Notation::Percent.shown(Decimal::new(862, 1)), "86.2%");
        let households = Notation::Quantity {
            unit: "户".to_owned(),
            scale: Decimal::ONE,
        };
        assert_eq!(households.shown(Decimal::from(50)), "50 户");
    }
}
