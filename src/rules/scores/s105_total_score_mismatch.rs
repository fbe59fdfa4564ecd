//! S105: the total score is not the sum of the scores above it.

use crate::form::{Entry, Form, TotalRow};
use crate::rules::lack::lack;
use crate::rules::parts::printed_score;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Figure as _, Interval, Score};

rule! {
    /// 总分行的得分不等于预算执行率得分与各项指标得分之和。
    ///
    /// ## 含义
    /// 总分应为预算执行率得分加各项指标得分。常见的错误是总分只加了指标得分，漏了执行率得分。
    ///
    /// ## 计算
    /// 应有总分 = 执行率得分 + Σ 指标得分，按表上所填精确相加；总分按所填位数比较（98.6 与 98.62 一致）。
    /// 表中没有执行率得分一格的不计。总分不是数字的也报本条。
    /// 这里只核对加法；各项得分本身是否正确，见 E103、S102 至 S104。
    ///
    /// ## 举例
    /// 总分填 90；执行率得 10 分，指标得 50 + 30 + 10 = 90 分，合计 100 分：总分少 10 分，恰为执行率得分。
    ///
    /// ## 误报情形
    /// 本地表式规定总分只计指标的，可在 config.yaml 关闭本条与 W103。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：总分由各项得分加总，含预算执行率。
    S105 "total-score-mismatch" "总分与各项得分之和不符" Error
}

/// Reports at the score cell of the total row.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let form = subject.form;
    let total = form.total.as_ref().filter(|total| !total.score.is_absent());
    let Some(total) = total.filter(|_| !form.indicator_rows().is_empty()) else {
        return Verdict::NotApplicable;
    };
    if form.lacks_funding() {
        return Verdict::CouldNotRun;
    }
    let parts = Parts::of(form);
    if total.score.misread().is_some() {
        return Verdict::of(unreadable(total, parts));
    }
    let (Some(printed), Some(parts)) = (total.score.value(), parts) else {
        return Verdict::CouldNotRun;
    };
    let sum = Interval::exact(parts.sum().decimal());
    if subject.policy.points_agree(printed.interval(), sum) {
        return Verdict::Checked(Vec::new());
    }
    Verdict::of(mismatch(form, total, printed.value, parts))
}

/// What the total is made of, as declared.
#[derive(Clone, Copy)]
struct Parts {
    execution: Score,
    indicators: Score,
}

impl Parts {
    fn of(form: &Form) -> Option<Self> {
        let cell = form.funding.as_ref().map(|funding| &funding.total.score);
        Some(Self {
            execution: match cell {
                None | Some(Entry::Absent) => Score::ZERO,
                Some(cell) => cell.figure()?,
            },
            indicators: printed_score(form.indicator_rows())?,
        })
    }

    fn sum(self) -> Score {
        self.execution + self.indicators
    }

    fn in_words(self) -> String {
        let Self {
            execution,
            indicators,
        } = self;
        format!(
            "执行率 {execution} 分与指标 {indicators} 分合计 {} 分",
            self.sum()
        )
    }
}

fn unreadable(total: &TotalRow, parts: Option<Parts>) -> Option<Hit> {
    let sum = parts
        .map(|parts| format!("；{}", parts.in_words()))
        .unwrap_or_default();
    let message = format!("总分行的{}{sum}；请填写总分", lack("得分", &total.score)?);
    let expected = parts.map(|parts| parts.sum().to_string());
    Some(
        Hit::at(total.score.at()?, message)
            .declared(total.score.text().trim())
            .expected(expected.unwrap_or_default()),
    )
}

fn mismatch(form: &Form, total: &TotalRow, declared: Score, parts: Parts) -> Option<Hit> {
    let funding = form.funding.as_ref();
    let scores = form.indicator_rows().iter().map(|row| row.score.at());
    Some(
        Hit::at(total.score.at()?, message(total, declared, parts))
            .declared(declared)
            .expected(parts.sum())
            .difference(declared - parts.sum())
            .related(funding.map(|funding| funding.total.score.at()))
            .related(scores),
    )
}

