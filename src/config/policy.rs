//! The policy in force as a list that people read: what is set, and to what. The explanations sheet
//! shows it.

use serde_json::Value;

use super::Config;
use super::outline::Node;
use super::render::{SHARED_BY_RULES, description, property, variants};
use super::schema::{definition, schema};
use crate::finding::Severity;

/// Sections that decide about results, apart from the registry.
const SECTIONS: [&str; 2] = ["scoring", "rules"];

/// Every setting of the scoring policy and every threshold of the rules with its value, in the
/// words of its documentation. What all rules share (switch, severity, term)
/// is told where it differs from the default.
pub(super) fn policy_text(config: &Config) -> Vec<(String, String)> {
    let root = schema();
    let Node::Table(entries) = Node::of(config) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for (key, node) in entries
        .iter()
        .filter(|(key, _)| SECTIONS.contains(&key.as_str()))
    {
        leaves(&root, property(&root, &root, key), "", node, &mut rows);
    }
    rows.extend(changed_rules(config));
    rows
}

/// Rules that are not in force for all, or not as serious as they are by default.
fn changed_rules(config: &Config) -> Vec<(String, String)> {
    let defaults = crate::rules::RulesConfig::default().records();
    let records = config.rules.records().into_iter().zip(defaults);
    records
        .filter(|(record, default)| record != default)
        .map(|(record, default)| {
            let mut set = record.state;
            if record.severity != default.severity {
                let [now, before] = [record.severity, default.severity].map(Severity::label);
                set = format!("{set}；严重程度为{now}（缺省为{before}）");
            }
            (format!("{} {}：施行情况", record.code, record.title), set)
        })
        .collect()
}

fn leaves(
    root: &Value,
    described: &Value,
    name: &str,
    node: &Node,
    rows: &mut Vec<(String, String)>,
) {
    let Node::Table(entries) = node else {
        rows.push((name.to_owned(), shown(root, described, node)));
        return;
    };
    for (key, node) in entries
        .iter()
        .filter(|(key, _)| !SHARED_BY_RULES.contains(&key.as_str()))
    {
        let of_key = property(root, definition(root, described), key);
        let own = match crate::rules::find(key) {
            Some(listed) => format!("{} {}", listed.meta.code, listed.meta.title),
            None => description(of_key),
        };
        let name = if name.is_empty() {
            own
        } else {
            format!("{name}：{own}")
        };
        leaves(root, of_key, &name, node, rows);
    }
}

/// A value as people read it: 是, 否, the meaning of a choice, a number as it is.
pub(super) fn shown(root: &Value, described: &Value, node: &Node) -> String {
    match node {
        Node::Scalar {
            text,
            quoted: false,
        } if text == "true" => "是".to_owned(),
        Node::Scalar {
            text,
            quoted: false,
        } if text == "false" => "否".to_owned(),
        Node::Scalar { text, .. } => variants(root, described)
            .into_iter()
            .find(|(value, _)| value == text)
            .map_or_else(|| text.clone(), |(_, meaning)| meaning),
        Node::List(items) => {
            let between = if items.iter().any(Node::is_compound) {
                "；"
            } else {
                "、"
            };
            let items: Vec<String> = items
                .iter()
                .map(|item| shown(root, described, item))
                .collect();
            items.join(between)
        }
        Node::Table(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_told_in_chinese() {
        let rows = policy_text(&Config::default());
        let value = |name: &str| {
            rows.iter()
                .find(|(key, _)| key.starts_with(name))
                .map(|(_, value)| value.as_str())
        };
        assert_eq!(value("预算执行率的标准分值"), Some("10"));
        assert_eq!(value("等级界线：优"), Some("90"));
        assert_eq!(value("未写符号的成本指标"), Some("是"));
        assert_eq!(
            value("B101 执行数超年初预算：超出多少万元以内不报"),
            Some("0")
        );
        assert_eq!(value("B101 执行数超年初预算：是否启用"), None);
        assert!(
            value("I106")
                .unwrap()
                .starts_with("人、名、位、人员；次、场")
        );
        assert!(value("成本等上限类指标").unwrap().starts_with("比率法"));
        assert_eq!(value("B101 执行数超年初预算：施行情况"), None);
    }

    #[test]
    fn rules_that_are_not_as_shipped_are_told() {
        let text = "rules: {B101: {stage: withdrawn}, E102: {severity: info, valid_from: 2024}}";
        let rows = policy_text(&crate::config::parse("c", text).unwrap());
        let told: Vec<(&str, &str)> = rows
            .iter()
            .filter(|(name, _)| name.ends_with("施行情况"))
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let lowered = "2024 年度起施行；严重程度为提示（缺省为警告）";
        assert_eq!(
            told,
            [
                ("B101 执行数超年初预算：施行情况", "已撤销"),
                ("E102 执行率低于 80%：施行情况", lowered),
            ]
        );
    }
}
