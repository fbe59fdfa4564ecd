//! Progress on the terminal: files read, forms, rate, time left. Silent where standard
//! error is no terminal, and with `--quiet`. The only file that knows indicatif's looks.

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::pipeline::Observer;
use crate::submission::Submission;

const LOOK: &str = "读取 [{bar:24}] {pos}/{len} 个文件，{forms} 张表，{rate}，{left}";

/// What the bar shows, fed by the pipeline from all its threads.
pub(super) struct Progress {
    bar: ProgressBar,
    forms: Arc<AtomicUsize>,
}

impl Progress {
    pub(super) fn new(quiet: bool) -> Self {
        let target = if quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let progress = Self {
            bar: ProgressBar::with_draw_target(None, target),
            forms: Arc::default(),
        };
        progress.bar.set_style(progress.style());
        progress
    }

    /// The bar, for those who write to the same stream.
    pub(super) fn bar(&self) -> &ProgressBar {
        &self.bar
    }

    /// Takes the bar off the screen.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn style(&self) -> ProgressStyle {
        let forms = Arc::clone(&self.forms);
        ProgressStyle::with_template(LOOK)
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .progress_chars("=> ")
            .with_key("forms", move |_: &ProgressState, text: &mut dyn Write| {
                count(&forms, text);
            })
            .with_key("rate", |state: &ProgressState, text: &mut dyn Write| {
                let _ = write!(text, "{:.1} 个/秒", state.per_sec());
            })
            .with_key("left", |state: &ProgressState, text: &mut dyn Write| {
                let _ = write!(text, "剩余 {}", duration(state.eta()));
            })
    }
}

impl Observer for Progress {
    fn found(&self, files: usize) {
        self.bar
            .set_length(u64::try_from(files).unwrap_or(u64::MAX));
        self.bar.reset_eta();
        if !self.bar.is_hidden() {
            self.bar.enable_steady_tick(Duration::from_millis(250));
        }
    }

    fn unpacked(&self, files: usize) {
        self.bar
            .inc_length(u64::try_from(files).unwrap_or(u64::MAX));
    }

    fn read(&self, submission: &Submission) {
        let forms = submission.forms().len();
        self.forms.fetch_add(forms, Ordering::Relaxed);
        self.bar.inc(1);
        tracing::info!(file = %submission.source.file, forms, "已读取");
    }

    fn remarked(&self, remark: &str) {
        tracing::warn!("{remark}");
    }

    fn writing(&self, files: usize) {
        self.bar.finish_and_clear();
        tracing::info!(files, "正在写出");
    }
}

fn count(counter: &AtomicUsize, text: &mut dyn Write) {
    let _ = write!(text, "{}", counter.load(Ordering::Relaxed));
}

/// `1 分 05 秒`.
fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} 秒"),
        (minutes, seconds) => format!("{minutes} 分 {seconds:02} 秒"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_is_sound() {
        assert!(ProgressStyle::with_template(LOOK).is_ok());
        assert!(Progress::new(true).bar().is_hidden());
    }

    #[test]
    fn time_left_is_told_in_minutes() {
        assert_eq!(duration(Duration::from_secs(59)), "59 秒");
        assert_eq!(duration(Duration::from_secs(125)), "2 分 05 秒");
    }

    #[test]
    fn what_was_read_is_counted() {
        let progress = Progress::new(true);
        progress.found(2);
        progress.unpacked(3);
        let submission = Submission {
            source: crate::submission::Source::default(),
            outcome: crate::submission::Outcome::NoForm { notes: Vec::new() },
        };
        progress.read(&submission);
        assert_eq!(
            (progress.bar.length(), progress.bar.position()),
            (Some(5), 1)
        );
        assert_eq!(progress.forms.load(Ordering::Relaxed), 0);
    }
}
