//! Personal numbers and marks of secrecy in a text, and the text without them: what must not be
//! passed on unseen.

mod number;
mod secrecy;

use std::ops::Range;

/// What kind of text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SensitiveKind {
    /// 身份证号
    IdNumber,
    /// 手机号
    MobilePhone,
    /// 密级标志, also 内部资料 and its like.
    Classification,
}

impl SensitiveKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::IdNumber, Self::MobilePhone, Self::Classification];

    /// The name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::IdNumber => "id_number",
            Self::MobilePhone => "mobile_phone",
            Self::Classification => "classification",
        }
    }

    /// The name that people read.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::IdNumber => "身份证号",
            Self::MobilePhone => "手机号",
            Self::Classification => "密级标志",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::IdNumber => "对外提供前删除或遮盖该号码，请报送单位更正原表后重报",
            Self::MobilePhone => {
                "个人号码不应写在此处：对外提供前删除或遮盖，确需联系的填入“联系电话”"
            }
            Self::Classification => {
                "先核实是否涉密；涉密或内部材料不得经非涉密渠道处理、转发，按保密规定处置"
            }
        }
    }
}

/// One place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sensitive {
    /// What it is.
    pub kind: SensitiveKind,
    /// How it may be shown: `110101********1234`, `138****5678`, the mark itself.
    pub masked: String,
    /// What stands before it.
    pub before: String,
    /// Where it stands, in characters.
    at: Range<usize>,
}

/// Everything in a text that must not be passed on, from left to right.
#[must_use]
pub fn find(text: &str) -> Vec<Sensitive> {
    if !may_hold_any(text) {
        return Vec::new();
    }
    let chars: Vec<char> = text.chars().map(half_width).collect();
    let mut found = number::find(&chars);
    found.extend(secrecy::find(&chars));
    found.sort_by_key(|place| place.at.start);
    found
}

/// The text with its personal numbers masked; marks of secrecy stay, they are a warning.
#[must_use]
pub fn masked(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let places = find(text).into_iter();
    for place in places.filter(|place| place.kind != SensitiveKind::Classification) {
        let hidden = place.masked.chars().map(|c| c == '*');
        let digits: Vec<usize> = place
            .at
            .filter(|at| {
                chars
                    .get(*at)
                    .is_some_and(|c| half_width(*c).is_ascii_alphanumeric())
            })
            .collect();
        for (at, _) in digits.iter().zip(hidden).filter(|(_, hidden)| *hidden) {
            if let Some(c) = chars.get_mut(*at) {
                *c = '*';
            }
        }
    }
    chars.into_iter().collect()
}

/// Nearly all texts hold neither enough digits nor one of the words: told without a copy.
fn may_hold_any(text: &str) -> bool {
    const FEWEST_DIGITS: usize = 11;
    let digits = text.chars().filter(|c| half_width(*c).is_ascii_digit());
    digits.take(FEWEST_DIGITS).count() == FEWEST_DIGITS || text.contains(['密', '内', '外'])
}

/// `１` → `1`, `－` → `-`
fn half_width(c: char) -> char {
    const APART: u32 = 0xFEE0;
    if !('！'..='～').contains(&c) {
        return c;
    }
    let narrow = u32::from(c).checked_sub(APART).and_then(char::from_u32);
    narrow.unwrap_or(c)
}

#[cfg(test)]
mod tests;
