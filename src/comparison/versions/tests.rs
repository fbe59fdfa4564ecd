//! Two versions of one form, drawn row by row: what is told of them.

use super::*;
use crate::evaluate::ScoringPolicy;
use crate::form::{Dictionary, extract_all};
use crate::grid::Sheet;
use crate::registry::Registry;
use crate::submission::{Outcome, Source, batch::settle};
use crate::value::Moment;

const FIRST: [&str; 9] = [
    "项目支出绩效自评表",
    "（2024年度）",
    "项目名称|便民服务项目",
    "主管部门|椿树街道办事处|实施单位|社区服务中心",
    "项目资金（万元）||年初预算数|全年预算数|全年执行数",
    "|年度资金总额|33|33|33",
    "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
    "产出指标|数量指标|服务次数|12次|12次|50|50",
    "效益指标|社会效益指标|居民满意|满意|满意|40|40",
];

fn form_of(rows: &[&str], file: &str, saved: &str) -> Submission {
    let sheet = Sheet::drawn("自评表", rows.iter().map(|row| row.split('|')));
    let source = Source {
        file: file.to_owned(),
        blake3: file.to_owned(),
        saved: Moment::parse(saved),
        ..Source::default()
    };
    let form = extract_all(&sheet, &Dictionary::shipped()).forms.remove(0);
    let (registry, policy) = (Registry::default(), ScoringPolicy::default());
    Submission {
        outcome: Outcome::Assessed {
            forms: vec![Assessed::of(form, &source, &registry, &policy)],
            notes: Vec::new(),
        },
        source,
    }
}

fn compared(new: &[&str]) -> Vec<String> {
    let mut batch = vec![
        form_of(&FIRST, "椿树街道/初稿.xlsx", "2025-03-01T08:00:00"),
        form_of(new, "椿树街道/定稿.xlsx", "2025-03-05T08:00:00"),
    ];
    settle(&mut batch, None);
    let successions = successions(&batch);
    assert_eq!(successions.len(), 1);
    let differing = successions[0].places.iter().filter(|one| one.differs());
    let side = |told: &Option<Told>| {
        told.as_ref().map_or("∅".to_owned(), |told| {
            format!("{}={}", told.at, told.text)
        })
    };
    differing
        .map(|one| format!("{}：{} → {}", one.what, side(&one.old), side(&one.new)))
        .collect()
}

fn with(at: usize, row: &'static str) -> Vec<&'static str> {
    let mut rows = FIRST.to_vec();
    rows[at] = row;
    rows
}

#[test]
fn a_corrected_cell_is_told_with_both_places() {
    let told = compared(&with(5, "|年度资金总额|33|35.5|35.5"));
    assert_eq!(
        told,
        [
            "年度资金总额 · 全年预算数：D6=33 → D6=35.5",
            "年度资金总额 · 全年执行数：E6=33 → E6=35.5",
        ]
    );
}

#[test]
fn an_inserted_row_makes_no_other_row_differ() {
    let mut rows = FIRST.to_vec();
    rows.insert(7, "产出指标|质量指标|达标率|100%|100%|10|10");
    rows.insert(4, "项目负责人|王某");
    assert_eq!(
        compared(&rows),
        [
            "项目负责人：∅ → B5=王某",
            "栏目“质量指标”：∅ → B9=质量指标",
            "指标“达标率”（整行）：∅ → C9=三级指标 达标率；年度指标值 100%；实际完成值 100%；分值 10；得分 10",
        ]
    );
}

#[test]
fn layout_makes_no_difference_and_another_name_is_a_change() {
    let told = compared(&with(
        7,
        "产出指标|数量指标|便民服务 次数|１２次|12 次|50|50",
    ));
    assert_eq!(
        told,
        ["指标“便民服务 次数” · 三级指标：C8=服务次数 → C8=便民服务 次数"]
    );
}

#[test]
fn a_row_that_is_gone_is_told_once() {
    let told = compared(&FIRST[..8]);
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[2].starts_with("指标“居民满意”（整行）：C9=三级指标 居民满意"));
    assert!(told[2].ends_with("→ ∅"));
}

#[test]
fn the_last_version_before_is_compared_and_all_are_listed() {
    let mut batch = vec![
        form_of(&FIRST, "甲.xlsx", "2025-03-01T08:00:00"),
        form_of(&FIRST, "丙.xlsx", "2025-03-05T08:00:00"),
        form_of(&FIRST, "乙.xlsx", "2025-03-03T08:00:00"),
    ];
    settle(&mut batch, None);
    let all = successions(&batch);
    let files: Vec<&str> = all[0]
        .older
        .iter()
        .map(|place| batch[place.submission].source.file.as_str())
        .collect();
    assert_eq!(files, ["乙.xlsx", "甲.xlsx"]);
    assert_eq!(batch[all[0].newer.submission].source.file, "丙.xlsx");
}

#[test]
fn a_form_that_came_once_has_no_succession() {
    let mut batch = vec![form_of(&FIRST, "甲.xlsx", "2025-03-01T08:00:00")];
    settle(&mut batch, None);
    assert!(successions(&batch).is_empty());
}
