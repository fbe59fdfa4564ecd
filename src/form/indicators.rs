//! The indicator block (绩效指标): every row, with the levels above it carried down.

use super::dictionary::Label;
use super::place::Place;
use super::words::{Word, Words};
use super::{Category, Indicator, IndicatorBlock, Level};
use crate::grid::{CellRef, Region};
use crate::value::{Measure, Score, Weight, text};

/// The columns of the block, as its header names them.
pub(super) struct Columns {
    header: Region,
    level1: Option<Region>,
    level2: Option<Region>,
    level3: Region,
    target: Option<Region>,
    actual: Option<Region>,
    /// 指标性质 and 度量单位, where they stand in columns of their own.
    sign: Option<Region>,
    unit: Option<Region>,
    pub(super) weight: Option<Region>,
    pub(super) score: Option<Region>,
    reason: Option<Region>,
}

impl Columns {
    /// The last row of the header.
    pub(super) fn header_row(&self) -> u32 {
        self.header.last.row
    }
}

/// Finds the header: the first row that names the third level and a target or an actual.
pub(super) fn columns(words: &Words<'_>) -> Option<Columns> {
    let is_header = |word: &&Word| {
        words
            .on_row(word.row())
            .any(|other| matches!(other.label, Label::Target | Label::Actual))
    };
    let level3 = words.all(Label::Level3).find(is_header)?;
    let row = level3.row();
    let named = |label| {
        words
            .on_row(row)
            .find(|word| word.label == label)
            .map(|word| word.region)
    };
    Some(Columns {
        header: level3.region,
        level1: named(Label::Level1),
        level2: named(Label::Level2),
        level3: level3.region,
        target: named(Label::Target),
        actual: named(Label::Actual),
        sign: named(Label::Sign),
        unit: named(Label::Unit),
        weight: named(Label::Weight),
        score: named(Label::Score),
        reason: named(Label::Reason),
    })
}

/// Reads the block down to `end` (the total row, or the row after the form's last).
pub(super) fn block(words: &Words<'_>, columns: &Columns, end: u32) -> IndicatorBlock {
    let first = columns.header_row().saturating_add(1);
    let mut rows: Vec<Indicator> = Vec::new();
    for row in first..end {
        if ends_table(words, row) {
            break;
        }
        if is_repeated_header(words, columns, row) {
            continue;
        }
        rows.extend(indicator(words, columns, row, rows.last()));
    }
    IndicatorBlock {
        declared_weight: words
            .find(Label::IndicatorBlock)
            .and_then(|word| declared_weight(&word.notes)),
        has_weights: columns.weight.is_some(),
        has_reasons: columns.reason.is_some(),
        rows: without_spares(&rows),
    }
}

/// Notes and signatures below the table end it.
fn ends_table(words: &Words<'_>, row: u32) -> bool {
    words
        .on_row(row)
        .any(|word| matches!(word.label, Label::Note | Label::Total))
}

/// A table continued on the next page repeats its header.
fn is_repeated_header(words: &Words<'_>, columns: &Columns, row: u32) -> bool {
    let at = words
        .grid
        .slot(CellRef::new(row, columns.level3.first.col))
        .at();
    words.label_at(at) == Some(Label::Level3)
}

fn indicator(
    words: &Words<'_>,
    columns: &Columns,
    row: u32,
    above: Option<&Indicator>,
) -> Option<Indicator> {
    let place = |column: Option<Region>| {
        column.map_or(Place::Absent, |column| words.in_columns(row, column))
    };
    if is_across(words, columns, row) {
        return None;
    }
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
        target: place(columns.target)
            .joined(&place(columns.sign), &place(columns.unit))
            .entry(Measure::parse),
        actual: place(columns.actual)
            .joined(&Place::Absent, &place(columns.unit))
            .entry(Measure::parse),
        weight: place(columns.weight).entry(Weight::parse),
        score: place(columns.score).entry(Score::parse),
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
    let values = [columns.target, columns.actual];
    slot.value.is_some()
        && values
            .into_iter()
            .flatten()
            .all(|column| slot.region.contains(CellRef::new(row, column.first.col)))
}

