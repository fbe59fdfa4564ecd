//! Compound files, opened only where that costs no more than their size.

use std::io::Cursor;

use cfb::CompoundFile;

/// A compound file; nothing where it is none, or forged.
pub(super) fn open(bytes: &[u8]) -> Option<CompoundFile<Cursor<&[u8]>>> {
    // A file of more than 7 MB lists its allocation table in a chain of sectors. A forged chain lists
    // the same sector over and over, and would take a hundred times the file's size.
    const FIRST_OF_CHAIN: std::ops::Range<usize> = 68..72;
    const NO_CHAIN: [u32; 2] = [0xFFFF_FFFE, 0xFFFF_FFFF];
    let chain = u32::from_le_bytes(bytes.get(FIRST_OF_CHAIN)?.try_into().ok()?);
    if !NO_CHAIN.contains(&chain) {
        return None;
    }
    CompoundFile::open(Cursor::new(bytes)).ok()
}
