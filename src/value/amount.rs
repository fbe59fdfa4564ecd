//! Money, exact, in 万元.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::figure::{figure, half_unit_unless_whole};
use super::number::{in_range, number_with_unit};
use super::{CellValue, Figure as _, Misread, Parsed, Printed, text};

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
    /// 万元, also written 万
    #[serde(rename = "万元")]
    Wan,
    /// 亿元, also written 亿
    #[serde(rename = "亿元")]
    Yi,
}

impl AmountUnit {
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

impl Amount {
    /// Reads an amount from a cell whose column is stated in `unit`; a unit written behind the
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
                Self::in_unit(*value, decimals, unit).map(Some)
            }
            CellValue::Date(_) => Err(Misread::Date),
            other => Err(other.broken().unwrap_or(Misread::NotANumber)),
        }
    }

    fn from_text(raw: &str, column_unit: AmountUnit) -> Result<Printed<Self>, Misread> {
        let folded = text::normal_form(raw);
        let number = number_with_unit(folded.trim_start_matches(['¥', '￥']))?;
        let unit = match number.rest.as_str() {
            "" => column_unit,
            rest => AmountUnit::parse(rest).ok_or_else(|| Misread::UnknownUnit(rest.to_owned()))?,
        };
        Self::in_unit(number.value, number.decimals, unit)
    }

    fn in_unit(value: Decimal, decimals: u32, unit: AmountUnit) -> Result<Printed<Self>, Misread> {
        let wan = value
            .checked_mul(unit.in_wan())
            .ok_or(Misread::OutOfRange)?;
        Ok(Printed {
            value: Self(in_range(wan)?.normalize()),
            half_unit: half_unit_unless_whole(decimals) * unit.in_wan(),
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
    }
}
