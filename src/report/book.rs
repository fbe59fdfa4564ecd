//! A workbook in the making: pages in, bytes out, the same bytes for the same pages.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::page::Page;
use super::rows::Rows;
use super::sheet::Sheet;
use super::theme::Theme;
use super::{OutFile, ReportError, View};

/// A workbook in the making.
pub(super) struct Book<'v> {
    view: &'v View<'v>,
    path: String,
    theme: Theme,
    workbook: Workbook,
}

impl<'v> Book<'v> {
    /// An empty workbook for this place below the output folder.
    pub(super) fn new(view: &'v View<'v>, path: impl Into<String>) -> Self {
        Self {
            view,
            path: path.into(),
            theme: Theme::new(view.settings),
            workbook: Workbook::new(),
        }
    }

    /// Adds a page that is laid out by hand.
    pub(super) fn page(
        &mut self,
        name: &str,
        lay_out: impl FnOnce(&mut Page<'_>) -> Result<(), XlsxError>,
    ) -> Result<(), ReportError> {
        let page = self
            .laid_out(name, lay_out)
            .map_err(|error| self.error(error))?;
        self.workbook.push_worksheet(page);
        Ok(())
    }

    /// Adds a sheet that is one table, on as many pages as it takes.
    pub(super) fn sheet(&mut self, sheet: &Sheet<'_>) -> Result<(), ReportError> {
        self.check_columns(sheet)?;
        let most = usize::try_from(self.view.settings.rows_per_sheet)
            .unwrap_or(usize::MAX)
            .max(1);
        let pages = sheet.rows.len().div_ceil(most).max(1);
        for number in 0..pages {
            let mut part = Sheet {
                rows: sheet.rows.part(number.saturating_mul(most), most),
                totals: sheet.totals.clone(),
                note: sheet.note.clone(),
                title: sheet.title.clone(),
                columns: sheet.columns.clone(),
                ..*sheet
            };
            let ordinal = number.saturating_add(1);
            if ordinal < pages {
                part.totals = Rows::default();
            }
            if pages > 1 {
                part.note = format!("{}　共 {pages} 张工作表，本表为第 {ordinal} 张", sheet.note);
            }
            let name = match number {
                0 => sheet.name.to_owned(),
                _ => format!("{}（{ordinal}）", sheet.name),
            };
            self.page(&name, |page| page.table_sheet(&part))?;
        }
        Ok(())
    }

    /// The finished workbook.
    pub(super) fn finish(mut self, title: &str) -> Result<OutFile, ReportError> {
        let bytes = self.bytes(title).map_err(|error| self.error(error))?;
        Ok(OutFile::new(self.path, bytes))
    }

    fn laid_out(
        &self,
        name: &str,
        lay_out: impl FnOnce(&mut Page<'_>) -> Result<(), XlsxError>,
    ) -> Result<rust_xlsxwriter::Worksheet, XlsxError> {
        let mut page = Page::new(name, &self.theme)?;
        lay_out(&mut page)?;
        page.finish(&self.view.facts.district)
    }

    fn bytes(&mut self, title: &str) -> Result<Vec<u8>, XlsxError> {
        // The last day of the fiscal year: no clock, and still a date that says something.
        let year = self.view.facts.fiscal_year.number();
        let made = ExcelDateTime::from_ymd(year, 12, 31)?;
        let properties = DocProperties::new()
            .set_title(title)
            .set_author("jixiao")
            .set_creation_datetime(&made);
        self.workbook.set_properties(&properties);
        self.workbook.save_to_buffer()
    }

    /// A column that the rows do not have would be an empty column in silence.
    fn check_columns(&self, sheet: &Sheet<'_>) -> Result<(), ReportError> {
        let missing = sheet
            .columns
            .iter()
            .find(|column| !sheet.rows.has(column.source));
        match missing {
            Some(column) if !sheet.rows.is_empty() => Err(self.error(format!(
                "工作表“{}”所需的列 {} 不存在",
                sheet.name, column.source
            ))),
            _ => Ok(()),
        }
    }

    fn error(&self, detail: impl ToString) -> ReportError {
        ReportError::new(self.path.clone(), detail)
    }
}
