//! Forms as they are drawn again: what was typed, where, and what hangs on it.

use super::*;
use crate::form::{Dictionary, extract_all};
use crate::grid::Sheet;
use crate::report::listing::{NUMBER, RULE};
use crate::report::rows::{Rows, Value};
use crate::report::sheet::Tone;
use crate::tables::columns::findings;

const FORM: &str = "
项目支出绩效自评表
（2024年度）
项目名称|便民服务项目
主管部门|椿树街道办事处|||实施单位|社区服务中心
项目负责人|王某|||联系电话|
项目资金（万元）|||年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分
|年度资金总额||33万元|35.56041|35.56041万元|10|100%|10
|其中：当年财政拨款||33||||—|
年度总体目标|预期目标||||实际完成情况
|服务居民||||已服务居民
绩效指标（90分）|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标（50分）|数量指标|指标1：服务次数|≥12次|12次|30|30|
||成本指标|指标1：项目预算控制数|33万元|35.56041万元|20|20|
|满意度指标（40分）|满意度指标|居民满意度|≥90%|95%|40|40|
总分||||||100|100";

fn read(text: &str) -> Form {
    let rows = text.trim().lines().map(|line| line.split('|'));
    let sheet = Sheet::drawn("表一", rows);
    extract_all(&sheet, &Dictionary::shipped()).forms.remove(0)
}

/// The cell of a drawing that shows what stood at an address.
fn drawn<'d, 'f>(drawing: &'d Drawing<'f>, form: &Form, at: &str) -> &'d Cell<'f> {
    let place = ("表一".to_owned(), at.parse().unwrap());
    &drawing.cells[drawing.places(form)[&place]]
}

#[test]
fn every_place_shows_what_was_typed() {
    let form = read(FORM);
    let drawing = Drawing::of(&form);
    for (at, text, address) in [
        ("A1", "项目支出绩效自评表", "A2"),
        ("B3", "便民服务项目", "C4"),
        ("F5", "", "G6"),
        ("D7", "33万元", "D8"),
        ("E7", "35.56041", "E8"),
        ("F7", "35.56041万元", "F8"),
        ("H7", "100%", "H8"),
        ("B8", "其中：当年财政拨款", "B9"),
        ("B10", "服务居民", "B11"),
        ("F10", "已服务居民", "F11"),
        ("B12", "产出指标（50分）", "B13"),
        ("D13", "指标1：项目预算控制数", "D14"),
        ("E14", "≥90%", "E15"),
        ("H15", "100", "H16"),
    ] {
        let cell = drawn(&drawing, &form, at);
        let shown = (cell.text.as_ref(), super::address(cell.block));
        assert_eq!(shown, (text, address.to_owned()), "{at}");
    }
}

#[test]
fn no_two_cells_of_a_drawing_overlap() {
    let form = read(FORM);
    let drawing = Drawing::of(&form);
    let mut taken = std::collections::BTreeSet::new();
    for cell in &drawing.cells {
        for row in cell.block.row..cell.block.row + cell.block.rows {
            for col in cell.block.col..cell.block.col + cell.block.cols {
                assert!(taken.insert((row, col)), "{cell:?}");
                assert!(row < drawing.rows && col <= LAST, "{cell:?}");
            }
        }
    }
}

#[test]
fn a_heading_stands_over_its_indicators() {
    let form = read(FORM);
    let drawing = Drawing::of(&form);
    let output = drawn(&drawing, &form, "B12");
    assert_eq!((output.block.rows, output.block.cols), (2, 1));
    assert_eq!(drawn(&drawing, &form, "C13").block.rows, 1);
}

#[test]
fn a_place_that_the_form_does_not_have_is_not_an_empty_one() {
    let form = read(
        "
项目支出绩效自评表
项目名称|便民服务项目
项目资金||全年预算数|全年执行数
|年度资金总额|33|33",
    );
    let drawing = Drawing::of(&form);
    let faces = |face| {
        let cells = drawing.cells.iter().filter(|cell| cell.face == face);
        cells.count()
    };
    // Department, unit, lead, phone; initial, weight, rate, score; goals; indicators; total.
    assert_eq!(faces(Face::Absent), 12);
    let units = drawing
        .cells
        .iter()
        .find(|cell| cell.text.starts_with("项目资金"));
    assert_eq!(units.unwrap().text, "项目资金（原表未注明单位）");
}

