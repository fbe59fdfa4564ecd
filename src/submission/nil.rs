//! A file without a form that says that its office has nothing to report: evidence for a person, who
//! enters it in the registry; never taken by itself.

use crate::grid::Workbook;
use crate::value::CellValue;
use crate::value::text::{normal_form, tidy};

/// What says so.
const STATEMENTS: [&str; 8] = [
    "零报告",
    "零报送",
    "零申报",
    "单位无项目",
    "街道无项目",
    "无项目支出",
    "无自评项目",
    "没有项目支出",
];
/// What makes it a rule for others, or a condition.
const RULES: [&str; 8] = [
    "的单位",
    "如无",
    "若无",
    "应当",
    "须",
    "请",
    "要求",
    "填表说明",
];
/// A longer text is a letter about something else, or instructions.
const LONGEST: usize = 200;

/// Where a workbook says that there is nothing to report, and with which words.
pub(super) fn stated(workbook: &Workbook) -> Option<String> {
    workbook.sheets.iter().find_map(|sheet| {
        sheet.grid.cells().find_map(|(at, value)| {
            let CellValue::Text(text) = value else {
                return None;
            };
            states_nil(text).then(|| format!("{}!{at}“{}”", sheet.name, tidy(text)))
        })
    })
}

fn states_nil(text: &str) -> bool {
    if text.chars().nth(LONGEST).is_some() {
        return false;
    }
    let folded = normal_form(text);
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    says(&STATEMENTS) && !says(&RULES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_from_rules() {
        for text in [
            "椿树街道 2024 年度绩效自评零报告",
            "我单位2024年无项目支出，特此说明。",
            "经核实，本单位无项目",
        ] {
            assert!(states_nil(text), "{text}");
        }
        for text in [
            "无项目支出的单位须零报告",
            "如无项目，填写零报告",
            "项目无变更",
            "无项目编码",
            "",
        ] {
            assert!(!states_nil(text), "{text}");
        }
        assert!(!states_nil(&"零报告".repeat(100)));
    }
}
