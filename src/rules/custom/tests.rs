//! Conditions on rows that are worked by hand, and rules on whole forms.

use super::condition::Values;
use super::fixture::Typed;
use super::parser::parse;
use super::*;
use crate::finding::{Severity, Stage};
use crate::rules::fixture::Fixture;
use crate::submission::Source;

/// A project of which the office is known, the carry-over is not.
fn row() -> Typed {
    Typed::row(&[
        ("street_office", "'椿树街道"),
        ("project_name", "'社区（便民） 服务A"),
        ("initial_budget", "33"),
        ("full_year_budget", "35.56041"),
        ("executed", "35.56041"),
        ("execution_rate", "0.9999999"),
        ("other_executed", "0"),
        ("budget_variance", "-2.5"),
    ])
}

fn holds(text: &str, row: &dyn Values) -> Option<bool> {
    parse(text, CheckedTable::Projects).unwrap().truth.of(row)
}

#[test]
fn figures_are_compared_exactly() {
    let told = [
        ("executed = full_year_budget", true),
        ("executed = 35.56041", true),
        ("executed >= 35.5604100001", false),
        ("executed - initial_budget = 2.56041", true),
        ("executed / initial_budget > 107.75%", true),
        ("executed / initial_budget > 107.76%", false),
        // In floats 0.1 + 0.2 is not 0.3.
        ("initial_budget * 0 + 0.1 + 0.2 = 0.3", true),
        ("executed * executed = 1264.5427593681", true),
        ("execution_rate < 1", true),
        ("round(execution_rate, 6) = 1", true),
        ("round(budget_variance) = -3", true),
        ("abs(budget_variance) = 2.5", true),
        ("-budget_variance = 2.5", true),
        ("2 - -budget_variance = -0.5", true),
        ("length(project_name) = 9", true),
    ];
    for (text, expected) in told {
        assert_eq!(holds(text, &row()), Some(expected), "{text}");
    }
}

#[test]
fn texts_are_compared_without_width_case_and_blanks() {
    let told = [
        ("project_name = '社区(便民)服务a'", true),
        ("project_name != '社区便民服务'", true),
        ("contains(project_name, '便民')", true),
        ("starts_with(项目名称, '便民')", false),
        ("ends_with(项目名称, '服务Ａ')", true),
        ("street_office in ('德胜街道', '椿树街道')", true),
        ("street_office not in ('德胜街道', '椿树街道')", false),
    ];
    for (text, expected) in told {
        assert_eq!(holds(text, &row()), Some(expected), "{text}");
    }
}

#[test]
fn what_depends_on_the_unknown_is_unknown() {
    let told = [
        ("carryover_executed > 0", None),
        ("not carryover_executed > 0", None),
        ("carryover_executed != 1", None),
        ("carryover_executed + 1 > 0", None),
        ("carryover_executed is null", Some(true)),
        ("carryover_executed is not null", Some(false)),
        ("coalesce(carryover_executed, 0) = 0", Some(true)),
        ("空则取(项目编码, '无') = '无'", Some(true)),
        ("executed / other_executed > 1", None),
        // What is false of another office stays false whatever is blank there.
        (
            "street_office = '德胜街道' and carryover_executed > 0",
            Some(false),
        ),
        (
            "carryover_executed > 0 and street_office = '德胜街道'",
            Some(false),
        ),
        (
            "street_office = '椿树街道' and carryover_executed > 0",
            None,
        ),
        (
            "street_office = '椿树街道' or carryover_executed > 0",
            Some(true),
        ),
        (
            "carryover_executed > 0 or street_office = '椿树街道'",
            Some(true),
        ),
        ("street_office = '德胜街道' or carryover_executed > 0", None),
        ("contains(project_code, '1')", None),
        ("length(project_code) > 3", None),
        ("project_code in ('1', '2')", None),
    ];
    for (text, expected) in told {
        assert_eq!(holds(text, &row()), expected, "{text}");
    }
}

