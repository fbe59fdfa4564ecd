//! 图表数据: the figures behind the charts, and which offices are drawn: a district may have one or
//! three hundred.

use std::cmp::Ordering;

use rust_xlsxwriter::XlsxError;

use crate::finding::{Family, Severity};
use crate::report::page::{Page, Span};
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Tone, read};
use crate::report::{View, words};
use crate::tables::columns::{ROLLUP, findings, rollup};

/// The sheet.
pub(super) const SHEET: &str = "图表数据";

/// Offices that a chart can hold and still be read on paper.
const MOST: usize = 20;

/// Characters of an office's name at its bars.
const LONGEST_NAME: usize = 12;

/// An office's name as it stands at its bars.
pub(super) const LABEL: &str = "label";
/// Projects without a grade.
pub(super) const UNGRADED: &str = "ungraded";
/// A family of rules.
const FAMILY: &str = "family";

/// The figures behind the charts.
#[derive(Debug)]
pub(super) struct ChartData<'a> {
    /// The offices that are drawn, in the order of the ranking.
    pub(super) drawn: Rows<'a>,
    /// The other offices with projects, likewise.
    further: Rows<'a>,
    /// Findings by family and severity.
    pub(super) families: Rows<'a>,
}

/// Where a table of figures stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Placed {
    header: u32,
    rows: u32,
    columns: Vec<&'static str>,
}

/// Where the figures stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    pub(super) offices: Placed,
    pub(super) families: Placed,
}

impl Placed {
    /// The cells of a column.
    pub(super) fn span(&self, source: &str) -> Option<Span> {
        let at = self.columns.iter().position(|known| *known == source)?;
        Some(Span {
            sheet: SHEET,
            header: self.header,
            first: self.header.saturating_add(1),
            last: self.header.saturating_add(self.rows),
            col: u16::try_from(at).ok()?,
        })
    }

    /// The column of names.
    pub(super) fn names(&self) -> Option<Span> {
        self.span(self.columns.first()?)
    }
}

impl<'a> ChartData<'a> {
    /// Of the batch.
    pub(super) fn of(view: &View<'a>) -> Self {
        let offices = offices(view).sorted(|one, other| larger(one, other));
        Self {
            drawn: offices.part(0, MOST).sorted(ranked),
            further: offices.part(MOST, offices.len()).sorted(ranked),
            families: families(view),
        }
    }

    /// Nothing to draw at all?
    pub(super) fn is_empty(&self) -> bool {
        self.drawn.is_empty() && self.families.is_empty()
    }

    /// Offices with projects.
    pub(super) fn offices(&self) -> usize {
        self.drawn.len().saturating_add(self.further.len())
    }

    /// Are some offices not drawn?
    pub(super) fn is_part(&self) -> bool {
        !self.further.is_empty()
    }
}

fn offices<'a>(view: &View<'a>) -> Rows<'a> {
    let offices = read(&view.tables.rollup)
        .filter(|row| row.text(rollup::level) == "street_office")
        .filter(|row| row.is_positive(rollup::projects))
        .with(LABEL, |row| Value::text(label(row.text(rollup::name))));
    with_ungraded(offices)
}

