//! The rows of a delimited text, with the blank lines counted and without a stray quotation mark
//! swallowing what comes behind it.

use csv::{Reader, ReaderBuilder, StringRecord, Terminator};

/// So many lines with stray quotation marks, and the marks of the whole rest are taken as text.
const MOST_MISQUOTED: usize = 100;

/// The rows of a text whose lines end with `\n`.
pub(super) struct Rows<'t> {
    delimiter: u8,
    /// What is still to be read, where the reader begins.
    rest: &'t str,
    reader: Reader<&'t [u8]>,
    record: StringRecord,
    row: u32,
    /// Lines before `rest`.
    lines: usize,
    /// The lines, from 1, whose quotation marks were taken as text.
    pub(super) misquoted: Vec<usize>,
}

impl<'t> Rows<'t> {
    pub(super) fn new(text: &'t str, delimiter: u8) -> Self {
        Self {
            delimiter,
            rest: text,
            reader: reader(text, delimiter, true),
            record: StringRecord::new(),
            row: 0,
            lines: 0,
            misquoted: Vec::new(),
        }
    }

    /// Are all quotation marks from some line on taken as text?
    pub(super) fn quotes_given_up(&self) -> bool {
        self.misquoted.len() >= MOST_MISQUOTED
    }

    /// The next row that is not blank, with its number from 0.
    pub(super) fn next(&mut self) -> Result<Option<(u32, &StringRecord)>, String> {
        let Some(span) = self.advance()? else {
            return Ok(None);
        };
        let raw = self.rest.get(span.clone()).unwrap_or_default();
        let record = raw.trim_start_matches('\n');
        let blank = raw.len().saturating_sub(record.len());
        let row = self.row.saturating_add(narrow(blank));
        self.row = row.saturating_add(1);
        let line = record.split_inclusive('\n').next().unwrap_or_default();
        if line.len() < record.len() && !self.quotes_given_up() && !well_quoted(raw, self.delimiter)
        {
            self.reread(span.start.saturating_add(blank), line)?;
        }
        Ok(Some((row, &self.record)))
    }

    /// Reads one record; answers where it stands in the rest, blank lines before it included.
    fn advance(&mut self) -> Result<Option<std::ops::Range<usize>>, String> {
        let start = self.place();
        let more = self.reader.read_record(&mut self.record);
        let more = more.map_err(|error| error.to_string())?;
        Ok(more.then(|| start..self.place()))
    }

    fn place(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }

    /// Reads one line anew, its quotation marks as text, and goes on behind it.
    fn reread(&mut self, start: usize, line: &str) -> Result<(), String> {
        let (before, from_line) = self.rest.split_at_checked(start).unwrap_or(("", self.rest));
        self.lines = self.lines.saturating_add(before.matches('\n').count());
        self.misquoted.push(self.lines.saturating_add(1));
        let mut literal = reader(line, self.delimiter, false);
        literal
            .read_record(&mut self.record)
            .map_err(|error| error.to_string())?;
        self.rest = from_line.get(line.len()..).unwrap_or_default();
        self.lines = self.lines.saturating_add(1);
        self.reader = reader(self.rest, self.delimiter, !self.quotes_given_up());
        Ok(())
    }
}

/// A reader of rows of any length.
pub(super) fn reader(text: &str, delimiter: u8, quoting: bool) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .terminator(Terminator::Any(b'\n'))
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .from_reader(text.as_bytes())
}

/// Does every quoted field end before a delimiter or the end of the line? Where one does not, a
/// quotation mark that was meant as text has opened it.
fn well_quoted(record: &str, delimiter: u8) -> bool {
    let mut bytes = record.bytes().peekable();
    let ends_field = |byte: u8| byte == delimiter || byte == b'\n';
    loop {
        if bytes.next_if_eq(&b'"').is_some() {
            loop {
                match bytes.next() {
                    None => return false,
                    Some(b'"') if bytes.next_if_eq(&b'"').is_none() => break,
                    Some(_) => {}
                }
            }
            match bytes.next() {
                None => return true,
                Some(byte) if !ends_field(byte) => return false,
                Some(_) => {}
            }
        } else if !bytes.by_ref().any(ends_field) {
            return true;
        }
    }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
