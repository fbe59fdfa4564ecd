//! Through the binary: the projects over budget, and whether an adjustment explains it.

use std::collections::BTreeMap;
use std::io::Read as _;

use calamine::Reader as _;
use rust_decimal::Decimal;

use crate::desk::{Desk, Row};

const REFERENCE: &str = "椿树街道/困难群众救助服务所经费绩效自评表.xlsx";

/// A form as CSV: name; initial, full-year and executed of the total.
fn form(name: &str, [initial, full_year, executed]: [&str; 3]) -> Vec<u8> {
    format!(
        "项目支出绩效自评表\n（2024年度）\n项目名称,{name}\n主管部门,椿树街道办事处,,实施单位,社区服务中心\n\
         项目资金（万元）,,,年初预算数,全年预算数（A）,全年执行数（B）,分值,执行率（B/A）,得分\n\
         ,年度资金总额,,{initial},{full_year},{executed},10,100%,10\n\
         年度总体目标,预期目标,,,,实际完成情况\n,便民,,,,全年按期完成\n\
         绩效指标（90分）,一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,偏差原因分析及改进措施\n\
         ,产出指标,质量指标,验收情况,合格,合格,90,90,\n总分,,,,,,100,100,\n"
    )
    .into_bytes()
}

const LEDGER: &str = "项目编码,单位,项目名称,年初批复数,调整后预算数\n\
    ,椿树街道,胡同绿化养护,33,36\n,椿树街道,便民菜站补贴,33,33\n,椿树街道,文体活动组织,33,\n";

fn sheet(desk: &Desk, book: &str, sheet: &str) -> Vec<Vec<String>> {
    let path = desk.output().join(book);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let text = |row: &[calamine::Data]| row.iter().map(ToString::to_string).collect();
    range.rows().map(text).collect()
}

fn explained(rows: &[Row]) -> Vec<(&str, &str)> {
    rows.iter()
        .map(|row| (row["project_name"].as_str(), row["explained"].as_str()))
        .collect()
}

#[test]
fn the_reference_form_is_explained_by_its_own_adjustment() {
    let desk = Desk::new().take(REFERENCE);
    desk.run();
    let rows = desk.rows("over_budget");
    assert_eq!(explained(&rows), [("困难群众救助服务所经费", "declared")]);
    let row = &rows[0];
    for (column, value) in [
        ("over_initial", "2.56041"),
        ("over_full_year", ""),
        ("over_budget", "2.56041"),
        ("adjustment", "2.56041"),
        ("approved_full_year", ""),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
    assert!(row["over_initial_rate"].starts_with("0.07758"), "{row:?}");
    assert!(row["explanation"].contains("35.56041"), "{row:?}");
    let rollup = desk.rows("rollup");
    assert_eq!(rollup[0]["over_budget_amount"], "2.56041");

    let shown = sheet(&desk, "异常清单.xlsx", "超预算项目");
    let header = shown.iter().position(|row| row[0] == "序号").unwrap();
    let at = |name: &str| shown[header].iter().position(|one| one == name).unwrap();
    assert_eq!(shown[header + 1][at("能否解释")], "自述可解释，待核");
    assert_eq!(shown[header + 2][at("计入的超预算金额")], "2.56041", "合计");
    let overview = format!("{:?}", sheet(&desk, "全区汇总.xlsx", "总览"));
    assert!(overview.contains("自述可解释，待核"), "{overview}");
}

#[test]
fn a_ledger_confirms_or_contradicts_the_form() {
    let desk = Desk::new();
    for (name, money) in [
        ("胡同绿化养护", ["33", "35", "35"]),
        ("便民菜站补贴", ["33", "35", "35"]),
        ("文体活动组织", ["33", "35", "35"]),
        ("垃圾分类宣传", ["33", "35", "36"]),
        ("物业管理补助", ["33", "35", "33"]),
    ] {
        desk.put(&format!("input/椿树街道/{name}.csv"), &form(name, money));
    }
    desk.put("台账.csv", LEDGER.as_bytes());
    desk.put(
        "config.yaml",
        b"budget_ledger:\n  path: \xe5\x8f\xb0\xe8\xb4\xa6.csv\n",
    );
    desk.run();
    let rows = desk.rows("over_budget");
    let mut found = explained(&rows);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("便民菜站补贴", "contradicted"),
            ("垃圾分类宣传", "not_explained"),
            ("文体活动组织", "declared"),
            ("胡同绿化养护", "approved"),
        ]
    );
    let sum = rows[..].iter().map(|row| row["over_budget"].as_str());
    assert_eq!(sum.collect::<Vec<_>>(), ["2", "2", "2", "1"]);
    assert_eq!(desk.rows("rollup")[0]["over_budget_amount"], "7");
    let shown = sheet(&desk, "异常清单.xlsx", "超预算项目");
    let words = format!("{shown:?}");
    for word in ["批复台账可解释", "与台账不一致", "不能解释", "批复全年预算"]
    {
        assert!(words.contains(word), "{word}: {words}");
    }
}

/// Number and amount of what is over budget, as some rows of a data file have it.
fn over_budget<'r>(
    rows: impl Iterator<Item = &'r Row>,
    office: &str,
) -> BTreeMap<&'r str, (usize, Decimal)> {
    let mut sums: BTreeMap<&str, (usize, Decimal)> = BTreeMap::new();
    for row in rows {
        let sum = sums.entry(&row[office]).or_default();
        let (count, amount) = match row.get("over_budget_projects") {
            Some(count) => (count.parse().unwrap(), &row["over_budget_amount"]),
            None => (1, &row["over_budget"]),
        };
        sum.0 += count;
        sum.1 += amount.parse::<Decimal>().unwrap_or_default();
    }
    sums.retain(|_, (count, _)| *count > 0);
    sums
}

