//! 街道汇总: every office by its mean score, with the district as their sum.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{ceiling, title, tones};
use crate::report::View;
use crate::report::rows::{Rows, Value};
use crate::report::sheet::{Column, Kind, Origin, Picture, Sheet, read};
use crate::report::ways::{LIST, Ways};
use crate::tables::columns::{ROLLUP, rollup};

/// Where the small chart of an office's money stands.
const TREND: &str = "trend";

/// The offices by their rank, those without one last.
pub(super) fn offices<'a>(view: &View<'a>) -> Rows<'a> {
    let known_first: fn(Ordering) -> Ordering = |order| order;
    level(view, "street_office").sorted(|one, other| {
        one.get(rollup::rank)
            .ranked(other.get(rollup::rank), known_first)
    })
}

/// The district as one.
pub(super) fn district<'a>(view: &View<'a>) -> Rows<'a> {
    level(view, "district")
}

fn level<'a>(view: &View<'a>, name: &str) -> Rows<'a> {
    read(&view.tables.rollup).filter(|row| row.text(rollup::level) == name)
}

/// The ranking.
pub(super) fn sheet<'a>(view: &View<'a>, ways: &Ways) -> Sheet<'a> {
    let drawn = |rows: Rows<'a>| {
        rows.with(TREND, |_| Value::Unknown)
            .with(LIST, |row| ways.list(row.text(rollup::name)))
    };
    let offices = drawn(offices(view));
    let most_errors = ceiling::of_counts(&offices, rollup::findings_error);
    Sheet {
        note: format!(
            "金额单位：万元　得分为重算总分　名次按平均分由高到低，同分并列　执行率为执行数合计÷全年预算数合计　数据条满格：执行率 100%、平均分 100 分、错误 {most_errors} 条"
        ),
        totals: drawn(district(view)),
        frozen: 2,
        data_file: "rollup.csv",
        ..Sheet::new(
            "街道汇总",
            title(view, "项目支出绩效自评街道汇总"),
            columns(most_errors),
            offices,
        )
    }
}

fn columns(most_errors: Decimal) -> Vec<Column> {
    let of = |source, width| Column::of(ROLLUP, source, width);
    let summed = |source, width| of(source, width).live(Origin::Sum);
    vec![
        of(rollup::rank, 7),
        of(rollup::name, 22).titled("街道").shown(Kind::Wrapped),
        summed(rollup::projects, 8),
        summed(rollup::initial_budget, 15),
        summed(rollup::full_year_budget, 15),
        summed(rollup::executed, 15),
        Column::new(TREND, "年初→全年→执行", Kind::Label, 16)
            .drawn(Picture::Columns(rollup::initial_budget, rollup::executed)),
        of(rollup::execution_rate, 10)
            .live(Origin::Share(&[rollup::executed], rollup::full_year_budget))
            .toned(tones::execution)
            .drawn(Picture::Bar(Decimal::ONE)),
        summed(rollup::over_budget_projects, 13),
        summed(rollup::over_budget_amount, 13),
        of(rollup::mean_score, 9).drawn(Picture::Bar(Decimal::ONE_HUNDRED)),
        of(rollup::budget_weighted_score, 15),
        summed(rollup::grade_excellent, 6),
        summed(rollup::grade_good, 6),
        summed(rollup::grade_fair, 6),
        summed(rollup::grade_poor, 6),
        summed(rollup::findings_error, 7).drawn(Picture::Bar(most_errors)),
        summed(rollup::findings_warning, 7),
        Column::new(LIST, "整改清单", Kind::Link, 10),
    ]
}
