//! The funding block (项目资金): amounts by row and column, with the unit and the base of the rate.

mod columns;
mod pairs;
mod rows;
mod unit;

pub(super) use rows::UNNAMED;
pub(super) use unit::{stated, written};

use self::columns::Columns;
use self::rows::RowLabel;
use super::band::Band;
use super::dictionary::Label;
use super::place::Place;
use super::words::Words;
use super::{Entry, Funding, FundingKind, FundingRow};
use crate::grid::{CellRef, Region};
use crate::value::{Amount, AmountUnit, Rate, Score, Weight, text};

/// The block with what its reading left open.
pub(super) struct Found {
    pub(super) funding: Funding,
    /// Where its header begins.
    pub(super) header_row: u32,
    /// Headings that are no known label.
    pub(super) unknown_headings: Vec<(CellRef, String)>,
    /// Rows that hold amounts under a label that is not known; they count as other money.
    pub(super) unknown_rows: Vec<(CellRef, String)>,
    /// Is the budget split by columns (中央、省、本级) rather than by rows?
    pub(super) by_columns: bool,
}

/// Reads the block; `None` where nothing names an executed amount beside a budget.
pub(super) fn funding(words: &Words<'_>) -> Option<Found> {
    in_columns(words).or_else(|| {
        let funding = pairs::funding(words)?;
        Some(Found {
            header_row: funding.total.at.row,
            unknown_headings: Vec::new(),
            unknown_rows: Vec::new(),
            by_columns: false,
            funding,
        })
    })
}

fn in_columns(words: &Words<'_>) -> Option<Found> {
    let columns = columns::columns(words)?;
    let (total, parts) = rows::labels(words, &columns)?;
    let rows: Vec<u32> = parts
        .iter()
        .chain([&total])
        .map(|label| label.at.row)
        .collect();
    let (unit, unit_source) = unit::unit(words, &columns, &rows);
    let read = |label: &RowLabel| row(words, &columns, unit, label);
    let by_columns = !columns.tiers.is_empty();
    let breakdown = if by_columns {
        tier_columns(words, &columns, unit, total.at.row)
    } else {
        parts.iter().map(read).collect()
    };
    let reason = columns.reason.map_or(Place::Absent, |column| {
        words.in_columns(total.at.row, column)
    });
    let unknown_rows = parts.iter().filter(|label| !label.known && !by_columns);
    Some(Found {
        unknown_headings: columns.band.unknown(words),
        unknown_rows: unknown_rows
            .map(|label| (label.at, text::tidy(&label.text)))
            .collect(),
        by_columns,
        header_row: columns.band.first_row,
        funding: Funding {
            unit,
            unit_source,
            rate_base: columns.rate_base,
            total: read(&total),
            breakdown,
            declared_weight: declared_weight(words, &columns.band),
            reason: reason.text_entry(),
        },
    })
}

fn row(words: &Words<'_>, columns: &Columns<'_>, unit: AmountUnit, label: &RowLabel) -> FundingRow {
    let place = |column: Option<Region>| {
        column.map_or(Place::Absent, |column| {
            words.in_columns(label.at.row, column)
        })
    };
    let amount = |column| -> Entry<_> { place(column).entry(|cell| Amount::parse(cell, unit)) };
    // Some forms give the budgets in a small table of their own above that of the spending.
    let total_amount = |column: Option<Region>, heading| match column {
        None if label.kind == FundingKind::Total => {
            above(words, columns, heading).entry(|cell| Amount::parse(cell, unit))
        }
        column => amount(column),
    };
    FundingRow {
        kind: label.kind,
        tier: label.tier,
        label: text::tidy(&label.text),
        at: label.at,
        initial: total_amount(columns.initial, Label::InitialBudget),
        full_year: amount(columns.full_year),
        received: total_amount(columns.received, Label::Received),
        executed: amount(Some(columns.executed)),
        weight: place(columns.weight).entry(Weight::parse),
        rate: place(columns.rate).entry(Rate::parse),
        score: place(columns.score).entry(Score::parse),
    }
}

/// The amount below a heading in a table above the block's own header.
fn above<'g>(words: &Words<'g>, columns: &Columns<'_>, heading: Label) -> Place<'g> {
    let is_above = |word: &&super::words::Word| {
        word.region.last.row.saturating_add(1) < columns.band.first_row
    };
    words
        .all(heading)
        .find(is_above)
        .map_or(Place::Absent, |word| words.below(word))
}

/// The parts of a budget that is split by columns: only budgets, since what was spent is not split.
fn tier_columns(
    words: &Words<'_>,
    columns: &Columns<'_>,
    unit: AmountUnit,
    row: u32,
) -> Vec<FundingRow> {
    let part = |(tier, word): &(Option<super::Tier>, super::words::Word)| FundingRow {
        kind: tier.map_or(FundingKind::Other, |_| FundingKind::Appropriation),
        tier: *tier,
        label: text::tidy(&word.text),
        at: word.at(),
        initial: Entry::Absent,
        full_year: words
            .in_columns(row, word.region)
            .entry(|cell| Amount::parse(cell, unit)),
        received: Entry::Absent,
        executed: Entry::Absent,
        weight: Entry::Absent,
        rate: Entry::Absent,
        score: Entry::Absent,
    };
    columns.tiers.iter().map(part).collect()
}

/// `预算执行情况（20分）`, `得分（20分*执行率）`: points printed in the block's own labels.
fn declared_weight(words: &Words<'_>, band: &Band<'_>) -> Option<Weight> {
    let blocks = words.all(Label::FundingBlock);
    let above = blocks.filter(|word| word.row() <= band.last_row);
    let scores = band
        .words()
        .filter(|word| matches!(word.label, Label::Score | Label::Weight));
    above
        .chain(scores)
        .flat_map(|word| &word.notes)
        .find_map(|note| {
            let (points, _) = note.split_once('分')?;
            points.parse().ok().map(Weight::new)
        })
}
