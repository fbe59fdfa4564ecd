//! S104: a target was missed, and the indicator still takes all its points.

use crate::evaluate::{
    Attainment, Direction, IndicatorResult, QualitativeBand, is_cost_or_control,
};
use crate::form::Indicator;
use crate::rules::formula::{formula, points_between};
use crate::rules::parts::misses;
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
    /// 时效指标的完成日期确实晚于指标值，或者完成值自称未完成、不合格、部分达成的，也报；应扣多少分由单位按实际情况确定。
    /// 定性指标（指标值为文字）写明“部分达成”“未达成”而得满分的，按 scoring.qualitative_bands 的一档说明应得几分至几分。
    ///
    /// ## 举例
    /// 指标值 ≥95%，完成 91.3%，分值 15，得分 15：应得 91.3 ÷ 95 × 15 = 14.42 分，多计 0.58 分。
    /// 定性指标分值 15，填“部分达成年度指标并具有一定效果”，得分 15：应得 9～12 分（湖北省 7.5～12 分）。
    ///
    /// ## 误报情形
    /// 越低越好的指标（投诉件数、响应时间）未写“≤”的，会误当作未完成；请在指标值中写明符号。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：未完成的，按完成值与指标值的比例记分；定性指标按达成、部分达成、未达成三档记分。
    S104 "unmet-target-full-score" "未完成指标值仍得满分" Error
    silences ["S102"]
}

/// Reports at the score cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    subject
        .evaluation
        .of(subject.form)
        .filter(|(row, result)| result.is_met.is_some() && !is_cost_limit(row, result))
        .map(|(row, result)| look(row, result, subject))
        .collect()
}

/// Costs over their limit are the business of S103.
fn is_cost_limit(row: &Indicator, result: &IndicatorResult) -> bool {
    let limited = |attained: Attainment| attained.direction == Direction::AtMost;
    result.attainment.is_some_and(limited) && is_cost_or_control(row)
}

fn look(row: &Indicator, result: &IndicatorResult, subject: &FormSubject<'_>) -> Verdict {
    if row.weight.is_absent() || row.score.is_absent() {
        return Verdict::NotApplicable;
    }
    let (Some(weight), Some(declared), Some(expected)) =
        (row.weight.figure(), row.score.figure(), result.score)
    else {
        return Verdict::CouldNotRun;
    };
    let full = weight > Weight::ZERO && declared >= weight.full_score();
    let Some(missed) = misses(row, result).filter(|_| full) else {
        return Verdict::Checked(Vec::new());
    };
    let fault = format!(
        "指标“{}”完成值 {} {missed}指标值 {}，仍得满分 {declared} 分",
        row.name(),
        row.actual.text().trim(),
        row.target.text().trim(),
    );
    let hit = |at| match result.attainment {
        Some(attained) => {
            let formula = formula(row, &attained, weight, subject.policy);
            by_formula(Hit::at(at, fault), &formula, declared, expected)
        }
        None => match result
            .completion
            .and_then(|level| subject.policy.band(level))
        {
            Some(band) => by_band(Hit::at(at, fault), declared, weight, band),
            None => by_judgement(Hit::at(at, fault), declared),
        },
    };
    let related = [row.target.at(), row.actual.at(), row.weight.at()];
    Verdict::of(row.score.at().map(|at| hit(at).related(related)))
}

fn by_formula(hit: Hit, formula: &str, declared: Score, expected: Score) -> Hit {
    let over = declared - expected;
    let message = format!(
        "{}；按公式应得 {formula} = {expected} 分，多计 {over} 分",
        hit.message
    );
    Hit { message, ..hit }
        .declared(declared)
        .expected(expected)
        .difference(over)
}

/// What is only partly completed, or not, earns what the policy's band allows.
fn by_band(hit: Hit, declared: Score, weight: Weight, band: &QualitativeBand) -> Hit {
    let allowed = points_between(band.scores(weight));
    let message = format!(
        "{}；“{}”一档应得分值的 {}—{}，即 {allowed} 分，请扣分并说明原因",
        hit.message,
        band.level.name(),
        band.lower.to_percent(),
        band.upper.to_percent(),
    );
    Hit { message, ..hit }.declared(declared).expected(allowed)
}

