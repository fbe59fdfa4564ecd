//! The families of layouts, as data: by which traits a form is told to belong to one.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::band::Band;
use super::dictionary::Label;
use super::funding::Found;
use super::indicators::Columns;
use super::words::Words;
use super::{Category, Form, FormKind, RateBase};
use crate::value::{CellValue, text};

/// The families as shipped, in the order in which they are tried.
const SHIPPED: &str = include_str!("families.yaml");

/// A family of layouts; issue of a form's own wording, not of who sent it.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// The name in `projects.template`.
    pub name: String,
    /// What it is, for people.
    pub title: String,
    /// Traits that its forms have.
    #[serde(default)]
    has: BTreeSet<Trait>,
    /// Traits that they do not have.
    #[serde(default)]
    lacks: BTreeSet<Trait>,
    /// Words that stand in them, in normal form.
    #[serde(default)]
    words: Vec<String>,
    /// Blocks that they do not have by design.
    #[serde(default)]
    without: BTreeSet<Part>,
}

/// A block of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 项目资金区
    Funding,
    /// 绩效指标区
    Indicators,
    /// 总分行
    Total,
}

impl Part {
    /// The name that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Funding => "项目资金区",
            Self::Indicators => "绩效指标区",
            Self::Total => "总分行",
        }
    }
}

/// What tells one layout from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Trait {
    Ledger,
    Department,
    Funding,
    Indicators,
    InitialBudget,
    FullYearBudget,
    AdjustedBudget,
    ReceivedColumn,
    BalanceColumn,
    TierColumns,
    TierRows,
    InitialIsBase,
    Lettered,
    ExecutionPoints,
    ExecutionIndicator,
    People,
    UnitCodes,
    MethodColumn,
    SignColumn,
    UnitColumn,
    SplitTarget,
    WeightColumn,
    ScoreColumn,
    ConvertedScore,
    ReviewColumn,
    Level1Column,
    Level2Column,
    FirstLevelCost,
    ProcessTree,
}

static FAMILIES: LazyLock<Vec<Family>> =
    LazyLock::new(|| serde_saphyr::from_str(SHIPPED).unwrap_or_default());

/// What no family describes.
static OTHER: LazyLock<Family> = LazyLock::new(|| Family {
    name: "other".to_owned(),
    title: "栏目可辨认但不属于已知各类".to_owned(),
    has: BTreeSet::new(),
    lacks: BTreeSet::new(),
    words: Vec::new(),
    without: BTreeSet::new(),
});

impl Family {
    /// A shipped family by its name; the unknown one for any other.
    #[must_use]
    pub fn named(name: &str) -> &'static Self {
        FAMILIES
            .iter()
            .find(|family| family.name == name)
            .unwrap_or(&OTHER)
    }

    /// All shipped families, in the order in which they are tried.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &FAMILIES
    }

    /// Is it the one that stands for no known family?
    #[must_use]
    pub fn is_other(&self) -> bool {
        self.name == OTHER.name
    }

    /// Does a form of this family have such a block?
    #[must_use]
    pub fn has_part(&self, part: Part) -> bool {
        !self.without.contains(&part)
    }
}

/// What was found of a form before its family is told.
pub(super) struct Evidence<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) form: &'a Form,
    pub(super) funding: Option<&'a Found>,
    pub(super) columns: Option<&'a Columns>,
}

