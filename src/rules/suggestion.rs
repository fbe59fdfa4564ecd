//! Which cell is probably wrong, said at the end of the findings that one correction would settle.

use std::collections::BTreeSet;

use super::ran::Ran;
use super::rule::{FormSubject, Verdict};
use crate::evaluate::consistency::{Correction, Disagreement, Network, Way};
use crate::finding::Finding;
use crate::form::Form;
use crate::grid::CellRef;

/// What a rule says about sums, in the words of those who solve them; `None` for all other rules.
fn disagreement(code: &str) -> Option<Disagreement> {
    Some(match code {
        "B102" => Disagreement::OverBudget,
        "B104" => Disagreement::Breakdown,
        "E101" => Disagreement::Rate,
        "E103" => Disagreement::ExecutionScore,
        "W101" => Disagreement::IndicatorWeights,
        "W102" => Disagreement::CategoryWeight,
        "W103" => Disagreement::TotalWeight,
        "S101" => Disagreement::ScoreRange,
        "S102" | "S103" | "S104" => Disagreement::IndicatorScore,
        "S105" => Disagreement::TotalScore,
        "S107" => Disagreement::Grade,
        "I109" => Disagreement::Cost,
        _ => return None,
    })
}

/// Adds the likely correction to every finding that would vanish with others. A single sum does not
/// tell which side is wrong: its finding stays as it is.
pub(super) fn add_to(found: &mut [Finding], ran: &[Ran], subject: &FormSubject<'_>) {
    let raised = raised(ran);
    if raised.len() < 2 {
        return;
    }
    let network = Network::of(subject.form, subject.evaluation, subject.policy);
    let explanations =
        network.explain(|constraint| raised.contains(&(constraint.disagreement, constraint.at)));
    for explanation in &explanations {
        let ways: Vec<(&Way, usize)> = explanation
            .ways
            .iter()
            .map(|way| (way, said(found, way)))
            .filter(|(_, said)| *said >= 2)
            .collect();
        let Some(count) = ways.iter().map(|(_, said)| *said).min() else {
            continue;
        };
        let words = in_words(&ways, explanation.has_more, count, subject.form);
        for finding in found.iter_mut() {
            if ways.iter().any(|(way, _)| is_settled(finding, way)) {
                finding.message = format!("{}；{words}", finding.message);
            }
        }
    }
}

/// How many findings would vanish: what a more specific rule speaks for is not counted again.
fn said(found: &[Finding], way: &Way) -> usize {
    found.iter().filter(|found| is_settled(found, way)).count()
}

/// What the rules raised, silenced or not.
fn raised(ran: &[Ran]) -> BTreeSet<(Disagreement, CellRef)> {
    ran.iter()
        .filter_map(|rule| Some((disagreement(rule.meta.code)?, &rule.verdict)))
        .filter_map(|(disagreement, verdict)| match verdict {
            Verdict::Checked(hits) => Some(hits.iter().map(move |hit| (disagreement, hit.at))),
            _ => None,
        })
        .flatten()
        .filter_map(|(disagreement, at)| Some((disagreement, at?)))
        .collect()
}

fn is_settled(found: &Finding, way: &Way) -> bool {
    let said = disagreement(found.code.as_str()).zip(found.at);
    said.is_some_and(|said| way.settled.contains(&said))
}

fn in_words(ways: &[(&Way, usize)], has_more: bool, count: usize, form: &Form) -> String {
    let cells = |way: &Way| {
        let cells = way
            .corrections
            .iter()
            .map(|correction| one(correction, form));
        cells.collect::<Vec<_>>().join("且 ")
    };
    let ways: Vec<String> = ways.iter().map(|(way, _)| cells(way)).collect();
    let more = if has_more { "等" } else { "" };
    format!("若 {}{more}，则 {count} 处不符同时消除", ways.join("，或 "))
}

fn one(correction: &Correction, form: &Form) -> String {
    let (sheet, at) = form.place(correction.at);
    let place = if sheet == form.sheet {
        at.to_string()
    } else {
        format!("{sheet}!{at}")
    };
    let about = if correction.is_about {
        "约为"
    } else {
        "应为"
    };
    format!("{place} {about} {}", correction.value)
}

#[cfg(test)]
mod tests;
