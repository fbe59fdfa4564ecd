//! Workbooks as delimited text: what the rows say, and what is wrong with them.

use super::*;

fn read_as(text: &str, workbook: RosterWorkbook) -> Result<Registry, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    #[allow(clippy::disallowed_methods, reason = "a test makes its input")]
    std::fs::write(folder.path().join("名册.csv"), text).unwrap();
    let registry = Registry {
        workbook: Some(RosterWorkbook {
            path: "名册.csv".into(),
            ..workbook
        }),
        ..Registry::default()
    };
    registry.with_workbook(folder.path(), &Limits::default())
}

fn offices(text: &str) -> Vec<Office> {
    read_as(text, RosterWorkbook::default()).unwrap().offices
}

fn problems(text: &str, workbook: RosterWorkbook) -> String {
    read_as(text, workbook).unwrap_err().join("\n")
}

#[test]
fn the_workbook_says_who_is_expected() {
    let listed = offices(
        "2024年度应报送单位名册\n序号,单位名称,项目名称,项目编码,联系人,联系电话,无项目\n\
         1,椿树街道办事处,便民服务项目,0012,王某,010-1,\n2,,道路维修项目,—,李某,010-1,\n\
         3,新设街道办事处,,,,010-2,是\n合计,合计,,,,,\n",
    );
    let project = |name: &str, code: &str| ExpectedProject {
        name: name.to_owned(),
        code: code.to_owned(),
    };
    assert_eq!(
        listed,
        [
            Office {
                contact: "王某、李某".to_owned(),
                phone: "010-1".to_owned(),
                projects: vec![project("便民服务项目", "0012"), project("道路维修项目", "")],
                ..Office::named("椿树街道")
            },
            Office {
                aliases: vec!["新设街道".to_owned()],
                phone: "010-2".to_owned(),
                nil: true,
                nil_note: "是".to_owned(),
                ..Office::named("新设街道办事处")
            },
        ]
    );
}

#[test]
fn what_the_configuration_says_of_an_office_is_kept() {
    let mut registry = Registry::default();
    registry.offices[0].codes = vec!["019".to_owned()];
    let row = Listed {
        office: "德胜".to_owned(),
        project: ExpectedProject::default(),
        contact: String::new(),
        phone: String::new(),
        nil: None,
    };
    let offices = merged(&registry, vec![row]);
    assert_eq!(offices, [registry.offices[0].clone()]);
}

#[test]
fn a_missing_header_is_told_with_file_and_sheet() {
    let told = problems("名称,项目\n椿树街道,甲\n", RosterWorkbook::default());
    for text in [
        "registry.workbook 名册.csv：工作表“",
        "缺少表头“单位名称”",
        "名称、项目",
    ] {
        assert!(told.contains(text), "{told}");
    }
    let columns = RosterColumns {
        code: Some("预算编码".to_owned()),
        ..RosterColumns::default()
    };
    let workbook = RosterWorkbook {
        columns,
        ..RosterWorkbook::default()
    };
    let told = problems("单位,项目\n椿树街道,甲\n", workbook);
    assert!(told.contains("缺少表头“预算编码”"), "{told}");
}

#[test]
fn a_workbook_that_cannot_be_read_is_told() {
    let workbook = RosterWorkbook {
        sheet: Some("名册".to_owned()),
        ..RosterWorkbook::default()
    };
    let told = problems("单位,项目\n椿树街道,甲\n", workbook);
    assert!(told.contains("没有工作表“名册”"), "{told}");
    let registry = Registry {
        workbook: Some(RosterWorkbook {
            path: "没有.xlsx".into(),
            ..RosterWorkbook::default()
        }),
        ..Registry::default()
    };
    let told = registry.with_workbook(Path::new("/绩效"), &Limits::default());
    assert!(told.unwrap_err()[0].contains("registry.workbook 没有.xlsx：无法打开文件"));
}

#[test]
fn rows_that_say_nothing_clear_are_told_by_their_cell() {
    let told = problems(
        "单位,项目,无项目\n,甲,\n椿树街道,,无\n牛街街道,,否\n",
        RosterWorkbook::default(),
    );
    assert!(told.contains("第 2 行没有写明单位"), "{told}");
    assert!(told.contains("C3 的“无”说不清是否无项目"), "{told}");
    assert!(!told.contains("C4"), "{told}");
    let told = problems("单位,项目\n合计,2\n", RosterWorkbook::default());
    assert!(told.contains("表头之下没有单位"), "{told}");
}
