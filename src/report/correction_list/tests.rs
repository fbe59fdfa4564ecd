//! The workbooks of an office as it opens them: nothing that was found is lost, whatever the projects
//! are called and however many there are.

use std::io::{Cursor, Read as _};

use crate::decision::{Review, Status};
use crate::finding::{Finding, Severity};
use crate::grid::{self, CellRef, Format, Limits, Workbook};
use crate::registry::Registry;
use crate::report::OutFile;
use crate::report::fixture::Batch;
use crate::submission::{Outcome, Roster, Submission};
use crate::tables::fixture::{self, Project, REFERENCE};
use crate::tables::{self, QualitySettings};
use crate::value::Day;

const FILE: &str = "椿树街道/a.xlsx";
const OFFICE: &str = "街道/椿树街道.xlsx";

fn batch(submissions: Vec<Submission>, findings: Vec<Finding>, review: &Review) -> Batch {
    let registry = Registry::default();
    let tables = tables::build(&tables::Batch {
        submissions: &submissions,
        findings: &findings,
        runs: &[],
        review,
        rules: &[],
        roster: &Roster::of(&submissions, &registry, None),
        successions: &[],
        registry: &registry,
        policy: &crate::evaluate::ScoringPolicy::default(),
        review_book: None,
        comparisons: &crate::comparison::Comparisons::default(),
        quality: &QualitySettings::default(),
    });
    Batch {
        tables: tables.unwrap(),
        submissions,
        findings,
        ..Batch::new()
    }
}

fn made(batch: &Batch) -> Vec<OutFile> {
    super::files(&batch.view()).unwrap()
}

fn book<'f>(files: &'f [OutFile], name: &str) -> (&'f OutFile, Workbook) {
    let file = files.iter().find(|file| file.name() == name).unwrap();
    let book = grid::read(Format::Xlsx, &file.bytes, &Limits::default()).unwrap();
    (file, book)
}

/// All texts of a sheet.
fn texts(book: &Workbook, sheet: &str) -> String {
    let mut sheets = book.sheets.iter();
    let sheet = sheets.find(|known| known.name == sheet).unwrap();
    let cells = sheet
        .grid
        .cells()
        .map(|(_, value)| value.text().into_owned());
    cells.collect::<Vec<_>>().join("\n")
}

/// All parts of a workbook whose path begins so.
fn parts(file: &OutFile, start: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(&file.bytes)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let mut all = String::new();
    for name in names.iter().filter(|name| name.starts_with(start)) {
        archive
            .by_name(name)
            .unwrap()
            .read_to_string(&mut all)
            .unwrap();
    }
    all
}

fn found(id: &str, at: Option<&str>, message: &str) -> Finding {
    let cell: Option<CellRef> = at.map(|at| at.parse().unwrap());
    Finding {
        id: id.to_owned(),
        at: cell,
        message: message.to_owned(),
        ..fixture::finding(FILE, &REFERENCE, "S103", Severity::Error)
    }
}

#[test]
fn every_finding_is_on_its_cell_or_in_a_list() {
    let findings = vec![
        found("cell", Some("E8"), "有格的问题"),
        found("elsewhere", Some("Z99"), "未绘出的格"),
        found("form", None, "整张表的问题"),
        Finding {
            message: "文件的问题".to_owned(),
            ..fixture::file_finding(FILE, "椿树街道", "F105", Severity::Info)
        },
    ];
    let submissions = vec![fixture::submission(FILE, &[REFERENCE])];
    let files = made(&batch(submissions, findings, &Review::default()));
    let (file, book) = book(&files, OFFICE);
    let notes = parts(file, "xl/comments");
    assert!(
        notes.contains("有格的问题") && notes.contains("<comment ref=\"F7\""),
        "{notes}"
    );
    assert!(!notes.contains("未绘出的格"));
    let form = texts(&book, "01 民生保障便民服务项目");
    for message in ["有格的问题", "未绘出的格", "整张表的问题"] {
        assert!(form.contains(message), "{message}");
    }
    assert!(!form.contains("文件的问题"));
    for sheet in ["整改通知", "问题清单"] {
        assert!(texts(&book, sheet).contains("文件的问题"), "{sheet}");
    }
    let authors = notes.matches("<author>").count();
    assert_eq!(
        (authors, notes.contains("<author>jixiao</author>")),
        (1, true)
    );
}

#[test]
fn of_two_forms_on_one_sheet_each_has_its_own_findings() {
    let mut submission = fixture::submission(FILE, &[REFERENCE, REFERENCE]);
    if let Outcome::Assessed { forms, .. } = &mut submission.outcome {
        forms[1].form.area = "A40:J67".parse().unwrap();
    }
    let findings = vec![
        found("one", Some("E8"), "上一张的问题"),
        found("other", Some("E50"), "下一张的问题"),
    ];
    let files = made(&batch(vec![submission], findings, &Review::default()));
    let (_, book) = book(&files, OFFICE);
    for (number, own, other) in [("01", "上", "下"), ("02", "下", "上")] {
        let form = texts(&book, &format!("{number} 民生保障便民服务项目"));
        assert!(form.contains(&format!("{own}一张的问题")), "{form}");
        assert!(!form.contains(&format!("{other}一张的问题")), "{form}");
    }
}

#[test]
fn what_was_dismissed_is_listed_and_hangs_on_no_cell() {
    let dismissed = found("cell", Some("E8"), "审核过的问题");
    let review = Review::with(&dismissed, Status::Dismissed);
    let submissions = vec![fixture::submission(FILE, &[REFERENCE])];
    let files = made(&batch(submissions, vec![dismissed], &review));
    let (file, book) = book(&files, OFFICE);
    assert_eq!(parts(file, "xl/comments"), "");
    let form = texts(&book, "01 民生保障便民服务项目");
    assert!(form.contains("审核过的问题") && form.contains("不予处理，不需整改"));
    let notice = texts(&book, "整改通知");
    assert!(notice.contains("错误 1 条；其中 1 条不予处理"), "{notice}");
    assert!(!notice.contains("审核过的问题"));
}

