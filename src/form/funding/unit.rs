//! The unit of the block's bare amounts: from a label, from the amounts themselves, from a line
//! above the table, in this order of trust; else 万元 by custom.

use super::columns::Columns;
use crate::form::UnitSource;
use crate::form::dictionary::Label;
use crate::form::words::Words;
use crate::grid::{CellRef, Region};
use crate::value::{AmountUnit, CellValue, text};

/// The unit, and where it was learnt from.
pub(super) fn unit(
    words: &Words<'_>,
    columns: &Columns<'_>,
    rows: &[u32],
) -> (AmountUnit, UnitSource) {
    let sources = [
        (UnitSource::Label, label(words, columns)),
        (UnitSource::Values, values(words, columns, rows)),
        (UnitSource::Line, line(words, columns)),
    ];
    sources
        .into_iter()
        .find_map(|(source, unit)| Some((unit?, source)))
        .unwrap_or((AmountUnit::Wan, UnitSource::Assumed))
}

fn label(words: &Words<'_>, columns: &Columns<'_>) -> Option<AmountUnit> {
    words
        .labelled
        .iter()
        .filter(|word| word.row() <= columns.band.last_row && is_funding_label(word.label))
        .flat_map(|word| &word.notes)
        .find_map(|note| AmountUnit::find_in(note))
}

fn is_funding_label(label: Label) -> bool {
    matches!(
        label,
        Label::FundingBlock
            | Label::InitialBudget
            | Label::FullYearBudget
            | Label::Received
            | Label::Executed
    )
}

/// The unit that the block's amounts carry themselves, if they agree.
fn values(words: &Words<'_>, columns: &Columns<'_>, rows: &[u32]) -> Option<AmountUnit> {
    let units = rows
        .iter()
        .flat_map(|row| columns.amounts().map(move |column| (*row, column)))
        .filter_map(|(row, column)| carried(words, row, column));
    let mut units: Vec<AmountUnit> = units.collect();
    units.dedup();
    match units.as_slice() {
        [unit] => Some(*unit),
        _ => None,
    }
}

fn carried(words: &Words<'_>, row: u32, column: Region) -> Option<AmountUnit> {
    match words.in_columns(row, column).content()? {
        CellValue::Text(shown) => written(shown),
        _ => None,
    }
}

/// The unit behind the figure of an amount: 33万元.
pub(in crate::form) fn written(shown: &str) -> Option<AmountUnit> {
    let folded = text::normal_form(shown);
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-');
    let unit = folded.trim_start_matches(figure);
    (unit.len() < folded.len()).then(|| AmountUnit::parse(unit))?
}

/// A line such as 单位：元 above the block, or its label with the unit in the cell beside it.
fn line(words: &Words<'_>, columns: &Columns<'_>) -> Option<AmountUnit> {
    words
        .grid
        .rows(words.area.first.row, columns.band.last_row)
        .filter(|(at, _)| words.area.contains(*at))
        .find_map(|(at, value)| stated(&value.text()).or_else(|| beside(words, at, &value.text())))
}

/// The unit of a line that speaks of units.
pub(in crate::form) fn stated(shown: &str) -> Option<AmountUnit> {
    shown.contains("单位").then(|| AmountUnit::find_in(shown))?
}

/// 金额单位 | 万元
fn beside(words: &Words<'_>, at: CellRef, shown: &str) -> Option<AmountUnit> {
    let folded = text::normal_form(shown);
    let is_label = matches!(folded.trim_end_matches(':'), "单位" | "金额单位");
    let next = words.beside(words.grid.slot(at).region);
    is_label.then(|| AmountUnit::parse(&text::normal_form(&next.value?.text())))?
}
