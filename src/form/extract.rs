//! Sheets → forms. Never fails: a form holds what was understood and where the rest stands.

use super::band::Band;
use super::dictionary::{Dictionary, Label};
use super::doubts::{doubts, notes};
use super::family::{self, Evidence, Family, Part};
use super::funding::{self, Found};
use super::indicators::{self, Columns};
use super::label_place::LabelPlace;
use super::ledger::{self, Ledger};
use super::pages;
use super::words::{Word, Words};
use super::{Doubt, Entry, Form, FormKind, Goals, Reading, UnknownLabel};
use super::{goals, header, locate, total};
use crate::grid::{CellRef, Region, Sheet};
use crate::note::Note;
use crate::value::text;

/// Headings by which a block of money is seen even where it cannot be read.
const MONEY: [Label; 2] = [Label::InitialBudget, Label::FullYearBudget];
/// Headings by which a block of indicators is seen even where it cannot be read.
const LEVELS: [Label; 3] = [Label::Level1, Label::Level2, Label::Target];

/// What a workbook gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extracted {
    /// Its forms, by sheet, from top to bottom, left to right.
    pub forms: Vec<Form>,
    /// Remarks for the submission row.
    pub notes: Vec<Note>,
}

/// Finds and reads every form of a workbook. A form that goes on on the next sheet is one form.
#[must_use]
pub fn extract_book(sheets: &[Sheet], dictionary: &Dictionary) -> Extracted {
    let forms: Vec<Form> = pages::joined(sheets, dictionary)
        .iter()
        .flat_map(|pages| forms_of(pages, dictionary))
        .collect();
    Extracted {
        notes: forms.iter().flat_map(notes).collect(),
        forms,
    }
}

/// Finds and reads every form of a single sheet.
#[must_use]
pub fn extract_all(sheet: &Sheet, dictionary: &Dictionary) -> Extracted {
    extract_book(std::slice::from_ref(sheet), dictionary)
}

fn forms_of(pages: &pages::Pages<'_>, dictionary: &Dictionary) -> Vec<Form> {
    let joined;
    let words = if let Some(words) = &pages.words {
        words
    } else {
        joined = Words::of_sheet(&pages.grid, dictionary);
        &joined
    };
    let ledger = Ledger::find(words);
    let end = ledger.as_ref().map_or(u32::MAX, Ledger::first_row);
    let mut forms: Vec<Form> = locate::areas(words, end)
        .into_iter()
        .map(|area| form(pages, &words.within(area)))
        .collect();
    forms.extend(ledger.iter().flat_map(|ledger| rows(pages, words, ledger)));
    forms
}

fn form(pages: &pages::Pages<'_>, words: &Words<'_>) -> Form {
    let found = funding::funding(words);
    let columns = indicators::columns(words);
    let total_label = columns
        .as_ref()
        .and_then(|columns| total::label(words, columns));
    let end = total_label.map_or(words.area.last.row.saturating_add(1), Word::row);
    let block = columns
        .as_ref()
        .map(|columns| indicators::block(words, columns, end));
    let total = columns
        .as_ref()
        .zip(total_label)
        .map(|(columns, label)| total::total(words, columns, label));
    let last_row = total_label.map_or_else(|| last_row(words), |label| label.region.last.row);
    let money = found.as_ref().map_or(u32::MAX, |found| found.header_row);
    let indicators = columns.as_ref().map_or(u32::MAX, Columns::first_row);
    let form = Form {
        sheet: pages.name.clone(),
        further_sheets: pages.further.clone(),
        area: Region::new(
            first_cell(words),
            CellRef::new(last_row, words.area.last.col),
        ),
        kind: kind(words),
        reading: unread(),
        title: header::title(words),
        fiscal_year: header::fiscal_year(words),
        head: header::head(words),
        funding: found.as_ref().map(|found| found.funding.clone()),
        goals: goals::goals(words),
        indicators: block,
        total: total::whole(
            total,
            total::in_head(words, money.min(indicators), indicators),
        ),
    };
    read(form, words, found.as_ref(), columns.as_ref())
}

