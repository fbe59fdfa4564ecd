//! What every command that reads the input folder begins with.

use super::args::Common;
use super::exit::Failure;
use super::log;
use super::progress::Progress;
use super::settings::{set_jobs, settings};
use crate::config::Settings;

/// A run that is watched: shown, logged, and stopped by Ctrl-C.
pub(super) struct Watching {
    pub(super) progress: Progress,
    pub(super) settings: Settings,
}

impl Watching {
    pub(super) fn start(common: &Common) -> Result<Self, Failure> {
        let progress = Progress::new(common.quiet);
        log::start(common, progress.above());
        set_jobs(common)?;
        let settings = settings(common)?;
        progress.interrupt().listen(progress.above());
        Ok(Self { progress, settings })
    }
}
