//! One pass over the records of a worksheet part for what calamine does not tell — merged regions,
//! hidden rows, number formats, formulas that result in an error — and for what it dies of.

use std::collections::BTreeMap;

use super::super::number_format::Shown;
use super::super::reading::{Tally, Trouble, wide, within_merges};
use super::super::{CellRef, Limits, Region};
use super::records::{Fields, Records, kind};
use crate::value::CellValue;

/// The flag of a row header that says that the row is hidden.
const ROW_HIDDEN: u8 = 0x10;

/// What one pass over a worksheet part gives.
#[derive(Default)]
pub(super) struct PartScan {
    pub(super) merges: Vec<Region>,
    pub(super) bad_merges: Tally,
    /// Rows with content that are hidden.
    pub(super) hidden_rows: u32,
    /// How numbers are shown, where their format tells.
    pub(super) shown: BTreeMap<CellRef, Shown>,
    /// Cells that calamine passes over.
    pub(super) cells: Vec<(CellRef, CellValue)>,
    row: u32,
    row_hidden: bool,
    extent: bool,
}

impl PartScan {
    /// Passes over a worksheet part of a workbook with these formats and so many shared strings.
    pub(super) fn of(
        part: &[u8],
        formats: &[Shown],
        strings: u32,
        limits: &Limits,
    ) -> Result<Self, Trouble> {
        let mut scan = Self::default();
        for record in Records::new(part) {
            let (kind, fields) = record?;
            if !long_enough(kind, fields) {
                return Err(Trouble::Sheet(format!("记录 {kind} 太短")));
            }
            scan.record(kind, fields, formats, strings)?;
            within_merges(wide(scan.merges.len()), limits)?;
        }
        if !scan.extent {
            return Err(Trouble::Sheet("缺少工作表范围".to_owned()));
        }
        Ok(scan)
    }

    fn record(
        &mut self,
        kind: u16,
        fields: Fields<'_>,
        formats: &[Shown],
        strings: u32,
    ) -> Result<(), Trouble> {
        match kind {
            kind::ROW_HDR => self.open_row(fields)?,
            kind::CELL_RK..=kind::FMLA_ERROR => {
                self.count_hidden();
                self.cell(kind, fields, formats, strings)?;
            }
            kind::WS_DIM => self.extent = true,
            kind::MERGE_CELL => self.merge(fields),
            _ => {}
        }
        Ok(())
    }

    fn open_row(&mut self, mut fields: Fields<'_>) -> Result<(), Trouble> {
        self.row_hidden = fields.byte(11).is_some_and(|flags| flags & ROW_HIDDEN != 0);
        self.row = fields.u32().unwrap_or(u32::MAX);
        match CellRef::new(self.row, 0).in_sheet() {
            Some(_) => Ok(()),
            // calamine would take it for the end of the sheet.
            None => Err(Trouble::Sheet(format!("行号 {} 超出工作表", self.row))),
        }
    }

    /// Counts a hidden row at its first cell.
    fn count_hidden(&mut self) {
        if std::mem::take(&mut self.row_hidden) {
            self.hidden_rows = self.hidden_rows.saturating_add(1);
        }
    }

    fn cell(
        &mut self,
        kind: u16,
        mut fields: Fields<'_>,
        formats: &[Shown],
        strings: u32,
    ) -> Result<(), Trouble> {
        let (Some(col), Some(style)) = (fields.u32(), fields.u32()) else {
            return Ok(());
        };
        let at = CellRef::new(self.row, col);
        match kind {
            kind::CELL_RK | kind::CELL_REAL | kind::FMLA_NUM => {
                // The upper byte belongs to something else.
                let style = usize::try_from(style & 0x00FF_FFFF).unwrap_or(usize::MAX);
                self.shown
                    .extend(formats.get(style).map(|shown| (at, *shown)));
            }
            kind::CELL_ISST if fields.u32().is_none_or(|string| string >= strings) => {
                return Err(Trouble::Sheet(format!("{at} 的共享字符串不存在")));
            }
            kind::FMLA_ERROR => {
                let code = fields.byte(0).unwrap_or_default();
                self.cells.push((at, CellValue::Error(error_name(code))));
            }
            _ => {}
        }
        Ok(())
    }

    fn merge(&mut self, mut fields: Fields<'_>) {
        let mut next = || fields.u32().unwrap_or(u32::MAX);
        let (first_row, last_row, first_col, last_col) = (next(), next(), next(), next());
        let first = CellRef::new(first_row, first_col);
        let last = CellRef::new(last_row, last_col);
        match (first.in_sheet(), last.in_sheet()) {
            (Some(first), Some(last)) => self.merges.push(Region::new(first, last)),
            _ => self.bad_merges.add(Region { first, last }),
        }
    }
}

/// Has a record all the bytes at which calamine looks without asking?
fn long_enough(kind: u16, fields: Fields<'_>) -> bool {
    let least = match kind {
        kind::ROW_HDR => 4,
        kind::CELL_BLANK => 8,
        kind::CELL_RK | kind::CELL_ISST => 12,
        kind::CELL_REAL | kind::FMLA_NUM => 16,
        kind::CELL_RK..=kind::FMLA_ERROR => 9,
        kind::WS_DIM | kind::MERGE_CELL => 16,
        _ => 0,
    };
    fields.len() >= least
}

fn error_name(code: u8) -> String {
    let name = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        other => return format!("#ERROR({other})"),
    };
    name.to_owned()
}
