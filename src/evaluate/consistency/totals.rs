//! The sums of weights and scores: by category, of all indicators, and of the total row.

use rust_decimal::Decimal;

use super::cell::{Notation, Stated};
use super::network::{Disagreement, Draft, term};
use super::relation::{AnyOf, AtMost, Between, Sum, Term};
use crate::evaluate::{Evaluation, Grade, ScoringPolicy};
use crate::form::{Entry, Form, Indicator, IndicatorBlock, Level, TotalRow};
use crate::grid::CellRef;
use crate::value::{Figure, Printed, text};

pub(super) fn constrain(
    draft: &mut Draft,
    form: &Form,
    evaluation: &Evaluation,
    policy: &ScoringPolicy,
) {
    if let Some(block) = form.indicators.as_ref() {
        categories(draft, block);
        if !form.lacks_funding() {
            all_weights(draft, form, block, evaluation, policy);
        }
    }
    if let Some(total) = &form.total {
        totals(draft, form, total, evaluation);
        grade(draft, total, evaluation, policy);
    }
}

/// The points of the rows that count, as terms; `None` where one is missing or not understood.
fn counted<T: Figure>(
    draft: &mut Draft,
    rows: &[Indicator],
    points: fn(&Indicator) -> &Entry<Printed<T>>,
) -> Option<Vec<Term>> {
    let counted = rows.iter().filter(|row| !row.adds_nothing(points(row)));
    let terms: Option<Vec<Term>> = counted
        .map(|row| draft.points(points(row)).map(Term::Cell))
        .collect();
    terms.filter(|terms| !terms.is_empty())
}

/// The labels that state the weight of what stands below them.
fn categories(draft: &mut Draft, block: &IndicatorBlock) {
    if !block.has_weights {
        return;
    }
    let levels: [fn(&Indicator) -> &Level; 2] = [|row| &row.level1, |row| &row.level2];
    for level in levels {
        for rows in block.branches(level) {
            let label = rows.first().map(level);
            let declared = label.and_then(|label| Some((label.at, label.declared_weight?)));
            let parts = counted(draft, rows, |row| &row.weight);
            if let (Some((at, declared)), Some(parts)) = (declared, parts) {
                let stated = Stated::exact(declared.decimal());
                let label = draft.cell(at, Notation::Points, Some(stated));
                let sum = Sum {
                    whole: Term::Cell(label),
                    parts,
                    rounded: false,
                };
                draft.hold(Disagreement::CategoryWeight, at, sum);
            }
        }
    }
}

/// The weight of the execution rate; nothing where the form awards no points for it.
fn execution_weight(draft: &mut Draft, form: &Form, evaluation: &Evaluation) -> Option<Term> {
    if !form.scores_execution() {
        return Some(Term::Known(Decimal::ZERO));
    }
    let funding = form.funding.as_ref();
    let cell = funding.and_then(|funding| draft.points(&funding.total.weight));
    let known = evaluation.execution.weight.map(Figure::decimal);
    term(cell, known)
}

fn all_weights(
    draft: &mut Draft,
    form: &Form,
    block: &IndicatorBlock,
    evaluation: &Evaluation,
    policy: &ScoringPolicy,
) {
    if block.has_unweighted_execution() {
        return; // which part of the points is the budget's is unknown
    }
    let parts = counted(draft, &block.rows, |row| &row.weight);
    let (Some(parts), true, Some(at)) = (parts, block.has_weights, weights_at(form, block)) else {
        return;
    };
    let sum_of = |whole: Decimal, parts: Vec<Term>| Sum {
        whole: Term::Known(whole),
        parts,
        rounded: false,
    };
    let hundred = (policy.execution_weight + policy.indicator_weight).decimal();
    let expected = match block.declared_weight {
        Some(declared) => declared.decimal(),
        None if form.scores_execution() => policy.indicator_weight.decimal(),
        None => hundred,
    };
    let mut ways = vec![sum_of(expected, parts.clone())];
    if let (None, Some(own)) = (block.declared_weight, evaluation.execution.weight) {
        if own != policy.execution_weight && !policy.enforce_weights {
            ways.clear(); // the form splits its points otherwise than the policy
        }
        let execution = execution_weight(draft, form, evaluation);
        ways.push(sum_of(
            hundred,
            parts.into_iter().chain(execution).collect(),
        ));
    }
    draft.hold(Disagreement::IndicatorWeights, at, AnyOf(ways));
}

