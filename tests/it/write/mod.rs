//! Sheets → the bytes of a file in every format that is read, for the tests.
//!
//! The writers follow the formats' own rules, not what our readers happen to look at, and the same
//! sheets give the same bytes. What a format cannot say is told by [`Written::told`].

mod compound;
mod delimited;
mod docx;
mod html;
mod ods;
mod shown;
mod spreadsheet_ml;
mod table;
mod texts;
mod told;
mod xls;
mod xlsb;
mod xlsx;
mod zipped;

use encoding_rs::{GB18030, UTF_8};
use jixiao::grid::{Format, Sheet};

pub(crate) use told::in_order;

/// The formats, with the encodings of those that are text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    /// XML Spreadsheet 2003.
    SpreadsheetMl,
    HtmlUtf8,
    HtmlGbk,
    CsvUtf8,
    CsvGbk,
    CsvUtf16,
    Tsv,
    Docx,
}

impl Written {
    pub(crate) const ALL: [Self; 12] = [
        Self::Xlsx,
        Self::Xlsb,
        Self::Xls,
        Self::Ods,
        Self::SpreadsheetMl,
        Self::HtmlUtf8,
        Self::HtmlGbk,
        Self::CsvUtf8,
        Self::CsvGbk,
        Self::CsvUtf16,
        Self::Tsv,
        Self::Docx,
    ];

    /// A file of these sheets; of one sheet where the format [knows no tabs](told::Keeps::tabs).
    ///
    /// Errors, formulas without a result and times are not written: no program writes them from a
    /// grid, and the readers' own tests hold them by hand.
    pub(crate) fn bytes(self, sheets: &[Sheet]) -> Vec<u8> {
        match self {
            Self::Xlsx => xlsx::bytes(sheets),
            Self::Xlsb => xlsb::bytes(sheets),
            Self::Xls => xls::bytes(sheets),
            Self::Ods => ods::bytes(sheets),
            Self::SpreadsheetMl => spreadsheet_ml::bytes(sheets),
            Self::HtmlUtf8 => html::bytes(only(sheets), UTF_8),
            Self::HtmlGbk => html::bytes(only(sheets), GB18030),
            Self::CsvUtf8 => delimited::utf8_with_mark(&delimited::text(only(sheets), ',')),
            Self::CsvGbk => delimited::gbk(&delimited::text(only(sheets), ',')),
            Self::CsvUtf16 => delimited::utf16(&delimited::text(only(sheets), ',')),
            Self::Tsv => delimited::text(only(sheets), '\t').into_bytes(),
            Self::Docx => docx::bytes(only(sheets)),
        }
    }

    /// The format as which its bytes are read.
    pub(crate) fn read_as(self) -> Format {
        match self {
            Self::Xlsx => Format::Xlsx,
            Self::Xlsb => Format::Xlsb,
            Self::Xls => Format::Xls,
            Self::Ods => Format::Ods,
            Self::SpreadsheetMl => Format::Xml,
            Self::HtmlUtf8 | Self::HtmlGbk => Format::Html,
            Self::CsvUtf8 | Self::CsvGbk | Self::CsvUtf16 | Self::Tsv => Format::Csv,
            Self::Docx => Format::Docx,
        }
    }

    /// The same sheets file by file: all in one, or each in its own.
    pub(crate) fn files(self, sheets: &[Sheet]) -> Vec<&[Sheet]> {
        let at_once = if self.keeps().tabs { sheets.len() } else { 1 };
        sheets.chunks(at_once.max(1)).collect()
    }
}

fn only(sheets: &[Sheet]) -> &Sheet {
    let [sheet] = sheets else {
        panic!("this format holds one sheet, not {}", sheets.len());
    };
    sheet
}
