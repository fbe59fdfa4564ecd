//! The projects over budget: by how much, and whether the adjustment of the budget explains it. One
//! table for this workbook, the overview and the page.

use super::OVER_BUDGET_SHEET;
use crate::finding::{OVER_FULL_YEAR_BUDGET, OVER_INITIAL_BUDGET};
use crate::report::consolidated::title;
use crate::report::listing::{self, LINK, NUMBER};
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Colours, Column, Kind, Origin, Sheet, Tone, read};
use crate::report::ways::{FORM, Ways, form_column};
use crate::report::{View, words};
use crate::tables::columns::{OVER_BUDGET, over_budget as column, rollup};

/// All of them, the largest excess first.
pub(super) fn sheet<'a>(view: &View<'a>, ways: &Ways) -> Sheet<'a> {
    let rows = rows(view).with(FORM, |row| ways.form(row));
    let with_ledger = rows.knows(column::approved_full_year);
    let columns = columns()
        .into_iter()
        .filter(|one| with_ledger || one.source != column::approved_full_year);
    Sheet {
        note: note(view),
        totals: total(view, &rows),
        frozen: 3,
        data_file: "over_budget.csv",
        ..Sheet::new(
            OVER_BUDGET_SHEET,
            title(view, OVER_BUDGET_SHEET),
            columns.collect(),
            rows,
        )
    }
}

/// The rows of the table in words, numbered.
pub(in crate::report) fn rows<'a>(view: &View<'a>) -> Rows<'a> {
    let rows = listing::located_at(read(&view.tables.over_budget), view, column::executed_cell)
        .with(column::explained, |row| {
            Value::text(words::explained(row.text(column::explained)).to_owned())
        });
    let numbers = (0..rows.len())
        .map(|at| (at, Value::count(at.saturating_add(1))))
        .collect();
    rows.ordered(NUMBER, numbers)
}

fn columns() -> Vec<Column> {
    let of = |source, width| Column::of(OVER_BUDGET, source, width);
    vec![
        Column::new(NUMBER, "序号", Kind::Count, 6),
        of(column::street_office, 13).shown(Kind::Wrapped),
        of(column::project_name, 28).shown(Kind::Wrapped),
        of(column::initial_budget, 13),
        of(column::full_year_budget, 13),
        of(column::executed, 13),
        of(column::over_initial, 12)
            .live(Origin::Difference(column::executed, column::initial_budget)),
        of(column::over_initial_rate, 11).live(Origin::Share(
            &[column::over_initial],
            column::initial_budget,
        )),
        of(column::over_full_year, 12).live(Origin::Difference(
            column::executed,
            column::full_year_budget,
        )),
        of(column::over_full_year_rate, 11).live(Origin::Share(
            &[column::over_full_year],
            column::full_year_budget,
        )),
        of(column::over_budget, 12).live(Origin::Sum),
        of(column::adjustment, 12).live(Origin::Difference(
            column::full_year_budget,
            column::initial_budget,
        )),
        of(column::approved_full_year, 13),
        of(column::explained, 14)
            .shown(Kind::Wrapped)
            .toned(tone)
            .coloured(Colours::Explained),
        of(column::explanation, 56).shown(Kind::Wrapped),
        Column::new(LINK, "来源", Kind::Link, 7),
        form_column(),
    ]
}

/// The same projects in the columns of the overview, which counts ten columns of the page.
pub(in crate::report) fn in_short() -> [Column; 8] {
    let of = |source| Column::of(OVER_BUDGET, source, 17);
    [
        of(column::street_office).shown(Kind::Wrapped),
        of(column::project_name).shown(Kind::Wrapped).over(3),
        of(column::initial_budget),
        of(column::full_year_budget),
        of(column::executed),
        of(column::over_budget).titled("超出金额"),
        of(column::over_initial_rate),
        of(column::explained).shown(Kind::Wrapped).toned(tone),
    ]
}

/// The excess that the roll-up counts, under the rows.
fn total<'a>(view: &View<'a>, rows: &Rows<'a>) -> Rows<'a> {
    let district = read(&view.tables.rollup).filter(|row| row.text(rollup::level) == "district");
    let amount = district.iter().next();
    let amount = amount.map_or(Value::Unknown, |row| {
        row.get(rollup::over_budget_amount).clone()
    });
    rows.part(0, 1)
        .only(&[])
        .with(column::project_name, |_| Value::text("合计"))
        .with(column::over_budget, |_| amount.clone())
}

fn note(view: &View<'_>) -> String {
    let what = format!(
        "金额单位：万元　执行数超年初预算（{OVER_INITIAL_BUDGET}）或超全年预算（{OVER_FULL_YEAR_BUDGET}）的项目，按计入的超预算金额由大到小；该金额超全年预算的按全年预算数计，其余按年初预算数计，合计与汇总一致　“能否解释”：年中调整能否覆盖执行数，整行着色的不能解释或与台账不一致"
    );
    let limits = overlooked(view).into_iter();
    let parts: Vec<String> = std::iter::once(what).chain(limits).collect();
    parts.join("　")
}

/// Projects are over budget where B101 or B102 says so: which of the two did not look at all forms.
pub(in crate::report) fn overlooked(view: &View<'_>) -> Option<String> {
    let rules = view.facts.rules.iter();
    let limited: Vec<String> = rules
        .filter(|rule| rule.code == OVER_INITIAL_BUDGET || rule.code == OVER_FULL_YEAR_BUDGET)
        .filter(|rule| !rule.applies_to_all)
        .map(|rule| format!("{} {}：{}", rule.code, rule.title, rule.state))
        .collect();
    (!limited.is_empty()).then(|| {
        let limited = limited.join("；");
        format!("注意：超预算项目只列规则核查所及的，{limited}")
    })
}

/// What is not explained is grave; what is only declared, or not known, is to be looked into.
fn tone(row: Row<'_, '_>) -> Tone {
    match row.text(column::explained) {
        // The row of sums explains nothing.
        words::EXPLAINED_BY_LEDGER | "" => Tone::Plain,
        words::EXPLAINED_BY_FORM => Tone::Info,
        words::CONTRADICTED | words::NOT_KNOWN => Tone::Warning,
        _ => Tone::Error,
    }
}
