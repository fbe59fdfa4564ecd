//! Number formats: what a format code tells of the way a number is shown.

use std::iter::Peekable;
use std::str::Chars;

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shown {
    /// As a percentage.
    pub(super) percent: bool,
    /// With so many decimals, where that is fixed.
    pub(super) decimals: Option<u32>,
}

impl Shown {
    /// What the first section of a format code tells, the one for positive numbers.
    pub(super) fn by_code(code: &str) -> Self {
        let mut scan = Scan::default();
        let mut chars = code.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' => skip_past(&mut chars, '"'),
                '[' => skip_past(&mut chars, ']'),
                // The next character is text, or only takes room. `!` escapes in East Asian codes.
                '\\' | '_' | '*' | '!' => drop(chars.next()),
                ';' => break,
                other => scan.take(other, chars.peek().copied()),
            }
        }
        scan.shown()
    }

    /// What a built-in format shows.
    pub(super) fn by_builtin_id(id: u32) -> Self {
        let (percent, decimals) = match id {
            1 | 3 | 5 | 6 | 37 | 38 | 41 | 42 => (false, Some(0)),
            2 | 4 | 7 | 8 | 39 | 40 | 43 | 44 => (false, Some(2)),
            9 => (true, Some(0)),
            10 => (true, Some(2)),
            _ => (false, None),
        };
        Self { percent, decimals }
    }
}

fn skip_past(chars: &mut Peekable<Chars<'_>>, end: char) {
    while chars.next().is_some_and(|c| c != end) {}
}

#[derive(Default)]
struct Scan {
    percent: bool,
    /// Exponents, fractions and thousands scaling show something else than fixed decimals.
    other: bool,
    digits: u32,
    decimals: Option<u32>,
    /// Commas since the last digit: behind the number they divide it by a thousand each.
    commas: u32,
}

impl Scan {
    fn take(&mut self, c: char, next: Option<char>) {
        match c {
            '0' | '#' | '?' => self.digit(),
            '.' => self.decimals = self.decimals.or(Some(0)),
            ',' if self.digits > 0 => self.commas = self.commas.saturating_add(1),
            '%' => self.percent = true,
            'E' | 'e' if matches!(next, Some('+' | '-')) => self.other = true,
            '/' | '@' => self.other = true,
            _ => {}
        }
    }

    fn digit(&mut self) {
        self.digits = self.digits.saturating_add(1);
        self.commas = 0;
        self.decimals = self.decimals.map(|decimals| decimals.saturating_add(1));
    }

    fn shown(&self) -> Shown {
        let fixed = self.digits > 0 && !self.other && self.commas == 0;
        Shown {
            percent: self.percent,
            decimals: fixed.then(|| self.decimals.unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str) -> (bool, Option<u32>) {
        let Shown { percent, decimals } = Shown::by_code(code);
        (percent, decimals)
    }

    #[test]
    fn fixed_decimals() {
        assert_eq!(shown("0"), (false, Some(0)));
        assert_eq!(shown("#,##0.00"), (false, Some(2)));
        assert_eq!(shown("0.0###"), (false, Some(4)));
        assert_eq!(
            shown("_(* #,##0.00_);_(* (#,##0);_(* \"-\"??_);_(@_)"),
            (false, Some(2))
        );
        assert_eq!(shown("[Red][>100]0.0;0.00"), (false, Some(1)));
        assert_eq!(shown("0.00\"万元 0.0000%\""), (false, Some(2)));
        assert_eq!(shown("\\¥#,##0.00"), (false, Some(2)));
    }

    #[test]
    fn percentages() {
        assert_eq!(shown("0%"), (true, Some(0)));
        assert_eq!(shown("0.00%"), (true, Some(2)));
        assert_eq!(shown("0.0\"%\""), (false, Some(1)));
        assert_eq!(shown("0.0\\%"), (false, Some(1)));
    }

    #[test]
    fn nothing_fixed() {
        for code in [
            "General",
            "G/通用格式",
            "@",
            "# ?/?",
            "0.00E+00",
            "0!.0,\"万\"",
            "0,",
            "",
        ] {
            assert_eq!(shown(code).1, None, "{code}");
        }
        assert_eq!(shown("General\"%\""), (false, None));
    }

    #[test]
    fn builtin_ids_agree_with_their_codes() {
        for (id, code) in [
            (1, "0"),
            (2, "0.00"),
            (9, "0%"),
            (10, "0.00%"),
            (0, "General"),
        ] {
            assert_eq!(Shown::by_builtin_id(id), Shown::by_code(code), "{id}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_code_is_taken(code in "\\PC{0,40}") {
            let _ = Shown::by_code(&code);
        }
    }
}
