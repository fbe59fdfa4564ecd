//! The sum of the funding block: 年度资金总额 over its sources.

use rust_decimal::Decimal;

use super::cell::{CellId, Figures, Stated};
use super::relation::Relation;
use super::span::Span;
use crate::form::FundingKind;
use crate::value::Interval;

/// One column of the funding block. Blank sources count as nothing; sources of one kind under a row
/// that they add up to are its details, not money beside it.
#[derive(Debug)]
pub(super) struct Breakdown {
    pub(super) total: CellId,
    pub(super) parts: Vec<(FundingKind, CellId)>,
}

/// One source that is stated.
#[derive(Clone, Copy)]
struct Part {
    kind: FundingKind,
    cell: CellId,
    stated: Stated,
}

impl Breakdown {
    fn stated(&self, figures: &Figures<'_>, but: Option<CellId>) -> Vec<Part> {
        let parts = self.parts.iter().filter(|(_, cell)| Some(*cell) != but);
        parts
            .filter_map(|(kind, cell)| {
                Some(Part {
                    kind: *kind,
                    cell: *cell,
                    stated: figures.of(*cell)?,
                })
            })
            .collect()
    }

    /// What a source would have to be within its own group: a head what its details add up to, a
    /// detail what the head leaves.
    fn within_group(&self, figures: &Figures<'_>, cell: CellId) -> Option<Interval> {
        let parts = self.stated(figures, None);
        let mut groups = parts.chunk_by(|one, next| one.kind == next.kind);
        let group = groups.find(|group| group.iter().any(|part| part.cell == cell))?;
        let (head, details) = group
            .split_first()
            .filter(|(_, details)| !details.is_empty())?;
        if head.cell == cell {
            return Some(sum(details));
        }
        let others = details.iter().filter(|part| part.cell != cell);
        let others: Interval = others.map(|part| part.stated.unless_zero()).sum();
        Some(head.stated.unless_zero() - others)
    }
}

impl Relation for Breakdown {
    fn cells(&self) -> Vec<CellId> {
        let parts = self.parts.iter().map(|(_, cell)| *cell);
        std::iter::once(self.total).chain(parts).collect()
    }

    fn holds(&self, figures: &Figures<'_>) -> Option<bool> {
        let total = figures.of(self.total)?.unless_zero();
        let parts = self.stated(figures, None);
        Some(total.agrees(sum(&parts)) || total.agrees(sum_without_nested(&parts)))
    }

    fn solve(&self, figures: &Figures<'_>, cell: CellId) -> Vec<Span> {
        let but = (cell != self.total).then_some(cell);
        let others = self.stated(figures, but);
        let sums = [sum(&others), sum_without_nested(&others)];
        if cell == self.total {
            return sums.map(Span::from).to_vec();
        }
        let Some(total) = figures.of(self.total) else {
            return Vec::new();
        };
        let left = sums.map(|sum| Span::from(total.unless_zero() - sum));
        let within = self.within_group(figures, cell).map(Span::from);
        left.into_iter().chain(within).collect()
    }
}

fn sum(parts: &[Part]) -> Interval {
    parts.iter().map(|part| part.stated.unless_zero()).sum()
}

fn sum_without_nested(parts: &[Part]) -> Interval {
    parts
        .chunk_by(|one, next| one.kind == next.kind)
        .map(|group| match group {
            [head, details @ ..] if is_detailed(head, details) => head.stated.unless_zero(),
            _ => sum(group),
        })
        .sum()
}

fn is_detailed(head: &Part, details: &[Part]) -> bool {
    head.stated.value > Decimal::ZERO
        && !details.is_empty()
        && head.stated.unless_zero().agrees(sum(details))
}
