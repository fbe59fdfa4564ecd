//! A workbook that the configuration names: one file, which must be readable.

use std::path::Path;

use super::{Kind, load_file, sniff};
use crate::grid::{self, Limits, Workbook};
use crate::refusal::Refusal;

/// A workbook with the digest of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadedWorkbook {
    /// What is in it.
    pub workbook: Workbook,
    /// BLAKE3 of its content, in hex.
    pub blake3: String,
}

/// Reads a workbook of any readable format.
///
/// # Errors
/// A [`Refusal`] where the file cannot be read or is no workbook.
pub fn workbook_at(path: &Path, limits: &Limits) -> Result<LoadedWorkbook, Refusal> {
    let bytes = load_file(path, limits)?;
    match sniff(&bytes)? {
        Kind::Workbook(format) => Ok(LoadedWorkbook {
            workbook: grid::read(format, &bytes, limits)?,
            blake3: blake3::hash(&bytes).to_hex().to_string(),
        }),
        Kind::Archive(kind) => Err(Refusal::UnknownFormat(format!("压缩包（{}）", kind.name()))),
    }
}
