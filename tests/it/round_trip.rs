//! The deliverables, not the intention: the same input gives the same bytes, whatever the number of
//! threads, and the file names do not matter to what is found.

use std::collections::BTreeSet;

use crate::desk::{Desk, shipped_input};

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

#[test]
fn the_workbooks_say_what_the_data_says() {
    use calamine::Reader as _;
    let desk = Desk::new();
    desk.run_on(&shipped_input());
    let path = desk.output().join("全区汇总.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range("项目明细").unwrap();
    let names: BTreeSet<String> = range.rows().flatten().map(ToString::to_string).collect();
    let projects = desk.rows("projects");
    assert!(!projects.is_empty());
    for project in &projects {
        let name = project["project_name"].trim_start_matches('\'');
        assert!(names.contains(name), "{name} is not in 项目明细");
    }
}
