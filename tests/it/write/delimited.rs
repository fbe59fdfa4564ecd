//! Text with delimiters, in the encodings in which spreadsheets write it.

use encoding_rs::GB18030;
use jixiao::grid::Sheet;

use super::shown::shown;
use super::table::{Spot, rows};

/// One line for each row, as many fields in each; merged regions have their value at the top left.
pub(super) fn text(sheet: &Sheet, delimiter: char) -> String {
    let lines = rows(&sheet.grid).into_iter().map(|row| {
        let fields: Vec<String> = row.iter().map(|spot| field(spot, delimiter)).collect();
        fields.join(&delimiter.to_string()) + "\r\n"
    });
    lines.collect()
}

fn field(spot: &Spot<'_>, delimiter: char) -> String {
    let Spot::Cell {
        value: Some(value), ..
    } = spot
    else {
        return String::new();
    };
    let text = shown(value);
    if text.contains([delimiter, '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

pub(super) fn utf8_with_mark(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").into_bytes()
}

pub(super) fn gbk(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

pub(super) fn utf16(text: &str) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    marked.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
