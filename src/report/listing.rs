//! Rows as people read them: codes in words, places as text and as links, echoes behind the finding
//! that caused them.

use std::collections::{BTreeMap, BTreeSet};

use super::View;
use super::link::Links;
use super::rows::{Row, Rows, Value};
use super::sheet::{Tone, read};
use super::words;
use crate::decision::Status;
use crate::finding::SUSPECTED_UNIT_ERROR;
use crate::intake::ArchiveKind;
use crate::tables::columns::{findings, projects, rollup, submissions};

/// The number of a finding; echoes carry that of their root: `12`, `12-1`.
pub(super) const NUMBER: &str = "number";
/// Code and title of a rule.
pub(super) const RULE: &str = "rule";
/// `文件!工作表!单元格`
pub(super) const PLACE: &str = "place";
/// The link to that place.
pub(super) const LINK: &str = "link";

/// The projects, with place and link.
pub(super) fn projects<'a>(view: &View<'a>) -> Rows<'a> {
    located(read(&view.tables.projects), view)
}

/// The findings in words, with place and link, in the order of their table.
pub(super) fn findings<'a>(view: &View<'a>) -> Rows<'a> {
    let rows = read(&view.tables.findings)
        .with(findings::severity, |row| {
            Value::text(words::severity(row.text(findings::severity)).to_owned())
        })
        .with(findings::family, |row| {
            Value::text(words::family(row.text(findings::family)).to_owned())
        })
        .with(RULE, |row| {
            let code = row.text(findings::code);
            Value::text(format!("{code} {}", view.facts.rule_title(code)))
        });
    located(rows, view)
}

/// Forms of which the amounts are in 元 among amounts in 万元, as far as a rule suspects it.
pub(super) fn suspected_unit_errors(view: &View<'_>) -> usize {
    read(&view.tables.findings)
        .filter(|row| row.text(findings::code) == SUSPECTED_UNIT_ERROR)
        .distinct(findings::form_id)
        .len()
}

/// Every office of the roll-up, also one without findings, and whatever office else has some; what
/// belongs to none comes last.
pub(super) fn offices<'r>(rollup: &'r Rows<'_>, found: &'r Rows<'_>) -> Vec<&'r str> {
    let listed = rollup
        .iter()
        .filter(|row| row.text(rollup::level) == "street_office")
        .map(|row| row.text(rollup::name));
    let mut seen = BTreeSet::new();
    let mut offices: Vec<&str> = listed
        .chain(found.distinct(findings::street_office))
        .filter(|office| seen.insert(*office))
        .collect();
    offices.sort_by_key(|office| office.is_empty());
    offices
}

/// Echoes in grey.
pub(super) fn echo_tone(row: Row<'_, '_>) -> Tone {
    if is_echo(row) {
        Tone::Muted
    } else {
        Tone::Plain
    }
}

/// Is it caused by the finding above it?
pub(super) fn is_echo(row: Row<'_, '_>) -> bool {
    matches!(row.get(NUMBER), Value::Text(_))
}

/// Has a reviewer decided about it?
pub(super) fn is_reviewed(row: Row<'_, '_>) -> bool {
    status(row).is_some_and(|status| status != Status::Pending)
}

/// Has a reviewer decided this about it?
pub(super) fn is_decided(row: Row<'_, '_>, as_what: Status) -> bool {
    status(row) == Some(as_what)
}

fn status(row: Row<'_, '_>) -> Option<Status> {
    Status::named(row.text(findings::review_status))
}

/// With the place as text and as a link; where no link can be made, only as text.
pub(super) fn located<'a>(rows: Rows<'a>, view: &View<'_>) -> Rows<'a> {
    located_at(rows, view, findings::source_cell)
}

/// The same, the link to the cell that stands in this column.
pub(super) fn located_at<'a>(rows: Rows<'a>, view: &View<'_>, cell: &str) -> Rows<'a> {
    let links = Links::new(&view.facts.output_root, &view.facts.input_root)
        .with_archives(archives(&read(&view.tables.submissions)));
    rows.with(PLACE, |row| Value::text(place_of(row)))
        .with(LINK, |row| {
            let [file, sheet, _] = parts(row);
            links
                .to(file, sheet, row.text(cell))
                .map_or_else(|| row.get(PLACE).clone(), Value::Link)
        })
}

/// The files whose content the submissions know as an archive.
fn archives(files: &Rows<'_>) -> BTreeSet<String> {
    let kinds = ArchiveKind::ALL.map(ArchiveKind::name);
    files
        .iter()
        .filter(|row| kinds.contains(&row.text(submissions::format)))
        .map(|row| row.text(submissions::source_file).to_owned())
        .collect()
}

