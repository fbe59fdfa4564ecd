//! A day of the calendar, however it was typed.

use std::borrow::Cow;
use std::fmt;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// A day of the calendar, `2025-06-30`, from 1900 to 9999 as spreadsheets know them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(NaiveDate);

impl Day {
    /// A day that the calendar has.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
        (1900..=9999).contains(&year).then_some(Self(date))
    }

    /// Year, month and day.
    #[must_use]
    pub fn parts(self) -> (u16, u8, u8) {
        // Days are made of these, so they fit.
        (
            u16::try_from(self.0.year()).unwrap_or(u16::MAX),
            u8::try_from(self.0.month()).unwrap_or(u8::MAX),
            u8::try_from(self.0.day()).unwrap_or(u8::MAX),
        )
    }

    /// A day as people and programs write it: `2025-06-30`, `2025/6/30`, `2025.6.30`, `2025年6月30日`,
    /// `20250630`; a time of day behind it does not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let folded: String = text.trim().nfkc().collect();
        let compact: String = without_time(&folded)
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let parts: Vec<&str> = compact
            .trim_end_matches(['日', '号'])
            .split(['-', '–', '—', '−', '/', '.', '。', '年', '月'])
            .collect();
        match parts.as_slice() {
            [year, month, day] => Self::of_digits(year, month, day),
            [whole] if whole.len() == 8 => {
                let (year, rest) = whole.split_at_checked(4)?;
                let (month, day) = rest.split_at_checked(2)?;
                Self::of_digits(year, month, day)
            }
            _ => None,
        }
    }

    /// The day that a spreadsheet counts as this number, 1 being the first of 1900; nothing before
    /// 2000 or after 2099, where such a number is hardly meant as a day.
    #[must_use]
    pub fn from_serial(serial: u32) -> Option<Self> {
        const FIRST: u32 = 36_526;
        const LAST: u32 = 73_050;
        if !(FIRST..=LAST).contains(&serial) {
            return None;
        }
        let since = chrono::Days::new(u64::from(serial.checked_sub(FIRST)?));
        NaiveDate::from_ymd_opt(2000, 1, 1)?
            .checked_add_days(since)
            .map(Self)
    }

    fn of_digits(year: &str, month: &str, day: &str) -> Option<Self> {
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if year.len() != 4 || !(digits(year) && digits(month) && digits(day)) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }
}

/// `2025-06-30T00:00:00` and `2025/6/30 0:00:00` without what tells the time of day.
fn without_time(text: &str) -> &str {
    let Some((before, _)) = text.split_once(':') else {
        return text;
    };
    before
        .rsplit_once(|c: char| c == 'T' || c.is_whitespace())
        .map_or(text, |(day, _)| day)
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("“{text}”不是日期；应写作 2025-06-30"))
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl schemars::JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        Day::parse(text).map(|day| day.to_string())
    }

    #[test]
    fn a_day_is_read_however_it_was_typed() {
        for text in [
            "2025-06-30",
            "2025/6/30",
            " 2025.6.30 ",
            "2025年6月30日",
            "２０２５年６月３０号",
            "2025 年 6 月 30 日",
            "20250630",
            "2025-06-30T00:00:00",
            "2025-6-30 0:00:00",
            "2025/6/30 23:59",
            "2025－06－30",
        ] {
            assert_eq!(shown(text).as_deref(), Some("2025-06-30"), "{text}");
        }
    }

    #[test]
    fn what_names_no_single_day_is_none() {
        for text in [
            "",
            "长期",
            "2025年6月",
            "2025-02-29",
            "25-6-30",
            "6/30/2025",
            "2025-06-30至2025-07-01",
            "0:00:00",
            "2025063",
            "1899-12-31",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn spreadsheets_count_days() {
        let day = |serial| Day::from_serial(serial).map(|day| day.to_string());
        assert_eq!(day(45_838).as_deref(), Some("2025-06-30"));
        assert_eq!(day(36_526).as_deref(), Some("2000-01-01"));
        assert_eq!(day(73_050).as_deref(), Some("2099-12-31"));
        assert_eq!((day(36_525), day(73_051)), (None, None));
    }

    proptest::proptest! {
        #[test]
        fn a_day_reads_back_as_it_prints(year in 1900_u16..=9999, month in 1_u8..=12, day in 1_u8..=31) {
            if let Some(day) = Day::new(year, month, day) {
                proptest::prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
            }
        }

        #[test]
        fn no_text_ends_the_run(text in ".{0,24}") {
            let _ = Day::parse(&text);
        }
    }
}
