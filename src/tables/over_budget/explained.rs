//! Does the adjustment of the budget explain that more was spent than was planned? By what the ledger
//! approved where there is one, else by what the form itself says.

use std::cmp::Ordering;

use crate::comparison::{Counterpart, How as Match, LedgerLine, Sum};
use crate::evaluate::ScoringPolicy;
use crate::form::FundingKind::{Appropriation, Total};
use crate::form::{Entry, FundingRow};
use crate::tables::projects::ProjectRow;
use crate::value::{Amount, Printed};

/// How far the adjustment explains the excess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// The ledger's budget covers what was executed.
    Approved,
    /// The form's full-year budget covers it; no ledger has a figure to hold all of it against.
    Declared,
    /// The form's covers it, the ledger's does not.
    Contradicted,
    /// No known budget covers it.
    NotExplained,
    /// The full-year budget is not known.
    Unknown,
}

impl How {
    /// As the data contract spells it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Declared => "declared",
            Self::Contradicted => "contradicted",
            Self::NotExplained => "not_explained",
            Self::Unknown => "unknown",
        }
    }
}

/// The answer, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Explanation {
    pub(super) how: How,
    /// One sentence with the figures.
    pub(super) words: String,
}

/// What the ledger has for the project.
#[derive(Debug, Clone, Copy)]
struct Approved {
    full_year: Printed<Amount>,
    /// The ledger's project is only named alike.
    is_alike: bool,
    /// It is the year's own appropriation, beside which the form has other money.
    is_appropriation: bool,
}

/// What the answer depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts<'a> {
    policy: &'a ScoringPolicy,
    initial: Option<Amount>,
    full_year: Option<Printed<Amount>>,
    executed: Option<Printed<Amount>>,
    /// What is approved, else why there is nothing to hold the form against.
    approved: Result<Approved, &'static str>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(
        row: ProjectRow<'_>,
        policy: &'a ScoringPolicy,
        line: Option<&Counterpart<LedgerLine>>,
        has_ledger: bool,
    ) -> Self {
        let funding = row.funding(Total);
        let of = |entry: fn(&FundingRow) -> &Entry<Printed<Amount>>| {
            funding.and_then(|funding| entry(funding).value().copied())
        };
        Self {
            policy,
            initial: of(|funding| &funding.initial).map(|initial| initial.value),
            full_year: of(|funding| &funding.full_year),
            executed: of(|funding| &funding.executed),
            approved: approved(row, line, has_ledger),
        }
    }

    /// The answer.
    pub(super) fn explained(&self) -> Explanation {
        let how = self.how();
        let clauses = [
            self.by_form(),
            self.by_ledger(),
            self.advice(how).to_owned(),
        ];
        let said: Vec<String> = clauses.into_iter().filter(|one| !one.is_empty()).collect();
        Explanation {
            how,
            words: said.join("；"),
        }
    }

    fn how(&self) -> How {
        let approved = self.approved.ok();
        let by_ledger = approved.and_then(|approved| self.covers(approved.full_year));
        let only_appropriation = approved.is_some_and(|approved| approved.is_appropriation);
        match (by_ledger, self.covers_by_form()) {
            (Some(true), _) => How::Approved,
            (Some(false), Some(true)) if !only_appropriation => How::Contradicted,
            (_, Some(true)) => How::Declared,
            (Some(false), _) | (None, Some(false)) => How::NotExplained,
            (None, None) => How::Unknown,
        }
    }

    fn covers_by_form(&self) -> Option<bool> {
        self.full_year.and_then(|budget| self.covers(budget))
    }

    /// Is what was executed within a budget? By the comparison of B101 and B102.
    fn covers(&self, budget: Printed<Amount>) -> Option<bool> {
        let executed = self.executed?.interval();
        Some(!self.policy.amount_exceeds(executed, budget.interval()))
    }

    fn by_form(&self) -> String {
        let Some(budget) = self.full_year else {
            return "自评表全年预算数未填或看不懂".to_owned();
        };
        let beside = self.beside(budget);
        let adjusted = self
            .initial
            .map_or(String::new(), |initial| adjusted(budget.value - initial));
        format!("自评表全年预算数 {} 万元{adjusted}{beside}", budget.value)
    }

    fn by_ledger(&self) -> String {
        let approved = match self.approved {
            Ok(approved) => approved,
            Err(lack) => return lack.to_owned(),
        };
        let budget = approved.full_year;
        let remark = match (approved.is_appropriation, approved.is_alike) {
            (true, true) => "（与自评表财政拨款一致，不含其他资金；按名称近似对应）",
            (true, false) => "（与自评表财政拨款一致，不含其他资金）",
            (false, true) => "（按名称近似对应）",
            (false, false) => "",
        };
        let beside = self.beside(budget);
        format!("台账调整后预算数 {} 万元{remark}{beside}", budget.value)
    }

    /// How a budget stands to what was executed.
    fn beside(&self, budget: Printed<Amount>) -> String {
        let Some(executed) = self.executed else {
            return String::new();
        };
        let (spent, budgeted) = (executed.value, budget.value);
        if spent <= budgeted {
            format!("不小于全年执行数 {spent} 万元")
        } else if self.covers(budget) != Some(true) {
            format!("小于全年执行数 {spent} 万元，差 {} 万元", spent - budgeted)
        } else if executed.interval().agrees(budget.interval()) {
            format!("与全年执行数 {spent} 万元按所填位数一致")
        } else {
            format!("与全年执行数 {spent} 万元的差额在允许误差以内")
        }
    }

    /// What is to be done about it.
    fn advice(&self, how: How) -> &'static str {
        match how {
            How::Approved if self.covers_by_form() == Some(true) => "",
            How::Approved => "请核对自评表全年预算数",
            How::Declared => "请单位附调整批复",
            How::Contradicted => "请核对调整批复",
            How::NotExplained => "请单位说明依据",
            How::Unknown => "请单位补填全年预算数",
        }
    }
}