fn parts<'r>(row: Row<'r, '_>) -> [&'r str; 3] {
    // The tables name their places alike.
    [
        projects::source_file,
        projects::source_sheet,
        projects::source_cell,
    ]
    .map(|name| row.text(name))
}

fn place_of(row: Row<'_, '_>) -> String {
    let known = parts(row).into_iter().filter(|part| !part.is_empty());
    known.collect::<Vec<_>>().join("!")
}

/// The same place without the folders, as an office knows it.
pub(super) fn place_in_office(row: Row<'_, '_>) -> String {
    let [file, sheet, cell] = parts(row);
    // The folders in an archive stay: the office packed them.
    let (disk, packed) = file.split_at(file.find('!').unwrap_or(file.len()));
    let name = disk.rsplit('/').next().unwrap_or(disk);
    let cell = [sheet, cell].into_iter().filter(|part| !part.is_empty());
    let cell = cell.collect::<Vec<_>>().join("!");
    format!("{name}{packed}　{cell}").trim().to_owned()
}

/// Numbers the findings of a list and puts every echo behind its root. Nothing is lost: an echo
/// without a root, or one of a ring, stands for itself.
pub(super) fn numbered<'a>(rows: &Rows<'a>) -> Rows<'a> {
    let all: Vec<Row<'_, 'a>> = rows.iter().collect();
    let causes = causes(&all);
    let mut echoes: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    let mut order: Vec<(usize, Value<'a>)> = Vec::new();
    let mut roots = Vec::new();
    for (at, row) in all.iter().enumerate() {
        match root(*row, &causes) {
            Some(root) => echoes.entry(root).or_default().push(at),
            None => roots.push(at),
        }
    }
    for (number, at) in (1_i64..).zip(roots) {
        order.push((at, Value::Count(number)));
        // Taken once: a second finding of the same id has no echoes of its own.
        let own = all
            .get(at)
            .and_then(|row| echoes.remove(&key(*row)))
            .unwrap_or_default();
        for (echo, at) in (1_u32..).zip(own) {
            order.push((at, Value::text(format!("{number}-{echo}"))));
        }
    }
    rows.ordered(NUMBER, order)
}

/// A finding within its file: two versions of a form have findings of the same id.
type Key<'r> = (&'r str, &'r str);

fn key<'r>(row: Row<'r, '_>) -> Key<'r> {
    (
        row.text(findings::finding_id),
        row.text(findings::source_file),
    )
}

/// For every finding in the list, the one that it names as its cause.
fn causes<'r>(all: &[Row<'r, '_>]) -> BTreeMap<Key<'r>, &'r str> {
    all.iter()
        .map(|row| (key(*row), row.text(findings::caused_by)))
        .collect()
}

/// The last finding on the way of causes; none for a finding that is its own root.
fn root<'r>(row: Row<'r, '_>, causes: &BTreeMap<Key<'r>, &'r str>) -> Option<Key<'r>> {
    let (_, file) = key(row);
    let mut seen = BTreeSet::from([key(row)]);
    let mut found = None;
    let mut cause = row.text(findings::caused_by);
    while !cause.is_empty() {
        let next = causes.get(&(cause, file))?;
        if !seen.insert((cause, file)) {
            return None;
        }
        found = Some((cause, file));
        cause = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(findings: &[(&'static str, &'static str)]) -> Vec<(String, Value<'static>)> {
        let column = |of: fn(&(&'static str, &'static str)) -> &'static str| {
            findings
                .iter()
                .map(|finding| Value::text(of(finding)))
                .collect::<Vec<_>>()
        };
        let rows = Rows::from_columns(vec![
            (findings::finding_id, column(|(id, _)| id)),
            (findings::caused_by, column(|(_, cause)| cause)),
            (findings::source_file, column(|_| "a.xlsx")),
        ]);
        let ordered = numbered(&rows);
        let listed = ordered.iter().map(|row| {
            (
                row.text(findings::finding_id).to_owned(),
                row.get(NUMBER).clone(),
            )
        });
        listed.collect()
    }

    #[test]
    fn echoes_follow_their_root() {
        let listed = listed(&[("e2", "e1"), ("a", ""), ("root", ""), ("e1", "root")]);
        let expected = [
            ("a".to_owned(), Value::Count(1)),
            ("root".to_owned(), Value::Count(2)),
            ("e2".to_owned(), Value::text("2-1")),
            ("e1".to_owned(), Value::text("2-2")),
        ];
        assert_eq!(listed, expected);
    }

    #[test]
    fn nothing_is_lost() {
        let listed = listed(&[("x", "y"), ("y", "x"), ("orphan", "gone"), ("self", "self")]);
        let mut ids: Vec<&str> = listed.iter().map(|(id, _)| id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, ["orphan", "self", "x", "y"]);
    }
}
