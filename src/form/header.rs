//! The title and the head of a form.

use super::dictionary::Label;
use super::place::Place;
use super::words::{Word, Words};
use super::{Entry, Head};
use crate::grid::CellRef;
use crate::value::{CellValue, FiscalYear, text};

/// The labels at which the head ends.
const BLOCKS: [Label; 12] = [
    Label::FundingBlock,
    Label::InitialBudget,
    Label::FullYearBudget,
    Label::Received,
    Label::Executed,
    Label::TotalFunds,
    Label::GoalBlock,
    Label::GoalExpected,
    Label::IndicatorBlock,
    Label::Level1,
    Label::Level2,
    Label::Level3,
];

/// Reads the head rows.
pub(super) fn head(words: &Words<'_>) -> Head {
    let field = |label| place(words, label).map_or(Entry::Absent, |place| place.text_entry());
    let shared = place(words, Label::LeadAndPhone);
    let or_shared = |own: Entry<String>, read: &dyn Fn(&Place<'_>) -> Entry<String>| match own {
        Entry::Absent => shared.as_ref().map_or(Entry::Absent, read),
        own => own,
    };
    let (project_name, code) = without_code(field(Label::ProjectName));
    Head {
        project_name,
        project_code: match field(Label::ProjectCode) {
            Entry::Absent => code,
            own => own,
        },
        fiscal_year: place(words, Label::FiscalYear)
            .map_or(Entry::Absent, |place| place.entry(FiscalYear::parse)),
        supervising_department: match field(Label::SupervisingDepartment) {
            Entry::Absent => field(Label::DepartmentName),
            own => own,
        },
        implementing_unit: field(Label::ImplementingUnit),
        project_lead: or_shared(
            or_foot(words, field(Label::ProjectLead), Label::ProjectLead),
            &|place: &Place<'_>| place.text_entry(),
        ),
        phone: or_shared(field(Label::Phone), &phone_of),
    }
}

/// Some forms name the lead among the signatures below the table.
fn or_foot(words: &Words<'_>, in_head: Entry<String>, label: Label) -> Entry<String> {
    let at_foot = || {
        words
            .all(label)
            .last()
            .map(|word| words.right_of(word).text_entry())
    };
    match in_head {
        Entry::Absent => at_foot().unwrap_or(Entry::Absent),
        own => own,
    }
}

/// Exports glue the code to the name: `51000021R000000019951-工资性支出`. Both keep the whole cell as
/// their text.
pub(super) fn without_code(entry: Entry<String>) -> (Entry<String>, Entry<String>) {
    const SHORTEST: usize = 10;
    let Entry::Read { value, text, at } = entry else {
        return (entry, Entry::Absent);
    };
    let parts = value.split_once(['-', '－', '—']);
    let glued = parts.filter(|(code, name)| {
        let is_code = code.chars().all(|c| c.is_ascii_alphanumeric())
            && code.chars().filter(char::is_ascii_digit).count() >= SHORTEST;
        is_code && !name.trim().is_empty()
    });
    match glued.map(|(code, name)| (code.to_owned(), name.trim().to_owned())) {
        Some((code, name)) => {
            let read = |value| Entry::Read {
                value,
                text: text.clone(),
                at,
            };
            (read(name), read(code))
        }
        None => (Entry::Read { value, text, at }, Entry::Absent),
    }
}

fn place<'g>(words: &Words<'g>, label: Label) -> Option<Place<'g>> {
    let end = first_block_row(words);
    let word = words.all(label).find(|word| word.row() < end)?;
    Some(if is_transposed(words, word) {
        words.below(word)
    } else {
        words.right_of(word)
    })
}

/// Do labels fill this row, and values the row below? Then the head is laid out in columns.
fn is_transposed(words: &Words<'_>, word: &Word) -> bool {
    let own = |row| {
        let cells = words.grid.rows(row, row);
        cells.filter(|(at, _)| words.area.contains(*at))
    };
    let below = word.region.last.row.saturating_add(1);
    let labels_only = own(word.row()).all(|(at, _)| words.label_at(at).is_some());
    let mut values = own(below).peekable();
    word.inline.is_none()
        && words.on_row(word.row()).nth(1).is_some()
        && labels_only
        && values.peek().is_some()
        && values.all(|(at, _)| words.label_at(at).is_none())
}

fn first_block_row(words: &Words<'_>) -> u32 {
    words
        .labelled
        .iter()
        .find(|word| BLOCKS.contains(&word.label))
        .map_or(u32::MAX, Word::row)
}

/// Texts of the head that stand where labels stand, in the columns of known ones, and are none.
pub(super) fn unknown(words: &Words<'_>) -> Vec<(CellRef, String)> {
    let Some(first) = words.find(Label::ProjectName) else {
        return Vec::new();
    };
    let end = first_block_row(words).min(words.area.last.row.saturating_add(1));
    let known: Vec<&Word> = words
        .labelled
        .iter()
        .filter(|word| (first.row()..end).contains(&word.row()) && !is_transposed(words, word))
        .collect();
    let is_label_column = |at: CellRef| known.iter().any(|word| word.at().col == at.col);
    // What a label on the same row is answered by is a value.
    let answers = |at: CellRef| {
        known
            .iter()
            .any(|word| words.right_of(word).at() == Some(at))
    };
    words
        .grid
        .rows(first.row(), end.saturating_sub(1))
        .filter(|(at, _)| words.area.contains(*at) && at.row < end && is_label_column(*at))
        .filter(|(at, _)| words.label_at(*at).is_none() && !answers(*at))
        .filter_map(|(at, value)| match value {
            CellValue::Text(shown) if is_label_like(shown) => Some((at, text::tidy(shown))),
            _ => None,
        })
        .collect()
}

/// Short words without figures: not a section's heading, a date or an amount.
fn is_label_like(shown: &str) -> bool {
    const LONGEST: usize = 15;
    let folded = text::normal_form(shown);
    let words = folded.chars().filter(|c| c.is_alphabetic()).count();
    (2..=LONGEST).contains(&words)
        && !folded.contains(|c: char| c.is_ascii_digit() || c == ',')
        && !text::is_blank_marker(shown)
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
    // A date of filling in is not the year that is reported on.
    let dated = |at: CellRef| words.on_row(at.row).any(|word| word.label == Label::Note);
    above_head(words)
        .filter(|(at, _)| !dated(*at))
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
        .or_else(|| words.find(Label::DepartmentName))
        .map_or_else(|| first_block_row(words).min(area.last.row), Word::row);
    let rows = (head_row > area.first.row).then(|| {
        words
            .grid
            .rows(area.first.row, head_row.saturating_sub(1))
            .filter(move |(at, _)| area.contains(*at))
    });
    rows.into_iter().flatten()
}
