//! The goals (年度总体目标): expected and actual, beside or below their labels.

use super::dictionary::Label;
use super::place::Place;
use super::words::{Word, Words};
use super::{Entry, Goals};

/// Reads both goals.
pub(super) fn goals(words: &Words<'_>) -> Goals {
    let expected = words
        .find(Label::GoalExpected)
        .or_else(|| heading_beside_actual(words));
    let actual = words
        .all(Label::GoalActual)
        .find(|word| expected.is_none_or(|expected| word.row() >= expected.row()));
    let block = words.find(Label::GoalBlock);
    let side_by_side = match (expected, actual) {
        (Some(expected), Some(actual)) => expected.row() == actual.row(),
        _ => false,
    };
    let read = |word: Option<&Word>| {
        word.map_or(Place::Absent, |word| {
            if side_by_side {
                words.below(word)
            } else {
                words.right_of(word)
            }
        })
    };
    Goals {
        expected: entry(&read(expected.or(block))),
        actual: entry(&read(actual)),
    }
}

/// 总体目标 as the heading beside 全年实际完成情况: unlike the block's own label it ends above the
/// goals.
fn heading_beside_actual<'w>(words: &'w Words<'_>) -> Option<&'w Word> {
    let actual = words.find(Label::GoalActual)?;
    let before = words
        .on_row(actual.row())
        .filter(|word| word.label == Label::GoalBlock && word.at().col < actual.at().col);
    before
        .filter(|word| word.region.last.row < words.next_row(word.row()))
        .last()
}

fn entry(place: &Place<'_>) -> Entry<String> {
    place.text_entry()
}
