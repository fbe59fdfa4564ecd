//! What reviewers wrote on 异常清单.xlsx is there again after the next run, and never lost.

use std::path::Path;

use crate::desk::{Desk, Row};

const REFERENCE: &str = "椿树街道/困难群众救助服务所经费绩效自评表.xlsx";
/// Another form of the same office, about which the lists say nothing.
const ANOTHER: &str = "椿树街道/梨园文化主题活动经费_自评表.xlsx";
const LIST: &str = "异常清单.xlsx";
const BACKUPS: &str = "历次异常清单/";

/// A list of the reference form, filled in as `tests/corpus/decisions/make.py` says.
fn filled_in(by: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/decisions");
    std::fs::read(folder.join(by)).unwrap()
}

/// A desk on which the list of the last run has come back.
fn reviewed(by: &str, as_of: &str) -> Desk {
    let desk = Desk::new().take(REFERENCE);
    desk.put("output/异常清单.xlsx", &filled_in(by));
    desk.put(
        "config.yaml",
        format!("review: {{as_of: {as_of}}}\n").as_bytes(),
    );
    desk
}

/// Status, note and last day of the first finding of a rule that has any.
fn decision(desk: &Desk, code: &str) -> [String; 3] {
    let rows = desk.rows("findings");
    let decided = |row: &&Row| row["code"] == code && said(row).iter().any(|text| !text.is_empty());
    rows.iter().find(decided).map(said).unwrap_or_default()
}

fn said(row: &Row) -> [String; 3] {
    ["review_status", "review_note", "review_until"].map(|name| row[name].clone())
}

fn backups(desk: &Desk) -> Vec<String> {
    let names = desk.outputs().into_keys();
    names.filter(|name| name.starts_with(BACKUPS)).collect()
}

#[test]
fn decisions_come_back_whatever_was_done_to_the_list() {
    for by in ["openpyxl.xlsx", "libreoffice.xlsx"] {
        let desk = reviewed(by, "2025-06-30");
        desk.run();
        for (code, expected) in [
            ("S103", ["属实", "已与街道核对", ""]),
            ("S105", ["不予处理", "表式如此\n下年改版", "2030-12-31"]),
            ("B101", ["已整改", "已补报", "2025-06-30"]),
            (
                "B103",
                [
                    "待核实",
                    "原处理：不予处理，有效期至 2020-01-31 已过。小额",
                    "",
                ],
            ),
            ("W103", ["待核实", "处理状态原填“转纪委”。另案办理", ""]),
            (
                "I104",
                [
                    "待核实",
                    "原处理：不予处理，有效期“年底”不是日期。本年不究",
                    "",
                ],
            ),
            ("M103", ["", "只写了意见", ""]),
            ("I108", ["", "", ""]),
        ] {
            assert_eq!(decision(&desk, code), expected, "{by} {code}");
        }
    }
}

#[test]
fn the_day_after_its_last_a_decision_comes_back_to_be_made_again() {
    let desk = reviewed("openpyxl.xlsx", "2025-07-01");
    desk.run();
    assert_eq!(
        decision(&desk, "B101"),
        [
            "待核实",
            "原处理：已整改，有效期至 2025-06-30 已过。已补报",
            ""
        ]
    );
    let without_a_day = reviewed("openpyxl.xlsx", "null");
    without_a_day.run();
    // The list says that it was saved long after.
    assert_eq!(decision(&without_a_day, "B101")[0], "待核实");
    assert_eq!(decision(&without_a_day, "S105")[0], "不予处理");
}

#[test]
fn a_second_run_changes_nothing() {
    for as_of in ["2025-06-30", "null"] {
        let desk = reviewed("openpyxl.xlsx", as_of);
        desk.run();
        let mut first = desk.outputs();
        desk.run();
        let mut second = desk.outputs();
        for outputs in [&mut first, &mut second] {
            outputs.remove("run.json");
        }
        assert!(first == second, "{as_of}");
        assert_eq!(backups(&desk).len(), 1, "{as_of}");
    }
}

#[test]
fn what_is_gone_is_kept_apart_and_comes_back_with_its_finding() {
    let desk = reviewed("openpyxl.xlsx", "2025-06-30");
    desk.run();
    let settled = desk.rows("settled_decisions");
    assert_eq!(settled.len(), 2);
    let gone = settled
        .iter()
        .find(|row| row["finding_id"] == "00000000000000ff")
        .unwrap();
    assert_eq!(
        (&*gone["code"], &*gone["message"], &*gone["street_office"]),
        ("M999", "上次的问题", "椿树街道")
    );
    assert_eq!(said(gone), ["已整改", "街道已重报", "2026-03-31"]);
    let decided = desk.rows("findings");

    let form = std::fs::read(desk.input().join(REFERENCE)).unwrap();
    std::fs::remove_file(desk.input().join(REFERENCE)).unwrap();
    let desk = desk.take(ANOTHER);
    desk.run();
    assert_eq!(desk.rows("settled_decisions").len(), 9);
    desk.run();
    assert_eq!(desk.rows("settled_decisions").len(), 9);

    desk.put(&format!("input/{REFERENCE}"), &form);
    std::fs::remove_file(desk.input().join(ANOTHER)).unwrap();
    desk.run();
    assert_eq!(desk.rows("findings"), decided);
    assert_eq!(desk.rows("settled_decisions"), settled);
}

