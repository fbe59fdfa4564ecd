//! Numbers in Chinese numerals, plain (三十三万五千) or financial (叁拾叁万伍仟).
//!
//! Read strictly: where people mean different numbers by one spelling (一百五 is 150 to most and 105
//! to some, 三五 is "three to five"), there is no number.

use rust_decimal::Decimal;

/// The value of one digit: 三, 叁, 两, 〇.
pub(super) fn digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '參' | '参' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of a place within four digits: 十, 佰.
fn place(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        _ => return None,
    })
}

/// 廿五 is 25.
fn tens_in_one(c: char) -> Option<u64> {
    match c {
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

const WAN: [char; 2] = ['万', '萬'];
const YI: [char; 2] = ['亿', '億'];

/// How much a character multiplies the number before it: 万, 仟.
pub(super) fn scale(c: char) -> Option<u64> {
    if WAN.contains(&c) {
        Some(10_000)
    } else if YI.contains(&c) {
        Some(100_000_000)
    } else {
        place(c)
    }
}

/// Can a number in numerals begin with this character?
pub(super) fn begins(c: char) -> bool {
    digit(c).is_some() || tens_in_one(c).is_some() || matches!(c, '十' | '拾')
}

/// The number at the start of a text and what stands behind it: 三十三万元 → 330000, 元. `None`
/// where the numerals at the start are none, or no number that everybody would read alike.
pub(super) fn leading(text: &str) -> Option<(u64, &str)> {
    if !text.starts_with(begins) {
        return None;
    }
    let is_numeral = |c: char| digit(c).or(scale(c)).or(tens_in_one(c)).is_some();
    let (numerals, rest) =
        text.split_at_checked(text.find(|c| !is_numeral(c)).unwrap_or(text.len()))?;
    Some((whole(numerals)?, rest))
}

/// The decimals that digits behind 点 spell, and what stands behind them: 五六 is 0.56.
pub(super) fn decimals(text: &str) -> Option<(Decimal, &str)> {
    const LONGEST: usize = 9;
    let rest = text.trim_start_matches(|c| digit(c).is_some());
    let digits = text.strip_suffix(rest)?;
    let count = digits.chars().count();
    if !(1..=LONGEST).contains(&count) {
        return None;
    }
    let number = digits.chars().try_fold(0_i64, |number, c| {
        number
            .checked_mul(10)?
            .checked_add(i64::try_from(digit(c)?).ok()?)
    })?;
    Some((
        Decimal::try_new(number, u32::try_from(count).ok()?).ok()?,
        rest,
    ))
}

/// …亿…万…: each part counts what stands before its word.
fn whole(numerals: &str) -> Option<u64> {
    let Some((high, low)) = numerals.rsplit_once(YI) else {
        return below_yi(numerals, true);
    };
    let high = below_yi(high, true)?.checked_mul(100_000_000)?;
    high.checked_add(remainder(low, below_yi)?)
}

fn below_yi(numerals: &str, leads: bool) -> Option<u64> {
    let Some((high, low)) = numerals.rsplit_once(WAN) else {
        return section(numerals, leads);
    };
    let high = section(high, leads)?.checked_mul(10_000)?;
    high.checked_add(remainder(low, section)?)
}

/// What stands behind 万 or 亿, perhaps nothing.
fn remainder(numerals: &str, read: fn(&str, bool) -> Option<u64>) -> Option<u64> {
    if numerals.is_empty() {
        Some(0)
    } else {
        read(numerals, false)
    }
}

/// A section under construction, from 0 to 9999.
#[derive(Default)]
struct Section {
    value: u64,
    /// A digit that still waits for its place.
    digit: Option<u64>,
    /// The place that was filled last; the next must be lower.
    lowest: Option<u64>,
    after_zero: bool,
}

/// Up to four digits; `leads` where nothing stands before them (only then may 五 stand alone).
fn section(numerals: &str, leads: bool) -> Option<u64> {
    if leads && numerals.chars().all(|c| digit(c) == Some(0)) {
        return (numerals.chars().count() == 1).then_some(0);
    }
    let mut section = Section::default();
    for (at, c) in numerals.char_indices() {
        let is_first = at == 0 && leads;
        if let Some(tens) = tens_in_one(c) {
            section.fill(tens / 10, 10)?;
        } else if let Some(place) = place(c) {
            section.take_place(place)?;
        } else {
            section.take_digit(digit(c)?, is_first)?;
        }
    }
    section.finish(leads)
}

impl Section {
    fn take_digit(&mut self, digit: u64, is_first: bool) -> Option<()> {
        if self.digit.is_some() || (digit == 0 && is_first) {
            return None; // 三五, 零五
        }
        if digit == 0 {
            self.after_zero = true;
        } else {
            self.digit = Some(digit);
        }
        Some(())
    }

    fn take_place(&mut self, place: u64) -> Option<()> {
        let digit = match self.digit.take() {
            None if place == 10 => 1, // 十五, 一百十五
            waiting => waiting?,
        };
        self.fill(digit, place)
    }

    fn fill(&mut self, digit: u64, place: u64) -> Option<()> {
        let falls = self.digit.is_none() && self.lowest.is_none_or(|lowest| place < lowest);
        if !falls {
            return None;
        }
        self.value = self.value.checked_add(digit.checked_mul(place)?)?;
        self.lowest = Some(place);
        self.after_zero = false;
        Some(())
    }

    /// The ones stand alone, behind 十 or behind 零; 一百五 and 三万五 are left open.
    fn finish(self, leads: bool) -> Option<u64> {
        let Some(ones) = self.digit else {
            return (self.value > 0 && !self.after_zero).then_some(self.value);
        };
        let is_plain =
            self.after_zero || self.lowest == Some(10) || (leads && self.lowest.is_none());
        is_plain.then(|| self.value.checked_add(ones)).flatten()
    }
}

#[cfg(test)]
pub(super) mod tests;
