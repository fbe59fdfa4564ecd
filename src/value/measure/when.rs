//! Dates and deadlines: 2024年12月底前, 12月20日, 2024.12.31, 全年.
//!
//! A text rarely names one day. What is kept is what it leaves certain: until when a target is
//! surely met and after when it is surely missed, and between which days a result lies.

use super::span::{Day, Span, day_before, leading_year, numeric, small_number};
use crate::value::FiscalYear;

/// When something is to be done, or was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The year, where one is stated.
    year: Option<FiscalYear>,
    /// As a target: surely in time until the first day, surely late after the second.
    due: Option<(Day, Day)>,
    /// As a result: done between these days.
    done: Option<(Day, Day)>,
}

impl When {
    /// Reads a whole text, in normal form, as a date, a deadline or a period.
    pub(super) fn read(stated: &str) -> Option<Self> {
        if !stated.contains(['年', '月', '季', '-', '/', '.']) {
            return None;
        }
        let (led_by_limit, body) = without_lead(stated);
        let (is_limit, body) = without_tail(body);
        if let Some(span) = Span::read(body) {
            return Some(if led_by_limit || is_limit {
                Self::before(span)
            } else {
                Self::on(span)
            });
        }
        is_period(body).then(|| Self {
            year: leading_year(body).map(|(year, _)| year),
            due: None,
            done: None,
        })
    }

    /// Reads a date cell. Spreadsheets keep 2024年12月 as its first day, so that this day stands for
    /// the whole month.
    pub(super) fn of_cell(iso: &str) -> Option<Self> {
        let day = numeric(iso.split('T').next()?)?;
        if day.first.1 > 1 {
            return Some(Self::on(day));
        }
        let month = Span::month(day.first.0)?;
        Some(Self {
            year: day.year,
            due: Some((month.first, month.last)),
            done: Some((month.first, month.last)),
        })
    }

    /// A date, kept by its last day; as a result it lies between its days.
    fn on(span: Span) -> Self {
        Self {
            year: span.year,
            due: Some((span.last, span.last)),
            done: Some((span.first, span.last)),
        }
    }

    /// A limit: 10月前 leaves October open, 10月20日前 takes the day in.
    fn before(span: Span) -> Self {
        let in_time = if span.is_end || span.first == span.last {
            Some(span.last)
        } else {
            day_before(span.first)
        };
        Self {
            year: span.year,
            due: in_time.map(|in_time| (in_time, span.last)),
            done: None,
        }
    }

    /// Is this target met by what was done? `None` where the texts leave it open. `form_year` is
    /// that of the form, for dates without one.
    #[must_use]
    pub fn is_met_by(&self, done: &Self, form_year: Option<FiscalYear>) -> Option<bool> {
        let (in_time, late) = self.due?;
        let (first, last) = done.done?;
        let number = |year: FiscalYear| year.number();
        let due_year = self.year.or(form_year).map(number);
        let this_year = due_year.unwrap_or_default();
        let years = match done.year.map(number) {
            Some(year) => [due_year.map(|_| year)?; 2],
            None => [this_year, latest_year(this_year, first)],
        };
        let [one, other] = years.map(|year| {
            let in_time = (year, last) <= (this_year, in_time);
            let late = (year, first) > (this_year, late);
            (in_time || late).then_some(in_time)
        });
        one.filter(|_| one == other)
    }
}

/// A date without a year lies in the year of the form, or in the first months of the next, in which
/// forms are filled in.
fn latest_year(year: u16, first: Day) -> u16 {
    const LAST_MONTH_OF_FILING: u8 = 4;
    if first.0 <= LAST_MONTH_OF_FILING {
        year.saturating_add(1)
    } else {
        year
    }
}

/// 不晚于, 截至 and the like make a limit; 于 and 在 add nothing.
fn without_lead(stated: &str) -> (bool, &str) {
    const LIMITS: [&str; 8] = [
        "截止到",
        "截至到",
        "截止",
        "截至",
        "不晚于",
        "不迟于",
        "最晚于",
        "最迟于",
    ];
    const SAID_ANYWAY: [&str; 3] = ["已于", "于", "在"];
    let starting = |words: &[&str]| words.iter().find_map(|word| stated.strip_prefix(word));
    match starting(&LIMITS) {
        Some(body) => (true, body),
        None => (false, starting(&SAID_ANYWAY).unwrap_or(stated)),
    }
}

