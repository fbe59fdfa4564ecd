//! The indicator block (绩效指标): every row, with the levels above it carried down.

mod columns;
mod levels;
mod name;

pub(super) use columns::{Columns, columns};
pub(super) use name::bare_name;

use self::columns::header_at;
use self::levels::{carried, declared_weight, level};
use self::name::category;
use super::dictionary::Label;
use super::place::Place;
use super::words::Words;
use super::{Indicator, IndicatorBlock};
use crate::grid::{CellRef, Region};
use crate::value::{Measure, Score, Weight};

/// Reads the block down to `end` (the total row, or the row after the form's last). A header that is
/// repeated on the next page, or that opens a part with other columns, holds from there on.
pub(super) fn block(words: &Words<'_>, columns: &Columns, end: u32) -> IndicatorBlock {
    let mut rows: Vec<Indicator> = Vec::new();
    let mut current = columns.clone();
    let mut has_weights = columns.weight.is_some();
    let mut row = columns.header_row().saturating_add(1);
    while row < end && !ends_table(words, &current, row) {
        if let Some(header) = header_at(words, row).filter(|header| header.first_row() == row) {
            row = header.header_row().saturating_add(1);
            has_weights &= header.weight.is_some();
            current = header;
            continue;
        }
        rows.extend(indicator(words, &current, row, rows.last()));
        row = row.saturating_add(1);
    }
    IndicatorBlock {
        declared_weight: words
            .find(Label::IndicatorBlock)
            .and_then(|word| declared_weight(&word.notes)),
        has_weights,
        has_scores: columns.score.is_some(),
        has_reasons: columns.reason.is_some(),
        rows: without_spares(&rows),
    }
}

/// Notes, signatures and the next block end the table.
fn ends_table(words: &Words<'_>, columns: &Columns, row: u32) -> bool {
    let ends = |label| {
        matches!(
            label,
            Label::Note | Label::Total | Label::FundingBlock | Label::GoalBlock | Label::TotalFunds
        )
    };
    // Without levels the names stand in the first column; with them a name may sound like a label.
    let leveled = columns.level1.is_some() || columns.level2.is_some();
    let names = columns.level3.first.col;
    let left = |at: CellRef| at.col < names || (!leveled && at.col == names);
    words
        .on_row(row)
        .any(|word| ends(word.label) && left(word.at()))
}

fn indicator(
    words: &Words<'_>,
    columns: &Columns,
    row: u32,
    above: Option<&Indicator>,
) -> Option<Indicator> {
    if is_across(words, columns, row) || is_subtotal(words, row) {
        return None;
    }
    let place = |column: Option<Region>| {
        column.map_or(Place::Absent, |column| words.in_columns(row, column))
    };
    let measure = |column, sign: Option<Region>| {
        place(column)
            .joined(&place(sign), &place(columns.unit))
            .entry(Measure::parse)
    };
    let level1 = carried(
        level(words, columns.level1, row),
        above.map(|above| &above.level1),
    );
    let same_branch = above.filter(|above| above.level1.at == level1.at);
    let level2 = carried(
        level(words, columns.level2, row),
        same_branch.map(|above| &above.level2),
    );
    let level3 = place(Some(columns.level3)).text_entry();
    let name = bare_name(level3.text()).to_owned();
    let indicator = Indicator {
        ordinal: 0,
        category: category(&level1, &level2, &name),
        level3,
        name,
        target: measure(columns.target, columns.sign),
        actual: measure(columns.actual, None),
        weight: place(columns.weight).entry(Weight::parse),
        score: place(columns.score).entry(Score::parse),
        review_actual: measure(columns.review_actual, None),
        review_score: place(columns.review_score).entry(Score::parse),
        reason: place(columns.reason).text_entry(),
        level1,
        level2,
    };
    let has_level = !(indicator.level1.name.is_empty() && indicator.level2.name.is_empty());
    (has_level || !is_spare(&indicator)).then_some(indicator)
}

/// A text merged over the values is a remark, not an indicator.
fn is_across(words: &Words<'_>, columns: &Columns, row: u32) -> bool {
    let slot = words.grid.slot(CellRef::new(row, columns.level3.first.col));
    let mut values = [columns.target, columns.actual, columns.score]
        .into_iter()
        .flatten();
    slot.value.is_some()
        && values.all(|column| slot.region.contains(CellRef::new(row, column.first.col)))
}

/// 小计 rows repeat what the rows above them hold.
fn is_subtotal(words: &Words<'_>, row: u32) -> bool {
    words.on_row(row).any(|word| word.label == Label::Subtotal)
}

/// Has the row nothing but perhaps `指标2：` or `……`?
fn is_spare(row: &Indicator) -> bool {
    row.name().is_empty()
        && row.target.is_empty()
        && row.actual.is_empty()
        && row.weight.is_empty()
        && row.score.is_empty()
}

/// Drops spare rows, but keeps one where a second level holds nothing else: an empty category.
fn without_spares(rows: &[Indicator]) -> Vec<Indicator> {
    let branch = |row: &Indicator| (row.level1.at, row.level2.at);
    let mut kept: Vec<Indicator> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let alone = !rows
            .iter()
            .enumerate()
            .any(|(other, twin)| branch(twin) == branch(row) && (!is_spare(twin) || other < at));
        if !is_spare(row) || (alone && !row.level2.name.is_empty()) {
            kept.push(row.clone());
        }
    }
    for (ordinal, row) in (1..).zip(&mut kept) {
        row.ordinal = ordinal;
    }
    kept
}
