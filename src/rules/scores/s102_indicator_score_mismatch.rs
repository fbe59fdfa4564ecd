//! S102: the score of a quantitative indicator is not what its attainment earns.

use rust_decimal::Decimal;

use crate::evaluate::{Attainment, IndicatorResult, QualitativeBand, ScoringPolicy};
use crate::form::Indicator;
use crate::rules::formula::{formula, points_between};
use crate::rules::lack::quote;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::stated_reason::is_stated;
use crate::value::{Figure as _, Interval, Measure, Printed, Score, Weight};

rule! {
    /// 定量指标的得分与按完成比例重算的得分不符，或定性指标的得分与所填的完成程度不符。
    ///
    /// ## 含义
    /// 定量指标应按完成比例计分：达到指标值得满分，未达到的按比例扣分。
    /// 多计的应更正，少计的应说明扣分原因。定性指标应按达成、部分达成、未达成三档计分，得分应在该档之内。
    ///
    /// ## 计算
    /// 越高越好的指标：完成值 ÷ 指标值 × 分值；上限类指标：比率法 指标值 ÷ 完成值 × 分值，
    /// 或线性法（1 − 超出比例）× 分值，由 config.yaml 的 scoring.missed_limit 选定；最多得满分。
    /// 得分和完成值按所填位数比较：8.6 与 8.58 视为一致；完成值是不带小数的户数、人次等，按整数计。
    /// 完成值远超指标值的，缺省得满分；scoring.overachievement 为 reduced 的，应得分 =
    ///（1 −（完成值 ÷ 指标值 − scoring.overachievement_bound））× 分值，不低于零。
    /// 指标值为文字的定性指标，完成值写明“达成”“部分达成”“未达成”的，得分应在 scoring.qualitative_bands
    /// 该档的上下限之间（缺省 100%—80%、80%—60%、60%—0%，分界处两档都算相符）。
    /// 时效指标的完成日期确实不晚于指标值的，应得满分。
    /// 少计且已写明原因的不报（lower_with_reason 可改）；未完成仍得满分的见 S103、S104。
    ///
    /// ## 举例
    /// 指标值 ≥480 户，完成 412 户，分值 10 分：应得 412 ÷ 480 × 10 = 8.58 分，填 9.5 分，多计 0.92 分。
    /// 定性指标分值 15，填“部分达成年度指标并具有一定效果”，得 14 分：应得 9～12 分，高出 2 分。
    ///
    /// ## 误报情形
    /// 本地另有分档计分办法（如完成 85% 以上得 9 分）的，请在 scoring 中写明；完成值与指标值口径不同的，如指标值
    /// 480 户是全年累计数，完成值 412 户只是年末在册数。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：定量指标未完成的，按完成值与指标值的比例记分，定性指标按三档记分；北京市自评表所印计分公式。
    S102 "indicator-score-mismatch" "定量指标得分与重算不符" Warning
    params {
        /// 得分低于重算且已写明原因的，是否也报
        lower_with_reason: bool = false,
    }
}

/// Reports at the score cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    subject
        .evaluation
        .of(subject.form)
        .filter(|(_, result)| is_concerned(result))
        .map(|(row, result)| compare(row, result, subject, params))
        .collect()
}

fn is_concerned(result: &IndicatorResult) -> bool {
    result.attainment.is_some() || result.is_met == Some(true) || result.completion.is_some()
}

fn compare(
    row: &Indicator,
    result: &IndicatorResult,
    subject: &FormSubject<'_>,
    params: &Params,
) -> Verdict {
    if row.weight.is_absent() || row.score.is_absent() {
        return Verdict::NotApplicable;
    }
    let (Some(weight), Some(printed), Some(expected)) =
        (row.weight.figure(), row.score.value(), result.score)
    else {
        return Verdict::CouldNotRun;
    };
    let policy = subject.policy;
    let earned = match (result.attainment, result.completion) {
        (None, Some(completion)) => match policy.band(completion) {
            Some(band) => Earned::in_band(row, band, weight, printed.value),
            None => return Verdict::NotApplicable,
        },
        (attained, _) => Earned::by_formula(row, attained, weight, expected, policy),
    };
    let full_though_missed = result.is_met == Some(false) && printed.value >= weight.full_score();
    if full_though_missed || earned.allows(row, printed, policy, params) {
        return Verdict::Checked(Vec::new());
    }
    Verdict::of(earned.hit(row, printed.value))
}

