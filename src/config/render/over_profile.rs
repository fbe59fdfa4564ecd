//! The scoring policy in config.yaml: what is left to the profile is `null`, with the shipped
//! profile's value beside it.

use serde_json::Value;

use super::{Page, description, inline, property};
use crate::config::outline::Node;
use crate::config::schema::definition;
use crate::evaluate::{ProfileName, ScoringSettings};

/// What the shipped profile says, and which of its figures are unconfirmed.
struct OfProfile<'a> {
    values: &'a Node,
    unconfirmed: Vec<&'static str>,
}

impl OfProfile<'_> {
    fn name(&self, key: &str) -> String {
        let profile = ProfileName::default();
        if self.unconfirmed.contains(&key) {
            format!("{profile}（待确认）")
        } else {
            profile.to_string()
        }
    }
}

impl Page<'_> {
    /// The scoring policy: what is left to the profile is `null`, with the shipped profile's value beside it.
    pub(super) fn scoring(&mut self, key: &str, entries: &[(String, Node)]) {
        let described = property(self.root, self.root, key);
        self.comment(0, &description(described));
        self.comment(0, "填 null 的项按所选的计分办法；填了值的，以所填为准");
        self.line(0, &format!("{key}:"));
        let shipped = ScoringSettings::default().resolve();
        let values = Node::of(&shipped.policy);
        let unconfirmed = shipped.unconfirmed().map(|key| key.key).collect();
        let profile = OfProfile {
            values: &values,
            unconfirmed,
        };
        self.over_profile(2, definition(self.root, described), entries, &profile);
    }

    fn over_profile(
        &mut self,
        indent: usize,
        schema: &Value,
        entries: &[(String, Node)],
        profile: &OfProfile<'_>,
    ) {
        for (key, node) in entries {
            let described = property(self.root, schema, key);
            self.comment(indent, &description(described));
            self.choices(indent, "  ", described);
            match (node, profile.values.entry(key)) {
                (Node::Table(entries), Some(own)) if has_keys_of_its_own(self.root, described) => {
                    self.line(indent, &format!("{key}:"));
                    let schema = definition(self.root, described);
                    let profile = OfProfile {
                        values: own,
                        unconfirmed: Vec::new(),
                    };
                    self.over_profile(indent.saturating_add(2), schema, entries, &profile);
                }
                (node, Some(own)) if own != node => {
                    let name = profile.name(key);
                    self.profile_value(indent, &name, described, own);
                    self.value(indent, described, key, node);
                }
                (node, _) => self.value(indent, described, key, node),
            }
        }
    }

    /// The shipped profile's value as it would be typed.
    fn profile_value(&mut self, indent: usize, name: &str, described: &Value, own: &Node) {
        let root = self.root;
        let schema = definition(root, described);
        match own {
            Node::List(items) if items.iter().any(Node::is_compound) => {
                self.comment(indent, &format!("{name}："));
                let of_item = schema.get("items").unwrap_or(&Value::Null);
                for item in items {
                    self.comment(indent, &format!("  - {}", inline(root, of_item, item)));
                }
            }
            Node::Table(entries) if !entries.is_empty() => {
                self.comment(indent, &format!("{name}："));
                let of_entry = schema.get("additionalProperties").unwrap_or(&Value::Null);
                for (key, node) in entries {
                    self.comment(
                        indent,
                        &format!("  {key}: {}", inline(root, of_entry, node)),
                    );
                }
            }
            own => self.comment(indent, &format!("{name}：{}", inline(root, schema, own))),
        }
    }
}

/// Is it a table of keys that are named and described, not one of entries by any name?
fn has_keys_of_its_own(root: &Value, described: &Value) -> bool {
    definition(root, described).get("properties").is_some()
}
