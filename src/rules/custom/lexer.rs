//! The words of a condition, with their places. Full-width signs are read like their half-width
//! forms; Chinese words need no blanks between them.

use std::ops::Range;

use rust_decimal::Decimal;

use super::calls::Function;
use super::condition::{Comparison, Operation};
use super::fault::Fault;
use super::scope::headers;
use crate::value::text::normal_form;

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Number(Decimal),
    Text(String),
    /// A column or a function.
    Name(String),
    Keyword(Keyword),
    Compare(Comparison),
    Operation(Operation),
    Open,
    Close,
    Comma,
}

/// Words of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    And,
    Or,
    Not,
    Is,
    Null,
    In,
    NotIn,
    IsNull,
    IsNotNull,
}

/// Their spellings.
const KEYWORDS: [(&str, Keyword); 15] = [
    ("and", Keyword::And),
    ("且", Keyword::And),
    ("并且", Keyword::And),
    ("or", Keyword::Or),
    ("或", Keyword::Or),
    ("或者", Keyword::Or),
    ("not", Keyword::Not),
    ("非", Keyword::Not),
    ("is", Keyword::Is),
    ("null", Keyword::Null),
    ("in", Keyword::In),
    ("为空", Keyword::IsNull),
    ("不为空", Keyword::IsNotNull),
    ("属于", Keyword::In),
    ("不属于", Keyword::NotIn),
];

/// A word and the characters that it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) at: Range<usize>,
}

/// The words of a text.
pub(super) fn lexemes(text: &str) -> Result<Vec<Lexeme>, Fault> {
    let mut lexer = Lexer {
        chars: text.chars().collect(),
        at: 0,
    };
    let mut found = Vec::new();
    while let Some(lexeme) = lexer.next()? {
        found.push(lexeme);
    }
    Ok(found)
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
}

impl Lexer {
    fn next(&mut self) -> Result<Option<Lexeme>, Fault> {
        self.take_while(char::is_whitespace);
        let from = self.at;
        let Some(first) = self.peek() else {
            return Ok(None);
        };
        let token = match first {
            '0'..='9' => self.number()?,
            '\'' | '"' | '‘' | '“' => Token::Text(self.quoted(closing(first), "引号")?),
            '[' | '【' => Token::Name(self.quoted(closing(first), "方括号")?.trim().to_owned()),
            c if is_latin(c) => word(self.take_while(|c| is_latin(c) || c.is_ascii_digit())),
            c if is_wide_letter(c) => self.chinese(),
            _ => self.sign()?,
        };
        let at = from..self.at;
        Ok(Some(Lexeme { token, at }))
    }

    /// The next character, in half width.
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied().map(half_width)
    }

    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(c) = self.peek().filter(|c| fits(*c)) {
            taken.push(c);
            self.at += 1;
        }
        taken
    }

    fn accept(&mut self, wanted: char) -> bool {
        let is_next = self.peek() == Some(wanted);
        if is_next {
            self.at += 1;
        }
        is_next
    }

    /// `1437.5`, `90%`. A unit behind it would be taken for granted by whoever wrote it.
    fn number(&mut self) -> Result<Token, Fault> {
        let from = self.at;
        let mut digits = self.take_while(|c| c.is_ascii_digit());
        if self.accept('.') {
            let decimals = self.take_while(|c| c.is_ascii_digit());
            if decimals.is_empty() {
                return Err(Fault::new(from..self.at, "小数点后没有数字"));
            }
            digits = format!("{digits}.{decimals}");
        }
        let number = Decimal::from_str_exact(&digits)
            .map_err(|_| Fault::new(from..self.at, "数字过长，最多 28 位"))?;
        let number = if self.accept('%') {
            number.checked_div(Decimal::ONE_HUNDRED).unwrap_or(number)
        } else {
            number
        };
        let unit = self.unit();
        if unit.is_empty() {
            Ok(Token::Number(number))
        } else {
            Err(Fault::new(
                from..self.at.saturating_add(unit.chars().count()),
                format!("数字后不写单位“{unit}”：金额一律按万元，比率写作 90% 或 0.9，分数按分"),
            ))
        }
    }

    /// Letters that follow and are no word of the language.
    fn unit(&self) -> String {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let letters: String = rest
            .iter()
            .copied()
            .take_while(|c| c.is_alphabetic())
            .collect();
        let is_word = known_start(&letters).is_some()
            || matches!(word(letters.to_lowercase()), Token::Keyword(_));
        if is_word { String::new() } else { letters }
    }

    /// What stands between quotes or brackets, as typed; a closing sign typed twice stands for itself.
    fn quoted(&mut self, closing: char, called: &str) -> Result<String, Fault> {
        let from = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(typed) = self.chars.get(self.at).copied() else {
                let opening = from..from.saturating_add(1);
                return Err(Fault::new(opening, format!("{called}没有成对")));
            };
            self.at += 1;
            let closes = half_width(typed) == closing;
            if closes && !self.accept(closing) {
                break;
            }
            text.push(typed);
        }
        // A text of which nothing is left would be contained in every other.
        if normal_form(&text).is_empty() {
            return Err(Fault::new(from..self.at, EMPTY_TEXT));
        }
        Ok(text)
    }

    /// The longest known word that the Chinese text begins with; all of it where none is known.
    fn chinese(&mut self) -> Token {
        let from = self.at;
        let run = self.take_while(is_wide_letter);
        match known_start(&run) {
            Some(known) => {
                self.at = from.saturating_add(known.chars().count());
                word(known.to_owned())
            }
            None => Token::Name(run),
        }
    }

    fn sign(&mut self) -> Result<Token, Fault> {
        let from = self.at;
        let first = self.peek().unwrap_or_default();
        self.at += 1;
        Ok(match first {
            '(' => Token::Open,
            ')' => Token::Close,
            ',' | '、' => Token::Comma,
            '+' => Token::Operation(Operation::Add),
            '-' | '−' => Token::Operation(Operation::Subtract),
            '*' | '×' => Token::Operation(Operation::Multiply),
            '/' | '÷' => Token::Operation(Operation::Divide),
            '≠' => Token::Compare(Comparison::Unequal),
            '≤' | '≦' => Token::Compare(Comparison::AtMost),
            '≥' | '≧' => Token::Compare(Comparison::AtLeast),
            '<' if self.accept('=') => Token::Compare(Comparison::AtMost),
            '<' if self.accept('>') => Token::Compare(Comparison::Unequal),
            '<' => Token::Compare(Comparison::Less),
            '>' if self.accept('=') => Token::Compare(Comparison::AtLeast),
            '>' => Token::Compare(Comparison::Greater),
            '!' if self.accept('=') => Token::Compare(Comparison::Unequal),
            '=' => {
                self.accept('=');
                Token::Compare(Comparison::Equal)
            }
            other => return Err(Fault::new(from..self.at, unknown_sign(other))),
        })
    }
}

