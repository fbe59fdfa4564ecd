//! Which of ours is which of theirs: each is one of the other side at most, the best fit first. Where
//! two fit equally well nothing is guessed: both are left for a person, with what they may be.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::counterpart::NAMED;
use super::party::Party;
use crate::value::Rate;

/// By what two sides were found to be one project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The same code.
    Code,
    /// The same name, in the same office where both know it.
    Name,
    /// Names that are alike, and how much.
    Similar(Rate),
}

impl How {
    /// Its name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::Similar(_) => "fuzzy",
        }
    }

    /// How alike the names are, where that is what decided.
    #[must_use]
    pub fn similarity(self) -> Option<Rate> {
        match self {
            Self::Similar(rate) => Some(rate),
            Self::Code | Self::Name => None,
        }
    }
}

/// A pair that may be one project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Position among ours.
    pub ours: usize,
    /// Position among theirs.
    pub theirs: usize,
    how: How,
    /// Is it in one office, and how alike are the names? More is better.
    rank: (bool, Rate),
}

impl Candidate {
    /// A pair, not yet ranked.
    #[must_use]
    pub fn between(ours: usize, theirs: usize, how: How) -> Self {
        Self {
            ours,
            theirs,
            how,
            rank: (false, Rate::ZERO),
        }
    }

    /// Ranked by how well the two fit.
    #[must_use]
    pub fn ranked(self, one: &Party, other: &Party) -> Self {
        Self {
            rank: (one.shares_office(other), one.similarity(other)),
            ..self
        }
    }
}

/// What became of one of a side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Fate {
    /// Nothing on the other side is like it.
    #[default]
    Alone,
    /// It is that one of the other side.
    Paired {
        /// Its position.
        with: usize,
        /// Why.
        how: How,
    },
    /// It may be any of these, or one that was taken by a better fit.
    Unclear {
        /// Their positions.
        among: Vec<usize>,
    },
}

/// Both sides with what became of each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairing {
    /// Of ours, in their order.
    pub ours: Vec<Fate>,
    /// Of theirs, in their order.
    pub theirs: Vec<Fate>,
}

impl Pairing {
    /// Sides of which nothing is known yet.
    #[must_use]
    pub fn of(ours: usize, theirs: usize) -> Self {
        Self {
            ours: vec![Fate::Alone; ours],
            theirs: vec![Fate::Alone; theirs],
        }
    }

    /// Those of a side that are still alone, with their positions.
    pub fn alone<'a, T>(fates: &'a [Fate], side: &'a [T]) -> impl Iterator<Item = (usize, &'a T)> {
        let all = fates.iter().zip(side).enumerate();
        all.filter(|(_, (fate, _))| **fate == Fate::Alone)
            .map(|(position, (_, one))| (position, one))
    }

    /// Pairs up what is alone: the best candidates first, equally good ones that exclude one another
    /// not at all.
    pub fn settle(&mut self, mut candidates: Vec<Candidate>) {
        candidates.sort_by_key(|pair| (Reverse(pair.rank), pair.ours, pair.theirs));
        for equals in candidates.chunk_by(|one, other| one.rank == other.rank) {
            let free: Vec<&Candidate> = equals.iter().filter(|pair| self.is_free(pair)).collect();
            let ours = count(free.iter().map(|pair| pair.ours));
            let theirs = count(free.iter().map(|pair| pair.theirs));
            for pair in free {
                if ours.get(&pair.ours) == Some(&1) && theirs.get(&pair.theirs) == Some(&1) {
                    self.pair(pair);
                } else {
                    doubt(&mut self.ours, pair.ours, pair.theirs);
                    doubt(&mut self.theirs, pair.theirs, pair.ours);
                }
            }
        }
    }

    /// The same for candidates of one key, such as a code: who is left over belongs to a pair that
    /// was found, and is not looked for elsewhere.
    pub fn settle_key(&mut self, candidates: Vec<Candidate>) {
        let pairs: Vec<(usize, usize)> = candidates
            .iter()
            .map(|pair| (pair.ours, pair.theirs))
            .collect();
        self.settle(candidates);
        let is_alone = |fates: &[Fate], at: usize| fates.get(at) == Some(&Fate::Alone);
        let left: Vec<_> = pairs
            .into_iter()
            .map(|(ours, theirs)| {
                (
                    ours,
                    theirs,
                    is_alone(&self.ours, ours),
                    is_alone(&self.theirs, theirs),
                )
            })
            .collect();
        for (ours, theirs, ours_is_left, theirs_is_left) in left {
            if ours_is_left {
                doubt(&mut self.ours, ours, theirs);
            }
            if theirs_is_left {
                doubt(&mut self.theirs, theirs, ours);
            }
        }
    }

    /// Many of both sides fit one another equally well: each may be any of the first few.
    pub fn crowd(&mut self, ours: &[usize], theirs: &[usize]) {
        for at in ours {
            for other in theirs.iter().take(NAMED) {
                doubt(&mut self.ours, *at, *other);
            }
        }
        for at in theirs {
            for other in ours.iter().take(NAMED) {
                doubt(&mut self.theirs, *at, *other);
            }
        }
    }

    fn is_free(&self, pair: &Candidate) -> bool {
        self.ours.get(pair.ours) == Some(&Fate::Alone)
            && self.theirs.get(pair.theirs) == Some(&Fate::Alone)
    }

    fn pair(&mut self, pair: &Candidate) {
        let how = pair.how;
        if let (Some(ours), Some(theirs)) = (
            self.ours.get_mut(pair.ours),
            self.theirs.get_mut(pair.theirs),
        ) {
            *ours = Fate::Paired {
                with: pair.theirs,
                how,
            };
            *theirs = Fate::Paired {
                with: pair.ours,
                how,
            };
        }
    }
}

