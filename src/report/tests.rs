//! The outputs as their readers meet them: written, read back, compared with the frames.

use std::io::{Cursor, Read as _};
use std::path::Path;

use calamine::{Data, Range, Reader as _, Xlsx};

use super::fixture::{Batch, REFERENCE_FILE, frame};
use super::watch::Unwatched;
use super::{OutFile, files};
use crate::decision::{Previous, Review};
use crate::tables::columns::{DEPARTMENTS, FINDINGS, PROJECTS, REPORTING, REVIEWS, ROLLUP};

/// Title, note, header: the rows above the data of a table sheet.
const ABOVE: u32 = 3;

#[test]
fn nothing_is_made_for_somebody_who_wants_to_stop() {
    struct Impatient;
    impl super::Watch for Impatient {
        fn should_stop(&self) -> bool {
            true
        }
    }
    let batch = Batch::new();
    assert_eq!(files(&batch.view(), &Impatient).unwrap(), None);
}

fn made(batch: &Batch) -> Vec<OutFile> {
    files(&batch.view(), &Unwatched).unwrap().unwrap()
}

fn find<'f>(files: &'f [OutFile], name: &str) -> &'f OutFile {
    files
        .iter()
        .find(|file| file.name() == name)
        .unwrap_or_else(|| panic!("{name}"))
}

fn book(file: &OutFile) -> Xlsx<Cursor<&[u8]>> {
    calamine::open_workbook_from_rs(Cursor::new(file.bytes.as_slice())).unwrap()
}

fn sheet(file: &OutFile, name: &str) -> Range<Data> {
    book(file).worksheet_range(name).unwrap()
}

/// The data rows of a table sheet under one of its headers.
fn under(range: &Range<Data>, header: &str) -> Vec<String> {
    let headers = range.rows().nth(2).unwrap();
    let col = headers
        .iter()
        .position(|cell| *cell == *header)
        .unwrap_or_else(|| panic!("{header}: {headers:?}"));
    range
        .rows()
        .skip(3)
        .map(|row| row[col].to_string())
        .collect()
}

fn part(file: &OutFile, path: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file.bytes.as_slice())).unwrap();
    let mut text = String::new();
    archive
        .by_name(path)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn every_deliverable_is_made_in_the_order_of_the_list() {
    let names: Vec<String> = made(&Batch::new()).iter().map(OutFile::name).collect();
    assert_eq!(
        names[..4],
        [
            "全区汇总.xlsx",
            "异常清单.xlsx",
            "街道/椿树街道.xlsx",
            "街道/A_B.xlsx"
        ]
    );
    assert_eq!(names.last().unwrap(), "run.json");
    assert!(names.contains(&"data/findings.csv".to_owned()));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let batch = Batch::new();
    assert!(made(&batch) == made(&batch));
}

#[test]
fn the_consolidated_workbook_has_its_sheets_and_figures() {
    let files = made(&Batch::new());
    let consolidated = find(&files, "全区汇总.xlsx");
    assert_eq!(
        book(consolidated).sheet_names(),
        [
            "总览",
            "图表",
            "问题热力图",
            "街道汇总",
            "分街道明细",
            "项目明细",
            "指标明细",
            "部门整体",
            "复核对照",
            "台账对照",
            "上年对照",
            "报送情况",
            "应报项目",
            "催报名单",
            "报送质量",
            "文件清单",
            "版本差异",
            "版式图谱",
            "图表数据",
            "说明"
        ]
    );
    let projects = sheet(consolidated, "项目明细");
    assert_eq!(under(&projects, "全年执行数"), ["35.56041", "150.5"]);
    assert_eq!(under(&projects, "填报总分"), ["90", ""]);
    let overview = format!("{:?}", sheet(consolidated, "总览"));
    for text in [
        "北京市西城区2024年度项目支出绩效自评汇总",
        "186.06041",
        "84.46",
        "道路保洁",
    ] {
        assert!(overview.contains(text), "{text}");
    }
}

#[test]
fn departments_reviews_and_layouts_have_sheets_of_their_own() {
    let files = made(&Batch::new());
    let consolidated = find(&files, "全区汇总.xlsx");
    let departments = sheet(consolidated, "部门整体");
    assert_eq!(under(&departments, "项目支出执行数"), ["186.06041"]);
    let reviews = sheet(consolidated, "复核对照");
    assert_eq!(under(&reviews, "偏差"), ["-6.5"]);
    let layouts = sheet(consolidated, "版式图谱");
    assert_eq!(under(&layouts, "建议词条"), ["executed: [本年花销]"]);
}

#[test]
fn the_ledger_is_shown_in_its_groups() {
    let files = made(&Batch::new());
    let consolidated = find(&files, "全区汇总.xlsx");
    let ledger = sheet(consolidated, "台账对照");
    assert_eq!(
        under(&ledger, "对应情况"),
        ["一、已对应", "二、有台账无自评表", "三、有自评表无台账"]
    );
    assert_eq!(under(&ledger, "对应方式"), ["名称近似", "未对应", "未对应"]);
    assert_eq!(under(&ledger, "年初差额"), ["3", "", ""]);
    let earlier = sheet(consolidated, "上年对照");
    assert_eq!(under(&earlier, "上年未支出"), ["2"]);
}

