//! Points: weights (分值) and scores (得分).

use rust_decimal::{Decimal, RoundingStrategy};

use super::figure::{figure, half_unit};
use super::number::{self, leading_number};
use super::{CellValue, Misread, Parsed, Printed, numeral, text};

figure! {
    /// Points earned (得分).
    Score, 13.92
}

figure! {
    /// Points that can be earned (分值).
    Weight, 15
}

impl Score {
    /// Reads points: `10`, `9.5分`.
    ///
    /// # Errors
    /// [`Misread`] where the cell holds something that is not a number of points.
    pub fn parse(cell: &CellValue) -> Parsed<Printed<Self>> {
        points(cell).map(|found| found.map(|(value, half)| printed(Self(value), half)))
    }

    /// Rounded to `decimals`, as scores are stated.
    #[must_use]
    pub fn rounded(self, decimals: u32, strategy: RoundingStrategy) -> Self {
        Self(self.0.round_dp_with_strategy(decimals, strategy))
    }
}

impl Weight {
    /// Reads a weight: `15`, `12.5分`.
    ///
    /// # Errors
    /// [`Misread`] where the cell holds something that is not a number of points.
    pub fn parse(cell: &CellValue) -> Parsed<Printed<Self>> {
        points(cell).map(|found| found.map(|(value, half)| printed(Self(value), half)))
    }

    /// The score that takes all of it.
    #[must_use]
    pub fn full_score(self) -> Score {
        Score(self.0)
    }
}

fn printed<T>(value: T, half_unit: Decimal) -> Printed<T> {
    Printed { value, half_unit }
}

/// Points are stated to two decimals at most; a whole number of points is awarded as such (9 is
/// 9.00, not a rounded 8.62), while 8.6 may be a rounded 8.62.
fn half_a_point_digit(decimals: u32) -> Decimal {
    half_unit(if decimals == 0 { 2 } else { decimals })
}

fn points(cell: &CellValue) -> Parsed<(Decimal, Decimal)> {
    match cell {
        CellValue::Text(raw) if text::is_blank_marker(raw) => Ok(None),
        CellValue::Text(raw) => points_in_text(raw).map(Some),
        CellValue::Number {
            value,
            shown_decimals,
            percent: false,
        } => {
            let decimals = shown_decimals.unwrap_or(0).max(value.normalize().scale());
            Ok(Some((*value, half_a_point_digit(decimals))))
        }
        CellValue::Date(_) => Err(Misread::Date),
        other => Err(other.broken().unwrap_or(Misread::NotANumber)),
    }
}

fn points_in_text(raw: &str) -> Result<(Decimal, Decimal), Misread> {
    if let Some((value, decimals)) = number::bare(raw) {
        return Ok((value, half_a_point_digit(decimals)));
    }
    let folded = number::folded(raw)?;
    let stated = folded.trim_end_matches(['。', ';', ',']);
    if let Some(word) = number::approximation(stated) {
        return Err(Misread::Approximate(word.to_owned()));
    }
    let Some(number) = leading_number(stated) else {
        return Err(not_in_digits(stated));
    };
    let number = number?;
    match number.rest {
        "" | "分" => Ok((number.value, half_a_point_digit(number.decimals))),
        other => Err(number::misfit(other)),
    }
}

/// 十分 may be ten points or "very": points are taken in digits only.
fn not_in_digits(stated: &str) -> Misread {
    match numeral::leading(stated) {
        Some((_, "" | "分")) => Misread::InWords,
        _ => Misread::NotANumber,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_with_and_without_the_word() {
        for text in ["10", "10分", "１０", " 10.00 "] {
            let score = Score::parse(&CellValue::Text(text.into()))
                .unwrap()
                .unwrap();
            assert_eq!(score.value.to_string(), "10", "{text}");
        }
        assert_eq!(Score::parse(&CellValue::Text("—".into())), Ok(None));
        let unit = Score::parse(&CellValue::Text("10个".into()));
        assert_eq!(unit, Err(Misread::UnknownUnit("个".into())));
    }

    #[test]
    fn points_in_words_are_not_guessed() {
        let parse = |text: &str| Score::parse(&CellValue::Text(text.into()));
        assert_eq!(parse("十分"), Err(Misread::InWords));
        assert_eq!(parse("十"), Err(Misread::InWords));
        assert_eq!(parse("满分"), Err(Misread::NotANumber));
        assert_eq!(parse("10（满分10）"), Err(Misread::Remark("满分10".into())));
        assert_eq!(parse("10/10"), Err(Misread::SeveralNumbers));
        assert_eq!(parse("约9分"), Err(Misread::Approximate("约".into())));
        assert_eq!(parse("10 9"), Err(Misread::SeveralNumbers));
        assert_eq!(parse("10\n9.5"), Err(Misread::SeveralNumbers));
    }
}
