//! S102: the score of a quantitative indicator is not what its attainment earns.

use rust_decimal::Decimal;

use crate::evaluate::{Attainment, Direction, IndicatorResult, MissedLimit};
use crate::form::Indicator;
use crate::rules::parts::formula;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::stated_reason::is_stated;
use crate::value::{Figure as _, Interval, Measure, Score, Weight};

rule! {
    /// 定量指标的得分与按完成比例重算的得分不符。
    ///
    /// ## 含义
    /// 定量指标应按完成比例计分：达到指标值得满分，未达到的按比例扣分。
    /// 多计的应更正，少计的应说明扣分原因。
    ///
    /// ## 计算
    /// 越高越好的指标：完成值 ÷ 指标值 × 分值；上限类指标：比率法 指标值 ÷ 完成值 × 分值，
    /// 或线性法（1 − 超出比例）× 分值，由 config.yaml 的 scoring.missed_limit 选定；最多得满分。
    /// 得分和完成值按所填位数比较：8.6 与 8.58 视为一致；完成值是不带小数的户数、人次等，按整数计。
    /// 时效指标的完成日期确实不晚于指标值的，应得满分。
    /// 少计且已写明原因的不报（lower_with_reason 可改）；未完成仍得满分的见 S103、S104。
    ///
    /// ## 举例
    /// 指标值 ≥480 户，完成 412 户，分值 10 分：应得 412 ÷ 480 × 10 = 8.58 分，填 9.5 分，多计 0.92 分。
    ///
    /// ## 误报情形
    /// 本地另有分档计分办法（如完成 85% 以上得 9 分）的；完成值与指标值口径不同的，如指标值 480 户是全年累计数，
    /// 完成值 412 户只是年末在册数。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：定量指标未完成的，按完成值与指标值的比例记分；北京市自评表所印计分公式。
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
        .filter(|(_, result)| result.attainment.is_some() || result.is_met == Some(true))
        .map(|(row, result)| compare(row, result, subject, params))
        .collect()
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
    let declared = printed.value;
    let missed = subject.policy.missed_limit;
    let (earned, formula) = match result.attainment {
        Some(attained) => (
            earned(row, &attained, weight, missed, expected),
            formula(row, &attained, weight, missed),
        ),
        None => (
            Interval::exact(expected.decimal()),
            "完成时间不晚于指标值，得满分".to_owned(),
        ),
    };
    let agrees = printed.interval().agrees(earned);
    let full_though_missed = result.is_met == Some(false) && declared >= weight.full_score();
    let explained = declared < expected && is_stated(&row.reason) && !params.lower_with_reason;
    if agrees || full_though_missed || explained {
        return Verdict::Checked(Vec::new());
    }
    Verdict::of(row.score.at().map(|at| {
        Hit::at(at, message(row, &formula, declared, expected))
            .declared(declared)
            .expected(expected)
            .difference(declared - expected)
            .related([
                row.target.at(),
                row.actual.at(),
                row.weight.at(),
                row.reason.at(),
            ])
    }))
}

/// The scores that the printed actual may earn.
fn earned(
    row: &Indicator,
    attained: &Attainment,
    weight: Weight,
    missed: MissedLimit,
    expected: Score,
) -> Interval {
    let actual = Interval::around(attained.actual, actual_half_unit(row, attained));
    let target = Interval::exact(attained.target);
    let share = match (attained.direction, missed) {
        (Direction::AtLeast, _) => actual.ratio(target),
        (Direction::AtMost, MissedLimit::Ratio) => target.ratio(actual),
        (Direction::AtMost, MissedLimit::Linear) => actual
            .ratio(target)
            .map(|used| Interval::exact(Decimal::TWO) - used),
    };
    share
        .filter(|_| attained.share.decimal() > Decimal::ZERO)
        .map_or(Interval::exact(expected.decimal()), |share| {
            share.capped(Decimal::ONE) * weight.decimal()
        })
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

fn message(row: &Indicator, formula: &str, declared: Score, expected: Score) -> String {
    let name = row.name();
    if declared > expected {
        let over = declared - expected;
        format!(
            "指标“{name}”得分 {declared} 分，按公式（{formula}）应得 {expected} 分，多计 {over} 分；请核对得分或完成值"
        )
    } else {
        let under = expected - declared;
        format!(
            "指标“{name}”得分 {declared} 分，按公式（{formula}）应得 {expected} 分，少计 {under} 分；请更正得分或说明扣分原因"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{ScoringPolicy, evaluate};
    use crate::rules::fixture::{Fixture, hits_of};

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
        let subject = FormSubject {
            evaluation: &evaluate(fixture.subject().form, &policy),
            policy: &policy,
            ..fixture.subject()
        };
        let linear = hits_of(check(&subject, &Params::default()));
        assert_eq!(linear[0].expected, "8.78");
        assert!(
            linear[0].message.contains("（2916 − 2600）÷ 2600"),
            "{}",
            linear[0].message
        );
    }

    #[test]
    fn counts_are_not_rounded_figures() {
        assert_eq!(hits("≥3个", "2个", "7.5", "")[0].expected, "6.67");
    }

    #[test]
    fn points_by_formula_as_printed_are_fine() {
        assert!(hits("≥480户", "412户", "8.58", "").is_empty());
        assert!(hits("≥480户", "412户", "8.6", "").is_empty());
        assert!(hits("43.2", "37.24", "8.6", "").is_empty());
        assert!(hits("≥95%", "91%", "9.6", "").is_empty());
        assert!(hits("≤2600元", "2916元", "8.92", "").is_empty());
        assert!(hits("≥50户", "0户", "0", "").is_empty());
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