/// The projects of a ledger, as forms of one row each.
fn rows(pages: &pages::Pages<'_>, words: &Words<'_>, ledger: &Ledger<'_>) -> Vec<Form> {
    let unknown = ledger.unknown(words);
    let blank = ledger::no_goals();
    let row = |project: ledger::Project| Form {
        sheet: pages.name.clone(),
        further_sheets: Vec::new(),
        area: project.area,
        kind: FormKind::LedgerRow,
        reading: Reading {
            family: Family::named("ledger"),
            doubts: unknown
                .iter()
                .map(|(_, text)| Doubt::UnknownHeading(text.clone()))
                .collect(),
            unknown_labels: labels(words, &unknown, LabelPlace::LedgerHeading),
        },
        title: header::title(words),
        fiscal_year: header::fiscal_year(words),
        head: project.head,
        funding: project.funding,
        goals: Goals::clone(&blank),
        indicators: None,
        total: project.total,
    };
    ledger.projects(words).into_iter().map(row).collect()
}

/// A whole department's form says so in its title, or names a department and no project.
fn kind(words: &Words<'_>) -> FormKind {
    let title = header::title(words);
    let whole = text::normal_form(title.text()).contains("整体支出");
    let nameless =
        words.find(Label::ProjectName).is_none() && words.find(Label::DepartmentName).is_some();
    if whole || nameless {
        FormKind::Department
    } else {
        FormKind::Project
    }
}

/// What stands in a form until its family is told.
fn unread() -> Reading {
    Reading {
        family: Family::named(""),
        doubts: Vec::new(),
        unknown_labels: Vec::new(),
    }
}

/// The form with how it was read.
fn read(
    mut form: Form,
    words: &Words<'_>,
    funding: Option<&Found>,
    columns: Option<&Columns>,
) -> Form {
    let family = family::tell(&Evidence {
        words,
        form: &form,
        funding,
        columns,
    });
    let headings = match funding {
        Some(found) => found.unknown_headings.clone(),
        None if family.has_part(Part::Funding) => Band::unknown_beside(words, &MONEY),
        None => Vec::new(),
    };
    let rows = funding.map_or(&[][..], |found| &found.unknown_rows);
    let columns = match columns {
        Some(columns) => columns.unknown.clone(),
        None if family.has_part(Part::Indicators) => Band::unknown_beside(words, &LEVELS),
        None => Vec::new(),
    };
    let in_head = header::unknown(words);
    let labels = |unknown, place| labels(words, unknown, place);
    form.reading = Reading {
        family,
        doubts: doubts(
            &form,
            family,
            &[headings.as_slice(), &columns].concat(),
            rows,
        ),
        unknown_labels: [
            labels(&in_head, LabelPlace::Head),
            labels(&headings, LabelPlace::FundingHeading),
            labels(rows, LabelPlace::FundingRow),
            labels(&columns, LabelPlace::IndicatorHeading),
        ]
        .concat(),
    };
    form
}

/// The unknown labels of one place, with what they may mean: nothing that the form has elsewhere.
fn labels(
    words: &Words<'_>,
    unknown: &[(CellRef, String)],
    place: LabelPlace,
) -> Vec<UnknownLabel> {
    let missing = |label: &&Label| words.find(**label).is_none();
    let possible: Vec<Label> = place.labels().iter().filter(missing).copied().collect();
    unknown
        .iter()
        .map(|(at, text)| UnknownLabel::of(text.clone(), *at, &possible, words.dictionary))
        .collect()
}

/// The title, or the first label.
fn first_cell(words: &Words<'_>) -> CellRef {
    words
        .grid
        .rows(words.area.first.row, words.area.last.row)
        .map(|(at, _)| at)
        .find(|at| words.area.contains(*at))
        .unwrap_or(words.area.first)
}

fn last_row(words: &Words<'_>) -> u32 {
    words
        .grid
        .rows(words.area.first.row, words.area.last.row)
        .map(|(at, _)| at.row)
        .last()
        .unwrap_or(words.area.last.row)
}

/// Entries of a form that has no such place.
impl<T> Default for Entry<T> {
    fn default() -> Self {
        Self::Absent
    }
}
