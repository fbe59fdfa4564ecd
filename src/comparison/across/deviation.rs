//! How far a project stands from the others of its kind in execution and score.
//!
//! Its kind is the narrowest group with enough members from several offices: the projects of its
//! name; those whose names end with the same word (补贴, 工程); all of the year.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Across;
use super::member::Member;
use super::spread::Spread;
use crate::evaluate::Evaluation;
use crate::value::{Figure as _, FiscalYear, Rate, Score};

/// Fewer offices are no comparison.
const LEAST_OFFICES: usize = 2;

/// A figure of a form beside those of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// Which figure.
    pub measured: Measured,
    /// The figure: a rate as a fraction, a score in points.
    pub figure: Decimal,
    /// The group it is held against.
    pub kind: Kind,
    /// How many forms of the group have such a figure, this one included.
    pub members: usize,
    /// From how many offices they come.
    pub offices: usize,
    /// The group's median and typical distance.
    pub spread: Spread,
    /// The robust z.
    pub z: Decimal,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measured {
    /// The recomputed execution rate.
    Execution,
    /// The recomputed total score, where it stands on 100 points.
    Score,
}

/// A group of projects, the narrower first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Of one name.
    Name(String),
    /// Whose names end with one word.
    Word(String),
    /// Of one year.
    All,
}

impl Measured {
    const ALL: [Self; 2] = [Self::Execution, Self::Score];

    fn of(self, evaluation: &Evaluation) -> Option<Decimal> {
        match self {
            Self::Execution => evaluation.execution.rate.map(Rate::decimal),
            Self::Score => {
                let on_hundred = evaluation.total_weight?.decimal() == Decimal::ONE_HUNDRED;
                evaluation
                    .total_score
                    .filter(|_| on_hundred)
                    .map(Score::decimal)
            }
        }
    }
}

/// The forms of one kind that have the figure.
#[derive(Debug, Default)]
struct Group<'a> {
    figures: Vec<Decimal>,
    offices: BTreeSet<&'a str>,
    spread: Option<Spread>,
}

type Groups<'a> = BTreeMap<(Option<FiscalYear>, Kind), Group<'a>>;

/// Holds every member against the narrowest group that is large enough.
pub(super) fn find(members: &[Member<'_>], settings: &Across) -> Vec<(usize, Deviation)> {
    let of_measure = |measured| {
        let groups = groups(members, measured, settings);
        let numbered = members.iter().enumerate();
        let deviations = numbered.filter_map(|(number, member)| {
            let figure = measured.of(&member.assessed.evaluation)?;
            Some((
                number,
                deviation(member, measured, figure, &groups, settings)?,
            ))
        });
        deviations.collect::<Vec<_>>()
    };
    Measured::ALL.into_iter().flat_map(of_measure).collect()
}

fn groups<'a>(members: &'a [Member<'_>], measured: Measured, settings: &Across) -> Groups<'a> {
    let mut groups = Groups::new();
    for member in members {
        let Some(figure) = measured.of(&member.assessed.evaluation) else {
            continue;
        };
        for kind in kinds(member, settings) {
            let group = groups.entry((member.year(), kind)).or_default();
            group.figures.push(figure);
            group.offices.insert(member.office());
        }
    }
    for group in groups.values_mut() {
        group.spread = Spread::of(&group.figures);
    }
    groups
}

/// The groups of a form, the narrowest first.
fn kinds(member: &Member<'_>, settings: &Across) -> Vec<Kind> {
    let mut kinds = Vec::new();
    if !member.name.is_empty() {
        kinds.push(Kind::Name(member.name.clone()));
    }
    let words = settings.kind_words.iter();
    let fitting = words.filter(|word| !word.is_empty() && member.name.ends_with(word.as_str()));
    let word = fitting.max_by_key(|word| word.len());
    kinds.extend(word.map(|word| Kind::Word(word.clone())));
    kinds.push(Kind::All);
    kinds
}

fn deviation(
    member: &Member<'_>,
    measured: Measured,
    figure: Decimal,
    groups: &Groups<'_>,
    settings: &Across,
) -> Option<Deviation> {
    let is_enough = |group: &&Group<'_>| {
        group.figures.len() >= settings.min_members && group.offices.len() >= LEAST_OFFICES
    };
    let mut kinds = kinds(member, settings).into_iter();
    let (kind, group) = kinds.find_map(|kind| {
        let group = groups
            .get(&(member.year(), kind.clone()))
            .filter(is_enough)?;
        Some((kind, group))
    })?;
    let spread = group.spread?;
    Some(Deviation {
        measured,
        figure,
        kind,
        members: group.figures.len(),
        offices: group.offices.len(),
        spread,
        z: spread.z(figure),
    })
}

#[cfg(test)]
mod tests;
