//! The files in an archive, one after the other: bytes in, bytes out. Nothing touches a disk, and
//! an archive is measured by its directory before anything of it is inflated.

mod budget;
mod directory;
mod label;
mod rar;
mod seven_zip;
mod zip;

pub use budget::Budget;

use super::SkipReason;
use crate::note::Note;
use crate::refusal::Refusal;
use crate::value::Moment;

/// The archive formats that are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArchiveKind {
    /// Zip, with the methods of every common program: stored and deflated.
    Zip,
    /// 7z with LZMA and LZMA2.
    SevenZip,
    /// RAR, from 1.5 to 7.
    Rar,
}

impl ArchiveKind {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Zip, Self::SevenZip, Self::Rar];

    /// The usual extension, also the format's name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::SevenZip => "7z",
            Self::Rar => "rar",
        }
    }
}

/// An archive in an archive is opened; what is packed deeper is not.
pub const DEEPEST_ARCHIVE: usize = 2;

/// One file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// Its place in the archive, legible, with `/`; no two of an archive have the same.
    pub label: String,
    /// When it was last changed, where the archive says so.
    pub modified: Option<Moment>,
    /// Its bytes, or why there are none.
    pub content: Content,
}

/// What an archive gives of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The file.
    Bytes(Vec<u8>),
    /// By its name it is no workbook: it was not inflated.
    Skipped(SkipReason),
    /// It may be a workbook, but cannot be had.
    Refused(Refusal),
}

/// Hands out every file of an archive exactly once, in any order; says what else is to be known.
///
/// # Errors
/// A [`Refusal`] where the archive cannot be opened at all; then nothing was handed out.
pub fn unpack(
    kind: ArchiveKind,
    bytes: &[u8],
    budget: &Budget<'_>,
    hand_out: &mut dyn FnMut(Packed),
) -> Result<Vec<Note>, Refusal> {
    match kind {
        ArchiveKind::Zip => zip::unpack(bytes, budget, hand_out),
        ArchiveKind::SevenZip => seven_zip::unpack(bytes, budget, hand_out),
        ArchiveKind::Rar => rar::unpack(bytes, budget, hand_out),
    }
}

#[cfg(test)]
mod tests;
