//! How a number comes to be typed instead of another: what makes one correction more plausible than
//! another that would do as well.

use rust_decimal::Decimal;

use crate::value::plain;

/// A slip of the hand, the likeliest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slip {
    /// Two digits beside one another changed places: 53 for 35.
    Transposed,
    /// The point stands elsewhere, or 元 was typed for 万元.
    Shifted,
    /// One digit is another.
    OneDigit,
    /// A digit too many or too few.
    Length,
    /// The figure of a cell beside it was typed, the digits behind the point were dropped, or nothing.
    Careless,
    /// Nothing that a hand does by itself.
    Other,
}

/// The largest power of ten by which a point is moved: 元 for 万元.
const FURTHEST: u32 = 4;

impl Slip {
    /// What turns `meant` into `typed`.
    pub(super) fn between(meant: Decimal, typed: Decimal) -> Self {
        let (meant_digits, typed_digits) = (digits(meant), digits(typed));
        if powers().any(|power| moved(meant, power).contains(&Some(typed))) {
            Self::Shifted
        } else if transpositions(&typed_digits).any(|other| same(&other, meant)) {
            Self::Transposed
        } else if one_digit_apart(&meant_digits, &typed_digits) {
            Self::OneDigit
        } else if one_longer(&meant_digits, &typed_digits)
            || one_longer(&typed_digits, &meant_digits)
        {
            Self::Length
        } else if is_rounded(meant, typed) {
            Self::Careless
        } else {
            Self::Other
        }
    }

    /// Every number from which one slip of the hand leads to `typed`.
    pub(super) fn sources(typed: Decimal) -> Vec<Decimal> {
        let text = digits(typed);
        let shifted = powers().flat_map(|power| moved(typed, power)).flatten();
        let changed = replaced(&text)
            .chain(transpositions(&text))
            .chain(shortened(&text));
        let digits_apart = changed.chain(lengthened(&text)).filter_map(number);
        shifted
            .chain(digits_apart)
            .filter(|meant| *meant != typed)
            .collect()
    }
}

fn digits(number: Decimal) -> Vec<char> {
    plain(number).chars().collect()
}

fn number(text: Vec<char>) -> Option<Decimal> {
    let parsed: Decimal = text.into_iter().collect::<String>().parse().ok()?;
    Some(parsed.normalize())
}

fn same(text: &[char], meant: Decimal) -> bool {
    number(text.to_vec()) == Some(meant.normalize())
}

fn powers() -> impl Iterator<Item = u32> {
    1..=FURTHEST
}

/// The point moved by so many places, either way.
fn moved(number: Decimal, power: u32) -> [Option<Decimal>; 2] {
    let factor = (0..power).try_fold(Decimal::ONE, |factor, _| factor.checked_mul(Decimal::TEN));
    let by = |apply: fn(Decimal, Decimal) -> Option<Decimal>| {
        apply(number, factor?).map(|moved| moved.normalize())
    };
    [by(Decimal::checked_mul), by(Decimal::checked_div)]
}

/// All texts with two digits beside one another exchanged; a point between them stays.
fn transpositions(text: &[char]) -> impl Iterator<Item = Vec<char>> {
    let places: Vec<usize> = places(text);
    let pairs: Vec<(usize, usize)> = places
        .iter()
        .zip(places.iter().skip(1))
        .map(|(one, next)| (*one, *next))
        .collect();
    pairs.into_iter().map(|(one, next)| {
        let mut other = text.to_vec();
        other.swap(one, next);
        other
    })
}

/// Where the digits stand.
fn places(text: &[char]) -> Vec<usize> {
    let digits = text.iter().enumerate().filter(|(_, c)| c.is_ascii_digit());
    digits.map(|(place, _)| place).collect()
}

fn replaced(text: &[char]) -> impl Iterator<Item = Vec<char>> {
    places(text).into_iter().flat_map(move |place| {
        ('0'..='9').map(move |digit| {
            let mut other = text.to_vec();
            if let Some(c) = other.get_mut(place) {
                *c = digit;
            }
            other
        })
    })
}

fn lengthened(text: &[char]) -> impl Iterator<Item = Vec<char>> {
    (0..=text.len()).flat_map(move |place| {
        ('0'..='9').map(move |digit| {
            let mut other = text.to_vec();
            other.insert(place, digit);
            other
        })
    })
}

fn shortened(text: &[char]) -> impl Iterator<Item = Vec<char>> {
    places(text).into_iter().map(move |place| {
        let mut other = text.to_vec();
        other.remove(place);
        other
    })
}

fn one_digit_apart(one: &[char], other: &[char]) -> bool {
    let apart = one.iter().zip(other).filter(|(one, other)| one != other);
    one.len() == other.len() && apart.count() == 1
}

fn one_longer(longer: &[char], shorter: &[char]) -> bool {
    longer.len() == shorter.len() + 1 && shortened(longer).any(|text| text == shorter)
}

/// Was it rounded, or cut, to fewer digits?
fn is_rounded(meant: Decimal, typed: Decimal) -> bool {
    let decimals = typed.normalize().scale();
    decimals < meant.normalize().scale()
        && (meant.trunc_with_scale(decimals) == typed
            || meant.round_dp_with_strategy(
                decimals,
                rust_decimal::RoundingStrategy::MidpointAwayFromZero,
            ) == typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn slips_are_told_by_what_they_leave() {
        let table = [
            ("35.56041", "53.56041", Slip::Transposed),
            ("15", "51", Slip::Transposed),
            ("35.56041", "355.6041", Slip::Shifted),
            ("35.56041", "355604.1", Slip::Shifted),
            ("10", "1", Slip::Shifted),
            ("15", "16", Slip::OneDigit),
            ("35.56", "35.66", Slip::OneDigit),
            ("125", "15", Slip::Length),
            ("15", "155", Slip::Length),
            ("8.62", "9", Slip::Careless),
            ("8.62", "8", Slip::Careless),
            ("40", "33.5", Slip::Other),
        ];
        for (meant, typed, slip) in table {
            let told = Slip::between(decimal(meant), decimal(typed));
            assert_eq!(told, slip, "{meant} typed {typed}");
        }
    }

    #[test]
    fn every_slip_leads_back() {
        for (meant, typed) in [
            ("35.56041", "53.56041"),
            ("35.56041", "355604.1"),
            ("10", "100"),
            ("125", "15"),
            ("15", "155"),
            ("15", "16"),
            ("86.2", "82.6"),
        ] {
            let sources = Slip::sources(decimal(typed));
            assert!(sources.contains(&decimal(meant)), "{meant} typed {typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_number_is_too_odd(mantissa in -10_i64.pow(15)..10_i64.pow(15), scale in 0_u32..10) {
            let typed = Decimal::new(mantissa, scale);
            for meant in Slip::sources(typed) {
                proptest::prop_assert!(meant != typed);
                let _ = Slip::between(meant, typed);
            }
        }
    }
}