/// What an indicator earns, and why.
struct Earned {
    /// The scores that the form's figures or words allow.
    range: Interval,
    /// The score nearest to the declared one.
    nearest: Score,
    /// As it stands in the finding.
    expected: String,
    /// By which formula or band.
    why: String,
}

impl Earned {
    fn by_formula(
        row: &Indicator,
        attained: Option<Attainment>,
        weight: Weight,
        expected: Score,
        policy: &ScoringPolicy,
    ) -> Self {
        let (range, formula) = match attained {
            Some(attained) => (
                range(row, &attained, weight, expected, policy),
                formula(row, &attained, weight, policy),
            ),
            None => (
                Interval::exact(expected.decimal()),
                "完成时间不晚于指标值，得满分".to_owned(),
            ),
        };
        Self {
            range,
            nearest: expected,
            expected: expected.to_string(),
            why: format!("按公式（{formula}）应得 {expected} 分"),
        }
    }

    /// A level of completion leaves a range of scores.
    fn in_band(row: &Indicator, band: &QualitativeBand, weight: Weight, declared: Score) -> Self {
        let range = band.scores(weight);
        let nearest = Score::new(declared.decimal().max(range.low()).min(range.high()));
        let expected = points_between(range);
        let why = format!(
            "完成情况填“{}”，“{}”一档应得分值的 {}—{}，即 {expected} 分",
            quote(row.actual.text()),
            band.level.name(),
            band.lower.to_percent(),
            band.upper.to_percent(),
        );
        Self {
            range,
            nearest,
            expected,
            why,
        }
    }

    fn allows(
        &self,
        row: &Indicator,
        printed: &Printed<Score>,
        policy: &ScoringPolicy,
        params: &Params,
    ) -> bool {
        let is_less = printed.value < self.nearest;
        let explained = is_less && is_stated(&row.reason) && !params.lower_with_reason;
        explained || policy.accepts_points(printed.interval(), self.range, self.nearest)
    }

    fn hit(&self, row: &Indicator, declared: Score) -> Option<Hit> {
        let related = [
            row.target.at(),
            row.actual.at(),
            row.weight.at(),
            row.reason.at(),
        ];
        Some(
            Hit::at(row.score.at()?, self.message(row, declared))
                .declared(declared)
                .expected(&self.expected)
                .difference(declared - self.nearest)
                .related(related),
        )
    }

    fn message(&self, row: &Indicator, declared: Score) -> String {
        let (name, why) = (row.name(), &self.why);
        if declared > self.nearest {
            let over = declared - self.nearest;
            format!("指标“{name}”得分 {declared} 分，{why}，多计 {over} 分；请核对得分或完成值")
        } else {
            let under = self.nearest - declared;
            format!(
                "指标“{name}”得分 {declared} 分，{why}，少计 {under} 分；请更正得分或说明扣分原因"
            )
        }
    }
}

/// The scores that the printed actual may earn.
fn range(
    row: &Indicator,
    attained: &Attainment,
    weight: Weight,
    expected: Score,
    policy: &ScoringPolicy,
) -> Interval {
    if attained.share.decimal() == Decimal::ZERO {
        return Interval::exact(expected.decimal());
    }
    let actual = Interval::around(attained.actual, actual_half_unit(row, attained));
    policy.shares(attained.direction, attained.target, actual) * weight.decimal()
}

