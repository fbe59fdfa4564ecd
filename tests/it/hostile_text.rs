//! Text of inputs that looks like a formula, markup, a link or a command, that no XML may hold or no
//! cell, is shown as text in every output and on the terminal.

mod district;
mod package;
mod page;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use calamine::Reader as _;
use jixiao::grid::{self, Format, Limits};
use polars::prelude::DataFrame;
use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;

use self::texts::TEXTS;
use crate::desk::Row;

/// What one run made of the district; it serves all tests.
struct Outcome {
    /// By their paths below the output folder.
    outputs: BTreeMap<String, Vec<u8>>,
    /// Every file of the desk, below it.
    files: BTreeSet<PathBuf>,
}

static OUTCOME: LazyLock<Outcome> = LazyLock::new(|| {
    let desk = district::desk();
    desk.run();
    let root = desk.input().parent().unwrap().to_owned();
    let all = walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap);
    let below = |path: &Path| path.strip_prefix(&root).unwrap().to_owned();
    Outcome {
        outputs: desk.outputs(),
        files: all.map(|entry| below(entry.path())).collect(),
    }
});

/// The outputs of this extension.
fn outputs(extension: &str) -> impl Iterator<Item = (&'static String, &'static Vec<u8>)> {
    let is_meant = move |name: &str| {
        Path::new(name)
            .extension()
            .is_some_and(|is| is == extension)
    };
    OUTCOME
        .outputs
        .iter()
        .filter(move |(name, _)| is_meant(name))
}

fn workbooks() -> impl Iterator<Item = (&'static String, &'static Vec<u8>)> {
    outputs("xlsx")
}

fn parquet(table: &str) -> DataFrame {
    let bytes = &OUTCOME.outputs[&format!("data/{table}.parquet")];
    ParquetReader::new(Cursor::new(bytes)).finish().unwrap()
}

/// The texts of a column; an unknown one is empty.
fn texts_of(frame: &DataFrame, column: &str) -> Vec<String> {
    let texts = frame.column(column).unwrap().str().unwrap();
    texts
        .iter()
        .map(|text| text.unwrap_or_default().to_owned())
        .collect()
}

/// What a reader leaves of a text: blanks at its ends are no part of it.
fn read(text: &str) -> String {
    text.trim().to_owned()
}

/// The texts of a column below its heading, as calamine reads them.
fn under(bytes: &[u8], sheet: &str, heading: &str) -> Vec<String> {
    let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let mut rows = range
        .rows()
        .skip_while(|row| !row.iter().any(|cell| *cell == heading));
    let at = rows
        .next()
        .unwrap()
        .iter()
        .position(|cell| *cell == heading)
        .unwrap();
    rows.map(|row| row[at].to_string()).collect()
}

#[test]
fn the_checks_see_harm() {
    let harm = |check: &(dyn Fn() + std::panic::RefUnwindSafe)| {
        assert!(std::panic::catch_unwind(check).is_err());
    };
    for xml in [
        "<a>\u{1}</a>",
        "<a>&#1;</a>",
        "<a b=\"&x;\"/>",
        "<a>",
        "<a></b>",
        "<a>]]></a>",
    ] {
        harm(&|| package::well_formed("", xml.as_bytes()));
    }
    package::well_formed("", "<a b=\"&lt;\">&#x20;]]&gt;</a>".as_bytes());
    for formula in [
        "HYPERLINK(\"x\")",
        "cmd|' /C calc'!A0",
        "'[1]S'!A1",
        "NOW()",
        "SUM(NOW())",
    ] {
        assert!(!package::is_ours(formula), "{formula}");
    }
    for formula in [
        "SUM(E4:E9)",
        "ROUND(AVERAGE(A1:A3),2)/B1-B2",
        "SUM('项目明细'!F4:F9)",
    ] {
        assert!(package::is_ours(formula), "{formula}");
    }
    let page = std::str::from_utf8(&OUTCOME.outputs["报告.html"]).unwrap();
    for markup in [
        "<script>alert(1)</script>",
        "<img src=x>",
        "<b onclick=\"x\">",
        "<a href=\"javascript:x\">",
    ] {
        let with = page.replacen("<main", &format!("{markup}<main"), 1);
        assert_ne!(with, page);
        harm(&|| page::inert(&with));
    }
}

#[test]
fn no_workbook_acts_and_all_of_its_parts_are_xml() {
    let mut count = 0;
    for (name, bytes) in workbooks() {
        package::inert(name, bytes, &OUTCOME.files);
        count += 1;
    }
    assert!(count > 40, "{count}");
}

