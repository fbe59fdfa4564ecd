//! One worksheet in the making: what stands on it from top to bottom, and how it is printed.

mod chart;
mod colours;
mod drawing;
mod entry;
mod named;
mod outline;
mod picture;
mod remark;
mod shading;
mod table;

pub(super) use self::chart::{Area, Chart, Scale, Series, Shape, Span};
pub(super) use self::drawing::{Block, Face, lines, small_lines};

use rust_xlsxwriter::{Format, FormatAlign, IgnoreError, Worksheet, XlsxError};

use self::table::height;
use super::rows::Value;
use super::sheet::{Kind, Tone};
use super::text;
use super::theme::Theme;
use crate::grid::CellRef;

/// Rows that a table can have beside title, note, header and sums.
pub(super) const LARGEST_TABLE: u32 = 1_048_000;

/// A4 in Excel's list of papers.
const A4: u8 = 9;

/// One worksheet in the making.
pub(super) struct Page<'t> {
    sheet: Worksheet,
    theme: &'t Theme,
    name: String,
    row: u32,
    breadth: u16,
    links: u32,
    upright: bool,
    one_sheet: bool,
    /// The rows that begin on another sheet of paper.
    papers: Vec<u32>,
    data_file: &'static str,
    /// What Excel need not mark with a green corner; it can be told of one thing only.
    harmless: IgnoreError,
}

impl<'t> Page<'t> {
    pub(super) fn new(name: &str, theme: &'t Theme) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        Ok(Self {
            sheet,
            theme,
            name: name.to_owned(),
            row: 0,
            breadth: 1,
            links: 0,
            upright: false,
            one_sheet: false,
            papers: Vec::new(),
            data_file: "",
            harmless: IgnoreError::NumberStoredAsText,
        })
    }

    /// Sets the columns' widths, in half-width characters.
    pub(super) fn columns(&mut self, widths: &[u16]) -> Result<(), XlsxError> {
        for (col, width) in (0_u16..).zip(widths) {
            let pixels = u32::from(*width).saturating_mul(7).saturating_add(5);
            self.sheet.set_column_width_pixels(col, pixels)?;
        }
        self.breadth = u16::try_from(widths.len()).unwrap_or(u16::MAX).max(1);
        Ok(())
    }

    /// The heading of the sheet, over its whole breadth.
    pub(super) fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        let theme = self.theme;
        self.across(text, &theme.title, 40)
    }

    /// A small line over the whole breadth.
    pub(super) fn note(&mut self, text: &str) -> Result<(), XlsxError> {
        let theme = self.theme;
        self.across(text, &theme.note, 24)
    }

    /// The heading of a part, after an empty row.
    pub(super) fn section(&mut self, text: &str) -> Result<(), XlsxError> {
        let theme = self.theme;
        self.skip();
        self.across(text, &theme.section, 28)
    }

    /// A line that must not be overlooked.
    pub(super) fn caution(&mut self, text: &str) -> Result<(), XlsxError> {
        let theme = self.theme;
        self.across(text, theme.cell(Kind::Wrapped, Tone::Error), 30)
    }

    /// Running text over the whole breadth, as many lines as it takes.
    pub(super) fn paragraph(&mut self, text: &str, width: usize) -> Result<(), XlsxError> {
        let theme = self.theme;
        self.across(text, &theme.paragraph, height(text::lines(text, width)))
    }

    /// Running text that ends on the right.
    pub(super) fn signature(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = self.theme.paragraph.clone().set_align(FormatAlign::Right);
        self.across(text, &format, 28)
    }

    /// The next row stands at the head of every printed page that follows.
    pub(super) fn repeat_next_row(&mut self) -> Result<(), XlsxError> {
        self.sheet.set_repeat_rows(self.row, self.row)?;
        Ok(())
    }

    /// Printed on upright paper.
    pub(super) fn upright(&mut self) {
        self.upright = true;
    }

    /// Printed on one sheet of paper, whatever its length.
    pub(super) fn on_one_sheet(&mut self) {
        self.one_sheet = true;
    }

    /// What follows begins on another sheet of paper.
    pub(super) fn begin_paper(&mut self) {
        self.papers.push(self.row);
    }

    /// The row that is filled next.
    pub(super) fn next_row(&self) -> u32 {
        self.row
    }

    /// Leaves a row empty.
    pub(super) fn skip(&mut self) {
        self.row = self.row.saturating_add(1);
    }

    /// The cell of a figure of a row of [`Page::figures`], counted from the left.
    pub(super) fn figure_at(row: u32, position: u32) -> CellRef {
        CellRef::new(row, position.saturating_mul(2).saturating_add(1))
    }

    /// Labels and figures side by side, as many pairs in a row as there is room for.
    pub(super) fn figures(&mut self, figures: &[(&str, Value<'_>, Kind)]) -> Result<(), XlsxError> {
        let pairs = usize::from(self.breadth / 2).max(1);
        for line in figures.chunks(pairs) {
            for (col, (label, value, kind)) in (0_u16..).step_by(2).zip(line) {
                let theme = self.theme;
                self.sheet
                    .write_string_with_format(self.row, col, *label, &theme.label)?;
                self.cell(col.saturating_add(1), value, theme.figure(*kind))?;
            }
            self.sheet.set_row_height_pixels(self.row, 30)?;
            self.skip();
        }
        Ok(())
    }

    /// Sets up the print and gives the worksheet out of hand.
    pub(super) fn finish(mut self, district: &str) -> Result<Worksheet, XlsxError> {
        let last = self.row.max(1);
        let breadth = self.breadth.saturating_sub(1);
        self.sheet
            .ignore_error_range(0, 0, last, breadth, self.harmless)?;
        // The blank keeps a leading digit apart from the font size.
        let font = format!("&\"{},常规\"&9 ", self.theme.body_font);
        let header = format!(
            "&L{font}{}项目支出绩效自评&R{font}{}",
            plain(district),
            plain(&self.name)
        );
        self.sheet
            .set_paper_size(A4)
            .set_landscape()
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.5, 0.5, 0.7, 0.6, 0.3, 0.3)
            .set_print_center_horizontally(true)
            .set_header(header)
            .set_footer(format!("&C{font}第 &P 页，共 &N 页"));
        self.sheet.set_page_breaks(&self.papers)?;
        if self.upright {
            self.sheet.set_portrait();
        }
        if self.one_sheet {
            self.sheet.set_print_fit_to_pages(1, 1);
        }
        Ok(self.sheet)
    }

    fn across(&mut self, text: &str, format: &Format, pixels: u32) -> Result<(), XlsxError> {
        self.spanned(0, self.breadth, &Value::text(text), format)?;
        self.sheet.set_row_height_pixels(self.row, pixels)?;
        self.skip();
        Ok(())
    }
}

/// Text for a print header, in which `&` begins a command.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_control()).take(40);
    kept.collect::<String>().replace('&', "&&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_print_header_holds_no_commands_of_inputs() {
        assert_eq!(plain("A&B\u{1}区"), "A&&B区");
    }
}
