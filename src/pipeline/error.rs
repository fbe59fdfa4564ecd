//! What ends a run; a bad input file never does.

use std::path::Path;

use thiserror::Error;

use crate::comparison::BesideError;
use crate::decision::PreviousError;
use crate::report::{ReportError, SaveError};
use crate::tables::TablesError;
use crate::trouble::Trouble;

/// What ends a run.
#[derive(Debug, Error)]
#[error("{}", self.trouble())]
pub enum PipelineError {
    /// The input folder itself cannot be walked.
    Input {
        /// The folder.
        path: String,
        /// What the system said.
        detail: String,
    },
    /// No file of the input folder could be read.
    NothingRead {
        /// The folder.
        path: String,
        /// How many files it holds.
        files: usize,
        /// Why the first of them could not be, a line each.
        refused: Vec<String>,
    },
    /// Files were lost on the way: a fault of this program, never of an input.
    Accounting {
        /// Files found.
        found: usize,
        /// Files recorded.
        recorded: usize,
    },
    /// Somebody wanted the run to stop, before anything was replaced.
    Stopped,
    /// Neither the configuration nor any form states the year of the batch.
    YearUnknown,
    /// The review book of an earlier draw cannot be read.
    ReviewBook {
        /// The file.
        path: String,
        /// Why not.
        reason: String,
    },
    /// A draw would write over what reviewers have written.
    ReviewBegun {
        /// The file.
        path: String,
    },
    /// What reviewers decided could not be read back.
    Previous(#[from] PreviousError),
    /// What the configuration names to compare with cannot be used.
    Beside(#[from] BesideError),
    /// The frames could not be built.
    Tables(#[from] TablesError),
    /// A deliverable could not be made.
    Report(#[from] ReportError),
    /// The output folder could not be written.
    Save(#[from] SaveError),
}

impl PipelineError {
    /// What it says, in parts.
    #[must_use]
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::Previous(error) => error.trouble(),
            Self::Beside(error) => error.trouble(),
            Self::Tables(error) => error.trouble(),
            Self::Report(error) => error.trouble(),
            Self::Save(error) => error.trouble(),
            own => own.told(),
        }
    }

    /// Does the run end because somebody wanted it to, and not because it could not go on?
    #[must_use]
    pub fn is_a_stop(&self) -> bool {
        matches!(self, Self::Stopped | Self::Save(SaveError::Stopped))
    }

    fn told(&self) -> Trouble {
        match self {
            Self::Input { path, detail } => Trouble::new(format!("无法读取输入文件夹（{detail}）"))
                .at(Path::new(path))
                .advise("请检查路径和权限，或用 --input 另选文件夹"),
            Self::NothingRead {
                path,
                files,
                refused,
            } => Trouble::new(format!(
                "输入文件夹中没有可读取的工作簿（共 {files} 个文件）"
            ))
            .at(Path::new(path))
            .because(refused.clone())
            .advise("请把各单位报送的工作簿放入该文件夹，或用 --input 另选文件夹"),
            Self::Accounting { found, recorded } => {
                Trouble::new(format!("文件清点不符：发现 {found} 个，记录 {recorded} 个"))
                    .advise("这是程序错误，请将本提示报送软件维护人员")
            }
            Self::YearUnknown => Trouble::new("无法确定年度：各表均未注明")
                .advise("请在 config.yaml 填写 fiscal_year，或用 --year 指定"),
            Self::ReviewBook { path, reason } => {
                Trouble::new(format!("抽查复核表无法读取（{reason}），未写入任何文件"))
                    .at(Path::new(path))
                    .advise("请关闭它，或用 WPS、Excel 打开另存，或移走后重试")
            }
            Self::ReviewBegun { path } => Trouble::new("抽查复核表中已有复核记录，未重新抽取")
                .at(Path::new(path))
                .advise("请改名另存后再运行 jixiao sample"),
            // Those of other rooms have spoken for themselves.
            _ => Trouble::new("已中断，原有输出未改动"),
        }
    }
}
