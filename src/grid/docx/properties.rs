//! What the properties of a paragraph, row, cell or control say, as far as it decides what is text
//! and where it stands.

use quick_xml::events::{BytesStart, Event};

use super::super::xml::local_attribute;
use super::body::{Pass, cut_off};
use super::frame::Frame;
use super::table::{CellProperties, RowProperties, Vertical};
use crate::refusal::Refusal;

impl Pass<'_, '_> {
    pub(super) fn paragraph_properties(&mut self) -> Result<(), Refusal> {
        let mut struck_out = false;
        self.inside(|name, _| struck_out |= matches!(name, "del" | "moveFrom"))?;
        if struck_out {
            self.remarks.revision();
        }
        if let Some(Frame::Paragraph(paragraph)) = self.top() {
            paragraph.goes_on = struck_out;
        }
        Ok(())
    }

    pub(super) fn row_properties(&mut self) -> Result<(), Refusal> {
        let mut stated = RowProperties::default();
        self.inside(|name, element| match name {
            "gridBefore" => stated.skipped = count(element).unwrap_or_default(),
            "hidden" => stated.hidden = is_on(element),
            "del" => stated.deleted = true,
            _ => {}
        })?;
        if let Some(Frame::Row(row)) = self.top() {
            row.properties = stated;
        }
        Ok(())
    }

    pub(super) fn cell_properties(&mut self) -> Result<(), Refusal> {
        let mut stated = CellProperties::default();
        self.inside(|name, element| match name {
            "gridSpan" => stated.columns = count(element),
            "vMerge" if goes_on(element) => stated.vertical = Vertical::GoesOn,
            "vMerge" => stated.vertical = Vertical::Begins,
            "hMerge" => stated.joins_left = goes_on(element),
            "cellDel" => stated.deleted = true,
            _ => {}
        })?;
        if let Some(Frame::Cell(cell)) = self.top() {
            cell.properties = stated;
        }
        Ok(())
    }

    /// A content control that nobody has filled in shows a prompt.
    pub(super) fn control_properties(&mut self) -> Result<(), Refusal> {
        let mut shows_prompt = false;
        self.inside(|name, element| shows_prompt |= name == "showingPlcHdr" && is_on(element))?;
        if shows_prompt {
            self.prompt = self.prompt.or(Some(self.depth));
        }
        Ok(())
    }

    /// Shows every element inside the one that has just begun, up to its end. How something was
    /// before a change is passed over.
    pub(super) fn inside(
        &mut self,
        mut see: impl FnMut(&str, &BytesStart<'_>),
    ) -> Result<(), Refusal> {
        let mut depth = 0_u32;
        loop {
            match self.event()? {
                Event::Start(element) if is_before_change(element.local_name().as_ref()) => {
                    self.skip(&element)?;
                }
                Event::Start(element) => {
                    see(element.local_name().as_ref(), &element);
                    depth = depth.saturating_add(1);
                }
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof => return Err(cut_off()),
                _ => {}
            }
        }
    }
}

/// Does a merged cell go on, rather than begin?
fn goes_on(element: &BytesStart<'_>) -> bool {
    local_attribute(element, "val").as_deref() != Some("restart")
}

/// `rPrChange`, `tblGridChange` …: how it was before a change.
pub(super) fn is_before_change(name: &str) -> bool {
    name.ends_with("Change")
}

fn count(element: &BytesStart<'_>) -> Option<u32> {
    local_attribute(element, "val")?.parse().ok()
}

/// A property that is there is on, unless it says otherwise.
pub(super) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(
        local_attribute(element, "val").as_deref(),
        Some("0" | "false" | "off")
    )
}
