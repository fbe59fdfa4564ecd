//! XML Spreadsheet 2003.

use jixiao::grid::{Sheet, Visibility};
use jixiao::value::CellValue;

use super::shown::{escaped, format_codes, hidden_rows, style};
use super::table::{Spot, rows};

pub(super) fn bytes(sheets: &[Sheet]) -> Vec<u8> {
    let codes = format_codes(sheets);
    let styles: Vec<String> = (1..)
        .zip(&codes)
        .map(|(number, code)| {
            let code = escaped(code);
            format!("<Style ss:ID=\"s{number}\"><NumberFormat ss:Format=\"{code}\"/></Style>\n")
        })
        .collect();
    let sheets: String = sheets
        .iter()
        .map(|sheet| worksheet(sheet, &codes))
        .collect();
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"\n \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"\n \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\n\
         <Styles>\n<Style ss:ID=\"Default\" ss:Name=\"Normal\"/>\n{}</Styles>\n\
         {sheets}</Workbook>\n",
        styles.concat()
    )
    .into_bytes()
}

fn worksheet(sheet: &Sheet, codes: &[String]) -> String {
    let hidden = hidden_rows(sheet);
    let mut lines = Vec::new();
    let mut next = 0;
    for (number, row) in (0..).zip(rows(&sheet.grid)) {
        let cells = cells(&row, codes);
        if cells.is_empty() {
            continue;
        }
        let index = index(number, next);
        let state = if hidden.contains(&number) {
            " ss:Hidden=\"1\""
        } else {
            ""
        };
        lines.push(format!("<Row{index}{state}>{cells}</Row>\n"));
        next = number + 1;
    }
    let name = escaped(&sheet.name);
    let visible = match sheet.visibility {
        Visibility::Visible => "",
        Visibility::Hidden => "<Visible>SheetHidden</Visible>",
    };
    format!(
        "<Worksheet ss:Name=\"{name}\">\n<Table>\n{}</Table>\n\
         <WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\">{visible}</WorksheetOptions>\n\
         </Worksheet>\n",
        lines.concat()
    )
}

/// A place counted from 1, where it does not follow from the one before.
fn index(number: u32, next: u32) -> String {
    if number == next {
        String::new()
    } else {
        format!(" ss:Index=\"{}\"", number + 1)
    }
}

fn cells(row: &[Spot<'_>], codes: &[String]) -> String {
    let mut out = Vec::new();
    let mut next = 0;
    for (number, spot) in (0..).zip(row) {
        let Spot::Cell { value, cols, rows } = *spot else {
            continue;
        };
        if value.is_none() && (cols, rows) == (1, 1) {
            continue;
        }
        let index = index(number, next);
        let across = merged("Across", cols);
        let down = merged("Down", rows);
        let style = match value.map_or(0, |value| style(value, codes)) {
            0 => String::new(),
            number => format!(" ss:StyleID=\"s{number}\""),
        };
        let data = value.map(data).unwrap_or_default();
        out.push(format!("<Cell{index}{across}{down}{style}>{data}</Cell>"));
        next = number + cols;
    }
    out.concat()
}

fn merged(way: &str, count: u32) -> String {
    match count - 1 {
        0 => String::new(),
        more => format!(" ss:Merge{way}=\"{more}\""),
    }
}

fn data(value: &CellValue) -> String {
    let (kind, content) = match value {
        CellValue::Text(text) => ("String", escaped(text).replace('\n', "&#10;")),
        CellValue::Number { value, .. } => ("Number", value.to_string()),
        CellValue::Date(date) => ("DateTime", format!("{date}T00:00:00.000")),
        CellValue::Boolean(boolean) => ("Boolean", u8::from(*boolean).to_string()),
        CellValue::Error(_) | CellValue::Uncomputed => panic!("{value:?} is not written"),
    };
    format!("<Data ss:Type=\"{kind}\">{content}</Data>")
}
