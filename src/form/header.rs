//! The title and the head of a form.

use super::dictionary::Label;
use super::place::Place;
use super::words::{Word, Words};
use super::{Entry, Head};
use crate::grid::CellRef;
use crate::value::{CellValue, FiscalYear, text};

/// The labels at which the head ends.
const BLOCKS: [Label; 5] = [
    Label::FundingBlock,
    Label::TotalFunds,
    Label::GoalBlock,
    Label::IndicatorBlock,
    Label::Level1,
];

/// Reads the head rows.
pub(super) fn head(words: &Words<'_>) -> Head {
    let field = |label| place(words, label).map_or(Entry::Absent, |place| place.text_entry());
    let shared = place(words, Label::LeadAndPhone);
    let or_shared = |own: Entry<String>, read: &dyn Fn(&Place<'_>) -> Entry<String>| match own {
        Entry::Absent => shared.as_ref().map_or(Entry::Absent, read),
        own => own,
    };
    Head {
        project_name: field(Label::ProjectName),
        project_code: field(Label::ProjectCode),
        fiscal_year: place(words, Label::FiscalYear)
            .map_or(Entry::Absent, |place| place.entry(FiscalYear::parse)),
        supervising_department: field(Label::SupervisingDepartment),
        implementing_unit: field(Label::ImplementingUnit),
        project_lead: or_shared(field(Label::ProjectLead), &|place: &Place<'_>| {
            place.text_entry()
        }),
        phone: or_shared(field(Label::Phone), &phone_of),
    }
}

fn place<'g>(words: &Words<'g>, label: Label) -> Option<Place<'g>> {
    let end = first_block_row(words);
    words
        .all(label)
        .find(|word| word.row() < end)
        .map(|word| words.right_of(word))
}

fn first_block_row(words: &Words<'_>) -> u32 {
    words
        .labelled
        .iter()
        .find(|word| BLOCKS.contains(&word.label))
        .map_or(u32::MAX, Word::row)
}

/// A shared cell states a phone where it holds digits.
fn phone_of(place: &Place<'_>) -> Entry<String> {
    match place.text_entry() {
        Entry::Read { text, at, .. } if !text.contains(|c: char| c.is_ascii_digit()) => {
            Entry::Blank { text, at }
        }
        other => other,
    }
}

/// The title above 项目名称: the first text that names an evaluation form, else the first text.
pub(super) fn title(words: &Words<'_>) -> Entry<String> {
    let is_named = |(_, value): &(CellRef, &CellValue)| {
        let folded = text::normal_form(&value.text());
        folded.contains("自评表") || folded.contains("绩效")
    };
    let found = above_head(words)
        .find(is_named)
        .or_else(|| above_head(words).next());
    found.map_or(Entry::Absent, |(at, value)| Entry::Read {
        value: text::tidy(&value.text()),
        text: value.text().into_owned(),
        at,
    })
}

/// The year in the title block.
pub(super) fn fiscal_year(words: &Words<'_>) -> Entry<FiscalYear> {
    above_head(words)
        .find_map(|(at, value)| {
            let shown = value.text();
            FiscalYear::find(&shown).map(|year| Entry::Read {
                value: year,
                text: shown.into_owned(),
                at,
            })
        })
        .unwrap_or(Entry::Absent)
}

fn above_head<'g>(words: &Words<'g>) -> impl Iterator<Item = (CellRef, &'g CellValue)> {
    let area = words.area;
    let head_row = words
        .find(Label::ProjectName)
        .map_or(area.first.row, Word::row);
    let rows = (head_row > area.first.row).then(|| {
        words
            .grid
            .rows(area.first.row, head_row.saturating_sub(1))
            .filter(move |(at, _)| area.contains(*at))
    });
    rows.into_iter().flatten()
}
