//! The forms of an office with their findings and the sheets on which they are drawn again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::FOLDER;
use super::form::{Drawing, Marks, address};
use super::places::{Place, Places, Source, source};
use crate::form::Form;
use crate::grid::CellRef;
use crate::report::link::{Link, Links};
use crate::report::listing;
use crate::report::rows::{Row, Rows, Value};
use crate::submission::{Assessed, Submission};
use crate::tables::columns::{findings, projects};
use crate::value::sensitive::masked;

/// The way to the cell of a finding on the form that is drawn again.
pub(super) const DRAWN: &str = "drawn";

/// A form of an office, drawn again.
pub(super) struct FormSheet<'a> {
    /// Where.
    pub(super) place: Place,
    /// 项目名称, masked.
    pub(super) project: String,
    /// The office's own file and sheet.
    pub(super) source: String,
    pub(super) drawing: Drawing<'a>,
    /// Its findings, numbered as on the notice.
    pub(super) findings: Rows<'a>,
    pub(super) marks: Marks,
    /// Which findings of the office these are.
    members: Vec<usize>,
}

/// Every form that counts, by its place.
pub(super) fn by_place(submissions: &[Submission]) -> BTreeMap<Source, &Assessed> {
    let mut forms = BTreeMap::new();
    for submission in submissions {
        for assessed in submission.counting_forms() {
            let form = &assessed.form;
            let source = (
                submission.source.file.clone(),
                form.sheet.clone(),
                form.area.first.to_string(),
            );
            forms.insert(source, assessed);
        }
    }
    forms
}

/// The sheets of an office's forms, in their order.
pub(super) fn sheets<'a>(
    own: &[&Rows<'a>],
    found: &Rows<'a>,
    places: &Places,
    sources: &BTreeMap<Source, &'a Assessed>,
) -> Vec<FormSheet<'a>> {
    // Two sheets of one name in one file are one place: it is drawn once.
    let mut drawn = BTreeSet::new();
    let forms: Vec<(Row<'_, 'a>, &'a Assessed)> = own
        .iter()
        .flat_map(|rows| rows.iter())
        .filter(|row| drawn.insert(source(*row)))
        .filter_map(|row| Some((row, *sources.get(&source(row))?)))
        .collect();
    let members = members(&forms, found);
    let sheets = forms.into_iter().enumerate();
    let sheets = sheets.filter_map(|(index, (row, assessed))| {
        let place = places.form(row)?.clone();
        let own = members.get(&index).cloned().unwrap_or_default();
        Some(sheet(place, row, &assessed.form, found, own))
    });
    sheets.collect()
}

fn sheet<'a>(
    place: Place,
    row: Row<'_, 'a>,
    form: &'a Form,
    found: &Rows<'a>,
    members: Vec<usize>,
) -> FormSheet<'a> {
    let order = members.iter().map(|at| (*at, Value::Unknown)).collect();
    let findings = found.ordered(DRAWN, order);
    let drawing = Drawing::of(form);
    let marks = Marks::of(&drawing, form, &findings);
    FormSheet {
        place,
        project: masked(row.text(projects::project_name)),
        source: masked(&listing::place_in_office(row)),
        drawing,
        findings,
        marks,
        members,
    }
}

/// Which findings are about which form, by their numbers. Those about files and about forms that do
/// not count are about none.
fn members(forms: &[(Row<'_, '_>, &Assessed)], found: &Rows<'_>) -> BTreeMap<usize, Vec<usize>> {
    let mut named: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (index, (row, assessed)) in forms.iter().enumerate() {
        let key = (assessed.form_id.as_str(), row.text(projects::source_file));
        named.entry(key).or_default().push(index);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, row) in found.iter().enumerate() {
        let key = (row.text(findings::form_id), row.text(findings::source_file));
        let candidates = named.get(&key).map_or(&[][..], Vec::as_slice);
        if let Some(index) = about(row, candidates, forms) {
            members.entry(index).or_default().push(at);
        }
    }
    members
}

/// Of forms of one id in one file, the one in whose area the finding's cell lies; else one on its sheet.
fn about(
    row: Row<'_, '_>,
    candidates: &[usize],
    forms: &[(Row<'_, '_>, &Assessed)],
) -> Option<usize> {
    let sheet = row.text(findings::source_sheet);
    let cell: Option<CellRef> = row.text(findings::source_cell).parse().ok();
    let form = |index: &&usize| forms.get(**index).map(|(_, assessed)| &assessed.form);
    let stands = |index: &&usize| form(index).is_some_and(|form| form.stands_on(sheet));
    let holds = |index: &&usize| {
        let held = form(index).zip(cell);
        held.is_some_and(|(form, cell)| form.sheet != sheet || form.area.contains(cell))
    };
    let mut on_sheet = candidates.iter().filter(stands);
    let within = candidates.iter().filter(stands).find(holds);
    within
        .or_else(|| on_sheet.next())
        .or_else(|| candidates.first())
        .copied()
}

/// The findings of an office, each with the way to the cell that is drawn again; to the form, where
/// the cell is not drawn; none where no form is.
pub(super) fn with_ways<'a>(found: &Rows<'a>, forms: &[FormSheet<'_>], from: &str) -> Rows<'a> {
    let mut ways: BTreeMap<usize, Value<'a>> = BTreeMap::new();
    for form in forms {
        for (at, block) in form.members.iter().zip(&form.marks.blocks) {
            let cell = block.map_or_else(|| "A1".to_owned(), address);
            ways.insert(*at, way(from, &form.place, &cell));
        }
    }
    let order = (0..found.len()).map(|at| (at, ways.remove(&at).unwrap_or_default()));
    found.ordered(DRAWN, order.collect())
}

/// From the office's workbook to a cell of a form that is drawn again there or in a further one.
pub(super) fn way<'a>(from: &str, place: &Place, cell: &str) -> Value<'a> {
    if place.file == from {
        return Value::Link(Link::within(&place.sheet, cell));
    }
    let below = place.file.strip_prefix(FOLDER).unwrap_or(&place.file);
    let link = Links::among_outputs().to(below.trim_start_matches('/'), &place.sheet, cell);
    link.map_or(Value::Unknown, Value::Link)
}

/// From a further workbook to the notice.
pub(super) fn way_back(from: &str, notice: &str) -> Option<Link> {
    let folder = Path::new(from).parent()?;
    let name = Path::new(notice).file_name()?.to_str()?;
    Links::new(folder, Path::new(FOLDER)).to(name, super::NOTICE, "A1")
}
