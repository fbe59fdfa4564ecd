//! Tables on a page: cells from rows, the height of each row, and what stays in view.
//!
//! Text from inputs is only ever written as a string; links only as URLs that `link.rs` escaped.

use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Url, Worksheet, XlsxError};

use super::Page;
use crate::report::formula::Live;
use crate::report::rows::{Row, Rows, Value};
use crate::report::sheet::{Column, Kind, Sheet, Tone, ToneOf, shown, totals};
use crate::report::text;

/// Links that one sheet can have (Excel's limit).
const MOST_LINKS: u32 = 65_530;

/// Lines after which a row grows no further: the cell still holds all of the text.
const MOST_LINES: usize = 12;
const LINE_PIXELS: u32 = 20;
const ROW_PADDING: u32 = 6;
const HEADER_PADDING: u32 = 8;

/// What an indent takes of a column, in half-width characters.
const INDENT: usize = 3;

impl Page<'_> {
    /// A table within a page.
    pub(in crate::report) fn table(
        &mut self,
        columns: &[Column],
        rows: &Rows<'_>,
        tone: ToneOf,
    ) -> Result<(), XlsxError> {
        self.header(columns)?;
        self.rows(columns, rows, tone)
    }

    /// Sums, under a table.
    pub(in crate::report) fn totals(
        &mut self,
        columns: &[Column],
        sums: &Rows<'_>,
    ) -> Result<(), XlsxError> {
        self.rows(columns, sums, |_| Tone::Total)
    }

    /// A page that is one table: headers that stay, filter, print set-up.
    pub(in crate::report) fn table_sheet(&mut self, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
        self.data_file = sheet.data_file;
        let widths: Vec<u16> = sheet.columns.iter().map(|column| column.width).collect();
        self.columns(&widths)?;
        self.title(&sheet.title)?;
        let note_row = self.row;
        self.note(&sheet.note)?;
        let header_row = self.row;
        self.repeat_next_row()?;
        self.header(&sheet.columns)?;
        self.sheet.set_freeze_panes(self.row, sheet.frozen)?;
        self.rows(&sheet.columns, &sheet.rows, sheet.row_tone)?;
        self.entries(&sheet.columns, header_row)?;
        self.colours(&sheet.columns, header_row)?;
        self.pictures(&sheet.columns, &sheet.rows, header_row.saturating_add(1))?;
        if sheet.rows.is_empty() {
            self.nothing()?;
        } else {
            self.filtered(sheet, header_row)?;
        }
        let first = header_row.saturating_add(1);
        let sums = totals(&sheet.columns, &sheet.rows, first, &sheet.totals);
        self.rows(&sheet.columns, &sums, |_| Tone::Total)?;
        self.note_lost_links(note_row, &sheet.note)
    }

    /// A table without rows says so. In one cell: a list that is read back must not find the word in
    /// every column.
    fn nothing(&mut self) -> Result<(), XlsxError> {
        let theme = self.theme;
        self.cell(0, &Value::text("无"), theme.cell(Kind::Label, Tone::Plain))?;
        self.skip();
        Ok(())
    }

    fn header(&mut self, columns: &[Column]) -> Result<(), XlsxError> {
        let theme = self.theme;
        let mut col = 0;
        let mut most_lines = 1;
        for column in columns {
            let value = Value::text(column.header.as_ref());
            self.spanned(col, column.span, &value, &theme.header)?;
            most_lines = most_lines.max(text::lines(&column.header, usize::from(column.width)));
            col = col.saturating_add(column.span);
        }
        self.sheet
            .set_row_height_pixels(self.row, height(most_lines).saturating_add(HEADER_PADDING))?;
        self.skip();
        Ok(())
    }

    fn rows(&mut self, columns: &[Column], rows: &Rows<'_>, tone: ToneOf) -> Result<(), XlsxError> {
        check(columns, rows)?;
        for row in rows.iter() {
            let row_tone = tone(row);
            let mut col = 0;
            let mut most_lines = 1;
            for column in columns {
                let value = shown(column, columns, row, self.row);
                let kind = shown_as(column.kind, &value);
                let format = self.theme.cell(kind, cell_tone(column, row, row_tone));
                self.spanned(col, column.span, &value, format)?;
                most_lines = most_lines.max(lines(column, &value, row_tone));
                col = col.saturating_add(column.span);
            }
            self.sheet
                .set_row_height_pixels(self.row, height(most_lines))?;
            self.skip();
        }
        Ok(())
    }

    /// A value over one or several columns.
    pub(super) fn spanned(
        &mut self,
        col: u16,
        span: u16,
        value: &Value<'_>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if span > 1 {
            let last = col.saturating_add(span).saturating_sub(1);
            self.sheet
                .merge_range(self.row, col, self.row, last, "", format)?;
        }
        self.cell(col, value, format)
    }

    pub(super) fn cell(
        &mut self,
        col: u16,
        value: &Value<'_>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let row = self.row;
        match value {
            Value::Unknown => self.sheet.write_blank(row, col, format)?,
            Value::Text(text) => {
                let text = text::fitting(text, self.data_file);
                self.sheet
                    .write_string_with_format(row, col, text, format)?
            }
            // A count has at most 15 digits, which a float holds exactly.
            Value::Count(count) => self.sheet.write_number_with_format(
                row,
                col,
                number(Decimal::from(*count)),
                format,
            )?,
            Value::Figure(figure) => {
                self.sheet
                    .write_number_with_format(row, col, number(*figure), format)?
            }
            Value::Rate(rate) => self
                .sheet
                .write_number_with_format(row, col, *rate, format)?,
            Value::Day(day) => {
                let (year, month, day) = day.parts();
                let date = ExcelDateTime::from_ymd(year, month, day)?;
                self.sheet
                    .write_datetime_with_format(row, col, &date, format)?
            }
            Value::Live(live) => self.live(live, col, format)?,
            Value::Link(link) if self.links < MOST_LINKS => {
                self.links = self.links.saturating_add(1);
                let shown = text::fitting(link.text(), self.data_file);
                let url = Url::new(link.target()).set_text(shown);
                self.sheet.write_url_with_format(row, col, url, format)?
            }
            Value::Link(_) => {
                self.links = self.links.saturating_add(1);
                self.sheet
                    .write_string_with_format(row, col, "见位置", format)?
            }
        };
        Ok(())
    }

    /// A formula with the figure of the tables as its result.
    #[allow(
        clippy::disallowed_methods,
        reason = "the place that writes what formula.rs made"
    )]
    fn live(
        &mut self,
        live: &Live<'_>,
        col: u16,
        format: &Format,
    ) -> Result<&mut Worksheet, XlsxError> {
        let result = match live.shown() {
            Value::Count(count) => count.to_string(),
            Value::Figure(figure) => number(*figure).to_string(),
            Value::Rate(rate) => rate.to_string(),
            _ => String::new(),
        };
        let formula = Formula::new(live.formula()).set_result(result);
        self.sheet
            .write_formula_with_format(self.row, col, formula, format)
    }

    fn note_lost_links(&mut self, row: u32, note: &str) -> Result<(), XlsxError> {
        if self.links <= MOST_LINKS {
            return Ok(());
        }
        let note =
            format!("{note}　超链接已达 Excel 上限（{MOST_LINKS} 条），其后各行请按“位置”列查找");
        let theme = self.theme;
        self.sheet
            .write_string_with_format(row, 0, note, &theme.note)?;
        Ok(())
    }
}

