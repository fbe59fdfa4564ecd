//! I113: the execution rate once more, as an indicator.

use rust_decimal::Decimal;

use crate::evaluate::{base, rate_interval};
use crate::form::{Funding, Indicator};
use crate::rules::lack::quote;
use crate::rules::look::{Gap, Look, carries_points, known};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::wording::{holds_any, list};
use crate::value::{Interval, Quantity, Rate, Score, Unit, Weight, text};

rule! {
    /// 以预算执行率充当绩效指标，或所报执行率与资金区矛盾。
    ///
    /// ## 含义
    /// 资金区已对执行率计分，再设“预算执行率”“资金支付率”一类指标，是对同一件事重复计分，占去产出指标的分值。
    /// 所报的执行率还应与资金区的执行数、预算数一致。
    ///
    /// ## 计算
    /// 名称含 names 所列字样（或就叫“执行率”“支付率”）、以百分比计的指标：
    /// 资金区的执行率有分值而该指标也有分值的，报；
    /// 完成值与 全年执行数 ÷ 全年预算数 按所填位数比较不一致的，报。
    /// 只说某一部分资金、某一时点的（partial_words），不与全年执行率比较。
    ///
    /// ## 举例
    /// 数量指标“预算执行率”100%，完成值 83.5%，20 分；资金区的执行率另计 10 分：同一件事占了 30 分，报。
    /// 资金区不计分，全年预算 50 万元、执行 48.2 万元，即 96.4%，而该指标完成值写 83.5%：与资金区矛盾，报。
    ///
    /// ## 误报情形
    /// 资金区不计分、以执行率为一项指标的表式不报。资金拨付及时率、合规率不是执行率，不报。
    ///
    /// ## 依据
    /// 财预〔2020〕10号：预算执行率单独计 10 分；复核实践：支付类指标不作产出指标。
    I113 "restates-budget" "以预算执行率充当指标" Warning
    silences ["I110"]
    params {
        /// 说明其实为预算执行率的字样
        names: Vec<String> = list(&[
            "预算执行", "资金执行率", "经费执行率", "支出执行率", "资金支付率", "预算支付率", "经费支付率", "资金使用率",
            "经费使用率", "资金支出率", "预算支出率", "预算完成率", "支出进度", "支付进度",
        ]),
        /// 只说部分资金或某一时点的字样
        partial_words: Vec<String> = list(&[
            "中央", "省", "市级", "区级", "县级", "上级", "结转", "季度", "上半年", "半年", "月",
        ]),
    }
}

/// Reports at the level-3 cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    subject
        .form
        .scored_indicators()
        .map(|row| look(row, funding, params))
        .collect()
}

fn look(row: &Indicator, funding: &Funding, params: &Params) -> Look {
    let name = text::normal_form(row.name());
    if !is_execution_rate(row, &name, &params.names) {
        return Err(Gap::Aside);
    }
    let is_partial = holds_any(&name, &params.partial_words);
    let contradicted = if is_partial {
        Ok(None)
    } else {
        contradicted_rate(row, funding)
    };
    let restated = scores_execution(funding) && carries_points(row);
    match contradicted {
        Ok(Some(rate)) => Ok(Some(contradiction(row, funding, rate, restated))),
        _ if restated => Ok(Some(restatement(row, funding))),
        Ok(None) => Ok(None),
        Err(gap) => Err(gap),
    }
}

/// Is it a rate (not a number of checks) of how much of the budget was spent (not how properly)?
fn is_execution_rate(row: &Indicator, name: &str, names: &[String]) -> bool {
    const MANNER: [&str; 8] = [
        "合规", "规范", "及时", "准确", "监督", "监管", "检查", "管理",
    ];
    let is_rate = row
        .target
        .value()
        .or(row.actual.value())
        .and_then(|measure| measure.quantity())
        .is_none_or(|quantity| matches!(quantity.unit, Unit::None | Unit::Percent));
    let is_named = matches!(name, "执行率" | "支付率") || holds_any(name, names);
    is_named && is_rate && !holds_any(name, &MANNER)
}

fn scores_execution(funding: &Funding) -> bool {
    let row = &funding.total;
    row.weight
        .figure()
        .is_some_and(|weight| weight > Weight::ZERO)
        || row.score.figure().is_some_and(|score| score > Score::ZERO)
}

