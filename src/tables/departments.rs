//! The `departments` table: one row per form on a whole department or unit (整体支出). Its money holds
//! that of its projects, so it never stands among them.

use polars::prelude::{DataFrame, PolarsResult};

use super::columns::departments as column;
use super::frame::{Field, fields, frame as frame_of, printed, text};
use super::projects::{ProjectRow, decimal, stated};
use crate::form::FundingKind::{Basic, Project, Total};

/// The frame of `departments`.
pub(super) fn frame(rows: &[ProjectRow<'_>]) -> PolarsResult<DataFrame> {
    frame_of(rows, &[identity(), money(), scores(), outcome()].concat())
}

fn identity<'a>() -> Vec<Field<ProjectRow<'a>>> {
    fields! {
        column::form_id: Text |row| text(&row.assessed.form_id);
        column::fiscal_year: Integer |row| row.assessed.fiscal_year().map(|year| year.number().into());
        column::street_office: Text |row| text(row.assessed.street_office());
        column::department_name: Text |row| stated(&row.assessed.form.head.supervising_department)
            .or_else(|| stated(&row.assessed.form.head.implementing_unit));
    }
}

fn money<'a>() -> Vec<Field<ProjectRow<'a>>> {
    fields! {
        column::initial_budget: Exact |row| row.money(Total, |funding| &funding.initial);
        column::full_year_budget: Exact |row| row.money(Total, |funding| &funding.full_year);
        column::executed: Exact |row| row.money(Total, |funding| &funding.executed);
        column::basic_initial: Exact |row| row.money(Basic, |funding| &funding.initial);
        column::basic_full_year: Exact |row| row.money(Basic, |funding| &funding.full_year);
        column::basic_executed: Exact |row| row.money(Basic, |funding| &funding.executed);
        column::project_initial: Exact |row| row.money(Project, |funding| &funding.initial);
        column::project_full_year: Exact |row| row.money(Project, |funding| &funding.full_year);
        column::project_executed: Exact |row| row.money(Project, |funding| &funding.executed);
        column::execution_rate_declared: Rate |row| row.funding(Total)?.rate.figure();
        column::execution_rate: Rate |row| row.evaluation().execution.rate;
    }
}

fn scores<'a>() -> Vec<Field<ProjectRow<'a>>> {
    fields! {
        column::total_score_declared: Exact |row| row.total(|total| &total.score);
        column::total_weight: Exact |row| decimal(row.evaluation().total_weight);
        column::total_score: Exact |row| decimal(row.evaluation().total_score);
        column::grade: Text |row| row.evaluation().grade.and_then(|grade| text(grade.name()));
    }
}

fn outcome<'a>() -> Vec<Field<ProjectRow<'a>>> {
    fields! {
        column::findings_error: Integer |row| Some(row.counts.error);
        column::findings_warning: Integer |row| Some(row.counts.warning);
        column::findings_info: Integer |row| Some(row.counts.info);
        column::source_file: Text |row| text(&row.source.file);
        column::source_sheet: Text |row| text(&row.assessed.form.sheet);
        column::source_cell: Text |row| printed(row.assessed.form.area.first);
    }
}
