//! Numbers as people type them, read exactly.

use std::borrow::Cow;
use std::str::FromStr;

use rust_decimal::Decimal;

use super::{Misread, text};

/// The largest magnitude that a form can sensibly hold: keeps every product within 28 digits.
const LARGEST: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0); // 10^15

/// A number found at the start of a text, with what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LeadingNumber<'a> {
    pub(super) value: Decimal,
    /// Decimals as typed: `35.50` has two.
    pub(super) decimals: u32,
    /// What follows, in normal form: `万元`, `%`, `次/年`.
    pub(super) rest: &'a str,
}

/// Most cells hold nothing but a few digits: their number and its decimals, without a look at
/// anything else. `None` for all other texts.
pub(super) fn bare(raw: &str) -> Option<(Decimal, u32)> {
    const LONGEST: usize = 15;
    let typed = raw.trim();
    let begins = typed.starts_with(|c: char| c.is_ascii_digit());
    if !begins || typed.len() > LONGEST || typed.ends_with('.') {
        return None;
    }
    let (whole, tail) = typed.split_once('.').unwrap_or((typed, ""));
    let decimals = u32::try_from(tail.len()).ok()?;
    let mut number = 0_i64;
    for byte in whole.bytes().chain(tail.bytes()) {
        if !byte.is_ascii_digit() {
            return None;
        }
        let digit = i64::from(byte.checked_sub(b'0')?);
        number = number.checked_mul(10)?.checked_add(digit)?;
    }
    Some((Decimal::try_new(number, decimals).ok()?, decimals))
}

/// The normal form of a text that should hold one number.
///
/// # Errors
/// Prose, and digits that stand apart: dropping what is between them would make one number of two.
pub(super) fn folded(raw: &str) -> Result<String, Misread> {
    if text::is_prose(raw) {
        return Err(Misread::NotANumber);
    }
    if has_digits_apart(raw) {
        return Err(Misread::SeveralNumbers);
    }
    Ok(text::normal_form(raw))
}

/// The word that makes a number an approximate one: 约, 左右, 余.
pub(super) fn approximation(stated: &str) -> Option<&'static str> {
    const BEFORE: [&str; 4] = ["约", "大约", "近", "将近"];
    const BEHIND: [&str; 2] = ["左右", "上下"];
    const WITHIN: [&str; 2] = ["余", "多"];
    let before = BEFORE.into_iter().find(|word| stated.starts_with(word));
    let behind = || BEHIND.into_iter().find(|word| stated.ends_with(word));
    let within = || WITHIN.into_iter().find(|word| stated.contains(word));
    before.or_else(behind).or_else(within)
}

/// Why what stands behind a number is not the unit that is asked for.
pub(super) fn misfit(rest: &str) -> Misread {
    const LONGEST_UNIT: usize = 6;
    if let Some((_, note)) = rest.split_once('(') {
        Misread::Remark(note.trim_end_matches(')').to_owned())
    } else if rest.contains(|c: char| c.is_ascii_digit()) {
        Misread::SeveralNumbers
    } else if rest.chars().count() > LONGEST_UNIT {
        Misread::Remark(rest.to_owned())
    } else {
        Misread::UnknownUnit(rest.to_owned())
    }
}

