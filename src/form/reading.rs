//! How a form was read: its family of layouts, how surely, and what is doubtful. Nothing is taken by
//! a guess in silence.

use std::fmt;

use super::dictionary::{Dictionary, Label};
use super::family::{Family, Part};
use crate::grid::CellRef;
use crate::value::AmountUnit;

/// How a form was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The family of layouts that it belongs to.
    pub family: &'static Family,
    /// What lowers the confidence, or was inferred.
    pub doubts: Vec<Doubt>,
    /// Labels that the dictionary does not know.
    pub unknown_labels: Vec<UnknownLabel>,
}

/// Something that was not as a known layout has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// No family describes the layout.
    NoFamily,
    /// A block that the family has was not found.
    Missing(Part),
    /// A heading that is no known label.
    UnknownHeading(String),
    /// A row of money under a label that is not known.
    UnknownFundingRow(String),
    /// Nothing states the unit.
    UnitAssumed(AmountUnit),
    /// The unit is stated by the amounts themselves or by a line above the table.
    UnitInferred(AmountUnit, &'static str),
    /// An amount is written in another unit than the block's.
    UnitOfItsOwn(CellRef, AmountUnit),
    /// The form goes on on other sheets.
    Joined(Vec<String>),
}

impl Doubt {
    /// By how many percent it lowers the confidence.
    fn weighs(&self) -> u8 {
        match self {
            Self::Missing(Part::Funding | Part::Indicators) => 30,
            Self::NoFamily => 25,
            Self::Missing(Part::Total) | Self::UnknownHeading(_) | Self::UnknownFundingRow(_) => 10,
            Self::UnitAssumed(_) | Self::Joined(_) => 5,
            Self::UnitInferred(..) | Self::UnitOfItsOwn(..) => 0,
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFamily => f.write_str("版式不属于已知各类"),
            Self::Missing(part) => write!(f, "未找到{}", part.label()),
            Self::UnknownHeading(text) => write!(f, "栏目“{text}”不认识"),
            Self::UnknownFundingRow(text) => write!(f, "资金行“{text}”不认识，按其他资金计"),
            Self::UnitAssumed(unit) => write!(f, "资金区未注明单位，按{}理解", unit_name(*unit)),
            Self::UnitInferred(unit, from) => write!(f, "金额单位{}取自{from}", unit_name(*unit)),
            Self::UnitOfItsOwn(at, unit) => {
                write!(
                    f,
                    "{at} 写明{}，与资金区的单位不同，按单元格所写换算",
                    unit_name(*unit)
                )
            }
            Self::Joined(sheets) => write!(f, "续在工作表“{}”", sheets.join("”“")),
        }
    }
}

/// A label that the dictionary does not know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnknownLabel {
    /// As printed, tidied.
    pub text: String,
    /// Where.
    pub at: CellRef,
    /// The known label that its words are most like.
    pub like: Option<Label>,
}

impl UnknownLabel {
    pub(super) fn of(
        text: String,
        at: CellRef,
        possible: &[Label],
        dictionary: &Dictionary,
    ) -> Self {
        let like = dictionary.nearest(&text, possible);
        Self { text, at, like }
    }

    /// The entry to paste below `dictionary:` in config.yaml: under the label that its words are most
    /// like; else as a column that is known and not read.
    #[must_use]
    pub fn entry(&self) -> String {
        let key = self.like.unwrap_or(Label::Extra).key();
        // What stands in brackets behind a label is read apart from it.
        let bare = self.text.split(['（', '(']).next().map(str::trim);
        let word = bare.filter(|bare| !bare.is_empty()).unwrap_or(&self.text);
        format!("{key}: [{}]", quoted(word))
    }
}

/// A YAML text; quoted where it could be taken for something else.
fn quoted(text: &str) -> String {
    let plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '（' | '）' | '/' | '、'));
    if plain && !text.starts_with(|c: char| c.is_ascii_digit()) {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

impl Reading {
    /// Below this a form says so.
    pub const LOW: u8 = 70;

    /// How surely the layout was understood, in percent: 100 less what each doubt weighs.
    #[must_use]
    pub fn confidence(&self) -> u8 {
        self.doubts
            .iter()
            .fold(100, |left: u8, doubt| left.saturating_sub(doubt.weighs()))
    }

    /// Is it too little to rely on?
    #[must_use]
    pub fn is_low(&self) -> bool {
        self.confidence() < Self::LOW
    }

    /// Why the confidence is not whole, and what of the layout was inferred.
    #[must_use]
    pub fn reason(&self) -> String {
        // That a cell has a unit of its own is of the filling in, not of the layout.
        let of_cell = |doubt: &&Doubt| matches!(doubt, Doubt::UnitOfItsOwn(..));
        let of_layout = self.doubts.iter().filter(|doubt| !of_cell(doubt));
        let reasons: Vec<String> = of_layout.map(ToString::to_string).collect();
        reasons.join("；")
    }

    /// The blocks that the family has and this form lacks.
    pub fn missing_parts(&self) -> impl Iterator<Item = Part> {
        self.doubts.iter().filter_map(|doubt| match doubt {
            Doubt::Missing(part) => Some(*part),
            _ => None,
        })
    }
}

/// The unit of money as people name it.
fn unit_name(unit: AmountUnit) -> &'static str {
    match unit {
        AmountUnit::Yuan => "元",
        AmountUnit::Thousand => "千元",
        AmountUnit::Wan => "万元",
        AmountUnit::Yi => "亿元",
    }
}

#[cfg(test)]
mod tests {
    use super::super::label_place::LabelPlace;
    use super::*;

    #[test]
    fn an_entry_is_ready_to_paste() {
        let dictionary = Dictionary::shipped();
        let entry = |text: &str, place: LabelPlace| {
            UnknownLabel::of(text.into(), CellRef::default(), place.labels(), &dictionary).entry()
        };
        let money = entry("全年执行金额", LabelPlace::FundingHeading);
        assert_eq!(money, "executed: [全年执行金额]");
        // What is like a label that cannot stand there is no label of that kind.
        let elsewhere = entry("全年执行金额", LabelPlace::Head);
        assert_eq!(elsewhere, "extra: [全年执行金额]");
        let odd = entry("满意: \"好\"", LabelPlace::IndicatorHeading);
        assert_eq!(odd, r#"extra: ["满意: \"好\""]"#);
    }

    #[test]
    fn doubts_lower_the_confidence() {
        let reading = |doubts| Reading {
            family: Family::named("national"),
            doubts,
            unknown_labels: Vec::new(),
        };
        assert_eq!(reading(vec![]).confidence(), 100);
        let low = reading(vec![Doubt::NoFamily, Doubt::Missing(Part::Funding)]);
        assert_eq!((low.confidence(), low.is_low()), (45, true));
        assert_eq!(low.reason(), "版式不属于已知各类；未找到项目资金区");
    }
}
