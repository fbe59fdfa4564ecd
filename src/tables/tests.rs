//! The tables of small hand-made batches, and the arithmetic of the roll-ups.

use polars::prelude::{AnyValue, DataFrame};
use rust_decimal::Decimal;

use super::contribution::{Contribution, Project as Figures};
use super::fixture::{self, Project, REFERENCE};
use super::{Batch, QualitySettings, Tables, build, columns, rollup, rule_stats};
use crate::decision::Review;
use crate::evaluate::ScoringPolicy;
use crate::finding::{Family, Finding, RuleRecord, RuleRun, RunState, Severity, Stage};
use crate::refusal::Refusal;
use crate::registry::Registry;
use crate::submission::{Outcome, Roster, Submission};

fn tables(submissions: &[Submission], findings: &[Finding]) -> Tables {
    build(&Batch {
        submissions,
        findings,
        runs: &[],
        review: &Review::default(),
        rules: &[],
        roster: &Roster::of(submissions, &Registry::default(), None),
        successions: &[],
        registry: &Registry::default(),
        policy: &ScoringPolicy::default(),
        review_book: None,
        comparisons: &crate::comparison::Comparisons::default(),
        quality: &QualitySettings::default(),
    })
    .unwrap()
}

/// A cell as text; `∅` where it is null.
fn cell(frame: &DataFrame, column: &str, row: usize) -> String {
    match frame.column(column).unwrap().get(row).unwrap() {
        AnyValue::Null => "∅".to_owned(),
        AnyValue::String(text) => text.to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        AnyValue::Decimal(units, _, scale) => {
            let scale = u32::try_from(scale).unwrap();
            Decimal::from_i128_with_scale(units, scale)
                .normalize()
                .to_string()
        }
        other => other.to_string(),
    }
}

fn cells<const N: usize>(frame: &DataFrame, columns: [&str; N], row: usize) -> [String; N] {
    columns.map(|column| cell(frame, column, row))
}

fn column(frame: &DataFrame, name: &str) -> Vec<String> {
    (0..frame.height())
        .map(|row| cell(frame, name, row))
        .collect()
}

/// The row of the roll-up with this level and name.
fn at(rollup: &DataFrame, level: &str, name: &str) -> usize {
    (0..rollup.height())
        .find(|row| cells(rollup, ["level", "name"], *row) == [level, name])
        .unwrap()
}

#[test]
fn every_table_has_the_columns_of_its_contract() {
    for tables in [
        tables(&[], &[]),
        tables(&[fixture::submission("a.xlsx", &[REFERENCE])], &[]),
    ] {
        for (table, frame, columns) in tables.named() {
            let built: Vec<_> = frame
                .columns()
                .iter()
                .map(|c| (c.name().to_string(), c.dtype().clone()))
                .collect();
            let agreed: Vec<_> = columns
                .iter()
                .map(|c| (c.name.to_owned(), c.kind.dtype()))
                .collect();
            assert_eq!(built, agreed, "{table}");
        }
    }
}

#[test]
fn the_contract_lists_the_tables_in_their_order() {
    let tables = tables(&[], &[]);
    let named: Vec<_> = tables
        .named()
        .iter()
        .map(|(name, _, columns)| (*name, *columns))
        .collect();
    assert_eq!(named, columns::TABLES);
}

