//! Every file below a folder, with what is to become of it.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};

use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

use crate::value::Moment;

/// Extensions of the files that are tried.
const WORKBOOKS: [&str; 19] = [
    "xlsx", "xlsm", "xltx", "xltm", "xls", "xlt", "xlsb", "ods", "fods", "et", "ett", "csv", "tsv",
    "tab", "html", "htm", "xml", "mht", "mhtml",
];
/// Extensions of Word documents, which are tried as well: the old ones hold anything, and what
/// cannot be read is refused with what to do.
const WORD: [&str; 6] = ["docx", "docm", "dotx", "dotm", "doc", "wps"];
/// Extensions of other text documents, in which forms are sometimes sent.
const DOCUMENTS: [&str; 2] = ["rtf", "odt"];
/// Extensions of archives that are opened.
const ARCHIVES: [&str; 3] = ["zip", "7z", "rar"];
/// Extensions of archives that are not.
const FOREIGN_ARCHIVES: [&str; 7] = ["tar", "gz", "tgz", "bz2", "xz", "zst", "cab"];

/// A file that was found, or something that should have been one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its place below the searched folder, with `/` between names on every system.
    pub relative: String,
    /// What is to become of it.
    pub disposition: Disposition,
    /// When it was last changed, as the file system tells it; unknown for what is passed over.
    pub modified: Option<Moment>,
}

/// What is to become of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disposition {
    /// It may be a workbook, or an archive of workbooks: it will be read.
    Candidate,
    /// It is passed over.
    Skipped(SkipReason),
}

/// Why a file is passed over, in the words that the office will read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SkipReason {
    /// An office program's mark that it has a file open.
    #[error("临时锁定文件（有人正在打开原文件）")]
    LockFile,
    /// Something that an operating system keeps for itself.
    #[error("系统文件")]
    SystemFile,
    /// A link, which could lead anywhere.
    #[error("符号链接，不跟随")]
    Symlink,
    /// A device, a pipe or the like.
    #[error("不是普通文件")]
    NotAFile,
    /// By its extension no spreadsheet.
    #[error("不是电子表格（.{0}）")]
    NotASpreadsheet(String),
    /// A file without an extension.
    #[error("不是电子表格（无扩展名）")]
    NoExtension,
    /// A text document.
    #[error("文字文档（.{0}），本版本不读取；请将自评表另存为 .docx 或 .xlsx 报送")]
    Document(String),
    /// An archive of a kind that is not opened.
    #[error("压缩包（.{0}），本版本不读取；请解压后报送，或改用 .zip 打包")]
    Archive(String),
    /// A folder that does not let itself be listed.
    #[error("文件夹无法读取（{0}）")]
    UnreadableFolder(String),
}

/// Finds every file below `root`, sorted by place. Links are not followed.
///
/// # Errors
/// The root itself is missing or cannot be listed.
pub fn discover(root: &Path) -> io::Result<Vec<Found>> {
    let is_folder = std::fs::metadata(root)?.is_dir();
    let mut found = Vec::new();
    let mut walk = WalkDir::new(root).into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.depth() == 0 => return Err(error.into()),
            Err(error) => {
                found.push(unreadable(root, &error));
                continue;
            }
        };
        if entry.depth() == 0 && is_folder {
            continue; // the root itself, which may be a link
        }
        if entry.file_type().is_dir() {
            if is_system_folder(&entry) {
                walk.skip_current_dir();
                found.push(skipped(root, &entry, SkipReason::SystemFile));
            }
        } else {
            found.push(file(root, &entry));
        }
    }
    found.sort_by(|one, other| one.relative.cmp(&other.relative));
    Ok(found)
}

fn is_system_folder(entry: &DirEntry) -> bool {
    is_system(&entry.file_name().to_string_lossy().to_lowercase())
}

