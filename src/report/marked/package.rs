//! The package: parts are looked at and edited by name; all others go into the new package as they
//! are, in their order, still packed.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::Unmarkable;
use crate::grid::Limits;
pub(super) use crate::grid::directory::key;
use crate::grid::directory::{Directory, Unsound, directory, inflated};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What becomes of a part.
#[derive(Debug)]
enum Change {
    Edited(String),
    Dropped,
}

/// A package with the changes to it.
#[derive(Debug)]
pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Places in the directory by part name: names are compared without case.
    parts: BTreeMap<String, usize>,
    changes: BTreeMap<String, Change>,
    added: Vec<(String, String)>,
}

impl<'b> Package<'b> {
    /// Opens a package within limits.
    pub(super) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Unmarkable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        Ok(Self {
            parts: measured(&zip, limits)?,
            zip,
            changes: BTreeMap::new(),
            added: Vec::new(),
        })
    }

    /// The names of the parts that it came with, in lower case.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Is there a part of this name now?
    pub(super) fn has(&self, name: &str) -> bool {
        let key = key(name);
        match self.changes.get(&key) {
            Some(Change::Edited(_)) => true,
            Some(Change::Dropped) => false,
            None => {
                self.parts.contains_key(&key) || self.added.iter().any(|(added, _)| *added == name)
            }
        }
    }

    /// A name with the smallest number that is free: `xl/comments` and `.xml` to `xl/comments2.xml`.
    pub(super) fn free_name(&self, before: &str, behind: &str) -> (u32, String) {
        let mut number: u32 = 1;
        loop {
            let name = format!("{before}{number}{behind}");
            if !self.has(&name) {
                return (number, name);
            }
            number = number.saturating_add(1);
        }
    }

    /// The text of a part as it is now, without byte order mark; none where there is no such part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Unmarkable> {
        if let Some((_, text)) = self.added.iter().find(|(added, _)| added == name) {
            return Ok(Some(text.clone()));
        }
        match self.changes.get(&key(name)) {
            Some(Change::Edited(text)) => Ok(Some(text.clone())),
            Some(Change::Dropped) => Ok(None),
            None => match self.parts.get(&key(name)).copied() {
                Some(index) => self.original(index, name).map(|(_, text)| Some(text)),
                None => Ok(None),
            },
        }
    }

    /// The text of a part that must be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Unmarkable> {
        self.text(name)?
            .ok_or_else(|| Unmarkable::broken(format_args!("缺少部件 {name}")))
    }

    /// Gives a part this text; a new one comes at the end.
    pub(super) fn put(&mut self, name: &str, text: String) {
        if self.parts.contains_key(&key(name)) {
            self.changes.insert(key(name), Change::Edited(text));
        } else {
            self.added.retain(|(added, _)| added != name);
            self.added.push((name.to_owned(), text));
        }
    }

    /// Takes a part out.
    pub(super) fn drop_part(&mut self, name: &str) {
        self.added.retain(|(added, _)| added != name);
        if self.parts.contains_key(&key(name)) {
            self.changes.insert(key(name), Change::Dropped);
        }
    }

    /// The text as it came, and whether a byte order mark stood before it.
    fn original(&mut self, index: usize, name: &str) -> Result<(bool, String), Unmarkable> {
        let bytes = inflated(&mut self.zip, index).map_err(|error| broken(&error))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Unmarkable::broken(format_args!("部件 {name} 不是 UTF-8 文本")))?;
        Ok(match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(bare) => (true, bare.to_owned()),
            None => (false, text),
        })
    }

    /// The new package.
    pub(super) fn packed(mut self) -> Result<Vec<u8>, Unmarkable> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.zip.len() {
            self.pack_part(index, &mut writer)?;
        }
        for (name, text) in &self.added {
            let options = SimpleFileOptions::default();
            write(&mut writer, name, options, text).map_err(|error| broken(&error))?;
        }
        let archive = writer.finish().map_err(|error| broken(&error))?;
        Ok(archive.into_inner())
    }

    fn pack_part(
        &mut self,
        index: usize,
        writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    ) -> Result<(), Unmarkable> {
        let file = self
            .zip
            .by_index_raw(index)
            .map_err(|error| broken(&error))?;
        let name = file.name().map_err(|error| broken(&error))?.into_owned();
        let Some(change) = self.changes.remove(&key(&name)) else {
            return writer.raw_copy_file(file).map_err(|error| broken(&error));
        };
        let Change::Edited(text) = change else {
            return Ok(());
        };
        let options = SimpleFileOptions::default()
            .compression_method(match file.compression() {
                CompressionMethod::Stored => CompressionMethod::Stored,
                _ => CompressionMethod::Deflated,
            })
            .last_modified_time(file.last_modified().unwrap_or_default());
        drop(file);
        let (marked, before) = self.original(index, &name)?;
        if before == text {
            let file = self
                .zip
                .by_index_raw(index)
                .map_err(|error| broken(&error))?;
            return writer.raw_copy_file(file).map_err(|error| broken(&error));
        }
        let mark = if marked { BYTE_ORDER_MARK } else { "" };
        write(writer, &name, options, &format!("{mark}{text}")).map_err(|error| broken(&error))
    }
}

