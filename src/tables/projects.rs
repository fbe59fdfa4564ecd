//! The `projects` table: one row per form, declared and recomputed side by side.

use std::borrow::Cow;

use polars::prelude::{DataFrame, PolarsResult};
use rust_decimal::Decimal;

use super::Batch;
use super::columns::projects as column;
use super::counts::{FindingCounts, by_form, place};
use super::frame::{Field, fields, frame as frame_of, printed, text};
use super::order::OfficeOrder;
use crate::evaluate::Evaluation;
use crate::form::{Entry, FormKind, FundingKind, FundingRow, TotalRow};
use crate::submission::{Assessed, Source};
use crate::value::{Amount, Figure, Printed};

/// What reports on one project and therefore stands in `projects`.
pub(super) const KINDS: [FormKind; 2] = [FormKind::Project, FormKind::LedgerRow];

/// A form with its file and what the rules counted on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ProjectRow<'a> {
    pub(super) source: &'a Source,
    pub(super) assessed: &'a Assessed,
    /// Which submission, and which of its forms.
    pub(super) place: (usize, usize),
    pub(super) counts: FindingCounts,
}

/// All forms of some kinds that count, in the order of every table about projects.
pub(super) fn rows<'a>(batch: &Batch<'a>, kinds: &[FormKind]) -> Vec<ProjectRow<'a>> {
    let counts = by_form(batch.findings);
    let submissions = batch.submissions.iter().enumerate();
    let forms = submissions.flat_map(|(at, submission)| {
        let forms = submission.forms().iter().enumerate();
        forms
            .filter(|(_, one)| one.standing.counts() && kinds.contains(&one.form.kind))
            .map(move |(form, assessed)| ((at, form), &submission.source, assessed))
    });
    let mut rows: Vec<_> = forms
        .map(|(at, source, assessed)| ProjectRow {
            source,
            assessed,
            place: at,
            counts: counts
                .get(&place(source, assessed))
                .copied()
                .unwrap_or_default(),
        })
        .collect();
    let order = OfficeOrder::of(batch.registry);
    rows.sort_by(|one, other| one.key(&order).cmp(&other.key(&order)));
    rows
}

/// The frame of `projects`.
pub(super) fn frame(rows: &[ProjectRow<'_>]) -> PolarsResult<DataFrame> {
    frame_of(rows, &fields())
}

/// The columns of `projects` and how each is read from a form.
pub(super) fn fields<'a>() -> Vec<Field<ProjectRow<'a>>> {
    let parts = [
        identity(),
        total_money(),
        breakdown_money(),
        execution(),
        scores(),
        outcome(),
    ];
    parts.concat()
}

impl<'a> ProjectRow<'a> {
    fn key(&self, order: &OfficeOrder<'_>) -> impl Ord + use<'a> {
        let form = &self.assessed.form;
        (
            order.key(self.assessed.street_office()),
            self.assessed.project_name(),
            &self.assessed.form_id,
            &self.source.file,
            &form.sheet,
            form.area,
        )
    }

    pub(super) fn evaluation(&self) -> &'a Evaluation {
        &self.assessed.evaluation
    }

    pub(super) fn funding(&self, kind: FundingKind) -> Option<&'a FundingRow> {
        self.assessed.form.funding_row(kind)
    }

    pub(super) fn money(
        &self,
        kind: FundingKind,
        entry: fn(&FundingRow) -> &Entry<Printed<Amount>>,
    ) -> Option<Decimal> {
        let form = &self.assessed.form;
        decimal(form.money(kind, entry))
    }

    pub(super) fn total<T: Figure>(
        &self,
        entry: fn(&TotalRow) -> &Entry<Printed<T>>,
    ) -> Option<Decimal> {
        decimal(entry(self.assessed.form.total.as_ref()?).figure())
    }
}

/// The bare number of a figure.
pub(super) fn decimal<T: Figure>(figure: Option<T>) -> Option<Decimal> {
    figure.map(Figure::decimal)
}

/// The text of an entry that states something.
pub(super) fn stated(entry: &Entry<String>) -> Option<Cow<'_, str>> {
    entry.value().and_then(|stated| text(stated))
}

