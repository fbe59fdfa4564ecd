//! Hand-made frames for the tests of this room: the reference form, a project over its budget, a
//! file that could not be read, and names that bite.

use std::path::PathBuf;

use polars::prelude::{Column as Series, DataFrame, DataType, IntoColumn as _, NamedFrom as _};

use super::{ReportSettings, RunFacts, StageTime, View};
use crate::finding::{Family, Finding, RuleRecord, Severity, Stage};
use crate::grid::Limits;
use crate::submission::Submission;
use crate::tables::Tables;
use crate::tables::columns::{
    Column, DEPARTMENTS, FINDINGS, INDICATORS, Kind, LAST_YEAR, LAYOUTS, LEDGER_MATCHES,
    OVER_BUDGET, PROJECTS, QUALITY, RATE_BASIS, REPORTING, REVIEWS, ROLLUP, ROSTER, RULE_RUNS,
    RULE_STATS, SENSITIVE, SETTLED_DECISIONS, SUBMISSIONS, VERSION_CHANGES,
};
use crate::value::{Day, FiscalYear};

/// Values by column, the rest unknown.
pub(super) type Cells<'c> = &'c [(&'c str, &'c str)];

/// A frame of the data contract.
pub(super) fn frame(columns: &[Column], rows: &[Cells<'_>]) -> DataFrame {
    for (name, _) in rows.iter().flat_map(|row| row.iter()) {
        assert!(columns.iter().any(|column| column.name == *name), "{name}");
    }
    let columns = columns.iter().map(|column| {
        let texts: Vec<Option<&str>> = rows
            .iter()
            .map(|row| {
                row.iter()
                    .find(|(name, _)| *name == column.name)
                    .map(|(_, text)| *text)
            })
            .collect();
        series(column, &texts)
    });
    DataFrame::new(rows.len(), columns.collect()).unwrap()
}

fn series(column: &Column, texts: &[Option<&str>]) -> Series {
    let text = polars::prelude::Series::new(column.name.into(), texts);
    let dtype = match column.kind {
        Kind::Text => return text.into_column(),
        Kind::Integer => DataType::Int64,
        Kind::Rate => DataType::Float64,
        Kind::Amount | Kind::Points => column.kind.dtype(),
    };
    let cast = text.strict_cast(&dtype).unwrap();
    cast.into_column()
}

/// What every test may change.
pub(super) struct Batch {
    pub(super) tables: Tables,
    pub(super) submissions: Vec<Submission>,
    pub(super) findings: Vec<Finding>,
    pub(super) limits: Limits,
    pub(super) facts: RunFacts,
    pub(super) settings: ReportSettings,
}

impl Batch {
    pub(super) fn new() -> Self {
        Self {
            tables: tables(),
            submissions: Vec::new(),
            findings: Vec::new(),
            limits: Limits::default(),
            facts: facts(),
            settings: ReportSettings::default(),
        }
    }

    pub(super) fn view(&self) -> View<'_> {
        View {
            tables: &self.tables,
            submissions: &self.submissions,
            findings: &self.findings,
            limits: &self.limits,
            facts: &self.facts,
            settings: &self.settings,
        }
    }
}

pub(super) const REFERENCE_FILE: &str = "椿树街道/救助 50%#1.xlsx";

/// Two forms of two offices.
pub(super) fn tables() -> Tables {
    Tables {
        projects: frame(PROJECTS, &[REFERENCE, OVERRUN]),
        indicators: frame(INDICATORS, &[COST, SATISFACTION]),
        findings: frame(
            FINDINGS,
            &[OVER_FULL_YEAR, COST_OVERRUN, UNREADABLE, OVER_INITIAL, ECHO],
        ),
        rule_runs: frame(RULE_RUNS, RUNS),
        roster: frame(ROSTER, OFFICES),
        submissions: frame(SUBMISSIONS, FILES),
        rollup: frame(ROLLUP, LEVELS),
        departments: frame(DEPARTMENTS, DEPARTMENT),
        reviews: frame(REVIEWS, REVIEW),
        layouts: frame(LAYOUTS, LAYOUT),
        settled_decisions: frame(SETTLED_DECISIONS, SETTLED),
        rule_stats: frame(RULE_STATS, STATS),
        reporting: frame(REPORTING, REPORTED),
        version_changes: frame(VERSION_CHANGES, CHANGES),
        sensitive: frame(SENSITIVE, PRIVATE),
        ledger_matches: frame(LEDGER_MATCHES, LEDGER),
        last_year: frame(LAST_YEAR, EARLIER),
        rate_basis: frame(RATE_BASIS, RATED),
        quality: frame(QUALITY, JUDGED),
        over_budget: frame(OVER_BUDGET, OVERRUNS),
    }
}

