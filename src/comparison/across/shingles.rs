//! How much two texts have in common: the pieces of three characters that both hold.

use rust_decimal::Decimal;

use crate::value::Rate;

/// Bits of a character; three of them fit into one number, so that equal numbers are equal pieces.
const BITS: u32 = 21;
const PIECE: u64 = (1 << (3 * BITS)) - 1;

/// The pieces of a text, each once and in order. Signs are left out: a full stop is no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shingles(Vec<u64>);

impl Shingles {
    /// The pieces of a text in normal form; a text of one or two characters is one piece.
    pub(super) fn of(folded: &str) -> Self {
        let mut pieces = Vec::with_capacity(folded.len() / 3);
        let (mut piece, mut length) = (0_u64, 0_u32);
        for c in folded.chars().filter(|c| c.is_alphanumeric()) {
            piece = ((piece << BITS) | u64::from(u32::from(c))) & PIECE;
            length = length.saturating_add(1);
            if length >= 3 {
                pieces.push(piece);
            }
        }
        if length < 3 {
            pieces.push(piece);
        }
        pieces.sort_unstable();
        pieces.dedup();
        Self(pieces)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u64> + Clone {
        self.0.iter().copied()
    }

    /// Exactly: pieces that both hold ÷ pieces that either holds (Jaccard).
    pub(super) fn likeness(&self, other: &Self) -> Rate {
        let common = self.in_common(other);
        let either = self
            .0
            .len()
            .saturating_add(other.0.len())
            .saturating_sub(common);
        let share = Decimal::from(common).checked_div(Decimal::from(either));
        share.map_or(Rate::ZERO, Rate::new)
    }

    /// Two texts of very different length need no comparison.
    pub(super) fn may_reach(&self, other: &Self, likeness: Rate) -> bool {
        let (one, two) = (self.0.len(), other.0.len());
        let most = Decimal::from(one.min(two)).checked_div(Decimal::from(one.max(two)));
        most.is_none_or(|most| Rate::new(most) >= likeness)
    }

    fn in_common(&self, other: &Self) -> usize {
        let (mut left, mut right) = (self.iter().peekable(), other.iter().peekable());
        let mut common = 0_usize;
        while let (Some(one), Some(two)) = (left.peek().copied(), right.peek().copied()) {
            if one == two {
                common = common.saturating_add(1);
            }
            if one <= two {
                left.next();
            }
            if two <= one {
                right.next();
            }
        }
        common
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn likeness(one: &str, other: &str) -> String {
        Shingles::of(one)
            .likeness(&Shingles::of(other))
            .to_percent()
    }

    #[test]
    fn common_pieces_among_all() {
        assert_eq!(likeness("一二三四五", "一二三四六"), "50%");
        assert_eq!(likeness("一二三,四五。", "一二三四五"), "100%");
        assert_eq!(likeness("一二三", "四五六"), "0%");
        assert_eq!(likeness("", ""), "100%");
    }

    proptest! {
        #[test]
        fn likeness_is_that_of_the_sets(one in "[一二三四a1]{0,30}", other in "[一二三四a1]{0,30}") {
            let sets = [&one, &other].map(|text| {
                let chars: Vec<char> = text.chars().collect();
                let pieces = chars.windows(3).map(<[char]>::to_vec);
                let short = (chars.len() < 3).then(|| chars.clone());
                pieces.chain(short).collect::<std::collections::BTreeSet<Vec<char>>>()
            });
            let common = sets[0].intersection(&sets[1]).count();
            let either = sets[0].union(&sets[1]).count();
            let exact = Rate::new(Decimal::from(common) / Decimal::from(either));
            prop_assert_eq!(Shingles::of(&one).likeness(&Shingles::of(&other)), exact);
        }

        #[test]
        fn what_cannot_reach_does_not(one in "[一二三]{0,30}", other in "[一二三]{0,30}") {
            let (one, other) = (Shingles::of(&one), Shingles::of(&other));
            let likeness = one.likeness(&other);
            prop_assert!(one.may_reach(&other, likeness));
        }
    }
}
