//! Progress on the terminal, one line each for reading, making and writing, and one that names the
//! file that takes long. Silent where standard error is no terminal, and with `--quiet`. The only
//! file that knows indicatif.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::interrupt::Interrupt;
use super::words::{one_line, shortened};
use crate::pipeline::Observer;
use crate::report::Watch;
use crate::submission::Submission;

/// The last part is cut where the terminal is narrow.
const LOOK: &str = "{prefix} [{bar:16}] {pos}/{len} {wide_msg}";
const LOOK_OF_SLOWEST: &str = "{slowest}";

/// What is told of the file that takes long fits in 80 columns with this much of its name.
const NAME: usize = 56;

/// A file that takes longer is named.
const LONG: Duration = Duration::from_secs(2);

/// What is left of less is not told: at the start nothing is known, and the last file may take long.
const SOON: Duration = Duration::from_secs(1);

/// How often the screen is drawn where nothing happens.
const TICK: Duration = Duration::from_millis(250);

/// What the lines show, fed by the pipeline from all its threads.
pub(super) struct Progress {
    screen: MultiProgress,
    reading: ProgressBar,
    slowest: ProgressBar,
    making: ProgressBar,
    writing: ProgressBar,
    forms: AtomicUsize,
    open: Open,
    interrupt: Arc<Interrupt>,
}

/// The files that are being read, each since when.
type Open = Arc<Mutex<BTreeMap<String, Instant>>>;

impl Progress {
    pub(super) fn new(quiet: bool) -> Self {
        let target = if quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let open = Open::default();
        let line = |name| {
            let bar = ProgressBar::hidden().with_prefix(name);
            bar.set_style(style(LOOK));
            bar
        };
        let slowest = ProgressBar::hidden();
        slowest.set_style(style_of_slowest(&open));
        Self {
            screen: MultiProgress::with_draw_target(target),
            reading: line("读取"),
            slowest,
            making: line("生成"),
            writing: line("写出"),
            forms: AtomicUsize::new(0),
            open,
            interrupt: Arc::default(),
        }
    }

    /// The place above the lines, for those who write to the same stream.
    pub(super) fn above(&self) -> Above {
        Above(self.screen.clone())
    }

    /// What Ctrl-C comes to.
    pub(super) fn interrupt(&self) -> &Arc<Interrupt> {
        &self.interrupt
    }

    /// Takes the lines off the screen.
    pub(super) fn clear(&self) {
        for bar in [&self.reading, &self.slowest, &self.making, &self.writing] {
            bar.finish_and_clear();
        }
        // A screen that cannot be cleared only looks untidy.
        let _ = self.screen.clear();
    }

    /// Shows a line, with so much to do.
    fn begin(&self, bar: &ProgressBar, length: usize) {
        bar.set_length(count(length));
        if !self.screen.is_hidden() {
            self.screen.add(bar.clone());
            bar.reset();
        }
    }

    fn tell_of_reading(&self) {
        let bar = &self.reading;
        let forms = self.forms.load(Ordering::Relaxed);
        let next = if bar.position() < bar.length().unwrap_or_default() {
            pace(bar.per_sec(), bar.eta())
        } else {
            "，正在核查、汇总……".to_owned()
        };
        bar.set_message(format!("个文件，{forms} 张表{next}"));
    }
}

impl Observer for Progress {
    fn found(&self, files: usize) {
        self.begin(&self.reading, files);
        if !self.screen.is_hidden() {
            self.screen.add(self.slowest.clone());
            self.slowest.enable_steady_tick(TICK);
        }
        self.tell_of_reading();
    }

    fn opened(&self, file: &str) {
        self.locked().insert(file.to_owned(), Instant::now());
    }

    fn unpacked(&self, files: usize) {
        self.reading.inc_length(count(files));
    }

    fn read(&self, submission: &Submission) {
        let forms = submission.forms().len();
        let file = &submission.source.file;
        self.locked().remove(file);
        self.forms.fetch_add(forms, Ordering::Relaxed);
        self.reading.inc(1);
        self.tell_of_reading();
        tracing::info!(file = %file, forms, "已读取");
    }

    fn remarked(&self, remark: &str) {
        tracing::warn!("{remark}");
    }
}

impl Watch for Progress {
    fn to_make(&self, deliverables: usize) {
        self.slowest.finish_and_clear();
        let forms = self.forms.load(Ordering::Relaxed);
        self.reading.set_message(format!("个文件，{forms} 张表"));
        self.making.set_message("项结果");
        self.begin(&self.making, deliverables);
    }

    fn made(&self, deliverable: &str) {
        self.making.inc(1);
        self.making
            .set_message(format!("项结果，已完成 {deliverable}"));
    }

    fn to_write(&self, files: usize) {
        self.writing.set_message("个文件");
        self.begin(&self.writing, files);
        tracing::info!(files, "正在写出");
    }

