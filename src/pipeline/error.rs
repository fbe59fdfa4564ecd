//! What ends a run; a bad input file never does.

use thiserror::Error;

use crate::comparison::BesideError;
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
