//! A number with its unit, and units brought together.

use std::fmt;

use rust_decimal::Decimal;

use super::Comparator;
use super::scale::of_one_kind;
use crate::value::figure::{half_unit, half_unit_unless_whole};
use crate::value::number::leading_number;
use crate::value::share::{Share, share_in_words, share_of};
use crate::value::{AmountUnit, money, numeral, plain};

/// The unit of a quantity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// No unit stated.
    None,
    /// %
    Percent,
    /// Money.
    Money(AmountUnit),
    /// Anything else, in normal form: `户`, `次/年`, `元/人*月`.
    Other(String),
}

impl Unit {
    /// The unit that stands behind a number; `None` where that is no unit.
    pub(super) fn parse(folded: &str) -> Option<Self> {
        match folded {
            "" => Some(Self::None),
            "%" | "百分比" => Some(Self::Percent),
            bracketed if bracketed.starts_with('(') => {
                Self::parse(bracketed.strip_prefix('(')?.strip_suffix(')')?)
            }
            other => AmountUnit::parse(other)
                .map(Self::Money)
                .or_else(|| is_unit_like(other).then(|| Self::Other(other.to_owned()))),
        }
    }
}

/// A unit is short and holds no digits and no sentence: `人次`, `元/人*月`, `m2` (from ㎡).
fn is_unit_like(folded: &str) -> bool {
    const LONGEST: usize = 10;
    const MAGNITUDES: [char; 5] = ['十', '百', '千', '万', '亿'];
    let is_letter = |c: char| c.is_alphabetic() || matches!(c, '/' | '*' | '·' | '(' | ')');
    let squared = folded
        .contains(['2', '3'])
        .then(|| folded.replace("m2", "m").replace("m3", "m"));
    let length = folded.chars().count();
    length <= LONGEST
        && squared.as_deref().unwrap_or(folded).chars().all(is_letter)
        && !folded.starts_with(NO_COUNT)
        && !folded.contains(['未', '内', '余'])
        && (length <= 1 || !says_how(folded))
        && (!folded.ends_with(')') || has_short_note(folded))
        && !folded.chars().all(|c| MAGNITUDES.contains(&c))
}

/// Behind these a number counts nothing: a date, a rank (3级 is below 2级), about so many.
const NO_COUNT: [char; 10] = ['年', '月', '日', '号', '级', '等', '届', '档', '多', '几'];

/// Does it say something of what is counted, rather than what? 3户不合格 does not report 3户.
fn says_how(folded: &str) -> bool {
    const HOW: [&str; 8] = [
        "完成",
        "没有",
        "不合格",
        "不达标",
        "不满意",
        "不足",
        "办结",
        "响应",
    ];
    HOW.iter().any(|word| folded.contains(word))
}

/// 户(次) is a unit; 分(百分制) and 万元(含税) say more.
fn has_short_note(folded: &str) -> bool {
    const LONGEST: usize = 2;
    let note = folded
        .strip_suffix(')')
        .and_then(|open| open.split_once('('));
    note.is_some_and(|(unit, note)| !unit.contains('元') && note.chars().count() <= LONGEST)
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "",
            Self::Percent => "%",
            Self::Money(AmountUnit::Yuan) => "元",
            Self::Money(AmountUnit::Thousand) => "千元",
            Self::Money(AmountUnit::Wan) => "万元",
            Self::Money(AmountUnit::Yi) => "亿元",
            Self::Other(unit) => unit,
        })
    }
}

/// One number with its unit: `90%` is 90 and percent, `35.56041万元` is money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number as printed before its unit.
    pub value: Decimal,
    /// Half a unit of its last printed digit.
    pub half_unit: Decimal,
    /// What is counted.
    pub unit: Unit,
}

impl Quantity {
    /// A number printed with so many decimals. Percentages are rounded even to whole numbers (86%
    /// may be 86.2%); counts and money are not.
    pub(super) fn printed(value: Decimal, decimals: u32, unit: Unit) -> Self {
        let half_unit = match unit {
            Unit::Percent => half_unit(decimals),
            _ => half_unit_unless_whole(decimals),
        };
        Self {
            value: value.normalize(),
            half_unit,
            unit,
        }
    }