/// The level in force on a row: its own label, or the one above where the row has none or merely
/// repeats it (unmerged rows, page breaks).
fn carried(own: Option<Level>, above: Option<&Level>) -> Level {
    match (own, above) {
        (Some(own), Some(above)) if own.name == above.name => above.clone(),
        (Some(own), _) => own,
        (None, above) => above.cloned().unwrap_or_default(),
    }
}

/// The label of a level on this row, through merged cells; `None` where nothing stands there.
fn level(words: &Words<'_>, column: Option<Region>, row: u32) -> Option<Level> {
    let column = column?;
    let slot = words.grid.slot(CellRef::new(row, column.first.col));
    let shown = slot.value?.text().into_owned();
    let folded = text::normal_form(&shown);
    if text::is_blank_marker(&shown) || slot.at().row <= column.last.row {
        return None;
    }
    let (name, note) = folded.split_once('(').unwrap_or((&folded, ""));
    Some(Level {
        text: text::tidy(&shown),
        name: name.to_owned(),
        declared_weight: declared_weight(&[note.trim_end_matches(')').to_owned()]),
        at: slot.at(),
    })
}

/// `50分` in the brackets of a label.
fn declared_weight(notes: &[String]) -> Option<Weight> {
    let points = notes.iter().find_map(|note| note.strip_suffix('分'))?;
    points.parse().ok().map(Weight::new)
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

/// An indicator's name without `指标1：`, stars and blanks; empty where nothing is named.
pub(super) fn bare_name(shown: &str) -> &str {
    let plain = shown
        .trim()
        .trim_start_matches(['★', '▲', '*', '☆'])
        .trim_start();
    let name = plain.strip_prefix("指标").map_or(plain, |rest| {
        let unnumbered = rest.trim_start().trim_start_matches(is_ordinal);
        if unnumbered.len() < rest.len() || rest.is_empty() {
            unnumbered.trim_start_matches(is_separator)
        } else {
            plain // 指标体系…: the word belongs to the name
        }
    });
    if text::is_blank_marker(name) {
        ""
    } else {
        name.trim()
    }
}

fn is_ordinal(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '：' | '.' | '．' | '、' | ',' | '，' | '-' | '—')
}

/// The words that tell a category, the most telling first (经济成本 is a cost).
const CATEGORY_WORDS: [(&str, Category); 12] = [
    ("满意度", Category::Satisfaction),
    ("成本", Category::Cost),
    ("数量", Category::Quantity),
    ("质量", Category::Quality),
    ("时效", Category::Timeliness),
    ("经济效益", Category::Economic),
    ("社会效益", Category::Social),
    ("生态", Category::Ecological),
    ("可持续", Category::Sustainability),
    ("预算执行率", Category::Execution),
    ("执行率", Category::Execution),
    ("环境效益", Category::Ecological),
];

/// The second level tells; then the first; a form without levels is told by the name.
fn category(level1: &Level, level2: &Level, name: &str) -> Category {
    let told_by = |words: &str| {
        CATEGORY_WORDS
            .iter()
            .find(|(word, _)| words.contains(word))
            .map(|(_, category)| *category)
    };
    let has_levels = !(level1.name.is_empty() && level2.name.is_empty());
    told_by(&level2.name)
        .or_else(|| told_by(&level1.name))
        .or_else(|| told_by(name).filter(|_| !has_levels))
        .unwrap_or(Category::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_numbering() {
        for (shown, name) in [
            ("指标1：困难群众救助所服务", "困难群众救助所服务"),
            ("指标1工程资金金额", "工程资金金额"),
            ("指标2", ""),
            ("指标1：无", ""),
            ("指标1：", ""),
            ("……", ""),
            ("★补助鱼塘面积", "补助鱼塘面积"),
            ("指标体系建设", "指标体系建设"),
            ("其中桃树种植面积", "其中桃树种植面积"),
        ] {
            assert_eq!(bare_name(shown), name, "{shown}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_name_is_taken(shown in "\\PC{0,20}") {
            let _ = bare_name(&shown);
        }
    }
}
