//! W101: the weights of the indicators do not add up to what they should.

use crate::form::{Form, Indicator, IndicatorBlock};
use crate::grid::CellRef;
use crate::rules::parts::printed_weight;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Figure as _, Weight};

rule! {
    /// 各项指标分值之和不等于应有的分值。
    ///
    /// ## 含义
    /// 指标分值连同预算执行率的分值应为 100 分。合计不符，说明分值分配有误，得分也无法与其他项目比较。
    ///
    /// ## 计算
    /// 应有分值：表上标注的（如“绩效指标（90分）”）优先，未标注的用 config.yaml 的
    /// scoring.indicator_weight（缺省 90；template_weights 为该版式另定执行率分值的，取其余分值）；表中没有预算执行率分值的为 100。
    /// 未标注而执行率分值另有安排的，指标分值应与之凑成 100（如 20 + 80），
    /// scoring.enforce_weights 为 true 的除外。
    /// 分值逐项精确相加，不作舍入；空指标上的分值照表计入（另见 W105）。
    ///
    /// ## 举例
    /// 指标分值合计 88 分，标注“绩效指标（90分）”：少 2 分。
    ///
    /// ## 误报情形
    /// “其中”行若自带分值，会与所属指标重复计算；该行不计分的，请将分值留空。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：预算执行率 10 分，指标 90 分。
    W101 "indicator-weights-sum" "指标分值合计不符" Error
    caused_by ["W102"]
}

/// Reports at the weight cell of the total row, else at the last indicator's.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let Some(block) = weighted(subject.form) else {
        return Verdict::NotApplicable;
    };
    if subject.form.lacks_funding() {
        return Verdict::CouldNotRun; // a fragment: what the points should add up to is unknown
    }
    if block.has_unweighted_execution() {
        return Verdict::CouldNotRun; // which part of the points is the budget's is unknown
    }
    let Some(sum) = printed_weight(&block.rows) else {
        return Verdict::CouldNotRun;
    };
    let expected = expected(block, subject);
    if sum == expected {
        return Verdict::Checked(Vec::new());
    }
    let cells = block.rows.iter().map(|row| row.weight.at());
    Verdict::of(place(subject.form, block).map(|at| {
        Hit::at(at, message(block, subject, sum, expected))
            .declared(sum)
            .expected(expected)
            .difference(sum - expected)
            .related(cells.filter(|cell| *cell != Some(at)))
    }))
}

/// The indicators, where the form gives them weights.
pub(in crate::rules) fn weighted(form: &Form) -> Option<&IndicatorBlock> {
    let block = form.indicators.as_ref()?;
    let has_indicators = form.scored_indicators().next().is_some();
    (block.has_weights && has_indicators).then_some(block)
}

/// What the indicators should add up to: the weight that their block states, else what the execution
/// rate leaves them. Some districts split 20 and 80 where ours splits 10 and 90; ours may insist.
fn expected(block: &IndicatorBlock, subject: &FormSubject<'_>) -> Weight {
    let policy = subject.policy;
    let form = subject.form;
    if let Some(stated) = block.declared_weight {
        return stated;
    }
    if !form.scores_execution() {
        return policy.whole_weight();
    }
    other_split(subject).map_or(
        policy.indicator_weight_of(form.reading.family),
        |execution| policy.whole_weight() - execution,
    )
}

/// The weight of the execution rate, where the form splits its points otherwise than the policy.
fn other_split(subject: &FormSubject<'_>) -> Option<Weight> {
    let policy = subject.policy;
    let standard = policy.execution_weight_of(subject.form.reading.family);
    let scored = subject.form.scores_execution();
    let own = subject.evaluation.execution.weight.filter(|_| scored);
    own.filter(|own| *own != standard && *own < policy.whole_weight() && !policy.enforce_weights)
}

fn place(form: &Form, block: &IndicatorBlock) -> Option<CellRef> {
    let total = form.total.as_ref().and_then(|total| total.weight.at());
    total.or_else(|| block.rows.iter().rev().find_map(weight_cell))
}

fn weight_cell(row: &Indicator) -> Option<CellRef> {
    row.weight.figure().and(row.weight.at())
}

