//! What a run comes to, on one screen.

mod offices;
mod outputs;
mod refused;

use std::fmt::Display;

use rust_decimal::{Decimal, RoundingStrategy};

use super::table::aligned;
use crate::config::{Settings, display_width};
use crate::decision::Review;
use crate::finding::{Finding, Severity};
use crate::pipeline::{Assessment, Done};
use crate::submission::{Outcome, Submission};
use crate::tables::{Tables, columns};
use crate::trouble::shown;
use crate::value::{Rate, decimal_from_f64, grouped};

/// The district's figures, what was found, what could not be read, and where the outputs are.
pub(super) fn of_run(done: &Done, settings: &Settings) -> String {
    let year = settings
        .fiscal_year
        .map_or(String::new(), |year| format!(" {year} 年度"));
    let rows: Vec<[String; 2]> = [
        files(&done.submissions),
        vec![row("自评表", format!("{} 张", forms(&done.submissions)))],
        figures(&done.tables),
        vec![row("核查发现", findings(&done.findings))],
        decisions(&done.review),
        vec![
            row("计分办法", &settings.policy_in_short),
            row("结果文件夹", shown(&settings.output)),
        ],
    ]
    .concat();
    let head = format!("{}{year}\n{}", settings.registry.district, aligned(&rows));
    let blocks = [
        head,
        offices::worst(&done.tables),
        refused::refused(done),
        unread_reviews(done),
        outputs::places(&settings.output, &done.written),
    ];
    let said = blocks.into_iter().filter(|block| !block.is_empty());
    said.collect::<Vec<_>>().join("\n")
}

/// What reviewers wrote in the review book and nobody can understand, a line each.
fn unread_reviews(done: &Done) -> String {
    let told = done.review_book.iter().flat_map(|book| {
        let cells = book.unreadable.iter();
        cells.map(move |cell| format!("注意：{}!{cell}\n", book.file))
    });
    told.collect()
}

/// One line: how much was looked at and found.
pub(super) fn of_check(assessment: &Assessment) -> String {
    format!(
        "核查 {} 个文件，{} 张自评表：{}",
        assessment.submissions.len(),
        forms(&assessment.submissions),
        findings(&assessment.findings)
    )
}

fn row(label: &str, value: impl Display) -> [String; 2] {
    [label.to_owned(), value.to_string()]
}

fn forms(submissions: &[Submission]) -> usize {
    let counting = submissions.iter().flat_map(Submission::counting_forms);
    counting.count()
}

/// How a file can end, in the order in which the ends are told.
const ENDS: [&str; 7] = [
    "有自评表",
    "无自评表",
    "无法读取",
    "内容重复",
    "已有新版",
    "压缩包",
    "不需读取",
];

/// What 80 columns leave beside the labels.
const COLUMNS: usize = 68;

/// So many ends fit on a line, with four figures each.
const ON_A_LINE: usize = 4;

fn end(submission: &Submission) -> &'static str {
    let [
        assessed,
        no_form,
        refused,
        duplicate,
        superseded,
        unpacked,
        skipped,
    ] = ENDS;
    match &submission.outcome {
        Outcome::Assessed { .. } if submission.is_superseded() => superseded,
        Outcome::Assessed { .. } => assessed,
        Outcome::NoForm { .. } => no_form,
        Outcome::Refused(_) => refused,
        Outcome::Duplicate { .. } => duplicate,
        Outcome::Unpacked { .. } => unpacked,
        Outcome::Skipped(_) => skipped,
    }
}

/// How the files ended; ends that did not occur are left out. They stand on two lines where they
/// would not fit on one of 80 columns.
fn files(submissions: &[Submission]) -> Vec<[String; 2]> {
    let ended = |name: &str| submissions.iter().filter(|one| end(one) == name).count();
    let told: Vec<String> = ENDS
        .iter()
        .map(|name| (name, ended(name)))
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    let all = submissions.len();
    let line = format!("{all} 个：{}", told.join("，"));
    if display_width(&line) <= COLUMNS {
        return vec![row("文件", line)];
    }
    let (first, rest) = told.split_at(told.len().min(ON_A_LINE));
    vec![
        row("文件", format!("{all} 个：{}，", first.join("，"))),
        row("", rest.join("，")),
    ]
}

