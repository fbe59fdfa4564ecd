//! What the figures of an indicator earn, and the total cost beside the money of the funding block.

use rust_decimal::Decimal;

use super::cell::{CellId, Notation, Stated};
use super::network::{Disagreement, Draft};
use super::relation::{AtMost, Same, Term};
use super::share::{IndicatorScore, Share};
use crate::evaluate::{
    Attainment, Evaluation, IndicatorResult, ScoreBasis, ScoringPolicy, TOTAL_COST_NAMES,
    base_in_use, is_total_cost,
};
use crate::form::{Entry, Form, Indicator, RateBase};
use crate::value::{AmountUnit, Figure as _, Measure, Quantity, Unit};

pub(super) fn constrain(
    draft: &mut Draft,
    form: &Form,
    evaluation: &Evaluation,
    policy: &ScoringPolicy,
) {
    for (row, result) in evaluation.of(form) {
        indicator(draft, form, row, result, policy);
    }
    costs(draft, form);
}

fn indicator(
    draft: &mut Draft,
    form: &Form,
    row: &Indicator,
    result: &IndicatorResult,
    policy: &ScoringPolicy,
) {
    let (weight, score) = (draft.points(&row.weight), draft.points(&row.score));
    let (Some(weight), Some(score), Some(at)) = (weight, score, row.score.at()) else {
        return;
    };
    draft.beside(&[Some(weight), Some(score)]);
    let range = AtMost {
        figure: score,
        bound: Term::Cell(weight),
        rounded: false,
    };
    draft.hold(Disagreement::ScoreRange, at, range);
    if result.basis != ScoreBasis::Quantitative {
        return;
    }
    let share = match &result.attainment {
        Some(attained) => share(draft, form, row, attained, policy),
        None => Some(Share::Fixed(Decimal::ONE)), // a deadline that was kept
    };
    if let Some(share) = share {
        let relation = IndicatorScore {
            score,
            weight,
            share,
            explains_less: row.reason.value().is_some(),
        };
        draft.hold(Disagreement::IndicatorScore, at, relation);
    }
}

fn share(
    draft: &mut Draft,
    form: &Form,
    row: &Indicator,
    attained: &Attainment,
    policy: &ScoringPolicy,
) -> Option<Share> {
    let (Some(Measure::Quantity { .. }), Some(_)) = (row.target.value(), quantity(&row.actual))
    else {
        return Some(Share::Fixed(attained.share.decimal()));
    };
    let money = money_of(form, row);
    Some(Share::Of {
        target: measure(draft, &row.target, attained.target, money)?,
        actual: measure(draft, &row.actual, attained.actual, money)?,
        direction: attained.direction,
        missed: policy.missed_limit,
    })
}

fn quantity(entry: &Entry<Measure>) -> Option<&Quantity> {
    entry.value()?.quantity()
}

/// The unit of a bare number among the figures of a row that states money; `None` where it does not.
fn money_of(form: &Form, row: &Indicator) -> Option<AmountUnit> {
    let stated = [&row.target, &row.actual]
        .into_iter()
        .filter_map(quantity)
        .find_map(|quantity| match quantity.unit {
            Unit::Money(unit) => Some(unit),
            _ => None,
        });
    let column = form.funding.as_ref().map(|funding| funding.unit);
    let is_cost = is_total_cost(row, form, &TOTAL_COST_NAMES);
    stated.or(column.filter(|_| is_cost))
}

/// A target or an actual: `compared` is its figure in the unit in which both are compared.
fn measure(
    draft: &mut Draft,
    entry: &Entry<Measure>,
    compared: Decimal,
    money: Option<AmountUnit>,
) -> Option<CellId> {
    let quantity = quantity(entry)?;
    let notation = match (&quantity.unit, money) {
        (Unit::Money(unit), _) => Notation::Money(*unit),
        (Unit::None, Some(unit)) => Notation::Money(unit),
        (unit, _) => Notation::Quantity {
            unit: unit.to_string(),
            scale: compared.checked_div(quantity.value).unwrap_or(Decimal::ONE),
        },
    };
    let scale = match &notation {
        Notation::Quantity { scale, .. } => *scale,
        Notation::Money(unit) => unit.in_wan(),
        _ => Decimal::ONE,
    };
    let stated = Stated {
        value: quantity.value.checked_mul(scale)?,
        half_unit: quantity.half_unit.checked_mul(scale)?,
    };
    Some(draft.cell(entry.at()?, notation, Some(stated)))
}

/// The one total cost of the form against the money of its funding block.
fn costs(draft: &mut Draft, form: &Form) {
    let Some(funding) = &form.funding else {
        return;
    };
    let mut rows = form
        .scored_indicators()
        .filter(|row| is_total_cost(row, form, &TOTAL_COST_NAMES));
    let (Some(row), None) = (rows.next(), rows.next()) else {
        return; // several costs may be parts of the whole
    };
    let total = &funding.total;
    let budget = match base_in_use(total, RateBase::FullYear) {
        RateBase::FullYear => &total.full_year,
        RateBase::Initial => &total.initial,
    };
    let money = money_of(form, row);
    for (entry, amount) in [(&row.target, budget), (&row.actual, &total.executed)] {
        let is_money = quantity(entry)
            .is_some_and(|quantity| matches!(quantity.unit, Unit::Money(_) | Unit::None));
        let is_bound = entry
            .value()
            .is_some_and(|measure| measure.comparator().is_some());
        if !is_money || amount.value().is_none() || (is_bound && entry.at() == row.actual.at()) {
            continue;
        }
        let stated = measure(draft, entry, Decimal::ONE, money);
        let (Some(one), Some(other), Some(at)) =
            (stated, draft.amount(amount, funding), entry.at())
        else {
            continue;
        };
        draft.beside(&[Some(one), Some(other)]);
        draft.hold(Disagreement::Cost, at, Same { one, other });
    }
}
