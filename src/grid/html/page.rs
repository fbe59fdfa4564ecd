//! One page, from its tags to the grid that everything on it stands on.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::super::Limits;
use super::flow::Flow;
use super::island::Island;
use super::picture::Picture;
use super::table::{Count, Table};
use super::tag::{self, Tag};
use crate::refusal::Refusal;

/// Tables in tables deeper than this are read as text.
const DEEPEST: usize = 16;

/// A page that has been read.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) picture: Picture,
    /// Is there any row of a table?
    pub(super) has_table: bool,
    /// Does it only frame other pages?
    pub(super) framed: bool,
    /// What Excel says of the workbook beside the visible page.
    pub(super) island: Island,
    /// What could not be read as it was meant.
    pub(super) losses: Vec<String>,
}

/// Reads a page.
pub(super) fn read(html: &str, limits: &Limits) -> Result<Page, Refusal> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = Reader::new(limits);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reader.start(&tag)?,
            Token::EndTag(tag) => reader.end(&tag.name)?,
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            Token::Comment(text) => reader.page.island.read(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    reader.finish()
}

struct Reader<'l> {
    count: Count<'l>,
    /// Open tables, each in a cell of the one before.
    tables: Vec<Table>,
    /// Open tables beyond the deepest that is read.
    too_deep: u32,
    body: Flow,
    /// The open element whose content is not shown, and whether that looks like a table.
    muted: Option<(Vec<u8>, bool)>,
    page: Page,
}

impl<'l> Reader<'l> {
    fn new(limits: &'l Limits) -> Self {
        Self {
            count: Count {
                limits,
                cells: 0,
                merges: 0,
            },
            tables: Vec::new(),
            too_deep: 0,
            body: Flow::default(),
            muted: None,
            page: Page::default(),
        }
    }

    /// Where text goes.
    fn flow(&mut self) -> &mut Flow {
        match self.tables.last_mut() {
            Some(table) => table.flow(),
            None => &mut self.body,
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.muted {
            Some((_, tabular)) => *tabular |= text.to_ascii_lowercase().contains("<td"),
            None => self.flow().push(text),
        }
    }

    fn start(&mut self, tag: &Tag) -> Result<(), Refusal> {
        let name = tag.name.as_slice();
        if tag::is_tabular(name) {
            // No such tag stands in what is muted, unless an end tag has been forgotten.
            self.muted = None;
            self.flow().end_paragraph();
            return self.start_tabular(name, tag);
        }
        if self.muted.as_ref().is_some_and(|(open, _)| open != name) {
            return Ok(());
        }
        self.muted = tag::is_muted(tag).then(|| (name.to_vec(), false));
        match name {
            b"br" => self.flow().line_break(),
            b"frame" | b"frameset" => self.page.framed = true,
            b"input" => self.text(tag::shown_input(tag).as_ref()),
            _ if tag::is_block(name) => self.flow().end_paragraph(),
            _ => {}
        }
        Ok(())
    }

    fn start_tabular(&mut self, name: &[u8], tag: &Tag) -> Result<(), Refusal> {
        if self.too_deep > 0 {
            self.too_deep += u32::from(name == b"table");
            return Ok(());
        }
        match name {
            b"table" => return self.open_table(),
            // A row or a cell may come without the tag of its table.
            b"tr" | b"td" | b"th" if self.tables.is_empty() => self.tables.push(Table::default()),
            _ => {}
        }
        self.page.has_table |= !self.tables.is_empty();
        self.in_table(|table, count| match name {
            b"tr" => table.open_row(tag::is_hidden(tag), count),
            b"td" | b"th" => table.open_cell(tag::span(tag), count),
            _ => table.close_group(count),
        })
    }

    fn in_table(
        &mut self,
        act: impl FnOnce(&mut Table, &mut Count<'l>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        match self.tables.last_mut() {
            Some(table) => act(table, &mut self.count),
            None => Ok(()),
        }
    }

    fn open_table(&mut self) -> Result<(), Refusal> {
        if self.tables.last().is_some_and(|table| !table.in_cell()) {
            self.close_table()?;
        }
        if self.tables.len() < DEEPEST {
            self.tables.push(Table::default());
        } else {
            self.too_deep = 1;
            let loss = format!("表格嵌套超过 {DEEPEST} 层，更深处按文字读取");
            self.page.losses.push(loss);
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Refusal> {
        if let Some((muted, _)) = &self.muted {
            let ended = muted == name;
            if !ended && !tag::is_tabular(name) && name != b"select" {
                return Ok(());
            }
            self.muted = None;
        }
        if tag::is_tabular(name) {
            self.flow().end_paragraph();
            return self.end_tabular(name);
        }
        if tag::is_block(name) {
            self.flow().end_paragraph();
        }
        Ok(())
    }

    fn end_tabular(&mut self, name: &[u8]) -> Result<(), Refusal> {
        if self.too_deep > 0 {
            self.too_deep -= u32::from(name == b"table");
            return Ok(());
        }
        if name == b"table" {
            return self.close_table();
        }
        self.in_table(|table, count| match name {
            b"tr" => table.close_row(count),
            b"td" | b"th" => table.close_cell(count),
            _ => table.close_group(count),
        })
    }

    fn close_table(&mut self) -> Result<(), Refusal> {
        if let Some(table) = self.tables.pop() {
            let (loose, picture) = table.finish(&mut self.count)?;
            self.flow().append(loose);
            self.flow().table(picture);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Page, Refusal> {
        while !self.tables.is_empty() {
            self.close_table()?;
        }
        if let Some((name, true)) = &self.muted {
            let name = String::from_utf8_lossy(name);
            let loss = format!("网页中的 <{name}> 没有结束标记，其后的表格未读取");
            self.page.losses.push(loss);
        }
        self.page.losses.dedup();
        self.page.picture = Picture::stacked(self.body.finish());
        Ok(self.page)
    }
}
