//! A form in the reference layout for rule tests, built cell by cell and read like any other: what a
//! test says is what would stand in the workbook.

use super::rule::{FormSubject, Hit, Verdict};
use crate::evaluate::{Evaluation, ScoringPolicy, evaluate};
use crate::form::{Dictionary, Form, extract_all};
use crate::grid::{CellRef, Grid, Region, Sheet, Visibility};
use crate::submission::{Outcome, Source, Submission};
use crate::value::CellValue;

/// Rows of a form under construction. Every part starts out sound; a test changes what it is about.
pub(super) struct Fixture {
    head: Vec<(String, String)>,
    funding_label: String,
    funding: Vec<(String, [String; 6])>,
    goals: (String, String),
    block_label: String,
    indicators: Vec<[String; 8]>,
    total: Option<(String, String)>,
    read: std::cell::OnceCell<(Form, Evaluation)>,
    policy: ScoringPolicy,
}

impl Fixture {
    /// A form with a sound head, goals, and nothing else.
    pub(super) fn new() -> Self {
        Self {
            head: [
                ("项目名称", "社区便民服务项目"),
                ("主管部门", "椿树街道办事处"),
                ("实施单位", "社区服务中心"),
                ("项目负责人", "王某"),
                ("联系电话", "010-0000"),
            ]
            .map(|(label, value)| (label.to_owned(), value.to_owned()))
            .to_vec(),
            funding_label: "项目资金（万元）".to_owned(),
            funding: Vec::new(),
            goals: (
                "开展便民服务，方便居民生活".to_owned(),
                "全年服务居民一千二百人次，按期完成".to_owned(),
            ),
            block_label: "绩效指标（90分）".to_owned(),
            indicators: Vec::new(),
            total: None,
            read: std::cell::OnceCell::new(),
            policy: ScoringPolicy::default(),
        }
    }

    /// Sets a head value, e.g. `("项目负责人", "")`.
    pub(super) fn head(mut self, label: &str, value: &str) -> Self {
        self.head.retain(|(known, _)| known != label);
        self.head.push((label.to_owned(), value.to_owned()));
        self
    }

    /// Sets the label of the funding block, which states the unit: `项目资金（元）`.
    pub(super) fn funding_label(mut self, label: &str) -> Self {
        label.clone_into(&mut self.funding_label);
        self
    }

    /// Adds a funding row: initial, full-year, executed, weight, rate, score.
    pub(super) fn funding(mut self, label: &str, cells: [&str; 6]) -> Self {
        self.funding
            .push((label.to_owned(), cells.map(str::to_owned)));
        self
    }

    /// Sets expected goal and actual result.
    pub(super) fn goals(mut self, expected: &str, actual: &str) -> Self {
        self.goals = (expected.to_owned(), actual.to_owned());
        self
    }

    /// Sets the label of the indicator block, which may state its weight: `绩效指标（90分）`.
    pub(super) fn block_label(mut self, label: &str) -> Self {
        label.clone_into(&mut self.block_label);
        self
    }

    /// Adds an indicator row: level 1, level 2, level 3, target, actual, weight, score, reason.
    pub(super) fn indicator(mut self, cells: [&str; 8]) -> Self {
        self.indicators.push(cells.map(str::to_owned));
        self
    }

    /// Adds a total row: weight, score.
    pub(super) fn total(mut self, weight: &str, score: &str) -> Self {
        self.total = Some((weight.to_owned(), score.to_owned()));
        self
    }

    /// What a rule looks at.
    pub(super) fn subject(&self) -> FormSubject<'_> {
        let (form, evaluation) = self.read.get_or_init(|| {
            let sheet = self.sheet();
            let form = extract_all(&sheet, &Dictionary::shipped()).forms.remove(0);
            let evaluation = evaluate(&form, &self.policy);
            (form, evaluation)
        });
        FormSubject {
            form,
            evaluation,
            policy: &self.policy,
        }
    }

    fn sheet(&self) -> Sheet {
        let mut rows: Vec<Vec<&str>> = vec![vec!["项目支出绩效自评表"], vec!["（2024年度）"]];
        for (label, value) in &self.head {
            rows.push(vec![label, value]);
        }
        if !self.funding.is_empty() {
            rows.push(vec![
                &self.funding_label,
                "",
                "",
                "年初预算数",
                "全年预算数（A）",
                "全年执行数（B）",
                "分值",
                "执行率（B/A）",
                "得分",
            ]);
        }
        for (label, cells) in &self.funding {
            let mut row = vec!["", label, ""];
            row.extend(cells.iter().map(String::as_str));
            rows.push(row);
        }
        rows.push(vec!["年度总体目标", "预期目标", "", "", "", "实际完成情况"]);
        rows.push(vec!["", &self.goals.0, "", "", "", &self.goals.1]);
        rows.push(vec![
            &self.block_label,
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ]);
        for cells in &self.indicators {
            let mut row = vec![""];
            row.extend(cells.iter().map(String::as_str));
            rows.push(row);
        }
        if let Some((weight, score)) = &self.total {
            rows.push(vec!["总分", "", "", "", "", "", weight, score]);
        }
        Sheet {
            name: "自评表".to_owned(),
            visibility: Visibility::Visible,
            hidden_rows: 0,
            grid: grid(&rows),
        }
    }
}

fn grid(rows: &[Vec<&str>]) -> Grid {
    let mut grid = Grid::default();
    for (row, cells) in (0_u32..).zip(rows) {
        for (col, text) in (0_u32..).zip(cells) {
            if !text.is_empty() {
                grid.put(CellRef::new(row, col), CellValue::Text((*text).to_owned()));
            }
        }
    }
    grid.merge(Region::new(CellRef::new(0, 0), CellRef::new(0, 8)));
    grid
}

/// A file of which nothing is known but what became of it.
pub(super) fn file_of(outcome: Outcome) -> Submission {
    Submission {
        source: Source::default(),
        outcome,
    }
}

/// The faults of a verdict; fails the test where the rule did not look.
pub(super) fn hits_of(verdict: Verdict) -> Vec<Hit> {
    match verdict {
        Verdict::Checked(hits) => hits,
        other => panic!("the rule did not look: {other:?}"),
    }
}
