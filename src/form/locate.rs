//! Where the forms of a sheet are: by their words, at any offset, below or beside one another.

use super::dictionary::Label;
use super::words::{Word, Words};
use crate::grid::{CellRef, Region};
use crate::value::{CellValue, FiscalYear, text};

/// How many rows above 项目名称 the title block may take.
const TITLE_ROWS: u32 = 8;

/// The areas of all forms, in reading order. A form starts at its title and holds 项目名称 and at
/// least a funding row or an indicator header; 项目名称 alone (a list, a ledger) is no form.
pub(super) fn areas(words: &Words<'_>) -> Vec<Region> {
    let anchors: Vec<&Word> = words.all(Label::ProjectName).collect();
    if anchors.is_empty() {
        return Some(words.area)
            .filter(|area| is_form(&words.within(*area)))
            .into_iter()
            .collect();
    }
    let starts: Vec<u32> = anchors
        .iter()
        .map(|anchor| title_row(words, anchor))
        .collect();
    anchors
        .iter()
        .zip(&starts)
        .map(|(anchor, start)| area(words, &anchors, &starts, anchor, *start))
        .filter(|area| is_form(&words.within(*area)))
        .collect()
}

fn is_form(words: &Words<'_>) -> bool {
    let funding = words.find(Label::TotalFunds).is_some() && words.find(Label::Executed).is_some();
    let indicators = words.find(Label::Level3).is_some()
        && (words.find(Label::Target).is_some() || words.find(Label::Actual).is_some());
    funding || indicators
}

/// From this form's title to the row before the next form's, and to the column before the form
/// beside it.
fn area(words: &Words<'_>, anchors: &[&Word], starts: &[u32], own: &Word, start: u32) -> Region {
    let beside = |other: &&&Word| other.row() == own.row();
    let left = anchors
        .iter()
        .filter(beside)
        .any(|other| other.at().col < own.at().col);
    let next_right = anchors
        .iter()
        .filter(beside)
        .filter(|other| other.at().col > own.at().col)
        .map(|other| other.at().col)
        .min();
    let next_below = starts.iter().filter(|row| **row > own.row()).min();
    let first = CellRef::new(start, if left { own.at().col } else { 0 });
    let last = CellRef::new(
        next_below.map_or(words.area.last.row, |row| row.saturating_sub(1)),
        next_right.map_or(words.area.last.col, |col| col.saturating_sub(1)),
    );
    Region::new(first, last)
}

/// Climbs from 项目名称 over rows that are empty or belong to a title.
fn title_row(words: &Words<'_>, anchor: &Word) -> u32 {
    let mut start = anchor.row();
    for row in (anchor.row().saturating_sub(TITLE_ROWS)..anchor.row()).rev() {
        let mut labels = words.on_row(row).peekable();
        let states_year = labels.peek().is_some();
        if !labels.all(|word| word.label == Label::FiscalYear) {
            break; // a labelled row belongs to the form above
        }
        let mut cells = words.grid.rows(row, row).peekable();
        if cells.peek().is_none() {
            continue;
        }
        if !states_year && !cells.any(|(_, value)| is_title(value)) {
            break;
        }
        start = row;
    }
    start
}

fn is_title(value: &CellValue) -> bool {
    const LONGEST: usize = 60;
    let shown = value.text();
    let folded = text::normal_form(&shown);
    folded.chars().count() <= LONGEST
        && (folded.contains("自评表")
            || folded.contains("绩效")
            || folded.starts_with("附件")
            || folded.starts_with("附表")
            || folded.contains("单位:")
            || FiscalYear::find(&folded).is_some())
}
