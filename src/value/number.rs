//! Numbers as people type them, read exactly.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::{Misread, text};

/// The largest magnitude that a form can sensibly hold: keeps every product within 28 digits.
const LARGEST: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0); // 10^15

/// A number found at the start of a text, with what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LeadingNumber {
    pub(super) value: Decimal,
    /// Decimals as typed: `35.50` has two.
    pub(super) decimals: u32,
    /// What follows, in normal form: `万元`, `%`, `次/年`.
    pub(super) rest: String,
}

/// Reads a number at the start of `folded` (a text in normal form): sign, digits with thousand
/// separators, decimals. `None` where it does not start with a number.
pub(super) fn leading_number(folded: &str) -> Option<Result<LeadingNumber, Misread>> {
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
        rest: rest.to_owned(),
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

/// The whole text as one number followed by a unit, or words.
pub(super) fn number_with_unit(raw: &str) -> Result<LeadingNumber, Misread> {
    leading_number(&text::normal_form(raw)).unwrap_or(Err(Misread::NotANumber))
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

/// Drops thousand separators where they stand as such (`1,437.5`), else `None` (`1,2`).
fn without_separators(digits: &str) -> Option<String> {
    let unsigned = digits.strip_prefix('+').unwrap_or(digits);
    let body = unsigned.strip_prefix('-').unwrap_or(unsigned);
    if !body.starts_with(|c: char| c.is_ascii_digit()) || body.matches('.').count() > 1 {
        return None;
    }
    let whole = body.split('.').next().unwrap_or(body);
    let mut groups = whole.split(',');
    let head_fits = groups.next().is_some_and(|head| !head.is_empty());
    let tails_fit = groups.all(|group| group.len() == 3);
    let decimals_plain = body
        .split_once('.')
        .is_none_or(|(_, tail)| !tail.contains(','));
    (head_fits && tails_fit && decimals_plain)
        .then(|| unsigned.replace(',', "").trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> (String, u32, String) {
        let number = number_with_unit(text).unwrap();
        (number.value.to_string(), number.decimals, number.rest)
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
        for text in ["约50户", "指标1", "≥90%", ".", "1,2", "1.2.3"] {
            assert_eq!(number_with_unit(text), Err(Misread::NotANumber), "{text}");
        }
        assert_eq!(
            number_with_unit("99999999999999999999"),
            Err(Misread::OutOfRange)
        );
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
            let _ = number_with_unit(&text);
        }

        #[test]
        fn decimals_survive(units in -1_000_000_000_i64..1_000_000_000, scale in 0_u32..8) {
            let value = Decimal::new(units, scale);
            let read = number_with_unit(&value.to_string()).unwrap();
            proptest::prop_assert_eq!(read.value, value);
            proptest::prop_assert_eq!(read.decimals, scale);
        }
    }
}
