//! When a file was last changed, as far as whoever packed it wrote it down.

/// Offices and bureau keep Beijing time all year round: UTC+8.
const BEIJING: i64 = 8 * 3_600;
const DAY: i64 = 86_400;
/// 2000-01-01 and 2100-01-01, UTC: a clock outside these years was never set.
const FIRST: i64 = 946_684_800;
const LAST: i64 = 4_102_444_800;
/// Windows counts from 1601, in steps of 100 nanoseconds.
const WINDOWS_EPOCH: i64 = 11_644_473_600;
const TICKS: u64 = 10_000_000;

/// A moment between 2000 and 2100, in seconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileTime(i64);

impl FileTime {
    /// Seconds since 1970, UTC; nothing outside the years in which a clock is believed.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        (FIRST..LAST).contains(&seconds).then_some(Self(seconds))
    }

    /// A FILETIME of Windows.
    #[must_use]
    pub fn from_filetime(ticks: u64) -> Option<Self> {
        let seconds = i64::try_from(ticks / TICKS).ok()?;
        Self::from_unix(seconds.checked_sub(WINDOWS_EPOCH)?)
    }

    /// A date (year, month, day) and a time of day without a zone, as zip keeps them: Beijing time.
    #[must_use]
    pub fn in_beijing(date: (i32, u32, u32), time: (u32, u32, u32)) -> Option<Self> {
        let (year, month, day) = date;
        let (hour, minute, second) = time;
        let sound = (1970..=2100).contains(&year)
            && (1..=days_in(year, month)?).contains(&i64::from(day))
            && hour < 24
            && minute < 60
            && second < 60;
        if !sound {
            return None;
        }
        let of_day = i64::from(hour * 3_600 + minute * 60 + second);
        Self::from_unix(days_since_1970(year, month, day)? * DAY + of_day - BEIJING)
    }

    /// A date and time packed as DOS did, to two seconds and without a zone.
    #[must_use]
    pub fn from_dos(date: u16, time: u16) -> Option<Self> {
        let (date, time) = (u32::from(date), u32::from(time));
        let year = 1980 + i32::try_from(date >> 9).ok()?;
        let day = (year, (date >> 5) & 0xF, date & 0x1F);
        Self::in_beijing(day, (time >> 11, (time >> 5) & 0x3F, (time & 0x1F) * 2))
    }

    /// Seconds since 1970, UTC.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.0
    }
}

fn days_since_1970(year: i32, month: u32, day: u32) -> Option<i64> {
    let years: i64 = (1970..year)
        .map(|year| 365 + i64::from(is_leap(year)))
        .sum();
    let months: i64 = (1..month)
        .map(|month| days_in(year, month))
        .sum::<Option<i64>>()?;
    Some(years + months + i64::from(day) - 1)
}

fn days_in(year: i32, month: u32) -> Option<i64> {
    match month {
        2 => Some(28 + i64::from(is_leap(year))),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(time: Option<FileTime>) -> Option<i64> {
        time.map(FileTime::unix_seconds)
    }

    #[test]
    fn every_clock_tells_the_same_moment() {
        let morning = Some(1_740_787_200); // 2025-03-01 00:00 UTC, 08:00 in Beijing
        assert_eq!(seconds(FileTime::from_unix(1_740_787_200)), morning);
        let ticks = (1_740_787_200 + 11_644_473_600) * TICKS;
        assert_eq!(seconds(FileTime::from_filetime(ticks)), morning);
        let local = FileTime::in_beijing((2025, 3, 1), (8, 0, 0));
        assert_eq!(seconds(local), morning);
        let dos = FileTime::from_dos((45 << 9) | (3 << 5) | 1, 8 << 11);
        assert_eq!(seconds(dos), morning);
    }

    #[test]
    fn leap_days_are_counted() {
        let day = |date| seconds(FileTime::in_beijing(date, (8, 0, 0))).unwrap() / DAY;
        assert_eq!(day((2024, 3, 1)) - day((2024, 2, 28)), 2);
        assert_eq!(day((2023, 3, 1)) - day((2023, 2, 28)), 1);
        assert_eq!(day((2000, 3, 1)), 11_017);
        assert_eq!(FileTime::in_beijing((2023, 2, 29), (8, 0, 0)), None);
    }

    #[test]
    fn a_clock_that_was_never_set_tells_nothing() {
        assert_eq!(FileTime::from_dos(0, 0), None);
        assert_eq!(FileTime::from_dos((1 << 5) | 1, 0), None);
        assert_eq!(FileTime::from_filetime(0), None);
        assert_eq!(FileTime::from_filetime(u64::MAX), None);
        assert_eq!(FileTime::from_unix(i64::MIN), None);
        assert_eq!(FileTime::in_beijing((2025, 13, 1), (0, 0, 0)), None);
        assert_eq!(FileTime::in_beijing((2025, 1, 1), (24, 0, 0)), None);
    }

    proptest::proptest! {
        #[test]
        fn any_packed_time_is_taken(date: u16, time: u16) {
            let _ = FileTime::from_dos(date, time);
        }

        #[test]
        fn in_order_of_the_calendar(year in 2001_i32..2099, month in 1_u32..12, hour in 0_u32..23) {
            let at = |month, hour| FileTime::in_beijing((year, month, 28), (hour, 30, 0)).unwrap();
            proptest::prop_assert!(at(month, hour) < at(month, hour + 1));
            proptest::prop_assert!(at(month, hour + 1) < at(month + 1, hour));
        }
    }
}
