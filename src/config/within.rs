//! From a character of a value to the place in the file at which it stands, whatever way the value is
//! written: bare, in quotes, or as a block.

/// Line and column, from one, of the `nth` character (from zero) of a value that is written from
/// `start` on. `None` where the file cannot be followed along the value.
pub(super) fn place_within(
    text: &str,
    start: (usize, usize),
    value: &str,
    nth: usize,
) -> Option<(usize, usize)> {
    let mut written = Written::from(text, start)?;
    for expected in value.chars().take(nth) {
        written.pass(expected)?;
    }
    // Behind the last character stands nothing to be compared with.
    if let Some(next) = value.chars().nth(nth) {
        written.skip_breaks();
        written.clone().pass(next)?;
    }
    Some((written.line, written.column))
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Bare,
    Single,
    Double,
    Block,
}

/// The file from some place of a value on.
#[derive(Debug, Clone)]
struct Written<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
    style: Style,
    line: usize,
    column: usize,
}

impl<'t> Written<'t> {
    fn from(text: &'t str, (line, column): (usize, usize)) -> Option<Self> {
        let mut written = Self {
            rest: text.chars().peekable(),
            style: Style::Bare,
            line: 1,
            column: 1,
        };
        while (written.line, written.column) != (line, column) {
            written.step()?;
        }
        written.style = match written.rest.peek()? {
            '\'' => Style::Single,
            '"' => Style::Double,
            '|' | '>' => Style::Block,
            _ => Style::Bare,
        };
        match written.style {
            Style::Bare => {}
            Style::Single | Style::Double => {
                written.step()?;
            }
            Style::Block => {
                while written.step()? != '\n' {}
                written.skip_indent();
            }
        }
        Some(written)
    }

    /// One character of the file.
    fn step(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(c)
    }

    /// One character of the value, as it is written here.
    fn pass(&mut self, expected: char) -> Option<()> {
        let is_break = matches!(self.rest.peek()?, '\n' | '\r');
        if is_break && matches!(expected, ' ' | '\n') {
            self.skip_breaks();
            return Some(());
        }
        let written = match (self.style, self.step()?) {
            (Style::Single, '\'') => self.step()?,
            // Of the escapes, the two that a condition or a sentence needs.
            (Style::Double, '\\') => self.step().filter(|c| matches!(c, '"' | '\\'))?,
            (_, c) => c,
        };
        (written == expected).then_some(())
    }

    fn skip_breaks(&mut self) {
        while matches!(self.rest.peek(), Some('\n' | '\r')) {
            self.step();
            self.skip_indent();
        }
    }

    fn skip_indent(&mut self) {
        while self.rest.peek() == Some(&' ') {
            self.step();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Where the `甲` of a value stands.
    fn found(text: &str, start: (usize, usize), value: &str) -> Option<(usize, usize)> {
        let nth = value.chars().position(|c| c == '甲').unwrap();
        place_within(text, start, value, nth)
    }

    #[test]
    fn a_value_is_followed_however_it_is_written() {
        assert_eq!(
            found("a:\n  b: 街道 = 甲\n", (2, 6), "街道 = 甲"),
            Some((2, 11))
        );
        assert_eq!(
            found("b: '街 = ''甲'''\n", (1, 4), "街 = '甲'"),
            Some((1, 11))
        );
        assert_eq!(
            found("b: \"街 = \\\"甲\\\"\"\n", (1, 4), "街 = \"甲\""),
            Some((1, 11))
        );
        assert_eq!(
            found("b: |\n  街道\n  = 甲\n", (1, 4), "街道\n= 甲\n"),
            Some((3, 5))
        );
        assert_eq!(
            found("b: >-\n  街道\n  甲\n", (1, 4), "街道 甲"),
            Some((3, 3))
        );
        assert_eq!(found("b: 街道\n   甲\n", (1, 4), "街道 甲"), Some((2, 4)));
    }

    #[test]
    fn what_cannot_be_followed_is_not_guessed() {
        assert_eq!(found("b: \"\\u8857 甲\"\n", (1, 4), "街 甲"), None);
        assert_eq!(found("b: 别的\n", (1, 4), "街 甲"), None);
        assert_eq!(found("b: x\n", (7, 1), "甲"), None);
    }

    proptest! {
        #[test]
        fn every_character_in_single_quotes_is_found(
            value in "[^\\p{Cc}\\p{Zl}\\p{Zp}]{1,20}",
            nth in any::<prop::sample::Index>(),
        ) {
            let nth = nth.index(value.chars().count());
            let before: String = value.chars().take(nth).collect();
            let text = format!("b: '{}'\n", value.replace('\'', "''"));
            let column = 5 + before.replace('\'', "''").chars().count();
            prop_assert_eq!(place_within(&text, (1, 4), &value, nth), Some((1, column)));
        }

        #[test]
        fn any_text_can_be_searched(text in any::<String>(), value in any::<String>(), nth in 0..9_usize) {
            let _ = place_within(&text, (1, 1), &value, nth);
        }
    }
}