fn message(total: &TotalRow, declared: Score, parts: Parts) -> String {
    let words = parts.in_words();
    let indicators_alone = Interval::exact(parts.indicators.decimal());
    let left_out = total
        .score
        .interval()
        .is_some_and(|range| range.agrees(indicators_alone));
    if left_out && parts.execution > Score::ZERO {
        return format!(
            "总分填 {declared} 分，{words}；总分未含执行率得分 {} 分",
            parts.execution
        );
    }
    let apart = (declared - parts.sum()).decimal().abs().normalize();
    format!("总分填 {declared} 分，{words}，相差 {apart} 分；请核对总分或各项得分")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(execution: &str, scores: [&str; 2], total: &str) -> Fixture {
        Fixture::new()
            .funding("年度资金总额", ["33", "33", "33", "10", "100%", execution])
            .indicator([
                "产出指标",
                "数量指标",
                "走访户数",
                "≥50户",
                "52户",
                "50",
                scores[0],
                "",
            ])
            .indicator([
                "效益指标",
                "社会效益指标",
                "受益户数",
                "≥50户",
                "52户",
                "40",
                scores[1],
                "",
            ])
            .total("100", total)
    }

    fn verdict(fixture: &Fixture) -> Verdict {
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        let blank = |score| {
            [
                "效益指标",
                "经济效益指标",
                "指标1：无",
                "",
                "",
                "5",
                score,
                "",
            ]
        };
        examples::hold(
            [
                form("10", ["50", "40"], "90"),
                form("9.55", ["50", "40"], "98.55"),
                form("8.67", ["50", "40"], "98.6"),
                form("10", ["50", "40"], "优秀"),
            ],
            [
                form("10", ["50", "40"], "100"),
                form("8.62", ["50", "40"], "98.6"),
                form("10", ["50", "35"], "100").indicator(blank("5")),
                form("10", ["50", "40"], "100").indicator(blank("")),
            ],
            verdict,
        );
    }

    #[test]
    fn the_execution_score_left_out_is_named() {
        let form = form("9.72", ["50", "40"], "90");
        let hits = hits_of(verdict(&form));
        assert_eq!(
            (hits[0].expected.as_str(), hits[0].difference.as_str()),
            ("99.72", "-9.72")
        );
        assert!(
            hits[0].message.ends_with("总分未含执行率得分 9.72 分"),
            "{}",
            hits[0].message
        );
        assert_eq!(
            hits[0].at,
            form.subject().form.total.as_ref().unwrap().score.at()
        );
    }

    #[test]
    fn any_other_difference_is_stated() {
        let hits = hits_of(verdict(&form("9.55", ["50", "40"], "98.55")));
        assert_eq!(
            (hits[0].expected.as_str(), hits[0].difference.as_str()),
            ("99.55", "-1")
        );
        assert_eq!(
            hits_of(verdict(&form("10", ["52", "40"], "100")))[0].difference,
            "-2"
        );
    }

    #[test]
    fn a_total_that_is_no_number_is_reported() {
        let hits = hits_of(verdict(&form("10", ["50", "40"], "优秀")));
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].expected.as_str()),
            ("优秀", "100")
        );
        assert_eq!(
            hits_of(verdict(&form("", ["50", "40"], "优秀")))[0].expected,
            ""
        );
    }

    #[test]
    fn unknown_parts_or_no_total_are_not_judged() {
        assert_eq!(
            verdict(&form("", ["50", "40"], "100")),
            Verdict::CouldNotRun
        );
        assert_eq!(
            verdict(&form("10", ["50", ""], "100")),
            Verdict::CouldNotRun
        );
        assert_eq!(verdict(&form("10", ["50", "40"], "")), Verdict::CouldNotRun);
    }
}