fn message(
    block: &IndicatorBlock,
    subject: &FormSubject<'_>,
    sum: Weight,
    expected: Weight,
) -> String {
    let direction = if sum < expected { "少" } else { "多" };
    let apart = (sum - expected).decimal().abs().normalize();
    match other_split(subject).filter(|_| block.declared_weight.is_none()) {
        Some(execution) => format!(
            "各项指标分值合计 {sum} 分，连同预算执行率 {execution} 分为 {} 分，应为 {} 分，{direction} {apart} 分；请核对各指标和预算执行率的分值",
            sum + execution,
            subject.policy.whole_weight(),
        ),
        None => format!(
            "各项指标分值合计 {sum} 分，应为 {expected} 分，{direction} {apart} 分；请核对各指标分值"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::ScoringPolicy;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of, policy_of};

    fn form(weights: &[&str]) -> Fixture {
        let start = Fixture::new()
            .funding("年度资金总额", ["33", "33", "33", "10", "100%", "10"])
            .total("100", "100");
        weights.iter().fold(start, |form, weight| {
            form.indicator([
                "产出指标",
                "数量指标",
                "走访户数",
                "≥50户",
                "52户",
                weight,
                weight,
                "",
            ])
        })
    }

    fn verdict(fixture: &Fixture) -> Verdict {
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        let blank = |weight| {
            [
                "效益指标",
                "经济效益指标",
                "指标1：无",
                "",
                "",
                weight,
                "",
                "",
            ]
        };
        examples::hold(
            [
                form(&["50", "28", "10"]),
                form(&["45", "45.01"]),
                form(&["50", "40"]).block_label("绩效指标（80分）"),
                form(&["90"]).indicator(blank("5")),
            ],
            [
                form(&["22.5", "22.5", "22.5", "22.5"]),
                form(&["33.34", "33.33", "23.33"]),
                form(&["40", "40"]).block_label("绩效指标（80分）"),
                form(&["85"]).indicator(blank("5")),
            ],
            verdict,
        );
    }

    #[test]
    fn an_execution_row_without_points_leaves_the_sum_open() {
        let row = ["预算执行率", "预算执行率", "", "", "", "", "", ""];
        let open = form(&["50", "28", "10"]).indicator(row);
        assert_eq!(verdict(&open), Verdict::CouldNotRun);
    }

    #[test]
    fn the_missing_points_are_stated_at_the_total_row() {
        let form = form(&["50", "28", "10"]);
        let hits = hits_of(verdict(&form));
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].difference.as_str()),
            ("88", "-2")
        );
        assert_eq!(
            hits[0].at,
            form.subject().form.total.as_ref().unwrap().weight.at()
        );
        assert_eq!(hits[0].related.len(), 3);
    }

    #[test]
    fn points_are_not_rounded() {
        assert_eq!(
            hits_of(verdict(&form(&["45", "45.5"])))[0].difference,
            "0.5"
        );
    }

    #[test]
    fn twenty_and_eighty_make_a_hundred_too() {
        let start = |weight: &str| {
            Fixture::new()
                .block_label("绩效指标")
                .funding("年度资金总额", ["33", "33", "33", weight, "100%", weight])
                .indicator([
                    "产出指标",
                    "数量指标",
                    "走访户数",
                    "≥50户",
                    "52户",
                    "80",
                    "80",
                    "",
                ])
        };
        assert!(hits_of(verdict(&start("20"))).is_empty());
        assert_eq!(hits_of(verdict(&start("10")))[0].expected, "90");
    }

    #[test]
    fn where_the_execution_rate_is_an_indicator_the_indicators_make_a_hundred() {
        let row = |name, weight| {
            [
                "产出指标",
                "数量指标",
                name,
                "100%",
                "100%",
                weight,
                weight,
                "",
            ]
        };
        let form = |weight| {
            let start = Fixture::new().block_label("绩效指标");
            let start = start.indicator(row("预算执行率", "20"));
            start.indicator(row("走访完成率", weight))
        };
        assert!(hits_of(verdict(&form("80"))).is_empty());
        assert_eq!(hits_of(verdict(&form("70")))[0].expected, "100");
    }

    #[test]
    fn a_fragment_without_its_money_is_not_added_up() {
        let row = [
            "产出指标",
            "数量指标",
            "走访户数",
            "≥50户",
            "52户",
            "60",
            "60",
            "",
        ];
        assert_eq!(
            verdict(&Fixture::new().indicator(row)),
            Verdict::CouldNotRun
        );
    }

    #[test]
    fn an_unknown_weight_stops_the_sum_but_points_on_blank_places_count() {
        assert_eq!(verdict(&form(&["50", "", "40"])), Verdict::CouldNotRun);
        let blank = form(&["85"])
            .indicator([
                "效益指标",
                "经济效益指标",
                "指标1：无",
                "",
                "",
                "5",
                "5",
                "",
            ])
            .indicator(["效益指标", "生态效益指标", "指标1：无", "", "", "", "", ""]);
        assert!(hits_of(verdict(&blank)).is_empty());
    }

    #[test]
    fn another_split_is_refused_only_where_the_policy_insists() {
        let split = |policy| {
            let start = Fixture::new().policy(policy).block_label("绩效指标");
            let funding = ["33", "33", "33", "20", "100%", "20"];
            let row = [
                "产出指标",
                "数量指标",
                "走访户数",
                "≥50户",
                "52户",
                "80",
                "80",
                "",
            ];
            start.funding("年度资金总额", funding).indicator(row)
        };
        assert!(hits_of(verdict(&split(ScoringPolicy::default()))).is_empty());
        let strict = ScoringPolicy {
            enforce_weights: true,
            ..ScoringPolicy::default()
        };
        assert_eq!(hits_of(verdict(&split(strict)))[0].expected, "90");
        assert!(hits_of(verdict(&split(policy_of("湖北省")))).is_empty());
        // Hubei's 80 points beside 10 for execution make 90.
        let ours = || form(&["50", "20", "10"]).block_label("绩效指标");
        let hits = hits_of(verdict(&ours().policy(policy_of("湖北省"))));
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].expected.as_str()),
            ("80", "90")
        );
        assert!(
            hits[0]
                .message
                .contains("连同预算执行率 10 分为 90 分，应为 100 分"),
            "{}",
            hits[0].message
        );
        assert_eq!(hits_of(verdict(&ours()))[0].expected, "90");
    }
}
