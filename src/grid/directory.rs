//! The directory of a zip: where each part is and how much all are said to hold, known before any is
//! inflated; and one part, never more than it declared.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::{ZipError, ZipResult};

/// Bytes for which room is made before they have come.
const MOST_ROOM: u64 = 4 << 20;

/// What the directory says.
#[derive(Debug)]
pub(crate) struct Directory {
    /// Places in the archive by [`key`] of the part's name.
    pub(crate) parts: BTreeMap<String, usize>,
    /// Bytes of all parts together.
    pub(crate) inflated: u64,
}

/// Why a directory cannot be trusted.
#[derive(Debug)]
pub(crate) enum Unsound {
    /// A part is encrypted.
    Encrypted,
    /// Two parts claim one name; in words.
    SameName(String),
    /// It cannot be read.
    Broken(ZipError),
}

impl From<ZipError> for Unsound {
    fn from(error: ZipError) -> Self {
        Self::Broken(error)
    }
}

/// How part names are compared: without case, and with one sign between folders.
pub(crate) fn key(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// Reads the directory.
pub(crate) fn directory(zip: &ZipArchive<Cursor<&[u8]>>) -> Result<Directory, Unsound> {
    let metadata = zip.metadata();
    let mut parts = BTreeMap::new();
    let mut inflated = 0_u64;
    for index in 0..zip.len() {
        let entry = metadata.entry(index)?;
        if entry.encrypted() {
            return Err(Unsound::Encrypted);
        }
        inflated = inflated.saturating_add(entry.size());
        let name = entry.name()?;
        if parts.insert(key(&name), index).is_some() {
            return Err(Unsound::SameName(format!("部件重名：{name}")));
        }
    }
    if zip.has_duplicate_names() {
        return Err(Unsound::SameName("部件重名".to_owned()));
    }
    Ok(Directory { parts, inflated })
}

/// The content of one part.
pub(crate) fn inflated(zip: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> ZipResult<Vec<u8>> {
    let mut file = zip.by_index(index)?;
    let declared = file.size();
    // What is declared is believed only so far: it costs the sender nothing.
    let room = usize::try_from(declared.min(MOST_ROOM)).unwrap_or_default();
    let mut content = Vec::with_capacity(room.saturating_add(1));
    let read = (&mut file)
        .take(declared.saturating_add(1))
        .read_to_end(&mut content)?;
    if u64::try_from(read).is_ok_and(|read| read > declared) {
        return Err(ZipError::InvalidArchive("部件比声明的大".into()));
    }
    Ok(content)
}