pub(super) fn facts() -> RunFacts {
    let rule = |code: &'static str, title: &'static str| RuleRecord {
        code: code.into(),
        title: title.into(),
        family: Family::Budget,
        severity: Severity::Error,
        stage: Stage::InForce,
        state: "施行".to_owned(),
        applies_to_all: true,
    };
    RunFacts {
        version: "0.1.0",
        config_digest: "c0ffee".to_owned(),
        config_text: vec![("执行率分值".to_owned(), "10 分".to_owned())],
        fiscal_year: FiscalYear::find("2024年").unwrap(),
        review_day: Day::parse("2025-03-01"),
        district: "北京市西城区".to_owned(),
        least_confidence: 70,
        input_root: PathBuf::from("/data/input"),
        output_root: PathBuf::from("/data/output"),
        rules: vec![
            rule("F101", "文件损坏或无法读取"),
            rule("B101", "执行数超年初预算"),
            rule("B102", "执行数超全年预算"),
            rule("S103", "成本超支仍得满分"),
        ],
        started: "2025-03-01T09:00:00+08:00".to_owned(),
        finished: "2025-03-01T09:00:07+08:00".to_owned(),
        stages: vec![StageTime {
            name: "read",
            milliseconds: 5_120,
        }],
    }
}

const REFERENCE: Cells<'_> = &[
    ("form_id", "f1"),
    ("fiscal_year", "2024"),
    ("street_office", "椿树街道"),
    ("implementing_unit", "民生保障办公室"),
    ("project_name", "=HYPERLINK(\"http://x\",\"困难群众救助\")"),
    ("initial_budget", "33"),
    ("full_year_budget", "35.56041"),
    ("executed", "35.56041"),
    ("execution_rate", "1"),
    ("execution_score", "10"),
    ("indicator_score", "88.92"),
    ("total_score_declared", "90"),
    ("total_score", "98.92"),
    ("grade", "优"),
    ("budget_variance", "2.56041"),
    ("budget_variance_rate", "0.0775881818181818"),
    ("findings_error", "2"),
    ("findings_warning", "1"),
    ("findings_info", "0"),
    ("source_file", REFERENCE_FILE),
    ("source_sheet", "it's #1"),
    ("source_cell", "A1"),
];

const OVERRUN: Cells<'_> = &[
    ("form_id", "f2"),
    ("street_office", "A/B"),
    ("project_name", "道路保洁"),
    ("initial_budget", "100"),
    ("full_year_budget", "120"),
    ("executed", "150.5"),
    ("execution_rate", "1.2541666666666667"),
    ("total_score", "70"),
    ("grade", "中"),
    ("budget_variance", "50.5"),
    ("budget_variance_rate", "0.505"),
    ("findings_error", "1"),
    ("source_file", "A/B.xlsx"),
    ("source_sheet", "Sheet1"),
    ("source_cell", "A1"),
];

const COST: Cells<'_> = &[
    ("form_id", "f1"),
    ("ordinal", "4"),
    ("level1", "产出指标（50分）"),
    ("level3", "指标1：项目预算控制数"),
    ("target_text", "33万元"),
    ("actual_text", "35.56041万元"),
    ("attainment", "0.928"),
    ("weight", "15"),
    ("score_declared", "15"),
    ("score", "13.92"),
    ("score_basis", "quantitative"),
    ("source_cell", "E19"),
];

const SATISFACTION: Cells<'_> = &[
    ("form_id", "f2"),
    ("ordinal", "1"),
    ("target_text", "+90%"),
    ("weight", "10"),
    ("score_basis", "blank"),
    ("source_cell", "E20"),
];

