//! How the program can end.

use std::io;
use std::process::ExitCode;

use crate::config::{ConfigError, ConfigErrors};
use crate::pipeline::PipelineError;

/// The exit codes, as the help lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Done,
    /// `check` found what it was told to fail on.
    FindingsRaised,
    /// Bad usage or a bad configuration.
    BadUsage,
    /// No input folder, or no workbook in it that can be read.
    NothingRead,
    /// An output could not be made or written.
    OutputFailed,
}

impl Status {
    fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::FindingsRaised => 1,
            Self::BadUsage => 2,
            Self::NothingRead => 3,
            Self::OutputFailed => 4,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.code())
    }
}

/// Why a command could not do its work; empty where nobody is left to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) status: Status,
    pub(super) message: String,
}

impl Failure {
    pub(super) fn new(status: Status, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::new(Status::BadUsage, error.to_string())
    }
}

impl From<ConfigErrors> for Failure {
    fn from(errors: ConfigErrors) -> Self {
        Self::new(Status::BadUsage, errors.to_string())
    }
}

impl From<PipelineError> for Failure {
    fn from(error: PipelineError) -> Self {
        let status = match &error {
            PipelineError::Input { .. } | PipelineError::NothingRead { .. } => Status::NothingRead,
            PipelineError::YearUnknown | PipelineError::Beside(_) => Status::BadUsage,
            PipelineError::Previous(_)
            | PipelineError::Tables(_)
            | PipelineError::ReviewBook { .. }
            | PipelineError::ReviewBegun { .. }
            | PipelineError::Report(_)
            | PipelineError::Save(_)
            | PipelineError::Accounting { .. } => Status::OutputFailed,
        };
        Self::new(status, error.to_string())
    }
}

impl From<io::Error> for Failure {
    /// Printing failed: a reader that has seen enough (`jixiao rules | head`) is no failure.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::new(Status::Done, "")
        } else {
            Self::new(Status::OutputFailed, format!("无法输出（{error}）"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_end_has_its_code() {
        let ends = [
            Status::Done,
            Status::FindingsRaised,
            Status::BadUsage,
            Status::NothingRead,
            Status::OutputFailed,
        ];
        assert_eq!(ends.map(Status::code), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_reader_that_leaves_is_no_failure() {
        let left = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!((left.status, left.message.as_str()), (Status::Done, ""));
        let full = Failure::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(full.status, Status::OutputFailed);
    }

    #[test]
    fn nothing_to_read_is_told_from_nothing_written() {
        let missing = PipelineError::Input {
            path: "input".to_owned(),
            detail: "找不到".to_owned(),
        };
        assert_eq!(Failure::from(missing).status, Status::NothingRead);
    }
}
