//! One pass over the part that holds the text: which paragraph, cell, row and table is open, and
//! what is closed into what. Nothing recurses: what is open stands on a stack of limited height.

use quick_xml::events::{BytesStart, Event};

use super::super::reading::{damaged, exceeded};
use super::super::xml::{Events, attribute, local_attribute};
use super::super::{Format, Limits};
use super::flow::{Flow, Piece};
use super::frame::{Frame, Paragraph};
use super::properties::is_before_change;
use super::remarks::Remarks;
use super::table::{Cell, Row, Table};
use super::words::{Fields, Run};
use crate::refusal::Refusal;

/// Tables and text boxes are followed into one another so far (four to a table: itself, row, cell,
/// paragraph); what stands deeper is text of the last cell or paragraph.
const MOST_OPEN: usize = 160;

/// What was read of a document.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) body: Piece,
    pub(super) remarks: Remarks,
}

/// Reads the part that holds the text.
pub(super) fn read(xml: &str, limits: &Limits) -> Result<Document, Refusal> {
    let mut pass = Pass {
        events: Events::strict(xml).unfolded(),
        limits,
        places: 0,
        depth: 0,
        open: Vec::new(),
        branches: Vec::new(),
        prompt: None,
        fields: Fields::default(),
        run: Run::default(),
        remarks: Remarks::default(),
    };
    let body = pass.document()?;
    Ok(Document {
        body: body.stacked(),
        remarks: pass.remarks,
    })
}

/// What is being read, with the depth of its element.
struct Open {
    depth: u32,
    frame: Frame,
}

pub(super) struct Pass<'x, 'l> {
    events: Events<'x>,
    limits: &'l Limits,
    /// Paragraphs, rows and cells so far.
    places: u64,
    /// How many elements are open, those that mean nothing included.
    pub(super) depth: u32,
    open: Vec<Open>,
    /// Contents that are there in several versions, by depth: has one been taken?
    branches: Vec<(u32, bool)>,
    /// The depth of the control that shows only its prompt.
    pub(super) prompt: Option<u32>,
    pub(super) fields: Fields,
    pub(super) run: Run,
    pub(super) remarks: Remarks,
}

