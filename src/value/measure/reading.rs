//! From a text or a number to a [`Measure`].

use rust_decimal::Decimal;

use super::around::{Closing, Opening, number_starts};
use super::quantity::quantity;
use super::range::range;
use super::{Measure, Outcome, Quantity, Unit, When};
use crate::value::number::{self, leading_number};
use crate::value::text;

/// Reads a stored number.
pub(super) fn of_number(value: Decimal, shown_decimals: Option<u32>, percent: bool) -> Measure {
    let (value, unit) = if percent {
        (value * Decimal::ONE_HUNDRED, Unit::Percent)
    } else {
        (value, Unit::None)
    };
    let value = value.normalize();
    if unit == Unit::None && may_be_a_month(value) {
        return Measure::Words;
    }
    let decimals = shown_decimals.unwrap_or(0).max(value.scale());
    Measure::plain(None, Quantity::printed(value, decimals, unit))
}

/// Reads a text.
pub(super) fn of_text(raw: &str) -> Measure {
    if let Some((value, decimals)) = number::bare(raw) {
        return of_number(value, Some(decimals), false);
    }
    if says_nothing_certain(raw) {
        return Measure::Words;
    }
    let folded = text::normal_form(raw);
    let stated = folded.trim_end_matches(['。', ';', ',', '!']);
    if number::has_digits_apart(raw) {
        let parted = raw.replace(|c: char| c.is_whitespace() || c == '、', ";");
        return several(&text::normal_form(&parted)).unwrap_or(Measure::Words);
    }
    figure(stated)
        .or_else(|| When::read(stated).map(Measure::When))
        .or_else(|| Outcome::read(stated).map(Measure::Outcome))
        .or_else(|| several(stated))
        .unwrap_or(Measure::Words)
}

/// Prose is no figure; without any digit, only short phrases can be one.
fn says_nothing_certain(raw: &str) -> bool {
    const LONGEST_PHRASE: usize = 20;
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    text::is_prose(raw) || (raw.chars().nth(LONGEST_PHRASE).is_some() && !raw.contains(is_digit))
}

/// One number with whatever may stand around it, or a range.
fn figure(stated: &str) -> Option<Measure> {
    let (lead, body) = stated.split_at_checked(number_starts(stated)?)?;
    let opening = Opening::read(lead)?;
    let closing = Closing::read(body);
    let comparator = match (opening.comparator, closing.comparator) {
        (Some(before), Some(behind)) => Some(before.with(behind)?),
        (before, behind) => before.or(behind),
    };
    let more = and_more(closing.body);
    let is_approximate = opening.is_approximate || closing.is_approximate || more.is_some();
    let is_qualified = comparator.is_some() || opening.subject.is_some();
    if !is_approximate
        && !is_qualified
        && let Some(range) = range(closing.body)
    {
        return Some(range);
    }
    let quantity = quantity(more.as_deref().unwrap_or(closing.body), comparator)?;
    if is_approximate {
        return (!is_qualified).then_some(Measure::Approximate(quantity));
    }
    let is_month = quantity.unit == Unit::None && may_be_a_month(quantity.value);
    (!is_month).then(|| Measure::Quantity {
        subject: opening.subject.map(str::to_owned),
        comparator,
        quantity,
    })
}

/// 50户 of 50余户, 50多户.
fn and_more(body: &str) -> Option<String> {
    if !body.contains(['余', '多']) {
        return None;
    }
    let number = leading_number(body)?.ok()?;
    let unit = number.rest.strip_prefix(['余', '多'])?;
    Some(format!("{}{unit}", body.strip_suffix(number.rest)?))
}

/// Two numbers or more that are no dates, or one for each of several things.
fn several(stated: &str) -> Option<Measure> {
    const TIMES: [char; 5] = ['年', '月', '日', '号', '时'];
    let mut numbers = 0_usize;
    let mut rest = stated;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest.get(at..)?;
        let behind = digits.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        if !behind.starts_with(TIMES) {
            numbers = numbers.saturating_add(1);
        }
        rest = behind;
    }
    let is_for_each = numbers == 1 && stated.starts_with('各');
    (numbers > 1 || is_for_each).then_some(Measure::Compound { numbers })
}

/// A bare `2024.12` is more often a month than a number.
fn may_be_a_month(value: Decimal) -> bool {
    let whole = value.trunc();
    let year = Decimal::from(2000)..Decimal::from(2100);
    let month = (value - whole) * Decimal::ONE_HUNDRED;
    year.contains(&whole)
        && value.scale() <= 2
        && month > Decimal::ZERO
        && month <= Decimal::from(12)
}
