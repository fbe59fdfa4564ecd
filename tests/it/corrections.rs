//! What goes back to an office: its forms drawn again with what is wrong on them, and nothing lost.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;

use jixiao::grid::{self, Format, Limits, Workbook};
use jixiao::value::CellValue;

use crate::desk::{Desk, shipped_input};
use crate::form_file;
use crate::write::Written;

const REFERENCE: &str = "02 困难群众救助服务所经费";
const OFFICE: &str = "街道/椿树街道.xlsx";

/// A workbook of an office with the notes on its cells.
struct Returned {
    book: Workbook,
    /// By sheet and cell.
    notes: BTreeMap<(String, String), String>,
}

impl Returned {
    fn of(bytes: &[u8]) -> Self {
        let book = grid::read(Format::Xlsx, bytes, &Limits::default()).unwrap();
        let mut notes = BTreeMap::new();
        for (number, sheet) in (1..).zip(&book.sheets) {
            for (cell, text) in notes_of(bytes, number) {
                notes.insert((sheet.name.clone(), cell), text);
            }
        }
        Self { book, notes }
    }

    fn texts(&self, sheet: &str) -> String {
        let mut sheets = self.book.sheets.iter();
        let sheet = sheets.find(|known| known.name == sheet).unwrap();
        let cells = sheet.grid.cells();
        let texts = cells.map(|(_, value)| value.text().into_owned());
        texts.collect::<Vec<_>>().join("\n")
    }

    fn cell(&self, sheet: &str, at: &str) -> String {
        let value = self.value(sheet, at);
        value.map_or_else(String::new, |value| value.text().into_owned())
    }

    fn value(&self, sheet: &str, at: &str) -> Option<&CellValue> {
        let mut sheets = self.book.sheets.iter();
        let sheet = sheets.find(|known| known.name == sheet).unwrap();
        let at = at.parse().unwrap();
        let mut cells = sheet.grid.cells();
        cells.find(|(cell, _)| *cell == at).map(|(_, value)| value)
    }

    fn note(&self, sheet: &str, at: &str) -> &str {
        let key = (sheet.to_owned(), at.to_owned());
        self.notes.get(&key).map_or("", String::as_str)
    }

    /// Everything that a person can read in it.
    fn all(&self) -> String {
        let sheets = self.book.sheets.iter().map(|sheet| self.texts(&sheet.name));
        sheets.collect::<Vec<_>>().join("\n")
    }
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .ok()?
        .read_to_string(&mut text)
        .unwrap();
    Some(text)
}

/// Cell and text of every note of a sheet.
fn notes_of(bytes: &[u8], sheet: usize) -> Vec<(String, String)> {
    let relations = part(bytes, &format!("xl/worksheets/_rels/sheet{sheet}.xml.rels"));
    let relations = relations.unwrap_or_default();
    let Some((_, target)) = relations.split_once("Target=\"../comments") else {
        return Vec::new();
    };
    let number = target.split(".xml").next().unwrap();
    let text = part(bytes, &format!("xl/comments{number}.xml")).unwrap();
    let notes = text.split("<comment ref=\"").skip(1);
    notes
        .map(|note| {
            let (cell, rest) = note.split_once('"').unwrap();
            let texts = rest.split("<t").skip(2).map(|piece| {
                let (_, text) = piece.split_once('>').unwrap();
                text.split("</t>").next().unwrap()
            });
            (cell.to_owned(), texts.collect::<String>())
        })
        .collect()
}

fn shipped() -> Desk {
    let desk = Desk::new();
    desk.run_on(&shipped_input());
    desk
}

#[test]
fn the_reference_form_comes_back_with_its_figures_and_what_is_wrong_at_its_cells() {
    let returned = Returned::of(&shipped().outputs()[OFFICE]);
    let cells = ["D8", "E8", "F8", "G8", "H8", "I8", "G24", "H24"];
    let shown = cells.map(|at| returned.cell(REFERENCE, at));
    assert_eq!(
        shown,
        ["33", "35.56041", "35.56041", "10", "100%", "10", "90", "90"]
    );
    assert_eq!(returned.cell(REFERENCE, "A2"), "项目支出绩效自评表");
    assert_eq!(returned.cell(REFERENCE, "J8"), "4、19、20");
    for (at, rules) in [
        ("F8", &["B101"][..]),
        ("E8", &["B103", "E105"]),
        ("E18", &["I109"]),
        ("H18", &["S103"]),
        ("I18", &["M106"]),
        ("H24", &["S105", "S106"]),
        ("G24", &["W103"]),
        ("C6", &["M101"]),
        ("G6", &["M101"]),
        ("F23", &["I103"]),
    ] {
        let note = returned.note(REFERENCE, at);
        let told: Vec<&str> = note
            .lines()
            .filter(|line| line.starts_with('【'))
            .filter_map(|line| line.split_once('　').unwrap().1.get(..4))
            .collect();
        assert_eq!(told, rules, "{at}: {note}");
    }
    let note = returned.note(REFERENCE, "H18");
    for text in [
        "填报：15　应为：13.92　相差：1.08",
        "办理：更正后重新报送",
        "原表 Sheet1!H17",
    ] {
        assert!(note.contains(text), "{note}");
    }
}