fn file(root: &Path, entry: &DirEntry) -> Found {
    let reason = if entry.path_is_symlink() {
        Some(SkipReason::Symlink)
    } else if entry.file_type().is_file() {
        judged(&entry.file_name().to_string_lossy())
    } else {
        Some(SkipReason::NotAFile)
    };
    match reason {
        Some(reason) => skipped(root, entry, reason),
        None => Found {
            path: entry.path().to_owned(),
            relative: relative(root, entry.path()),
            disposition: Disposition::Candidate,
            modified: modified(entry),
        },
    }
}

fn modified(entry: &DirEntry) -> Option<Moment> {
    Moment::from_system(entry.metadata().ok()?.modified().ok()?)
}

fn skipped(root: &Path, entry: &DirEntry, reason: SkipReason) -> Found {
    Found {
        path: entry.path().to_owned(),
        relative: relative(root, entry.path()),
        disposition: Disposition::Skipped(reason),
        modified: None,
    }
}

fn unreadable(root: &Path, error: &walkdir::Error) -> Found {
    let path = error.path().unwrap_or(root);
    let why = error
        .io_error()
        .map_or_else(|| error.to_string(), |error| error.kind().to_string());
    Found {
        path: path.to_owned(),
        relative: relative(root, path),
        disposition: Disposition::Skipped(SkipReason::UnreadableFolder(why)),
        modified: None,
    }
}

/// Why a file of this name, on the disk or in an archive, is passed over, if it is.
pub(super) fn judged(name: &str) -> Option<SkipReason> {
    let name = name.to_lowercase();
    if name.starts_with("~$") || name.starts_with(".~") {
        return Some(SkipReason::LockFile);
    }
    if is_system(&name) {
        return Some(SkipReason::SystemFile);
    }
    let Some((_, extension)) = name.rsplit_once('.') else {
        return Some(SkipReason::NoExtension);
    };
    let is_one_of = |list: &[&str]| list.contains(&extension);
    if is_one_of(&WORKBOOKS) || is_one_of(&WORD) || is_one_of(&ARCHIVES) {
        None
    } else if is_one_of(&DOCUMENTS) {
        Some(SkipReason::Document(extension.to_owned()))
    } else if is_one_of(&FOREIGN_ARCHIVES) {
        Some(SkipReason::Archive(extension.to_owned()))
    } else {
        Some(SkipReason::NotASpreadsheet(extension.to_owned()))
    }
}

/// The outermost folder of a path, as far as its name, that a system keeps for itself.
pub(super) fn system_folder(path: &str) -> Option<&str> {
    let folders = path.match_indices('/').map(|(end, _)| path.split_at(end).0);
    let mut names = folders.map(|folder| (folder, folder.rsplit('/').next().unwrap_or(folder)));
    let (folder, _) = names.find(|(_, name)| *name != ".." && is_system(&name.to_lowercase()))?;
    Some(folder)
}

/// Is it one of those names, in lower case, that systems keep for themselves?
fn is_system(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "thumbs.db" | "desktop.ini" | "__macosx")
}

/// The place below the root. A root that is itself a file has its own name.
fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let below = if below.as_os_str().is_empty() {
        path.file_name().map_or(path, Path::new)
    } else {
        below
    };
    let names: Vec<Cow<'_, str>> = below
        .components()
        .filter(|component| matches!(component, Component::Normal(_)))
        .map(|component| legible(component.as_os_str()))
        .collect();
    names.join("/")
}