#[test]
fn without_departments_and_reviews_there_are_no_such_sheets() {
    let mut batch = Batch::new();
    batch.tables.departments = frame(DEPARTMENTS, &[]);
    batch.tables.reviews = frame(REVIEWS, &[]);
    let files = made(&batch);
    let names = book(find(&files, "全区汇总.xlsx")).sheet_names();
    assert!(!names.contains(&"部门整体".to_owned()) && !names.contains(&"复核对照".to_owned()));
}

#[test]
fn sums_with_a_suspected_unit_error_are_cautioned_against() {
    let mut batch = Batch::new();
    let overview =
        |batch: &Batch| format!("{:?}", sheet(find(&made(batch), "全区汇总.xlsx"), "总览"));
    assert!(!overview(&batch).contains("元与万元混用"));
    let row: &[(&str, &str)] = &[("finding_id", "x"), ("code", "B105"), ("form_id", "f1")];
    batch.tables.findings = frame(FINDINGS, &[row, row]);
    assert!(overview(&batch).contains("有 1 张自评表的金额疑似元与万元混用"));
}

#[test]
fn a_rule_that_did_not_look_at_all_forms_is_named_where_it_is_relied_on() {
    let mut batch = Batch::new();
    let warned = |batch: &Batch| {
        let files = made(batch);
        [("全区汇总.xlsx", "总览"), ("异常清单.xlsx", "超预算项目")].map(|(file, name)| {
            let text = format!("{:?}", sheet(find(&files, file), name));
            text.contains("B101 执行数超年初预算：停用")
        })
    };
    assert_eq!(warned(&batch), [false; 2]);
    batch.facts.rules[1].applies_to_all = false;
    "停用".clone_into(&mut batch.facts.rules[1].state);
    assert_eq!(warned(&batch), [true; 2]);
}

#[test]
fn the_ranking_ends_with_the_district() {
    let files = made(&Batch::new());
    let ranking = sheet(find(&files, "全区汇总.xlsx"), "街道汇总");
    assert_eq!(
        under(&ranking, "街道"),
        ["椿树街道", "A/B", "牛街街道", "北京市西城区"]
    );
    assert_eq!(under(&ranking, "名次"), ["1", "2", "", ""]);
}

#[test]
fn indicators_carry_their_project() {
    let files = made(&Batch::new());
    let indicators = sheet(find(&files, "全区汇总.xlsx"), "指标明细");
    assert_eq!(under(&indicators, "街道"), ["椿树街道", "A/B"]);
    assert_eq!(under(&indicators, "重算得分"), ["13.92", ""]);
    assert_eq!(under(&indicators, "年度指标值"), ["33万元", "+90%"]);
    assert_eq!(under(&indicators, "得分依据"), ["定量重算", "无指标"]);
}

#[test]
fn every_file_and_office_has_its_state_in_words() {
    let files = made(&Batch::new());
    let consolidated = find(&files, "全区汇总.xlsx");
    let roster = sheet(consolidated, "报送情况");
    assert_eq!(
        under(&roster, "报送情况"),
        ["已报送", "未报送", "不在名册", ""]
    );
    assert_eq!(under(&roster, "应报"), ["2", "", "", "3"]);
    let received = sheet(consolidated, "文件清单");
    assert_eq!(
        under(&received, "状态"),
        ["已读取", "已读取（表格不完整）", "无法读取"]
    );
    let explanation = format!("{:?}", sheet(consolidated, "说明"));
    for text in [
        "c0ffee",
        "aa11",
        "10 分",
        "没有读出自评表的文件（1 个）",
        "每个项目一行：金额、执行率、得分、等级、发现条数",
        "ΣB÷ΣA",
        "执行率超过 100%",
        "执行数减年初预算数",
    ] {
        assert!(explanation.contains(text), "{text}");
    }
}

#[test]
fn what_is_missing_is_listed_with_whom_to_ask() {
    let mut batch = Batch::new();
    let files = made(&batch);
    let consolidated = find(&files, "全区汇总.xlsx");
    let projects = sheet(consolidated, "应报项目");
    assert_eq!(under(&projects, "报送情况"), ["已报送", "未报送"]);
    let reminders = sheet(consolidated, "催报名单");
    assert_eq!(
        under(&reminders, "缺报内容"),
        ["便民服务", "全部自评表（该单位尚未报送）"]
    );
    assert_eq!(under(&reminders, "联系人"), ["王某", ""]);
    assert!(format!("{reminders:?}").contains("报送截止日期：2025-03-31"));
    batch.tables.reporting = frame(REPORTING, &[]);
    let names = book(find(&made(&batch), "全区汇总.xlsx")).sheet_names();
    assert!(!names.contains(&"催报名单".to_owned()) && !names.contains(&"应报项目".to_owned()));
}