/// Dates and answers leave open how many points are lost, not that some are.
fn by_judgement(hit: Hit, declared: Score) -> Hit {
    let message = format!("{}；请按未完成的程度扣分，并说明原因", hit.message);
    Hit { message, ..hit }
        .declared(declared)
        .expected(format!("低于 {declared}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{Phrase, ScoringPolicy};
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of, policy_of};

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
    fn examples_hold() {
        examples::hold(
            [
                ["质量指标", "≥95%", "91.3%", "15"],
                ["数量指标", ">=4754人", "4604人", "15"],
                ["时效指标", "≤24小时", "30小时", "15"],
                ["数量指标", "≥1.2公里", "1190米", "15"],
                ["时效指标", "2024年10月底前", "2024年11月1日", "15"],
                [
                    "质量指标",
                    "效果明显",
                    "部分达成年度指标并具有一定效果",
                    "15",
                ],
            ],
            [
                ["质量指标", "≥95%", "95%", "15"],
                ["质量指标", "≥95%", "91.3%", "14.42"],
                ["质量指标", "100%", "1", "15"],
                ["数量指标", "≥1.2公里", "1200米", "15"],
                ["时效指标", "2024年10月底前", "2024年10月31日", "15"],
                [
                    "质量指标",
                    "效果明显",
                    "部分达成年度指标并具有一定效果",
                    "12",
                ],
                ["数量指标", "20-30人", "20人", "15"],
            ],
            |&[level2, target, actual, score]| verdict(&form(level2, target, actual, score)),
        );
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
    fn a_missed_deadline_or_an_admitted_shortfall_leaves_the_points_open() {
        let hits = hits_of(verdict(&form(
            "时效指标",
            "2024年10月底前",
            "2024年12月10日",
            "15",
        )));
        assert!(
            hits[0].message.contains("2024年12月10日 晚于指标值"),
            "{}",
            hits[0].message
        );
        assert_eq!(
            (
                hits[0].declared.as_str(),
                hits[0].expected.as_str(),
                hits[0].difference.as_str()
            ),
            ("15", "低于 15", "")
        );
        for (target, actual) in [
            ("10月底前", "11月5日"),
            ("合格", "不合格"),
            ("≥95%", "未完成"),
            ("完成", "否"),
        ] {
            assert_eq!(
                hits_of(verdict(&form("时效指标", target, actual, "15"))).len(),
                1,
                "{target} {actual}"
            );
        }
        for (target, actual, score) in [
            ("2024年10月底前", "2024年10月9日", "15"),
            ("2024年10月底前", "2024年12月10日", "12"),
            ("合格", "部分达成年度指标并具有一定效果", "12"),
        ] {
            let verdict = verdict(&form("时效指标", target, actual, score));
            assert!(hits_of(verdict).is_empty(), "{target} {actual}");
        }
    }

    #[test]
    fn full_marks_for_what_is_only_partly_done_are_told_with_the_band() {
        let hit = |policy: ScoringPolicy, actual: &str| {
            let form = form("质量指标", "效果明显", actual, "15").policy(policy);
            hits_of(verdict(&form)).pop()
        };
        let partly = "部分达成年度指标并具有一定效果";
        let found = hit(ScoringPolicy::default(), partly).unwrap();
        assert_eq!(found.expected, "9～12"); // 15 × 60% to 15 × 80%
        assert!(
            found.message.contains("“部分达成”一档"),
            "{}",
            found.message
        );
        let found = hit(policy_of("湖北省"), partly).unwrap();
        assert_eq!(found.expected, "7.5～12"); // 15 × 50% to 15 × 80%
        let missed = hit(ScoringPolicy::default(), "未达成年度指标且效果较差").unwrap();
        assert_eq!(missed.expected, "0～9");
        let vague = form("质量指标", "效果明显", "效果明显", "15");
        assert_eq!(verdict(&vague), Verdict::NotApplicable);
    }

    #[test]
    fn a_place_s_own_words_admit_a_shortfall_too() {
        let mut policy = ScoringPolicy::default();
        policy.qualitative_bands[1]
            .words
            .push(Phrase::new("基本达成"));
        let judge =
            |policy, target| verdict(&form("质量指标", target, "基本达成", "15").policy(policy));
        assert_eq!(hits_of(judge(policy.clone(), "效果明显")).len(), 1);
        let unheard = judge(ScoringPolicy::default(), "效果明显");
        assert_eq!(unheard, Verdict::NotApplicable);
        // A figure is judged by figures.
        assert_eq!(judge(policy, "≥95%"), Verdict::NotApplicable);
    }

    #[test]
    fn what_is_left_open_is_not_judged() {
        for (target, actual) in [
            ("10月前", "2024年10月5日"),
            ("12月底前", "12月底前"),
            ("12月底前", "1月15日"),
            ("合格", "合格"),
            ("≥95%", "完成"),
            ("否", "否"),
            ("无违规", "否"),
            ("约50户", "48户"),
            ("20-30人", "35人"),
        ] {
            let verdict = verdict(&form("时效指标", target, actual, "15"));
            assert_eq!(verdict, Verdict::NotApplicable, "{target} {actual}");
        }
        let until = form("可持续影响指标", "2024年12月31日", "2025年6月30日", "15");
        assert_eq!(verdict(&until), Verdict::NotApplicable);
    }

    #[test]
    fn ranges_are_missed_below_and_costs_above() {
        let hits = hits_of(verdict(&form("数量指标", "20-30人", "15人", "15")));
        assert_eq!(hits[0].expected, "11.25");
        assert!(
            hits[0].message.contains("15 ÷ 20 × 15"),
            "{}",
            hits[0].message
        );
        assert!(hits_of(verdict(&form("数量指标", "20-30人", "25人", "15"))).is_empty());
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
