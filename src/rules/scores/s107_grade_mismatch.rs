//! S107: the grade does not fit the score.

use rust_decimal::Decimal;

use crate::evaluate::{Grade, ScoringPolicy};
use crate::form::TotalRow;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Figure as _, Score, text};

rule! {
    /// 填报的评价等级与总分对应的等级不符。
    ///
    /// ## 含义
    /// 等级由总分决定，缺省为：90 分（含）以上为优，80 至 90 分为良，60 至 80 分为中，60 分以下为差。
    ///
    /// ## 计算
    /// 先用填报的总分，按 config.yaml 的 scoring.grades 求等级，与填报的等级比较；
    /// 相符的，再与重算总分的等级比较。“优秀”“良好”“合格”“不合格”等旧称按优、良、中、差理解，本地名称见 scoring.grade_names。
    /// 总分不是百分制的不比较。
    ///
    /// ## 举例
    /// 总分 88.7 分，等级填“优”：88.7 在 80 与 90 之间，应为“良”。总分 90 分，等级填“优”：含 90 分，不报。
    ///
    /// ## 误报情形
    /// 本地等级界线不同的，请在 config.yaml 调整 scoring.grades。
    ///
    /// ## 依据
    /// 财政部预算司关于绩效评价等级的统一规定；财预〔2020〕10号。
    S107 "grade-mismatch" "填报等级与得分不符" Warning
}

/// Reports at the grade's cell.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let total = subject
        .form
        .total
        .as_ref()
        .filter(|total| !total.grade.is_absent());
    let Some(total) = total else {
        return Verdict::NotApplicable;
    };
    let typed = total.grade.value().map(|grade| text::normal_form(grade));
    let Some(declared) = typed
        .as_deref()
        .and_then(|typed| subject.policy.grade_named(typed))
    else {
        return Verdict::CouldNotRun;
    };
    let earned = [declared_total(total, subject), recomputed_total(subject)];
    let earned: Vec<Earned> = earned.into_iter().flatten().collect();
    if earned.is_empty() {
        return Verdict::CouldNotRun;
    }
    let other = earned.iter().find(|earned| earned.grade != declared);
    Verdict::of(other.and_then(|earned| hit(total, declared, earned, subject.policy)))
}

/// A total and the grade that it earns.
struct Earned {
    whose: &'static str,
    total: Score,
    grade: Grade,
}

fn declared_total(total: &TotalRow, subject: &FormSubject<'_>) -> Option<Earned> {
    let weight = total.weight.figure().or(subject.evaluation.total_weight)?;
    let score = total.score.figure()?;
    (weight.decimal() == Decimal::ONE_HUNDRED).then(|| Earned {
        whose: "填报总分",
        total: score,
        grade: Grade::of(score, &subject.policy.grades),
    })
}

fn recomputed_total(subject: &FormSubject<'_>) -> Option<Earned> {
    Some(Earned {
        whose: "重算总分",
        total: subject.evaluation.total_score?,
        grade: subject.evaluation.grade?,
    })
}

fn hit(total: &TotalRow, declared: Grade, earned: &Earned, policy: &ScoringPolicy) -> Option<Hit> {
    let typed = total.grade.text().trim();
    let Earned {
        whose,
        total: score,
        grade,
    } = earned;
    let message = format!(
        "填报等级为“{typed}”，{whose} {score} 分应为“{}”；请核对等级或总分",
        policy.grade_name(*grade)
    );
    Some(
        Hit::at(total.grade.at()?, message)
            .declared(policy.grade_name(declared))
            .expected(policy.grade_name(*grade))
            .related([total.score.at()]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Entry;
    use crate::grid::CellRef;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    /// A form of 100 points with a score for its only indicator, a total, and a grade.
    fn verdict(target: &str, score: &str, total: [&str; 2], grade: &str) -> Verdict {
        let fixture = Fixture::new()
            .funding("年度资金总额", ["33", "33", "33", "10", "100%", "10"])
            .indicator([
                "产出指标",
                "数量指标",
                "走访户数",
                target,
                "80户",
                "90",
                score,
                "已说明",
            ])
            .total(total[0], total[1]);
        let mut form = fixture.subject().form.clone();
        if let Some(total) = &mut form.total {
            total.grade = Entry::Read {
                value: grade.to_owned(),
                text: grade.to_owned(),
                at: CellRef::new(40, 8),
            };
        }
        let subject = FormSubject {
            form: &form,
            ..fixture.subject()
        };
        check(&subject, &Params::default())
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                ("≥90户", "78.7", ["100", "88.7"], "优"),
                ("≥100户", "90", ["100", "100"], "优秀"),
                ("≥80户", "90", ["100", "100"], "良好"),
                ("≥90户", "79.99", ["100", "89.99"], "优"),
            ],
            [
                ("≥90户", "80", ["100", "90"], "优"),
                ("≥100户", "72", ["100", "82"], "良好"),
                ("≥144户", "50", ["100", "60"], "合格"),
                ("≥80户", "90", ["90", "90"], "优"),
            ],
            |&(target, score, total, grade)| verdict(target, score, total, grade),
        );
    }

    #[test]
    fn a_grade_above_the_declared_total() {
        let hits = hits_of(verdict("≥90户", "78.7", ["100", "88.7"], "优"));
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].expected.as_str()),
            ("优", "良")
        );
        assert!(
            hits[0].message.contains("填报总分 88.7 分"),
            "{}",
            hits[0].message
        );
        assert_eq!(hits[0].at, Some(CellRef::new(40, 8)));
    }

    #[test]
    fn a_grade_that_only_the_declared_total_earns() {
        let hits = hits_of(verdict("≥100户", "90", ["100", "100"], " 优秀 "));
        assert_eq!(hits[0].expected, "良");
        assert!(
            hits[0].message.contains("重算总分 82 分"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn a_grade_below_is_wrong_too() {
        assert_eq!(
            hits_of(verdict("≥80户", "90", ["100", "100"], "良好"))[0].expected,
            "优"
        );
    }

    #[test]
    fn unknown_words_and_missing_grades_are_not_judged() {
        assert_eq!(
            verdict("≥80户", "90", ["100", "100"], "通过"),
            Verdict::CouldNotRun
        );
        let fixture = Fixture::new().total("100", "100");
        assert_eq!(
            check(&fixture.subject(), &Params::default()),
            Verdict::NotApplicable
        );
    }
}
