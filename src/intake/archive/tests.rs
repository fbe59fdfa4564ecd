//! Archives of other programs, and archives made to deceive.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use ::zip::write::{FullFileOptions, SimpleFileOptions};
use ::zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::grid::Limits;

const ZIPFILE: &[u8] = include_bytes!("../../../tests/corpus/zipfile.zip");
const SEVEN_ZIP_ZIP: &[u8] = include_bytes!("../../../tests/corpus/7zip.zip");
const SEVEN_ZIP: &[u8] = include_bytes!("../../../tests/corpus/7zip.7z");
const PY7ZR: &[u8] = include_bytes!("../../../tests/corpus/py7zr.7z");
const PY7ZR_BZIP2: &[u8] = include_bytes!("../../../tests/corpus/py7zr-bzip2.7z");
const PY7ZR_PASSWORD: &[u8] = include_bytes!("../../../tests/corpus/py7zr-password.7z");
const PY7ZR_HIDDEN: &[u8] = include_bytes!("../../../tests/corpus/py7zr-hidden.7z");
const RAR_5: &[u8] = include_bytes!("../../../tests/corpus/rars-5.rar");
const RAR_5_SOLID: &[u8] = include_bytes!("../../../tests/corpus/rars-5-solid.rar");
const RAR_4_GBK: &[u8] = include_bytes!("../../../tests/corpus/rars-4-gbk.rar");
const RAR_5_PASSWORD: &[u8] = include_bytes!("../../../tests/corpus/rars-5-password.rar");
const RAR_5_HIDDEN: &[u8] = include_bytes!("../../../tests/corpus/rars-5-hidden.rar");
const RAR_5_PART: &[u8] = include_bytes!("../../../tests/corpus/rars-5-part1.rar");

use ArchiveKind::{Rar, SevenZip, Zip};

/// When every file of the corpus was saved, in Beijing time.
const SAVED: &str = "2025-03-01 08:00";

struct Taken {
    packed: Vec<Packed>,
    ended: Result<Vec<Note>, Refusal>,
}

fn take_within(kind: ArchiveKind, bytes: &[u8], limits: &Limits) -> Taken {
    let mut packed = Vec::new();
    let budget = Budget::of(limits);
    let ended = unpack(kind, bytes, &budget, &mut |one| packed.push(one));
    packed.sort_by(|one, other| one.label.cmp(&other.label));
    Taken { packed, ended }
}

fn take(kind: ArchiveKind, bytes: &[u8]) -> Taken {
    take_within(kind, bytes, &Limits::default())
}

/// Each file and what became of it: its text, or the reason.
fn told(taken: &Taken) -> Vec<(&str, String)> {
    let told = taken.packed.iter().map(|one| {
        let content = match &one.content {
            Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Content::Skipped(reason) => reason.to_string(),
            Content::Refused(refusal) => refusal.to_string(),
        };
        (one.label.as_str(), content)
    });
    told.collect()
}

fn labels(taken: &Taken) -> Vec<&str> {
    taken.packed.iter().map(|one| one.label.as_str()).collect()
}

fn refusal_of<'t>(taken: &'t Taken, label: &str) -> &'t Refusal {
    let one = taken.packed.iter().find(|one| one.label == label).unwrap();
    match &one.content {
        Content::Refused(refusal) => refusal,
        _ => panic!("{label} was not refused"),
    }
}

/// The three files of the corpus as they were packed.
fn whole_corpus() -> Vec<(&'static str, String)> {
    vec![
        ("内层/表.xls", "第二份。".repeat(40)),
        ("椿树街道/自评表.xlsx", "自评表，第一份。".repeat(40)),
        ("读我.txt", "不是电子表格（.txt）".to_owned()),
    ]
}

#[test]
fn archives_of_other_programs_give_what_was_packed() {
    for (kind, bytes) in [
        (Zip, SEVEN_ZIP_ZIP),
        (SevenZip, SEVEN_ZIP),
        (SevenZip, PY7ZR),
        (Rar, RAR_5),
        (Rar, RAR_5_SOLID),
        (Rar, RAR_4_GBK),
    ] {
        let taken = take(kind, bytes);
        assert_eq!(taken.ended, Ok(Vec::new()), "{kind:?}");
        assert_eq!(told(&taken), whole_corpus(), "{kind:?}");
    }
}