#[test]
fn every_workbook_opens_with_every_sheet() {
    for (name, bytes) in workbooks() {
        let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
        for sheet in book.sheet_names() {
            let range = book.worksheet_range(&sheet);
            range.unwrap_or_else(|error| panic!("{name} {sheet}: {error}"));
            let formulas = book.worksheet_formula(&sheet).unwrap();
            for formula in formulas.used_cells().map(|(_, _, formula)| formula) {
                assert!(package::is_ours(formula), "{name} {sheet}: {formula}");
                let adds_up = ["全区汇总.xlsx", "异常清单.xlsx"].contains(&name.as_str());
                assert!(adds_up, "{name} {sheet}: {formula}");
            }
            let mut sheet_name = sheet.encode_utf16();
            assert!(sheet_name.by_ref().count() <= 31, "{name} {sheet}");
            assert!(
                !sheet.contains(['[', ']', ':', '*', '?', '/', '\\']),
                "{name} {sheet}"
            );
        }
        let read = grid::read(Format::Xlsx, bytes, &Limits::default()).unwrap();
        assert_eq!(read.notes.len(), 0, "{name}: {:?}", read.notes);
    }
}

#[test]
fn what_was_typed_is_in_the_data_and_in_the_workbooks() {
    let projects = parquet("projects");
    let names = texts_of(&projects, "project_name");
    let typed = TEXTS.map(read);
    for text in &typed {
        assert!(names.contains(text), "{text:?} is not among {names:?}");
    }
    let whole = "长=1+1<b>".repeat(district::LONG / 8);
    assert_eq!(names.iter().filter(|name| **name == whole).count(), 2);
    for column in ["supervising_department", "project_lead"] {
        let texts: BTreeSet<String> = texts_of(&projects, column).into_iter().collect();
        assert!(typed.iter().all(|text| texts.contains(text)), "{column}");
    }
    let indicators = parquet("indicators");
    for column in ["target_text", "actual_text", "deviation_reason"] {
        let texts = texts_of(&indicators, column);
        let texts: BTreeSet<String> = texts.iter().map(|text| read(text)).collect();
        let missing = typed.iter().find(|text| !texts.contains(*text));
        assert_eq!(missing, None, "{column}");
    }
    // Names of indicators are kept without signs that cannot be seen.
    let texts = texts_of(&indicators, "level3");
    let texts: BTreeSet<String> = texts.iter().map(|text| package::legible(text)).collect();
    let mut legible = typed.iter().map(|text| package::legible(text));
    assert_eq!(legible.find(|text| !texts.contains(text)), None);
    let shown = under(&OUTCOME.outputs["全区汇总.xlsx"], "项目明细", "项目名称");
    for name in &names {
        let cut = shown.iter().any(|shown| {
            let kept = shown.strip_suffix("…（截断，全文见 data/projects.csv）");
            kept.is_some_and(|kept| {
                name.starts_with(kept) && shown.encode_utf16().count() == 32_767
            })
        });
        let is_long = name.encode_utf16().count() > 32_767;
        assert!(shown.contains(name) || (is_long && cut), "{name:?}");
    }
}

#[test]
fn forms_are_drawn_and_noted_with_what_was_typed() {
    let mut lists = workbooks().filter(|(name, _)| name.matches('/').count() == 1);
    let (_, bytes) = lists.next().unwrap();
    let mut book = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut drawn = BTreeSet::new();
    for sheet in book.sheet_names().split_off(3) {
        let range = book.worksheet_range(&sheet).unwrap();
        let mut rows = range.rows();
        let row = rows.find(|row| row[0] == "项目名称").unwrap();
        drawn.insert(read(&row[2].to_string()));
    }
    let parts = package::parts(bytes);
    let notes = parts
        .iter()
        .filter(|(part, _)| part.starts_with("xl/comments"));
    let notes = notes.map(|(_, xml)| package::texts(std::str::from_utf8(xml).unwrap()).concat());
    let notes = package::legible(&notes.collect::<String>());
    for text in TEXTS.map(read) {
        // Where XML has no place for a sign, a sign of replacement is drawn.
        let shown = text.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}");
        assert!(drawn.contains(&shown), "{text:?}");
        assert!(notes.contains(&package::legible(&text)), "{text:?}");
    }
    let cut = |shown: &&String| {
        shown.ends_with("…（截断，全文见原表）") && shown.encode_utf16().count() == 32_767
    };
    assert_eq!(drawn.iter().filter(cut).count(), 1);
    assert!(drawn.len() >= TEXTS.len(), "{}", drawn.len());
}

