//! One form says the same in every format, wherever it stands on its sheet.

mod changes;
mod grids;
mod shift;

use std::fs;
use std::path::Path;

use jixiao::form::{Dictionary, Form, extract_book};
use jixiao::grid::{self, CellRef, Grid, Limits, Sheet};
use jixiao::intake::{Kind, sniff};
use jixiao::value::CellValue;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::form_file;
use crate::form_tree::Tree;
use crate::write::{Written, in_order};
use changes::{Changes, pages};
use shift::Shift;

/// Random variants of each fixture in each format.
const VARIANTS: u32 = 4;
/// Random places for each fixture.
const SHIFTS: u32 = 20;

struct Fixture {
    name: String,
    sheets: Vec<Sheet>,
}

/// The forms of `tests/forms`.
fn fixtures() -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|kind| kind == "form"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "tests/forms holds forms");
    paths
        .iter()
        .map(|path| Fixture {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            sheets: form_file::sheets(&fs::read_to_string(path).unwrap()),
        })
        .collect()
}

/// Does a file of some sheets give back what the format can tell of them?
fn comes_back(format: Written, sheets: &[Sheet]) -> Result<(), TestCaseError> {
    let bytes = format.bytes(sheets);
    let read = grid::read(format.read_as(), &bytes, &Limits::default());
    let workbook = read.map_err(|refusal| TestCaseError::fail(format!("{format:?}: {refusal}")))?;
    prop_assert_eq!(workbook.notes, [], "{:?}", format);
    let mut read: Vec<Sheet> = workbook.sheets.iter().map(in_order).collect();
    if !format.keeps().tabs {
        // The reader names the one sheet as it likes.
        for sheet in &mut read {
            sheet.name.clone_from(&sheets[0].name);
        }
    }
    let told = told(format, sheets);
    let differences = || Tree::of(&told).differences(&Tree::of(&read), &Tree::eq);
    prop_assert!(told == read, "{:?}: {:#?}", format, differences());
    Ok(())
}

fn told(format: Written, sheets: &[Sheet]) -> Vec<Sheet> {
    sheets.iter().map(|sheet| format.told(sheet)).collect()
}

/// So many cases, of which none is written down: the least one is in the message.
fn config(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 1_000,
        ..Config::default()
    }
}

/// Holds a property for every fixture, or says for which it does not, each with its least case.
fn for_every_form<S: Strategy>(
    cases: u32,
    strategy: impl Fn(&[Sheet]) -> S,
    test: impl Fn(&Fixture, S::Value) -> Result<(), TestCaseError>,
) {
    let faults: Vec<String> = fixtures()
        .iter()
        .filter_map(|fixture| {
            let mut runner = TestRunner::new(config(cases));
            let outcome = runner.run(&strategy(&fixture.sheets), |case| test(fixture, case));
            outcome
                .err()
                .map(|error| format!("{}: {error}", fixture.name))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    for Fixture { name, sheets } in fixtures() {
        for format in Written::ALL {
            for sheets in format.files(&sheets) {
                assert!(
                    format.bytes(sheets) == format.bytes(sheets),
                    "{name} {format:?}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn cells_and_merges_come_back_from_every_format(sheets in grids::sheets()) {
        for format in Written::ALL {
            for sheets in format.files(&sheets) {
                comes_back(format, sheets)?;
            }
        }
    }
}

#[test]
fn a_character_between_two_records_comes_back_whole() {
    // Records of .xls hold 4,112 units: of these texts, some must end in the middle of a character.
    for before in ["", "甲", "甲乙"] {
        let mut sheets = form_file::sheets("[sheet 表]\n合计\n");
        let grid = &mut sheets[0].grid;
        for row in 0..4 {
            let text = format!("{before}{}", "𠮷".repeat(3_000 + row));
            let at = CellRef::new(u32::try_from(row).unwrap(), 1);
            grid.put(at, CellValue::Text(text));
        }
        comes_back(Written::Xls, &sheets).unwrap();
    }
}

#[test]
fn the_sheets_of_forms_come_back_from_every_format() {
    let dictionary = Dictionary::shipped();
    for_every_form(
        VARIANTS,
        |_| Changes::any(),
        |fixture, changes| {
            let sheets = changes.apply(&fixture.sheets, &dictionary);
            for format in Written::ALL {
                for sheets in format.files(&sheets) {
                    comes_back(format, sheets)?;
                }
            }
            Ok(())
        },
    );
}

#[test]
fn forms_are_told_by_their_content_in_every_format() {
    for Fixture { name, sheets } in fixtures() {
        for format in Written::ALL {
            for sheets in format.files(&sheets) {
                let sniffed = sniff(&format.bytes(sheets));
                assert_eq!(
                    sniffed,
                    Ok(Kind::Workbook(format.read_as())),
                    "{name} {format:?}"
                );
            }
        }
    }
}

/// Forms that say something by their merged regions alone: headings over several columns, a remark
/// or an office across a row. Written without regions they are read otherwise.
const SPEAK_BY_MERGES: [&str; 5] = [
    "t10-yunnan-school-meal-2022",
    "t11-chengan-allowance-2020",
    "t11-hebei-canteen-2021",
    "t15-hunan-veterans-2018",
    "t24-ledger-office-headings-2024",
];

#[test]
fn forms_say_the_same_in_every_format() {
    let dictionary = Dictionary::shipped();
    let forms = |sheets: &[Sheet]| extract_book(sheets, &dictionary).forms;
    for_every_form(
        VARIANTS,
        |_| Changes::any(),
        |fixture, changes| {
            let sheets = changes.apply(&fixture.sheets, &dictionary);
            let speaks_by_merges = SPEAK_BY_MERGES.contains(&fixture.name.as_str());
            for format in unlike_formats() {
                if speaks_by_merges && !format.keeps().merges {
                    continue;
                }
                for sheets in format.files(&sheets) {
                    let (direct, told) = (forms(sheets), forms(&told(format, sheets)));
                    if format.keeps().whole_forms() {
                        prop_assert_eq!(&direct, &told, "{:?}", format);
                    }
                    let lost = statements(&direct).differences(&statements(&told), &Tree::eq);
                    prop_assert!(lost.is_empty(), "{:?}: {:#?}", format, lost);
                }
            }
            Ok(())
        },
    );
}

/// Of the formats that keep the same of a sheet only the first.
fn unlike_formats() -> Vec<Written> {
    let mut formats: Vec<Written> = Vec::new();
    for format in Written::ALL {
        if formats.iter().all(|other| other.keeps() != format.keeps()) {
            formats.push(format);
        }
    }
    formats
}

/// What some forms state and where.
fn statements(forms: &[Form]) -> Tree {
    Tree::of(&forms).statements()
}

#[test]
fn every_address_moves_with_its_value() {
    let dictionary = Dictionary::shipped();
    for_every_form(SHIFTS, Shift::of, |Fixture { sheets, .. }, shift| {
        let moved: Vec<Sheet> = sheets.iter().map(|sheet| shift.apply(sheet)).collect();
        let before = extract_book(sheets, &dictionary).forms;
        let after = extract_book(&moved, &dictionary).forms;
        prop_assert_eq!(before.len(), after.len(), "forms");
        for (before, after) in before.iter().zip(&after) {
            let pages = pages(before, sheets);
            let pages: Vec<&Grid> = pages.into_iter().map(|page| &moved[page].grid).collect();
            let same = |one: &Tree, two: &Tree| shift.agrees(one, two, &pages);
            let astray = Tree::of(before).differences(&Tree::of(after), &same);
            prop_assert!(astray.is_empty(), "{:#?}", astray);
        }
        Ok(())
    });
}
