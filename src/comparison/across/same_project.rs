//! Which forms report one project.
//!
//! An equal name alone tells nothing: every street has its 社区公益金. What must come to it is a
//! code, or sums of money that two projects do not have by chance. Versions of one form (the same
//! office, unit, name and year) are not for here to tell of.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::clusters::{Clusters, Firsts};
use super::elsewhere::Elsewhere;
use super::member::{Member, Money};
use super::{Across, crowd, names};
use crate::form::Entry;
use crate::grid::CellRef;
use crate::value::text::normal_form;
use crate::value::{Amount, FiscalYear, Rate};

/// A name in more offices than this is one that every office has.
const RECURRING: usize = 2;
/// A result with fewer characters says the same of many projects.
const TELLING_RESULT: usize = 20;

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

/// What says that two forms report one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// How surely.
    pub certainty: Certainty,
    /// 项目编码, where both have the same.
    pub code: Option<String>,
    /// How their names compare.
    pub names: Names,
    /// Their money, where budget and executed are the same.
    pub money: Option<Money>,
    /// Their budget, where it is the same.
    pub budget: Option<Amount>,
    /// Do they report the same result in the same words?
    pub same_result: bool,
    /// Did one office send both?
    pub same_office: bool,
}

/// How surely two forms report one project, the surer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Nothing else explains it.
    Certain,
    /// To be asked.
    Likely,
}

/// How two names compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// The same, letter by letter.
    Equal,
    /// The same, but for the year, the office and words such as 项目.
    Same,
    /// Nearly the same.
    Near(Rate),
    /// Not the same.
    Different,
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
    let mut clusters = Clusters::of(members.len());
    clusters.join_by(
        members
            .iter()
            .map(|one| Some(one.assessed.identity.as_str())),
    );
    let mut best: Vec<Option<(Certainty, usize, Evidence)>> = vec![None; members.len()];
    for (one, other) in candidates(members) {
        let (Some(left), Some(right)) = (members.get(one), members.get(other)) else {
            continue;
        };
        let Some(evidence) = evidence(left, right, settings) else {
            continue;
        };
        clusters.join(one, other);
        for (own, twin) in [(one, other), (other, one)] {
            let key = (evidence.certainty, twin);
            let known = best.get_mut(own);
            for slot in known
                .into_iter()
                .filter(|slot| is_better(key, slot.as_ref()))
            {
                *slot = Some((evidence.certainty, twin, evidence.clone()));
            }
        }
    }
    let projects = clusters.labels();
    let twins = twins(members, &projects, best);
    Found { twins, projects }
}

fn is_better(key: (Certainty, usize), known: Option<&(Certainty, usize, Evidence)>) -> bool {
    known.is_none_or(|(certainty, twin, _)| key < (*certainty, *twin))
}