#[test]
fn what_changed_between_versions_is_told_in_words_with_both_places() {
    let files = made(&Batch::new());
    let changes = sheet(find(&files, "全区汇总.xlsx"), "版本差异");
    assert_eq!(under(&changes, "变化"), ["已改正"]);
    assert_eq!(
        under(&changes, "旧版位置（文件!工作表!单元格）"),
        ["椿树街道/初稿.xlsx!Sheet1!E8"]
    );
    assert_eq!(
        under(&changes, "新版位置（文件!工作表!单元格）"),
        [format!("{REFERENCE_FILE}!it's #1!E9")]
    );
}

#[test]
fn findings_are_listed_with_echoes_behind_their_root() {
    let files = made(&Batch::new());
    let list = sheet(find(&files, "异常清单.xlsx"), "异常明细");
    assert_eq!(under(&list, "序号"), ["1", "2", "2-1", "3", "4"]);
    assert_eq!(
        under(&list, "严重程度"),
        ["错误", "错误", "警告", "错误", "警告"]
    );
    assert_eq!(under(&list, "规则")[1], "S103 成本超支仍得满分");
    assert_eq!(
        under(&list, "位置（文件!工作表!单元格）")[1],
        format!("{REFERENCE_FILE}!it's #1!H19")
    );
    assert_eq!(under(&list, "处理状态"), [""; 5]);
}

/// One more decided finding than the fixture has.
fn reviewed() -> Batch {
    let mut batch = Batch::new();
    let decided: &[(&str, &str)] = &[
        ("finding_id", "d1"),
        ("code", "S103"),
        ("severity", "error"),
        ("street_office", "椿树街道"),
        ("project_name", "文化节"),
        ("message", "=1+1"),
        ("declared", "15"),
        ("review_status", "不予处理"),
        ("review_note", "金额很小"),
        ("review_until", "2025-06-30"),
    ];
    let other: &[(&str, &str)] = &[
        ("finding_id", "d2"),
        ("code", "B101"),
        ("severity", "warning"),
        ("street_office", "椿树街道"),
        ("review_status", "待核实"),
    ];
    batch.tables.findings = frame(FINDINGS, &[decided, other]);
    batch
}

#[test]
fn decisions_are_chosen_from_a_list_and_end_on_a_day() {
    let files = made(&reviewed());
    let xml = part(find(&files, "异常清单.xlsx"), "xl/worksheets/sheet4.xml");
    assert!(xml.contains("<formula1>\"待核实,属实,已整改,不予处理\"</formula1>"));
    assert!(xml.contains("type=\"date\"") && xml.contains("sqref=\"O4:O5\""));
    // What is entered is coloured, what is dismissed stands back, and no clock decides what is over.
    assert!(xml.contains("<formula>\"待核实\"</formula>"), "{xml}");
    assert!(xml.contains("<formula>$M4=\"不予处理\"</formula>"), "{xml}");
    assert!(!xml.contains("TODAY") && !xml.contains("NOW("));
    let list = sheet(find(&files, "异常清单.xlsx"), "异常明细");
    assert_eq!(under(&list, "处理状态"), ["不予处理", "待核实"]);
    assert_eq!(under(&list, "发现编号"), ["d1", "d2"]);
}

#[test]
fn the_list_reads_back_as_it_was_written() {
    let mut batch = reviewed();
    batch.settings.rows_per_sheet = 1;
    let files = made(&batch);
    let list = Previous {
        bytes: find(&files, "异常清单.xlsx").bytes.clone(),
        saved: None,
    };
    let recorded = list.recorded(Path::new("异常清单.xlsx")).unwrap();
    let review = Review::of(recorded, &[], None);
    let told: Vec<String> = review
        .settled()
        .iter()
        .map(|one| {
            let said = &one.said;
            let decision = &one.decision;
            [
                &one.finding_id,
                &said.rule,
                &said.severity,
                &said.message,
                &said.declared,
                &decision.told(),
                &decision.note,
            ]
            .map(String::as_str)
            .join("|")
        })
        .collect();
    assert_eq!(
        told,
        [
            "d2|B101 执行数超年初预算|警告|||待核实|",
            "d1|S103 成本超支仍得满分|错误|=1+1|15|不予处理，有效期至 2025-06-30|金额很小",
            "gone|M106 偏差原因未填|警告|||已整改，有效期至 2025-06-30|已补报",
        ]
    );
    assert_eq!(review.remarks(), [""; 0]);
}

#[test]
fn what_was_decided_is_counted_and_taken_from_no_count() {
    let files = made(&reviewed());
    let rules = sheet(find(&files, "异常清单.xlsx"), "汇总（按规则）");
    assert_eq!(under(&rules, "发现条数"), ["9", "0", "12"]);
    assert_eq!(under(&rules, "已审核"), ["9", "0", "5"]);
    assert_eq!(under(&rules, "不予处理"), ["1", "0", "4"]);
    let offices = sheet(find(&files, "异常清单.xlsx"), "汇总（按街道）");
    assert_eq!(under(&offices, "合计").last().unwrap(), "2");
    assert_eq!(under(&offices, "已审核").last().unwrap(), "1");
}

