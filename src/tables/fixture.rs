//! Hand-made submissions for the tests of this room and of the reports: a form like the reference
//! form, of which a test changes what it is about.

use rust_decimal::Decimal;

use crate::evaluate::{ScoringPolicy, evaluate};
use crate::finding::{Family, Finding, FindingSubject, RelatedCell, Severity, Stage};
use crate::form::{
    Category, Entry, Family as Layout, Form, FormKind, Funding, FundingKind, FundingRow, Goals,
    Head, Indicator, IndicatorBlock, Level, RateBase, Reading, TotalRow, UnitSource,
};
use crate::grid::{CellRef, Format, Region};
use crate::intake::Kind;
use crate::submission::{
    Assessed, Clock, OfficeClaim, Order, Outcome, Source, Standing, Submission, Version, YearClaim,
    YearEvidence, YearSource, form_id,
};
use crate::value::{
    Amount, AmountUnit, CellValue, FiscalYear, Measure, Moment, Parsed, Printed, Rate, Score,
    Weight, text::is_blank_marker,
};

/// One project as a test describes it; amounts as typed, `""` for a blank cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Project {
    /// The street office.
    pub(crate) office: &'static str,
    /// 实施单位
    pub(crate) unit: &'static str,
    /// 项目名称
    pub(crate) name: &'static str,
    /// Initial, full-year, executed.
    pub(crate) money: [&'static str; 3],
    /// The score of the one indicator of 75 points whose declared score counts.
    pub(crate) score: &'static str,
}

/// The reference form: 33 → 35.56041, a cost indicator of 15 points, 75 of 75 on the other.
pub(crate) const REFERENCE: Project = Project {
    office: "椿树街道",
    unit: "社区建设科",
    name: "民生保障便民服务项目",
    money: ["33", "35.56041", "35.56041"],
    score: "75",
};

/// The file of some projects, all of the first one's office.
pub(crate) fn submission(file: &str, projects: &[Project]) -> Submission {
    Submission {
        source: source(file, projects[0].office),
        outcome: Outcome::Assessed {
            forms: projects.iter().map(assessed).collect(),
            notes: Vec::new(),
        },
    }
}

/// The file with its first form superseded by that of another file.
pub(crate) fn superseded(mut submission: Submission, by: &str) -> Submission {
    if let Outcome::Assessed { forms, .. } = &mut submission.outcome {
        let moment = |text| Moment::parse(text).unwrap();
        forms[0].form_id = "an id of its own".to_owned();
        forms[0].standing = Standing::Superseded {
            by: Version {
                file: by.to_owned(),
                sheet: "自评表".to_owned(),
                at: at("A1"),
            },
            order: Order {
                clock: Clock::Saved,
                own: moment("2025-03-01T00:00:00Z"),
                newer: moment("2025-03-05T00:00:00Z"),
            },
        };
    }
    submission
}

/// A file that came to nothing.
pub(crate) fn other(file: &str, office: &str, outcome: Outcome) -> Submission {
    Submission {
        source: source(file, office),
        outcome,
    }
}

/// A finding about a project's form, at `E8`.
pub(crate) fn finding(
    file: &str,
    project: &Project,
    code: &'static str,
    severity: Severity,
) -> Finding {
    let mut finding = file_finding(file, project.office, code, severity);
    finding.family = Family::Budget;
    finding.subject.form_id = assessed(project).form_id;
    finding.subject.project_name = project.name.to_owned();
    finding.subject.source_sheet = "自评表".to_owned();
    finding.at = Some(at("E8"));
    finding.related = ["C8", "D8"]
        .map(|cell| RelatedCell {
            sheet: None,
            at: at(cell),
        })
        .to_vec();
    finding
}

/// A finding about a file.
pub(crate) fn file_finding(
    file: &str,
    office: &str,
    code: &'static str,
    severity: Severity,
) -> Finding {
    Finding {
        id: format!("{code}-{file}"),
        code: code.into(),
        title: "标题".into(),
        family: Family::Files,
        severity,
        stage: Stage::InForce,
        caused_by: None,
        subject: FindingSubject {
            street_office: office.to_owned(),
            source_file: file.to_owned(),
            ..FindingSubject::default()
        },
        message: "说明".to_owned(),
        declared: String::new(),
        expected: String::new(),
        difference: String::new(),
        at: None,
        related: Vec::new(),
    }
}

fn source(file: &str, office: &str) -> Source {
    Source {
        file: file.to_owned(),
        bytes: 2048,
        blake3: "ab".repeat(32),
        format: Some(Kind::Workbook(Format::Xlsx)),
        street_office: office.to_owned(),
        ..Source::default()
    }
}

fn assessed(project: &Project) -> Assessed {
    let year = FiscalYear::find("2024年度").unwrap();
    let form = form(project);
    let id = form_id(project.office, project.unit, project.name, Some(year), "");
    Assessed {
        form_id: id.clone(),
        identity: id,
        office: OfficeClaim {
            office: project.office.to_owned(),
            evidence: Vec::new(),
        },
        year: YearClaim {
            evidence: vec![YearEvidence {
                source: YearSource::Title,
                text: "2024年度".to_owned(),
                says: year,
                at: Some(at("A2")),
            }],
        },
        standing: Standing::Current,
        evaluation: evaluate(&form, &ScoringPolicy::default()),
        form,
    }
}

