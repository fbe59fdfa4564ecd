//! Money, exact, in 万元.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::{figure, half_unit_unless_whole};
use super::number::{self, in_range};
use super::{CellValue, Figure as _, Misread, Parsed, Printed, money, text};

figure! {
    /// An amount of money in 万元 (ten thousand yuan), exact.
    Amount, 33.5
}

/// The unit in which a form or a cell states money.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum AmountUnit {
    /// 元
    #[serde(rename = "元")]
    Yuan,
    /// 千元
    #[serde(rename = "千元")]
    Thousand,
    /// 万元
    #[serde(rename = "万元")]
    Wan,
    /// 亿元
    #[serde(rename = "亿元")]
    Yi,
}

impl AmountUnit {
    pub(super) const ALL: [Self; 4] = [Self::Yuan, Self::Thousand, Self::Wan, Self::Yi];

    /// Recognises a unit in normal form; nothing else may stand beside it.
    #[must_use]
    pub fn parse(folded: &str) -> Option<Self> {
        match folded.strip_prefix("人民币").unwrap_or(folded) {
            "元" | "元整" => Some(Self::Yuan),
            "千元" => Some(Self::Thousand),
            "万元" | "万" | "万元整" => Some(Self::Wan),
            "亿元" | "亿" => Some(Self::Yi),
            _ => None,
        }
    }

    /// Finds the unit that a line such as `金额单位：万元` or a note such as `万元、%` states; `None`
    /// where it states none, or several.
    #[must_use]
    pub fn find_in(raw: &str) -> Option<Self> {
        if text::is_prose(raw) || !raw.contains(['元', '万', '亿']) {
            return None;
        }
        let words = || raw.split_whitespace().filter(|word| word.contains("单位"));
        stated_in(raw).or_else(|| words().find_map(stated_in))
    }

    /// How many 万元 one of this unit is.
    #[must_use]
    pub fn in_wan(self) -> Decimal {
        match self {
            Self::Yuan => Decimal::new(1, 4),
            Self::Thousand => Decimal::new(1, 1),
            Self::Wan => Decimal::ONE,
            Self::Yi => Decimal::new(10_000, 0),
        }
    }
}

/// The one unit of money among those behind 单位, or among those that are all of the text.
fn stated_in(raw: &str) -> Option<AmountUnit> {
    let folded = text::normal_form(raw);
    let stated = match folded.rsplit_once("单位") {
        Some((_, stated)) => stated.trim_start_matches([':', '为']),
        None => folded.as_str(),
    };
    let mut parts = stated
        .split([',', ';', '(', ')'])
        .filter(|part| !part.is_empty());
    let mut units = parts.clone().filter_map(AmountUnit::parse);
    let unit = units.next()?;
    let is_unit = |part: &str| AmountUnit::parse(part).is_some() || is_short_unit(part);
    (parts.all(is_unit) && units.all(|other| other == unit)).then_some(unit)
}

/// A unit that may be listed beside that of the money: `%`, `人次`.
fn is_short_unit(part: &str) -> bool {
    part.chars().count() <= 2 && !part.contains(['元', '万', '亿'])
}

impl Amount {
    /// Reads an amount from a cell whose column is stated in `unit`; a unit written beside the
    /// number wins over the column's.
    ///
    /// # Errors
    /// [`Misread`] where the cell holds something that is not an amount.
    pub fn parse(cell: &CellValue, unit: AmountUnit) -> Parsed<Printed<Self>> {
        match cell {
            CellValue::Text(raw) if text::is_blank_marker(raw) => Ok(None),
            CellValue::Text(raw) => Self::from_text(raw, unit).map(Some),
            CellValue::Number {
                value,
                shown_decimals,
                percent: false,
            } => {
                let decimals = shown_decimals.unwrap_or(0).max(value.normalize().scale());
                Self::in_unit(*value, half_unit_unless_whole(decimals), unit).map(Some)
            }
            CellValue::Date(_) => Err(Misread::Date),
            other => Err(other.broken().unwrap_or(Misread::NotANumber)),
        }
    }

    fn from_text(raw: &str, column_unit: AmountUnit) -> Result<Printed<Self>, Misread> {
        if let Some((value, decimals)) = number::bare(raw) {
            return Self::in_unit(value, half_unit_unless_whole(decimals), column_unit);
        }
        let sum = money::sum(&number::folded(raw)?)?;
        Self::in_unit(sum.value, sum.half_unit, sum.unit.unwrap_or(column_unit))
    }

    fn in_unit(
        value: Decimal,
        half_unit: Decimal,
        unit: AmountUnit,
    ) -> Result<Printed<Self>, Misread> {
        let wan = value
            .checked_mul(unit.in_wan())
            .ok_or(Misread::OutOfRange)?;
        Ok(Printed {
            value: Self(in_range(wan)?.normalize()),
            half_unit: half_unit * unit.in_wan(),
        })
    }

