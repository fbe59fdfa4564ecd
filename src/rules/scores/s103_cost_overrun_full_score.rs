//! S103: a cost indicator over its limit that still takes all its points.

use crate::evaluate::{Direction, IndicatorResult, ScoringPolicy, is_cost_or_control};
use crate::form::Indicator;
use crate::rules::formula::formula;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::Figure as _;

rule! {
    /// 成本、控制数指标超出指标值，仍得满分。
    ///
    /// ## 含义
    /// 成本指标、控制数指标以指标值为上限（未写符号的也按上限理解）。完成值超过上限应扣分，不能得满分。
    /// 其他带“≤”的指标超出上限，见 S104。
    ///
    /// ## 计算
    /// 比率法（缺省）：应得分 = 指标值 ÷ 完成值 × 分值；线性法：应得分 =（1 − 超出比例）× 分值。
    /// 两法由 config.yaml 的 scoring.missed_limit 选定（四川省缺省为线性法），提示中写明所用的算式。
    ///
    /// ## 举例
    /// 项目预算控制数 33 万元，完成值 35.56041 万元，分值 15，得分 15：
    /// 比率法应得 33 ÷ 35.56041 × 15 = 13.92 分，多计 1.08 分（线性法 13.84 分）。
    ///
    /// ## 误报情形
    /// 年中已批复追加预算而指标值未随之调整的，应先更正指标值，再计分。
    /// “成本节约率”这类越高越好的指标请写明“≥”。
    ///
    /// ## 依据
    /// 财预〔2020〕10号；北京市项目支出绩效自评表所印计分公式。
    S103 "cost-overrun-full-score" "成本超支仍得满分" Error
    silences ["S102", "S104"]
}

/// Reports at the score cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    subject
        .evaluation
        .of(subject.form)
        .filter_map(|(row, result)| overrun(row, result, subject.policy))
        .collect()
}

fn overrun(row: &Indicator, result: &IndicatorResult, policy: &ScoringPolicy) -> Option<Hit> {
    let attained = result.attainment?;
    let weight = row.weight.figure()?;
    let declared = row.score.figure()?;
    let expected = result.score?;
    let full = declared >= weight.full_score() && weight.decimal() > rust_decimal::Decimal::ZERO;
    if attained.direction != Direction::AtMost
        || attained.is_met()
        || !full
        || !is_cost_or_control(row)
    {
        return None;
    }
    let over = declared - expected;
    let message = format!(
        "指标“{}”完成值 {} 超过指标值 {}，仍得满分 {declared} 分；按公式应得 {} = {expected} 分，多计 {over} 分（若指标值应随预算调整，请更正指标值）",
        row.name(),
        row.actual.text().trim(),
        row.target.text().trim(),
        formula(row, &attained, weight, policy),
    );
    row.score.at().map(|at| {
        Hit::at(at, message)
            .declared(declared)
            .expected(expected)
            .difference(over)
            .related([row.target.at(), row.actual.at(), row.weight.at()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn verdict(level2: &str, target: &str, actual: &str, score: &str) -> Verdict {
        let fixture = Fixture::new().indicator([
            "产出指标",
            level2,
            "项目预算控制数",
            target,
            actual,
            "15",
            score,
            "",
        ]);
        check(&fixture.subject(), &Params::default())
    }

    fn hits(level2: &str, target: &str, actual: &str, score: &str) -> Vec<Hit> {
        hits_of(verdict(level2, target, actual, score))
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                ["成本指标", "33万元", "35.56041万元", "15"],
                ["成本指标", "≤33万元", "33.01万元", "15"],
                ["数量指标", "≤33万元", "35万元", "15"],
            ],
            [
                ["成本指标", "33万元", "33万元", "15"],
                ["成本指标", "33万元", "32.9万元", "15"],
                ["成本指标", "33万元", "35.56041万元", "13.92"],
                ["成本指标", "≥33万元", "35.56041万元", "15"],
                ["成本指标", "33万元", "330000元", "15"],
            ],
            |&[level2, target, actual, score]| verdict(level2, target, actual, score),
        );
    }

    #[test]
    fn the_score_by_formula_is_stated() {
        let hits = hits("成本指标", "33万元", "35.56041万元", "15");
        assert_eq!(
            (hits[0].expected.as_str(), hits[0].difference.as_str()),
            ("13.92", "1.08")
        );
    }

    #[test]
    fn a_control_figure_is_a_cost_wherever_it_stands() {
        assert_eq!(hits("数量指标", "≤33万元", "35万元", "15").len(), 1);
    }

    #[test]
    fn the_upper_end_of_a_range_is_the_limit_of_a_cost() {
        assert_eq!(
            hits("成本指标", "30-33万元", "35.56041万元", "15")[0].expected,
            "13.92"
        );
        assert!(hits("成本指标", "30-33万元", "31万元", "15").is_empty());
        assert!(hits("成本指标", "30-33万元", "20万元", "15").is_empty());
        assert!(hits("成本指标", "约33万元", "35万元", "15").is_empty());
    }
}
