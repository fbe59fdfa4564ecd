//! One pass over content.xml for what calamine does not tell — merged regions, hidden rows,
//! percentages, errors, formulas without a result — and for what it would never come back from.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::super::reading::{damaged, exceeded, wide, within_cells, within_merges};
use super::super::xml::{Events, attribute, push_entity};
use super::super::{CellRef, Format, Limits, Region};
use super::cell::{Cell, Fact};
use crate::refusal::Refusal;

/// More spaces in one place than anybody types; calamine writes them all out.
const MOST_SPACES: u32 = 32_767;

/// What the pass found in one table.
#[derive(Debug, Default)]
pub(super) struct TableScan {
    pub(super) merges: Vec<Region>,
    /// Rows with content that are hidden.
    pub(super) hidden_rows: u32,
    /// What is to be known of cells beside calamine's value, or instead of it.
    pub(super) facts: BTreeMap<CellRef, Fact>,
}

/// Passes over the whole document, one table after the other.
pub(super) fn scan(xml: &str, limits: &Limits) -> Result<Vec<TableScan>, Refusal> {
    let mut pass = Pass {
        events: Events::strict(xml),
        limits,
        cells: 0,
        tables: Vec::new(),
    };
    pass.document()?;
    Ok(pass.tables)
}

struct Pass<'x, 'l> {
    events: Events<'x>,
    limits: &'l Limits,
    /// Cells with content so far, as often as they are repeated.
    cells: u64,
    tables: Vec<TableScan>,
}

