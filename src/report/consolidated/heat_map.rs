//! 问题热力图: which office has trouble with what: findings by office and family of rules.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::title;
use crate::finding::Family;
use crate::grid::CellRef;
use crate::report::correction_list::Places;
use crate::report::link::Links;
use crate::report::page::Page;
use crate::report::rows::{Rows, Value};
use crate::report::sheet::{Column, Kind, Tone, read};
use crate::report::{View, formula, listing, words};
use crate::tables::columns::{findings, rollup};

/// The sheet.
pub(super) const SHEET: &str = "问题热力图";

const OFFICE: &str = "office";
const FORMS: &str = "forms";
const ALL: &str = "all";
const PER_FORM: &str = "per_form";

/// Columns before the families: the office and its forms.
const BEFORE: u32 = 2;

/// Of the cells that are not empty, so many in a hundred are told apart; those above are all deepest,
/// so that one flood does not pale everything else.
const TOLD_APART: usize = 97;

/// Findings of one office.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Office {
    name: String,
    forms: usize,
    /// By family, in their order.
    found: Vec<usize>,
}

impl Office {
    fn all(&self) -> usize {
        self.found.iter().sum()
    }
}

/// The figures of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeatMap {
    /// Those of which something was found.
    families: Vec<Family>,
    /// The office with most to correct first.
    offices: Vec<Office>,
}

impl HeatMap {
    /// Of the batch; nothing where nothing was found.
    pub(super) fn of(view: &View<'_>) -> Option<Self> {
        let found = read(&view.tables.findings);
        let counted =
            |family: &Family| found.count(|row| row.text(findings::family) == family.name()) > 0;
        let families: Vec<Family> = Family::ALL.into_iter().filter(counted).collect();
        let mut offices = offices(view, &found, &families);
        offices.sort_by_key(|office| (office.name.is_empty(), Reverse(office.all())));
        (!families.is_empty()).then_some(Self { families, offices })
    }

    /// The count at which the colour is deepest.
    fn deepest(&self) -> u32 {
        let cells = self.offices.iter().flat_map(|office| &office.found);
        let mut counts: Vec<usize> = cells.copied().filter(|count| *count > 0).collect();
        counts.sort_unstable();
        let at = counts.len().saturating_mul(TOLD_APART) / 100;
        let deepest = counts.get(at).or(counts.last()).copied();
        deepest.map_or(1, |count| u32::try_from(count).unwrap_or(u32::MAX))
    }
}

/// Every office of the roll-up, and last what belongs to none of them.
fn offices(view: &View<'_>, found: &Rows<'_>, families: &[Family]) -> Vec<Office> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for row in found.iter() {
        let key = (
            row.text(findings::street_office),
            row.text(findings::family),
        );
        let count = counts.entry(key).or_default();
        *count = count.saturating_add(1);
    }
    let rollup = read(&view.tables.rollup);
    let listed = rollup.filter(|row| row.text(rollup::level) == "street_office");
    let office = |name: &&str| Office {
        name: (*name).to_owned(),
        forms: forms(&listed, name),
        found: families
            .iter()
            .map(|family| counts.get(&(*name, family.name())).copied().unwrap_or(0))
            .collect(),
    };
    listing::offices(&rollup, found)
        .iter()
        .map(office)
        .collect()
}

fn forms(listed: &Rows<'_>, name: &str) -> usize {
    let row = listed.iter().find(|row| row.text(rollup::name) == name);
    match row.map(|row| row.get(rollup::projects)) {
        Some(Value::Count(count)) => usize::try_from(*count).unwrap_or(0),
        _ => 0,
    }
}

/// Fills the page.
pub(super) fn lay_out(
    page: &mut Page<'_>,
    view: &View<'_>,
    map: &HeatMap,
) -> Result<(), XlsxError> {
    let columns = columns(&map.families);
    let widths: Vec<u16> = columns.iter().map(|column| column.width).collect();
    page.columns(&widths)?;
    page.title(&title(view, "核查发现热力图"))?;
    page.note(&format!("单位：条（错误、警告、提示合计，明细见《异常清单》）　按合计由多到少，颜色越深条数越多，最深为 {} 条以上　点击单位名称打开发给该单位的工作簿", map.deepest()))?;
    let cells = Cells::of(page.next_row(), map);
    page.repeat_next_row()?;
    page.table(&columns, &rows(view, map, cells), |_| Tone::Plain)?;
    page.totals(&columns, &total(map, cells))?;
    page.keep_in_view(cells.row(0), 1)?;
    page.shade((cells.first(), cells.last()), map.deepest())
}

fn columns(families: &[Family]) -> Vec<Column> {
    let families = families
        .iter()
        .map(|family| Column::new(family.name(), words::family(family.name()), Kind::Count, 10));
    [
        Column::new(OFFICE, "街道", Kind::Link, 34),
        Column::new(FORMS, "自评表（张）", Kind::Count, 9),
    ]
    .into_iter()
    .chain(families)
    .chain([
        Column::new(ALL, "合计", Kind::Count, 10),
        Column::new(PER_FORM, "每表（条）", Kind::Points, 10),
    ])
    .collect()
}

fn col(family: u32) -> u32 {
    BEFORE.saturating_add(family)
}

/// Where the counts stand: rows from below the header, columns behind the office and its forms.
#[derive(Debug, Clone, Copy)]
struct Cells {
    header: u32,
    offices: u32,
    families: u32,
}

impl Cells {
    fn of(header: u32, map: &HeatMap) -> Self {
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        Self {
            header,
            offices: count(map.offices.len()),
            families: count(map.families.len()),
        }
    }

