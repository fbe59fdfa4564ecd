//! The days that a text names: 上半年, 第三季度, 2024年12月底, 2024-12-31.

use crate::value::{FiscalYear, numeral, year};

/// Month and day.
pub(super) type Day = (u8, u8);

const YEAR_BEGINS: Day = (1, 1);
const YEAR_ENDS: Day = (12, 31);

/// The days that a text names, before it is known whether they are a limit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) year: Option<FiscalYear>,
    pub(super) first: Day,
    pub(super) last: Day,
    /// 底: as a limit it names its last day.
    pub(super) is_end: bool,
}

impl Span {
    fn days(first: Day, last: Day) -> Self {
        Self {
            year: None,
            first,
            last,
            is_end: false,
        }
    }

    /// All of a month.
    pub(super) fn month(month: u8) -> Option<Self> {
        Some(Self::days((month, 1), (month, last_day(month)?)))
    }

    fn ending(first: Day, last: Day) -> Self {
        Self {
            is_end: true,
            ..Self::days(first, last)
        }
    }

    /// Reads a whole text as one day or one stretch of a year.
    pub(super) fn read(text: &str) -> Option<Self> {
        const THIS_YEAR: [&str; 4] = ["本年度", "本年", "当年", "今年"];
        if let Some(day) = numeric(text) {
            return Some(day);
        }
        let this_year = || THIS_YEAR.iter().find_map(|word| text.strip_prefix(word));
        let (year, rest) = match leading_year(text) {
            Some((year, rest)) => (Some(year), Some(rest)),
            None if text == "年" => return None,
            None => (None, this_year().or(text.strip_prefix('年'))),
        };
        let span = match rest {
            Some("" | "内") => Self::days(YEAR_BEGINS, YEAR_ENDS),
            Some("底" | "末") => Self::ending((12, 1), YEAR_ENDS),
            Some(rest) => Self::within_year(rest)?,
            None => Self::within_year(text)?,
        };
        Some(Self { year, ..span })
    }

    /// 上半年, 第三季度, 12月底, 12月20日.
    fn within_year(text: &str) -> Option<Self> {
        match text {
            "上半年" => return Some(Self::days(YEAR_BEGINS, (6, 30))),
            "下半年" => return Some(Self::days((7, 1), YEAR_ENDS)),
            _ => {}
        }
        let (number, rest) = small_number(text.strip_prefix('第').unwrap_or(text))?;
        if let Some(part) = rest.strip_prefix("季度") {
            return Self::quarter(number, part);
        }
        let rest = rest.strip_prefix('月')?;
        Self::in_month(number, rest.strip_prefix('份').unwrap_or(rest))
    }

    fn quarter(number: u8, part: &str) -> Option<Self> {
        let last_month = number
            .checked_mul(3)
            .filter(|_| (1..=4).contains(&number))?;
        let last = (last_month, last_day(last_month)?);
        match part {
            "" => Some(Self::days((last_month.checked_sub(2)?, 1), last)),
            "底" | "末" => Some(Self::ending((last_month, 1), last)),
            _ => None,
        }
    }

    fn in_month(month: u8, part: &str) -> Option<Self> {
        let last = last_day(month)?;
        let days = |first: u8, last: u8| Self::days((month, first), (month, last));
        match part {
            "" => Self::month(month),
            "底" | "末" => Some(Self::ending((month, 21), (month, last))),
            "上旬" => Some(days(1, 10)),
            "中旬" => Some(days(11, 20)),
            "下旬" => Some(days(21, last)),
            _ => {
                let (day, rest) = small_number(part)?;
                let is_day = matches!(rest, "日" | "号") && (1..=last).contains(&day);
                is_day.then(|| days(day, day))
            }
        }
    }
}

/// The day before, within the year.
pub(super) fn day_before((month, day): Day) -> Option<Day> {
    if day > 1 {
        return Some((month, day.checked_sub(1)?));
    }
    let earlier = month.checked_sub(1)?;
    Some((earlier, last_day(earlier)?))
}

/// The last day of a month, in a leap year.
fn last_day(month: u8) -> Option<u8> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(29),
        _ => None,
    }
}

/// 2024年…, 二〇二四年…; 24年12月 too, where a month tells it from a length of time.
pub(super) fn leading_year(text: &str) -> Option<(FiscalYear, &str)> {
    let (digits, rest) = text.split_once('年')?;
    let is_short = digits.len() == 2 && rest.starts_with(|c: char| c.is_ascii_digit());
    let year = if is_short {
        year::of_digits(&format!("20{digits}"))
    } else {
        year::of_digits(digits)
    };
    Some((year?, rest))
}

/// A number of at most two digits, or up to 三十一 in numerals.
pub(super) fn small_number(text: &str) -> Option<(u8, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.strip_suffix(rest)?;
    if digits.is_empty() {
        let (number, rest) = numeral::leading(text)?;
        return Some((u8::try_from(number).ok()?, rest));
    }
    let number = digits.parse().ok().filter(|_| digits.len() <= 2)?;
    Some((number, rest))
}

/// 2024-12-31, 2024/12/31, 2024.12.31; 2024-12, but not 2024.12, which may be a number.
pub(super) fn numeric(text: &str) -> Option<Span> {
    let sign = ['-', '/', '.']
        .into_iter()
        .find(|sign| text.contains(*sign))?;
    let mut parts = text.split(sign);
    let year = year::of_digits(parts.next()?)?;
    let number = |part: &str| {
        small_number(part).and_then(|(number, rest)| rest.is_empty().then_some(number))
    };
    let month = number(parts.next()?)?;
    let span = match parts.next() {
        None if sign == '.' => return None,
        None => Span::month(month)?,
        Some(day) => {
            let day = number(day).filter(|day| Some(*day) <= last_day(month) && *day > 0)?;
            Span::days((month, day), (month, day))
        }
    };
    parts.next().is_none().then_some(Span {
        year: Some(year),
        ..span
    })
}