/// Half a unit of the actual's last digit, in the target's unit.
fn actual_half_unit(row: &Indicator, attained: &Attainment) -> Decimal {
    let quantity = row.actual.value().and_then(Measure::quantity);
    let Some(quantity) = quantity else {
        return Decimal::ZERO;
    };
    let conversion = attained.actual.checked_div(quantity.value);
    conversion.map_or(Decimal::ZERO, |factor| quantity.half_unit * factor.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{MissedLimit, Overachievement};
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of, policy_of};

    fn form(target: &str, actual: &str, score: &str, reason: &str) -> Fixture {
        Fixture::new().indicator([
            "产出指标",
            "数量指标",
            "签约宣传户数",
            target,
            actual,
            "10",
            score,
            reason,
        ])
    }

    fn verdict(fixture: &Fixture) -> Verdict {
        check(&fixture.subject(), &Params::default())
    }

    fn hits(target: &str, actual: &str, score: &str, reason: &str) -> Vec<Hit> {
        hits_of(verdict(&form(target, actual, score, reason)))
    }

    #[test]
    fn examples_hold() {
        let partly = "部分达成年度指标并具有一定效果";
        examples::hold(
            [
                ["≥480户", "412户", "9.5", "部分居民未签约"],
                ["≥480户", "412户", "8.65", ""],
                ["≥50户", "52户", "8", ""],
                ["≤2600元", "2916元", "9.5", ""],
                ["效果明显", partly, "9", ""],
            ],
            [
                ["≥480户", "412户", "8.58", ""],
                ["≥480户", "412户", "8.6", ""],
                ["43.2", "37.24", "8.6", ""],
                ["≥95%", "91%", "9.6", ""],
                ["≤2600元", "2916元", "8.92", ""],
                ["≥50户", "0户", "0", ""],
                ["≥50户", "52户", "8", "群众反映不一"],
                ["效果明显", partly, "8", ""],
            ],
            |&[target, actual, score, reason]| verdict(&form(target, actual, score, reason)),
        );
    }

    #[test]
    fn too_many_points_for_what_was_done() {
        let hits = hits("≥480户", "412户", "9.5", "部分居民未签约");
        assert_eq!(
            (hits[0].expected.as_str(), hits[0].difference.as_str()),
            ("8.58", "0.92")
        );
        assert!(
            hits[0].message.contains("412 ÷ 480 × 10"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn too_few_points_without_a_reason() {
        let hits = hits("≥50户", "52户", "8", "");
        assert_eq!(hits[0].difference, "-2");
        assert!(
            hits[0].message.contains("达到指标值"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn a_deadline_that_was_kept_earns_all_points() {
        let on_time = |score: &str, reason: &str| {
            let row = [
                "产出指标",
                "时效指标",
                "完成时间",
                "10月底前",
                "2024年10月9日",
                "10",
                score,
                reason,
            ];
            hits_of(verdict(&Fixture::new().indicator(row)))
        };
        let hits = on_time("8", "");
        assert_eq!(
            (hits[0].expected.as_str(), hits[0].difference.as_str()),
            ("10", "-2")
        );
        assert!(
            hits[0].message.contains("不晚于指标值"),
            "{}",
            hits[0].message
        );
        assert!(on_time("10", "").is_empty());
        assert!(on_time("8", "材料补交两次").is_empty());
    }

    #[test]
    fn within_a_range_earns_all_points_and_below_it_a_share() {
        let within = hits("20-30户", "25户", "8", "");
        assert!(
            within[0].message.contains("在指标值的范围内"),
            "{}",
            within[0].message
        );
        assert_eq!(hits("20-30户", "15户", "9", "")[0].expected, "7.5");
        assert!(hits("20-30户", "15户", "7.5", "").is_empty());
        assert_eq!(
            verdict(&form("20-30户", "35户", "8", "")),
            Verdict::NotApplicable
        );
    }

    #[test]
    fn an_exceeded_limit_by_either_formula() {
        let fixture = form("≤2600元", "2916元", "9.5", "");
        let ratio = hits_of(verdict(&fixture));
        assert_eq!(ratio[0].expected, "8.92");
        assert!(
            ratio[0].message.contains("2600 ÷ 2916 × 10"),
            "{}",
            ratio[0].message
        );

        let policy = ScoringPolicy {
            missed_limit: MissedLimit::Linear,
            ..ScoringPolicy::default()
        };
        let linear = hits_of(verdict(
            &form("≤2600元", "2916元", "9.5", "").policy(policy),
        ));
        assert_eq!(linear[0].expected, "8.78");
        assert!(
            linear[0].message.contains("（2916 − 2600）÷ 2600"),
            "{}",
            linear[0].message
        );
    }

    #[test]
    fn what_is_far_beyond_its_target_is_reduced_where_the_policy_says_so() {
        let reduced = |actual: &str, score: &str| {
            let policy = ScoringPolicy {
                overachievement: Overachievement::Reduced,
                ..ScoringPolicy::default()
            };
            hits_of(verdict(&form("≥100户", actual, score, "").policy(policy)))
        };
        // 200 of 100 is 50 points of a hundred beyond the bound of 150%: half of the weight is left.
        let hits = reduced("200户", "10");
        assert_eq!(hits[0].expected, "5");
        assert!(
            hits[0].message.contains("（1 −（200 ÷ 100 − 150%））× 10"),
            "{}",
            hits[0].message
        );
        assert!(reduced("200户", "5").is_empty());
        assert!(reduced("150户", "10").is_empty());
        assert!(self::hits("≥100户", "200户", "10", "").is_empty());
    }

    #[test]
    fn a_stated_level_of_completion_allows_the_scores_of_its_band() {
        let partly = "部分达成年度指标并具有一定效果";
        let missed = "未达成年度指标且效果较差";
        // Of 10 points: 达成 8 to 10, 部分达成 6 to 8, 未达成 0 to 6.
        for (actual, score, expected, difference) in [
            (partly, "9", "6～8", "1"),
            (partly, "5", "6～8", "-1"),
            (missed, "7.5", "0～6", "1.5"),
            ("达成年度指标", "7", "8～10", "-1"),
        ] {
            let hits = hits("效果明显", actual, score, "");
            assert_eq!(
                (hits[0].expected.as_str(), hits[0].difference.as_str()),
                (expected, difference),
                "{actual} {score}"
            );
            assert!(
                hits[0].message.contains("一档应得分值的"),
                "{}",
                hits[0].message
            );
        }
        for (actual, score) in [
            (partly, "6"),
            (partly, "7.5"),
            (partly, "8"),
            (missed, "0"),
            (missed, "6"),
            ("达成年度指标", "8"),
            ("达成年度指标", "10"),
            (partly, "10"), // S104
        ] {
            assert!(
                hits("效果明显", actual, score, "").is_empty(),
                "{actual} {score}"
            );
        }
        assert!(hits("效果明显", partly, "5", "只完成一半").is_empty());
    }

    #[test]
    fn a_wider_band_allows_what_a_narrower_does_not() {
        let policy = policy_of("湖北省");
        let form = form("效果明显", "部分达成", "5.5", "").policy(policy);
        assert!(hits_of(verdict(&form)).is_empty());
        assert_eq!(hits("效果明显", "部分达成", "5.5", "")[0].expected, "6～8");
    }

    #[test]
    fn answers_that_name_no_level_are_left_alone() {
        for (target, actual) in [
            ("效果明显", "效果明显"),
            ("合格", "合格"),
            ("完成", "完成"),
            ("≥95%", "部分达成"),
            ("效果明显", "达成率95%"),
            ("否", "否"),
        ] {
            assert_eq!(
                verdict(&form(target, actual, "5", "")),
                Verdict::NotApplicable,
                "{target} {actual}"
            );
        }
    }

    #[test]
    fn counts_are_not_rounded_figures() {
        assert_eq!(hits("≥3个", "2个", "7.5", "")[0].expected, "6.67");
    }

    #[test]
    fn what_other_rules_say_is_left_to_them() {
        assert!(hits("≥50户", "48户", "10", "").is_empty());
        assert!(hits("≤5300元/户", "5830元/户", "10", "").is_empty());
    }

    #[test]
    fn a_reason_excuses_fewer_points_unless_configured() {
        let fixture = form("≥50户", "52户", "8", "群众反映不一");
        assert!(hits_of(verdict(&fixture)).is_empty());
        let strict = Params {
            lower_with_reason: true,
            ..Params::default()
        };
        assert_eq!(hits_of(check(&fixture.subject(), &strict)).len(), 1);
    }

    #[test]
    fn words_are_not_recomputed_and_blank_scores_not_judged() {
        assert_eq!(
            verdict(&form("及时", "及时", "10", "")),
            Verdict::NotApplicable
        );
        assert_eq!(
            verdict(&form("≥50户", "52户", "", "")),
            Verdict::CouldNotRun
        );
    }
}