#[test]
fn a_project_row_holds_declared_and_recomputed_figures() {
    let findings = [
        fixture::finding("椿树/a.xlsx", &REFERENCE, "B101", Severity::Warning),
        fixture::finding("椿树/a.xlsx", &REFERENCE, "S103", Severity::Error),
        fixture::finding("椿树/旧.xlsx", &REFERENCE, "S103", Severity::Error),
    ];
    let tables = tables(
        &[fixture::submission("椿树/a.xlsx", &[REFERENCE])],
        &findings,
    );
    let row = |columns: [&str; 4]| cells(&tables.projects, columns, 0);
    assert_eq!(
        row([
            "fiscal_year",
            "street_office",
            "implementing_unit",
            "project_name"
        ]),
        ["2024", "椿树街道", "社区建设科", "民生保障便民服务项目"]
    );
    assert_eq!(
        row([
            "supervising_department",
            "project_code",
            "project_lead",
            "phone"
        ]),
        ["西城区民政局", "∅", "∅", "∅"]
    );
    assert_eq!(
        row([
            "initial_budget",
            "full_year_budget",
            "executed",
            "appropriation_initial"
        ]),
        ["33", "35.56041", "35.56041", "33.123457"]
    );
    assert_eq!(
        row([
            "appropriation_full_year",
            "carryover_initial",
            "other_executed",
            "appropriation_executed"
        ]),
        ["∅"; 4]
    );
    assert_eq!(
        row([
            "execution_rate_declared",
            "execution_rate",
            "execution_weight",
            "execution_score"
        ]),
        ["1.0", "1.0", "10", "10"]
    );
    assert_eq!(
        row([
            "execution_score_declared",
            "indicator_weight",
            "indicator_score_declared",
            "indicator_score"
        ]),
        ["10", "90", "90", "88.92"]
    );
    assert_eq!(
        row([
            "total_weight_declared",
            "total_score_declared",
            "total_weight",
            "total_score"
        ]),
        ["90", "90", "100", "98.92"]
    );
    assert_eq!(
        row(["grade", "budget_variance", "template", "source_cell"]),
        ["优", "2.56041", "beijing", "A1"]
    );
    assert_eq!(
        row([
            "findings_error",
            "findings_warning",
            "findings_info",
            "source_sheet"
        ]),
        ["1", "1", "0", "自评表"]
    );
    let rates = ["execution_rate_vs_initial", "budget_variance_rate"].map(|rate| {
        let rates = tables.projects.column(rate).unwrap().f64().unwrap();
        rates.get(0).unwrap().to_string()
    });
    assert_eq!(rates, ["1.0775881818181818", "0.07758818181818182"]);
}

#[test]
fn an_indicator_row_holds_its_words_and_what_they_mean() {
    let tables = tables(&[fixture::submission("a.xlsx", &[REFERENCE])], &[]);
    let row = |row, columns: [&str; 6]| cells(&tables.indicators, columns, row);
    assert_eq!(
        row(
            0,
            [
                "ordinal",
                "level1",
                "level2",
                "level3",
                "target_text",
                "actual_text"
            ]
        ),
        [
            "1",
            "产出指标",
            "成本指标",
            "项目总成本",
            "33万元",
            "35.56041万元"
        ]
    );
    assert_eq!(
        row(
            0,
            [
                "comparator",
                "target_value",
                "actual_value",
                "value_unit",
                "weight",
                "score_declared"
            ]
        ),
        ["≤", "33", "35.56041", "万元", "15", "15"]
    );
    assert_eq!(
        row(
            0,
            [
                "score",
                "score_basis",
                "deviation_reason",
                "source_cell",
                "level3",
                "ordinal"
            ]
        ),
        ["13.92", "quantitative", "∅", "D17", "项目总成本", "1"]
    );
    assert_eq!(
        row(
            1,
            [
                "comparator",
                "target_value",
                "actual_value",
                "value_unit",
                "attainment",
                "score_basis"
            ]
        ),
        ["∅", "∅", "∅", "∅", "∅", "qualitative"]
    );
    assert_eq!(cell(&tables.indicators, "level3", 1), "提升 居民满意程度");
    let attainment = tables
        .indicators
        .column("attainment")
        .unwrap()
        .f64()
        .unwrap()
        .get(0);
    assert_eq!(attainment, Some(33.0 / 35.56041));
}

#[test]
fn rows_follow_the_registry_then_names() {
    let project = |office, name| Project {
        office,
        name,
        ..REFERENCE
    };
    let batch = [
        fixture::submission("1.xlsx", &[project("海淀街道", "甲")]),
        fixture::submission("2.xlsx", &[project("椿树街道", "乙")]),
        fixture::submission(
            "3.xlsx",
            &[project("椿树街道", "丙"), project("椿树街道", "乙二")],
        ),
        fixture::submission("4.xlsx", &[project("德胜街道", "丁")]),
    ];
    let tables = tables(&batch, &[]);
    assert_eq!(
        column(&tables.projects, "project_name"),
        ["丁", "丙", "乙", "乙二", "甲"]
    );
    let forms = column(&tables.projects, "form_id");
    let indicators = column(&tables.indicators, "form_id");
    let doubled: Vec<_> = forms
        .iter()
        .flat_map(|form| [form.clone(), form.clone()])
        .collect();
    assert_eq!(indicators, doubled);
}

