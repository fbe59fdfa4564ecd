//! The name of an indicator, and what kind its levels make it.

use crate::form::{Category, Level};
use crate::value::text;

/// An indicator's name without `指标1：`, stars and blanks; empty where nothing is named.
pub(in crate::form) fn bare_name(shown: &str) -> &str {
    let plain = shown
        .trim()
        .trim_start_matches(['★', '▲', '*', '☆'])
        .trim_start();
    let name = plain.strip_prefix("指标").map_or(plain, |rest| {
        let unnumbered = rest.trim_start().trim_start_matches(is_ordinal);
        if unnumbered.len() < rest.len() || rest.is_empty() {
            unnumbered.trim_start_matches(is_separator)
        } else {
            plain // 指标体系…: the word belongs to the name
        }
    });
    if text::is_blank_marker(name) {
        ""
    } else {
        name.trim()
    }
}

fn is_ordinal(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '：' | '.' | '．' | '、' | ',' | '，' | '-' | '—')
}

/// The words that tell a category, the most telling first (经济成本 is a cost).
const CATEGORY_WORDS: [(&str, Category); 13] = [
    ("满意度", Category::Satisfaction),
    ("成本", Category::Cost),
    ("数量", Category::Quantity),
    ("质量", Category::Quality),
    ("时效", Category::Timeliness),
    ("经济效益", Category::Economic),
    ("社会效益", Category::Social),
    ("生态", Category::Ecological),
    ("可持续", Category::Sustainability),
    ("预算执行率", Category::Execution),
    ("执行率", Category::Execution),
    ("预算执行", Category::Execution),
    ("环境效益", Category::Ecological),
];

/// The second level tells; then the first; a form without levels is told by the name.
pub(super) fn category(level1: &Level, level2: &Level, name: &str) -> Category {
    let told_by = |words: &str| {
        CATEGORY_WORDS
            .iter()
            .find(|(word, _)| words.contains(word))
            .map(|(_, category)| *category)
    };
    let has_levels = !(level1.name.is_empty() && level2.name.is_empty());
    told_by(&level2.name)
        .or_else(|| told_by(&level1.name))
        .or_else(|| told_by(name).filter(|_| !has_levels))
        .unwrap_or(Category::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_numbering() {
        for (shown, name) in [
            ("指标1：困难群众救助所服务", "困难群众救助所服务"),
            ("指标1工程资金金额", "工程资金金额"),
            ("指标2", ""),
            ("指标1：无", ""),
            ("指标1：", ""),
            ("……", ""),
            ("★补助鱼塘面积", "补助鱼塘面积"),
            ("指标体系建设", "指标体系建设"),
            ("其中桃树种植面积", "其中桃树种植面积"),
        ] {
            assert_eq!(bare_name(shown), name, "{shown}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_name_is_taken(shown in "\\PC{0,20}") {
            let _ = bare_name(&shown);
        }
    }
}
