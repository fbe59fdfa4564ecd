//! The `version_changes` table: every version that does not count, and what the one that counts says
//! otherwise than the one before it.

use std::borrow::Cow;

use polars::prelude::{DataFrame, PolarsResult};

use super::Batch;
use super::columns::version_changes as column;
use super::frame::{Field, fields, frame as frame_of, printed, text};
use super::order::OfficeOrder;
use crate::comparison::versions::{Compared, FindingChange, Place, Succession, Told, form_at};
use crate::finding::Finding;
use crate::submission::{Assessed, Submission};

/// One line of the table.
#[derive(Clone)]
struct Line<'a> {
    newer: Version<'a>,
    older: Version<'a>,
    kind: &'static str,
    change: &'static str,
    what: Cow<'a, str>,
    old: Option<Side<'a>>,
    new: Option<Side<'a>>,
}

/// A form with the file that it is in.
#[derive(Clone, Copy)]
struct Version<'a> {
    file: &'a str,
    form: &'a Assessed,
}

/// What one version says, and where.
#[derive(Clone)]
struct Side<'a> {
    value: &'a str,
    sheet: &'a str,
    cell: String,
}

/// The frame of `version_changes`: by office and project; first the versions, then what is filled in
/// otherwise, then what became of the findings.
pub(super) fn frame(batch: &Batch<'_>, order: &OfficeOrder<'_>) -> PolarsResult<DataFrame> {
    let mut sorted: Vec<(Version<'_>, &Succession)> = batch
        .successions
        .iter()
        .filter_map(|one| Some((version(batch.submissions, one.newer)?, one)))
        .collect();
    sorted.sort_by_key(|(newer, _)| {
        let form = newer.form;
        let office = order.key(form.street_office());
        (office, form.project_name(), newer.file, &form.form_id)
    });
    let lines: Vec<Line<'_>> = sorted
        .into_iter()
        .flat_map(|(newer, succession)| lines(batch.submissions, newer, succession))
        .collect();
    frame_of(&lines, &[subject(), change(), places()].concat())
}

fn version(submissions: &[Submission], place: Place) -> Option<Version<'_>> {
    Some(Version {
        file: &submissions.get(place.submission)?.source.file,
        form: form_at(submissions, place)?,
    })
}

fn lines<'a>(
    submissions: &'a [Submission],
    newer: Version<'a>,
    succession: &'a Succession,
) -> Vec<Line<'a>> {
    let older: Vec<Version<'_>> = succession
        .older
        .iter()
        .filter_map(|place| version(submissions, *place))
        .collect();
    let Some(before) = older.first().copied() else {
        return Vec::new();
    };
    let versions = older.iter().enumerate();
    let versions = versions.map(|(at, older)| superseded(newer, *older, at == 0));
    let values = succession.places.iter().filter(|place| place.differs());
    let values = values.map(|place| value(newer, before, place));
    let findings = succession.findings.iter();
    let findings = findings.filter_map(|change| finding(newer, before, change));
    versions.chain(values).chain(findings).collect()
}

fn superseded<'a>(newer: Version<'a>, older: Version<'a>, is_compared: bool) -> Line<'a> {
    Line {
        newer,
        older,
        kind: "version",
        change: if is_compared { "compared" } else { "older" },
        what: Cow::Borrowed("整张自评表"),
        old: Some(whole(older)),
        new: Some(whole(newer)),
    }
}

fn whole(version: Version<'_>) -> Side<'_> {
    let form = &version.form.form;
    Side {
        value: "",
        sheet: &form.sheet,
        cell: form.area.first.to_string(),
    }
}

fn value<'a>(newer: Version<'a>, older: Version<'a>, place: &'a Compared) -> Line<'a> {
    let side = |told: &'a Told| Side {
        value: &told.text,
        sheet: &told.sheet,
        cell: told.at.to_string(),
    };
    Line {
        newer,
        older,
        kind: "value",
        change: match (&place.old, &place.new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        },
        what: Cow::Borrowed(&place.what),
        old: place.old.as_ref().map(side),
        new: place.new.as_ref().map(side),
    }
}

fn finding<'a>(
    newer: Version<'a>,
    older: Version<'a>,
    change: &'a FindingChange,
) -> Option<Line<'a>> {
    let side = |finding: &'a Finding| Side {
        value: &finding.message,
        sheet: &finding.subject.source_sheet,
        cell: finding.at.map(|at| at.to_string()).unwrap_or_default(),
    };
    let told = change.new.as_ref().or(change.old.as_ref())?;
    Some(Line {
        newer,
        older,
        kind: "finding",
        change: match (&change.old, &change.new) {
            (None, _) => "new",
            (_, None) => "fixed",
            _ => "open",
        },
        what: Cow::Owned(format!("{} {}", told.code, told.title)),
        old: change.old.as_ref().map(side),
        new: change.new.as_ref().map(side),
    })
}

fn subject<'a>() -> Vec<Field<Line<'a>>> {
    fields! {
        column::form_id: Text |line| text(&line.newer.form.form_id);
        column::street_office: Text |line| text(line.newer.form.street_office());
        column::project_name: Text |line| text(line.newer.form.project_name());
    }
}

fn change<'a>() -> Vec<Field<Line<'a>>> {
    fields! {
        column::kind: Text |line| text(line.kind);
        column::what: Text |line| text(&line.what);
        column::change: Text |line| text(line.change);
        column::old_value: Text |line| text(line.old.as_ref()?.value);
        column::new_value: Text |line| text(line.new.as_ref()?.value);
    }
}

fn places<'a>() -> Vec<Field<Line<'a>>> {
    fields! {
        column::old_file: Text |line| text(line.older.file);
        column::old_sheet: Text |line| text(line.old.as_ref()?.sheet);
        column::old_cell: Text |line| printed(&line.old.as_ref()?.cell);
        column::source_file: Text |line| text(line.newer.file);
        column::source_sheet: Text |line| text(line.new.as_ref()?.sheet);
        column::source_cell: Text |line| printed(&line.new.as_ref()?.cell);
    }
}
