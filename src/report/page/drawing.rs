//! Cells that are placed one by one, as on a form, instead of by the columns of a table.

use rust_xlsxwriter::{Format, FormatAlign, XlsxError};

use super::Page;
use super::table::number;
use crate::report::link::Link;
use crate::report::rows::Value;
use crate::report::sheet::{Kind, Tone};
use crate::report::text;

/// Points of the text on a form: a little smaller than elsewhere, so that a form fits upright.
const POINTS: u16 = 10;

/// Points of the heading of a form.
const TITLE_POINTS: u16 = 18;

/// Points of what would not fit otherwise.
const SMALL_POINTS: u16 = 8;

/// A line of that text, in pixels.
const LINE: u32 = 18;
const SMALL_LINE: usize = 14;
const PADDING: u32 = 8;
/// A row cannot be higher (409 points).
const HIGHEST: u32 = 545;

/// A rectangle of cells; the rows are counted from where the drawing begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) struct Block {
    pub(in crate::report) row: u32,
    pub(in crate::report) rows: u32,
    pub(in crate::report) col: u16,
    pub(in crate::report) cols: u16,
}

/// What a cell of a drawing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Face {
    /// The heading of the whole.
    Title,
    /// A line without a frame, in the middle.
    Line,
    /// What is printed on the form.
    Label,
    /// What was filled in.
    Text,
    /// So much that it takes smaller letters.
    Small,
    /// What was filled in, short or a number: in the middle.
    Figure,
    /// A place that this form does not have.
    Absent,
    /// Beside the form.
    Margin,
}

impl Page<'_> {
    /// Puts a value on a block, `row` rows below the next; a number is shown by `shown`.
    pub(in crate::report) fn place(
        &mut self,
        block: Block,
        (face, tone): (Face, Tone),
        value: &Value<'_>,
        shown: Option<&str>,
    ) -> Result<(), XlsxError> {
        let mut format = self.face(face, tone);
        if let Some(shown) = shown {
            format = format.set_num_format(shown).set_shrink();
        }
        let (row, last_row, last_col) = self.corners(block);
        if last_row > row || last_col > block.col {
            self.sheet
                .merge_range(row, block.col, last_row, last_col, "", &format)?;
        }
        match value {
            Value::Figure(figure) => {
                self.sheet
                    .write_number_with_format(row, block.col, number(*figure), &format)?
            }
            Value::Text(typed) => {
                let typed = text::writable(typed);
                let typed = text::cut(&typed, "…（截断，全文见原表）");
                self.sheet
                    .write_string_with_format(row, block.col, typed, &format)?
            }
            _ => self.sheet.write_blank(row, block.col, &format)?,
        };
        Ok(())
    }

    /// A small line with a link at its end.
    pub(in crate::report) fn note_with_link(
        &mut self,
        text: &str,
        link: Option<Link>,
    ) -> Result<(), XlsxError> {
        let theme = self.theme;
        let last = self.breadth.saturating_sub(1);
        self.spanned(0, last, &Value::text(text), &theme.note)?;
        let link = link.map_or(Value::Unknown, Value::Link);
        let format = theme.cell(Kind::Link, Tone::Plain).clone();
        self.cell(last, &link, &format.set_font_size(POINTS))?;
        self.heights(&[1])
    }

    /// Gives the next rows their heights, by the lines that they have to hold, and goes below them.
    pub(in crate::report) fn heights(&mut self, lines: &[usize]) -> Result<(), XlsxError> {
        for lines in lines {
            let lines = u32::try_from(*lines).unwrap_or(u32::MAX);
            let pixels = lines.saturating_mul(LINE).saturating_add(PADDING);
            self.sheet
                .set_row_height_pixels(self.row, pixels.min(HIGHEST))?;
            self.skip();
        }
        Ok(())
    }

    fn corners(&self, block: Block) -> (u32, u32, u16) {
        let row = self.row.saturating_add(block.row);
        (
            row,
            row.saturating_add(block.rows).saturating_sub(1),
            block.col.saturating_add(block.cols).saturating_sub(1),
        )
    }

    fn face(&self, face: Face, tone: Tone) -> Format {
        let theme = self.theme;
        let format = match face {
            Face::Title => {
                return toned(&theme.title, theme.cell(Kind::Wrapped, tone), tone)
                    .set_font_size(TITLE_POINTS);
            }
            Face::Line => toned(&theme.note, theme.cell(Kind::Wrapped, tone), tone)
                .set_align(FormatAlign::Center),
            Face::Label => toned(&theme.label, theme.cell(Kind::Wrapped, tone), tone),
            Face::Text | Face::Small => theme.cell(Kind::Wrapped, tone).clone(),
            Face::Figure => theme
                .cell(Kind::Wrapped, tone)
                .clone()
                .set_align(FormatAlign::Center),
            Face::Absent => theme.cell(Kind::Wrapped, Tone::Total).clone(),
            Face::Margin => theme
                .note
                .clone()
                .set_text_wrap()
                .set_align(FormatAlign::Center),
        };
        format.set_font_size(if face == Face::Small {
            SMALL_POINTS
        } else {
            POINTS
        })
    }
}

/// The face in its own fill, unless something is wrong with it.
fn toned(face: &Format, marked: &Format, tone: Tone) -> Format {
    if tone == Tone::Plain {
        return face.clone();
    }
    marked.clone().set_align(FormatAlign::Center)
}

/// The lines that a text takes in so many half-width characters of a drawing.
pub(in crate::report) fn lines(typed: &str, width: usize) -> usize {
    // Widths are those of the larger body text.
    text::lines(typed, width.saturating_mul(11) / usize::from(POINTS))
}

/// The same in small letters, in lines of the usual height.
pub(in crate::report) fn small_lines(typed: &str, width: usize) -> usize {
    let width = width.saturating_mul(11) / usize::from(SMALL_POINTS);
    let pixels = text::lines(typed, width).saturating_mul(SMALL_LINE);
    pixels.div_ceil(usize::try_from(LINE).unwrap_or(1))
}
