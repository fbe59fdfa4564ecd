//! A configuration as commented YAML: what `jixiao init` writes and what is shipped. Comments are
//! the types' own documentation, so that a new setting or rule explains itself.

mod over_profile;

use std::fmt::Write as _;

use serde_json::Value;

use super::Config;
use super::custom_rules;
use super::outline::Node;
use super::schema::{definition, schema, shipped_words};
use crate::finding::Family;
use crate::rules;

const HEAD: &str = "\
# 绩效自评汇总核查工具 jixiao 的配置文件
#
# 用记事本、WPS 或其他文本编辑器修改，保存为 UTF-8 编码。以“#”开头的是说明；缩进用空格，不用制表符。
# 每一项都可以删去，删去后取缺省值；写错的名称和类型，运行时会指出行号。
# jixiao init 生成本文件，jixiao schema 输出其 JSON Schema，jixiao explain 代码 说明一条规则。
";

/// Settings that every rule has; they are explained once, above the rules.
pub(super) const SHARED_BY_RULES: [&str; 6] = [
    "enabled",
    "severity",
    "stage",
    "valid_from",
    "valid_to",
    "offices",
];

/// The text of the shipped config.yaml.
#[must_use]
pub fn shipped_text() -> String {
    render(&Config::shipped())
}

/// What every rule can be set to, as config.yaml explains it above the rules.
pub(super) fn shared_settings_text() -> String {
    let schema = schema();
    let mut page = Page {
        root: &schema,
        text: String::new(),
    };
    page.shared_settings(definition(&schema, property(&schema, &schema, "rules")));
    page.text
}

fn render(config: &Config) -> String {
    let schema = schema();
    let mut page = Page {
        root: &schema,
        text: HEAD.to_owned(),
    };
    if let Node::Table(entries) = Node::of(config) {
        for (key, node) in &entries {
            page.text.push('\n');
            page.top_level(key, node);
        }
    }
    page.text
}

/// The file under construction.
struct Page<'a> {
    root: &'a Value,
    text: String,
}

