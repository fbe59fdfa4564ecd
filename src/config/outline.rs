//! A configuration as an ordered tree: what its serialisation says, keys in the order of the types.

use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// One value of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// A number, truth value or null, as it is written; a text without quotes.
    Scalar {
        text: String,
        quoted: bool,
    },
    List(Vec<Node>),
    Table(Vec<(String, Node)>),
}

impl Node {
    /// The whole of a configuration, or of a part of it.
    pub(super) fn of(settings: &impl Serialize) -> Self {
        // Its own JSON always reads back; a configuration with a path that is no text has no outline.
        serde_json::to_string(settings)
            .and_then(|json| serde_json::from_str(&json))
            .unwrap_or(Self::Table(Vec::new()))
    }

    /// The value of one of its keys.
    pub(super) fn entry(&self, key: &str) -> Option<&Self> {
        let mut entries = self.entries();
        entries
            .find(|(known, _)| known == key)
            .map(|(_, node)| node)
    }

    /// Its keys with their values; none where it is no table.
    pub(super) fn entries(&self) -> impl Iterator<Item = &(String, Self)> {
        let entries = match self {
            Self::Table(entries) => entries.as_slice(),
            _ => &[],
        };
        entries.iter()
    }

    /// Does it hold other values?
    pub(super) fn is_compound(&self) -> bool {
        !matches!(self, Self::Scalar { .. })
    }

    fn bare(text: &(impl ToString + ?Sized)) -> Self {
        Self::Scalar {
            text: text.to_string(),
            quoted: false,
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::bare(&value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::bare(&value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::bare(&value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::bare(&value))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::bare("null"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar {
            text: value.to_owned(),
            quoted: true,
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut table = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            table.push(entry);
        }
        Ok(Node::Table(table))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn keys_keep_the_order_of_the_types() {
        let Node::Table(entries) = Node::of(&Config::shipped()) else {
            panic!("a table");
        };
        let keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys[..4], ["fiscal_year", "input", "output", "registry"]);
        assert_eq!(entries[0].1, Node::bare(&2024));
    }
}
