//! A ledger (自评汇总表): one project a row under a header of one or two rows. Every project row
//! becomes a form of its own; office headings, subtotals and totals are recognised and not counted.

use super::band::Band;
use super::dictionary::Label;
use super::funding::{UNNAMED, stated};
use super::header::without_code;
use super::place::Place;
use super::words::{Word, Words};
use super::{Entry, Funding, FundingKind, FundingRow, Goals, Head, RateBase, TotalRow, UnitSource};
use crate::grid::{CellRef, Region};
use crate::value::{Amount, AmountUnit, CellValue, FiscalYear, Rate, Score, text};

/// Figures of a project: a header with two of them beside 项目名称 is a ledger's.
const FIGURES: [Label; 10] = [
    Label::InitialBudget,
    Label::FullYearBudget,
    Label::Executed,
    Label::ExecutionRate,
    Label::ExecutionScore,
    Label::Score,
    Label::ReviewScore,
    Label::Deviation,
    Label::Total,
    Label::Grade,
];

/// One project of a ledger.
pub(super) struct Project {
    pub(super) area: Region,
    pub(super) head: Head,
    pub(super) funding: Option<Funding>,
    pub(super) total: Option<TotalRow>,
}

/// A ledger's header, with the cells it takes.
pub(super) struct Ledger<'w> {
    band: Band<'w>,
    name: Region,
    unit: (AmountUnit, UnitSource),
}

impl<'w> Ledger<'w> {
    /// The first header of a ledger on the sheet.
    pub(super) fn find(words: &'w Words<'_>) -> Option<Self> {
        words
            .all(Label::ProjectName)
            .filter(|name| heads_column(words, name))
            .map(|name| Band::at(words, name.row()))
            .find(|band| band.count(&FIGURES) > 1)
            .and_then(|band| {
                Some(Self {
                    name: band.named(Label::ProjectName)?,
                    unit: unit(words, &band),
                    band,
                })
            })
    }

    /// Where the ledger begins: everything above it may hold other forms.
    pub(super) fn first_row(&self) -> u32 {
        self.band.first_row
    }

    /// Headings that are no known label.
    pub(super) fn unknown(&self, words: &Words<'_>) -> Vec<(CellRef, String)> {
        self.band.unknown(words)
    }

    /// Its projects, down to the notes below it.
    pub(super) fn projects(&self, words: &Words<'_>) -> Vec<Project> {
        let mut office = Entry::Absent;
        let mut projects = Vec::new();
        for row in self.band.last_row.saturating_add(1)..=words.area.last.row {
            if words.on_row(row).any(|word| word.label == Label::Note) {
                break;
            }
            match self.row(words, row) {
                Row::Heading(name) => office = name,
                Row::Project => projects.push(self.project(words, row, &office)),
                Row::Sum | Row::Nothing => {}
            }
        }
        projects
    }

    fn row(&self, words: &Words<'_>, row: u32) -> Row {
        let texts: Vec<(CellRef, String)> = words
            .grid
            .rows(row, row)
            .filter(|(at, _)| words.area.contains(*at))
            .map(|(at, value)| (at, text::normal_form(&value.text())))
            .collect();
        let is_sum = |(at, folded): &(CellRef, String)| {
            at.col <= self.name.last.col
                && (["小计", "合计", "总计"]
                    .iter()
                    .any(|word| folded.ends_with(word))
                    || folded.starts_with("合计"))
        };
        match texts.as_slice() {
            [] => Row::Nothing,
            texts if texts.iter().any(is_sum) => Row::Sum,
            [(at, _)] if self.is_heading(words, *at) => {
                Row::Heading(words.place(words.grid.slot(*at)).text_entry())
            }
            _ => Row::Project,
        }
    }

    /// The only text of a row, where it is merged over the names or stands before them: an office.
    fn is_heading(&self, words: &Words<'_>, at: CellRef) -> bool {
        let region = words.grid.slot(at).region;
        region.is_merge() || at.col < self.name.first.col
    }

    fn project(&self, words: &Words<'_>, row: u32, office: &Entry<String>) -> Project {
        let place = |label| {
            let column = self.band.named(label);
            column.map_or(Place::Absent, |column| words.in_columns(row, column))
        };
        let field = |label| place(label).text_entry();
        let carried = |label| self.carried(words, row, label);
        let (project_name, code) = without_code(field(Label::ProjectName));
        let first =
            |one: Entry<String>, other: Entry<String>| if one.is_empty() { other } else { one };
        let department = first(carried(Label::ReportingOffice), office.clone());
        Project {
            area: Region::new(
                CellRef::new(row, words.area.first.col),
                CellRef::new(row, words.area.last.col),
            ),
            head: Head {
                project_name,
                project_code: first(field(Label::ProjectCode), code),
                fiscal_year: place(Label::FiscalYear).entry(FiscalYear::parse),
                supervising_department: first(carried(Label::SupervisingDepartment), department),
                implementing_unit: carried(Label::ImplementingUnit),
                project_lead: field(Label::ProjectLead),
                phone: field(Label::Phone),
            },
            funding: self.funding(words, row),
            total: self.total(words, row),
        }
    }

