//! E105: the budget was changed or not spent, and the form does not say why.

use crate::form::{Form, FundingRow};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::stated_reason::is_stated;
use crate::value::{Amount, Rate};

rule! {
    /// 全年预算较年初有调整，或执行率低于 90%，而表中没有任何说明。
    ///
    /// ## 含义
    /// 年中追加、调减预算和支出进度不足，都应在表中说明原因和批复依据。
    ///
    /// ## 计算
    /// 全年预算数与年初预算数不一致（按各自所填的位数比较），或重算的执行率低于参数 rate_below；
    /// 同时资金区和各指标的原因均未填写，实际完成情况中也没有“调整、追加、压减、结余、节约”等字样。
    ///
    /// ## 举例
    /// 年初预算 33 万元，全年预算 35.56041 万元，增加 2.56041 万元（7.76%），各处原因均空白。
    ///
    /// ## 误报情形
    /// 原因已写在自评报告或预算调整批复中的，请在表中注明批复文号，或在实际完成情况中写明“年中追加”“招标节约”等。
    ///
    /// ## 依据
    /// 四川省预算管理一体化自评表填表说明（执行率低于 90%、年中调整须说明原因）；街道自评复核实践。
    E105 "adjustment-unexplained" "预算调整或执行率偏低而未说明原因" Info
    caused_by ["B105"]
    params {
        /// 执行率低于多少须说明原因，0.9 为 90%
        rate_below: Rate = Rate::new(rust_decimal::Decimal::from_parts(9, 0, 0, false, 1)),
    }
}

/// Words by which a report of results accounts for the money.
const EXPLAINING_WORDS: [&str; 5] = ["调整", "追加", "压减", "结余", "节约"];

/// Reports at the full-year budget that was changed, or else at the rate that is low.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    let row = &funding.total;
    let rate = subject.evaluation.execution.rate;
    let budgets = row.initial.value().zip(row.full_year.value());
    if rate.is_none() && budgets.is_none() {
        return Verdict::CouldNotRun;
    }
    if is_explained(subject.form) {
        return Verdict::of(None);
    }
    let adjusted = budgets
        .filter(|(initial, full_year)| {
            !subject
                .policy
                .amounts_agree(full_year.interval(), initial.interval())
        })
        .map(|(initial, full_year)| (initial.value, full_year.value));
    let low = rate.filter(|rate| *rate < params.rate_below);
    Verdict::of(match (adjusted, low) {
        (Some((initial, full_year)), low) => {
            silent_adjustment(row, initial, full_year, low, params)
        }
        (None, Some(rate)) => silent_low_rate(row, rate, params),
        (None, None) => None,
    })
}

/// Is there a word on the money anywhere on the form?
fn is_explained(form: &Form) -> bool {
    let in_funding = form
        .funding
        .as_ref()
        .is_some_and(|funding| is_stated(&funding.reason));
    let in_indicators = || {
        form.indicator_rows()
            .iter()
            .any(|row| is_stated(&row.reason))
    };
    let in_results = || {
        let told = form.goals.actual.text();
        EXPLAINING_WORDS.iter().any(|word| told.contains(word))
    };
    in_funding || in_indicators() || in_results()
}

fn silent_adjustment(
    row: &FundingRow,
    initial: Amount,
    full_year: Amount,
    low: Option<Rate>,
    params: &Params,
) -> Option<Hit> {
    let low = low
        .map(|rate| format!("，{}", low_rate(rate, params)))
        .unwrap_or_default();
    let fault = format!("{}{low}", adjustment(initial, full_year));
    row.full_year.at().map(|at| {
        Hit::at(at, message(&fault))
            .declared(full_year)
            .expected(initial)
            .difference(full_year - initial)
            .related([row.initial.at(), row.executed.at(), row.rate.at()])
    })
}

