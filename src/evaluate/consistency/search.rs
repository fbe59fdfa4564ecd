//! The search: single cells first, then pairs, for as few cells as possible.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, candidates};
use super::cell::{CellId, Figures};
use super::explanation::{Correction, Explanation, MOST_WAYS, Way};
use super::network::{Constraint, Network};
use super::span::Span;

/// So many values of a first cell are tried with a second one.
const MOST_FIRSTS: usize = 3;

/// No form that people fill in has more; a list that is taken for one is not searched.
const MOST_CELLS: usize = 500;

/// With more disagreements than these nobody can tell which two cells are behind them.
const MOST_FOR_PAIRS: usize = 10;

/// By its place in the list.
type ConstraintId = usize;

impl Network {
    /// Explains what disagrees: each explanation settles at least two disagreements, breaks no sum
    /// that holds, and needs as few cells as possible. `is_in_question` tells of a constraint that
    /// does not hold whether anybody asks for it to.
    #[must_use]
    pub fn explain(&self, is_in_question: impl Fn(&Constraint) -> bool) -> Vec<Explanation> {
        let declared = Figures::declared(&self.cells);
        let mut open = BTreeSet::new();
        let mut sound = BTreeSet::new();
        for (id, constraint) in self.constraints.iter().enumerate() {
            match constraint.relation.holds(&declared) {
                Some(true) => drop(sound.insert(id)),
                Some(false) if is_in_question(constraint) => drop(open.insert(id)),
                _ => {}
            }
        }
        if open.len() < 2 || self.cells.len() > MOST_CELLS {
            return Vec::new();
        }
        let mut of_cell: BTreeMap<CellId, Vec<ConstraintId>> = BTreeMap::new();
        for (id, constraint) in self.constraints.iter().enumerate() {
            for cell in &constraint.cells {
                of_cell.entry(*cell).or_default().push(id);
            }
        }
        let search = Search {
            network: self,
            declared,
            sound,
            of_cell,
        };
        search.explanations(&open)
    }
}

struct Search<'n> {
    network: &'n Network,
    declared: Figures<'n>,
    /// What holds, and must go on to.
    sound: BTreeSet<ConstraintId>,
    /// What each cell takes part in.
    of_cell: BTreeMap<CellId, Vec<ConstraintId>>,
}

/// Cells whose correction settles something.
#[derive(Debug, Clone)]
struct Repair {
    changed: Vec<Candidate>,
    settled: BTreeSet<ConstraintId>,
}

impl Repair {
    /// How many disagreements fewer there are than cells to correct.
    fn gain(&self) -> usize {
        self.settled.len().saturating_sub(self.changed.len())
    }

    fn cost(&self) -> u8 {
        self.changed
            .iter()
            .fold(0, |cost, change| cost.saturating_add(change.cost))
    }
}

