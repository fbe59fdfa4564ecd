//! The blank form for offices: the published layout as an .xlsx that checks what is typed, computes
//! what follows from it, and is read again without a doubt.
//!
//! Blocks ([`blocks`], [`indicators`]) put places on a [`plan`], [`draw`] makes a sheet of it.

mod ask;
mod blocks;
mod draw;
mod formula;
mod guide;
mod indicators;
mod look;
mod plan;
mod points;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use self::plan::Plan;
use self::points::Points;
use super::theme::Theme;
use super::{ReportError, ReportSettings};
use crate::evaluate::ScoringPolicy;
use crate::registry::Registry;
use crate::value::FiscalYear;

/// What the file is called unless it is given another name.
pub const TEMPLATE_FILE: &str = "项目支出绩效自评表（空表）.xlsx";

const FORM: &str = "项目支出绩效自评表";
const FORM_SHEET: &str = "自评表";
const GUIDE_SHEET: &str = "填报说明";
const OFFICES: &str = "单位名单";

/// What a blank form is made by.
#[derive(Debug, Clone, Copy)]
pub struct Template<'a> {
    /// The year of the form; where none is known it is left to be filled in.
    pub year: Option<FiscalYear>,
    /// The office that is to fill it in, where it is for one.
    pub office: Option<&'a str>,
    /// Rows for every second level.
    pub rows: u32,
    /// The offices to choose from, and the district.
    pub registry: &'a Registry,
    /// Points and formulas.
    pub policy: &'a ScoringPolicy,
    /// Fonts.
    pub settings: &'a ReportSettings,
}

impl Template<'_> {
    /// The workbook, the same for the same settings.
    ///
    /// # Errors
    /// [`ReportError`] where it cannot be laid out.
    pub fn workbook(&self) -> Result<Vec<u8>, ReportError> {
        self.sheets()
            .and_then(|sheets| self.bytes(sheets))
            .map_err(|error| ReportError::new(TEMPLATE_FILE, error))
    }

    /// The form as data.
    fn plan(&self, points: &Points) -> Plan {
        let mut plan = Plan::default();
        blocks::head(&mut plan, self);
        let money = blocks::money(&mut plan, points, self.policy);
        blocks::goals(&mut plan);
        let indicators = indicators::indicators(&mut plan, points, self.rows);
        let total = blocks::total(&mut plan, money, &indicators);
        blocks::checks(&mut plan, money, &indicators, total, points);
        plan
    }

    fn sheets(&self) -> Result<Vec<Worksheet>, XlsxError> {
        let theme = Theme::new(self.settings);
        let points = Points::of(self.policy);
        let mut sheets = vec![
            draw::draw(&self.plan(&points), &theme)?,
            guide::guide(&points, &self.registry.district, &theme)?,
        ];
        if !self.registry.offices.is_empty() {
            sheets.push(self.offices(&theme)?);
        }
        Ok(sheets)
    }

    /// The list to choose 主管部门 from.
    fn offices(&self, theme: &Theme) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(OFFICES)?.set_column_width(0, 60)?;
        sheet.write_string_with_format(
            0,
            0,
            "名册中的单位（“主管部门”一栏从中选择）",
            &theme.section,
        )?;
        for (row, office) in (1_u32..).zip(&self.registry.offices) {
            sheet.write_string_with_format(row, 0, office.name.trim(), &theme.paragraph)?;
        }
        sheet.protect();
        Ok(sheet)
    }

    fn bytes(&self, sheets: Vec<Worksheet>) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        for sheet in sheets {
            workbook.push_worksheet(sheet);
        }
        // No clock; and long past, so that it never counts as the time of a report.
        let year = self.year.map_or(2000, FiscalYear::number);
        let made = ExcelDateTime::from_ymd(year, 1, 1)?;
        let properties = DocProperties::new()
            .set_title(FORM)
            .set_author("jixiao")
            .set_creation_datetime(&made);
        workbook.set_properties(&properties);
        workbook.save_to_buffer()
    }
}

#[cfg(test)]
mod tests;