/// 前 makes a limit; 完成, 竣工 and the like say what the date is of.
fn without_tail(stated: &str) -> (bool, &str) {
    const DEEDS: [&str; 12] = [
        "全部完成",
        "通过验收",
        "完成验收",
        "投入使用",
        "实施完毕",
        "完成",
        "验收",
        "完工",
        "竣工",
        "办结",
        "交付",
        "结项",
    ];
    const LIMITS: [&str; 3] = ["之前", "以前", "前"];
    const WITHIN: [&str; 3] = ["以内", "之内", "内"];
    let deed = DEEDS.iter().find_map(|word| stated.strip_suffix(word));
    let body = deed.unwrap_or(stated);
    let ending = |words: &[&str]| words.iter().find_map(|word| body.strip_suffix(word));
    match ending(&LIMITS) {
        Some(date) => (true, date),
        None if body == "年内" => (false, body),
        None => (false, ending(&WITHIN).unwrap_or(body)),
    }
}

/// 全年, 2024年度, 2024年3月至12月, 1-12月: all the while, not by a day.
fn is_period(text: &str) -> bool {
    const ALL_YEAR: [&str; 4] = ["全年", "全年度", "年度", "度"];
    let rest = leading_year(text).map(|(_, rest)| rest);
    match rest {
        Some(rest) if ALL_YEAR.contains(&rest) => return true,
        None if matches!(text, "全年" | "全年度" | "年度") => return true,
        _ => {}
    }
    let ends = text
        .match_indices(['至', '到', '-', '—', '~'])
        .filter_map(|(at, sign)| {
            let (from, until) = text.split_at_checked(at)?;
            Some((from, until.strip_prefix(sign)?))
        });
    let is_date = |text: &str| Span::read(text).is_some();
    let is_month = |text: &str| {
        let month = leading_year(text).map_or(text, |(_, rest)| rest);
        small_number(month).is_some_and(|(_, rest)| rest.is_empty())
    };
    ends.into_iter().any(|(from, until)| {
        is_date(until) && (is_date(from) || (is_month(from) && until.contains('月')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn when(text: &str) -> When {
        When::read(text).unwrap_or_else(|| panic!("{text}"))
    }

    fn year(number: u16) -> Option<FiscalYear> {
        FiscalYear::try_from(number).ok()
    }

    /// `2024 due 12-31 done 12-1..12-31`; a due date with two days leaves open what lies between.
    fn shown(when: &When) -> String {
        let day = |(month, day): Day| format!("{month}-{day}");
        let days = |days: Option<(Day, Day)>| match days {
            None => "open".to_owned(),
            Some((first, last)) if first == last => day(first),
            Some((first, last)) => format!("{}..{}", day(first), day(last)),
        };
        let year = when.year.map(|year| format!("{year} ")).unwrap_or_default();
        format!("{year}due {} done {}", days(when.due), days(when.done))
    }

    #[test]
    fn dates_as_people_write_them() {
        for (text, meaning) in [
            ("2024年12月31日", "2024 due 12-31 done 12-31"),
            ("2024-12-31", "2024 due 12-31 done 12-31"),
            ("2024.12.31", "2024 due 12-31 done 12-31"),
            ("2024/3/5", "2024 due 3-5 done 3-5"),
            ("2024-12", "2024 due 12-31 done 12-1..12-31"),
            ("2024年12月31日前", "2024 due 12-31 done open"),
            ("2024年12月31日前完成", "2024 due 12-31 done open"),
            ("2021年12月完成", "2021 due 12-31 done 12-1..12-31"),
            ("已于2024年12月20日完成", "2024 due 12-20 done 12-20"),
            ("12月底前", "due 12-31 done open"),
            ("12月底之前完成", "due 12-31 done open"),
            ("12月底", "due 12-31 done 12-21..12-31"),
            ("10月前", "due 9-30..10-31 done open"),
            ("1月前", "due open done open"),
            ("11月中旬前", "due 11-10..11-20 done open"),
            ("11月上旬", "due 11-10 done 11-1..11-10"),
            ("十二月底前", "due 12-31 done open"),
            ("二〇二四年十二月", "2024 due 12-31 done 12-1..12-31"),
            ("24年12月底前", "2024 due 12-31 done open"),
            ("2024年底前", "2024 due 12-31 done open"),
            ("年底前完成", "due 12-31 done open"),
            ("年内", "due 12-31 done 1-1..12-31"),
            ("2024年内完成", "2024 due 12-31 done 1-1..12-31"),
            ("2024年", "2024 due 12-31 done 1-1..12-31"),
            ("当年12月", "due 12-31 done 12-1..12-31"),
            ("上半年", "due 6-30 done 1-1..6-30"),
            ("2024年第三季度", "2024 due 9-30 done 7-1..9-30"),
            ("一季度末", "due 3-31 done 3-1..3-31"),
            ("不晚于2024年6月30日", "2024 due 6-30 done open"),
            ("2024年12月竣工", "2024 due 12-31 done 12-1..12-31"),
            ("全年", "due open done open"),
            ("2024年全年", "2024 due open done open"),
            ("2024年度", "2024 due open done open"),
            ("2024年3月至12月", "2024 due open done open"),
            ("1-12月", "due open done open"),
            ("2024年1-12月", "2024 due open done open"),
            ("2024年1月1日-2024年12月31日", "2024 due open done open"),
        ] {
            assert_eq!(shown(&when(text)), meaning, "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in [
            "3年",
            "2024",
            "2024.12",
            "12.31",
            "12-31",
            "13月",
            "2024年2月30日",
            "每月",
            "每季度",
            "12月每周",
            "近3年",
            "1999年12月",
            "20-30",
            "12个月",
            "2024年12月底前完成率",
            "年均",
            "年",
            "月底",
            "季度",
            "2024-13",
            "2024-12-31-1",
        ] {
            assert_eq!(When::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_cell_on_the_first_may_stand_for_its_month() {
        let cell = When::of_cell("2024-12-31").unwrap();
        assert_eq!(cell, when("2024年12月31日"));
        let month = When::of_cell("2024-12-01").unwrap();
        assert_eq!(shown(&month), "2024 due 12-1..12-31 done 12-1..12-31");
        assert_eq!(When::of_cell("2024-12-31T08:30:00"), Some(cell));
        assert_eq!(When::of_cell("08:30:00"), None);
        assert_eq!(When::of_cell("PT1H0M0S"), None);
    }

    fn met(target: &str, actual: &str) -> Option<bool> {
        when(target).is_met_by(&when(actual), year(2024))
    }

    #[test]
    fn deadlines_are_kept_or_missed_where_that_is_certain() {
        for (target, actual, verdict) in [
            ("2024年12月31日前", "2024年12月20日", Some(true)),
            ("2024年12月31日前", "2024年12月31日", Some(true)),
            ("2024年12月31日前", "2025年1月3日", Some(false)),
            ("12月底前", "2024年12月20日", Some(true)),
            ("12月底前", "2025年1月3日", Some(false)),
            ("2024年10月底前", "2024年11月", Some(false)),
            ("2024年10月20日前", "2024年10月", None),
            ("10月前", "2024年10月5日", None),
            ("10月前", "9月5日", Some(true)),
            ("10月前", "11月5日", Some(false)),
            ("2024年12月", "2024年11月", Some(true)),
            ("6月底前", "2024年7月1日", Some(false)),
            // Yearless: January may be the one after the year of the form.
            ("12月底前", "1月15日", None),
            ("12月底前", "12月15日", Some(true)),
            ("3月底前", "4月10日", Some(false)),
            // Limits and periods name no day on which it was done.
            ("12月底前", "12月底前", None),
            ("全年", "2024年12月20日", None),
            ("2024年12月底前", "全年", None),
        ] {
            assert_eq!(met(target, actual), verdict, "{target} {actual}");
        }
    }

    #[test]
    fn without_a_year_on_the_form_yearless_targets_stay_open() {
        let verdict = |target: &str, actual: &str| when(target).is_met_by(&when(actual), None);
        assert_eq!(verdict("12月底前", "2024年12月20日"), None);
        assert_eq!(verdict("6月底前", "7月20日"), Some(false));
        assert_eq!(verdict("2024年6月底前", "2024年7月20日"), Some(false));
    }

    proptest! {
        #[test]
        fn every_day_is_read_in_every_spelling(number in 2000_u16..2100, month in 1_u8..13, day in 1_u8..29) {
            let spelled = format!("{number}年{month}月{day}日");
            let read = when(&spelled);
            prop_assert_eq!(read.done, Some(((month, day), (month, day))));
            for other in [
                format!("{number}-{month:02}-{day:02}"),
                format!("{number}.{month}.{day}"),
                format!("{number}/{month}/{day}"),
                format!("{number}年{month}月{day}号完成"),
            ] {
                prop_assert_eq!(when(&other), read, "{}", other);
            }
        }

        #[test]
        fn earlier_results_never_fare_worse(due in 2_u8..13, one in 5_u8..13, other in 5_u8..13) {
            let target = when(&format!("2024年{due}月底前"));
            let verdict = |month: u8| target.is_met_by(&when(&format!("2024年{month}月10日")), None);
            if one <= other && verdict(other) == Some(true) {
                prop_assert_eq!(verdict(one), Some(true));
            }
        }

        #[test]
        fn any_text_is_a_date_or_none(text in "[0-9年月日底前第季度旬至.\\-/一二十]{0,14}") {
            let _ = When::read(&text);
        }
    }
}