/// The first family that fits.
pub(super) fn tell(evidence: &Evidence<'_>) -> &'static Family {
    let traits = traits(evidence);
    FAMILIES
        .iter()
        .find(|family| {
            family.has.is_subset(&traits)
                && family.lacks.is_disjoint(&traits)
                && family.words.iter().all(|word| stands(evidence.words, word))
        })
        .unwrap_or(&OTHER)
}

fn stands(words: &Words<'_>, wanted: &str) -> bool {
    let initial = wanted.chars().next().unwrap_or_default();
    words
        .grid
        .rows(words.area.first.row, words.area.last.row)
        .filter(|(at, _)| words.area.contains(*at))
        // Folding every cell would cost more than all the rest of telling a family.
        .filter(|(_, value)| matches!(value, CellValue::Text(shown) if shown.contains(initial)))
        .any(|(_, value)| text::normal_form(&value.text()).contains(wanted))
}

fn traits(evidence: &Evidence<'_>) -> BTreeSet<Trait> {
    let form = evidence.form;
    let kind = match form.kind {
        FormKind::LedgerRow => Some(Trait::Ledger),
        FormKind::Department => Some(Trait::Department),
        FormKind::Project => None,
    };
    let people = !form.head.project_lead.is_absent() || !form.head.phone.is_absent();
    let senders = [
        &form.head.supervising_department,
        &form.head.implementing_unit,
    ];
    let has_code = senders
        .into_iter()
        .any(|entry| starts_with_code(entry.text()));
    let own = [
        (Trait::People, people),
        (Trait::UnitCodes, has_code),
        (Trait::Funding, form.funding.is_some()),
        (Trait::Indicators, !form.indicator_rows().is_empty()),
    ];
    kind.into_iter()
        .chain(present(&own))
        .chain(
            evidence
                .funding
                .into_iter()
                .flat_map(|found| funding_traits(evidence.words, found)),
        )
        .chain(evidence.columns.into_iter().flat_map(column_traits))
        .chain(row_traits(form))
        .collect()
}

fn present(traits: &[(Trait, bool)]) -> Vec<Trait> {
    traits
        .iter()
        .filter(|(_, there)| *there)
        .map(|(own, _)| *own)
        .collect()
}

/// `219001-池州市…`
fn starts_with_code(shown: &str) -> bool {
    let digits = shown
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .count();
    digits >= 3 && shown.contains('-')
}

fn funding_traits(words: &Words<'_>, found: &Found) -> Vec<Trait> {
    let funding = &found.funding;
    let total = &funding.total;
    let band = Band::at(words, found.header_row);
    let has = |label| band.word(label).is_some();
    let adjusted = band
        .word(Label::FullYearBudget)
        .is_some_and(|word| word.text.contains("调整"));
    let lettered = band
        .word(Label::Executed)
        .is_some_and(|word| word.has_note("B"));
    let points =
        !(total.weight.is_absent() && total.score.is_absent()) || funding.declared_weight.is_some();
    present(&[
        (Trait::InitialBudget, !total.initial.is_absent()),
        (Trait::FullYearBudget, has(Label::FullYearBudget)),
        (Trait::ReceivedColumn, words.find(Label::Received).is_some()),
        (Trait::BalanceColumn, words.find(Label::Balance).is_some()),
        (Trait::AdjustedBudget, adjusted),
        (Trait::Lettered, lettered),
        (Trait::ExecutionPoints, points),
        (Trait::TierColumns, found.by_columns),
        (
            Trait::TierRows,
            !found.by_columns && funding.breakdown.iter().any(|row| row.tier.is_some()),
        ),
        (
            Trait::InitialIsBase,
            funding.rate_base == RateBase::Initial && has(Label::InitialBudget),
        ),
    ])
}

fn column_traits(columns: &Columns) -> Vec<Trait> {
    present(&[
        (Trait::SignColumn, columns.sign.is_some()),
        (Trait::UnitColumn, columns.unit.is_some()),
        (Trait::SplitTarget, columns.split_target),
        (Trait::WeightColumn, columns.weight.is_some()),
        (Trait::ScoreColumn, columns.score.is_some()),
        (Trait::ConvertedScore, columns.converted_score.is_some()),
        (Trait::ReviewColumn, columns.review_score.is_some()),
        (Trait::Level1Column, columns.level1.is_some()),
        (Trait::Level2Column, columns.level2.is_some()),
        (Trait::MethodColumn, columns.method),
    ])
}

fn row_traits(form: &Form) -> Vec<Trait> {
    let rows = form.indicator_rows();
    let first_level = |words: &[&str]| {
        rows.iter()
            .any(|row| words.iter().any(|word| row.level1.name.contains(word)))
    };
    present(&[
        (Trait::FirstLevelCost, first_level(&["成本"])),
        (
            Trait::ProcessTree,
            first_level(&["决策", "管理", "过程", "投入"]),
        ),
        (
            Trait::ExecutionIndicator,
            rows.iter().any(|row| {
                row.category == Category::Execution || row.name().contains("预算执行率")
            }),
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_families_are_whole() {
        let families: Vec<Family> = serde_saphyr::from_str(SHIPPED).unwrap();
        assert!(families.len() >= 20);
        for family in &families {
            assert!(
                !(family.has.is_empty() && family.words.is_empty()),
                "{}",
                family.name
            );
            assert!(!family.title.is_empty());
        }
        assert!(Family::named("beijing").has_part(Part::Total));
        assert!(Family::named("unheard-of").is_other());
    }
}
