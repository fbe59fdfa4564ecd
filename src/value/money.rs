//! Sums of money as people write them: `33.5万元`, `¥1,437.5`, 人民币叁拾叁万伍仟元整, `33万5千元`,
//! `33万元（叁拾叁万元）`, `(5.2)`. What two readers could take for different sums is refused.

use rust_decimal::Decimal;

use super::figure::half_unit_unless_whole;
use super::number::{LeadingNumber, approximation, in_range, leading_number, misfit};
use super::{AmountUnit, Misread, numeral};

/// How many 元 make one 万元.
const YUAN_IN_WAN: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// A sum, in the unit that it is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) value: Decimal,
    /// Half a unit of its last printed digit.
    pub(super) half_unit: Decimal,
    /// `None` where only the place can say it.
    pub(super) unit: Option<AmountUnit>,
}

impl Sum {
    fn printed(number: &LeadingNumber<'_>, unit: Option<AmountUnit>) -> Self {
        Self {
            value: number.value,
            half_unit: half_unit_unless_whole(number.decimals),
            unit,
        }
    }

    fn exact(value: Decimal, unit: Option<AmountUnit>) -> Self {
        Self {
            value,
            half_unit: Decimal::ZERO,
            unit,
        }
    }

    /// A number of 元, stated in 万元 where the text does so.
    fn of_yuan(value: Decimal, half_unit: Decimal, in_wan: bool) -> Option<Self> {
        let (scale, unit) = if in_wan {
            (YUAN_IN_WAN, AmountUnit::Wan)
        } else {
            (Decimal::ONE, AmountUnit::Yuan)
        };
        Some(Self {
            value: value.checked_div(scale)?.normalize(),
            half_unit: half_unit.checked_div(scale)?.normalize(),
            unit: Some(unit),
        })
    }

    fn negated(self) -> Self {
        Self {
            value: -self.value,
            ..self
        }
    }
}

/// Reads a whole text, in normal form, as one sum of money.
pub(super) fn sum(folded: &str) -> Result<Sum, Misread> {
    let stated = folded.trim_end_matches(['。', ';', ',']);
    let parts = stated
        .strip_suffix(')')
        .and_then(|open| open.split_once('('));
    let sum = match parts {
        Some(("", inside)) => in_brackets(inside),
        Some((outside, inside)) => with_note(outside, inside),
        None => plain(stated),
    }?;
    in_range(sum.value)?;
    Ok(sum)
}

/// `(5.2)`: bookkeepers bracket what is negative.
fn in_brackets(inside: &str) -> Result<Sum, Misread> {
    match leading_number(inside) {
        Some(Ok(number)) if number.rest.is_empty() && number.value >= Decimal::ZERO => {
            Ok(Sum::printed(&number, None).negated())
        }
        _ => Err(Misread::NotANumber),
    }
}

/// A sum with its unit or its repetition in brackets; any other note may change what it means.
fn with_note(outside: &str, note: &str) -> Result<Sum, Misread> {
    let sum = plain(outside)?;
    if let (None, Some(unit)) = (sum.unit, AmountUnit::parse(note)) {
        return Ok(Sum {
            unit: Some(unit),
            ..sum
        });
    }
    match plain(note) {
        Ok(repeated) if is_same(&sum, &repeated) => {
            Ok(if sum.unit.is_some() { sum } else { repeated })
        }
        Ok(repeated) if repeated.unit.is_some() => {
            Err(Misread::Contradiction(outside.to_owned(), note.to_owned()))
        }
        _ => Err(Misread::Remark(note.to_owned())),
    }
}

/// Are both one sum, in some unit where a side leaves it open?
fn is_same(one: &Sum, other: &Sum) -> bool {
    let in_wan = |sum: &Sum| {
        let units = match sum.unit {
            Some(unit) => vec![unit],
            None => AmountUnit::ALL.to_vec(),
        };
        let value = sum.value;
        units
            .into_iter()
            .filter_map(move |unit| value.checked_mul(unit.in_wan()))
    };
    match (one.unit, other.unit) {
        (None, None) => one.value == other.value,
        _ => in_wan(one).any(|value| in_wan(other).any(|same| value == same)),
    }
}

