//! The offices with most findings.

use std::cmp::Reverse;

use super::{figure, percent};
use crate::cli::table::{Align, aligned_as};
use crate::cli::words::one_line;
use crate::tables::{Tables, columns::rollup as column};

/// So many are named; the workbooks list them all.
const NAMED: usize = 5;

const HEAD: [&str; 6] = [
    "问题最多的单位",
    "自评表",
    "执行率",
    "超预算",
    "错误",
    "警告",
];

/// How the columns stand: figures end in one line.
const LOOK: [Align; 6] = [
    Align::Left,
    Align::Right,
    Align::Right,
    Align::Right,
    Align::Right,
    Align::Right,
];

/// A table of the worst; empty where nothing is wrong or only one office reports.
pub(super) fn worst(tables: &Tables) -> String {
    let mut offices: Vec<Office> = (0..tables.rollup.height())
        .filter_map(|row| Office::at(tables, row))
        .collect();
    if offices.len() < 2 {
        return String::new();
    }
    offices.retain(|office| office.errors > 0 || office.warnings > 0);
    // Of those with as many findings the roll-up's order decides: the registry's.
    offices.sort_by_key(|office| Reverse((office.errors, office.warnings)));
    let rows = offices.into_iter().take(NAMED).map(|office| office.row);
    let rows: Vec<[String; 6]> = rows.collect();
    if rows.is_empty() {
        return String::new();
    }
    let head = HEAD.map(str::to_owned);
    let all: Vec<[String; 6]> = std::iter::once(head).chain(rows).collect();
    aligned_as(&all, LOOK)
}

/// One office of the roll-up.
struct Office {
    errors: u64,
    warnings: u64,
    row: [String; 6],
}

impl Office {
    fn at(tables: &Tables, row: usize) -> Option<Self> {
        let text = |name| figure(tables, name, row);
        if text(column::level)? != "street_office" {
            return None;
        }
        let shown = |name| text(name).unwrap_or_else(|| "0".to_owned());
        let (errors, warnings) = (
            shown(column::findings_error),
            shown(column::findings_warning),
        );
        Some(Self {
            errors: errors.parse().ok()?,
            warnings: warnings.parse().ok()?,
            row: [
                one_line(&text(column::name)?),
                shown(column::projects),
                percent(tables, row),
                shown(column::over_budget_projects),
                errors,
                warnings,
            ],
        })
    }
}
