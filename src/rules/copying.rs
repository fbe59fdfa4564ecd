//! Is a report of results a copy of the plan?

use std::collections::BTreeSet;

use super::counts::counts;
use crate::value::{Figure as _, Rate, decimal_from_f64, text};

/// Words of a result that fell short: a plan does not hold them.
const SHORTFALL: [&str; 6] = ["未", "没有", "不足", "仅", "尚", "部分"];

/// How many words a text has. Figures and signs are left out: equal numbers are no copy.
pub(in crate::rules) fn words_in(raw: &str) -> usize {
    text::normal_form(raw)
        .chars()
        .filter(|c| c.is_alphabetic())
        .count()
}

/// How alike two texts are.
pub(in crate::rules) fn likeness(plan: &str, report: &str) -> Rate {
    decimal_from_f64(text::similarity(plan, report)).map_or(Rate::ZERO, Rate::new)
}

/// Does the report say something that the plan does not: a figure of its own, or a shortfall?
pub(in crate::rules) fn adds_a_fact(plan: &str, report: &str) -> bool {
    let (plan, report) = (text::normal_form(plan), text::normal_form(report));
    let planned: BTreeSet<&str> = counts(&plan).iter().map(|count| count.digits).collect();
    let own_figure = counts(&report)
        .iter()
        .any(|count| !planned.contains(count.digits));
    let falls_short = SHORTFALL
        .iter()
        .any(|word| report.matches(word).count() > plan.matches(word).count());
    own_figure || falls_short
}

/// Is the shorter text the beginning of the longer, and at least `share` of it?
pub(in crate::rules) fn is_beginning(one: &str, other: &str, share: Rate) -> bool {
    let (one, other) = (bare(one), bare(other));
    let (short, long) = if one.len() <= other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    let length = |text: &str| rust_decimal::Decimal::from(text.chars().count());
    long.starts_with(short.as_str()) && length(short) >= length(long) * share.decimal()
}

/// The normal form without the full stop at its end.
fn bare(raw: &str) -> String {
    let folded = text::normal_form(raw);
    folded
        .trim_end_matches(['。', '.', ',', ';', '!'])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn figures_are_no_words() {
        assert_eq!(words_in("2021年12月31日前完成"), 6);
        assert_eq!(words_in("全面完成项目设定的指标"), 11);
    }

    #[test]
    fn a_report_with_its_own_facts_is_no_copy() {
        assert!(adds_a_fact("走访1200户居民", "走访1260户居民"));
        assert!(adds_a_fact("完成改造并投入使用", "未完成改造并投入使用"));
        assert!(!adds_a_fact("2024年走访1200户居民", "走访1200户居民"));
    }

    #[test]
    fn beginnings_are_measured_by_characters() {
        let share = Rate::new(Decimal::new(8, 1));
        assert!(is_beginning(
            "一二三四五六七八",
            "一二三四五六七八九十",
            share
        ));
        assert!(is_beginning(
            "一二三四五六七八九十",
            "一二三四五六七八。",
            share
        ));
        assert!(!is_beginning(
            "一二三四五六七",
            "一二三四五六七八九十",
            share
        ));
        assert!(!is_beginning(
            "二三四五六七八九十",
            "一二三四五六七八九十",
            share
        ));
    }
}
