//! The second pass: the cells of one worksheet.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::super::CellRef;
use super::super::covered::Covered;
use super::super::number_format::Shown;
use super::super::reading::{Draft, Trouble};
use super::super::xml::{Events, local_attribute, push_entity};
use super::cell::{Cell, count};
use super::styles::Styles;

/// Reads one worksheet into a draft.
pub(super) fn read(xml: &str, styles: &Styles, draft: &mut Draft<'_>) -> Result<(), Trouble> {
    let mut events = Events::lenient(xml).unfolded();
    let mut table = Table {
        styles,
        draft,
        columns: BTreeMap::new(),
        next_column: 0,
        covered: Covered::default(),
        style: None,
        row: Row::default(),
        next: CellRef::default(),
        cell: None,
        in_data: false,
    };
    loop {
        match events.event()? {
            Event::Start(element) if is_aside(&element) => drop(events.skip(&element)?),
            Event::Start(element) => table.start(&element)?,
            Event::Text(text) => table.text(&text.xml10_content()),
            Event::CData(text) => table.text(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                if let Some(text) = table.data() {
                    push_entity(text, &entity);
                }
            }
            Event::End(element) if element.local_name().as_ref() == "Worksheet" => return Ok(()),
            Event::End(element) => table.end(element.local_name().as_ref())?,
            Event::Eof => return Err("XML 在中途断开".to_owned().into()),
            _ => {}
        }
    }
}

/// Comments and readings of characters hold texts that are not the cell's.
fn is_aside(element: &BytesStart<'_>) -> bool {
    matches!(
        element.local_name().as_ref(),
        "Comment" | "PhoneticText" | "WorksheetOptions"
    )
}

/// A worksheet while it is being read.
struct Table<'s, 'd, 'm> {
    styles: &'s Styles,
    draft: &'d mut Draft<'m>,
    /// Last column and style of columns that have one, by the first.
    columns: BTreeMap<u32, (u32, String)>,
    next_column: u32,
    covered: Covered,
    style: Option<String>,
    row: Row,
    /// Where the next cell stands that does not say where.
    next: CellRef,
    cell: Option<Cell>,
    in_data: bool,
}

/// What a row says of itself.
#[derive(Default)]
struct Row {
    style: Option<String>,
    hidden: bool,
    filled: bool,
    /// How many rows it stands for.
    height: u32,
}

impl Table<'_, '_, '_> {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        match element.local_name().as_ref() {
            "Table" => self.style = style(element),
            "Column" => self.column(element),
            "Row" => self.open_row(element)?,
            "Cell" => self.cell = Some(Cell::of(element)),
            "Data" => {
                if let Some(cell) = &mut self.cell {
                    cell.data(element);
                    self.in_data = true;
                }
            }
            "br" | "Br" | "BR" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Trouble> {
        match name {
            "Data" => self.in_data = false,
            "Cell" => self.close_cell()?,
            "Row" => self.close_row(),
            _ => {}
        }
        Ok(())
    }

    fn data(&mut self) -> Option<&mut String> {
        let cell = self.cell.as_mut().filter(|_| self.in_data);
        cell.map(|cell| &mut cell.text)
    }

    fn text(&mut self, text: &str) {
        if let Some(data) = self.data() {
            data.push_str(text);
        }
    }

    fn column(&mut self, element: &BytesStart<'_>) {
        let first = stated(element, "Index").map_or(self.next_column, |index| index - 1);
        let last = first.saturating_add(stated(element, "Span").unwrap_or_default());
        self.next_column = last.saturating_add(1);
        if let Some(style) = style(element) {
            self.columns.insert(first, (last, style));
        }
    }

    fn open_row(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        let row = placed(stated(element, "Index"), self.next.row, "行")?;
        self.next = CellRef::new(row, 0);
        self.row = Row {
            style: style(element),
            hidden: local_attribute(element, "Hidden").is_some_and(|hidden| hidden != "0"),
            filled: false,
            height: stated(element, "Span")
                .unwrap_or_default()
                .saturating_add(1),
        };
        Ok(())
    }

    fn close_row(&mut self) {
        if self.row.hidden && self.row.filled {
            self.draft.hidden_rows = self.draft.hidden_rows.saturating_add(1);
        }
        self.next = CellRef::new(self.next.row.saturating_add(self.row.height), 0);
    }

    fn close_cell(&mut self) -> Result<(), Trouble> {
        self.in_data = false;
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let stated = cell.index.filter(|index| *index > 0);
        if cell.is_empty() && stated.is_some_and(|index| index <= self.next.col) {
            return Ok(()); // nothing that could stand in the wrong place
        }
        let at = CellRef::new(self.next.row, placed(stated, self.next.col, "列")?);
        let region = cell.region(at);
        self.next.col = region.last.col.saturating_add(1);
        if at.in_sheet().is_some() && self.covered.holds(at) && !cell.is_empty() {
            // Some programs (LibreOffice) leave out covered places when they count columns. It
            // is not to be told what they meant, and Excel does not open such a file.
            let fault = format!("单元格 {at} 落在上方的合并单元格里，位置无法确定");
            return Err(fault.into());
        }
        let (rows, cols) = cell.size();
        self.covered.take(at, rows, cols);
        if let Some(value) = cell.value(self.shown(&cell, at)) {
            self.row.filled = true;
            self.draft.put(at, value)?;
        }
        Ok(self.draft.merge(region)?)
    }

    /// How a number is shown: as the cell says, or its row, its column, the table.
    fn shown(&self, cell: &Cell, at: CellRef) -> Shown {
        let column = self.columns.range(..=at.col).next_back();
        let column = column.filter(|(_, (last, _))| at.col <= *last);
        let id = (cell.style.as_ref())
            .or(self.row.style.as_ref())
            .or(column.map(|(_, (_, style))| style))
            .or(self.style.as_ref());
        self.styles.shown(id.map_or("", String::as_str))
    }
}

fn style(element: &BytesStart<'_>) -> Option<String> {
    local_attribute(element, "StyleID").map(Cow::into_owned)
}

/// A count that is stated and not zero.
fn stated(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    local_attribute(element, name)
        .map(|value| count(&value))
        .filter(|count| *count > 0)
}

/// The place that is stated (from 1), or else the next one (from 0). One that goes back would
/// overwrite what has been read; Excel refuses it as well.
fn placed(stated: Option<u32>, next: u32, what: &str) -> Result<u32, String> {
    match stated {
        None => Ok(next),
        Some(index) if index > next => Ok(index - 1),
        Some(index) => Err(format!("第 {index} {what}在其后的{what}之后出现")),
    }
}
