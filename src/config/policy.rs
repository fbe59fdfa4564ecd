//! The policy in force as a list that people read: what is set, and to what. The explanations sheet
//! shows it.

use serde_json::Value;

use super::Config;
use super::custom_rules;
use super::outline::Node;
use super::render::{SHARED_BY_RULES, description, property, variants};
use super::schema::{definition, schema};
use crate::evaluate::{KeyInForce, Origin, PolicyInForce, ProfileName};
use crate::finding::Severity;

/// Sections that are told as they stand in config.yaml; the scoring policy is told as it is in force.
const SECTIONS: [&str; 1] = ["rules"];

/// Every setting of the scoring policy and every threshold of the rules with its value, in the
/// words of its documentation; of a configured rule, its condition. What all rules share (switch,
/// severity, term) is told where it differs from the default.
pub(super) fn policy_text(config: &Config) -> Vec<(String, String)> {
    let root = schema();
    let mut rows = scoring(&root, &config.scoring.resolve());
    let shipped = thresholds(&root, &Config::default());
    let in_force = thresholds(&root, config).into_iter();
    rows.extend(in_force.map(|(name, value)| {
        let default = shipped.iter().find(|(known, _)| *known == name);
        let value = beside_default(&value, default.map(|(_, value)| value.as_str()));
        (name, value)
    }));
    let custom = config.rules.custom.iter().filter(|rule| rule.enabled);
    rows.extend(custom.map(|rule| (format!("{} {}", rule.code, rule.title), rule.when.clone())));
    rows.extend(changed_rules(config));
    rows
}

/// The profile, what config.yaml changes of it, what of it is unconfirmed, and every key in force.
fn scoring(root: &Value, in_force: &PolicyInForce) -> Vec<(String, String)> {
    let described = property(root, root, "scoring");
    let profile = in_force.policy.profile;
    let name = |key: &KeyInForce| {
        // A name is what stands before the first explanation.
        let text = description(property(root, described, key.key));
        let name = text.split(['：', '；', '\n']).next();
        name.unwrap_or(key.key).to_owned()
    };
    let names = |keys: &mut dyn Iterator<Item = &KeyInForce>| {
        let names: Vec<String> = keys
            .map(|key| format!("{}（{}）", name(key), key.key))
            .collect();
        if names.is_empty() {
            "无".to_owned()
        } else {
            names.join("\n")
        }
    };
    let head = [
        ("计分办法", format!("{profile}：{}", profile.title())),
        (
            "其中 config.yaml 改写的项",
            names(&mut in_force.overridden()),
        ),
        (
            "其中数值待与原文核对的项",
            names(&mut in_force.unconfirmed()),
        ),
    ];
    let head = head.map(|(name, value)| (name.to_owned(), value));
    let keys = in_force
        .keys
        .iter()
        .map(|key| (name(key), value_and_origin(key, profile)));
    head.into_iter().chain(keys).collect()
}

fn value_and_origin(key: &KeyInForce, profile: ProfileName) -> String {
    let value = &key.value;
    match &key.origin {
        Origin::Overridden { replaced } => {
            format!("{value}（config.yaml 改写；{profile}：{replaced}）")
        }
        Origin::Profile {
            source,
            confirmed: true,
        } => format!("{value}（{profile}：{source}）"),
        Origin::Profile { source, .. } => format!("{value}（{profile}，待确认：{source}）"),
    }
}

/// The profile in force on one line: `湖北省，改写 2 项，待确认 1 项（见“说明”）`.
pub(super) fn policy_in_short(in_force: &PolicyInForce) -> String {
    let counts = [
        ("改写", in_force.overridden().count()),
        ("待确认", in_force.unconfirmed().count()),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("，{what} {count} 项"))
        .collect();
    let profile = in_force.policy.profile;
    if told.is_empty() {
        return profile.to_string();
    }
    format!("{profile}{}（见全区汇总“说明”）", told.concat())
}

/// Every threshold of the rules with its value.
fn thresholds(root: &Value, config: &Config) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let Node::Table(entries) = Node::of(config) else {
        return rows;
    };
    for (key, node) in entries
        .iter()
        .filter(|(key, _)| SECTIONS.contains(&key.as_str()))
    {
        leaves(root, property(root, root, key), "", node, &mut rows);
    }
    rows
}

/// A value that is not as shipped, with what is.
fn beside_default(value: &str, default: Option<&str>) -> String {
    let told = |value: &str| match value {
        "null" => "未另设".to_owned(),
        "" => "无".to_owned(),
        value => value.to_owned(),
    };
    match default {
        Some(default) if default != value => {
            format!(
                "{}（config.yaml 改写；缺省为 {}）",
                told(value),
                told(default)
            )
        }
        _ => told(value),
    }
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
        .filter(|(key, _)| !SHARED_BY_RULES.contains(&key.as_str()) && key != custom_rules::KEY)
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
        assert_eq!(
            value("预算执行率的标准分值"),
            Some("10 分（财政部2020：各地自评表所印分值（财预〔2020〕10号附表））")
        );
        assert!(
            value("等级界线")
                .unwrap()
                .starts_with("优 90、良 80、中 60（")
        );
        assert!(value("未写符号的成本指标").unwrap().starts_with("是"));
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
    fn a_threshold_that_is_changed_is_told_beside_the_default() {
        let text = "rules: {B103: {threshold: 0.2}, M101: {fields: [实施单位]}}";
        let rows = policy_text(&crate::config::parse("c", text).unwrap());
        let value = |name: &str| {
            let mut rows = rows.iter();
            let found = rows.find(|(key, _)| key.starts_with(name));
            found.unwrap().1.as_str()
        };
        assert_eq!(value("B103"), "0.2（config.yaml 改写；缺省为 0.05）");
        assert_eq!(value("E102"), "0.8");
        let fields = value("M101");
        assert!(
            fields.ends_with("（config.yaml 改写；缺省为 未另设）"),
            "{fields}"
        );
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

    #[test]
    fn what_is_changed_and_what_is_unconfirmed_is_told() {
        let text = "scoring: {profile: 湖北省, execution_weight: 15, indicator_weight: 85, template_weights: {}}";
        let config = crate::config::parse("c", text).unwrap();
        let rows = policy_text(&config);
        let value = |name: &str| {
            rows.iter()
                .find(|(key, _)| key.starts_with(name))
                .unwrap()
                .1
                .as_str()
        };
        assert!(value("计分办法").starts_with("湖北省：鄂财绩发〔2020〕3号"));
        assert!(value("其中 config.yaml").contains("execution_weight"));
        assert!(!value("其中 config.yaml").contains("missed_limit"));
        assert_eq!(
            value("预算执行率的标准分值"),
            "15 分（config.yaml 改写；湖北省：20 分）"
        );
        assert!(value("其中数值待").contains("overachievement_bound"));
        assert!(value("完成值 ÷ 指标值超过多少").contains("待确认"));
        assert!(value("定性指标的三档").starts_with("达成 100%—80%、部分达成 80%—50%"));
        let short = policy_in_short(&config.scoring.resolve());
        assert!(short.starts_with("湖北省，改写 3 项，待确认 "), "{short}");
    }
}