/// A name as text. Archives packed under a Chinese Windows leave names in GBK behind.
fn legible(name: &OsStr) -> Cow<'_, str> {
    match name.to_str() {
        Some(name) => Cow::Borrowed(name),
        None => encoding_rs::GBK.decode(name.as_encoded_bytes()).0,
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for file in files {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            touch(&path);
        }
        root
    }

    #[expect(clippy::disallowed_methods, reason = "a test makes its own files")]
    fn touch(path: &Path) {
        File::create(path).unwrap();
    }

    fn listed(root: &Path) -> Vec<(String, String)> {
        discover(root)
            .unwrap()
            .into_iter()
            .map(|found| {
                let fate = match found.disposition {
                    Disposition::Candidate => "读取".to_owned(),
                    Disposition::Skipped(reason) => reason.to_string(),
                };
                (found.relative, fate)
            })
            .collect()
    }

    #[test]
    fn sorted_with_a_reason_for_each() {
        let root = folder(&[
            "乙街道/自评表.XLSX",
            "乙街道/~$自评表.xlsx",
            "乙街道/.~lock.自评表.ods#",
            "乙街道/说明.odt",
            "乙街道/说明.wps",
            "甲街道/表.et",
            "甲街道/Thumbs.db",
            "甲街道/打包.zip",
            "甲街道/打包.tar.gz",
            "甲街道/读我.txt",
            "甲街道/名单",
            "__MACOSX/._表.xlsx",
        ]);
        let listed = listed(root.path());
        let fates: Vec<(&str, &str)> = listed
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(
            fates,
            [
                ("__MACOSX", "系统文件"),
                (
                    "乙街道/.~lock.自评表.ods#",
                    "临时锁定文件（有人正在打开原文件）"
                ),
                ("乙街道/~$自评表.xlsx", "临时锁定文件（有人正在打开原文件）"),
                ("乙街道/自评表.XLSX", "读取"),
                (
                    "乙街道/说明.odt",
                    "文字文档（.odt），本版本不读取；请将自评表另存为 .docx 或 .xlsx 报送"
                ),
                ("乙街道/说明.wps", "读取"),
                ("甲街道/Thumbs.db", "系统文件"),
                ("甲街道/名单", "不是电子表格（无扩展名）"),
                (
                    "甲街道/打包.tar.gz",
                    "压缩包（.gz），本版本不读取；请解压后报送，或改用 .zip 打包"
                ),
                ("甲街道/打包.zip", "读取"),
                ("甲街道/表.et", "读取"),
                ("甲街道/读我.txt", "不是电子表格（.txt）"),
            ]
        );
    }

    #[test]
    fn the_time_of_the_last_change_comes_along() {
        let root = folder(&["表.xlsx"]);
        let path = root.path().join("表.xlsx");
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_740_787_230);
        let file = File::options().write(true).open(&path).unwrap();
        file.set_modified(time).unwrap();
        let found = discover(root.path()).unwrap();
        assert_eq!(found[0].modified, Moment::from_system(time));
        assert!(found[0].modified.is_some());
    }

    #[test]
    fn a_folder_named_like_a_workbook_is_a_folder() {
        let root = folder(&["旧表.xlsx/新表.xls"]);
        assert_eq!(
            listed(root.path()),
            [("旧表.xlsx/新表.xls".into(), "读取".into())]
        );
    }

    #[test]
    fn system_folders_are_found_in_paths() {
        assert_eq!(
            system_folder("甲/__MACOSX/乙/._表.xlsx"),
            Some("甲/__MACOSX")
        );
        assert_eq!(system_folder(".svn/表.xlsx"), Some(".svn"));
        assert_eq!(system_folder("甲/.表.xlsx"), None);
        assert_eq!(system_folder("../表.xlsx"), None);
    }

    #[test]
    fn a_missing_root_is_an_error_and_a_file_is_its_own_root() {
        let root = folder(&["表.xlsx"]);
        assert!(discover(&root.path().join("没有")).is_err());
        assert_eq!(
            listed(&root.path().join("表.xlsx")),
            [("表.xlsx".into(), "读取".into())]
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_are_listed_but_not_followed() {
        let root = folder(&["甲/表.xlsx"]);
        std::os::unix::fs::symlink(root.path().join("甲"), root.path().join("乙")).unwrap();
        assert_eq!(
            listed(root.path())[0],
            ("乙".into(), "符号链接，不跟随".into())
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_in_gbk_stay_legible() {
        use std::os::unix::ffi::OsStrExt;
        let (name, _, _) = encoding_rs::GBK.encode("自评表.xlsx");
        let root = folder(&[]);
        touch(&root.path().join(OsStr::from_bytes(&name)));
        let found = discover(root.path()).unwrap();
        assert_eq!(found[0].relative, "自评表.xlsx");
        assert!(fs::metadata(&found[0].path).is_ok());
        assert_eq!(found[0].disposition, Disposition::Candidate);
    }
}