/// The district's row of the roll-up, the same as in the workbooks.
fn figures(tables: &Tables) -> Vec<[String; 2]> {
    use columns::rollup as column;
    let amount = |name| district(tables, name).map(in_wan);
    let or_dash = |value: Option<String>| value.unwrap_or_else(|| "—".to_owned());
    let over = district(tables, column::over_budget_projects).unwrap_or_default();
    vec![
        row("年初预算", or_dash(amount(column::initial_budget))),
        row("全年预算", or_dash(amount(column::full_year_budget))),
        row("全年执行", or_dash(amount(column::executed))),
        row("执行率", percent(tables, 0)),
        row(
            "超预算",
            format!(
                "{over} 个项目，{}",
                or_dash(amount(column::over_budget_amount))
            ),
        ),
    ]
}

fn district(tables: &Tables, name: &str) -> Option<Decimal> {
    figure(tables, name, 0)?.parse().ok()
}

/// A cell of the roll-up in words; none where it is empty.
fn figure(tables: &Tables, name: &str, row: usize) -> Option<String> {
    let value = tables.rollup.column(name).ok()?.get(row).ok()?;
    (!value.is_null()).then(|| value.str_value().into_owned())
}

/// As people read money: to one hundred yuan, thousands apart: `464,610.83 万元`.
fn in_wan(amount: Decimal) -> String {
    let rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let rounded = if rounded.is_zero() {
        rounded.abs()
    } else {
        rounded
    };
    format!("{} 万元", grouped(&format!("{rounded:.2}")))
}

/// The execution rate of a row of the roll-up.
fn percent(tables: &Tables, row: usize) -> String {
    let rate = rate(tables, row).map(|rate| Rate::new(rate).to_percent());
    rate.unwrap_or_else(|| "—".to_owned())
}

fn rate(tables: &Tables, row: usize) -> Option<Decimal> {
    let name = columns::rollup::execution_rate;
    let value = tables.rollup.column(name).ok()?.get(row).ok()?;
    decimal_from_f64(value.extract()?)
}

fn findings(findings: &[Finding]) -> String {
    let count = |severity| {
        findings
            .iter()
            .filter(|one| one.severity == severity)
            .count()
    };
    let counted = Severity::ALL.map(|severity| format!("{} {}", severity.label(), count(severity)));
    let echoes = findings
        .iter()
        .filter(|one| one.caused_by.is_some())
        .count();
    let told = counted.join("，");
    if echoes == 0 {
        told
    } else {
        format!("{told}（其中 {echoes} 条由其他问题引起）")
    }
}

/// What reviewers decided, where they have.
fn decisions(review: &Review) -> Vec<[String; 2]> {
    let (carried, settled) = (review.decided(), review.settled().len());
    if carried == 0 && settled == 0 {
        return Vec::new();
    }
    let told = format!("沿用 {carried} 条，问题已消除 {settled} 条");
    vec![row("处理意见", told)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Refusal;
    use crate::submission::Source;

    #[test]
    fn files_are_told_by_their_end() {
        let submission = |outcome| Submission {
            source: Source::default(),
            outcome,
        };
        let submissions = [
            submission(Outcome::Refused(Refusal::Empty)),
            submission(Outcome::Skipped("锁文件".to_owned())),
            submission(Outcome::Refused(Refusal::Encrypted)),
        ];
        let line = row("文件", "3 个：无法读取 2，不需读取 1");
        assert_eq!(files(&submissions), [line]);
    }

    #[test]
    fn many_ends_take_two_lines_of_80_columns() {
        let submission = |outcome| Submission {
            source: Source::default(),
            outcome,
        };
        let kinds = || {
            [
                submission(Outcome::Skipped("锁文件".to_owned())),
                submission(Outcome::NoForm { notes: Vec::new() }),
                submission(Outcome::Refused(Refusal::Empty)),
                submission(Outcome::Duplicate { of: String::new() }),
                submission(Outcome::Unpacked {
                    entries: 1,
                    notes: Vec::new(),
                }),
            ]
        };
        let all: Vec<Submission> = (0..1000).flat_map(|_| kinds()).collect();
        let lines = [
            row(
                "文件",
                "5000 个：无自评表 1000，无法读取 1000，内容重复 1000，压缩包 1000，",
            ),
            row("", "不需读取 1000"),
        ];
        assert_eq!(files(&all), lines);
        assert!(aligned(&lines).lines().all(|line| display_width(line) < 80));
    }

    #[test]
    fn money_is_told_with_its_thousands_apart() {
        let told = |text: &str| in_wan(text.parse().unwrap());
        assert_eq!(told("464610.826462"), "464,610.83 万元");
        assert_eq!(told("33"), "33.00 万元");
        assert_eq!(told("-1234567.005"), "-1,234,567.01 万元");
        assert_eq!(told("-0.001"), "0.00 万元");
    }
}
