//! What each form, loose finding and expected office contributes to the roll-ups: one row each, so
//! that every roll-up is a plain sum over rows.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Batch;
use super::counts::{FindingCounts, FormPlace, place, place_of};
use super::order::OfficeOrder;
use super::projects::{ProjectRow, decimal};
use crate::evaluate::{Grade, base};
use crate::finding::Finding;
use crate::form::FundingKind;
use crate::value::text::normal_form;

/// The largest points × 万元 that is weighed: a district's sum of such products stays exact.
const HEAVIEST: Decimal = Decimal::from_parts(2_808_348_672, 232_830_643, 0, false, 0); // 10^18

/// One row of the roll-ups' base.
#[derive(Debug, Clone, Default)]
pub(super) struct Contribution<'a> {
    /// 区名
    pub(super) district: &'a str,
    /// The street office; empty where unknown.
    pub(super) office: &'a str,
    /// The implementing unit as shown; empty where the form names none.
    pub(super) unit: String,
    /// Does it count for its office? What names neither an expected office nor one with forms
    /// counts for the district only.
    pub(super) at_office: bool,
    /// The form's figures; `None` for a loose finding and for an expected office as such.
    pub(super) project: Option<Project>,
    /// Findings.
    pub(super) counts: FindingCounts,
}

/// The figures of one form that roll-ups need.
#[derive(Debug, Clone, Default)]
pub(super) struct Project {
    pub(super) initial: Option<Decimal>,
    pub(super) full_year: Option<Decimal>,
    pub(super) executed: Option<Decimal>,
    /// The budget that the form letters A.
    pub(super) rate_base: Option<Decimal>,
    /// The excess of a project that is over budget.
    pub(super) over_budget: Option<Decimal>,
    pub(super) score: Option<Decimal>,
    pub(super) grade: Option<Grade>,
}

/// All contributions, in the order of offices, then units, then projects.
pub(super) fn of<'a>(
    batch: &Batch<'a>,
    projects: &[ProjectRow<'a>],
    order: &OfficeOrder<'_>,
) -> Vec<Contribution<'a>> {
    let district = batch.registry.district.as_str();
    let units = Units::of(projects);
    let forms = projects.iter().map(|row| of_form(row, &units));
    let mut all: Vec<Contribution<'a>> = forms
        .chain(expected(batch))
        .chain(loose(batch, projects, order))
        .collect();
    all.push(Contribution::default()); // the district has a row even where nobody is expected
    for contribution in &mut all {
        contribution.district = district;
    }
    all.sort_by(|one, other| one.key(order).cmp(&other.key(order)));
    all
}

impl Contribution<'_> {
    fn key(&self, order: &OfficeOrder<'_>) -> impl Ord + use<'_> {
        (order.key(self.office), self.unit.is_empty(), &self.unit)
    }
}

impl Project {
    /// Score and budget, where both are known and within reason.
    pub(super) fn weighed(&self) -> Option<(Decimal, Decimal)> {
        let pair = self.score.zip(self.full_year)?;
        let product = pair.0.checked_mul(pair.1)?;
        (product.abs() <= HEAVIEST).then_some(pair)
    }
}

fn of_form<'a>(row: &ProjectRow<'a>, units: &Units<'_>) -> Contribution<'a> {
    let assessed = row.assessed;
    Contribution {
        office: assessed.street_office(),
        unit: units.shown(row),
        at_office: true,
        project: Some(figures(row)),
        counts: row.counts,
        ..Contribution::default()
    }
}

fn figures(row: &ProjectRow<'_>) -> Project {
    let evaluation = &row.assessed.evaluation;
    let money = |entry| row.money(FundingKind::Total, entry);
    let initial = money(|funding| &funding.initial);
    let full_year = money(|funding| &funding.full_year);
    let executed = money(|funding| &funding.executed);
    let funding = row.assessed.form.funding.as_ref();
    Project {
        initial,
        full_year,
        executed,
        rate_base: funding.and_then(|funding| decimal(base(&funding.total, funding.rate_base))),
        over_budget: excess(row.counts, initial, full_year, executed),
        // A total that does not stand on 100 points has no grade, and no place in a mean of scores.
        score: evaluation.grade.and(decimal(evaluation.total_score)),
        grade: evaluation.grade,
    }
}

