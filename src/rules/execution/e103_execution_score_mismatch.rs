//! E103: the points for the execution rate are not weight × rate.

use crate::evaluate::{ScoringPolicy, rate_interval};
use crate::form::{Entry, FundingRow};
use crate::rules::formula::execution_formula;
use crate::rules::lack::lack;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Figure as _, Interval, Printed, Rate, Score, Weight};

rule! {
    /// 所填的预算执行率得分与重算不符，或执行率的分值、得分不是数字。
    ///
    /// ## 含义
    /// 预算执行率得分按执行率折算，是总分的一部分；填错则总分也错。
    ///
    /// ## 计算
    /// 缺省为比例法：执行率得分 = 分值 × 执行率，最高不超过分值。config.yaml 的 scoring.execution_formula 可改为
    /// 分段法（执行率达到某一档，得分值的相应比例）或下限法（执行率低于下限不得分）；提示中写明所用的算法。
    /// 分值一格空白的按所选计分办法的分值（缺省 10 分，湖北省 20 分）。
    /// 带小数的得分按所填的位数比较：8.6 与 8.62 视为一致；整数得分按所填的数，9 与 8.62 不一致。
    /// 按已四舍五入的执行率计算的得分同样认可。
    ///
    /// ## 举例
    /// 分值 10，执行率 95.6%，填报 9 分：应得 9.56 分，少计 0.56 分。湖北省分值 20，执行率 86.19%：应得 17.24 分。
    /// 分段法 80% 一档得分值的 80%、95% 一档得满分，分值 20，执行率 86.19%：应得 16 分。
    ///
    /// ## 误报情形
    /// 当地按执行率分档计分的（如 95% 以上得满分），请先在 scoring.execution_formula、execution_steps 中写明。
    ///
    /// ## 依据
    /// 财预〔2020〕10号；北京市自评表所印计分公式：执行率 × 分值，最高不得超过分值上限。
    E103 "execution-score-mismatch" "执行率得分与重算不符" Error
    caused_by ["E101", "M102"]
}

/// Reports at the score cell of the total row.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    let row = &funding.total;
    if row.score.is_absent() {
        return Verdict::NotApplicable;
    }
    let unread: Vec<Hit> = unread("分值", &row.weight)
        .into_iter()
        .chain(unread("得分", &row.score))
        .collect();
    if !unread.is_empty() {
        return Verdict::Checked(unread);
    }
    let execution = &subject.evaluation.execution;
    let (Some(rate), Some(weight), Some(expected)) = (
        execution.rate.filter(|rate| *rate >= Rate::ZERO),
        execution.weight,
        execution.score,
    ) else {
        return Verdict::CouldNotRun;
    };
    let (Some(declared), Some(range)) = (row.score.value(), rate_interval(row, funding.rate_base))
    else {
        return Verdict::CouldNotRun;
    };
    let earned = Earned {
        weight,
        range,
        expected,
    };
    if fits(declared, &earned, subject) {
        return Verdict::of(None);
    }
    let formula = execution_formula(weight, rate, subject.policy);
    Verdict::of(mismatch(row, &formula, declared.value, expected))
}

fn unread<T>(name: &str, entry: &Entry<T>) -> Option<Hit> {
    entry.misread()?;
    let message = format!("预算执行率的{}；请填写分数", lack(name, entry)?);
    Some(Hit::at(entry.at()?, message).declared(entry.text().trim()))
}

/// What the amounts earn.
struct Earned {
    weight: Weight,
    range: Interval,
    expected: Score,
}

/// Does the score follow from the amounts, or from a declared rate that is itself right?
fn fits(declared: &Printed<Score>, earned: &Earned, subject: &FormSubject<'_>) -> bool {
    let policy = subject.policy;
    let printed = subject.form.funding.as_ref();
    let stated = printed
        .and_then(|funding| funding.total.rate.interval())
        .filter(|rate| policy.rates_agree(*rate, earned.range));
    std::iter::once(earned.range)
        .chain(stated)
        .any(|rates| accepts(policy, declared.interval(), rates, earned))
}

fn accepts(policy: &ScoringPolicy, declared: Interval, rates: Interval, earned: &Earned) -> bool {
    let mut shares = policy.execution_shares(rates).into_iter();
    shares.any(|share| {
        policy.accepts_points(declared, share * earned.weight.decimal(), earned.expected)
    })
}

