//! `jixiao rules`: the catalogue as it is configured.

use super::args::{Common, ListFormat};
use super::exit::{Failure, Status};
use super::reporter::Reporter;
use super::settings::config;
use super::table::aligned;
use super::words::json_shown;
use crate::config::{Config, RuleEntry, rule_entries};

/// Lists the catalogue even where the configuration is wrong: whoever corrects it may need the list.
pub(super) fn rules(
    common: &Common,
    format: ListFormat,
    reporter: &mut Reporter,
) -> Result<Status, Failure> {
    let configured = config(common);
    let entries = rule_entries(configured.as_ref().unwrap_or(&Config::default()));
    match format {
        ListFormat::Text => reporter.text(&table(&entries))?,
        ListFormat::Json => reporter.line(&json(&entries))?,
    }
    configured.map(|_| Status::Done)
}

fn table(entries: &[RuleEntry]) -> String {
    let head = ["代码", "级别", "类别", "施行情况", "规则", "英文名"].map(str::to_owned);
    let rows = entries.iter().map(|entry| {
        [
            entry.code.as_ref(),
            &entry.configured.severity_label,
            entry.family_label,
            &entry.configured.state,
            &entry.title,
            entry.slug,
        ]
        .map(str::to_owned)
    });
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(rows).collect();
    aligned(&rows)
}

fn json(entries: &[RuleEntry]) -> String {
    // Texts and numbers always serialise.
    json_shown(&serde_json::to_string_pretty(entries).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;
    use crate::rules::CATALOGUE;

    const CONFIGURED: &str = "rules: {B101: {severity: error}, E102: {enabled: false}}";

    #[test]
    fn every_rule_has_a_line() {
        let table = table(&rule_entries(&parse("c", CONFIGURED).unwrap()));
        assert_eq!(table.lines().count(), CATALOGUE.len() + 1);
        assert!(table.starts_with("代码  级别"), "{table}");
        let line = |code| table.lines().find(|line| line.starts_with(code)).unwrap();
        assert!(line("B101").contains("错误（缺省为警告）"), "{table}");
        assert!(line("E102").contains("停用"), "{table}");
    }

    #[test]
    fn every_rule_has_an_entry_with_its_manual_in_parts() {
        let json = json(&rule_entries(&parse("c", CONFIGURED).unwrap()));
        let entries: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        assert_eq!(entries.len(), CATALOGUE.len());
        let b101 = entries
            .iter()
            .find(|entry| entry["code"] == "B101")
            .unwrap();
        assert_eq!(b101["severity"], "warning");
        assert_eq!(b101["configured"]["severity"], "error");
        assert_eq!(b101["family"], "budget");
        assert_eq!(b101["parameters"][0]["name"], "ignore_up_to");
        assert!(b101["doc"].as_str().unwrap().contains("## 计算"));
        let parts = [
            "summary",
            "meaning",
            "computation",
            "example",
            "false_alarms",
            "source",
        ];
        for entry in &entries {
            for part in parts {
                let text = entry["manual"][part].as_str().unwrap();
                assert!(!text.is_empty() && !text.contains("##"), "{entry}");
            }
        }
    }
}
