//! `jixiao rules`: the catalogue, and the rules that config.yaml brings.

use serde::Serialize;

use super::args::{Common, ListFormat};
use super::exit::{Failure, Status};
use super::reporter::Reporter;
use super::settings::custom_rules;
use super::table::aligned;
use crate::finding::Family;
use crate::rules::custom::CustomRule;
use crate::rules::{CATALOGUE, Listed};

/// Lists the catalogue even where the configuration is wrong: whoever corrects it may need the list.
pub(super) fn rules(
    format: ListFormat,
    common: &Common,
    reporter: &mut Reporter,
) -> Result<Status, Failure> {
    let configured = custom_rules(common);
    let custom = configured.as_deref().unwrap_or_default();
    match format {
        ListFormat::Text => reporter.text(&table(custom))?,
        ListFormat::Json => reporter.line(&json(custom))?,
    }
    configured.map(|_| Status::Done)
}

fn table(custom: &[CustomRule]) -> String {
    let head = ["代码", "级别", "类别", "规则", "英文名"].map(str::to_owned);
    let listed = CATALOGUE.iter().map(|listed| {
        let meta = listed.meta;
        [
            meta.code,
            meta.severity.label(),
            listed.family.label(),
            meta.title,
            meta.slug,
        ]
        .map(str::to_owned)
    });
    let custom = custom.iter().map(|rule| {
        let severity = rule.severity.label();
        [
            rule.code.as_str(),
            if rule.enabled { severity } else { "停用" },
            Family::Custom.label(),
            &rule.title,
            "",
        ]
        .map(str::to_owned)
    });
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(listed).chain(custom).collect();
    aligned(&rows)
}

/// A rule as other programs read it; a configured one has no slug.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    code: &'a str,
    slug: &'a str,
    title: &'a str,
    family: &'static str,
    severity: &'static str,
    doc: String,
}

impl From<&'static Listed> for Entry<'_> {
    fn from(listed: &'static Listed) -> Self {
        let meta = listed.meta;
        Self {
            code: meta.code,
            slug: meta.slug,
            title: meta.title,
            family: listed.family.name(),
            severity: meta.severity.name(),
            doc: meta.manual(),
        }
    }
}

impl<'a> From<&'a CustomRule> for Entry<'a> {
    fn from(rule: &'a CustomRule) -> Self {
        Self {
            code: &rule.code,
            slug: "",
            title: &rule.title,
            family: Family::Custom.name(),
            severity: rule.severity.name(),
            doc: rule.manual(),
        }
    }
}

fn json(custom: &[CustomRule]) -> String {
    let listed = CATALOGUE.iter().map(Entry::from);
    let entries: Vec<Entry<'_>> = listed.chain(custom.iter().map(Entry::from)).collect();
    // Texts always serialise.
    serde_json::to_string_pretty(&entries).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_line_and_an_entry() {
        let table = table(&[]);
        assert_eq!(table.lines().count(), CATALOGUE.len() + 1);
        assert!(table.starts_with("代码  级别  类别"), "{table}");
        let entries: Vec<serde_json::Value> = serde_json::from_str(&json(&[])).unwrap();
        assert_eq!(entries.len(), CATALOGUE.len());
        let b101 = entries
            .iter()
            .find(|entry| entry["code"] == "B101")
            .unwrap();
        assert_eq!(b101["severity"], "warning");
        assert_eq!(b101["family"], "budget");
        assert!(b101["doc"].as_str().unwrap().contains("## 计算"));
    }
}
