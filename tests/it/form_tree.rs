//! A form, or anything else, as the tree that its `Debug` shows: every value and every address, with the fields that
//! lead to it. A field that is added to a form is compared and moved without this file knowing it.

use std::fmt::Debug;

use jixiao::grid::CellRef;
use rust_decimal::Decimal;

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tree {
    /// A number, a word, or a text in its quotes.
    Leaf(String),
    /// An address, wherever it stands.
    Address(CellRef),
    /// A struct, tuple or list: its name, and its parts by field or number.
    Node(String, Vec<(String, Tree)>),
}

/// A value that was read, as it stands in the tree.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// The fields that lead to it.
    pub(crate) path: String,
    pub(crate) value: Tree,
    /// What was typed, in quotes.
    pub(crate) text: String,
    pub(crate) at: CellRef,
}

impl Tree {
    pub(crate) fn of(shown: &impl Debug) -> Self {
        let shown = format!("{shown:?}");
        let mut text = DebugText { rest: &shown };
        let tree = text.value();
        assert_eq!(text.rest, "", "the whole is one value");
        tree
    }

    /// What the form states and where: neither the exact text nor the area, and of places that state
    /// nothing not whether or where they are.
    pub(crate) fn statements(self) -> Self {
        match self {
            Self::Node(name, _) if name == "Blank" => Self::Leaf("Absent".to_owned()),
            Self::Node(name, parts) => {
                let told = |(field, _): &(String, Self)| !matches!(field.as_str(), "text" | "area");
                let parts = parts.into_iter().filter(told);
                let parts = parts.map(|(field, part)| (field, part.statements()));
                Self::Node(name, parts.collect())
            }
            Self::Leaf(leaf) => {
                let number = leaf.parse::<Decimal>();
                Self::Leaf(number.map_or(leaf, |number| number.normalize().to_string()))
            }
            Self::Address(at) => Self::Address(at),
        }
    }

    /// All values that were read.
    pub(crate) fn readings(&self) -> Vec<Reading> {
        let mut out = Vec::new();
        self.collect("", &mut out);
        out
    }

    fn collect(&self, path: &str, out: &mut Vec<Reading>) {
        let Self::Node(name, parts) = self else {
            return;
        };
        if let (true, [(_, value), (_, Self::Leaf(text)), (_, Self::Address(at))]) =
            (name == "Read", &parts[..])
        {
            out.push(Reading {
                path: path.to_owned(),
                value: value.clone(),
                text: text.clone(),
                at: *at,
            });
        }
        for (field, part) in parts {
            part.collect(&format!("{path}.{field}"), out);
        }
    }

    /// Where the other tree differs, by fields; `same` says which parts count as one all the same.
    pub(crate) fn differences(
        &self,
        other: &Self,
        same: &impl Fn(&Self, &Self) -> bool,
    ) -> Vec<String> {
        let mut out = Vec::new();
        self.compare(other, same, "", &mut out);
        out
    }

    fn compare(
        &self,
        other: &Self,
        same: &impl Fn(&Self, &Self) -> bool,
        path: &str,
        out: &mut Vec<String>,
    ) {
        match (self, other) {
            _ if same(self, other) => {}
            (Self::Node(one, parts), Self::Node(two, others))
                if one == two && parts.len() == others.len() =>
            {
                for ((field, part), (_, other)) in parts.iter().zip(others) {
                    part.compare(other, same, &format!("{path}.{field}"), out);
                }
            }
            (Self::Node(one, parts), Self::Node(two, others)) if one == two => {
                let (count, other) = (parts.len(), others.len());
                out.push(format!("{path}: {count} parts ≠ {other} parts"));
            }
            _ => out.push(format!("{path}: {} ≠ {}", self.short(), other.short())),
        }
    }

    fn short(&self) -> String {
        match self {
            Self::Leaf(leaf) => leaf.clone(),
            Self::Address(at) => at.to_string(),
            Self::Node(name, parts) => {
                let parts = parts
                    .iter()
                    .map(|(field, part)| format!("{field}: {}", part.short()));
                format!("{name}({})", parts.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// What `Debug` wrote, read from its beginning.
struct DebugText<'t> {
    rest: &'t str,
}

impl DebugText<'_> {
    fn value(&mut self) -> Tree {
        if self.rest.starts_with('"') {
            return Tree::Leaf(self.quoted());
        }
        let name = self.until(&[' ', ',', ':', '{', '}', '(', ')', '[', ']']);
        if self.skip(" { ") {
            node(name, self.fields())
        } else if self.skip("(") {
            node(name, self.items(")"))
        } else if self.skip("[") {
            node(name, self.items("]"))
        } else if self.skip("{") {
            node(name, self.items("}"))
        } else {
            Tree::Leaf(name)
        }
    }

    fn fields(&mut self) -> Vec<(String, Tree)> {
        let mut fields = Vec::new();
        while !self.skip(" }") {
            self.skip(", ");
            let field = self.until(&[':']);
            assert!(self.skip(": "), "a field has a value: {}", self.rest);
            fields.push((field, self.value()));
        }
        fields
    }

    fn items(&mut self, end: &str) -> Vec<(String, Tree)> {
        let mut items = Vec::new();
        while !self.skip(end) {
            assert!(self.skip(", ") || items.is_empty(), "{}", self.rest);
            let number = items.len().to_string();
            let item = self.value();
            // The entries of a map are a key and a value each.
            let item = if self.skip(": ") {
                let parts = [("key", item), ("value", self.value())];
                let parts = parts.map(|(field, part)| (field.to_owned(), part));
                node(String::new(), parts.to_vec())
            } else {
                item
            };
            items.push((number, item));
        }
        items
    }

    fn skip(&mut self, what: &str) -> bool {
        let rest = self.rest.strip_prefix(what);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn until(&mut self, ends: &[char]) -> String {
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        self.take(end)
    }

    fn quoted(&mut self) -> String {
        let mut escaped = false;
        let mut inside = self.rest.char_indices().skip(1);
        let end = inside.find(|(_, c)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        });
        self.take(end.unwrap().0 + 1)
    }

    fn take(&mut self, length: usize) -> String {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken.to_owned()
    }
}

fn node(name: String, parts: Vec<(String, Tree)>) -> Tree {
    match (name.as_str(), &parts[..]) {
        ("CellRef", [(_, Tree::Leaf(row)), (_, Tree::Leaf(col))]) => {
            Tree::Address(CellRef::new(row.parse().unwrap(), col.parse().unwrap()))
        }
        _ => Tree::Node(name, parts),
    }
}

mod tests {
    use super::*;

    #[derive(Debug, Clone)]
    #[expect(dead_code, reason = "only shown")]
    struct Part {
        name: Option<&'static str>,
        places: Vec<CellRef>,
        nothing: (),
        half: Decimal,
    }

    fn part(row: u32) -> Part {
        Part {
            name: Some("a \"quoted\" { text, }\\"),
            places: vec![CellRef::new(row, 2), CellRef::new(0, 0)],
            nothing: (),
            half: Decimal::new(-50, 2),
        }
    }

    #[test]
    fn differences_are_named_by_their_fields() {
        let (one, two) = (Tree::of(&part(1)), Tree::of(&part(3)));
        let differences = one.differences(&two, &Tree::eq);
        assert_eq!(differences, [".places.0: C2 ≠ C4"]);
        let moved = Tree::Address(CellRef::new(3, 2));
        let differences = one.differences(&two, &|one, two| one == two || *two == moved);
        assert!(differences.is_empty());
    }
}
