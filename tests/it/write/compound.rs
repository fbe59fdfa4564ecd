//! A compound file (MS-CFB, version 3) that holds one stream.

const SECTOR: usize = 512;
/// Streams shorter than this would stand in a file within the file.
const LEAST: usize = 4_096;
const FREE: u32 = 0xFFFF_FFFF;
const END: u32 = 0xFFFF_FFFE;
const TABLE: u32 = 0xFFFF_FFFD;
/// Entries of the sector table that its header has room for.
const HEADER_ENTRIES: usize = 109;

/// A file with this stream, filled up with zeros to the least length. After the header come the
/// stream, the directory and the table of sectors.
pub(super) fn file(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(LEAST), 0);
    let length = number(stream.len());
    let sectors = stream.len().div_ceil(SECTOR);
    stream.resize(sectors * SECTOR, 0);
    let tables = tables(sectors + 1);
    let (directory, first_table) = (number(sectors), number(sectors + 1));
    let mut out = header(directory, first_table, number(tables));
    out.extend(stream);
    out.extend(entry("Root Entry", 5, 1, END, 0));
    out.extend(entry(name, 2, FREE, 0, length));
    out.extend([unused(), unused()].concat());
    out.extend(sector_table(number(sectors), number(tables)));
    out
}

fn number(count: usize) -> u32 {
    count.try_into().unwrap()
}

/// Sectors that the table of `others` and its own sectors takes.
fn tables(others: usize) -> usize {
    let of_one = SECTOR / 4;
    let tables = (1..=HEADER_ENTRIES).find(|tables| tables * of_one >= others + tables);
    tables.unwrap()
}

fn header(directory: u32, first_table: u32, tables: u32) -> Vec<u8> {
    let mut out = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    out.extend([0; 16]);
    // Version 3.62, little endian, sectors of 2⁹ and small sectors of 2⁶ bytes.
    for short in [0x3E_u16, 3, 0xFFFE, 9, 6] {
        out.extend(short.to_le_bytes());
    }
    out.extend([0; 6]);
    let no_small_table = [END, 0];
    let no_further_table = [END, 0];
    let words = [
        &[0, tables, directory, 0, number(LEAST)][..],
        &no_small_table,
        &no_further_table,
    ];
    for word in words.concat() {
        out.extend(word.to_le_bytes());
    }
    for place in 0..number(HEADER_ENTRIES) {
        let sector = if place < tables {
            first_table + place
        } else {
            FREE
        };
        out.extend(sector.to_le_bytes());
    }
    assert_eq!(out.len(), SECTOR);
    out
}

/// A directory entry: a stream, or the root whose one child is entry 1.
fn entry(name: &str, kind: u8, child: u32, first: u32, length: u32) -> Vec<u8> {
    let mut out: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let stated = u16::try_from(out.len() + 2).unwrap();
    out.resize(64, 0);
    out.extend(stated.to_le_bytes());
    let black = 1;
    out.extend([kind, black]);
    for word in [FREE, FREE, child] {
        out.extend(word.to_le_bytes());
    }
    out.resize(116, 0);
    for word in [first, length, 0] {
        out.extend(word.to_le_bytes());
    }
    out
}

fn unused() -> Vec<u8> {
    let mut out = vec![0; 128];
    out[68..80].fill(0xFF);
    out
}

/// For each sector the one that follows it.
fn sector_table(stream: u32, tables: u32) -> Vec<u8> {
    let mut next: Vec<u32> = (1..stream).collect();
    next.extend([END, END]);
    next.extend((0..tables).map(|_| TABLE));
    next.resize(usize::try_from(tables).unwrap() * SECTOR / 4, FREE);
    next.into_iter().flat_map(u32::to_le_bytes).collect()
}
