//! The fiscal year (年度).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{CellValue, numeral, text};

/// A fiscal year such as 2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct FiscalYear(u16);

impl FiscalYear {
    /// Finds the one year that a text names: `（2024年度）`, `2024年1月-12月`, 二〇二四年度, also where
    /// a bracket was lost. `None` where it names none, or several (2023-2024年度).
    #[must_use]
    pub fn find(raw: &str) -> Option<Self> {
        let named = named_in(raw);
        let kinds = named.iter().map(|(kind, _)| *kind);
        let telling = kinds.min().filter(|kind| *kind != Kind::Day)?;
        let mut years = named.into_iter().filter(|(kind, _)| *kind == telling);
        let (_, year) = years.next()?;
        years.all(|(_, other)| other == year).then_some(year)
    }

    /// Does the text name any year, be it one of several?
    #[must_use]
    pub fn is_named_in(raw: &str) -> bool {
        !named_in(raw).is_empty()
    }

    /// The year in a place that asks for one: as in a text, or the bare number 2024, or a date in it.
    #[must_use]
    pub fn from_cell(cell: &CellValue) -> Option<Self> {
        match cell {
            CellValue::Number {
                value,
                percent: false,
                ..
            } => of_number(
                u64::try_from(*value)
                    .ok()
                    .filter(|whole| *value == (*whole).into())?,
            ),
            CellValue::Text(raw) => Self::find(raw).or_else(|| of_digits(&text::normal_form(raw))),
            CellValue::Date(iso) => of_digits(iso.split_once('-')?.0),
            _ => None,
        }
    }

    /// The year as a number.
    #[must_use]
    pub fn number(self) -> u16 {
        self.0
    }
}

/// How surely a year is that of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// 2024年度
    Fiscal,
    /// 2024年
    Plain,
    /// 2024年12月, which may be when the form was filled in.
    Month,
    /// 2024年12月5日, which tells nothing of the fiscal year.
    Day,
}

/// Every year that a text names.
fn named_in(raw: &str) -> Vec<(Kind, FiscalYear)> {
    if !raw.contains('年') {
        return Vec::new();
    }
    let folded = text::normal_form(raw);
    let mut named = Vec::new();
    for (at, word) in folded.match_indices('年') {
        let (before, behind) = folded.split_at_checked(at).unwrap_or_default();
        let year = trailing_year(before);
        let first = year.and_then(|_| trailing_year(before_span(before)?));
        let kind = kind(behind.strip_prefix(word).unwrap_or_default());
        named.extend(year.into_iter().chain(first).map(|year| (kind, year)));
    }
    named
}

/// What stands behind 年 tells.
fn kind(behind: &str) -> Kind {
    let is_digit = |c: char| c.is_ascii_digit();
    let month = behind.trim_start_matches(is_digit).strip_prefix('月');
    match month {
        _ if behind.starts_with('度') => Kind::Fiscal,
        Some(rest) if rest.starts_with(is_digit) => Kind::Day,
        Some(_) if behind.starts_with(is_digit) => Kind::Month,
        _ => Kind::Plain,
    }
}

/// The year at the end of a text, unless it is the tail of a longer number.
fn trailing_year(text: &str) -> Option<FiscalYear> {
    let head = text.trim_end_matches(|c| digit(c).is_some());
    of_digits(text.strip_prefix(head)?)
}

/// What stands before `-2024`, where that is a year too: 2023-2024年.
fn before_span(text: &str) -> Option<&str> {
    let head = text.trim_end_matches(|c| digit(c).is_some());
    head.strip_suffix(['-', '—', '~', '至', '到', '/'])
}

/// Exactly four digits: 2024, 二〇二四.
pub(super) fn of_digits(text: &str) -> Option<FiscalYear> {
    const LENGTH: usize = 4;
    let number = text.chars().try_fold(0_u64, |number, c| {
        number.checked_mul(10)?.checked_add(digit(c)?)
    })?;
    of_number(number).filter(|_| text.chars().count() == LENGTH)
}

fn of_number(number: u64) -> Option<FiscalYear> {
    FiscalYear::try_from(u16::try_from(number).ok()?).ok()
}

/// A digit of a year; the round zero is often typed as a letter.
fn digit(c: char) -> Option<u64> {
    match c {
        'O' | 'o' => Some(0),
        '两' | '兩' => None,
        _ => c.to_digit(10).map(u64::from).or_else(|| numeral::digit(c)),
    }
}