#[test]
fn a_form_without_findings_is_drawn_and_says_so() {
    let submissions = vec![fixture::submission(FILE, &[REFERENCE])];
    let files = made(&batch(submissions, Vec::new(), &Review::default()));
    let (_, book) = book(&files, OFFICE);
    let form = texts(&book, "01 民生保障便民服务项目");
    assert!(form.contains("核查结果：未发现问题") && form.contains("35.56041"));
    let notice = texts(&book, "整改通知");
    assert!(
        notice.contains("未发现问题") && notice.contains("回　执"),
        "{notice}"
    );
}

#[test]
fn the_day_by_which_to_correct_stands_in_the_letter() {
    let findings = vec![found("cell", Some("E8"), "有格的问题")];
    let submissions = vec![fixture::submission(FILE, &[REFERENCE])];
    let mut batch = batch(submissions, findings, &Review::default());
    let letter = |batch: &Batch| texts(&book(&made(batch), OFFICE).1, "整改通知");
    assert!(letter(&batch).contains("请于　　　年　　月　　日前"));
    batch.settings.correction_deadline = Day::parse("2025-04-30");
    assert!(letter(&batch).contains("请于 2025 年 4 月 30 日前"));
}

#[test]
fn the_quality_of_the_submission_stands_on_the_notice_part_by_part() {
    let findings = vec![found("cell", Some("E8"), "有格的问题")];
    let submissions = vec![fixture::submission(FILE, &[REFERENCE])];
    let files = made(&batch(submissions, findings, &Review::default()));
    let notice = texts(&book(&files, OFFICE).1, "整改通知");
    for text in [
        "内部参考口径",
        "未设报送截止日期，本项不评",
        "（错误 1 条×10）÷ 1 张表，扣 10",
        "80 ÷ 90 × 100；及时不评",
        "88.89",
    ] {
        assert!(notice.contains(text), "{text}: {notice}");
    }
}

fn called(name: &str) -> Project {
    Project {
        name: name.to_owned().leak(),
        ..REFERENCE
    }
}

fn each_in_a_file(projects: &[Project]) -> Vec<Submission> {
    let numbered = projects.iter().enumerate();
    let files = numbered.map(|(number, project)| {
        fixture::submission(&format!("椿树街道/{number:03}.xlsx"), &[*project])
    });
    files.collect()
}

#[test]
fn two_forms_at_one_place_do_not_end_the_run() {
    let twice = [called("甲项目"), called("乙项目")];
    let submissions = vec![fixture::submission(FILE, &twice)];
    let files = made(&batch(submissions, Vec::new(), &Review::default()));
    assert_eq!(book(&files, OFFICE).1.sheets.len(), 4);
}

#[test]
fn no_name_of_a_project_spoils_a_sheet_or_a_link() {
    let hostile = [
        "'[甲]:*?/\\'",
        "History",
        "=HYPERLINK(\"http://x\")",
        "<b>&amp;</b>",
        "a\u{1}b\u{202E}c",
        "整改通知",
        "整改通知",
        "见11010519491231002X",
    ];
    let long = ["😀".repeat(40), "长".repeat(40_000)];
    let names = hostile.into_iter().chain(long.iter().map(String::as_str));
    let projects: Vec<Project> = names.map(called).collect();
    let submissions = each_in_a_file(&projects);
    let files = made(&batch(submissions, Vec::new(), &Review::default()));
    let (file, book) = book(&files, OFFICE);
    assert_eq!(book.sheets.len(), 3 + projects.len());
    let links = parts(file, "xl/worksheets/sheet1.xml");
    for sheet in book.sheets.iter().skip(3) {
        let name = &sheet.name;
        assert!(name.encode_utf16().count() <= 31, "{name}");
        let escaped = name
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        assert!(
            links.contains(&format!("location=\"'{escaped}'!A1\"")),
            "{name}: {links}"
        );
    }
    let all = parts(file, "xl/");
    assert!(!all.contains("11010519491231002X") && !all.contains("<f>"));
}

#[test]
fn many_forms_go_on_in_another_workbook_with_ways_between() {
    let projects: Vec<Project> = (0..205).map(|at| called(&format!("项目{at:03}"))).collect();
    let mut finding = found("last", Some("E8"), "末一张的问题");
    let last = Finding {
        ..fixture::finding(FILE, &projects[204], "S103", Severity::Error)
    };
    finding.subject = last.subject;
    let submissions = each_in_a_file(&projects);
    finding
        .subject
        .source_file
        .clone_from(&submissions[204].source.file);
    let files = made(&batch(submissions, vec![finding], &Review::default()));
    let names: Vec<String> = files.iter().map(OutFile::name).collect();
    let further = "街道/椿树街道/自评表（2）.xlsx";
    assert_eq!(names, [OFFICE, further]);
    let (first, _) = book(&files, OFFICE);
    let targets = parts(first, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(
        targets.contains("Target=\"椿树街道/自评表（2）.xlsx\""),
        "{targets}"
    );
    let notice = parts(first, "xl/worksheets/sheet1.xml");
    assert!(notice.contains("location=\"'205 项目204'!F7\""), "{notice}");
    let (second, drawn) = book(&files, further);
    assert_eq!(drawn.sheets.len(), 5);
    assert!(texts(&drawn, "205 项目204").contains("末一张的问题"));
    let back = parts(second, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(back.contains("Target=\"../椿树街道.xlsx\""), "{back}");
}