#[test]
fn nothing_that_was_found_is_lost() {
    let desk = shipped();
    let outputs = desk.outputs();
    let mut forms = 0;
    // A form on a whole department is drawn like one on a project.
    let sent = [desk.rows("projects"), desk.rows("departments")].concat();
    for (name, bytes) in outputs.iter().filter(|(name, _)| name.starts_with("街道/")) {
        let returned = Returned::of(bytes);
        let office = name.trim_start_matches("街道/").trim_end_matches(".xlsx");
        let on_cells: String = returned.notes.values().map(String::as_str).collect();
        let on_cells = on_cells
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&");
        let listed = returned.all();
        for finding in desk.rows("findings") {
            if finding["street_office"] == office {
                let message = &finding["message"];
                assert!(listed.contains(message.as_str()), "{office}: {message}");
                let rule_of_cell = finding["code"] == "F110" || finding["code"] == "F106";
                let is_drawn = sent.iter().any(|row| row["form_id"] == finding["form_id"]);
                if is_drawn && !finding["source_cell"].is_empty() && !rule_of_cell {
                    assert!(on_cells.contains(message.as_str()), "{office}: {message}");
                }
            }
        }
        let drawn = returned.book.sheets.iter().skip(3);
        forms += drawn.clone().count();
        for sheet in drawn {
            let texts = returned.texts(&sheet.name);
            assert!(texts.contains("未发现问题") || texts.contains("本表的问题"));
        }
    }
    assert_eq!(forms, sent.len());
    assert!(!desk.rows("departments").is_empty());
}

#[test]
fn a_form_on_a_whole_department_comes_after_those_on_projects() {
    let desk = shipped();
    let returned = Returned::of(&desk.outputs()["街道/德胜街道.xlsx"]);
    let tabs: Vec<&str> = returned
        .book
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    let tab = tabs.last().unwrap();
    assert!(tab.starts_with("05 部门整体支出 北京市西城区"), "{tabs:?}");
    let figures = ["D7", "E8", "F9", "H21"].map(|at| returned.cell(tab, at));
    assert_eq!(figures, ["16820.5", "7265.36", "9481", "99.7"]);
    assert!(returned.note(tab, "E7").contains("E105"));
    // A rate with twelve decimals takes two lines as a text; as a number it would show as ####.
    let rate = returned.value(tab, "H7");
    assert_eq!(rate, Some(&CellValue::Text("97.000004638929%".to_owned())));
    let notice = returned.texts("整改通知");
    assert!(
        notice.contains("项目支出绩效自评表 4 张、部门整体支出绩效自评表 1 张"),
        "{notice}"
    );
}

#[test]
fn the_notice_leads_to_every_marked_copy_and_says_why_there_is_none() {
    let desk = shipped();
    let outputs = desk.outputs();
    let made: Vec<&str> = outputs
        .keys()
        .filter_map(|name| name.strip_prefix("街道/椿树街道/标注_"))
        .collect();
    assert_eq!(made.len(), 2, "{made:?}");
    let bytes = &outputs[OFFICE];
    let notice = Returned::of(bytes).texts("整改通知");
    let links = part(bytes, "xl/worksheets/_rels/sheet1.xml.rels").unwrap();
    for copy in made {
        assert!(
            notice.contains(&format!("椿树街道/标注_{copy}")),
            "{notice}"
        );
        assert!(links.contains(&format!("椿树街道/标注_{copy}")), "{links}");
    }
    let reasons = notice.matches("未能生成标注件：只有 .xlsx 一类的工作簿能加标注");
    assert_eq!(reasons.count(), 2, "{notice}");
}

#[test]
fn the_receipt_stands_with_the_letter_on_a_sheet_of_its_own() {
    let outputs = shipped().outputs();
    for (name, bytes) in &outputs {
        if name.matches('/').count() != 1 || !name.starts_with("街道/") {
            continue;
        }
        let book = grid::read(Format::Xlsx, bytes, &Limits::default()).unwrap();
        let row_of = |begins: &str| {
            let mut cells = book.sheets[0].grid.cells();
            let found = cells.find(|(_, value)| value.text().starts_with(begins));
            found.map(|(at, _)| at.row)
        };
        let xml = part(bytes, "xl/worksheets/sheet1.xml").unwrap();
        let breaks: Vec<&str> = xml.split("<brk id=\"").skip(1).collect();
        let [only] = breaks[..] else {
            panic!("{name}: {breaks:?}");
        };
        let after: u32 = only.split('"').next().unwrap().parse().unwrap();
        assert!(row_of("　　收到人").unwrap() < after, "{name}");
        assert!(row_of("一、").is_none_or(|row| row >= after), "{name}");
        let heights: f64 = heights(&xml, after).iter().sum();
        assert!(heights < 560.0, "{name}: {heights} points");
    }
}

