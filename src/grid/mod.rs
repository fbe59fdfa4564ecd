//! Any workbook format → one sparse [`Grid`] per sheet: cells, merged regions, A1 addresses.
//!
//! One file per format. Knows no Chinese labels and no forms: what the words mean is asked later.
//! This is the only room that knows calamine.

mod cell_ref;
mod compound;
mod container;
mod covered;
mod delimited;
pub(crate) mod directory;
mod docx;
#[cfg(test)]
mod drawn;
mod encoding;
mod headed;
mod html;
mod limits;
mod little_endian;
mod number_format;
mod ods;
mod opc;
mod properties;
mod reading;
mod sheet;
mod spreadsheet_ml;
mod values;
mod xls;
mod xlsb;
mod xlsx;
pub(crate) mod xml;

pub use cell_ref::{CellRef, Region};
pub(crate) use compound::SIGNATURE as COMPOUND_SIGNATURE;
pub use delimited::is_delimited;
pub use encoding::{Decoded, decoded};
pub use headed::{HeadedCell, HeadedRow, HeadedTable, NoTable, Wanted};
pub use html::is_web_archive;
pub use limits::Limits;
pub use properties::last_saved;
pub use sheet::{Grid, Sheet, Slot, Visibility, Workbook};

use crate::refusal::Refusal;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Office Open XML, with or without macros.
    Xlsx,
    /// Office Open XML in binary parts.
    Xlsb,
    /// Excel 97–2003 (BIFF) in a compound file.
    Xls,
    /// OpenDocument spreadsheet.
    Ods,
    /// Word document, with or without macros: its text as one sheet.
    Docx,
    /// OpenDocument spreadsheet as one XML file.
    Fods,
    /// Tables of a web page, or of a web archive (MHTML).
    Html,
    /// Excel's XML spreadsheet of 2003.
    Xml,
    /// Delimited text, whatever its delimiter.
    Csv,
}

impl Format {
    /// The usual extension, also the format's name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Docx => "docx",
            Self::Fods => "fods",
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Csv => "csv",
        }
    }
}

/// Reads a whole workbook from its bytes.
///
/// This is the one seam behind which file parsing happens: it can run in another process.
///
/// # Errors
/// A [`Refusal`] where the bytes are not a readable workbook of this format.
pub fn read(format: Format, bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    match format {
        Format::Xlsx => xlsx::read(bytes, limits),
        Format::Xlsb => xlsb::read(bytes, limits),
        Format::Xls => xls::read(bytes, limits),
        Format::Ods => ods::read(bytes, limits),
        Format::Docx => docx::read(bytes, limits),
        Format::Fods => ods::read_flat(bytes, limits),
        Format::Html => html::read(bytes, limits),
        Format::Xml => spreadsheet_ml::read(bytes, limits),
        Format::Csv => delimited::read(bytes, limits),
    }
}
