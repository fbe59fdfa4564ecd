//! `jixiao run`: read, recompute, check, consolidate, write.

use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime as _, SystemTime};

use super::args::Common;
use super::exit::{Failure, Status};
use super::notice::warn_of_sensitive;
use super::reporter::Reporter;
use super::summary;
use super::watching::Watching;
use crate::pipeline;

pub(super) fn run(common: &Common, reporter: &mut Reporter) -> Result<Status, Failure> {
    let Watching { progress, settings } = Watching::start(common)?;
    let ended = pipeline::run(&settings, &now, &progress);
    progress.clear();
    let done = ended?;
    if !common.quiet {
        reporter.text(&summary::of_run(&done, &settings))?;
    }
    warn_of_sensitive(&done.submissions, reporter);
    Ok(progress.interrupt().status(reporter))
}

/// The time in UTC as `run.json` states it, by the clock of the logs; no other output shows it.
fn now() -> String {
    let mut time = String::new();
    let stated = SystemTime.format_time(&mut Writer::new(&mut time));
    stated.map(|()| time).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn time_is_stated_in_utc() {
        let now = super::now();
        assert!(
            now.starts_with("20") && now.ends_with('Z') && now.contains('T'),
            "{now}"
        );
    }
}
