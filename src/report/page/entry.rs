//! What a person may enter in the columns of a table: lists to choose from, days.

use rust_xlsxwriter::{DataValidation, DataValidationRule, ExcelDateTime, XlsxError};

use super::Page;
use crate::decision::Status;
use crate::report::sheet::{Column, Entry};

impl Page<'_> {
    /// Says what may be entered below the header, down to the last row that is filled.
    pub(super) fn entries(&mut self, columns: &[Column], header: u32) -> Result<(), XlsxError> {
        let (first, last) = (header.saturating_add(1), self.row.saturating_sub(1));
        if last < first {
            return Ok(());
        }
        let mut col = 0_u16;
        for column in columns {
            if let Some(entry) = column.entry {
                let allowed = allowed(entry)?;
                self.sheet
                    .add_data_validation(first, col, last, col, &allowed)?;
            }
            col = col.saturating_add(column.span);
        }
        Ok(())
    }
}

fn allowed(entry: Entry) -> Result<DataValidation, XlsxError> {
    match entry {
        Entry::Status => {
            let labels = Status::ALL.map(Status::label);
            let refusal = format!("请选择{}；其他情况请写在“处理意见”一列", labels.join("、"));
            DataValidation::new()
                .allow_list_strings(&labels)?
                .set_error_title("处理状态")?
                .set_error_message(refusal)
        }
        Entry::Until => DataValidation::new()
            .allow_date(DataValidationRule::Between(
                ExcelDateTime::from_ymd(2000, 1, 1)?,
                ExcelDateTime::from_ymd(9999, 12, 31)?,
            ))
            .set_error_title("有效期")?
            .set_error_message("请填写日期，如 2025-06-30；长期有效的不填"),
    }
}
