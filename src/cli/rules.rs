//! `jixiao rules`: the catalogue.

use serde::Serialize;

use super::args::ListFormat;
use super::exit::{Failure, Status};
use super::reporter::Reporter;
use super::table::aligned;
use crate::rules::{CATALOGUE, Listed};

pub(super) fn rules(format: ListFormat, reporter: &mut Reporter) -> Result<Status, Failure> {
    match format {
        ListFormat::Text => reporter.text(&table())?,
        ListFormat::Json => reporter.line(&json())?,
    }
    Ok(Status::Done)
}

fn table() -> String {
    let head = ["代码", "级别", "类别", "规则", "英文名"].map(str::to_owned);
    let rows = CATALOGUE.iter().map(|listed| {
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
    let rows: Vec<[String; 5]> = std::iter::once(head).chain(rows).collect();
    aligned(&rows)
}

/// A rule as other programs read it.
#[derive(Debug, Serialize)]
struct Entry {
    code: &'static str,
    slug: &'static str,
    title: &'static str,
    family: &'static str,
    severity: &'static str,
    doc: String,
}

impl From<&Listed> for Entry {
    fn from(listed: &Listed) -> Self {
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

fn json() -> String {
    let entries: Vec<Entry> = CATALOGUE.iter().map(Entry::from).collect();
    // Texts always serialise.
    serde_json::to_string_pretty(&entries).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_line_and_an_entry() {
        let table = table();
        assert_eq!(table.lines().count(), CATALOGUE.len() + 1);
        assert!(table.starts_with("代码  级别  类别"), "{table}");
        let entries: Vec<serde_json::Value> = serde_json::from_str(&json()).unwrap();
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
