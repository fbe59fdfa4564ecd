//! Compound files, opened only where that costs no more than their size.

use std::io::{Cursor, Read as _};

use cfb::CompoundFile;

use super::little_endian::word;

/// What a compound file begins with.
pub(crate) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

type Compound<'b> = CompoundFile<Cursor<&'b [u8]>>;

/// A compound file; nothing where it is none, or forged.
pub(super) fn open(bytes: &[u8]) -> Option<Compound<'_>> {
    // A file of more than 7 MB lists its allocation table in a chain of sectors. A forged chain lists
    // the same sector over and over, and would take a hundred times the file's size.
    const FIRST_OF_CHAIN: usize = 68;
    const NO_CHAIN: [u32; 2] = [0xFFFF_FFFE, 0xFFFF_FFFF];
    if !NO_CHAIN.contains(&word(bytes, FIRST_OF_CHAIN)?) {
        return None;
    }
    CompoundFile::open(Cursor::new(bytes)).ok()
}

/// A stream of a compound file, as far as it is wanted; nothing where it is not there.
pub(super) fn stream(file: &mut Compound<'_>, name: &str, most_bytes: u64) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let stream = file.open_stream(name).ok()?;
    stream.take(most_bytes).read_to_end(&mut content).ok()?;
    Some(content)
}
