//! 分街道明细: every office with its projects under it, to be folded away: the district on a few
//! sheets of paper.

use std::collections::BTreeMap;

use rust_xlsxwriter::XlsxError;

use super::{ranking, title, tones};
use crate::grid::CellRef;
use crate::report::listing::LINK;
use crate::report::page::Page;
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Origin, Tone, mean, place, read, subtotal, totals};
use crate::report::ways::{FORM, Ways, form_column};
use crate::report::{View, formula};
use crate::tables::columns::{PROJECTS, ROLLUP, over_budget, projects as project, rollup};

/// The sheet.
pub(super) const SHEET: &str = "分街道明细";

/// With more projects than this, they are folded away at first.
const MOST_OPEN: usize = 200;

/// An office, in the row above its projects.
const OFFICE: &str = "office";

/// Columns that are added up over the projects of an office.
const SUMMED: [&str; 6] = [
    rollup::initial_budget,
    rollup::full_year_budget,
    rollup::executed,
    rollup::over_budget_amount,
    rollup::findings_error,
    rollup::findings_warning,
];

/// What stands on the sheet.
pub(super) struct ByOffice<'a> {
    /// By their rank.
    offices: Rows<'a>,
    /// The projects of each of them.
    projects: Vec<Rows<'a>>,
    district: Rows<'a>,
}

impl<'a> ByOffice<'a> {
    /// Of the batch; nothing without a project, or with more than stand on one sheet.
    pub(super) fn of(view: &View<'a>, all: Rows<'a>, ways: &Ways) -> Option<Self> {
        let all = projects(view, ways.with_forms(all));
        let offices = offices(ranking::offices(view), ways);
        let most = usize::try_from(view.settings.rows_per_sheet).unwrap_or(usize::MAX);
        let fits = all.len().saturating_add(offices.len()) < most;
        let projects = offices.iter().map(|office| {
            let name = office.text(rollup::name);
            all.filter(|row| row.text(project::street_office) == name)
        });
        (fits && !all.is_empty()).then(|| Self {
            projects: projects.collect(),
            district: offices_named(ranking::district(view), "全区"),
            offices: offices.clone(),
        })
    }

    /// Are there so many that they are folded away at first?
    fn is_folded(&self) -> bool {
        self.projects.iter().map(Rows::len).sum::<usize>() > MOST_OPEN
    }
}

/// Fills the page.
pub(super) fn lay_out(
    page: &mut Page<'_>,
    view: &View<'_>,
    told: &ByOffice<'_>,
) -> Result<(), XlsxError> {
    let columns = columns();
    let widths: Vec<u16> = columns.iter().map(|column| column.width).collect();
    page.columns(&widths)?;
    page.title(&title(view, "项目支出绩效自评分街道明细"))?;
    let folded = if told.is_folded() {
        format!("项目超过 {MOST_OPEN} 个，先行收起，点左侧 + 或左上角 2 展开")
    } else {
        "点左侧 - 或左上角 1 收起".to_owned()
    };
    page.note(&format!(
        "金额单位：万元　单位按名次排列，灰底为该单位合计，其下为其项目；单位的得分为平均分　{folded}"
    ))?;
    page.repeat_next_row()?;
    let placed = Placed::of(&columns, told, page.next_row().saturating_add(1));
    page.keep_in_view(placed.first, 2)?;
    page.table(&columns, &placed.rows, tone)?;
    let district = placed.district(&columns, told);
    page.totals(
        &columns,
        &totals(&columns, &placed.rows, placed.first, &district),
    )?;
    page.folds_upwards();
    for projects in placed.projects {
        page.fold(projects, told.is_folded())?;
    }
    Ok(())
}

fn columns() -> Vec<Column> {
    let of = |source, width| Column::of(ROLLUP, source, width);
    vec![
        Column::new(OFFICE, "街道", Kind::Wrapped, 23),
        Column::of(PROJECTS, project::project_name, 36).shown(Kind::Wrapped),
        of(rollup::projects, 7).live(Origin::Sum),
        of(rollup::initial_budget, 14),
        of(rollup::full_year_budget, 14),
        of(rollup::executed, 14),
        of(rollup::execution_rate, 10)
            .live(Origin::Share(&[rollup::executed], rollup::full_year_budget))
            .toned(tones::execution),
        of(rollup::over_budget_projects, 8).live(Origin::Sum),
        of(rollup::over_budget_amount, 13),
        of(rollup::mean_score, 9).titled("得分"),
        Column::of(PROJECTS, project::grade, 6).shown(Kind::Label),
        of(rollup::findings_error, 6),
        of(rollup::findings_warning, 6),
        Column::new(LINK, "来源", Kind::Link, 7),
        form_column(),
    ]
}

/// Offices are set apart from their projects.
fn tone(row: Row<'_, '_>) -> Tone {
    match row.get(OFFICE) {
        Value::Unknown => Tone::Plain,
        _ => Tone::Total,
    }
}