    /// A column in which one cell, merged or alone, speaks for the rows below it.
    fn carried(&self, words: &Words<'_>, row: u32, label: Label) -> Entry<String> {
        let Some(column) = self.band.named(label) else {
            return Entry::Absent;
        };
        (self.band.last_row.saturating_add(1)..=row)
            .rev()
            .map(|above| words.grid.slot(CellRef::new(above, column.first.col)))
            .find(|slot| slot.value.is_some())
            .map_or(Entry::Absent, |slot| words.place(slot).text_entry())
    }

    fn funding(&self, words: &Words<'_>, row: u32) -> Option<Funding> {
        let place = |label| {
            let column = self.band.named(label);
            column.map_or(Place::Absent, |column| words.in_columns(row, column))
        };
        let (unit, unit_source) = self.unit;
        let amount = |label| -> Entry<_> {
            place(label).entry(|cell: &CellValue| Amount::parse(cell, unit))
        };
        let total = FundingRow {
            kind: FundingKind::Total,
            tier: None,
            label: UNNAMED.to_owned(),
            at: CellRef::new(row, self.name.first.col),
            initial: amount(Label::InitialBudget),
            full_year: amount(Label::FullYearBudget),
            received: amount(Label::Received),
            executed: amount(Label::Executed),
            weight: Entry::Absent,
            rate: place(Label::ExecutionRate).entry(Rate::parse),
            score: place(Label::ExecutionScore).entry(Score::parse),
        };
        let has_money = !(total.initial.is_absent()
            && total.full_year.is_absent()
            && total.executed.is_absent());
        has_money.then(|| Funding {
            unit,
            unit_source,
            rate_base: if total.full_year.is_absent() {
                RateBase::Initial
            } else {
                RateBase::FullYear
            },
            total,
            breakdown: Vec::new(),
            declared_weight: None,
            reason: Entry::Absent,
        })
    }

    fn total(&self, words: &Words<'_>, row: u32) -> Option<TotalRow> {
        let label = [Label::Total, Label::Score];
        let column = label.into_iter().find_map(|label| self.band.named(label));
        let review = self.band.named(Label::ReviewScore);
        let place = |column: Option<Region>| {
            column.map_or(Place::Absent, |column| words.in_columns(row, column))
        };
        (column.is_some() || review.is_some()).then(|| TotalRow {
            at: CellRef::new(row, self.name.first.col),
            weight: Entry::Absent,
            score: place(column).entry(Score::parse),
            review_score: place(review).entry(Score::parse),
            grade: place(self.band.named(Label::Grade)).text_entry(),
        })
    }
}

/// A form has the name beside its label; a ledger has the next heading there, or nothing.
fn heads_column(words: &Words<'_>, name: &Word) -> bool {
    let beside = words.grid.slot(name.region.right());
    name.inline.is_none() && (beside.value.is_none() || words.label_at(beside.at()).is_some())
}

/// What a row of a ledger is.
enum Row {
    /// An office whose projects follow.
    Heading(Entry<String>),
    Project,
    /// 小计, 合计
    Sum,
    Nothing,
}

/// The goals of a row: a ledger has none.
pub(super) fn no_goals() -> Goals {
    Goals {
        expected: Entry::Absent,
        actual: Entry::Absent,
    }
}

/// From a heading (年初预算数（万元）), else from a 单位：元 line above, else 万元.
fn unit(words: &Words<'_>, band: &Band<'_>) -> (AmountUnit, UnitSource) {
    let headings = (band.first_row..=band.last_row).flat_map(|row| words.on_row(row));
    let noted = headings
        .flat_map(|word| &word.notes)
        .find_map(|note| AmountUnit::find_in(note));
    let line = || {
        let mut above = words.grid.rows(words.area.first.row, band.first_row);
        above.find_map(|(_, value)| stated(&value.text()))
    };
    let from = |source| move |unit| (unit, source);
    noted
        .map(from(UnitSource::Label))
        .or_else(|| line().map(from(UnitSource::Line)))
        .unwrap_or((AmountUnit::Wan, UnitSource::Assumed))
}
