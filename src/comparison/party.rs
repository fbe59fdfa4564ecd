//! One side of a comparison, reduced to what tells which project it is: a form, a line of the ledger,
//! last year's form. Two that are the same project for a person have the same words here.

use rust_decimal::Decimal;

use crate::value::Rate;
use crate::value::text::{is_blank_marker, normal_form};

/// Longer names are prose: nothing is like them.
const LONGEST_NAME: usize = 100;

/// What clerks put behind a name or leave away: it makes no other project.
const TAILS: [&str; 6] = ["项目", "经费", "专项", "资金", "工作", "费用"];

/// Signs that tell one project from its sister: 一期 and 二期, 上半年 and 下半年, A 区 and B 区.
const TELLING: &str = "一二三四五六七八九十甲乙丙丁东南西北上下";

/// What is known of one side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
    /// 项目编码 without blanks and leading zeros; empty where there is none.
    code: String,
    /// The office; empty where it is not known.
    office: String,
    /// 实施单位; empty where it is not known.
    unit: String,
    /// The project's name: letters, digits and characters alone.
    name: String,
    /// The same without years.
    bare: String,
    /// The characters of that without its tail (经费, 项目); none where the name is too long to be held
    /// against others.
    likeness: Vec<char>,
    /// What of it tells sister projects apart.
    telling: String,
}

/// By what two sides are held to be the same project without a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The same code.
    Code,
    /// The same office, unit and name.
    UnitAndName,
    /// The same office and name; the same name where one side knows no office.
    Name,
}

impl Party {
    /// A side by what is printed of it; the office by the name that both sides use for it.
    #[must_use]
    pub fn of(code: &str, office: &str, unit: &str, name: &str) -> Self {
        let name = folded_name(name);
        let bare = without_years(&name);
        Self {
            code: folded_code(code),
            office: stated(office),
            unit: stated(unit),
            telling: bare.chars().filter(|c| tells(*c)).collect(),
            likeness: likeness(without_tail(&bare)),
            bare,
            name,
        }
    }

    /// The same project in another year: names are compared without their years.
    #[must_use]
    pub fn of_any_year(self) -> Self {
        Self {
            name: self.bare.clone(),
            ..self
        }
    }

    /// The words that must be the same; nothing where this side does not state them. `by_office`:
    /// does the other side tell offices apart?
    #[must_use]
    pub fn key(&self, step: Step, by_office: bool) -> Option<String> {
        let parts = match step {
            Step::Code => vec![&self.code],
            Step::UnitAndName => vec![&self.office, &self.unit, &self.name],
            Step::Name if by_office => vec![&self.office, &self.name],
            Step::Name => vec![&self.name],
        };
        let whole = parts.iter().all(|part| !part.is_empty());
        let parts: Vec<&str> = parts.into_iter().map(String::as_str).collect();
        whole.then(|| parts.join("\u{1f}"))
    }

    /// The office; empty where it is not known.
    #[must_use]
    pub fn office(&self) -> &str {
        &self.office
    }

    /// Do both state codes, and different ones?
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        !self.code.is_empty() && !other.code.is_empty() && self.code != other.code
    }

    /// Do both know their office, and is it the same?
    #[must_use]
    pub fn shares_office(&self, other: &Self) -> bool {
        !self.office.is_empty() && self.office == other.office
    }

    /// The characters of the name without years and tail; none where nothing can be like it.
    pub(super) fn likeness(&self) -> &[char] {
        &self.likeness
    }

    /// What of the name tells it from its sisters: where it differs, two names never mean one project.
    pub(super) fn telling(&self) -> &str {
        &self.telling
    }

    /// How alike the names are: the share of characters that need no change, what clerks put behind a
    /// name or leave away not counted.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> Rate {
        if self.name == other.name {
            return Rate::ONE;
        }
        alike(&self.likeness, &other.likeness)
    }
}

/// 1 − changes ÷ length of the longer, to four places.
fn alike(one: &Vec<char>, other: &Vec<char>) -> Rate {
    if one.is_empty() || other.is_empty() {
        return Rate::ZERO;
    }
    let changes = strsim::generic_levenshtein(one, other);
    let longer = one.len().max(other.len());
    let share = Decimal::from(changes).checked_div(Decimal::from(longer));
    let rate = Decimal::ONE.saturating_sub(share.unwrap_or(Decimal::ONE));
    Rate::new(rate.round_dp(4))
}

fn likeness(bare: &str) -> Vec<char> {
    let characters: Vec<char> = bare.chars().take(LONGEST_NAME.saturating_add(1)).collect();
    if characters.len() > LONGEST_NAME {
        Vec::new()
    } else {
        characters
    }
}