/// A sum without brackets.
fn plain(stated: &str) -> Result<Sum, Misread> {
    if let Some(word) = approximation(stated) {
        return Err(Misread::Approximate(word.to_owned()));
    }
    let bare = without_currency(stated);
    let (is_negative, bare) = match bare.strip_prefix('负') {
        Some(positive) => (true, positive),
        None => (false, bare),
    };
    let sum = match leading_number(bare) {
        Some(number) => in_digits(bare, &number?)?,
        None => in_words(bare).ok_or(Misread::NotANumber)?,
    };
    match (is_negative, sum.value.is_sign_negative()) {
        (false, _) => Ok(sum),
        (true, false) => Ok(sum.negated()),
        (true, true) => Err(Misread::NotANumber),
    }
}

/// Drops 人民币, ¥ and words of a total, which add nothing to a sum of money.
fn without_currency(stated: &str) -> &str {
    const SAID_ANYWAY: [&str; 10] = [
        "人民币",
        "RMB",
        "CNY",
        "¥",
        "(大写)",
        "大写",
        "合计",
        "共计",
        "总计",
        "共",
    ];
    let mut bare = stated.strip_suffix("人民币").unwrap_or(stated);
    while let Some(shorter) = SAID_ANYWAY.iter().find_map(|word| bare.strip_prefix(word)) {
        bare = shorter.trim_start_matches(':');
    }
    bare
}

/// 整 and 正 close a sum in financial writing.
fn without_closing(unit: &str) -> &str {
    unit.strip_suffix(['整', '正']).unwrap_or(unit)
}

fn in_digits(bare: &str, number: &LeadingNumber<'_>) -> Result<Sum, Misread> {
    let unit = without_closing(number.rest);
    if unit.is_empty() {
        return Ok(Sum::printed(number, None));
    }
    if let Some(unit) = AmountUnit::parse(unit) {
        return Ok(Sum::printed(number, Some(unit)));
    }
    scaled(bare).ok_or_else(|| misfit(number.rest))
}

/// Digits with words of magnitude between them: `2千万元`, `33万5千元`, `120万零500元`.
fn scaled(bare: &str) -> Option<Sum> {
    let mut total = Decimal::ZERO;
    let mut room: Option<Decimal> = None; // what follows must be smaller than the term before
    let mut rest = bare;
    loop {
        let number = leading_number(rest)?
            .ok()
            .filter(|number| !number.value.is_sign_negative())?;
        let (scale, behind) = magnitude(number.rest);
        let term = number.value.checked_mul(scale)?;
        if room.is_some_and(|room| term >= room || number.decimals > 0) {
            return None;
        }
        total = total.checked_add(term)?;
        let half_unit = half_unit_unless_whole(number.decimals).checked_mul(scale)?;
        let in_wan = bare.contains(['万', '亿']);
        match without_closing(behind) {
            "元" => return Sum::of_yuan(total, half_unit, in_wan),
            // 33万5 is 33.5万 to some.
            "" if in_wan && scale > Decimal::ONE => return Sum::of_yuan(total, half_unit, in_wan),
            _ if scale == Decimal::ONE || number.decimals > 0 => return None,
            _ => {}
        }
        room = Some(scale);
        rest = behind.strip_prefix('零').unwrap_or(behind);
    }
}

/// 千万 → ten million, with the text behind; one where no such word stands here.
fn magnitude(text: &str) -> (Decimal, &str) {
    let mut behind = text;
    let mut scale = Decimal::ONE;
    for words in [&['十', '百', '千'][..], &['万'], &['亿']] {
        let first = behind.chars().next().filter(|c| words.contains(c));
        if let Some((word, times)) = first.and_then(|word| Some((word, numeral::scale(word)?))) {
            scale = scale.saturating_mul(Decimal::from(times));
            behind = behind.strip_prefix(word).unwrap_or(behind);
        }
    }
    (scale, behind)
}

/// 三十三, 叁拾叁万元整, 壹佰元零伍角, 三点五万元.
fn in_words(bare: &str) -> Option<Sum> {
    let (number, rest) = numeral::leading(bare)?;
    let numerals = bare.strip_suffix(rest)?;
    let in_wan = numerals.contains(['万', '萬', '亿', '億']);
    let number = Decimal::from(number);
    if let Some(tail) = rest.strip_prefix('点') {
        return if in_wan {
            None
        } else {
            decimals_in_words(number, tail)
        };
    }
    match rest.strip_prefix(['元', '圆', '圓']) {
        Some(small) => Sum::of_yuan(
            number.checked_add(small_change(small)?)?,
            Decimal::ZERO,
            in_wan,
        ),
        None if !without_closing(rest).is_empty() => None,
        None if in_wan => Sum::of_yuan(number, Decimal::ZERO, in_wan),
        None => Some(Sum::exact(number, None)),
    }
}

