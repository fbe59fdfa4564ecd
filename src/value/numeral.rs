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
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How a number is written out: the reverse of [`leading`].
    pub(in crate::value) struct Style {
        digits: [char; 10],
        places: [&'static str; 4],
        /// 十五 rather than 一十五 at the very start.
        bare_ten: bool,
    }

    pub(in crate::value) const PLAIN: Style = Style {
        digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
        places: ["", "十", "百", "千"],
        bare_ten: true,
    };

    pub(in crate::value) const FINANCIAL: Style = Style {
        digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
        places: ["", "拾", "佰", "仟"],
        bare_ten: false,
    };

    pub(in crate::value) fn written(value: u64, style: &Style) -> String {
        if value == 0 {
            return style.digits[0].to_string();
        }
        let text = if value >= 100_000_000 {
            let (high, low) = (value / 100_000_000, value % 100_000_000);
            joined(&written(high, style), "亿", low, 10_000_000, style)
        } else if value >= 10_000 {
            joined(
                &written(value / 10_000, style),
                "万",
                value % 10_000,
                1_000,
                style,
            )
        } else {
            below_ten_thousand(value, style)
        };
        match text.strip_prefix("一十") {
            Some(rest) if style.bare_ten => format!("十{rest}"),
            _ => text,
        }
    }

    /// A gap before `low` is closed by one 零.
    fn joined(high: &str, word: &str, low: u64, full: u64, style: &Style) -> String {
        let zero = if low > 0 && low < full { "零" } else { "" };
        let low = match low {
            0 => String::new(),
            // Within a number 十五 is written 一十五.
            _ => written(
                low,
                &Style {
                    bare_ten: false,
                    ..Style { ..*style }
                },
            ),
        };
        format!("{high}{word}{zero}{low}")
    }

    fn below_ten_thousand(value: u64, style: &Style) -> String {
        let mut text = String::new();
        let mut gap = false;
        for place in (0..4).rev() {
            let digit = value / 10_u64.pow(place) % 10;
            if digit == 0 {
                gap = !text.is_empty();
                continue;
            }
            if gap {
                text.push('零');
                gap = false;
            }
            text.push(style.digits[usize::try_from(digit).unwrap()]);
            text.push_str(style.places[usize::try_from(place).unwrap()]);
        }
        text
    }

    #[test]
    fn as_people_write_them() {
        for (text, value) in [
            ("零", 0),
            ("三", 3),
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("廿五", 25),
            ("三十三", 33),
            ("一百零五", 105),
            ("一百一十五", 115),
            ("一百十五", 115),
            ("一千零二十", 1_020),
            ("两千五百", 2_500),
            ("叁拾叁万", 330_000),
            ("叁拾叁万伍仟", 335_000),
            ("三十三万", 330_000),
            ("壹佰万", 1_000_000),
            ("一百二十万零五百", 1_200_500),
            ("壹佰贰拾万伍佰", 1_200_500),
            ("一亿二千万", 120_000_000),
            ("壹億零伍拾萬", 100_500_000),
            ("十万", 100_000),
            ("一万亿", 1_000_000_000_000),
        ] {
            assert_eq!(leading(text), Some((value, "")), "{text}");
            let sum = format!("{text}元整");
            assert_eq!(leading(&sum), Some((value, "元整")), "{text}");
        }
    }

    #[test]
    fn spellings_that_are_read_in_two_ways_are_no_number() {
        for text in [
            "三五",
            "一百五",
            "三万五",
            "三亿五",
            "零五",
            "百万",
            "千",
            "万",
            "十一五",
            "二〇二四",
            "五十零",
            "三十万二十万",
            "一百千",
            "零零",
            "元",
            "",
            "33",
            "点五",
        ] {
            assert_eq!(leading(text), None, "{text}");
        }
    }

    #[test]
    fn decimals_are_spelled_digit_by_digit() {
        assert_eq!(decimals("五六万元"), Some((Decimal::new(56, 2), "万元")));
        assert_eq!(decimals("零五"), Some((Decimal::new(5, 2), "")));
        assert_eq!(decimals("万元"), None);
        assert_eq!(decimals("一二三四五六七八九〇"), None);
    }

    proptest! {
        #[test]
        fn every_number_survives_being_written_out(value in prop_oneof![0_u64..10_000, 0_u64..1_000_000_000_000]) {
            for style in [&PLAIN, &FINANCIAL] {
                let text = written(value, style);
                prop_assert_eq!(leading(&text), Some((value, "")), "{}", text);
            }
        }

        #[test]
        fn any_numerals_are_read_or_left(text in "[零〇一二两三四五六七八九十百千万亿廿壹拾佰元]{0,12}") {
            let _ = leading(&text);
        }
    }
}
