//! The wrong numbers that a hand may type for what stands in a cell.

use jixiao::value::CellValue;
use rust_decimal::Decimal;

/// A wrong number in the place of another.
pub(crate) struct Slip {
    /// What the hand did.
    pub(crate) kind: &'static str,
    /// What stands in the cell then.
    pub(crate) typed: CellValue,
}

/// Every slip for a cell that holds one number; none for others.
pub(crate) fn slips(value: &CellValue) -> Vec<Slip> {
    let text = value.text().into_owned();
    let is_number = matches!(value, CellValue::Number { percent: false, .. });
    if !is_number && !matches!(value, CellValue::Text(_)) {
        return Vec::new();
    }
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let before: String = text.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let rest = text.strip_prefix(&before).unwrap();
    let digits: String = rest.chars().take_while(|c| is_digit(*c)).collect();
    let behind = rest.strip_prefix(&digits).unwrap();
    let Ok(meant) = digits.parse::<Decimal>() else {
        return Vec::new();
    };
    if behind.contains(is_digit) {
        return Vec::new();
    }
    wrong(&digits, meant, behind.contains('元') || is_number)
        .into_iter()
        .filter(|(_, typed)| typed.parse::<Decimal>().is_ok_and(|typed| typed != meant))
        .map(|(kind, typed)| Slip {
            kind,
            typed: if is_number {
                CellValue::number(typed.parse().unwrap())
            } else {
                CellValue::Text(format!("{before}{typed}{behind}"))
            },
        })
        .collect()
}

/// Two digits exchanged, the point moved, a digit changed either way, 元 for 万元.
fn wrong(digits: &str, meant: Decimal, is_money: bool) -> Vec<(&'static str, String)> {
    let chars: Vec<char> = digits.chars().collect();
    let places: Vec<usize> = (0..chars.len()).filter(|at| chars[*at] != '.').collect();
    let shifted = |factor: Decimal| (meant * factor).normalize().to_string();
    let mut wrong = vec![
        ("shifted up", shifted(Decimal::TEN)),
        ("shifted down", shifted(Decimal::new(1, 1))),
    ];
    let mut pairs = places.windows(2);
    if let Some(pair) = pairs.find(|pair| chars[pair[0]] != chars[pair[1]]) {
        let mut swapped = chars.clone();
        swapped.swap(pair[0], pair[1]);
        wrong.push(("transposed", swapped.into_iter().collect()));
    }
    let place = places[places.len() / 2];
    for (kind, step) in [("digit up", 1), ("digit down", 9)] {
        let mut changed = chars.clone();
        let digit = (changed[place].to_digit(10).unwrap() + step) % 10;
        changed[place] = char::from_digit(digit, 10).unwrap();
        wrong.push((kind, changed.into_iter().collect()));
    }
    if is_money {
        wrong.push(("unit", shifted(Decimal::from(10_000))));
    }
    wrong
}
