//! Does the adjustment of the budget explain that more was spent than was planned? By what the ledger
//! approved where there is one, else by what the form itself says.

use crate::comparison::{Counterpart, LedgerLine};
use crate::form::FundingKind::Total;
use crate::form::{Entry, FundingRow};
use crate::tables::projects::ProjectRow;
use crate::value::{Amount, Printed};

/// How far the adjustment explains the excess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// The ledger's budget covers what was executed.
    Approved,
    /// The form's full-year budget covers it; there is no ledger line to hold it against.
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

/// What the answer depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts<'a> {
    executed: Option<Printed<Amount>>,
    full_year: Option<Printed<Amount>>,
    approved: Option<Printed<Amount>>,
    /// B102 was raised: beyond the full-year budget, by the tolerance in force.
    over_full_year: bool,
    /// Why there is nothing of a ledger to hold the form against.
    without: &'a str,
}

impl<'a> Facts<'a> {
    pub(super) fn of(
        row: ProjectRow<'a>,
        line: Option<&'a Counterpart<LedgerLine>>,
        has_ledger: bool,
    ) -> Self {
        let funding = row.funding(Total);
        let of = |entry: fn(&FundingRow) -> &Entry<Printed<Amount>>| {
            funding.and_then(|funding| entry(funding).value().copied())
        };
        let found = line.and_then(Counterpart::found);
        Self {
            executed: of(|funding| &funding.executed),
            full_year: of(|funding| &funding.full_year),
            approved: found.and_then(|(line, _)| line.full_year.value().copied()),
            over_full_year: row.counts.over_full_year,
            without: match (line, has_ledger) {
                (Some(Counterpart::Found { .. }), _) => "台账未列调整后预算数",
                (Some(Counterpart::Unclear(_)), _) => "台账中对应的项目不能确定",
                (_, true) => "台账中没有对应的项目",
                (_, false) => "未设批复台账，未经核对",
            },
        }
    }

    /// The answer.
    pub(super) fn explained(&self) -> Explanation {
        let executed = told(self.executed);
        let full_year = told(self.full_year);
        let by_form = self
            .full_year
            .map(|budget| !self.over_full_year && self.covers(budget));
        let by_ledger = self.approved.map(|budget| self.covers(budget));
        let (how, words) = match (by_ledger, by_form) {
            (Some(true), Some(true)) => (
                How::Approved,
                format!(
                    "台账调整后预算数 {} 万元、自评表全年预算数 {full_year} 万元均不小于全年执行数 {executed} 万元",
                    told(self.approved)
                ),
            ),
            (Some(true), Some(false)) => (
                How::Approved,
                format!(
                    "台账调整后预算数 {} 万元不小于全年执行数 {executed} 万元；自评表全年预算数 {full_year} 万元小于执行数，请核对该数",
                    told(self.approved)
                ),
            ),
            (Some(true), None) => (
                How::Approved,
                format!(
                    "台账调整后预算数 {} 万元不小于全年执行数 {executed} 万元；自评表全年预算数未填或看不懂",
                    told(self.approved)
                ),
            ),
            (Some(false), Some(true)) => (
                How::Contradicted,
                format!(
                    "自评表全年预算数 {full_year} 万元不小于全年执行数 {executed} 万元，但台账调整后预算数只有 {} 万元；请核对调整批复",
                    told(self.approved)
                ),
            ),
            (Some(false), _) => (
                How::NotExplained,
                format!(
                    "全年执行数 {executed} 万元大于台账调整后预算数 {} 万元；请单位说明依据",
                    told(self.approved)
                ),
            ),
            (None, Some(true)) => (
                How::Declared,
                format!(
                    "自评表全年预算数 {full_year} 万元不小于全年执行数 {executed} 万元；{}，请单位附调整批复",
                    self.without
                ),
            ),
            (None, Some(false)) => (
                How::NotExplained,
                format!(
                    "全年执行数 {executed} 万元大于自评表全年预算数 {full_year} 万元；{}",
                    self.without
                ),
            ),
            (None, None) => (
                How::Unknown,
                format!("自评表全年预算数未填或看不懂；{}", self.without),
            ),
        };
        Explanation { how, words }
    }

    /// Is what was executed within a budget, by what the printed digits allow?
    fn covers(&self, budget: Printed<Amount>) -> bool {
        let within = |executed: Printed<Amount>| !executed.interval().exceeds(budget.interval());
        self.executed.is_some_and(within)
    }
}

fn told(amount: Option<Printed<Amount>>) -> String {
    amount.map_or_else(|| "（不明）".to_owned(), |amount| amount.value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{AmountUnit, CellValue};
    use How::{Approved, Contradicted, Declared, NotExplained, Unknown};

    fn amount(typed: &str) -> Option<Printed<Amount>> {
        let cell = CellValue::Text(typed.to_owned());
        Amount::parse(&cell, AmountUnit::Wan).unwrap()
    }

    fn explained(full_year: &str, executed: &str, approved: &str) -> Explanation {
        let facts = Facts {
            executed: amount(executed),
            full_year: amount(full_year),
            approved: amount(approved),
            over_full_year: false,
            without: "未设批复台账，未经核对",
        };
        facts.explained()
    }

    #[test]
    fn what_is_approved_explains_what_is_declared_alone_needs_proof() {
        for (full_year, executed, approved, how) in [
            ("35.56041", "35.56041", "", Declared), // the reference form
            ("35.56", "35.56041", "", Declared),    // the same amount, rounded
            ("35.56041", "35.56041", "36", Approved),
            ("35.56041", "35.56041", "33", Contradicted),
            ("33", "35.56041", "", NotExplained),
            ("33", "35.56041", "33", NotExplained),
            ("33", "35.56041", "36", Approved), // the form was not brought up to date
            ("", "35.56041", "", Unknown),
            ("", "35.56041", "33", NotExplained),
        ] {
            let found = explained(full_year, executed, approved);
            assert_eq!(
                found.how, how,
                "{full_year} {executed} {approved}: {found:?}"
            );
        }
    }

    #[test]
    fn the_words_hold_the_figures() {
        let words = explained("35.56041", "35.56041", "33").words;
        assert!(
            words.contains("35.56041") && words.contains("33 万元"),
            "{words}"
        );
    }

    #[test]
    fn where_b102_is_raised_the_form_explains_nothing() {
        let facts = Facts {
            executed: amount("10.004"),
            full_year: amount("10"),
            approved: None,
            over_full_year: true,
            without: "",
        };
        assert_eq!(facts.explained().how, NotExplained);
    }
}
