//! The fiscal year (年度).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{CellValue, Misread, Parsed, text};

/// Units behind a figure such as 2000户, which is no year.
const COUNTED: &str = "户人次个名家万元千百亿米㎡吨件套处份平台册条亩棵株盏场辆公";

/// A fiscal year such as 2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct FiscalYear(u16);

impl FiscalYear {
    /// Finds a year in a text: `（2024年度）`, `2024年`, also where a bracket was lost.
    #[must_use]
    pub fn find(raw: &str) -> Option<Self> {
        let folded: Vec<char> = text::normal_form(raw).chars().collect();
        mentions(&folded)
            .find(|mention| mention.after.first() == Some(&'年'))
            .map(|mention| mention.year)
    }

    /// Reads a cell that asks for a year: `2024`, `2024年度`.
    ///
    /// # Errors
    /// [`Misread`] where it holds anything else.
    pub fn parse(cell: &CellValue) -> Parsed<Self> {
        if let Some(why) = cell.broken() {
            return Err(why);
        }
        let shown = cell.text();
        if text::is_blank_marker(&shown) {
            return Ok(None);
        }
        let bare = text::normal_form(&shown).parse().ok();
        bare.and_then(|number: u16| Self::try_from(number).ok())
            .or_else(|| Self::find(&shown))
            .map(Some)
            .ok_or(Misread::NotAYear)
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
