//! Ctrl-C: the first asks the run to stop where nothing is half done, the second ends it at once.
//! The only file that knows how a system tells of it.

use std::process::exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::exit::Status;
use super::progress::Above;
use super::reporter::Reporter;

/// Whether somebody wants to stop, and whether that still can be heard.
#[derive(Debug, Default)]
pub(super) struct Interrupt {
    asked: AtomicBool,
    replacing: AtomicBool,
}

impl Interrupt {
    /// Listens from now on; what is heard is told above the progress.
    pub(super) fn listen(self: &Arc<Self>, above: Above) {
        let heard = Arc::clone(self);
        let listening = ctrlc::set_handler(move || {
            heard.press(|press| match press {
                Press::Stop => above.line(STOPPING),
                Press::WaitForTheEnd => above.line(FINISHING),
                Press::EndAtOnce => end_at_once(),
            });
        });
        if let Err(error) = listening {
            // Ctrl-C then ends the program as the system does, at once.
            tracing::debug!("无法接管 Ctrl-C（{error}）");
        }
    }

    /// Has somebody asked to stop?
    pub(super) fn is_asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }

    /// How a command ends whose outputs are in place: a stop that came too late is told.
    pub(super) fn status(&self, reporter: &mut Reporter) -> Status {
        if self.is_asked() {
            reporter.warn(FINISHED);
            Status::Interrupted
        } else {
            Status::Done
        }
    }

    /// Outputs are being replaced, which takes moments and must not be left half done.
    pub(super) fn replacing(&self) {
        self.replacing.store(true, Ordering::SeqCst);
    }

    /// Tells what a press comes to, and only then lets the run know: it may end before the next line.
    fn press(&self, tell: impl FnOnce(Press)) {
        let again = self.is_asked();
        tell(match (self.replacing.load(Ordering::SeqCst), again) {
            (true, _) => Press::WaitForTheEnd,
            (false, false) => Press::Stop,
            (false, true) => Press::EndAtOnce,
        });
        self.asked.store(true, Ordering::SeqCst);
    }
}

const STOPPING: &str = "正在停止……再按一次 Ctrl-C 立即结束";
const FINISHED: &str = "中断时正在替换原有输出，已完成写出";
const FINISHING: &str = "正在替换原有输出，片刻即完成……";

/// What a press of Ctrl-C comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Press {
    Stop,
    EndAtOnce,
    WaitForTheEnd,
}

#[allow(
    clippy::exit,
    reason = "who presses twice waits for nothing; the next run removes what was staged"
)]
fn end_at_once() {
    exit(i32::from(Status::Interrupted.code()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_press_ends_at_once_unless_outputs_are_being_replaced() {
        let interrupt = Interrupt::default();
        assert!(!interrupt.is_asked());
        interrupt.press(|press| {
            assert_eq!(press, Press::Stop);
            assert!(!interrupt.is_asked(), "it is told before the run can end");
        });
        assert!(interrupt.is_asked());
        interrupt.press(|press| assert_eq!(press, Press::EndAtOnce));
        interrupt.replacing();
        interrupt.press(|press| assert_eq!(press, Press::WaitForTheEnd));
    }
}
