//! Where the forms of a sheet are: by their words, at any offset, below or beside one another.

use super::dictionary::Label;
use super::words::{Word, Words};
use crate::grid::{CellRef, Region};
use crate::value::{CellValue, FiscalYear, text};

/// How many rows above 项目名称 the title block may take.
const TITLE_ROWS: u32 = 8;

/// The areas of all forms above row `end`, in reading order. A form starts at its title and holds
/// 项目名称 (or 部门名称) and at least a funding header or an indicator header; a name alone is no form.
pub(super) fn areas(words: &Words<'_>, end: u32) -> Vec<Region> {
    let anchors = anchors(words, end);
    if anchors.is_empty() {
        let area = Region::new(
            words.area.first,
            CellRef::new(
                end.saturating_sub(1).min(words.area.last.row),
                words.area.last.col,
            ),
        );
        return Some(area)
            .filter(|area| end > 0 && is_form(words, *area))
            .into_iter()
            .collect();
    }
    let starts: Vec<u32> = anchors
        .iter()
        .map(|anchor| title_row(words, anchor))
        .collect();
    // The tail of a form whose head is on an earlier page stands above the first name.
    let tail = starts
        .first()
        .and_then(|start| start.checked_sub(1))
        .map(|row| Region::new(words.area.first, CellRef::new(row, words.area.last.col)));
    let named = anchors
        .iter()
        .zip(&starts)
        .map(|(anchor, start)| area(words, &anchors, &starts, anchor, *start, end));
    tail.into_iter()
        .chain(named)
        .filter(|area| is_form(words, *area))
        .collect()
}

/// The labels by which forms are found: 项目名称, or 部门名称 on sheets that know no project.
fn anchors<'w>(words: &'w Words<'_>, end: u32) -> Vec<&'w Word> {
    let of = |label| -> Vec<&'w Word> {
        let named = words.all(label).filter(|word| word.row() < end);
        named.filter(|word| !is_continuation(words, word)).collect()
    };
    let projects = of(Label::ProjectName);
    if projects.is_empty() {
        of(Label::DepartmentName)
    } else {
        projects
    }
}

/// A page that repeats the name of the form above it and has no money of its own goes on with it.
fn is_continuation(words: &Words<'_>, anchor: &Word) -> bool {
    let name = |word: &Word| words.right_of(word).text_entry().value().cloned();
    let above = words
        .all(anchor.label)
        .filter(|word| word.row() < anchor.row() && word.at().col == anchor.at().col)
        .last();
    let Some(above) = above.filter(|above| name(above).is_some() && name(above) == name(anchor))
    else {
        return false;
    };
    let next = words
        .all(anchor.label)
        .map(Word::row)
        .find(|row| *row > anchor.row())
        .unwrap_or(u32::MAX);
    let between = |from: u32, to: u32| move |word: &&Word| word.row() > from && word.row() < to;
    let money = |from, to| {
        words
            .all(Label::Executed)
            .any(|word| between(from, to)(&word))
    };
    money(above.row(), anchor.row()) && !money(anchor.row(), next)
}

fn is_form(words: &Words<'_>, area: Region) -> bool {
    let has = |label| words.all(label).any(|word| area.contains(word.at()));
    let budget = has(Label::TotalFunds)
        || has(Label::FullYearBudget)
        || has(Label::InitialBudget)
        || has(Label::Received);
    let answers = has(Label::Target) || has(Label::Actual);
    let goals = has(Label::ProjectName) && has(Label::GoalExpected) && has(Label::GoalActual);
    (budget && has(Label::Executed)) || (has(Label::Level3) && answers) || goals
}

/// From this form's title to the row before the next form's, and to the column before the form
/// beside it.
fn area(
    words: &Words<'_>,
    anchors: &[&Word],
    starts: &[u32],
    own: &Word,
    start: u32,
    end: u32,
) -> Region {
    let beside = |other: &&&Word| other.row() == own.row();
    let left = anchors
        .iter()
        .filter(beside)
        .any(|other| other.at().col < own.at().col);
    let next_right = anchors
        .iter()
        .filter(beside)
        .filter(|other| other.at().col > own.at().col)
        .map(|other| other.at().col)
        .min();
    let next_below = starts.iter().filter(|row| **row > own.row()).min();
    let first = CellRef::new(start, if left { own.at().col } else { 0 });
    let last = CellRef::new(
        next_below
            .map_or(words.area.last.row, |row| row.saturating_sub(1))
            .min(end.saturating_sub(1)),
        next_right.map_or(words.area.last.col, |col| col.saturating_sub(1)),
    );
    Region::new(first, last)
}

/// Climbs from 项目名称 over rows that are empty or belong to a title, and over rows of other head
/// labels (填报日期, 项目单位) that stand between.
fn title_row(words: &Words<'_>, anchor: &Word) -> u32 {
    let mut start = anchor.row();
    for row in (anchor.row().saturating_sub(TITLE_ROWS)..anchor.row()).rev() {
        let mut cells = words
            .grid
            .rows(row, row)
            .filter(|(at, _)| words.area.contains(*at))
            .peekable();
        if cells.peek().is_none() {
            continue;
        }
        let mut labels = words.on_row(row).peekable();
        if labels.peek().is_some() {
            if labels.all(|word| may_stand_above(word.label)) {
                continue;
            }
            break; // a labelled row belongs to the form above
        }
        if cells.peek().is_some_and(|(_, value)| is_section(value)) {
            continue;
        }
        if !cells.any(|(_, value)| is_title(value)) {
            break;
        }
        start = row;
    }
    start
}

/// Labels of rows between a title and 项目名称.
fn may_stand_above(label: Label) -> bool {
    matches!(
        label,
        Label::ImplementingUnit
            | Label::SupervisingDepartment
            | Label::DepartmentName
            | Label::ReportingOffice
            | Label::FiscalYear
            | Label::ProjectCode
            | Label::Extra
            | Label::Note
            | Label::Total
            | Label::Score
            | Label::ReviewScore
            | Label::Grade
    )
}

/// A heading such as 一、基本情况.
fn is_section(value: &CellValue) -> bool {
    let folded = text::normal_form(&value.text());
    let numbered = folded.split_once(',').map(|(number, _)| number);
    numbered.is_some_and(|number| {
        !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c))
    })
}

fn is_title(value: &CellValue) -> bool {
    const LONGEST: usize = 60;
    let shown = value.text();
    let folded = text::normal_form(&shown);
    // Prose above a form in a document speaks of the same things in sentences.
    folded.chars().count() <= LONGEST
        && !folded.ends_with(['。', ';'])
        && (folded.contains("自评表")
            || folded.contains("绩效")
            || folded.starts_with("附件")
            || folded.starts_with("附表")
            || folded.contains("单位:")
            || FiscalYear::is_named_in(&folded))
}
