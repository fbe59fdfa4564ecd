//! A Word document with one table.

use jixiao::grid::Sheet;

use super::shown::{escaped, shown};
use super::table::{Spot, rows};
use super::zipped::{part, zipped};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const DOCUMENT: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
const MAIN: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

pub(super) fn bytes(sheet: &Sheet) -> Vec<u8> {
    let types = format!(
        "<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{MAIN}\"/></Types>"
    );
    let relations = format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{DOCUMENT}\" Target=\"word/document.xml\"/></Relationships>"
    );
    zipped(&[
        part("[Content_Types].xml", types),
        part("_rels/.rels", relations),
        part("word/document.xml", document(sheet)),
    ])
}

fn document(sheet: &Sheet) -> String {
    let rows = rows(&sheet.grid);
    let columns: String = rows
        .first()
        .into_iter()
        .flatten()
        .map(|_| "<w:gridCol w:w=\"1200\"/>")
        .collect();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells: String = row.iter().map(cell).collect();
            format!("<w:tr>{cells}</w:tr>")
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <w:document xmlns:w=\"{WORD}\"><w:body><w:tbl>\
         <w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr>\
         <w:tblGrid>{columns}</w:tblGrid>{}</w:tbl><w:p/></w:body></w:document>",
        lines.concat()
    )
}

fn cell(spot: &Spot<'_>) -> String {
    let (cols, merge, text) = match spot {
        Spot::Cell { value, cols, rows } => {
            let merge = if *rows > 1 {
                "<w:vMerge w:val=\"restart\"/>"
            } else {
                ""
            };
            (*cols, merge, value.map(shown).unwrap_or_default())
        }
        Spot::Further { cols } => (*cols, "<w:vMerge/>", String::new()),
        Spot::Covered => return String::new(),
    };
    let span = match cols {
        1 => String::new(),
        cols => format!("<w:gridSpan w:val=\"{cols}\"/>"),
    };
    let paragraph = paragraph(&text);
    format!("<w:tc><w:tcPr>{span}{merge}</w:tcPr>{paragraph}</w:tc>")
}

/// The lines of a text, divided by breaks within its one paragraph.
fn paragraph(text: &str) -> String {
    if text.is_empty() {
        return "<w:p/>".to_owned();
    }
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            let line = escaped(line);
            format!("<w:t xml:space=\"preserve\">{line}</w:t>")
        })
        .collect();
    format!("<w:p><w:r>{}</w:r></w:p>", lines.join("<w:br/>"))
}