#[test]
fn an_office_is_not_asked_to_correct_what_was_dismissed() {
    let files = made(&reviewed());
    let notice = format!(
        "{:?}",
        sheet(find(&files, "街道/椿树街道.xlsx"), "整改通知")
    );
    assert!(
        notice.contains("共发现问题 2 条，其中错误 1 条"),
        "{notice}"
    );
    assert!(notice.contains("其中 1 条经审核不予处理"), "{notice}");
    assert!(!notice.contains("文化节"), "{notice}");
    let list = sheet(find(&files, "街道/椿树街道.xlsx"), "问题清单");
    assert_eq!(under(&list, "处理状态"), ["不予处理", "待核实"]);
}

#[test]
fn links_go_to_the_very_cell() {
    let files = made(&Batch::new());
    let anomalies = find(&files, "异常清单.xlsx");
    let sheet = part(anomalies, "xl/worksheets/sheet4.xml");
    let targets = part(anomalies, "xl/worksheets/_rels/sheet4.xml.rels");
    assert!(sheet.contains("location=\"'it''s #1'!H19\""), "{sheet}");
    assert!(
        targets
            .contains("Target=\"../input/椿树街道/救助%2050%25%231.xlsx\" TargetMode=\"External\""),
        "{targets}"
    );
    // Five to a source, four of them also to a form drawn again.
    assert_eq!(sheet.matches("<hyperlink ").count(), 9);
}

#[test]
fn a_path_escaped_once_is_not_escaped_again() {
    let mut batch = Batch::new();
    let row: &[(&str, &str)] = &[
        ("finding_id", "x"),
        ("code", "F101"),
        ("source_file", "#1.xlsx"),
    ];
    batch.tables.findings = frame(FINDINGS, &[row]);
    let files = made(&batch);
    let targets = part(
        find(&files, "异常清单.xlsx"),
        "xl/worksheets/_rels/sheet4.xml.rels",
    );
    assert!(
        targets.contains("Target=\"%20/../../input/%231.xlsx\""),
        "{targets}"
    );
}

#[test]
fn projects_over_budget_come_largest_first() {
    let files = made(&Batch::new());
    let over = sheet(find(&files, "异常清单.xlsx"), "超预算项目");
    assert_eq!(under(&over, "街道"), ["A/B", "椿树街道", ""]);
    assert_eq!(under(&over, "超年初预算金额"), ["50.5", "2.56041", ""]);
    assert_eq!(under(&over, "超全年预算金额"), ["30.5", "", ""]);
    assert_eq!(
        under(&over, "能否解释"),
        ["不能解释", "自述可解释，待核", ""]
    );
}

#[test]
fn summaries_count_what_was_found_and_what_could_not_be_checked() {
    let files = made(&Batch::new());
    let anomalies = find(&files, "异常清单.xlsx");
    let rules = sheet(anomalies, "汇总（按规则）");
    assert_eq!(under(&rules, "代码"), ["B101", "S103", "E105"]);
    assert_eq!(under(&rules, "发现条数"), ["9", "0", "12"]);
    assert_eq!(under(&rules, "无法核查的表"), ["1", "0", "0"]);
    assert_eq!(under(&rules, "施行情况"), ["施行", "已撤销", "试行"]);
    let offices = sheet(anomalies, "汇总（按街道）");
    assert_eq!(
        under(&offices, "街道"),
        ["A/B", "牛街街道", "椿树街道", "合计"]
    );
    assert_eq!(under(&offices, "错误"), ["1", "1", "1", "3"]);
    assert_eq!(under(&offices, "得分"), ["0", "0", "2", "2"]);
}

#[test]
fn findings_are_counted_by_severity_and_family() {
    let files = made(&Batch::new());
    let by_severity = sheet(find(&files, "异常清单.xlsx"), "汇总（按程度）");
    let of = |header: &str| under(&by_severity, header);
    let counts = |header: &str| -> Vec<usize> {
        let cells = of(header);
        cells.iter().map(|cell| cell.parse().unwrap()).collect()
    };
    assert_eq!(of("严重程度"), ["错误", "警告", "提示", "合计"]);
    let all = counts("发现（条）");
    let list = sheet(find(&files, "异常清单.xlsx"), "异常明细");
    assert_eq!(all[3], under(&list, "发现编号").len());
    for parts in [
        &["正式规则", "试行规则"][..],
        &["其中须办理", "由他条引起"],
        &["已审核", "待核实"],
    ] {
        let parts: Vec<Vec<usize>> = parts.iter().map(|part| counts(part)).collect();
        let sums: Vec<usize> = (0..4)
            .map(|row| parts.iter().map(|part| part[row]).sum())
            .collect();
        assert_eq!(sums, all, "{parts:?}");
    }
    let header = by_severity.rows().find(|row| row[0] == "严重程度");
    let header = header.unwrap().iter().map(ToString::to_string);
    let families = header.skip_while(|one| *one != "待核实").skip(1);
    let families: Vec<Vec<usize>> = families.map(|one| counts(&one)).collect();
    assert!(families.len() > 1, "{families:?}");
    assert_eq!(families.iter().map(|of| of[3]).sum::<usize>(), all[3]);
}

