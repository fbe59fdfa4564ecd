//! A part of a condition with its place, while the condition is being read: asks for a number, a text
//! or a truth, or says what stands there instead.

use std::ops::Range;

use super::condition::{Known, Number, Text, Truth};
use super::fault::Fault;

/// A part of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Term {
    Number(Number),
    Text(Text),
    Truth(Truth),
}

/// A part of a condition and the characters that it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) term: Term,
    pub(super) at: Range<usize>,
}

impl Typed {
    pub(super) fn is_text(&self) -> bool {
        matches!(self.term, Term::Text(_))
    }

    pub(super) fn number(self) -> Result<Number, Fault> {
        match self.term {
            Term::Number(number) => Ok(number),
            Term::Text(Text::Literal(_)) => {
                let reason = "此处应为数字，实际为文字；数字不加引号";
                Err(Fault::new(self.at, reason))
            }
            other => Err(other.misplaced(self.at, "数字")),
        }
    }

    pub(super) fn text(self) -> Result<Text, Fault> {
        match self.term {
            Term::Text(text) => Ok(text),
            Term::Number(Number::Literal(number)) => {
                let reason = format!("此处应为文字，实际为数字；文字写在引号里，如 '{number}'");
                Err(Fault::new(self.at, reason))
            }
            other => Err(other.misplaced(self.at, "文字")),
        }
    }

    pub(super) fn truth(self) -> Result<Truth, Fault> {
        match self.term {
            Term::Truth(truth) => Ok(truth),
            other => Err(other.misplaced(self.at, "判断（如 全年执行数 > 全年预算数）")),
        }
    }

    /// Something that can be unknown.
    pub(super) fn known(self) -> Result<Known, Fault> {
        match self.term {
            Term::Number(number) => Ok(Known::Number(number)),
            Term::Text(text) => Ok(Known::Text(text)),
            other @ Term::Truth(_) => Err(other.misplaced(self.at, "列")),
        }
    }
}

impl Term {
    fn misplaced(&self, at: Range<usize>, wanted: &str) -> Fault {
        let found = match self {
            Self::Number(_) => "数字",
            Self::Text(_) => "文字",
            Self::Truth(_) => "判断",
        };
        Fault::new(at, format!("此处应为{wanted}，实际为{found}"))
    }
}