/// The heights of the first rows, in points.
fn heights(xml: &str, rows: u32) -> Vec<f64> {
    let given: BTreeMap<u32, f64> = xml
        .split("<row r=\"")
        .skip(1)
        .map(|row| {
            let tag = row.split('>').next().unwrap();
            let height = tag
                .split(" ht=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap();
            (
                row.split('"').next().unwrap().parse().unwrap(),
                height.parse().unwrap(),
            )
        })
        .collect();
    (1..=rows)
        .map(|row| given.get(&row).copied().unwrap_or(15.0))
        .collect()
}

#[test]
fn what_reviewers_dismissed_is_not_marked() {
    let desk = Desk::new().take("椿树街道/困难群众救助服务所经费绩效自评表.xlsx");
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/decisions/openpyxl.xlsx");
    desk.put("output/异常清单.xlsx", &std::fs::read(list).unwrap());
    desk.put("config.yaml", "review: {as_of: 2025-06-30}\n".as_bytes());
    desk.run();
    let returned = Returned::of(&desk.outputs()[OFFICE]);
    let sheet = "01 困难群众救助服务所经费";
    let note = returned.note(sheet, "H24");
    assert!(note.contains("S106") && !note.contains("S105"), "{note}");
    let texts = returned.texts(sheet);
    assert!(texts.contains("不予处理，不需整改"), "{texts}");
}

#[test]
fn the_quality_of_every_submission_stands_in_the_table_and_in_the_workbooks() {
    let desk = shipped();
    let rows = desk.rows("quality");
    assert_eq!(rows.len(), desk.rows("roster").len());
    let own = rows.iter().find(|row| row["street_office"] == "椿树街道");
    let own = own.unwrap();
    assert_eq!(
        (own["score"].as_str(), own["timely_score"].as_str()),
        ("78.89", "")
    );
    let outputs = desk.outputs();
    let notice = Returned::of(&outputs[OFFICE]).texts("整改通知");
    let district = Returned::of(&outputs["全区汇总.xlsx"]).texts("报送质量");
    for text in [
        "78.89",
        own["accurate_basis"].as_str(),
        own["basis"].as_str(),
    ] {
        assert!(notice.contains(text) && district.contains(text), "{text}");
    }
}

#[test]
fn the_day_by_which_to_correct_is_set_in_the_configuration() {
    let desk = Desk::new().take("椿树街道/困难群众救助服务所经费绩效自评表.xlsx");
    desk.put(
        "config.yaml",
        "report: {correction_deadline: 2025-04-30}\n".as_bytes(),
    );
    desk.run();
    let notice = Returned::of(&desk.outputs()[OFFICE]).texts("整改通知");
    assert!(notice.contains("请于 2025 年 4 月 30 日前"), "{notice}");
}

#[test]
fn hostile_names_and_texts_stay_text() {
    let drawn =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/t01-chunshu-rescue-2024.form");
    let desk = Desk::new();
    let names = [
        "'[a]:*?/\\'",
        "=HYPERLINK(\"http://x\",\"甲\")",
        "History",
        "<b>甲</b>&amp;",
        "整改通知",
    ];
    for (number, name) in (1..).zip(names) {
        let mut sheets = form_file::sheets(&std::fs::read_to_string(&drawn).unwrap());
        let text = |text: &str| CellValue::Text(text.to_owned());
        sheets[0].grid.put("B3".parse().unwrap(), text(name));
        sheets[0]
            .grid
            .put("E17".parse().unwrap(), text("=1+1\u{1}<x>"));
        let file = format!("input/椿树街道/{number}.xlsx");
        desk.put(&file, &Written::Xlsx.bytes(&sheets));
    }
    desk.run();
    let bytes = &desk.outputs()[OFFICE];
    let returned = Returned::of(bytes);
    assert_eq!(returned.book.sheets.len(), 3 + names.len());
    let all = returned.all();
    for name in names {
        assert!(all.contains(name), "{name}");
    }
    for number in 1..=returned.book.sheets.len() {
        let xml = part(bytes, &format!("xl/worksheets/sheet{number}.xml")).unwrap();
        assert!(!xml.contains("<f>"), "sheet{number}");
    }
}
