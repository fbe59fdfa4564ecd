//! What a reviewer can say of a finding in one word.

use std::fmt;

use crate::value::text::normal_form;

/// What a reviewer can say of a finding in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 待核实: nobody has decided yet.
    Pending,
    /// 属实: the office has to put it right.
    Confirmed,
    /// 已整改: it was put right.
    Rectified,
    /// 不予处理: nothing has to be done.
    Dismissed,
}

impl Status {
    /// Every status, in the order in which they are offered.
    pub const ALL: [Self; 4] = [
        Self::Pending,
        Self::Confirmed,
        Self::Rectified,
        Self::Dismissed,
    ];

    /// The word, in worksheets and in data files.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "待核实",
            Self::Confirmed => "属实",
            Self::Rectified => "已整改",
            Self::Dismissed => "不予处理",
        }
    }

    /// The status with this word, however it is spaced.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let typed = normal_form(text);
        Self::ALL.into_iter().find(|one| one.label() == typed)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}