const EMPTY_TEXT: &str = "引号或方括号中没有内容；判断是否填写，请用 is null（为空）";

fn unknown_sign(sign: char) -> String {
    let instead = match sign {
        '&' => "；并列的条件用 and（且）连接",
        '|' => "；可选的条件用 or（或）连接",
        '!' => "；否定用 not（非）",
        _ => "",
    };
    format!("条件中不能用“{sign}”{instead}")
}

fn closing(opening: char) -> char {
    match opening {
        '‘' => '’',
        '“' => '”',
        '[' => ']',
        '【' => '】',
        same => same,
    }
}

/// A word of the language, or a name.
fn word(typed: String) -> Token {
    KEYWORDS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(&typed))
        .map_or(Token::Name(typed), |(_, keyword)| Token::Keyword(*keyword))
}

/// The longest Chinese word of the language, column or function that a text begins with.
fn known_start(text: &str) -> Option<&'static str> {
    let keywords = KEYWORDS.iter().map(|(known, _)| *known);
    keywords
        .chain(headers())
        .chain(Function::ALL.map(Function::chinese))
        .filter(|known| !known.is_ascii() && text.starts_with(known))
        .max_by_key(|known| known.len())
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

fn is_wide_letter(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic()
}

/// `（` → `(`: the full-width forms stand in the order of ASCII.
fn half_width(c: char) -> char {
    const APART: u32 = 0xFEE0;
    match c {
        '！'..='～' => u32::from(c)
            .checked_sub(APART)
            .and_then(char::from_u32)
            .unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(text: &str) -> Vec<String> {
        let of = |lexeme: Lexeme| match lexeme.token {
            Token::Number(number) => number.to_string(),
            Token::Text(text) => format!("'{text}'"),
            Token::Name(name) => name,
            other => format!("{other:?}"),
        };
        lexemes(text).unwrap().into_iter().map(of).collect()
    }

    #[test]
    fn chinese_words_need_no_blanks() {
        assert_eq!(
            spelled("全年执行数>全年预算数且街道为空或者项目名称不为空"),
            [
                "全年执行数",
                "Compare(Greater)",
                "全年预算数",
                "Keyword(And)",
                "街道",
                "Keyword(IsNull)",
                "Keyword(Or)",
                "项目名称",
                "Keyword(IsNotNull)",
            ]
        );
        assert_eq!(
            spelled("executed>0且街道"),
            ["executed", "Compare(Greater)", "0", "Keyword(And)", "街道"]
        );
    }

    #[test]
    fn signs_in_full_width_are_the_same() {
        assert_eq!(
            spelled("（ｅｘｅｃｕｔｅｄ＋１．５）≥９０％，“甲'乙”＜＞'乙''丙'"),
            [
                "Open",
                "executed",
                "Operation(Add)",
                "1.5",
                "Close",
                "Compare(AtLeast)",
                "0.90",
                "Comma",
                "'甲'乙'",
                "Compare(Unequal)",
                "'乙'丙'"
            ]
        );
        assert_eq!(
            spelled("[执行数÷年初预算] 【 街道 】"),
            ["执行数÷年初预算", "街道"]
        );
    }

    #[test]
    fn places_are_counted_in_characters() {
        let found = lexemes(" 街道 = '椿树'").unwrap();
        let places: Vec<_> = found.into_iter().map(|lexeme| lexeme.at).collect();
        assert_eq!(places, [1..3, 4..5, 6..10]);
    }

    #[test]
    fn slips_are_explained() {
        let told = |text| {
            let fault = lexemes(text).unwrap_err();
            (fault.at, fault.reason)
        };
        assert!(told("executed > 100万元").1.contains("不写单位“万元”"));
        assert_eq!(told("executed > 100万元").0, 11..16);
        assert_eq!(told("街道 = '椿树").0, 5..6);
        assert!(told("a && b").1.contains("用 and（且）"));
        assert!(told("街道 = ''").1.contains("is null"));
        assert!(told("contains(街道, '\u{200B}　')").1.contains("没有内容"));
        assert_eq!(told("a > 1.").0, 4..6);
        assert!(told(&"9".repeat(40)).1.contains("数字过长"));
    }
}