impl<'x> Pass<'x, '_> {
    fn document(&mut self) -> Result<Flow, Refusal> {
        self.root()?;
        while self.depth > 0 {
            match self.event()? {
                Event::Start(element) => self.element(&element)?,
                Event::End(_) => self.leave(),
                Event::Eof => return Err(cut_off()),
                _ => {}
            }
        }
        match self.open.pop() {
            Some(Open {
                frame: Frame::Flow(body),
                ..
            }) => Ok(body),
            _ => Err(cut_off()),
        }
    }

    /// Enters the document and begins its body, at a depth that no element leaves.
    fn root(&mut self) -> Result<(), Refusal> {
        let is_document = loop {
            match self.event()? {
                Event::Start(element) => break element.local_name().as_ref() == "document",
                Event::Eof => break false,
                _ => {}
            }
        };
        if !is_document {
            return Err(damaged(Format::Docx, "主部件不是 Word 正文"));
        }
        self.depth = 1;
        self.open.push(Open {
            depth: 0,
            frame: Frame::Flow(Flow::default()),
        });
        Ok(())
    }

    pub(super) fn event(&mut self) -> Result<Event<'x>, Refusal> {
        self.events
            .event()
            .map_err(|fault| damaged(Format::Docx, fault))
    }

    pub(super) fn skip(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        self.events
            .skip(element)
            .map(drop)
            .map_err(|fault| damaged(Format::Docx, fault))
    }

    /// Reads an element to its end, or enters it.
    fn element(&mut self, element: &BytesStart<'x>) -> Result<(), Refusal> {
        match element.local_name().as_ref() {
            "t" => self.written(),
            "rPr" => self.run_properties(),
            "pPr" => self.paragraph_properties(),
            "tcPr" => self.cell_properties(),
            "trPr" => self.row_properties(),
            "sdtPr" => self.control_properties(),
            "ffData" => self.form_field(),
            "del" | "moveFrom" => {
                self.remarks.revision();
                self.skip(element)
            }
            "Choice" | "Fallback" if !self.takes_branch() => self.skip(element),
            name if is_no_text(name) => self.skip(element),
            _ => self.enter(element),
        }
    }

    fn enter(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        self.depth = self.depth.saturating_add(1);
        match element.local_name().as_ref() {
            name @ ("p" | "tbl" | "tr" | "tc" | "txbxContent") => return self.begin(name),
            "gridCol" => self.column(element),
            "AlternateContent" => self.branches.push((self.depth, false)),
            "ins" | "moveTo" => self.remarks.revision(),
            "footnoteReference" | "endnoteReference" => self.remarks.footnote(),
            "blip" | "imagedata" => self.remarks.picture(),
            "altChunk" => self.remarks.foreign(),
            "OLEObject" => {
                let program = attribute(element, "ProgID").unwrap_or_default();
                self.remarks.object(&program);
            }
            "textpath" => self.word_art(element),
            _ => self.in_run(element),
        }
        Ok(())
    }

    fn begin(&mut self, name: &str) -> Result<(), Refusal> {
        let Some(frame) = self.frame(name) else {
            if name == "p" {
                self.break_line();
            }
            return Ok(());
        };
        self.places = self.places.saturating_add(1);
        let limit = self.limits.cells;
        if self.places > limit {
            let what = "段落与表格单元格数";
            return Err(exceeded(what, self.places, limit, "limits.cells"));
        }
        let depth = self.depth;
        self.open.push(Open { depth, frame });
        Ok(())
    }

    /// What an element begins where it stands; nothing where it has no business there.
    fn frame(&self, name: &str) -> Option<Frame> {
        let deeper = self.open.len() < MOST_OPEN;
        match (name, &self.open.last()?.frame) {
            ("p", Frame::Flow(_) | Frame::Cell(_)) => Some(Frame::Paragraph(Paragraph::default())),
            ("tbl", Frame::Flow(_) | Frame::Cell(_)) if deeper => {
                Some(Frame::Table(Table::default()))
            }
            ("tr", Frame::Table(_)) => Some(Frame::Row(Row::default())),
            ("tc", Frame::Row(_)) => Some(Frame::Cell(Cell::default())),
            ("txbxContent", Frame::Paragraph(_)) if deeper => Some(Frame::Flow(Flow::default())),
            _ => None,
        }
    }

    fn leave(&mut self) {
        if self
            .branches
            .last()
            .is_some_and(|(at, _)| *at == self.depth)
        {
            self.branches.pop();
        }
        if self.prompt == Some(self.depth) {
            self.prompt = None;
        }
        if let Some(open) = self.open.pop_if(|open| open.depth == self.depth) {
            self.close(open.frame);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// Puts what is complete into what holds it.
    fn close(&mut self, frame: Frame) {
        let Self { open, remarks, .. } = self;
        let Some(Open { frame: holder, .. }) = open.last_mut() else {
            return;
        };
        match (frame, holder) {
            (Frame::Paragraph(paragraph), holder) => {
                self.fields = Fields::default();
                if let Some(flow) = holder.flow() {
                    flow.line(paragraph.text, !paragraph.goes_on);
                    flow.append(paragraph.boxes);
                }
            }
            (Frame::Table(table), holder) => {
                let piece = table.laid_out(remarks);
                if let Some(flow) = holder.flow() {
                    flow.piece(piece);
                }
            }
            (Frame::Flow(text_box), Frame::Paragraph(anchor)) => {
                remarks.text_box(text_box.first_text());
                anchor.boxes.append(text_box);
            }
            (Frame::Row(row), _) if row.properties.deleted => remarks.revision(),
            (Frame::Cell(cell), _) if cell.properties.deleted => remarks.revision(),
            (Frame::Row(row), Frame::Table(table)) => table.rows.push(row),
            (Frame::Cell(cell), Frame::Row(row)) => row.take(cell, remarks),
            _ => {}
        }
    }

    /// The innermost thing that is being read.
    pub(super) fn top(&mut self) -> Option<&mut Frame> {
        self.open.last_mut().map(|open| &mut open.frame)
    }

    /// Is this version of some content to be read? Only one of them is.
    fn takes_branch(&mut self) -> bool {
        let taken = self.branches.last_mut().map(|(_, taken)| taken);
        taken.is_none_or(|taken| !std::mem::replace(taken, true))
    }

    fn column(&mut self, element: &BytesStart<'_>) {
        let width = local_attribute(element, "w").and_then(|width| width.parse().ok());
        if let Some(Frame::Table(table)) = self.top() {
            table.widths.push(width.unwrap_or_default());
        }
    }

    /// Letters drawn as a picture have their text in an attribute.
    fn word_art(&mut self, element: &BytesStart<'_>) {
        let text = attribute(element, "string").unwrap_or_default();
        self.remarks.text_box(&text);
        if let Some(Frame::Paragraph(anchor)) = self.top() {
            anchor.boxes.line(text.into_owned(), true);
        }
    }
}

/// Elements whose content nobody sees as text of the document: the instruction of a field, text
/// that was struck out, a reading over a letter, properties.
fn is_no_text(name: &str) -> bool {
    const NAMES: [&str; 7] = [
        "instrText",
        "delInstrText",
        "delText",
        "rt",
        "sectPr",
        "tblPr",
        "tblPrEx",
    ];
    NAMES.contains(&name) || is_before_change(name)
}

pub(super) fn cut_off() -> Refusal {
    damaged(Format::Docx, "正文在中途断开")
}
