//! The deliverables, not the intention: the same input gives the same bytes, whatever the number of
//! threads, and the file names do not matter to what is found.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::desk::{Desk, Row, shipped_input};

#[test]
fn a_second_run_gives_the_same_bytes() {
    let desk = Desk::new();
    desk.run_on(&shipped_input());
    let mut first = desk.outputs();
    desk.run_with(&shipped_input(), &["--jobs", "1"]);
    let mut second = desk.outputs();
    first.remove("run.json").unwrap();
    second.remove("run.json").unwrap();
    let names = |outputs: &std::collections::BTreeMap<String, Vec<u8>>| {
        outputs.keys().cloned().collect::<BTreeSet<_>>()
    };
    assert_eq!(names(&first), names(&second));
    for (name, bytes) in &first {
        assert!(second[name] == *bytes, "{name} differs");
    }
    assert!(first.contains_key("全区汇总.xlsx") && first.contains_key("异常清单.xlsx"));
    assert!(first.contains_key("街道/椿树街道.xlsx"));
}

#[test]
fn renaming_a_file_changes_no_id() {
    let file = "椿树街道/困难群众救助服务所经费绩效自评表.xlsx";
    let named = Desk::new().take(file);
    named.run();
    let renamed = Desk::new().take(file);
    std::fs::rename(
        renamed.input().join(file),
        renamed.input().join("椿树街道/甲.xlsx"),
    )
    .unwrap();
    renamed.run();
    let ids = |desk: &Desk| -> Vec<String> {
        let rows = desk.rows("findings");
        rows.iter().map(|row| row["finding_id"].clone()).collect()
    };
    assert_eq!(ids(&named), ids(&renamed));
    assert!(ids(&named).iter().collect::<BTreeSet<_>>().len() == ids(&named).len());
}

/// A sheet of the district's workbook: every row below the header, by its headers.
fn told(desk: &Desk, name: &str) -> Vec<BTreeMap<String, String>> {
    use calamine::Reader as _;
    let path = desk.output().join("全区汇总.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let mut rows = range.rows().skip(2);
    let headers: Vec<String> = rows
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    let row = |row: &[calamine::Data]| {
        let cells = row.iter().map(ToString::to_string);
        headers.iter().cloned().zip(cells).collect()
    };
    rows.map(row).collect()
}

/// The same figure, text for text or as numbers; a text that a formula guard precedes is the same.
fn is_same(shown: &str, stored: &str) -> bool {
    let number = |text: &str| {
        let plain = text.parse::<Decimal>();
        plain.or_else(|_| Decimal::from_scientific(text)).ok()
    };
    match (number(shown), number(stored)) {
        (Some(shown), Some(stored)) => (shown - stored).abs() < Decimal::new(1, 12),
        _ => shown == stored.trim_start_matches('\''),
    }
}

fn same_rows(shown: &[BTreeMap<String, String>], stored: &[Row], columns: &[(&str, &str)]) {
    assert_eq!(shown.len(), stored.len());
    for (shown, stored) in shown.iter().zip(stored) {
        for (header, name) in columns {
            let (shown, stored) = (&shown[*header], &stored[*name]);
            assert!(is_same(shown, stored), "{header}: {shown} is not {stored}");
        }
    }
}

#[test]
fn the_workbooks_say_what_the_data_says() {
    let desk = Desk::new();
    desk.run_on(&shipped_input());
    let projects = desk.rows("projects");
    assert!(!projects.is_empty());
    let columns = [
        ("项目名称", "project_name"),
        ("年初预算数", "initial_budget"),
        ("全年预算数", "full_year_budget"),
        ("全年执行数", "executed"),
        ("执行率", "execution_rate"),
        ("较年初预算增减", "budget_variance"),
        ("增减率", "budget_variance_rate"),
        ("重算总分", "total_score"),
        ("等级", "grade"),
        ("错误", "findings_error"),
    ];
    same_rows(&told(&desk, "项目明细"), &projects, &columns);
    let columns = [
        ("街道", "name"),
        ("项目数", "projects"),
        ("年初预算数", "initial_budget"),
        ("全年执行数", "executed"),
        ("执行率", "execution_rate"),
        ("超预算项目数", "over_budget_projects"),
        ("超预算金额", "over_budget_amount"),
        ("平均分", "mean_score"),
        ("错误", "findings_error"),
    ];
    let by_rank = |level: &str| {
        let mut rows = desk.rows("rollup");
        rows.retain(|row| row["level"] == level);
        rows.sort_by_key(|row| row["rank"].parse::<u32>().unwrap_or(u32::MAX));
        rows
    };
    let ranked = [by_rank("street_office"), by_rank("district")].concat();
    same_rows(&told(&desk, "街道汇总"), &ranked, &columns);
    let (offices, under_them): (Vec<_>, Vec<_>) = told(&desk, "分街道明细")
        .into_iter()
        .partition(|row| !row["街道"].is_empty());
    let mut columns = columns.to_vec();
    columns.retain(|(header, _)| *header != "平均分");
    columns.push(("得分", "mean_score"));
    same_rows(&offices, &ranked, &columns);
    let mut names: Vec<&String> = under_them.iter().map(|row| &row["项目名称"]).collect();
    let mut listed: Vec<&str> = projects
        .iter()
        .map(|row| row["project_name"].trim_start_matches('\''))
        .collect();
    names.sort_unstable();
    listed.sort_unstable();
    assert_eq!(names, listed);
}