#[test]
fn the_time_of_the_last_change_comes_along() {
    for (kind, bytes) in [
        (Zip, ZIPFILE),
        (SevenZip, SEVEN_ZIP),
        (Rar, RAR_5),
        (Rar, RAR_4_GBK),
    ] {
        let taken = take(kind, bytes);
        let form = taken
            .packed
            .iter()
            .find(|one| one.label.contains("自评表"))
            .unwrap();
        let saved = form.modified.map(|moment| moment.to_string());
        assert_eq!(saved.as_deref(), Some(SAVED), "{kind:?}");
    }
}

#[test]
fn methods_that_are_not_read_are_named() {
    let taken = take(Zip, ZIPFILE);
    let told = told(&taken);
    assert_eq!(told.len(), 5, "{told:?}");
    for (label, method) in [("bzip2.xlsx", "Bzip2"), ("lzma.xlsx", "Lzma")] {
        let said = refusal_of(&taken, label).to_string();
        assert!(said.contains(method) && said.contains("解压后"), "{said}");
    }
    let taken = take(SevenZip, PY7ZR_BZIP2);
    assert_eq!(labels(&taken).len(), 3);
    let said = refusal_of(&taken, "内层/表.xls").to_string();
    assert!(said.contains("BZIP2"), "{said}");
}

#[test]
fn passwords_are_told_for_each_file_or_for_the_archive() {
    for (kind, bytes) in [(SevenZip, PY7ZR_PASSWORD), (Rar, RAR_5_PASSWORD)] {
        let taken = take(kind, bytes);
        assert_eq!(taken.packed.len(), 3);
        for label in ["内层/表.xls", "椿树街道/自评表.xlsx"] {
            assert_eq!(*refusal_of(&taken, label), Refusal::Encrypted, "{kind:?}");
        }
    }
    for (kind, bytes) in [(SevenZip, PY7ZR_HIDDEN), (Rar, RAR_5_HIDDEN)] {
        let taken = take(kind, bytes);
        assert_eq!(taken.ended, Err(Refusal::Encrypted), "{kind:?}");
        assert!(taken.packed.is_empty());
    }
    let mut bytes = zipped(&[("锁.xlsx", b"1"), ("开.xlsx", b"2")]);
    let directory = find(&bytes, b"PK\x01\x02");
    bytes[directory + 8] |= 1;
    let taken = take(Zip, &bytes);
    assert_eq!(*refusal_of(&taken, "锁.xlsx"), Refusal::Encrypted);
    assert_eq!(told(&taken)[0], ("开.xlsx", "2".to_owned()));
}

#[test]
fn one_volume_of_several_is_no_archive() {
    let taken = take(Rar, RAR_5_PART);
    let said = refusal_of(&taken, "椿树街道/自评表.xlsx").to_string();
    assert!(said.contains("分卷"), "{said}");
}

// What follows is made here.

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = SimpleFileOptions::default();
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn find(bytes: &[u8], what: &[u8]) -> usize {
    bytes
        .windows(what.len())
        .position(|some| some == what)
        .unwrap()
}

/// The same bytes with one run of them for another, wherever it stands: names in any encoding.
fn patched(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut patched = bytes.to_vec();
    for at in 0..=bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            patched[at..at + to.len()].copy_from_slice(to);
        }
    }
    patched
}

/// A zip whose only file has a name of these bytes, and no flag that says how to read them.
fn named(raw: &[u8]) -> Vec<u8> {
    let placeholder = "x".repeat(raw.len());
    patched(
        &zipped(&[(&placeholder, b"1")]),
        placeholder.as_bytes(),
        raw,
    )
}

