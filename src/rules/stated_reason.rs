//! What counts as a reason for a deviation (偏差原因): words, not a filler.

use crate::form::Entry;
use crate::value::text::normal_form;

/// Fillers with letters in them, in normal form; numbers and signs are told by having none.
const FILLERS: [&str; 8] = [
    "无偏差",
    "无原因",
    "没有",
    "不适用",
    "不涉及",
    "否",
    "是",
    "n/a",
];

/// Does the cell give a reason? `0`, `√`, `100%` and 无偏差 are none.
pub(super) fn is_stated(reason: &Entry<String>) -> bool {
    reason.value().is_some_and(|text| {
        let folded = normal_form(text).to_lowercase();
        folded.chars().any(char::is_alphabetic) && !FILLERS.contains(&folded.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::CellRef;

    fn stated(text: &str) -> bool {
        let at = CellRef::default();
        is_stated(&Entry::Read {
            value: text.to_owned(),
            text: text.to_owned(),
            at,
        })
    }

    #[test]
    fn fillers_are_no_reason() {
        for filler in ["0", "100%", "√", "无偏差", " 不适用 ", "N/A"] {
            assert!(!stated(filler), "{filler}");
        }
        assert!(!is_stated(&Entry::Absent));
    }

    #[test]
    fn words_are() {
        assert!(stated("尾款未付"));
        assert!(stated("无偏差，因物价上涨调整"));
    }
}