    fn written(&self) {
        self.writing.inc(1);
    }

    fn replacing(&self) {
        self.interrupt.replacing();
        tracing::info!("正在替换原有输出");
    }

    fn should_stop(&self) -> bool {
        self.interrupt.is_asked()
    }
}

impl Progress {
    fn locked(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Instant>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where others write while the lines are out of the way.
#[derive(Clone)]
pub(super) struct Above(MultiProgress);

impl Above {
    /// One line to standard error.
    pub(super) fn line(&self, text: &str) {
        // Where nobody can be told, nothing can be done about it.
        let _ = self.0.suspend(|| writeln!(io::stderr(), "{text}"));
    }
}

impl io::Write for Above {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.suspend(|| io::stderr().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

fn style(look: &str) -> ProgressStyle {
    ProgressStyle::with_template(look)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

fn style_of_slowest(open: &Open) -> ProgressStyle {
    let open = Arc::clone(open);
    let tell = move |_: &ProgressState, text: &mut dyn std::fmt::Write| {
        let open = open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(told) = slowest(&open, Instant::now()) {
            let _ = write!(text, "{told}");
        }
    };
    style(LOOK_OF_SLOWEST).with_key("slowest", tell)
}

/// The file that has been read for the longest, if that is long.
fn slowest(open: &BTreeMap<String, Instant>, now: Instant) -> Option<String> {
    let (file, since) = open.iter().min_by_key(|(_, since)| **since)?;
    let taken = now.saturating_duration_since(*since);
    (taken >= LONG).then(|| {
        format!(
            "正在读 {}（{}）",
            shortened(&one_line(file), NAME),
            duration(taken)
        )
    })
}

/// How fast files are read and how long that still takes; nothing where nobody can tell.
fn pace(files_per_second: f64, left: Duration) -> String {
    if left < SOON {
        return String::new();
    }
    format!("，{files_per_second:.1} 个/秒，剩余 {}", duration(left))
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
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
    use crate::config::display_width;

    #[test]
    fn the_looks_are_sound() {
        assert!(ProgressStyle::with_template(LOOK).is_ok());
        assert!(ProgressStyle::with_template(LOOK_OF_SLOWEST).is_ok());
        assert!(Progress::new(true).screen.is_hidden());
    }

    #[test]
    fn time_left_is_told_in_minutes() {
        assert_eq!(duration(Duration::from_secs(59)), "59 秒");
        assert_eq!(duration(Duration::from_secs(125)), "2 分 05 秒");
    }

    #[test]
    fn no_time_is_told_where_it_is_not_known() {
        assert_eq!(pace(24.1, Duration::from_millis(900)), "");
        assert_eq!(
            pace(24.06, Duration::from_millis(3900)),
            "，24.1 个/秒，剩余 3 秒"
        );
    }

    #[test]
    fn what_was_read_is_counted() {
        let progress = Progress::new(true);
        progress.found(2);
        progress.unpacked(3);
        progress.opened("");
        let submission = Submission {
            source: crate::submission::Source::default(),
            outcome: crate::submission::Outcome::NoForm { notes: Vec::new() },
        };
        progress.read(&submission);
        let bar = &progress.reading;
        assert_eq!((bar.length(), bar.position()), (Some(5), 1));
        assert!(
            bar.message().starts_with("个文件，0 张表"),
            "{}",
            bar.message()
        );
        assert!(progress.locked().is_empty());
        for _ in 0..4 {
            progress.read(&submission);
        }
        assert_eq!(bar.message(), "个文件，0 张表，正在核查、汇总……");
    }

    #[test]
    fn what_is_made_and_written_is_counted() {
        let progress = Progress::new(true);
        progress.to_make(2);
        progress.made("异常清单.xlsx");
        let counted = |bar: &ProgressBar| (bar.position(), bar.length(), bar.message());
        let told = "项结果，已完成 异常清单.xlsx".to_owned();
        assert_eq!(counted(&progress.making), (1, Some(2), told));
        progress.to_write(3);
        progress.written();
        assert_eq!(
            counted(&progress.writing),
            (1, Some(3), "个文件".to_owned())
        );
    }

    #[test]
    fn only_a_file_that_takes_long_is_named() {
        let start = Instant::now();
        let later = start + Duration::from_secs(5);
        let open = BTreeMap::from([("乙.xlsx".to_owned(), start), ("甲.xlsx".to_owned(), later)]);
        assert_eq!(slowest(&open, start), None);
        assert_eq!(slowest(&open, later).unwrap(), "正在读 乙.xlsx（5 秒）");
        let long = BTreeMap::from([("长".repeat(100), start)]);
        let an_hour = slowest(&long, start + Duration::from_hours(1)).unwrap();
        assert!(display_width(&an_hour) < 80, "{an_hour}");
    }
}
