//! A rule with all that is known about it: what it says, how it is set, and its parameters with their
//! defaults. What `jixiao rules` lists, `jixiao explain` shows and docs/rules.zh.md is made of.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use super::Config;
use super::outline::Node;
use super::policy::shown;
use super::render::{SHARED_BY_RULES, description, property};
use super::schema::{definition, schema};
use crate::finding::Family;
use crate::rules::custom::CustomRule;
use crate::rules::{CATALOGUE, Listed, Manual, OfficeSeverities, Switch};
use crate::value::FiscalYear;

/// A rule of the catalogue as it is configured, or one that config.yaml brings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleEntry {
    /// E.g. `B101`.
    pub code: Cow<'static, str>,
    /// E.g. `executed-over-initial-budget`; empty for a rule that config.yaml brings.
    pub slug: &'static str,
    /// E.g. 执行数超年初预算.
    pub title: Cow<'static, str>,
    /// The name of its family.
    pub family: &'static str,
    /// The family as people read it.
    #[serde(skip)]
    pub family_label: &'static str,
    /// The default.
    pub severity: &'static str,
    /// How it is set.
    pub configured: Configured,
    /// Its own settings.
    pub parameters: Vec<Parameter>,
    /// Rules whose finding at the same cell is dropped for this one's.
    pub silences: &'static [&'static str],
    /// Rules whose finding on the same form is the root of this one's.
    pub caused_by: &'static [&'static str],
    /// Its manual, part by part.
    pub manual: Manual,
    /// The same in one piece.
    pub doc: String,
}

/// The settings that every rule has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Configured {
    /// Does it run?
    pub enabled: bool,
    /// How serious its findings are.
    pub severity: &'static str,
    /// The same as people read it, with the default where that is another.
    #[serde(skip)]
    pub severity_label: String,
    /// How far it is trusted.
    pub stage: &'static str,
    /// The first fiscal year that it is applied to.
    pub valid_from: Option<FiscalYear>,
    /// The last fiscal year that it is applied to.
    pub valid_to: Option<FiscalYear>,
    /// What single offices have instead of its severity.
    pub offices: OfficeSeverities,
    /// All of this in words: 施行, 停用, 2024 年度起施行.
    pub state: String,
}

/// A setting of one rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// Its key in config.yaml.
    pub name: String,
    /// What it means, with its unit.
    pub meaning: String,
    /// What it is where nothing is configured.
    pub default: Value,
    /// What it is.
    pub value: Value,
    /// The default as people read it.
    #[serde(skip)]
    pub default_text: String,
    /// The value as people read it.
    #[serde(skip)]
    pub value_text: String,
}

/// Every rule, in the order of the manual; those that config.yaml brings behind them.
#[must_use]
pub fn rule_entries(config: &Config) -> Vec<RuleEntry> {
    let root = schema();
    let [set, default] = [config, &Config::default()].map(Node::of);
    let switches = config.rules.switches();
    let rules = CATALOGUE.iter().zip(&switches);
    rules
        .map(|(listed, switch)| RuleEntry {
            parameters: parameters(&root, listed.meta.code, &set, &default),
            ..entry(listed, switch)
        })
        .chain(config.rules.custom.iter().map(custom_entry))
        .collect()
}

fn custom_entry(rule: &CustomRule) -> RuleEntry {
    let severity = rule.severity;
    RuleEntry {
        code: rule.code.clone().into(),
        slug: "",
        title: rule.title.clone().into(),
        family: Family::Custom.name(),
        family_label: Family::Custom.label(),
        severity: severity.name(),
        configured: Configured {
            enabled: rule.enabled,
            severity: severity.name(),
            severity_label: severity.label().to_owned(),
            stage: rule.stage.name(),
            valid_from: None,
            valid_to: None,
            offices: OfficeSeverities::new(),
            state: rule.state().to_owned(),
        },
        parameters: Vec::new(),
        silences: &[],
        caused_by: &[],
        manual: Manual::default(),
        doc: rule.manual(),
    }
}

