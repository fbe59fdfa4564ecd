//! A district whose offices typed harm into every place that takes text.

use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use jixiao::grid::Sheet;
use jixiao::value::CellValue;
use zip::write::SimpleFileOptions;

use super::texts::{FILES, OFFICE, TEXTS};
use crate::desk::Desk;
use crate::form_file;
use crate::write::Written;

/// What takes text on the drawn form: names, goals, levels, targets, results, reasons, a remark.
const PLACES: [&str; 19] = [
    "B3", "B4", "F4", "B5", "F5", "B12", "E12", "D14", "E14", "F14", "I14", "I16", "B21", "C21",
    "D21", "E21", "F21", "I21", "B24",
];

/// More than a cell of a workbook holds.
pub(super) const LONG: usize = 40_000;

/// Stands in a workbook where a half of a pair is written that no writer writes.
const HALF: &str = "此处半个字";
const HALF_WRITTEN: &str = "_xD800_x_xDFFF_";

const DISTRICT: &str = "=1+1<script>alert(9)</script>{{data}}&P_x0041_";

/// The configuration repeats texts of the forms in messages of its own.
fn config() -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    format!(
        "registry:
  district: {}
  offices:
    - {{name: {}, aliases: [], codes: []}}
rules:
  custom:
    - code: U901
      title: {}
      severity: error
      when: 项目名称 is not null
      message: '{{项目名称}}'
      cell: 项目名称
",
        quoted(DISTRICT),
        quoted(OFFICE),
        quoted("=HYPERLINK(\"http://x\")<script>alert(2)</script>"),
    )
}

/// The drawn form with one text in every place.
fn form(text: &str) -> Vec<Sheet> {
    let drawn =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/t01-chunshu-rescue-2024.form");
    let mut sheets = form_file::sheets(&std::fs::read_to_string(drawn).unwrap());
    let sheet = &mut sheets[0];
    sheet.name = "=1+1 <b>&_x0041_'x]]".replace("]]", "{{");
    sheet
        .grid
        .put("A24".parse().unwrap(), CellValue::Text("备注".to_owned()));
    for at in PLACES {
        sheet
            .grid
            .put(at.parse().unwrap(), CellValue::Text(text.to_owned()));
    }
    sheets
}

/// The workbook with a half of a surrogate pair in place of what stands for it.
fn with_half(bytes: &[u8]) -> Vec<u8> {
    let mut read = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..read.len() {
        let mut part = read.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        let name = part.name().unwrap().to_string();
        if name == "xl/sharedStrings.xml" {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(HALF));
            content = text.replace(HALF, HALF_WRITTEN).into_bytes();
        }
        written
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        written.write_all(&content).unwrap();
    }
    written.finish().unwrap().into_inner()
}

/// Everything on one desk, not yet run.
pub(super) fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("config.yaml", config().as_bytes());
    let put = |name: &str, bytes: &[u8]| desk.put(&format!("input/{OFFICE}/{name}"), bytes);
    for (number, text) in (1..).zip(TEXTS) {
        put(&format!("{number}.xlsx"), &Written::Xlsx.bytes(&form(text)));
    }
    for (number, name) in (1..).zip(FILES) {
        let form = form(&format!("文件名 {number}"));
        put(&format!("{name}.xlsx"), &Written::Xlsx.bytes(&form));
    }
    put("half.xlsx", &with_half(&Written::Xlsx.bytes(&form(HALF))));
    let long = form(&"长=1+1<b>".repeat(LONG / 8));
    put("long.csv", &Written::CsvUtf8.bytes(&long));
    put("long.html", &Written::HtmlUtf8.bytes(&long));
    for (number, text) in (1..).zip([TEXTS[27], TEXTS[28], TEXTS[16]]) {
        let form = form(&format!("{text}{number}"));
        put(&format!("raw{number}.csv"), &Written::CsvUtf8.bytes(&form));
        put(
            &format!("raw{number}.html"),
            &Written::HtmlUtf8.bytes(&form),
        );
        put(&format!("raw{number}.docx"), &Written::Docx.bytes(&form));
        put(&format!("raw{number}.xls"), &Written::Xls.bytes(&form));
    }
    desk
}