#[test]
fn findings_come_the_gravest_first() {
    let project = Project {
        office: "德胜街道",
        name: "丁",
        ..REFERENCE
    };
    let mut later = fixture::finding("a.xlsx", &REFERENCE, "B101", Severity::Warning);
    later.at = Some("A10".parse().unwrap());
    let findings = [
        fixture::file_finding("b.xlsx", "", "F105", Severity::Info),
        later,
        fixture::finding("a.xlsx", &REFERENCE, "B101", Severity::Warning),
        fixture::finding("d.xlsx", &project, "M103", Severity::Warning),
        fixture::finding("a.xlsx", &REFERENCE, "S103", Severity::Error),
    ];
    let found = tables(&[], &findings).findings;
    assert_eq!(
        column(&found, "code"),
        ["S103", "M103", "B101", "B101", "F105"]
    );
    assert_eq!(
        column(&found, "source_cell"),
        ["E8", "E8", "E8", "A10", "∅"]
    );
    assert_eq!(
        cells(
            &found,
            ["family", "severity", "stage", "related_cells", "caused_by"],
            0
        ),
        ["budget", "error", "in_force", "C8 D8", "∅"]
    );
    assert_eq!(
        cells(
            &found,
            [
                "form_id",
                "street_office",
                "review_status",
                "review_note",
                "review_until"
            ],
            4
        ),
        ["∅"; 5]
    );
}

#[test]
fn rule_runs_are_sorted_by_form_and_rule() {
    let run = |code: &'static str, form_id: &str, state| RuleRun {
        code: code.into(),
        form_id: form_id.to_owned(),
        state,
    };
    let runs = [
        run("S103", "f2", RunState::Passed),
        run("B101", "f2", RunState::CouldNotRun),
        run("F101", "", RunState::Raised),
    ];
    let batch = Batch {
        submissions: &[],
        findings: &[],
        runs: &runs,
        review: &Review::default(),
        rules: &[],
        roster: &Roster::default(),
        successions: &[],
        registry: &Registry::default(),
        policy: &ScoringPolicy::default(),
        review_book: None,
        comparisons: &crate::comparison::Comparisons::default(),
        quality: &QualitySettings::default(),
    };
    let runs = build(&batch).unwrap().rule_runs;
    assert_eq!(column(&runs, "code"), ["F101", "B101", "S103"]);
    assert_eq!(column(&runs, "form_id"), ["∅", "f2", "f2"]);
    assert_eq!(
        column(&runs, "state"),
        ["raised", "could_not_run", "passed"]
    );
}

#[test]
fn rules_are_counted_with_what_reviewers_made_of_them() {
    use polars::prelude::{IntoColumn as _, NamedFrom as _, Series};
    let record = |code: &'static str| RuleRecord {
        code: code.into(),
        title: "规则".into(),
        family: Family::Scores,
        severity: Severity::Error,
        stage: Stage::InForce,
        state: "施行".to_owned(),
        applies_to_all: true,
    };
    let run = |code: &'static str, form_id: &str, state| RuleRun {
        code: code.into(),
        form_id: form_id.to_owned(),
        state,
    };
    let runs = [
        run("S103", "f1", RunState::Raised),
        run("S103", "f2", RunState::Passed),
        run("S103", "f3", RunState::NotApplicable),
        run("B101", "f1", RunState::CouldNotRun),
    ];
    let finding = |code| fixture::finding("a.xlsx", &REFERENCE, code, Severity::Error);
    let findings = ["S103", "S103", "S103", "S103", "S103", "S103", "U9"].map(finding);
    let batch = Batch {
        submissions: &[],
        findings: &findings,
        runs: &runs,
        rules: &["S103", "B101", "E101"].map(record),
        review: &Review::default(),
        roster: &Roster::default(),
        successions: &[],
        comparisons: &crate::comparison::Comparisons::default(),
        quality: &QualitySettings::default(),
        registry: &Registry::default(),
        policy: &ScoringPolicy::default(),
        review_book: None,
    };
    let built = build(&batch).unwrap();
    let mut found = built.findings.clone();
    let codes = column(&found, "code");
    let mut decisions = ["属实", "已整改", "不予处理", "待核实", "不予处理", ""].iter();
    let decided: Vec<Option<&str>> = codes
        .iter()
        .map(|code| (code == "S103").then(|| *decisions.next().unwrap()))
        .map(|status| status.filter(|status| !status.is_empty()))
        .collect();
    let decided = Series::new("review_status".into(), decided).into_column();
    found.with_column(decided).unwrap();
    let stats = rule_stats::frame(&batch, &found, &built.rule_runs).unwrap();
    assert_eq!(column(&stats, "code"), ["S103", "B101", "E101", "U9"]);
    let counts = [
        "forms_checked",
        "raised",
        "passed",
        "not_applicable",
        "could_not_run",
        "findings",
    ];
    assert_eq!(cells(&stats, counts, 0), ["2", "1", "1", "1", "0", "6"]);
    assert_eq!(cells(&stats, counts, 1), ["0", "0", "0", "0", "1", "0"]);
    assert_eq!(cells(&stats, counts, 2), ["0"; 6]);
    assert_eq!(cells(&stats, counts, 3), ["0", "0", "0", "0", "0", "1"]);
    let reviewed = ["reviewed", "confirmed", "dismissed", "dismissed_share"];
    assert_eq!(cells(&stats, reviewed, 0), ["4", "2", "2", "0.5"]);
    assert_eq!(cells(&stats, reviewed, 1), ["0", "0", "0", "∅"]);
    assert_eq!(cells(&built.rule_stats, reviewed, 0), ["0", "0", "0", "∅"]);
}