/// The offices of the roll-up, in the columns of the sheet.
fn offices<'a>(rollup: Rows<'a>, ways: &Ways) -> Rows<'a> {
    offices_named(rollup, "未识别单位").with(FORM, |row| ways.list(row.text(rollup::name)))
}

fn offices_named<'a>(rollup: Rows<'a>, nameless: &'static str) -> Rows<'a> {
    rollup.with(OFFICE, |row| match row.get(rollup::name) {
        Value::Unknown => Value::text(nameless),
        name => name.clone(),
    })
}

/// The projects, in the columns of the sheet: an office's mean stands over their scores, and what it
/// has over budget over what each of them has.
fn projects<'a>(view: &View<'a>, all: Rows<'a>) -> Rows<'a> {
    let over: BTreeMap<Form, Value<'a>> = read(&view.tables.over_budget)
        .iter()
        .map(|row| (form(row), row.get(over_budget::over_budget).clone()))
        .collect();
    all.with(rollup::mean_score, |row| {
        row.get(project::total_score).clone()
    })
    .with(rollup::over_budget_amount, |row| {
        over.get(&form(row)).cloned().unwrap_or_default()
    })
}

/// A form: two versions of one share the id, but not the place.
type Form = [String; 4];

fn form(row: Row<'_, '_>) -> Form {
    [
        project::form_id,
        project::source_file,
        project::source_sheet,
        project::source_cell,
    ]
    .map(|name| row.text(name).to_owned())
}

/// The rows of the sheet with where they stand.
struct Placed<'a> {
    rows: Rows<'a>,
    /// Where they begin.
    first: u32,
    /// First and last row of the projects of each office that has any.
    projects: Vec<(u32, u32)>,
}

impl<'a> Placed<'a> {
    fn of(columns: &[Column], told: &ByOffice<'a>, first: u32) -> Self {
        let mut lines = Vec::new();
        let mut places = Vec::new();
        let mut next = first;
        for (office, projects) in told.offices.iter().zip(&told.projects) {
            let below = next.saturating_add(1);
            let count = u32::try_from(projects.len()).unwrap_or(u32::MAX);
            next = below.saturating_add(count);
            if count == 0 {
                lines.push(line(columns, office));
                continue;
            }
            let place = (below, next.saturating_sub(1));
            places.push(place);
            lines.push(summed(columns, office, projects, place));
            lines.extend(projects.iter().map(|row| line(columns, row)));
        }
        let names = columns.iter().map(|column| column.source).collect();
        Self {
            rows: Rows::from_lines(names, lines),
            first,
            projects: places,
        }
    }

    /// The district, its sums over those of the offices.
    fn district(&self, columns: &[Column], told: &ByOffice<'a>) -> Rows<'a> {
        let count = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let place = (
            self.first,
            self.first.saturating_add(count).saturating_sub(1),
        );
        let value = |row: Row<'_, 'a>, source: &'static str| {
            let stored = row.get(source).clone();
            match cells(columns, source, place) {
                Some(cells) if SUMMED.contains(&source) => {
                    subtotal(self.rows.iter().map(|row| row.get(source)), cells, stored)
                }
                _ => stored,
            }
        };
        let sources = columns.iter().map(|column| column.source);
        let lines = told
            .district
            .iter()
            .map(|row| sources.clone().map(|source| value(row, source)).collect());
        Rows::from_lines(sources.clone().collect(), lines.collect())
    }
}

fn line<'a>(columns: &[Column], row: Row<'_, 'a>) -> Vec<Value<'a>> {
    let values = columns.iter().map(|column| row.get(column.source).clone());
    values.collect()
}

/// An office above its projects: what is their sum, their number or their mean is a formula.
fn summed<'a>(
    columns: &[Column],
    office: Row<'_, 'a>,
    projects: &Rows<'a>,
    place: (u32, u32),
) -> Vec<Value<'a>> {
    let over = cells(columns, rollup::over_budget_amount, place);
    let value = |column: &Column| {
        let source = column.source;
        let stored = office.get(source).clone();
        let Some(cells) = cells(columns, source, place) else {
            return stored;
        };
        let values = projects.iter().map(|row| row.get(source));
        match (source, over) {
            (rollup::projects, _) if stored == Value::count(projects.len()) => {
                formula::rows(cells, stored)
            }
            (rollup::over_budget_projects, Some(over)) if stored == over_count(projects) => {
                formula::count(over, stored)
            }
            (rollup::mean_score, _) => mean(values, cells, stored),
            _ if SUMMED.contains(&source) => subtotal(values, cells, stored),
            _ => stored,
        }
    };
    columns.iter().map(value).collect()
}

/// How many projects have a number there.
fn over_count<'a>(projects: &Rows<'a>) -> Value<'a> {
    Value::count(
        projects.count(|row| matches!(row.get(rollup::over_budget_amount), Value::Figure(_))),
    )
}

/// The cells of a column in these rows.
fn cells(columns: &[Column], source: &str, (first, last): (u32, u32)) -> Option<formula::Cells> {
    let col = place(columns, source)?;
    Some((CellRef::new(first, col), CellRef::new(last, col)))
}
