//! A funding block without a header: labels and amounts in pairs on one row (全年预算数 | 2565万元).

use super::rows::UNNAMED;
use crate::form::dictionary::Label;
use crate::form::place::Place;
use crate::form::words::{Word, Words};
use crate::form::{Entry, Funding, FundingKind, FundingRow, RateBase, UnitSource};
use crate::value::{Amount, AmountUnit, CellValue, Rate, Score};

/// The block, where an amount stands right beside the label of the executed amount, and that of a
/// budget beside its own.
pub(super) fn funding(words: &Words<'_>) -> Option<Funding> {
    let executed = words
        .all(Label::Executed)
        .find(|word| has_amount(words, word))?;
    let near = |label| {
        let of_label = words.all(label);
        of_label
            .filter(|word| word.row().abs_diff(executed.row()) <= 3)
            .find(|word| has_amount(words, word))
    };
    let initial = near(Label::InitialBudget);
    let full_year = near(Label::FullYearBudget);
    if initial.is_none() && full_year.is_none() {
        return None;
    }
    let place = |word: Option<&Word>| word.map_or(Place::Absent, |word| words.right_of(word));
    let amount = |word| -> Entry<_> {
        place(word).entry(|cell: &CellValue| Amount::parse(cell, AmountUnit::Wan))
    };
    let on_row = |label| {
        words
            .on_row(executed.row())
            .find(|word| word.label == label)
    };
    let total = FundingRow {
        kind: FundingKind::Total,
        tier: None,
        label: UNNAMED.to_owned(),
        at: executed.at(),
        initial: amount(initial),
        full_year: amount(full_year),
        received: amount(near(Label::Received)),
        executed: amount(Some(executed)),
        weight: Entry::Absent,
        rate: place(on_row(Label::ExecutionRate)).entry(Rate::parse),
        score: place(on_row(Label::Score)).entry(Score::parse),
    };
    Some(Funding {
        unit: AmountUnit::Wan,
        unit_source: unit_source(&total),
        rate_base: if full_year.is_some() {
            RateBase::FullYear
        } else {
            RateBase::Initial
        },
        total,
        breakdown: Vec::new(),
        declared_weight: None,
        reason: Entry::Absent,
    })
}

pub(super) fn has_amount(words: &Words<'_>, word: &Word) -> bool {
    let beside = words.beside(word.region);
    let amount = |cell| Amount::parse(cell, AmountUnit::Wan);
    word.inline.is_none()
        && beside
            .value
            .is_some_and(|cell| matches!(amount(cell), Ok(Some(_))))
}

/// Amounts that name their unit need no other word for it.
fn unit_source(total: &FundingRow) -> UnitSource {
    if total.executed.text().contains(['元', '万', '亿']) {
        UnitSource::Values
    } else {
        UnitSource::Assumed
    }
}
