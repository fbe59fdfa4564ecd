//! Forms of one batch held against one another, through the whole program.

use crate::desk::{Desk, Row};
use crate::district::{self, Words};

const STORY: &str = "全年按照实施方案有序推进各项任务，完成辖区居民服务工作，环境面貌明显改善，验收全部合格，群众满意";

/// Puts the form of a project on the desk; forms of one number have the same money.
fn put(desk: &Desk, office: &str, project: &str, number: usize, result: &str) {
    let words = Words {
        project: project.to_owned(),
        goal: format!("办好{project}，让居民得到实惠"),
        result: result.to_owned(),
    };
    let bytes = district::workbook(office, number, &words).unwrap();
    desk.put(&format!("input/{office}/{project}.xlsx"), &bytes);
}

fn cross(desk: &Desk) -> Vec<Row> {
    let mut findings = desk.rows("findings");
    findings.retain(|found| found["family"] == "cross");
    findings
}

fn told(found: &Row) -> [&str; 4] {
    ["code", "severity", "source_file", "source_cell"].map(|column| found[column].as_str())
}

#[test]
fn a_project_of_two_offices_and_a_story_of_two_projects() {
    let desk = Desk::new();
    put(
        &desk,
        "德胜街道",
        "养老驿站运营补贴",
        13,
        "四个驿站全年服务老年人五万余人次",
    );
    put(
        &desk,
        "牛街街道",
        "2024年养老驿站运营补贴",
        13,
        "驿站运行平稳，老年人就近得到照料",
    );
    put(
        &desk,
        "月坛街道",
        "养老驿站运营补贴",
        14,
        "新增两处驿站，覆盖全部社区",
    );
    put(&desk, "椿树街道", "文化墙绘制项目", 20, STORY);
    put(
        &desk,
        "天桥街道",
        "口袋公园养护服务",
        21,
        &STORY.replace('，', "；"),
    );
    put(
        &desk,
        "金融街街道",
        "道路修补项目",
        22,
        "修补路面五千平方米，更换井盖一百四十六套",
    );
    desk.run();
    let findings = cross(&desk);
    let all: Vec<_> = findings.iter().map(told).collect();
    assert_eq!(
        all,
        [
            ["X101", "error", "德胜街道/养老驿站运营补贴.xlsx", "B3"],
            [
                "X101",
                "error",
                "牛街街道/2024年养老驿站运营补贴.xlsx",
                "B3"
            ],
            ["X102", "warning", "天桥街道/口袋公园养护服务.xlsx", "F12"],
            ["X102", "warning", "椿树街道/文化墙绘制项目.xlsx", "F12"],
        ]
    );
    for words in [
        "牛街街道“2024年养老驿站运营补贴”（“牛街街道/2024年养老驿站运营补贴.xlsx”，工作表“自评表”，B3）",
        "名称除年度、单位和“项目”等字样外相同，预算数同为 23.25 万元，执行数同为 22.5525 万元",
    ] {
        assert!(
            findings[0]["message"].contains(words),
            "{}",
            findings[0]["message"]
        );
    }
    assert!(findings[2]["message"].contains("椿树街道“文化墙绘制项目”"));
}

#[test]
fn what_every_street_has_is_not_one_project() {
    let desk = Desk::new();
    for (number, office) in ["德胜街道", "牛街街道", "月坛街道", "椿树街道"]
        .into_iter()
        .enumerate()
    {
        let result = format!(
            "全年支出{}笔，用于社区居民提议的小微项目，收支按季度公示，居民代表全程监督",
            30 + number
        );
        put(&desk, office, "社区公益金", number, &result);
    }
    desk.run();
    assert_eq!(cross(&desk), Vec::<Row>::new());
}