#[test]
fn colours_follow_what_a_reviewer_types() {
    let files = made(&Batch::new());
    let anomalies = find(&files, "异常清单.xlsx");
    let rules = |sheet: &str| {
        let xml = part(anomalies, &format!("xl/worksheets/{sheet}.xml"));
        let formulas = xml.split("<cfRule ").skip(1).filter_map(|rule| {
            let formula = rule.split("<formula>").nth(1)?;
            formula.split("</formula>").next().map(str::to_owned)
        });
        formulas.collect::<Vec<_>>().join("\n")
    };
    let list = rules("sheet4");
    for word in ["错误", "警告", "提示", "待核实", "属实", "已整改"] {
        assert!(list.contains(&format!("\"{word}\"")), "{word}: {list}");
    }
    assert!(list.contains("$M4=\"不予处理\""), "{list}");
    let whole = part(anomalies, "xl/worksheets/sheet4.xml");
    assert!(!whole.contains("TODAY(") && !whole.contains("NOW("));
    let over = rules("sheet6");
    for word in [
        "批复台账可解释",
        "自述可解释，待核",
        "与台账不一致",
        "不能解释",
        "无法判断",
    ] {
        assert!(over.contains(&format!("\"{word}\"")), "{word}: {over}");
    }
}

#[test]
fn rules_that_reviewers_dismiss_come_first() {
    let files = made(&Batch::new());
    let stats = sheet(find(&files, "异常清单.xlsx"), "规则运行情况");
    assert_eq!(under(&stats, "代码"), ["E105", "B101", "S103"]);
    assert_eq!(under(&stats, "不予处理"), ["4", "1", "0"]);
    assert_eq!(under(&stats, "不予处理比例"), ["0.8", "0.111", ""]);
    assert_eq!(under(&stats, "阶段"), ["试行", "正式", "已撤销"]);
}

#[test]
fn of_each_rule_so_many_findings_are_listed_and_the_rest_is_counted() {
    let mut batch = Batch::new();
    let ids: Vec<String> = (1..=5).map(|number| format!("x{number}")).collect();
    let rows: Vec<[(&str, &str); 4]> = ids
        .iter()
        .map(|id| {
            [
                ("finding_id", id.as_str()),
                ("code", "B101"),
                ("street_office", "椿树街道"),
                ("severity", "warning"),
            ]
        })
        .collect();
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(<[_; 4]>::as_slice).collect();
    batch.tables.findings = frame(FINDINGS, &rows);
    batch.settings.findings_per_rule = 2;
    let files = made(&batch);
    let anomalies = find(&files, "异常清单.xlsx");
    let list = sheet(anomalies, "异常明细");
    assert_eq!(under(&list, "序号"), ["1", "2", ""]);
    assert_eq!(
        under(&list, "说明").last().unwrap(),
        "另有 3 条见 data/findings.csv"
    );
    let rule = "B101 执行数超年初预算";
    assert_eq!(under(&list, "规则"), [rule; 3]);
    let offices = sheet(anomalies, "汇总（按街道）");
    assert_eq!(under(&offices, "合计").last().unwrap(), "5");
    let office = sheet(find(&files, "街道/椿树街道.xlsx"), "问题清单");
    assert_eq!(under(&office, "序号").len(), 5);
}

#[test]
fn an_office_gets_its_own_findings_only() {
    let files = made(&Batch::new());
    let office = find(&files, "街道/椿树街道.xlsx");
    assert_eq!(book(office).sheet_names(), ["整改通知", "项目", "问题清单"]);
    let list = sheet(office, "问题清单");
    assert_eq!(under(&list, "填报"), ["15", "", ""]);
    assert_eq!(under(&list, "序号"), ["1", "1-1", "2"]);
    assert_eq!(under(&list, "位置")[0], "救助 50%#1.xlsx　it's #1!H19");
    let notice = format!("{:?}", sheet(office, "整改通知"));
    assert!(
        notice.contains("共发现问题 3 条，其中错误 1 条、警告 2 条、提示 0 条"),
        "{notice}"
    );
    assert!(!notice.contains("道路保洁"));
    let offices = files.iter().map(OutFile::name);
    let offices: Vec<String> = offices.filter(|name| name.starts_with("街道/")).collect();
    let expected = ["椿树街道", "A_B", "牛街街道"].map(|name| format!("街道/{name}.xlsx"));
    assert_eq!(offices, expected);
    // All that it sent is a form on the whole department.
    let notice = format!(
        "{:?}",
        sheet(find(&files, "街道/牛街街道.xlsx"), "整改通知")
    );
    assert!(
        notice.contains("年度部门整体支出绩效自评表 1 张，共发现问题 1 条"),
        "{notice}"
    );
}