fn entry(listed: &Listed, switch: &Switch<'_>) -> RuleEntry {
    let meta = listed.meta;
    RuleEntry {
        code: meta.code.into(),
        slug: meta.slug,
        title: meta.title.into(),
        family: listed.family.name(),
        family_label: listed.family.label(),
        severity: meta.severity.name(),
        configured: configured(listed, switch),
        parameters: Vec::new(),
        silences: meta.silences,
        caused_by: meta.caused_by,
        manual: Manual::from(meta),
        doc: meta.manual(),
    }
}

fn configured(listed: &Listed, switch: &Switch<'_>) -> Configured {
    let default = listed.meta.severity;
    let mut severity_label = switch.severity.label().to_owned();
    if switch.severity != default {
        severity_label = format!("{severity_label}（缺省为{}）", default.label());
    }
    Configured {
        enabled: switch.enabled,
        severity: switch.severity.name(),
        severity_label,
        stage: switch.stage.name(),
        valid_from: switch.valid_from,
        valid_to: switch.valid_to,
        offices: switch.offices.clone(),
        state: switch.state(),
    }
}

fn parameters(root: &Value, code: &str, set: &Node, default: &Node) -> Vec<Parameter> {
    let of_rule = definition(root, property(root, property(root, root, "rules"), code));
    let [set, default] = [set, default].map(|config| config.entry("rules")?.entry(code));
    let own = set.into_iter().flat_map(Node::entries);
    own.filter(|(name, _)| !SHARED_BY_RULES.contains(&name.as_str()))
        .map(|(name, node)| {
            let described = property(root, of_rule, name);
            let otherwise = default.and_then(|rule| rule.entry(name)).unwrap_or(node);
            Parameter {
                name: name.clone(),
                meaning: description(described),
                default: plain(root, described, otherwise),
                value: plain(root, described, node),
                default_text: shown(root, described, otherwise),
                value_text: shown(root, described, node),
            }
        })
        .collect()
}

/// A value as other programs read it: decimals, which serialise as text, are numbers again.
fn plain(root: &Value, described: &Value, node: &Node) -> Value {
    match node {
        Node::Scalar { text, quoted } => {
            let kind = definition(root, described)
                .get("type")
                .and_then(Value::as_str);
            let number = || serde_json::from_str(text).ok();
            let bare = !quoted || kind == Some("number");
            let value = if bare { number() } else { None };
            value.unwrap_or_else(|| Value::from(text.as_str()))
        }
        Node::List(items) => items
            .iter()
            .map(|item| plain(root, &Value::Null, item))
            .collect(),
        Node::Table(entries) => entries
            .iter()
            .map(|(key, node)| {
                let of_key = property(root, definition(root, described), key);
                (key.clone(), plain(root, of_key, node))
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;

    fn entry_of(code: &str, config: &str) -> RuleEntry {
        let entries = rule_entries(&parse("c", config).unwrap());
        assert_eq!(entries.len(), CATALOGUE.len());
        entries
            .into_iter()
            .find(|entry| entry.code == code)
            .unwrap()
    }

    #[test]
    fn parameters_stand_with_their_default_and_their_value() {
        let b103 = entry_of("B103", "rules: {B103: {threshold: 0.1}}");
        let [threshold] = b103.parameters.as_slice() else {
            panic!("{:?}", b103.parameters);
        };
        assert_eq!(threshold.name, "threshold");
        assert!(threshold.meaning.contains("0.05 为 5%"), "{threshold:?}");
        let (default, value) = (&threshold.default, &threshold.value);
        assert_eq!((default.as_f64(), value.as_f64()), (Some(0.05), Some(0.1)));
        let i106 = entry_of("I106", "");
        assert_eq!(i106.parameters[0].default[0][0], "人");
        assert!(entry_of("B102", "").parameters.is_empty());
    }

    #[test]
    fn settings_are_told_beside_the_default() {
        let text = "rules: {B101: {severity: error, stage: trial, valid_from: 2025, offices: {月坛街道: off}}}";
        let b101 = entry_of("B101", text);
        assert_eq!(
            (b101.severity, b101.configured.severity),
            ("warning", "error")
        );
        assert_eq!(b101.configured.severity_label, "错误（缺省为警告）");
        assert_eq!(b101.configured.state, "2025 年度起试行；月坛街道：不核查");
        assert_eq!(entry_of("B101", "").configured.severity_label, "警告");
    }
}