/// A column that the rows do not have would be an empty column in silence.
fn check(columns: &[Column], rows: &Rows<'_>) -> Result<(), XlsxError> {
    let missing = columns.iter().find(|column| !rows.has(column.source));
    match missing {
        Some(column) if !rows.is_empty() => {
            let detail = format!("所需的列 {} 不存在", column.source);
            Err(XlsxError::ParameterError(detail))
        }
        _ => Ok(()),
    }
}

/// A cell's own tone, that of its severity, or that of its row.
fn cell_tone(column: &Column, row: Row<'_, '_>, row_tone: Tone) -> Tone {
    let own = match (column.tone, column.kind) {
        (Some(tone), _) => tone(row),
        (None, Kind::Severity) => severity_tone(row.text(column.source)),
        (None, _) => Tone::Plain,
    };
    if own == Tone::Plain { row_tone } else { own }
}

/// What should lead somewhere and does not is text like any other.
fn shown_as(kind: Kind, value: &Value<'_>) -> Kind {
    match (kind, value) {
        (Kind::Link, Value::Text(_)) => Kind::Text,
        _ => kind,
    }
}

fn severity_tone(severity: &str) -> Tone {
    match severity {
        "错误" => Tone::Error,
        "警告" => Tone::Warning,
        "提示" => Tone::Info,
        _ => Tone::Plain,
    }
}

