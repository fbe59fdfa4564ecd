//! Things that belong together, directly or through others.

/// Clusters of the numbers from 0 on; each is known by its least member.
#[derive(Debug)]
pub(super) struct Clusters(Vec<usize>);

impl Clusters {
    /// So many numbers, each on its own.
    pub(super) fn of(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// Puts two into one cluster.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.0.get_mut(one.max(other)) {
            *parent = one.min(other);
        }
    }

    /// Puts all with the same key into one cluster.
    pub(super) fn join_by<K: Ord>(&mut self, keys: impl IntoIterator<Item = Option<K>>) {
        let keyed = keys.into_iter().enumerate();
        let mut keyed: Vec<(K, usize)> = keyed
            .filter_map(|(number, key)| Some((key?, number)))
            .collect();
        keyed.sort();
        for (one, other) in keyed.iter().zip(keyed.iter().skip(1)) {
            if one.0 == other.0 {
                self.join(one.1, other.1);
            }
        }
    }

    /// For every number the least of its cluster.
    pub(super) fn labels(mut self) -> Vec<usize> {
        (0..self.0.len()).map(|number| self.root(number)).collect()
    }

    fn root(&mut self, mut number: usize) -> usize {
        while let Some(parent) = self.parent(number).filter(|parent| *parent != number) {
            let above = self.parent(parent).unwrap_or(parent);
            if let Some(shortened) = self.0.get_mut(number) {
                *shortened = above;
            }
            number = above;
        }
        number
    }

    fn parent(&self, number: usize) -> Option<usize> {
        self.0.get(number).copied()
    }
}

/// The first of a block, and the first of it that belongs elsewhere: whoever asks for another finds
/// one without a look at the rest of the block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Firsts<L> {
    first: (usize, L),
    second: Option<(usize, L)>,
}

impl<L: PartialEq + Copy> Firsts<L> {
    /// A block that begins with this member.
    pub(super) fn of(member: usize, label: L) -> Self {
        Self {
            first: (member, label),
            second: None,
        }
    }

    /// One more member; they come in their order.
    pub(super) fn add(&mut self, member: usize, label: L) {
        if self.second.is_none() && label != self.first.1 {
            self.second = Some((member, label));
        }
    }

    /// The first member with another label than this.
    pub(super) fn other_than(&self, label: L) -> Option<usize> {
        let known = [Some(self.first), self.second];
        let other = known
            .into_iter()
            .flatten()
            .find(|(_, known)| *known != label);
        other.map(|(member, _)| member)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_through_others_is_together() {
        let mut clusters = Clusters::of(6);
        clusters.join(4, 2);
        clusters.join(5, 4);
        clusters.join_by([Some("a"), None, None, Some("a"), None, None]);
        assert_eq!(clusters.labels(), [0, 1, 2, 0, 2, 2]);
    }

    #[test]
    fn everybody_finds_one_that_is_not_of_his_own() {
        let mut block = Firsts::of(3, 'a');
        assert_eq!(block.other_than('a'), None);
        block.add(5, 'a');
        block.add(7, 'b');
        block.add(8, 'c');
        assert_eq!(block.other_than('a'), Some(7));
        assert_eq!(block.other_than('b'), Some(3));
    }
}
