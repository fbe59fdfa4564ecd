//! Who looks on while outputs are made and written, and may want it to stop.

/// Told of what is made and written; asked whether to go on.
pub trait Watch: Sync {
    /// So many deliverables are about to be made.
    fn to_make(&self, _deliverables: usize) {}
    /// One deliverable is made.
    fn made(&self, _deliverable: &str) {}
    /// So many files are about to be written.
    fn to_write(&self, _files: usize) {}
    /// One file is written, beside the outputs still.
    fn written(&self) {}
    /// Outputs are being replaced: from here on everything is carried to its end.
    fn replacing(&self) {}
    /// Should no more work be begun?
    fn should_stop(&self) -> bool {
        false
    }
}

/// Nobody looks on.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {}
