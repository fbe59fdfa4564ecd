//! Offices whose names resemble a text: suggested to a person, never taken.

use super::names::shortened;
use super::place::without_places;
use super::{Office, Registry};
use crate::value::text::normal_form;

/// How many offices are suggested.
const MOST: usize = 2;
/// One changed character in so many makes another name.
const CHARACTERS_PER_SLIP: usize = 3;
/// No office has a longer name.
const LONGEST: usize = 30;
/// What the names of street offices and townships end with.
const STREETS: [&str; 7] = [
    "街道办事处",
    "街道办",
    "街道",
    "镇人民政府",
    "乡人民政府",
    "镇",
    "乡",
];

impl Registry {
    /// The offices that a text may have meant by a slip or an old name, the nearest first.
    #[must_use]
    pub fn near(&self, text: &str) -> Vec<&Office> {
        let folded = normal_form(text);
        let bare = without_places(&folded);
        let written = bare.strip_suffix("办事处").unwrap_or(bare);
        if written.is_empty() || written.chars().nth(LONGEST).is_some() {
            return Vec::new();
        }
        let mut near: Vec<(usize, &Office)> = self
            .offices
            .iter()
            .filter_map(|office| {
                let slips = office
                    .names()
                    .filter_map(|name| slips(written, name))
                    .min()?;
                Some((slips, office))
            })
            .collect();
        near.sort_by_key(|(slips, _)| *slips); // stable: equals stay in the registry's order
        near.into_iter()
            .take(MOST)
            .map(|(_, office)| office)
            .collect()
    }
}

/// Does a text as a whole name some street office or township, of whatever district?
#[must_use]
pub fn names_a_street(text: &str) -> bool {
    const SHORTEST: usize = 2;
    const LONGEST: usize = 8;
    let folded = normal_form(text);
    let bare = without_places(&folded);
    STREETS.iter().any(|end| {
        bare.strip_suffix(end)
            .is_some_and(|name| (SHORTEST..=LONGEST).contains(&name.chars().count()))
    })
}

/// How many characters differ, where they are few enough for a slip.
fn slips(written: &str, name: &str) -> Option<usize> {
    let name = normal_form(name);
    if written == shortened(&name) {
        return Some(0);
    }
    let slips = strsim::osa_distance(written, &name);
    (slips <= name.chars().count() / CHARACTERS_PER_SLIP).then_some(slips)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(text: &str) -> Vec<String> {
        let registry = Registry::default();
        let near = registry.near(text);
        near.iter().map(|office| office.name.clone()).collect()
    }

    #[test]
    fn slips_and_short_names_are_near() {
        assert_eq!(near("北京市西城区椿树街到办事处"), ["椿树街道"]);
        assert_eq!(near("西长安街道办事处"), ["西长安街街道"]);
        assert_eq!(near("广内街道"), ["广安门内街道"]);
        assert_eq!(near("广安门街道"), ["广安门内街道", "广安门外街道"]);
        assert_eq!(near("椿树办事处"), ["椿树街道"]);
    }

    #[test]
    fn other_offices_are_not() {
        for text in ["学院路街道办事处", "西城区民政局", "张庄寨镇人民政府", ""]
        {
            assert_eq!(near(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(near(&"街道".repeat(100)), Vec::<String>::new());
    }

    #[test]
    fn streets_are_told_by_their_ending() {
        for text in [
            "北京市海淀区人民政府学院路街道办事处",
            "学院路街道",
            "张庄寨镇人民政府",
        ] {
            assert!(names_a_street(text), "{text}");
        }
        for text in [
            "街道办事处",
            "西城区街道办事处",
            "西城区民政局",
            "社区服务中心",
            "学院路街道城市运行服务中心",
            "",
        ] {
            assert!(!names_a_street(text), "{text}");
        }
    }
}