/// What the ledger approved for a form.
fn approved(
    row: ProjectRow<'_>,
    line: Option<&Counterpart<LedgerLine>>,
    has_ledger: bool,
) -> Result<Approved, &'static str> {
    let (line, how) = match line {
        Some(Counterpart::Found { with, how }) => (with, *how),
        Some(Counterpart::Unclear(_)) => return Err("台账中对应的项目不能确定"),
        _ if has_ledger => return Err("台账中没有对应的项目"),
        _ => return Err("未设批复台账，未经核对"),
    };
    let full_year = line.full_year.value().copied();
    let full_year = full_year.ok_or("台账未列调整后预算数")?;
    Ok(Approved {
        full_year,
        is_alike: matches!(how, Match::Similar(_)),
        is_appropriation: is_appropriation(row, full_year),
    })
}

/// Is it the form's own appropriation and less than all of its money? Ledgers often list that alone.
fn is_appropriation(row: ProjectRow<'_>, approved: Printed<Amount>) -> bool {
    let form = &row.assessed.form;
    let of = |kind| {
        let cells = form.money_cells(kind, |funding| &funding.full_year);
        cells.and_then(|cells| Sum::of_cells(&cells))
    };
    let agrees = |sum: Sum| sum.range.agrees(approved.interval());
    of(Appropriation).is_some_and(agrees) && !of(Total).is_some_and(agrees)
}

fn adjusted(by: Amount) -> String {
    let none = Amount::default();
    match by.cmp(&none) {
        Ordering::Greater => format!("（较年初调增 {by} 万元）"),
        Ordering::Less => format!("（较年初调减 {} 万元）", none - by),
        Ordering::Equal => "（年中未调整）".to_owned(),
    }
}

#[cfg(test)]
mod tests;