#[test]
fn text_from_inputs_stays_text() {
    let files = made(&Batch::new());
    let consolidated = find(&files, "全区汇总.xlsx");
    let projects = sheet(consolidated, "项目明细");
    assert_eq!(
        under(&projects, "项目名称")[0],
        "=HYPERLINK(\"http://x\",\"困难群众救助\")"
    );
    for number in 1..=book(consolidated).sheet_names().len() {
        let xml = part(consolidated, &format!("xl/worksheets/sheet{number}.xml"));
        for formula in xml.split("<f>").skip(1) {
            let formula = formula.split("</f>").next().unwrap();
            let of_cells = |c: char| c.is_ascii_uppercase() || "0123456789:(),+-/".contains(c);
            assert!(formula.chars().all(of_cells), "sheet{number}: {formula}");
        }
    }
}

#[test]
fn what_a_cell_cannot_hold_is_cut_or_escaped() {
    let mut batch = Batch::new();
    let long = "长".repeat(40_000);
    let row: &[(&str, &str)] = &[
        ("form_id", "x"),
        ("street_office", "甲"),
        ("project_name", &long),
        ("grade", "a\u{1}b"),
    ];
    batch.tables.projects = frame(PROJECTS, &[row]);
    let files = made(&batch);
    let projects = sheet(find(&files, "全区汇总.xlsx"), "项目明细");
    assert!(under(&projects, "项目名称")[0].ends_with("…（截断，全文见 data/projects.csv）"));
    assert_eq!(under(&projects, "等级"), ["a\u{1}b"]);
}

#[test]
fn long_tables_go_on_in_another_sheet() {
    let mut batch = Batch::new();
    batch.settings.rows_per_sheet = 2;
    let files = made(&batch);
    let anomalies = find(&files, "异常清单.xlsx");
    let names = book(anomalies).sheet_names();
    assert!(names.contains(&"异常明细（3）".to_owned()), "{names:?}");
    assert_eq!(under(&sheet(anomalies, "异常明细（3）"), "序号"), ["4"]);
}

#[test]
fn headers_stay_filter_and_repeat_in_print() {
    let files = made(&Batch::new());
    let xml = part(find(&files, "全区汇总.xlsx"), "xl/worksheets/sheet6.xml");
    assert!(xml.contains(&format!("ySplit=\"{ABOVE}\"")) && xml.contains("state=\"frozen\""));
    assert!(!xml.contains("<autoFilter"), "the table brings its own");
    let table = part(find(&files, "全区汇总.xlsx"), "xl/tables/table2.xml");
    assert!(
        table.contains("displayName=\"项目明细\"") && table.contains("<autoFilter ref=\"A3:S5\"")
    );
    assert!(xml.contains("paperSize=\"9\"") && xml.contains("orientation=\"landscape\""));
    assert!(xml.contains("fitToHeight=\"0\""));
    let workbook = part(find(&files, "全区汇总.xlsx"), "xl/workbook.xml");
    assert!(workbook.contains("_xlnm.Print_Titles"));
}

#[test]
fn an_empty_batch_makes_empty_tables() {
    let mut batch = Batch::new();
    for table in [
        &mut batch.tables.projects,
        &mut batch.tables.indicators,
        &mut batch.tables.findings,
        &mut batch.tables.rule_runs,
        &mut batch.tables.roster,
        &mut batch.tables.submissions,
        &mut batch.tables.rollup,
        &mut batch.tables.rule_stats,
    ] {
        *table = table.clear();
    }
    let files = made(&batch);
    let names = book(find(&files, "全区汇总.xlsx")).sheet_names();
    for drawn in ["图表", "图表数据", "问题热力图"] {
        assert!(!names.contains(&drawn.to_owned()), "{drawn}");
    }
    assert_eq!(
        under(&sheet(find(&files, "全区汇总.xlsx"), "项目明细"), "街道"),
        ["无"]
    );
}

#[test]
fn the_record_lists_every_output() {
    let files = made(&Batch::new());
    let record: serde_json::Value =
        serde_json::from_slice(&find(&files, "run.json").bytes).unwrap();
    let outputs = record["outputs"].as_array().unwrap();
    assert_eq!(outputs.len(), files.len() - 1);
    assert_eq!(outputs[0]["path"], "全区汇总.xlsx");
    assert_eq!(outputs[0]["bytes"], files[0].bytes.len());
    assert_eq!(
        outputs[0]["blake3"],
        blake3::hash(&files[0].bytes).to_hex().to_string()
    );
    assert_eq!(record["counts"]["findings_error"], 3);
    assert_eq!(record["stages"][0]["milliseconds"], 5_120);
}

/// Every part of a workbook below this path, by name.
fn parts(file: &OutFile, below: &str) -> Vec<(String, String)> {
    let archive = zip::ZipArchive::new(Cursor::new(file.bytes.as_slice())).unwrap();
    let mut names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    names.retain(|name| name.starts_with(below));
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let text = part(file, &name);
            (name, text)
        })
        .collect()
}

/// What stands between these in a part.
fn between<'x>(xml: &'x str, before: &str, after: &str) -> Vec<&'x str> {
    xml.split(before)
        .skip(1)
        .map(|rest| rest.split(after).next().unwrap())
        .collect()
}

