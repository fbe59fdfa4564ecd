//! The total row (总分).

use super::dictionary::Label;
use super::indicators::Columns;
use super::place::Place;
use super::words::{Word, Words};
use super::{Entry, TotalRow};
use crate::grid::Region;
use crate::value::{Score, Weight, text};

/// The label of the total row: below the indicator header; else in the head, beside its figure.
pub(super) fn label<'w>(words: &'w Words<'_>, columns: &Columns) -> Option<&'w Word> {
    let below = |word: &&Word| word.row() > columns.header_row();
    let mut totals = words.all(Label::Total);
    totals.find(below)
}

/// Reads the total row by the columns of the indicator block.
pub(super) fn total(words: &Words<'_>, columns: &Columns, label: &Word) -> TotalRow {
    let place = |column: Option<Region>| {
        column.map_or(Place::Absent, |column| {
            words.in_columns(label.row(), column)
        })
    };
    TotalRow {
        at: label.at(),
        weight: place(columns.weight).entry(Weight::parse),
        score: place(columns.score).entry(Score::parse),
        review_score: place(columns.review_score).entry(Score::parse),
        grade: grade(words, columns, label),
    }
}

/// A total that stands in the head of the form: 自评总分 | 69 above the money, 自评得分 | 74 above the
/// indicators.
pub(super) fn in_head(words: &Words<'_>, money: u32, indicators: u32) -> Option<TotalRow> {
    let above = |label| words.all(label).filter(move |word| word.row() < indicators);
    let score = |word: &Word| words.right_of(word).entry(Score::parse);
    let label = above(Label::Total)
        .filter(|word| word.row() < money)
        .chain(above(Label::Score))
        .find(|word| matches!(words.right_of(word), Place::Cell { value: Some(_), .. }))?;
    Some(TotalRow {
        at: label.at(),
        weight: Entry::Absent,
        score: score(label),
        review_score: above(Label::ReviewScore)
            .next()
            .map_or(Entry::Absent, score),
        grade: above(Label::Grade)
            .next()
            .map_or(Entry::Absent, |word| words.right_of(word).text_entry()),
    })
}

/// The total row; what it has no place for may stand in the head.
pub(super) fn whole(row: Option<TotalRow>, head: Option<TotalRow>) -> Option<TotalRow> {
    match (row, head) {
        (Some(mut row), Some(head)) => {
            if row.review_score.is_absent() {
                row.review_score = head.review_score;
            }
            if row.grade.is_absent() {
                row.grade = head.grade;
            }
            Some(row)
        }
        (row, head) => row.or(head),
    }
}

/// The grade, where the form has a place for it: behind its label, or a word beside the total.
fn grade(words: &Words<'_>, columns: &Columns, label: &Word) -> Entry<String> {
    if let Some(named) = words
        .all(Label::Grade)
        .find(|word| word.row() >= label.row())
    {
        return words.right_of(named).text_entry();
    }
    let score_col = columns.score.map_or(u32::MAX, |column| column.last.col);
    words
        .grid
        .rows(label.row(), label.row())
        .filter(|(at, _)| at.col > score_col && words.area.contains(*at))
        .find(|(_, value)| is_grade_word(&value.text()))
        .map_or(Entry::Absent, |(at, value)| Entry::Read {
            value: value.text().trim().to_owned(),
            text: value.text().into_owned(),
            at,
        })
}

fn is_grade_word(shown: &str) -> bool {
    matches!(
        text::normal_form(shown).as_str(),
        "优" | "良" | "中" | "差" | "优秀" | "良好" | "合格" | "不合格"
    )
}