fn count(positions: impl Iterator<Item = usize>) -> BTreeMap<usize, usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for position in positions {
        let count = counts.entry(position).or_default();
        *count = count.saturating_add(1);
    }
    counts
}

fn doubt(fates: &mut [Fate], at: usize, other: usize) {
    match fates.get_mut(at) {
        Some(Fate::Unclear { among }) => {
            if !among.contains(&other) {
                among.push(other);
            }
        }
        Some(fate @ Fate::Alone) => *fate = Fate::Unclear { among: vec![other] },
        Some(Fate::Paired { .. }) | None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(ours: usize, theirs: usize, percent: i64) -> Candidate {
        let rate = Rate::new(rust_decimal::Decimal::new(percent, 2));
        Candidate {
            rank: (true, rate),
            ..Candidate::between(ours, theirs, How::Similar(rate))
        }
    }

    fn with(fate: &Fate) -> Option<usize> {
        match fate {
            Fate::Paired { with, .. } => Some(*with),
            _ => None,
        }
    }

    #[test]
    fn the_best_fit_comes_first_and_is_the_only_one() {
        let mut pairing = Pairing::of(2, 2);
        pairing.settle(vec![
            candidate(0, 0, 85),
            candidate(0, 1, 90),
            candidate(1, 1, 95),
        ]);
        assert_eq!(with(&pairing.ours[1]), Some(1));
        assert_eq!(with(&pairing.ours[0]), Some(0));
        assert_eq!(with(&pairing.theirs[0]), Some(0));
    }

    #[test]
    fn what_fits_equally_well_is_left_for_a_person() {
        let mut pairing = Pairing::of(2, 3);
        pairing.settle(vec![
            candidate(0, 0, 90),
            candidate(0, 1, 90),
            candidate(0, 2, 80),
            candidate(1, 2, 90),
        ]);
        assert_eq!(pairing.ours[0], Fate::Unclear { among: vec![0, 1] });
        assert_eq!(pairing.theirs[0], Fate::Unclear { among: vec![0] });
        assert_eq!(with(&pairing.ours[1]), Some(2));
    }

    #[test]
    fn who_loses_a_code_to_another_is_told_so() {
        let mut pairing = Pairing::of(2, 2);
        pairing.settle_key(vec![candidate(0, 0, 100), candidate(1, 0, 40)]);
        assert_eq!(with(&pairing.ours[0]), Some(0));
        assert_eq!(pairing.ours[1], Fate::Unclear { among: vec![0] });
        assert_eq!(pairing.theirs[1], Fate::Alone);
    }
}
