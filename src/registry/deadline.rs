//! The day by which everything is to be reported.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::value::Moment;

/// A day; what is reported on it is in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Deadline {
    /// The last second of that day, Beijing time.
    end: Moment,
}

impl Deadline {
    /// Is this moment after the deadline?
    #[must_use]
    pub fn is_missed_at(self, moment: Moment) -> bool {
        moment > self.end
    }
}

impl TryFrom<String> for Deadline {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Moment::parse(&format!("{}T23:59:59", text.trim()))
            .map(|end| Self { end })
            .ok_or_else(|| format!("“{text}”不是日期，应写作 2025-03-31 这样的年-月-日"))
    }
}

impl From<Deadline> for String {
    fn from(deadline: Deadline) -> Self {
        deadline.to_string()
    }
}

/// `2025-03-31`
impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.end.to_string();
        let day = shown.split_once(' ').map_or(shown.as_str(), |(day, _)| day);
        f.write_str(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deadline(text: &str) -> Result<Deadline, String> {
        Deadline::try_from(text.to_owned())
    }

    #[test]
    fn the_day_itself_is_in_time() {
        let deadline = deadline("2025-03-31").unwrap();
        let at = |text: &str| Moment::parse(text).unwrap();
        assert!(!deadline.is_missed_at(at("2025-03-31T23:59:59")));
        assert!(deadline.is_missed_at(at("2025-04-01T00:00:00")));
        // 16:00 in Greenwich is midnight in Beijing.
        assert!(deadline.is_missed_at(at("2025-03-31T16:00:00Z")));
        assert_eq!(deadline.to_string(), "2025-03-31");
    }

    #[test]
    fn what_is_no_day_is_told() {
        for text in ["", "三月底", "2025-02-30", "2025-03-31T12:00", "20250331"] {
            assert!(deadline(text).unwrap_err().contains("年-月-日"), "{text}");
        }
    }
}