#[test]
fn figures_beyond_all_sense_are_unknown() {
    let huge = Typed::row(&[("executed", "79228162514264337593543950335")]);
    assert_eq!(holds("executed * executed > 1", &huge), None);
    assert_eq!(holds("executed + executed > 1", &huge), None);
    assert_eq!(holds("executed > 1", &huge), Some(true));
}

/// A rule on a table, ready to run.
fn rule(table: CheckedTable, when: &str, cell: Option<&str>) -> CompiledRule {
    let rule = CustomRule {
        code: "U101".to_owned(),
        title: "标题".to_owned(),
        enabled: true,
        severity: Severity::Error,
        stage: Stage::InForce,
        table,
        when: when.to_owned(),
        message: "{全年执行数} 万元，年初 {年初预算数}".to_owned(),
        cell: cell.map(str::to_owned),
    };
    rule.compile().unwrap()
}

fn form() -> Fixture {
    Fixture::new()
        .funding("年度资金总额", ["", "35.6", "35.56041", "10", "100%", "10"])
        .indicator([
            "产出指标",
            "数量指标",
            "走访户数",
            "50户",
            "50户",
            "50",
            "50",
            "",
        ])
        .indicator([
            "产出指标",
            "成本指标",
            "总成本",
            "33万元",
            "35万元",
            "40",
            "",
            "涨价",
        ])
}

fn verdict(rule: &CompiledRule, form: &Fixture) -> Verdict {
    let said = check(
        std::slice::from_ref(rule),
        &Source::default(),
        form.subject().assessed,
    );
    said.into_iter().next().unwrap().verdict
}

#[test]
fn a_rule_on_projects_points_at_the_cells_that_it_read() {
    let rule = rule(
        CheckedTable::Projects,
        "executed < 全年预算数 and 项目编码 is null",
        Some("全年执行数"),
    );
    let Verdict::Checked(hits) = verdict(&rule, &form()) else {
        panic!("it looked");
    };
    assert_eq!(hits[0].at.unwrap().to_string(), "F9");
    assert_eq!(hits[0].related, ["E9".parse().unwrap()]);
    assert_eq!(hits[0].message, "35.56041 万元，年初 （空）");
    assert_eq!(
        hits[0].declared,
        "全年执行数 35.56041；全年预算数 35.6；项目编码 （空）"
    );
}

#[test]
fn a_rule_on_projects_passes_or_cannot_run() {
    let on = |when: &str| verdict(&rule(CheckedTable::Projects, when, None), &form());
    assert_eq!(on("executed > 100"), Verdict::Checked(Vec::new()));
    assert_eq!(on("initial_budget > 100"), Verdict::CouldNotRun);
    let Verdict::Checked(hits) = on("initial_budget is null") else {
        panic!("it looked");
    };
    assert_eq!(hits[0].at.unwrap().to_string(), "A1");
}

#[test]
fn a_rule_on_indicators_looks_at_each() {
    let on = |when: &str, cell| match verdict(&rule(CheckedTable::Indicators, when, cell), &form())
    {
        Verdict::Checked(hits) => hits.iter().map(|hit| hit.at.unwrap().to_string()).collect(),
        other => vec![format!("{other:?}")],
    };
    assert_eq!(on("分值 >= 40", None), ["D13", "D14"]);
    assert_eq!(
        on(
            "分值 >= 40 and 二级指标 = '成本指标' and 全年执行数 > 1",
            Some("分值")
        ),
        ["G14"]
    );
    // One indicator has no score: a fault is said whatever else is unknown, else nothing is certain.
    assert_eq!(on("填报得分 = 50", None), ["D13"]);
    assert_eq!(on("填报得分 > 50", None), ["CouldNotRun"]);
    assert_eq!(on("分值 > 90", None), Vec::<String>::new());
}

#[test]
fn a_form_without_indicators_is_not_asked_about_them() {
    let rule = rule(CheckedTable::Indicators, "分值 > 90", None);
    assert_eq!(verdict(&rule, &Fixture::new()), Verdict::NotApplicable);
}
