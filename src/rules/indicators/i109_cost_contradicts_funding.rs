//! I109: a total-cost indicator that names other amounts than the funding block.

use crate::evaluate::{ScoringPolicy, TOTAL_COST_NAMES, is_total_cost};
use crate::form::{Entry, Funding, Indicator, RateBase};
use crate::rules::lack::quote;
use crate::rules::look::{Gap, Look, known};
use crate::rules::rate_base::base_place;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::rules::wording::list;
use crate::value::{Amount, AmountUnit, Interval, Measure, Printed, Quantity, Unit};

rule! {
    /// 总成本一类指标的指标值或完成值与资金区的预算数、执行数不一致。
    ///
    /// ## 含义
    /// 项目总成本的上限就是全年预算，实际总成本就是全年执行数。两处不一致，说明有一处没有随预算调整，或有一处填错。
    ///
    /// ## 计算
    /// 名称含 names 所列字样（或成本指标与项目同名）、以金额计的指标：指标值对全年预算数，完成值对全年执行数，
    /// 换算为万元后按各自所填的小数位比较（89.97 与 89.974 视为一致，90 与 89.974 不一致）。没有全年预算数一栏的，对年初预算数。
    /// 同一张表有几个这样的指标时，其中一个相符或合计相符即可。
    ///
    /// ## 举例
    /// 项目预算控制数的指标值为 33 万元，与年初预算数相同，而资金区的全年预算数已调整为 35.56041 万元：
    /// 相差 35.56041 − 33 = 2.56041 万元。
    ///
    /// ## 误报情形
    /// 单位成本、人均、户均、单价、节约率不属于总成本，不比较。项目总成本 60 万元、其中社会捐赠 10 万元不在本表
    /// 资金之内的，与全年预算 50 万元不同属正常，请在备注说明。
    ///
    /// ## 依据
    /// 财预〔2021〕101号：成本指标应与预算安排相衔接；复核实践。
    I109 "cost-contradicts-funding" "总成本指标与资金区矛盾" Warning
    caused_by ["B105"]
    params {
        /// 总成本类指标的名称所含字样
        names: Vec<String> = list(&TOTAL_COST_NAMES),
    }
}

/// One of the two comparisons.
struct Side<'a> {
    cell: fn(&Indicator) -> &Entry<Measure>,
    label: &'static str,
    funding: &'a Entry<Printed<Amount>>,
    funding_label: &'static str,
}

/// Reports at the target and at the actual cell of each such indicator.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    let costs: Vec<&Indicator> = subject
        .form
        .scored_indicators()
        .filter(|row| is_total_cost(row, subject.form, &params.names))
        .collect();
    let sides = sides(funding);
    let looks = sides
        .iter()
        .flat_map(|side| looks(&costs, side, funding, subject.policy));
    looks.collect()
}

fn sides(funding: &Funding) -> [Side<'_>; 2] {
    let budget = base_place(&funding.total, RateBase::FullYear);
    [
        Side {
            cell: |row| &row.target,
            label: "指标值",
            funding: budget.entry,
            funding_label: budget.name,
        },
        Side {
            cell: |row| &row.actual,
            label: "完成值",
            funding: &funding.total.executed,
            funding_label: "全年执行数",
        },
    ]
}

/// Compares all total costs with one amount of the funding block. Where one of them agrees, or all
/// together, the others are parts of it.
fn looks(
    costs: &[&Indicator],
    side: &Side<'_>,
    funding: &Funding,
    policy: &ScoringPolicy,
) -> Vec<Look> {
    let amounts: Vec<Result<Printed<Amount>, Gap>> = costs
        .iter()
        .map(|row| amount(row, side, funding.unit))
        .collect();
    let known_amounts: Vec<Interval> = amounts
        .iter()
        .flatten()
        .map(|amount| amount.interval())
        .collect();
    if known_amounts.is_empty() {
        return amounts
            .into_iter()
            .map(|amount| amount.map(|_| None))
            .collect();
    }
    let authorised = match known(side.funding) {
        Ok(authorised) => *authorised,
        Err(gap) => return vec![Err(gap)],
    };
    let agrees = |amount: &Interval| policy.amounts_agree(*amount, authorised.interval());
    if known_amounts.iter().any(agrees) || agrees(&known_amounts.iter().copied().sum()) {
        return vec![Ok(None)];
    }
    costs
        .iter()
        .zip(amounts)
        .map(|(row, amount)| Ok(hit(row, amount?, side, authorised, funding)))
        .collect()
}

/// The money that an indicator states; a bare number takes the unit of the cell beside it, else
/// that of the funding block.
fn amount(row: &Indicator, side: &Side<'_>, column: AmountUnit) -> Result<Printed<Amount>, Gap> {
    let measure = known((side.cell)(row))?;
    let quantity = measure.quantity().ok_or(Gap::Aside)?;
    if measure.comparator().is_some() && side.label == "完成值" {
        return Err(Gap::Aside); // a range states no amount
    }
    let beside = [&row.target, &row.actual].into_iter().find_map(stated_unit);
    let unit = match quantity.unit {
        Unit::Money(unit) => unit,
        Unit::None => beside.unwrap_or(column),
        _ => return Err(Gap::Aside),
    };
    in_wan(quantity, unit).ok_or(Gap::Unknown)
}

