//! A workbook in the making: pages in, bytes out, the same bytes for the same pages.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::page::Page;
use super::sheet::Sheet;
use super::theme::Theme;
use super::{OutFile, ReportError, ReportSettings, RunFacts};
use crate::value::Day;

/// A workbook in the making.
pub(super) struct Book<'v> {
    facts: &'v RunFacts,
    settings: &'v ReportSettings,
    path: String,
    theme: Theme,
    workbook: Workbook,
    day: Option<Day>,
}

/// A page that is laid out and stands in no workbook yet.
pub(super) struct Laid(Worksheet);

impl<'v> Book<'v> {
    /// An empty workbook for this place below the output folder.
    pub(super) fn new(
        facts: &'v RunFacts,
        settings: &'v ReportSettings,
        path: impl Into<String>,
    ) -> Self {
        Self {
            facts,
            settings,
            path: path.into(),
            theme: Theme::new(settings),
            workbook: Workbook::new(),
            day: None,
        }
    }

    /// Of this day, by its own account.
    #[must_use]
    pub(super) fn dated(self, day: Option<Day>) -> Self {
        Self { day, ..self }
    }

    /// Adds a page that is laid out by hand.
    pub(super) fn page(
        &mut self,
        name: &str,
        lay_out: impl FnOnce(&mut Page<'_>) -> Result<(), XlsxError>,
    ) -> Result<(), ReportError> {
        let (page, ()) = self.laid(name, lay_out)?;
        self.push(page);
        Ok(())
    }

    /// Lays out a page that comes later, for pages before it that draw on its cells.
    pub(super) fn laid<T>(
        &self,
        name: &str,
        lay_out: impl FnOnce(&mut Page<'_>) -> Result<T, XlsxError>,
    ) -> Result<(Laid, T), ReportError> {
        self.laid_out(name, lay_out)
            .map_err(|error| self.error(error))
    }

    /// Adds a page that is laid out.
    pub(super) fn push(&mut self, page: Laid) {
        self.workbook.push_worksheet(page.0);
    }

    /// What stands on the tabs so far.
    pub(super) fn names(&mut self) -> Vec<String> {
        let sheets = self.workbook.worksheets().iter();
        sheets.map(Worksheet::name).collect()
    }

    /// Adds a sheet that is one table, or several where it is longer than one may be.
    pub(super) fn sheet(&mut self, sheet: Sheet<'_>) -> Result<(), ReportError> {
        let most = usize::try_from(self.settings.rows_per_sheet).unwrap_or(usize::MAX);
        for part in parts(sheet, most.max(1)) {
            self.page(&part.name, |page| page.table_sheet(&part))?;
        }
        Ok(())
    }

    /// The finished workbook.
    pub(super) fn finish(mut self, title: &str) -> Result<OutFile, ReportError> {
        let bytes = self.bytes(title).map_err(|error| self.error(error))?;
        Ok(OutFile::new(self.path, bytes))
    }

    fn laid_out<T>(
        &self,
        name: &str,
        lay_out: impl FnOnce(&mut Page<'_>) -> Result<T, XlsxError>,
    ) -> Result<(Laid, T), XlsxError> {
        let mut page = Page::new(name, &self.theme)?;
        let told = lay_out(&mut page)?;
        Ok((Laid(page.finish(&self.facts.district)?), told))
    }

    fn bytes(&mut self, title: &str) -> Result<Vec<u8>, XlsxError> {
        // The last day of the fiscal year: no clock, and still a date that says something.
        let end_of_year = (self.facts.fiscal_year.number(), 12, 31);
        let (year, month, day) = self.day.map_or(end_of_year, Day::parts);
        let made = ExcelDateTime::from_ymd(year, month, day)?;
        let properties = DocProperties::new()
            .set_title(title)
            .set_author("jixiao")
            .set_creation_datetime(&made);
        self.workbook.set_properties(&properties);
        self.workbook.save_to_buffer()
    }

    fn error(&self, detail: impl ToString) -> ReportError {
        ReportError::new(self.path.clone(), detail)
    }
}

/// The sheets that a table takes; the sums stand on the last.
fn parts(whole: Sheet<'_>, most: usize) -> Vec<Sheet<'_>> {
    let count = whole.rows.len().div_ceil(most);
    if count <= 1 {
        return vec![whole];
    }
    let part = |at: usize| {
        let ordinal = at.saturating_add(1);
        let mut part = whole.part(at.saturating_mul(most), most);
        part.note = format!("{}　共 {count} 张工作表，本表为第 {ordinal} 张", whole.note);
        part.named = false; // half a table by the name of the whole would mislead
        if at > 0 {
            part.name = format!("{}（{ordinal}）", whole.name);
        }
        if ordinal == count {
            part.totals = whole.totals.clone();
        }
        part
    };
    (0..count).map(part).collect()
}
