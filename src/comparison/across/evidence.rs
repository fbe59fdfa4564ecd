//! What says that two forms report one project, and how surely.
//!
//! An equal name alone tells nothing: every street has its 社区公益金. What must come to it is a
//! code, or sums of money that two projects do not have by chance.

use rust_decimal::Decimal;

use super::member::{Member, Money, Spread};
use super::{Across, names};
use crate::value::{Amount, Rate};

/// A name in more offices, or in more units of one office, is one that each of them has.
const RECURRING: usize = 2;
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

/// Judges two forms of different identity.
pub(super) fn evidence(
    one: &Member<'_>,
    other: &Member<'_>,
    settings: &Across,
) -> Option<Evidence> {
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
        same_result: one.result.is_some() && one.result == other.result,
        same_office: one.office() == other.office(),
    };
    evidence.certainty = certainty(&evidence, one, other, settings)?;
    Some(evidence)
}

fn compared(one: &Member<'_>, other: &Member<'_>, at_least: Rate) -> Names {
    if one.name.is_empty() || other.name.is_empty() {
        Names::Different
    } else if one.full_name == other.full_name {
        Names::Equal
    } else if one.name == other.name {
        Names::Same
    } else {
        let is_short = names::is_shortened(&one.name, &other.name);
        let least = if is_short { half() } else { at_least };
        let alike = names::likeness(&one.name, &other.name);
        let near = alike.filter(|alike| *alike >= least);
        near.map_or(Names::Different, Names::Near)
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
    let is_telling = |money: Money| money.digits() >= settings.telling_digits;
    let is_telling = evidence.money.is_some_and(is_telling);
    let codes = one.code.as_ref().zip(other.code.as_ref());
    match evidence.names {
        names if evidence.code.is_some() => Some(by_code(names, evidence.money)),
        // Two codes speak for two projects, whatever they are called.
        Names::Near(_) | Names::Different if codes.is_some() => None,
        _ if codes.is_some() => is_telling.then_some(Certainty::Likely),
        Names::Equal | Names::Same if is_telling => Some(by_telling_money(one, settings)),
        Names::Equal | Names::Same if evidence.money.is_some() => by_round_money(evidence, one),
        Names::Equal | Names::Same => {
            (evidence.same_office && lacks_unit(one, other)).then_some(Certainty::Likely)
        }
        Names::Near(alike) => {
            let is_near = alike >= settings.name_similarity;
            let is_near = is_near && names::is_shortened(&one.name, &other.name);
            let is_same_budget = evidence.same_office && evidence.budget.is_some();
            (is_telling || (is_near && is_same_budget)).then_some(Certainty::Likely)
        }
        Names::Different => None,
    }
}

/// One code under two names and with two sums may be a slip in the code.
fn by_code(names: Names, money: Option<Money>) -> Certainty {
    if names == Names::Different && money.is_none() {
        Certainty::Likely
    } else {
        Certainty::Certain
    }
}

/// Sums that many units have to the last digit were set for them all.
fn by_telling_money(one: &Member<'_>, settings: &Across) -> Certainty {
    if one.spread.units_with_money > settings.most_offices {
        Certainty::Likely
    } else {
        Certainty::Certain
    }
}

/// Equal round sums are common where every office, or every unit of one, has a project of the name.
fn by_round_money(evidence: &Evidence, one: &Member<'_>) -> Option<Certainty> {
    let Spread { offices, units, .. } = one.spread;
    let spread = if evidence.same_office { units } else { offices };
    if spread > RECURRING {
        None
    } else if evidence.same_result {
        Some(Certainty::Certain)
    } else {
        Some(Certainty::Likely)
    }
}

/// Does one of them name no unit, so that the two are perhaps versions of one form?
fn lacks_unit(one: &Member<'_>, other: &Member<'_>) -> bool {
    [one, other]
        .iter()
        .any(|member| member.assessed.implementing_unit().is_empty())
}
