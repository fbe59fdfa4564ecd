//! S104: a target was missed, and the indicator still takes all its points.

use crate::evaluate::{Attainment, Direction, IndicatorResult, is_cost_or_control};
use crate::form::Indicator;
use crate::rules::parts::formula;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Score, Weight};

rule! {
    /// 完成值低于指标值（或超过带“≤”的指标值），仍得满分。
    ///
    /// ## 含义
    /// 未达到指标值的定量指标应按完成比例扣分，不能得满分。成本指标超支仍得满分的，见 S103。
    ///
    /// ## 计算
    /// 应得分 = 完成值 ÷ 指标值 × 分值；上限类指标按 scoring.missed_limit 的公式。未完成而得分不低于分值的即报。
    /// 指标值与完成值须能换算为同一单位，完成值仍写作“≥90%”的不报本条（见 I103）。
    ///
    /// ## 举例
    /// 指标值 ≥95%，完成 91.3%，分值 15，得分 15：应得 91.3 ÷ 95 × 15 = 14.42 分，多计 0.58 分。
    ///
    /// ## 误报情形
    /// 越低越好的指标（投诉件数、响应时间）未写“≤”的，会误当作未完成；请在指标值中写明符号。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：未完成的，按完成值与指标值的比例记分。
    S104 "unmet-target-full-score" "未完成指标值仍得满分" Error
    silences ["S102"]
}

/// Reports at the score cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    subject
        .evaluation
        .of(subject.form)
        .filter_map(|(row, result)| Some((row, result, result.attainment?)))
        .filter(|(row, _, attained)| {
            attained.direction == Direction::AtLeast || !is_cost_or_control(row)
        })
        .map(|(row, result, attained)| look(row, result, &attained, subject))
        .collect()
}

fn look(
    row: &Indicator,
    result: &IndicatorResult,
    attained: &Attainment,
    subject: &FormSubject<'_>,
) -> Verdict {
    if row.weight.is_absent() || row.score.is_absent() {
        return Verdict::NotApplicable;
    }
    let (Some(weight), Some(declared), Some(expected)) =
        (row.weight.figure(), row.score.figure(), result.score)
    else {
        return Verdict::CouldNotRun;
    };
    let full = weight > Weight::ZERO && declared >= weight.full_score();
    if attained.is_met() || !full {
        return Verdict::Checked(Vec::new());
    }
    let formula = formula(row, attained, weight, subject.policy.missed_limit);
    let message = message(row, attained, &formula, declared, expected);
    Verdict::of(row.score.at().map(|at| {
        Hit::at(at, message)
            .declared(declared)
            .expected(expected)
            .difference(declared - expected)
            .related([row.target.at(), row.actual.at(), row.weight.at()])
    }))
}

fn message(
    row: &Indicator,
    attained: &Attainment,
    formula: &str,
    declared: Score,
    expected: Score,
) -> String {
    let missed = match attained.direction {
        Direction::AtLeast => "未达到",
        Direction::AtMost => "超过",
    };
    let over = declared - expected;
    format!(
        "指标“{}”完成值 {} {missed}指标值 {}，仍得满分 {declared} 分；按公式应得 {formula} = {expected} 分，多计 {over} 分",
        row.name(),
        row.actual.text().trim(),
        row.target.text().trim(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(level2: &str, target: &str, actual: &str, score: &str) -> Fixture {
        Fixture::new().indicator([
            "产出指标",
            level2,
            "桶站值守覆盖率",
            target,
            actual,
            "15",
            score,
            "",
        ])
    }

    fn verdict(fixture: &Fixture) -> Verdict {
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn the_score_by_formula_is_stated() {
        let hits = hits_of(verdict(&form("质量指标", "≥95%", "91.3%", "15")));
        assert_eq!(
            (hits[0].expected.as_str(), hits[0].difference.as_str()),
            ("14.42", "0.58")
        );
        assert!(
            hits[0].message.contains("91.3 ÷ 95 × 15"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn units_are_brought_together() {
        let hits = hits_of(verdict(&form("数量指标", ">=4754人", "4604人", "15")));
        assert_eq!(hits[0].expected, "14.53");
        assert_eq!(
            hits_of(verdict(&form("数量指标", "≥1万元", "8000元", "15"))).len(),
            1
        );
    }

    #[test]
    fn met_or_already_deducted_is_fine() {
        assert!(hits_of(verdict(&form("数量指标", "≥95%", "95%", "15"))).is_empty());
        assert!(hits_of(verdict(&form("数量指标", "≥95%", "91.3%", "14.42"))).is_empty());
        assert!(hits_of(verdict(&form("数量指标", "100%", "1", "15"))).is_empty());
    }

    #[test]
    fn a_limit_that_is_no_cost_is_a_target_too() {
        let hits = hits_of(verdict(&form("时效指标", "≤24小时", "30小时", "15")));
        assert_eq!(hits[0].expected, "12");
        assert!(
            hits[0].message.contains("24 ÷ 30 × 15"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn costs_and_words_are_not_concerned() {
        assert_eq!(
            verdict(&form("成本指标", "≤24万元", "30万元", "15")),
            Verdict::NotApplicable
        );
        assert_eq!(
            verdict(&form("质量指标", "合格", "合格", "15")),
            Verdict::NotApplicable
        );
        assert_eq!(
            verdict(&form("质量指标", "≥90%", "≥90%", "15")),
            Verdict::NotApplicable
        );
    }
}
