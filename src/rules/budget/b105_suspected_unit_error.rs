//! B105: 元 typed where 万元 is meant, or the other way round.

use rust_decimal::Decimal;

use crate::comparison::{Counterpart, LedgerLine};
use crate::form::{Entry, Form, Funding, Indicator};
use crate::grid::CellRef;
use crate::rules::approved::BUDGETS;
use crate::rules::parts::{AMOUNT_COLUMNS, AmountColumn};
use crate::rules::rule::{FormSubject, Hit, Verdict, rule};
use crate::value::{Amount, AmountUnit, Figure as _, Measure, Printed, Rate, Unit, plain, text};

rule! {
    /// 同一张表中两处金额相差约一万倍，或者万元栏的数额大得不合常理。
    ///
    /// ## 含义
    /// 资金区以万元为单位，把以元计的数照抄进来就会放大一万倍，执行率、汇总数随之全错。
    /// 本条报在疑似填错的一处；同一格上由此引起的超预算、分项不符不再另报。
    ///
    /// ## 计算
    /// 比较年度资金总额各栏、各栏分项之和，以及总成本、预算控制数一类指标的指标值和完成值：
    /// 任意两数之比在一万倍的 ±1%（within）以内即报。数额超过 10 亿元（implausible_above）的一方、
    /// 未写明单位的一方、少数的一方视为填错。
    /// 没有可比的数时，万元栏中未写单位而超过 implausible_above 的也报。
    /// 指定了批复预算台账的，台账的数也是旁证：与台账同一量级的一方视为填对，年初、全年预算数与台账相差约一万倍的也报。
    ///
    /// ## 举例
    /// 全年执行数填 451300，成本指标完成值为 45.13 万元：451300 ÷ 45.13 = 10000，恰为一万倍，疑似应为 45.13 万元。
    /// 没有可比的数，全年预算数填 355604.1 而未写单位：超过 100000 万元（10 亿元），也报。
    ///
    /// ## 误报情形
    /// 单位成本与总额恰好相差一万倍的；确有 10 亿元以上的项目，请在金额后写明“万元”。
    ///
    /// ## 依据
    /// 复核实践：与同表其他金额相差约一万倍的，按单位误用核对。
    B105 "suspected-unit-error" "疑似元与万元混用" Error
    silences ["B101", "B102", "B103", "B104", "B107"]
    params {
        /// 两数之比偏离一万倍多少以内算作单位误用（0.01 为 1%）
        within: Rate = Rate::new(Decimal::new(1, 2)),
        /// 万元栏中未写单位的数超过多少万元即视为过大
        implausible_above: Amount = Amount::new(Decimal::new(100_000, 0)),
    }
}

/// How many 元 make one 万元.
const FACTOR: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// Reports once per form, at the figure that is likely the wrong one.
pub(in crate::rules) fn check(subject: &FormSubject<'_>, params: &Params) -> Verdict {
    let Some(funding) = &subject.form.funding else {
        return Verdict::NotApplicable;
    };
    let figures = figures(subject.form, funding);
    if figures.is_empty() {
        return Verdict::CouldNotRun;
    }
    let line = subject
        .comparison
        .ledger
        .as_ref()
        .and_then(Counterpart::found);
    let line = line.map(|(line, _)| line);
    let confused = confusion(&figures, funding.unit, line, params);
    let confused = confused.or_else(|| against_ledger(&figures, funding, line?, params));
    Verdict::of(confused.or_else(|| implausible(&figures, funding.unit, params)))
}

/// One positive amount of the form, in 万元.
struct Stated {
    name: String,
    amount: Decimal,
    /// Does the cell itself say its unit?
    has_unit: bool,
    at: CellRef,
}

/// All amounts that should be alike; the first is the first to be suspected.
fn figures(form: &Form, funding: &Funding) -> Vec<Stated> {
    let columns = || AMOUNT_COLUMNS.iter().rev();
    let totals = columns().filter_map(|column| stated(column.name, (column.of)(&funding.total)));
    let sums = columns().filter_map(|column| breakdown(funding, column));
    let costs = form.scored_indicators().filter(|row| is_whole_cost(row));
    let costs = costs.flat_map(|row| cost(row, funding.unit));
    totals
        .chain(sums)
        .chain(costs)
        .filter(|figure| figure.amount > Decimal::ZERO)
        .collect()
}

