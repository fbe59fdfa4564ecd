//! 7z: files packed together in blocks. To reach one, everything before it in its block must be
//! decoded, which counts against the budget as well.

use std::io::{Cursor, Read};

use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, Error, Password};

use super::Packed;
use super::budget::Budget;
use super::directory::{Directory, Line, What, broken, damaged};
use crate::note::Note;
use crate::refusal::Refusal;
use crate::value::Moment;

/// Room for a decoder's dictionary, in KiB: the largest that 7-Zip offers is rarely a sixth of it.
const MOST_MEMORY: usize = 512 << 10;
/// Attributes of a file packed on Unix: its mode stands in the upper half.
const UNIX_LINK: u32 = 0o120_000;
const UNIX_KIND: u32 = 0o170_000;

pub(super) fn unpack(
    bytes: &[u8],
    budget: &Budget<'_>,
    hand_out: &mut dyn FnMut(Packed),
) -> Result<Vec<Note>, Refusal> {
    let none = Password::empty();
    let mut source = Cursor::new(bytes);
    let archive = Archive::read_with_memory_limit(&mut source, &none, MOST_MEMORY)
        .map_err(|error| refusal(&error))?;
    let lines = (0..)
        .zip(&archive.files)
        .map(|(at, entry)| line(&archive, at, entry));
    let mut directory = Directory::open(lines.collect(), budget, hand_out)?;
    for (at, entry) in archive.files.iter().enumerate() {
        if !entry.has_stream {
            directory.give(at, Ok(Vec::new()));
        }
    }
    for (at, first) in archive.stream_map.block_first_file_index.iter().enumerate() {
        let block =
            BlockDecoder::new_with_memory_limit(1, MOST_MEMORY, at, &archive, &none, &mut source);
        decode(block, *first, &mut directory, budget);
    }
    Ok(directory.close())
}

fn line(archive: &Archive, at: usize, entry: &ArchiveEntry) -> Line {
    let mode = entry.windows_attributes >> 16;
    Line {
        name: entry.name.clone(),
        modified: entry
            .has_last_modified_date
            .then(|| Moment::from_filetime(entry.last_modified_date.into()))
            .flatten(),
        what: if entry.is_directory || entry.is_anti_item {
            What::Folder
        } else if entry.has_windows_attributes && mode & UNIX_KIND == UNIX_LINK {
            What::Link
        } else {
            What::File
        },
        size: entry.size,
        packed: None,
        hindrance: archive.is_file_encrypted(at).then_some(Refusal::Encrypted),
    }
}

/// Hands out the wanted files of a block. An error ends the block, not the archive.
fn decode(
    block: BlockDecoder<'_, Cursor<&[u8]>>,
    first: usize,
    directory: &mut Directory<'_>,
    budget: &Budget<'_>,
) {
    let files = first..first.saturating_add(block.entry_count());
    let last = files.clone().rev().find(|at| directory.wants(*at));
    let Some(last) = last else {
        return;
    };
    let mut lines = files.clone();
    let mut ended = None;
    let ended_in = block.for_each_entries(&mut |entry, stream| {
        let at = lines.next().unwrap_or(usize::MAX);
        if let Err(refusal) = one(entry, at, stream, directory, budget) {
            ended = Some(refusal);
            return Ok(false);
        }
        Ok(at < last)
    });
    let refused = ended.or_else(|| ended_in.err().map(|error| refusal(&error)));
    for at in files {
        let reason = refused.clone();
        let reason = reason.unwrap_or_else(|| Refusal::Unpackable("数据不完整".to_owned()));
        directory.give(at, Err(reason));
    }
}

/// Hands out a file or passes it by; an error where what comes after it cannot be reached.
fn one(
    entry: &ArchiveEntry,
    at: usize,
    stream: &mut dyn Read,
    directory: &mut Directory<'_>,
    budget: &Budget<'_>,
) -> Result<(), Refusal> {
    if directory.wants(at) {
        let content = budget.read(entry.size, stream).map_err(broken);
        let refused = content.as_ref().err().cloned();
        directory.give(at, content);
        return refused.map_or(Ok(()), Err);
    }
    budget.pass(entry.size)
}

fn refusal(error: &Error) -> Refusal {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => Refusal::Encrypted,
        Error::UnsupportedCompressionMethod(method) if method == "AES256_SHA256" => {
            Refusal::Encrypted
        }
        Error::UnsupportedCompressionMethod(method) => {
            Refusal::Unpackable(format!("压缩方法（{method}）不支持"))
        }
        Error::MaxMemLimited { actaul_kb, .. } => {
            Refusal::Unpackable(format!("解压需要 {actaul_kb} KB 内存，超出允许的范围"))
        }
        Error::ChecksumVerificationFailed | Error::NextHeaderCrcMismatch => damaged("校验不符"),
        Error::Io(error, _) => damaged(error),
        other => damaged(other),
    }
}
