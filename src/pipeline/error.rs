//! What ends a run; a bad input file never does.

use thiserror::Error;

use crate::comparison::BesideError;
use crate::decision::PreviousError;
use crate::report::{ReportError, SaveError};
use crate::tables::TablesError;

/// What ends a run.
#[derive(Debug, Error)]
pub enum PipelineError {
    /// The input folder itself cannot be walked.
    #[error("无法读取输入文件夹 {path}：{detail}")]
    Input {
        /// The folder.
        path: String,
        /// What the system said.
        detail: String,
    },
    /// No file of the input folder could be read.
    #[error("输入文件夹 {path} 中没有可读取的工作簿（共 {files} 个文件）")]
    NothingRead {
        /// The folder.
        path: String,
        /// How many files it holds.
        files: usize,
    },
    /// Files were lost on the way: a fault of this program, never of an input.
    #[error("文件清点不符：发现 {found} 个，记录 {recorded} 个；请报告此程序错误")]
    Accounting {
        /// Files found.
        found: usize,
        /// Files recorded.
        recorded: usize,
    },
    /// Neither the configuration nor any form states the year of the batch.
    #[error("无法确定年度：各表均未注明；请在 config.yaml 填写 fiscal_year，或用 --year 指定")]
    YearUnknown,
    /// The review book of an earlier draw cannot be read.
    #[error(
        "抽查复核表 {path} 无法读取（{reason}）；请关闭它，或用 WPS、Excel 打开另存，或移走后重试，未写入任何文件"
    )]
    ReviewBook {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
    /// A draw would write over what reviewers have written.
    #[error("抽查复核表 {path} 中已有复核记录，未重新抽取；请改名另存后再运行 jixiao sample")]
    ReviewBegun {
        /// The file.
        path: String,
    },
    /// What reviewers decided could not be read back.
    #[error(transparent)]
    Previous(#[from] PreviousError),
    /// What the configuration names to compare with cannot be used.
    #[error(transparent)]
    Beside(#[from] BesideError),
    /// The frames could not be built.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// A deliverable could not be made.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The output folder could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
}
