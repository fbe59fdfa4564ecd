//! The draw: how many of each office, and which.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::{Risk, SampleSettings};
use crate::finding::Finding;
use crate::form::{FormKind, FundingKind};
use crate::submission::{Assessed, Source, Submission};
use crate::value::{Amount, Figure as _, Rate};

/// What was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample<'a> {
    /// The projects, by office as in the batch, the riskiest first.
    pub drawn: Vec<Drawn<'a>>,
    /// Among how many it was drawn.
    pub population: usize,
    /// What the random part was drawn with.
    pub seed: u64,
}

/// One project that was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn<'a> {
    /// Its file.
    pub source: &'a Source,
    /// Its form.
    pub assessed: &'a Assessed,
    /// What the rules say of it.
    pub findings: Vec<&'a Finding>,
    /// How much there is to look at.
    pub risk: Risk,
    /// Its place among all projects by risk, from 1.
    pub rank: usize,
    /// Why it was drawn.
    pub how: How,
}

/// Why a project was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// For its risk.
    ByRisk,
    /// By chance.
    AtRandom,
}

impl How {
    /// The name that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ByRisk => "风险",
            Self::AtRandom => "随机",
        }
    }
}

/// Draws projects for review: of every office its share, the riskiest and some at random. `size`
/// overrides the configured number.
#[must_use]
pub fn draw<'a>(
    submissions: &'a [Submission],
    findings: &'a [Finding],
    settings: &SampleSettings,
    size: Option<usize>,
) -> Sample<'a> {
    let ranked = ranked(submissions, findings, settings);
    let population = ranked.len();
    let mut offices: BTreeMap<&str, Vec<Drawn<'a>>> = BTreeMap::new();
    for candidate in ranked {
        let office = candidate.assessed.street_office();
        offices.entry(office).or_default().push(candidate);
    }
    let sizes: Vec<usize> = offices.values().map(Vec::len).collect();
    let size = size.unwrap_or_else(|| wanted(&sizes, settings));
    let shares = allot(&sizes, size, settings.per_office);
    let drawn = offices
        .into_values()
        .zip(shares)
        .flat_map(|(candidates, share)| of_office(candidates, share, settings));
    Sample {
        drawn: drawn.collect(),
        population,
        seed: settings.seed,
    }
}

/// Every project with indicators that counts, the riskiest first; of equal risk the larger budget.
fn ranked<'a>(
    submissions: &'a [Submission],
    findings: &'a [Finding],
    settings: &SampleSettings,
) -> Vec<Drawn<'a>> {
    let mut about: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        let subject = &finding.subject;
        let form = (subject.form_id.as_str(), subject.source_file.as_str());
        about.entry(form).or_default().push(finding);
    }
    let mut candidates: Vec<Drawn<'a>> = reviewable(submissions)
        .map(|(source, assessed)| {
            let form = (assessed.form_id.as_str(), source.file.as_str());
            let findings = about.get(&form).cloned().unwrap_or_default();
            Drawn {
                source,
                assessed,
                risk: Risk::of(assessed, &findings, &settings.risk),
                findings,
                rank: 0,
                how: How::ByRisk,
            }
        })
        .collect();
    candidates.sort_by_key(|one| {
        let budget = budget(one.assessed);
        let place = (
            &one.assessed.form_id,
            &one.source.file,
            one.assessed.form.area,
        );
        (Reverse(one.risk.points), Reverse(budget), place)
    });
    for (rank, candidate) in (1..).zip(&mut candidates) {
        candidate.rank = rank;
    }
    candidates
}

fn reviewable(submissions: &[Submission]) -> impl Iterator<Item = (&Source, &Assessed)> {
    let forms = submissions
        .iter()
        .flat_map(|one| one.counting_forms().map(move |form| (&one.source, form)));
    forms.filter(|(_, assessed)| {
        let has_indicators = assessed.form.scored_indicators().next().is_some();
        assessed.form.kind == FormKind::Project && has_indicators
    })
}

