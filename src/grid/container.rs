//! The zip guard: an archive is measured by its directory before any part is inflated, and no part
//! yields more than it declared.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::directory::{Directory, Unsound, directory, inflated, key};
use super::reading::{damaged, exceeded};
use super::{Format, Limits};
use crate::refusal::Refusal;

/// More parts than any workbook has.
const MOST_PARTS: usize = 10_000;

/// An archive within limits.
pub(super) struct Container<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    bytes: &'b [u8],
    format: Format,
    /// Places in the directory by part name in lower case: part names are compared without case.
    parts: BTreeMap<String, usize>,
}

impl<'b> Container<'b> {
    /// Opens and measures an archive.
    pub(super) fn open(bytes: &'b [u8], format: Format, limits: &Limits) -> Result<Self, Refusal> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(format, &error))?;
        let parts = measured(&zip, format, limits)?;
        Ok(Self {
            zip,
            bytes,
            format,
            parts,
        })
    }

    /// The format that is being read.
    pub(super) fn format(&self) -> Format {
        self.format
    }

    /// Is there a part of this name?
    pub(super) fn has(&self, path: &str) -> bool {
        self.parts.contains_key(&key(path))
    }

    /// The content of a part, or nothing where there is none of this name.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(index) = self.parts.get(&key(path)).copied() else {
            return Ok(None);
        };
        let format = self.format;
        inflated(&mut self.zip, index)
            .map(Some)
            .map_err(|error| refusal(format, &error))
    }

    /// The content of a part as text.
    pub(super) fn text(&mut self, path: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.part(path)? else {
            return Ok(None);
        };
        let text = String::from_utf8(bytes)
            .map_err(|_| damaged(self.format, format_args!("部件 {path} 不是 UTF-8 文本")))?;
        // Without the byte order mark, so that places in the text are places in the XML.
        Ok(Some(match text.strip_prefix('\u{feff}') {
            Some(bare) => bare.to_owned(),
            None => text,
        }))
    }

    /// The content of a part that must be there, as text.
    pub(super) fn needed_text(&mut self, path: &str) -> Result<String, Refusal> {
        let format = self.format;
        self.text(path)?
            .ok_or_else(|| damaged(format, format_args!("缺少部件 {path}")))
    }

    /// A reader over one part that inflates no more than is asked for.
    pub(super) fn stream(&mut self, path: &str) -> Option<impl Read + '_> {
        let index = self.parts.get(&key(path)).copied()?;
        let file = self.zip.by_index(index).ok()?;
        let declared = file.size();
        Some(file.take(declared))
    }

    /// The archive with other content for some parts, by part name.
    pub(super) fn with_parts(
        mut self,
        parts: &BTreeMap<String, String>,
    ) -> Result<Cow<'b, [u8]>, Refusal> {
        if parts.is_empty() {
            return Ok(Cow::Borrowed(self.bytes));
        }
        rewritten(&mut self.zip, parts)
            .map(Cow::Owned)
            .map_err(|error| refusal(self.format, &error))
    }
}

/// Checks the directory; answers where each part is.
fn measured(
    zip: &ZipArchive<Cursor<&[u8]>>,
    format: Format,
    limits: &Limits,
) -> Result<BTreeMap<String, usize>, Refusal> {
    if zip.len() > MOST_PARTS {
        return Err(damaged(
            format,
            format_args!("压缩包内有 {} 个部件", zip.len()),
        ));
    }
    let Directory { parts, inflated } = directory(zip).map_err(|unsound| match unsound {
        Unsound::Encrypted => Refusal::Encrypted,
        Unsound::SameName(detail) => damaged(format, format_args!("压缩包内{detail}")),
        Unsound::Broken(error) => refusal(format, &error),
    })?;
    if inflated > limits.inflated_bytes {
        return Err(exceeded(
            "解压后的字节数",
            inflated,
            limits.inflated_bytes,
            "limits.inflated_bytes",
        ));
    }
    Ok(parts)
}