fn stated_unit(entry: &Entry<Measure>) -> Option<AmountUnit> {
    match entry.value()?.quantity()?.unit {
        Unit::Money(unit) => Some(unit),
        _ => None,
    }
}

fn in_wan(quantity: &Quantity, unit: AmountUnit) -> Option<Printed<Amount>> {
    let value = quantity.value.checked_mul(unit.in_wan())?;
    Some(Printed {
        value: Amount::new(value),
        half_unit: quantity.half_unit * unit.in_wan(),
    })
}

fn hit(
    row: &Indicator,
    stated: Printed<Amount>,
    side: &Side<'_>,
    authorised: Printed<Amount>,
    funding: &Funding,
) -> Option<Hit> {
    let difference = stated.value - authorised.value;
    let initial = &funding.total.initial;
    let is_initial = side.funding_label == "全年预算数"
        && initial
            .interval()
            .is_some_and(|initial| initial.agrees(stated.interval()));
    let ask = if is_initial {
        "指标值仍为年初预算数，请随预算调整更正，或核对全年预算数"
    } else {
        "两处可能有一处填错，请核对"
    };
    let message = format!(
        "指标“{}”的{} {} 万元与{} {} 万元不一致，相差 {difference} 万元；{ask}",
        quote(row.name()),
        side.label,
        stated.value,
        side.funding_label,
        authorised.value,
    );
    (side.cell)(row).at().map(|at| {
        Hit::at(at, message)
            .declared(stated.value)
            .expected(authorised.value)
            .difference(difference)
            .related([side.funding.at()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn fixture(full_year: &str, executed: &str) -> Fixture {
        Fixture::new().funding(
            "年度资金总额",
            ["33万元", full_year, executed, "10", "100%", "10"],
        )
    }

    fn cost(fixture: Fixture, name: &str, target: &str, actual: &str) -> Fixture {
        fixture.indicator(["产出指标", "成本指标", name, target, actual, "15", "15", ""])
    }

    fn hits(fixture: &Fixture) -> Vec<Hit> {
        hits_of(check(&fixture.subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        let rounded = || fixture("89.974", "89.974");
        let halves = cost(fixture("33", "33"), "场地项目成本", "20万元", "20万元");
        let donated = cost(fixture("50", "50"), "项目总成本", "60万元", "60万元");
        examples::hold(
            [
                cost(
                    fixture("35.56041", "35.56041"),
                    "项目预算控制数",
                    "33万元",
                    "35.56041万元",
                ),
                cost(
                    fixture("150", "125.25"),
                    "社区便民服务项目",
                    "150万",
                    "150万",
                ),
                cost(rounded(), "项目总成本", "≤90万元", "90"),
                donated,
            ],
            [
                cost(rounded(), "项目总成本", "≤89.97万元", "89.97"),
                cost(rounded(), "项目总成本", "899740元", "89.974万元"),
                cost(halves, "培训项目成本", "13万元", "13万元"),
                cost(
                    cost(fixture("33", "32"), "项目总成本", "33万元", "32万元"),
                    "其中场地项目成本",
                    "20万元",
                    "20万元",
                ),
            ],
            |form| check(&form.subject(), &Params::default()),
        );
    }

    #[test]
    fn a_target_that_did_not_follow_the_budget() {
        let form = fixture("35.56041", "35.56041");
        let hits = hits(&cost(form, "项目预算控制数", "33万元", "35.56041万元"));
        assert_eq!(hits.len(), 1);
        assert_eq!(
            (hits[0].expected.as_str(), hits[0].difference.as_str()),
            ("35.56041", "-2.56041")
        );
        assert!(
            hits[0].message.contains("仍为年初预算数"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn an_actual_that_was_not_spent() {
        let form = fixture("150", "125.25");
        let hits = hits(&cost(form, "社区便民服务项目", "150万", "150万")); // named as the project
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].difference, "24.75");
    }

    #[test]
    fn the_cost_of_one_unit_is_no_total() {
        for (name, target) in [
            ("人均项目成本", "≤0.5万元"),
            ("项目成本", "500元/人"),
            ("成本控制率", "100%"),
            ("培训成本", "20万元"),
        ] {
            let verdict = check(
                &cost(fixture("33", "33"), name, target, target).subject(),
                &Params::default(),
            );
            assert_eq!(verdict, Verdict::NotApplicable, "{name}");
        }
    }

    #[test]
    fn without_a_budget_nothing_can_be_compared() {
        let form = cost(fixture("", ""), "项目总成本", "33万元", "33万元");
        assert_eq!(
            check(&form.subject(), &Params::default()),
            Verdict::CouldNotRun
        );
    }
}
