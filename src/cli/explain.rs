//! `jixiao explain CODE`: the manual of a rule.

use super::args::Common;
use super::exit::{Failure, Status};
use super::reporter::Reporter;
use super::settings::custom_rules;
use crate::config::nearest_few;
use crate::finding::Family;
use crate::rules::custom::CustomRule;
use crate::rules::{CATALOGUE, Listed, find};

pub(super) fn explain(
    code: &str,
    common: &Common,
    reporter: &mut Reporter,
) -> Result<Status, Failure> {
    let code = code.trim();
    let page = match find(code).or_else(|| by_slug(code)) {
        Some(listed) => page(listed),
        None => configured(code, &custom_rules(common)?)?,
    };
    reporter.line(&page)?;
    Ok(Status::Done)
}

fn by_slug(slug: &str) -> Option<&'static Listed> {
    CATALOGUE
        .iter()
        .find(|listed| listed.meta.slug.eq_ignore_ascii_case(slug.trim()))
}

fn page(listed: &Listed) -> String {
    let meta = listed.meta;
    format!(
        "{} {}\n级别：{}　类别：{}　英文名：{}\n\n{}",
        meta.code,
        meta.title,
        meta.severity.label(),
        listed.family.label(),
        meta.slug,
        headings(&meta.manual())
    )
}

/// The page of a rule that config.yaml brings.
fn configured(code: &str, custom: &[CustomRule]) -> Result<String, Failure> {
    let named = |rule: &&CustomRule| rule.code.eq_ignore_ascii_case(code);
    let rule = custom
        .iter()
        .find(named)
        .ok_or_else(|| unknown(code, custom))?;
    let off = if rule.enabled { "" } else { "　已停用" };
    Ok(format!(
        "{} {}\n级别：{}　类别：{}{off}\n\n{}",
        rule.code,
        rule.title,
        rule.severity.label(),
        Family::Custom.label(),
        headings(&rule.manual())
    ))
}

/// Markdown headings as a terminal shows them: `【含义】`.
fn headings(manual: &str) -> String {
    let lines = manual.lines().map(|line| match line.strip_prefix("## ") {
        Some(heading) => format!("【{}】", heading.trim()),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn unknown(code: &str, custom: &[CustomRule]) -> Failure {
    let listed = CATALOGUE.iter().map(|listed| listed.meta.code);
    let codes = listed.chain(custom.iter().map(|rule| rule.code.as_str()));
    let near = nearest_few(code, codes, 3).join("、");
    let hint = if near.is_empty() {
        String::new()
    } else {
        format!("相近的有 {near}；")
    };
    Failure::new(
        Status::BadUsage,
        format!("没有代码为“{code}”的规则；{hint}全部规则见 jixiao rules"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_a_head_and_the_manual() {
        let page = page(find("b101").unwrap());
        assert!(
            page.starts_with("B101 执行数超年初预算\n级别：警告　类别：预算资金"),
            "{page}"
        );
        assert!(
            page.contains("\n【含义】\n") && !page.contains("##"),
            "{page}"
        );
        let by_slug = by_slug("executed-over-initial-budget").unwrap();
        assert_eq!(by_slug.meta.code, "B101");
    }

    #[test]
    fn unknown_codes_name_their_neighbours() {
        let failure = unknown("B1O1", &[]);
        assert_eq!(failure.status, Status::BadUsage);
        assert!(failure.message.contains("B101"), "{}", failure.message);
        assert!(!unknown("汇总", &[]).message.contains("相近"));
    }
}
