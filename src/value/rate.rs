//! Rates: fractions, however they are printed.

use rust_decimal::Decimal;

use super::figure::{figure, half_unit};
use super::number::{self, leading_number};
use super::share::{Share, leading_share};
use super::{CellValue, Misread, Parsed, Printed, plain, text};

figure! {
    /// A rate as a fraction: 1.0776 is 107.76%.
    Rate, 0.8
}

/// A bare number above this is read as percent: `86.19` is 86.19%, `1` is 100%.
const LARGEST_FRACTION: Decimal = Decimal::TWO;

impl Rate {
    /// The whole: 100%.
    pub const ONE: Self = Self(Decimal::ONE);

    /// Reads a rate: `100%`, `0.86` formatted as percent, `86.19`, `1`.
    ///
    /// # Errors
    /// [`Misread`] where the cell holds something that is not a rate.
    pub fn parse(cell: &CellValue) -> Parsed<Printed<Self>> {
        match cell {
            CellValue::Text(raw) if text::is_blank_marker(raw) => Ok(None),
            CellValue::Text(raw) => Self::from_text(raw).map(Some),
            CellValue::Number {
                value,
                shown_decimals,
                percent: true,
            } => {
                let shown = shown_decimals.map_or(0, |decimals| decimals.saturating_add(2));
                let decimals = shown.max(value.normalize().scale());
                Ok(Some(Self::fraction(*value, decimals.max(2))))
            }
            CellValue::Number {
                value,
                shown_decimals,
                ..
            } => {
                let decimals = shown_decimals.unwrap_or(0).max(value.normalize().scale());
                Ok(Some(Self::bare(*value, decimals)))
            }
            CellValue::Date(_) => Err(Misread::Date),
            other => Err(other.broken().unwrap_or(Misread::NotANumber)),
        }
    }

    fn from_text(raw: &str) -> Result<Printed<Self>, Misread> {
        if let Some((value, decimals)) = number::bare(raw) {
            return Ok(Self::bare(value, decimals));
        }
        let folded = number::folded(raw)?;
        let stated = folded.trim_end_matches(['。', ';', ',']);
        if let Some(word) = number::approximation(stated) {
            return Err(Misread::Approximate(word.to_owned()));
        }
        if let Some(Share {
            percent,
            decimals,
            rest: "",
        }) = leading_share(stated)
        {
            return Ok(Self::percent(percent, decimals));
        }
        let number = leading_number(stated).unwrap_or(Err(Misread::NotANumber))?;
        match number.rest {
            "" => Ok(Self::bare(number.value, number.decimals)),
            other => Err(number::misfit(other)),
        }
    }

    fn bare(value: Decimal, decimals: u32) -> Printed<Self> {
        if value > LARGEST_FRACTION {
            Self::percent(value, decimals)
        } else {
            // A bare 1 stands for 100%, printed to the percent at least.
            Self::fraction(value, decimals.max(2))
        }
    }

    fn percent(value: Decimal, decimals: u32) -> Printed<Self> {
        Self::fraction(value / Decimal::ONE_HUNDRED, decimals.saturating_add(2))
    }

    fn fraction(value: Decimal, decimals: u32) -> Printed<Self> {
        Printed {
            value: Self(value.normalize()),
            half_unit: half_unit(decimals),
        }
    }

    /// As people read it, in percent with at most two decimals: `107.76%`.
    #[must_use]
    pub fn to_percent(self) -> String {
        let percent = self
            .0
            .saturating_mul(Decimal::ONE_HUNDRED)
            .round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        format!("{}%", plain(percent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(text: &str) -> (String, String) {
        let printed = Rate::parse(&CellValue::Text(text.into())).unwrap().unwrap();
        (
            printed.value.to_string(),
            printed.half_unit.normalize().to_string(),
        )
    }

    #[test]
    fn however_it_is_printed() {
        assert_eq!(rate("100%"), ("1".into(), "0.005".into()));
        assert_eq!(rate("86.19％"), ("0.8619".into(), "0.00005".into()));
        assert_eq!(rate("86.19"), ("0.8619".into(), "0.00005".into()));
        assert_eq!(rate("1"), ("1".into(), "0.005".into()));
        assert_eq!(rate("0.98"), ("0.98".into(), "0.005".into()));
        assert_eq!(rate("1.0"), ("1".into(), "0.005".into()));
        assert_eq!(rate("100.00％"), ("1".into(), "0.00005".into()));
        assert_eq!(rate("100 %"), ("1".into(), "0.005".into()));
        assert_eq!(rate("86%。"), ("0.86".into(), "0.005".into()));
        assert_eq!(rate("百分之八十六"), ("0.86".into(), "0.005".into()));
        assert_eq!(rate("百分之八十六点二"), ("0.862".into(), "0.0005".into()));
        assert_eq!(rate("千分之三"), ("0.003".into(), "0.0005".into()));
        assert_eq!(rate("3‰"), ("0.003".into(), "0.0005".into()));
        assert_eq!(rate("-5%"), ("-0.05".into(), "0.005".into()));
    }

    #[test]
    fn what_is_no_rate_is_said() {
        let parse = |text: &str| Rate::parse(&CellValue::Text(text.into()));
        assert_eq!(
            parse("86.2个百分点"),
            Err(Misread::UnknownUnit("个百分点".into()))
        );
        assert_eq!(parse("86%（预计）"), Err(Misread::Remark("预计".into())));
        assert_eq!(parse("约86%"), Err(Misread::Approximate("约".into())));
        assert_eq!(parse("86%左右"), Err(Misread::Approximate("左右".into())));
        assert_eq!(parse("九成"), Err(Misread::NotANumber));
        assert_eq!(parse("86% 90%"), Err(Misread::SeveralNumbers));
        assert_eq!(parse("86 90"), Err(Misread::SeveralNumbers));
        assert_eq!(parse("/"), Ok(None));
    }

    #[test]
    fn a_percent_cell_keeps_its_stored_value() {
        let cell = CellValue::Number {
            value: Decimal::new(862_037, 6),
            shown_decimals: Some(0),
            percent: true,
        };
        let printed = Rate::parse(&cell).unwrap().unwrap();
        assert_eq!(printed.value.to_string(), "0.862037");
    }

    #[test]
    fn absurd_rates_are_shown_all_the_same() {
        assert!(Rate::new(Decimal::MAX).to_percent().ends_with('%'));
    }

    #[test]
    fn shown_as_percent() {
        assert_eq!(
            Rate::new(Decimal::new(10_775_882, 7)).to_percent(),
            "107.76%"
        );
        assert_eq!(Rate::ONE.to_percent(), "100%");
    }
}