/// With the projects that have no grade.
pub(super) fn with_ungraded(rows: Rows<'_>) -> Rows<'_> {
    rows.with(UNGRADED, ungraded)
}

/// The most money first; the budget at the start of the year speaks where that of the year is not known.
fn larger(one: Row<'_, '_>, other: Row<'_, '_>) -> Ordering {
    let more: fn(Ordering) -> Ordering = Ordering::reverse;
    let budget = |source| one.get(source).ranked(other.get(source), more);
    budget(rollup::full_year_budget).then_with(|| budget(rollup::initial_budget))
}

fn ranked(one: Row<'_, '_>, other: Row<'_, '_>) -> Ordering {
    one.get(rollup::rank)
        .ranked(other.get(rollup::rank), |order| order)
}

/// A name from a form may be long, and may hold what a picture cannot.
fn label(name: &str) -> String {
    let legible = |c: &char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let name: String = name.chars().filter(legible).collect();
    let name = match name.trim() {
        "" => "未识别单位",
        name => name,
    };
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    let kept = LONGEST_NAME.saturating_sub(1);
    name.chars().take(kept).chain(['…']).collect()
}

fn ungraded<'a>(row: Row<'_, 'a>) -> Value<'a> {
    let grades = [
        rollup::grade_excellent,
        rollup::grade_good,
        rollup::grade_fair,
        rollup::grade_poor,
    ];
    let count = |source| match row.get(source) {
        Value::Count(count) => *count,
        _ => 0,
    };
    let judged: i64 = grades.into_iter().map(count).sum();
    Value::Count(count(rollup::projects).saturating_sub(judged))
}

/// The families of which something was found.
fn families<'a>(view: &View<'a>) -> Rows<'a> {
    let found = read(&view.tables.findings);
    let families: Vec<Family> = Family::ALL
        .into_iter()
        .filter(|family| found.count(|row| row.text(findings::family) == family.name()) > 0)
        .collect();
    let labels = families.iter().map(|family| words::family(family.name()));
    let mut columns = vec![(FAMILY, labels.map(Value::text).collect())];
    for severity in Severity::ALL {
        let counts = families.iter().map(|family| {
            Value::count(found.count(|row| {
                row.text(findings::family) == family.name()
                    && row.text(findings::severity) == severity.name()
            }))
        });
        columns.push((severity.name(), counts.collect()));
    }
    Rows::from_columns(columns)
}

/// Fills the sheet and says where the figures stand.
pub(super) fn lay_out(page: &mut Page<'_>, data: &ChartData<'_>) -> Result<Places, XlsxError> {
    let columns = office_columns();
    let widths: Vec<u16> = columns.iter().map(|column| column.width).collect();
    page.columns(&widths)?;
    page.title("图表数据")?;
    page.note("“图表”各图取自本表，数值与“街道汇总”相同　金额单位：万元　“未评”为总分值不是 100 分或得分无法得出、不评等级的项目")?;
    let mut places = Places::default();
    if !data.families.is_empty() {
        page.section("一、核查发现（条），按规则类别和严重程度")?;
        places.families = table(page, &family_columns(), &data.families)?;
    }
    if !data.drawn.is_empty() {
        let drawn = data.drawn.len();
        page.section(&format!("二、图中单位（{drawn} 个，按名次）"))?;
        places.offices = table(page, &columns, &data.drawn)?;
    }
    if data.is_part() {
        let further = data.further.len();
        page.section(&format!("其余单位（{further} 个，未画入图中）"))?;
        table(page, &columns, &data.further)?;
    }
    Ok(places)
}

fn table(page: &mut Page<'_>, columns: &[Column], rows: &Rows<'_>) -> Result<Placed, XlsxError> {
    let header = page.next_row();
    page.table(columns, rows, |_| Tone::Plain)?;
    Ok(Placed {
        header,
        rows: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        columns: columns.iter().map(|column| column.source).collect(),
    })
}

fn office_columns() -> Vec<Column> {
    let of = |source, width| Column::of(ROLLUP, source, width);
    vec![
        Column::new(LABEL, "图中名称", Kind::Wrapped, 26),
        of(rollup::name, 26).titled("街道").shown(Kind::Wrapped),
        of(rollup::rank, 7),
        of(rollup::projects, 8),
        of(rollup::initial_budget, 15),
        of(rollup::full_year_budget, 15),
        of(rollup::executed, 15),
        of(rollup::execution_rate, 12),
        of(rollup::grade_excellent, 6),
        of(rollup::grade_good, 6),
        of(rollup::grade_fair, 6),
        of(rollup::grade_poor, 6),
        Column::new(UNGRADED, "未评", Kind::Count, 6),
    ]
}

fn family_columns() -> Vec<Column> {
    let severities = Severity::ALL
        .into_iter()
        .map(|severity| Column::new(severity.name(), severity.label(), Kind::Count, 8));
    std::iter::once(Column::new(FAMILY, "规则类别", Kind::Wrapped, 26))
        .chain(severities)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_at_a_bar_is_short_and_legible() {
        assert_eq!(label("椿树街道"), "椿树街道");
        assert_eq!(label(""), "未识别单位");
        assert_eq!(label("\u{1}\u{FFFE} "), "未识别单位");
        assert_eq!(
            label("北京市海淀区人民政府学院路街道办事处"),
            "北京市海淀区人民政府学…"
        );
    }
}
