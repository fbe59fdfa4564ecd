//! Text on a terminal: what comes from inputs is data, never a command to it, and what is ours can
//! be shown by consoles of code page 936.

use std::fmt::Write as _;

use crate::config::display_width;

/// The text in one line, without signs that move the cursor, ring or turn the direction of writing.
pub(super) fn one_line(text: &str) -> String {
    let plain = text.chars().map(|c| if is_command(c) { ' ' } else { c });
    shown(&plain.collect::<String>())
}

/// A name in so many columns: where it is longer, the middle is left out, since its beginning says
/// whose it is and its end what.
pub(super) fn shortened(name: &str, columns: usize) -> String {
    if display_width(name) <= columns {
        return name.to_owned();
    }
    let half = columns.saturating_sub(display_width(LEFT_OUT)) / 2;
    let head: String = fitting(name.chars(), half).collect();
    let tail: Vec<char> = fitting(name.chars().rev(), half).collect();
    let tail: String = tail.into_iter().rev().collect();
    format!("{head}{LEFT_OUT}{tail}")
}

const LEFT_OUT: &str = "……";

/// The first signs that together take no more columns.
fn fitting(signs: impl Iterator<Item = char>, columns: usize) -> impl Iterator<Item = char> {
    signs
        .scan(0, |taken, sign| {
            *taken += display_width(sign.encode_utf8(&mut [0; 4]));
            Some((*taken, sign))
        })
        .take_while(move |(taken, _)| *taken <= columns)
        .map(|(_, sign)| sign)
}

/// The text with the one sign of ours that the code page lacks, the minus of formulas, as it is typed.
pub(super) fn shown(text: &str) -> String {
    text.replace('\u{2212}', "-")
}

/// JSON in which signs that a terminal obeys are escapes, as JSON itself requires for only some of
/// them. They stand in strings alone; line breaks stand between them.
pub(super) fn json_shown(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if is_command(c) && c != '\n' {
            let _ = write!(text, "\\u{:04x}", u32::from(c));
        } else {
            text.push(c);
        }
    }
    text
}

fn is_command(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_shown_as_they_are_typed() {
        assert_eq!(
            one_line("（2916 \u{2212} 2600）÷ 2600"),
            "（2916 - 2600）÷ 2600"
        );
    }

    #[test]
    fn a_long_name_keeps_its_ends() {
        let name = "月坛街道/含全部明细的项目自评表.xlsx";
        assert_eq!(shortened(name, 36), name);
        assert_eq!(shortened(name, 35), "月坛街道/含全部……项目自评表.xlsx");
        assert_eq!(shortened(name, 4), "……x");
    }

    #[test]
    fn json_says_the_same_without_commands() {
        let typed = "甲\u{9b}31m\u{7f}\u{202e}乙\n";
        let json = serde_json::to_string_pretty(&[typed]).unwrap();
        let shown = json_shown(&json);
        assert_eq!(shown, "[\n  \"甲\\u009b31m\\u007f\\u202e乙\\n\"\n]");
        let read: Vec<String> = serde_json::from_str(&shown).unwrap();
        assert_eq!(read, [typed]);
    }

    #[test]
    fn commands_become_blanks() {
        assert_eq!(
            one_line("甲\u{1b}[31m乙\r\n丙\u{202e}丁"),
            "甲 [31m乙  丙 丁"
        );
        assert_eq!(one_line("“绿化” 3 ㎡"), "“绿化” 3 ㎡");
    }
}