#[test]
fn every_file_is_accounted_for() {
    let of = "a.xlsx".to_owned();
    let batch = [
        fixture::submission("a.xlsx", &[REFERENCE]),
        fixture::other("b.xlsx", "椿树街道", Outcome::Refused(Refusal::Encrypted)),
        fixture::other(
            "c.xlsx",
            "椿树街道",
            Outcome::NoForm {
                notes: vec![crate::note::Note::Remark("工作表“附表”已隐藏".to_owned())],
            },
        ),
        fixture::other("d.xlsx", "椿树街道", Outcome::Duplicate { of }),
        fixture::other("e.xlsx", "", Outcome::Skipped("锁文件".to_owned())),
        fixture::submission(
            "f.xlsx",
            &[Project {
                name: "另一项目",
                ..REFERENCE
            }],
        ),
        fixture::other(
            "g.zip",
            "",
            Outcome::Unpacked {
                entries: 3,
                notes: vec![crate::note::Note::Loss("目录损坏".to_owned())],
            },
        ),
    ];
    let findings = [
        fixture::file_finding("b.xlsx", "椿树街道", "F102", Severity::Error),
        fixture::file_finding("c.xlsx", "椿树街道", "F103", Severity::Warning),
        fixture::file_finding("d.xlsx", "椿树街道", "F105", Severity::Info),
        fixture::file_finding("f.xlsx", "椿树街道", "F110", Severity::Warning),
        fixture::file_finding("f.xlsx", "椿树街道", "F108", Severity::Error),
    ];
    let files = tables(&batch, &findings).submissions;
    assert_eq!(
        column(&files, "status"),
        [
            "ok", "error", "no_form", "skipped", "skipped", "partial", "skipped"
        ]
    );
    assert_eq!(
        column(&files, "code"),
        ["∅", "F102", "F103", "F105", "∅", "F108", "∅"]
    );
    assert_eq!(column(&files, "forms"), ["1", "∅", "0", "∅", "∅", "1", "∅"]);
    assert_eq!(cell(&files, "reason", 1), Refusal::Encrypted.to_string());
    assert_eq!(
        cell(&files, "reason", 2),
        "未识别到自评表；工作表“附表”已隐藏"
    );
    assert_eq!(
        cell(&files, "reason", 3),
        "与“a.xlsx”内容完全相同，只计一次"
    );
    assert_eq!(
        cell(&files, "reason", 6),
        "压缩包，已逐个处理其中 3 个文件，各列一行；目录损坏"
    );
    assert_eq!(
        cells(&files, ["format", "bytes", "reason", "street_office"], 0),
        ["xlsx", "2048", "∅", "椿树街道"]
    );
}

