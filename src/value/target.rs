//! Targets and actuals (指标值、完成值): a comparator, a quantity and its unit, or words.

use std::fmt;

use rust_decimal::Decimal;

use super::figure::{half_unit, half_unit_unless_whole};
use super::number::leading_number;
use super::{AmountUnit, CellValue, Parsed, plain, text};

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

impl Comparator {
    /// Is more than the target a fault (an upper limit)?
    #[must_use]
    pub fn is_upper_limit(self) -> bool {
        matches!(self, Self::AtMost | Self::LessThan)
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

/// Signs and words that stand before a number, longest first where one starts another.
const PREFIXES: [(&str, Comparator); 26] = [
    ("大于等于", Comparator::AtLeast),
    ("大于或等于", Comparator::AtLeast),
    ("小于等于", Comparator::AtMost),
    ("小于或等于", Comparator::AtMost),
    (">=", Comparator::AtLeast),
    ("=>", Comparator::AtLeast),
    ("<=", Comparator::AtMost),
    ("=<", Comparator::AtMost),
    ("≥", Comparator::AtLeast),
    ("≤", Comparator::AtMost),
    ("不低于", Comparator::AtLeast),
    ("不少于", Comparator::AtLeast),
    ("不小于", Comparator::AtLeast),
    ("至少", Comparator::AtLeast),
    ("不超过", Comparator::AtMost),
    ("不高于", Comparator::AtMost),
    ("不大于", Comparator::AtMost),
    ("不多于", Comparator::AtMost),
    ("控制在", Comparator::AtMost),
    ("超过", Comparator::MoreThan),
    ("大于", Comparator::MoreThan),
    ("低于", Comparator::LessThan),
    ("小于", Comparator::LessThan),
    (">", Comparator::MoreThan),
    ("<", Comparator::LessThan),
    ("=", Comparator::Equal),
];

/// Words that stand behind the unit.
const SUFFIXES: [(&str, Comparator); 5] = [
    ("及以上", Comparator::AtLeast),
    ("以上", Comparator::AtLeast),
    ("及以下", Comparator::AtMost),
    ("以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
];

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
    fn parse(folded: &str) -> Option<Self> {
        match folded {
            "" => Some(Self::None),
            "%" | "百分比" | "%(百分比)" => Some(Self::Percent),
            other if is_unit_like(other) => Some(
                AmountUnit::parse(other).map_or_else(|| Self::Other(other.to_owned()), Self::Money),
            ),
            _ => None,
        }
    }
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

/// What a target or an actual says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// A number, perhaps with a comparator: `≥90%`, `50户`, `33万元`.
    Quantity {
        /// The sign or word before the number, if any.
        comparator: Option<Comparator>,
        /// The number and its unit.
        quantity: Quantity,
    },
    /// Words, dates, several numbers: nothing to calculate with.
    Words,
}

impl Measure {
    /// Reads a target or actual; whatever is not one plain quantity is [`Measure::Words`].
    ///
    /// # Errors
    /// [`super::Misread`] where the cell is an error value or a formula without result.
    pub fn parse(cell: &CellValue) -> Parsed<Self> {
        match cell {
            CellValue::Text(raw) if text::is_blank_marker(raw) => Ok(None),
            CellValue::Text(raw) => Ok(Some(Self::from_text(raw))),
            CellValue::Number {
                value,
                shown_decimals,
                percent,
            } => Ok(Some(Self::from_number(*value, *shown_decimals, *percent))),
            other => other.broken().map_or(Ok(Some(Self::Words)), Err),
        }
    }

    /// The plain quantity, whatever its comparator.
    #[must_use]
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Quantity { quantity, .. } => Some(quantity),
            Self::Words => None,
        }
    }

    /// The comparator, where one is written.
    #[must_use]
    pub fn comparator(&self) -> Option<Comparator> {
        match self {
            Self::Quantity { comparator, .. } => *comparator,
            Self::Words => None,
        }
    }

    fn from_number(value: Decimal, shown_decimals: Option<u32>, percent: bool) -> Self {
        let (value, unit) = if percent {
            (value * Decimal::ONE_HUNDRED, Unit::Percent)
        } else {
            (value, Unit::None)
        };
        let value = value.normalize();
        Self::Quantity {
            comparator: None,
            quantity: Quantity {
                value,
                half_unit: rounding(&unit, shown_decimals.unwrap_or(0).max(value.scale())),
                unit,
            },
        }
    }