/// An archive of some parts, uncompressed.
pub(super) fn packed(format: Format, parts: &[(&str, &[u8])]) -> Result<Vec<u8>, Refusal> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut write = || {
        for (name, content) in parts {
            writer.start_file(*name, stored)?;
            writer.write_all(content)?;
        }
        Ok(())
    };
    write().map_err(|error| refusal(format, &error))?;
    let archive = writer.finish().map_err(|error| refusal(format, &error))?;
    Ok(archive.into_inner())
}

fn rewritten(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    parts: &BTreeMap<String, String>,
) -> ZipResult<Vec<u8>> {
    let by_key: BTreeMap<String, &str> = parts
        .iter()
        .map(|(name, content)| (key(name), content.as_str()))
        .collect();
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let file = zip.by_index_raw(index)?;
        let name = file.name()?.into_owned();
        if let Some(content) = by_key.get(&key(&name)) {
            drop(file);
            writer.start_file(name, stored)?;
            writer.write_all(content.as_bytes())?;
        } else {
            writer.raw_copy_file(file)?;
        }
    }
    Ok(writer.finish()?.into_inner())
}

fn refusal(format: Format, error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Refusal::Encrypted
        }
        other => damaged(format, format_args!("压缩包有误：{other}")),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A zip of the given parts.
    pub(in crate::grid) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn open(bytes: &[u8]) -> Result<Container<'_>, Refusal> {
        Container::open(bytes, Format::Xlsx, &Limits::default())
    }

    #[test]
    fn parts_are_found_without_case() {
        let bytes = zipped(&[("XL\\Workbook.xml", b"\xEF\xBB\xBF<a/>"), ("b", b"\xFF")]);
        let mut container = open(&bytes).unwrap();
        assert_eq!(container.needed_text("xl/workbook.xml").unwrap(), "<a/>");
        assert_eq!(container.part("c").unwrap(), None);
        assert!(
            container
                .text("b")
                .unwrap_err()
                .to_string()
                .contains("UTF-8")
        );
    }

    #[test]
    fn the_sum_of_declared_sizes_is_limited() {
        let bytes = zipped(&[("a", &[b'0'; 600]), ("b", &[b'0'; 600])]);
        let limits = Limits {
            inflated_bytes: 1_000,
            ..Limits::default()
        };
        let refusal = Container::open(&bytes, Format::Xlsx, &limits)
            .err()
            .unwrap();
        assert_eq!(
            refusal,
            exceeded("解压后的字节数", 1_200, 1_000, "limits.inflated_bytes")
        );
    }

    #[test]
    fn colliding_names_and_broken_archives_are_damaged() {
        let bytes = zipped(&[("a.xml", b"1"), ("A.xml", b"2")]);
        assert!(matches!(open(&bytes), Err(Refusal::Damaged { .. })));
        assert!(matches!(
            open(b"PK\x03\x04 no archive"),
            Err(Refusal::Damaged { .. })
        ));
    }

    #[test]
    fn an_encrypted_entry_is_a_password() {
        let mut bytes = zipped(&[("a.xml", b"content")]);
        // The flag word of the directory entry, which begins with PK 01 02.
        let entry = bytes
            .windows(4)
            .position(|four| four == b"PK\x01\x02")
            .unwrap();
        bytes[entry + 8] |= 1;
        assert_eq!(open(&bytes).err(), Some(Refusal::Encrypted));
    }

    #[test]
    fn parts_can_be_exchanged() {
        let bytes = zipped(&[("a.xml", b"old"), ("b.xml", b"kept")]);
        let parts = BTreeMap::from([("A.xml".to_owned(), "new".to_owned())]);
        let changed = open(&bytes).unwrap().with_parts(&parts).unwrap();
        let mut container = open(&changed).unwrap();
        assert_eq!(container.needed_text("a.xml").unwrap(), "new");
        assert_eq!(container.needed_text("b.xml").unwrap(), "kept");
    }
}