    /// Both quantities in one unit, so that their numbers can be compared; `None` where the units
    /// differ. A side without a unit takes the other's: a bare fraction of at most 1 beside a
    /// percentage is that fraction (`1` beside `100%`), any other bare number is read in its unit.
    #[must_use]
    pub fn in_one_unit(&self, other: &Self) -> Option<(Decimal, Decimal)> {
        match (&self.unit, &other.unit) {
            (Unit::Percent, Unit::None) => Some((self.value, other.beside_percent())),
            (Unit::None, Unit::Percent) => Some((self.beside_percent(), other.value)),
            (Unit::Money(own), Unit::Money(theirs)) => {
                let mine = self.value.checked_mul(own.in_wan())?;
                Some((mine, other.value.checked_mul(theirs.in_wan())?))
            }
            (Unit::None, _) | (_, Unit::None) => Some((self.value, other.value)),
            (own, theirs) if own == theirs => Some((self.value, other.value)),
            (Unit::Other(own), Unit::Other(theirs)) => {
                let (mine, yours) = of_one_kind(own, theirs)?;
                let theirs = other.value.checked_mul(yours)?;
                Some((self.value.checked_mul(mine)?, theirs))
            }
            _ => None,
        }
    }

    fn beside_percent(&self) -> Decimal {
        if self.value <= Decimal::ONE && self.value > Decimal::ZERO {
            self.value * Decimal::ONE_HUNDRED
        } else {
            self.value
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", plain(self.value), self.unit)
    }
}

/// A number with its unit and nothing else.
pub(super) fn quantity(body: &str, comparator: Option<Comparator>) -> Option<Quantity> {
    let Some(number) = leading_number(body) else {
        return share_in_words(body).map_or_else(|| in_words(body), |share| percent(&share));
    };
    let number = number.ok()?;
    if let Some(share) = share_of(&number) {
        return percent(&share);
    }
    let unit = length_of_time(number.rest, number.value, comparator)
        .or_else(|| AmountUnit::parse(number.rest).map(Unit::Money));
    if let Some(sum) = unit
        .is_none()
        .then(|| sum_of_money(body, number.rest))
        .flatten()
    {
        return Some(sum);
    }
    let unit = unit.or_else(|| Unit::parse(number.rest))?;
    Some(Quantity::printed(number.value, number.decimals, unit))
}

/// A share with nothing behind it but perhaps its name.
fn percent(share: &Share<'_>) -> Option<Quantity> {
    let is_whole = matches!(share.rest, "" | "(百分比)");
    is_whole.then(|| Quantity::printed(share.percent, share.decimals, Unit::Percent))
}

/// `33万5千元`, `2千万元`, `33万元(叁拾叁万元)`.
fn sum_of_money(body: &str, unit: &str) -> Option<Quantity> {
    if !unit.contains(['元', '万', '亿']) {
        return None;
    }
    let sum = money::sum(body).ok()?;
    Some(Quantity {
        value: sum.value.normalize(),
        half_unit: sum.half_unit,
        unit: Unit::Money(sum.unit?),
    })
}

/// 3年 is a length of time, 24年 and 2024年 may be a year; 15日内 is one, 15日 a day.
fn length_of_time(unit: &str, number: Decimal, comparator: Option<Comparator>) -> Option<Unit> {
    let is_length = match unit {
        "年" => {
            number <= Decimal::from(20) || (comparator.is_some() && number < Decimal::from(100))
        }
        "日" => comparator.is_some(),
        _ => false,
    };
    is_length.then(|| Unit::Other(unit.to_owned()))
}

/// 十二次, 三十三万元: in numerals only with units that make no other word of them (一流, 三级).
fn in_words(body: &str) -> Option<Quantity> {
    const COUNTED: [&str; 33] = [
        "次",
        "人",
        "户",
        "个",
        "家",
        "场",
        "项",
        "份",
        "件",
        "名",
        "套",
        "篇",
        "处",
        "座",
        "台",
        "辆",
        "所",
        "间",
        "条",
        "本",
        "册",
        "张",
        "种",
        "天",
        "人次",
        "户次",
        "场次",
        "个月",
        "小时",
        "分钟",
        "工作日",
        "个工作日",
        "平方米",
    ];
    let (number, unit) = numeral::leading(body)?;
    if COUNTED.contains(&unit) {
        return Some(Quantity::printed(
            number.into(),
            0,
            Unit::Other(unit.to_owned()),
        ));
    }
    let sum = money::sum(body).ok()?;
    let unit = sum.unit?;
    (unit != AmountUnit::Wan || body.contains(['元', '圆'])).then(|| Quantity {
        value: sum.value.normalize(),
        half_unit: sum.half_unit,
        unit: Unit::Money(unit),
    })
}
