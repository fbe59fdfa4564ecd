//! The one place that writes files.
//!
//! A run's files are first written beside the outputs, in a folder of their own on the same file
//! system, and made durable; only then is each renamed into its place. Until then the previous
//! outputs are untouched; a renaming that fails puts back what it has replaced. Files of an earlier
//! run that are no longer produced are removed at the very end.
//!
//! What an earlier run wrote is known from its [manifest](manifest::Manifest).

mod manifest;
mod swap;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;
use thiserror::Error;

use self::manifest::Manifest;
use self::swap::Swap;
use super::{OutFile, Unwatched, Watch};
use crate::trouble::Trouble;

/// The folder, below the output folder, of files that are kept for good: no later run removes them.
pub const KEPT: &str = "历次异常清单";

/// How the folder for unfinished files is called, below the output folder.
const STAGING: &str = ".jixiao-staging-";

/// Why the outputs could not be written, and what to do.
#[derive(Debug, Error)]
#[error("{}", self.trouble())]
pub enum SaveError {
    /// The output folder cannot be made or written to.
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file that is to be replaced is held by another program.
    InUse {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file that is only ever created exists already.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Two outputs claim one place, or one lies outside the output folder.
    Misnamed {
        /// The path below the output folder.
        path: PathBuf,
    },
    /// Somebody wants the run to stop.
    Stopped,
}

impl SaveError {
    /// What it says, in parts.
    #[must_use]
    pub fn trouble(&self) -> Trouble {
        let (what, advice) = match self {
            Self::Folder { source, .. } => (
                format!("输出文件夹无法写入（{}）", cause(source)),
                "请检查路径和权限，或用 --output 另选文件夹",
            ),
            Self::InUse { source, .. } => (
                format!(
                    "无法替换（{}），可能正在 Excel 或 WPS 中打开",
                    cause(source)
                ),
                "请关闭后重试，原有输出未改动",
            ),
            Self::Write { source, .. } => (
                format!("写入失败（{}）", cause(source)),
                "请检查磁盘空间和权限后重试，原有输出未改动",
            ),
            Self::Exists { .. } => (
                "文件已存在，未作改动".to_owned(),
                "如需重新生成，请先将其改名或移走",
            ),
            Self::Misnamed { .. } => (
                "输出文件名重复或不合规，未写入任何文件".to_owned(),
                "请将本提示报送软件维护人员",
            ),
            Self::Stopped => return Trouble::new("已中断，原有输出未改动"),
        };
        let trouble = Trouble::new(what).advise(advice);
        match self.path() {
            Some(path) => trouble.at(path),
            None => trouble,
        }
    }

    fn path(&self) -> Option<&Path> {
        match self {
            Self::Folder { path, .. }
            | Self::InUse { path, .. }
            | Self::Write { path, .. }
            | Self::Exists { path }
            | Self::Misnamed { path } => Some(path),
            Self::Stopped => None,
        }
    }
}

/// Makes the output folder and proves that files can be written there, before the long work.
///
/// # Errors
/// [`SaveError::Folder`].
pub fn prove_writable(output: &Path) -> Result<(), SaveError> {
    let prove = || -> io::Result<()> {
        fs::create_dir_all(output)?;
        let mut probe = tempfile::Builder::new()
            .prefix(STAGING)
            .tempfile_in(output)?;
        probe.write_all(b"jixiao")?;
        probe.close()
    };
    prove().map_err(|source| SaveError::Folder {
        path: output.to_owned(),
        source,
    })
}

/// Writes all files of a run, all or none, and removes what an earlier run wrote and this one does
/// not. Files that no run wrote are never touched. Somebody who wants it to stop is heard until the
/// first output is replaced, and no longer.
///
/// # Errors
/// [`SaveError`]; the previous outputs are then as they were.
pub fn save_all(
    output: &Path,
    files: &[OutFile],
    watch: &(impl Watch + ?Sized),
) -> Result<(), SaveError> {
    check_names(files)?;
    prove_writable(output)?;
    let earlier = Manifest::read(output);
    let produced = Manifest::of(files);
    watch.to_write(files.len());
    let staging = stage(output, files, watch)?;
    free_to_replace(output, files)?;
    watch.replacing();
    go_on(watch)?;
    // Until the end the list names both runs' files, so that an interrupted run loses track of none.
    write_manifest(&earlier.and(&produced), output, staging.path())?;
    Swap::new(output, staging.path()).all(files)?;
    let left = earlier.remove_stale(output, &produced);
    // The outputs are complete; should this fail, the list of both runs' files stays good.
    let _ = write_manifest(&produced.and(&left), output, staging.path());
    Ok(())
}

/// Writes one new file; refuses to replace an existing one.
///
/// # Errors
/// [`SaveError::Exists`], [`SaveError::Write`].
pub fn write_one(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => SaveError::Exists {
            path: path.to_owned(),
        },
        _ => SaveError::Write {
            path: path.to_owned(),
            source,
        },
    };
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(failed)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|source| {
        // Half a file would be taken for a whole one; that it cannot be removed changes nothing.
        let _ = fs::remove_file(path);
        failed(source)
    })
}

