//! S109: the indicators claim far more than the money that was spent.

use rust_decimal::Decimal;

use crate::form::Form;
use crate::grid::CellRef;
use crate::rules::parts::{printed_score, printed_weight};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::weights::w101_indicator_weights_sum::weighted;
use crate::value::{Figure as _, Rate, Score, Weight};

rule! {
    /// 指标得分率明显高于预算执行率。
    ///
    /// ## 含义
    /// 资金没有花完，绩效指标却几乎全部完成：或者预算编多了，或者指标值定低了，或者得分偏高。
    /// 节约形成结余的，应说明原因。
    ///
    /// ## 计算
    /// 指标得分率 = Σ 指标得分 ÷ Σ 指标分值；偏离 =（指标得分率 − 执行率）÷ 指标得分率，
    /// 超过 threshold（缺省 5%）即报。执行率按金额重算。
    ///
    /// ## 举例
    /// 指标得分率 90 ÷ 90 = 100%，执行率 60.27 ÷ 96.5 = 62.46%：偏离（100% − 62.46%）÷ 100% = 37.54%，超过 5%，报。
    ///
    /// ## 误报情形
    /// 招标节约、按实结算形成结余的属正常，写明原因即可；尾款跨年支付的请说明。
    ///
    /// ## 依据
    /// 预算管理一体化系统的自评红色预警：偏离超过 5%。
    S109 "points-ahead-of-money" "指标得分率明显高于执行率" Warning
    params {
        /// 偏离超过多少即报（0.05 为 5%）
        threshold: Rate = Rate::new(Decimal::new(5, 2)),
    }
}

/// Reports at the execution rate of the total row.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let form = subject.form;
    let (Some(block), Some(_)) = (weighted(form), &form.funding) else {
        return Verdict::NotApplicable;
    };
    let points = printed_score(&block.rows).zip(printed_weight(&block.rows));
    let Some((points, spent)) = points
        .and_then(Points::of)
        .zip(subject.evaluation.execution.rate)
    else {
        return Verdict::CouldNotRun;
    };
    let ahead = points
        .ahead_of(spent)
        .filter(|ahead| *ahead > params.threshold);
    Verdict::of(
        ahead
            .zip(place(form))
            .map(|(ahead, at)| hit(at, &points, spent, ahead, params)),
    )
}

/// What the indicators claim.
struct Points {
    score: Score,
    weight: Weight,
    rate: Rate,
}

impl Points {
    fn of((score, weight): (Score, Weight)) -> Option<Self> {
        let rate = score
            .decimal()
            .checked_div(weight.decimal())
            .map(Rate::new)?;
        Some(Self {
            score,
            weight,
            rate,
        })
    }

    /// By how much of itself the claim exceeds the money spent; nothing claimed is not ahead.
    fn ahead_of(&self, spent: Rate) -> Option<Rate> {
        let claimed = Some(self.rate.decimal()).filter(|rate| *rate > Decimal::ZERO)?;
        let ahead = (self.rate - spent).decimal();
        ahead.checked_div(claimed).map(Rate::new)
    }
}

fn place(form: &Form) -> Option<CellRef> {
    let row = &form.funding.as_ref()?.total;
    row.rate.at().or(row.executed.at())
}

fn hit(at: CellRef, points: &Points, spent: Rate, ahead: Rate, params: &Params) -> Hit {
    let Points {
        score,
        weight,
        rate,
    } = points;
    let message = format!(
        "指标得分率 {}（{score} ÷ {weight}），执行率 {}，指标得分率高出 {}（超过 {}）；请说明资金结余原因，并核对指标得分",
        rate.to_percent(),
        spent.to_percent(),
        ahead.to_percent(),
        params.threshold.to_percent()
    );
    Hit::at(at, message)
        .declared(rate.to_percent())
        .expected(spent.to_percent())
        .difference(ahead.to_percent())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(budget: &str, executed: &str, score: &str) -> Fixture {
        Fixture::new()
            .funding(
                "年度资金总额",
                [budget, budget, executed, "10", "62.46%", "6.25"],
            )
            .indicator([
                "产出指标",
                "数量指标",
                "整治条数",
                "≥8条",
                "8条",
                "90",
                score,
                "",
            ])
    }

    fn verdict(fixture: &Fixture) -> Verdict {
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                form("96.5", "60.27", "90"),
                form("100", "94.99", "90"),
                form("100", "50", "81"),
            ],
            [
                form("100", "95", "90"),
                form("100", "50", "47"),
                form("100", "105", "90"),
                form("100", "0", "0"),
                form("100", "50", "-9"),
            ],
            verdict,
        );
    }

    #[test]
    fn all_points_for_part_of_the_money() {
        let form = form("480", "299.8", "90");
        let hits = hits_of(verdict(&form));
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].expected.as_str()),
            ("100%", "62.46%")
        );
        assert_eq!(hits[0].difference, "37.54%");
        assert_eq!(
            hits[0].at,
            form.subject()
                .form
                .funding
                .as_ref()
                .unwrap()
                .total
                .rate
                .at()
        );
    }

    #[test]
    fn deducted_points_may_still_be_ahead() {
        assert_eq!(
            hits_of(verdict(&form("100", "50", "81")))[0].declared,
            "90%"
        );
    }

    #[test]
    fn without_a_rate_or_all_scores_it_is_open() {
        assert_eq!(verdict(&form("0", "0", "90")), Verdict::CouldNotRun);
        assert_eq!(verdict(&form("100", "50", "")), Verdict::CouldNotRun);
    }
}
