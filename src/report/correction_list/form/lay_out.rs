//! A drawing on a page: the form with its colours and notes, and every finding in words below it.

use rust_xlsxwriter::XlsxError;

use super::marks::{self, Marks};
use super::{Cell, Drawing, WIDTHS, blocks, figure};
use crate::decision::Status;
use crate::grid::CellRef;
use crate::report::correction_list::{DUTY, FormSheet};
use crate::report::link::Link;
use crate::report::listing::{NUMBER, RULE, echo_tone};
use crate::report::page::{Block, Face, Page, lines, small_lines};
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Tone};
use crate::tables::columns::{FINDINGS, findings};
use crate::value::sensitive::masked;

/// The column beside the form.
const MARGIN: u16 = 9;
/// Half-width characters of the whole sheet.
const BREADTH: usize = 128;

const LEGEND: &str = "红底：错误，黄底：警告，蓝灰底：提示，灰底：原表没有此栏或与上一行合并填写。右侧为问题的序号，与“整改通知”“问题清单”一致；鼠标停在有底色的格上显示说明。说明中的单元格都指原表的单元格";

const SAID: &str = "said";
const WHERE: &str = "where";

/// The rows above the drawing.
const ABOVE: u32 = 1;

/// Where a block of a drawing stands on its sheet.
pub(in crate::report::correction_list) fn address(block: Block) -> String {
    let row = block.row.saturating_add(ABOVE);
    CellRef::new(row, block.col.into()).to_string()
}

/// Lays a form out, with the way back to the notice.
pub(in crate::report::correction_list) fn lay_out(
    page: &mut Page<'_>,
    sheet: &FormSheet<'_>,
    back: Option<Link>,
) -> Result<(), XlsxError> {
    page.upright();
    page.columns(&WIDTHS)?;
    page.note_with_link(&format!("原表：{}", sheet.source), back)?;
    draw(page, &sheet.drawing, &sheet.marks)?;
    page.skip();
    page.paragraph(LEGEND, BREADTH)?;
    if sheet.findings.is_empty() {
        return page.section("核查结果：未发现问题");
    }
    page.section(&format!("本表的问题（{} 条）", sheet.findings.len()))?;
    page.table(&columns(), &rows(&sheet.findings), echo_tone)
}

fn draw(page: &mut Page<'_>, drawing: &Drawing<'_>, marks: &Marks) -> Result<(), XlsxError> {
    for (index, cell) in drawing.cells.iter().enumerate() {
        let (face, tone) = (face(cell), marks.tone(index));
        let typed = masked(&cell.text);
        // A number that is too long for its cell shows as ####; as a text it takes a second line.
        let fits = lines(&typed, width(cell.block)) == 1;
        let number = figure::as_typed(&typed).filter(|_| cell.is_figure && fits);
        match number {
            Some((number, shown)) => {
                let value = Value::Figure(number);
                page.place(cell.block, (face, tone), &value, Some(&shown))?;
            }
            None => page.place(cell.block, (face, tone), &Value::text(typed), None)?,
        }
        if let Some(note) = marks.note(index) {
            page.remark(cell.block, note)?;
        }
    }
    for row in 0..drawing.rows {
        let beside = Value::text(marks.numbers(row));
        let block = blocks::single(row, MARGIN);
        page.place(block, (Face::Margin, Tone::Plain), &beside, None)?;
    }
    page.heights(&heights(drawing, marks))
}

/// The lines that every row has to hold.
fn heights(drawing: &Drawing<'_>, marks: &Marks) -> Vec<usize> {
    let mut heights: Vec<usize> = (0..drawing.rows)
        .map(|row| lines(&marks.numbers(row), width(blocks::single(row, MARGIN))))
        .collect();
    let (low, high): (Vec<&Cell<'_>>, Vec<&Cell<'_>>) =
        drawing.cells.iter().partition(|cell| cell.block.rows == 1);
    for cell in low.into_iter().chain(high) {
        let first = usize::try_from(cell.block.row).unwrap_or(usize::MAX);
        let count = usize::try_from(cell.block.rows).unwrap_or(usize::MAX);
        let own = heights.iter_mut().skip(first).take(count);
        let own: Vec<&mut usize> = own.collect();
        let room: usize = own.iter().map(|lines| **lines).sum();
        let lacking = needed(cell).saturating_sub(room);
        if let Some(last) = own.into_iter().last() {
            *last = last.saturating_add(lacking);
        }
    }
    heights
}

/// Lines from which on a cell is set in smaller letters.
const CROWDED: usize = 20;

fn face(cell: &Cell<'_>) -> Face {
    let is_crowded = lines(&cell.text, width(cell.block)) > CROWDED;
    if cell.face == Face::Text && is_crowded {
        Face::Small
    } else {
        cell.face
    }
}

fn needed(cell: &Cell<'_>) -> usize {
    let width = width(cell.block);
    let lines = lines(&cell.text, width);
    match face(cell) {
        Face::Small => small_lines(&cell.text, width),
        // In large letters.
        Face::Title => lines.saturating_mul(2),
        _ => lines,
    }
}

fn width(block: Block) -> usize {
    let columns = WIDTHS.iter().skip(block.col.into());
    let taken = columns.take(block.cols.into());
    taken.map(|width| usize::from(*width)).sum()
}

fn columns() -> [Column; 5] {
    let narrow = |source, header, kind, width| Column::new(source, header, kind, width);
    let severity = Column::of(FINDINGS, findings::severity, 10).shown(Kind::Severity);
    [
        narrow(NUMBER, "序号", Kind::Label, 5),
        severity.titled("程度"),
        narrow(WHERE, "位置", Kind::Wrapped, 29).over(2),
        narrow(SAID, "问题", Kind::Prose, 61).over(4),
        narrow(DUTY, "办理要求", Kind::Wrapped, 23).over(2),
    ]
}

fn rows<'a>(found: &Rows<'a>) -> Rows<'a> {
    found
        .clone()
        .with(SAID, |row| Value::text(said(row)))
        .with(WHERE, |row| Value::text(marks::place(row)))
        .with(DUTY, |row| Value::text(duty(row)))
}

fn said(row: Row<'_, '_>) -> String {
    let parts = [
        row.text(RULE).to_owned(),
        row.text(findings::message).to_owned(),
        marks::figures(row),
    ];
    let told = parts.into_iter().filter(|part| !part.is_empty());
    told.collect::<Vec<_>>().join("\n")
}

/// What is to be done, unless a reviewer has decided that nothing is.
fn duty(row: Row<'_, '_>) -> String {
    let status = row.text(findings::review_status);
    match Status::named(status) {
        Some(Status::Dismissed) => format!("{status}，不需整改"),
        _ => row.text(DUTY).to_owned(),
    }
}