impl<'x> Pass<'x, '_> {
    fn event(&mut self) -> Result<Event<'x>, Refusal> {
        self.events.event().map_err(fault)
    }

    fn skip(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        self.events.skip(element).map(drop).map_err(fault)
    }

    /// Passes over the document. calamine would read on for ever behind an end that comes too soon.
    fn document(&mut self) -> Result<(), Refusal> {
        let mut depth = 0_u32;
        loop {
            match self.event()? {
                Event::Start(element) if element.name().as_ref() == "table:table" => {
                    let table = Table::default();
                    let named = attribute(&element, "table:name").is_some();
                    let scan = self.table(table)?;
                    self.tables.extend(named.then_some(scan));
                }
                Event::Empty(element) if element.name().as_ref() == "table:table" => {
                    let named = attribute(&element, "table:name").is_some();
                    self.tables.extend(named.then(TableScan::default));
                }
                Event::Start(_) => depth = depth.saturating_add(1),
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof if depth > 0 => return Err(cut_off()),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn table(&mut self, mut table: Table) -> Result<TableScan, Refusal> {
        loop {
            match self.event()? {
                Event::Start(element) => match element.name().as_ref() {
                    "table:table-row" => {
                        table.open_row(&element);
                        self.row(&mut table)?;
                        table.close_row();
                    }
                    "table:table" => return Err(damaged(Format::Ods, "表格中嵌有表格")),
                    "table:shapes" | "office:forms" => self.skip(&element)?,
                    _ => {}
                },
                Event::Empty(element) if element.name().as_ref() == "table:table-row" => {
                    table.open_row(&element);
                    table.close_row();
                }
                Event::End(element) if element.name().as_ref() == "table:table" => break,
                Event::Eof => return Err(cut_off()),
                _ => {}
            }
        }
        table.extent.within(self.limits)?;
        Ok(table.out)
    }

    fn row(&mut self, table: &mut Table) -> Result<(), Refusal> {
        loop {
            match self.event()? {
                Event::Start(element) if is_cell(&element) => {
                    let mut cell = Cell::of(&element);
                    self.content(&mut cell)?;
                    self.settle(table, &cell)?;
                }
                Event::Empty(element) if is_cell(&element) => {
                    self.settle(table, &Cell::of(&element))?;
                }
                Event::Start(element) => self.skip(&element)?,
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(cut_off()),
                _ => {}
            }
        }
    }

    /// The shown text of a cell, up to the cell's end.
    fn content(&mut self, cell: &mut Cell) -> Result<(), Refusal> {
        let mut depth = 0_u32;
        loop {
            match self.event()? {
                Event::Text(text) => cell.text.push_str(&text.xml10_content()),
                Event::CData(text) => cell.text.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => push_entity(&mut cell.text, &entity),
                Event::Start(element) if element.name().as_ref() == "office:annotation" => {
                    self.skip(&element)?;
                }
                Event::Start(element) if element.name().as_ref().starts_with("draw:") => {
                    cell.drawn = true;
                    self.skip(&element)?;
                }
                Event::Start(element) => {
                    depth = depth.saturating_add(1);
                    white_space(cell, &element)?;
                }
                Event::Empty(element) => white_space(cell, &element)?,
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof => return Err(cut_off()),
                _ => {}
            }
        }
    }

    /// Writes down what is to be known of a cell, once for each place that it takes.
    fn settle(&mut self, table: &mut Table, cell: &Cell) -> Result<(), Refusal> {
        let places = u64::from(table.row_repeat) * u64::from(cell.repeat);
        if cell.filled() {
            self.cells = self.cells.saturating_add(places);
            within_cells(self.cells, self.limits)?;
        }
        if cell.merged() {
            let merges = wide(table.out.merges.len()).saturating_add(places);
            within_merges(merges, self.limits)?;
        }
        table.settle(cell);
        Ok(())
    }
}

/// A table while it is being passed over.
#[derive(Default)]
struct Table {
    out: TableScan,
    next: CellRef,
    row_repeat: u32,
    row_hidden: bool,
    row_filled: bool,
    extent: Extent,
}

impl Table {
    fn open_row(&mut self, element: &BytesStart<'_>) {
        let stated = attribute(element, "table:number-rows-repeated");
        let repeat = stated.and_then(|repeat| repeat.parse().ok()).unwrap_or(1);
        self.row_repeat = CellRef::MAX_ROWS.saturating_sub(self.next.row).min(repeat);
        let visibility = attribute(element, "table:visibility");
        self.row_hidden = matches!(visibility.as_deref(), Some("collapse" | "filter"));
        self.row_filled = false;
    }

    fn close_row(&mut self) {
        if self.row_hidden && self.row_filled {
            self.out.hidden_rows = self.out.hidden_rows.saturating_add(self.row_repeat);
        }
        self.next = CellRef::new(self.next.row.saturating_add(self.row_repeat), 0);
    }

    fn settle(&mut self, cell: &Cell) {
        let (first, rows) = (self.next, self.row_repeat);
        let cols = CellRef::MAX_COLS.saturating_sub(first.col).min(cell.repeat);
        self.next.col = first.col.saturating_add(cols);
        if cell.filled() && rows > 0 && cols > 0 {
            self.row_filled = true;
            self.extent.take(first, rows, cols);
        }
        let fact = cell.fact();
        if fact.is_none() && !cell.merged() {
            return;
        }
        for row in first.row..first.row.saturating_add(rows) {
            for col in first.col..first.col.saturating_add(cols) {
                let at = CellRef::new(row, col);
                self.out.facts.extend(fact.clone().map(|fact| (at, fact)));
                self.out.merges.extend(cell.region(at));
            }
        }
    }
}

/// The rectangle that calamine will fill, one value for each place in it.
#[derive(Default)]
struct Extent {
    first_row: Option<u32>,
    end: CellRef,
}

impl Extent {
    fn take(&mut self, first: CellRef, rows: u32, cols: u32) {
        self.first_row.get_or_insert(first.row);
        self.end.row = self.end.row.max(first.row.saturating_add(rows));
        self.end.col = self.end.col.max(first.col.saturating_add(cols));
    }

    fn within(&self, limits: &Limits) -> Result<(), Refusal> {
        let first = self.first_row.unwrap_or(self.end.row);
        let rows = self.end.row.saturating_sub(first);
        let places = u64::from(rows) * u64::from(self.end.col);
        if places <= limits.cells {
            return Ok(());
        }
        let what = "一张工作表所占矩形范围的单元格数";
        Err(exceeded(what, places, limits.cells, "limits.cells"))
    }
}

fn is_cell(element: &BytesStart<'_>) -> bool {
    matches!(
        element.name().as_ref(),
        "table:table-cell" | "table:covered-table-cell"
    )
}

/// The white space that an element in a text stands for.
fn white_space(cell: &mut Cell, element: &BytesStart<'_>) -> Result<(), Refusal> {
    match element.name().as_ref() {
        "text:p" => cell.paragraph(),
        "text:tab" => cell.text.push('\t'),
        "text:line-break" => cell.text.push('\n'),
        "text:s" => {
            let stated = attribute(element, "text:c");
            let count: u32 = stated.map_or(Ok(1), |count| count.parse()).unwrap_or(1);
            if count > MOST_SPACES {
                return Err(damaged(Format::Ods, format_args!("连续 {count} 个空格")));
            }
            cell.text.extend((0..count).map(|_| ' '));
        }
        _ => {}
    }
    Ok(())
}

fn fault(fault: String) -> Refusal {
    damaged(Format::Ods, fault)
}

fn cut_off() -> Refusal {
    damaged(Format::Ods, "content.xml 在中途断开")
}
