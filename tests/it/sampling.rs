//! `jixiao sample` and the way back: projects are drawn, reviewers fill the book in, a run compares.

use std::path::Path;

use assert_cmd::Command;
use calamine::{Data, Range, Reader as _};
use rust_xlsxwriter::Workbook;

use crate::desk::{Desk, Row};

const BOOK: &str = "抽查复核表.xlsx";

fn desk() -> Desk {
    Desk::new()
        .take("椿树街道/困难群众救助服务所经费绩效自评表.xlsx")
        .take("什刹海街道/旅游旺季秩序维护项目绩效自评表.xls")
}

fn sample(desk: &Desk, arguments: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("jixiao")
        .unwrap()
        .env_remove("RUST_LOG")
        .args(["sample", "--year", "2024", "--input"])
        .arg(desk.input())
        .arg("--output")
        .arg(desk.output())
        .args(arguments)
        .assert()
}

/// A reviewer's work: the same sheets, saved by another program, with some cells filled in.
fn filled_in(
    path: &Path,
    fill: impl Fn(&str, &str) -> Option<(&'static str, &'static str)>,
) -> Vec<u8> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let mut filled = Workbook::new();
    for name in book.sheet_names() {
        let range: Range<Data> = book.worksheet_range(&name).unwrap();
        let sheet = filled.add_worksheet();
        sheet.set_name(&name).unwrap();
        for (row, col, value) in range.cells().filter(|(_, _, value)| **value != Data::Empty) {
            let (row, col) = (u32::try_from(row).unwrap(), u16::try_from(col).unwrap());
            match value {
                Data::Float(number) => sheet.write_number(row, col, *number).unwrap(),
                other => sheet.write_string(row, col, other.to_string()).unwrap(),
            };
        }
        for row in 0..range.height() {
            let level3 = range
                .get((row, 2))
                .map(ToString::to_string)
                .unwrap_or_default();
            if let Some((actual, score)) = fill(&name, &level3) {
                let row = u32::try_from(row).unwrap();
                sheet.write_string(row, 9, actual).unwrap();
                sheet.write_string(row, 10, score).unwrap();
            }
        }
    }
    filled.save_to_buffer().unwrap()
}

#[test]
fn what_reviewers_write_is_compared_on_the_next_run() {
    let desk = desk();
    let told = sample(&desk, &["--size", "2"]).code(0);
    let told = String::from_utf8_lossy(&told.get_output().stdout).into_owned();
    assert!(told.contains("从 2 个项目中抽取 2 个"), "{told}");

    let bytes = filled_in(&desk.output().join(BOOK), |_, level3| {
        (level3 == "项目预算控制数").then_some(("35.56041万元", "13.92"))
    });
    desk.put(&format!("output/{BOOK}"), &bytes);
    desk.run();

    let reviews = desk.rows("reviews");
    let [row]: [Row; 1] = reviews.try_into().unwrap();
    assert_eq!(row["project_name"], "困难群众救助服务所经费");
    assert_eq!(row["level3"], "项目预算控制数");
    let scores =
        ["score_declared", "score", "review_score", "difference"].map(|name| row[name].clone());
    assert_eq!(scores, ["15", "13.92", "13.92", "-1.08"]);
    assert!(
        row["review_note"].contains("见抽查复核表“"),
        "{}",
        row["review_note"]
    );
    assert!(
        desk.output().join(BOOK).exists(),
        "a run leaves the book alone"
    );

    let refused = sample(&desk, &[]).code(4);
    let complaint = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(complaint.contains("已有复核记录"), "{complaint}");
    assert_eq!(std::fs::read(desk.output().join(BOOK)).unwrap(), bytes);
}

#[test]
fn the_same_seed_draws_the_same_book() {
    let drawn = |seed: &str| {
        let desk = Desk::new();
        let command = sample_shipped(&desk, seed);
        command.code(0);
        std::fs::read(desk.output().join(BOOK)).unwrap()
    };
    assert_eq!(drawn("7"), drawn("7"));
    assert_ne!(drawn("7"), drawn("8"));
}

fn sample_shipped(desk: &Desk, seed: &str) -> assert_cmd::assert::Assert {
    Command::cargo_bin("jixiao")
        .unwrap()
        .env_remove("RUST_LOG")
        .args([
            "sample", "--quiet", "--year", "2024", "--seed", seed, "--input",
        ])
        .arg(crate::desk::shipped_input())
        .arg("--output")
        .arg(desk.output())
        .assert()
}

#[test]
fn a_damaged_book_stops_the_run_before_anything_is_written() {
    let desk = desk();
    desk.put(&format!("output/{BOOK}"), b"no workbook");
    let stopped = Command::cargo_bin("jixiao")
        .unwrap()
        .args(["--quiet", "--year", "2024", "--input"])
        .arg(desk.input())
        .arg("--output")
        .arg(desk.output())
        .assert()
        .code(4);
    let complaint = String::from_utf8_lossy(&stopped.get_output().stderr).into_owned();
    assert!(complaint.contains(BOOK), "{complaint}");
    assert_eq!(desk.outputs().len(), 1, "nothing but the book");
}
