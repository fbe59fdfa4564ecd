//! S103: a cost indicator over its limit that still takes all its points.

use crate::evaluate::{Attainment, Direction, IndicatorResult, ScoringPolicy, is_cost_or_control};
use crate::form::Indicator;
use crate::rules::formula::formula;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::Weight;

rule! {
    /// 成本、控制数指标超出指标值，仍得满分。
    ///
    /// ## 含义
    /// 成本指标、控制数指标以指标值为上限（未写符号的也按上限理解）。完成值超过上限应扣分，不能得满分。
    /// 其他带“≤”的指标超出上限，见 S104。
    ///
    /// ## 计算
    /// 比率法（缺省）：应得分 = 指标值 ÷ 完成值 × 分值；线性法：应得分 =（1 − 超出比例）× 分值。
    /// 两法由 config.yaml 的 scoring.missed_limit 选定（四川省缺省为线性法），提示中写明所用的算式。
    ///
    /// ## 举例
    /// 项目预算控制数 33 万元，完成值 35.56041 万元，分值 15，得分 15：
    /// 比率法应得 33 ÷ 35.56041 × 15 = 13.92 分，多计 1.08 分（线性法 13.84 分）。
    ///
    /// ## 误报情形
    /// 年中已批复追加预算而指标值未随之调整的，应先更正指标值，再计分。
    /// “成本节约率”这类越高越好的指标请写明“≥”。
    ///
    /// ## 依据
    /// 财预〔2020〕10号；北京市项目支出绩效自评表所印计分公式。
    S103 "cost-overrun-full-score" "成本超支仍得满分" Error
    silences ["S102", "S104"]
}

/// Reports at the score cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let results = subject.evaluation.of(subject.form);
    results
        .filter_map(|(row, result)| Some((row, result, cost_limit(row, result)?)))
        .map(|(row, result, attained)| look(row, result, &attained, subject.policy))
        .collect()
}

/// How far a cost or a control figure came to its limit, where both are known.
fn cost_limit(row: &Indicator, result: &IndicatorResult) -> Option<Attainment> {
    let limited = |attained: &Attainment| attained.direction == Direction::AtMost;
    result
        .attainment
        .filter(limited)
        .filter(|_| is_cost_or_control(row))
}

fn look(
    row: &Indicator,
    result: &IndicatorResult,
    attained: &Attainment,
    policy: &ScoringPolicy,
) -> Verdict {
    if attained.is_met() {
        return Verdict::Checked(Vec::new());
    }
    if row.weight.is_absent() || row.score.is_absent() {
        return Verdict::NotApplicable;
    }
    let (Some(weight), Some(declared), Some(expected)) =
        (row.weight.figure(), row.score.figure(), result.score)
    else {
        return Verdict::CouldNotRun;
    };
    if weight <= Weight::ZERO || declared < weight.full_score() {
        return Verdict::Checked(Vec::new());
    }
    let formula = formula(row, attained, weight, policy);
    let over = declared - expected;
    let message = format!(
        "指标“{}”完成值 {} 超过指标值 {}，仍得满分 {declared} 分；按公式应得 {formula} = {expected} 分，多计 {over} 分（若指标值应随预算调整，请更正指标值）",
        row.name(),
        row.actual.text().trim(),
        row.target.text().trim(),
    );
    Verdict::of(row.score.at().map(|at| {
        Hit::at(at, message)
            .declared(declared)
            .expected(expected)
            .difference(over)
            .related([row.target.at(), row.actual.at(), row.weight.at()])
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn verdict(level2: &str, target: &str, actual: &str, score: &str) -> Verdict {
        let fixture = Fixture::new().indicator([
            "产出指标",
            level2,
            "项目预算控制数",
            target,
            actual,
            "15",
            score,
            "",
        ]);
        check(&fixture.subject(), &Params::default())
    }

    fn hits(level2: &str, target: &str, actual: &str, score: &str) -> Vec<Hit> {
        hits_of(verdict(level2, target, actual, score))
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                ["成本指标", "33万元", "35.56041万元", "15"],
                ["成本指标", "≤33万元", "33.01万元", "15"],
                ["数量指标", "≤33万元", "35万元", "15"],
            ],
            [
                ["成本指标", "33万元", "33万元", "15"],
                ["成本指标", "33万元", "32.9万元", "15"],
                ["成本指标", "33万元", "35.56041万元", "13.92"],
                ["成本指标", "33万元", "330000元", "15"],
            ],
            |&[level2, target, actual, score]| verdict(level2, target, actual, score),
        );
    }

    #[test]
    fn the_score_by_formula_is_stated() {
        let hits = hits("成本指标", "33万元", "35.56041万元", "15");
        assert_eq!(
            (hits[0].expected.as_str(), hits[0].difference.as_str()),
            ("13.92", "1.08")
        );
    }

    #[test]
    fn a_control_figure_is_a_cost_wherever_it_stands() {
        assert_eq!(hits("数量指标", "≤33万元", "35万元", "15").len(), 1);
    }

    #[test]
    fn the_upper_end_of_a_range_is_the_limit_of_a_cost() {
        assert_eq!(
            hits("成本指标", "30-33万元", "35.56041万元", "15")[0].expected,
            "13.92"
        );
        assert!(hits("成本指标", "30-33万元", "31万元", "15").is_empty());
        let saved = verdict("成本指标", "30-33万元", "20万元", "15");
        assert_eq!(saved, Verdict::NotApplicable);
    }

    #[test]
    fn an_unknown_score_is_not_judged_and_a_figure_to_be_reached_not_concerned() {
        assert_eq!(
            verdict("成本指标", "33万元", "35万元", ""),
            Verdict::CouldNotRun
        );
        for target in ["≥33万元", "约33万元", "控制在预算内"] {
            let verdict = verdict("成本指标", target, "35万元", "15");
            assert_eq!(verdict, Verdict::NotApplicable, "{target}");
        }
    }
}