/// The rate of the funding block, where the claimed one cannot be it.
fn contradicted_rate(row: &Indicator, funding: &Funding) -> Result<Option<Rate>, Gap> {
    let claimed = known(&row.actual)?.quantity().ok_or(Gap::Aside)?;
    let actual = rate_interval(&funding.total, funding.rate_base).ok_or(Gap::Unknown)?;
    if claimed_rate(claimed).agrees(actual) {
        return Ok(None);
    }
    let budget = base(&funding.total, funding.rate_base).ok_or(Gap::Unknown)?;
    let executed = funding.total.executed.figure().ok_or(Gap::Unknown)?;
    Ok(executed.fraction_of(budget))
}

/// The values that a claimed rate may stand for; a bare fraction is one of 1, printed
/// to the percent at least.
fn claimed_rate(quantity: &Quantity) -> Interval {
    let is_fraction = quantity.unit == Unit::None && quantity.value <= Decimal::ONE;
    let scale = if is_fraction {
        Decimal::ONE
    } else {
        Decimal::new(1, 2)
    };
    let half_percent = Decimal::new(5, 3);
    let half_unit = match quantity.half_unit * scale {
        half if half.is_zero() => half_percent,
        half => half.min(half_percent),
    };
    Interval::around(quantity.value * scale, half_unit)
}

fn contradiction(row: &Indicator, funding: &Funding, rate: Rate, restated: bool) -> Hit {
    let also = if restated {
        "；资金区已对执行率计分，本项属重复计分"
    } else {
        ""
    };
    let claimed = row.actual.text().trim();
    let rate = rate.to_percent();
    let message = format!(
        "指标“{}”所报完成值 {claimed} 与资金区的执行率 {rate}（执行数 ÷ 预算数）不一致，两处可能有一处填错{also}",
        quote(row.name()),
    );
    Hit::at(row.at(), message)
        .declared(claimed)
        .expected(rate)
        .related([
            row.actual.at(),
            funding.total.executed.at(),
            funding.total.rate.at(),
        ])
}

fn restatement(row: &Indicator, funding: &Funding) -> Hit {
    let points = match row.weight.figure() {
        Some(weight) => format!("（{weight} 分）"),
        None => String::new(),
    };
    let message = format!(
        "指标“{}”{points}以预算执行率充当绩效指标，资金区已对执行率计分，属重复计分；请改设反映产出或效益的指标",
        quote(row.name()),
    );
    Hit::at(row.at(), message)
        .declared(quote(row.name()))
        .expected("产出或效益指标")
        .related([row.weight.at(), funding.total.weight.at()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn verdict(name: &str, actual: &str, funding_points: &str) -> Verdict {
        let fixture = Fixture::new()
            .funding(
                "年度资金总额",
                [
                    "150",
                    "150",
                    "125.25",
                    funding_points,
                    "83.5%",
                    funding_points,
                ],
            )
            .indicator(["产出指标", "数量指标", name, "100%", actual, "20", "18", ""]);
        check(&fixture.subject(), &Params::default())
    }

    #[test]
    fn examples_hold() {
        examples::hold(
            [
                ["预算执行率", "83.5%", "10"],
                ["资金支付率", "98%", ""],
                ["预算执行率", "82.9%", ""],
                ["项目预算完成率", "100%", ""],
                ["中央资金执行率", "100%", "10"],
            ],
            [
                ["预算执行率", "83.5%", ""],
                ["预算执行率", "84%", ""],
                ["预算执行率", "84", ""],
                ["预算执行率", "83.5", ""],
                ["预算执行率", "0.835", ""],
                ["中央资金执行率", "100%", ""],
                ["6月底支出进度", "50%", ""],
            ],
            |&[name, actual, points]| verdict(name, actual, points),
        );
    }

    #[test]
    fn scored_twice() {
        let hits = hits_of(verdict("预算执行率", "83.5%", "10"));
        assert!(hits[0].message.contains("重复计分"), "{}", hits[0].message);
        assert_eq!(hits[0].difference, "");
    }

    #[test]
    fn claimed_otherwise() {
        let hits = hits_of(verdict("资金支付率", "98%", ""));
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].expected.as_str()),
            ("98%", "83.5%")
        );
        assert!(!hits[0].message.contains("重复计分"), "{}", hits[0].message);
    }

    #[test]
    fn other_rates_about_money() {
        for name in [
            "预算执行合规率",
            "资金支付及时率",
            "政策执行率",
            "补助发放率",
        ] {
            assert_eq!(
                verdict(name, "100%", "10"),
                Verdict::NotApplicable,
                "{name}"
            );
        }
    }

    #[test]
    fn an_unknown_result_cannot_be_compared() {
        assert_eq!(verdict("预算执行率", "", ""), Verdict::CouldNotRun);
    }
}