    /// This amount as a fraction of `base`; `None` where `base` is zero.
    #[must_use]
    pub fn fraction_of(self, base: Self) -> Option<super::Rate> {
        self.0.checked_div(base.decimal()).map(super::Rate::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wan(text: &str, unit: AmountUnit) -> String {
        let printed = Amount::parse(&CellValue::Text(text.into()), unit)
            .unwrap()
            .unwrap();
        printed.value.to_string()
    }

    #[test]
    fn the_unit_in_the_cell_wins() {
        assert_eq!(wan("35.56041万元", AmountUnit::Wan), "35.56041");
        assert_eq!(wan("355604.1元", AmountUnit::Wan), "35.56041");
        assert_eq!(wan("150万", AmountUnit::Yuan), "150");
        assert_eq!(wan("1.5亿元", AmountUnit::Wan), "15000");
        assert_eq!(wan("￥1,437.5", AmountUnit::Wan), "1437.5");
        assert_eq!(wan("387664.62", AmountUnit::Yuan), "38.766462");
    }

    #[test]
    fn a_number_in_words_takes_the_unit_of_its_column() {
        assert_eq!(wan("三十三", AmountUnit::Wan), "33");
        assert_eq!(wan("叁拾叁万元整", AmountUnit::Yuan), "33");
        assert_eq!(wan("33万5千元", AmountUnit::Yuan), "33.5");
        assert_eq!(wan("330000（叁拾叁万元）", AmountUnit::Wan), "33");
        assert_eq!(wan("（5.2）", AmountUnit::Wan), "-5.2");
        assert_eq!(wan("0.00", AmountUnit::Wan), "0");
        assert_eq!(wan("1 437.5", AmountUnit::Wan), "1437.5");
    }

    #[test]
    fn two_amounts_in_a_cell_are_not_drawn_together() {
        for text in ["33 35", "33\n35.56", "33、350", "33 35.5"] {
            let amount = Amount::parse(&CellValue::Text(text.into()), AmountUnit::Wan);
            assert_eq!(amount, Err(Misread::SeveralNumbers), "{text:?}");
        }
    }

    #[test]
    fn units_are_found_in_lines_and_notes() {
        for (line, unit) in [
            ("单位：元", AmountUnit::Yuan),
            ("单 位：元", AmountUnit::Yuan),
            ("金额单位：万元", AmountUnit::Wan),
            ("（单位：人民币千元）", AmountUnit::Thousand),
            ("(单位:万元)", AmountUnit::Wan),
            ("单位：万元、%", AmountUnit::Wan),
            ("万元、%", AmountUnit::Wan),
            ("万元", AmountUnit::Wan),
            ("金额单位为亿元", AmountUnit::Yi),
            ("填报单位：某街道  金额单位：元", AmountUnit::Yuan),
            ("金额单位：元  填报单位：某街道", AmountUnit::Yuan),
        ] {
            assert_eq!(AmountUnit::find_in(line), Some(unit), "{line}");
        }
        for line in [
            "实施单位：某街道",
            "单位：元/人",
            "单位：万元、元",
            "33万元",
            "单位：元旦办",
            "预算单位",
            "单位：",
            "A",
            "50分",
            "单位：人次",
        ] {
            assert_eq!(AmountUnit::find_in(line), None, "{line}");
        }
    }

    #[test]
    fn nothing_stated_is_not_zero() {
        for text in ["", "—", "/", "无", " "] {
            assert_eq!(
                Amount::parse(&CellValue::Text(text.into()), AmountUnit::Wan),
                Ok(None)
            );
        }
    }

    #[test]
    fn what_is_not_money_is_said() {
        let parse = |text: &str| Amount::parse(&CellValue::Text(text.into()), AmountUnit::Wan);
        assert_eq!(parse("见附件"), Err(Misread::NotANumber));
        assert_eq!(parse(&"预算33万元，".repeat(20)), Err(Misread::NotANumber));
        assert_eq!(
            parse("33（含上年结转）"),
            Err(Misread::Remark("含上年结转".into()))
        );
        assert_eq!(parse("5人次"), Err(Misread::UnknownUnit("人次".into())));
        let broken = Amount::parse(&CellValue::Error("#REF!".into()), AmountUnit::Wan);
        assert_eq!(broken, Err(Misread::ErrorCell("#REF!".into())));
        let formula = Amount::parse(&CellValue::Uncomputed, AmountUnit::Wan);
        assert_eq!(formula, Err(Misread::Uncomputed));
    }

    #[test]
    fn precision_follows_the_digits() {
        let printed = |text: &str| {
            Amount::parse(&CellValue::Text(text.into()), AmountUnit::Wan)
                .unwrap()
                .unwrap()
                .half_unit
        };
        assert_eq!(printed("33"), Decimal::ZERO);
        assert_eq!(printed("35.56"), Decimal::new(5, 3));
        assert_eq!(printed("355604.1元"), Decimal::new(5, 6));
        assert_eq!(printed("2.5百万元"), Decimal::new(5, 0));
        assert_eq!(printed("三点五万元"), Decimal::new(5, 2));
        assert_eq!(printed("叁拾叁万伍仟元"), Decimal::ZERO);
    }
}
