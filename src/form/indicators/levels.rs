//! The levels of the indicator tree (一级指标、二级指标), carried down over merged and blank cells.

use crate::form::Level;
use crate::form::words::Words;
use crate::grid::{CellRef, Region};
use crate::value::{Weight, text};

/// The level in force on a row: its own label, or the one above where the row has none or merely
/// repeats it (unmerged rows, page breaks).
pub(super) fn carried(own: Option<Level>, above: Option<&Level>) -> Level {
    match (own, above) {
        (Some(own), Some(above)) if own.name == above.name => above.clone(),
        (Some(own), _) => own,
        (None, above) => above.cloned().unwrap_or_default(),
    }
}

/// The label of a level on this row, through merged cells; `None` where nothing stands there.
pub(super) fn level(words: &Words<'_>, column: Option<Region>, row: u32) -> Option<Level> {
    let column = column?;
    let slot = words.grid.slot(CellRef::new(row, column.first.col));
    let shown = slot.value?.text().into_owned();
    let folded = text::normal_form(&shown);
    if text::is_blank_marker(&shown) || slot.at().row <= column.last.row {
        return None;
    }
    let (name, note) = folded
        .split_once('(')
        .unwrap_or_else(|| without_points(&folded));
    Some(Level {
        text: text::tidy(&shown),
        name: name.to_owned(),
        declared_weight: declared_weight(&[note.trim_end_matches(')').to_owned()]),
        at: slot.at(),
    })
}

/// `数量指标15分`: points behind a name without brackets.
fn without_points(folded: &str) -> (&str, &str) {
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    let name = folded
        .strip_suffix('分')
        .map(|rest| rest.trim_end_matches(digits));
    match name.filter(|name| !name.is_empty()) {
        Some(name) => folded.split_at_checked(name.len()).unwrap_or((folded, "")),
        None => (folded, ""),
    }
}

/// `50分` in the brackets of a label.
pub(super) fn declared_weight(notes: &[String]) -> Option<Weight> {
    let points = notes.iter().find_map(|note| note.strip_suffix('分'))?;
    points.parse().ok().map(Weight::new)
}