/// Where it is said that the weights do not add up.
fn weights_at(form: &Form, block: &IndicatorBlock) -> Option<CellRef> {
    let total = form.total.as_ref().and_then(|total| total.weight.at());
    let stated = |row: &Indicator| row.weight.figure().and(row.weight.at());
    total.or_else(|| block.rows.iter().rev().find_map(stated))
}

fn totals(draft: &mut Draft, form: &Form, total: &TotalRow, evaluation: &Evaluation) {
    let rows = form.indicator_rows();
    let whole = (draft.points(&total.weight), draft.points(&total.score));
    draft.beside(&[whole.0, whole.1]);
    if let ((Some(weight), Some(score)), Some(at)) = (whole, total.score.at()) {
        let range = AtMost {
            figure: score,
            bound: Term::Cell(weight),
            rounded: false,
        };
        draft.hold(Disagreement::ScoreRange, at, range);
    }
    if form.lacks_funding() {
        return;
    }
    let weights = counted(draft, rows, |row| &row.weight);
    let execution = execution_weight(draft, form, evaluation);
    add_up(
        draft,
        Disagreement::TotalWeight,
        &total.weight,
        weights,
        execution,
    );
    let scores = counted(draft, rows, |row| &row.score);
    let execution = match form.funding.as_ref().map(|funding| &funding.total.score) {
        None | Some(Entry::Absent) => Some(Term::Known(Decimal::ZERO)),
        Some(entry) => draft.points(entry).map(Term::Cell),
    };
    add_up(
        draft,
        Disagreement::TotalScore,
        &total.score,
        scores,
        execution,
    );
}

fn add_up<T: Figure>(
    draft: &mut Draft,
    disagreement: Disagreement,
    total: &Entry<Printed<T>>,
    parts: Option<Vec<Term>>,
    execution: Option<Term>,
) {
    let whole = draft.points(total);
    let (Some(whole), Some(at), Some(parts), Some(execution)) =
        (whole, total.at(), parts, execution)
    else {
        return;
    };
    let sum = Sum {
        whole: Term::Cell(whole),
        parts: parts.into_iter().chain([execution]).collect(),
        rounded: disagreement == Disagreement::TotalScore,
    };
    draft.hold(disagreement, at, sum);
}

/// The total score that a declared grade stands for, on 100 points.
fn grade(draft: &mut Draft, total: &TotalRow, evaluation: &Evaluation, policy: &ScoringPolicy) {
    let typed = total.grade.value().map(|grade| text::normal_form(grade));
    let weight = total.weight.figure().or(evaluation.total_weight);
    let on_hundred = weight.is_some_and(|weight| weight.decimal() == Decimal::ONE_HUNDRED);
    let grade = typed.as_deref().and_then(Grade::parse);
    let (Some(grade), Some(figure), Some(at), true) = (
        grade,
        draft.points(&total.score),
        total.grade.at(),
        on_hundred,
    ) else {
        return;
    };
    let bounds = &policy.grades;
    let (at_least, below) = match grade {
        Grade::Excellent => (bounds.excellent.decimal(), None),
        Grade::Good => (bounds.good.decimal(), Some(bounds.excellent)),
        Grade::Fair => (bounds.fair.decimal(), Some(bounds.good)),
        Grade::Poor => (Decimal::ZERO, Some(bounds.fair)),
    };
    let relation = Between {
        figure,
        at_least,
        below: below.map(Figure::decimal),
    };
    draft.hold(Disagreement::Grade, at, relation);
}
