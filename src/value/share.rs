//! Shares of a whole as people write them: 90%, 3‰, 百分之九十, 千分之三.

use rust_decimal::Decimal;

use super::number::{LeadingNumber, leading_number};
use super::numeral;

/// A share at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share<'a> {
    /// In percent: 千分之三 is 0.3.
    pub(super) percent: Decimal,
    /// Decimals of the percent figure.
    pub(super) decimals: u32,
    /// What stands behind it.
    pub(super) rest: &'a str,
}

/// Reads a share at the start of a text in normal form; a number without a sign or word of a share
/// is none.
pub(super) fn leading_share(folded: &str) -> Option<Share<'_>> {
    match leading_number(folded) {
        Some(number) => share_of(&number.ok()?),
        None => share_in_words(folded),
    }
}

/// The share that a number with % or ‰ behind it is.
pub(super) fn share_of<'a>(number: &LeadingNumber<'a>) -> Option<Share<'a>> {
    if let Some(rest) = number.rest.strip_prefix('%') {
        return Some(Share {
            percent: number.value,
            decimals: number.decimals,
            rest,
        });
    }
    of_thousand(&LeadingNumber {
        rest: number.rest.strip_prefix('‰')?,
        ..*number
    })
}

/// 百分之九十, 千分之三, 百分百.
pub(super) fn share_in_words(folded: &str) -> Option<Share<'_>> {
    if let Some(rest) = folded
        .strip_prefix("百分百")
        .or(folded.strip_prefix("百分之百"))
    {
        return Some(Share {
            percent: Decimal::ONE_HUNDRED,
            decimals: 0,
            rest,
        });
    }
    if let Some(part) = folded.strip_prefix("百分之") {
        let LeadingNumber {
            value,
            decimals,
            rest,
        } = part_of(part)?;
        return Some(Share {
            percent: value,
            decimals,
            rest,
        });
    }
    of_thousand(&part_of(folded.strip_prefix("千分之")?)?)
}

fn of_thousand<'a>(number: &LeadingNumber<'a>) -> Option<Share<'a>> {
    Some(Share {
        percent: number.value.checked_div(Decimal::TEN)?,
        decimals: number.decimals.saturating_add(1),
        rest: number.rest,
    })
}

/// 九十, 九十五点六 or 95.6.
fn part_of(text: &str) -> Option<LeadingNumber<'_>> {
    if let Some(number) = leading_number(text) {
        return number
            .ok()
            .filter(|number| !number.value.is_sign_negative());
    }
    let (whole, rest) = numeral::leading(text)?;
    let value = Decimal::from(whole);
    match rest.strip_prefix('点') {
        None => Some(LeadingNumber {
            value,
            decimals: 0,
            rest,
        }),
        Some(tail) => {
            let (decimals, rest) = numeral::decimals(tail)?;
            Some(LeadingNumber {
                value: value.checked_add(decimals)?,
                decimals: decimals.scale(),
                rest,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::plain;

    #[test]
    fn however_a_share_is_written() {
        for (text, percent, decimals, behind) in [
            ("90%", "90", 0, ""),
            ("86.20%以上", "86.2", 2, "以上"),
            ("3‰", "0.3", 1, ""),
            ("百分之九十", "90", 0, ""),
            ("百分之九十五点六", "95.6", 1, ""),
            ("百分之95以上", "95", 0, "以上"),
            ("百分之百", "100", 0, ""),
            ("百分百满意", "100", 0, "满意"),
            ("千分之三", "0.3", 1, ""),
            ("千分之1.5", "0.15", 2, ""),
        ] {
            let share = leading_share(text).unwrap();
            let read = (plain(share.percent), share.decimals, share.rest);
            assert_eq!(read, (percent.to_owned(), decimals, behind), "{text}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for text in [
            "90",
            "九十",
            "90个百分点",
            "百分之几",
            "百分之三五",
            "百分之",
            "率90%",
            "百分之-5",
        ] {
            assert_eq!(leading_share(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_share_in_words_is_the_share_in_digits(percent in 0_u64..1000) {
            let words = numeral::tests::written(percent, &numeral::tests::PLAIN);
            let words = format!("百分之{words}");
            let digits = format!("{percent}%");
            proptest::prop_assert_eq!(leading_share(&words), leading_share(&digits));
        }

        #[test]
        fn any_text_is_a_share_or_none(text in "(百分之|千分之|[0-9.%‰一二三十点]){0,8}") {
            let _ = leading_share(&text);
        }
    }
}
