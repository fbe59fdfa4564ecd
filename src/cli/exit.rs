//! How the program can end.

use std::io;
use std::process::ExitCode;

use crate::config::{ConfigError, ConfigErrors};
use crate::pipeline::PipelineError;
use crate::trouble::Trouble;

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
    /// Somebody pressed Ctrl-C.
    Interrupted,
}

impl Status {
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::FindingsRaised => 1,
            Self::BadUsage => 2,
            Self::NothingRead => 3,
            Self::OutputFailed => 4,
            // As shells have it: 128 and the number of the signal.
            Self::Interrupted => 130,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status.code())
    }
}

/// Why a command could not do its work; no trouble where nobody is left to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) status: Status,
    pub(super) trouble: Option<Box<Trouble>>,
}

impl Failure {
    pub(super) fn new(status: Status, trouble: impl Into<Trouble>) -> Self {
        Self {
            status,
            trouble: Some(Box::new(trouble.into())),
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::new(Status::BadUsage, error.trouble())
    }
}

impl From<ConfigErrors> for Failure {
    fn from(errors: ConfigErrors) -> Self {
        Self::new(Status::BadUsage, errors.trouble())
    }
}

impl From<PipelineError> for Failure {
    fn from(error: PipelineError) -> Self {
        let status = match &error {
            stop if stop.is_a_stop() => Status::Interrupted,
            PipelineError::Input { .. } | PipelineError::NothingRead { .. } => Status::NothingRead,
            PipelineError::YearUnknown | PipelineError::Beside(_) => Status::BadUsage,
            PipelineError::Previous(_)
            | PipelineError::Tables(_)
            | PipelineError::ReviewBook { .. }
            | PipelineError::ReviewBegun { .. }
            | PipelineError::Report(_)
            | PipelineError::Save(_)
            | PipelineError::Stopped
            | PipelineError::Accounting { .. } => Status::OutputFailed,
        };
        Self::new(status, error.trouble())
    }
}

impl From<io::Error> for Failure {
    /// Printing failed: a reader that has seen enough (`jixiao rules | head`) is no failure.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self {
                status: Status::Done,
                trouble: None,
            }
        } else {
            let trouble = Trouble::new(format!("无法输出（{error}）"));
            Self::new(
                Status::OutputFailed,
                trouble.advise("请检查输出所到的文件或磁盘空间"),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::SaveError;

    #[test]
    fn each_end_has_its_code() {
        let ends = [
            Status::Done,
            Status::FindingsRaised,
            Status::BadUsage,
            Status::NothingRead,
            Status::OutputFailed,
            Status::Interrupted,
        ];
        assert_eq!(ends.map(Status::code), [0, 1, 2, 3, 4, 130]);
    }

    #[test]
    fn a_reader_that_leaves_is_no_failure() {
        let left = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!((left.status, left.trouble), (Status::Done, None));
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

    #[test]
    fn a_stop_is_told_from_a_failure_wherever_it_is_heard() {
        for stop in [
            PipelineError::Stopped,
            PipelineError::Save(SaveError::Stopped),
        ] {
            assert_eq!(Failure::from(stop).status, Status::Interrupted);
        }
    }
}