fn twins(
    members: &[Member<'_>],
    projects: &[usize],
    best: Vec<Option<(Certainty, usize, Evidence)>>,
) -> Vec<Option<Twins>> {
    let mut sizes: BTreeMap<(usize, Option<&str>), usize> = BTreeMap::new();
    for (project, member) in projects.iter().zip(members) {
        for key in [None, Some(member.assessed.identity.as_str())] {
            let size = sizes.entry((*project, key)).or_default();
            *size = size.saturating_add(1);
        }
    }
    let size = |project: usize, key| sizes.get(&(project, key)).copied().unwrap_or(0);
    let found = best.into_iter().zip(projects.iter().zip(members));
    found
        .map(|(best, (project, member))| {
            let (_, twin, evidence) = best?;
            let other = members.get(twin)?;
            let versions = size(*project, Some(member.assessed.identity.as_str()));
            Some(Twins {
                first: Elsewhere::of(other, name_cell(other)),
                evidence,
                count: size(*project, None).saturating_sub(versions),
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
    NameMoneyAndResult(&'a str, Money, String),
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
        let result = result(member);
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

/// Judges two forms of different identity.
fn evidence(one: &Member<'_>, other: &Member<'_>, settings: &Across) -> Option<Evidence> {
    if one.assessed.identity == other.assessed.identity {
        return None;
    }
    let money = one.money.filter(|money| Some(*money) == other.money);
    let budget = one.money.zip(other.money);
    let budget = budget.filter(|(one, other)| one.budget == other.budget);
    let mut evidence = Evidence {
        certainty: Certainty::Likely,
        code: one.code.clone().filter(|_| one.code == other.code),
        names: compared(one, other, settings.name_similarity),
        money,
        budget: budget.map(|(one, _)| one.budget),
        same_result: result(one).is_some_and(|text| Some(text) == result(other)),
        same_office: one.office() == other.office(),
    };
    evidence.certainty = certainty(&evidence, one, other, settings)?;
    Some(evidence)
}

fn compared(one: &Member<'_>, other: &Member<'_>, at_least: Rate) -> Names {
    let spelled = |member: &Member<'_>| normal_form(member.assessed.project_name());
    if one.name.is_empty() || other.name.is_empty() {
        Names::Different
    } else if spelled(one) == spelled(other) {
        Names::Equal
    } else if one.name == other.name {
        Names::Same
    } else {
        let least = if names::is_shortened(&one.name, &other.name) {
            half()
        } else {
            at_least
        };
        let alike = names::likeness(&one.name, &other.name);
        alike
            .filter(|alike| *alike >= least)
            .map_or(Names::Different, Names::Near)
    }
}

/// A name of which half is left can be the same one in short.
fn half() -> Rate {
    Rate::new(Decimal::new(5, 1))
}

/// How surely the evidence says that it is one project; nothing where it does not.
fn certainty(
    evidence: &Evidence,
    one: &Member<'_>,
    other: &Member<'_>,
    settings: &Across,
) -> Option<Certainty> {
    let (names, money) = (evidence.names, evidence.money);
    if evidence.code.is_some() {
        let explained = names == Names::Different && money.is_none();
        return Some(if explained {
            Certainty::Likely
        } else {
            Certainty::Certain
        });
    }
    let is_one_name = matches!(names, Names::Equal | Names::Same);
    let is_telling = money.is_some_and(|money| money.digits() >= settings.telling_digits);
    if one.code.is_some() && other.code.is_some() {
        // Two codes speak for two projects, whatever they are called.
        return (is_one_name && is_telling).then_some(Certainty::Likely);
    }
    if is_one_name && is_telling {
        return Some(Certainty::Certain);
    }
    let is_sure = evidence.same_office || evidence.same_result;
    match names {
        Names::Equal if money.is_some() && is_sure => Some(Certainty::Certain),
        Names::Equal | Names::Same if money.is_some() => {
            let recurs = one.name_offices > RECURRING;
            (is_sure || !recurs).then_some(Certainty::Likely)
        }
        Names::Equal | Names::Same => {
            (evidence.same_office && lacks_unit(one, other)).then_some(Certainty::Likely)
        }
        Names::Near(alike) => {
            let is_short = names::is_shortened(&one.name, &other.name);
            let is_near = alike >= settings.name_similarity && is_short;
            let is_same_budget = evidence.same_office && evidence.budget.is_some();
            (is_telling || (is_near && is_same_budget)).then_some(Certainty::Likely)
        }
        Names::Different => None,
    }
}

/// Does one of them name no unit, so that the two are perhaps versions of one form?
fn lacks_unit(one: &Member<'_>, other: &Member<'_>) -> bool {
    [one, other]
        .iter()
        .any(|member| member.assessed.implementing_unit().is_empty())
}

/// The reported result, where it is long enough to tell.
fn result(member: &Member<'_>) -> Option<String> {
    let goals = &member.assessed.form.goals;
    let Entry::Read { value, .. } = &goals.actual else {
        return None;
    };
    let folded = normal_form(value);
    folded.chars().nth(TELLING_RESULT.saturating_sub(1))?;
    Some(folded)
}

#[cfg(test)]
mod tests;
