//! Names that are alike, found without holding each against all: two names that differ little share
//! most of their pairs of neighbouring characters, so a few of a name's rarer pairs lead to all names
//! that are like it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::pairing::{Candidate, How};
use super::party::Party;
use crate::value::{Figure as _, Rate};

/// How many of a name's rarer pairs another must share to be held against it letter by letter.
const HITS: usize = 3;

/// A neighbouring pair of characters.
type Bigram = (char, char);

/// Every pair of positions whose names are at least so similar, within one office; a side that knows
/// no office is held against all. Positions are of `ours` and `theirs`; only those listed take part.
#[must_use]
pub fn alike(
    ours: &[(usize, &Party)],
    theirs: &[(usize, &Party)],
    at_least: Rate,
) -> Vec<Candidate> {
    let mut groups: BTreeMap<&str, BTreeMap<&str, Index<'_>>> = BTreeMap::new();
    for (position, party) in theirs {
        let offices = groups.entry(party.telling()).or_default();
        let index = offices.entry(party.office()).or_default();
        index.add(*position, party);
    }
    let mut found = Vec::new();
    for (position, party) in ours {
        let own = party.office();
        let offices = groups.get(party.telling()).into_iter().flatten();
        let within_reach =
            offices.filter(|(office, _)| office.is_empty() || own.is_empty() || **office == own);
        for (_, index) in within_reach {
            found.extend(index.like(*position, party, at_least));
        }
    }
    found
}

/// The names of one office, of which none is a sister of another, by their pairs of characters.
#[derive(Default)]
struct Index<'a> {
    parties: BTreeMap<usize, &'a Party>,
    holders: BTreeMap<Bigram, Vec<usize>>,
}

impl<'a> Index<'a> {
    fn add(&mut self, position: usize, party: &'a Party) {
        self.parties.insert(position, party);
        for bigram in bigrams(party) {
            self.holders.entry(bigram).or_default().push(position);
        }
    }

    fn like(&self, ours: usize, party: &Party, at_least: Rate) -> Vec<Candidate> {
        let mut bigrams = bigrams(party);
        bigrams.sort_by_key(|bigram| (self.holders.get(bigram).map_or(0, Vec::len), *bigram));
        // At least `shared` are shared: all but so many and `hits` more, at least `hits` of them are.
        let shared = fewest_shared(party.likeness().len(), at_least);
        let hits = shared.clamp(1, HITS);
        let telling = bigrams.len().saturating_add(hits).saturating_sub(shared);
        let rarest = bigrams.iter().take(telling);
        let holders = rarest.filter_map(|bigram| self.holders.get(bigram));
        let mut near: Vec<usize> = holders.flatten().copied().collect();
        near.sort_unstable();
        let near = near.chunk_by(|one, other| one == other);
        let near = near.filter(|same| same.len() >= hits);
        let near = near.filter_map(|same| same.first().copied());
        let near = near.filter_map(|theirs| {
            let other = self.parties.get(&theirs)?;
            let similarity = (!party.contradicts(other)).then(|| party.similarity(other))?;
            let candidate = Candidate::between(ours, theirs, How::Similar(similarity));
            (similarity >= at_least).then(|| candidate.ranked(party, other))
        });
        near.collect()
    }
}

fn bigrams(party: &Party) -> Vec<Bigram> {
    let name = party.likeness();
    let pairs = name.iter().copied().zip(name.iter().copied().skip(1));
    pairs.collect()
}

/// How many pairs of characters a name of this length shares at least with any name so similar. Of
/// two names the longer, of `long` characters, has `long − 1` pairs, of which a change takes two.
fn fewest_shared(length: usize, at_least: Rate) -> usize {
    let changes = |long: usize| {
        let share = Decimal::ONE.saturating_sub(at_least.decimal());
        let most = share.saturating_mul(Decimal::from(long)).floor();
        most.to_usize().unwrap_or(usize::MAX)
    };
    let longest = Decimal::from(length)
        .checked_div(at_least.decimal())
        .and_then(|longest| longest.floor().to_usize())
        .unwrap_or(length);
    let shared = |long: usize| {
        long.saturating_sub(1)
            .saturating_sub(changes(long).saturating_mul(2))
    };
    (length..=longest.max(length))
        .map(shared)
        .min()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rate(text: &str) -> Rate {
        Rate::new(text.parse().unwrap())
    }

    fn party(office: &str, name: &str) -> Party {
        Party::of("", office, "", name)
    }

    fn numbered(parties: &[Party]) -> Vec<(usize, &Party)> {
        parties.iter().enumerate().collect()
    }

    fn pairs(ours: &[Party], theirs: &[Party], at_least: Rate) -> Vec<(usize, usize)> {
        let found = alike(&numbered(ours), &numbered(theirs), at_least);
        found.iter().map(|pair| (pair.ours, pair.theirs)).collect()
    }

    #[test]
    fn names_of_one_office_are_held_against_one_another() {
        let ours = [
            party("椿树街道", "社区便民服务站运行经费"),
            party("", "胡同环境整治提升工程"),
        ];
        let theirs = [
            party("椿树街道", "社区便民服务站运营经费"),
            party("天桥街道", "社区便民服务站运行经费"),
            party("天桥街道", "胡同环境整治提升工程款"),
            party("", "社区便民服务站运行"),
        ];
        assert_eq!(pairs(&ours, &theirs, rate("0.8")), [(0, 3), (0, 0), (1, 2)]);
        assert_eq!(pairs(&ours, &theirs, rate("0.9")), [(0, 3), (1, 2)]);
    }

    proptest! {
        #[test]
        fn nothing_that_is_similar_enough_is_missed(
            ours in prop::collection::vec("[甲文化社区民]{1,12}", 1..6),
            theirs in prop::collection::vec("[甲文化社区民]{1,12}", 1..6),
            percent in 70_u32..=100,
        ) {
            let at_least = Rate::new(Decimal::new(percent.into(), 2));
            let of = |names: &[String]| names.iter().map(|name| party("", name)).collect::<Vec<_>>();
            let (ours, theirs) = (of(&ours), of(&theirs));
            let mut found = pairs(&ours, &theirs, at_least);
            found.sort_unstable();
            let mut all = Vec::new();
            for (at, one) in numbered(&ours) {
                for (to, other) in numbered(&theirs) {
                    let long_enough = one.likeness().len().min(other.likeness().len()) > 1;
                    if long_enough && one.telling() == other.telling() && one.similarity(other) >= at_least {
                        all.push((at, to));
                    }
                }
            }
            prop_assert_eq!(found, all);
        }
    }
}