#[test]
fn csv_files_hold_no_formula_and_the_same_text() {
    let starts = ['=', '+', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    for (name, bytes) in outputs("csv") {
        let text = std::str::from_utf8(bytes).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for row in reader.records() {
            for field in &row.unwrap_or_else(|error| panic!("{name}: {error}")) {
                assert!(!field.starts_with(starts), "{name}: {field:?}");
                let is_negative = field.parse::<f64>().is_ok();
                assert!(!field.starts_with('-') || is_negative, "{name}: {field:?}");
            }
        }
    }
    for (table, column) in [
        ("projects", "project_name"),
        ("indicators", "deviation_reason"),
        ("findings", "message"),
    ] {
        let text = std::str::from_utf8(&OUTCOME.outputs[&format!("data/{table}.csv")]).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows = reader.deserialize().map(Result::<Row, _>::unwrap);
        let texts: Vec<String> = rows.map(|mut row| row.remove(column).unwrap()).collect();
        for (shown, text) in texts.iter().zip(texts_of(&parquet(table), column)) {
            let guarded = text.starts_with(starts) || text.starts_with('-');
            let expected = format!("{}{text}", if guarded { "'" } else { "" });
            assert_eq!(*shown, expected, "{table}");
        }
    }
}

#[test]
fn names_of_outputs_are_legal_everywhere() {
    for name in OUTCOME.outputs.keys() {
        for piece in name.split('/') {
            let illegal = |c: char| {
                c.is_control() || "<>:\"|?*\\".contains(c) || ('\u{202A}'..='\u{202E}').contains(&c)
            };
            assert!(!piece.contains(illegal), "{name}");
            assert!(!piece.ends_with([' ', '.']) && piece.len() <= 255, "{name}");
            let stem = piece.split('.').next().unwrap().to_uppercase();
            assert!(
                !["CON", "PRN", "AUX", "NUL", "COM1", "LPT1"].contains(&stem.as_str()),
                "{name}"
            );
        }
    }
}

#[test]
fn the_page_holds_text_as_data_only() {
    let html = std::str::from_utf8(&OUTCOME.outputs["报告.html"]).unwrap();
    page::inert(html);
    let data = page::blocks(html);
    let known: String = data.iter().map(ToString::to_string).collect();
    for text in TEXTS.map(read) {
        let text = serde_json::to_string(&text).unwrap();
        let inner = text.trim_matches('"');
        assert!(known.contains(inner), "{inner}");
    }
}

#[test]
fn the_record_of_the_run_is_json() {
    let record: serde_json::Value = serde_json::from_slice(&OUTCOME.outputs["run.json"]).unwrap();
    let text = record.to_string();
    assert!(text.contains("<script>alert(9)</script>{{data}}"), "{text}");
}

#[test]
fn notes_of_marked_copies_say_what_was_typed() {
    let mut seen = 0;
    for (name, bytes) in workbooks().filter(|(name, _)| name.contains("/标注_")) {
        let (_, file) = name.split_once("/标注_").unwrap();
        let Some(number) = file
            .strip_suffix(".xlsx")
            .and_then(|number| number.parse::<usize>().ok())
        else {
            continue;
        };
        let text = read(TEXTS[number - 1]);
        let comments = package::parts(bytes).remove("xl/comments1.xml").unwrap();
        let said = package::texts(&String::from_utf8(comments).unwrap()).concat();
        let said = package::legible(&said);
        let expected = package::legible(&text);
        assert!(
            said.contains(&expected),
            "{name}: {expected:?} is not in {said:?}"
        );
        seen += 1;
    }
    assert_eq!(seen, TEXTS.len());
}

#[test]
fn nothing_on_the_terminal_is_a_command() {
    let desk = district::desk();
    let is_command = |c: &char| {
        (c.is_control() && *c != '\n')
            || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    for arguments in [
        &["check"][..],
        &["check", "--format", "files"],
        &["check", "--format", "json"],
        &["check", "--color", "always"],
        &["rules", "--format", "json"],
        &["explain", "U901"],
        &["run", "--output", "again"],
        &["run", "--output", "again", "--color", "always"],
    ] {
        let said = match arguments[0] {
            "check" => desk.ends_with(1, arguments),
            "run" => desk.ends_with(0, arguments),
            _ => desk.says(arguments),
        };
        let plain = ["1", "0", "33", "36", "1;31"]
            .iter()
            .fold(said, |said, paint| {
                said.replace(&format!("\u{1b}[{paint}m"), "")
            });
        let commands: BTreeSet<char> = plain.chars().filter(is_command).collect();
        assert!(commands.is_empty(), "{arguments:?}: {commands:?}");
        assert!(
            arguments[0] != "check" || plain.contains("=HYPERLINK"),
            "{arguments:?}"
        );
    }
}
