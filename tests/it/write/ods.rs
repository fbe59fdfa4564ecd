//! OpenDocument spreadsheets, with the repetitions in which LibreOffice writes them.

use jixiao::grid::{CellRef, Sheet, Visibility};
use jixiao::value::CellValue;

use super::shown::{escaped, hidden_rows, shown};
use super::table::{Spot, rows};
use super::zipped::{part, zipped};

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.3\"";

pub(super) fn bytes(sheets: &[Sheet]) -> Vec<u8> {
    let tables: String = sheets.iter().map(table).collect();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <office:document-content {NAMESPACES}><office:automatic-styles>{}{}</office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>",
        table_style("shown", true),
        table_style("hidden", false),
    );
    let entry = |path, kind| {
        format!(
            "<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>"
        )
    };
    let manifest = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" \
         manifest:version=\"1.3\">{}{}</manifest:manifest>",
        entry("/", MIMETYPE),
        entry("content.xml", "text/xml"),
    );
    zipped(&[
        part("mimetype", MIMETYPE),
        part("content.xml", content),
        part("META-INF/manifest.xml", manifest),
    ])
}

fn table_style(name: &str, display: bool) -> String {
    format!(
        "<style:style style:name=\"{name}\" style:family=\"table\">\
         <style:table-properties table:display=\"{display}\"/></style:style>"
    )
}

fn table(sheet: &Sheet) -> String {
    let style = match sheet.visibility {
        Visibility::Visible => "shown",
        Visibility::Hidden => "hidden",
    };
    let hidden = hidden_rows(sheet);
    let lines = (0..).zip(rows(&sheet.grid)).map(|(number, row)| {
        let state = if hidden.contains(&number) {
            " table:visibility=\"collapse\""
        } else {
            ""
        };
        let cells = repeated(row.iter().map(cell), "columns");
        format!("<table:table-row{state}>{cells}</table:table-row>")
    });
    let lines: Vec<String> = lines.collect();
    let used = u32::try_from(lines.len()).unwrap();
    let rest = CellRef::MAX_ROWS - used;
    let name = escaped(&sheet.name);
    format!(
        "<table:table table:name=\"{name}\" table:style-name=\"{style}\">\
         <table:table-column table:number-columns-repeated=\"{columns}\"/>{lines}\
         <table:table-row table:number-rows-repeated=\"{rest}\">\
         <table:table-cell table:number-columns-repeated=\"{columns}\"/></table:table-row>\
         </table:table>",
        columns = CellRef::MAX_COLS,
        lines = repeated(lines.into_iter(), "rows"),
    )
}

/// Elements one after the other, those that are alike as one that is repeated. A merged region is
/// never repeated, nor a row in which one begins.
fn repeated(elements: impl Iterator<Item = String>, what: &str) -> String {
    let mut runs: Vec<(String, u32)> = Vec::new();
    for element in elements {
        match runs.last_mut() {
            Some((last, count)) if *last == element && !element.contains("-spanned=") => {
                *count += 1;
            }
            _ => runs.push((element, 1)),
        }
    }
    runs.into_iter()
        .map(|(element, count)| match count {
            1 => element,
            count => {
                let name = element.find([' ', '/', '>']).unwrap();
                let (open, rest) = element.split_at(name);
                format!("{open} table:number-{what}-repeated=\"{count}\"{rest}")
            }
        })
        .collect()
}

fn cell(spot: &Spot<'_>) -> String {
    let Spot::Cell { value, cols, rows } = *spot else {
        return "<table:covered-table-cell/>".to_owned();
    };
    let span = if (cols, rows) == (1, 1) {
        String::new()
    } else {
        format!(" table:number-columns-spanned=\"{cols}\" table:number-rows-spanned=\"{rows}\"")
    };
    match value {
        None => format!("<table:table-cell{span}/>"),
        Some(value) => {
            let (kind, text) = (kind(value), paragraphs(&shown(value)));
            format!("<table:table-cell{span} {kind}>{text}</table:table-cell>")
        }
    }
}

fn kind(value: &CellValue) -> String {
    let (name, attribute, stored) = match value {
        CellValue::Text(_) => return "office:value-type=\"string\"".to_owned(),
        CellValue::Number { value, percent, .. } => {
            let name = if *percent { "percentage" } else { "float" };
            (name, "value", value.to_string())
        }
        CellValue::Date(date) => ("date", "date-value", date.clone()),
        CellValue::Boolean(boolean) => ("boolean", "boolean-value", boolean.to_string()),
        CellValue::Error(_) | CellValue::Uncomputed => panic!("{value:?} is not written"),
    };
    format!("office:value-type=\"{name}\" office:{attribute}=\"{stored}\"")
}

/// A paragraph for each line; blanks that would run together are elements.
fn paragraphs(text: &str) -> String {
    let paragraphs: Vec<String> = text
        .split('\n')
        .map(|line| {
            let mut out = String::new();
            let mut blanks = 0;
            for c in line.chars() {
                if c == ' ' {
                    blanks += 1;
                    continue;
                }
                out += &spaces(blanks, out.is_empty());
                blanks = 0;
                match c {
                    '\t' => out += "<text:tab/>",
                    other => out += &escaped(&other.to_string()),
                }
            }
            out += &spaces(blanks, true);
            format!("<text:p>{out}</text:p>")
        })
        .collect();
    paragraphs.concat()
}

/// So many blanks: one between words stands for itself.
fn spaces(count: u32, at_edge: bool) -> String {
    match count {
        0 => String::new(),
        1 if !at_edge => " ".to_owned(),
        count => format!("<text:s text:c=\"{count}\"/>"),
    }
}