    fn from_text(raw: &str) -> Self {
        if raw.chars().nth(60).is_some() {
            return Self::Words; // prose, not a quantity
        }
        let folded = text::normal_form(raw);
        let (prefix, body) = split_prefix(&folded);
        let Some(Ok(number)) = leading_number(body) else {
            return Self::Words;
        };
        let (suffix, unit) = split_suffix(number.rest);
        match Unit::parse(unit) {
            Some(unit) => Self::Quantity {
                comparator: prefix.or(suffix),
                quantity: Quantity {
                    value: number.value.normalize(),
                    half_unit: rounding(&unit, number.decimals),
                    unit,
                },
            },
            None => Self::Words,
        }
    }
}

/// Percentages are rounded even to whole numbers (86% may be 86.2%); counts and money are not.
fn rounding(unit: &Unit, decimals: u32) -> Decimal {
    match unit {
        Unit::Percent => half_unit(decimals),
        _ => half_unit_unless_whole(decimals),
    }
}

fn split_prefix(folded: &str) -> (Option<Comparator>, &str) {
    PREFIXES
        .iter()
        .find_map(|(sign, comparator)| Some((Some(*comparator), folded.strip_prefix(sign)?)))
        .unwrap_or((None, folded))
}

fn split_suffix(rest: &str) -> (Option<Comparator>, &str) {
    SUFFIXES
        .iter()
        .find_map(|(word, comparator)| Some((Some(*comparator), rest.strip_suffix(word)?)))
        .unwrap_or((None, rest))
}

/// A unit is short and holds no digits and no sentence: `人次`, `元/人*月`, `m2` (from ㎡).
fn is_unit_like(folded: &str) -> bool {
    const LONGEST: usize = 10;
    let squares = folded.replace("m2", "m").replace("m3", "m");
    folded.chars().count() <= LONGEST
        && squares
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '/' | '*' | '·' | '(' | ')'))
        && !folded.starts_with(['年', '月', '日', '号'])
        && !folded.contains("完成")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match Measure::parse(&CellValue::Text(text.into())).unwrap() {
            None => "blank".into(),
            Some(Measure::Words) => "words".into(),
            Some(Measure::Quantity {
                comparator,
                quantity,
            }) => format!(
                "{}{quantity}",
                comparator.map(|c| c.to_string()).unwrap_or_default()
            ),
        }
    }

    #[test]
    fn quantities_as_people_write_them() {
        for (text, meaning) in [
            ("≥90%", "≥90%"),
            ("≧90％", "≥90%"),
            (">=21933人", "≥21933人"),
            ("<=5300元/户", "≤5300元/户"),
            ("═8个", "=8个"),
            ("不少于12 种", "≥12种"),
            ("至少25户", "≥25户"),
            ("50户以上", "≥50户"),
            ("10天以内", "≤10天"),
            ("33万元", "33万元"),
            ("583元/人*月", "583元/人*月"),
            ("≥100百分比", "≥100%"),
            ("43.2", "43.2"),
            ("100㎡", "100m2"),
        ] {
            assert_eq!(read(text), meaning, "{text}");
        }
    }

    #[test]
    fn words_dates_and_compounds_are_not_quantities() {
        for text in [
            "结项评估合格",
            "2024年12月底前",
            "12月底前",
            "100%覆盖，无投诉",
            "2次培训和2次义诊",
        ] {
            assert_eq!(read(text), "words", "{text}");
        }
        assert_eq!(read("—"), "blank");
    }

    #[test]
    fn units_are_brought_together() {
        let quantity = |text: &str| match Measure::from_text(text) {
            Measure::Quantity { quantity, .. } => quantity,
            Measure::Words => panic!("{text}"),
        };
        let both = |a: &str, b: &str| quantity(a).in_one_unit(&quantity(b));
        assert_eq!(
            both("90%", "1"),
            Some((Decimal::from(90), Decimal::from(100)))
        );
        assert_eq!(
            both("90%", "95"),
            Some((Decimal::from(90), Decimal::from(95)))
        );
        assert_eq!(
            both("1万元", "8000元"),
            Some((Decimal::ONE, Decimal::new(8, 1)))
        );
        assert_eq!(
            both("50户", "48"),
            Some((Decimal::from(50), Decimal::from(48)))
        );
        assert_eq!(both("50户", "48人"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_understood_or_words(text in "\\PC{0,30}") {
            let _ = Measure::from_text(&text);
        }
    }
}
