//! `街道/<office>/标注_<file>`: the office's own workbook back, marked at the cells of the findings.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _, Write as _};

use jixiao::grid::{self, CellRef, Format, Limits, Sheet};
use zip::write::SimpleFileOptions;

use crate::desk::{Desk, Row, shipped_input};

const REFERENCE: &str = "椿树街道/困难群众救助服务所经费绩效自评表.xlsx";

/// A part of a package as text.
fn part(package: &[u8], name: &str) -> Option<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut text = String::new();
    zip.by_name(name).ok()?.read_to_string(&mut text).unwrap();
    Some(text)
}

/// The values of an attribute in a text.
fn values<'t>(text: &'t str, element: &str, attribute: &str) -> Vec<&'t str> {
    let begin = format!("<{element} ");
    text.split(&begin)
        .skip(1)
        .map(|rest| rest.split(&format!("{attribute}=\"")).nth(1).unwrap())
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

/// Sheet and cell of every note in a workbook, with what it says.
fn notes(package: &[u8]) -> BTreeMap<(String, String), String> {
    let mut notes = BTreeMap::new();
    let sheets = grid::read(Format::Xlsx, package, &Limits::default())
        .unwrap()
        .sheets;
    // These workbooks number their sheets' parts as they list them.
    for (sheet, number) in sheets.iter().zip(1..) {
        let rels = format!("xl/worksheets/_rels/sheet{number}.xml.rels");
        let targets = part(package, &rels).unwrap_or_default();
        let targets = values(&targets, "Relationship", "Target");
        let Some(target) = targets.iter().find(|target| target.contains("/comments")) else {
            continue;
        };
        let text = part(package, target.trim_start_matches('/')).unwrap();
        for (at, said) in values(&text, "comment", "ref")
            .iter()
            .zip(text.split("<comment ").skip(1))
        {
            notes.insert((sheet.name.clone(), (*at).to_owned()), said.to_owned());
        }
    }
    notes
}

/// The cell that shows for this one.
fn shown(sheets: &[Sheet], sheet: &str, at: &str) -> String {
    let cell: CellRef = at.parse().unwrap();
    let sheet = sheets.iter().find(|one| one.name == sheet).unwrap();
    let mut merges = sheet.grid.merges();
    let first = merges
        .find(|merge| merge.contains(cell))
        .map(|merge| merge.first);
    first.unwrap_or(cell).to_string()
}

/// The marked copies by the name of the file that they are of.
fn copies(desk: &Desk) -> BTreeMap<String, Vec<u8>> {
    let outputs = desk.outputs().into_iter();
    let marked = outputs.filter_map(|(name, bytes)| {
        let file = name
            .rsplit('/')
            .next()
            .unwrap()
            .strip_prefix("标注_")?
            .to_owned();
        Some((file, bytes))
    });
    marked.collect()
}

#[test]
fn notes_stand_at_the_cells_of_the_findings_and_nowhere_else() {
    let desk = Desk::new();
    desk.run_on(&shipped_input());
    let (findings, submissions) = (desk.rows("findings"), desk.rows("submissions"));
    let copies = copies(&desk);
    let mut seen = 0;
    for file in submissions
        .iter()
        .filter(|row| row["format"] == "xlsx" && !["", "0"].contains(&row["forms"].as_str()))
    {
        let source = &file["source_file"];
        let of_file: Vec<&Row> = findings
            .iter()
            .filter(|row| row["source_file"] == *source)
            .collect();
        let name = source.rsplit(['/', '!']).next().unwrap();
        let Some(copy) = copies.get(name) else {
            assert!(of_file.is_empty(), "{source} has findings and no copy");
            continue;
        };
        let sheets = grid::read(Format::Xlsx, copy, &Limits::default())
            .unwrap()
            .sheets;
        let notes = notes(copy);
        let mut expected = BTreeSet::new();
        for row in &of_file {
            let sheet = &row["source_sheet"];
            if row["source_cell"].is_empty() {
                assert!(
                    notes.values().any(|said| said.contains(&row["code"])),
                    "{source} {row:?}"
                );
                continue;
            }
            let at = shown(&sheets, sheet, &row["source_cell"]);
            let place = (sheet.clone(), at);
            let said = notes
                .get(&place)
                .unwrap_or_else(|| panic!("{source} {place:?}"));
            assert!(said.contains(&row["code"]), "{source} {place:?}: {said}");
            expected.insert(place);
            seen += 1;
        }
        let beyond: Vec<&String> = notes
            .iter()
            .filter(|(place, _)| !expected.contains(place))
            .map(|(_, said)| said)
            .collect();
        let about_the_whole = beyond
            .iter()
            .all(|said| said.contains("针对整张表或整个文件"));
        assert!(about_the_whole, "{source}: {beyond:?}");
    }
    assert!(seen >= 100, "{seen}");
    assert_eq!(copies.len(), copies.keys().collect::<BTreeSet<_>>().len());
}

#[test]
fn values_are_the_same_as_in_what_was_sent() {
    let desk = Desk::new().take(REFERENCE);
    desk.run();
    let sent = std::fs::read(shipped_input().join(REFERENCE)).unwrap();
    let (_, copy) = copies(&desk).pop_first().unwrap();
    let read = |bytes: &[u8]| {
        grid::read(Format::Xlsx, bytes, &Limits::default())
            .unwrap()
            .sheets
    };
    assert_eq!(read(&sent), read(&copy));
}

#[test]
fn a_copy_that_comes_back_is_read_like_any_file_and_marked_once() {
    let first = Desk::new().take(REFERENCE);
    first.run();
    let outputs = first.outputs();
    let (name, copy) = outputs
        .iter()
        .find(|(name, _)| name.contains("标注_"))
        .unwrap();
    let back = Desk::new();
    let file = name.rsplit('/').next().unwrap();
    back.put(&format!("input/椿树街道/{file}"), copy);
    back.run();
    let again = back.outputs();
    assert_eq!(again.get(name), Some(copy), "{:?}", again.keys());
    let cells = |desk: &Desk| -> Vec<(String, String)> {
        let rows = desk.rows("findings");
        rows.iter()
            .map(|row| (row["code"].clone(), row["source_cell"].clone()))
            .collect()
    };
    assert_eq!(cells(&first), cells(&back));
}

#[test]
fn a_workbook_in_an_archive_comes_back_too() {
    let bytes = std::fs::read(shipped_input().join(REFERENCE)).unwrap();
    let zipped = |name: &str, bytes: &[u8]| {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap().into_inner()
    };
    let desk = Desk::new();
    let inner = zipped("内/表.xlsx", &bytes);
    desk.put("input/椿树街道/包.zip", &zipped("内.zip", &inner));
    desk.run();
    let alone = Desk::new().take(REFERENCE);
    alone.run();
    let (name, copy) = copies(&desk).pop_first().unwrap();
    assert_eq!(name, "表.xlsx");
    assert!(
        notes(&copy)
            .keys()
            .eq(notes(&copies(&alone).pop_first().unwrap().1).keys())
    );
}

#[test]
fn copies_can_be_switched_off() {
    let desk = Desk::new().take(REFERENCE);
    desk.put("jixiao.yaml", b"report: {marked_copies: false}\n");
    let config = desk.input().with_file_name("jixiao.yaml");
    desk.run_with(&desk.input(), &["--config", config.to_str().unwrap()]);
    assert!(copies(&desk).is_empty());
}