impl Page<'_> {
    fn top_level(&mut self, key: &str, node: &Node) {
        let root = self.root;
        match node {
            Node::Table(entries) if key == "rules" => {
                let described = property(root, root, key);
                self.comment(0, &description(described));
                self.rules(definition(root, described), entries);
            }
            Node::Table(entries) if key == "scoring" => self.scoring(key, entries),
            _ if key == "dictionary" => {
                let described = property(root, root, key);
                self.comment(0, &description(described));
                self.labels_explained();
                self.value(0, described, key, node);
            }
            _ => self.entry(0, root, key, node),
        }
    }

    /// The labels that the dictionary can extend, each with a word that is known for it.
    fn labels_explained(&mut self) {
        self.comment(0, "写法如 executed: [本年花销, 当年支出]；可补充的栏目：");
        for (label, words) in &shipped_words().0 {
            let label = serde_json::to_value(label).unwrap_or_default();
            let word = words.first().map_or("", String::as_str);
            self.comment(
                0,
                &format!("  {}  {word}", label.as_str().unwrap_or_default()),
            );
        }
    }

    /// One key with its comment and value.
    fn entry(&mut self, indent: usize, schema: &Value, key: &str, node: &Node) {
        let described = property(self.root, schema, key);
        self.comment(indent, &description(described));
        self.choices(indent, "  ", described);
        self.value(indent, described, key, node);
    }

    fn value(&mut self, indent: usize, described: &Value, key: &str, node: &Node) {
        let root = self.root;
        let schema = definition(root, described);
        let key = quoted_text(key);
        match node {
            Node::Table(entries) if !entries.is_empty() => {
                self.line(indent, &format!("{key}:"));
                self.table(indent.saturating_add(2), schema, entries);
            }
            Node::List(items) if items.iter().any(Node::is_compound) => {
                let of_item = schema.get("items").unwrap_or(&Value::Null);
                self.items_explained(indent, of_item, items);
                self.line(indent, &format!("{key}:"));
                for item in items {
                    self.item(indent.saturating_add(2), of_item, item);
                }
            }
            node => self.line(indent, &format!("{key}: {}", inline(root, schema, node))),
        }
    }

    fn table(&mut self, indent: usize, schema: &Value, entries: &[(String, Node)]) {
        for (key, node) in entries {
            self.entry(indent, schema, key, node);
        }
    }

    /// A list in a list stands on a line; a table in a list: its first key behind the marker, the others under it.
    fn item(&mut self, indent: usize, of_item: &Value, item: &Node) {
        let root = self.root;
        let Node::Table(entries) = item else {
            return self.line(indent, &format!("- {}", inline(root, of_item, item)));
        };
        for (at, (key, node)) in entries.iter().enumerate() {
            let marker = if at == 0 { "- " } else { "  " };
            let text = inline(root, property(root, of_item, key), node);
            self.line(indent, &format!("{marker}{key}: {text}"));
        }
    }

    /// What the keys of a list's tables mean, told once.
    fn items_explained(&mut self, indent: usize, of_item: &Value, items: &[Node]) {
        let Some(Node::Table(entries)) = items.first() else {
            return;
        };
        // What the first one leaves out may be said all the same.
        let known = definition(self.root, of_item).get("properties");
        let known = known.and_then(Value::as_object).into_iter().flatten();
        let others = known.map(|(key, _)| key);
        let others = others.filter(|key| !entries.iter().any(|(own, _)| own == *key));
        let keys: Vec<&String> = entries.iter().map(|(key, _)| key).chain(others).collect();
        for key in keys {
            let described = property(self.root, of_item, key);
            self.comment(indent, &format!("  {key}  {}", description(described)));
        }
    }

    /// The rules, by family, each under its title.
    fn rules(&mut self, schema: &Value, entries: &[(String, Node)]) {
        self.shared_settings(schema);
        self.line(0, "rules:");
        let mut family = None;
        for (code, node) in entries {
            if code == custom_rules::KEY {
                self.custom_rules(schema, node);
                continue;
            }
            let listed = rules::find(code);
            let of_rule = listed.map(|listed| listed.family);
            if of_rule != family {
                family = of_rule;
                let label = of_rule.map_or("其他", |family| family.label());
                self.comment(2, &format!("──── {label} ────"));
            }
            let title = listed.map_or("", |listed| listed.meta.title);
            self.comment(2, &format!("{code} {title}"));
            self.rule(schema, code, node);
        }
    }

    fn custom_rules(&mut self, schema: &Value, node: &Node) {
        self.comment(2, &format!("──── {} ────", Family::Custom.label()));
        self.comment(2, custom_rules::EXPLAINED);
        let described = property(self.root, schema, custom_rules::KEY);
        self.value(2, described, custom_rules::KEY, node);
    }

    fn rule(&mut self, schema: &Value, code: &str, node: &Node) {
        let root = self.root;
        let params = definition(root, property(root, schema, code));
        self.line(2, &format!("{code}:"));
        let Node::Table(entries) = node else { return };
        for (key, node) in entries {
            if SHARED_BY_RULES.contains(&key.as_str()) {
                self.value(4, property(root, params, key), key, node);
            } else {
                self.entry(4, params, key, node);
            }
        }
    }

    fn shared_settings(&mut self, schema: &Value) {
        let Some(any) = rules::CATALOGUE.first() else {
            return;
        };
        let root = self.root;
        let params = definition(root, property(root, schema, any.meta.code));
        self.comment(0, "每条规则都可设定以下各项，有阈值的规则另列：");
        for key in SHARED_BY_RULES {
            let described = property(root, params, key);
            self.comment(0, &format!("  {key}  {}", description(described)));
            self.choices(0, "    ", described);
        }
    }

    /// The values that a choice offers, one line each.
    fn choices(&mut self, indent: usize, margin: &str, described: &Value) {
        for (value, meaning) in variants(self.root, described) {
            self.comment(indent, &format!("{margin}{value}  {meaning}"));
        }
    }

    fn comment(&mut self, indent: usize, text: &str) {
        for line in text.lines() {
            self.line(indent, &format!("# {line}"));
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.text, "{}{text}", " ".repeat(indent));
    }
}

/// The schema of one key of a table.
pub(super) fn property<'a>(root: &'a Value, schema: &'a Value, key: &str) -> &'a Value {
    definition(root, schema)
        .get("properties")
        .and_then(|properties| properties.get(key))
        .unwrap_or(&Value::Null)
}

pub(super) fn description(schema: &Value) -> String {
    let text = schema.get("description").and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

/// The values that a choice offers, each with its meaning.
pub(super) fn variants<'a>(root: &'a Value, described: &'a Value) -> Vec<(&'a str, String)> {
    let choices = definition(root, described)
        .get("oneOf")
        .and_then(Value::as_array);
    choices
        .into_iter()
        .flatten()
        .filter_map(|choice| {
            let value = choice.get("const")?.as_str()?;
            Some((value, description(choice)))
        })
        .collect()
}

