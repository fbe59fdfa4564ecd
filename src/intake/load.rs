//! The bytes of a file, read once and in full.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::Found;
use crate::grid::Limits;
use crate::refusal::Refusal;

/// Reads a file into memory. Everything that follows looks at these bytes and no longer at the
/// file, which others may be changing.
///
/// # Errors
/// A [`Refusal`] where there is no ordinary file, or it is empty, too large or changing.
pub fn load(found: &Found, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    load_file(&found.path, limits)
}

/// Reads a file that the configuration names into memory.
///
/// # Errors
/// As [`load`].
pub fn load_file(path: &Path, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    // To open a pipe would wait for somebody to write to it.
    let beforehand = fs::metadata(path).map_err(|error| inaccessible(&error))?;
    ordinary(beforehand.is_file())?;
    let file = File::open(path).map_err(|error| inaccessible(&error))?;
    let metadata = file.metadata().map_err(|error| inaccessible(&error))?;
    ordinary(metadata.is_file())?;
    within(metadata.len(), limits)?;
    let mut bytes = Vec::new();
    file.take(limits.file_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| inaccessible(&error))?;
    let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    within(read, limits)?;
    if read != metadata.len() {
        return Err(Refusal::Inaccessible("读取时文件正在改变".to_owned()));
    }
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(bytes)
}

fn ordinary(is_file: bool) -> Result<(), Refusal> {
    if is_file {
        Ok(())
    } else {
        Err(Refusal::Inaccessible("不是普通文件".to_owned()))
    }
}

fn within(seen: u64, limits: &Limits) -> Result<(), Refusal> {
    if seen <= limits.file_bytes {
        return Ok(());
    }
    Err(Refusal::LimitExceeded {
        what: "文件字节数",
        seen,
        limit: limits.file_bytes,
        key: "limits.file_bytes",
    })
}

fn inaccessible(error: &io::Error) -> Refusal {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "文件不存在".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        _ => error.to_string(),
    };
    Refusal::Inaccessible(reason)
}

#[cfg(test)]
mod tests {
    use super::super::Disposition;
    use super::*;

    fn found(path: &Path) -> Found {
        Found {
            path: path.to_owned(),
            relative: "表.xlsx".to_owned(),
            disposition: Disposition::Candidate,
            modified: None,
        }
    }

    fn loaded(content: &[u8], limits: &Limits) -> Result<Vec<u8>, Refusal> {
        use std::io::Write;
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(content).unwrap();
        load(&found(file.path()), limits)
    }

    #[test]
    fn the_bytes_come_whole() {
        assert_eq!(loaded(b"PK", &Limits::default()), Ok(b"PK".to_vec()));
        assert_eq!(loaded(b"", &Limits::default()), Err(Refusal::Empty));
    }

    #[test]
    fn large_files_are_not_read() {
        let limits = Limits {
            file_bytes: 3,
            ..Limits::default()
        };
        assert!(loaded(b"123", &limits).is_ok());
        let refusal = loaded(b"1234", &limits).unwrap_err();
        assert!(matches!(
            refusal,
            Refusal::LimitExceeded {
                seen: 4,
                limit: 3,
                ..
            }
        ));
    }

    #[test]
    fn folders_and_missing_files_are_inaccessible() {
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().to_owned(), folder.path().join("没有.xlsx")] {
            let refusal = load(&found(&path), &Limits::default());
            assert!(
                matches!(refusal, Err(Refusal::Inaccessible(_))),
                "{}",
                path.display()
            );
        }
    }
}
