//! What the page knows: the tables, and what is needed to read them.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;
use serde::Serialize;

use super::links::{self, Ways};
use super::table::Table;
use crate::finding::{OVER_FULL_YEAR_BUDGET, OVER_INITIAL_BUDGET, SUSPECTED_UNIT_ERROR, Severity};
use crate::report::correction_list::Places;
use crate::report::rows::{Rows, Value};
use crate::report::sensitive::{self, without_numbers};
use crate::report::sheet::read;
use crate::report::{View, anomalies, listing, words};
use crate::tables::columns::{
    Column, FINDINGS, INDICATORS, OVER_BUDGET, PROJECTS, ROLLUP, ROSTER, SUBMISSIONS, findings,
    indicators, over_budget, projects, roster, submissions,
};

/// What the page is about.
pub(super) const TITLE: &str = "项目支出绩效自评核查报告";

/// Columns of our own making: in a digest nothing is masked.
const KEYS: [&str; 6] = [
    projects::form_id,
    findings::finding_id,
    findings::caused_by,
    findings::code,
    findings::related_cells,
    submissions::blake3,
];

const REDRAWN_FILE: &str = "redrawn_file";
const REDRAWN_SHEET: &str = "redrawn_sheet";
const REDRAWN_WAY: &str = "redrawn_way";

/// All but the indicators.
#[derive(Debug, Serialize)]
pub(super) struct Data<'a> {
    title: String,
    district: &'a str,
    fiscal_year: u16,
    version: &'static str,
    config_digest: &'a str,
    policy: &'a [(String, String)],
    cautions: Vec<String>,
    codes: Codes,
    words: BTreeMap<&'static str, BTreeMap<String, String>>,
    rules: Vec<Rule<'a>>,
    sources: Ways,
    offices: Ways,
    tables: BTreeMap<&'static str, Table>,
}

/// Rules that the page speaks of.
#[derive(Debug, Serialize)]
struct Codes {
    over_initial: &'static str,
    over_full_year: &'static str,
    unit_error: &'static str,
}

#[derive(Debug, Serialize)]
struct Rule<'a> {
    code: &'a str,
    title: &'a str,
    family: &'a str,
}

/// What the page reads when it opens.
pub(super) fn of<'a>(view: &View<'a>) -> Data<'a> {
    let facts = view.facts;
    let (forms, places) = forms(view);
    Data {
        title: facts.titled(TITLE),
        district: &facts.district,
        fiscal_year: facts.fiscal_year.number(),
        version: facts.version,
        config_digest: &facts.config_digest,
        policy: &facts.config_text,
        cautions: cautions(view),
        codes: Codes {
            over_initial: OVER_INITIAL_BUDGET,
            over_full_year: OVER_FULL_YEAR_BUDGET,
            unit_error: SUSPECTED_UNIT_ERROR,
        },
        words: in_words(view),
        rules: rules(view),
        sources: links::sources(view),
        offices: links::offices(&forms, &places),
        tables: tables(view, &forms, &places),
    }
}

/// What it reads when a project is first opened: by far the longest table.
pub(super) fn indicators(view: &View<'_>) -> Table {
    whole(&view.tables.indicators, INDICATORS)
}

/// The forms as the correction lists know them, and where these draw them.
fn forms<'a>(view: &View<'a>) -> (Rows<'a>, Places) {
    let forms = without_numbers(listing::projects(view), &[projects::project_name]);
    let places = Places::of(view);
    (forms, places)
}

fn tables(view: &View<'_>, forms: &Rows<'_>, places: &Places) -> BTreeMap<&'static str, Table> {
    let tables = view.tables;
    BTreeMap::from([
        (projects::TABLE, project_table(forms, places)),
        (findings::TABLE, whole(&tables.findings, FINDINGS)),
        (over_budget::TABLE, whole(&tables.over_budget, OVER_BUDGET)),
        ("rollup", whole(&tables.rollup, ROLLUP)),
        (roster::TABLE, whole(&tables.roster, ROSTER)),
        (submissions::TABLE, whole(&tables.submissions, SUBMISSIONS)),
    ])
}

/// The projects without telephone numbers, and where each is drawn again.
fn project_table(forms: &Rows<'_>, places: &Places) -> Table {
    let shown: Vec<&Column> = PROJECTS
        .iter()
        .filter(|column| column.name != projects::phone)
        .collect();
    let rows = forms
        .clone()
        .with(REDRAWN_FILE, |row| {
            Value::text(places.form(row).map_or("", |place| &place.file).to_owned())
        })
        .with(REDRAWN_SHEET, |row| {
            Value::text(places.form(row).map_or("", |place| &place.sheet).to_owned())
        })
        .with(REDRAWN_WAY, |row| {
            let way = places
                .form(row)
                .and_then(|place| links::output(&place.file));
            Value::text(way.unwrap_or_default())
        });
    Table::of(&rows, &shown, &KEYS)
        .with(&rows, REDRAWN_FILE, "退回的工作簿")
        .with(&rows, REDRAWN_SHEET, "退回的工作表")
        .with(&rows, REDRAWN_WAY, "退回的工作簿路径")
}

fn whole(frame: &DataFrame, columns: &'static [Column]) -> Table {
    let shown: Vec<&Column> = columns.iter().collect();
    Table::of(&read(frame), &shown, &KEYS)
}

fn rules<'a>(view: &View<'a>) -> Vec<Rule<'a>> {
    let rules = view.facts.rules.iter();
    rules
        .map(|rule| Rule {
            code: rule.code.as_str(),
            title: &rule.title,
            family: rule.family.name(),
        })
        .collect()
}

/// What makes the figures less than they seem.
fn cautions(view: &View<'_>) -> Vec<String> {
    let suspected = listing::suspected_unit_errors(view);
    let units = (suspected > 0).then(|| {
        format!("注意：有 {suspected} 张自评表的金额疑似元与万元混用（{SUSPECTED_UNIT_ERROR}），核实更正前，金额合计、执行率和预算加权平均分不宜采用。")
    });
    [
        anomalies::over_budget::overlooked(view),
        units,
        sensitive::caution(view),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The words for the codes that occur; all severities, since charts name each.
fn in_words(view: &View<'_>) -> BTreeMap<&'static str, BTreeMap<String, String>> {
    let tables = view.tables;
    let of = |frame, column: &'static str, word: fn(&str) -> &str| {
        let rows = read(frame);
        let codes = rows.distinct(column).into_iter();
        let words = codes.filter(|code| !code.is_empty());
        let words = words.map(|code| (code.to_owned(), word(code).to_owned()));
        (column, words.collect())
    };
    let severities = Severity::ALL.into_iter();
    let severities = severities.map(|one| (one.name().to_owned(), one.label().to_owned()));
    BTreeMap::from([
        (findings::severity, severities.collect()),
        of(&tables.findings, findings::family, words::family),
        of(&tables.findings, findings::stage, words::stage),
        of(&tables.submissions, submissions::status, words::status),
        of(&tables.roster, roster::state, words::roster),
        of(
            &tables.over_budget,
            over_budget::explained,
            words::explained,
        ),
        of(
            &tables.indicators,
            indicators::score_basis,
            words::score_basis,
        ),
    ])
}
