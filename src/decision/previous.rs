//! The list of the last run on the disk: opened before anything is written, and seen to be the same
//! when it is about to be replaced.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::list;
use super::recorded::Recorded;
use crate::grid::{self, Limits};
use crate::intake::{self, Kind};
use crate::refusal::Refusal;
use crate::trouble::Trouble;
use crate::value::Moment;

/// A list of an earlier run, as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previous {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// When it was last saved, by its own account.
    pub saved: Option<Moment>,
}

/// Why decisions could not be read back, and what to do. Nothing has been written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", self.trouble())]
pub enum PreviousError {
    /// A spreadsheet program has it open.
    Open {
        /// The list.
        path: PathBuf,
        /// How that is known.
        sign: String,
    },
    /// Another program holds it, or it may not be replaced.
    Held {
        /// The list.
        path: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// It is no readable workbook, or not the list.
    Unreadable {
        /// The list.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// The list that the configuration names is not there.
    Missing {
        /// The list.
        path: PathBuf,
    },
    /// It was saved while the run went on.
    Changed {
        /// The list.
        path: PathBuf,
    },
}

impl PreviousError {
    /// What it says, in parts.
    #[must_use]
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::Open { path, sign } => Trouble::new(format!("上次的异常清单正在 Excel 或 WPS 中打开（{sign}）"))
                .at(path)
                .advise("请保存并关闭后重新运行，原有输出未改动。确实无人打开的，请删除该锁文件"),
            Self::Held { path, detail } => Trouble::new(format!(
                "上次的异常清单不能替换（{detail}），可能正在 Excel 或 WPS 中打开或为只读"
            ))
            .at(path)
            .advise("请关闭、取消只读后重新运行，原有输出未改动"),
            Self::Unreadable { path, detail } => Trouble::new(format!(
                "上次的异常清单无法读取（{detail}），其中的处理意见无法沿用，原有输出未改动"
            ))
            .at(path)
            .advise(
                "请修复该文件，或从“历次异常清单”文件夹恢复一份；不需沿用的，请将其移到别处后重新运行",
            ),
            Self::Missing { path } => {
                Trouble::new("找不到上次的异常清单（config.yaml 的 review.previous）")
                    .at(path)
                    .advise("请更正该项，或填 null")
            }
            Self::Changed { path } => Trouble::new("上次的异常清单在运行期间被改动")
                .at(path)
                .advise("请保存并关闭后重新运行，原有输出未改动"),
        }
    }
}

impl Previous {
    /// Opens a list that this run will replace; none where there is none yet.
    ///
    /// # Errors
    /// [`PreviousError`] where it is open elsewhere, cannot be replaced or is no ordinary file.
    pub fn to_be_replaced(path: &Path) -> Result<Option<Self>, PreviousError> {
        // Its own entry, not what a link leads to: a link that leads nowhere is there all the same.
        if fs::symlink_metadata(path).is_err() {
            return Ok(None);
        }
        let previous = Self::closed(path)?;
        match fs::OpenOptions::new().append(true).open(path) {
            Ok(_) => Ok(Some(previous)),
            Err(error) => Err(PreviousError::Held {
                path: path.to_owned(),
                detail: cause(&error),
            }),
        }
    }

    /// Opens a list that the configuration names.
    ///
    /// # Errors
    /// [`PreviousError`] where it is missing, open elsewhere or no ordinary file.
    pub fn named(path: &Path) -> Result<Self, PreviousError> {
        if fs::symlink_metadata(path).is_err() {
            return Err(PreviousError::Missing {
                path: path.to_owned(),
            });
        }
        Self::closed(path)
    }

    /// Reads a file that no spreadsheet program has open.
    fn closed(path: &Path) -> Result<Self, PreviousError> {
        if let Some(sign) = lock_beside(path) {
            return Err(PreviousError::Open {
                path: path.to_owned(),
                sign,
            });
        }
        Self::as_it_is(path)
    }

    /// Reads a file as it was last saved, whether it is open or not.
    ///
    /// # Errors
    /// [`PreviousError::Unreadable`] where it is no ordinary file.
    pub fn as_it_is(path: &Path) -> Result<Self, PreviousError> {
        let bytes =
            intake::load_file(path, &limits()).map_err(|refusal| unreadable(path, &refusal))?;
        Ok(Self {
            saved: grid::last_saved(&bytes, &limits()),
            bytes,
        })
    }

    /// Reads every decision in it.
    ///
    /// # Errors
    /// [`PreviousError::Unreadable`] where it is no workbook, or not the list.
    pub fn recorded(&self, path: &Path) -> Result<Recorded, PreviousError> {
        let format = match intake::sniff(&self.bytes) {
            Ok(Kind::Workbook(format)) => format,
            Ok(Kind::Archive(_)) => return Err(not_the_list(path, "是压缩包")),
            Err(refusal) => return Err(unreadable(path, &refusal)),
        };
        let workbook = grid::read(format, &self.bytes, &limits())
            .map_err(|refusal| unreadable(path, &refusal))?;
        if let Some(note) = workbook.notes.iter().find(|note| note.is_loss()) {
            return Err(not_the_list(path, note.text()));
        }
        let lists = list::read(&workbook).map_err(|lack| not_the_list(path, &lack))?;
        Ok(Recorded::of(lists))
    }
}

/// Is a list that will be replaced still as it was read (or still not there)?
///
/// # Errors
/// [`PreviousError`] where it was opened, saved, made or removed meanwhile.
pub fn still_as_read(path: &Path, read: Option<&Previous>) -> Result<(), PreviousError> {
    if Previous::to_be_replaced(path)?.as_ref() == read {
        Ok(())
    } else {
        Err(PreviousError::Changed {
            path: path.to_owned(),
        })
    }
}

/// A list of a whole district holds more cells than any form may.
fn limits() -> Limits {
    Limits {
        file_bytes: 2_000_000_000,
        inflated_bytes: 20_000_000_000,
        cells: u64::MAX,
        ..Limits::default()
    }
}

/// The file by which a program tells that it has a workbook open: Excel and WPS `~$表.xlsx`, WPS also
/// `.~表.xlsx`, LibreOffice `.~lock.表.xlsx#`.
#[must_use]
pub fn lock_beside(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy();
    let locks = [
        format!("~${name}"),
        format!(".~{name}"),
        format!(".~lock.{name}#"),
    ];
    let lock = locks
        .into_iter()
        .find(|lock| fs::symlink_metadata(path.with_file_name(lock)).is_ok())?;
    Some(format!("存在锁文件 {lock}"))
}

fn unreadable(path: &Path, refusal: &Refusal) -> PreviousError {
    let detail = match refusal {
        Refusal::Damaged { detail, .. } => format!("文件损坏：{detail}"),
        Refusal::Empty => "文件为空".to_owned(),
        Refusal::Encrypted => "文件已加密，请取消打开密码".to_owned(),
        Refusal::Inaccessible(detail) => detail.clone(),
        Refusal::UnknownFormat(detail) | Refusal::TextDocument(detail) => {
            format!("不是工作簿：{detail}")
        }
        Refusal::Unpackable(_) | Refusal::LimitExceeded { .. } => refusal.to_string(),
    };
    not_the_list(path, &detail)
}

fn not_the_list(path: &Path, detail: &str) -> PreviousError {
    PreviousError::Unreadable {
        path: path.to_owned(),
        detail: detail.to_owned(),
    }
}

fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "没有写入权限".to_owned(),
        io::ErrorKind::ResourceBusy => "文件被占用".to_owned(),
        _ => error.to_string(),
    }
}