    fn row(self, office: u32) -> u32 {
        self.header.saturating_add(1).saturating_add(office)
    }

    fn first(self) -> CellRef {
        CellRef::new(self.row(0), BEFORE)
    }

    fn last(self) -> CellRef {
        CellRef::new(
            self.row(self.offices.saturating_sub(1)),
            col(self.families.saturating_sub(1)),
        )
    }

    /// Of a row, from its first count to its last.
    fn across(self, row: u32) -> (CellRef, CellRef) {
        let (first, last) = (self.first(), self.last());
        (CellRef { row, ..first }, CellRef { row, ..last })
    }

    /// Of a column, from its first office to its last.
    fn down(self, col: u32) -> (CellRef, CellRef) {
        let (first, last) = (self.first(), self.last());
        (CellRef { col, ..first }, CellRef { col, ..last })
    }
}

fn rows<'a>(view: &View<'a>, map: &HeatMap, cells: Cells) -> Rows<'a> {
    let places = Places::of(view);
    let line = |(row, office): (u32, &Office)| {
        let counts = office.found.iter().copied().map(Value::count);
        let (first, last) = cells.across(row);
        let all = formula::sum(first, last, Value::count(office.all()));
        let mut line = vec![name(office, &places), Value::count(office.forms)];
        line.extend(counts);
        line.push(all);
        line.push(per_form(row, cells, office.all(), office.forms));
        line
    };
    let lines = (cells.row(0)..).zip(&map.offices).map(line);
    Rows::from_lines(names(map), lines.collect())
}

/// The offices as one: every figure the sum of those above it.
fn total<'a>(map: &HeatMap, cells: Cells) -> Rows<'a> {
    let down = |col: u32, sum: usize| {
        let (first, last) = cells.down(col);
        formula::sum(first, last, Value::count(sum))
    };
    let row = cells.row(cells.offices);
    let forms = map.offices.iter().map(|office| office.forms).sum();
    let all = map.offices.iter().map(Office::all).sum();
    let mut line = vec![Value::text("合计"), down(BEFORE.saturating_sub(1), forms)];
    for (at, col) in (0..map.families.len()).zip(BEFORE..) {
        let counts = map.offices.iter().filter_map(|office| office.found.get(at));
        line.push(down(col, counts.sum()));
    }
    let (first, last) = cells.across(row);
    line.push(formula::sum(first, last, Value::count(all)));
    line.push(per_form(row, cells, all, forms));
    Rows::from_lines(names(map), vec![line])
}

fn names<'a>(map: &HeatMap) -> Vec<&'a str> {
    let families = map.families.iter().map(|family| family.name());
    [OFFICE, FORMS]
        .into_iter()
        .chain(families)
        .chain([ALL, PER_FORM])
        .collect()
}

/// The name leads to what the office is sent; what no office is sent has no way to lead to.
fn name<'a>(office: &Office, places: &Places) -> Value<'a> {
    let shown = match office.name.as_str() {
        "" => "未识别单位".to_owned(),
        name => name.to_owned(),
    };
    let file = places.workbook(&office.name);
    let link = file.and_then(|file| Links::among_outputs().to(&file, "", ""));
    match link {
        Some(link) => Value::Link(link.shown_as(shown)),
        None => Value::text(shown),
    }
}

fn per_form<'a>(row: u32, cells: Cells, all: usize, forms: usize) -> Value<'a> {
    let shown = Decimal::from(all).checked_div(Decimal::from(forms));
    let sum = CellRef::new(row, col(cells.families));
    let of = CellRef::new(row, BEFORE.saturating_sub(1));
    formula::ratio(sum, of, shown.map_or(Value::Unknown, Value::Figure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture::{Batch, frame};
    use crate::tables::columns::FINDINGS;

    fn office(name: &str, found: &[usize]) -> Office {
        Office {
            name: name.to_owned(),
            forms: 1,
            found: found.to_vec(),
        }
    }

    #[test]
    fn every_finding_is_counted_once() {
        let batch = Batch::new();
        let map = HeatMap::of(&batch.view()).unwrap();
        let families = [Family::Files, Family::Budget, Family::Scores];
        assert_eq!(map.families, families);
        let told: Vec<_> = map
            .offices
            .iter()
            .map(|office| (office.name.as_str(), office.found.as_slice()))
            .collect();
        let expected: [(&str, &[usize]); 3] = [
            ("椿树街道", &[0, 1, 2]),
            ("A/B", &[0, 1, 0]),
            ("牛街街道", &[1, 0, 0]),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_belongs_to_no_office_comes_last() {
        let mut batch = Batch::new();
        let nobody: &[(&str, &str)] = &[("family", "files"), ("severity", "error")];
        let somebody: &[(&str, &str)] = &[("street_office", "新"), ("family", "files")];
        batch.tables.findings = frame(FINDINGS, &[nobody, nobody, somebody]);
        let map = HeatMap::of(&batch.view()).unwrap();
        let last = map.offices.last().unwrap();
        assert_eq!((last.name.as_str(), last.all()), ("", 2));
        assert_eq!(map.offices[0].name, "新");
    }

    #[test]
    fn nothing_found_is_no_map() {
        let mut batch = Batch::new();
        batch.tables.findings = batch.tables.findings.clear();
        assert_eq!(HeatMap::of(&batch.view()), None);
    }

    #[test]
    fn one_flood_does_not_pale_the_rest() {
        let map = HeatMap {
            families: vec![Family::Files],
            offices: (1..=100)
                .map(|at| office("", &[if at == 100 { 900 } else { at % 5 }]))
                .collect(),
        };
        assert_eq!(map.deepest(), 4);
    }
}
