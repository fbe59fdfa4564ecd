//! What must raise a rule, and what comes near to it and must not: at least two of each, beside every
//! rule. The list in `catalogue_tests` holds that no rule is without.

use super::rule::Verdict;

/// Fewer would not tell a rule from one that always speaks, or never.
const LEAST: usize = 2;

/// Runs a rule over its examples. A near miss must have been looked at and found sound: one that the
/// rule is not about proves nothing.
#[allow(clippy::needless_pass_by_value, reason = "examples stand in the call")]
pub(in crate::rules) fn hold<S, const R: usize, const N: usize>(
    raises: [S; R],
    near_misses: [S; N],
    check: impl Fn(&S) -> Verdict,
) {
    const { assert!(R >= LEAST && N >= LEAST, "at least two of each") };
    for (number, example) in (1..).zip(&raises) {
        let verdict = check(example);
        let is_raised = matches!(&verdict, Verdict::Checked(hits) if !hits.is_empty());
        assert!(is_raised, "example {number} must be raised: {verdict:?}");
    }
    for (number, example) in (1..).zip(&near_misses) {
        let verdict = check(example);
        let is_sound = matches!(&verdict, Verdict::Checked(hits) if hits.is_empty());
        assert!(
            is_sound,
            "near miss {number} must not be raised: {verdict:?}"
        );
    }
}