#[test]
fn names_of_a_chinese_windows_are_read() {
    let name = "椿树街道/困难群众救助服务所经费绩效自评表.xlsx";
    let gbk = encoding_rs::GBK.encode(name).0;
    assert_eq!(labels(&take(Zip, &named(&gbk))), [name]);
    assert_eq!(labels(&take(Zip, &named(name.as_bytes()))), [name]);
    // A second byte of GBK can be a backslash: 誠 is D5 5C.
    let gbk = encoding_rs::GBK.encode("誠.xls").0;
    assert!(gbk.contains(&b'\\'));
    assert_eq!(labels(&take(Zip, &named(&gbk))), ["誠.xls"]);
}

#[test]
fn the_unicode_field_names_a_file_if_it_belongs_to_it() {
    let with_field = |crc: u32| {
        let mut field = vec![1];
        field.extend(crc.to_le_bytes());
        field.extend("表.xlsx".as_bytes());
        let mut options = FullFileOptions::default();
        options.add_extra_field(0x7075, field, true).unwrap();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("biao.xlsx", options).unwrap();
        writer.write_all(b"1").unwrap();
        writer.finish().unwrap().into_inner()
    };
    let right = 0x4420_04AB;
    assert_eq!(labels(&take(Zip, &with_field(right))), ["表.xlsx"]);
    assert_eq!(labels(&take(Zip, &with_field(right ^ 1))), ["biao.xlsx"]);
}

#[test]
fn names_are_labels_and_never_paths() {
    let taken = take(
        Zip,
        &zipped(&[
            ("../../etc/表.xlsx", b"1"),
            ("C:\\报送\\表.xlsx", b"2"),
            ("/表.xls", b"3"),
            ("a\u{202E}slx.et", b"4"),
        ]),
    );
    assert_eq!(
        labels(&taken),
        [
            "../../etc/表.xlsx",
            "C:/报送/表.xlsx",
            "a\\u{202e}slx.et",
            "表.xls"
        ]
    );
}

#[test]
fn files_of_one_name_are_both_kept() {
    let two = zipped(&[("aaaa.xlsx", b"1"), ("bbbb.xlsx", b"2")]);
    let taken = take(Zip, &patched(&two, b"bbbb.xlsx", b"aaaa.xlsx"));
    assert_eq!(
        told(&taken),
        [
            ("aaaa.xlsx", "1".to_owned()),
            ("aaaa.xlsx（同名2）", "2".to_owned())
        ]
    );
    let notes = taken.ended.unwrap();
    assert!(notes[0].text().contains("同名"), "{notes:?}");
}

#[test]
fn what_is_passed_over_on_the_disk_is_passed_over_here() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.add_directory("椿树街道/", options).unwrap();
    writer
        .add_symlink("别处.xlsx", "/etc/passwd", options)
        .unwrap();
    for name in [
        "__MACOSX/椿树街道/._表.xlsx",
        "__MACOSX/._别的.xlsx",
        "椿树街道/.DS_Store",
        "椿树街道/~$表.xlsx",
        "椿树街道/Thumbs.db",
        "椿树街道/包.tar",
    ] {
        writer.start_file(name, options).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    let reasons = [
        ("__MACOSX", "系统文件"),
        ("别处.xlsx", "符号链接，不跟随"),
        ("椿树街道/.DS_Store", "系统文件"),
        ("椿树街道/Thumbs.db", "系统文件"),
        ("椿树街道/~$表.xlsx", "临时锁定文件（有人正在打开原文件）"),
        (
            "椿树街道/包.tar",
            "压缩包（.tar），本版本不读取；请解压后报送，或改用 .zip 打包",
        ),
    ]
    .map(|(label, reason)| (label, reason.to_owned()));
    assert_eq!(told(&take(Zip, &bytes)), reasons);
}

#[test]
fn an_archive_without_files_is_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .add_directory("空/", SimpleFileOptions::default())
        .unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    assert!(matches!(
        take(Zip, &bytes).ended,
        Err(Refusal::Unpackable(_))
    ));
}

fn limited(refusal: &Refusal) -> (&'static str, u64) {
    match refusal {
        Refusal::LimitExceeded { key, seen, .. } => (key, *seen),
        other => panic!("{other}"),
    }
}