/// The excess over the full-year budget where B102 says so, else over the initial one (B101).
pub(super) fn excess(
    counts: FindingCounts,
    initial: Option<Decimal>,
    full_year: Option<Decimal>,
    executed: Option<Decimal>,
) -> Option<Decimal> {
    let budget = match (counts.over_full_year, counts.over_initial) {
        (true, _) => full_year,
        (false, true) => initial,
        (false, false) => return None,
    };
    let beyond = executed
        .zip(budget)
        .and_then(|(executed, budget)| executed.checked_sub(budget));
    Some(beyond.unwrap_or_default().max(Decimal::ZERO))
}

/// The registry's offices: each has a row even where it sent nothing.
fn expected<'a>(batch: &Batch<'a>) -> impl Iterator<Item = Contribution<'a>> {
    batch.registry.offices.iter().map(|office| Contribution {
        office: &office.name,
        at_office: true,
        ..Contribution::default()
    })
}

/// Findings about files and offices: no form carries them.
fn loose<'a>(
    batch: &Batch<'a>,
    projects: &[ProjectRow<'a>],
    order: &OfficeOrder<'_>,
) -> Vec<Contribution<'a>> {
    let forms: BTreeSet<FormPlace<'a>> = projects
        .iter()
        .map(|row| place(row.source, row.assessed))
        .collect();
    let offices: BTreeSet<&str> = projects
        .iter()
        .map(|row| row.assessed.street_office())
        .collect();
    let loose = |finding: &&Finding| !forms.contains(&place_of(finding));
    batch
        .findings
        .iter()
        .filter(loose)
        .map(|finding| {
            let office = finding.subject.street_office.as_str();
            Contribution {
                office,
                at_office: order.knows(office) || offices.contains(office),
                counts: std::iter::once(finding).collect(),
                ..Contribution::default()
            }
        })
        .collect()
}

/// How implementing units are shown: spellings that differ only in layout are one unit, and a name
/// that units of several offices bear gets its office in brackets.
struct Units<'a> {
    /// Normal form → office → the first spelling.
    spellings: BTreeMap<String, BTreeMap<&'a str, &'a str>>,
}

impl<'a> Units<'a> {
    fn of(projects: &[ProjectRow<'a>]) -> Self {
        let mut spellings: BTreeMap<String, BTreeMap<&'a str, &'a str>> = BTreeMap::new();
        for row in projects {
            let name = name(row);
            spellings
                .entry(normal_form(name))
                .or_default()
                .entry(row.assessed.street_office())
                .or_insert(name);
        }
        Self { spellings }
    }

    fn shown(&self, row: &ProjectRow<'_>) -> String {
        let name = name(row);
        let office = row.assessed.street_office();
        let Some(offices) = self
            .spellings
            .get(&normal_form(name))
            .filter(|_| !name.is_empty())
        else {
            return String::new();
        };
        let spelling = offices.get(office).copied().unwrap_or(name);
        match offices.len() {
            1 => spelling.to_owned(),
            _ if office.is_empty() => format!("{spelling}（街道不明）"),
            _ => format!("{spelling}（{office}）"),
        }
    }
}

fn name<'a>(row: &ProjectRow<'a>) -> &'a str {
    row.assessed.implementing_unit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heaviest_is_ten_to_the_eighteenth() {
        assert_eq!(HEAVIEST.to_string(), "1000000000000000000");
    }

    #[test]
    fn the_excess_is_over_the_budget_that_was_exceeded() {
        let [initial, full_year, executed] = [33, 35, 36].map(|wan| Some(Decimal::from(wan)));
        let of = |over_initial, over_full_year| {
            let counts = FindingCounts {
                over_initial,
                over_full_year,
                ..FindingCounts::default()
            };
            excess(counts, initial, full_year, executed)
        };
        assert_eq!(of(true, true), Some(Decimal::ONE));
        assert_eq!(of(true, false), Some(Decimal::from(3)));
        assert_eq!(of(false, false), None);
    }

    #[test]
    fn an_absurd_score_is_not_weighed() {
        let project = |score: i64| Project {
            score: Some(score.into()),
            full_year: Some(Decimal::from(1_000_000_000_000_000_i64)),
            ..Project::default()
        };
        assert!(project(100).weighed().is_some());
        assert!(project(100_000).weighed().is_none());
    }
}
