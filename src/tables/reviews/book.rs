//! The rows of the review book, each beside what the form says today.

use std::collections::BTreeMap;

use super::Review;
use crate::evaluate::IndicatorResult;
use crate::form::{FundingKind, Indicator};
use crate::sampling::{EXECUTION, ReviewBook, Reviewed, ReviewedRow, TOTAL};
use crate::tables::projects::{ProjectRow, decimal};
use crate::value::text::normal_form;

/// Every row on which a reviewer wrote something, and a total for every sheet with one.
pub(super) fn rows<'a>(
    book: &'a ReviewBook,
    projects: &[ProjectRow<'a>],
) -> impl Iterator<Item = Review<'a>> {
    let by_id: BTreeMap<&str, ProjectRow<'a>> = projects
        .iter()
        .map(|project| (project.assessed.form_id.as_str(), *project))
        .collect();
    let begun = book.sheets.iter().filter(|sheet| sheet.is_begun());
    begun.flat_map(move |sheet| {
        let project = by_id.get(sheet.form_id.as_str());
        project.map_or_else(|| vec![gone(sheet)], |project| of_sheet(sheet, *project))
    })
}

/// The form is not in this batch: the sheet is named, so that the review is not lost sight of.
fn gone(sheet: &Reviewed) -> Review<'_> {
    Review {
        form_id: &sheet.form_id,
        project_name: sheet.sheet.clone(),
        reviewed_score: sheet.total(),
        note: "本次报送中没有这张表，或其单位、项目名称、年度已改动".to_owned(),
        ..Review::default()
    }
}

fn of_sheet<'a>(sheet: &'a Reviewed, project: ProjectRow<'a>) -> Vec<Review<'a>> {
    let form = &project.assessed.form;
    let mut open: Vec<(&Indicator, &IndicatorResult)> = project.evaluation().of(form).collect();
    let mut rows = Vec::new();
    for row in sheet.rows.iter().filter(|row| row.level1 != TOTAL) {
        // In the order of the sheet, so that of two indicators of one name each finds its own.
        let of_form = take(&mut open, &row.name);
        if row.score.is_none() && row.actual.is_empty() {
            continue;
        }
        let said = match of_form {
            Some((indicator, result)) => Review::of_indicator(project, indicator, result),
            None if row.name == EXECUTION => execution(project),
            None => Review {
                name: row.name.clone(),
                note: "现报的表中没有这项指标".to_owned(),
                ..Review::of(project, form.area.first)
            },
        };
        rows.push(reviewed(said, row, sheet));
    }
    rows.extend(total(sheet, project));
    rows
}

/// Takes the first indicator of that name out of those that are left.
fn take<'a>(
    open: &mut Vec<(&'a Indicator, &'a IndicatorResult)>,
    name: &str,
) -> Option<(&'a Indicator, &'a IndicatorResult)> {
    let name = normal_form(name);
    let at = open
        .iter()
        .position(|(indicator, _)| normal_form(indicator.name()) == name)?;
    Some(open.remove(at))
}

fn execution(project: ProjectRow<'_>) -> Review<'_> {
    let form = &project.assessed.form;
    let row = form.funding_row(FundingKind::Total);
    let at = row.and_then(|row| row.score.at());
    Review {
        name: EXECUTION.to_owned(),
        actual: row.map_or("", |row| row.rate.text()),
        declared: row.and_then(|row| decimal(row.score.figure())),
        recomputed: decimal(project.evaluation().execution.score),
        ..Review::of(project, at.unwrap_or(form.area.first))
    }
}

/// The total; nothing where it is neither written nor the sum of rows that all have their score.
fn total<'a>(sheet: &'a Reviewed, project: ProjectRow<'a>) -> Option<Review<'a>> {
    let review = sheet.total()?;
    let form = &project.assessed.form;
    let said = match &form.total {
        Some(total) => Review::of_total(project, &total.score, total.at),
        None => Review {
            recomputed: decimal(project.evaluation().total_score),
            ..Review::of(project, form.area.first)
        },
    };
    Some(Review {
        reviewed_score: Some(review),
        note: format!("见抽查复核表“{}”", sheet.sheet),
        ..said
    })
}

/// With what the reviewer wrote, and where in the book.
fn reviewed<'a>(said: Review<'a>, row: &'a ReviewedRow, sheet: &'a Reviewed) -> Review<'a> {
    let place = format!("见抽查复核表“{}”{}", sheet.sheet, row.at);
    let notes = [said.note.as_str(), row.note.as_str(), &place];
    let notes: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
    Review {
        reviewed_actual: &row.actual,
        reviewed_score: row.score,
        note: notes.join("；"),
        ..said
    }
}
