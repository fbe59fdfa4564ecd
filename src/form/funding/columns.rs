//! The header of the funding block: which column holds which amount.

use super::pairs;
use crate::form::band::Band;
use crate::form::dictionary::Label;
use crate::form::words::{Word, Words};
use crate::form::{RateBase, Tier};
use crate::grid::Region;

/// The labels of a budget.
const BUDGETS: [Label; 4] = [
    Label::InitialBudget,
    Label::FullYearBudget,
    Label::Received,
    Label::Total,
];

/// The columns of the block, as its header names them.
pub(super) struct Columns<'w> {
    pub(super) band: Band<'w>,
    /// The leftmost amount column: row labels stand left of it.
    pub(super) first_col: u32,
    pub(super) initial: Option<Region>,
    pub(super) full_year: Option<Region>,
    pub(super) received: Option<Region>,
    pub(super) executed: Region,
    pub(super) weight: Option<Region>,
    pub(super) rate: Option<Region>,
    pub(super) score: Option<Region>,
    pub(super) reason: Option<Region>,
    /// Columns that split the budget by whose money it is.
    pub(super) tiers: Vec<(Option<Tier>, Word)>,
    pub(super) rate_base: RateBase,
}

impl Columns<'_> {
    /// The columns that hold amounts.
    pub(super) fn amounts(&self) -> impl Iterator<Item = Region> {
        let optional = [self.initial, self.full_year, self.received];
        optional.into_iter().flatten().chain([self.executed])
    }
}

/// The header is the first row that names the executed amount and a budget.
pub(super) fn columns<'w>(words: &'w Words<'_>) -> Option<Columns<'w>> {
    words
        .all(Label::Executed)
        .filter(|executed| !pairs::has_amount(words, executed))
        .map(|executed| Band::at(words, executed.row()))
        .find(|band| band.count(&BUDGETS) > 0 && band.named(Label::ProjectName).is_none())
        .and_then(named)
}

fn named(band: Band<'_>) -> Option<Columns<'_>> {
    let executed = band.named(Label::Executed)?;
    let initial = band.word(Label::InitialBudget);
    let tiers = tiers(&band);
    let sum = band.word(Label::Total).filter(|_| !tiers.is_empty());
    let full_year = band.word(Label::FullYearBudget).or(sum);
    let column = |label| band.named(label);
    let mut columns = Columns {
        first_col: 0,
        initial: initial.map(|word| word.region),
        full_year: full_year.map(|word| word.region),
        received: column(Label::Received),
        executed,
        weight: column(Label::Weight),
        rate: column(Label::ExecutionRate).or_else(|| column(Label::Actual)),
        score: column(Label::Score),
        reason: column(Label::Reason),
        rate_base: rate_base(initial, full_year),
        tiers,
        band,
    };
    let parts = columns.tiers.iter().map(|(_, word)| word.region);
    let starts = columns.amounts().chain(parts);
    columns.first_col = starts.map(|column| column.first.col).min()?;
    Some(columns)
}

/// Forms before 2018 letter the initial budget A; all others divide by the full-year budget.
fn rate_base(initial: Option<&Word>, full_year: Option<&Word>) -> RateBase {
    let lettered = |word: Option<&Word>| word.is_some_and(|word| word.has_note("A"));
    if full_year.is_none() || (lettered(initial) && !lettered(full_year)) {
        RateBase::Initial
    } else {
        RateBase::FullYear
    }
}

/// Columns such as 中央, 省、地, 本级 and 其他.
fn tiers(band: &Band<'_>) -> Vec<(Option<Tier>, Word)> {
    let of_tier = band.words().filter(|word| tier(word.label).is_some());
    let mut tiers: Vec<_> = of_tier
        .map(|word| (tier(word.label), word.clone()))
        .collect();
    if !tiers.is_empty() {
        let others = band.words().filter(|word| word.label == Label::OtherFunds);
        tiers.extend(others.map(|word| (None, word.clone())));
    }
    tiers
}

/// Whose money a label names.
pub(super) fn tier(label: Label) -> Option<Tier> {
    match label {
        Label::CentralFunds => Some(Tier::Central),
        Label::ProvincialFunds => Some(Tier::Provincial),
        Label::MunicipalFunds => Some(Tier::Municipal),
        Label::DistrictFunds => Some(Tier::District),
        _ => None,
    }
}
