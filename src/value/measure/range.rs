//! From one number to another: 80%-90%, 20至30人次.

use rust_decimal::Decimal;

use super::quantity::quantity;
use super::{Measure, Quantity, Unit};
use crate::value::number::leading_number;

/// 80%-90%, 20至30人次, 20天~30天; not 12-15 (a date?) and not 2023-2024.
pub(super) fn range(body: &str) -> Option<Measure> {
    const SIGNS: [char; 5] = ['-', '~', '—', '至', '到'];
    if !body.contains(SIGNS) {
        return None;
    }
    let first = leading_number(body)?
        .ok()
        .filter(|number| !number.value.is_sign_negative())?;
    let sign_at = first.rest.find(SIGNS)?;
    let (unit, tail) = first.rest.split_at_checked(sign_at)?;
    let tail = tail.trim_start_matches(SIGNS);
    if !tail.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let high = quantity(tail, None)?;
    let unit = match Unit::parse(unit)? {
        Unit::None => high.unit.clone(),
        unit => unit,
    };
    let high = Quantity {
        unit: unit.clone(),
        ..Some(high).filter(|high| high.unit == unit || high.unit == Unit::None)?
    };
    let low = Quantity::printed(first.value, first.decimals, unit);
    let is_open =
        low.unit == Unit::None && first.rest.starts_with(['-', '—']) && may_be_a_date(&low, &high);
    (low.value < high.value && !is_open).then_some(Measure::Range { low, high })
}

/// 12-15 may be the fifteenth of December, 2023-2024 two years.
fn may_be_a_date(low: &Quantity, high: &Quantity) -> bool {
    let within = |quantity: &Quantity, from: i64, to: i64| {
        (Decimal::from(from)..=Decimal::from(to)).contains(&quantity.value)
    };
    (within(low, 1, 12) && within(high, 1, 31))
        || (within(low, 1990, 2100) && within(high, 1990, 2100))
}
