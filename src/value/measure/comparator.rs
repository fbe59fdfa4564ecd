//! Signs and words of comparison: ≥, 不少于, 以上.

use std::fmt;

/// How an actual is to be compared with its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparator {
    /// ≥, 不低于, 不少于, 以上
    AtLeast,
    /// >, 超过, 大于
    MoreThan,
    /// ≤, 不超过, 不高于, 以内
    AtMost,
    /// <, 低于, 小于
    LessThan,
    /// =
    Equal,
}

/// Signs and words before a number; one that ends another stands behind it.
const BEFORE: [(&str, Comparator); 37] = [
    ("≥", Comparator::AtLeast),
    ("≤", Comparator::AtMost),
    ("大于或等于", Comparator::AtLeast),
    ("大于等于", Comparator::AtLeast),
    ("小于或等于", Comparator::AtMost),
    ("小于等于", Comparator::AtMost),
    (">=", Comparator::AtLeast),
    ("=>", Comparator::AtLeast),
    ("<=", Comparator::AtMost),
    ("=<", Comparator::AtMost),
    ("不低于", Comparator::AtLeast),
    ("不少于", Comparator::AtLeast),
    ("不小于", Comparator::AtLeast),
    ("不短于", Comparator::AtLeast),
    ("至少", Comparator::AtLeast),
    ("最少", Comparator::AtLeast),
    ("最低", Comparator::AtLeast),
    ("不超过", Comparator::AtMost),
    ("未超过", Comparator::AtMost),
    ("不高于", Comparator::AtMost),
    ("不大于", Comparator::AtMost),
    ("不多于", Comparator::AtMost),
    ("不长于", Comparator::AtMost),
    ("至多", Comparator::AtMost),
    ("最多", Comparator::AtMost),
    ("最高", Comparator::AtMost),
    ("控制在", Comparator::AtMost),
    ("超过", Comparator::MoreThan),
    ("大于", Comparator::MoreThan),
    ("高于", Comparator::MoreThan),
    ("低于", Comparator::LessThan),
    ("小于", Comparator::LessThan),
    ("不足", Comparator::LessThan),
    ("等于", Comparator::Equal),
    (">", Comparator::MoreThan),
    ("<", Comparator::LessThan),
    ("=", Comparator::Equal),
];

/// Words behind the unit, the longer first.
const BEHIND: [(&str, Comparator); 10] = [
    ("及以上", Comparator::AtLeast),
    ("或以上", Comparator::AtLeast),
    ("以上", Comparator::AtLeast),
    ("之上", Comparator::AtLeast),
    ("及以下", Comparator::AtMost),
    ("或以下", Comparator::AtMost),
    ("以下", Comparator::AtMost),
    ("之下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("之内", Comparator::AtMost),
];

/// Lengths of time, behind which 内 alone is a limit: 3个工作日内.
const TIMES: [&str; 7] = ["天", "日", "周", "个月", "年", "小时", "分钟"];

impl Comparator {
    /// Is more than the target a fault (an upper limit)?
    #[must_use]
    pub fn is_upper_limit(self) -> bool {
        matches!(self, Self::AtMost | Self::LessThan)
    }

    /// The comparator at the end of what stands before a number, and what stands before that.
    pub(super) fn before_number(lead: &str) -> Option<(Self, &str)> {
        BEFORE
            .iter()
            .find_map(|(sign, comparator)| Some((*comparator, lead.strip_suffix(sign)?)))
    }

    /// The comparator at the end of a number with its unit, and what stands before that.
    pub(super) fn behind_unit(text: &str) -> Option<(Self, &str)> {
        let within = || {
            let period = text.strip_suffix('内')?;
            let is_time = TIMES.iter().any(|unit| period.ends_with(unit));
            is_time.then_some((Self::AtMost, period))
        };
        BEHIND
            .iter()
            .find_map(|(word, comparator)| Some((*comparator, text.strip_suffix(word)?)))
            .or_else(within)
    }

    /// What two comparators around one number say together; `None` where they contradict.
    pub(super) fn with(self, other: Self) -> Option<Self> {
        let is_exact = self == Self::Equal || other == Self::Equal;
        let agree = !is_exact && self.is_upper_limit() == other.is_upper_limit();
        agree.then_some(self)
    }
}

impl fmt::Display for Comparator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
            Self::AtMost => "≤",
            Self::LessThan => "<",
            Self::Equal => "=",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_hides_a_longer_one_that_ends_in_it() {
        for (at, (word, _)) in BEFORE.iter().enumerate() {
            let hidden = BEFORE
                .iter()
                .skip(at + 1)
                .find(|(longer, _)| longer.ends_with(word));
            assert_eq!(hidden, None, "{word}");
        }
        for (at, (word, _)) in BEHIND.iter().enumerate() {
            let hidden = BEHIND
                .iter()
                .skip(at + 1)
                .find(|(longer, _)| longer.ends_with(word));
            assert_eq!(hidden, None, "{word}");
        }
    }
}