fn budget(assessed: &Assessed) -> Option<Amount> {
    let total = assessed.form.funding_row(FundingKind::Total)?;
    total.full_year.figure().or(total.initial.figure())
}

/// How many projects are to be drawn, by the sizes of the offices: their share of all, and no less
/// than the least of each and of all.
fn wanted(sizes: &[usize], settings: &SampleSettings) -> usize {
    let population: usize = sizes.iter().sum();
    let share = share_of(settings.share, population);
    let least = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let of_each = sizes
        .iter()
        .map(|own| (*own).min(least(settings.per_office)));
    share
        .max(least(settings.at_least))
        .max(of_each.sum())
        .min(population)
}

/// A share of so many, rounded up.
fn share_of(share: Rate, whole: usize) -> usize {
    let product = share.decimal().checked_mul(Decimal::from(whole));
    let count = product.and_then(|part| part.ceil().to_usize());
    count.unwrap_or(whole).min(whole)
}

/// How many of each office: first the least that is due to each, then in proportion to what is left
/// of it, by the largest remainder. Where not everybody can have the least, all is in proportion.
fn allot(sizes: &[usize], size: usize, per_office: u32) -> Vec<usize> {
    let population: usize = sizes.iter().sum();
    let per_office = usize::try_from(per_office).unwrap_or(usize::MAX);
    let mut shares: Vec<usize> = sizes.iter().map(|own| (*own).min(per_office)).collect();
    let due: usize = shares.iter().sum();
    if due > size && size < population {
        shares.fill(0);
    }
    let due: usize = shares.iter().sum();
    let (left, open) = (
        size.min(population).saturating_sub(due),
        population.saturating_sub(due),
    );
    if open == 0 {
        return shares;
    }
    let parts: Vec<usize> = sizes
        .iter()
        .zip(&shares)
        .map(|(own, share)| own.saturating_sub(*share))
        .collect();
    let mut remainders = Vec::new();
    let mut given = 0_usize;
    for (office, (share, part)) in shares.iter_mut().zip(&parts).enumerate() {
        let product = left.saturating_mul(*part);
        let whole = product.checked_div(open).unwrap_or(0);
        *share = share.saturating_add(whole);
        given = given.saturating_add(whole);
        remainders.push((Reverse(product.checked_rem(open).unwrap_or(0)), office));
    }
    remainders.sort_unstable();
    for (_, office) in remainders.into_iter().take(left.saturating_sub(given)) {
        if let Some(share) = shares.get_mut(office) {
            *share = share.saturating_add(1);
        }
    }
    shares
}

/// An office's share of its projects, the riskiest first: so many for their risk, the rest by chance.
fn of_office<'a>(
    candidates: Vec<Drawn<'a>>,
    share: usize,
    settings: &SampleSettings,
) -> Vec<Drawn<'a>> {
    let by_risk = share_of(settings.by_risk, share);
    let mut candidates = candidates.into_iter();
    let mut drawn: Vec<Drawn<'a>> = candidates.by_ref().take(by_risk).collect();
    let mut rest: Vec<Drawn<'a>> = candidates.collect();
    rest.sort_by_cached_key(|one| lot(settings.seed, one));
    let mut chosen: Vec<Drawn<'a>> = rest
        .into_iter()
        .take(share.saturating_sub(by_risk))
        .map(|one| Drawn {
            how: How::AtRandom,
            ..one
        })
        .collect();
    chosen.sort_by_key(|one| one.rank);
    drawn.append(&mut chosen);
    drawn
}

