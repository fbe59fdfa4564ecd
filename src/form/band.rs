//! The header of a block: the labels of its columns, on one row or on several.

use super::dictionary::Label;
use super::words::{Word, Words};
use crate::grid::{CellRef, Region};
use crate::value::{CellValue, text};

/// Labels that span a whole block beside its header.
const BLOCKS: [Label; 3] = [Label::FundingBlock, Label::GoalBlock, Label::IndicatorBlock];

/// A header and the columns that it names.
pub(super) struct Band<'w> {
    pub(super) first_row: u32,
    /// The last row of the header: values stand below it.
    pub(super) last_row: u32,
    words: Vec<&'w Word>,
}

impl<'w> Band<'w> {
    /// The header that begins on a row: the labels there, and those of the rows below as long as
    /// they hold nothing but labels of parts of these columns.
    pub(super) fn at(words: &'w Words<'_>, row: u32) -> Self {
        let heads = |row| {
            let heads = words.on_row(row);
            heads.filter(|word| !BLOCKS.contains(&word.label))
        };
        let mut band = Self {
            first_row: row,
            last_row: heads(row)
                .map(|word| word.region.last.row)
                .max()
                .unwrap_or(row),
            words: heads(row).collect(),
        };
        let below = words.next_row(row);
        for next in below..=band.last_row.max(below) {
            if next > band.last_row && !is_sub_header(words, &band, next) {
                break;
            }
            band.words.extend(heads(next));
            band.last_row = band.last_row.max(next);
        }
        band
    }

    /// The columns under a label: the lowest row that carries it names them best.
    pub(super) fn named(&self, label: Label) -> Option<Region> {
        self.word(label).map(|word| word.region)
    }

    /// The lowest cell with a label.
    pub(super) fn word(&self, label: Label) -> Option<&'w Word> {
        let lowest = self.words.iter().filter(|word| word.label == label);
        lowest.rev().max_by_key(|word| word.row()).copied()
    }

    /// The labels with their cells.
    pub(super) fn words(&self) -> impl Iterator<Item = &'w Word> {
        self.words.iter().copied()
    }

    /// How many kinds of labels it carries.
    pub(super) fn count(&self, wanted: &[Label]) -> usize {
        let present = |label: &&Label| self.words.iter().any(|word| word.label == **label);
        wanted.iter().filter(present).count()
    }

    /// The sub-column of a column whose own heading is only a word such as 值 or 单位.
    pub(super) fn part(&self, words: &Words<'_>, column: Region, names: &[&str]) -> Option<Region> {
        (self.first_row.saturating_add(1)..=self.last_row)
            .flat_map(|row| words.grid.rows(row, row))
            .filter(|(at, _)| at.col >= column.first.col && at.col <= column.last.col)
            .find(|(_, value)| names.contains(&text::normal_form(&value.text()).as_str()))
            .map(|(at, _)| words.grid.slot(at).region)
    }

    /// Cells of the header that carry no known label, with their text: from the first to the last
    /// known column, and one beyond on either side.
    pub(super) fn unknown(&self, words: &Words<'_>) -> Vec<(CellRef, String)> {
        let first = self
            .words
            .iter()
            .map(|word| word.at().col)
            .min()
            .unwrap_or(0);
        let last = self
            .words
            .iter()
            .map(|word| word.region.last.col)
            .max()
            .unwrap_or(0);
        let beyond = words.next_col(last);
        (self.first_row..=self.last_row)
            .flat_map(|row| words.grid.rows(row, row))
            .filter(|(at, _)| at.col >= first && at.col <= beyond && words.area.contains(*at))
            .filter(|(at, _)| words.label_at(*at).is_none() && !self.is_part(*at))
            .filter_map(|(at, value)| match value {
                CellValue::Text(shown) if !text::is_blank_marker(shown) => {
                    Some((at, text::tidy(shown)))
                }
                _ => None,
            })
            .collect()
    }

    /// The unknown cells of the first header that carries one of some labels: of a block that could
    /// not be read because its telling heading is not known.
    pub(super) fn unknown_beside(words: &Words<'_>, labels: &[Label]) -> Vec<(CellRef, String)> {
        let known = words
            .labelled
            .iter()
            .find(|word| labels.contains(&word.label));
        known.map_or_else(Vec::new, |word| Band::at(words, word.row()).unknown(words))
    }

    /// Does it stand under a heading that spans several columns?
    fn is_part(&self, at: CellRef) -> bool {
        at.row > self.first_row
            && self.words.iter().any(|word| {
                word.row() < at.row
                    && word.region.first.col <= at.col
                    && at.col <= word.region.last.col
            })
    }
}

/// Does a row hold labels of parts of the header's columns, and nothing else but names of parts?
fn is_sub_header(words: &Words<'_>, band: &Band<'_>, row: u32) -> bool {
    const PARTS: [&str; 4] = ["值", "单位", "数值", "内容"];
    let spanned = |at: CellRef| {
        band.words.iter().any(|word| {
            word.region.is_merge()
                && word.region.first.col <= at.col
                && at.col <= word.region.last.col
        })
    };
    let own = words
        .grid
        .rows(row, row)
        .filter(|(at, _)| words.area.contains(*at));
    let mut parts = own
        .filter(|(at, _)| at.col > words.area.first.col)
        .map(|(at, value)| {
            let folded = text::normal_form(&value.text());
            words.label_at(at).is_some_and(is_part_label)
                || (spanned(at) && PARTS.contains(&folded.as_str()))
        })
        .peekable();
    parts.peek().is_some() && parts.all(|part| part)
}

/// Labels that occur below a heading which spans several columns.
fn is_part_label(label: Label) -> bool {
    matches!(
        label,
        Label::Level1
            | Label::Level2
            | Label::Level3
            | Label::Sign
            | Label::Unit
            | Label::Target
            | Label::Actual
            | Label::Weight
            | Label::Score
            | Label::ReviewScore
            | Label::ReviewActual
            | Label::Deviation
            | Label::InitialBudget
            | Label::FullYearBudget
            | Label::Executed
            | Label::Received
            | Label::ExecutionRate
            | Label::ExecutionScore
            | Label::Total
            | Label::Grade
            | Label::Extra
    )
}
