//! Why a file was not read. A refusal is a value, never the end of the run: it becomes a row in the
//! submissions table, and `rules/file/` turns it into a finding.

use std::borrow::Cow;

use serde::Serialize;
use thiserror::Error;

use crate::trouble::Trouble;

/// Every reason for which a file is refused, in the words that the office will read.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize)]
#[error("{}", self.trouble())]
pub enum Refusal {
    /// The bytes are not what a file of this format must be.
    Damaged {
        /// The format that was attempted.
        format: &'static str,
        /// What the reader stumbled over.
        detail: String,
    },
    /// An empty file.
    Empty,
    /// The content is no workbook format that is read.
    UnknownFormat(String),
    /// A text document of a kind whose tables are not read.
    TextDocument(String),
    /// The file system refused.
    Inaccessible(String),
    /// Password protection of a workbook or an archive.
    Encrypted,
    /// An archive, or a file in one, that cannot be unpacked.
    Unpackable(String),
    /// A safety limit was exceeded.
    LimitExceeded {
        /// What is limited.
        what: &'static str,
        /// The value met.
        seen: u64,
        /// The limit in force.
        limit: u64,
        /// The key in config.yaml that sets it.
        key: &'static str,
    },
}

impl Refusal {
    /// What is wrong with the file, and what its sender or the bureau should do.
    #[must_use]
    pub fn trouble(&self) -> Trouble {
        let (what, advice) = self.told();
        Trouble::new(what).advise(advice)
    }

    fn told(&self) -> (String, Cow<'static, str>) {
        match self {
            Self::Damaged { format, detail } => (
                format!("文件损坏或不是有效的 {format} 文件（{detail}）"),
                "请用 WPS 或 Office 打开确认后另存为 .xlsx 或 .docx 再报送".into(),
            ),
            Self::Empty => ("文件为空（0 字节）".to_owned(), "请重新报送".into()),
            Self::UnknownFormat(seen) => (
                format!("不是可识别的工作簿（{seen}）"),
                "请另存为 .xlsx 再报送".into(),
            ),
            Self::TextDocument(kind) => (
                format!("文件是{kind}，其中的表格不能读取"),
                "请用 Word 或 WPS 打开，另存为 .docx（或将自评表存为 .xlsx）再报送".into(),
            ),
            Self::Inaccessible(why) => (
                format!("无法打开文件（{why}）"),
                "请检查权限或是否被其他程序占用".into(),
            ),
            Self::Encrypted => (
                "文件已加密".to_owned(),
                "请取消打开密码（压缩包为解压密码）后再报送".into(),
            ),
            Self::Unpackable(why) => (
                format!("无法解压（{why}）"),
                "请解压后把文件单独报送，或重新打包为普通的 .zip".into(),
            ),
            Self::LimitExceeded {
                what,
                seen,
                limit,
                key,
            } => (
                format!("超出安全限制：{what}为 {seen}，上限 {limit}"),
                format!("确属正常文件的，可在 config.yaml 调大 {key}").into(),
            ),
        }
    }
}
