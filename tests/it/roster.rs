//! Who was expected and what came, through the built binary: a registry in a workbook, a deadline,
//! files that report nothing, and two versions of one form.

use assert_cmd::Command;
use jixiao::grid::{CellRef, Grid, Sheet, Visibility};
use jixiao::value::CellValue;

use crate::desk::{Desk, Row};
use crate::write::Written;

const REFERENCE: &str = "椿树街道/困难群众救助服务所经费绩效自评表.xlsx";
const FIRST_DRAFT: &str = "白纸坊街道/社区文化墙绘制项目自评表(初稿).xlsx";
const FINAL: &str = "白纸坊街道/社区文化墙绘制项目自评表(最终版).xlsx";
const STRANGER: &str = "德胜街道/垃圾分类桶站值守服务自评表.xlsx";

const CONFIG: &str = "\
registry:
  deadline: 2025-02-15
  workbook: {path: 名册.xls, columns: {project: 应报项目}}
";

const ROSTER: [&str; 8] = [
    "2024年度应报送单位名册",
    "序号|单位|应报项目|项目编码|联系人|电话|无项目",
    "1|椿树街道办事处|困难群众救助服务所经费||王某|010-1|",
    "||困难群众救助服务所经费（二期）||||",
    "2|牛街街道|||李某|010-2|",
    "3|月坛街道|||||是",
    "4|白纸坊街道|||||",
    "合计||||||",
];

fn sheet(name: &str, rows: &[&str]) -> Sheet {
    let mut grid = Grid::default();
    for (row, cells) in (0_u32..).zip(rows) {
        for (col, text) in (0_u32..).zip(cells.split('|')) {
            if !text.is_empty() {
                grid.put(CellRef::new(row, col), CellValue::Text(text.to_owned()));
            }
        }
    }
    Sheet {
        name: name.to_owned(),
        visibility: Visibility::Visible,
        hidden_rows: 0,
        grid,
    }
}

fn desk() -> Desk {
    let files = [REFERENCE, FIRST_DRAFT, FINAL, STRANGER];
    let desk = files.into_iter().fold(Desk::new(), Desk::take);
    desk.put("config.yaml", CONFIG.as_bytes());
    desk.put("名册.xls", &Written::Xls.bytes(&[sheet("名册", &ROSTER)]));
    let statement = sheet("说明", &["牛街街道2024年绩效自评零报告", "（盖章）"]);
    desk.put(
        "input/牛街街道/说明.docx",
        &Written::Docx.bytes(&[statement]),
    );
    desk
}

fn shown(rows: &[Row], columns: &[&str]) -> Vec<String> {
    let told = rows.iter().map(|row| {
        let cells: Vec<&str> = columns.iter().map(|column| row[*column].as_str()).collect();
        cells.join("|")
    });
    told.collect()
}

#[test]
fn the_registry_of_a_workbook_is_held_against_what_came() {
    let desk = desk();
    desk.run();
    let columns = ["street_office", "expected_project", "state", "reported_at"];
    assert_eq!(
        shown(&desk.rows("roster"), &columns),
        [
            "椿树街道||late|2025-02-20 17:00",
            "椿树街道|困难群众救助服务所经费|late|2025-02-20 17:00",
            "椿树街道|困难群众救助服务所经费（二期）|missing|",
            "牛街街道||missing|",
            "月坛街道||nil|",
            // The final version came later, the draft in time.
            "白纸坊街道||reported|2025-02-12 09:30",
            "北京市西城区人民政府德胜街道办事处||unexpected|2025-02-20 17:00",
        ]
    );
    let missing: Vec<Row> = desk
        .rows("findings")
        .into_iter()
        .filter(|found| found["code"] == "F107")
        .collect();
    assert_eq!(
        shown(
            &missing,
            &["severity", "street_office", "project_name", "source_file"]
        ),
        [
            "error|椿树街道|困难群众救助服务所经费（二期）|",
            "warning|牛街街道||",
        ]
    );
    assert!(missing[0]["message"].contains("联系人 王某，电话 010-1"));
    assert!(missing[1]["message"].contains("“牛街街道/说明.docx”（未识别到自评表，其中 正文!"));
    let counts = [
        "expected",
        "reported",
        "late",
        "nil",
        "missing",
        "unexpected",
    ];
    assert_eq!(
        shown(&desk.rows("reporting")[..2], &counts),
        ["5|1|1|1|2|1", "2|0|1|0|1|0"]
    );
}

#[test]
fn a_missing_office_is_said_by_check_and_keeps_its_id() {
    let desk = desk();
    desk.run();
    let ids = |desk: &Desk| -> Vec<String> {
        let findings = desk.rows("findings").into_iter();
        let missing = findings.filter(|found| found["code"] == "F107");
        missing.map(|found| found["finding_id"].clone()).collect()
    };
    let before = ids(&desk);
    let renamed = desk.input().join("椿树街道/改名.xlsx");
    std::fs::rename(desk.input().join(REFERENCE), renamed).unwrap();
    desk.run();
    assert_eq!((ids(&desk), before.len()), (before.clone(), 2));
}

