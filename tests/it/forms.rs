//! Every form drawn in `tests/forms/` is read as a careful reader reads it, and stays read so.

use std::fmt::Write as _;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use jixiao::form::{Dictionary, Extracted, Family, extract_book};

use crate::form_dump::values;
use crate::form_facts::Facts;
use crate::form_file::sheets;

/// The drawn workbooks, by name.
fn drawn() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "form"))
        .collect();
    assert!(files.len() >= 60, "the forms are not where they were");
    files.sort();
    files
}

fn read(file: &Path) -> Extracted {
    let sheets = sheets(&fs::read_to_string(file).unwrap());
    extract_book(&sheets, &Dictionary::shipped())
}

fn name(file: &Path) -> String {
    file.file_stem().unwrap().to_string_lossy().into_owned()
}

#[test]
fn every_fact_of_the_source_is_read() {
    let mut report = String::new();
    for file in drawn() {
        let facts = fs::read_to_string(file.with_extension("facts")).unwrap();
        for difference in Facts::parse(&facts).differences(&read(&file).forms) {
            writeln!(report, "{}: {difference}", name(&file)).unwrap();
        }
    }
    let count = report.lines().count();
    assert_eq!(count, 0, "{count} values differ from the source:\n{report}");
}

#[test]
fn forms_stay_read_as_they_were() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    let changed: Vec<String> = settings.bind(|| {
        let files = drawn().into_iter();
        let differs = files.filter(|file| catch_unwind(|| is_as_before(file)).is_err());
        differs.map(|file| name(&file)).collect()
    });
    assert!(changed.is_empty(), "read otherwise: {changed:?}");
}

#[test]
fn every_family_is_drawn_and_described() {
    let read_as: Vec<String> = drawn()
        .iter()
        .flat_map(|file| read(file).forms)
        .map(|form| form.reading.family.name.clone())
        .collect();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/templates.zh.md");
    let page = fs::read_to_string(page).unwrap();
    for family in Family::all() {
        assert!(
            read_as.contains(&family.name),
            "no drawn form of {}",
            family.name
        );
        assert!(
            page.contains(&format!("| `{}` |", family.name)),
            "{} is not described",
            family.name
        );
    }
}

fn is_as_before(file: &Path) {
    let snapshot = format!("forms__{}", name(file));
    insta::assert_snapshot!(snapshot, dump(&read(file)));
}

fn dump(read: &Extracted) -> String {
    let mut text = String::new();
    for (number, form) in (1..).zip(&read.forms) {
        writeln!(text, "form {number}, sheet {}", form.sheet).unwrap();
        for value in values(form) {
            writeln!(text, "  {value}").unwrap();
        }
    }
    for note in &read.notes {
        writeln!(text, "{note:?}").unwrap();
    }
    text
}
