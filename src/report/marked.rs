//! `街道/<office>/标注_<file>`: the office's own workbook back, with a note and a fill at every cell
//! that something was found at. All else in the package stays byte for byte as it was.
//!
//! No writer of workbooks leaves alone what it does not know, so the package's own XML is edited in
//! place: `package.rs` copies what nobody touches, `xml.rs` and `list.rs` edit text, and each kind of
//! part has a file. Marks of an earlier return are taken out first (`clearing.rs`): our notes are known by
//! their author, our fills by what their formats remember.

mod book;
mod clearing;
mod comments;
mod content_types;
mod list;
mod marking;
mod package;
mod rels;
mod sheet;
mod source;
mod styles;
mod vml;
mod wanted;
mod xml;

use std::collections::BTreeMap;
use std::fmt;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use self::source::Sources;
use self::wanted::Wanted;
use super::correction_list::FOLDER;
use super::file_name::FileNames;
use super::{OutFile, View};

/// Stands before the name of a file that was marked.
const PREFIX: &str = "标注_";

/// Why a workbook is given back without marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unmarkable(String);

impl Unmarkable {
    fn of(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }

    /// The package is not as it should be.
    fn broken(detail: impl fmt::Display) -> Self {
        Self(format!("文件包内部结构不合规范（{detail}）"))
    }
}

impl From<String> for Unmarkable {
    fn from(fault: String) -> Self {
        Self::broken(fault)
    }
}

impl fmt::Display for Unmarkable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What became of a file in which something is to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Copy {
    /// The office.
    pub(super) office: String,
    /// Its file, below the input folder.
    pub(super) file: String,
    /// In how many places there is something to mark.
    pub(super) places: usize,
    /// Where the copy is, below the output folder; or why there is none.
    pub(super) made: Result<String, Unmarkable>,
}

/// The marked copies, and what became of every file.
#[derive(Debug, Default)]
pub(super) struct Copies {
    /// The copies.
    pub(super) files: Vec<OutFile>,
    /// By office and file in the order of the findings' table.
    pub(super) told: Vec<Copy>,
}

/// Makes a copy of every workbook in which something is to be marked.
pub(super) fn copies(view: &View<'_>) -> Copies {
    if !view.settings.marked_copies {
        return Copies::default();
    }
    let wanted = wanted::wanted(view);
    let sources = Sources::of(view, &wanted);
    let made: Vec<Result<marking::Marked, Unmarkable>> = wanted
        .par_iter()
        .map(|wanted| {
            wanted.can_be_marked()?;
            let bytes = sources.bytes(wanted.source)?;
            marking::marked(&bytes, &wanted.marks, view.limits)
        })
        .collect();
    let mut names: BTreeMap<&str, FileNames> = BTreeMap::new();
    let mut copies = Copies::default();
    for (wanted, made) in wanted.iter().zip(made) {
        let made = made.and_then(|made| {
            let folder = wanted.folder.as_deref();
            let folder = folder.ok_or_else(|| Unmarkable::of("该单位没有整改通知"))?;
            let name = names.entry(folder).or_default().give(&stem(wanted));
            let path = format!("{FOLDER}/{folder}/{name}.{}", made.extension);
            Ok(OutFile::new(path, made.bytes))
        });
        copies.told.push(wanted.told(made.as_ref()));
        copies.files.extend(made);
    }
    copies
}

/// The name of a marked copy without its extension. A file that comes back under such a name keeps
/// it: the prefix does not pile up.
fn stem(wanted: &Wanted<'_>) -> String {
    let file = &wanted.source.file;
    let is_packed = wanted.source.archive.is_some();
    let mut pieces = file.rsplit(|c| c == '/' || (is_packed && c == '!'));
    let name = pieces.next().unwrap_or_default();
    let stem = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 4 && !stem.is_empty() => stem,
        _ => name,
    };
    let bare = stem.trim_start_matches(PREFIX);
    format!("{PREFIX}{bare}")
}

#[cfg(test)]
mod tests;
