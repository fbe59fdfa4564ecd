//! The page as a browser gets it, without the browser: that one is in `.ci/outputs/page/`.

use serde_json::Value;

use super::*;
use crate::report::fixture::{Batch, frame};
use crate::tables::columns::{FINDINGS, PROJECTS};

const HOSTILE: &str = "</script><script>alert(1)</script><!--{{data}}\u{2028}&amp;";

fn html(batch: &Batch) -> String {
    let files = files(&batch.view()).unwrap();
    String::from_utf8(files.into_iter().next().unwrap().bytes).unwrap()
}

fn block<'p>(page: &'p str, id: &str) -> &'p str {
    let start = format!("<script type=\"application/json\" id=\"{id}\">");
    let (_, rest) = page.split_once(&start).unwrap();
    rest.split_once("</script>").unwrap().0
}

fn data(batch: &Batch) -> Value {
    serde_json::from_str(block(&html(batch), "data")).unwrap()
}

/// A column of a table as texts, the unknown empty.
fn column(table: &Value, name: &str) -> Vec<String> {
    let columns = table["columns"].as_array().unwrap();
    let column = columns.iter().find(|one| one["name"] == name).unwrap();
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match column.get("values") {
        Some(values) => values.as_array().unwrap().iter().map(text).collect(),
        None => column["at"]
            .as_array()
            .unwrap()
            .iter()
            .map(|at| {
                at.as_u64().map_or(String::new(), |at| {
                    text(&column["words"][usize::try_from(at).unwrap()])
                })
            })
            .collect(),
    }
}

#[test]
fn the_tables_are_those_of_the_frames() {
    let batch = Batch::new();
    let data = data(&batch);
    let projects = &data["tables"]["projects"];
    assert_eq!(column(projects, "executed"), ["35.56041", "150.5"]);
    assert_eq!(column(projects, "initial_budget"), ["33", "100"]);
    assert_eq!(column(projects, "total_score_declared"), ["90", ""]);
    // Read as a browser reads it: the test's own reader would round the last digit.
    assert!(html(&batch).contains("[1.0,1.2541666666666667]"));
    assert_eq!(column(projects, "findings_error"), ["2", "1"]);
    let findings = &data["tables"]["findings"];
    assert_eq!(findings["rows"], 5);
    assert_eq!(
        column(findings, "code"),
        ["B102", "S103", "F101", "B101", "S106"]
    );
    assert_eq!(
        column(&data["tables"]["rollup"], "executed"),
        ["186.06041", "", "", ""]
    );
    let indicators: Value = serde_json::from_str(block(&html(&batch), "data-indicators")).unwrap();
    assert_eq!(column(&indicators, "score"), ["13.92", ""]);
}

#[test]
fn every_column_of_the_contract_is_there_but_telephone_numbers() {
    let data = data(&Batch::new());
    let columns = data["tables"]["projects"]["columns"].as_array().unwrap();
    let names: Vec<&str> = columns
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    for column in PROJECTS {
        assert_eq!(
            names.contains(&column.name),
            column.name != "phone",
            "{}",
            column.name
        );
    }
}

#[test]
fn codes_have_words_and_files_have_ways() {
    let data = data(&Batch::new());
    assert_eq!(data["words"]["severity"]["info"], "提示");
    assert_eq!(data["words"]["status"]["error"], "无法读取");
    assert_eq!(data["sources"]["A/B.xlsx"], "../input/A/B.xlsx");
    assert_eq!(data["offices"]["A/B"], "街道/A_B.xlsx");
    let redrawn = column(&data["tables"]["projects"], "redrawn_sheet");
    assert!(redrawn[1].starts_with("01 道路保洁"), "{redrawn:?}");
}

