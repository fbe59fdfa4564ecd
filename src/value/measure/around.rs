//! What may stand around a number without turning its meaning: comparators, 约 and 左右, words that add
//! nothing (达到, 共计), and the name of the rate or cost itself (满意度≥95%).

use super::Comparator;
use crate::value::numeral;

/// Where the number of a text begins: at its first digit, or with 百分之; else at its first numeral.
pub(super) fn number_starts(stated: &str) -> Option<usize> {
    const SHARES: [&str; 3] = ["百分之", "千分之", "百分百"];
    if stated.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(0);
    }
    if let Some(at) = SHARES.iter().find_map(|share| stated.find(share)) {
        return Some(at);
    }
    let Some(at) = stated.find(|c: char| c.is_ascii_digit()) else {
        return stated.find(numeral::begins);
    };
    let before = stated.get(..at)?;
    let is_signed = before.ends_with(['-', '+']);
    Some(if is_signed { at.saturating_sub(1) } else { at })
}

/// What stands before the number.
#[derive(Default)]
pub(super) struct Opening<'a> {
    pub(super) comparator: Option<Comparator>,
    pub(super) is_approximate: bool,
    pub(super) subject: Option<&'a str>,
}

impl<'a> Opening<'a> {
    /// Takes signs and words off the end of the lead; `None` where anything is left that may turn
    /// the meaning of the number.
    pub(super) fn read(lead: &'a str) -> Option<Self> {
        let mut opening = Self::default();
        let mut rest = lead;
        while !rest.is_empty() {
            if let Some((comparator, before)) = Comparator::before_number(rest) {
                if opening.comparator.replace(comparator).is_some() {
                    return None;
                }
                rest = before;
            } else if let Some(before) = without_any(rest, &ABOUT) {
                opening.is_approximate = true;
                rest = before;
            } else if let Some(before) = without_any(rest, &SAID_ANYWAY) {
                rest = before;
            } else {
                opening.subject = Some(subject(rest)?);
                return Some(opening);
            }
        }
        Some(opening)
    }
}

/// Words before a number that make it an approximate one.
const ABOUT: [&str; 5] = ["大约", "约为", "约", "接近", "将近"];

/// Words before a number that leave its meaning as it is; one that ends another stands behind it.
const SAID_ANYWAY: [&str; 25] = [
    "达到",
    "达成",
    "达",
    "实现",
    "为",
    "是",
    "完成",
    "本年度",
    "年度",
    "全年",
    "本年",
    "当年",
    "共计",
    "合计",
    "总计",
    "累计",
    "总共",
    "共",
    "实际",
    "已",
    "按合同",
    "投入",
    "支出",
    ":",
    ",",
];

fn without_any<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_suffix(word))
}

/// The telling part of a rate or a cost named before its number: 满意 of 群众满意度. Words that
/// negate, compare or pick out a part make it another figure.
fn subject(name: &str) -> Option<&str> {
    const LONGEST: usize = 10;
    const TELLING: usize = 2;
    const OTHER_FIGURE: [char; 24] = [
        '不', '未', '无', '没', '非', '降', '减', '增', '提', '升', '涨', '超', '低', '高', '短',
        '缩', '节', '其', '另', '每', '各', '除', '前', '较',
    ];
    if name.chars().count() > LONGEST
        || !name.chars().all(char::is_alphabetic)
        || name.contains(OTHER_FIGURE)
    {
        return None;
    }
    if name.ends_with("成本") {
        return Some("成本");
    }
    let stem = name
        .strip_suffix(['率', '度'])
        .filter(|stem| !stem.ends_with(['年', '季']))?;
    let before = stem.chars().count().checked_sub(TELLING)?;
    Some(
        stem.char_indices()
            .nth(before)
            .and_then(|(at, _)| stem.get(at..))
            .unwrap_or(stem),
    )
}

/// What stands behind the unit.
pub(super) struct Closing<'a> {
    /// The number and its unit.
    pub(super) body: &'a str,
    pub(super) comparator: Option<Comparator>,
    pub(super) is_approximate: bool,
}

impl<'a> Closing<'a> {
    pub(super) fn read(text: &'a str) -> Self {
        const ABOUT: [&str; 2] = ["左右", "上下"];
        const INCLUDED: [&str; 2] = ["(含)", "(含本数)"];
        if !text.ends_with(['上', '下', '内', '右', ')']) {
            return Self {
                body: text,
                comparator: None,
                is_approximate: false,
            };
        }
        let bare = without_any(text, &INCLUDED).unwrap_or(text);
        if let Some(body) = without_any(bare, &ABOUT) {
            return Self {
                body,
                comparator: None,
                is_approximate: true,
            };
        }
        let (comparator, body) = match Comparator::behind_unit(bare) {
            Some((comparator, body)) => (Some(comparator), body),
            None => (None, bare),
        };
        Self {
            body: without_any(body, &INCLUDED).unwrap_or(body),
            comparator,
            is_approximate: false,
        }
    }
}