fn stated(name: &str, cell: &Entry<Printed<Amount>>) -> Option<Stated> {
    Some(Stated {
        name: name.to_owned(),
        amount: cell.figure()?.decimal(),
        has_unit: text::normal_form(cell.text()).contains(['元', '万', '亿']),
        at: cell.at()?,
    })
}

/// The sum of a column's breakdown, standing at its largest part.
fn breakdown(funding: &Funding, column: &AmountColumn) -> Option<Stated> {
    let parts = funding.breakdown.iter().map(column.of);
    let parts = parts.filter_map(|cell| stated(column.name, cell));
    let parts: Vec<Stated> = parts.collect();
    let amount = parts.iter().map(|part| part.amount).sum();
    let largest = parts.into_iter().max_by_key(|part| part.amount)?;
    Some(Stated {
        name: format!("{}的分项合计", column.name),
        amount,
        ..largest
    })
}

/// Does the indicator speak of the whole project's money, and not of the cost of one unit?
fn is_whole_cost(row: &Indicator) -> bool {
    let name = text::normal_form(row.name());
    ["总成本", "预算控制", "项目成本", "控制数"]
        .iter()
        .any(|word| name.contains(word))
        && !name.contains(['单', '均', '每'])
}

fn cost(row: &Indicator, column_unit: AmountUnit) -> impl Iterator<Item = Stated> {
    let cells = [(&row.actual, "完成值"), (&row.target, "指标值")];
    cells.into_iter().filter_map(move |(cell, what)| {
        let quantity = cell.value().and_then(Measure::quantity)?;
        let unit = match quantity.unit {
            Unit::Money(unit) => unit,
            Unit::None => column_unit,
            _ => return None,
        };
        Some(Stated {
            name: format!("指标“{}”的{what}", row.name()),
            amount: quantity.value.checked_mul(unit.in_wan())?,
            has_unit: quantity.unit != Unit::None,
            at: cell.at()?,
        })
    })
}

/// The first suspicious figure beside one from which it differs ten-thousandfold.
fn confusion(
    figures: &[Stated],
    unit: AmountUnit,
    line: Option<&LedgerLine>,
    params: &Params,
) -> Option<Hit> {
    let pairs = figures
        .iter()
        .flat_map(|low| figures.iter().map(move |high| (low, high)));
    let (low, high) = pairs
        .into_iter()
        .find(|(low, high)| is_ten_thousandfold(low, high, params))?;
    let is_high = |figure: &Stated| figure.amount > low.amount * Decimal::ONE_HUNDRED;
    let (above, below): (Vec<&Stated>, Vec<&Stated>) =
        figures.iter().partition(|figure| is_high(figure));
    let too_high = line
        .and_then(|line| ledger_is_low(line, low.amount))
        .unwrap_or_else(|| high_side_is_wrong(high, &above, &below, unit, params));
    let (wrong, right) = if too_high {
        (above, below)
    } else {
        (below, above)
    };
    let matching = |odd: &Stated| {
        right
            .iter()
            .find(|sound| {
                is_ten_thousandfold(sound, odd, params) || is_ten_thousandfold(odd, sound, params)
            })
            .copied()
    };
    let (odd, sound) = wrong.iter().find_map(|odd| Some((*odd, matching(odd)?)))?;
    let meant = if too_high {
        odd.amount.checked_div(FACTOR)?
    } else {
        odd.amount.checked_mul(FACTOR)?
    };
    let others = wrong
        .iter()
        .map(|figure| figure.at)
        .filter(|at| *at != odd.at);
    Some(
        Hit::at(odd.at, confusion_message(odd, sound, meant))
            .declared(plain(odd.amount))
            .expected(plain(meant))
            .related(std::iter::once(sound.at).chain(others).map(Some)),
    )
}

fn is_ten_thousandfold(low: &Stated, high: &Stated, params: &Params) -> bool {
    high.amount
        .checked_div(low.amount)
        .is_some_and(|ratio| (ratio - FACTOR).abs() <= FACTOR * params.within.decimal())
}

/// Do the approved figures side with the low figures? Nothing where there is none, or they are of two
/// minds.
fn ledger_is_low(line: &LedgerLine, low: Decimal) -> Option<bool> {
    let approved = BUDGETS
        .iter()
        .filter_map(|budget| (budget.approved)(line).figure());
    let mut sides = approved
        .filter(|amount| *amount > Amount::ZERO)
        .map(|amount| amount.decimal() <= low * Decimal::ONE_HUNDRED);
    let first = sides.next()?;
    sides.all(|side| side == first).then_some(first)
}