const OVER_FULL_YEAR: Cells<'_> = &[
    ("finding_id", "b102"),
    ("code", "B102"),
    ("family", "budget"),
    ("severity", "error"),
    ("form_id", "f2"),
    ("street_office", "A/B"),
    ("project_name", "道路保洁"),
    ("message", "全年执行数 150.5 万元超过全年预算数 120 万元"),
    ("declared", "150.5"),
    ("expected", "≤120"),
    ("difference", "30.5"),
    ("source_file", "A/B.xlsx"),
    ("source_sheet", "Sheet1"),
    ("source_cell", "E8"),
];

const COST_OVERRUN: Cells<'_> = &[
    ("finding_id", "s103"),
    ("code", "S103"),
    ("family", "scores"),
    ("severity", "error"),
    ("form_id", "f1"),
    ("street_office", "椿树街道"),
    ("project_name", "=HYPERLINK(\"http://x\",\"困难群众救助\")"),
    ("message", "成本超支仍得满分：应得 13.92 分"),
    ("declared", "15"),
    ("expected", "13.92"),
    ("difference", "1.08"),
    ("source_file", REFERENCE_FILE),
    ("source_sheet", "it's #1"),
    ("source_cell", "H19"),
];

const UNREADABLE: Cells<'_> = &[
    ("finding_id", "f101"),
    ("code", "F101"),
    ("family", "files"),
    ("severity", "error"),
    ("street_office", "牛街街道"),
    ("message", "文件损坏"),
    ("source_file", "牛街街道/坏.xls"),
];

const OVER_INITIAL: Cells<'_> = &[
    ("finding_id", "b101"),
    ("code", "B101"),
    ("family", "budget"),
    ("severity", "warning"),
    ("form_id", "f1"),
    ("street_office", "椿树街道"),
    ("message", "全年执行数 35.56041 万元超过年初预算数 33 万元"),
    ("difference", "2.56041"),
    ("source_file", REFERENCE_FILE),
    ("source_sheet", "it's #1"),
    ("source_cell", "E8"),
];

const ECHO: Cells<'_> = &[
    ("finding_id", "s106"),
    ("code", "S106"),
    ("family", "scores"),
    ("severity", "warning"),
    ("caused_by", "s103"),
    ("form_id", "f1"),
    ("street_office", "椿树街道"),
    ("message", "全部满分但存在超支"),
    ("source_file", REFERENCE_FILE),
    ("source_sheet", "it's #1"),
    ("source_cell", "H25"),
];

/// A number in a file of the first office.
const PRIVATE: &[Cells<'_>] = &[&[
    ("source_file", REFERENCE_FILE),
    ("street_office", "椿树街道"),
    ("source_sheet", "it's #1"),
    ("source_cell", "D12"),
    ("kind", "id_number"),
    ("masked", "110105********002X"),
    ("advice", "对外提供前删除或遮盖"),
]];

const RUNS: &[Cells<'_>] = &[
    &[("code", "B101"), ("form_id", "f1"), ("state", "raised")],
    &[
        ("code", "B101"),
        ("form_id", "f2"),
        ("state", "could_not_run"),
    ],
    &[("code", "S103"), ("form_id", "f1"), ("state", "raised")],
    &[("code", "S103"), ("form_id", "f2"), ("state", "passed")],
];

const OFFICES: &[Cells<'_>] = &[
    &[
        ("street_office", "椿树街道"),
        ("state", "reported"),
        ("versions", "1"),
    ],
    &[
        ("street_office", "牛街街道"),
        ("state", "missing"),
        ("source_file", "牛街街道/坏.xls"),
    ],
    &[
        ("street_office", "A/B"),
        ("state", "unexpected"),
        ("versions", "1"),
    ],
];

const REPORTED: &[Cells<'_>] = &[
    &[
        ("level", "district"),
        ("street_office", "北京市西城区"),
        ("expected", "3"),
        ("missing", "2"),
        ("rate", "0.333"),
        ("deadline", "2025-03-31"),
    ],
    &[
        ("level", "street_office"),
        ("street_office", "椿树街道"),
        ("state", "reported"),
        ("expected", "2"),
        ("rate", "0.5"),
    ],
    &[
        ("level", "project"),
        ("street_office", "椿树街道"),
        ("project_name", "困难群众救助"),
        ("state", "reported"),
    ],
    &[
        ("level", "project"),
        ("street_office", "椿树街道"),
        ("project_name", "便民服务"),
        ("state", "missing"),
        ("contact", "王某"),
    ],
    &[
        ("level", "street_office"),
        ("street_office", "牛街街道"),
        ("state", "missing"),
        ("source_file", "牛街街道/坏.xls"),
        ("remark", "“牛街街道/坏.xls”无法读取"),
        ("phone", "010-1"),
    ],
    &[
        ("level", "street_office"),
        ("street_office", "A/B"),
        ("state", "unexpected"),
    ],
];

