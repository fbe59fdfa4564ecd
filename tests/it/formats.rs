//! One form, four formats: what the reference form says does not depend on the program that it was
//! written with. Through the library, from the bytes to the recomputed figures.

use std::io::{Cursor, Write};
use std::path::Path;

use jixiao::evaluate::{Evaluation, ScoringPolicy, evaluate};
use jixiao::form::{Category, Dictionary, Form, extract_all};
use jixiao::grid::{self, Format, Limits, Workbook};
use jixiao::intake::{Kind, sniff};
use jixiao::note::texts;
use jixiao::refusal::Refusal;
use jixiao::registry::Registry;
use jixiao::rules::{self, Circumstances, RulesConfig};
use jixiao::submission::{Assessor, assess};
use jixiao::value::{Figure, text};

const SHIPPED: &str = "input/椿树街道/困难群众救助服务所经费绩效自评表.xlsx";

/// The reference form in every format that is read, the shipped workbook first.
const REFERENCES: [(Format, &str); 5] = [
    (Format::Xlsx, SHIPPED),
    (
        Format::Docx,
        "tests/corpus/reference/困难群众救助服务所经费绩效自评表.docx",
    ),
    (
        Format::Xls,
        "tests/corpus/reference/困难群众救助服务所经费绩效自评表.xls",
    ),
    (
        Format::Ods,
        "tests/corpus/reference/困难群众救助服务所经费绩效自评表.ods",
    ),
    (
        Format::Docx,
        "input/椿树街道/困难群众救助服务所经费绩效自评表.docx",
    ),
];

