//! Findings on a drawing: which cell each hangs on, how grave it is there, and the words of the notes.

use std::collections::BTreeMap;

use super::Drawing;
use crate::decision::Status;
use crate::finding::Severity;
use crate::form::Form;
use crate::grid::CellRef;
use crate::report::correction_list::DUTY;
use crate::report::listing::{NUMBER, RULE, is_decided};
use crate::report::page::Block;
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::Tone;
use crate::tables::columns::findings;

/// What is wrong with one cell of a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mark {
    severity: Severity,
    note: String,
}

/// The findings on a drawing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::report::correction_list) struct Marks {
    /// The block that every finding hangs on, in their order; none where its cell is not drawn.
    pub(in crate::report::correction_list) blocks: Vec<Option<Block>>,
    /// By the cell of the drawing.
    cells: BTreeMap<usize, Mark>,
    /// The numbers of the findings in each row.
    rows: BTreeMap<u32, Vec<String>>,
}

impl Marks {
    /// Hangs the findings of a form on its drawing. What a reviewer dismissed marks no cell.
    pub(in crate::report::correction_list) fn of(
        drawing: &Drawing<'_>,
        form: &Form,
        findings: &Rows<'_>,
    ) -> Self {
        let places = drawing.places(form);
        let mut marks = Self::default();
        for row in findings.iter() {
            let index = cell_of(row).and_then(|place| places.get(&place).copied());
            let cell = index.and_then(|index| drawing.cells.get(index));
            marks.blocks.push(cell.map(|cell| cell.block));
            if is_decided(row, Status::Dismissed) {
                continue;
            }
            if let Some((index, cell)) = index.zip(cell) {
                marks.add(index, row);
                marks
                    .rows
                    .entry(cell.block.row)
                    .or_default()
                    .push(number(row));
            }
        }
        marks
    }

    fn add(&mut self, index: usize, row: Row<'_, '_>) {
        let severity = severity(row);
        let note = note(row);
        self.cells
            .entry(index)
            .and_modify(|mark| {
                mark.severity = mark.severity.min(severity);
                mark.note.push_str("\n\n");
                mark.note.push_str(&note);
            })
            .or_insert(Mark { severity, note });
    }

    /// The colour of a cell.
    pub(super) fn tone(&self, index: usize) -> Tone {
        match self.cells.get(&index).map(|mark| mark.severity) {
            Some(Severity::Error) => Tone::Error,
            Some(Severity::Warning) => Tone::Warning,
            Some(Severity::Info) => Tone::Info,
            None => Tone::Plain,
        }
    }

    /// The note on a cell.
    pub(super) fn note(&self, index: usize) -> Option<&str> {
        self.cells.get(&index).map(|mark| mark.note.as_str())
    }

    /// The numbers beside a row.
    pub(super) fn numbers(&self, row: u32) -> String {
        self.rows
            .get(&row)
            .map_or_else(String::new, |numbers| numbers.join("、"))
    }
}

/// Sheet and cell of a finding, as the office has them.
fn cell_of(row: Row<'_, '_>) -> Option<(String, CellRef)> {
    let cell: CellRef = row.text(findings::source_cell).parse().ok()?;
    Some((row.text(findings::source_sheet).to_owned(), cell))
}

fn severity(row: Row<'_, '_>) -> Severity {
    let known = Severity::ALL;
    let named = row.text(findings::severity);
    let mut known = known.into_iter();
    known
        .find(|severity| severity.label() == named)
        .unwrap_or(Severity::Info)
}

/// The number of a finding on the list of the office.
fn number(row: Row<'_, '_>) -> String {
    match row.get(NUMBER) {
        Value::Count(number) => number.to_string(),
        other => other.as_str().to_owned(),
    }
}

/// What is wrong, what was expected, what to do, and where it stood.
fn note(row: Row<'_, '_>) -> String {
    let head = format!(
        "【{}】第 {} 条　{}",
        row.text(findings::severity),
        number(row),
        row.text(RULE)
    );
    let message = row.text(findings::message).to_owned();
    let lines = [
        head,
        message,
        figures(row),
        format!("办理：{}", row.text(DUTY)),
        place(row),
    ];
    let told = lines.into_iter().filter(|line| !line.is_empty());
    told.collect::<Vec<_>>().join("\n")
}

/// `填报：15　应为：13.92　相差：1.08`
pub(super) fn figures(row: Row<'_, '_>) -> String {
    let parts = [
        ("填报", findings::declared),
        ("应为", findings::expected),
        ("相差", findings::difference),
    ];
    let told = parts
        .into_iter()
        .filter(|(_, column)| !row.text(column).is_empty())
        .map(|(name, column)| format!("{name}：{}", row.text(column)));
    told.collect::<Vec<_>>().join("　")
}

/// So many related cells are named.
const NAMED: usize = 8;

/// `F12、G12`
fn related(cells: &str) -> String {
    let cells: Vec<&str> = cells.split_whitespace().collect();
    let named: Vec<&str> = cells.iter().copied().take(NAMED).collect();
    let named = named.join("、");
    if cells.len() > NAMED {
        format!("{named} 等 {} 格", cells.len())
    } else {
        named
    }
}

/// `原表 Sheet1!E12；相关 F12、G12`
pub(super) fn place(row: Row<'_, '_>) -> String {
    let [sheet, cell] = [findings::source_sheet, findings::source_cell].map(|name| row.text(name));
    let own = [sheet, cell].into_iter().filter(|part| !part.is_empty());
    let own = own.collect::<Vec<_>>().join("!");
    let related = related(row.text(findings::related_cells));
    match (own.is_empty(), related.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!("原表 {own}"),
        (false, false) => format!("原表 {own}；相关 {related}"),
    }
}
