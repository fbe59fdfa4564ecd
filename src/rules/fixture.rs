//! A form in the reference layout for rule tests, built cell by cell and read like any other: what a
//! test says is what would stand in the workbook.

use super::RulesConfig;
use super::rule::{Circumstances, FormSubject, Hit, Verdict};
use crate::comparison::{Comparison, Comparisons, across};
use crate::evaluate::{ProfileName, ScoringPolicy, ScoringSettings};
use crate::form::{Dictionary, extract_all};
use crate::grid::{CellRef, Grid, Region, Sheet, Visibility};
use crate::registry::Registry;
use crate::submission::{Assessed, Outcome, Source, Standing, Submission};
use crate::value::FiscalYear;

/// Rows of a form under construction. Every part starts out sound; a test changes what it is about.
/// What is large is boxed: examples stand in arrays.
pub(super) struct Fixture {
    file: String,
    year: String,
    standing: Standing,
    comparison: Box<Comparison>,
    registry: Registry,
    batch_year: Option<FiscalYear>,
    head: Vec<(String, String)>,
    funding_label: String,
    funding: Vec<(String, [String; 6])>,
    goals: (String, String),
    block_label: String,
    indicators: Vec<[String; 8]>,
    total: Option<(String, String)>,
    read: std::cell::OnceCell<Box<Assessed>>,
    policy: ScoringPolicy,
}

impl Fixture {
    /// A form with a sound head, goals, and nothing else.
    pub(super) fn new() -> Self {
        Self {
            file: "椿树街道/自评表.xlsx".to_owned(),
            year: "（2024年度）".to_owned(),
            standing: Standing::Current,
            comparison: Box::default(),
            registry: Registry::default(),
            batch_year: FiscalYear::try_from(2024).ok(),
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

    /// Sets the path of the file.
    pub(super) fn file(mut self, file: &str) -> Self {
        file.clone_into(&mut self.file);
        self
    }

    /// Sets the line under the title, e.g. `（2023年度）`.
    pub(super) fn year(mut self, line: &str) -> Self {
        line.clone_into(&mut self.year);
        self
    }

    /// Sets the year of the batch.
    pub(super) fn batch_year(mut self, year: Option<u16>) -> Self {
        self.batch_year = year.and_then(|year| FiscalYear::try_from(year).ok());
        self
    }

    /// Sets which of several versions the form is.
    pub(super) fn standing(mut self, standing: Standing) -> Self {
        self.standing = standing;
        self
    }

    /// Sets what the form is held against beside itself.
    pub(super) fn comparison(mut self, comparison: Comparison) -> Self {
        *self.comparison = comparison;
        self
    }

    /// Sets the offices that are expected to report.
    pub(super) fn registry(mut self, registry: Registry) -> Self {
        self.registry = registry;
        self
    }

    /// Sets the policy that the form is recomputed by.
    pub(super) fn policy(mut self, policy: ScoringPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// Sets a head value, e.g. `("项目负责人", "")`, in the place of the sound one.
    pub(super) fn head(mut self, label: &str, value: &str) -> Self {
        match self.head.iter_mut().find(|(known, _)| known == label) {
            Some((_, known)) => value.clone_into(known),
            None => self.head.push((label.to_owned(), value.to_owned())),
        }
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
        let circumstances = Circumstances {
            policy: &self.policy,
            registry: &self.registry,
            fiscal_year: self.batch_year,
            custom: &[],
        };
        let assessed = self.read.get_or_init(|| Box::new(self.assessed()));
        FormSubject::of(assessed, &self.comparison, &circumstances)
    }

    fn assessed(&self) -> Assessed {
        let mut forms = extract_all(&self.sheet(), &Dictionary::shipped()).forms;
        let source = Source {
            file: self.file.clone(),
            ..Source::default()
        };
        Assessed {
            standing: self.standing.clone(),
            ..Assessed::of(forms.remove(0), &source, &self.registry, &self.policy)
        }
    }

    fn sheet(&self) -> Sheet {
        let mut rows: Vec<Vec<&str>> = vec![vec!["项目支出绩效自评表"], vec![self.year.as_str()]];
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
    let mut grid = Grid::drawn(rows);
    grid.merge(Region::new(CellRef::new(0, 0), CellRef::new(0, 8)));
    grid
}

/// The policy of a built-in profile.
pub(super) fn policy_of(profile: &str) -> ScoringPolicy {
    let known = ProfileName::all().find(|known| known.name() == profile);
    let settings = ScoringSettings {
        profile: known.unwrap(),
        ..ScoringSettings::default()
    };
    settings.resolve().policy
}

/// The same forms, each in a file of its own, held against one another as in a batch.
pub(super) fn beside_one_another(forms: Vec<Fixture>) -> Vec<Fixture> {
    let submission = |(number, form): (usize, &Fixture)| Submission {
        source: Source {
            file: format!("{number:03}/{}", form.file),
            ..Source::default()
        },
        outcome: Outcome::Assessed {
            forms: vec![form.subject().assessed.clone()],
            notes: Vec::new(),
        },
    };
    let batch: Vec<Submission> = forms.iter().enumerate().map(submission).collect();
    let mut comparisons = Comparisons::of(&batch);
    across(&batch, &RulesConfig::default().across(), &mut comparisons);
    let compared = forms.into_iter().enumerate();
    compared
        .map(|(number, form)| form.comparison(comparisons.of_submission(number)[0].clone()))
        .collect()
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
