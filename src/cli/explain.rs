//! `jixiao explain CODE`: the manual of a rule, and its parameters as configured.

use super::args::Common;
use super::exit::{Failure, Status};
use super::reporter::Reporter;
use super::settings::config;
use super::words::shown;
use crate::config::{Config, Parameter, RuleEntry, nearest_few, relations, rule_entries};
use crate::finding::Family;
use crate::trouble::Trouble;

pub(super) fn explain(
    common: &Common,
    code: &str,
    reporter: &mut Reporter,
) -> Result<Status, Failure> {
    let configured = config(common);
    let entries = rule_entries(configured.as_ref().unwrap_or(&Config::default()));
    let entry = find(&entries, code.trim()).ok_or_else(|| unknown(code, &entries))?;
    reporter.line(&shown(&page(entry)))?;
    if let Err(failure) = configured {
        // Whoever repairs a configuration reads here what it may say.
        if let Some(trouble) = &failure.trouble {
            reporter.complain(trouble);
        }
        reporter.warn("以上为缺省的设定，上述配置未采用");
    }
    Ok(Status::Done)
}

/// By code or by slug, in whatever case it was typed.
fn find<'e>(entries: &'e [RuleEntry], typed: &str) -> Option<&'e RuleEntry> {
    let is_named = |name: &str| name.eq_ignore_ascii_case(typed);
    entries
        .iter()
        .find(|entry| is_named(&entry.code) || is_named(entry.slug))
}

fn page(entry: &RuleEntry) -> String {
    let set = &entry.configured;
    let title = format!(
        "{} {}\n级别：{}　类别：{}　施行情况：{}",
        entry.code, entry.title, set.severity_label, entry.family_label, set.state
    );
    if *entry.family == *Family::Custom.name() {
        return format!("{title}\n\n{}", headings(&entry.doc));
    }
    let (slug, summary) = (entry.slug, &entry.manual.summary);
    let head = format!("{title}　英文名：{slug}\n\n{summary}\n");
    let manual = entry.manual.parts();
    let manual = manual.map(|(heading, body)| format!("\n【{heading}】\n{body}\n"));
    let parts = manual.into_iter().chain(parameters(&entry.parameters));
    let parts = parts.chain(related(entry));
    let whole: String = std::iter::once(head).chain(parts).collect();
    whole.trim_end().to_owned()
}

/// Markdown headings as a terminal shows them: `【含义】`.
fn headings(manual: &str) -> String {
    let lines = manual.lines().map(|line| match line.strip_prefix("## ") {
        Some(heading) => format!("【{}】", heading.trim()),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn parameters(parameters: &[Parameter]) -> Option<String> {
    let lines: String = parameters.iter().map(parameter).collect();
    (!parameters.is_empty()).then(|| format!("\n【参数】（config.yaml 中本条规则之下）\n{lines}"))
}

/// threshold：0.1（缺省 0.05）　调整幅度超过多少即提示
fn parameter(one: &Parameter) -> String {
    let stated = |text: &str| match text {
        "" => "（空）".to_owned(),
        text => text.to_owned(),
    };
    let mut value = stated(&one.value_text);
    if one.value != one.default {
        value = format!("{value}（缺省 {}）", stated(&one.default_text));
    }
    format!("{}　{}：{value}\n", one.name, one.meaning)
}

fn related(entry: &RuleEntry) -> Option<String> {
    let lines = relations(entry).collect::<Vec<_>>().join("\n");
    (!lines.is_empty()).then(|| format!("\n【与其他规则的关系】\n{lines}\n"))
}

fn unknown(code: &str, entries: &[RuleEntry]) -> Failure {
    let codes = entries.iter().map(|entry| entry.code.as_ref());
    let near = nearest_few(code, codes, 3).join("、");
    let hint = if near.is_empty() {
        String::new()
    } else {
        format!("相近的有 {near}；")
    };
    let trouble = Trouble::new(format!("没有代码为“{code}”的规则"));
    Failure::new(
        Status::BadUsage,
        trouble.advise(format!("{hint}全部规则见 jixiao rules")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    fn page_of(typed: &str, config: &str) -> String {
        let entries = rule_entries(&parse("c", config).unwrap());
        page(find(&entries, typed).unwrap())
    }

    #[test]
    fn a_page_has_a_head_and_the_manual() {
        let page = page_of("b101", "");
        assert!(
            page.starts_with("B101 执行数超年初预算\n级别：警告　类别：预算资金　施行情况：施行"),
            "{page}"
        );
        assert!(
            page.contains("\n【含义】\n") && !page.contains("##"),
            "{page}"
        );
        assert_eq!(page_of("executed-over-initial-budget", ""), page);
    }

    #[test]
    fn parameters_are_told_as_configured() {
        let line = "threshold　调整幅度超过多少即提示（0.05 为 5%）：0.1（缺省 0.05）";
        let page = page_of("B103", "rules: {B103: {threshold: 0.1, stage: withdrawn}}");
        assert!(
            page.contains(line) && page.contains("施行情况：已撤销"),
            "{page}"
        );
        let page = page_of("B103", "");
        assert!(page.contains("（0.05 为 5%）：0.05\n"), "{page}");
        assert!(
            page.contains("【与其他规则的关系】\n同一张表报出 B105 的"),
            "{page}"
        );
        assert!(!page_of("B106", "").contains("【参数】"));
    }

    #[test]
    fn unknown_codes_name_their_neighbours() {
        let entries = rule_entries(&Config::default());
        let failure = unknown("B1O1", &entries);
        assert_eq!(failure.status, Status::BadUsage);
        let advice = |failure: Failure| failure.trouble.unwrap().advice.unwrap();
        assert!(advice(failure).contains("B101"));
        assert!(!advice(unknown("汇总", &entries)).contains("相近"));
    }
}
