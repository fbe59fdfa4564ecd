//! E101: the declared execution rate is not the quotient of the declared amounts.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::evaluate::{ScoringPolicy, rate_interval};
use crate::form::{Entry, FundingKind, FundingRow, RateBase};
use crate::rules::lack::lack;
use crate::rules::rate_base::base_place;
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Figure as _, Interval, Printed, Rate, plain, text};

rule! {
    /// 所填执行率与按金额重算的执行率不符，或所填执行率不是数字。
    ///
    /// ## 含义
    /// 执行率、执行数和预算数三者不一致，至少有一个填错。
    ///
    /// ## 计算
    /// 执行率 = 全年执行数 ÷ 全年预算数（2018 年以前的表以年初预算数为 A 的，÷ 年初预算数）。
    /// 两数按各自所填的位数比较：86% 指 85.5% 至 86.5%，与 86.20% 视为一致。分项所填的执行率同样核对。
    ///
    /// ## 举例
    /// 全年预算 50 万元，执行 48.2 万元，填报 99.1%：重算为 48.2 ÷ 50 = 96.4%，相差 2.7 个百分点。
    ///
    /// ## 误报情形
    /// 当地以年初预算数为分母的：如年初 50 万元、全年 48 万元、执行 45 万元，填 90%（45 ÷ 50）而重算为 93.75%，
    /// 提示中会注明所填数与年初预算数相符，核实口径即可。
    ///
    /// ## 依据
    /// 财预〔2020〕10号所附自评表：执行率（B/A）。
    E101 "execution-rate-mismatch" "填报执行率与重算不符" Error
    caused_by ["B105"]
}

/// Reports at the rate cell of the total row and of each breakdown row that declares a rate.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, _params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    std::iter::once(&funding.total)
        .chain(&funding.breakdown)
        .map(|row| look(row, funding.rate_base, subject.policy))
        .collect()
}

fn look(row: &FundingRow, base: RateBase, policy: &ScoringPolicy) -> Verdict {
    match &row.rate {
        // The parts need not declare a rate of their own.
        Entry::Blank { .. } if row.kind == FundingKind::Total => Verdict::CouldNotRun,
        Entry::Absent | Entry::Blank { .. } => Verdict::NotApplicable,
        Entry::Unread { .. } => Verdict::of(unread(row)),
        Entry::Read { value, .. } => compare(row, base, value, policy),
    }
}

fn unread(row: &FundingRow) -> Option<Hit> {
    let fault = lack("执行率", &row.rate)?;
    let message = format!("“{}”的{fault}；请填写百分数", text::tidy(&row.label));
    Some(Hit::at(row.rate.at()?, message).declared(row.rate.text().trim()))
}

fn compare(
    row: &FundingRow,
    base: RateBase,
    declared: &Printed<Rate>,
    policy: &ScoringPolicy,
) -> Verdict {
    match rate_interval(row, base) {
        None => Verdict::CouldNotRun,
        Some(range) if policy.rates_agree(declared.interval(), range) => Verdict::of(None),
        Some(_) => Verdict::of(mismatch(row, base, declared)),
    }
}

fn mismatch(row: &FundingRow, base: RateBase, declared: &Printed<Rate>) -> Option<Hit> {
    let place = base_place(row, base);
    let (executed, budget) = (row.executed.figure()?, place.entry.figure()?);
    let expected = executed.fraction_of(budget)?;
    let decimals = percent_decimals(declared);
    let (expected_percent, apart) = (
        percent(expected, decimals),
        percent(declared.value - expected, decimals),
    );
    let message = format!(
        "“{}”执行率填报 {}，按全年执行数 {executed} 万元 ÷ {} {budget} 万元重算为 {expected_percent}，相差 {} 个百分点{}；执行率或金额可能有误，请核对",
        text::tidy(&row.label),
        text::tidy(row.rate.text()),
        place.name,
        apart.trim_start_matches('-').trim_end_matches('%'),
        other_base(row, base, declared.interval()),
    );
    row.rate.at().map(|at| {
        Hit::at(at, message)
            .declared(text::tidy(row.rate.text()))
            .expected(expected_percent)
            .difference(apart)
            .related([row.executed.at(), place.entry.at()])
    })
}