/// Do digits stand apart, as in `33 35`, `33、35` or on two lines? Groups of three behind a blank
/// are one number (`1 437.5`).
///
/// Numbers in signs of their own stand apart too: folded, `①5次` would be fifteen, `3½` thirty-one.
pub(super) fn has_digits_apart(raw: &str) -> bool {
    if raw.contains(is_number_sign) {
        return true;
    }
    let mut before = "";
    let mut rest = raw;
    while let Some(at) = rest.find(is_gap) {
        let (head, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let behind = tail.trim_start_matches(is_gap);
        let gap = tail.strip_suffix(behind).unwrap_or(tail);
        let left = if head.is_empty() { before } else { head };
        if left.ends_with(is_digit) && behind.starts_with(is_digit) {
            let is_blank = gap
                .chars()
                .all(|c| c.is_whitespace() && !matches!(c, '\n' | '\r' | '\t'));
            if !(is_blank && is_group(left, behind)) {
                return true;
            }
        }
        before = left;
        rest = behind;
    }
    false
}

/// ①, ½, ⅓ and their like; not the ² of m².
fn is_number_sign(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249B}' | '¼'..='¾' | '\u{2150}'..='\u{215F}')
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || c == '、'
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Up to three digits without decimals, then exactly three.
fn is_group(left: &str, right: &str) -> bool {
    let head = left.trim_end_matches(is_digit);
    let digits = |text: &str| text.chars().take_while(|c| is_digit(*c)).count();
    let led = left.strip_prefix(head).map_or(0, |run| run.chars().count());
    !head.ends_with(['.', '．', ',', '，']) && (1..=3).contains(&led) && digits(right) == 3
}

/// Reads a number at the start of `folded` (a text in normal form): sign, digits with thousand
/// separators, decimals. `None` where it does not start with a number.
pub(super) fn leading_number(folded: &str) -> Option<Result<LeadingNumber<'_>, Misread>> {
    let end = folded
        .char_indices()
        .find(|(at, c)| {
            !(c.is_ascii_digit() || matches!(c, '.' | ',') || (*at == 0 && is_sign(*c)))
        })
        .map_or(folded.len(), |(at, _)| at);
    let (digits, rest) = folded.split_at_checked(end)?;
    let plain_digits = without_separators(digits)?;
    let decimals = plain_digits
        .split_once('.')
        .map_or(0, |(_, tail)| tail.len());
    let Ok(decimals) = u32::try_from(decimals) else {
        return Some(Err(Misread::OutOfRange));
    };
    let value = Decimal::from_str(&plain_digits).map_err(|_| Misread::OutOfRange);
    Some(value.and_then(in_range).map(|value| LeadingNumber {
        value,
        decimals,
        rest,
    }))
}

/// Refuses magnitudes that would endanger exact arithmetic further on.
pub(super) fn in_range(value: Decimal) -> Result<Decimal, Misread> {
    if value.abs() <= LARGEST {
        Ok(value)
    } else {
        Err(Misread::OutOfRange)
    }
}

/// A float as the decimal that a spreadsheet shows: its shortest text, at most 15 significant
/// digits. `None` for NaN, infinities and magnitudes out of range.
#[must_use]
pub fn decimal_from_f64(float: f64) -> Option<Decimal> {
    if !float.is_finite() {
        return None;
    }
    let shortest = float.to_string();
    let significant = shortest.chars().filter(char::is_ascii_digit).count();
    let parsed = if significant <= 15 {
        Decimal::from_str(&shortest).ok()
    } else {
        Decimal::from_scientific(&format!("{float:.14e}")).ok()
    };
    parsed
        .and_then(|value| in_range(value).ok())
        .map(|value| value.normalize())
}

/// A decimal without trailing zeros and without exponent: `33`, `35.56041`.
#[must_use]
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '+')
}

/// Drops thousand separators where they stand as such (`1,437.5`), else `None` (`1,2`, `0,500`).
fn without_separators(digits: &str) -> Option<Cow<'_, str>> {
    let unsigned = digits.strip_prefix('+').unwrap_or(digits);
    let body = unsigned.strip_prefix('-').unwrap_or(unsigned);
    if !body.starts_with(|c: char| c.is_ascii_digit()) || body.matches('.').count() > 1 {
        return None;
    }
    let stated = unsigned.trim_end_matches('.');
    if !body.contains(',') {
        return Some(Cow::Borrowed(stated));
    }
    let (whole, tail) = body.split_once('.').unwrap_or((body, ""));
    let (head, groups) = whole.split_once(',')?;
    let is_grouped = head.len() <= 3
        && !head.starts_with('0')
        && groups.split(',').all(|group| group.len() == 3)
        && !tail.contains(',');
    is_grouped.then(|| Cow::Owned(stated.replace(',', "")))
}

