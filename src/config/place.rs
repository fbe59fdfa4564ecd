//! Where in config.yaml something stands: line, column, the keys above it, and the line itself with
//! a caret.

use std::fmt;

use super::width::display_width;

/// A place in the file, counted from one as editors do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Line, from one.
    pub line: usize,
    /// Column in characters, from one.
    pub column: usize,
    /// The keys that lead there, e.g. `rules.B101.severity`; empty at the top.
    pub key: String,
    /// The line, with a caret under the place.
    pub snippet: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第 {} 行第 {} 列", self.line, self.column)?;
        if self.key.is_empty() {
            return Ok(());
        }
        write!(f, "（{}）", self.key)
    }
}

impl Place {
    /// The place at `line` and `column` of `text`, `length` characters long.
    pub(super) fn new(text: &str, line: usize, column: usize, length: usize) -> Self {
        let shown = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        Self {
            line,
            column,
            key: key_path(text, line, column),
            snippet: snippet(shown, line, column, length),
        }
    }
}

fn snippet(shown: &str, line: usize, column: usize, length: usize) -> String {
    let gutter = line.to_string();
    let before: String = shown.chars().take(column.saturating_sub(1)).collect();
    let marked: String = shown
        .chars()
        .skip(column.saturating_sub(1))
        .take(length)
        .collect();
    let margin = " ".repeat(gutter.len());
    let indent = " ".repeat(display_width(&before));
    let caret = "^".repeat(display_width(marked.trim_end()).max(1));
    format!("{gutter} | {shown}\n{margin} | {indent}{caret}")
}

/// The keys that enclose a place, outermost first: each less indented than the one it holds.
fn key_path(text: &str, line: usize, column: usize) -> String {
    let lines: Vec<&str> = text.lines().take(line).collect();
    let mut keys: Vec<&str> = Vec::new();
    // A key on the line itself counts where the place lies on or behind it.
    let mut below = column;
    for shown in lines.iter().rev() {
        let Some((indent, key)) = key_of(shown) else {
            continue;
        };
        if indent < below {
            keys.push(key);
            below = indent;
        }
    }
    keys.reverse();
    keys.join(".")
}

/// The key that a line opens and its indentation; a list marker counts as indentation.
fn key_of(line: &str) -> Option<(usize, &str)> {
    let body = line.trim_start_matches([' ', '\t', '-']);
    let (key, _) = body.split_once(':')?;
    let key = key.trim().trim_matches(['"', '\'']);
    let indent = line.chars().count().saturating_sub(body.chars().count());
    let written_alone = !key.is_empty() && !key.contains(['#', '{', '[', ',', ' ']);
    written_alone.then_some((indent, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "fiscal_year: 2024\nrules:\n  # 注释: 不是键\n  B101:\n    enabled: true\n    severity: 严重\nregistry:\n  offices:\n    - name: 椿树街道\n      aliases: [\"椿树\", x]\n";

    #[test]
    fn the_keys_above_lead_there() {
        let key = |line, column| Place::new(TEXT, line, column, 1).key;
        assert_eq!(key(6, 15), "rules.B101.severity");
        assert_eq!(key(6, 5), "rules.B101.severity");
        assert_eq!(key(1, 1), "fiscal_year");
        assert_eq!(key(9, 13), "registry.offices.name");
        assert_eq!(key(10, 23), "registry.offices.aliases");
    }

    #[test]
    fn the_caret_stands_under_chinese_text() {
        let place = Place::new(TEXT, 10, 23, 1);
        assert_eq!(
            place.snippet,
            "10 |       aliases: [\"椿树\", x]\n   |                         ^"
        );
        let place = Place::new(TEXT, 6, 15, 2);
        assert_eq!(
            place.snippet,
            "6 |     severity: 严重\n  |               ^^^^"
        );
    }

    #[test]
    fn a_place_behind_the_text_is_still_shown() {
        assert_eq!(Place::new("a: [1\n", 2, 1, 0).snippet, "2 | \n  | ^");
    }
}
