//! Who looks on while a run goes on.

use super::PipelineError;
use crate::report::{Unwatched, Watch};
use crate::submission::Submission;

/// Told of progress, and asked whether to go on; the only hook into the flow.
pub trait Observer: Watch {
    /// So many files were found.
    fn found(&self, _files: usize) {}
    /// A file is about to be read.
    fn opened(&self, _file: &str) {}
    /// So many files more were found in an archive.
    fn unpacked(&self, _files: usize) {}
    /// One file is read.
    fn read(&self, _submission: &Submission) {}
    /// A person should know this of the decisions that were read back.
    fn remarked(&self, _remark: &str) {}
}

impl Observer for Unwatched {}

/// Ends the run where somebody wants it to stop.
pub(super) fn go_on(observer: &dyn Observer) -> Result<(), PipelineError> {
    if observer.should_stop() {
        Err(PipelineError::Stopped)
    } else {
        Ok(())
    }
}
