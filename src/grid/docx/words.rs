//! The words of a paragraph: runs of text, signs, breaks, and the results of fields.

use quick_xml::events::{BytesStart, Event};

use super::super::xml::{local_attribute, push_entity};
use super::body::{Pass, cut_off};
use super::frame::Frame;
use super::properties::is_on;
use super::symbol::{SymbolFont, UNKNOWN, symbol};
use crate::refusal::Refusal;

/// How the run that is being read is set.
#[derive(Debug, Default)]
pub(super) struct Run {
    hidden: bool,
    font: Option<SymbolFont>,
}

/// The fields that are open in a paragraph, each with whether its instruction is being read, which
/// is no text, or already its result. A field may run on over paragraphs, its instruction does not.
#[derive(Debug, Default)]
pub(super) struct Fields {
    instructing: Vec<bool>,
    instructions: u32,
}

impl Fields {
    fn mark(&mut self, kind: &str) {
        match kind {
            "begin" => {
                self.instructing.push(true);
                self.instructions = self.instructions.saturating_add(1);
            }
            "separate" => {
                if let Some(instructing) = self.instructing.last_mut().filter(|open| **open) {
                    *instructing = false;
                    self.instructions = self.instructions.saturating_sub(1);
                }
            }
            "end" if self.instructing.pop() == Some(true) => {
                self.instructions = self.instructions.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn is_instruction(&self) -> bool {
        self.instructions > 0
    }
}

/// A field of a form as Word had them before content controls: what it shows is not among the runs.
#[derive(Debug, Default)]
struct FormField {
    kind: Option<Kind>,
    checked: Option<bool>,
    checked_at_first: bool,
    choice: Option<usize>,
    choices: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Box,
    List,
}

impl FormField {
    fn see(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = || local_attribute(element, "val");
        match (self.kind, name) {
            (_, "checkBox") => self.kind = Some(Kind::Box),
            (_, "ddList") => self.kind = Some(Kind::List),
            (Some(Kind::Box), "checked") => self.checked = Some(is_on(element)),
            (Some(Kind::Box), "default") => self.checked_at_first = is_on(element),
            (Some(Kind::List), "result") => self.choice = value().and_then(|at| at.parse().ok()),
            (Some(Kind::List), "default") if self.choice.is_none() => {
                self.choice = value().and_then(|at| at.parse().ok());
            }
            (Some(Kind::List), "listEntry") => {
                self.choices.push(value().unwrap_or_default().into_owned());
            }
            _ => {}
        }
    }

    fn shown(&self) -> &str {
        match self.kind {
            None => "",
            Some(Kind::Box) if self.checked.unwrap_or(self.checked_at_first) => "☑",
            Some(Kind::Box) => "☐",
            // Without a choice the list shows its first entry.
            Some(Kind::List) => self
                .choices
                .get(self.choice.unwrap_or_default())
                .map_or("", String::as_str),
        }
    }
}

impl Pass<'_, '_> {
    /// Reads a piece of text to its end.
    pub(super) fn written(&mut self) -> Result<(), Refusal> {
        let mut text = String::new();
        loop {
            match self.event()? {
                Event::Text(piece) => text.push_str(&piece.xml10_content()),
                Event::CData(piece) => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(entity) => push_entity(&mut text, &entity),
                Event::Start(element) => self.skip(&element)?,
                Event::End(_) => break,
                Event::Eof => return Err(cut_off()),
                _ => {}
            }
        }
        if let Some(font) = self.run.font {
            text = text.chars().map(|letter| font.shown(letter)).collect();
            if text.contains(UNKNOWN) {
                self.remarks.symbol(&format!("{font:?}"));
            }
        }
        self.say(&text);
        Ok(())
    }

    pub(super) fn run_properties(&mut self) -> Result<(), Refusal> {
        let mut run = Run::default();
        self.inside(|name, element| match name {
            "vanish" => run.hidden = is_on(element),
            "rFonts" => {
                let font = local_attribute(element, "ascii");
                let font = font.or_else(|| local_attribute(element, "hAnsi"));
                run.font = font.and_then(|font| SymbolFont::named(&font));
            }
            _ => {}
        })?;
        self.run = run;
        Ok(())
    }

    /// Reads what stands in a run beside its text.
    pub(super) fn in_run(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "r" => self.run = Run::default(),
            "tab" | "ptab" => self.say("\t"),
            "br" | "cr" => self.say("\n"),
            "noBreakHyphen" => self.say("-"),
            "sym" => self.sign(element),
            "fldChar" => {
                let kind = local_attribute(element, "fldCharType").unwrap_or_default();
                self.fields.mark(&kind);
            }
            _ => {}
        }
    }

    fn sign(&mut self, element: &BytesStart<'_>) {
        let font = local_attribute(element, "font").unwrap_or_default();
        let code = local_attribute(element, "char").unwrap_or_default();
        let sign = symbol(&font, &code);
        if sign == UNKNOWN {
            self.remarks.symbol(&font);
        }
        self.say(sign.encode_utf8(&mut [0; 4]));
    }

    pub(super) fn form_field(&mut self) -> Result<(), Refusal> {
        let mut field = FormField::default();
        self.inside(|name, element| field.see(name, element))?;
        self.put(field.shown());
        Ok(())
    }

    /// A paragraph where none can begin goes on in the one that is open, on a new line.
    pub(super) fn break_line(&mut self) {
        if let Some(Frame::Paragraph(paragraph)) = self.top()
            && !paragraph.text.is_empty()
        {
            paragraph.text.push('\n');
        }
    }

    /// Takes a text in, unless it is none of the document's.
    fn say(&mut self, text: &str) {
        if self.fields.is_instruction() {
            return;
        }
        if self.prompt.is_some() {
            return self.remarks.prompt(text);
        }
        if self.run.hidden {
            self.remarks.hidden(text);
        }
        self.put(text);
    }

    fn put(&mut self, text: &str) {
        match self.top() {
            Some(Frame::Paragraph(paragraph)) => paragraph.text.push_str(text),
            _ => self.remarks.stray(text),
        }
    }
}