/// The lot that a project draws: the same for the same seed and form, and nothing else.
fn lot(seed: u64, candidate: &Drawn<'_>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&seed.to_le_bytes());
    hasher.update(candidate.assessed.form_id.as_bytes());
    hasher.update(candidate.source.file.as_bytes());
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::finding::Severity;
    use crate::tables::fixture::{Project, REFERENCE, finding, submission};

    #[test]
    fn every_office_has_its_least_then_its_proportion() {
        assert_eq!(allot(&[10, 30, 60], 10, 1), [2, 3, 5]);
        assert_eq!(allot(&[1, 1, 98], 5, 1), [1, 1, 3]);
        assert_eq!(allot(&[2, 2], 9, 1), [2, 2], "no more than there are");
        assert_eq!(allot(&[5, 5, 5], 2, 1), [1, 1, 0], "too few for everybody");
        assert_eq!(allot(&[], 3, 1), Vec::<usize>::new());
    }

    #[test]
    fn the_number_follows_the_share_and_the_least() {
        let settings = SampleSettings::default();
        assert_eq!(wanted(&[50, 51], &settings), 11, "10 % of 101, rounded up");
        assert_eq!(wanted(&[20], &settings), 5, "no less than five");
        assert_eq!(wanted(&[10; 9], &settings), 9, "one of each office");
        assert_eq!(wanted(&[3], &settings), 3, "no more than there are");
        assert_eq!(wanted(&[], &settings), 0);
    }

    /// So many projects of each office, one of them with an error.
    fn batch() -> (Vec<Submission>, Vec<Finding>) {
        const NAMES: [&str; 6] = ["甲", "乙", "丙", "丁", "戊", "己"];
        let project = |office, name| Project {
            office,
            name,
            ..REFERENCE
        };
        let file = |office, names: &[&'static str]| {
            let projects: Vec<Project> = names.iter().map(|name| project(office, name)).collect();
            submission(&format!("{office}.xlsx"), &projects)
        };
        let submissions = vec![file("椿树街道", &NAMES), file("牛街街道", &NAMES[..2])];
        let faulty = project("椿树街道", "丁");
        let error = finding("椿树街道.xlsx", &faulty, "B102", Severity::Error);
        (submissions, vec![error])
    }

    fn names(sample: &Sample<'_>) -> Vec<String> {
        let names = sample.drawn.iter().map(|one| {
            format!(
                "{}{}",
                one.assessed.street_office(),
                one.assessed.project_name()
            )
        });
        names.collect()
    }

    #[test]
    fn the_riskiest_is_drawn_first_and_every_office_is_met() {
        let (submissions, findings) = batch();
        let sample = draw(&submissions, &findings, &SampleSettings::default(), Some(3));
        assert_eq!((sample.population, sample.drawn.len()), (8, 3));
        let first = &sample.drawn[0];
        assert_eq!(first.assessed.project_name(), "丁");
        assert_eq!((first.rank, first.how), (1, How::ByRisk));
        let reasons = &first.risk.reasons;
        assert_eq!(reasons[..2], ["错误 1 条", "执行数超预算"], "{reasons:?}");
        assert!(
            names(&sample)
                .iter()
                .any(|name| name.starts_with("牛街街道"))
        );
    }

    #[test]
    fn the_seed_decides_and_the_order_of_files_does_not() {
        let (mut submissions, findings) = batch();
        let seeded = |submissions: &[Submission], seed| {
            let settings = SampleSettings {
                seed,
                ..SampleSettings::default()
            };
            names(&draw(submissions, &findings, &settings, Some(5)))
        };
        let drawn = seeded(&submissions, 1);
        assert_eq!(seeded(&submissions, 1), drawn);
        let others: Vec<_> = (2..20).map(|seed| seeded(&submissions, seed)).collect();
        assert!(
            others.iter().any(|other| *other != drawn),
            "chance has no say"
        );
        submissions.reverse();
        assert_eq!(seeded(&submissions, 1), drawn);
    }

    proptest! {
        #[test]
        fn exactly_as_many_as_asked_for(
            sizes in prop::collection::vec(0_usize..40, 0..12),
            size in 0_usize..200,
            per_office in 0_u32..4,
        ) {
            let shares = allot(&sizes, size, per_office);
            let population: usize = sizes.iter().sum();
            prop_assert_eq!(shares.iter().sum::<usize>(), size.min(population));
            prop_assert!(shares.iter().zip(&sizes).all(|(share, own)| share <= own));
        }
    }
}
