//! A form of the batch as the others see it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::names;
use crate::form::{FormKind, Funding};
use crate::submission::{Assessed, Submission};
use crate::value::text::normal_form;
use crate::value::{Amount, Figure as _, FiscalYear};

/// A code with fewer signs, or fewer digits, is a number on a list.
const LEAST_SIGNS: usize = 6;
const LEAST_DIGITS: usize = 4;
/// A result with no more characters says the same of many projects.
const TELLING_RESULT: usize = 20;

/// A form that counts, of one project.
#[derive(Debug)]
pub(super) struct Member<'a> {
    /// Its file among the submissions.
    pub(super) submission: usize,
    /// Its place in the file.
    pub(super) form: usize,
    /// The file's path.
    pub(super) file: &'a str,
    pub(super) assessed: &'a Assessed,
    /// Its name in normal form.
    pub(super) full_name: String,
    /// What of its name tells it from other projects.
    pub(super) name: String,
    /// Its code, where that can tell a project.
    pub(super) code: Option<String>,
    pub(super) money: Option<Money>,
    /// Its reported result in normal form, where it is long enough to tell.
    pub(super) result: Option<String>,
    pub(super) spread: Spread,
}

/// How widely what names a project is spread in its year.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spread {
    /// Offices that report a project of this name.
    pub(super) offices: usize,
    /// Units of the same office that do.
    pub(super) units: usize,
    /// Units, of whatever office, that do with the same money.
    pub(super) units_with_money: usize,
}

/// The money of a project, as far as two reports of one project must agree on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money {
    /// 全年预算数, else 年初预算数
    pub budget: Amount,
    /// 全年执行数
    pub executed: Amount,
}

impl Member<'_> {
    pub(super) fn office(&self) -> &str {
        self.assessed.street_office()
    }

    pub(super) fn year(&self) -> Option<FiscalYear> {
        self.assessed.fiscal_year()
    }
}

impl Money {
    fn of(funding: &Funding) -> Option<Self> {
        let total = &funding.total;
        let budget = total.full_year.figure().or(total.initial.figure())?;
        let executed = total.executed.figure()?;
        (budget > Amount::ZERO).then_some(Self { budget, executed })
    }

    /// How many digits its figures have that are not noughts at the end: equal round sums tell little.
    pub(super) fn digits(self) -> u32 {
        let executed = if self.executed == self.budget {
            0
        } else {
            digits(self.executed)
        };
        digits(self.budget).saturating_add(executed)
    }
}

fn digits(amount: Amount) -> u32 {
    let mut mantissa = amount.decimal().mantissa().unsigned_abs();
    while mantissa != 0 && mantissa.is_multiple_of(10) {
        mantissa /= 10;
    }
    mantissa
        .checked_ilog10()
        .map_or(0, |log| log.saturating_add(1))
}

/// Every form of one project that counts, by file and place, so that the order of the submissions
/// makes no difference. A code that is spread over more than `most` offices or names belongs to no
/// single project and is left out.
pub(super) fn all<'a>(submissions: &'a [Submission], most: usize) -> Vec<Member<'a>> {
    let mut members: Vec<Member<'a>> = submissions
        .par_iter()
        .enumerate()
        .flat_map_iter(|(position, submission)| of_submission(position, submission))
        .collect();
    members.sort_by_key(|one| {
        let form = &one.assessed.form;
        (one.file, form.sheet.as_str(), form.area)
    });
    let is_telling = telling_codes(&members, most);
    let spreads = spreads(&members);
    for (member, (spread, is_telling)) in
        members.iter_mut().zip(spreads.into_iter().zip(is_telling))
    {
        member.spread = spread;
        member.code = member.code.take().filter(|_| is_telling);
    }
    members
}

fn of_submission(position: usize, submission: &Submission) -> impl Iterator<Item = Member<'_>> {
    let forms = submission.forms().iter().enumerate();
    let counts = |assessed: &Assessed| {
        assessed.standing.counts() && assessed.form.kind != FormKind::Department
    };
    forms
        .filter(move |(_, assessed)| counts(assessed))
        .map(move |(form, assessed)| Member {
            submission: position,
            form,
            file: &submission.source.file,
            assessed,
            full_name: normal_form(assessed.project_name()),
            name: names::key(assessed.project_name(), assessed.street_office()),
            code: code(assessed),
            money: assessed.form.funding.as_ref().and_then(Money::of),
            result: result(assessed),
            spread: Spread::default(),
        })
}

fn code(assessed: &Assessed) -> Option<String> {
    let code = normal_form(assessed.form.head.project_code.value()?);
    let digits = code.chars().filter(char::is_ascii_digit).count();
    (code.chars().count() >= LEAST_SIGNS && digits >= LEAST_DIGITS).then_some(code)
}

fn result(assessed: &Assessed) -> Option<String> {
    let result = normal_form(assessed.form.goals.actual.value()?);
    result.chars().nth(TELLING_RESULT).map(|_| result)
}

/// For every member whether its code belongs to few offices and few names.
fn telling_codes(members: &[Member<'_>], most: usize) -> Vec<bool> {
    let code = |one: &Member<'_>| one.code.clone();
    let offices = counted(members, code, |one| one.office().to_owned());
    let names = counted(members, code, |one| one.name.clone());
    let both = offices.into_iter().zip(names);
    both.map(|(offices, names)| offices.max(names) <= most)
        .collect()
}

fn spreads(members: &[Member<'_>]) -> Vec<Spread> {
    let name = |one: &Member<'_>| Some(one.name.clone()).filter(|name| !name.is_empty());
    let office = |one: &Member<'_>| one.office().to_owned();
    let unit = |one: &Member<'_>| one.assessed.implementing_unit().to_owned();
    let offices = counted(members, name, office);
    let units = counted(members, |one| Some((name(one)?, office(one))), unit);
    let sender = |one: &Member<'_>| format!("{}\u{1f}{}", office(one), unit(one));
    let with_money = counted(members, |one| Some((name(one)?, one.money?)), sender);
    let all = offices.into_iter().zip(units).zip(with_money);
    all.map(|((offices, units), units_with_money)| Spread {
        offices,
        units,
        units_with_money,
    })
    .collect()
}

/// For every member how many values stand beside its key in the same year.
fn counted<K: Ord>(
    members: &[Member<'_>],
    key: impl Fn(&Member<'_>) -> Option<K>,
    value: impl Fn(&Member<'_>) -> String,
) -> Vec<usize> {
    let mut values: BTreeMap<(Option<FiscalYear>, K), BTreeSet<String>> = BTreeMap::new();
    for member in members {
        if let Some(key) = key(member) {
            let of_key = values.entry((member.year(), key)).or_default();
            of_key.insert(value(member));
        }
    }
    let count = |one: &Member<'_>| {
        let of_key = key(one).and_then(|key| values.get(&(one.year(), key)));
        of_key.map_or(0, BTreeSet::len)
    };
    members.iter().map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noughts_at_the_end_are_no_digits() {
        let money = |budget: &str, executed: &str| Money {
            budget: Amount::new(budget.parse().unwrap()),
            executed: Amount::new(executed.parse().unwrap()),
        };
        assert_eq!(money("33", "35.56041").digits(), 9);
        assert_eq!(money("1200", "1150.50").digits(), 7);
        assert_eq!(money("35.56041", "35.560410").digits(), 7);
        assert_eq!(money("20", "0").digits(), 1);
    }
}
