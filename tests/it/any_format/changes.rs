//! Other values in a form: each where one was read, of its kind and in its shape.

use jixiao::form::{Dictionary, Form, extract_book};
use jixiao::grid::{CellRef, Grid, Sheet};
use jixiao::value::CellValue;
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::form_tree::{Reading, Tree};

/// Which of the values are changed, and a number from which each becomes another.
#[derive(Debug, Clone)]
pub(super) struct Changes {
    dice: Vec<(prop::sample::Index, u32)>,
}

impl Changes {
    pub(super) fn any() -> impl Strategy<Value = Self> {
        vec(any::<(prop::sample::Index, u32)>(), 0..40).prop_map(|dice| Self { dice })
    }

    /// The sheets with other values in their forms.
    pub(super) fn apply(&self, sheets: &[Sheet], dictionary: &Dictionary) -> Vec<Sheet> {
        let places = places(sheets, dictionary);
        let mut changed = sheets.to_vec();
        for (index, dice) in self.dice.iter().filter(|_| !places.is_empty()) {
            let (sheet, at, is_text) = places[index.index(places.len())];
            let value = sheets[sheet].grid.slot(at).value.unwrap();
            changed[sheet].grid.put(at, other(value, is_text, *dice));
        }
        changed
    }
}

/// The cells that hold one value and nothing else: sheet, address, and whether it is a text.
fn places(sheets: &[Sheet], dictionary: &Dictionary) -> Vec<(usize, CellRef, bool)> {
    let mut places = Vec::new();
    for form in extract_book(sheets, dictionary).forms {
        let pages = pages(&form, sheets);
        for reading in Tree::of(&form).readings() {
            let (page, at) = reading.at.on_page();
            let sheet = pages[usize::try_from(page).unwrap()];
            if is_whole_cell(&reading, at, &sheets[sheet].grid) && !is_title(&reading) {
                places.push((sheet, at, matches!(reading.value, Tree::Leaf(_))));
            }
        }
    }
    places
}

/// The sheets on which a form stands, page by page.
pub(super) fn pages(form: &Form, sheets: &[Sheet]) -> Vec<usize> {
    let names = [&form.sheet].into_iter().chain(&form.further_sheets);
    let place = |name: &String| sheets.iter().position(|sheet| sheet.name == *name);
    names.map(|name| place(name).unwrap()).collect()
}

fn is_whole_cell(reading: &Reading, at: CellRef, grid: &Grid) -> bool {
    let value = grid.slot(at).value;
    value.is_some_and(|value| format!("{:?}", value.text()) == reading.text)
}

/// The title and its year are what makes a sheet a form.
fn is_title(reading: &Reading) -> bool {
    [".title", ".fiscal_year"].contains(&reading.path.as_str())
}

fn other(value: &CellValue, is_text: bool, dice: u32) -> CellValue {
    match value {
        CellValue::Text(_) if is_text => CellValue::Text(words(dice)),
        CellValue::Text(text) => CellValue::Text(digits(text, dice)),
        CellValue::Number {
            value,
            shown_decimals,
            percent,
        } => {
            let shown =
                shown_decimals.map(|decimals| if *percent { decimals + 2 } else { decimals });
            let scale = shown.unwrap_or(value.scale());
            CellValue::Number {
                value: Decimal::new(i64::from(dice % 1_000_000), scale).normalize(),
                shown_decimals: *shown_decimals,
                percent: *percent,
            }
        }
        CellValue::Date(_) => CellValue::Date(format!("2024-{:02}-28", dice % 12 + 1)),
        other => other.clone(),
    }
}

fn words(dice: u32) -> String {
    const WORDS: [&str; 8] = [
        "完成",
        "社区",
        "道路清扫",
        "按期",
        "2次",
        "居民满意",
        "（一期）",
        "\n",
    ];
    let places = [dice % 7, dice / 7 % 8, dice / 56 % 8, dice / 448 % 7];
    let words = places.map(|place| WORDS[usize::try_from(place).unwrap()]);
    words.concat()
}

/// The text with other digits.
fn digits(text: &str, dice: u32) -> String {
    let mut dice = dice;
    let digit = |c: char| {
        if !c.is_ascii_digit() {
            return c;
        }
        let digit = char::from_digit(dice % 10, 10).unwrap();
        dice = dice.rotate_right(7);
        digit
    };
    text.chars().map(digit).collect()
}
