//! Names of offices in texts.

use super::{Office, Registry, place};
use crate::value::text::normal_form;

/// What follows the short name of a street office.
const SUFFIXES: [&str; 6] = ["街道办事处", "街道办", "街道", "办事处", "街办", "办"];

impl Registry {
    /// The one expected office that a text names in full, by its name or an alias; nothing where it
    /// names none or several.
    #[must_use]
    pub fn recognise(&self, text: &str) -> Option<&Office> {
        match self.named_in(text).as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Every expected office that a text names in full, in the registry's order. A name inside a
    /// longer one does not count, nor does one of the same name in another district.
    #[must_use]
    pub fn named_in(&self, text: &str) -> Vec<&Office> {
        let folded = normal_form(text);
        let district = normal_form(&self.district);
        let found = self.mentions(&folded);
        let stands = |mention: &&Mention<'_>| {
            let before = folded.get(..mention.start).unwrap_or_default();
            !found.iter().any(|longer| longer.covers(mention))
                && !place::is_elsewhere(before, &district)
        };
        let mut named: Vec<&Office> = Vec::new();
        for mention in found.iter().filter(stands) {
            if !named.contains(&mention.office) {
                named.push(mention.office);
            }
        }
        named
    }

    /// The one office that a word standing alone names in short: 椿树, 椿树办.
    #[must_use]
    pub fn named_by_word(&self, word: &str) -> Option<&Office> {
        let folded = normal_form(word);
        let short = shortened(&folded);
        let mut called = self
            .offices
            .iter()
            .filter(|office| office.names().any(|name| is_short_for(short, name)));
        let first = called.next()?;
        called.next().is_none().then_some(first)
    }

    fn mentions(&self, folded: &str) -> Vec<Mention<'_>> {
        let mut found = Vec::new();
        for office in &self.offices {
            for name in office.names().map(normal_form) {
                if name.is_empty() {
                    continue;
                }
                found.extend(folded.match_indices(&name).map(|(start, name)| Mention {
                    office,
                    start,
                    end: start.saturating_add(name.len()),
                }));
            }
        }
        found
    }
}

/// Where a text names an office.
struct Mention<'r> {
    office: &'r Office,
    start: usize,
    end: usize,
}

impl Mention<'_> {
    /// Is another mention a piece of this one?
    fn covers(&self, other: &Self) -> bool {
        self.start <= other.start
            && other.end <= self.end
            && self.end.saturating_sub(self.start) > other.end.saturating_sub(other.start)
    }
}

/// 椿树街道办事处 → 椿树
pub(super) fn shortened(folded: &str) -> &str {
    SUFFIXES
        .iter()
        .find_map(|suffix| folded.strip_suffix(suffix))
        .unwrap_or(folded)
}

fn is_short_for(short: &str, name: &str) -> bool {
    let name = normal_form(name);
    short.chars().nth(1).is_some() && (short == shortened(&name) || short == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognised(text: &str) -> Option<String> {
        let registry = Registry::default();
        registry.recognise(text).map(|office| office.name.clone())
    }

    #[test]
    fn full_names_name_the_office() {
        for text in [
            "北京市西城区人民政府椿树街道办事处",
            "椿树街道",
            "椿树街道办",
            "219001-椿树街道办事处",
            "椿 树\n街道办事处",
        ] {
            assert_eq!(recognised(text).as_deref(), Some("椿树街道"), "{text}");
        }
        assert_eq!(
            recognised("广安门外街道/自评表.xlsx").as_deref(),
            Some("广安门外街道")
        );
    }

    #[test]
    fn short_names_and_other_districts_do_not() {
        for text in [
            "椿树",
            "天桥演艺区管理处",
            "北京市海淀区学院路街道办事处",
            "南京市玄武区新街口街道办事处",
            "",
        ] {
            assert_eq!(recognised(text), None, "{text}");
        }
    }

    #[test]
    fn several_offices_are_none() {
        let registry = Registry::default();
        let text = "大栅栏街道、椿树街道联合整治";
        let named: Vec<&str> = registry
            .named_in(text)
            .iter()
            .map(|office| office.name.as_str())
            .collect();
        assert_eq!(named, ["大栅栏街道", "椿树街道"]);
        assert_eq!(recognised(text), None);
    }

    #[test]
    fn a_name_inside_a_longer_one_does_not_count() {
        let mut registry = Registry::default();
        registry.offices[0].aliases = vec!["树街道".to_owned()];
        let name = |text: &str| registry.recognise(text).map(|office| office.name.as_str());
        assert_eq!(name("椿树街道办事处"), Some("椿树街道"));
        assert_eq!(name("大树街道"), Some("德胜街道"));
    }

    #[test]
    fn a_word_alone_may_be_short() {
        let registry = Registry::default();
        let name = |word: &str| {
            registry
                .named_by_word(word)
                .map(|office| office.name.as_str())
        };
        assert_eq!(name("椿树"), Some("椿树街道"));
        assert_eq!(name("椿树办"), Some("椿树街道"));
        assert_eq!(name("牛街街道办事处"), Some("牛街街道"));
        assert_eq!(name("西长安街"), Some("西长安街街道"));
        for word in ["天桥演艺区", "树", "", "街道", "西长安"] {
            assert_eq!(name(word), None, "{word}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_judged(text in "[ -~一-龥街道办区市]{0,40}") {
            let registry = Registry::default();
            let _ = (registry.named_in(&text), registry.named_by_word(&text));
        }
    }
}
