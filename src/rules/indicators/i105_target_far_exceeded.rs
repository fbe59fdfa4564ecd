//! I105: an actual far above its target.

use crate::evaluate::{Attainment, Direction, IndicatorResult, ScoreBasis};
use crate::form::Indicator;
use crate::rules::lack::quote;
use crate::rules::look::{Gap, Look, known};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::stated_reason::is_stated;
use crate::value::{Rate, plain};

rule! {
    /// 完成值远超指标值（缺省：超过 150%）。
    ///
    /// ## 含义
    /// 完成值远高于指标值，多半是指标值定得过低、单位或小数点填错，或工作量有重大变化，须说明原因。
    ///
    /// ## 计算
    /// 越高越好的定量指标：完成值 ÷ 指标值 > limit；limit 未设的，按 config.yaml 的
    /// scoring.overachievement_bound。指标值为零、两者单位不一致或有一方不是数值的不比较。
    ///
    /// ## 举例
    /// 指标值 ≥50人次，完成值 87人次：87 ÷ 50 = 174%，超过 150%，报。完成值 75人次：恰为 150%，不报。
    ///
    /// ## 误报情形
    /// 应急救助、按申请受理等不由本单位决定数量的工作可以大幅超额，在偏差原因栏说明即可。
    /// 投诉、结余率等越低越好的指标请在指标值前写明“≤”。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：完成值大幅超过指标值的要分析原因，因指标值明显偏低的适当扣分。
    I105 "target-far-exceeded" "完成值远超指标值" Warning
    params {
        /// 完成值 ÷ 指标值超过多少即报（1.5 为 150%）；填 null 的按 scoring.overachievement_bound
        limit: Option<Rate> = None,
    }
}

/// Reports at the actual cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let limit = params.limit.unwrap_or(subject.policy.overachievement_bound);
    subject
        .evaluation
        .of(subject.form)
        .filter(|(_, result)| result.basis != ScoreBasis::Blank)
        .map(|(row, result)| look(row, result, limit))
        .collect()
}

fn look(row: &Indicator, result: &IndicatorResult, limit: Rate) -> Look {
    known(&row.target)?;
    known(&row.actual)?;
    let attained = result.attainment.as_ref().ok_or(Gap::Aside)?;
    let rate = attained.rate.ok_or(Gap::Aside)?;
    if attained.direction == Direction::AtMost {
        return Err(Gap::Aside);
    }
    Ok((rate > limit)
        .then(|| hit(row, attained, rate, limit))
        .flatten())
}

fn hit(row: &Indicator, attained: &Attainment, rate: Rate, limit: Rate) -> Option<Hit> {
    let ask = if is_stated(&row.reason) {
        "偏差原因栏已有说明，请复核指标值是否偏低"
    } else {
        "请说明原因，或核对两数是否填错、指标值是否偏低"
    };
    let message = format!(
        "指标“{}”完成值 {} 是指标值 {} 的 {}，超过 {}；{ask}",
        quote(row.name()),
        row.actual.text().trim(),
        row.target.text().trim(),
        rate.to_percent(),
        limit.to_percent(),
    );
    row.actual.at().map(|at| {
        Hit::at(at, message)
            .declared(plain(attained.actual))
            .expected(plain(attained.target))
            .difference(plain(attained.actual - attained.target))
            .related([row.target.at(), row.reason.at()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::ScoringPolicy;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};
    use rust_decimal::Decimal;

    fn fixture(target: &str, actual: &str, reason: &str) -> Fixture {
        Fixture::new().indicator([
            "产出指标",
            "数量指标",
            "救助人次",
            target,
            actual,
            "10",
            "10",
            reason,
        ])
    }

    fn verdict(target: &str, actual: &str, reason: &str) -> Verdict {
        check(
            &fixture(target, actual, reason).subject(),
            &Params::default(),
        )
    }

    fn hits(target: &str, actual: &str, reason: &str) -> Vec<Hit> {
        hits_of(verdict(target, actual, reason))
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                ["≥50人次", "87人次", ""],
                ["≥50人次", "76人次", ""],
                ["4个", "100个", "应急增加"],
                ["≥1万元", "16000元", ""],
            ],
            [
                ["≥50人次", "75人次", ""],
                [">=59人次", "87人次", ""], // 147.46%
                ["4个", "6个", ""],
            ],
            |&[target, actual, reason]| verdict(target, actual, reason),
        );
    }

    #[test]
    fn the_rate_is_stated() {
        let hits = hits("≥50人次", "87人次", "");
        assert!(hits[0].message.contains("174%"), "{}", hits[0].message);
        assert_eq!(hits[0].difference, "37");
    }

    #[test]
    fn a_given_reason_is_named() {
        let hits = hits("4个", "100个", "应急增加");
        assert!(hits[0].message.contains("已有说明"), "{}", hits[0].message);
    }

    #[test]
    fn the_bound_is_the_place_s_unless_the_rule_has_its_own() {
        let sichuan = || {
            let policy = ScoringPolicy {
                overachievement_bound: Rate::new(Decimal::new(13, 1)),
                ..ScoringPolicy::default()
            };
            fixture("≥100人次", "140人次", "").policy(policy)
        };
        let hits = hits_of(check(&sichuan().subject(), &Params::default()));
        assert!(hits[0].message.contains("超过 130%"), "{}", hits[0].message);
        let own = Params {
            limit: Some(Rate::new(Decimal::TWO)),
            ..Params::default()
        };
        assert!(hits_of(check(&sichuan().subject(), &own)).is_empty());
    }

    #[test]
    fn limits_and_words_are_other_rules_business() {
        assert_eq!(verdict("≤10次", "30次", ""), Verdict::NotApplicable);
        assert_eq!(verdict("0次", "3次", ""), Verdict::NotApplicable);
        assert_eq!(verdict("10-30次", "25次", ""), Verdict::NotApplicable);
        assert_eq!(verdict("≥50人次", "", ""), Verdict::CouldNotRun);
    }
}
