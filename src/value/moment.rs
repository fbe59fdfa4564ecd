//! A moment at which a file was saved, to the second: what tells the newer of two versions.

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::Day;

/// 2000-01-01 and 2100-01-01, UTC: a clock outside these years was never set.
const FIRST: i64 = 946_684_800;
const LAST: i64 = 4_102_444_800;
/// Offices and bureau keep Beijing time all year round: UTC+8.
const BEIJING: i64 = 8 * 3_600;
/// Windows counts from 1601, in steps of 100 nanoseconds.
const WINDOWS_EPOCH: i64 = 11_644_473_600;
const TICKS: u64 = 10_000_000;

/// A moment between 2000 and 2100, in seconds since 1970, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    /// Seconds since 1970, UTC; nothing outside the years in which a clock is believed.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        (FIRST..LAST).contains(&seconds).then_some(Self(seconds))
    }

    /// A time as the file system tells it.
    #[must_use]
    pub fn from_system(time: SystemTime) -> Option<Self> {
        let since = time.duration_since(UNIX_EPOCH).ok()?;
        Self::from_unix(i64::try_from(since.as_secs()).ok()?)
    }

    /// A FILETIME, as compound files keep it.
    #[must_use]
    pub fn from_filetime(ticks: u64) -> Option<Self> {
        let seconds = i64::try_from(ticks / TICKS).ok()?;
        Self::from_unix(seconds.checked_sub(WINDOWS_EPOCH)?)
    }

    /// A date and time of day without a zone, as archives and OpenDocument keep them: Beijing time.
    #[must_use]
    pub fn in_beijing(date: (i32, u32, u32), time: (u32, u32, u32)) -> Option<Self> {
        let (year, month, day) = date;
        let (hour, minute, second) = time;
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        Self::local(day.and_hms_opt(hour, minute, second)?)
    }

    /// A date and time packed as DOS did, to two seconds and without a zone.
    #[must_use]
    pub fn from_dos(date: u16, time: u16) -> Option<Self> {
        let (date, time) = (u32::from(date), u32::from(time));
        let year = 1980 + i32::try_from(date >> 9).ok()?;
        let day = (year, (date >> 5) & 0xF, date & 0x1F);
        Self::in_beijing(day, (time >> 11, (time >> 5) & 0x3F, (time & 0x1F) * 2))
    }

    /// ISO 8601 as documents write it, with a zone or in Beijing time. A date without a time of day
    /// tells no moment.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        const FORMS: [&str; 2] = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
        let text = text.trim();
        if let Ok(zoned) = DateTime::parse_from_rfc3339(text) {
            return Self::from_unix(zoned.timestamp());
        }
        let utc = text.strip_suffix('Z');
        let bare = FORMS
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(utc.unwrap_or(text), form).ok())?;
        match utc {
            Some(_) => Self::from_unix(bare.and_utc().timestamp()),
            None => Self::local(bare),
        }
    }

    /// How many seconds this moment is after another; negative where it is before.
    #[must_use]
    pub fn seconds_after(self, other: Self) -> i64 {
        self.0.saturating_sub(other.0)
    }

    /// The day in Beijing.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        let local = DateTime::from_timestamp(self.0.saturating_add(BEIJING), 0)?;
        Some(Day::from(local.date_naive()))
    }

    fn local(time: NaiveDateTime) -> Option<Self> {
        Self::from_unix(time.and_utc().timestamp().checked_sub(BEIJING)?)
    }
}

/// `2025-03-01 08:00`, in Beijing time.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match DateTime::from_timestamp(self.0.saturating_add(BEIJING), 0) {
            Some(local) => write!(f, "{}", local.format("%Y-%m-%d %H:%M")),
            None => write!(f, "{}", self.0), // no moment is that far off
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn shown(moment: Option<Moment>) -> Option<String> {
        moment.map(|moment| moment.to_string())
    }

    #[test]
    fn archives_pack_it_to_two_seconds() {
        let packed = Moment::from_dos((45 << 9) | (3 << 5) | 1, 8 << 11);
        assert_eq!(shown(packed), Some("2025-03-01 08:00".to_owned()));
        assert_eq!(Moment::from_dos(0, 0), None);
        assert_eq!(Moment::from_dos((1 << 5) | 1, 0), None);
    }

    proptest::proptest! {
        #[test]
        fn any_packed_time_is_a_moment_or_none(date: u16, time: u16) {
            let _ = Moment::from_dos(date, time);
        }
    }

    #[test]
    fn documents_write_it_with_and_without_a_zone() {
        let eight = Some("2025-03-01 08:00".to_owned());
        for text in [
            "2025-03-01T00:00:00Z",
            "2025-03-01T00:00Z",
            " 2025-03-01T08:00:00+08:00\n",
            "2025-03-01T08:00:30.123456789",
            "2025-03-01T08:00",
        ] {
            assert_eq!(shown(Moment::parse(text)), eight, "{text}");
        }
        for text in ["", "2025-03-01", "2025-13-01T00:00:00Z", "昨天"] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_day_is_that_in_beijing() {
        let day = |text| Moment::parse(text)?.day().map(|day| day.to_string());
        assert_eq!(day("2025-02-28T15:59:59Z").as_deref(), Some("2025-02-28"));
        assert_eq!(day("2025-02-28T16:00:00Z").as_deref(), Some("2025-03-01"));
    }

    #[test]
    fn every_clock_tells_the_same_moment() {
        let seconds = 1_740_787_230; // 2025-03-01 00:00:30 UTC
        let expected = i64::try_from(seconds).ok().and_then(Moment::from_unix);
        assert!(expected.is_some());
        let system = UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(Moment::from_system(system), expected);
        let ticks = (seconds + 11_644_473_600) * TICKS;
        assert_eq!(Moment::from_filetime(ticks), expected);
        let local = Moment::in_beijing((2025, 3, 1), (8, 0, 30));
        assert_eq!(local, expected);
    }

    #[test]
    fn a_clock_that_was_never_set_tells_nothing() {
        assert_eq!(Moment::from_system(UNIX_EPOCH), None);
        assert_eq!(Moment::from_filetime(0), None);
        assert_eq!(Moment::from_filetime(u64::MAX), None);
        assert_eq!(Moment::in_beijing((1980, 1, 1), (0, 0, 0)), None);
        assert_eq!(Moment::from_unix(i64::MIN), None);
    }

    #[test]
    fn the_later_moment_is_the_greater() {
        let [early, late] =
            ["2025-03-01T08:00:00", "2025-03-01T08:01:30"].map(|text| Moment::parse(text).unwrap());
        assert!(late > early);
        assert_eq!(late.seconds_after(early), 90);
        assert_eq!(early.seconds_after(late), -90);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_taken(text in "\\PC{0,40}") {
            let _ = Moment::parse(&text);
        }

        #[test]
        fn what_is_shown_is_read_back(seconds in FIRST..LAST) {
            let moment = Moment::from_unix(seconds).unwrap();
            let read = Moment::parse(&moment.to_string().replace(' ', "T")).unwrap();
            proptest::prop_assert!((0..60).contains(&moment.seconds_after(read)));
        }
    }
}