/// A value on one line.
fn inline(root: &Value, schema: &Value, node: &Node) -> String {
    match node {
        Node::Scalar { text, quoted } => {
            if *quoted && !is_number(root, schema) {
                quoted_text(text)
            } else {
                text.clone()
            }
        }
        Node::List(items) => {
            let of_item = schema.get("items").unwrap_or(&Value::Null);
            let items: Vec<String> = items
                .iter()
                .map(|item| inline(root, of_item, item))
                .collect();
            format!("[{}]", items.join(", "))
        }
        Node::Table(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, node)| {
                    let of_key = property(root, schema, key);
                    format!("{}: {}", quoted_text(key), inline(root, of_key, node))
                })
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// Amounts and rates serialise as text, but are typed as numbers.
fn is_number(root: &Value, schema: &Value) -> bool {
    definition(root, schema).get("type").and_then(Value::as_str) == Some("number")
}

/// A text as YAML reads it back: bare where it cannot be taken for anything else.
fn quoted_text(text: &str) -> String {
    let bare = text.chars().next().is_some_and(char::is_alphabetic)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.'))
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&text.to_lowercase().as_str());
    if bare {
        text.to_owned()
    } else {
        Value::from(text).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;
    use crate::registry::{Deadline, ExpectedProject, Office, RosterWorkbook};
    use crate::rules::OfficeSeverity;

    #[test]
    fn any_configuration_reads_back() {
        let mut config = Config::shipped();
        config.fiscal_year = None;
        config.output = "D:\\绩效 2024: 结果#1".into();
        config.scoring = crate::config::parse(
            "c",
            "scoring:\n  profile: 湖北省\n  grades: {fair: 60.5}\n  execution_formula: stepped\n  execution_steps: [{from: 0.6, share: 0.6}, {from: 0.95, share: 1}]\n  template_weights: {hubei: {execution: 20, output: 80}}\n  required_fields: [项目名称]\n  grade_names: [优秀, 良好, 合格, 不合格]\n",
        )
        .unwrap()
        .scoring;
        config.registry.offices = vec![Office {
            name: "null".to_owned(),
            aliases: vec![
                "“椿树”, [办事处]".to_owned(),
                "2024".to_owned(),
                String::new(),
            ],
            codes: vec!["019".to_owned(), "219001".to_owned()],
            projects: vec![ExpectedProject {
                name: "甲：乙".to_owned(),
                code: "0012".to_owned(),
            }],
            ..Office::default()
        }];
        config.rules.custom = vec![
            serde_json::from_value(serde_json::json!({
                "code": "U101",
                "title": "“甲”: 乙",
                "table": "indicators",
                "when": "分值 > 1\n且 三级指标 = '#\"'",
                "message": "{分值} 分",
            }))
            .unwrap(),
        ];
        let rule = &mut config.rules.B101;
        rule.stage = crate::finding::Stage::Withdrawn;
        rule.valid_from = crate::value::FiscalYear::try_from(2023).ok();
        rule.valid_to = crate::value::FiscalYear::try_from(2026).ok();
        rule.offices = [
            ("null", OfficeSeverity::Off),
            ("甲: #1", OfficeSeverity::Info),
        ]
        .map(|(office, instead)| (office.to_owned(), instead))
        .into();
        config.registry.deadline = Deadline::try_from("2025-03-31".to_owned()).ok();
        config.registry.workbook = Some(RosterWorkbook::default());
        config.budget_ledger =
            serde_json::from_str(r#"{"path": "台账 1.xlsx", "unit": "元"}"#).ok();
        config.last_year = serde_json::from_str(r#"{"path": "../2023"}"#).ok();
        assert!(config.budget_ledger.is_some() && config.last_year.is_some());
        let text = render(&config);
        assert_eq!(parse("config.yaml", &text), Ok(config), "{text}");
    }

    #[test]
    fn rules_stand_under_their_titles() {
        let text = shipped_text();
        assert!(
            text.contains("  # B101 执行数超年初预算\n  B101:\n    enabled: true\n"),
            "{text}"
        );
        assert!(
            text.contains("    # 超出多少万元以内不报\n    ignore_up_to: 0\n"),
            "{text}"
        );
    }

    #[test]
    fn settings_that_are_not_set_are_explained_once_and_written_nowhere() {
        let text = shipped_text();
        for key in ["valid_from", "valid_to", "offices"] {
            assert_eq!(text.matches(&format!("#   {key}  ")).count(), 1, "{text}");
            let rules = text.split_once("\nrules:\n").unwrap().1;
            assert!(!rules.contains(&format!("    {key}:")), "{key}");
        }
        let mut config = Config::shipped();
        config.rules.B101.offices = [("椿树街道".to_owned(), OfficeSeverity::Off)].into();
        let written = "    stage: in_force\n    offices:\n      椿树街道: \"off\"\n    # 超出多少";
        assert!(render(&config).contains(written), "{}", render(&config));
    }

    #[test]
    fn choices_are_listed_with_their_meaning() {
        assert!(
            shipped_text().contains("  #   linear  线性法"),
            "{}",
            shipped_text()
        );
    }
}
