//! Configured rules in config.yaml: how they are explained there, and the place of the very word that
//! is wrong in one.

use super::load::{ConfigError, meant, places_of_custom_rules};
use super::place::Place;
use super::within::place_within;
use crate::rules::custom::RuleFault;

/// Their key among the rules.
pub(super) const KEY: &str = "custom";

/// The comment above them in the shipped file, with an example.
pub(super) const EXPLAINED: &str = "\
自定义规则：条件成立即报，与其他规则一样计数、列入各表和整改通知。
写法、函数和可用的列见 docs/custom-rules.zh.md。例：
custom:
  - code: U101
    title: 执行数超全年预算一成
    severity: error
    when: 全年执行数 > 全年预算数 * 110% 且 街道 = '椿树街道'
    message: 全年执行数 {全年执行数} 万元，超过全年预算数 {全年预算数} 万元的一成
    cell: 全年执行数";

/// The error for a fault of the configuration that is written in `text`.
pub(super) fn error(file: &str, text: &str, fault: RuleFault) -> ConfigError {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let (place, counted) = match start(text, &fault) {
        Some(start) => place(text, start, &fault),
        None => (None, counted(&fault)),
    };
    let suggestion = fault
        .meant
        .and_then(|word| meant(&word.typed, &word.known, "可用的有"));
    ConfigError {
        file: file.to_owned(),
        reason: format!("{}{counted}", fault.reason),
        place,
        suggestion,
    }
}

/// Where the value begins that holds the fault.
fn start(text: &str, fault: &RuleFault) -> Option<(usize, usize)> {
    let rules = places_of_custom_rules(text);
    rules.get(fault.rule)?.get(fault.key).copied()
}

/// The place of the fault; where the value cannot be followed, its start, and the fault in words.
fn place(text: &str, start: (usize, usize), fault: &RuleFault) -> (Option<Box<Place>>, String) {
    let within = place_within(text, start, &fault.value, fault.within.start);
    let ((line, column), counted) =
        within.map_or_else(|| (start, counted(fault)), |place| (place, String::new()));
    let length = if counted.is_empty() {
        fault.within.len()
    } else {
        1
    };
    let place = Place::new(text, line, column, length);
    (Some(Box::new(place)), counted)
}

fn counted(fault: &RuleFault) -> String {
    format!(
        "（自该项内容的第 {} 个字起）",
        fault.within.start.saturating_add(1)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    #[test]
    fn the_example_is_a_rule() {
        let example = EXPLAINED.split_once("custom:").unwrap().1;
        let text = format!("rules:\n custom:{example}\n");
        let config = parse("config.yaml", &text).unwrap();
        assert_eq!(config.rules.custom.len(), 1);
    }

    /// The place at which a condition is told to be wrong.
    fn told(written: &str) -> (usize, usize) {
        let text = format!(
            "rules:\n  custom:\n  - title: 标题\n    when: {written}\n    code: U101\n    message: x\n"
        );
        let place = parse("config.yaml", &text).unwrap_err().place.unwrap();
        assert_eq!(place.key, "rules.custom.when", "{text}");
        (place.line, place.column)
    }

    #[test]
    fn the_very_word_is_told_however_the_condition_is_written() {
        assert_eq!(told("全年执行数 > excuted"), (4, 19));
        assert_eq!(told("'街道 = ''椿树'' 且 excuted > 1'"), (4, 26));
        assert_eq!(told("\"街道 = '椿树' 且 excuted > 1\""), (4, 24));
        assert_eq!(
            told("|\n      全年执行数 > 1\n      且 excuted > 1"),
            (6, 9)
        );
        assert_eq!(
            told(">-\n      全年执行数 > 1\n      且 excuted > 1"),
            (6, 9)
        );
        assert_eq!(told("全年执行数 > 1\n      且 excuted > 1"), (5, 9));
        assert_eq!(told("executed >"), (4, 21));
    }

    #[test]
    fn where_the_text_cannot_be_followed_the_fault_is_counted() {
        let text = "rules:\n  custom:\n  - {code: U101, title: t, message: x, when: \"\\u8857道 > excuted\"}\n";
        let error = parse("config.yaml", text).unwrap_err();
        assert_eq!(error.place.as_ref().unwrap().column, 46);
        assert!(error.reason.contains("第 6 个字起"), "{error}");
    }
}