/// What stands behind 元: 伍角贰分, 零伍分, 整 or nothing.
fn small_change(text: &str) -> Option<Decimal> {
    let (jiao, rest) = coins(text.trim_start_matches('零'), '角');
    let (fen, rest) = coins(rest.trim_start_matches('零'), '分');
    let hundredths = jiao.checked_mul(10)?.checked_add(fen)?;
    without_closing(rest)
        .is_empty()
        .then(|| Decimal::try_new(hundredths, 2).ok())?
}

fn coins<'a>(text: &'a str, coin: char) -> (i64, &'a str) {
    let counted = |text: &'a str| {
        let first = text.chars().next()?;
        let digit = i64::try_from(numeral::digit(first)?).ok()?;
        Some((digit, text.strip_prefix(first)?.strip_prefix(coin)?))
    };
    counted(text).unwrap_or((0, text))
}

/// 五万元 behind 三点.
fn decimals_in_words(whole: Decimal, tail: &str) -> Option<Sum> {
    let (decimals, rest) = numeral::decimals(tail)?;
    let unit = match without_closing(rest) {
        "" => None,
        stated => Some(AmountUnit::parse(stated)?),
    };
    Some(Sum {
        value: whole.checked_add(decimals)?,
        half_unit: half_unit_unless_whole(decimals.scale()),
        unit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::numeral::tests::{FINANCIAL, PLAIN, written};
    use crate::value::{plain as digits, text};
    use proptest::prelude::*;

    fn read(raw: &str) -> Result<(String, Option<AmountUnit>), Misread> {
        sum(&text::normal_form(raw)).map(|sum| (digits(sum.value), sum.unit))
    }

    #[test]
    fn sums_as_people_write_them() {
        const YUAN: Option<AmountUnit> = Some(AmountUnit::Yuan);
        const THOUSAND: Option<AmountUnit> = Some(AmountUnit::Thousand);
        const WAN: Option<AmountUnit> = Some(AmountUnit::Wan);
        const YI: Option<AmountUnit> = Some(AmountUnit::Yi);
        for (raw, value, unit) in [
            ("33", "33", None),
            ("33.00 万元", "33", WAN),
            ("33万元。", "33", WAN),
            ("人民币33万元", "33", WAN),
            ("人民币：33万元整", "33", WAN),
            ("33万元人民币", "33", WAN),
            ("RMB 33万元", "33", WAN),
            ("¥33", "33", None),
            ("￥1，437.5", "1437.5", None),
            ("¥387664.62元", "387664.62", YUAN),
            ("33（万元）", "33", WAN),
            ("共计33万元", "33", WAN),
            ("150万", "150", WAN),
            ("1.5亿元", "1.5", YI),
            ("3.5千元", "3.5", THOUSAND),
            ("2千万", "2000", WAN),
            ("2千万元", "2000", WAN),
            ("2.5百万元", "250", WAN),
            ("3百元", "300", YUAN),
            ("33万5千元", "33.5", WAN),
            ("33万5千", "33.5", WAN),
            ("33万5000元", "33.5", WAN),
            ("1亿2千万元", "12000", WAN),
            ("120万零500元", "120.05", WAN),
            ("叁拾叁万元", "33", WAN),
            ("叁拾叁万伍仟元整", "33.5", WAN),
            ("人民币叁拾叁万元正", "33", WAN),
            ("叁拾叁萬圓整", "33", WAN),
            ("三十三万", "33", WAN),
            ("三十三", "33", None),
            ("一百二十万零五百元", "120.05", WAN),
            ("壹佰万元整", "100", WAN),
            ("叁仟伍佰元整", "3500", YUAN),
            ("壹佰元零伍分", "100.05", YUAN),
            ("壹万贰仟叁佰肆拾伍元陆角柒分", "1.234567", WAN),
            ("零元", "0", YUAN),
            ("三点五万元", "3.5", WAN),
            ("零点五", "0.5", None),
            ("33万元（叁拾叁万元）", "33", WAN),
            ("33（叁拾叁万元）", "33", WAN),
            ("330000（叁拾叁万元）", "33", WAN),
            ("叁拾叁万元（¥330000.00）", "33", WAN),
            ("人民币叁拾叁万元整（大写：叁拾叁万元整）", "33", WAN),
            ("33万元（大写：叁拾叁万元整）", "33", WAN),
            ("人民币（大写）叁拾叁万元整", "33", WAN),
            ("33万元（330000元）", "33", WAN),
            ("(5.2)", "-5.2", None),
            ("（1,437.5）", "-1437.5", None),
            ("-5.2", "-5.2", None),
            ("负5.2万元", "-5.2", WAN),
        ] {
            assert_eq!(read(raw), Ok((value.to_owned(), unit)), "{raw}");
        }
    }

    #[test]
    fn what_could_mean_another_sum_is_refused_with_its_reason() {
        let remark = |text: &str| Err(Misread::Remark(text.into()));
        let unit = |text: &str| Err(Misread::UnknownUnit(text.into()));
        let about = |text: &str| Err(Misread::Approximate(text.into()));
        for (raw, expected) in [
            ("33（含上年结转）", remark("含上年结转")),
            ("33万元（含上年结转5万元）", remark("含上年结转5万元")),
            ("33（1）", remark("1")),
            ("33万元（其中财政拨款）", remark("其中财政拨款")),
            ("33万元为财政拨款资金", remark("万元为财政拨款资金")),
            ("约33万元", about("约")),
            ("33万元左右", about("左右")),
            ("33万余元", about("余")),
            ("5人次", unit("人次")),
            ("33%", unit("%")),
            ("33w", unit("w")),
            ("5千", unit("千")),
            ("33万5", Err(Misread::SeveralNumbers)),
            ("33万元35万元", Err(Misread::SeveralNumbers)),
            ("35。56", Err(Misread::SeveralNumbers)),
            ("三五万", Err(Misread::NotANumber)),
            ("三万五", Err(Misread::NotANumber)),
            ("十分", Err(Misread::NotANumber)),
            ("一般", Err(Misread::NotANumber)),
            ("百万元", Err(Misread::NotANumber)),
            ("万元", Err(Misread::NotANumber)),
            ("见附件", Err(Misread::NotANumber)),
            ("（33万元）", Err(Misread::NotANumber)),
            ("负-5", Err(Misread::NotANumber)),
            ("", Err(Misread::NotANumber)),
            (
                "33万元（叁拾万元）",
                Err(Misread::Contradiction("33万元".into(), "叁拾万元".into())),
            ),
        ] {
            let expected = expected.map(|(): ()| (String::new(), None));
            assert_eq!(read(raw), expected, "{raw}");
        }
    }

    proptest! {
        #[test]
        fn a_sum_and_its_chinese_form_are_equal(wan in 1_u64..100_000_000, yuan in 0_u64..10_000) {
            let total = wan * 10_000 + yuan;
            let in_digits = read(&format!("{total}元"));
            let (value, _) = in_digits.unwrap();
            let wan = Decimal::from_str_exact(&value).unwrap() / Decimal::from(10_000);
            for style in [&PLAIN, &FINANCIAL] {
                let words = format!("人民币{}元整", written(total, style));
                prop_assert_eq!(read(&words), Ok((digits(wan), Some(AmountUnit::Wan))), "{}", words);
                let both = format!("{total}元（{words}）");
                prop_assert_eq!(read(&both), Ok((value.clone(), Some(AmountUnit::Yuan))), "{}", both);
                let other = format!("{}元（{words}）", total + 1);
                prop_assert!(matches!(read(&other), Err(Misread::Contradiction(..))), "{}", other);
            }
        }

        #[test]
        fn mixed_writing_is_the_sum_of_its_parts(wan in 1_u64..10_000, thousands in 1_u64..10) {
            let (value, unit) = read(&format!("{wan}万{thousands}千元")).unwrap();
            prop_assert_eq!(value, digits(Decimal::from(wan) + Decimal::new(i64::try_from(thousands).unwrap(), 1)));
            prop_assert_eq!(unit, Some(AmountUnit::Wan));
        }

        #[test]
        fn any_text_is_a_sum_or_refused(text in "\\PC{0,30}") {
            let _ = read(&text);
        }

        #[test]
        fn any_arrangement_of_the_words_is_a_sum_or_refused(
            words in prop::collection::vec(prop::sample::select(vec![
                "33", "0.5", "9999999999999999999999999999", "千", "百", "万", "亿", "元", "整", "叁", "拾", "零", "点", "角", "分",
                "人民币", "¥", "（", "）", "-", "负", "约", "含", ",",
            ]), 0..12),
        ) {
            let _ = read(&words.concat());
        }
    }
}