impl TryFrom<u16> for FiscalYear {
    type Error = String;
    fn try_from(year: u16) -> Result<Self, String> {
        if (2000..2100).contains(&year) {
            Ok(Self(year))
        } else {
            Err(format!("年度应在 2000 到 2099 之间，实际为 {year}"))
        }
    }
}

impl From<FiscalYear> for u16 {
    fn from(year: FiscalYear) -> Self {
        year.0
    }
}

impl schemars::JsonSchema for FiscalYear {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FiscalYear".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": 2000, "maximum": 2099 })
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_in_titles() {
        let year = |raw: &str| FiscalYear::find(raw).map(FiscalYear::number);
        assert_eq!(year("（2024年度）"), Some(2024));
        assert_eq!(year("2019年度)"), Some(2019));
        assert_eq!(year("( 2 0 2 2 年度)"), Some(2022));
        assert_eq!(year("51092324T00202年"), None);
        assert_eq!(year("项目支出绩效自评表"), None);
        assert_eq!(year("２０２４年度"), Some(2024));
        assert_eq!(year("2024 年 度"), Some(2024));
        assert_eq!(year("二〇二四年度"), Some(2024));
        assert_eq!(year("二零二四年"), Some(2024));
        assert_eq!(year("二○二四年"), Some(2024));
        assert_eq!(year("二O二四年"), Some(2024));
        assert_eq!(year("2024年1月-12月"), Some(2024));
        assert_eq!(year("2024年12月"), Some(2024));
    }

    #[test]
    fn of_several_years_the_fiscal_one_or_none() {
        let year = |raw: &str| FiscalYear::find(raw).map(FiscalYear::number);
        assert_eq!(year("2024年度项目支出绩效自评表（2025年3月）"), Some(2024));
        assert_eq!(year("2024年自评表 2025年3月填"), Some(2024));
        assert_eq!(year("2024年度自评表（2024年度）"), Some(2024));
        for ambiguous in [
            "2024-2025年",
            "2023-2024年度",
            "2023年-2024年",
            "2023年至2024年",
        ] {
            assert_eq!(year(ambiguous), None, "{ambiguous}");
            assert!(FiscalYear::is_named_in(ambiguous), "{ambiguous}");
        }
        for other in [
            "填报日期：2025年3月5日",
            "1999年",
            "二十四年",
            "2024",
            "近3年",
            "年度",
        ] {
            assert_eq!(year(other), None, "{other}");
        }
    }

    #[test]
    fn in_a_place_for_a_year_a_bare_number_will_do() {
        let year = |cell: CellValue| FiscalYear::from_cell(&cell).map(FiscalYear::number);
        assert_eq!(year(CellValue::number(2024.into())), Some(2024));
        assert_eq!(year(CellValue::Text(" ２０２４ ".into())), Some(2024));
        assert_eq!(year(CellValue::Text("2024年度".into())), Some(2024));
        assert_eq!(year(CellValue::Date("2024-12-31".into())), Some(2024));
        assert_eq!(
            year(CellValue::number(rust_decimal::Decimal::new(20245, 1))),
            None
        );
        assert_eq!(year(CellValue::number(45657.into())), None);
        assert_eq!(year(CellValue::Text("20241".into())), None);
        assert_eq!(year(CellValue::Date("08:30:00".into())), None);
        assert_eq!(year(CellValue::Boolean(true)), None);
    }

    proptest::proptest! {
        #[test]
        fn every_year_is_found_however_it_is_written(number in 2000_u16..2100) {
            let year = FiscalYear::try_from(number).ok();
            let spelled: String = number.to_string().chars()
                .map(|c| "〇一二三四五六七八九".chars().nth(usize::from(u8::try_from(c).unwrap() - b'0')).unwrap())
                .collect();
            for text in [format!("（{number}年度）"), format!("{spelled}年"), format!("{number} 年")] {
                proptest::prop_assert_eq!(FiscalYear::find(&text), year, "{}", text);
            }
        }

        #[test]
        fn any_text_names_a_year_or_none(text in "[0-9〇一二年度月日至\\-]{0,20}") {
            proptest::prop_assert!(FiscalYear::find(&text).is_none() || FiscalYear::is_named_in(&text));
        }
    }
}
