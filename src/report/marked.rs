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
use super::{OutFile, ReportError, View};

/// What people call these outputs.
pub(super) const NAME: &str = "标注后的报送文件";

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

/// A workbook that an office gets no marked copy of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unmarked {
    /// The office.
    pub(super) office: String,
    /// Its file, below the input folder.
    pub(super) file: String,
    /// Why.
    pub(super) reason: String,
}

/// The marked copies, and what could not be marked.
#[derive(Debug, Default)]
struct Copies {
    files: Vec<OutFile>,
    unmarked: Vec<Unmarked>,
}

/// Makes a copy of every workbook in which something is to be marked.
#[allow(
    clippy::unnecessary_wraps,
    reason = "every deliverable is made by such a function"
)]
pub(super) fn files(view: &View<'_>) -> Result<Vec<OutFile>, ReportError> {
    let copies = copies(view);
    for Unmarked {
        office,
        file,
        reason,
    } in &copies.unmarked
    {
        tracing::warn!("{office}的 {file} 未能生成标注件：{reason}");
    }
    Ok(copies.files)
}

fn copies(view: &View<'_>) -> Copies {
    if !view.settings.marked_copies {
        return Copies::default();
    }
    let wanted = wanted::wanted(view);
    let sources = Sources::of(view, &wanted);
    let made: Vec<Result<marking::Marked, Unmarkable>> = wanted
        .par_iter()
        .map(|wanted| {
            let bytes = sources.bytes(wanted.source)?;
            marking::marked(&bytes, &wanted.marks, view.limits)
        })
        .collect();
    let mut names: BTreeMap<&str, FileNames> = BTreeMap::new();
    let mut copies = Copies::default();
    for (wanted, made) in wanted.iter().zip(made) {
        let placed = made.and_then(|made| {
            let folder = wanted.folder.as_deref();
            let folder = folder.ok_or_else(|| Unmarkable::of("该单位没有整改通知"))?;
            let name = names.entry(folder).or_default().give(&stem(wanted));
            let path = format!("{FOLDER}/{folder}/{name}.{}", made.extension);
            Ok(OutFile::new(path, made.bytes))
        });
        match placed {
            Ok(file) => copies.files.push(file),
            Err(reason) => copies.unmarked.push(wanted.unmarked(&reason)),
        }
    }
    copies
}

/// The name of a marked copy without its extension. A file that comes back under such a name keeps
/// it: the prefix does not pile up.
fn stem(wanted: &Wanted<'_>) -> String {
    let file = &wanted.source.file;
    let name = file.rsplit(['/', '!']).next().unwrap_or_default();
    let stem = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 4 && !stem.is_empty() => stem,
        _ => name,
    };
    let bare = stem.trim_start_matches(PREFIX);
    format!("{PREFIX}{bare}")
}

#[cfg(test)]
mod tests;