fn bytes(file: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

fn workbook(bytes: &[u8]) -> Workbook {
    let Ok(Kind::Workbook(format)) = sniff(bytes) else {
        panic!("no workbook");
    };
    grid::read(format, bytes, &Limits::default()).unwrap()
}

fn forms(workbook: &Workbook) -> Vec<Form> {
    let dictionary = Dictionary::shipped();
    let sheets = workbook.sheets.iter();
    sheets
        .flat_map(|sheet| extract_all(sheet, &dictionary).forms)
        .collect()
}

fn reference(format: Format, file: &str) -> Form {
    let bytes = bytes(file);
    assert_eq!(sniff(&bytes), Ok(Kind::Workbook(format)), "{file}");
    let workbook = workbook(&bytes);
    assert_eq!(texts(&workbook.notes), Vec::<&str>::new(), "{file}");
    let mut forms = forms(&workbook);
    assert_eq!(forms.len(), 1, "{file}");
    forms.remove(0)
}

/// In the documents title and year are two paragraphs and the form is one table with the columns of
/// the workbook. Every paragraph and every table row is a line of `正文`, so that the addresses are
/// those of the workbook, cell for cell: `正文!D8` is the fourth column of the eighth line.
#[test]
fn every_format_says_the_same_in_the_same_cells() {
    let shipped = reference(Format::Xlsx, SHIPPED);
    for (format, file) in REFERENCES {
        let mut form = reference(format, file);
        let sheet = if format == Format::Docx {
            "正文"
        } else {
            "Sheet1"
        };
        assert_eq!(form.sheet, sheet, "{file}");
        form.sheet.clone_from(&shipped.sheet);
        assert_eq!(form, shipped, "{file}");
    }
}

#[test]
fn the_golden_figures_come_out_of_every_format() {
    for (format, file) in REFERENCES {
        let form = reference(format, file);
        let recomputed = evaluate(&form, &ScoringPolicy::default());
        assert_eq!(figures(&form, &recomputed), GOLDEN, "{file}");
        let initial = recomputed.execution.rate_vs_initial.unwrap().decimal();
        assert!(initial.to_string().starts_with("1.07758818"), "{file}");
        assert_eq!(recomputed.grade.unwrap().name(), "优", "{file}");
    }
}

/// A page keeps no sheet name and white space only as it shows, a text table no merged regions
/// either; every figure comes out all the same.
#[test]
fn pages_and_text_tables_of_libreoffice_say_the_same() {
    let shipped = reference(Format::Xlsx, SHIPPED);
    for (format, file) in [
        (Format::Html, "tests/corpus/reference/libreoffice.html"),
        (
            Format::Csv,
            "tests/corpus/reference/libreoffice-gb18030.csv",
        ),
    ] {
        let form = reference(format, file);
        assert_eq!(form.sheet, "表格", "{file}");
        assert_eq!(form.area.first, shipped.area.first, "{file}");
        let name = |form: &Form| form.head.project_name.text().to_owned();
        assert_eq!(name(&form), name(&shipped), "{file}");
        let recomputed = evaluate(&form, &ScoringPolicy::default());
        assert_eq!(figures(&form, &recomputed), GOLDEN, "{file}");
        let places = |form: &Form| -> Vec<_> {
            let rows = form.indicator_rows().iter();
            rows.map(|row| (row.score.at(), row.weight.at())).collect()
        };
        assert_eq!(places(&form), places(&shipped), "{file}");
    }
}

/// Execution rate and score, change of budget, the cost indicator, indicators (score and weight),
/// total (score and weight), declared total (score and weight).
const GOLDEN: [&str; 10] = [
    "1", "10", "2.56041", "13.92", "88.92", "90", "98.92", "100", "90", "90",
];

fn figures(form: &Form, recomputed: &Evaluation) -> [String; 10] {
    let cost = recomputed
        .of(form)
        .find(|(row, _)| row.category == Category::Cost)
        .and_then(|(_, result)| result.score);
    let total = form.total.as_ref().unwrap();
    [
        shown(recomputed.execution.rate),
        shown(recomputed.execution.score),
        shown(recomputed.execution.variance),
        shown(cost),
        shown(recomputed.indicator_score),
        shown(recomputed.indicator_weight),
        shown(recomputed.total_score),
        shown(recomputed.total_weight),
        shown(total.score.figure()),
        shown(total.weight.figure()),
    ]
}

fn shown<T: Figure>(figure: Option<T>) -> String {
    figure.unwrap().decimal().normalize().to_string()
}

/// The rows of a small form, cells apart by `|`.
fn rows(project: &str) -> Vec<String> {
    let funds =
        "项目资金（万元）|  |年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分";
    let levels = "绩效指标（90分）|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分";
    vec![
        format!("项目名称|{project}"),
        funds.to_owned(),
        "|年度资金总额|33|36|30|10|83.33%|8.33".to_owned(),
        levels.to_owned(),
        "|产出指标|数量指标|培训场次|≥5次|6次|90|90".to_owned(),
        "总分|||||  |100|98.33".to_owned(),
    ]
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn table(rows: &[String]) -> String {
    let row = |row: &String| {
        let cells = row
            .split('|')
            .map(|text| format!("<w:tc>{}</w:tc>", paragraph(text)));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    };
    format!(
        "<w:tbl>{}</w:tbl>",
        rows.iter().map(row).collect::<String>()
    )
}

fn document(body: &str) -> Vec<u8> {
    let relations = "<Relationships><Relationship Id=\"r\" Target=\"word/document.xml\" \
                     Type=\"x/officeDocument\"/></Relationships>";
    let text = format!("<w:document><w:body>{body}</w:body></w:document>");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (part, content) in [("_rels/.rels", relations), ("word/document.xml", &text)] {
        zip.start_file(part, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Name, title, year, where the form stands, and its total, for every form.
fn told(body: &str) -> Vec<String> {
    let forms = forms(&workbook(&document(body)));
    let told = forms.iter().map(|form| {
        let total = form.total.as_ref().unwrap();
        format!(
            "{} {} {} {} {} {}",
            form.head.project_name.text(),
            form.title.text(),
            form.fiscal_year.text(),
            form.area,
            form.indicator_rows().len(),
            total.score.text(),
        )
    });
    told.collect()
}

#[test]
fn every_form_of_a_document_is_a_form() {
    let title = paragraph("项目支出绩效自评表") + &paragraph("（2024年度）");
    let notes = "<w:p/>".to_owned() + &paragraph("注：按批复数填列。") + &paragraph("填报人：甲");
    let titled = |project| title.clone() + &table(&rows(project)) + &notes;
    assert_eq!(
        told(&(titled("甲") + &titled("乙"))),
        [
            "甲 项目支出绩效自评表 （2024年度） A1:H8 1 98.33",
            "乙 项目支出绩效自评表 （2024年度） A11:H18 1 98.33"
        ]
    );
    assert_eq!(
        told(&(titled("甲") + &titled("乙") + &titled("丙")))[2],
        "丙 项目支出绩效自评表 （2024年度） A21:H28 1 98.33"
    );
}

#[test]
fn forms_without_titles_and_forms_in_one_table() {
    let bare = ["甲", "乙", "丙"].map(|project| table(&rows(project)));
    let apart = [
        "甲   A1:H6 1 98.33",
        "乙   A7:H12 1 98.33",
        "丙   A13:H18 1 98.33",
    ];
    assert_eq!(told(&bare.join("<w:p/>")), apart);
    let one = ["甲", "乙", "丙"].map(rows).concat();
    assert_eq!(told(&table(&one)), apart);
    // A title that only the second has is not the end of the first.
    let title = paragraph("乙项目绩效自评表");
    assert_eq!(
        told(&[&bare[0], &title, &bare[1]].map(String::as_str).concat()),
        ["甲   A1:H6 1 98.33", "乙 乙项目绩效自评表  A7:H13 1 98.33"]
    );
}

#[test]
fn forms_in_frames_and_among_prose() {
    let framed = |content: &str| format!("<w:tbl><w:tr><w:tc>{content}</w:tc></w:tr></w:tbl>");
    let form = |project| paragraph("项目支出绩效自评表") + &table(&rows(project)) + "<w:p/>";
    let prose = paragraph("一、基本情况") + &paragraph("项目名称见附表，绩效情况良好。");
    let body = prose.clone() + &framed(&form("甲")) + &prose + &framed(&framed(&form("乙")));
    assert_eq!(
        told(&body),
        [
            "甲 项目支出绩效自评表  A3:H9 1 98.33",
            "乙 项目支出绩效自评表  A12:H18 1 98.33"
        ]
    );
}

#[test]
fn the_shipped_document_of_two_forms() {
    let bytes = bytes("input/广安门内街道/2024年民生类项目自评表（两个项目）.docx");
    let forms = forms(&workbook(&bytes));
    let names: Vec<&str> = forms
        .iter()
        .map(|form| form.head.project_name.text())
        .collect();
    assert_eq!(names, ["社区助浴服务补贴", "残疾人辅助器具适配服务"]);
    let years: Vec<&str> = forms.iter().map(|form| form.fiscal_year.text()).collect();
    assert_eq!(years, ["西城区2024年度部门预算项目", "(2024年度)"]);
    for form in &forms {
        let recomputed = evaluate(form, &ScoringPolicy::default());
        let declared = form.total.as_ref().unwrap().score.figure();
        assert_eq!(recomputed.total_score, declared);
    }
}

/// The document by way of .odt, and the workbook by way of a page: other grids, other styles.
#[test]
fn documents_of_libreoffice_say_the_same() {
    let shipped = reference(Format::Xlsx, SHIPPED);
    let policy = ScoringPolicy::default();
    for by_way_of in ["odt", "html"] {
        let file = format!("tests/corpus/reference/libreoffice-{by_way_of}.docx");
        let form = reference(Format::Docx, &file);
        let recomputed = evaluate(&form, &policy);
        assert_eq!(figures(&form, &recomputed), GOLDEN, "{file}");
        assert_eq!(words(&form), words(&shipped), "{file}");
    }
}

/// Everything that the form says, without places.
fn words(form: &Form) -> Vec<String> {
    let head = [
        &form.title,
        &form.head.project_name,
        &form.head.supervising_department,
        &form.head.implementing_unit,
        &form.head.project_lead,
        &form.head.phone,
        &form.goals.expected,
        &form.goals.actual,
    ];
    let head = head
        .into_iter()
        .map(|entry| text::normal_form(entry.text()));
    let indicators = form.indicator_rows().iter().flat_map(|row| {
        let entries = [
            row.level3.text(),
            row.target.text(),
            row.actual.text(),
            row.weight.text(),
            row.score.text(),
            row.reason.text(),
        ];
        let levels = [&row.level1.text, &row.level2.text];
        let levels = levels.map(|level| text::normal_form(level));
        levels.into_iter().chain(entries.map(text::normal_form))
    });
    head.chain(indicators).collect()
}

/// What the rules say of a file that is read as such.
fn findings(file: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let scoring = ScoringPolicy::default();
    let assessor = Assessor {
        dictionary: &Dictionary::shipped(),
        limits: &Limits::default(),
        scoring: &scoring,
        registry: &Registry::default(),
    };
    let submissions = assess(file, bytes, None, &assessor);
    let circumstances = Circumstances {
        policy: &scoring,
        registry: assessor.registry,
        fiscal_year: None,
        custom: &[],
    };
    let checked = rules::check(
        &submissions[0],
        &[],
        &RulesConfig::default(),
        &circumstances,
    );
    let findings = checked.findings.into_iter();
    findings
        .map(|finding| (finding.code.to_string(), finding.message))
        .collect()
}

#[test]
fn an_old_word_document_is_a_finding_that_says_what_to_do() {
    for file in [
        "tests/corpus/libreoffice.doc",
        "tests/corpus/libreoffice.rtf",
        "tests/corpus/libreoffice.odt",
    ] {
        let bytes = bytes(file);
        assert!(
            matches!(sniff(&bytes), Err(Refusal::TextDocument(_))),
            "{file}"
        );
        let findings = findings(file, &bytes);
        assert_eq!(findings.len(), 1, "{file}: {findings:?}");
        let (code, message) = &findings[0];
        assert!(
            *code == "F101" && message.contains("另存为 .docx"),
            "{file}: {message}"
        );
    }
}

#[test]
fn the_planted_faults_of_the_shipped_document_are_found() {
    let file = "展览路街道/社区微型消防站运行项目绩效自评表.docx";
    let findings = findings(file, &bytes(&format!("input/{file}")));
    let codes: Vec<&str> = findings.iter().map(|(code, _)| code.as_str()).collect();
    assert!(
        codes.contains(&"E103") && codes.contains(&"S104"),
        "{findings:?}"
    );
    assert!(
        !codes.iter().any(|code| code.starts_with('F')),
        "{findings:?}"
    );
}

#[test]
fn the_clean_document_is_silent() {
    let file = "广安门内街道/2024年民生类项目自评表（两个项目）.docx";
    let findings = findings(file, &bytes(&format!("input/{file}")));
    assert_eq!(findings, []);
}
