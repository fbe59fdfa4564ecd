//! What the directory of an archive promises: which of its files are wanted, and that each is
//! handed out exactly once.

use std::collections::BTreeSet;
use std::fmt::Display;

use super::budget::{Budget, Trouble};
use super::label::{tidied, unique};
use super::{Content, Packed};
use crate::intake::discover::{self, SkipReason};
use crate::note::Note;
use crate::refusal::Refusal;
use crate::value::Moment;

/// One line of an archive's directory.
pub(super) struct Line {
    /// The name as it was packed.
    pub name: String,
    /// When the file was last changed.
    pub modified: Option<Moment>,
    /// What the line is about.
    pub what: What,
    /// Its size as declared.
    pub size: u64,
    /// Its size in the archive, where it has one of its own.
    pub packed: Option<u64>,
    /// What stands in the way of reading it.
    pub hindrance: Option<Refusal>,
}

/// What a line of the directory is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    File,
    Folder,
    Link,
}

/// A file that is to be read.
struct Wanted {
    label: String,
    modified: Option<Moment>,
}

/// The directory of an archive while its files are handed out.
pub(super) struct Directory<'a> {
    budget: &'a Budget<'a>,
    hand_out: &'a mut dyn FnMut(Packed),
    taken: BTreeSet<String>,
    wanted: Vec<Option<Wanted>>,
    namesakes: usize,
}

impl<'a> Directory<'a> {
    /// Reads the lines of a directory; what is not wanted is handed out at once, with the reason.
    pub(super) fn open(
        lines: Vec<Line>,
        budget: &'a Budget<'a>,
        hand_out: &'a mut dyn FnMut(Packed),
    ) -> Result<Self, Refusal> {
        if lines.iter().all(|line| line.what == What::Folder) {
            return Err(Refusal::Unpackable("其中没有文件".to_owned()));
        }
        budget.take_entries(lines.len())?;
        let mut directory = Self {
            budget,
            hand_out,
            taken: BTreeSet::new(),
            wanted: Vec::with_capacity(lines.len()),
            namesakes: 0,
        };
        for line in lines {
            let wanted = directory.judge(line);
            directory.wanted.push(wanted);
        }
        Ok(directory)
    }

    /// Is the file of a line still to be read?
    pub(super) fn wants(&self, at: usize) -> bool {
        self.wanted.get(at).is_some_and(Option::is_some)
    }

    /// Hands out the file of a line, or says why not; a second time does nothing.
    pub(super) fn give(&mut self, at: usize, content: Result<Vec<u8>, Refusal>) {
        let Some(wanted) = self.wanted.get_mut(at).and_then(Option::take) else {
            return;
        };
        (self.hand_out)(Packed {
            label: wanted.label,
            modified: wanted.modified,
            content: content.map_or_else(Content::Refused, Content::Bytes),
        });
    }

    /// Says the same of every file that is still to be read.
    pub(super) fn give_up(&mut self, refusal: &Refusal) {
        for at in 0..self.wanted.len() {
            self.give(at, Err(refusal.clone()));
        }
    }

    /// What is to be known of the archive as a whole.
    pub(super) fn close(mut self) -> Vec<Note> {
        self.give_up(&Refusal::Unpackable("压缩包未交出此文件".to_owned()));
        if self.namesakes == 0 {
            return Vec::new();
        }
        vec![Note::Remark(format!(
            "其中 {} 个文件与另一文件同名，均已列出，并以“（同名2）”等区分",
            self.namesakes
        ))]
    }

    fn judge(&mut self, line: Line) -> Option<Wanted> {
        if line.what == What::Folder {
            return None;
        }
        let label = tidied(&line.name);
        if let Some(folder) = discover::system_folder(&label) {
            if self.taken.insert(folder.to_owned()) {
                self.pass(
                    folder.to_owned(),
                    None,
                    Content::Skipped(SkipReason::SystemFile),
                );
            }
            return None;
        }
        let name = label.rsplit('/').next().unwrap_or(&label);
        let reason = match line.what {
            What::Link => Some(SkipReason::Symlink),
            _ => discover::judged(name),
        };
        let label = self.label(label);
        let weighed = self.budget.weigh(line.size, line.packed).err();
        let content = match (reason, line.hindrance.or(weighed)) {
            (Some(reason), _) => Content::Skipped(reason),
            (None, Some(refusal)) => Content::Refused(refusal),
            (None, None) => {
                return Some(Wanted {
                    label,
                    modified: line.modified,
                });
            }
        };
        self.pass(label, line.modified, content);
        None
    }

    fn label(&mut self, label: String) -> String {
        let known = self.taken.contains(&label);
        self.namesakes = self.namesakes.saturating_add(usize::from(known));
        unique(label, &mut self.taken)
    }

    fn pass(&mut self, label: String, modified: Option<Moment>, content: Content) {
        (self.hand_out)(Packed {
            label,
            modified,
            content,
        });
    }
}

/// An archive, or a file in it, that does not hold together.
pub(super) fn damaged(reason: impl Display) -> Refusal {
    Refusal::Unpackable(format!("文件不完整或已损坏：{reason}"))
}

/// What is said of a file that could not be read from its stream.
pub(super) fn broken(trouble: Trouble) -> Refusal {
    match trouble {
        Trouble::Refused(refusal) => refusal,
        Trouble::Broken(error) => Refusal::Unpackable(format!("数据损坏：{error}")),
    }
}
