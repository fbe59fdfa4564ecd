//! S108: points are taken where no indicator is set.

use crate::form::Indicator;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::Score;

rule! {
    /// 没有设指标（空白或填“无”）的地方得了分。
    ///
    /// ## 含义
    /// 没有指标就无从完成，不应得分。某类指标不适用的，应把分值调整到其他指标，而不是直接计满分。
    ///
    /// ## 计算
    /// 三级指标空白、只有“指标1：”或填“无”的行，得分大于零即报。
    ///
    /// ## 举例
    /// 经济效益指标填“指标1：无”，分值 5 分，得分 5 分：5 分没有依据，扣除后总分 98 分应为 93 分。
    ///
    /// ## 误报情形
    /// 有指标而名称填错了栏的，如“老人就餐满意率”填在二级指标栏、三级指标空白：得分本身无误，请把名称移到三级指标栏。
    ///
    /// ## 依据
    /// 财预〔2020〕10号；复核实践：不适用的指标不得计分。
    S108 "score-on-blank-indicator" "空指标有得分" Warning
}

/// Reports at the score cell of each such row.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let rows = subject.form.indicator_rows().iter();
    rows.filter(|row| row.is_blank() && !row.score.is_absent())
        .map(look)
        .collect()
}

fn look(row: &Indicator) -> Verdict {
    match row.score.figure() {
        Some(score) if score > Score::ZERO => Verdict::of(row.score.at().map(|at| {
            Hit::at(at, message(row, score))
                .declared(score)
                .expected(Score::ZERO)
                .difference(score)
                .related([row.level3.at(), row.weight.at()])
        })),
        None if !row.score.is_empty() => Verdict::CouldNotRun,
        _ => Verdict::Checked(Vec::new()),
    }
}

fn message(row: &Indicator, score: Score) -> String {
    format!(
        "“{}”未设指标，却得 {score} 分；没有指标不应得分，请把分值调整到其他指标",
        row.level2.name
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn verdict(name: &str, score: &str) -> Verdict {
        let fixture = Fixture::new()
            .indicator([
                "产出指标",
                "数量指标",
                "走访户数",
                "≥50户",
                "52户",
                "85",
                "85",
                "",
            ])
            .indicator(["效益指标", "经济效益指标", name, "", "", "5", score, ""]);
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [["指标1：无", "5"], ["指标1：", "0.5"], ["", "5"]],
            [
                ["指标1：无", ""],
                ["指标1：无", "0"],
                ["指标1：无", "/"],
                ["", "0.00"],
            ],
            |&[name, score]| verdict(name, score),
        );
    }

    #[test]
    fn points_for_nothing_are_reported() {
        let hits = hits_of(verdict("指标1：无", "5"));
        assert_eq!(hits[0].declared, "5");
        assert!(
            hits[0].message.contains("经济效益指标"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn an_unreadable_score_is_not_judged_and_a_named_indicator_not_concerned() {
        assert_eq!(verdict("指标1：无", "见备注"), Verdict::CouldNotRun);
        assert_eq!(verdict("节约采购支出", "5"), Verdict::NotApplicable);
    }
}
