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
    /// What of its name tells it from other projects.
    pub(super) name: String,
    /// In how many offices a project of this name is reported.
    pub(super) name_offices: usize,
    /// Its code, where that can tell a project.
    pub(super) code: Option<String>,
    pub(super) money: Option<Money>,
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
/// makes no difference. A code that is spread over more than
/// `code_spread` offices or names belongs to no single project and is left out.
pub(super) fn all<'a>(submissions: &'a [Submission], code_spread: usize) -> Vec<Member<'a>> {
    let mut members: Vec<Member<'a>> = submissions
        .par_iter()
        .enumerate()
        .flat_map_iter(|(position, submission)| of_submission(position, submission))
        .collect();
    members.sort_by_key(|one| {
        (
            one.file,
            one.assessed.form.sheet.as_str(),
            one.assessed.form.area,
        )
    });
    let names = spread(&members, |one| Some(&one.name), |one| one.office());
    let offices = spread(&members, |one| one.code.as_deref(), |one| one.office());
    let called = spread(&members, |one| one.code.as_deref(), |one| &one.name);
    for (member, (name_offices, codes)) in members
        .iter_mut()
        .zip(names.into_iter().zip(offices.into_iter().zip(called)))
    {
        member.name_offices = name_offices;
        let tells = codes.0.max(codes.1) <= code_spread;
        member.code = member.code.take().filter(|_| tells);
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
            name: names::key(assessed.project_name(), assessed.street_office()),
            name_offices: 0,
            code: code(assessed),
            money: assessed.form.funding.as_ref().and_then(Money::of),
            assessed,
        })
}

fn code(assessed: &Assessed) -> Option<String> {
    let code = normal_form(assessed.form.head.project_code.value()?);
    let digits = code.chars().filter(char::is_ascii_digit).count();
    (code.chars().count() >= LEAST_SIGNS && digits >= LEAST_DIGITS).then_some(code)
}

/// For every member over how many values (offices, names) its key is spread in the same year.
fn spread(
    members: &[Member<'_>],
    key: for<'m> fn(&'m Member<'_>) -> Option<&'m str>,
    value: for<'m> fn(&'m Member<'_>) -> &'m str,
) -> Vec<usize> {
    let mut values: BTreeMap<(Option<FiscalYear>, &str), BTreeSet<&str>> = BTreeMap::new();
    for member in members {
        if let Some(key) = key(member) {
            values
                .entry((member.year(), key))
                .or_default()
                .insert(value(member));
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
