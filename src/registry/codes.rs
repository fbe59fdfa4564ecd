//! Codes of departments and units, as budget systems glue them to names: 219001-椿树街道办事处,
//! [155]民政局, 169国家林业局. Leading zeros are part of a code.

use super::{Office, Registry};
use crate::value::text::normal_form;

/// A department has three digits, each level of units below it three more.
const LEVEL: usize = 3;
/// The most digits that a code has.
const LONGEST: usize = 12;

impl Registry {
    /// The office that a code glued to the front or the end of a name belongs to, with that code.
    #[must_use]
    pub fn by_code_in(&self, text: &str) -> Option<(String, &Office)> {
        let folded = normal_form(text);
        [at_front(&folded), at_end(&folded)]
            .into_iter()
            .flatten()
            .find_map(|code| Some((code.to_owned(), self.by_code(code)?)))
    }

    /// The office that has this code, or whose code is that of the department above it.
    fn by_code(&self, code: &str) -> Option<&Office> {
        let mut best: Option<(usize, &Office)> = None;
        for office in &self.offices {
            for own in office.codes.iter().map(|own| normal_form(own)) {
                let longer = best.is_none_or(|(length, _)| own.len() > length);
                if longer && covers(&own, code) {
                    best = Some((own.len(), office));
                }
            }
        }
        best.map(|(_, office)| office)
    }
}

/// Is this a code: three to twelve digits?
pub(super) fn is_code(text: &str) -> bool {
    (LEVEL..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// 219 covers itself and 219001, but not 2190.
fn covers(own: &str, code: &str) -> bool {
    let whole_levels = |code: &str| code.len().is_multiple_of(LEVEL);
    own == code
        || (is_code(own) && whole_levels(own) && whole_levels(code) && code.starts_with(own))
}

fn at_front(folded: &str) -> Option<&str> {
    let text = folded.trim_start_matches('(');
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.get(..end).filter(|code| is_code(code))
}

fn at_end(folded: &str) -> Option<&str> {
    let text = folded.trim_end_matches(')');
    let start = text
        .rfind(|c: char| !c.is_ascii_digit())
        .and_then(|last| text.get(last..))
        .and_then(|tail| {
            let width = tail.chars().next()?.len_utf8();
            tail.get(width..)
        })?;
    Some(start).filter(|code| is_code(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registry() -> Registry {
        let mut registry = Registry::default();
        registry.offices[0].codes = vec!["219".to_owned(), "155002".to_owned()];
        registry.offices[1].codes = vec!["019".to_owned(), "219005".to_owned()];
        registry
    }

    fn found(text: &str) -> Option<(String, String)> {
        let registry = registry();
        let (code, office) = registry.by_code_in(text)?;
        Some((code, office.name.clone()))
    }

    #[test]
    fn codes_are_glued_in_front_or_behind() {
        let first = |code: &str| Some((code.to_owned(), "德胜街道".to_owned()));
        assert_eq!(found("219-某某街道办事处"), first("219"));
        assert_eq!(found("219001-某某办事处"), first("219001"));
        assert_eq!(found("[219]某某局"), first("219"));
        assert_eq!(found("219某某局"), first("219"));
        assert_eq!(found("某某局（155002）"), first("155002"));
        assert_eq!(found("219"), first("219"));
    }

    #[test]
    fn leading_zeros_and_the_longest_code_count() {
        let second = |code: &str| Some((code.to_owned(), "什刹海街道".to_owned()));
        assert_eq!(found("019某某局"), second("019"));
        assert_eq!(found("219005-某某科"), second("219005"));
        assert_eq!(found("19某某局"), None);
    }

    #[test]
    fn other_figures_are_no_codes() {
        for text in [
            "",
            "第101中学",
            "2190某某局",
            "155-某某局",
            "某某219局",
            "51092324219001219001",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
