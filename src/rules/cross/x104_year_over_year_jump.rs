//! X104: the budget or the score is far from last year's.

use rust_decimal::Decimal;

use crate::comparison::{Counterpart, EarlierForm, How};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Amount, Figure as _, Interval, Printed, Rate, Score};

rule! {
    /// 与上年度同一项目相比，全年预算增减过大，或者重算总分升降过大。
    ///
    /// ## 含义
    /// 延续性项目的预算和得分通常逐年相近。突变可能是项目内容变了，也可能是填错一位、单位弄错，
    /// 或者上年、本年有一份打分失真。只作提示，供选取复核对象；只在 config.yaml 指定了上年度资料时比较。
    ///
    /// ## 计算
    /// 预算增减率 =（本年全年预算数 − 上年全年预算数）÷ 上年全年预算数，按所填位数确定大于
    /// budget_change（缺省 50%）的才提示；两年都不足 ignore_up_to（缺省 5 万元）的小项目不比。
    /// 得分增减 = 本年重算总分 − 上年重算总分，大于 score_change（缺省 20 分）的提示；两年满分不同的不比。
    ///
    /// ## 举例
    /// 上年全年预算 20 万元，本年 33 万元：增加 65%。上年 98 分，本年 72 分：降低 26 分。
    ///
    /// ## 误报情形
    /// 一次性投入的年度、跨年工程分年拨款、政策提标扩面的，属正常变化，说明即可。
    ///
    /// ## 依据
    /// 复核实践：与上年相比变化大的项目优先抽查。
    X104 "year-over-year-jump" "与上年度相比突变" Info
    caused_by ["B105"]
    params {
        /// 全年预算比上年增减超过多少即提示（0.5 为 50%）
        budget_change: Rate = Rate::new(Decimal::new(5, 1)),
        /// 重算总分比上年升降超过多少分即提示
        score_change: Score = Score::new(Decimal::new(20, 0)),
        /// 两年的全年预算都不超过多少万元的不比较预算
        ignore_up_to: Amount = Amount::new(Decimal::new(5, 0)),
    }
}

/// Reports the budget at its cell, the score at the total.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    match &subject.comparison.last_year {
        None | Some(Counterpart::Missing { .. }) => Verdict::NotApplicable,
        Some(Counterpart::Unclear(_)) => Verdict::CouldNotRun,
        Some(Counterpart::Found { with, how }) => [
            budget(subject, with, *how, params),
            score(subject, with, *how, params),
        ]
        .into_iter()
        .collect(),
    }
}

fn budget(subject: &FormSubject<'_>, last: &EarlierForm, how: How, params: &Params) -> Verdict {
    let total = subject.form.funding.as_ref().map(|funding| &funding.total);
    let Some(cell) = total
        .map(|row| &row.full_year)
        .filter(|cell| !cell.is_absent())
    else {
        return Verdict::NotApplicable;
    };
    let (Some(now), Some(before)) = (cell.value(), last.full_year) else {
        return Verdict::CouldNotRun;
    };
    let small = now.value.max(before.amount) <= params.ignore_up_to;
    let share = now.interval().ratio(before.range);
    if small || !share.is_some_and(|share| is_jump(share, params.budget_change)) {
        return Verdict::Checked(Vec::new());
    }
    Verdict::of(cell.at().map(|at| {
        let message = budget_message(*now, before.amount, last, how);
        Hit::at(at, message)
            .declared(now.value)
            .difference(now.value - before.amount)
    }))
}

/// Is the quotient of the two surely outside 1 ± the bound?
fn is_jump(share: Interval, bound: Rate) -> bool {
    let by = |by: Decimal| Interval::exact(Decimal::ONE.saturating_add(by));
    share.exceeds(by(bound.decimal())) || by(-bound.decimal()).exceeds(share)
}

fn budget_message(now: Printed<Amount>, before: Amount, last: &EarlierForm, how: How) -> String {
    let change = now.value - before;
    let verb = if change > Amount::ZERO {
        "增加"
    } else {
        "减少"
    };
    let size = Amount::new(change.decimal().abs());
    let share = size
        .fraction_of(before)
        .map(Rate::to_percent)
        .unwrap_or_default();
    format!(
        "全年预算数 {} 万元，比上年度的 {before} 万元{verb} {size} 万元（{share}）；上年表见 {}{}",
        now.value,
        last.money_at,
        manner(how, last)
    )
}

