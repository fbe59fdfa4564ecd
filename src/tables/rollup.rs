//! The `rollup` table: the district, its street offices, their implementing units. Beside it
//! `rate_basis`: the two sums of which each of its execution rates is the quotient.

use polars::prelude::{
    DataFrame, Expr, IntoLazy as _, LazyFrame, PolarsResult, UnionArgs, col, concat, lit,
};
use rust_decimal::Decimal;

use super::columns::{Column, RATE_BASIS, ROLLUP, rate_basis, rollup as column};
use super::contribution::{Contribution, Project};
use super::frame::{Field, fields, frame as frame_of, text};
use super::measure::{self, base};
use crate::evaluate::Grade;

/// The frame of `rollup`: levels from the top, names in the order of the contributions.
pub(super) fn frame(contributions: &[Contribution<'_>]) -> PolarsResult<DataFrame> {
    levels(contributions)?.select(columns(ROLLUP)).collect()
}

/// The frame of `rate_basis`, row by row beside `rollup`.
pub(super) fn rate_basis(contributions: &[Contribution<'_>]) -> PolarsResult<DataFrame> {
    levels(contributions)?.select(columns(RATE_BASIS)).collect()
}

fn columns(table: &[Column]) -> Vec<Expr> {
    table.iter().map(|column| col(column.name)).collect()
}

/// Every level with every measure.
fn levels(contributions: &[Contribution<'_>]) -> PolarsResult<LazyFrame> {
    let fields = [place(), money(), scores(), findings()].concat();
    let all = frame_of(contributions, &fields)?.lazy();
    let at_office = all.clone().filter(col(base::AT_OFFICE).eq(lit(1)));
    let projects = all.clone().filter(col(base::PROJECT).eq(lit(1)));
    let levels = [
        level(all, "district", base::DISTRICT, lit(polars::prelude::NULL)),
        level(at_office, "street_office", base::OFFICE, measure::rank()),
        level(projects, "implementing_unit", base::UNIT, measure::rank()),
    ];
    let options = UnionArgs {
        rechunk: true,
        to_supertypes: true,
        ..UnionArgs::default()
    };
    concat(levels, options)
}

/// One level: a group per name, every measure, and the place among its like.
fn level(base: LazyFrame, level: &'static str, name: &'static str, rank: Expr) -> LazyFrame {
    let rank = rank
        .cast(polars::prelude::DataType::Int64)
        .alias(column::rank);
    base.group_by_stable([col(name).alias(column::name)])
        .agg(measures())
        .with_columns([lit(level).alias(column::level), rank])
}

fn measures() -> Vec<Expr> {
    vec![
        measure::projects(),
        measure::known_sum(base::INITIAL, column::initial_budget),
        measure::known_sum(base::FULL_YEAR, column::full_year_budget),
        measure::known_sum(base::EXECUTED, column::executed),
        measure::execution_rate(),
        measure::over_budget_projects(),
        measure::over_budget_amount(),
        measure::mean_score(),
        measure::budget_weighted_score(),
        measure::graded(Grade::Excellent.name(), column::grade_excellent),
        measure::graded(Grade::Good.name(), column::grade_good),
        measure::graded(Grade::Fair.name(), column::grade_fair),
        measure::graded(Grade::Poor.name(), column::grade_poor),
        measure::findings(base::ERRORS, column::findings_error),
        measure::findings(base::WARNINGS, column::findings_warning),
        measure::rated_projects(),
        measure::rated_sum(base::RATE_BASE, rate_basis::rated_budget),
        measure::rated_sum(base::EXECUTED, rate_basis::rated_executed),
    ]
}

fn place<'a>() -> Vec<Field<Contribution<'a>>> {
    fields! {
        base::DISTRICT: Text |row| text(row.district);
        base::OFFICE: Text |row| text(row.office);
        base::UNIT: Text |row| text(&row.unit);
        base::AT_OFFICE: Integer |row| Some(row.at_office.into());
        base::PROJECT: Integer |row| Some(row.project.is_some().into());
    }
}

fn money<'a>() -> Vec<Field<Contribution<'a>>> {
    fields! {
        base::INITIAL: Exact |row| row.project.as_ref()?.initial;
        base::FULL_YEAR: Exact |row| row.project.as_ref()?.full_year;
        base::EXECUTED: Exact |row| row.project.as_ref()?.executed;
        base::RATE_BASE: Exact |row| row.project.as_ref()?.rate_base;
        base::OVER_BUDGET: Exact |row| row.project.as_ref()?.over_budget;
    }
}

fn scores<'a>() -> Vec<Field<Contribution<'a>>> {
    fields! {
        base::SCORE: Exact |row| row.project.as_ref()?.score;
        base::SCORED: Exact |row| row.project.as_ref()?.score.and(Some(Decimal::ONE));
        base::WEIGHED_SCORE: Exact |row| Some(weighed(row)?.0);
        base::WEIGHED_BUDGET: Exact |row| Some(weighed(row)?.1);
        base::GRADE: Text |row| text(row.project.as_ref()?.grade?.name());
    }
}

fn findings<'a>() -> Vec<Field<Contribution<'a>>> {
    fields! {
        base::ERRORS: Integer |row| Some(row.counts.error);
        base::WARNINGS: Integer |row| Some(row.counts.warning);
    }
}

fn weighed(row: &Contribution<'_>) -> Option<(Decimal, Decimal)> {
    row.project.as_ref().and_then(Project::weighed)
}