/// A budget that is ten thousand times the approved one, or as much less.
fn against_ledger(
    figures: &[Stated],
    funding: &Funding,
    line: &LedgerLine,
    params: &Params,
) -> Option<Hit> {
    BUDGETS.iter().rev().find_map(|budget| {
        let odd = stated(budget.name, (budget.of)(&funding.total))?;
        let cell = (budget.approved)(line);
        let sound = Stated {
            name: format!(
                "批复预算台账的{}（{}）",
                budget.approved_name,
                line.place(cell.at()?)
            ),
            ..stated("", cell).filter(|sound| sound.amount > Decimal::ZERO)?
        };
        let is_apart = is_ten_thousandfold(&sound, &odd, params)
            || odd.amount > Decimal::ZERO && is_ten_thousandfold(&odd, &sound, params);
        let message = confusion_message(&odd, &sound, sound.amount);
        let same_side = figures.iter().filter(|other| {
            let ratio = other.amount.checked_div(odd.amount).unwrap_or_default();
            other.at != odd.at
                && ratio < Decimal::ONE_HUNDRED
                && ratio * Decimal::ONE_HUNDRED > Decimal::ONE
        });
        let hit = Hit::at(odd.at, message)
            .declared(plain(odd.amount))
            .expected(plain(sound.amount))
            .related(same_side.map(|other| Some(other.at)));
        is_apart.then_some(hit)
    })
}

/// An impossible amount is wrong, then one that does not say its unit, then the rarer one; where
/// all that does not tell, 万元 columns invite figures in 元, and 元 columns figures in 万元.
fn high_side_is_wrong(
    high: &Stated,
    above: &[&Stated],
    below: &[&Stated],
    unit: AmountUnit,
    params: &Params,
) -> bool {
    let says_unit = |side: &[&Stated]| side.iter().any(|figure| figure.has_unit);
    if high.amount > params.implausible_above.decimal() {
        return true;
    }
    match (says_unit(above), says_unit(below)) {
        (false, true) => true,
        (true, false) => false,
        _ if above.len() != below.len() => above.len() < below.len(),
        _ => matches!(unit, AmountUnit::Wan | AmountUnit::Yi),
    }
}

fn confusion_message(odd: &Stated, sound: &Stated, meant: Decimal) -> String {
    format!(
        "{} {} 万元与{} {} 万元相差约一万倍，疑似元与万元混用（应为 {} 万元）；请核对金额单位",
        odd.name,
        plain(odd.amount),
        sound.name,
        plain(sound.amount),
        plain(meant)
    )
}

