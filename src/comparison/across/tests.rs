//! What comes of comparing reaches the form that it is about.

use super::fixture::{Sent, settings};
use super::*;
use crate::submission::Outcome;

#[test]
fn facts_reach_their_form() {
    let one = Sent::of("德胜街道", "道路修补").submission();
    let mut both = Sent::of("牛街街道", "养老驿站运营")
        .money("186", "183.42")
        .submission();
    let other = Sent::of("椿树街道", "养老驿站运营")
        .money("186", "183.42")
        .submission();
    // The second form of its file is the twin.
    let Outcome::Assessed { forms, .. } = &mut both.outcome else {
        panic!()
    };
    let mut first = one.forms()[0].clone();
    first.form.sheet = "另一张".to_owned();
    forms.insert(0, first);
    let batch = [one, both, other];
    let mut comparisons = Comparisons::of(&batch);
    across(&batch, &settings(), &mut comparisons);
    let twins = |position: usize| -> Vec<bool> {
        let forms = comparisons.of_submission(position).iter();
        forms.map(|one| one.twins.is_some()).collect()
    };
    assert_eq!(twins(1), [false, true]);
    assert_eq!(twins(2), [true]);
}

#[test]
fn a_batch_without_forms_is_fine() {
    let mut comparisons = Comparisons::of(&[]);
    across(&[], &settings(), &mut comparisons);
    assert_eq!(comparisons, Comparisons::default());
}
