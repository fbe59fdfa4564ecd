//! The fiscal year (年度).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{CellValue, Misread, Parsed, numeral, text};

/// Units behind a figure such as 2000户, which is no year.
const COUNTED: &str = "户人次个名家万元千百亿米㎡吨件套处份平台册条亩棵株盏场辆公";

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

    /// Reads a cell that asks for a year: `2024`, `2024年度`.
    ///
    /// # Errors
    /// [`Misread`] where it holds anything else.
    pub fn parse(cell: &CellValue) -> Parsed<Self> {
        if let Some(why) = cell.broken() {
            return Err(why);
        }
        if text::is_blank_marker(&cell.text()) {
            return Ok(None);
        }
        Self::from_cell(cell).map(Some).ok_or(Misread::NotAYear)
    }

    /// The one year that the name of a file or folder states. `2024年度` says it best, then
    /// `2024年`, then a `2024` that begins or ends a word; dates and quantities are no years.
    #[must_use]
    pub fn in_name(name: &str) -> Option<Self> {
        let folded: Vec<char> = text::normal_form(name).chars().collect();
        let mut best: Vec<(u8, Self)> = mentions(&folded)
            .filter_map(|mention| Some((mention.weight()?, mention.year)))
            .collect();
        let most = best.iter().map(|(weight, _)| *weight).max()?;
        best.retain(|(weight, _)| *weight == most);
        let (_, year) = *best.first()?;
        best.iter().all(|(_, other)| *other == year).then_some(year)
    }

    /// Does a text mention this year in any way, as `2024年` or as bare digits?
    #[must_use]
    pub fn is_mentioned_in(self, raw: &str) -> bool {
        let folded: Vec<char> = text::normal_form(raw).chars().collect();
        mentions(&folded).any(|mention| mention.year == self)
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

/// Four digits that may be a year, with what stands around them.
struct Mention<'t> {
    year: FiscalYear,
    before: Option<char>,
    after: &'t [char],
}

impl Mention<'_> {
    /// How much a name says by it that it is of this year; nothing where it is a date or a figure.
    fn weight(&self) -> Option<u8> {
        match self.after {
            ['年', '度', ..] => Some(2),
            ['年', digit, ..] if digit.is_ascii_digit() => None,
            ['年', ..] => Some(1),
            ['.' | '-' | '/' | '_', digit, ..] if digit.is_ascii_digit() => None,
            after => self.stands_alone(after.first()).then_some(0),
        }
    }

    fn stands_alone(&self, next: Option<&char>) -> bool {
        let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let counts = next.is_some_and(|c| COUNTED.contains(*c));
        is_edge(next.copied()) || (is_edge(self.before) && !counts)
    }
}

/// Every `20dd` that is no part of a longer number.
fn mentions(folded: &[char]) -> impl Iterator<Item = Mention<'_>> {
    let digit = |at: usize| folded.get(at).copied().filter(char::is_ascii_digit);
    (0..folded.len()).filter_map(move |at| {
        let tail = folded.get(at..)?;
        let ['2', '0', tens, units, after @ ..] = tail else {
            return None;
        };
        let before = at.checked_sub(1);
        if before.and_then(digit).is_some() || after.first().is_some_and(char::is_ascii_digit) {
            return None; // a piece of a longer number
        }
        let number: u16 = format!("20{tens}{units}").parse().ok()?;
        Some(Mention {
            year: FiscalYear::try_from(number).ok()?,
            before: before.and_then(|before| folded.get(before)).copied(),
            after,
        })
    })
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

    #[test]
    fn a_cell_asks_for_a_year() {
        let text = |raw: &str| FiscalYear::parse(&CellValue::Text(raw.to_owned()));
        let year = FiscalYear::try_from(2024).unwrap();
        assert_eq!(text("2024"), Ok(Some(year)));
        assert_eq!(text("２０２４ 年度"), Ok(Some(year)));
        assert_eq!(
            FiscalYear::parse(&CellValue::number(2024.into())),
            Ok(Some(year))
        );
        assert_eq!(text("—"), Ok(None));
        assert_eq!(text("见标题"), Err(Misread::NotAYear));
        assert_eq!(text("12024"), Err(Misread::NotAYear));
    }

    #[test]
    fn names_state_a_year() {
        let year = |name: &str| FiscalYear::in_name(name).map(FiscalYear::number);
        assert_eq!(year("2024年适老化改造宣传推广项目绩效自评表"), Some(2024));
        assert_eq!(year("2024社区食堂运营补贴"), Some(2024));
        assert_eq!(year("自管道路清扫保洁外包（海淀2016）"), Some(2016));
        assert_eq!(year("自评表-2024-定稿"), Some(2024));
        // 2024年度 speaks for itself, whatever else is named.
        assert_eq!(year("2025年报送的2024年度自评表"), Some(2024));
    }

    #[test]
    fn dates_figures_and_several_years_state_none() {
        let year = |name: &str| FiscalYear::in_name(name).map(FiscalYear::number);
        for name in [
            "自评表",
            "20250120收",
            "2025年1月报送自评表",
            "2025.1.20报送",
            "自评表2025-02-20",
            "2000户居民慰问",
            "补贴2030人",
            "2023年和2024年自评表",
            "51092324T00202年",
        ] {
            assert_eq!(year(name), None, "{name}");
        }
        assert_eq!(year("2025年1月报送2024年自评表"), Some(2024));
    }

    #[test]
    fn a_project_may_bear_a_year_in_its_name() {
        let year = FiscalYear::try_from(2023).unwrap();
        assert!(year.is_mentioned_in("2023年道路维修尾款"));
        assert!(year.is_mentioned_in("道路维修2023尾款"));
        assert!(!year.is_mentioned_in("道路维修尾款20231号"));
    }

    proptest::proptest! {
        #[test]
        fn any_name_is_judged(name in "[ -~一-龥年度0-9]{0,30}") {
            let _ = FiscalYear::in_name(&name);
            let _ = FiscalYear::parse(&CellValue::Text(name));
        }
    }
}