/// A figure without unit that is too large for a column in 万元.
fn implausible(figures: &[Stated], unit: AmountUnit, params: &Params) -> Option<Hit> {
    let limit = params.implausible_above.decimal();
    let odd = figures
        .iter()
        .find(|figure| unit == AmountUnit::Wan && !figure.has_unit && figure.amount > limit)?;
    let meant = odd.amount.checked_div(FACTOR).map(plain)?;
    let message = format!(
        "{} {} 万元，合 {meant} 亿元，明显偏大，疑似按元填写（应为 {meant} 万元）；确为此数的，请在金额后写明“万元”",
        odd.name,
        plain(odd.amount)
    );
    let declared = Hit::at(odd.at, message).declared(plain(odd.amount));
    Some(declared.expected(meant))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::How;
    use crate::rules::beside_fixture::found_line;
    use crate::rules::examples;
    use crate::rules::fixture::{Fixture, hits_of};

    fn form(amounts: [&str; 3]) -> Fixture {
        let [initial, full_year, executed] = amounts;
        Fixture::new().funding(
            "年度资金总额",
            [initial, full_year, executed, "10", "100%", "10"],
        )
    }

    fn cost<'a>(name: &'a str, target: &'a str, actual: &'a str) -> [&'a str; 8] {
        ["产出指标", "成本指标", name, target, actual, "15", "15", ""]
    }

    fn hits(fixture: &Fixture) -> Vec<Hit> {
        hits_of(check(&fixture.subject(), &Params::default()))
    }

    fn place(fixture: &Fixture) -> String {
        hits(fixture)
            .first()
            .and_then(|hit| hit.at)
            .map(|at| at.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn examples_hold() {
        let with_cost = |amount, target, actual| {
            form([amount; 3]).indicator(cost("项目总成本", target, actual))
        };
        let in_yuan = ["33000", "35560.41", "35560.41"];
        examples::hold(
            [
                form(["36", "36", "355200"]).indicator(cost("项目总成本", "≤36万元", "35.52万元")),
                with_cost("451300", "≤45.8万元", "45.13万元"),
                with_cost("3", "30000", "30000"),
                form(["330000", "33", "330000"]).funding_label("项目资金（元）"),
                form(["355604.1"; 3]),
                form(in_yuan).comparison(found_line(["3.3", "3.556041"], How::Code)),
            ],
            [
                form(["33万元", "35.56041万元", "35.56041万元"]),
                form(["36", "36", "3552"]), // a hundredfold
                form(["3", "3", "29500"]),  // 9833 times, beyond 1%
                form(["355604.1万元"; 3]),
                form(["100000"; 3]), // a billion yuan and no more
                form(in_yuan),
                form(["33", "35.56", "35.56"]).comparison(found_line(["30", "3556"], How::Code)),
                form(["2600"; 3]).indicator(cost("每户成本控制数", "2600元", "2600元")),
                form(["387664.62", "387664.62", "381250.00"]).funding_label("项目资金（元）"),
            ],
            |fixture| check(&fixture.subject(), &Params::default()),
        );
    }

    #[test]
    fn one_column_in_yuan() {
        let form =
            form(["36", "36", "355200"]).indicator(cost("项目总成本", "≤36万元", "35.52万元"));
        let hits = hits(&form);
        assert_eq!(hits.len(), 1);
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].expected.as_str()),
            ("355200", "35.52")
        );
        assert_eq!(
            hits[0].at,
            form.subject()
                .form
                .funding
                .as_ref()
                .unwrap()
                .total
                .executed
                .at()
        );
    }

    #[test]
    fn a_whole_block_in_yuan_is_one_fault() {
        let form = form(["458000", "458000", "451300"])
            .funding(
                "其中：当年财政拨款",
                ["458000", "458000", "451300", "—", "", "—"],
            )
            .indicator(cost("项目总成本", "≤45.8万元", "45.13万元"));
        let hits = hits(&form);
        assert_eq!((hits.len(), hits[0].expected.as_str()), (1, "45.13"));
        assert_eq!(
            hits[0].at,
            form.subject()
                .form
                .funding
                .as_ref()
                .unwrap()
                .total
                .executed
                .at()
        );
    }

    #[test]
    fn an_indicator_in_yuan_is_itself_at_fault() {
        let form = form(["3", "3", "3"]).indicator(cost("项目预算控制数", "30000", "30000"));
        let odd = form.subject().form.indicator_rows()[0]
            .actual
            .at()
            .unwrap()
            .to_string();
        assert_eq!(place(&form), odd);
    }

    #[test]
    fn wan_in_a_yuan_column() {
        let form = form(["330000", "33", "330000"]).funding_label("项目资金（元）");
        let hits = hits(&form);
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].expected.as_str()),
            ("0.0033", "33")
        );
    }

    #[test]
    fn an_amount_beyond_reason() {
        let hits = hits(&form(["458000", "458000", "451300"]));
        assert_eq!(hits.len(), 1);
        assert!(
            hits[0].message.contains("45.13 亿元"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn the_ledger_tells_of_a_form_that_is_in_yuan_throughout() {
        let form = form(["33000", "35560.41", "35560.41"]);
        assert!(hits(&form).is_empty());
        let form = self::form(["33000", "35560.41", "35560.41"])
            .comparison(found_line(["3.3", "3.556041"], How::Code));
        let hits = hits(&form);
        assert_eq!(hits.len(), 1);
        assert_eq!(
            (hits[0].declared.as_str(), hits[0].expected.as_str()),
            ("35560.41", "3.556041")
        );
        assert!(
            hits[0]
                .message
                .contains("批复预算台账的调整后预算数（台账.xlsx!Sheet1!E5） 3.556041 万元"),
            "{}",
            hits[0].message
        );
    }

    #[test]
    fn the_ledger_decides_which_side_is_wrong() {
        let form = || form(["30000", "3", "30000"]);
        assert_eq!(hits(&form())[0].expected, "30000");
        let told = form().comparison(found_line(["3", "3"], How::Name));
        assert_eq!(hits(&told)[0].expected, "3");
    }
}