fn identity<'a>() -> Vec<Field<ProjectRow<'a>>> {
    fields! {
        column::form_id: Text |row| text(&row.assessed.form_id);
        column::fiscal_year: Integer |row| row.assessed.fiscal_year().map(|year| year.number().into());
        column::street_office: Text |row| text(row.assessed.street_office());
        column::supervising_department: Text |row| stated(&row.assessed.form.head.supervising_department);
        column::implementing_unit: Text |row| stated(&row.assessed.form.head.implementing_unit);
        column::project_name: Text |row| stated(&row.assessed.form.head.project_name);
        column::project_code: Text |row| stated(&row.assessed.form.head.project_code);
        column::project_lead: Text |row| stated(&row.assessed.form.head.project_lead);
        column::phone: Text |row| stated(&row.assessed.form.head.phone);
    }
}

fn total_money<'a>() -> Vec<Field<ProjectRow<'a>>> {
    use FundingKind::Total;
    fields! {
        column::initial_budget: Exact |row| row.money(Total, |funding| &funding.initial);
        column::full_year_budget: Exact |row| row.money(Total, |funding| &funding.full_year);
        column::executed: Exact |row| row.money(Total, |funding| &funding.executed);
    }
}

fn breakdown_money<'a>() -> Vec<Field<ProjectRow<'a>>> {
    use FundingKind::{Appropriation, Carryover, Other};
    fields! {
        column::appropriation_initial: Exact |row| row.money(Appropriation, |funding| &funding.initial);
        column::appropriation_full_year: Exact |row| row.money(Appropriation, |funding| &funding.full_year);
        column::appropriation_executed: Exact |row| row.money(Appropriation, |funding| &funding.executed);
        column::carryover_initial: Exact |row| row.money(Carryover, |funding| &funding.initial);
        column::carryover_full_year: Exact |row| row.money(Carryover, |funding| &funding.full_year);
        column::carryover_executed: Exact |row| row.money(Carryover, |funding| &funding.executed);
        column::other_initial: Exact |row| row.money(Other, |funding| &funding.initial);
        column::other_full_year: Exact |row| row.money(Other, |funding| &funding.full_year);
        column::other_executed: Exact |row| row.money(Other, |funding| &funding.executed);
    }
}

fn execution<'a>() -> Vec<Field<ProjectRow<'a>>> {
    use FundingKind::Total;
    fields! {
        column::execution_rate_declared: Rate |row| row.funding(Total)?.rate.figure();
        column::execution_rate: Rate |row| row.evaluation().execution.rate;
        column::execution_rate_vs_initial: Rate |row| row.evaluation().execution.rate_vs_initial;
        column::execution_weight: Exact |row| decimal(row.evaluation().execution.weight);
        column::execution_score_declared: Exact |row| decimal(row.funding(Total)?.score.figure());
        column::execution_score: Exact |row| decimal(row.evaluation().execution.score);
    }
}

fn scores<'a>() -> Vec<Field<ProjectRow<'a>>> {
    fields! {
        column::indicator_weight: Exact |row| decimal(row.evaluation().indicator_weight);
        column::indicator_score_declared: Exact |row| decimal(row.evaluation().indicator_score_declared);
        column::indicator_score: Exact |row| decimal(row.evaluation().indicator_score);
        column::total_weight_declared: Exact |row| row.total(|total| &total.weight);
        column::total_score_declared: Exact |row| row.total(|total| &total.score);
        column::total_weight: Exact |row| decimal(row.evaluation().total_weight);
        column::total_score: Exact |row| decimal(row.evaluation().total_score);
        column::grade: Text |row| row.evaluation().grade.and_then(|grade| text(grade.name()));
    }
}

fn outcome<'a>() -> Vec<Field<ProjectRow<'a>>> {
    fields! {
        column::budget_variance: Exact |row| decimal(row.evaluation().execution.variance);
        column::budget_variance_rate: Rate |row| row.evaluation().execution.variance_rate;
        column::findings_error: Integer |row| Some(row.counts.error);
        column::findings_warning: Integer |row| Some(row.counts.warning);
        column::findings_info: Integer |row| Some(row.counts.info);
        column::template: Text |row| text(&row.assessed.form.reading.family.name);
        column::source_file: Text |row| text(&row.source.file);
        column::source_sheet: Text |row| text(&row.assessed.form.sheet);
        column::source_cell: Text |row| printed(row.assessed.form.area.first);
    }
}
