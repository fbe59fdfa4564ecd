//! Neighbours in a crowd: whoever shares a block is held against the few that stand next to him.

use super::member::Member;

/// With how many of those before him each is held.
pub(super) const WINDOW: usize = 4;

/// Pairs of members of one block that stand near one another by their names, read from the front
/// and from the back.
pub(super) fn neighbours<'a, K: Ord>(
    members: &'a [Member<'_>],
    block: impl Fn(&'a Member<'_>) -> Option<K>,
) -> Vec<(usize, usize)> {
    let keyed = members
        .iter()
        .enumerate()
        .filter(|(_, member)| !member.name.is_empty());
    let mut keyed: Vec<(K, String, usize)> = keyed
        .filter_map(|(number, member)| Some((block(member)?, member.name.clone(), number)))
        .collect();
    let mut pairs = near(&mut keyed);
    for (_, name, _) in &mut keyed {
        *name = name.chars().rev().collect();
    }
    pairs.extend(near(&mut keyed));
    pairs
}

fn near<K: Ord>(keyed: &mut [(K, String, usize)]) -> Vec<(usize, usize)> {
    keyed.sort();
    let mut pairs = Vec::new();
    for (position, (block, _, number)) in keyed.iter().enumerate() {
        let following = keyed.iter().skip(position.saturating_add(1)).take(WINDOW);
        let same_block = following.take_while(|(other, _, _)| other == block);
        pairs.extend(same_block.map(|(_, _, other)| (*number.min(other), *number.max(other))));
    }
    pairs
}