fn lines(column: &Column, value: &Value<'_>, row_tone: Tone) -> usize {
    let width = usize::from(column.width);
    match (column.kind, row_tone) {
        (Kind::Prose, Tone::Muted) => text::lines(value.as_str(), width.saturating_sub(INDENT)),
        (Kind::Wrapped | Kind::Prose, _) => text::lines(value.as_str(), width),
        _ => 1,
    }
}

pub(super) fn height(lines: usize) -> u32 {
    let lines = u32::try_from(lines.min(MOST_LINES)).unwrap_or(1);
    lines
        .saturating_mul(LINE_PIXELS)
        .saturating_add(ROW_PADDING)
}

/// The nearest float, which shows the same digits: spreadsheets know no other numbers.
pub(super) fn number(figure: Decimal) -> f64 {
    figure.to_string().parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::link::Links;
    use crate::report::settings::ReportSettings;
    use crate::report::theme::Theme;
    use calamine::Reader as _;
    use std::path::Path;

    fn written(lay_out: impl FnOnce(&mut Page<'_>)) -> Vec<Vec<String>> {
        let theme = Theme::new(&ReportSettings::default());
        let mut page = Page::new("表", &theme).unwrap();
        lay_out(&mut page);
        let mut workbook = rust_xlsxwriter::Workbook::new();
        workbook.push_worksheet(page.finish("区").unwrap());
        let bytes = std::io::Cursor::new(workbook.save_to_buffer().unwrap());
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(bytes).unwrap();
        let range = book.worksheet_range("表").unwrap();
        let text = |row: &[calamine::Data]| row.iter().map(ToString::to_string).collect();
        range.rows().map(text).collect()
    }

    #[test]
    fn beyond_the_limit_links_become_text_with_a_note() {
        let link = Links::new(Path::new("out"), Path::new("in"))
            .to("a.xlsx", "S", "A1")
            .unwrap();
        let rows = Rows::from_columns(vec![(
            "link",
            vec![Value::Link(link.clone()), Value::Link(link)],
        )]);
        let columns = vec![Column::new("link", "来源", Kind::Link, 7)];
        let sheet = Sheet::new("表", "标题".to_owned(), columns, rows);
        let cells = written(|page| {
            page.links = MOST_LINKS - 1;
            page.table_sheet(&sheet).unwrap();
        });
        assert!(cells[1][0].contains("超链接已达 Excel 上限"), "{cells:?}");
        assert_eq!([&cells[3][0], &cells[4][0]], ["打开", "见位置"]);
    }

    #[test]
    fn a_figure_keeps_every_digit() {
        let rows = Rows::from_columns(vec![(
            "amount",
            ["35.56041", "458000.123456", "-0.239590"]
                .map(|text| Value::Figure(text.parse().unwrap()))
                .to_vec(),
        )]);
        let columns = [Column::new("amount", "金额", Kind::Amount, 14)];
        let cells = written(|page| page.table(&columns, &rows, |_| Tone::Plain).unwrap());
        let amounts: Vec<&String> = cells.iter().skip(1).map(|row| &row[0]).collect();
        assert_eq!(amounts, ["35.56041", "458000.123456", "-0.23959"]);
    }

    #[test]
    fn rows_grow_with_their_text_up_to_a_limit() {
        assert_eq!(height(1), 26);
        assert_eq!(height(3), 66);
        assert_eq!(height(500), height(MOST_LINES));
    }
}
