//! Qualitative indicators: the level of completion that a form states, and the points it allows.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::ScoringPolicy;
use crate::form::Indicator;
use crate::value::{Figure as _, Interval, Measure, Outcome, Rate, Weight, text};

/// How far a qualitative target is completed, as the form says.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum Completion {
    /// 达成年度指标
    #[serde(rename = "达成")]
    Achieved,
    /// 部分达成年度指标并具有一定效果
    #[serde(rename = "部分达成")]
    Partly,
    /// 未达成年度指标且效果较差
    #[serde(rename = "未达成")]
    Missed,
}

impl Completion {
    /// All levels, the best first.
    pub const ALL: [Self; 3] = [Self::Achieved, Self::Partly, Self::Missed];

    /// As printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Achieved => "达成",
            Self::Partly => "部分达成",
            Self::Missed => "未达成",
        }
    }
}

/// A local wording of a level, in normal form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Phrase(String);

impl Phrase {
    /// Takes a wording as it stands on forms.
    #[must_use]
    pub fn new(wording: &str) -> Self {
        Self(text::normal_form(wording))
    }

    /// In normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Phrase {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|wording| Self::new(&wording))
    }
}

/// 定性指标的一档
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QualitativeBand {
    /// 完成程度：达成、部分达成、未达成
    pub level: Completion,
    /// 表上的写法；“达成年度指标”“部分完成”“未达标”一类程序已认识的不必列出
    #[serde(default)]
    pub words: Vec<Phrase>,
    /// 得分最多占分值的多少，1 为 100%
    pub upper: Rate,
    /// 得分最少占分值的多少，0.8 为 80%
    pub lower: Rate,
}

impl QualitativeBand {
    /// The scores that the band allows an indicator of this weight.
    #[must_use]
    pub fn scores(&self, weight: Weight) -> Interval {
        Interval::between(self.lower.decimal(), self.upper.decimal()) * weight.decimal()
    }

    fn names(&self, folded: &str) -> bool {
        self.words.iter().any(|word| word.0 == folded)
    }
}

impl ScoringPolicy {
    /// The band of a level of completion; `None` where the policy has none.
    #[must_use]
    pub fn band(&self, completion: Completion) -> Option<&QualitativeBand> {
        self.qualitative_bands
            .iter()
            .find(|band| band.level == completion)
    }

    /// The level of completion that a qualitative indicator states in the place of its actual.
    pub(in crate::evaluate) fn completion(&self, indicator: &Indicator) -> Option<Completion> {
        match indicator.target.value()? {
            Measure::Words | Measure::Outcome(Outcome::Achieved | Outcome::Partly) => {}
            _ => return None,
        }
        let actual = indicator.actual.value()?;
        let stated = indicator.actual.text();
        if !matches!(actual, Measure::Outcome(_)) && self.is_longer_than_any_phrase(stated) {
            return None;
        }
        let folded = text::normal_form(stated);
        let folded = folded.trim_end_matches(['。', ';', ',', '.']);
        self.qualitative_bands
            .iter()
            .find(|band| band.names(folded))
            .map(|band| band.level)
            .or_else(|| by_set_phrase(actual, folded))
    }

    /// Folding long texts, as most actuals in words are, would cost more than all the rest.
    fn is_longer_than_any_phrase(&self, stated: &str) -> bool {
        const FOLDED_AWAY: usize = 3; // full-width signs take three bytes where their fold takes one
        let phrases = self.qualitative_bands.iter().flat_map(|band| &band.words);
        let longest = phrases
            .map(|phrase| phrase.0.len())
            .max()
            .unwrap_or_default();
        stated.trim().len() > longest.saturating_mul(FOLDED_AWAY)
    }
}

/// 完成 and 合格 claim little: only who speaks of 达成 has chosen the first of the three levels.
fn by_set_phrase(actual: &Measure, folded: &str) -> Option<Completion> {
    match actual {
        Measure::Outcome(Outcome::Achieved) if folded.contains("达成") => {
            Some(Completion::Achieved)
        }
        Measure::Outcome(Outcome::Partly) => Some(Completion::Partly),
        Measure::Outcome(Outcome::Missed) => Some(Completion::Missed),
        _ => None,
    }
}