#[test]
fn a_superseded_version_is_a_row_of_its_file_and_nowhere_else() {
    let second = Project {
        name: "乙",
        ..REFERENCE
    };
    let old = fixture::superseded(fixture::submission("a.xlsx", &[REFERENCE]), "b.xlsx");
    let half = fixture::superseded(
        fixture::submission("c.xlsx", &[REFERENCE, second]),
        "b.xlsx",
    );
    let batch = [old, fixture::submission("b.xlsx", &[REFERENCE]), half];
    let mut findings = [
        fixture::file_finding("a.xlsx", "椿树街道", "F101", Severity::Warning),
        fixture::file_finding("a.xlsx", "椿树街道", "F106", Severity::Warning),
        fixture::file_finding("c.xlsx", "椿树街道", "F106", Severity::Warning),
    ];
    findings[1].subject.form_id = "an id of its own".to_owned();
    let tables = tables(&batch, &findings);
    let files = &tables.submissions;
    assert_eq!(column(files, "status"), ["skipped", "ok", "ok"]);
    assert_eq!(column(files, "code"), ["F106", "∅", "F106"]);
    assert_eq!(column(files, "forms"), ["1", "1", "2"]);
    assert_eq!(
        cell(files, "reason", 0),
        "同一项目另有较新的版本“b.xlsx”（工作表“自评表”A1），以该份为准，本份不计入汇总"
    );
    assert!(cell(files, "reason", 2).starts_with("“民生保障便民服务项目”同一项目另有"));
    let mut counting = column(&tables.projects, "source_file");
    counting.sort();
    assert_eq!(counting, ["b.xlsx", "c.xlsx"]);
    assert_eq!(tables.indicators.height(), 4);
    assert_eq!(cell(&tables.rollup, "projects", 0), "2");
    // The findings still count for their office.
    let office = at(&tables.rollup, "street_office", "椿树街道");
    assert_eq!(cell(&tables.rollup, "findings_warning", office), "3");
    let row = column(&tables.roster, "street_office")
        .iter()
        .position(|name| name == "椿树街道")
        .unwrap();
    assert_eq!(
        cells(&tables.roster, ["source_file", "versions"], row),
        ["b.xlsx; c.xlsx", "2"]
    );
}

#[test]
fn the_roster_says_who_is_missing_and_who_was_not_expected() {
    let stranger = Project {
        office: "海淀街道",
        ..REFERENCE
    };
    let batch = [
        fixture::submission("a.xlsx", &[REFERENCE]),
        fixture::submission("b.xlsx", &[REFERENCE]),
        fixture::other("d.xlsx", "德胜街道", Outcome::Refused(Refusal::Encrypted)),
        fixture::other("e.xlsx", "牛街街道", Outcome::Skipped("图片".to_owned())),
        fixture::submission("h.xlsx", &[stranger]),
    ];
    let roster = tables(&batch, &[]).roster;
    let offices = Registry::default().offices;
    assert_eq!(roster.height(), offices.len() + 1);
    let row = |office: &str| {
        let row = column(&roster, "street_office")
            .iter()
            .position(|name| name == office)
            .unwrap();
        cells(
            &roster,
            [
                "state",
                "source_file",
                "versions",
                "reported_at",
                "expected_project",
            ],
            row,
        )
    };
    assert_eq!(
        row("椿树街道"),
        ["reported", "a.xlsx; b.xlsx", "1", "∅", "∅"]
    );
    assert_eq!(row("德胜街道"), ["missing", "d.xlsx", "0", "∅", "∅"]);
    assert_eq!(row("牛街街道"), ["missing", "∅", "0", "∅", "∅"]);
    assert_eq!(row("海淀街道"), ["unexpected", "h.xlsx", "0", "∅", "∅"]);
    assert_eq!(cell(&roster, "street_office", offices.len()), "海淀街道");
}

