//! Through the binary: forms held against the approved-budget ledger and against last year.

use assert_cmd::Command;
use jixiao::grid::{CellRef, Grid, Sheet, Visibility};
use jixiao::value::CellValue;

use crate::desk::{Desk, Row};
use crate::write::Written;

/// A form as CSV: 项目编码, name, year; initial, full-year and executed of the total; the full-year
/// carry-over; the points of the one indicator of 90.
struct Sent {
    code: &'static str,
    name: &'static str,
    year: u16,
    money: [&'static str; 3],
    carryover: &'static str,
    score: u16,
}

const PLAIN: Sent = Sent {
    code: "",
    name: "社区便民服务站运行经费",
    year: 2024,
    money: ["33", "35", "35"],
    carryover: "",
    score: 90,
};

impl Sent {
    fn csv(&self) -> Vec<u8> {
        let [initial, full_year, executed] = self.money;
        let (code, name, year, score) = (self.code, self.name, self.year, self.score);
        let total = score + 10;
        let carryover = self.carryover;
        format!(
            "项目支出绩效自评表\n（{year}年度）\n项目名称,{name},,项目编码,{code}\n主管部门,椿树街道办事处,,实施单位,社区服务中心\n\
             项目资金（万元）,,,年初预算数,全年预算数（A）,全年执行数（B）,分值,执行率（B/A）,得分\n\
             ,年度资金总额,,{initial},{full_year},{executed},10,100%,10\n\
             ,上年结转资金,,,{carryover},{carryover},—,,—\n\
             年度总体目标,预期目标,,,,实际完成情况\n,便民,,,,全年按期完成\n\
             绩效指标（90分）,一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,偏差原因分析及改进措施\n\
             ,产出指标,质量指标,验收情况,合格,合格,90,{score},\n总分,,,,,,100,{total},\n"
        )
        .into_bytes()
    }
}

fn desk(forms: &[(&str, Sent)], config: &str) -> Desk {
    let desk = Desk::new();
    for (file, form) in forms {
        desk.put(&format!("input/椿树街道/{file}.csv"), &form.csv());
    }
    desk.put("config.yaml", config.as_bytes());
    desk
}

fn this_year() -> Vec<(&'static str, Sent)> {
    vec![
        (
            "编码",
            Sent {
                code: "0011",
                name: "胡同环境整治",
                ..PLAIN
            },
        ),
        (
            "名称",
            Sent {
                name: "绿化工程（一期）",
                ..PLAIN
            },
        ),
        ("近似", PLAIN),
        (
            "无台账",
            Sent {
                name: "垃圾分类宣传",
                ..PLAIN
            },
        ),
        (
            "单位",
            Sent {
                name: "养老助餐补贴",
                money: ["330000", "33", "33"],
                ..PLAIN
            },
        ),
    ]
}

const LEDGER: [[&str; 5]; 7] = [
    ["2024年批复台账（单位：万元）", "", "", "", ""],
    ["项目编码", "单位", "项目名称", "年初批复数", "调整后预算数"],
    ["11", "椿树街道办事处", "环境整治", "30", "35"],
    ["22", "椿树街道", "绿化工程 一期", "33", "35"],
    ["", "椿树街道", "社区便民服务站运营经费", "33", "36"],
    ["44", "椿树街道", "文化活动", "约5", "5"],
    ["55", "椿树街道", "养老助餐补贴", "33", "33"],
];

fn ledger() -> Sheet {
    let mut grid = Grid::default();
    for (row, cells) in (0_u32..).zip(LEDGER) {
        for (col, text) in (0_u32..).zip(cells).filter(|(_, text)| !text.is_empty()) {
            grid.put(CellRef::new(row, col), CellValue::Text(text.to_owned()));
        }
    }
    Sheet {
        name: "批复".to_owned(),
        visibility: Visibility::Visible,
        hidden_rows: 0,
        grid,
    }
}

fn found(desk: &Desk, code: &str) -> Vec<Row> {
    let findings = desk.rows("findings").into_iter();
    findings.filter(|row| row["code"] == code).collect()
}

fn tabs(desk: &Desk) -> Vec<String> {
    use calamine::Reader as _;
    let path = desk.output().join("全区汇总.xlsx");
    let book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    book.sheet_names().clone()
}

#[test]
fn forms_are_held_against_the_ledger_in_any_format() {
    for (written, file) in [(Written::Xlsx, "台账.xlsx"), (Written::CsvGbk, "台账.csv")] {
        let desk = desk(&this_year(), &format!("budget_ledger:\n  path: {file}\n"));
        desk.put(file, &written.bytes(&[ledger()]));
        desk.run();

        let rows = desk.rows("ledger_matches");
        let how: Vec<(&str, &str, &str)> = rows
            .iter()
            .map(|row| {
                (
                    row["project_name"].as_str(),
                    row["ledger_name"].as_str(),
                    row["how"].as_str(),
                )
            })
            .collect();
        assert_eq!(rows.len(), 6, "{how:?}");
        for expected in [
            ("胡同环境整治", "环境整治", "code"),
            ("绿化工程（一期）", "绿化工程 一期", "name"),
            (PLAIN.name, "社区便民服务站运营经费", "fuzzy"),
            ("垃圾分类宣传", "", "none"),
            ("", "文化活动", "none"),
        ] {
            assert!(how.contains(&expected), "no {expected:?} in {how:?}");
        }
        let unread = rows
            .iter()
            .find(|row| row["ledger_name"] == "文化活动")
            .unwrap();
        assert!(
            unread["ledger_remark"].contains("!D6") && unread["ledger_remark"].contains("约5"),
            "{unread:?}"
        );

        let mismatches = found(&desk, "B107");
        let told: Vec<(&str, &str, &str)> = mismatches
            .iter()
            .map(|row| {
                (
                    row["project_name"].as_str(),
                    row["source_cell"].as_str(),
                    row["severity"].as_str(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("胡同环境整治", "D6", "error"),
                (PLAIN.name, "E6", "warning")
            ]
        );
        assert!(
            mismatches[0]["message"].contains(&format!("{file}!")),
            "{:?}",
            mismatches[0]
        );
        // The unit error speaks for the mismatch at its cell.
        let unit = found(&desk, "B105");
        assert_eq!(
            (
                unit[0]["source_cell"].as_str(),
                unit[0]["expected"].as_str()
            ),
            ("D6", "33")
        );
        assert!(
            tabs(&desk).contains(&"台账对照".to_owned()),
            "{:?}",
            tabs(&desk)
        );
    }
}

#[test]
fn a_ledger_without_a_column_ends_with_2() {
    let desk = desk(
        &this_year(),
        "budget_ledger:\n  path: 台账.csv\n  columns:\n    office: [街道名称]\n",
    );
    desk.put("台账.csv", &Written::CsvUtf8.bytes(&[ledger()]));
    let said = fails(&desk);
    for part in ["台账.csv!", "缺少表头“街道名称”", "项目编码、单位"] {
        assert!(said.contains(part), "no {part} in {said}");
    }
    let missing = self::desk(&this_year(), "last_year:\n  path: 没有\n");
    assert!(
        fails(&missing).contains("last_year 所指的"),
        "{}",
        fails(&missing)
    );
}

/// What is said by a run that ends with 2.
fn fails(desk: &Desk) -> String {
    let ended = Command::cargo_bin("jixiao")
        .unwrap()
        .current_dir(desk.input().parent().unwrap())
        .env_remove("RUST_LOG")
        .args(["check", "--quiet", "--year", "2024"])
        .assert()
        .code(2);
    String::from_utf8(ended.get_output().stderr.clone()).unwrap()
}

fn last_year() -> Vec<(&'static str, Sent)> {
    let earlier = |name, money| Sent {
        name,
        money,
        year: 2023,
        ..PLAIN
    };
    vec![
        ("甲", earlier("2023年道路养护", ["50", "50", "46.5"])),
        ("乙", earlier("垃圾分类宣传", ["20", "20", "20"])),
        ("丙", earlier("已结束的项目", ["9", "9", "9"])),
    ]
}

fn following_year() -> Vec<(&'static str, Sent)> {
    vec![
        (
            "甲",
            Sent {
                name: "2024年道路养护",
                money: ["50", "50", "50"],
                carryover: "5",
                ..PLAIN
            },
        ),
        (
            "乙",
            Sent {
                name: "垃圾分类宣传",
                score: 60,
                ..PLAIN
            },
        ),
        (
            "丁",
            Sent {
                name: "新增项目",
                carryover: "1.5",
                ..PLAIN
            },
        ),
    ]
}

#[test]
fn last_year_is_read_from_workbooks_and_from_data_files() {
    let of_workbooks = desk(&following_year(), "last_year:\n  path: 去年\n");
    for (file, form) in last_year() {
        of_workbooks.put(&format!("去年/椿树街道/{file}.csv"), &form.csv());
    }
    of_workbooks.run();
    assert_told(&of_workbooks);

    let earlier = desk(&last_year(), "rules: {}\n");
    earlier.run();
    for kind in ["projects.csv", "projects.parquet"] {
        let of_data = desk(&following_year(), "last_year:\n  path: 去年\n");
        of_data.put(
            &format!("去年/data/{kind}"),
            &earlier.outputs()[&format!("data/{kind}")],
        );
        of_data.run();
        assert_told(&of_data);
    }
}

fn assert_told(desk: &Desk) {
    let carried = found(desk, "B108");
    let told: Vec<(&str, &str)> = carried
        .iter()
        .map(|row| (row["project_name"].as_str(), row["source_cell"].as_str()))
        .collect();
    assert_eq!(told, [("2024年道路养护", "E7"), ("新增项目", "E7")]);
    assert!(
        carried[0]["message"].contains("多于上年度未支出的 3.5 万元"),
        "{:?}",
        carried[0]
    );
    assert!(
        carried[0]["message"].contains("椿树街道/甲.csv!"),
        "{:?}",
        carried[0]
    );
    let jumps: Vec<String> = found(desk, "X104")
        .into_iter()
        .map(|row| row["message"].clone())
        .collect();
    assert_eq!(jumps.len(), 2, "{jumps:?}");
    assert!(
        jumps
            .iter()
            .any(|jump| jump.contains("增加 15 万元（75%）")),
        "{jumps:?}"
    );
    assert!(
        jumps.iter().any(|jump| jump.contains("降低 30 分")),
        "{jumps:?}"
    );
    let rows = desk.rows("last_year");
    let ended = rows
        .iter()
        .find(|row| row["last_project_name"] == "已结束的项目")
        .unwrap();
    assert_eq!(
        (ended["how"].as_str(), ended["form_id"].as_str()),
        ("none", "")
    );
    assert!(
        tabs(desk).contains(&"上年对照".to_owned()),
        "{:?}",
        tabs(desk)
    );
}

#[test]
fn without_either_there_is_nothing_of_it() {
    let desk = desk(&this_year(), "rules: {}\n");
    desk.run();
    for code in ["B107", "B108", "X104"] {
        assert!(found(&desk, code).is_empty(), "{code}");
    }
    assert!(desk.rows("ledger_matches").is_empty() && desk.rows("last_year").is_empty());
    let tabs = tabs(&desk);
    assert!(
        !tabs.contains(&"台账对照".to_owned()) && !tabs.contains(&"上年对照".to_owned()),
        "{tabs:?}"
    );
}
