//! The normal form of Chinese text as people type it into forms.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Texts that stand for "nothing stated here", in normal form.
const BLANK_MARKERS: [&str; 14] = [
    "", "—", "-", "--", "——", "/", "\\", "无", "暂无", "...", "......", "*", "空", "……",
];

/// Characters of the longest of them, counting `…` as typed.
const LONGEST_MARKER: usize = 6;

/// Folds full-width forms, compatibility characters and look-alike signs, and drops all white
/// space: two texts that a reader takes for the same label are equal afterwards.
#[must_use]
pub fn normal_form(text: &str) -> String {
    // Nearly all texts hold only characters whose compatibility form is known at sight.
    folded_at_sight(text).unwrap_or_else(|| {
        let folded: String = nfkc(text).chars().filter_map(folded_char).collect();
        // A dropped blank may leave a mark behind that now joins the letter before it.
        nfkc(&folded).into_owned()
    })
}

/// The normal form of a text of Chinese characters, ASCII, full-width ASCII and common marks;
/// nothing where it holds any other character.
fn folded_at_sight(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' '..='~'
            | '\u{4E00}'..='\u{9FFF}'
            | '\t'
            | '\n'
            | '\r'
            | '。'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '—'
            | '–'
            | '≥'
            | '≤'
            | '【'
            | '】'
            | '、'
            | '《'
            | '》' => {
                folded.extend(folded_char(c));
            }
            '\u{3000}' => {}
            '！'..='～' => folded.extend(half_width(c).and_then(folded_char)),
            '…' => folded.push_str("..."),
            _ => return None,
        }
    }
    Some(folded)
}

/// `（` → `(`: the full-width forms stand in the order of ASCII.
fn half_width(c: char) -> Option<char> {
    const APART: u32 = 0xFEE0;
    char::from_u32(u32::from(c).checked_sub(APART)?)
}

/// A text on one line, for names shown to people: a line break inside Chinese words goes, any other
/// white space becomes one blank.
#[must_use]
pub fn tidy(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let lines = kept
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|line| !line.is_empty())
        .fold(String::new(), |mut whole, line| {
            let inside_chinese =
                whole.chars().last().is_none_or(is_wide) || line.chars().next().is_none_or(is_wide);
            if !inside_chinese {
                whole.push(' ');
            }
            whole + &line
        })
}

/// Chinese characters and full-width marks need no blank between them.
fn is_wide(c: char) -> bool {
    c >= '\u{2E80}'
}

/// Characters of the longest text that is looked at for a figure.
const LONGEST_FIGURE: usize = 60;

/// Is the text too long to be one figure, date or answer?
#[must_use]
pub fn is_prose(text: &str) -> bool {
    text.len() > LONGEST_FIGURE && text.chars().nth(LONGEST_FIGURE).is_some()
}

/// Is this a text that people leave where nothing is stated: `—`, `/`, `无`, white space, …?
#[must_use]
pub fn is_blank_marker(text: &str) -> bool {
    let stated = text
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c));
    if stated.take(LONGEST_MARKER + 1).count() > LONGEST_MARKER {
        return false;
    }
    let folded = normal_form(text);
    BLANK_MARKERS.contains(&folded.as_str())
}

/// How alike two texts are, from 0 to 1, on their normal forms (normalized Levenshtein distance).
///
/// Long texts are compared by their first 2,000 characters, which bounds the quadratic cost.
#[must_use]
pub fn similarity(left: &str, right: &str) -> f64 {
    let head = |text: &str| normal_form(text).chars().take(2000).collect::<String>();
    strsim::normalized_levenshtein(&head(left), &head(right))
}

fn nfkc(text: &str) -> Cow<'_, str> {
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfkc().collect()),
    }
}

/// One folded character, or nothing where it is white space or invisible.
fn folded_char(c: char) -> Option<char> {
    match c {
        c if c.is_whitespace() || is_invisible(c) => None,
        '【' | '〔' | '[' | '〈' => Some('('),
        '】' | '〕' | ']' | '〉' => Some(')'),
        '–' | '―' | '─' | '－' | '━' | 'ー' => Some('—'),
        '‐' | '‑' | '−' => Some('-'),
        '≧' | '⩾' | '≥' => Some('≥'),
        '≦' | '⩽' | '≤' => Some('≤'),
        '═' | '=' => Some('='),
        '﹪' | '٪' => Some('%'),
        '∶' | '︰' => Some(':'),
        '、' | '，' => Some(','),
        other => Some(other),
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
        || (c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_and_width_do_not_matter() {
        assert_eq!(normal_form("项目资金\n（万元）"), "项目资金(万元)");
        assert_eq!(normal_form(" 产 出　指 标 "), "产出指标");
        assert_eq!(normal_form("１００％"), "100%");
    }

    #[test]
    fn look_alike_signs_are_one() {
        assert_eq!(normal_form("≧90"), normal_form("≥90"));
        assert_eq!(normal_form("═8个"), "=8个");
    }

    #[test]
    fn markers_of_nothing() {
        for marker in ["", " ", "—", "－", "/", "无", "……", "暂无"] {
            assert!(is_blank_marker(marker), "{marker:?}");
        }
        for value in ["0", "无人机", "-5", "无投诉"] {
            assert!(!is_blank_marker(value), "{value:?}");
        }
    }

    #[test]
    fn names_stand_on_one_line() {
        assert_eq!(tidy("经济效益\n指标"), "经济效益指标");
        assert_eq!(tidy(" 产出  指标 "), "产出 指标");
        assert_eq!(tidy("Phase\nTwo"), "Phase Two");
    }

    #[test]
    fn similarity_ignores_layout() {
        assert!((similarity("完成 12 次", "完成12次") - 1.0).abs() < f64::EPSILON);
        assert!(similarity("救助", "清扫") < 0.1);
    }

    proptest::proptest! {
        #[test]
        fn folding_at_sight_is_only_quicker(text in "[ -~一-龥（）：，。！…—～　\\n“”、《》【】≥]{0,30}") {
            let slow: String = nfkc(&text).chars().filter_map(folded_char).collect();
            proptest::prop_assert_eq!(folded_at_sight(&text), Some(nfkc(&slow).into_owned()));
        }

        #[test]
        fn normal_form_is_idempotent(text in "\\PC{0,40}") {
            let once = normal_form(&text);
            proptest::prop_assert_eq!(normal_form(&once), once);
        }
    }
}