impl Search<'_> {
    fn explanations(&self, open: &BTreeSet<ConstraintId>) -> Vec<Explanation> {
        let mut left = open.clone();
        let mut chosen: Vec<Vec<Repair>> = Vec::new();
        while left.len() >= 2 {
            let equal = best(self.singles(&left));
            if equal.is_empty() {
                break;
            }
            for repair in &equal {
                left.retain(|id| !repair.settled.contains(id));
            }
            chosen.push(equal);
        }
        let gained: usize = chosen
            .iter()
            .filter_map(|equal| equal.first().map(Repair::gain))
            .sum();
        let worth = left.len() + gained >= 3 && open.len() <= MOST_FOR_PAIRS;
        if worth && !left.is_empty() {
            let equal = best(self.pairs(open));
            if equal.first().is_some_and(|pair| pair.gain() > gained) {
                chosen = vec![equal];
            }
        }
        let explained = chosen.iter().map(|equal| Explanation {
            ways: equal
                .iter()
                .take(MOST_WAYS)
                .map(|way| self.way(way))
                .collect(),
            has_more: equal.len() > MOST_WAYS,
        });
        explained.collect()
    }

    /// The best correction of every cell that alone settles two disagreements or more.
    fn singles(&self, open: &BTreeSet<ConstraintId>) -> Vec<Repair> {
        self.shared(open, 2)
            .into_iter()
            .filter_map(|cell| {
                let repairs = self.values(cell, open, &self.declared).into_iter();
                let settling = repairs.filter_map(|change| {
                    let figures = self.declared.with(cell, change.stated);
                    let (settled, broken) = self.effect(&figures, &[cell], open);
                    (broken.is_empty() && settled.len() >= 2).then(|| Repair {
                        changed: vec![change],
                        settled,
                    })
                });
                settling.min_by_key(|repair| (usize::MAX - repair.gain(), repair.cost()))
            })
            .collect()
    }

    /// Two cells that only together settle three disagreements or more.
    fn pairs(&self, open: &BTreeSet<ConstraintId>) -> Vec<Repair> {
        let mut pairs = Vec::new();
        for first in self.shared(open, 1) {
            for change in self
                .values(first, open, &self.declared)
                .into_iter()
                .take(MOST_FIRSTS)
            {
                let figures = self.declared.with(first, change.stated);
                let (settled, broken) = self.effect(&figures, &[first], open);
                if settled.is_empty() {
                    continue;
                }
                let wrong: BTreeSet<_> = open.difference(&settled).copied().chain(broken).collect();
                pairs.extend(self.seconds(&change, &figures, &wrong, open));
            }
        }
        pairs
    }

    fn seconds(
        &self,
        first: &Candidate,
        figures: &Figures<'_>,
        wrong: &BTreeSet<ConstraintId>,
        open: &BTreeSet<ConstraintId>,
    ) -> Vec<Repair> {
        let broken = wrong.iter().filter(|id| !open.contains(id));
        let broken: BTreeSet<ConstraintId> = broken.copied().collect();
        let still = wrong.len() - broken.len();
        let least = (3 + still).saturating_sub(open.len()).max(1);
        let cells = self.shared(wrong, least + broken.len());
        let cells = cells.into_iter().filter(|cell| *cell > first.cell);
        cells
            .filter_map(|cell| {
                let values = self
                    .values(cell, wrong, figures)
                    .into_iter()
                    .take(MOST_FIRSTS);
                let repairs = values.filter_map(|change| {
                    let both = figures.with(cell, change.stated);
                    let (settled, broken) = self.effect(&both, &[first.cell, cell], open);
                    (broken.is_empty() && settled.len() >= 3).then(|| Repair {
                        changed: vec![first.clone(), change],
                        settled,
                    })
                });
                repairs.min_by_key(|repair| (usize::MAX - repair.gain(), repair.cost()))
            })
            .collect()
    }

    /// The cells that take part in at least so many of the constraints.
    fn shared(&self, among: &BTreeSet<ConstraintId>, least: usize) -> Vec<CellId> {
        let all = among
            .iter()
            .filter_map(|id| self.network.constraints.get(*id));
        let mut cells: Vec<CellId> = all
            .flat_map(|constraint| constraint.relation.cells())
            .collect();
        cells.sort_unstable();
        cells
            .chunk_by(PartialEq::eq)
            .filter(|same| same.len() >= least)
            .filter_map(|same| same.first().copied())
            .collect()
    }

    /// What a cell may be by the constraints that are wrong.
    fn values(
        &self,
        cell: CellId,
        wrong: &BTreeSet<ConstraintId>,
        figures: &Figures<'_>,
    ) -> Vec<Candidate> {
        let spans: Vec<Span> = wrong
            .iter()
            .filter_map(|id| self.network.constraints.get(*id))
            .filter(|constraint| constraint.cells.contains(&cell))
            .flat_map(|constraint| constraint.relation.solve(figures, cell))
            .collect();
        let known = self.network.cells.get(cell.0);
        known.map_or_else(Vec::new, |known| candidates(cell, known, &spans, figures))
    }

    /// What a change of some cells settles, and what it breaks.
    fn effect(
        &self,
        figures: &Figures<'_>,
        changed: &[CellId],
        open: &BTreeSet<ConstraintId>,
    ) -> (BTreeSet<ConstraintId>, BTreeSet<ConstraintId>) {
        let (mut settled, mut broken) = (BTreeSet::new(), BTreeSet::new());
        let touched = changed.iter().filter_map(|cell| self.of_cell.get(cell));
        for id in touched.flatten() {
            let constraint = self.network.constraints.get(*id);
            let holds = constraint.and_then(|constraint| constraint.relation.holds(figures));
            if holds == Some(true) && open.contains(id) {
                settled.insert(*id);
            } else if holds != Some(true) && self.sound.contains(id) {
                broken.insert(*id);
            }
        }
        (settled, broken)
    }

    fn way(&self, repair: &Repair) -> Way {
        let settled = repair.settled.iter();
        let settled = settled.filter_map(|id| self.network.constraints.get(*id));
        Way {
            corrections: repair
                .changed
                .iter()
                .filter_map(|change| self.correction(change))
                .collect(),
            settled: settled
                .map(|constraint| (constraint.disagreement, constraint.at))
                .collect(),
        }
    }

    fn correction(&self, change: &Candidate) -> Option<Correction> {
        let cell = self.network.cells.get(change.cell.0)?;
        Some(Correction {
            at: cell.at,
            value: cell.notation.shown(change.typed),
            is_about: change.is_about,
        })
    }
}

/// The repairs that are equally good: most disagreements, most plausible. What they settle overlaps,
/// so that they explain the same.
fn best(mut repairs: Vec<Repair>) -> Vec<Repair> {
    repairs.sort_by_key(|repair| (usize::MAX - repair.gain(), repair.cost()));
    let Some(first) = repairs.first().cloned() else {
        return Vec::new();
    };
    repairs.retain(|repair| {
        repair.gain() == first.gain()
            && repair.cost() == first.cost()
            && !repair.settled.is_disjoint(&first.settled)
    });
    repairs
}
