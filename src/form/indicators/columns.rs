//! The header of the indicator block: which column holds what.

use crate::form::band::Band;
use crate::form::dictionary::Label;
use crate::form::words::{Word, Words};
use crate::grid::{CellRef, Region};

/// What must stand beside a third level for its row to be a header.
const ANSWERS: [Label; 6] = [
    Label::Target,
    Label::Actual,
    Label::Weight,
    Label::Score,
    Label::ReviewScore,
    Label::Sign,
];

/// The columns of the block, as its header names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::form) struct Columns {
    first_row: u32,
    last_row: u32,
    pub(in crate::form) level1: Option<Region>,
    pub(in crate::form) level2: Option<Region>,
    pub(in crate::form) level3: Region,
    pub(in crate::form) target: Option<Region>,
    pub(in crate::form) actual: Option<Region>,
    /// 指标性质 and 度量单位, where they stand in columns of their own.
    pub(in crate::form) sign: Option<Region>,
    pub(in crate::form) unit: Option<Region>,
    pub(in crate::form) weight: Option<Region>,
    pub(in crate::form) score: Option<Region>,
    pub(in crate::form) review_actual: Option<Region>,
    pub(in crate::form) review_score: Option<Region>,
    pub(in crate::form) converted_score: Option<Region>,
    pub(in crate::form) reason: Option<Region>,
    /// Is there a column that says how points are computed?
    pub(in crate::form) method: bool,
    /// Do sign, value and unit share one heading?
    pub(in crate::form) split_target: bool,
    /// Headings that are no known label.
    pub(in crate::form) unknown: Vec<(CellRef, String)>,
}

impl Columns {
    /// The last row of the header.
    pub(in crate::form) fn header_row(&self) -> u32 {
        self.last_row
    }

    /// The first row of the header.
    pub(in crate::form) fn first_row(&self) -> u32 {
        self.first_row
    }
}

/// Finds the first header: the first row that names the third level and something it answers.
pub(in crate::form) fn columns(words: &Words<'_>) -> Option<Columns> {
    words.all(Label::Level3).find_map(|level3| {
        let above = words.previous_row(level3.row());
        above
            .and_then(|row| header_at(words, row))
            .or_else(|| header_at(words, level3.row()))
    })
}

/// The header that begins on a row, if one does. The levels may stand on its second row, below a
/// heading such as 年度指标值 that spans several columns.
pub(super) fn header_at(words: &Words<'_>, row: u32) -> Option<Columns> {
    let names_levels = |row| words.on_row(row).any(|word| word.label == Label::Level3);
    let spans =
        |word: &Word| word.label == Label::Target && word.region.first.col < word.region.last.col;
    let opens = words.on_row(row).any(spans) && names_levels(words.next_row(row));
    if !(names_levels(row) || opens) {
        return None;
    }
    let band = Band::at(words, row);
    (band.count(&ANSWERS) > 0).then(|| named(words, &band))?
}

fn named(words: &Words<'_>, band: &Band<'_>) -> Option<Columns> {
    let column = |label| band.named(label);
    let level3 = column(Label::Level3)?;
    let target = column(Label::Target);
    let part = |names: &[&str]| band.part(words, target?, names);
    Some(Columns {
        first_row: band.first_row,
        last_row: band.last_row,
        level1: column(Label::Level1),
        level2: column(Label::Level2),
        level3,
        sign: column(Label::Sign).or_else(|| part(&["符号", "性质"])),
        unit: column(Label::Unit).or_else(|| part(&["单位", "度量单位"])),
        target: part(&["值", "数值"]).or(target),
        actual: column(Label::Actual),
        weight: column(Label::Weight),
        // Where points are converted to the form's hundred, those count.
        score: column(Label::ConvertedScore).or_else(|| column(Label::Score)),
        review_actual: column(Label::ReviewActual),
        review_score: column(Label::ReviewScore),
        converted_score: column(Label::ConvertedScore),
        reason: column(Label::Reason),
        split_target: band
            .words()
            .any(|word| word.label == Label::Target && Some(word.region) != target)
            || part(&["值", "数值"]).is_some(),
        method: column(Label::Method).is_some(),
        unknown: band.unknown(words),
    })
}