/// Some offices divide by the budget that the form does not letter A: then that is said.
fn other_base(row: &FundingRow, base: RateBase, declared: Interval) -> &'static str {
    let (other, remark) = match base {
        RateBase::FullYear => (RateBase::Initial, "（所填数与执行数 ÷ 年初预算数相符）"),
        RateBase::Initial => (RateBase::FullYear, "（所填数与执行数 ÷ 全年预算数相符）"),
    };
    let fits = rate_interval(row, other).is_some_and(|range| declared.agrees(range));
    if fits { remark } else { "" }
}

/// As many decimals as were declared, so that the difference is seen; two at least.
fn percent_decimals(declared: &Printed<Rate>) -> u32 {
    declared
        .half_unit
        .normalize()
        .scale()
        .saturating_sub(3)
        .clamp(2, 6)
}

fn percent(rate: Rate, decimals: u32) -> String {
    let percent = rate
        .decimal()
        .saturating_mul(Decimal::ONE_HUNDRED)
        .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    format!("{}%", plain(percent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn fixture(amounts: [&str; 3], rate: &str) -> Fixture {
        let [initial, full_year, executed] = amounts;
        Fixture::new().funding(
            "年度资金总额",
            [initial, full_year, executed, "10", rate, "10"],
        )
    }

    fn hits(amounts: [&str; 3], rate: &str) -> Vec<Hit> {
        hits_of(check(&fixture(amounts, rate).subject(), &Params::default()))
    }

    #[test]
    fn examples_hold() {
        let whole = ["30.00", "30.00", "30.00"];
        let of_part = |rate: &'static str| {
            fixture(whole, "100%").funding(
                "其中：当年财政拨款",
                ["30.00", "30.00", "15.00", "—", rate, "—"],
            )
        };
        examples::hold(
            [
                fixture(["50.00", "50.00", "48.20"], "99.1%"),
                fixture(["50", "48", "45"], "90%"), // divided by the budget of January
                fixture(["43.20", "43.20", "37.24"], "86.24%"),
                fixture(["33", "33", "33"], "全部执行"),
                of_part("100%"),
            ],
            [
                fixture(["50.00", "50.00", "48.20"], "96.4%"),
                fixture(["43.20", "43.20", "37.24"], "86.20%"),
                fixture(["43.2", "43.2", "37.24"], "86%"),
                fixture(["170.00", "170.00", "179.60"], "1.0565"),
                of_part("50%"),
                of_part(""), // the parts need not declare one
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn declared_and_recomputed_are_stated() {
        let hits = hits(["50.00", "50.00", "48.20"], "99.10%");
        assert_eq!(
            (hits[0].expected.as_str(), hits[0].difference.as_str()),
            ("96.4%", "2.7%")
        );
        let message = "“年度资金总额”执行率填报 99.10%，按全年执行数 48.2 万元 ÷ 全年预算数 50 万元重算为 96.4%，相差 2.7 个百分点；执行率或金额可能有误，请核对";
        assert_eq!(hits[0].message, message);
    }

    #[test]
    fn the_wrong_divisor_is_named() {
        let hits = hits(["33.00", "35.56041", "35.56041"], "107.76%");
        assert!(
            hits[0].message.contains("与执行数 ÷ 年初预算数相符"),
            "{}",
            hits[0].message
        );
        assert_eq!(hits[0].difference, "7.76%");
    }

    #[test]
    fn words_are_no_rate() {
        let hits = hits(["33", "33", "33"], "全部执行");
        assert_eq!(hits[0].declared, "全部执行");
        assert!(hits[0].message.contains("应为数字"), "{}", hits[0].message);
    }

    #[test]
    fn breakdown_rows_are_compared_at_their_own_cells() {
        let fixture = fixture(["30.00", "30.00", "30.00"], "100%")
            .funding(
                "其中：当年财政拨款",
                ["30.00", "30.00", "15.00", "—", "100%", "—"],
            )
            .funding("其他资金", ["", "", "", "—", "", "—"]);
        let hits = hits_of(check(&fixture.subject(), &Params::default()));
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].expected, "50%");
    }

    #[test]
    fn what_is_missing_is_said_elsewhere() {
        let verdict = |amounts, rate| check(&fixture(amounts, rate).subject(), &Params::default());
        assert_eq!(verdict(["33", "", "33"], "100%"), Verdict::CouldNotRun);
        assert_eq!(verdict(["0", "0", "0"], "0"), Verdict::CouldNotRun);
        assert_eq!(verdict(["33", "33", "33"], ""), Verdict::CouldNotRun);
    }
}
