//! Where the axis of a chart ends: one office in the wrong unit, or one at 9,000 %, must not press all
//! others flat. What goes beyond is told under the chart.

use rust_decimal::Decimal;

use crate::report::rows::{Rows, Value};

/// An amount this many times that of the office in the middle goes beyond the axis.
const FAR: Decimal = Decimal::TEN;

/// Offices below which there is no middle to go by.
const FEWEST: usize = 3;

/// Rates beyond this are cut.
const MOST_RATE: Decimal = Decimal::TWO;

/// Rates that keep below this need no more room.
const USUAL_RATE: Decimal = Decimal::from_parts(12, 0, 0, false, 1);

/// The end of an axis of rates.
pub(super) fn of_rates(rates: &[Decimal]) -> Decimal {
    if rates.iter().all(|rate| *rate <= USUAL_RATE) {
        USUAL_RATE
    } else {
        MOST_RATE
    }
}

/// The end of an axis of amounts, given the largest of every office; none where nothing stands out.
pub(super) fn of_amounts(largest: &[Decimal]) -> Option<Decimal> {
    let mut sorted = largest.to_vec();
    sorted.sort_unstable();
    let middle = sorted
        .get(sorted.len() / 2)
        .filter(|_| sorted.len() >= FEWEST)?;
    let far = middle.checked_mul(FAR)?;
    sorted.last().filter(|most| **most > far)?;
    let within = sorted.iter().rev().find(|amount| **amount <= far)?;
    rounded_up(*within)
}

/// The end of bars of counts: round, and never so near that a handful would look like many.
pub(super) fn of_counts(rows: &Rows<'_>, source: &str) -> Decimal {
    let counts = rows.iter().filter_map(|row| match row.get(source) {
        Value::Count(count) => Some(Decimal::from(*count)),
        _ => None,
    });
    let most = counts.fold(Decimal::TEN, Decimal::max);
    rounded_up(most).unwrap_or(most)
}

/// The next of 1, 2, 5, 10, 20, 50 and so on.
fn rounded_up(amount: Decimal) -> Option<Decimal> {
    let mut unit = Decimal::new(1, 2);
    while unit < Decimal::MAX.checked_div(Decimal::ONE_HUNDRED)? {
        let steps = [1, 2, 5].map(|step| unit.checked_mul(Decimal::from(step)));
        if let Some(step) = steps.into_iter().flatten().find(|step| *step >= amount) {
            return (amount > Decimal::ZERO).then_some(step.normalize());
        }
        unit = unit.checked_mul(Decimal::TEN)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amounts(texts: &[&str]) -> Vec<Decimal> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn what_stands_far_out_is_cut_and_the_rest_decides() {
        let cut = |texts: &[&str]| of_amounts(&amounts(texts)).map(|most| most.to_string());
        assert_eq!(
            cut(&["458258.1", "300", "1644.7", "275"]).as_deref(),
            Some("2000")
        );
        assert_eq!(cut(&["0.02", "0.03", "9"]).as_deref(), Some("0.05"));
        assert_eq!(cut(&["300", "500", "900"]), None);
    }

    #[test]
    fn counts_end_with_a_round_number_and_not_below_ten() {
        let end = |counts: &[i64]| {
            let counts = counts.iter().map(|count| Value::Count(*count)).collect();
            of_counts(&Rows::from_columns(vec![("count", counts)]), "count").to_string()
        };
        assert_eq!(end(&[]), "10");
        assert_eq!(end(&[3]), "10");
        assert_eq!(end(&[3, 37]), "50");
    }

    #[test]
    fn without_a_middle_nothing_stands_out() {
        let cut = |texts: &[&str]| of_amounts(&amounts(texts));
        assert_eq!(cut(&[]), None);
        assert_eq!(cut(&["1", "9000"]), None);
        assert_eq!(cut(&["0", "0", "9000"]), None);
    }

    #[test]
    fn rates_end_a_little_above_all_or_at_twice_the_budget() {
        let end = |texts: &[&str]| of_rates(&amounts(texts)).to_string();
        assert_eq!(end(&["0.98", "1.2"]), "1.2");
        assert_eq!(end(&["0.98", "1.21"]), "2");
        assert_eq!(end(&["2200"]), "2");
    }
}
