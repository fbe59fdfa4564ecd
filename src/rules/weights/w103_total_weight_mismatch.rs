//! W103: the weight of the total row is not the sum of the weights above it.

use crate::form::{Form, TotalRow};
use crate::rules::lack::lack;
use crate::rules::parts::printed_weight;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::weights::w101_indicator_weights_sum::weighted;
use crate::value::{Figure as _, Weight};

rule! {
    /// 总分行的分值不等于预算执行率分值与各项指标分值之和，或不是数字。
    ///
    /// ## 含义
    /// 总分行的分值应为 100 分：预算执行率 10 分加指标 90 分。常见的错误是总分行只加了指标，漏了执行率。
    ///
    /// ## 计算
    /// 应有分值 = 预算执行率分值 + Σ 指标分值，精确相加；执行率分值一格空白的按政策分值（缺省 10）计，
    /// 表中没有这一格的不计。
    ///
    /// ## 举例
    /// 总分行填 90，执行率 10 分与指标 90 分合计 100：总分行未含预算执行率的 10 分。
    ///
    /// ## 误报情形
    /// 本地表式规定总分行只计指标的，可在 config.yaml 关闭本条与 S105。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：总分为 100 分，含预算执行率。
    W103 "total-weight-mismatch" "总分行分值不符" Warning
    caused_by ["W101"]
}

/// Reports at the weight cell of the total row.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let (Some(block), Some(total)) = (weighted(subject.form), &subject.form.total) else {
        return Verdict::NotApplicable;
    };
    if total.weight.is_absent() {
        return Verdict::NotApplicable;
    }
    if subject.form.lacks_funding() {
        return Verdict::CouldNotRun;
    }
    if total.weight.misread().is_some() {
        return Verdict::of(unreadable(total));
    }
    let (Some(declared), Some(execution), Some(indicators)) = (
        total.weight.figure(),
        execution(subject),
        printed_weight(&block.rows),
    ) else {
        return Verdict::CouldNotRun;
    };
    if declared == execution + indicators {
        return Verdict::Checked(Vec::new());
    }
    Verdict::of(hit(subject.form, total, declared, execution, indicators))
}

fn unreadable(total: &TotalRow) -> Option<Hit> {
    let lacking = lack("总分行的分值", &total.weight)?;
    let message = format!("{lacking}；请填写分数");
    Some(Hit::at(total.weight.at()?, message).declared(total.weight.text().trim()))
}

/// The weight of the execution rate: nothing where the form awards no points for it, `None` where it
/// could not be understood.
fn execution(subject: &FormSubject<'_>) -> Option<Weight> {
    if subject.form.scores_execution() {
        subject.evaluation.execution.weight
    } else {
        Some(Weight::ZERO)
    }
}

fn hit(
    form: &Form,
    total: &TotalRow,
    declared: Weight,
    execution: Weight,
    indicators: Weight,
) -> Option<Hit> {
    let sum = execution + indicators;
    let funding = form.funding.as_ref();
    let rows = form.indicator_rows().iter();
    Some(
        Hit::at(total.weight.at()?, message(declared, execution, indicators))
            .declared(declared)
            .expected(sum)
            .difference(declared - sum)
            .related(funding.map(|funding| funding.total.weight.at()))
            .related(rows.map(|row| row.weight.at())),
    )
}

fn message(declared: Weight, execution: Weight, indicators: Weight) -> String {
    let sum = execution + indicators;
    let parts = format!("执行率 {execution} 分与指标 {indicators} 分合计 {sum} 分");
    if declared == indicators && execution > Weight::ZERO {
        return format!(
            "总分行分值填 {declared} 分，{parts}；总分行未含预算执行率的 {execution} 分"
        );
    }
    let apart = (declared - sum).decimal().abs().normalize();
    format!("总分行分值填 {declared} 分，{parts}，相差 {apart} 分；请核对总分行或各项分值")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(execution: &str, indicators: &str, total: &str) -> Fixture {
        Fixture::new()
            .funding(
                "年度资金总额",
                ["33", "33", "33", execution, "100%", execution],
            )
            .indicator([
                "产出指标",
                "数量指标",
                "走访户数",
                "≥50户",
                "52户",
                indicators,
                indicators,
                "",
            ])
            .total(total, total)
    }

    fn verdict(fixture: &Fixture) -> Verdict {
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                form("10", "90", "90"),
                form("10", "88", "100"),
                form("20", "80", "90"),
                form("10", "90", "一百"),
            ],
            [
                form("10", "90", "100"),
                form("", "90", "100"),
                form("20", "80", "100"),
                form("10", "85.5", "95.5"),
            ],
            verdict,
        );
    }

    #[test]
    fn the_execution_rate_left_out_is_named() {
        let form = form("10", "90", "90");
        let hits = hits_of(verdict(&form));
        assert_eq!(
            (hits[0].expected.as_str(), hits[0].difference.as_str()),
            ("100", "-10")
        );
        assert!(
            hits[0].message.ends_with("总分行未含预算执行率的 10 分"),
            "{}",
            hits[0].message
        );
        assert_eq!(
            hits[0].at,
            form.subject().form.total.as_ref().unwrap().weight.at()
        );
    }

    #[test]
    fn any_other_difference_is_stated() {
        let hits = hits_of(verdict(&form("10", "88", "100")));
        assert_eq!(hits[0].difference, "2");
        assert!(hits[0].message.contains("相差 2 分"), "{}", hits[0].message);
    }

    #[test]
    fn without_a_total_there_is_nothing_to_compare() {
        assert_eq!(verdict(&form("10", "90", "")), Verdict::CouldNotRun);
        assert_eq!(verdict(&form("10", "", "100")), Verdict::CouldNotRun);
        let open = Fixture::new().indicator([
            "产出指标",
            "数量指标",
            "走访户数",
            "≥50户",
            "52户",
            "90",
            "90",
            "",
        ]);
        assert_eq!(verdict(&open), Verdict::NotApplicable);
    }
}
