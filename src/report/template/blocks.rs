//! The blocks of the form beside the indicators, with the words of the published one: title and head,
//! money, goals, total, and what the form says of its own figures.

use super::ask::Ask;
use super::formula::{self, Promise};
use super::indicators::Indicators;
use super::plan::{Alarm, Content, Look, Plan, column as at, down_to};
use super::points::Points;
use super::{FORM, Template};
use crate::evaluate::ScoringPolicy;
use crate::grid::{CellRef, Region};
use crate::value::Figure as _;

/// What stands where points cannot be earned.
const DASH: &str = "—";

/// The sources of money, as the published form lists them.
const SOURCES: [&str; 3] = ["其中：当年财政拨款", "上年结转资金", "其他资金"];

/// Title, year and head.
pub(super) fn head(plan: &mut Plan, template: &Template<'_>) {
    plan.put([at::BLOCK, at::LAST], Look::Title, FORM);
    plan.next(44);
    if let Some(year) = template.year {
        plan.put([at::BLOCK, at::LAST], Look::Year, format!("（{year}年度）"));
    } else {
        plan.ask([at::BLOCK, at::LAST], Look::OpenYear, Ask::Year);
        plan.fill("（    年度）");
    }
    plan.next(28);
    pair(plan, "项目名称", Look::Text, Ask::ProjectName);
    second(plan, "项目编码", Look::AsTyped, Ask::ProjectCode);
    let offices = template.registry.offices.len();
    pair(plan, "主管部门", Look::Text, Ask::Department(offices));
    if let Some(office) = template.office {
        plan.fill(office);
    }
    second(plan, "实施单位", Look::Text, Ask::Unit);
    pair(plan, "项目负责人", Look::Text, Ask::Lead);
    second(plan, "联系电话", Look::AsTyped, Ask::Phone);
}

fn pair(plan: &mut Plan, label: &str, look: Look, ask: Ask) {
    plan.put([at::BLOCK, at::LEVEL1], Look::Label, label);
    plan.ask([at::LEVEL2, at::TARGET], look, ask);
}

/// The label on the right half of the row, which ends it.
fn second(plan: &mut Plan, label: &str, look: Look, ask: Ask) {
    plan.put([at::ACTUAL, at::ACTUAL], Look::Label, label);
    plan.ask([at::WEIGHT, at::LAST], look, ask);
    plan.next(34);
}

/// The cells of the total row of the money that other formulas look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Money {
    pub(super) full_year: CellRef,
    pub(super) executed: CellRef,
    pub(super) weight: CellRef,
    pub(super) score: CellRef,
}

/// The money: sources are typed, everything else follows.
pub(super) fn money(plan: &mut Plan, points: &Points, policy: &ScoringPolicy) -> Money {
    let first = plan.cell(at::BLOCK);
    money_header(plan);
    let row = plan.row();
    let cell = |col| CellRef::new(row, col);
    let money = Money {
        full_year: cell(at::FULL_YEAR),
        executed: cell(at::EXECUTED),
        weight: cell(at::WEIGHT),
        score: cell(at::EARNED),
    };
    plan.put([at::LEVEL1, at::LEVEL2], Look::Label, "年度资金总额");
    let parts = row.saturating_add(1);
    let last = row.saturating_add(3);
    for col in at::INITIAL..=at::EXECUTED {
        let parts = down_to(CellRef::new(parts, col), last);
        plan.put([col, col], Look::Computed, formula::sum(parts));
    }
    let execution = Content::Figure(points.execution.decimal());
    plan.put([at::WEIGHT, at::WEIGHT], Look::Printed, execution);
    rate(plan);
    let score = formula::execution_score(cell(at::RATE), money.weight, policy);
    plan.put([at::EARNED, at::EARNED], Look::Computed, score);
    plan.next(30);
    for source in SOURCES {
        money_source(plan, source);
    }
    let amounts = Region::new(
        CellRef::new(parts, at::INITIAL),
        CellRef::new(last, at::EXECUTED),
    );
    plan.asks.push((amounts, Ask::Amount));
    let label = "项\n目\n资\n金\n（万元）";
    plan.place(down_to(first, last), Look::Label, label);
    plan.alarms.push(Alarm {
        region: Region::new(money.executed, money.executed),
        when: formula::exceeds(money.executed, money.full_year),
        severe: true,
    });
    money
}