fn score(subject: &FormSubject<'_>, last: &EarlierForm, how: How, params: &Params) -> Verdict {
    let Some(total) = &subject.form.total else {
        return Verdict::NotApplicable;
    };
    let evaluation = subject.evaluation;
    let (Some(now), Some(before)) = (evaluation.total_score, last.score) else {
        return Verdict::CouldNotRun;
    };
    let same_points = evaluation.total_weight.is_some() && evaluation.total_weight == last.weight;
    let change = now.decimal().saturating_sub(before.decimal());
    if !same_points || change.abs() <= params.score_change.decimal() {
        return Verdict::Checked(Vec::new());
    }
    let verb = if change > Decimal::ZERO {
        "升高"
    } else {
        "降低"
    };
    let message = format!(
        "重算总分 {now} 分，比上年度的 {before} 分{verb} {} 分；上年表见 {}{}",
        Score::new(change.abs()),
        last.place,
        manner(how, last)
    );
    let at = total.score.at().unwrap_or(total.at);
    Verdict::of(Some(Hit::at(at, message).difference(Score::new(change))))
}

fn manner(how: How, last: &EarlierForm) -> String {
    how.similarity().map_or_else(String::new, |rate| {
        format!(
            "（按名称近似对应，上年名称“{}”，相似度 {}）",
            last.name,
            rate.to_percent()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::Comparison;
    use crate::rules::beside_fixture::found_earlier;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    /// A form of 100 points, all but the indicator's declared.
    fn form(full_year: &str, score: &str) -> Fixture {
        Fixture::new()
            .funding(
                "年度资金总额",
                [full_year, full_year, full_year, "10", "100%", "10"],
            )
            .indicator([
                "产出指标",
                "质量指标",
                "验收合格",
                "合格",
                "合格",
                "90",
                score,
                "",
            ])
            .total("100", score)
    }

    fn hits(form: Fixture, last: [&str; 3]) -> Vec<Hit> {
        let form = form.comparison(found_earlier(last, How::Name));
        hits_of(check(&form.subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        let beside =
            |form: Fixture, last: [&str; 3]| form.comparison(found_earlier(last, How::Name));
        examples::hold(
            [
                beside(form("33", "90"), ["20", "20", "98"]),
                beside(form("9.99", "90"), ["20.00", "20", "98"]),
                beside(form("20", "67"), ["20", "20", "98"]),
            ],
            [
                beside(form("30", "90"), ["20", "20", "80"]),
                beside(form("10", "70"), ["20", "20", "100"]),
                beside(form("30.04", "90"), ["20.0", "20", "100"]), // 30.035 and 20.05 are possible
                beside(form("4", "90"), ["1", "1", "100"]),
            ],
            |form| check(&form.subject(), &Params::default()),
        );
    }

    #[test]
    fn a_budget_that_grew_or_shrank_by_half_is_told() {
        let grown = hits(form("33", "90"), ["20", "20", "100"]);
        assert_eq!(grown.len(), 1, "{grown:?}");
        assert!(
            grown[0].message.contains("增加 13 万元（65%）"),
            "{}",
            grown[0].message
        );
        let shrunk = hits(form("9", "90"), ["20", "20", "100"]);
        assert!(
            shrunk[0].message.contains("减少 11 万元（55%）"),
            "{}",
            shrunk[0].message
        );
    }

    #[test]
    fn a_score_that_rose_or_fell_far_is_told_at_the_total() {
        let form = form("20", "60");
        let at = form.subject().form.total.as_ref().unwrap().score.at();
        let fallen = hits(form, ["20", "20", "98"]);
        assert_eq!(fallen.len(), 1, "{fallen:?}");
        assert!(
            fallen[0]
                .message
                .contains("重算总分 70 分，比上年度的 98 分降低 28 分"),
            "{}",
            fallen[0].message
        );
        assert_eq!(fallen[0].at, at);
    }

    #[test]
    fn scores_out_of_other_totals_are_not_compared() {
        let mut other = found_earlier(["20", "20", "60"], How::Code);
        if let Some(Counterpart::Found { with, .. }) = &mut other.last_year {
            with.weight = None;
        }
        let form = form("20", "90").comparison(other);
        assert!(hits_of(check(&form.subject(), &Params::default())).is_empty());
    }

    #[test]
    fn without_last_year_the_rule_does_not_apply() {
        let missing = Comparison {
            last_year: Some(Counterpart::Missing { knows_office: true }),
            ..Comparison::default()
        };
        for comparison in [Comparison::default(), missing] {
            let form = form("20", "90").comparison(comparison);
            assert_eq!(
                check(&form.subject(), &Params::default()),
                Verdict::NotApplicable
            );
        }
    }
}
