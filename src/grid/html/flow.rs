//! Running text as a browser shows it: white space collapsed, paragraphs apart, tables in between.

use super::picture::Picture;

/// A paragraph or a table.
#[derive(Debug)]
pub(super) enum Block {
    Text(String),
    Table(Picture),
}

/// What has been read of a document or of a cell.
#[derive(Debug, Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    paragraph: String,
    /// White space has come that counts if more text follows on the line.
    blank: bool,
}

impl Flow {
    /// Appends text to the paragraph.
    pub(super) fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.blank = true;
                continue;
            }
            if self.blank && !self.at_start_of_line() {
                self.paragraph.push(' ');
            }
            self.blank = false;
            self.paragraph.push(c);
        }
    }

    /// Begins a new line in the paragraph.
    pub(super) fn line_break(&mut self) {
        self.blank = false;
        self.paragraph.push('\n');
    }

    fn at_start_of_line(&self) -> bool {
        self.paragraph.is_empty() || self.paragraph.ends_with('\n')
    }

    /// Ends the paragraph; one of white space alone is none.
    pub(super) fn end_paragraph(&mut self) {
        let text = self.paragraph.trim();
        if !text.is_empty() {
            self.blocks.push(Block::Text(text.to_owned()));
        }
        self.paragraph.clear();
        self.blank = false;
    }

    /// Adds a table below all that came before.
    pub(super) fn table(&mut self, picture: Picture) {
        self.end_paragraph();
        if !picture.cells.is_empty() {
            self.blocks.push(Block::Table(picture));
        }
    }

    /// Adds what another flow holds.
    pub(super) fn append(&mut self, other: Self) {
        self.end_paragraph();
        self.blocks.extend(other.finish());
    }

    /// All paragraphs and tables.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.end_paragraph();
        self.blocks
    }
}

/// The text of blocks on a few lines, where all tables among them are single rows or columns.
pub(super) fn as_lines(blocks: &[Block]) -> Option<String> {
    let lines: Option<Vec<String>> = blocks
        .iter()
        .map(|block| match block {
            Block::Text(text) => Some(text.clone()),
            Block::Table(picture) => picture.as_lines(),
        })
        .collect();
    lines.map(|lines| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(flow: Flow) -> Vec<String> {
        let blocks = flow.finish().into_iter();
        blocks
            .filter_map(|block| match block {
                Block::Text(text) => Some(text),
                Block::Table(_) => None,
            })
            .collect()
    }

    #[test]
    fn white_space_is_shown_as_browsers_show_it() {
        let mut flow = Flow::default();
        flow.push(" \n 道路  \t");
        flow.push(" 清扫\u{a0}\u{a0}项目 ");
        flow.line_break();
        flow.push("  二期 ");
        flow.end_paragraph();
        flow.push("\u{a0}");
        flow.end_paragraph();
        flow.push("完");
        assert_eq!(texts(flow), ["道路 清扫\u{a0}\u{a0}项目\n二期", "完"]);
    }
}
