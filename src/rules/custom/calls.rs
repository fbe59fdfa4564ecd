//! The functions of the language: their names, and what they take.

use std::ops::Range;

use super::condition::{Number, Text, Truth};
use super::fault::Fault;
use super::typed::{Term, Typed};

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Contains,
    StartsWith,
    EndsWith,
    Length,
    Abs,
    Round,
    Coalesce,
}

impl Function {
    pub(super) const ALL: [Self; 7] = [
        Self::Contains,
        Self::StartsWith,
        Self::EndsWith,
        Self::Length,
        Self::Abs,
        Self::Round,
        Self::Coalesce,
    ];

    /// Its English name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Contains => "contains",
            Self::StartsWith => "starts_with",
            Self::EndsWith => "ends_with",
            Self::Length => "length",
            Self::Abs => "abs",
            Self::Round => "round",
            Self::Coalesce => "coalesce",
        }
    }

    /// Its Chinese name.
    pub(super) fn chinese(self) -> &'static str {
        match self {
            Self::Contains => "包含",
            Self::StartsWith => "开头是",
            Self::EndsWith => "结尾是",
            Self::Length => "字数",
            Self::Abs => "绝对值",
            Self::Round => "四舍五入",
            Self::Coalesce => "空则取",
        }
    }

    /// How it is written, for whoever got it wrong.
    fn usage(self) -> &'static str {
        match self {
            Self::Contains => "contains(项目名称, '工程')",
            Self::StartsWith => "starts_with(项目编码, '11')",
            Self::EndsWith => "ends_with(项目名称, '经费')",
            Self::Length => "length(偏差原因)",
            Self::Abs => "abs(填报总分 - 重算总分)",
            Self::Round => "round(重算总分, 1)",
            Self::Coalesce => "coalesce(上年结转执行数, 0)",
        }
    }

    /// The function of that name.
    pub(super) fn find(typed: &str, at: Range<usize>) -> Result<Self, Fault> {
        let named = |one: &Self| one.name().eq_ignore_ascii_case(typed) || one.chinese() == typed;
        Self::ALL.into_iter().find(named).ok_or_else(|| {
            let spelling = if typed.is_ascii() {
                Self::name
            } else {
                Self::chinese
            };
            Fault::new(at, format!("没有“{typed}”这一函数"))
                .among(typed, Self::ALL.map(spelling).to_vec())
        })
    }

    /// Its value for what stands between the brackets; `at` is the whole call.
    pub(super) fn call(self, arguments: Vec<Typed>, at: Range<usize>) -> Result<Term, Fault> {
        if self == Self::Coalesce {
            return self.first_known(arguments, at);
        }
        let mut arguments = arguments.into_iter();
        let term = match (arguments.next(), arguments.next(), arguments.next()) {
            (Some(one), other, None) => self.of(one, other)?,
            _ => None,
        };
        term.ok_or_else(|| self.misused(at))
    }

    /// `None` for a wrong number of arguments.
    fn of(self, one: Typed, other: Option<Typed>) -> Result<Option<Term>, Fault> {
        let number = |number| Some(Term::Number(number));
        Ok(match (self, other) {
            (Self::Contains, Some(other)) => Some(texts(Truth::Contains, one, other)?),
            (Self::StartsWith, Some(other)) => Some(texts(Truth::StartsWith, one, other)?),
            (Self::EndsWith, Some(other)) => Some(texts(Truth::EndsWith, one, other)?),
            (Self::Length, None) => number(Number::Length(Box::new(one.text()?))),
            (Self::Abs, None) => number(Number::Abs(Box::new(one.number()?))),
            (Self::Round, None) => number(Number::Round(Box::new(one.number()?), 0)),
            (Self::Round, Some(places)) => {
                number(Number::Round(Box::new(one.number()?), whole(places)?))
            }
            _ => None,
        })
    }

    fn first_known(self, arguments: Vec<Typed>, at: Range<usize>) -> Result<Term, Fault> {
        if arguments.len() < 2 {
            return Err(self.misused(at));
        }
        let are_texts = matches!(arguments.first(), Some(first) if first.is_text());
        let arguments = arguments.into_iter();
        Ok(if are_texts {
            Term::Text(Text::Coalesce(
                arguments.map(Typed::text).collect::<Result<_, _>>()?,
            ))
        } else {
            let numbers = arguments.map(Typed::number).collect::<Result<_, _>>()?;
            Term::Number(Number::Coalesce(numbers))
        })
    }

    fn misused(self, at: Range<usize>) -> Fault {
        let (name, usage) = (self.name(), self.usage());
        Fault::new(at, format!("{name} 的用法如 {usage}"))
    }
}

fn texts(of: fn(Text, Text) -> Truth, one: Typed, other: Typed) -> Result<Term, Fault> {
    Ok(Term::Truth(of(one.text()?, other.text()?)))
}

/// A number of decimals.
fn whole(places: Typed) -> Result<u32, Fault> {
    const MOST: u32 = 10;
    let at = places.at.clone();
    let literal = match places.number()? {
        Number::Literal(number) => u32::try_from(number)
            .ok()
            .filter(|_| number.fract().is_zero()),
        _ => None,
    };
    literal
        .filter(|places| *places <= MOST)
        .ok_or_else(|| Fault::new(at, format!("小数位数应为 0 到 {MOST} 的整数")))
}