#[test]
fn text_of_an_input_stays_text() {
    let mut batch = Batch::new();
    batch.tables.projects = frame(
        PROJECTS,
        &[&[
            ("form_id", "f1"),
            ("street_office", HOSTILE),
            ("project_name", HOSTILE),
        ]],
    );
    batch.facts.district = HOSTILE.to_owned();
    let page = html(&batch);
    assert!(!page.contains("alert(1)</script>"));
    assert!(!page.contains("<!--{{data}}"));
    assert!(!block(&page, "data").contains('\u{2028}'));
    assert_eq!(page.matches("</script>").count(), 4);
    let data = data(&batch);
    assert_eq!(
        column(&data["tables"]["projects"], "project_name"),
        [HOSTILE]
    );
    assert_eq!(data["district"], HOSTILE);
}

#[test]
fn personal_numbers_are_masked_and_digests_are_not() {
    let mut batch = Batch::new();
    let file = "椿树街道/11010519491231002X.xlsx";
    batch.tables.findings = frame(
        FINDINGS,
        &[&[
            ("finding_id", "11010519491231002X"),
            ("message", "领款人 11010519491231002X，电话 13812345678"),
            ("source_file", file),
        ]],
    );
    let data = data(&batch);
    let findings = &data["tables"]["findings"];
    assert_eq!(column(findings, "finding_id"), ["11010519491231002X"]);
    let message = column(findings, "message").concat();
    assert!(
        !message.contains("19491231") && !message.contains("13812345678"),
        "{message}"
    );
    assert!(
        !column(findings, "source_file")
            .concat()
            .contains("19491231")
    );
    assert!(data["sources"].get(file).is_none());
}

#[test]
fn every_place_is_filled_and_nothing_is_loaded() {
    let page = html(&Batch::new());
    assert!(!assets_places().is_empty());
    for place in assets_places() {
        assert!(!page.contains(&place), "{place}");
    }
    for loading in [
        " src=",
        "<link",
        "@import",
        "url(",
        "fetch(",
        "XMLHttpRequest",
        "import(",
    ] {
        let own = [assets::PAGE]
            .into_iter()
            .chain(assets::STYLES)
            .chain(assets::SCRIPTS);
        assert!(
            own.into_iter().all(|text| !text.contains(loading)),
            "{loading}"
        );
    }
    assert!(page.contains("default-src 'none'") && page.contains("Apache License"));
}

fn assets_places() -> Vec<String> {
    let places = assets::PAGE.split("{{").skip(1);
    places
        .map(|rest| format!("{{{{{}}}}}", rest.split_once("}}").unwrap().0))
        .collect()
}

#[test]
fn no_script_parses_markup_or_ends_early() {
    for script in assets::SCRIPTS {
        for forbidden in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "http:",
            "https:",
            "Math.random",
            "Date",
        ] {
            assert!(!script.contains(forbidden), "{forbidden}");
        }
    }
    for script in assets::SCRIPTS.iter().chain([&assets::CHARTS]) {
        assert!(!script.contains("</script") && !script.contains("<!--"));
    }
}

/// The bureau's browsers may be some years old.
#[test]
fn scripts_keep_to_what_older_browsers_know() {
    for script in assets::SCRIPTS {
        for young in [
            "?.",
            "??",
            "||=",
            ".at(",
            ".replaceAll(",
            ".flat",
            "matchAll",
            "structuredClone",
        ] {
            assert!(!script.contains(young), "{young}");
        }
    }
    for style in assets::STYLES {
        for young in [
            "inset:",
            ":has(",
            "color-mix",
            "aspect-ratio",
            "@layer",
            "@container",
        ] {
            assert!(!style.contains(young), "{young}");
        }
    }
}

#[test]
fn the_page_is_only_made_where_it_is_wanted() {
    let mut batch = Batch::new();
    batch.settings.html = false;
    assert_eq!(files(&batch.view()).unwrap(), []);
}

#[test]
fn the_nonce_depends_on_the_data_alone() {
    let nonce = |batch: &Batch| {
        let page = html(batch);
        page.split("'nonce-")
            .nth(1)
            .unwrap()
            .split('\'')
            .next()
            .unwrap()
            .to_owned()
    };
    let batch = Batch::new();
    let mut other = Batch::new();
    other.facts.district = "乙".to_owned();
    assert_eq!(nonce(&batch), nonce(&batch));
    assert_ne!(nonce(&batch), nonce(&other));
}