#[test]
fn what_the_layout_has_no_place_for_stands_below() {
    let form = read(
        "
项目支出绩效自评表
项目名称|便民服务项目|项目编码|2024001
项目资金（元）||全年预算数|到位数|全年执行数
|年度资金总额|330000|320000|310000",
    );
    let drawing = Drawing::of(&form);
    let texts: Vec<&str> = drawing
        .cells
        .iter()
        .map(|cell| cell.text.as_ref())
        .collect();
    for text in [
        "项目资金（元）",
        "到位数：年度资金总额",
        "320000",
        "2024001",
    ] {
        assert!(texts.contains(&text), "{text}: {texts:?}");
    }
}

#[test]
fn a_form_that_goes_on_is_found_by_the_sheet_of_each_cell() {
    let mut form = read(FORM);
    form.further_sheets = vec!["表二".to_owned()];
    let at: CellRef = "H3".parse().unwrap();
    if let Some(Entry::Read { at: own, .. }) = form.total.as_mut().map(|total| &mut total.score) {
        *own = at.paged(1);
    }
    let drawing = Drawing::of(&form);
    let places = drawing.places(&form);
    let score = &drawing.cells[places[&("表二".to_owned(), at)]];
    assert_eq!((score.text.as_ref(), score.face), ("100", Face::Figure));
    assert!(!places.contains_key(&("表一".to_owned(), at)));
}

type Found = (&'static str, &'static str, &'static str, &'static str);

/// Findings by number, severity, cell and status.
fn found(rows: &[Found]) -> Rows<'static> {
    let column = |of: fn(&Found) -> &'static str| {
        let values = rows.iter().map(|row| Value::text(of(row)));
        values.collect::<Vec<_>>()
    };
    let all = |text: &'static str| vec![Value::text(text); rows.len()];
    Rows::from_columns(vec![
        (NUMBER, column(|row| row.0)),
        (findings::severity, column(|row| row.1)),
        (findings::source_cell, column(|row| row.2)),
        (findings::review_status, column(|row| row.3)),
        (findings::source_sheet, all("表一")),
        (RULE, all("B101 执行数超年初预算")),
        (findings::message, all("超出 2.56041 万元")),
        (findings::declared, all("35.56041")),
        (findings::expected, all("≤33")),
        (findings::related_cells, all("D7 E7")),
        (
            crate::report::correction_list::DUTY,
            all("核实；属实的说明原因"),
        ),
    ])
}

#[test]
fn a_cell_takes_its_gravest_colour_and_one_note() {
    let form = read(FORM);
    let drawing = Drawing::of(&form);
    let rows = found(&[
        ("3", "警告", "F7", ""),
        ("3-1", "错误", "F7", ""),
        ("4", "提示", "E7", ""),
    ]);
    let marks = Marks::of(&drawing, &form, &rows);
    let index = drawing.places(&form)[&("表一".to_owned(), "F7".parse().unwrap())];
    assert_eq!(marks.tone(index), Tone::Error);
    assert_eq!(
        marks.note(index).unwrap(),
        "【警告】第 3 条　B101 执行数超年初预算\n超出 2.56041 万元\n填报：35.56041　应为：≤33\n\
         办理：核实；属实的说明原因\n原表 表一!F7；相关 D7、E7\n\n\
         【错误】第 3-1 条　B101 执行数超年初预算\n超出 2.56041 万元\n填报：35.56041　应为：≤33\n\
         办理：核实；属实的说明原因\n原表 表一!F7；相关 D7、E7"
    );
    let row = drawing.cells[index].block.row;
    assert_eq!(marks.numbers(row), "3、3-1、4");
}

#[test]
fn what_is_not_drawn_or_was_dismissed_marks_no_cell() {
    let form = read(FORM);
    let drawing = Drawing::of(&form);
    let rows = found(&[
        ("1", "错误", "Z99", ""),
        ("2", "错误", "", ""),
        ("3", "错误", "F7", "不予处理"),
    ]);
    let marks = Marks::of(&drawing, &form, &rows);
    assert!((0..drawing.cells.len()).all(|index| marks.tone(index) == Tone::Plain));
    let hung: Vec<bool> = marks.blocks.iter().map(Option::is_some).collect();
    assert_eq!(hung, [false, false, true]);
}

#[test]
fn many_related_cells_are_counted() {
    let all = "A1 A2 A3 A4 A5 A6 A7 A8 A9 A10";
    let rows =
        found(&[("1", "错误", "F7", "")]).with(findings::related_cells, |_| Value::text(all));
    let row = rows.iter().next().unwrap();
    assert_eq!(
        super::marks::place(row),
        "原表 表一!F7；相关 A1、A2、A3、A4、A5、A6、A7、A8 等 10 格"
    );
}
