//! Files that come in archives, from their bytes to what the batch makes of them.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::evaluate::ScoringPolicy;
use crate::form::Dictionary;
use crate::grid::Limits;
use crate::intake::ArchiveKind;
use crate::registry::Registry;

const FORM: &[u8] = include_bytes!("../../input/椿树街道/困难群众救助服务所经费绩效自评表.xlsx");

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn assessed_within(file: &str, bytes: &[u8], limits: &Limits) -> Vec<Submission> {
    let mut submissions = assess(
        file,
        bytes,
        None,
        &Assessor {
            dictionary: &Dictionary::shipped(),
            limits,
            scoring: &ScoringPolicy::default(),
            registry: &Registry::default(),
        },
    );
    submissions.sort_by(|one, other| one.source.file.cmp(&other.source.file));
    submissions
}

fn assessed(file: &str, bytes: &[u8]) -> Vec<Submission> {
    assessed_within(file, bytes, &Limits::default())
}

/// Each file with what became of it.
fn told(submissions: &[Submission]) -> Vec<(&str, String)> {
    let told = submissions.iter().map(|one| {
        let outcome = match &one.outcome {
            Outcome::Skipped(reason) => reason.clone(),
            Outcome::Refused(refusal) => refusal.to_string(),
            Outcome::Unpacked { entries, .. } => format!("其中 {entries} 个"),
            Outcome::NoForm { .. } => "无表".to_owned(),
            Outcome::Assessed { forms, .. } => format!("{} 张表", forms.len()),
            Outcome::Duplicate { of } => format!("同 {of}"),
        };
        (one.source.file.as_str(), outcome)
    });
    told.collect()
}

#[test]
fn an_archive_and_every_file_in_it_are_told() {
    let bytes = zipped(&[("内层/表.xlsx", FORM), ("读我.txt", b"-"), ("坏.xls", b"")]);
    let submissions = assessed("椿树街道/打包.zip", &bytes);
    assert_eq!(
        told(&submissions),
        [
            ("椿树街道/打包.zip", "其中 3 个".to_owned()),
            ("椿树街道/打包.zip!内层/表.xlsx", "1 张表".to_owned()),
            ("椿树街道/打包.zip!坏.xls", Refusal::Empty.to_string()),
            (
                "椿树街道/打包.zip!读我.txt",
                "不是电子表格（.txt）".to_owned()
            ),
        ]
    );
    let [archive, form, ..] = &submissions[..] else {
        panic!("four of them");
    };
    assert_eq!(archive.source.format, Some(Kind::Archive(ArchiveKind::Zip)));
    assert_eq!(archive.source.archive, None);
    assert_eq!(form.source.archive.as_deref(), Some("椿树街道/打包.zip"));
    assert_eq!(form.source.street_office, "椿树街道");
    let loose = assessed("甲.xlsx", FORM);
    assert_eq!(form.source.blake3, loose[0].source.blake3);
    let read = |one: &Submission| {
        let form = &one.forms()[0];
        (form.form.clone(), form.evaluation.clone())
    };
    assert_eq!(read(form), read(&loose[0]), "the name changes nothing");
}

#[test]
fn an_archive_in_an_archive_is_opened_but_none_deeper() {
    let inner = zipped(&[("表.xlsx", FORM)]);
    let middle = zipped(&[("内.zip", &inner), ("表.xlsx", FORM)]);
    let outer = zipped(&[("中.zip", &middle)]);
    let submissions = assessed("外.zip", &outer);
    let told = told(&submissions);
    assert_eq!(
        told[..2],
        [
            ("外.zip", "其中 1 个".to_owned()),
            ("外.zip!中.zip", "其中 2 个".to_owned()),
        ]
    );
    let (file, said) = &told[2];
    assert_eq!(*file, "外.zip!中.zip!内.zip");
    assert!(said.contains("第三层"), "{said}");
    assert_eq!(told[3], ("外.zip!中.zip!表.xlsx", "1 张表".to_owned()));
    assert_eq!(submissions[3].source.archive.as_deref(), Some("外.zip"));
    let entries: usize = submissions.iter().map(Submission::entries).sum();
    assert_eq!(entries + 1, submissions.len(), "each is accounted for");
}

#[test]
fn archives_in_an_archive_share_its_limits() {
    let limits = Limits {
        archive_entries: 3,
        ..Limits::default()
    };
    let inner = zipped(&[("一.xlsx", FORM), ("二.xlsx", FORM)]);
    let outer = zipped(&[("甲.zip", &inner), ("乙.zip", &inner)]);
    let submissions = assessed_within("外.zip", &outer, &limits);
    for told in &told(&submissions)[1..] {
        assert!(told.1.contains("limits.archive_entries"), "{told:?}");
    }
}

#[test]
fn an_office_is_found_in_the_whole_path() {
    let office = |file: &str| office::office_of_path(file, &Registry::default());
    assert_eq!(office("报送/打包.zip!椿树街道办/表.xlsx"), "椿树街道");
    assert_eq!(office("学院路街道/打包.zip!表.xlsx"), "学院路街道");
    assert_eq!(office("打包.zip!学院路街道/表.xlsx"), "学院路街道");
    assert_eq!(office("打包.zip!表.xlsx"), "");
}

#[test]
fn a_packed_copy_of_a_file_is_counted_once() {
    let packed = assessed("a.zip", &zipped(&[("表.xlsx", FORM)]));
    let mut submissions = [packed, assessed("椿树街道/很长的名字/自评表.xlsx", FORM)].concat();
    batch::settle(&mut submissions, None);
    assert_eq!(
        told(&submissions)[1..],
        [
            (
                "a.zip!表.xlsx",
                "同 椿树街道/很长的名字/自评表.xlsx".to_owned()
            ),
            ("椿树街道/很长的名字/自评表.xlsx", "1 张表".to_owned()),
        ]
    );
}

#[test]
fn an_address_belongs_to_one_file() {
    let packed = assessed("a.zip", &zipped(&[("表.xlsx", FORM)]));
    let mut submissions = [packed, assessed("a.zip!表.xlsx", FORM)].concat();
    batch::settle(&mut submissions, None);
    assert_eq!(
        told(&submissions)[1..],
        [
            ("a.zip!表.xlsx（压缩包内）", "同 a.zip!表.xlsx".to_owned()),
            ("a.zip!表.xlsx", "1 张表".to_owned()),
        ]
    );
}

#[test]
fn half_an_archive_is_an_archive_that_cannot_be_unpacked() {
    let bytes = zipped(&[("表.xlsx", FORM)]);
    let submissions = assessed("打包.zip", &bytes[..bytes.len() / 2]);
    assert!(matches!(
        submissions[0].outcome,
        Outcome::Refused(Refusal::Unpackable(_))
    ));
}