const CHANGES: &[Cells<'_>] = &[&[
    ("street_office", "椿树街道"),
    ("kind", "finding"),
    ("what", "B102 执行数超全年预算"),
    ("change", "fixed"),
    ("old_file", "椿树街道/初稿.xlsx"),
    ("old_sheet", "Sheet1"),
    ("old_cell", "E8"),
    ("source_file", REFERENCE_FILE),
    ("source_sheet", "it's #1"),
    ("source_cell", "E9"),
]];

const FILES: &[Cells<'_>] = &[
    &[
        ("source_file", REFERENCE_FILE),
        ("status", "ok"),
        ("forms", "1"),
        ("blake3", "aa11"),
    ],
    &[
        ("source_file", "A/B.xlsx"),
        ("status", "partial"),
        ("forms", "1"),
    ],
    &[
        ("source_file", "牛街街道/坏.xls"),
        ("status", "error"),
        ("reason", "文件损坏"),
    ],
];

const DEPARTMENT: &[Cells<'_>] = &[&[
    ("street_office", "牛街街道"),
    ("department_name", "牛街街道办事处"),
    ("full_year_budget", "1200.5"),
    ("executed", "1180"),
    ("project_executed", "186.06041"),
]];

const REVIEW: &[Cells<'_>] = &[&[
    ("street_office", "牛街街道"),
    ("project_name", "养老助餐"),
    ("score_declared", "98"),
    ("review_score", "91.5"),
    ("difference", "-6.5"),
]];

const LAYOUT: &[Cells<'_>] = &[&[
    ("template", "other"),
    ("title", "栏目可辨认但不属于已知各类"),
    ("confidence", "0.65"),
    ("reason", "栏目“本年花销”不认识"),
    ("forms", "1"),
    ("unknown_labels", "本年花销"),
    ("suggested_entries", "executed: [本年花销]"),
]];

const SETTLED: &[Cells<'_>] = &[&[
    ("finding_id", "gone"),
    ("severity", "warning"),
    ("code", "M106"),
    ("rule", "M106 偏差原因未填"),
    ("street_office", "牛街街道"),
    ("review_status", "已整改"),
    ("review_note", "已补报"),
    ("review_until", "2025-06-30"),
]];
const STATS: &[Cells<'_>] = &[
    &[
        ("code", "B101"),
        ("title", "执行数超年初预算"),
        ("severity", "warning"),
        ("stage", "in_force"),
        ("state", "施行"),
        ("forms_checked", "40"),
        ("could_not_run", "1"),
        ("findings", "9"),
        ("reviewed", "9"),
        ("confirmed", "8"),
        ("dismissed", "1"),
        ("dismissed_share", "0.111"),
    ],
    &[
        ("code", "S103"),
        ("stage", "withdrawn"),
        ("state", "已撤销"),
        ("forms_checked", "0"),
        ("could_not_run", "0"),
        ("findings", "0"),
        ("reviewed", "0"),
        ("confirmed", "0"),
        ("dismissed", "0"),
    ],
    &[
        ("code", "E105"),
        ("stage", "trial"),
        ("state", "试行"),
        ("forms_checked", "40"),
        ("could_not_run", "0"),
        ("findings", "12"),
        ("reviewed", "5"),
        ("confirmed", "1"),
        ("dismissed", "4"),
        ("dismissed_share", "0.8"),
    ],
];

const LEDGER: &[Cells<'_>] = &[
    &[
        ("form_id", "f2"),
        ("street_office", "A/B"),
        ("project_name", "道路保洁"),
        ("how", "none"),
        ("full_year_declared", "120"),
        ("source_file", "A/B.xlsx"),
    ],
    &[
        ("form_id", "f1"),
        ("street_office", "椿树街道"),
        ("project_name", "困难群众救助"),
        ("ledger_name", "困难群众救助经费"),
        ("how", "fuzzy"),
        ("similarity", "0.8571"),
        ("initial_declared", "33"),
        ("initial_approved", "30"),
        ("initial_difference", "3"),
        ("ledger_cell", "台账.xlsx!Sheet1!C5"),
        ("source_file", REFERENCE_FILE),
    ],
    &[
        ("ledger_name", "养老助餐"),
        ("how", "none"),
        ("initial_approved", "12"),
        ("ledger_cell", "台账.xlsx!Sheet1!C6"),
    ],
];

