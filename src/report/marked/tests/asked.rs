//! From findings to copies, with a workbook of the shipped batch.

use super::*;
use crate::evaluate::ScoringPolicy;
use crate::form::Dictionary;
use crate::intake::Kind;
use crate::registry::Registry;
use crate::report::fixture::{Batch, Cells, frame};
use crate::submission::{Assessor, Submission, assess};
use crate::tables::columns::{FINDINGS, PROJECTS};

const FILE: &str = "椿树街道/困难群众救助服务所经费绩效自评表.xlsx";

fn submission(file: &str) -> Submission {
    let bytes = std::fs::read(shipped().join(FILE)).unwrap();
    let assessor = Assessor {
        dictionary: &Dictionary::shipped(),
        limits: &Limits::default(),
        scoring: &ScoringPolicy::default(),
        registry: &Registry::default(),
    };
    let mut submission = assess(FILE, &bytes, None, &assessor).remove(0);
    submission.source.file = file.to_owned();
    submission
}

/// A batch of that one file with these findings.
fn batch(rows: &[&[(&str, &str)]]) -> Batch {
    let submission = submission(FILE);
    let form = &submission.forms()[0];
    let (office, sheet) = (form.street_office(), form.form.sheet.as_str());
    let project: Cells<'_> = &[("street_office", office), ("source_file", FILE)];
    let fixed: Vec<Vec<(&str, &str)>> = rows
        .iter()
        .map(|row| {
            let mut row = row.to_vec();
            row.extend([
                ("street_office", office),
                ("source_file", FILE),
                ("source_sheet", sheet),
            ]);
            row
        })
        .collect();
    let rows: Vec<Cells<'_>> = fixed.iter().map(Vec::as_slice).collect();
    let mut batch = Batch::new();
    batch.tables.projects = frame(PROJECTS, &[project]);
    batch.tables.findings = frame(FINDINGS, &rows);
    batch.facts.input_root = shipped();
    batch.submissions = vec![submission];
    batch
}

const AMOUNT: Cells<'_> = &[
    ("finding_id", "1"),
    ("code", "B101"),
    ("severity", "warning"),
    ("message", "身份证号 11010519491231002X 写在这里"),
    ("declared", "35.5"),
    ("expected", "33"),
    ("source_cell", "E8"),
];
const SAME_CELL: Cells<'_> = &[
    ("finding_id", "2"),
    ("code", "S103"),
    ("severity", "error"),
    ("caused_by", "1"),
    ("message", "更重的问题"),
    ("source_cell", "E8"),
];
const OF_FILE: Cells<'_> = &[
    ("finding_id", "3"),
    ("code", "F101"),
    ("severity", "info"),
    ("message", "整张表的事"),
];
const DISMISSED: Cells<'_> = &[
    ("finding_id", "4"),
    ("code", "B102"),
    ("severity", "error"),
    ("message", "不必理会"),
    ("source_cell", "F8"),
    ("review_status", "不予处理"),
];

#[test]
fn a_note_says_what_is_wrong_and_what_to_do() {
    let batch = batch(&[AMOUNT, SAME_CELL, OF_FILE, DISMISSED]);
    let Copies { files, told } = copies(&batch.view());
    let names: Vec<String> = files.iter().map(OutFile::name).collect();
    assert_eq!(names.len(), 1, "{told:?}");
    assert_eq!((&told[0].made, told[0].places), (&Ok(names[0].clone()), 2));
    assert!(
        names[0].ends_with("/标注_困难群众救助服务所经费绩效自评表.xlsx"),
        "{names:?}"
    );
    let text = text(&files[0].bytes, "xl/comments1.xml");
    let expected = ">【jixiao核查】\n【错误】S103 成本超支仍得满分\n更重的问题\n办理：更正后重新报送\n连带：由本表另一处问题引起，那一处更正后请再核对此处\n\n【警告】B101 执行数超年初预算\n身份证号 110105********002X 写在这里\n填报：35.5；应为：33\n办理：核实；属实的说明原因<";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("【提示】F101 文件损坏或无法读取（针对整张表或整个文件）"));
    assert!(!text.contains("不必理会") && !text.contains("ref=\"F8\""));
}

#[test]
fn only_what_has_something_to_mark_is_copied() {
    assert!(copies(&batch(&[DISMISSED]).view()).told.is_empty());
    let mut off = batch(&[AMOUNT]);
    off.settings.marked_copies = false;
    assert!(copies(&off.view()).told.is_empty());
}

/// Why the only file was not marked.
fn why_not(batch: &Batch) -> String {
    let Copies { files, told } = copies(&batch.view());
    assert!(files.is_empty() && told.len() == 1 && told[0].file == FILE);
    told[0].made.as_ref().unwrap_err().to_string()
}

#[test]
fn a_file_that_has_changed_since_is_not_marked() {
    let mut batch = batch(&[AMOUNT]);
    batch.submissions[0].source.blake3 = "0".to_owned();
    assert!(why_not(&batch).contains("改动"));
    batch.facts.input_root = PathBuf::from("/nowhere");
    assert!(why_not(&batch).contains("不存在"));
    batch.submissions[0].source.format = Some(Kind::Workbook(Format::Xls));
    assert!(why_not(&batch).contains(".xlsx"));
}

#[test]
fn the_prefix_does_not_pile_up() {
    let named = |file: &str| {
        let mut submission = submission(file);
        let (archive, _) = file.split_once(".zip!").unwrap_or_default();
        submission.source.archive = (!archive.is_empty()).then(|| archive.to_owned());
        stem(&Wanted::for_tests(&submission.source))
    };
    assert_eq!(named("甲/标注_标注_表.xlsx"), "标注_表");
    assert_eq!(named("甲/包.zip!内/2024.1季度.xlsm"), "标注_2024.1季度");
    assert_eq!(named("无名"), "标注_无名");
    assert_eq!(named("甲!乙/急!表.xlsx"), "标注_急!表");
}
