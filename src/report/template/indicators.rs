//! The indicator block: branches and groups as the published form has them, with rows to spare.

use super::ask::Ask;
use super::formula::{self, Promise};
use super::plan::{Alarm, Content, Look, Plan, column as at, down_to};
use super::points::Points;
use crate::evaluate::TemplateWeights;
use crate::grid::{CellRef, Region};
use crate::value::{Figure as _, Weight};

/// A first level of the tree.
struct Branch {
    name: &'static str,
    points: fn(&TemplateWeights) -> Option<Weight>,
    groups: Groups,
}

/// The second levels of a branch.
enum Groups {
    /// Printed, each with rows of its own.
    Printed(&'static [&'static str]),
    /// Chosen row by row, since hardly a project has them all; the first stands there already.
    Chosen(&'static [&'static str]),
}

const BENEFITS: Groups = Groups::Chosen(&[
    "社会效益指标",
    "经济效益指标",
    "生态效益指标",
    "可持续影响指标",
]);

const STANDARD: [Branch; 3] = [
    Branch {
        name: "产出指标",
        points: |weights| weights.output,
        groups: Groups::Printed(&["数量指标", "质量指标", "时效指标", "成本指标"]),
    },
    BENEFIT,
    SATISFACTION,
];

const COST_FIRST: [Branch; 4] = [
    Branch {
        name: "成本指标",
        points: |weights| weights.cost,
        groups: Groups::Chosen(&["经济成本指标", "社会成本指标", "生态环境成本指标"]),
    },
    Branch {
        name: "产出指标",
        points: |weights| weights.output,
        groups: Groups::Printed(&["数量指标", "质量指标", "时效指标"]),
    },
    BENEFIT,
    SATISFACTION,
];

const BENEFIT: Branch = Branch {
    name: "效益指标",
    points: |weights| weights.benefit,
    groups: BENEFITS,
};

const SATISFACTION: Branch = Branch {
    name: "满意度指标",
    points: |weights| weights.satisfaction,
    groups: Groups::Printed(&["服务对象满意度指标"]),
};

/// Where the indicators stand.
#[derive(Debug)]
pub(super) struct Indicators {
    pub(super) weights: Region,
    pub(super) scores: Region,
    branches: Vec<(&'static str, Option<Weight>, Region)>,
}

impl Indicators {
    /// The branches whose points are printed.
    pub(super) fn promises(&self) -> impl Iterator<Item = Promise<'_>> {
        self.branches.iter().filter_map(|(label, points, weights)| {
            Some(Promise {
                label,
                points: (*points)?.decimal(),
                weights: *weights,
            })
        })
    }
}

/// Lays the block out, with this many rows for every group.
pub(super) fn indicators(plan: &mut Plan, points: &Points, rows: u32) -> Indicators {
    let corner = plan.cell(at::BLOCK);
    header(plan);
    let first = plan.row();
    let tree: &[Branch] = if points.cost_first {
        &COST_FIRST
    } else {
        &STANDARD
    };
    let branches = tree
        .iter()
        .map(|one| branch(plan, one, points, rows))
        .collect();
    let last = plan.row().saturating_sub(1);
    let label = format!("绩\n效\n指\n标\n（{}分）", points.indicators);
    plan.place(down_to(corner, last), Look::Label, label);
    let column = |col| down_to(CellRef::new(first, col), last);
    let indicators = Indicators {
        weights: column(at::WEIGHT),
        scores: column(at::SCORE),
        branches,
    };
    asks(plan, &column);
    alarms(plan, &indicators, &column);
    indicators
}

fn header(plan: &mut Plan) {
    let headings = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度\n指标值",
        "实际\n完成值",
        "分值",
        "得分",
        "偏差原因分析\n及改进措施",
    ];
    for (col, heading) in (at::LEVEL1..).zip(headings) {
        plan.put([col, col], Look::Label, heading);
    }
    plan.header = plan.row();
    plan.next(42);
}

fn branch(
    plan: &mut Plan,
    branch: &Branch,
    points: &Points,
    rows: u32,
) -> (&'static str, Option<Weight>, Region) {
    let first = plan.row();
    match branch.groups {
        Groups::Printed(names) => names.iter().for_each(|name| printed(plan, name, rows)),
        Groups::Chosen(names) => chosen(plan, names, rows.saturating_mul(2)),
    }
    let last = plan.row().saturating_sub(1);
    let points = points.branches.as_ref().and_then(branch.points);
    let name = branch.name;
    let label = points.map_or_else(
        || name.to_owned(),
        |points| format!("{name}\n（{points}分）"),
    );
    let levels = down_to(CellRef::new(first, at::LEVEL1), last);
    plan.place(levels, Look::Label, label);
    (name, points, down_to(CellRef::new(first, at::WEIGHT), last))
}

/// A group whose name is printed beside all of its rows.
fn printed(plan: &mut Plan, name: &str, rows: u32) {
    let first = plan.cell(at::LEVEL2);
    for _ in 0..rows {
        open_row(plan);
    }
    let levels = down_to(first, plan.row().saturating_sub(1));
    plan.place(levels, Look::Label, name);
}

/// Rows whose group is chosen in each of them.
fn chosen(plan: &mut Plan, names: &'static [&'static str], rows: u32) {
    let first = plan.cell(at::LEVEL2);
    for at_row in 0..rows {
        let name = names.first().filter(|_| at_row == 0);
        let name = name.map_or(Content::Empty, |name| Content::from(*name));
        plan.put([at::LEVEL2, at::LEVEL2], Look::Word, name);
        open_row(plan);
    }
    let levels = down_to(first, plan.row().saturating_sub(1));
    plan.asks.push((levels, Ask::Level2(names)));
}

/// A row without its levels.
fn open_row(plan: &mut Plan) {
    for (col, look) in [
        (at::NAME, Look::Text),
        (at::TARGET, Look::AsTyped),
        (at::ACTUAL, Look::AsTyped),
        (at::WEIGHT, Look::Number),
        (at::SCORE, Look::Number),
        (at::REASON, Look::Text),
    ] {
        plan.put([col, col], look, Content::Empty);
    }
    plan.grow();
}

fn asks(plan: &mut Plan, column: &impl Fn(u32) -> Region) {
    let weight = column(at::WEIGHT).first;
    let asks = [
        (at::NAME, Ask::Name),
        (at::TARGET, Ask::Target),
        (at::ACTUAL, Ask::Actual),
        (at::WEIGHT, Ask::Weight),
        (at::SCORE, Ask::Score(weight)),
        (at::REASON, Ask::Reason),
    ];
    plan.asks.extend(asks.map(|(col, ask)| (column(col), ask)));
}

fn alarms(plan: &mut Plan, indicators: &Indicators, column: &impl Fn(u32) -> Region) {
    let first = |col| column(col).first;
    let values = Region::new(first(at::TARGET), column(at::SCORE).last);
    plan.alarms.push(Alarm {
        region: values,
        when: formula::is_lacking(first(at::NAME), values.first),
        severe: false,
    });
    plan.alarms.push(Alarm {
        region: column(at::REASON),
        when: formula::is_unexplained(first(at::WEIGHT), first(at::SCORE), first(at::REASON)),
        severe: false,
    });
    for promise in indicators.promises() {
        let label = CellRef::new(promise.weights.first.row, at::LEVEL1);
        plan.alarms.push(Alarm {
            region: down_to(label, promise.weights.last.row),
            when: formula::breaks(&promise),
            severe: true,
        });
    }
}
