//! Numerals written by the tests' own hand and read back.

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
