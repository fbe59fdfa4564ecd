//! The rows of the funding block: the total, and the parts that it is made of.

use super::columns::{Columns, tier};
use crate::form::dictionary::Label;
use crate::form::words::{Word, Words};
use crate::form::{FundingKind, Tier};
use crate::grid::CellRef;

/// How far below the header the total row may stand.
const NEAR: u32 = 6;

/// What the total row is called where nothing names it.
pub(in crate::form) const UNNAMED: &str = "年度资金总额";

/// A row with the label that names it.
pub(super) struct RowLabel {
    pub(super) kind: FundingKind,
    pub(super) tier: Option<Tier>,
    pub(super) at: CellRef,
    pub(super) text: String,
    /// Is the label in the dictionary?
    pub(super) known: bool,
}

/// The total row and the parts below it, down to the next block. A row whose label is unknown but
/// which holds amounts counts as other money: nothing is lost.
pub(super) fn labels(
    words: &Words<'_>,
    columns: &Columns<'_>,
) -> Option<(RowLabel, Vec<RowLabel>)> {
    let end = next_block_row(words, columns.band.last_row)
        .min(next_header_row(words, columns).unwrap_or(u32::MAX));
    let total = total(words, columns, end)?;
    let first = columns.band.last_row.saturating_add(1);
    let others = (first..end).filter(|row| *row != total.at.row);
    let parts = others.filter_map(|row| part(words, columns, row)).collect();
    Some((total, parts))
}

/// The row labelled 年度资金总额; where none is, the first row with amounts.
fn total(words: &Words<'_>, columns: &Columns<'_>, end: u32) -> Option<RowLabel> {
    let first = columns.band.last_row.saturating_add(1);
    let is_near = |word: &&Word| word.row() >= first && word.row() < end;
    let labelled = |label| words.all(label).filter(is_near).map(Word::row);
    let holds = |row: &u32| holds_amounts(words, columns, *row);
    let nearest = || (first..end.min(first.saturating_add(NEAR))).find(holds);
    let row = labelled(Label::TotalFunds)
        .next()
        .or_else(|| labelled(Label::Total).find(holds))
        .or_else(nearest)?;
    let unnamed = || (CellRef::new(row, columns.first_col), UNNAMED.to_owned());
    let (at, text) = label(words, columns, row).unwrap_or_else(unnamed);
    Some(RowLabel {
        kind: FundingKind::Total,
        tier: None,
        at,
        known: words.label_at(at).is_some(),
        text,
    })
}

fn part(words: &Words<'_>, columns: &Columns<'_>, row: u32) -> Option<RowLabel> {
    let (at, text) = label(words, columns, row)?;
    let own = words.label_at(at);
    if own == Some(Label::Total) {
        return None; // the form's total of points
    }
    let kind = own.and_then(kind);
    (kind.is_some() || holds_amounts(words, columns, row)).then(|| RowLabel {
        kind: kind.unwrap_or(FundingKind::Other),
        tier: own.and_then(tier),
        at,
        text,
        // A list of tasks or sub-projects names its rows itself.
        known: kind.is_some() || columns.band.named(Label::TaskName).is_some(),
    })
}

/// What kind of money a label names.
fn kind(label: Label) -> Option<FundingKind> {
    match label {
        Label::Appropriation
        | Label::CentralFunds
        | Label::ProvincialFunds
        | Label::MunicipalFunds
        | Label::DistrictFunds => Some(FundingKind::Appropriation),
        Label::Carryover => Some(FundingKind::Carryover),
        Label::OtherFunds => Some(FundingKind::Other),
        Label::BasicExpenditure => Some(FundingKind::Basic),
        Label::ProjectExpenditure => Some(FundingKind::Project),
        _ => None,
    }
}

/// The label of a row: the rightmost text left of the amounts that starts on this row; where amounts
/// and labels stand in pairs (预算数 | 6.84), the label in the columns themselves.
fn label(words: &Words<'_>, columns: &Columns<'_>, row: u32) -> Option<(CellRef, String)> {
    let named = columns.band.named(Label::TaskName);
    let task = named.map(|column| words.grid.slot(CellRef::new(row, column.first.col)));
    if let Some((at, value)) = task.and_then(|slot| Some((slot.at(), slot.value?))) {
        return Some((at, value.text().into_owned()));
    }
    let left = words
        .grid
        .rows(row, row)
        .filter(|(at, _)| words.area.contains(*at) && at.col < columns.first_col)
        .last();
    let in_pair = || {
        let cells = words.grid.rows(row, row);
        cells
            .filter(|(at, _)| words.area.contains(*at) && at.col >= columns.first_col)
            .find(|(at, _)| words.label_at(*at).is_some())
    };
    let (at, value) = left.or_else(in_pair)?;
    Some((at, value.text().into_owned()))
}

fn holds_amounts(words: &Words<'_>, columns: &Columns<'_>, row: u32) -> bool {
    columns
        .amounts()
        .any(|column| !words.in_columns(row, column).states_nothing())
}

fn next_block_row(words: &Words<'_>, after: u32) -> u32 {
    words
        .labelled
        .iter()
        .filter(|word| word.row() > after)
        .find(|word| ends_block(word.label))
        .map_or(words.area.last.row.saturating_add(1), Word::row)
}

/// Another table of money below, such as a list of vouchers: its header names an executed amount too.
fn next_header_row(words: &Words<'_>, columns: &Columns<'_>) -> Option<u32> {
    let below = words
        .all(Label::Executed)
        .map(Word::row)
        .filter(|row| *row > columns.band.last_row);
    let holds_figures = |row| {
        let mut cells = words
            .grid
            .rows(row, row)
            .filter(|(at, _)| words.area.contains(*at));
        cells.any(|(_, value)| value.text().contains(|c: char| c.is_ascii_digit()))
    };
    below.into_iter().find(|row| !holds_figures(*row))
}

fn ends_block(label: Label) -> bool {
    matches!(
        label,
        Label::GoalBlock
            | Label::OtherBlock
            | Label::GoalExpected
            | Label::GoalActual
            | Label::IndicatorBlock
            | Label::Level1
            | Label::Level3
            | Label::Note
    )
}
