//! Forms that come in archives are read, found and counted like any others.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::desk::{Desk, Row, shipped_input};

const REFERENCE: &str = "椿树街道/困难群众救助服务所经费绩效自评表.xlsx";
const OPERA: &str = "椿树街道/梨园文化主题活动经费_自评表.xlsx";

fn shipped(file: &str) -> Vec<u8> {
    std::fs::read(shipped_input().join(file)).unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The same archive as a Chinese Windows packs it: each name in GBK, without a flag that says so.
fn in_gbk(files: &[(&str, &[u8])]) -> Vec<u8> {
    let names: Vec<Vec<u8>> = files
        .iter()
        .map(|(name, _)| encoding_rs::GBK.encode(name).0.into_owned())
        .collect();
    let marks: Vec<String> = (0..names.len())
        .map(|at| format!("{at}{}", "~".repeat(names[at].len() - 1)))
        .collect();
    let marked: Vec<(&str, &[u8])> = marks
        .iter()
        .zip(files)
        .map(|(mark, (_, content))| (mark.as_str(), *content))
        .collect();
    let mut bytes = zipped(&marked);
    for (mark, name) in marks.iter().zip(&names) {
        for at in 0..bytes.len() - mark.len() {
            if bytes[at..].starts_with(mark.as_bytes()) {
                bytes[at..at + name.len()].copy_from_slice(name);
            }
        }
    }
    bytes
}

fn put(desk: &Desk, file: &str, bytes: &[u8]) {
    desk.put(&format!("input/{file}"), bytes);
}

fn column<'r>(rows: &'r [Row], name: &str) -> Vec<&'r str> {
    rows.iter().map(|row| row[name].as_str()).collect()
}

#[test]
fn an_office_may_send_one_archive() {
    let loose = Desk::new().take(REFERENCE).take(OPERA);
    loose.run();
    let packed = Desk::new();
    let archive = "椿树街道/2024年自评表.zip";
    let forms = [shipped(REFERENCE), shipped(OPERA)];
    let bytes = in_gbk(&[
        ("民生保障/困难群众救助服务所经费绩效自评表.xlsx", &forms[0]),
        ("梨园文化主题活动经费_自评表.xlsx", &forms[1]),
        ("民生保障/Thumbs.db", b"-"),
    ]);
    put(&packed, archive, &bytes);
    packed.run();
    let submissions = packed.rows("submissions");
    assert_eq!(
        column(&submissions, "source_file"),
        [
            archive.to_owned(),
            format!("{archive}!梨园文化主题活动经费_自评表.xlsx"),
            format!("{archive}!民生保障/Thumbs.db"),
            format!("{archive}!民生保障/困难群众救助服务所经费绩效自评表.xlsx"),
        ]
    );
    assert_eq!(
        column(&submissions, "status"),
        ["skipped", "ok", "skipped", "ok"]
    );
    assert_eq!(column(&submissions, "format"), ["zip", "xlsx", "", "xlsx"]);
    assert!(submissions[0]["reason"].contains("3 个文件"));
    let ids = |desk: &Desk, table: &str, id: &str| -> Vec<String> {
        let mut ids: Vec<String> = desk.rows(table).iter().map(|row| row[id].clone()).collect();
        ids.sort();
        ids
    };
    for (table, id) in [("projects", "form_id"), ("findings", "finding_id")] {
        assert_eq!(ids(&packed, table, id), ids(&loose, table, id), "{table}");
    }
    let district = |desk: &Desk| desk.rows("rollup").remove(0);
    assert_eq!(district(&packed), district(&loose));
    let roster = packed.rows("roster");
    let office = roster.iter().find(|row| row["street_office"] == "椿树街道");
    assert_eq!(office.unwrap()["state"], "reported");
}

#[test]
fn a_form_in_an_archive_and_beside_it_is_counted_once() {
    let desk = Desk::new().take(REFERENCE);
    let form = shipped(REFERENCE);
    let inner = zipped(&[("表.xlsx", &form)]);
    put(
        &desk,
        "a.zip",
        &zipped(&[("表.xlsx", &form), ("内.zip", &inner)]),
    );
    desk.run();
    assert_eq!(column(&desk.rows("projects"), "source_file"), [REFERENCE]);
    let submissions = desk.rows("submissions");
    let copies: Vec<&Row> = submissions
        .iter()
        .filter(|row| row["code"] == "F105")
        .collect();
    assert_eq!(copies.len(), 2);
    for copy in copies {
        assert!(copy["reason"].contains(REFERENCE), "{copy:?}");
    }
}

#[test]
fn what_cannot_be_had_is_a_finding() {
    let desk = Desk::new().take(REFERENCE);
    let form = shipped(OPERA);
    let corpus = |name: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
        std::fs::read(folder.join(name)).unwrap()
    };
    put(&desk, "德胜街道/锁.7z", &corpus("py7zr-hidden.7z"));
    put(&desk, "德胜街道/锁.rar", &corpus("rars-5-password.rar"));
    put(&desk, "德胜街道/方法.zip", &corpus("zipfile.zip"));
    put(&desk, "德胜街道/包.tar", b"-");
    let three: Vec<(&str, &[u8])> = ["一.xlsx", "二.xlsx", "三.xlsx"]
        .map(|name| (name, form.as_slice()))
        .to_vec();
    put(&desk, "牛街街道/多.zip", &zipped(&three));
    put(&desk, "牛街街道/多.xlsx", &zipped(&three[..2]));
    put(&desk, "牛街街道/断.zip", &zipped(&three)[..9_000]);
    put(&desk, "jixiao.yaml", b"limits: {archive_entries: 6}\n");
    put(
        &desk,
        "椿树街道/满.zip",
        &zipped(&[
            ("满.zip", &zipped(&three)),
            ("四.xlsx", &form),
            ("五.xls", b""),
            ("六.xls", b"-"),
        ]),
    );
    let config = desk.input().join("jixiao.yaml");
    let config = config.to_str().unwrap().to_owned();
    desk.run_with(&desk.input(), &["--config", &config]);
    let submissions = desk.rows("submissions");
    let code = |file: &str| {
        let row = submissions.iter().find(|row| row["source_file"] == file);
        row.unwrap_or_else(|| panic!("{file} is not listed"))["code"].clone()
    };
    assert_eq!(code("德胜街道/锁.7z"), "F102");
    assert_eq!(code("德胜街道/锁.rar!椿树街道/自评表.xlsx"), "F102");
    assert_eq!(code("德胜街道/锁.rar"), "");
    assert_eq!(code("德胜街道/方法.zip!bzip2.xlsx"), "F101");
    assert_eq!(code("德胜街道/包.tar"), "");
    assert_eq!(code("牛街街道/断.zip"), "F101");
    assert_eq!(code("椿树街道/满.zip!满.zip"), "F104");
    assert_eq!(code("椿树街道/满.zip!五.xls"), "F101");
    let findings = desk.rows("findings");
    let limit = findings.iter().find(|row| row["code"] == "F104").unwrap();
    assert_eq!(
        (limit["declared"].as_str(), limit["expected"].as_str()),
        ("7", "≤6")
    );
    let forms = submissions
        .iter()
        .filter(|row| row["source_file"].starts_with("牛街街道/多.xlsx!"));
    assert_eq!(forms.count(), 2, "an archive is known by its content");
}
