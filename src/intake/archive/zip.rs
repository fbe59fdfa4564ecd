//! Zip: each file packed on its own. Names in whatever a program took for text.

use std::io::Cursor;

use zip::read::{Config, ZipFileEntry};
use zip::result::ZipError;
use zip::unstable::format::flags::ZipFlags;
// Keeps two files of one name, which `ZipArchive` would make one. Not promised to stay as it is:
// an upgrade that moves it does not compile.
use zip::unstable::read::ZipIterable;
use zip::{CompressionMethod, ZipReadOptions};

use super::Packed;
use super::budget::Budget;
use super::directory::{Directory, Line, What, broken, damaged};
use super::label::decoded;
use crate::note::Note;
use crate::refusal::Refusal;
use crate::value::Moment;

pub(super) fn unpack(
    bytes: &[u8],
    budget: &Budget<'_>,
    hand_out: &mut dyn FnMut(Packed),
) -> Result<Vec<Note>, Refusal> {
    let mut zip = ZipIterable::try_new(Cursor::new(bytes), Config::default())
        .map_err(|error| refusal(&error))?;
    let (entries, lost) = listed(&mut zip, budget)?;
    let lines = entries.iter().map(line).collect();
    let mut directory = Directory::open(lines, budget, hand_out)?;
    let mut source = Cursor::new(bytes);
    for (at, entry) in entries.into_iter().enumerate() {
        if directory.wants(at) {
            directory.give(at, inflated(entry, &mut source, budget));
        }
    }
    let mut notes = directory.close();
    notes.extend(lost);
    Ok(notes)
}

/// The lines of the directory; where it breaks off, what was lost.
fn listed(
    zip: &mut ZipIterable<Cursor<&[u8]>>,
    budget: &Budget<'_>,
) -> Result<(Vec<ZipFileEntry<'static>>, Option<Note>), Refusal> {
    budget.check_entries(zip.len())?;
    let declared = zip.len();
    let mut entries = Vec::new();
    for entry in zip.files().map_err(|error| refusal(&error))? {
        match entry {
            Ok(entry) => entries.push(entry),
            Err(error) if entries.is_empty() => return Err(refusal(&error)),
            Err(error) => {
                let read = entries.len();
                let lost =
                    format!("压缩包目录损坏，所列 {declared} 个文件只找到前 {read} 个：{error}");
                return Ok((entries, Some(Note::Loss(lost))));
            }
        }
    }
    Ok((entries, None))
}

fn line(entry: &ZipFileEntry<'_>) -> Line {
    let name = name(entry);
    Line {
        what: if name.ends_with(['/', '\\']) {
            What::Folder
        } else if entry.is_symlink() {
            What::Link
        } else {
            What::File
        },
        name,
        modified: entry
            .last_modified()
            .and_then(|time| Moment::from_dos(time.datepart(), time.timepart())),
        size: entry.size(),
        packed: Some(entry.compressed_size()),
        hindrance: hindrance(entry),
    }
}

/// The name, which the library has already taken from the Info-ZIP Unicode field where that is
/// there and belongs to it; then the flag is set.
fn name(entry: &ZipFileEntry<'_>) -> String {
    let raw = entry.name_raw();
    let flagged = entry.flags().matching(ZipFlags::LanguageEncoding);
    match std::str::from_utf8(raw) {
        Ok(name) if flagged => name.to_owned(),
        _ => decoded(raw).into_owned(),
    }
}

fn hindrance(entry: &ZipFileEntry<'_>) -> Option<Refusal> {
    if entry.encrypted() {
        return Some(Refusal::Encrypted);
    }
    match entry.compression() {
        CompressionMethod::Stored | CompressionMethod::Deflated => None,
        other => Some(unsupported(other)),
    }
}

/// Deflate64, Bzip2, Lzma and the like would bring a decoder each; no program packs with them
/// unless it is told to.
#[allow(
    deprecated,
    reason = "the only way to the number of a method that is not built in"
)]
fn unsupported(method: CompressionMethod) -> Refusal {
    let name = match method {
        CompressionMethod::Unsupported(number) => {
            let name = CompressionMethod::name_from_u16(number);
            format!("{name}，编号 {number}")
        }
        other => format!("{other:?}"),
    };
    Refusal::Unpackable(format!("压缩方法（{name}）不支持"))
}

fn inflated(
    entry: ZipFileEntry<'_>,
    source: &mut Cursor<&[u8]>,
    budget: &Budget<'_>,
) -> Result<Vec<u8>, Refusal> {
    let size = entry.size();
    let mut file = entry
        .with_reader(source, ZipReadOptions::default())
        .map_err(|error| refusal(&error))?;
    budget.read(size, &mut file).map_err(broken)
}

fn refusal(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Refusal::Encrypted
        }
        other => damaged(other),
    }
}
