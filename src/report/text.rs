//! Text as a cell can hold it, and how much room it takes.

use std::borrow::Cow;

/// What one cell can hold, in UTF-16 units (Excel's limit).
const LONGEST: usize = 32_767;

/// Cut to what a cell can hold, with a note on where the whole of it is.
pub(super) fn fitting<'t>(text: &'t str, data_file: &str) -> Cow<'t, str> {
    cut(text, &format!("…（截断，全文见 data/{data_file}）"))
}

/// Cut to what a cell can hold, ending in this note.
pub(super) fn cut<'t>(text: &'t str, note: &str) -> Cow<'t, str> {
    cut_to(text, LONGEST, note)
}

/// Cut to so many UTF-16 units, ending in this note.
pub(super) fn cut_to<'t>(text: &'t str, longest: usize, note: &str) -> Cow<'t, str> {
    if text.len() <= longest || text.encode_utf16().count() <= longest {
        return Cow::Borrowed(text);
    }
    let room = longest.saturating_sub(note.encode_utf16().count());
    let mut used = 0_usize;
    let kept: String = text
        .chars()
        .take_while(|c| {
            used = used.saturating_add(c.len_utf16());
            used <= room
        })
        .collect();
    Cow::Owned(kept + note)
}

/// With a sign of replacement for what XML has no place for and nothing escapes.
pub(super) fn writable(text: &str) -> Cow<'_, str> {
    const NO_CHARACTERS: [char; 2] = ['\u{FFFE}', '\u{FFFF}'];
    if text.contains(NO_CHARACTERS) {
        Cow::Owned(text.replace(NO_CHARACTERS, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text where a workbook's own escapes are read: `_x0041_` would be an `A`, so the sign that
/// begins it is itself written so. Strings of cells need none of this, their writer sees to it.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("_x") {
        let escape = behind.get(..5).and_then(|five| five.strip_suffix('_'));
        let is_escape = escape.is_some_and(|four| four.bytes().all(|b| b.is_ascii_hexdigit()));
        out.extend([before, if is_escape { "_x005F_x" } else { "_x" }]);
        rest = behind;
    }
    out + rest
}

/// The room that a line takes, in half-width characters.
pub(super) fn breadth(line: &str) -> usize {
    line.chars().map(|c| if is_narrow(c) { 1 } else { 2 }).sum()
}

/// The lines that a text takes in a column of this width (in half-width characters).
pub(super) fn lines(text: &str, width: usize) -> usize {
    // A glyph of the body font is a little wider than the digits in which widths are counted; a
    // Chinese character takes two places and is not torn.
    let places = width.saturating_mul(20) / 21;
    let room = places.saturating_sub(places % 2).max(2);
    text.split('\n')
        .map(|line| breadth(line).div_ceil(room).max(1))
        .sum()
}

fn is_narrow(c: char) -> bool {
    u32::from(c) < 0x2E80
        && !matches!(
            c,
            '“' | '”' | '‘' | '’' | '…' | '—' | '≥' | '≤' | '①'..='⑳' | '×'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_with_a_note() {
        let cut = fitting(&"字".repeat(40_000), "findings.csv").into_owned();
        assert_eq!(cut.encode_utf16().count(), LONGEST);
        assert!(cut.ends_with("字…（截断，全文见 data/findings.csv）"));
    }

    #[test]
    fn a_pair_of_units_is_not_torn() {
        let cut = fitting(&"😀".repeat(20_000), "x.csv").into_owned();
        assert!(cut.encode_utf16().count() <= LONGEST);
        assert!(cut.starts_with("😀") && cut.contains("😀…（截断"));
    }

    #[test]
    fn what_xml_has_no_place_for_is_replaced() {
        assert_eq!(writable("甲\u{FFFF}乙"), "甲\u{FFFD}乙");
        assert_eq!(writable("甲"), "甲");
    }

    #[test]
    fn escapes_of_the_format_are_no_escapes_here() {
        assert_eq!(literal("_x0041_ _x_ a_xyz"), "_x005F_x0041_ _x_ a_xyz");
        assert_eq!(literal("_x005F_x0041_"), "_x005F_x005F_x005F_x0041_");
    }

    #[test]
    fn what_fits_stays() {
        let text = "字".repeat(LONGEST);
        assert_eq!(fitting(&text, "x.csv"), text);
    }

    #[test]
    fn chinese_takes_two_places() {
        assert_eq!(breadth("执行率 A/B"), 10);
        assert_eq!(lines("执行数超年初预算", 40), 1);
        assert_eq!(lines("西长安街街道", 14), 1);
        assert_eq!(lines("西长安街街道", 12), 2);
        assert_eq!(lines("一\n\n二", 10), 3);
    }
}