#[test]
fn every_place_tells_the_same_projects_and_amount() {
    let desk = Desk::new()
        .take(REFERENCE)
        .take("什刹海街道/旅游旺季秩序维护项目绩效自评表.xls");
    for (name, money) in [
        ("垃圾分类宣传", ["33", "35", "36"]), // over both budgets, by different amounts
        ("街巷保洁", ["40", "30", "32.5"]),   // over the reduced one alone
        ("物业管理补助", ["33", "35", "33"]), // over none
    ] {
        desk.put(&format!("input/椿树街道/{name}.csv"), &form(name, money));
    }
    desk.run();
    let rows = desk.rows("over_budget");
    let count = rows.len();
    assert_eq!(count, 4, "{rows:?}");
    let mut ids: Vec<&str> = rows.iter().map(|row| row["form_id"].as_str()).collect();
    let findings = desk.rows("findings");
    let raised = |row: &&Row| ["B101", "B102"].contains(&row["code"].as_str());
    let mut raised: Vec<&str> = findings
        .iter()
        .filter(raised)
        .map(|row| row["form_id"].as_str())
        .collect();
    ids.sort_unstable();
    raised.sort_unstable();
    raised.dedup();
    assert_eq!(ids, raised);

    let rollup = desk.rows("rollup");
    let at = |level: &'static str| rollup.iter().filter(move |row| row["level"] == level);
    let by_office = over_budget(rows.iter(), "street_office");
    assert_eq!(over_budget(at("street_office"), "name"), by_office);
    let district = over_budget(at("district"), "level")["district"];
    let amount: Decimal = by_office.values().map(|(_, amount)| *amount).sum();
    assert_eq!(district, (count, amount));

    let listed = sheet(&desk, "异常清单.xlsx", "超预算项目");
    let header = listed.iter().position(|row| row[0] == "序号").unwrap();
    let at = |name: &str| listed[header].iter().position(|one| one == name).unwrap();
    assert_eq!(listed.len(), header + 1 + count + 1);
    let sum = &listed[header + 1 + count][at("计入的超预算金额")];
    assert_eq!(*sum, amount.normalize().to_string());

    let overview = sheet(&desk, "全区汇总.xlsx", "总览").concat();
    let beside = |label: &str| {
        let label = overview.iter().position(|cell| cell == label).unwrap();
        overview[label + 1].as_str()
    };
    assert_eq!(beside("超预算项目（个）"), count.to_string());
    assert_eq!(beside("超预算金额"), amount.normalize().to_string());
    let all = format!("超预算金额最大的项目（共 {count} 个");
    assert!(overview.iter().any(|cell| cell.starts_with(&all)));
}

#[test]
fn the_link_leads_to_what_was_executed() {
    let desk = Desk::new().take(REFERENCE);
    desk.run();
    let cell = desk.rows("over_budget").remove(0)["executed_cell"].clone();
    let findings = desk.rows("findings");
    let raised = findings.iter().find(|row| row["code"] == "B101").unwrap();
    assert_eq!(cell, raised["source_cell"]);
    let book = std::fs::File::open(desk.output().join("异常清单.xlsx")).unwrap();
    let mut book = zip::ZipArchive::new(book).unwrap();
    let mut part = book.by_name("xl/worksheets/sheet6.xml").unwrap();
    let mut links = String::new();
    part.read_to_string(&mut links).unwrap();
    assert!(links.contains(&format!("!{cell}\"")), "{cell}: {links}");
}

#[test]
fn money_beside_an_appropriation_is_no_contradiction() {
    let desk = Desk::new();
    let form = String::from_utf8(form("便民菜站补贴", ["33", "35", "35"])).unwrap();
    let parts = ",其中：当年财政拨款,,33,33,33,,,\n,上年结转资金,,0,2,2,,,\n年度总体目标";
    let form = form.replacen("年度总体目标", parts, 1);
    desk.put("input/椿树街道/便民菜站补贴.csv", form.as_bytes());
    desk.put("台账.csv", LEDGER.as_bytes());
    desk.put(
        "config.yaml",
        "budget_ledger:\n  path: 台账.csv\n".as_bytes(),
    );
    desk.run();
    let rows = desk.rows("over_budget");
    assert_eq!(explained(&rows), [("便民菜站补贴", "declared")]);
    assert!(
        rows[0]["explanation"].contains("与自评表财政拨款一致"),
        "{rows:?}"
    );
}

#[test]
fn an_empty_sheet_says_so_and_is_no_decision() {
    let desk = Desk::new();
    let money = ["33", "35", "33"];
    desk.put("input/椿树街道/物业.csv", &form("物业管理补助", money));
    desk.run();
    for name in ["超预算项目", "已消除", "敏感信息"] {
        let shown = sheet(&desk, "异常清单.xlsx", name);
        let last = shown.last().unwrap();
        assert_eq!(last[0], "无", "{name}");
        assert!(last[1..].iter().all(String::is_empty), "{name}: {last:?}");
    }
    desk.run();
    assert!(desk.rows("settled_decisions").is_empty());
}