const EARLIER: &[Cells<'_>] = &[&[
    ("form_id", "f1"),
    ("street_office", "椿树街道"),
    ("project_name", "困难群众救助"),
    ("last_project_name", "困难群众救助"),
    ("how", "name"),
    ("last_unspent", "2"),
    ("carryover_full_year", "2.56041"),
    ("budget_change", "0.0776"),
    ("last_place", "2023/表.xlsx!自评表!A1"),
    ("source_file", REFERENCE_FILE),
]];

const RATED: &[Cells<'_>] = &[
    &[
        ("level", "district"),
        ("name", "北京市西城区"),
        ("rated_projects", "2"),
        ("rated_budget", "155.56041"),
        ("rated_executed", "186.06041"),
    ],
    &[
        ("level", "street_office"),
        ("name", "A/B"),
        ("rated_projects", "1"),
        ("rated_budget", "120"),
        ("rated_executed", "150.5"),
    ],
];

const JUDGED: &[Cells<'_>] = &[
    &[
        ("street_office", "椿树街道"),
        ("state", "reported"),
        ("forms", "1"),
        ("score", "88.89"),
        ("rank", "1"),
        (
            "basis",
            "80 ÷ 90 × 100；及时不评，其权重按比例分摊到其余各项",
        ),
        ("timely_weight", "10"),
        ("timely_basis", "未设报送截止日期，本项不评"),
        ("complete_weight", "25"),
        ("complete_score", "25"),
        ("complete_basis", "未发现问题"),
        ("regular_weight", "20"),
        ("regular_score", "20"),
        ("regular_basis", "未发现问题"),
        ("accurate_weight", "30"),
        ("accurate_score", "20"),
        ("accurate_basis", "（错误 2 条×5）÷ 1 张表，扣 10"),
        ("sensible_weight", "15"),
        ("sensible_score", "15"),
        ("sensible_basis", "未发现问题"),
    ],
    &[
        ("street_office", "牛街街道"),
        ("state", "missing"),
        ("forms", "0"),
        ("complete_weight", "25"),
    ],
];

const OVERRUNS: &[Cells<'_>] = &[
    &[
        ("form_id", "f2"),
        ("street_office", "A/B"),
        ("source_file", "A/B.xlsx"),
        ("source_sheet", "Sheet1"),
        ("source_cell", "A1"),
        ("project_name", "道路保洁"),
        ("initial_budget", "100"),
        ("full_year_budget", "120"),
        ("executed", "150.5"),
        ("over_initial", "50.5"),
        ("over_full_year", "30.5"),
        ("over_budget", "30.5"),
        ("explained", "not_explained"),
    ],
    &[
        ("form_id", "f1"),
        ("street_office", "椿树街道"),
        ("initial_budget", "33"),
        ("full_year_budget", "35.56041"),
        ("executed", "35.56041"),
        ("over_initial", "2.56041"),
        ("over_budget", "2.56041"),
        ("adjustment", "2.56041"),
        ("explained", "declared"),
        ("source_file", REFERENCE_FILE),
    ],
];

const LEVELS: &[Cells<'_>] = &[
    &[
        ("level", "district"),
        ("name", "北京市西城区"),
        ("projects", "2"),
        ("initial_budget", "133"),
        ("executed", "186.06041"),
        ("execution_rate", "1.196"),
        ("over_budget_projects", "2"),
        ("over_budget_amount", "33.06041"),
        ("mean_score", "84.46"),
    ],
    &[
        ("level", "street_office"),
        ("name", "A/B"),
        ("rank", "2"),
        ("findings_error", "1"),
    ],
    &[
        ("level", "street_office"),
        ("name", "牛街街道"),
        ("findings_error", "1"),
    ],
    &[
        ("level", "street_office"),
        ("name", "椿树街道"),
        ("rank", "1"),
        ("findings_error", "2"),
    ],
];