/// Writes one file below the output folder in the place of an earlier one, whole or not at all; all
/// other outputs stay.
///
/// # Errors
/// [`SaveError`]; the earlier file is then as it was.
pub fn replace_one(output: &Path, file: &OutFile) -> Result<(), SaveError> {
    let files = std::slice::from_ref(file);
    check_names(files)?;
    prove_writable(output)?;
    let staging = stage(output, files, &Unwatched)?;
    free_to_replace(output, files)?;
    Swap::new(output, staging.path()).all(files)
}

/// Every path stays below the output folder and is claimed once, by systems that ignore case too.
fn check_names(files: &[OutFile]) -> Result<(), SaveError> {
    let mut claimed = BTreeSet::from([manifest::NAME.to_owned()]);
    for file in files {
        let plain = |piece| matches!(piece, Component::Normal(_));
        let below = file.path.components().all(plain) && file.path.components().next().is_some();
        let printable = !file.name().contains(char::is_control);
        if !below || !printable || !claimed.insert(file.name().to_lowercase()) {
            return Err(SaveError::Misnamed {
                path: file.path.clone(),
            });
        }
    }
    Ok(())
}

/// Writes every file below a folder of its own, durably. The folder goes when it is dropped.
fn stage(
    output: &Path,
    files: &[OutFile],
    watch: &(impl Watch + ?Sized),
) -> Result<TempDir, SaveError> {
    remove_leftovers(output);
    let staging = tempfile::Builder::new().prefix(STAGING).tempdir_in(output);
    let staging = staging.map_err(|source| SaveError::Folder {
        path: output.to_owned(),
        source,
    })?;
    for file in files {
        go_on(watch)?;
        write_durably(&staging.path().join(&file.path), &file.bytes).map_err(|source| {
            SaveError::Write {
                path: output.join(&file.path),
                source,
            }
        })?;
        watch.written();
    }
    Ok(staging)
}

fn go_on(watch: &(impl Watch + ?Sized)) -> Result<(), SaveError> {
    if watch.should_stop() {
        Err(SaveError::Stopped)
    } else {
        Ok(())
    }
}

/// Staging folders of runs that were killed.
fn remove_leftovers(output: &Path) {
    for entry in fs::read_dir(output).into_iter().flatten().flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && entry.file_name().to_string_lossy().starts_with(STAGING) {
            // A leftover that cannot be removed is in nobody's way.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "this is the place that writes files"
)]
fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    make_parent(path)?;
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn make_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

fn write_manifest(manifest: &Manifest, output: &Path, staging: &Path) -> Result<(), SaveError> {
    let (staged, place) = (staging.join(manifest::NAME), output.join(manifest::NAME));
    write_durably(&staged, manifest.to_text().as_bytes())
        .and_then(|()| make_parent(&place))
        .and_then(|()| fs::rename(&staged, &place))
        .map_err(|source| SaveError::Write {
            path: place,
            source,
        })
}

/// Finds the file that a spreadsheet program holds before anything is replaced.
fn free_to_replace(output: &Path, files: &[OutFile]) -> Result<(), SaveError> {
    for file in files {
        let path = output.join(&file.path);
        match fs::OpenOptions::new().append(true).open(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                return Err(SaveError::InUse { path, source });
            }
            _ => {}
        }
    }
    Ok(())
}

/// What the system says, in Chinese where the reason is a common one.
fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘空间不足".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘为只读".to_owned(),
        io::ErrorKind::NotFound => "路径不存在".to_owned(),
        io::ErrorKind::NotADirectory => "路径中有一段不是文件夹".to_owned(),
        io::ErrorKind::IsADirectory => "同名的文件夹已存在".to_owned(),
        io::ErrorKind::AlreadyExists => "同名文件已存在".to_owned(),
        io::ErrorKind::ResourceBusy => "文件被占用".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests;
