//! A configuration as commented YAML: what `jixiao init` writes and what is shipped. Comments are
//! the types' own documentation, so that a new setting or rule explains itself.

use std::fmt::Write as _;

use serde_json::Value;

use super::Config;
use super::outline::Node;
use super::schema::{definition, schema, shipped_words};
use crate::rules;

const HEAD: &str = "\
# 绩效自评汇总核查工具 jixiao 的配置文件
#
# 用记事本、WPS 或其他文本编辑器修改，保存为 UTF-8 编码。以“#”开头的是说明；缩进用空格，不用制表符。
# 每一项都可以删去，删去后取缺省值；写错的名称和类型，运行时会指出行号。
# jixiao init 生成本文件，jixiao schema 输出其 JSON Schema，jixiao explain 代码 说明一条规则。
";

/// Settings that every rule has; they are explained once, above the rules.
pub(super) const SHARED_BY_RULES: [&str; 3] = ["enabled", "severity", "stage"];

/// The text of the shipped config.yaml.
#[must_use]
pub fn shipped_text() -> String {
    render(&Config::shipped())
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
        for (key, _) in entries {
            let described = property(self.root, of_item, key);
            self.comment(indent, &format!("  {key}  {}", description(described)));
        }
    }

    /// The rules, by family, each under its title.
    fn rules(&mut self, schema: &Value, entries: &[(String, Node)]) {
        self.shared_settings(schema, entries);
        self.line(0, "rules:");
        let mut family = None;
        for (code, node) in entries {
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

    fn shared_settings(&mut self, schema: &Value, entries: &[(String, Node)]) {
        let Some((code, _)) = entries.first() else {
            return;
        };
        let root = self.root;
        let params = definition(root, property(root, schema, code));
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
            let number =
                definition(root, schema).get("type").and_then(Value::as_str) == Some("number");
            if *quoted && !number {
                quoted_text(text)
            } else {
                text.clone()
            }
        }
        Node::List(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| inline(root, &Value::Null, item))
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
    use crate::registry::Office;

    #[test]
    fn any_configuration_reads_back() {
        let mut config = Config::shipped();
        config.fiscal_year = None;
        config.output = "D:\\绩效 2024: 结果#1".into();
        config.scoring.grades.fair = crate::value::Score::new(rust_decimal::Decimal::new(605, 1));
        config.registry.offices = vec![Office {
            name: "null".to_owned(),
            aliases: vec![
                "“椿树”, [办事处]".to_owned(),
                "2024".to_owned(),
                String::new(),
            ],
            codes: vec!["019".to_owned(), "219001".to_owned()],
        }];
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
    fn choices_are_listed_with_their_meaning() {
        assert!(
            shipped_text().contains("  #   linear  线性法"),
            "{}",
            shipped_text()
        );
    }
}