fn form(project: &Project) -> Form {
    Form {
        sheet: "自评表".to_owned(),
        further_sheets: Vec::new(),
        area: Region::new(at("A1"), at("J28")),
        kind: FormKind::Project,
        reading: Reading {
            family: Layout::named("beijing"),
            doubts: Vec::new(),
            unknown_labels: Vec::new(),
        },
        title: stated("项目支出绩效自评表", "A1"),
        fiscal_year: Entry::Absent,
        head: Head {
            project_name: stated(project.name, "C3"),
            project_code: Entry::Absent,
            fiscal_year: Entry::Absent,
            supervising_department: stated("西城区民政局", "C4"),
            implementing_unit: stated(project.unit, "G4"),
            project_lead: stated("", "C5"),
            phone: stated("", "G5"),
        },
        funding: Some(Funding {
            unit: AmountUnit::Wan,
            unit_source: UnitSource::Label,
            rate_base: RateBase::FullYear,
            total: funding_row(FundingKind::Total, project.money, 8),
            breakdown: vec![funding_row(
                FundingKind::Appropriation,
                ["33.1234565", "", ""],
                9,
            )],
            declared_weight: None,
            reason: Entry::Absent,
        }),
        goals: Goals {
            expected: stated("便民", "B13"),
            actual: stated("便民", "F13"),
        },
        indicators: Some(block(project)),
        total: Some(TotalRow {
            at: at("A28"),
            weight: read("90", "H28", Weight::parse),
            score: read("90", "I28", Score::parse),
            review_score: Entry::Absent,
            grade: Entry::Absent,
        }),
    }
}

fn funding_row(kind: FundingKind, money: [&str; 3], row: u32) -> FundingRow {
    let [initial, full_year, executed] = money;
    let total = kind == FundingKind::Total;
    FundingRow {
        kind,
        tier: None,
        label: String::new(),
        at: CellRef::new(row - 1, 2),
        initial: amount(initial, &format!("C{row}")),
        full_year: amount(full_year, &format!("D{row}")),
        received: Entry::Absent,
        executed: amount(executed, &format!("E{row}")),
        weight: if total {
            read("10", "F8", Weight::parse)
        } else {
            Entry::Absent
        },
        rate: if total {
            read("100%", "G8", Rate::parse)
        } else {
            Entry::Absent
        },
        score: if total {
            read("10", "H8", Score::parse)
        } else {
            Entry::Absent
        },
    }
}

fn block(project: &Project) -> IndicatorBlock {
    let cost = indicator(
        1,
        Category::Cost,
        [
            "成本指标",
            "项目总成本",
            "33万元",
            "35.56041万元",
            "15",
            "15",
        ],
    );
    let words = [
        "社会效益指标",
        "提升  居民满意程度",
        "效果显著",
        "效果显著",
        "75",
        project.score,
    ];
    IndicatorBlock {
        declared_weight: Some(Weight::new(Decimal::from(90))),
        has_weights: true,
        has_scores: true,
        has_reasons: true,
        rows: vec![cost, indicator(2, Category::Social, words)],
    }
}

fn indicator(ordinal: u32, category: Category, cells: [&str; 6]) -> Indicator {
    let [level2, level3, target, actual, weight, score] = cells;
    let row = 16 + ordinal;
    let level = |text: &str, column: &str| Level {
        text: text.to_owned(),
        name: text.to_owned(),
        declared_weight: None,
        at: at(&format!("{column}17")),
    };
    Indicator {
        ordinal,
        level1: level("产出指标", "B"),
        level2: level(level2, "C"),
        level3: stated(level3, &format!("D{row}")),
        name: level3.to_owned(),
        target: read(target, &format!("F{row}"), Measure::parse),
        actual: read(actual, &format!("G{row}"), Measure::parse),
        weight: read(weight, &format!("H{row}"), Weight::parse),
        score: read(score, &format!("I{row}"), Score::parse),
        review_actual: Entry::Absent,
        review_score: Entry::Absent,
        reason: stated("无", &format!("J{row}")),
        category,
    }
}

fn at(cell: &str) -> CellRef {
    cell.parse().unwrap()
}

fn stated(text: &str, cell: &str) -> Entry<String> {
    read(text, cell, |value| {
        let text = value.text().into_owned();
        Ok(Some(text).filter(|text| !is_blank_marker(text)))
    })
}

fn amount(text: &str, cell: &str) -> Entry<Printed<Amount>> {
    read(text, cell, |value| Amount::parse(value, AmountUnit::Wan))
}

fn read<T>(text: &str, cell: &str, parse: impl Fn(&CellValue) -> Parsed<T>) -> Entry<T> {
    let (text, at) = (text.to_owned(), at(cell));
    match parse(&CellValue::Text(text.clone())) {
        Ok(None) => Entry::Blank { text, at },
        Ok(Some(value)) => Entry::Read { value, text, at },
        Err(why) => Entry::Unread { text, why, at },
    }
}
