//! Which row of one version is which of the other: by one likeness after another, the closest first,
//! in the order of the forms.

/// A likeness of two rows.
pub(super) type Likeness<T> = fn(&T, &T) -> bool;

/// A row of the older version, of the newer, or of both.
pub(super) type Pair<'f, T> = (Option<&'f T>, Option<&'f T>);

/// The rows of the newer version in their order, each with that of the older one; then those that
/// only the older one has.
pub(super) fn pairs<'f, T>(
    old: &'f [T],
    new: &'f [T],
    likenesses: &[Likeness<T>],
) -> Vec<Pair<'f, T>> {
    let mut free: Vec<Option<&'f T>> = old.iter().map(Some).collect();
    let mut found: Vec<Pair<'f, T>> = new.iter().map(|row| (None, Some(row))).collect();
    for likeness in likenesses {
        for (before, row) in &mut found {
            let (None, Some(row)) = (*before, *row) else {
                continue;
            };
            let like = free
                .iter_mut()
                .find(|old| old.is_some_and(|old| likeness(old, row)));
            *before = like.and_then(Option::take);
        }
    }
    found.extend(free.into_iter().flatten().map(|row| (Some(row), None)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_likeness_comes_first() {
        let old = ["甲1", "乙1", "丙1"];
        let new = ["乙1", "甲2", "丁1", "甲1"];
        let same: Likeness<&str> = |one, other| one == other;
        let begins: Likeness<&str> = |one, other| one.chars().next() == other.chars().next();
        assert_eq!(
            pairs(&old, &new, &[same, begins]),
            [
                (Some(&"乙1"), Some(&"乙1")),
                (None, Some(&"甲2")),
                (None, Some(&"丁1")),
                (Some(&"甲1"), Some(&"甲1")),
                (Some(&"丙1"), None),
            ]
        );
    }
}
