//! "Did you mean": the known word that is nearest to a mistyped one.

/// How alike two words must be, from 0 to 1, to be offered for one another.
const ALIKE: f64 = 0.5;

/// The known word nearest to `typed`, unless none is near.
#[must_use]
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_few(typed, known, 1).into_iter().next()
}

/// At most `count` known words near to `typed`, the nearest first.
#[must_use]
pub fn nearest_few<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
    count: usize,
) -> Vec<&'a str> {
    let typed = typed.to_lowercase();
    let likeness = |word: &str| {
        let word = word.to_lowercase();
        strsim::normalized_damerau_levenshtein(&typed, &word)
    };
    let mut near: Vec<(f64, &str)> = known
        .into_iter()
        .map(|word| (likeness(word), word))
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    // Of words equally near, those that begin alike come first; then the order in which they are known.
    let begins_alike = |word: &str| common_start(&typed, &word.to_lowercase());
    near.sort_by(|(one, word), (other, rival)| {
        let by_start = || begins_alike(rival).cmp(&begins_alike(word));
        other.total_cmp(one).then_with(by_start)
    });
    near.into_iter().take(count).map(|(_, word)| word).collect()
}

fn common_start(one: &str, other: &str) -> usize {
    let pairs = one.chars().zip(other.chars());
    pairs.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_offered_and_far_ones_are_not() {
        let known = ["input", "output", "scoring", "rules"];
        assert_eq!(nearest("Inptu", known), Some("input"));
        assert_eq!(nearest("outpt", known), Some("output"));
        assert_eq!(nearest("规则", known), None);
        assert_eq!(
            nearest_few("B10", ["B101", "B102", "S101", "B103"], 2),
            ["B101", "B102"]
        );
        assert_eq!(nearest("B199", ["F109", "B101", "B102"]), Some("B101"));
    }
}