fn mismatch(row: &FundingRow, formula: &str, declared: Score, expected: Score) -> Option<Hit> {
    let difference = declared - expected;
    let (direction, apart) = if difference > Score::ZERO {
        ("多计", difference)
    } else {
        ("少计", expected - declared)
    };
    let message = format!(
        "预算执行率得分填报 {declared} 分，按{formula} 应得 {expected} 分，{direction} {apart} 分；得分或金额可能有误，请核对"
    );
    row.score.at().map(|at| {
        Hit::at(at, message)
            .declared(declared)
            .expected(expected)
            .difference(difference)
            .related([row.weight.at(), row.rate.at(), row.executed.at()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{ExecutionFormula, ExecutionStep};
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of, policy_of};
    use rust_decimal::Decimal;

    fn fixture(executed: &str, weight: &str, rate: &str, score: &str) -> Fixture {
        Fixture::new().funding(
            "年度资金总额",
            ["43.20", "43.20", executed, weight, rate, score],
        )
    }

    fn hits(executed: &str, weight: &str, rate: &str, score: &str) -> Vec<Hit> {
        hits_of(check(
            &fixture(executed, weight, rate, score).subject(),
            &Params::default(),
        ))
    }

    #[test]
    fn examples_hold() {
        let of_steps = |score: &str| fixture("37.24", "20", "86.20%", score).policy(stepped());
        examples::hold(
            [
                fixture("41.30", "10", "95.60%", "9"),
                fixture("37.24", "10", "86.20%", "9.5"),
                fixture("45.00", "10", "104.17%", "10.42"), // beyond the weight
                fixture("37.24", "10", "86.20%", "优"),
                of_steps("17.24"),
            ],
            [
                fixture("41.30", "10", "95.60%", "9.56"),
                fixture("37.24", "10", "86.20%", "8.6"),
                fixture("37.24", "10", "86%", "8.60"), // by the rounded rate
                fixture("45.00", "10", "104.17%", "10.00"),
                fixture("43.20", "10", "100%", "10"),
                fixture("37.24", "20", "86.20%", "17.24").policy(policy_of("湖北省")),
                of_steps("16"),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn declared_and_recomputed_are_stated() {
        let hits = hits("37.24", "10", "86.20%", "9.5");
        assert_eq!(
            (hits[0].expected.as_str(), hits[0].difference.as_str()),
            ("8.62", "0.88")
        );
        assert!(
            hits[0].message.contains("多计 0.88 分"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn whole_points_are_no_rounding() {
        assert_eq!(hits("37.24", "10", "86%", "9")[0].difference, "0.38");
        assert_eq!(hits("41.30", "10", "95.60%", "9")[0].difference, "-0.56");
    }

    #[test]
    fn a_blank_weight_takes_the_policy() {
        let hits = hits("41.30", "", "95.60%", "9");
        assert_eq!(hits[0].expected, "9.56");
        assert!(
            hits[0].message.contains("少计 0.56 分"),
            "{}",
            hits[0].message
        );
        // Hubei gives 20 points: 20 × 41.30 ÷ 43.20 = 19.12.
        let hubei = fixture("41.30", "", "95.60%", "9.56").policy(policy_of("湖北省"));
        let hits = hits_of(check(&hubei.subject(), &Params::default()));
        assert_eq!(hits[0].expected, "19.12");
    }

    /// The rate is 86.2% (37.24 ÷ 43.20) on 20 points.
    fn by(policy: ScoringPolicy, score: &str) -> Vec<Hit> {
        let fixture = fixture("37.24", "20", "86.20%", score).policy(policy);
        hits_of(check(&fixture.subject(), &Params::default()))
    }

    fn stepped() -> ScoringPolicy {
        let step = |from, share| ExecutionStep {
            from: Rate::new(Decimal::new(from, 2)),
            share: Rate::new(Decimal::new(share, 2)),
        };
        ScoringPolicy {
            execution_formula: ExecutionFormula::Stepped,
            execution_steps: vec![step(80, 80), step(95, 100)],
            ..ScoringPolicy::default()
        }
    }

    #[test]
    fn steps_and_floor_are_told_so_that_they_can_be_retraced() {
        assert!(by(stepped(), "16").is_empty()); // 20 × 80%
        let hits = by(stepped(), "17.24");
        assert_eq!(hits[0].expected, "16");
        assert!(
            hits[0].message.contains(
                "按分段计分（执行率 86.2%，达到 80% 的一档得分值的 80%）：分值 20 × 80% 应得 16 分"
            ),
            "{}",
            hits[0].message
        );
        let floored = ScoringPolicy {
            execution_formula: ExecutionFormula::Floored,
            execution_floor: Rate::new(Decimal::new(9, 1)),
            ..ScoringPolicy::default()
        };
        assert!(by(floored.clone(), "0").is_empty());
        let hits = by(floored, "17.24");
        assert!(
            hits[0]
                .message
                .contains("按下限计分（执行率 86.2% 低于 90%，不得分） 应得 0 分"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn a_rounding_rule_and_a_tolerance_of_the_place_are_respected() {
        // 20 × 0.862037 = 17.24074: cut off after one digit that is 17.2, rounded to none it is 17.
        let rounded_to = |score_decimals| ScoringPolicy {
            score_decimals,
            ..ScoringPolicy::default()
        };
        assert!(by(rounded_to(0), "17").is_empty());
        assert_eq!(by(rounded_to(2), "17").len(), 1);
        let lenient = ScoringPolicy {
            tolerance_points: Score::new(Decimal::new(5, 1)),
            ..ScoringPolicy::default()
        };
        assert!(by(lenient.clone(), "17").is_empty());
        assert_eq!(by(lenient, "16.5").len(), 1);
    }

    #[test]
    fn words_are_no_points() {
        let hits = hits("37.24", "百分之十", "86.20%", "优");
        let declared: Vec<&str> = hits.iter().map(|hit| hit.declared.as_str()).collect();
        assert_eq!(declared, ["百分之十", "优"]);
    }

    #[test]
    fn an_unknown_rate_or_score_cannot_be_compared() {
        let verdict = |executed, score| {
            check(
                &fixture(executed, "10", "", score).subject(),
                &Params::default(),
            )
        };
        assert_eq!(verdict("", "10"), Verdict::CouldNotRun);
        assert_eq!(verdict("43.20", ""), Verdict::CouldNotRun);
        assert_eq!(verdict("-5", "0"), Verdict::CouldNotRun);
    }
}