fn money_header(plan: &mut Plan) {
    plan.put([at::LEVEL1, at::LEVEL2], Look::Label, Content::Empty);
    let headings = [
        "年初预算数",
        "全年预算数\n（A）",
        "全年执行数\n（B）",
        "分值",
        "执行率\n（B/A）",
        "得分",
    ];
    for (col, heading) in (at::INITIAL..).zip(headings) {
        plan.put([col, col], Look::Label, heading);
    }
    plan.next(42);
}

fn money_source(plan: &mut Plan, source: &str) {
    plan.put([at::LEVEL1, at::LEVEL2], Look::Label, source);
    for col in at::INITIAL..=at::EXECUTED {
        plan.put([col, col], Look::Number, Content::Empty);
    }
    plan.put([at::WEIGHT, at::WEIGHT], Look::Printed, DASH);
    rate(plan);
    plan.put([at::EARNED, at::EARNED], Look::Printed, DASH);
    plan.next(30);
}

fn rate(plan: &mut Plan) {
    let rate = formula::rate(plan.cell(at::EXECUTED), plan.cell(at::FULL_YEAR));
    plan.put([at::RATE, at::RATE], Look::Rate, rate);
}

/// What was meant to be reached, and what was.
pub(super) fn goals(plan: &mut Plan) {
    let first = plan.cell(at::BLOCK);
    plan.put([at::LEVEL1, at::TARGET], Look::Label, "预期目标");
    plan.put([at::ACTUAL, at::LAST], Look::Label, "实际完成情况");
    plan.next(28);
    let label = "年\n度\n总\n体\n目\n标";
    plan.place(down_to(first, plan.row()), Look::Label, label);
    plan.ask([at::LEVEL1, at::TARGET], Look::Text, Ask::Expected);
    plan.ask([at::ACTUAL, at::LAST], Look::Text, Ask::Achieved);
    plan.next(130);
}

/// The total row, the last of the form.
pub(super) fn total(plan: &mut Plan, money: Money, indicators: &Indicators) -> CellRef {
    let (weights, scores) = (indicators.weights, indicators.scores);
    plan.put([at::BLOCK, at::ACTUAL], Look::Label, "总分");
    let weight = formula::total_weight(money.weight, weights);
    plan.put([at::WEIGHT, at::WEIGHT], Look::Computed, weight);
    let score = formula::total_score(money.score, weights, scores);
    plan.put([at::SCORE, at::SCORE], Look::Computed, score);
    plan.put([at::REASON, at::REASON], Look::Label, Content::Empty);
    let total = plan.cell(at::WEIGHT);
    plan.last = plan.row();
    plan.next(32);
    total
}

/// Below the print: whether the figures fit together.
pub(super) fn checks(
    plan: &mut Plan,
    money: Money,
    indicators: &Indicators,
    total: CellRef,
    points: &Points,
) {
    plan.grow();
    let first = plan.cell(at::BLOCK);
    let promises: Vec<Promise<'_>> = indicators.promises().collect();
    let lines = [
        formula::whole_told(total, points.whole().decimal()),
        formula::promises_told(indicators.weights, &promises),
        formula::overspent_told(money.executed, money.full_year),
    ];
    for line in lines {
        plan.put([at::LEVEL2, at::LAST], Look::Remark, line);
        plan.next(24);
    }
    let label = Region::new(
        first,
        CellRef::new(plan.row().saturating_sub(1), at::LEVEL1),
    );
    plan.place(label, Look::Label, "填表检查\n（不打印）");
    plan.alarms.push(Alarm {
        region: Region::new(total, total),
        when: formula::is_not(total, points.whole().decimal()),
        severe: true,
    });
}
