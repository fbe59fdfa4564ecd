//! E103: the points for the execution rate are not weight × rate.

use crate::evaluate::rate_interval;
use crate::form::{Entry, FundingRow};
use crate::rules::lack::lack;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Figure as _, Interval, Rate, Score, Weight};

rule! {
    /// 所填的预算执行率得分与重算不符，或执行率的分值、得分不是数字。
    ///
    /// ## 含义
    /// 预算执行率得分按执行率折算，是总分的一部分；填错则总分也错。
    ///
    /// ## 计算
    /// 执行率得分 = 分值 × 执行率，最高不超过分值；分值一格空白的按 scoring.execution_weight（缺省 10 分）。
    /// 带小数的得分按所填的位数比较：8.6 与 8.62 视为一致；整数得分按所填的数，9 与 8.62 不一致。
    /// 按已四舍五入的执行率计算的得分同样认可。
    ///
    /// ## 举例
    /// 分值 10，执行率 95.6%，填报 9 分：应得 9.56 分，少计 0.56 分。
    ///
    /// ## 误报情形
    /// 当地按执行率分档计分的（如 95% 以上得满分），可停用本条或降低严重程度。
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
    if fits(declared.interval(), weight, range, subject) {
        return Verdict::of(None);
    }
    Verdict::of(mismatch(row, weight, rate, declared.value, expected))
}

fn unread<T>(name: &str, entry: &Entry<T>) -> Option<Hit> {
    entry.misread()?;
    let message = format!("预算执行率的{}；请填写分数", lack(name, entry)?);
    Some(Hit::at(entry.at()?, message).declared(entry.text().trim()))
}

/// Does the score follow from the amounts, or from a declared rate that is itself right?
fn fits(declared: Interval, weight: Weight, range: Interval, subject: &FormSubject<'_>) -> bool {
    let earned = |rate: Interval| {
        let counted = if subject.policy.cap_execution_score {
            rate.capped(Rate::ONE.decimal())
        } else {
            rate
        };
        counted * weight.decimal()
    };
    let printed = subject.form.funding.as_ref();
    let stated = printed
        .and_then(|funding| funding.total.rate.interval())
        .filter(|rate| rate.agrees(range));
    declared.agrees(earned(range)) || stated.is_some_and(|rate| declared.agrees(earned(rate)))
}

fn mismatch(
    row: &FundingRow,
    weight: Weight,
    rate: Rate,
    declared: Score,
    expected: Score,
) -> Option<Hit> {
    let difference = declared - expected;
    let (direction, apart) = if difference > Score::ZERO {
        ("多计", difference)
    } else {
        ("少计", expected - declared)
    };
    let message = format!(
        "预算执行率得分填报 {declared} 分，按分值 {weight} × 执行率 {} 应得 {expected} 分，{direction} {apart} 分；得分或金额可能有误，请核对",
        rate.to_percent(),
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
    use crate::rules::fixture::{Fixture, hits_of};

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
    }

    #[test]
    fn words_are_no_points() {
        let hits = hits("37.24", "百分之十", "86.20%", "优");
        let declared: Vec<&str> = hits.iter().map(|hit| hit.declared.as_str()).collect();
        assert_eq!(declared, ["百分之十", "优"]);
    }

    #[test]
    fn rounding_and_the_cap_are_respected() {
        assert!(hits("37.24", "10", "86.20%", "8.6").is_empty());
        assert!(hits("37.24", "10", "86%", "8.60").is_empty());
        assert!(hits("43.20", "10", "100%", "10").is_empty());
        assert!(hits("45.00", "10", "104.17%", "10.00").is_empty());
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
