//! Which forms report one project. Versions of one form (the same office, unit, name and year) are
//! not for here to tell of.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::clusters::{Clusters, Firsts};
use super::elsewhere::Elsewhere;
use super::evidence::{Certainty, Evidence, evidence};
use super::member::{Member, Money};
use super::{Across, crowd};
use crate::grid::CellRef;
use crate::value::FiscalYear;

/// The other forms that report a form's project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twins {
    /// The surest of them; of equally sure ones the first by its file.
    pub first: Elsewhere,
    /// What says that it reports the same project.
    pub evidence: Evidence,
    /// How many there are.
    pub count: usize,
}

/// What was found for the members, in their order.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) twins: Vec<Option<Twins>>,
    /// For every member its project: the least member that reports the same one.
    pub(super) projects: Vec<usize>,
}

/// Finds the forms that report one project.
pub(super) fn find(members: &[Member<'_>], settings: &Across) -> Found {
    let identity = |one: &Member<'_>| Some(one.assessed.identity.clone());
    let mut clusters = Clusters::of(members.len());
    clusters.join_by(members.iter().map(identity));
    let mut surest: Vec<Option<Twin>> = vec![None; members.len()];
    let judged = |(one, other): &(usize, usize)| {
        let evidence = evidence(members.get(*one)?, members.get(*other)?, settings)?;
        Some((*one, *other, evidence))
    };
    let judged: Vec<_> = candidates(members).par_iter().filter_map(judged).collect();
    for (one, other, evidence) in judged {
        clusters.join(one, other);
        for (own, member) in [(one, other), (other, one)] {
            let evidence = evidence.clone();
            let twin = Twin { member, evidence };
            if let Some(known) = surest.get_mut(own) {
                let is_surer = known.as_ref().is_none_or(|known| twin.key() < known.key());
                *known = if is_surer { Some(twin) } else { known.take() };
            }
        }
    }
    let projects = clusters.labels();
    let twins = twins(members, &projects, surest);
    Found { twins, projects }
}

/// A member that reports the project of another.
#[derive(Debug, Clone)]
struct Twin {
    member: usize,
    evidence: Evidence,
}

impl Twin {
    /// The least is the surest.
    fn key(&self) -> (Certainty, usize) {
        (self.evidence.certainty, self.member)
    }
}

fn twins(
    members: &[Member<'_>],
    projects: &[usize],
    surest: Vec<Option<Twin>>,
) -> Vec<Option<Twins>> {
    let mut sizes: BTreeMap<(usize, Option<&str>), usize> = BTreeMap::new();
    for (project, member) in projects.iter().zip(members) {
        for versions in [None, Some(member.assessed.identity.as_str())] {
            let size = sizes.entry((*project, versions)).or_default();
            *size = size.saturating_add(1);
        }
    }
    let size = |project: usize, versions| sizes.get(&(project, versions)).copied().unwrap_or(0);
    let told = surest.into_iter().zip(projects.iter().zip(members));
    told.map(|(twin, (project, member))| {
        let Twin {
            member: twin,
            evidence,
        } = twin?;
        let twin = members.get(twin)?;
        let own_versions = size(*project, Some(member.assessed.identity.as_str()));
        Some(Twins {
            first: Elsewhere::of(twin, name_cell(twin)),
            evidence,
            count: size(*project, None).saturating_sub(own_versions),
        })
    })
    .collect()
}

fn name_cell(member: &Member<'_>) -> CellRef {
    let form = &member.assessed.form;
    form.head.project_name.at().unwrap_or(form.area.first)
}

/// What two forms of one project may have in common. Every kind of evidence has its block, so that
/// the first of a block stands for all that came before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Block<'a> {
    Code(&'a str),
    CodeAndName(&'a str, &'a str),
    CodeAndMoney(&'a str, Money),
    NameAndMoney(&'a str, Money),
    NameMoneyAndResult(&'a str, Money, &'a str),
    NameMoneyAndOffice(&'a str, Money, &'a str),
    NameAndOffice(&'a str, &'a str),
}

fn blocks<'a>(member: &'a Member<'_>) -> Vec<Block<'a>> {
    let (name, office) = (member.name.as_str(), member.office());
    let mut blocks = Vec::new();
    if let Some(code) = &member.code {
        blocks.extend([Block::Code(code), Block::CodeAndName(code, name)]);
        blocks.extend(member.money.map(|money| Block::CodeAndMoney(code, money)));
    }
    if name.is_empty() {
        return blocks;
    }
    if let Some(money) = member.money {
        blocks.push(Block::NameAndMoney(name, money));
        blocks.push(Block::NameMoneyAndOffice(name, money, office));
        let result = member.result.as_deref();
        blocks.extend(result.map(|result| Block::NameMoneyAndResult(name, money, result)));
    }
    blocks.push(Block::NameAndOffice(name, office));
    blocks
}

/// Pairs that may report one project: each member with one of each of its blocks, and with its
/// neighbours by name among those with the same money.
fn candidates(members: &[Member<'_>]) -> Vec<(usize, usize)> {
    let mut firsts: BTreeMap<(Option<FiscalYear>, Block<'_>), Firsts<&str>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (number, member) in members.iter().enumerate() {
        let identity = member.assessed.identity.as_str();
        for block in blocks(member) {
            let key = (member.year(), block);
            let known = firsts
                .entry(key)
                .or_insert_with(|| Firsts::of(number, identity));
            known.add(number, identity);
            pairs.extend(known.other_than(identity).map(|other| (other, number)));
        }
    }
    pairs.extend(crowd::neighbours(members, |one| {
        Some((one.year(), one.money?))
    }));
    pairs.extend(crowd::neighbours(members, |one| {
        Some((one.year(), one.office(), one.money?.budget))
    }));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests;