/// The formulas of a sheet, by cell.
fn formulas(file: &OutFile, name: &str) -> std::collections::BTreeMap<String, String> {
    let range = book(file).worksheet_formula(name).unwrap();
    let start = range.start().unwrap_or_default();
    let used = range.used_cells();
    used.map(|(row, col, formula)| {
        let row = start.0 + u32::try_from(row).unwrap();
        let col = start.1 + u32::try_from(col).unwrap();
        (
            crate::grid::CellRef::new(row, col).to_string(),
            formula.clone(),
        )
    })
    .collect()
}

#[test]
fn every_list_is_a_table_by_the_name_of_its_tab() {
    let files = made(&Batch::new());
    let consolidated = find(&files, "全区汇总.xlsx");
    let mut tables = std::collections::BTreeSet::new();
    for (part, xml) in parts(consolidated, "xl/tables/") {
        let name = between(&xml, "displayName=\"", "\"")[0].to_owned();
        assert!(name.chars().all(char::is_alphanumeric), "{name}");
        let reference = between(&xml, " ref=\"", "\"")[0];
        let headers: Vec<&str> = between(&xml, "<tableColumn ", "/>")
            .into_iter()
            .map(|column| between(column, "name=\"", "\"")[0])
            .collect();
        let range = sheet(consolidated, &name);
        let shown: Vec<String> = range
            .rows()
            .nth(2)
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(shown, headers, "{part}");
        let bottom = range.rows().len();
        let last: usize = reference
            .rsplit(|c: char| c.is_ascii_uppercase())
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert!(
            reference.starts_with("A3:") && last <= bottom,
            "{reference}"
        );
        assert!(!xml.contains("TableStyle"), "it looks as the sheet does");
        assert!(tables.insert(name), "twice");
    }
    for name in [
        "街道汇总",
        "项目明细",
        "指标明细",
        "文件清单",
        "报送质量",
        "报送情况",
        "版式图谱",
    ] {
        assert!(tables.contains(name), "{name}");
    }
    let anomalies = find(&files, "异常清单.xlsx");
    assert_eq!(parts(anomalies, "xl/tables/"), []);
}

#[test]
fn what_is_split_or_empty_is_filtered_without_a_table() {
    let mut batch = Batch::new();
    batch.settings.rows_per_sheet = 1;
    let files = made(&batch);
    let consolidated = find(&files, "全区汇总.xlsx");
    for (part, xml) in parts(consolidated, "xl/tables/") {
        let name = between(&xml, "displayName=\"", "\"")[0];
        assert!(name != "项目明细" && name != "街道汇总", "{part}");
    }
    let names = book(consolidated).sheet_names();
    assert!(names.contains(&"项目明细（2）".to_owned()), "{names:?}");
    assert!(!names.contains(&"分街道明细".to_owned()), "{names:?}");
    batch.tables.projects = batch.tables.projects.clear();
    let files = made(&batch);
    let tables = parts(find(&files, "全区汇总.xlsx"), "xl/tables/");
    assert!(tables.iter().all(|(_, xml)| !xml.contains("项目明细")));
}

/// The fixture with a roll-up that is the sum of its projects.
fn added_up() -> Batch {
    let mut batch = Batch::new();
    let first: &[(&str, &str)] = &[
        ("level", "street_office"),
        ("name", "椿树街道"),
        ("rank", "1"),
        ("projects", "1"),
        ("initial_budget", "33"),
        ("full_year_budget", "35.56041"),
        ("executed", "35.56041"),
        ("execution_rate", "1"),
        ("over_budget_projects", "1"),
        ("over_budget_amount", "2.56041"),
        ("mean_score", "98.92"),
        ("findings_error", "2"),
    ];
    let second: &[(&str, &str)] = &[
        ("level", "street_office"),
        ("name", "A/B"),
        ("rank", "2"),
        ("projects", "1"),
        ("initial_budget", "100"),
        ("full_year_budget", "120"),
        ("executed", "150.5"),
        ("execution_rate", "1.25"),
        ("over_budget_projects", "1"),
        ("over_budget_amount", "30.5"),
        ("mean_score", "70"),
        ("findings_error", "1"),
    ];
    let third: &[(&str, &str)] = &[
        ("level", "street_office"),
        ("name", "牛街街道"),
        ("projects", "0"),
        ("over_budget_projects", "0"),
        ("findings_error", "1"),
    ];
    let district: &[(&str, &str)] = &[
        ("level", "district"),
        ("name", "北京市西城区"),
        ("projects", "2"),
        ("initial_budget", "133"),
        ("full_year_budget", "155.56041"),
        ("executed", "186.06041"),
        ("over_budget_projects", "2"),
        ("over_budget_amount", "33.06041"),
        ("mean_score", "84.46"),
        ("findings_error", "5"), // one more than the offices have: of a file of none
    ];
    batch.tables.rollup = frame(ROLLUP, &[district, second, third, first]);
    batch
}

