//! Grid → forms. Never fails: a form holds what was understood and where the rest stands.

use super::dictionary::{Dictionary, Label};
use super::words::{Word, Words};
use super::{
    Form, Funding, Head, RateBase, Template, funding, goals, header, indicators, locate, total,
};
use crate::grid::{CellRef, Region, Sheet};
use crate::note::Note;

/// What a sheet gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extracted {
    /// Its forms, from top to bottom, left to right.
    pub forms: Vec<Form>,
    /// Remarks for the submission row.
    pub notes: Vec<Note>,
}

/// Finds and reads every form of a sheet.
#[must_use]
pub fn extract_all(sheet: &Sheet, dictionary: &Dictionary) -> Extracted {
    let words = Words::of_sheet(&sheet.grid, dictionary);
    let forms: Vec<Form> = locate::areas(&words)
        .into_iter()
        .map(|area| extract(&sheet.name, &words.within(area)))
        .collect();
    let notes = forms.iter().filter_map(unit_assumed).collect();
    Extracted { forms, notes }
}

fn extract(sheet: &str, words: &Words<'_>) -> Form {
    let head = header::head(words);
    let funding = funding::funding(words);
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
    Form {
        sheet: sheet.to_owned(),
        area: Region::new(
            first_cell(words),
            CellRef::new(last_row, words.area.last.col),
        ),
        template: template(words, &head, funding.as_ref()),
        title: header::title(words),
        fiscal_year: header::fiscal_year(words),
        head,
        funding,
        goals: goals::goals(words),
        indicators: block,
        total,
    }
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

/// The family of layouts, by the columns and labels that it alone has.
fn template(words: &Words<'_>, head: &Head, funding: Option<&Funding>) -> Template {
    let Some(funding) = funding else {
        return Template::Other;
    };
    let has = |label| words.find(label).is_some();
    let lettered = words.all(Label::Executed).any(|word| word.has_note("B"));
    let people = !head.project_lead.is_absent() || !head.phone.is_absent();
    if funding.rate_base == RateBase::Initial && has(Label::Method) {
        Template::BeijingBefore2018
    } else if !has(Label::InitialBudget) {
        Template::FullYearOnly
    } else if !has(Label::FullYearBudget) {
        Template::Other
    } else if lettered && people {
        Template::Beijing
    } else {
        Template::National
    }
}

fn unit_assumed(form: &Form) -> Option<Note> {
    let funding = form.funding.as_ref()?;
    (!funding.unit_stated).then(|| {
        Note::Inferred(format!(
            "工作表“{}”{} 的资金区未注明单位，按万元理解",
            form.sheet, form.area.first
        ))
    })
}
