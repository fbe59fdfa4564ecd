//! The `quality` table: how well every office filled in and sent its forms. An office that sent none
//! has no score: nothing is known of it, which is not the same as nothing being right.

mod part;
mod score;
mod settings;

pub use part::Part;
pub use settings::QualitySettings;

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, PolarsResult};
use rust_decimal::Decimal;

use self::score::{Judged, Record, Score};
use super::Batch;
use super::columns::quality as column;
use super::frame::{Field, count, fields, frame as frame_of, text};
use crate::decision::Status;
use crate::finding::{Finding, Stage};
use crate::submission::RosterRow;

/// An office with what its submission came to.
#[derive(Clone)]
struct Line<'a> {
    row: &'a RosterRow,
    forms: usize,
    settings: &'a QualitySettings,
    score: Option<Score>,
    rank: Option<usize>,
}

/// The frame of `quality`: the offices in the order of the roster. Forms that name no office are
/// nobody's.
pub(super) fn frame(batch: &Batch<'_>) -> PolarsResult<DataFrame> {
    let forms = forms(batch);
    let findings = findings(batch);
    let offices = batch.roster.rows.iter();
    let offices = offices.filter(|row| row.project.is_none() && !row.office.is_empty());
    let mut lines: Vec<Line<'_>> = offices
        .map(|row| {
            let office = row.office.as_str();
            let forms = forms.get(office).copied().unwrap_or_default();
            let record = Record {
                forms,
                findings: findings.get(office).map_or(&[], Vec::as_slice),
                roster: of_office(batch, office),
                deadline: batch.registry.deadline,
            };
            Line {
                row,
                forms,
                settings: batch.quality,
                score: (forms > 0).then(|| Score::of(&record, batch.quality)),
                rank: None,
            }
        })
        .collect();
    rank(&mut lines);
    frame_of(&lines, &[subject(), judged()].concat())
}

/// How many forms of every office count.
fn forms<'a>(batch: &Batch<'a>) -> BTreeMap<&'a str, usize> {
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    for submission in batch.submissions {
        for form in submission.counting_forms() {
            *forms.entry(form.street_office()).or_default() += 1;
        }
    }
    forms
}

/// The findings of every office that count: by rules in force, no echoes, nothing dismissed.
fn findings<'a>(batch: &Batch<'a>) -> BTreeMap<&'a str, Vec<&'a Finding>> {
    let is_dismissed = |finding: &Finding| {
        let decision = batch.review.decision(&finding.id);
        decision.is_some_and(|decision| decision.status == Some(Status::Dismissed))
    };
    let counts = |finding: &&Finding| {
        let exempt = &batch.quality.not_counted;
        finding.caused_by.is_none()
            && finding.stage != Stage::Trial
            && !exempt.iter().any(|code| finding.code == code.as_str())
            && !is_dismissed(finding)
    };
    let mut findings: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in batch.findings.iter().filter(counts) {
        let office = finding.subject.street_office.as_str();
        findings.entry(office).or_default().push(finding);
    }
    findings
}

/// What was expected of an office and what came: its projects, or the office itself where none in
/// particular are expected of it.
fn of_office<'a>(batch: &Batch<'a>, office: &str) -> Vec<&'a RosterRow> {
    let rows = batch.roster.rows.iter().filter(|row| row.office == office);
    let (projects, whole): (Vec<_>, Vec<_>) = rows.partition(|row| row.project.is_some());
    if projects.is_empty() { whole } else { projects }
}

/// Equal scores share a rank.
fn rank(lines: &mut [Line<'_>]) {
    let total = |line: &Line<'_>| line.score.as_ref().and_then(|score| score.total);
    let totals: Vec<_> = lines.iter().filter_map(total).collect();
    for line in lines {
        let own = total(line);
        let better = totals
            .iter()
            .filter(|other| own.is_some_and(|own| **other > own));
        line.rank = own.map(|_| better.count().saturating_add(1));
    }
}

impl Line<'_> {
    fn judged(&self, part: Part) -> Option<&Judged> {
        self.score.as_ref()?.parts.get(&part)
    }

    fn weight(&self, part: Part) -> Decimal {
        self.settings.weight(part)
    }
}

fn subject<'a>() -> Vec<Field<Line<'a>>> {
    fields! {
        column::street_office: Text |line| text(&line.row.office);
        column::state: Text |line| text(line.row.state.name());
        column::forms: Integer |line| count(line.forms);
        column::score: Exact |line| line.score.as_ref()?.total;
        column::rank: Integer |line| count(line.rank?);
        column::basis: Text |line| text(&line.score.as_ref()?.basis);
    }
}

fn judged<'a>() -> Vec<Field<Line<'a>>> {
    fields! {
        column::timely_weight: Exact |line| Some(line.weight(Part::Timely));
        column::timely_score: Exact |line| line.judged(Part::Timely)?.points;
        column::timely_basis: Text |line| text(&line.judged(Part::Timely)?.basis);
        column::complete_weight: Exact |line| Some(line.weight(Part::Complete));
        column::complete_score: Exact |line| line.judged(Part::Complete)?.points;
        column::complete_basis: Text |line| text(&line.judged(Part::Complete)?.basis);
        column::regular_weight: Exact |line| Some(line.weight(Part::Regular));
        column::regular_score: Exact |line| line.judged(Part::Regular)?.points;
        column::regular_basis: Text |line| text(&line.judged(Part::Regular)?.basis);
        column::accurate_weight: Exact |line| Some(line.weight(Part::Accurate));
        column::accurate_score: Exact |line| line.judged(Part::Accurate)?.points;
        column::accurate_basis: Text |line| text(&line.judged(Part::Accurate)?.basis);
        column::sensible_weight: Exact |line| Some(line.weight(Part::Sensible));
        column::sensible_score: Exact |line| line.judged(Part::Sensible)?.points;
        column::sensible_basis: Text |line| text(&line.judged(Part::Sensible)?.basis);
    }
}

#[cfg(test)]
mod tests;
