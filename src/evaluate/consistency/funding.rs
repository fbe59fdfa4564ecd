//! The sums and ratios of the funding block.

use super::breakdown::Breakdown;
use super::cell::CellId;
use super::network::{Disagreement, Draft, term};
use super::relation::AtMost;
use super::relation::Term;
use super::share::{ExecutionScore, Quotient};
use crate::evaluate::{Evaluation, ScoringPolicy, base_in_use};
use crate::form::{Entry, Form, Funding, FundingRow, RateBase};
use crate::value::{Amount, Figure, Printed};

/// The amount of a row that a column holds.
type Column = fn(&FundingRow) -> &Entry<Printed<Amount>>;

const COLUMNS: [Column; 3] = [
    |row| &row.initial,
    |row| &row.full_year,
    |row| &row.executed,
];

pub(super) fn constrain(
    draft: &mut Draft,
    form: &Form,
    evaluation: &Evaluation,
    policy: &ScoringPolicy,
) {
    let Some(funding) = &form.funding else {
        return;
    };
    for row in std::iter::once(&funding.total).chain(&funding.breakdown) {
        let amounts = COLUMNS.map(|column| draft.amount(column(row), funding));
        let stated = amounts.map(|cell| cell.filter(|cell| draft.is_stated(*cell)));
        draft.beside(&amounts);
        rate(draft, row, funding, stated);
    }
    for column in COLUMNS {
        breakdown(draft, funding, column);
    }
    over_budget(draft, funding);
    score(draft, funding, evaluation, policy);
}

fn breakdown(draft: &mut Draft, funding: &Funding, column: Column) {
    let cells = || funding.breakdown.iter().map(column);
    let is_unread = cells().any(|cell| cell.misread().is_some());
    if is_unread || cells().all(Entry::is_empty) {
        return;
    }
    let total = column(&funding.total);
    let (Some(cell), Some(at)) = (stated(draft, total, funding), total.at()) else {
        return;
    };
    let parts = funding.breakdown.iter();
    let parts = parts
        .filter_map(|row| Some((row.kind, draft.amount(column(row), funding)?)))
        .collect();
    draft.hold(
        Disagreement::Breakdown,
        at,
        Breakdown { total: cell, parts },
    );
}

/// The cell of an amount, where one is stated.
fn stated(draft: &mut Draft, entry: &Entry<Printed<Amount>>, funding: &Funding) -> Option<CellId> {
    entry.value()?;
    draft.amount(entry, funding)
}

fn rate(
    draft: &mut Draft,
    row: &FundingRow,
    funding: &Funding,
    [initial, full_year, executed]: [Option<CellId>; 3],
) {
    let budget = match base_in_use(row, funding.rate_base) {
        RateBase::FullYear => full_year,
        RateBase::Initial => initial,
    };
    let (Some(budget), Some(executed), Some(at)) = (budget, executed, row.rate.at()) else {
        return;
    };
    if let Some(rate) = draft.rate(&row.rate) {
        let relation = Quotient {
            rate,
            executed,
            budget,
        };
        draft.hold(Disagreement::Rate, at, relation);
    }
}

fn over_budget(draft: &mut Draft, funding: &Funding) {
    let row = &funding.total;
    let executed = stated(draft, &row.executed, funding);
    let full_year = stated(draft, &row.full_year, funding);
    if let (Some(figure), Some(bound), Some(at)) = (executed, full_year, row.executed.at()) {
        let relation = AtMost {
            figure,
            bound: Term::Cell(bound),
            rounded: true,
        };
        draft.hold(Disagreement::OverBudget, at, relation);
    }
}

fn score(draft: &mut Draft, funding: &Funding, evaluation: &Evaluation, policy: &ScoringPolicy) {
    let row = &funding.total;
    let base = match base_in_use(row, funding.rate_base) {
        RateBase::FullYear => &row.full_year,
        RateBase::Initial => &row.initial,
    };
    let executed = stated(draft, &row.executed, funding);
    let budget = stated(draft, base, funding);
    let weight_cell = draft.points(&row.weight);
    let known = evaluation.execution.weight.map(Figure::decimal);
    let rate = draft.rate(&row.rate);
    let (Some(score), Some(executed), Some(budget), Some(weight), Some(at)) = (
        draft.points(&row.score),
        executed,
        budget,
        term(weight_cell, known),
        row.score.at(),
    ) else {
        return;
    };
    draft.beside(&[weight_cell, Some(score)]);
    let range = AtMost {
        figure: score,
        bound: weight,
        rounded: false,
    };
    draft.hold(Disagreement::ScoreRange, at, range);
    let relation = ExecutionScore {
        score,
        weight,
        executed,
        budget,
        rate,
        is_capped: policy.cap_execution_score,
    };
    draft.hold(Disagreement::ExecutionScore, at, relation);
}
