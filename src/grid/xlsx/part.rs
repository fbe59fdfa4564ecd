//! One pass over the XML of a worksheet for what calamine does not tell: merged regions, hidden
//! rows, formulas without a result — and for what it stumbles over, which is cut out and read here.

use std::cmp::Reverse;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::super::reading::{Tally, Trouble, wide, within_cells, within_merges};
use super::super::xml::{Events, attribute, attributes, exchanged, push_entity};
use super::super::{CellRef, Limits, Region};
use super::cell::{Kind, OpenCell, plain_ref};
use super::plain::end_of_plain_rows;
use crate::value::CellValue;

/// What one pass over a worksheet part gives.
#[derive(Debug, Default)]
pub(super) struct PartScan {
    pub(super) merges: Vec<Region>,
    /// Rows with content that are hidden.
    pub(super) hidden_rows: u32,
    /// Cells about which calamine is silent or would stumble, with what they hold.
    pub(super) cells: Vec<(CellRef, CellValue)>,
    pub(super) bad_cells: Tally,
    pub(super) bad_merges: Tally,
    /// What calamine must not see, and what it sees in its place.
    cuts: Vec<(Range<usize>, &'static str)>,
}

impl PartScan {
    /// Passes over a worksheet part.
    pub(super) fn of(xml: &str, limits: &Limits) -> Result<Self, Trouble> {
        let mut pass = Pass {
            events: Events::lenient(xml),
            limits,
            out: Self::default(),
            next: CellRef::default(),
            row_hidden: false,
            row_filled: false,
        };
        if pass.head()? {
            match end_of_plain_rows(xml).and_then(|end| xml.get(end..)) {
                Some(behind) => pass.events = Events::lenient(behind),
                None => pass.rows()?,
            }
        }
        pass.tail()?;
        Ok(pass.out)
    }

    /// The part as calamine can read it, where that is another.
    pub(super) fn mended(&self, xml: &str) -> Option<String> {
        let mut cuts = self.cuts.clone();
        // The larger of two that begin alike first: the other lies inside it.
        cuts.sort_by_key(|(cut, _)| (cut.start, Reverse(cut.end)));
        (!cuts.is_empty()).then(|| exchanged(xml, &cuts))
    }
}

struct Pass<'x, 'l> {
    events: Events<'x>,
    limits: &'l Limits,
    out: PartScan,
    /// Where a cell without an address stands.
    next: CellRef,
    row_hidden: bool,
    row_filled: bool,
}

impl<'x> Pass<'x, '_> {
    /// Up to the rows; answers whether there are any.
    fn head(&mut self) -> Result<bool, Trouble> {
        loop {
            let (event, span) = self.events.spanned()?;
            match event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "sheetData" => return Ok(true),
                    // With its end left over: any name does.
                    "dimension" => self.dimension(&element, span, "<x>"),
                    _ => {}
                },
                Event::Empty(element) => match element.local_name().as_ref() {
                    "sheetData" => return Ok(false),
                    "dimension" => self.dimension(&element, span, ""),
                    _ => {}
                },
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    }

    /// A stated extent that cannot be would cost the sheet, and nobody needs it.
    fn dimension(&mut self, element: &BytesStart<'_>, span: Range<usize>, stand_in: &'static str) {
        let stated = attribute(element, "ref").unwrap_or_default();
        let sound = stated.parse::<Region>().is_ok_and(|region| {
            let cell = !region.is_merge() && *stated == region.first.to_string();
            cell || *stated == region.to_string()
        });
        if !sound {
            self.out.cuts.push((span, stand_in));
        }
    }