/// 0011-02 , 11-02 and '11-02 are one code.
fn folded_code(code: &str) -> String {
    let folded = stated(code).to_uppercase();
    folded.trim_start_matches(['\'', '0']).to_owned()
}

fn stated(text: &str) -> String {
    if is_blank_marker(text) {
        String::new()
    } else {
        normal_form(text)
    }
}

/// Brackets, dashes and quotation marks make no other project.
fn folded_name(name: &str) -> String {
    let folded = stated(name);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// 2024年度绿化 and 2023年绿化 → 绿化
fn without_years(name: &str) -> String {
    let mut kept = String::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        if let Some(behind) = behind_year(rest).filter(|_| !kept.ends_with(char::is_numeric)) {
            rest = behind;
        } else {
            kept.push(first);
            rest = rest.strip_prefix(first).unwrap_or_default();
        }
    }
    // A name that is nothing but a year stays what it is.
    if kept.is_empty() {
        name.to_owned()
    } else {
        kept
    }
}

/// 便民服务项目经费 → 便民服务; a name that is nothing but tails stays what it is.
fn without_tail(name: &str) -> &str {
    let shorter = TAILS.iter().find_map(|tail| name.strip_suffix(tail));
    shorter
        .filter(|shorter| !shorter.is_empty())
        .map_or(name, without_tail)
}

fn behind_year(text: &str) -> Option<&str> {
    let (digits, behind) = text.split_at_checked(4)?;
    let is_year = digits.starts_with("20") && digits.bytes().all(|b| b.is_ascii_digit());
    let behind = is_year.then_some(behind)?.strip_prefix('年')?;
    Some(behind.strip_prefix('度').unwrap_or(behind))
}

fn tells(c: char) -> bool {
    c.is_ascii_alphanumeric() || TELLING.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Party {
        Party::of("", "椿树街道", "", name)
    }

    fn code(code: &str) -> Option<String> {
        Party::of(code, "", "", "").key(Step::Code, true)
    }

    #[test]
    fn codes_are_one_whatever_zeros_and_blanks_they_lost() {
        assert_eq!(code("00110 102"), code("110102"));
        assert_eq!(code("'0110102"), code("１１０１０２"));
        assert_ne!(code("1101020"), code("110102"));
        assert_eq!(code("11t9"), code("11T9"));
        for none in ["", "无", "—", "0", "000"] {
            assert_eq!(code(none), None, "{none}");
        }
    }

    #[test]
    fn names_are_one_whatever_marks_stand_in_them() {
        let key = |name| named(name).key(Step::Name, true);
        assert_eq!(
            key("“为民办实事”项目（一期）"),
            key("为民办实事 项目(一期)")
        );
        assert_ne!(key("绿化项目（一期）"), key("绿化项目（二期）"));
        assert_ne!(key("2023年绿化"), key("2024年绿化"));
        let any_year = |name| named(name).of_any_year().key(Step::Name, true);
        assert_eq!(any_year("2023年绿化"), any_year("2024年度绿化"));
        assert_eq!(any_year("绿化2023年"), any_year("绿化"));
        assert_ne!(any_year("2023年"), None);
    }

    #[test]
    fn an_office_that_is_not_known_is_not_compared() {
        let unknown = Party::of("", "", "", "绿化");
        assert_eq!(unknown.key(Step::Name, true), None);
        assert_eq!(
            unknown.key(Step::Name, false),
            named("绿化").key(Step::Name, false)
        );
        assert!(!unknown.shares_office(&unknown));
    }

    #[test]
    fn sister_projects_are_told_apart() {
        let apart = |one, other| named(one).telling() != named(other).telling();
        assert!(apart("绿化一期工程", "绿化二期工程"));
        assert!(apart("3号楼修缮", "5号楼修缮"));
        assert!(!apart("2023年绿化工程", "2024年绿化工程款"));
        let coded = |code| Party::of(code, "", "", "绿化");
        assert!(coded("11").contradicts(&coded("12")));
        assert!(!coded("11").contradicts(&coded("")));
    }

    #[test]
    fn similarity_is_the_share_of_characters_that_stay() {
        let similar = |one, other| named(one).similarity(&named(other)).to_string();
        assert_eq!(similar("社区便民服务中心", "社区便民服务"), "0.75");
        assert_eq!(similar("社区便民服务项目经费", "社区便民服务"), "1");
        assert_eq!(similar("专项经费", "经费"), "0", "nothing but tails");
        assert_eq!(similar("绿化", "绿化"), "1");
        assert_eq!(similar("绿化", ""), "0");
        assert_eq!(similar(&"绿".repeat(300), &"绿".repeat(299)), "0");
    }
}
