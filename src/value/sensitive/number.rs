//! Identity numbers (GB 11643) and mobile telephones among the digits of a text.

use std::ops::Range;

use chrono::NaiveDate;

use super::{Sensitive, SensitiveKind};

/// The provinces that an identity number begins with.
const PROVINCES: [u32; 34] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
];

/// Nobody in these forms is born before or after.
const BORN: Range<i32> = 1900..2050;

pub(super) fn find(chars: &[char]) -> Vec<Sensitive> {
    runs(chars)
        .into_iter()
        .flat_map(|run| match number(chars, run.clone()) {
            Some(found) => vec![found],
            None => apart(chars, run)
                .into_iter()
                .filter_map(|piece| number(chars, piece))
                .collect(),
        })
        .collect()
}

/// The stretch as a personal number, where it is one.
fn number(chars: &[char], run: Range<usize>) -> Option<Sensitive> {
    if is_joined(chars, &run) {
        return None;
    }
    let run = without_country(chars, run.start)..run.end;
    let digits: String = run.clone().filter_map(|at| kept(chars, at)).collect();
    let (kind, masked) = told(&digits, chars, &run)?;
    Some(Sensitive {
        kind,
        masked,
        before: chars.iter().take(run.start).collect(),
        at: run,
    })
}

/// The stretch at its blanks: two numbers side by side, as in a list of names.
fn apart(chars: &[char], run: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = run.start;
    for blank in run.clone().filter(|at| chars.get(*at) == Some(&' ')) {
        pieces.push(start..blank);
        start = blank + 1;
    }
    pieces.push(start..run.end);
    pieces
}

fn kept(chars: &[char], at: usize) -> Option<char> {
    chars.get(at).copied().filter(char::is_ascii_alphanumeric)
}

fn told(digits: &str, chars: &[char], run: &Range<usize>) -> Option<(SensitiveKind, String)> {
    let joined = digits.len() == run.len();
    let grouped = |groups: &[usize]| joined || is_grouped(chars, run, groups);
    match digits.len() {
        18 if grouped(&[6, 8, 4]) && is_id(digits) => {
            Some((SensitiveKind::IdNumber, hidden(digits, 6, 4)))
        }
        15 if joined && is_old_id(digits) => Some((SensitiveKind::IdNumber, hidden(digits, 6, 3))),
        11 if grouped(&[3, 4, 4]) && is_mobile(digits) => {
            Some((SensitiveKind::MobilePhone, hidden(digits, 3, 4)))
        }
        _ => None,
    }
}

/// Stretches of digits, an `X` at their end included. One blank or hyphen within is bridged.
fn runs(chars: &[char]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut from = 0;
    while let Some(start) = (from..chars.len()).find(|at| is_digit(chars, *at)) {
        let mut end = start;
        while is_digit(chars, end) || (is_bridge(chars, end) && is_digit(chars, end + 1)) {
            end += 1;
        }
        if chars.get(end).is_some_and(|c| matches!(c, 'X' | 'x')) {
            end += 1;
        }
        from = end.max(start + 1);
        runs.push(start..end);
    }
    runs
}

fn is_digit(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(char::is_ascii_digit)
}

fn is_bridge(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| matches!(c, ' ' | '-'))
}

/// Is it part of a code or of a figure with decimals? A comma joins nothing: digits are grouped by
/// threes, so none of these numbers stands beside one that does.
fn is_joined(chars: &[char], run: &Range<usize>) -> bool {
    let beside = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied();
    let before = beside(run.start.checked_sub(1));
    let behind = beside(Some(run.end));
    let is_code =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let is_decimal = |c: Option<char>, at: usize| c == Some('.') && is_digit(chars, at);
    is_code(before)
        || is_code(behind)
        || is_decimal(behind, run.end + 1)
        || run
            .start
            .checked_sub(2)
            .is_some_and(|at| is_decimal(before, at))
}

/// `86` and `0086` before a mobile number.
fn without_country(chars: &[char], start: usize) -> usize {
    let begins = |with: &str| {
        with.chars()
            .enumerate()
            .all(|(at, c)| chars.get(start + at) == Some(&c))
    };
    for country in ["0086", "86"] {
        let behind = start + country.len();
        let behind = if is_bridge(chars, behind) {
            behind + 1
        } else {
            behind
        };
        if begins(country) && chars.get(behind) == Some(&'1') {
            return behind;
        }
    }
    start
}

fn is_grouped(chars: &[char], run: &Range<usize>, groups: &[usize]) -> bool {
    let text: String = run.clone().filter_map(|at| chars.get(at)).collect();
    let lengths: Vec<usize> = text.split([' ', '-']).map(str::len).collect();
    lengths == groups
}

fn hidden(digits: &str, first: usize, last: usize) -> String {
    let length = digits.len();
    let shown = |at: usize| at < first || at >= length.saturating_sub(last);
    let masked = digits.chars().enumerate();
    masked
        .map(|(at, c)| if shown(at) { c } else { '*' })
        .collect()
}

/// 18 characters: province, date of birth, and the check digit of GB 11643 (ISO 7064, MOD 11-2).
fn is_id(digits: &str) -> bool {
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let Some((body, check)) = digits.split_at_checked(17) else {
        return false;
    };
    let values: Option<Vec<u32>> = body.chars().map(|c| c.to_digit(10)).collect();
    let Some(values) = values else {
        return false;
    };
    // The weights are the powers of two, from the right.
    let sum = values
        .iter()
        .fold(0_u32, |sum, digit| (sum * 2 + digit) % 11);
    let expected = usize::try_from(sum * 2 % 11)
        .ok()
        .and_then(|at| CHECKS.get(at));
    let born = body.get(6..14).unwrap_or_default();
    expected.copied() == check.to_ascii_uppercase().chars().next()
        && is_of_a_province(body)
        && is_born(born)
}

/// 15 digits, given out before 1999: there is no check digit, so the district must be one too.
fn is_old_id(digits: &str) -> bool {
    let number = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok());
    let city = number(2..4).is_some_and(|city| (1..=53).contains(&city) || city == 90);
    let county = number(4..6).is_some_and(|county| county > 0);
    let born = digits.get(6..12).map(|born| format!("19{born}"));
    city && county && is_of_a_province(digits) && born.is_some_and(|born| is_born(&born))
}

fn is_of_a_province(digits: &str) -> bool {
    let province = digits.get(..2).and_then(|province| province.parse().ok());
    province.is_some_and(|province: u32| PROVINCES.contains(&province))
}

fn is_born(digits: &str) -> bool {
    let part = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok());
    let date = part(0..4).zip(part(4..6)).zip(part(6..8));
    date.is_some_and(|((year, month), day)| {
        let year = i32::try_from(year).unwrap_or_default();
        BORN.contains(&year) && NaiveDate::from_ymd_opt(year, month, day).is_some()
    })
}

/// 1[3-9] and nine digits, of which the last are not all zeros: 15000000000 is an amount.
fn is_mobile(digits: &str) -> bool {
    let second = digits.chars().nth(1);
    digits.starts_with('1')
        && second.is_some_and(|c| ('3'..='9').contains(&c))
        && digits.chars().all(|c| c.is_ascii_digit())
        && !digits.ends_with("00000")
}