fn silent_low_rate(row: &FundingRow, rate: Rate, params: &Params) -> Option<Hit> {
    row.rate.at().or(row.executed.at()).map(|at| {
        Hit::at(at, message(&low_rate(rate, params)))
            .declared(rate.to_percent())
            .expected(format!("≥{}", params.rate_below.to_percent()))
            .difference((rate - params.rate_below).to_percent())
            .related([
                row.full_year.at(),
                row.executed.at().filter(|executed| *executed != at),
            ])
    })
}

fn message(fault: &str) -> String {
    format!("{fault}，表中未说明原因；请注明原因，预算有调整的注明批复文号")
}

fn low_rate(rate: Rate, params: &Params) -> String {
    format!(
        "预算执行率 {} 低于 {}",
        rate.to_percent(),
        params.rate_below.to_percent()
    )
}

fn adjustment(initial: Amount, full_year: Amount) -> String {
    let (direction, change) = if full_year > initial {
        ("增加", full_year - initial)
    } else {
        ("减少", initial - full_year)
    };
    let share = change
        .fraction_of(initial)
        .map(|share| format!("（{}）", share.to_percent()))
        .unwrap_or_default();
    format!(
        "全年预算数 {full_year} 万元较年初预算数 {initial} 万元{direction} {change} 万元{share}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn fixture(amounts: [&str; 3], reason: &str) -> Fixture {
        let [initial, full_year, executed] = amounts;
        Fixture::new()
            .funding(
                "年度资金总额",
                [initial, full_year, executed, "10", "100%", "10"],
            )
            .indicator([
                "产出指标",
                "数量指标",
                "培训次数",
                "2次",
                "2次",
                "90",
                "90",
                reason,
            ])
    }

    fn hits(fixture: &Fixture) -> Vec<Hit> {
        hits_of(check(&fixture.subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        let (added, low) = (["33", "35.56041", "35.56041"], ["40.00", "40.00", "35.00"]);
        let told = |amounts, result| fixture(amounts, "").goals("开展培训", result);
        examples::hold(
            [
                fixture(added, ""),
                fixture(["50", "40", "40"], "无偏差"),
                fixture(low, "0"),
                told(low, "完成培训，资金已支付 35 万元"),
            ],
            [
                fixture(added, "追加预算，见批复"),
                told(added, "完成培训，年中追加 2.56 万元"),
                told(low, "完成培训，招标节约 5 万元"),
                fixture(["35.56", "35.56041", "35.56041"], ""), // the same amount, rounded
                fixture(["40.00", "40.00", "36.00"], ""),       // 90% and no less
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn a_silent_adjustment_is_reported() {
        let hits = hits(&fixture(["33", "35.56041", "35.56041"], ""));
        assert_eq!(hits[0].difference, "2.56041");
        let start = "全年预算数 35.56041 万元较年初预算数 33 万元增加 2.56041 万元（7.76%），表中未说明原因";
        assert!(hits[0].message.starts_with(start), "{}", hits[0].message);
        assert_eq!(hits[0].at.map(|at| at.col), Some(4));
    }

    #[test]
    fn a_silent_low_rate_is_reported() {
        let hits = hits(&fixture(["40.00", "40.00", "35.00"], "0"));
        assert!(
            hits[0].message.starts_with("预算执行率 87.5% 低于 90%，"),
            "{}",
            hits[0].message
        );
        assert_eq!(
            (hits[0].difference.as_str(), hits[0].at.map(|at| at.col)),
            ("-2.5%", Some(7))
        );
    }

    #[test]
    fn both_are_one_finding() {
        let hits = hits(&fixture(["50.00", "40.00", "20.00"], ""));
        assert_eq!(hits.len(), 1);
        assert!(
            hits[0]
                .message
                .contains("减少 10 万元（20%），预算执行率 50% 低于 90%")
        );
    }

    #[test]
    fn unknown_amounts_cannot_be_compared() {
        let unknown = fixture(["33", "", "33"], "");
        assert_eq!(
            check(&unknown.subject(), &Params::default()),
            Verdict::CouldNotRun
        );
    }
}
