//! What must hold between cells, and what one of them would have to be for it to hold.

use rust_decimal::Decimal;

use super::cell::{CellId, Figures, Stated};
use super::span::Span;
use crate::value::Interval;

/// One sum, ratio or bound of a form. It knows its cells and can be solved for one of them.
pub(super) trait Relation: std::fmt::Debug + Send + Sync {
    /// The cells that take part.
    fn cells(&self) -> Vec<CellId>;

    /// Does it hold? `None` where a figure that it needs is missing.
    fn holds(&self, figures: &Figures<'_>) -> Option<bool>;

    /// What `cell` may be, the others being right: several ranges where there are several ways.
    fn solve(&self, figures: &Figures<'_>, cell: CellId) -> Vec<Span>;
}

/// A figure of a relation: of a cell, or known from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    Cell(CellId),
    Known(Decimal),
}

impl Term {
    pub(super) fn stated(self, figures: &Figures<'_>) -> Option<Stated> {
        match self {
            Self::Cell(cell) => figures.of(cell),
            Self::Known(value) => Some(Stated::exact(value)),
        }
    }

    pub(super) fn cell(self) -> Option<CellId> {
        match self {
            Self::Cell(cell) => Some(cell),
            Self::Known(_) => None,
        }
    }

    pub(super) fn is(self, cell: CellId) -> bool {
        self == Self::Cell(cell)
    }
}

/// Points that add up: the whole equals its parts, each taken at its word.
#[derive(Debug)]
pub(super) struct Sum {
    pub(super) whole: Term,
    pub(super) parts: Vec<Term>,
    /// Is the whole read as a rounded figure (98.6 for 98.62)?
    pub(super) rounded: bool,
}

impl Sum {
    fn whole(&self, figures: &Figures<'_>) -> Option<Interval> {
        let whole = self.whole.stated(figures)?;
        Some(if self.rounded {
            whole.interval()
        } else {
            Interval::exact(whole.value)
        })
    }

    fn parts_but(&self, cell: Option<CellId>, figures: &Figures<'_>) -> Option<Decimal> {
        let others = self
            .parts
            .iter()
            .filter(|part| part.cell() != cell || cell.is_none());
        others
            .map(|part| Some(part.stated(figures)?.value))
            .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?))
    }

    fn solved(&self, figures: &Figures<'_>, cell: CellId) -> Option<Span> {
        if self.whole.is(cell) {
            let sum = self.parts_but(None, figures)?;
            return Some(Interval::exact(sum).into());
        }
        let others = Interval::exact(self.parts_but(Some(cell), figures)?);
        Some((self.whole(figures)? - others).into())
    }
}

impl Relation for Sum {
    fn cells(&self) -> Vec<CellId> {
        let terms = std::iter::once(&self.whole).chain(&self.parts);
        terms.filter_map(|term| term.cell()).collect()
    }

    fn holds(&self, figures: &Figures<'_>) -> Option<bool> {
        let sum = Interval::exact(self.parts_but(None, figures)?);
        Some(self.whole(figures)?.agrees(sum))
    }

    fn solve(&self, figures: &Figures<'_>, cell: CellId) -> Vec<Span> {
        self.solved(figures, cell).into_iter().collect()
    }
}

/// Any of several relations will do: 90 for the indicators, or 100 together with the execution.
#[derive(Debug)]
pub(super) struct AnyOf(pub(super) Vec<Sum>);

impl Relation for AnyOf {
    fn cells(&self) -> Vec<CellId> {
        let mut cells: Vec<CellId> = self.0.iter().flat_map(Sum::cells).collect();
        cells.sort_unstable();
        cells.dedup();
        cells
    }

    fn holds(&self, figures: &Figures<'_>) -> Option<bool> {
        let ways: Option<Vec<bool>> = self.0.iter().map(|way| way.holds(figures)).collect();
        Some(ways?.contains(&true))
    }

    fn solve(&self, figures: &Figures<'_>, cell: CellId) -> Vec<Span> {
        let with = self.0.iter().filter(|way| way.cells().contains(&cell));
        with.flat_map(|way| way.solve(figures, cell)).collect()
    }
}

/// Two cells that state one figure: a total cost and the money of the funding block.
#[derive(Debug)]
pub(super) struct Same {
    pub(super) one: CellId,
    pub(super) other: CellId,
}

impl Relation for Same {
    fn cells(&self) -> Vec<CellId> {
        vec![self.one, self.other]
    }

    fn holds(&self, figures: &Figures<'_>) -> Option<bool> {
        let (one, other) = (figures.of(self.one)?, figures.of(self.other)?);
        Some(one.interval().agrees(other.interval()))
    }

    fn solve(&self, figures: &Figures<'_>, cell: CellId) -> Vec<Span> {
        let beside = if cell == self.one {
            self.other
        } else {
            self.one
        };
        let stated = figures.of(beside).map(|stated| stated.value);
        let solved = stated.map(|value| Interval::exact(value).into());
        solved.into_iter().collect()
    }
}

/// A figure that another bounds: a score by its weight, what was spent by what was authorised.
#[derive(Debug)]
pub(super) struct AtMost {
    pub(super) figure: CellId,
    pub(super) bound: Term,
    /// Are both read as rounded figures?
    pub(super) rounded: bool,
}

impl Relation for AtMost {
    fn cells(&self) -> Vec<CellId> {
        let bound = self.bound.cell();
        std::iter::once(self.figure).chain(bound).collect()
    }

    fn holds(&self, figures: &Figures<'_>) -> Option<bool> {
        let (figure, bound) = (figures.of(self.figure)?, self.bound.stated(figures)?);
        Some(if self.rounded {
            !figure.interval().exceeds(bound.interval())
        } else {
            figure.value >= Decimal::ZERO && figure.value <= bound.value
        })
    }

    fn solve(&self, figures: &Figures<'_>, cell: CellId) -> Vec<Span> {
        let bound = self.bound.stated(figures).map(|stated| stated.value);
        let figure = figures.of(self.figure).map(|stated| stated.value);
        let solved = if cell == self.figure {
            bound.map(Span::at_most)
        } else {
            figure.map(Span::at_least)
        };
        solved.into_iter().collect()
    }
}

/// A figure between two bounds: the total score that a declared grade stands for.
#[derive(Debug)]
pub(super) struct Between {
    pub(super) figure: CellId,
    pub(super) at_least: Decimal,
    pub(super) below: Option<Decimal>,
}

impl Relation for Between {
    fn cells(&self) -> Vec<CellId> {
        vec![self.figure]
    }

    fn holds(&self, figures: &Figures<'_>) -> Option<bool> {
        let value = figures.of(self.figure)?.value;
        let fits = self.below.is_none_or(|below| value < below);
        Some(value >= self.at_least && fits)
    }

    fn solve(&self, _figures: &Figures<'_>, _cell: CellId) -> Vec<Span> {
        vec![Span {
            low: Some(self.at_least),
            high: self.below,
        }]
    }
}
