//! M106: points were lost or a target missed, and no reason is given.

use crate::evaluate::IndicatorResult;
use crate::form::Indicator;
use crate::rules::lack::quote;
use crate::rules::parts::misses;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::stated_reason::is_stated;
use crate::value::Score;

rule! {
    /// 指标有扣分，或未完成指标值，而“偏差原因分析及改进措施”未填写。
    ///
    /// ## 含义
    /// 扣分和未完成都应说明原因和改进措施，否则无法判断是执行问题还是指标设置问题。
    ///
    /// ## 计算
    /// 所填得分低于分值超过 min_loss，或者完成值未达到指标值（上限类指标为超过指标值），
    /// 而原因一格空白，或只填“无”“0”“无偏差”等。没有原因一列的表不适用。
    ///
    /// ## 举例
    /// 分值 10，得分 8.7，原因一格空白：扣 10 − 8.7 = 1.3 分，未说明原因。
    /// 指标值 ≥480 户，完成 412 户，得满分，原因填“无偏差”：少 68 户，也报。
    ///
    /// ## 误报情形
    /// 原因已写在自评报告或表后说明里的，并非没有说明，但仍应在该指标的原因一格填写。
    /// 因四舍五入少得 0.01 分一类的零头，可把 min_loss 设为 0.01。
    ///
    /// ## 依据
    /// 财预〔2020〕10号（未完成绩效目标应分析原因）；省级预算管理一体化平台的填报校验。
    M106 "deviation-reason-missing" "有扣分或未完成而未说明原因" Warning
    params {
        /// 扣分在多少分以内不报
        min_loss: Score = Score::ZERO,
    }
}

/// Reports at the reason cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    subject
        .evaluation
        .of(subject.form)
        .map(|(row, result)| look(row, result, params))
        .collect()
}

fn look(row: &Indicator, result: &IndicatorResult, params: &Params) -> Verdict {
    if row.is_blank() || row.is_breakdown() || row.reason.is_absent() {
        return Verdict::NotApplicable;
    }
    if is_stated(&row.reason) {
        return Verdict::of(None);
    }
    let loss = loss(row);
    if loss.is_none() && result.is_met.is_none() {
        return Verdict::CouldNotRun;
    }
    let deduction = loss
        .filter(|loss| *loss > params.min_loss)
        .map(|loss| format!("扣 {loss} 分"));
    let missed = misses(row, result).map(|verb| missed_target(row, verb));
    let faults: Vec<String> = [missed, deduction].into_iter().flatten().collect();
    Verdict::of(unexplained(row, &faults))
}

fn unexplained(row: &Indicator, faults: &[String]) -> Option<Hit> {
    if faults.is_empty() {
        return None;
    }
    let filler = quote(row.reason.text());
    let filler = if filler.is_empty() {
        filler
    } else {
        format!("（仅填“{filler}”）")
    };
    let message = format!(
        "指标“{}”{}，未说明原因{filler}；请填写偏差原因和改进措施",
        quote(row.name()),
        faults.join("，"),
    );
    row.reason.at().map(|at| {
        Hit::at(at, message)
            .declared(row.reason.text().trim())
            .related([
                row.target.at(),
                row.actual.at(),
                row.weight.at(),
                row.score.at(),
            ])
    })
}

/// Weight − declared score, where both are known.
fn loss(row: &Indicator) -> Option<Score> {
    Some(row.weight.figure()?.full_score() - row.score.figure()?)
}

fn missed_target(row: &Indicator, verb: &str) -> String {
    let (target, actual) = (quote(row.target.text()), quote(row.actual.text()));
    format!("完成值 {actual} {verb}指标值 {target}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn hits(actual: &str, score: &str, reason: &str) -> Vec<Hit> {
        hits_with(actual, score, reason, &Params::default())
    }

    fn hits_with(actual: &str, score: &str, reason: &str, params: &Params) -> Vec<Hit> {
        let fixture = Fixture::new().indicator([
            "产出指标",
            "数量指标",
            "检查户次",
            "≥100户",
            actual,
            "10",
            score,
            reason,
        ]);
        hits_of(check(&fixture.subject(), params))
    }

    #[test]
    fn examples_hold() {
        let row = |target: &str, actual: &str, score: &str, reason: &str| {
            Fixture::new().indicator([
                "产出指标",
                "数量指标",
                "慰问户数",
                target,
                actual,
                "10",
                score,
                reason,
            ])
        };
        let by = |target: &str, actual: &str, reason: &str| {
            Fixture::new().indicator([
                "产出指标",
                "时效指标",
                "完成时间",
                target,
                actual,
                "10",
                "10",
                reason,
            ])
        };
        examples::hold(
            [
                row("≥480户", "480户", "8.7", ""),
                row("≥480户", "412户", "10", "无偏差"),
                row("≤480户", "481户", "10", ""),
                by("2024年10月底前", "2024年11月1日", "0"),
                by("10月底前", "未完成", "/"),
            ],
            [
                row("≥480户", "412户", "8.6", "拆迁减少 68 户"),
                row("≥480户", "412户", "8.6", "无偏差，因拆迁减少 68 户"),
                row("≥480户", "480户", "10", ""),
                row("≤480户", "412户", "10", "无"), // fewer is what was meant
                by("2024年10月底前", "2024年10月31日", ""),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn points_lost_without_a_word_are_reported() {
        let hits = hits("100户", "8.7", "");
        assert_eq!(
            hits[0].message,
            "指标“检查户次”扣 1.3 分，未说明原因；请填写偏差原因和改进措施"
        );
        assert!(hits[0].at.is_some());
    }

    #[test]
    fn a_missed_target_is_reported_though_it_takes_all_points() {
        let hits = hits("87户", "10", "0");
        assert!(
            hits[0].message.contains("完成值 87户 未达到指标值 ≥100户"),
            "{}",
            hits[0].message
        );
        assert!(hits[0].message.contains("仅填“0”"), "{}", hits[0].message);
    }

    #[test]
    fn missed_dates_and_admitted_shortfalls_need_a_reason_too() {
        let message = |target: &str, actual: &str| {
            let fixture = Fixture::new().indicator([
                "产出指标",
                "时效指标",
                "完成时间",
                target,
                actual,
                "10",
                "10",
                "",
            ]);
            let hits = hits_of(check(&fixture.subject(), &Params::default()));
            hits.first()
                .map(|hit| hit.message.clone())
                .unwrap_or_default()
        };
        let late = message("2024年10月底前", "2024年12月10日");
        assert!(
            late.contains("完成值 2024年12月10日 晚于指标值 2024年10月底前"),
            "{late}"
        );
        let admitted = message("10月底前", "未完成");
        assert!(
            admitted.contains("完成值 未完成 未达到指标值 10月底前"),
            "{admitted}"
        );
        assert_eq!(message("2024年10月底前", "2024年10月9日"), "");
    }

    #[test]
    fn small_losses_can_be_let_pass() {
        let params = Params {
            min_loss: Score::new(2.into()),
            ..Params::default()
        };
        assert!(hits_with("100户", "8.7", "", &params).is_empty());
        assert_eq!(hits_with("100户", "7.9", "", &params).len(), 1);
    }

    #[test]
    fn without_scores_and_quantities_nothing_is_known() {
        let fixture = Fixture::new().indicator([
            "产出指标",
            "质量指标",
            "服务质量",
            "良好",
            "",
            "10",
            "",
            "",
        ]);
        assert_eq!(
            check(&fixture.subject(), &Params::default()),
            Verdict::CouldNotRun
        );
    }
}