fn write(
    writer: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    options: SimpleFileOptions,
    text: &str,
) -> ZipResult<()> {
    writer.start_file(name, options)?;
    writer.write_all(text.as_bytes())?;
    Ok(())
}

/// Checks the directory; answers where each part is.
fn measured(
    zip: &ZipArchive<Cursor<&[u8]>>,
    limits: &Limits,
) -> Result<BTreeMap<String, usize>, Unmarkable> {
    let Directory { parts, inflated } = directory(zip).map_err(|unsound| match unsound {
        Unsound::Encrypted => Unmarkable::of("文件已加密"),
        Unsound::SameName(detail) => Unmarkable::broken(detail),
        Unsound::Broken(error) => broken(&error),
    })?;
    let entries = u64::try_from(zip.len()).unwrap_or(u64::MAX);
    if inflated > limits.inflated_bytes || entries > limits.archive_entries {
        return Err(Unmarkable::of("超过安全限制（limits）"));
    }
    Ok(parts)
}

fn broken(error: &ZipError) -> Unmarkable {
    Unmarkable::broken(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn open(bytes: &[u8]) -> Package<'_> {
        Package::open(bytes, &Limits::default()).unwrap()
    }

    fn names(bytes: &[u8]) -> Vec<String> {
        let zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names = zip.file_names().map(|name| name.unwrap().into_owned());
        names.collect()
    }

    #[test]
    fn parts_keep_their_order_and_their_byte_order_mark() {
        let bytes = zipped(&[
            ("B.xml", b"\xEF\xBB\xBF<b/>"),
            ("a", b"\xFF"),
            ("c.xml", b"<c/>"),
        ]);
        let mut package = open(&bytes);
        assert_eq!(package.needed("b.xml").unwrap(), "<b/>");
        package.put("b.XML", "<x/>".to_owned());
        package.put("new.xml", "<n/>".to_owned());
        package.drop_part("c.xml");
        assert!(!package.has("C.xml") && package.has("new.xml"));
        let packed = package.packed().unwrap();
        assert_eq!(names(&packed), ["B.xml", "a", "new.xml"]);
        let mut zip = ZipArchive::new(Cursor::new(packed.as_slice())).unwrap();
        assert_eq!(inflated(&mut zip, 0).unwrap(), b"\xEF\xBB\xBF<x/>");
        assert_eq!(inflated(&mut zip, 1).unwrap(), b"\xFF");
    }

    #[test]
    fn what_is_put_back_is_no_change() {
        let bytes = zipped(&[("a.xml", b"<a/>")]);
        let mut package = open(&bytes);
        package.put("a.xml", "<b/>".to_owned());
        package.put("a.xml", "<a/>".to_owned());
        assert_eq!(package.packed().unwrap(), bytes);
    }

    #[test]
    fn free_names_are_counted_up() {
        let bytes = zipped(&[("xl/Comments1.xml", b""), ("xl/comments2.xml", b"")]);
        let mut package = open(&bytes);
        assert_eq!(
            package.free_name("xl/comments", ".xml").1,
            "xl/comments3.xml"
        );
        package.drop_part("xl/comments1.xml");
        assert_eq!(package.free_name("xl/comments", ".xml").0, 1);
    }

    #[test]
    fn what_is_beyond_the_limits_is_not_opened() {
        let bytes = zipped(&[("a.xml", &[b'0'; 600]), ("b.xml", &[b'0'; 600])]);
        let limits = Limits {
            inflated_bytes: 1_000,
            ..Limits::default()
        };
        assert!(Package::open(&bytes, &limits).is_err());
        let twice = zipped(&[("a.xml", b"1"), ("A.xml", b"2")]);
        assert!(Package::open(&twice, &Limits::default()).is_err());
    }
}