#[test]
fn rates_and_scores_are_rolled_up_from_sums() {
    let second = Project {
        name: "乙",
        money: ["100", "", "60"],
        score: "60.5",
        ..REFERENCE
    };
    let third = Project {
        name: "丙",
        unit: "城管科",
        money: ["200", "200", "210"],
        score: "70",
        ..REFERENCE
    };
    let file = "a.xlsx";
    let findings = [
        fixture::finding(file, &REFERENCE, "B101", Severity::Warning),
        fixture::finding(file, &third, "B101", Severity::Warning),
        fixture::finding(file, &third, "B102", Severity::Error),
        fixture::file_finding("坏.xls", "椿树街道", "F101", Severity::Error),
        fixture::file_finding("别处.xls", "", "F101", Severity::Error),
    ];
    let tables = tables(
        &[fixture::submission(file, &[REFERENCE, second, third])],
        &findings,
    );
    let rollup = &tables.rollup;
    let row = at(rollup, "street_office", "椿树街道");
    let money = ["projects", "initial_budget", "full_year_budget", "executed"];
    assert_eq!(
        cells(rollup, money, row),
        ["3", "333", "235.56041", "305.56041"]
    );
    // The second project has no full-year budget: it has no part in the rate.
    let rate = rollup
        .column("execution_rate")
        .unwrap()
        .f64()
        .unwrap()
        .get(row);
    assert_eq!(rate, Some(245.56041 / 235.56041));
    let rated = ["name", "rated_projects", "rated_budget", "rated_executed"];
    assert_eq!(
        cells(&tables.rate_basis, rated, row),
        ["椿树街道", "2", "235.56041", "245.56041"]
    );
    // 2.56041 over the initial budget; 10 over the full-year one.
    assert_eq!(
        cells(rollup, ["over_budget_projects", "over_budget_amount"], row),
        ["2", "12.56041"]
    );
    // 98.92, unknown, 13.92 + 70 + 10 = 93.92.
    assert_eq!(
        cells(rollup, ["mean_score", "grade_excellent", "grade_good"], row),
        ["96.42", "2", "0"]
    );
    // (98.92 × 35.56041 + 93.92 × 200) ÷ 235.56041 = 94.6748…
    assert_eq!(cell(rollup, "budget_weighted_score", row), "94.67");
    assert_eq!(
        cells(rollup, ["findings_error", "findings_warning"], row),
        ["2", "2"]
    );
    assert_eq!(
        cells(
            rollup,
            ["findings_error", "findings_warning", "rank"],
            at(rollup, "district", "北京市西城区")
        ),
        ["3", "2", "∅"]
    );
    assert_eq!(
        cells(
            rollup,
            ["projects", "findings_error", "rank"],
            at(rollup, "implementing_unit", "城管科")
        ),
        ["1", "1", "2"]
    );
}

#[test]
fn offices_are_ranked_by_mean_score_and_ties_share() {
    let project = |office, score| Project {
        office,
        score,
        ..REFERENCE
    };
    let batch = [
        fixture::submission("1.xlsx", &[project("天桥街道", "70")]),
        fixture::submission("2.xlsx", &[project("椿树街道", "75")]),
        fixture::submission("3.xlsx", &[project("月坛街道", "70")]),
        fixture::submission("4.xlsx", &[project("牛街街道", "60")]),
    ];
    let rollup = tables(&batch, &[]).rollup;
    let rank = |office: &str| cell(&rollup, "rank", at(&rollup, "street_office", office));
    assert_eq!(
        ["椿树街道", "天桥街道", "月坛街道", "牛街街道"].map(rank),
        ["1", "2", "2", "4"]
    );
    assert_eq!(rank("白纸坊街道"), "∅");
}

#[test]
fn an_office_that_sent_nothing_has_a_row_of_unknowns() {
    let tables = tables(&[], &[]);
    let rollup = &tables.rollup;
    assert_eq!(rollup.height(), 1 + Registry::default().offices.len());
    let row = at(rollup, "street_office", "椿树街道");
    let unknown = [
        "initial_budget",
        "executed",
        "execution_rate",
        "mean_score",
        "over_budget_amount",
        "rank",
    ];
    assert_eq!(cells(rollup, unknown, row), ["∅"; 6]);
    assert_eq!(
        cells(rollup, ["projects", "grade_poor", "findings_error"], row),
        ["0"; 3]
    );
    let rated = ["rated_projects", "rated_budget", "rated_executed"];
    assert_eq!(cells(&tables.rate_basis, rated, row), ["0", "∅", "∅"]);
}