/// A figure with a comma before every three digits of its whole part.
#[must_use]
pub fn grouped(figure: &str) -> String {
    let (sign, digits) = match figure.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", figure),
    };
    let end = digits.find(|c: char| !c.is_ascii_digit());
    let (whole, rest) = digits.split_at(end.unwrap_or(digits.len()));
    let backwards: Vec<char> = whole.chars().rev().collect();
    let groups: Vec<String> = backwards
        .chunks(3)
        .rev()
        .map(|group| group.iter().rev().collect())
        .collect();
    format!("{sign}{}{rest}", groups.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Result<(Decimal, u32, String), Misread> {
        let folded = folded(text)?;
        let number = leading_number(&folded).unwrap_or(Err(Misread::NotANumber))?;
        Ok((number.value, number.decimals, number.rest.to_owned()))
    }

    fn parsed(text: &str) -> (String, u32, String) {
        let (value, decimals, rest) = number(text).unwrap();
        (value.to_string(), decimals, rest)
    }

    #[test]
    fn as_typed() {
        assert_eq!(
            parsed("35.56041万元"),
            ("35.56041".into(), 5, "万元".into())
        );
        assert_eq!(parsed("1,437.50"), ("1437.50".into(), 2, String::new()));
        assert_eq!(parsed("２５．６"), ("25.6".into(), 1, String::new()));
        assert_eq!(parsed("-3"), ("-3".into(), 0, String::new()));
        assert_eq!(parsed("12次/年"), ("12".into(), 0, "次/年".into()));
    }

    #[test]
    fn words_are_not_numbers() {
        for text in [
            "约50户", "指标1", "≥90%", ".", "1,2", "1.2.3", "0,500", "1234,567", "35,5.6",
        ] {
            assert_eq!(number(text), Err(Misread::NotANumber), "{text}");
        }
        assert_eq!(number("99999999999999999999"), Err(Misread::OutOfRange));
    }

    #[test]
    fn digits_apart_are_not_drawn_together() {
        for text in [
            "33 35", "33\n35", "33、350", "1 43", "35.5 600", "1 0", "33\t350", "2024 12", "①5",
            "3½",
        ] {
            assert_eq!(number(text), Err(Misread::SeveralNumbers), "{text}");
        }
        for (text, value) in [
            ("1 437.5", "1437.5"),
            ("1 437 500", "1437500"),
            ("１　４３７", "1437"),
            ("33 万元", "33"),
            ("1，437.50", "1437.50"),
            (" 35.5 ", "35.5"),
        ] {
            assert_eq!(parsed(text).0, value, "{text}");
        }
    }

    #[test]
    fn bare_digits_are_read_at_once() {
        let read = |text: &str| bare(text).map(|(value, decimals)| (value.to_string(), decimals));
        assert_eq!(read("33"), Some(("33".into(), 0)));
        assert_eq!(read(" 35.50 "), Some(("35.50".into(), 2)));
        assert_eq!(read("0.00"), Some(("0.00".into(), 2)));
        for other in [
            "",
            ".5",
            "5.",
            "-3",
            "1,437",
            "33万元",
            "３３",
            "1.2.3",
            "1234567890123456",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn floats_read_as_shown() {
        let shown = |float: f64| decimal_from_f64(float).map(plain);
        assert_eq!(shown(0.1 + 0.2).as_deref(), Some("0.3"));
        assert_eq!(shown(35.56041).as_deref(), Some("35.56041"));
        assert_eq!(shown(f64::NAN), None);
        assert_eq!(shown(1e300), None);
        assert_eq!(shown(-0.0).as_deref(), Some("0"));
    }

    #[test]
    fn largest_is_ten_to_the_fifteenth() {
        assert_eq!(LARGEST.to_string(), "1000000000000000");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,30}") {
            let _ = number(&text);
            let _ = bare(&text);
        }

        #[test]
        fn decimals_survive(units in -1_000_000_000_i64..1_000_000_000, scale in 0_u32..8) {
            let value = Decimal::new(units, scale);
            let (read, decimals, _) = number(&value.to_string()).unwrap();
            proptest::prop_assert_eq!((read, decimals), (value, scale));
            if let Some(bare) = bare(&value.to_string()) {
                proptest::prop_assert_eq!(bare, (value, scale));
            }
        }
    }

    #[test]
    fn figures_are_grouped_by_three() {
        assert_eq!(grouped("458258.123456"), "458,258.123456");
        assert_eq!(grouped("-1234567"), "-1,234,567");
        assert_eq!(grouped("220014.23%"), "220,014.23%");
        assert_eq!([grouped("300"), grouped("")], ["300", ""]);
    }
}
