//! File names that every system accepts, from names that people typed into forms.

use std::collections::BTreeSet;

use super::text;

/// Long enough for any office, short enough for 255 bytes of UTF-8 with ending and number.
const LONGEST: usize = 60;

/// The name of a file for an office without a name.
const NAMELESS: &str = "未识别单位";

/// Gives out file names, each once.
#[derive(Debug, Default)]
pub(super) struct FileNames {
    taken: BTreeSet<String>,
}

impl FileNames {
    /// A safe name without ending for this text, unlike every name given out before, also where
    /// upper and lower case are one.
    pub(super) fn give(&mut self, text: &str) -> String {
        let name = safe(text);
        let mut given = name.clone();
        let mut number: u32 = 2;
        while !self.taken.insert(given.to_lowercase()) {
            given = format!("{name}（{number}）");
            number = number.saturating_add(1);
        }
        given
    }
}

/// What stands on the tab of a sheet: its number and as many UTF-16 units of this text as told, without
/// what Excel refuses (it takes 31 in all).
pub(super) fn tab(number: usize, text: &str, most: usize) -> String {
    let name = FileNames::default().give(text);
    let mut room = most;
    // A workbook reads `_x0041_` in the name of a sheet as `A`.
    let name = name.replace("_x", "＿x");
    let name: String = text::writable(&name)
        .chars()
        .filter(|c| *c != '\'')
        .take_while(|c| {
            let left = room.checked_sub(c.len_utf16());
            room = left.unwrap_or_default();
            left.is_some()
        })
        .collect();
    format!("{number:02} {name}").trim().to_owned()
}

/// No signs that Windows refuses, no blanks or full stops at the ends, no device name.
fn safe(text: &str) -> String {
    let replaced: String = text
        .chars()
        .map(|c| match c {
            '[' => '（', // Excel keeps square brackets for references
            ']' => '）',
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
            c if c.is_control() || is_invisible(c) => '_',
            c => c,
        })
        .take(LONGEST)
        .collect();
    let name = replaced.trim_matches([' ', '.', '\u{3000}']);
    if name.is_empty() {
        NAMELESS.to_owned()
    } else if is_device(name) {
        format!("_{name}")
    } else {
        name.to_owned()
    }
}

/// Signs that turn the direction of writing or cannot be seen: two names that look alike.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Names that Windows keeps for devices, with any ending.
fn is_device(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_uppercase();
    let numbered = ["COM", "LPT"].iter().any(|device| {
        stem.strip_prefix(device).is_some_and(|rest| {
            matches!(
                rest,
                "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
            )
        })
    });
    numbered || ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_on_windows() {
        let cases = [
            ("椿树街道", "椿树街道"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("a<b>c:d\"e|f?g*h\\i", "a_b_c_d_e_f_g_h_i"),
            ("街道. .", "街道"),
            ("con", "_con"),
            ("LPT1.报表", "_LPT1.报表"),
            ("COMMUNITY", "COMMUNITY"),
            ("行\n列", "行_列"),
            ("[155]民政局", "（155）民政局"),
            ("", "未识别单位"),
            (" . ", "未识别单位"),
        ];
        for (text, name) in cases {
            assert_eq!(FileNames::default().give(text), name, "{text:?}");
        }
    }

    #[test]
    fn names_stay_apart_after_cleaning() {
        let mut names = FileNames::default();
        let given = ["A/B", "a_b", "A:B", "甲"].map(|text| names.give(text));
        assert_eq!(given, ["A_B", "a_b（2）", "A_B（3）", "甲"]);
    }

    #[test]
    fn long_names_fit_a_file_system() {
        let mut names = FileNames::default();
        let long = "长".repeat(300);
        let first = names.give(&long);
        let second = names.give(&long);
        assert_ne!(first, second);
        assert!(format!("{second}.xlsx").len() <= 255);
    }
}