#[test]
fn the_ranking_adds_up_and_is_drawn() {
    let files = made(&added_up());
    let consolidated = find(&files, "全区汇总.xlsx");
    let formulas = formulas(consolidated, "街道汇总");
    assert_eq!(formulas["E7"], "SUM(E4:E6)");
    assert_eq!(formulas["J7"], "SUM(J4:J6)");
    assert_eq!(formulas["H4"], "F4/E4");
    assert!(
        !formulas.contains_key("H5"),
        "of other figures than those beside it"
    );
    assert!(!formulas.contains_key("K7"), "a mean of means is no mean");
    assert!(!formulas.contains_key("Q7"), "more than the sum");
    let xml = part(consolidated, "xl/worksheets/sheet4.xml");
    assert_eq!(xml.matches("<dataBar>").count(), 3);
    for full in ["1", "100", "10"] {
        let bounds = format!("<cfvo type=\"num\" val=\"0\"/><cfvo type=\"num\" val=\"{full}\"/>");
        assert!(xml.contains(&bounds), "{bounds}");
    }
    assert!(
        xml.contains("<xm:f>街道汇总!D4:F4</xm:f><xm:sqref>G4</xm:sqref>"),
        "{xml}"
    );
    let links = part(consolidated, "xl/worksheets/_rels/sheet4.xml.rels");
    assert!(links.contains("Target=\"街道/椿树街道.xlsx\""), "{links}");
}

#[test]
fn a_project_leads_to_its_source_and_to_its_form_drawn_again() {
    let files = made(&Batch::new());
    let consolidated = find(&files, "全区汇总.xlsx");
    let formulas = formulas(consolidated, "项目明细");
    for (cell, formula) in [
        ("G4", "F4/E4"),
        ("H4", "F4-D4"),
        ("I4", "H4/D4"),
        ("M4", "J4+K4"),
    ] {
        assert_eq!(formulas[cell], formula, "{cell}");
    }
    assert!(
        !formulas.contains_key("M5"),
        "the parts of this score are not known"
    );
    let links = part(consolidated, "xl/worksheets/_rels/sheet6.xml.rels");
    assert!(
        links.contains("Target=\"../input/椿树街道/救助%2050%25%231.xlsx\""),
        "{links}"
    );
    assert!(links.contains("Target=\"街道/A_B.xlsx\""), "{links}");
    let xml = part(consolidated, "xl/worksheets/sheet6.xml");
    assert!(xml.contains("location=\"'01 道路保洁'!A1\""), "{xml}");
}

#[test]
fn every_office_stands_over_its_projects() {
    let files = made(&added_up());
    let consolidated = find(&files, "全区汇总.xlsx");
    let told = sheet(consolidated, "分街道明细");
    assert_eq!(
        under(&told, "街道"),
        ["椿树街道", "", "A/B", "", "牛街街道", "北京市西城区"]
    );
    assert_eq!(
        under(&told, "得分"),
        ["98.92", "98.92", "70", "70", "", "84.46"]
    );
    let formulas = formulas(consolidated, "分街道明细");
    for (cell, formula) in [
        ("C4", "ROWS(C5:C5)"),
        ("F4", "SUBTOTAL(9,F5:F5)"),
        ("J4", "ROUND(AVERAGE(J5:J5),2)"),
        ("F9", "SUBTOTAL(9,F4:F8)"),
        ("C9", "SUM(C4:C8)"),
        ("H6", "COUNT(I7:I7)"),
        ("I9", "SUBTOTAL(9,I4:I8)"),
        ("L4", "SUBTOTAL(9,L5:L5)"),
    ] {
        assert_eq!(
            formulas.get(cell).map(String::as_str),
            Some(formula),
            "{cell}"
        );
    }
    assert!(!formulas.contains_key("L9"), "more than the sum");
    let xml = part(consolidated, "xl/worksheets/sheet5.xml");
    assert!(xml.contains("<outlinePr summaryBelow=\"0\"/>"), "{xml}");
    assert_eq!(xml.matches("outlineLevel=\"1\"").count(), 2);
    assert!(!xml.contains("hidden=\"1\""));
}

#[test]
fn many_projects_are_folded_away_at_first() {
    let mut batch = added_up();
    let row: &[(&str, &str)] = &[("street_office", "椿树街道"), ("executed", "1")];
    batch.tables.projects = frame(PROJECTS, &[row; 201]);
    let files = made(&batch);
    let consolidated = find(&files, "全区汇总.xlsx");
    let xml = part(consolidated, "xl/worksheets/sheet5.xml");
    let folded = between(&xml, "<row ", ">");
    let folded = folded.iter().filter(|row| row.contains("hidden=\"1\""));
    assert_eq!(
        folded
            .filter(|row| row.contains("outlineLevel=\"1\""))
            .count(),
        201
    );
    assert_eq!(
        formulas(consolidated, "分街道明细").get("F4"),
        None,
        "not the sum of these"
    );
    let note = sheet(consolidated, "分街道明细").rows().nth(1).unwrap()[0].to_string();
    assert!(note.contains("先行收起"), "{note}");
}
