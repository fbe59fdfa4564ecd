//! From a folder to honest bytes: which files there are, which of them may be workbooks, and what
//! their content says they are; from an archive to the files in it. Never changes anything, never stops at one bad file.

mod archive;
mod discover;
mod load;
mod sniff;
mod workbook;

pub use archive::{ArchiveKind, Budget, Content, DEEPEST_ARCHIVE, Packed, unpack};
pub use discover::{Disposition, Found, SkipReason, discover};
pub use load::{load, load_file};
pub use sniff::{Kind, sniff};
pub use workbook::{LoadedWorkbook, workbook_at};