    fn rows(&mut self) -> Result<(), Trouble> {
        loop {
            let (event, span) = self.events.spanned()?;
            match event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "row" => self.open_row(&element, span, "<row>"),
                    "c" => self.cell(&element, span)?,
                    _ => {}
                },
                Event::Empty(element) => match element.local_name().as_ref() {
                    "row" => {
                        self.open_row(&element, span, "<row/>");
                        self.close_row();
                    }
                    "c" => self.empty_cell(&element, span),
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "row" => self.close_row(),
                    "sheetData" => return Ok(()),
                    _ => {}
                },
                Event::Eof => return Err(cut_off()),
                _ => {}
            }
        }
    }

    fn open_row(&mut self, element: &BytesStart<'_>, span: Range<usize>, stand_in: &'static str) {
        for (name, value) in attributes(element) {
            match name {
                "hidden" => self.row_hidden = matches!(value, "1" | "true"),
                "r" => match row_number(value) {
                    Some(row) => self.next.row = row,
                    None => self.out.cuts.push((span.clone(), stand_in)),
                },
                _ => {}
            }
        }
    }

    fn close_row(&mut self) {
        if self.row_hidden && self.row_filled {
            self.out.hidden_rows = self.out.hidden_rows.saturating_add(1);
        }
        self.row_hidden = false;
        self.row_filled = false;
        self.next = CellRef::new(self.next.row.saturating_add(1), 0);
    }

    fn empty_cell(&mut self, element: &BytesStart<'_>, span: Range<usize>) {
        match self.address(attribute(element, "r").as_deref()) {
            Some(at) => self.next.col = at.col.saturating_add(1),
            None => self.out.cuts.push((span, "")),
        }
    }

    fn cell(&mut self, element: &BytesStart<'_>, start: Range<usize>) -> Result<(), Trouble> {
        let (mut written, mut kind) = (None, None);
        for (name, value) in attributes(element) {
            match name {
                "r" => written = Some(value),
                "t" => kind = Some(value),
                _ => {}
            }
        }
        let address = self.address(written);
        let (cell, end) = self.content(OpenCell::new(Kind::of(kind)))?;
        self.row_filled |= cell.filled();
        let Some(at) = address else {
            self.out.bad_cells.add(written.unwrap_or_default());
            self.out.cuts.push((start.start..end.end, ""));
            return Ok(());
        };
        self.next.col = at.col.saturating_add(1);
        self.settle(at, &cell, start.end..end.start)
    }

    /// Takes over a cell that calamine would not read rightly.
    fn settle(
        &mut self,
        at: CellRef,
        cell: &OpenCell<'_>,
        content: Range<usize>,
    ) -> Result<(), Trouble> {
        let value = if let Some(value) = cell.misread() {
            self.out.cuts.push((content, ""));
            value
        } else if cell.uncomputed() {
            CellValue::Uncomputed
        } else {
            return Ok(());
        };
        self.out.cells.push((at, value));
        Ok(within_cells(wide(self.out.cells.len()), self.limits)?)
    }

    /// The address of a cell, if what is written is one.
    fn address(&self, written: Option<&str>) -> Option<CellRef> {
        written.map_or(Some(self.next), plain_ref)
    }

    /// What stands between the tags of a cell; answers also where its end tag is.
    fn content(&mut self, mut cell: OpenCell<'x>) -> Result<(OpenCell<'x>, Range<usize>), Trouble> {
        loop {
            let (event, span) = self.events.spanned()?;
            match event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => self.value(&mut cell)?,
                    name => {
                        let known = cell.notice(name);
                        let end = self.events.skip(&element)?;
                        self.cut_unless(known, span.start..end);
                    }
                },
                Event::Empty(element) => {
                    let known = cell.notice(element.local_name().as_ref());
                    self.cut_unless(known, span);
                }
                Event::End(element) if element.local_name().as_ref() == "c" => {
                    return Ok((cell, span));
                }
                Event::Eof => return Err(cut_off()),
                _ => {}
            }
        }
    }

    /// An element that may stand in a cell, but that calamine does not know.
    fn cut_unless(&mut self, known: bool, span: Range<usize>) {
        if !known {
            self.out.cuts.push((span, ""));
        }
    }

    fn value(&mut self, cell: &mut OpenCell<'x>) -> Result<(), Trouble> {
        cell.notice("v");
        loop {
            match self.events.event()? {
                Event::Text(text) => cell.push(text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let mut resolved = String::new();
                    push_entity(&mut resolved, &entity);
                    cell.push_resolved(resolved);
                }
                Event::CData(text) => cell.push_hidden(text.xml10_content()),
                Event::Comment(_) | Event::PI(_) => cell.interrupted(),
                Event::End(element) if element.local_name().as_ref() == "v" => return Ok(()),
                Event::Eof => return Err(cut_off()),
                _ => {}
            }
        }
    }

    /// Behind the rows: the merged regions.
    fn tail(&mut self) -> Result<(), Trouble> {
        loop {
            match self.events.event()? {
                Event::Start(element) | Event::Empty(element)
                    if element.local_name().as_ref() == "mergeCell" =>
                {
                    let written = attribute(&element, "ref").unwrap_or_default();
                    match written.parse() {
                        Ok(region) => self.out.merges.push(region),
                        Err(_) => self.out.bad_merges.add(written),
                    }
                    within_merges(wide(self.out.merges.len()), self.limits)?;
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// A row number from zero.
fn row_number(written: &str) -> Option<u32> {
    let row: u32 = written.parse().ok()?;
    let at = CellRef::new(row.checked_sub(1)?, 0);
    at.in_sheet().map(|at| at.row)
}

fn cut_off() -> Trouble {
    Trouble::Sheet("内容在中途断开".to_owned())
}