#[test]
fn too_many_files_are_not_even_listed() {
    let limits = Limits {
        archive_entries: 2,
        ..Limits::default()
    };
    for (kind, bytes) in [(Zip, ZIPFILE), (SevenZip, PY7ZR), (Rar, RAR_5)] {
        let taken = take_within(kind, bytes, &limits);
        let (key, seen) = limited(&taken.ended.unwrap_err());
        assert_eq!(key, "limits.archive_entries", "{kind:?}");
        assert!(seen >= 3 && taken.packed.is_empty(), "{kind:?}");
    }
}

#[test]
fn a_file_that_is_too_large_does_not_take_the_others_along() {
    let limits = Limits {
        file_bytes: 500,
        ..Limits::default()
    };
    for (kind, bytes) in [
        (Zip, SEVEN_ZIP_ZIP),
        (SevenZip, PY7ZR),
        (Rar, RAR_5),
        (Rar, RAR_5_SOLID),
    ] {
        let taken = take_within(kind, bytes, &limits);
        let large = limited(refusal_of(&taken, "椿树街道/自评表.xlsx"));
        assert_eq!(large, ("limits.file_bytes", 960), "{kind:?}");
        assert_eq!(told(&taken)[0].1, "第二份。".repeat(40), "{kind:?}");
    }
}

#[test]
fn what_comes_after_the_last_permitted_byte_is_told() {
    let limits = Limits {
        inflated_bytes: 1_000,
        ..Limits::default()
    };
    for (kind, bytes) in [(SevenZip, PY7ZR), (Rar, RAR_5), (Rar, RAR_5_SOLID)] {
        let taken = take_within(kind, bytes, &limits);
        assert_eq!(taken.packed.len(), 3, "{kind:?}");
        assert_eq!(told(&taken)[1].1, "自评表，第一份。".repeat(40));
        let beyond = limited(refusal_of(&taken, "内层/表.xls"));
        assert_eq!(beyond, ("limits.inflated_bytes", 1_440), "{kind:?}");
    }
}

#[test]
fn a_zip_that_lies_about_a_size_is_caught() {
    let content = "0".repeat(5_000);
    let bytes = zipped(&[("谎.xlsx", content.as_bytes()), ("真.xlsx", b"1")]);
    let size = find(&bytes, b"PK\x01\x02") + 24;
    let claiming = |claimed: u32| {
        let mut bytes = bytes.clone();
        bytes[size..size + 4].copy_from_slice(&claimed.to_le_bytes());
        take(Zip, &bytes)
    };
    let less = claiming(10);
    assert!(matches!(
        refusal_of(&less, "谎.xlsx"),
        Refusal::Unpackable(_)
    ));
    assert_eq!(told(&less)[0], ("真.xlsx", "1".to_owned()));
    // More than there is costs nothing: the checksum says that all of it came.
    assert_eq!(told(&claiming(50_000))[1], ("谎.xlsx", content.clone()));
    let far_more = claiming(2_000_000_000);
    assert_eq!(
        limited(refusal_of(&far_more, "谎.xlsx")).0,
        "limits.file_bytes"
    );
}

#[test]
fn a_wrong_byte_is_never_read_as_a_right_one() {
    let zip = zipped(&[("表.xlsx", b"12345678")]);
    let mut stored = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    stored.start_file("表.xlsx", options).unwrap();
    stored.write_all(b"12345678").unwrap();
    let stored = stored.finish().unwrap().into_inner();
    let taken = take(Zip, &patched(&stored, b"1234567", b"1234566"));
    assert!(matches!(
        refusal_of(&taken, "表.xlsx"),
        Refusal::Unpackable(_)
    ));
    assert_eq!(told(&take(Zip, &zip))[0].1, "12345678");
}

