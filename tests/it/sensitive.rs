//! Personal numbers and marks of secrecy are noticed wherever they stand, and leave the bureau masked.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use jixiao::grid::{self, Format, Grid, Limits, Sheet, Visibility};
use jixiao::value::CellValue;

use crate::desk::Desk;
use crate::form_file;
use crate::write::Written;

/// The worked example of GB 11643: nobody's number.
const ID: &str = "11010519491231002X";
const OFFICE: &str = "街道/椿树街道.xlsx";

fn text(sheet: &mut Sheet, at: &str, text: &str) {
    let value = CellValue::Text(text.to_owned());
    sheet.grid.put(at.parse().unwrap(), value);
}

fn sheet(name: &str, visibility: Visibility, cells: &[(&str, &str)]) -> Sheet {
    let mut sheet = Sheet {
        name: name.to_owned(),
        visibility,
        hidden_rows: 0,
        grid: Grid::default(),
    };
    for (at, value) in cells {
        text(&mut sheet, at, value);
    }
    sheet
}

/// The reference form with a telephone where it belongs and an identity number where it does not, a
/// hidden list of names beside it, and a sign-in sheet without a form.
fn desk() -> Desk {
    let drawn =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/t01-chunshu-rescue-2024.form");
    let mut sheets = form_file::sheets(&fs::read_to_string(drawn).unwrap());
    text(&mut sheets[0], "F5", "13812345678");
    text(&mut sheets[0], "H7", &format!("见{ID}"));
    let list = [
        ("A1", "姓名"),
        ("A2", "张某"),
        ("B2", ID),
        ("C2", "13987654321"),
    ];
    sheets.push(sheet("名单", Visibility::Hidden, &list));
    sheets.push(sheet(
        "附件",
        Visibility::Visible,
        &[("A1", "机密★5年"), ("A2", "涉密载体销毁项目")],
    ));
    let desk = Desk::new();
    desk.put("input/椿树街道/自评表.xlsx", &Written::Xlsx.bytes(&sheets));
    let signed = sheet(
        "签到",
        Visibility::Visible,
        &[("A1", "李某"), ("B1", "13700001111")],
    );
    desk.put("input/椿树街道/签到表.xls", &Written::Xls.bytes(&[signed]));
    desk
}

fn told(desk: &Desk) -> Vec<String> {
    let columns = [
        "source_file",
        "source_sheet",
        "source_cell",
        "kind",
        "masked",
    ];
    let rows = desk.rows("sensitive").into_iter();
    rows.map(|row| columns.map(|column| row[column].clone()).join(" "))
        .collect()
}

#[test]
fn every_cell_of_every_file_is_looked_at() {
    let desk = desk();
    desk.run();
    assert_eq!(
        told(&desk),
        [
            "椿树街道/签到表.xls 签到 B1 mobile_phone 137****1111",
            "椿树街道/自评表.xlsx 自评表 H7 id_number 110105********002X",
            "椿树街道/自评表.xlsx 名单 B2 id_number 110105********002X",
            "椿树街道/自评表.xlsx 名单 C2 mobile_phone 139****4321",
            "椿树街道/自评表.xlsx 附件 A1 classification 机密★5年",
        ]
    );
    let office = desk.rows("sensitive").remove(1);
    assert_eq!(office["street_office"], "椿树街道");
    assert!(office["advice"].contains("遮盖"));
}

/// All texts of an output workbook, by sheet.
fn texts(desk: &Desk, file: &str) -> Vec<(String, String)> {
    let bytes = desk.outputs().remove(file).unwrap();
    let book = grid::read(Format::Xlsx, &bytes, &Limits::default()).unwrap();
    let of_sheet = |sheet: Sheet| {
        let cells = sheet
            .grid
            .cells()
            .map(|(_, value)| value.text().into_owned());
        (sheet.name.clone(), cells.collect::<Vec<_>>().join("\n"))
    };
    book.sheets.into_iter().map(of_sheet).collect()
}

#[test]
fn what_goes_to_the_office_is_masked_and_says_so() {
    let desk = desk();
    desk.run();
    let sheets = texts(&desk, OFFICE);
    for (name, text) in &sheets {
        assert!(!text.contains(ID), "{name} shows the number");
    }
    let (_, notice) = &sheets[0];
    let count = "你单位报送的文件中有手机号 2 处、身份证号 2 处、密级标志 1 处";
    assert!(notice.contains(count), "{notice}");
    let (_, findings) = &sheets[2];
    assert!(findings.contains("110105********002X"), "{findings}");
}

#[test]
fn the_bureau_has_a_list_and_a_warning() {
    let desk = desk();
    desk.run();
    let anomalies = texts(&desk, "异常清单.xlsx");
    let (_, list) = anomalies
        .iter()
        .find(|(name, _)| name == "敏感信息")
        .unwrap();
    assert!(list.contains("身份证号") && list.contains("139****4321") && !list.contains(ID));
    let overview = texts(&desk, "全区汇总.xlsx").remove(0).1;
    assert!(overview.contains("报送文件中有"), "{overview}");
    assert!(!desk.csv("sensitive").contains(ID));
}

fn terminal(desk: &Desk, arguments: &[&str]) -> String {
    let done = Command::cargo_bin("jixiao")
        .unwrap()
        .env_remove("RUST_LOG")
        .current_dir(desk.output().parent().unwrap())
        .args(arguments)
        .args(["--year", "2024"])
        .output()
        .unwrap();
    String::from_utf8(done.stderr).unwrap()
}

#[test]
fn the_terminal_warns_before_the_end() {
    let desk = desk();
    desk.put("config.yaml", b"");
    for arguments in [&["run"][..], &["check"], &["check", "--quiet"]] {
        let told = terminal(&desk, arguments);
        assert!(
            told.contains("注意：报送文件中有身份证号 2 处、手机号 2 处、密级标志 1 处"),
            "{told}"
        );
        assert!(
            told.contains("自评表.xlsx!自评表!H7：身份证号 110105********002X"),
            "{told}"
        );
        assert!(!told.contains(ID));
    }
    let clean = Desk::new().take("椿树街道/困难群众救助服务所经费绩效自评表.xlsx");
    clean.put("config.yaml", b"");
    assert!(!terminal(&clean, &["check"]).contains("注意"));
}
