//! The funding block (项目资金): amounts by row and column, with the unit and the base of the rate.

use super::dictionary::Label;
use super::place::Place;
use super::words::{Word, Words};
use super::{Entry, Funding, FundingKind, FundingRow, RateBase};
use crate::grid::{CellRef, Region};
use crate::value::{Amount, AmountUnit, Rate, Score, Weight, text};

/// The columns of the block, as its header names them.
struct Columns {
    /// The last row of the header.
    header_row: u32,
    /// The leftmost amount column: row labels stand left of it.
    first_col: u32,
    initial: Option<Region>,
    full_year: Option<Region>,
    executed: Option<Region>,
    weight: Option<Region>,
    rate: Option<Region>,
    score: Option<Region>,
    reason: Option<Region>,
    rate_base: RateBase,
}

/// Reads the block; `None` where its header or its total row cannot be found.
pub(super) fn funding(words: &Words<'_>) -> Option<Funding> {
    let total_label = words.find(Label::TotalFunds)?;
    let columns = columns(words, total_label)?;
    let (unit, unit_stated) = unit(words, &columns);
    let read = |kind, at: CellRef, label: &str| row(words, &columns, unit, kind, at, label);
    let total = read(FundingKind::Total, total_label.at(), &total_label.text);
    let breakdown = breakdown_labels(words, &columns, total_label)
        .into_iter()
        .map(|(kind, at, label)| read(kind, at, &label))
        .collect();
    let reason = columns.reason.map_or(Place::Absent, |column| {
        words.in_columns(total_label.row(), column)
    });
    Some(Funding {
        unit,
        unit_stated,
        rate_base: columns.rate_base,
        total,
        breakdown,
        reason: reason.text_entry(),
    })
}

/// The header is the nearest row above the total row that names the executed amount and a budget.
fn columns(words: &Words<'_>, total: &Word) -> Option<Columns> {
    let executed = words
        .all(Label::Executed)
        .filter(|word| word.row() < total.row() && word.at().col > total.at().col)
        .last()?;
    let header_row = executed.row();
    let named = |label| words.on_row(header_row).find(|word| word.label == label);
    let initial = named(Label::InitialBudget);
    let full_year = named(Label::FullYearBudget);
    let amounts = [initial, full_year, Some(executed)];
    let first_col = amounts.iter().flatten().map(|word| word.at().col).min()?;
    (initial.is_some() || full_year.is_some()).then(|| Columns {
        header_row: executed.region.last.row,
        first_col,
        initial: initial.map(|word| word.region),
        full_year: full_year.map(|word| word.region),
        executed: Some(executed.region),
        weight: named(Label::Weight).map(|word| word.region),
        rate: named(Label::ExecutionRate).map(|word| word.region),
        score: named(Label::Score).map(|word| word.region),
        reason: named(Label::Reason).map(|word| word.region),
        rate_base: rate_base(initial, full_year),
    })
}

/// Forms before 2018 letter the initial budget A; all others divide by the full-year budget.
fn rate_base(initial: Option<&Word>, full_year: Option<&Word>) -> RateBase {
    let lettered = |word: Option<&Word>| word.is_some_and(|word| word.has_note("A"));
    if full_year.is_none() || (lettered(initial) && !lettered(full_year)) {
        RateBase::Initial
    } else {
        RateBase::FullYear
    }
}

/// The unit from the block's label, then its header, then a “单位：元” line, then 万元 assumed.
fn unit(words: &Words<'_>, columns: &Columns) -> (AmountUnit, bool) {
    let near_block = words
        .labelled
        .iter()
        .filter(|word| word.row() <= columns.header_row && is_funding_label(word.label));
    let stated = near_block
        .flat_map(|word| &word.notes)
        .find_map(|note| AmountUnit::find_in(note))
        .or_else(|| unit_line(words, columns));
    (stated.unwrap_or(AmountUnit::Wan), stated.is_some())
}

fn is_funding_label(label: Label) -> bool {
    matches!(
        label,
        Label::FundingBlock | Label::InitialBudget | Label::FullYearBudget | Label::Executed
    )
}

fn unit_line(words: &Words<'_>, columns: &Columns) -> Option<AmountUnit> {
    words
        .grid
        .rows(words.area.first.row, columns.header_row)
        .filter(|(at, _)| words.area.contains(*at))
        .map(|(_, value)| value.text())
        .filter(|shown| text::normal_form(shown).contains("单位"))
        .find_map(|shown| AmountUnit::find_in(&shown))
}

/// The labelled rows below the total row, down to the next block. A row whose label is unknown but
/// which holds amounts counts as other money: nothing is lost.
fn breakdown_labels(
    words: &Words<'_>,
    columns: &Columns,
    total: &Word,
) -> Vec<(FundingKind, CellRef, String)> {
    let first = total.region.last.row.saturating_add(1);
    let end = next_block_row(words, total.row());
    (first..end)
        .filter_map(|row| {
            let label = row_label(words, columns, row)?;
            let kind = match words.label_at(label.0) {
                Some(Label::Appropriation) => FundingKind::Appropriation,
                Some(Label::Carryover) => FundingKind::Carryover,
                _ => FundingKind::Other,
            };
            Some((kind, label.0, label.1))
        })
        .collect()
}

/// The label of a funding row: the rightmost text left of the amounts that starts on this row.
fn row_label(words: &Words<'_>, columns: &Columns, row: u32) -> Option<(CellRef, String)> {
    let (at, value) = words
        .grid
        .rows(row, row)
        .filter(|(at, _)| words.area.contains(*at) && at.col < columns.first_col)
        .last()?;
    let known = words.label_at(at).is_some_and(is_row_label);
    let amounts = [columns.initial, columns.full_year, columns.executed];
    let holds_amounts = amounts
        .into_iter()
        .flatten()
        .any(|column| !words.in_columns(row, column).states_nothing());
    (known || holds_amounts).then(|| (at, value.text().into_owned()))
}

fn is_row_label(label: Label) -> bool {
    matches!(
        label,
        Label::Appropriation | Label::Carryover | Label::OtherFunds
    )
}

fn next_block_row(words: &Words<'_>, after: u32) -> u32 {
    words
        .labelled
        .iter()
        .filter(|word| word.row() > after)
        .find(|word| {
            matches!(
                word.label,
                Label::GoalBlock
                    | Label::GoalExpected
                    | Label::GoalActual
                    | Label::IndicatorBlock
                    | Label::Level1
                    | Label::Level3
                    | Label::Total
                    | Label::Note
            )
        })
        .map_or(words.area.last.row.saturating_add(1), Word::row)
}

fn row(
    words: &Words<'_>,
    columns: &Columns,
    unit: AmountUnit,
    kind: FundingKind,
    at: CellRef,
    label: &str,
) -> FundingRow {
    let place = |column: Option<Region>| {
        column.map_or(Place::Absent, |column| words.in_columns(at.row, column))
    };
    let amount = |column| -> Entry<_> { place(column).entry(|cell| Amount::parse(cell, unit)) };
    FundingRow {
        kind,
        label: text::tidy(label),
        at,
        initial: amount(columns.initial),
        full_year: amount(columns.full_year),
        executed: amount(columns.executed),
        weight: place(columns.weight).entry(Weight::parse),
        rate: place(columns.rate).entry(Rate::parse),
        score: place(columns.score).entry(Score::parse),
    }
}
