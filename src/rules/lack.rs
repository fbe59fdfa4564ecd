//! How the rules name a place of the form that lacks its value.

use crate::form::Entry;
use crate::value::text;

/// The longest piece of a cell's text that a message repeats.
const LONGEST_QUOTE: usize = 20;

/// What is wrong with the place called `name`; `None` where it states a value, or the form has no
/// such place.
pub(super) fn lack<T>(name: &str, entry: &Entry<T>) -> Option<String> {
    match entry {
        Entry::Absent | Entry::Read { .. } => None,
        Entry::Blank { text, .. } if text.trim().is_empty() => Some(format!("“{name}”未填写")),
        Entry::Blank { text, .. } => Some(format!("“{name}”仅填“{}”", quote(text))),
        Entry::Unread { text, why, .. } => {
            Some(format!("“{name}”填为“{}”，无法识别（{why}）", quote(text)))
        }
    }
}

/// A cell's text on one line, cut where it is long.
pub(super) fn quote(raw: &str) -> String {
    let tidy = text::tidy(raw);
    if tidy.chars().nth(LONGEST_QUOTE).is_none() {
        return tidy;
    }
    tidy.chars().take(LONGEST_QUOTE).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::CellRef;
    use crate::value::Misread;

    #[test]
    fn what_is_lacking_is_named() {
        let at = CellRef::default();
        let blank = |text: &str| {
            lack::<()>(
                "得分",
                &Entry::Blank {
                    text: text.into(),
                    at,
                },
            )
        };
        assert_eq!(blank(" ").as_deref(), Some("“得分”未填写"));
        assert_eq!(blank("—").as_deref(), Some("“得分”仅填“—”"));
        let unread = Entry::<()>::Unread {
            text: "优".into(),
            why: Misread::NotANumber,
            at,
        };
        assert_eq!(
            lack("得分", &unread).as_deref(),
            Some("“得分”填为“优”，无法识别（应为数字）")
        );
    }

    #[test]
    fn a_value_or_no_such_place_is_no_lack() {
        let read = Entry::Read {
            value: (),
            text: "0".into(),
            at: CellRef::default(),
        };
        assert_eq!(lack("得分", &read), None);
        assert_eq!(lack::<()>("得分", &Entry::Absent), None);
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(quote("约\n十万"), "约十万");
        assert_eq!(quote(&"见".repeat(30)).chars().count(), LONGEST_QUOTE + 1);
    }
}