#[test]
fn what_changed_since_the_draft_is_listed() {
    let desk = desk();
    desk.run();
    let changes = desk.rows("version_changes");
    let columns = [
        "kind",
        "what",
        "change",
        "old_value",
        "new_value",
        "old_cell",
        "source_cell",
    ];
    let told = shown(&changes, &columns);
    assert_eq!(told[0], "version|整张自评表|compared|||A1|A1");
    for line in [
        "value|年度资金总额 · 全年执行数|changed|13.85|14.21|F7|F7",
        "value|总分 · 得分|changed|99.62|99.87|H23|H23",
    ] {
        assert!(told.contains(&line.to_owned()), "{line} in {told:#?}");
    }
    assert!(
        changes
            .iter()
            .all(|row| row["old_file"] == FIRST_DRAFT && row["source_file"] == FINAL)
    );
}

/// A form of which the second version, saved an hour later, corrects what was executed and moves
/// down a row.
fn corrected() -> Desk {
    const FIRST: [&str; 9] = [
        "项目支出绩效自评表",
        "（2024年度）",
        "项目名称|便民服务项目",
        "主管部门|椿树街道办事处|实施单位|社区服务中心",
        "项目资金（万元）||年初预算数|全年预算数|全年执行数",
        "|年度资金总额|33|33|36",
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
        "产出指标|数量指标|服务次数|12次|12次|50|50",
        "效益指标|社会效益指标|居民满意|满意|满意|40|40",
    ];
    let mut second = FIRST.to_vec();
    second[5] = "|年度资金总额|33|33|33";
    second.insert(4, "项目负责人|王某");
    let desk = Desk::new();
    for (name, rows, hours) in [("初稿", &FIRST[..], 480_000), ("定稿", &second, 480_001)] {
        let file = format!("input/椿树街道/{name}.csv");
        desk.put(&file, &Written::CsvUtf8.bytes(&[sheet("表", rows)]));
        let path = desk.input().join(format!("椿树街道/{name}.csv"));
        let file = std::fs::File::options().write(true).open(path).unwrap();
        let saved = std::time::UNIX_EPOCH + std::time::Duration::from_hours(hours);
        file.set_modified(saved).unwrap();
    }
    desk
}

#[test]
fn what_was_put_right_is_told_from_what_is_still_open() {
    let desk = corrected();
    desk.run();
    let changes = desk.rows("version_changes");
    let columns = ["kind", "what", "change", "old_cell", "source_cell"];
    let told = shown(&changes, &columns);
    for line in [
        "value|年度资金总额 · 全年执行数|changed|E6|E7",
        "value|项目负责人|added||B5",
        "finding|B102 执行数超全年预算|fixed|E6|",
    ] {
        assert!(told.contains(&line.to_owned()), "{line} in {told:#?}");
    }
    assert!(told.iter().any(|line| line.contains("|open|")), "{told:#?}");
    assert!(!told.iter().any(|line| line.contains("|new|")), "{told:#?}");
    // What was wrong with the draft is counted nowhere.
    assert!(
        desk.rows("findings")
            .iter()
            .all(|found| found["code"] != "B102")
    );
}

#[test]
fn without_a_deadline_the_times_of_files_make_no_difference() {
    let desk = Desk::new()
        .take("什刹海街道/胡同绿植认养项目自评表.csv")
        .take(REFERENCE);
    let outputs = || {
        desk.run();
        let mut outputs = desk.outputs();
        outputs.remove("run.json");
        outputs
    };
    let before = outputs();
    let file = desk.input().join("什刹海街道/胡同绿植认养项目自评表.csv");
    let file = std::fs::File::options().write(true).open(file).unwrap();
    let years_ago = std::time::UNIX_EPOCH + std::time::Duration::from_hours(400_000);
    file.set_modified(years_ago).unwrap();
    assert!(outputs() == before);
}

#[test]
fn a_workbook_without_a_header_is_a_configuration_error() {
    let desk = desk();
    let config = CONFIG.replace("应报项目", "自评项目");
    desk.put("config.yaml", config.as_bytes());
    let ended = Command::cargo_bin("jixiao")
        .unwrap()
        .current_dir(desk.input().parent().unwrap())
        .assert()
        .code(2);
    let told = String::from_utf8(ended.get_output().stderr.clone()).unwrap();
    for text in [
        "registry.workbook 名册.xls",
        "工作表“名册”",
        "缺少表头“自评项目”",
    ] {
        assert!(told.contains(text), "{told}");
    }
}