#[test]
fn units_of_one_name_in_two_offices_stay_apart() {
    let project = |office, unit, name| Project {
        office,
        unit,
        name,
        ..REFERENCE
    };
    let batch = [
        fixture::submission("1.xlsx", &[project("椿树街道", "社区 建设科", "甲")]),
        fixture::submission("2.xlsx", &[project("椿树街道", "社区建设科", "乙")]),
        fixture::submission("3.xlsx", &[project("牛街街道", "社区建设科", "丙")]),
        fixture::submission("4.xlsx", &[project("牛街街道", "", "丁")]),
        fixture::submission("5.xlsx", &[project("天桥街道", "城管科", "戊")]),
    ];
    let rollup = tables(&batch, &[]).rollup;
    let units: Vec<_> = (0..rollup.height())
        .map(|row| cells(&rollup, ["level", "name", "projects", "rank"], row))
        .filter(|[level, ..]| level == "implementing_unit")
        .map(|[_, name, projects, rank]| format!("{name} {projects} {rank}"))
        .collect();
    assert_eq!(
        units,
        [
            "城管科 1 1",
            "社区建设科（椿树街道） 2 1",
            "社区建设科（牛街街道） 1 1",
            "∅ 1 ∅"
        ]
    );
}

/// A fixed sequence of numbers that look random (a linear congruence).
fn scrambled() -> impl Iterator<Item = u64> {
    std::iter::successors(Some(20_240_601_u64), |last| {
        Some(
            last.wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407),
        )
    })
    .map(|state| state >> 24)
}

#[test]
fn sums_of_a_hundred_thousand_amounts_are_exact() {
    let amounts: Vec<Decimal> = scrambled()
        .take(100_000)
        .map(|number| Decimal::new(i64::try_from(number % 1_000_000_000_000_000).unwrap(), 6))
        .collect();
    let contributions: Vec<_> = amounts
        .iter()
        .map(|amount| Contribution {
            district: "区",
            office: "椿树街道",
            at_office: true,
            project: Some(Figures {
                initial: Some(*amount),
                executed: Some(-*amount),
                score: Some(Decimal::new(9_875, 2)),
                full_year: Some(*amount),
                ..Figures::default()
            }),
            ..Contribution::default()
        })
        .collect();
    let rollup = rollup::frame(&contributions).unwrap();
    let sum: Decimal = amounts.iter().sum();
    let expected = [sum.normalize().to_string(), (-sum).normalize().to_string()];
    for row in 0..3 {
        assert_eq!(
            cells(&rollup, ["initial_budget", "executed"], row),
            expected
        );
        assert_eq!(
            cells(&rollup, ["mean_score", "budget_weighted_score"], row),
            ["98.75"; 2]
        );
    }
}

proptest::proptest! {
    #[test]
    fn a_rate_is_the_quotient_of_the_exact_sums(
        money in proptest::collection::vec((0_i64..1_000_000_000_000, 1_i64..1_000_000_000_000), 1..12),
    ) {
        let money: Vec<_> = money
            .iter()
            .map(|(executed, budget)| (Decimal::new(*executed, 6), Decimal::new(*budget, 6)))
            .collect();
        let contributions: Vec<_> = money
            .iter()
            .map(|(executed, budget)| Contribution {
                at_office: true,
                project: Some(Figures {
                    executed: Some(*executed),
                    rate_base: Some(*budget),
                    ..Figures::default()
                }),
                ..Contribution::default()
            })
            .collect();
        let rollup = rollup::frame(&contributions).unwrap();
        let executed: Decimal = money.iter().map(|(executed, _)| executed).sum();
        let budget: Decimal = money.iter().map(|(_, budget)| budget).sum();
        let expected: f64 = (executed / budget).to_string().parse().unwrap();
        let rate = rollup.column("execution_rate").unwrap().f64().unwrap().get(0);
        proptest::prop_assert_eq!(rate, Some(expected));
    }
}

#[test]
fn the_largest_figures_do_not_end_the_run() {
    let most = "1000000000000000";
    let project = Project {
        money: [most, most, most],
        score: "75",
        ..REFERENCE
    };
    let rollup = tables(&[fixture::submission("a.xlsx", &[project; 3])], &[]).rollup;
    assert_eq!(
        cells(&rollup, ["initial_budget", "budget_weighted_score"], 0),
        ["3000000000000000", "98.92"]
    );
}

#[test]
fn two_builds_of_one_batch_are_equal() {
    let batch = [
        fixture::submission("a.xlsx", &[REFERENCE]),
        fixture::submission(
            "b.xlsx",
            &[Project {
                name: "乙",
                ..REFERENCE
            }],
        ),
    ];
    let (one, other) = (tables(&batch, &[]), tables(&batch, &[]));
    for ((name, one, _), (_, other, _)) in one.named().into_iter().zip(other.named()) {
        assert!(one.equals_missing(other), "{name}");
    }
}