#[test]
fn every_list_that_is_replaced_is_kept_once_and_for_good() {
    let desk = reviewed("openpyxl.xlsx", "2025-06-30");
    desk.run();
    let [name] = &backups(&desk)[..] else {
        panic!("{:?}", backups(&desk))
    };
    assert!(desk.outputs()[name] == filled_in("openpyxl.xlsx"));
    let digest = blake3::hash(&filled_in("openpyxl.xlsx")).to_hex();
    let short: String = digest.chars().take(8).collect();
    assert!(name.ends_with(&format!("-{short}.xlsx")), "{name}");
    desk.put("output/异常清单.xlsx", &filled_in("libreoffice.xlsx"));
    desk.run();
    desk.put("output/异常清单.xlsx", &filled_in("openpyxl.xlsx"));
    desk.run();
    assert_eq!(backups(&desk).len(), 2);
    assert!(desk.outputs()[name] == filled_in("openpyxl.xlsx"));
}

#[test]
fn a_list_that_cannot_be_read_back_stops_the_run_before_it_writes() {
    let damaged = b"PK\x03\x04 damaged".to_vec();
    let another = std::fs::read(crate::desk::shipped_input().join(REFERENCE)).unwrap();
    for (list, told) in [
        (damaged, "文件损坏"),
        (another, "没有“异常明细”工作表"),
        (Vec::new(), "为空"),
    ] {
        let desk = Desk::new().take(REFERENCE);
        desk.run();
        desk.put("output/异常清单.xlsx", &list);
        let before = desk.outputs();
        let message = desk.ends_with(4, &["run"]);
        assert!(message.contains(told), "{message}");
        assert!(
            message.contains("历次异常清单") && message.contains("移到别处"),
            "{message}"
        );
        assert!(before == desk.outputs());
    }
}

#[test]
fn a_list_that_is_open_stops_the_run_before_it_writes() {
    for lock in [
        "~$异常清单.xlsx",
        ".~异常清单.xlsx",
        ".~lock.异常清单.xlsx#",
    ] {
        let desk = reviewed("openpyxl.xlsx", "2025-06-30");
        desk.put(&format!("output/{lock}"), b"\x06office");
        let before = desk.outputs();
        let message = desk.ends_with(4, &["run"]);
        assert!(message.contains("正在 Excel 或 WPS 中打开") && message.contains(lock));
        assert!(message.contains("关闭后重新运行"), "{message}");
        assert!(before == desk.outputs());
        std::fs::remove_file(desk.output().join(lock)).unwrap();
        desk.run();
    }
}

#[test]
fn a_folder_in_the_place_of_the_list_stops_the_run() {
    let desk = Desk::new().take(REFERENCE);
    std::fs::create_dir_all(desk.output().join(LIST)).unwrap();
    let message = desk.ends_with(4, &["run"]);
    assert!(message.contains("不是普通文件"), "{message}");
    assert!(desk.outputs().is_empty());
}

#[test]
fn the_list_can_lie_elsewhere() {
    let desk = Desk::new().take(REFERENCE);
    desk.put("上次/审核过的清单.xlsx", &filled_in("openpyxl.xlsx"));
    desk.put(
        "config.yaml",
        "review: {previous: 上次/审核过的清单.xlsx, as_of: 2025-06-30}\n".as_bytes(),
    );
    desk.run();
    assert_eq!(decision(&desk, "S103")[0], "属实");
    assert_eq!(backups(&desk), [""; 0], "nothing was replaced");
    // The list in the output folder is newer: what it says of a finding counts.
    desk.put("output/异常清单.xlsx", &filled_in("libreoffice.xlsx"));
    desk.run();
    assert_eq!(decision(&desk, "S103")[0], "属实");
    assert_eq!(backups(&desk).len(), 1);
    desk.put("config.yaml", "review: {previous: 没有.xlsx}\n".as_bytes());
    let message = desk.ends_with(4, &["run"]);
    assert!(message.contains("review.previous"), "{message}");
}

#[test]
fn check_tells_decisions_and_counts_all_findings() {
    let desk = reviewed("openpyxl.xlsx", "2025-06-30");
    let before = desk.outputs();
    let told = desk.ends_with(1, &["check"]);
    let line = told.lines().find(|line| line.contains(" S105 ")).unwrap();
    assert!(line.ends_with("（审核：不予处理）"), "{line}");
    assert!(before == desk.outputs());
    desk.put("output/异常清单.xlsx", b"PK\x03\x04 damaged");
    let told = desk.ends_with(1, &["check"]);
    assert!(told.contains("文件损坏"), "{told}");
}

#[test]
fn counts_stay_whole() {
    let desk = reviewed("openpyxl.xlsx", "2025-06-30");
    desk.run();
    let findings = desk.rows("findings");
    let errors = findings.iter().filter(|row| row["severity"] == "error");
    assert_eq!(decision(&desk, "S105")[0], "不予处理");
    assert_eq!(
        desk.rows("rollup")[0]["findings_error"],
        errors.count().to_string()
    );
}
