//! What of a project's name tells it from other projects.

use crate::value::text::{normal_form, similarity};
use crate::value::{FiscalYear, Rate, decimal_from_f64};

/// Words at the end of a name that say nothing of the project.
const FILLERS: [&str; 5] = ["项目", "经费", "专项", "资金", "工作"];

/// What an office's name ends with, the longest first.
const OFFICE_SUFFIXES: [&str; 5] = ["街道办事处", "街道办", "街道", "地区", "镇"];

/// Signs that tell the parts of one series apart: 一期 and 二期, 东区 and 西区.
const SERIES: &str = "一二三四五六七八九十甲乙丙丁戊东西南北";

/// A name without its year, its office, its brackets and its fillers: 椿树街道2024年文化墙绘制项目
/// and 文化墙绘制 are one. Empty where the form states no name.
pub(super) fn key(name: &str, office: &str) -> String {
    let whole = bare(name);
    let undated = without_year(&whole);
    let kept = without_fillers(without_office(&undated, &bare(office)));
    if kept.is_empty() {
        whole
    } else {
        kept.to_owned()
    }
}

fn bare(text: &str) -> String {
    let folded = normal_form(text);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn without_year(name: &str) -> String {
    let Some(year) = FiscalYear::find(name) else {
        return name.to_owned();
    };
    let forms = [format!("{year}年度"), format!("{year}年"), year.to_string()];
    let written = forms.iter().find(|form| name.contains(form.as_str()));
    written.map_or_else(
        || name.to_owned(),
        |form| name.replacen(form.as_str(), "", 1),
    )
}

fn without_office<'a>(name: &'a str, office: &str) -> &'a str {
    let short = OFFICE_SUFFIXES
        .iter()
        .find_map(|suffix| office.strip_suffix(suffix));
    let short = short.filter(|short| short.chars().nth(1).is_some());
    let Some(rest) = short.and_then(|short| name.strip_prefix(short)) else {
        return name;
    };
    let suffixed = OFFICE_SUFFIXES
        .iter()
        .find_map(|suffix| rest.strip_prefix(suffix));
    suffixed.unwrap_or(rest)
}

fn without_fillers(mut name: &str) -> &str {
    while let Some(shorter) = FILLERS.iter().find_map(|word| name.strip_suffix(word)) {
        name = shorter;
    }
    name
}

/// How alike two names are, by their keys; nothing where they are parts of a series.
pub(super) fn likeness(one: &str, other: &str) -> Option<Rate> {
    if series(one) != series(other) {
        return None;
    }
    decimal_from_f64(similarity(one, other)).map(Rate::new)
}

fn series(name: &str) -> String {
    let tells = |c: &char| c.is_ascii_digit() || SERIES.contains(*c);
    name.chars().filter(tells).collect()
}

/// Is one name the other with something left out?
pub(super) fn is_shortened(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let mut rest = long.chars();
    short.chars().all(|wanted| rest.any(|c| c == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn year_office_brackets_and_fillers_do_not_tell_projects_apart() {
        for name in [
            "椿树街道2024年度文化墙绘制项目",
            "椿树文化墙绘制专项经费",
            "（2024年）文化墙 绘制",
            "椿树街道办事处文化墙绘制工作",
        ] {
            assert_eq!(key(name, "椿树街道"), "文化墙绘制", "{name}");
        }
    }

    #[test]
    fn what_is_all_filler_is_kept() {
        assert_eq!(key("项目经费", "椿树街道"), "项目经费");
        assert_eq!(key("", "椿树街道"), "");
    }

    #[test]
    fn the_name_of_another_office_is_kept() {
        assert_eq!(key("牛街养老助餐补贴", "椿树街道"), "牛街养老助餐补贴");
    }

    #[test]
    fn parts_of_a_series_are_not_alike() {
        assert_eq!(likeness("老旧小区改造一期", "老旧小区改造二期"), None);
        assert_eq!(likeness("第1社区公益", "第2社区公益"), None);
        let slip = likeness("背街小巷整治提升工程", "背街小巷整制提升工程").unwrap();
        assert_eq!(slip.to_percent(), "90%");
    }

    #[test]
    fn shortened_names() {
        assert!(is_shortened("文化墙绘制", "社区文化墙绘制工程"));
        assert!(!is_shortened("甲社区公益金", "乙社区公益金"));
    }
}
