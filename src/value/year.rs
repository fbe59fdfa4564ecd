//! The fiscal year (年度).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::text;

/// A fiscal year such as 2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct FiscalYear(u16);

impl FiscalYear {
    /// Finds a year in a text: `（2024年度）`, `2024年`, also where a bracket was lost.
    #[must_use]
    pub fn find(raw: &str) -> Option<Self> {
        let folded = text::normal_form(raw);
        let digits: Vec<char> = folded.chars().collect();
        digits
            .windows(5)
            .enumerate()
            .find_map(|(at, window)| match window {
                ['2', '0', d, u, '年'] if d.is_ascii_digit() && u.is_ascii_digit() => {
                    let preceded = at.checked_sub(1).and_then(|before| digits.get(before));
                    if preceded.is_some_and(char::is_ascii_digit) {
                        return None; // the tail of a longer number
                    }
                    let number: u16 = format!("20{d}{u}").parse().ok()?;
                    Self::try_from(number).ok()
                }
                _ => None,
            })
    }

    /// The year as a number.
    #[must_use]
    pub fn number(self) -> u16 {
        self.0
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
    }
}
