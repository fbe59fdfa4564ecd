//! What was typed, as a number where a number shows the very same digits.

use rust_decimal::Decimal;

/// Digits that a spreadsheet keeps.
const MOST_DIGITS: usize = 15;

/// Units that stand behind a number; the format shows them.
const UNITS: [&str; 6] = ["万元", "千元", "亿元", "元", "分", "%"];

/// The number and the format that shows it as it was typed; none where only a text does: `1,437.5`,
/// `007`, `33 万元`.
pub(super) fn as_typed(typed: &str) -> Option<(Decimal, String)> {
    let typed = typed.trim();
    let unit = UNITS.iter().find(|unit| typed.ends_with(**unit));
    let unit = unit.copied().unwrap_or_default();
    let number = typed.strip_suffix(unit)?;
    let digits = number.strip_prefix('-').unwrap_or(number);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let is_plain = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let padded = whole.len() > 1 && whole.starts_with('0');
    let bare = digits.contains('.') && decimals.is_empty();
    let length = whole.len().saturating_add(decimals.len());
    if whole.is_empty() || !is_plain(whole) || !is_plain(decimals) || padded || bare {
        return None;
    }
    let value: Decimal = number.parse().ok()?;
    if length > MOST_DIGITS || (value.is_zero() && number.starts_with('-')) {
        return None;
    }
    let (value, unit) = match unit {
        "%" => (value.checked_div(Decimal::ONE_HUNDRED)?, unit.to_owned()),
        "" => (value, String::new()),
        unit => (value, format!("\"{unit}\"")),
    };
    let places = "0".repeat(decimals.len());
    let point = if decimals.is_empty() { "" } else { "." };
    Some((value, format!("0{point}{places}{unit}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(typed: &str) -> Option<(String, String)> {
        as_typed(typed).map(|(value, format)| (value.to_string(), format))
    }

    #[test]
    fn a_number_shows_the_digits_that_were_typed() {
        for (typed, value, format) in [
            ("35.56041", "35.56041", "0.00000"),
            ("33", "33", "0"),
            ("33万元", "33", "0\"万元\""),
            ("9.5分", "9.5", "0.0\"分\""),
            (" 8.60 ", "8.60", "0.00"),
            ("100%", "1", "0%"),
            ("86.5%", "0.865", "0.0%"),
            ("-0.5", "-0.5", "0.0"),
        ] {
            let expected = Some((value.to_owned(), format.to_owned()));
            assert_eq!(shown(typed), expected, "{typed}");
        }
    }

    #[test]
    fn what_a_number_would_show_otherwise_stays_text() {
        for typed in [
            "33 万元",
            "33万",
            "万元",
            "1,437.5",
            "007",
            "1.",
            ".5",
            "-0",
            "1e5",
            "=1+1",
            "",
            "—",
            "≥90%",
            "１２",
            "1234567890123456",
        ] {
            assert_eq!(shown(typed), None, "{typed}");
        }
    }
}
