//! What was typed into one row of the list, and what it means.

use super::{Decision, Status};
use crate::value::text::{is_blank_marker, normal_form};
use crate::value::{CellValue, Day};

/// Words in the place of a date that say that there is none.
const NO_END: [&str; 5] = ["长期", "长期有效", "永久", "永久有效", "不限"];

/// What was typed into one row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Typed {
    pub(super) status: String,
    pub(super) note: String,
    pub(super) until: Until,
}

/// What stands in the place of the last day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Until {
    /// Nothing, or that there is none.
    #[default]
    Open,
    /// A day.
    Day(Day),
    /// Something else.
    Unread(String),
}

impl Until {
    /// What a cell says: a date, a text that means one, or a number that counts days.
    pub(super) fn of(cell: Option<&CellValue>) -> Self {
        let Some(cell) = cell else { return Self::Open };
        let text = cell.text();
        if is_blank_marker(&text) || NO_END.contains(&normal_form(&text).as_str()) {
            return Self::Open;
        }
        let counted = || match cell {
            CellValue::Number { percent: false, .. } => Day::from_serial(text.parse().ok()?),
            _ => None,
        };
        match Day::parse(&text).or_else(counted) {
            Some(day) => Self::Day(day),
            None => Self::Unread(text.trim().to_owned()),
        }
    }
}

impl Typed {
    /// What it means, and what a person should be told of it.
    pub(super) fn understood(&self) -> (Decision, Option<String>) {
        let status = Status::named(&self.status);
        let known = status.is_some() || is_empty(&self.status);
        match &self.until {
            Until::Unread(text) => self.reopened(format!(
                "原处理：{}，有效期“{text}”不是日期",
                self.status_told()
            )),
            _ if !known => self.reopened(format!("处理状态原填“{}”", self.status_told())),
            until => {
                let decision = Decision {
                    status,
                    note: self.note.clone(),
                    until: until.day(),
                };
                (decision, None)
            }
        }
    }

    fn reopened(&self, why: String) -> (Decision, Option<String>) {
        let why = match (&self.until, Status::named(&self.status)) {
            (Until::Day(day), None) => format!("{why}，有效期至 {day}"),
            _ => why,
        };
        (Decision::reopened(&why, &self.note), Some(why))
    }

    fn status_told(&self) -> &str {
        if is_empty(&self.status) {
            "未选处理状态"
        } else {
            self.status.trim()
        }
    }
}

impl Until {
    fn day(&self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(*day),
            Self::Open | Self::Unread(_) => None,
        }
    }
}

fn is_empty(text: &str) -> bool {
    normal_form(text).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn typed(status: &str, until: Until) -> Typed {
        Typed {
            status: status.to_owned(),
            note: "已电话核对".to_owned(),
            until,
        }
    }

    fn until(cell: &CellValue) -> Until {
        Until::of(Some(cell))
    }

    #[test]
    fn a_day_is_a_date_a_text_or_a_number_of_days() {
        let end = Until::Day(Day::parse("2025-06-30").unwrap());
        assert_eq!(until(&CellValue::Date("2025-06-30".into())), end);
        assert_eq!(until(&CellValue::Date("2025-06-30T00:00:00".into())), end);
        assert_eq!(until(&CellValue::Text(" 2025年6月30日 ".into())), end);
        assert_eq!(until(&CellValue::number(Decimal::from(45_838))), end);
        assert_eq!(until(&CellValue::number(Decimal::from(20_250_630))), end);
    }

    #[test]
    fn nothing_means_no_end_and_anything_else_is_kept() {
        assert_eq!(Until::of(None), Until::Open);
        assert_eq!(until(&CellValue::Text("长期 有效".into())), Until::Open);
        assert_eq!(until(&CellValue::Text("\u{3000}".into())), Until::Open);
        assert_eq!(
            until(&CellValue::Text("年底".into())),
            Until::Unread("年底".into())
        );
        assert_eq!(
            until(&CellValue::number(Decimal::from(30))),
            Until::Unread("30".into())
        );
    }

    #[test]
    fn what_is_understood_stays_as_typed() {
        let (decision, told) = typed(" 属实 ", Until::Open).understood();
        assert_eq!(decision.status, Some(Status::Confirmed));
        assert_eq!((decision.note.as_str(), told), ("已电话核对", None));
        let (decision, told) = typed("", Until::Open).understood();
        assert_eq!((decision.status, told), (None, None));
    }

    #[test]
    fn another_status_is_kept_in_the_note() {
        let end = Until::Day(Day::parse("2025-06-30").unwrap());
        let (decision, told) = typed("转区纪委", end).understood();
        assert_eq!(decision.status, Some(Status::Pending));
        assert_eq!(
            decision.note,
            "处理状态原填“转区纪委”，有效期至 2025-06-30。已电话核对"
        );
        assert!(told.is_some());
    }

    #[test]
    fn an_end_that_is_no_day_does_not_hold_for_good() {
        let (decision, told) = typed("不予处理", Until::Unread("年底".into())).understood();
        assert_eq!(decision.status, Some(Status::Pending));
        assert_eq!(
            decision.note,
            "原处理：不予处理，有效期“年底”不是日期。已电话核对"
        );
        assert!(told.is_some());
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_anew_reads_back_as_it_is(
            status in "(属实|不予处理|待核实|[转 ]{0,3}|.{0,6})",
            note in ".{0,12}",
            until in "(|长期|2025-06-3[0-9]|.{0,6})",
        ) {
            let typed = |status: &str, note: &str, until: &str| Typed {
                status: status.to_owned(),
                note: note.trim().to_owned(),
                until: Until::of(Some(&CellValue::Text(until.to_owned()))),
            };
            let (decision, _) = typed(&status, &note, &until).understood();
            let day = decision.until.map(|day| day.to_string());
            let label = decision.status.map_or("", Status::label);
            let (again, told) =
                typed(label, &decision.note, &day.unwrap_or_default()).understood();
            proptest::prop_assert_eq!((again, told), (decision, None));
        }
    }
}