#[test]
fn half_an_archive_is_refused() {
    for (kind, bytes) in [
        (Zip, ZIPFILE),
        (SevenZip, PY7ZR),
        (Rar, RAR_5_SOLID),
        (Rar, RAR_4_GBK),
    ] {
        let taken = take(kind, &bytes[..bytes.len() / 2]);
        let read = |one: &Packed| matches!(one.content, Content::Bytes(_));
        assert!(!taken.packed.iter().any(read), "{kind:?}");
        let refused = |one: &Packed| matches!(one.content, Content::Refused(_));
        assert!(
            taken.ended.is_err() || taken.packed.iter().any(refused),
            "{kind:?}"
        );
    }
}

#[test]
fn a_directory_that_breaks_off_is_a_loss() {
    let bytes = zipped(&[("一.xlsx", b"1"), ("二.xlsx", b"2")]);
    let first = find(&bytes, b"PK\x01\x02");
    let second = first + 4 + find(&bytes[first + 4..], b"PK\x01\x02");
    let mut bytes = bytes;
    bytes[second] = b'?';
    let taken = take(Zip, &bytes);
    assert_eq!(told(&taken), [("一.xlsx", "1".to_owned())]);
    assert!(taken.ended.unwrap()[0].is_loss());
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Bytes of an archive with a few of them changed.
    fn damaged() -> impl Strategy<Value = (ArchiveKind, Vec<u8>)> {
        let seeds: [(ArchiveKind, &[u8]); 9] = [
            (Zip, ZIPFILE),
            (Zip, SEVEN_ZIP_ZIP),
            (SevenZip, SEVEN_ZIP),
            (SevenZip, PY7ZR),
            (SevenZip, PY7ZR_BZIP2),
            (Rar, RAR_5),
            (Rar, RAR_5_SOLID),
            (Rar, RAR_4_GBK),
            (Rar, RAR_5_PART),
        ];
        let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5);
        (0..seeds.len(), changes, any::<prop::sample::Index>()).prop_map(
            move |(seed, changes, end)| {
                let (kind, bytes) = seeds[seed];
                let mut bytes = bytes.to_vec();
                for (at, byte) in changes {
                    let at = at.index(bytes.len());
                    bytes[at] = byte;
                }
                if end.index(4) == 0 {
                    bytes.truncate(end.index(bytes.len()));
                }
                (kind, bytes)
            },
        )
    }

    proptest! {
        #[test]
        fn a_damaged_archive_gives_the_right_bytes_or_none((kind, bytes) in damaged()) {
            let taken = take(kind, &bytes);
            let mut seen = BTreeSet::new();
            for one in &taken.packed {
                prop_assert!(seen.insert(one.label.clone()), "{} twice", one.label);
                if let Content::Bytes(bytes) = &one.content {
                    let text = String::from_utf8_lossy(bytes);
                    let whole = ["自评表，第一份。", "第二份。", "不是表。", ""];
                    prop_assert!(whole.iter().any(|part| text == part.repeat(40)), "{text}");
                }
            }
        }

        #[test]
        fn any_bytes_are_an_archive_or_not(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            for (kind, magic) in [
                (Zip, &b"PK\x03\x04"[..]),
                (SevenZip, b"7z\xBC\xAF\x27\x1C\0\x04"),
                (Rar, b"Rar!\x1A\x07\0"),
                (Rar, b"Rar!\x1A\x07\x01\0"),
            ] {
                take(kind, &[magic, &bytes].concat());
            }
        }

        #[test]
        fn every_packed_file_comes_out(files in prop::collection::btree_map("[a-z]{1,8}", any::<Vec<u8>>(), 1..8)) {
            let named: Vec<(String, Vec<u8>)> =
                files.into_iter().map(|(name, bytes)| (format!("{name}.xlsx"), bytes)).collect();
            let list: Vec<(&str, &[u8])> =
                named.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
            let taken = take(Zip, &zipped(&list));
            prop_assert_eq!(taken.packed.len(), named.len());
            for (one, (name, bytes)) in taken.packed.iter().zip(&named) {
                prop_assert_eq!(&one.label, name);
                prop_assert_eq!(&one.content, &Content::Bytes(bytes.clone()));
            }
        }
    }
}
