//! The sums and ratios of one form with the cells that they share.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::cell::{Cell, CellId, Figures, Notation, Stated};
use super::relation::{Relation, Term};
use super::{funding, indicators, totals};
use crate::evaluate::{Evaluation, ScoringPolicy};
use crate::form::{Entry, Form, Funding};
use crate::grid::CellRef;
use crate::value::{Amount, AmountUnit, Figure, Printed, Rate};

/// What may disagree on a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disagreement {
    /// A total of the funding block and its sources.
    Breakdown,
    /// What was spent and what was authorised.
    OverBudget,
    /// An execution rate and its amounts.
    Rate,
    /// The points of the execution rate and the rate.
    ExecutionScore,
    /// The weights of all indicators and what they should add up to.
    IndicatorWeights,
    /// The weight in a category's label and the weights below it.
    CategoryWeight,
    /// The weight of the total row and the weights above it.
    TotalWeight,
    /// A score and its weight.
    ScoreRange,
    /// The score of an indicator and what its figures earn.
    IndicatorScore,
    /// The total score and the scores above it.
    TotalScore,
    /// A total cost among the indicators and the money of the funding block.
    Cost,
    /// The grade and the total score.
    Grade,
}

/// One sum or ratio.
#[derive(Debug)]
pub struct Constraint {
    /// What disagrees where it does not hold.
    pub disagreement: Disagreement,
    /// The cell at which that is said.
    pub at: CellRef,
    /// The cells that take part.
    pub(super) cells: Vec<CellId>,
    pub(super) relation: Box<dyn Relation>,
}

/// All sums and ratios of a form that can be checked.
#[derive(Debug)]
pub struct Network {
    pub(super) cells: Vec<Cell>,
    pub(super) constraints: Vec<Constraint>,
}

impl Network {
    /// The sums and ratios of a form.
    #[must_use]
    pub fn of(form: &Form, evaluation: &Evaluation, policy: &ScoringPolicy) -> Self {
        let mut draft = Draft::default();
        funding::constrain(&mut draft, form, evaluation, policy);
        indicators::constrain(&mut draft, form, evaluation, policy);
        totals::constrain(&mut draft, form, evaluation, policy);
        Self {
            cells: draft.cells,
            constraints: draft.constraints,
        }
    }

    /// What does not hold, as declared.
    pub fn disagreements(&self) -> impl Iterator<Item = &Constraint> {
        let declared = Figures::declared(&self.cells);
        self.constraints
            .iter()
            .filter(move |constraint| constraint.relation.holds(&declared) == Some(false))
    }

    /// How many sums and ratios the cell takes part in.
    #[must_use]
    pub fn shares_of(&self, at: CellRef) -> usize {
        let Some(cell) = self.cells.iter().position(|cell| cell.at == at) else {
            return 0;
        };
        let with = |constraint: &&Constraint| constraint.cells.contains(&CellId(cell));
        self.constraints.iter().filter(with).count()
    }
}

/// A network as it is put together: every cell once, whatever it takes part in.
#[derive(Default)]
pub(super) struct Draft {
    cells: Vec<Cell>,
    known: BTreeMap<CellRef, CellId>,
    constraints: Vec<Constraint>,
}

impl Draft {
    /// Adds a relation, said at `at`.
    pub(super) fn hold(
        &mut self,
        disagreement: Disagreement,
        at: CellRef,
        relation: impl Relation + 'static,
    ) {
        self.constraints.push(Constraint {
            disagreement,
            at,
            cells: relation.cells(),
            relation: Box::new(relation),
        });
    }

    /// The cell at an address.
    pub(super) fn cell(
        &mut self,
        at: CellRef,
        notation: Notation,
        stated: Option<Stated>,
    ) -> CellId {
        if let Some(known) = self.known.get(&at) {
            return *known;
        }
        let cell = CellId(self.cells.len());
        self.known.insert(at, cell);
        self.cells.push(Cell {
            at,
            notation,
            stated,
            peers: Vec::new(),
        });
        cell
    }

    /// Cells that often hold the same figure.
    pub(super) fn beside(&mut self, peers: &[Option<CellId>]) {
        for cell in peers.iter().flatten() {
            let others = peers.iter().flatten().filter(|peer| *peer != cell).copied();
            if let Some(cell) = self.cells.get_mut(cell.0) {
                cell.peers.extend(others);
            }
        }
    }

    /// A weight or score; `None` where no figure is stated.
    pub(super) fn points<T: Figure>(&mut self, entry: &Entry<Printed<T>>) -> Option<CellId> {
        let printed = *entry.value()?;
        Some(self.cell(entry.at()?, Notation::Points, Some(printed.into())))
    }

    /// An amount; `None` where it was not understood or the form has no such place. A blank one is a
    /// cell without a figure.
    pub(super) fn amount(
        &mut self,
        entry: &Entry<Printed<Amount>>,
        funding: &Funding,
    ) -> Option<CellId> {
        let notation = Notation::Money(unit_of(entry.text(), funding.unit));
        let stated = match entry {
            Entry::Read { value, .. } => Some((*value).into()),
            Entry::Blank { .. } => None,
            Entry::Absent | Entry::Unread { .. } => return None,
        };
        Some(self.cell(entry.at()?, notation, stated))
    }

    /// A rate; `None` where none is stated.
    pub(super) fn rate(&mut self, entry: &Entry<Printed<Rate>>) -> Option<CellId> {
        let printed = *entry.value()?;
        // A bare 0.862 is a fraction, a bare 86.2 a percentage.
        let typed: Option<Decimal> = entry.text().trim().parse().ok();
        let is_fraction = typed == Some(printed.value.decimal());
        let notation = if is_fraction {
            Notation::Fraction
        } else {
            Notation::Percent
        };
        Some(self.cell(entry.at()?, notation, Some(printed.into())))
    }

    /// Is there a figure in the cell?
    pub(super) fn is_stated(&self, cell: CellId) -> bool {
        self.cells
            .get(cell.0)
            .is_some_and(|cell| cell.stated.is_some())
    }
}

/// The unit that a cell states, else its column's.
fn unit_of(text: &str, column: AmountUnit) -> AmountUnit {
    let says = |word: &str| text.contains(word);
    if says("亿") {
        AmountUnit::Yi
    } else if says("万") {
        AmountUnit::Wan
    } else if says("千元") {
        AmountUnit::Thousand
    } else if says("元") {
        AmountUnit::Yuan
    } else {
        column
    }
}

/// A weight: of its cell where one is stated, else as known from elsewhere.
pub(super) fn term(cell: Option<CellId>, known: Option<Decimal>) -> Option<Term> {
    cell.map(Term::Cell).or(known.map(Term::Known))
}
