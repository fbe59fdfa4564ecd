//! Links from an output workbook to the very cell of a source workbook. Path pieces and sheet names
//! come from inputs: they are escaped here, and where no safe link can be made there is none.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Component, Path};

/// A link in the form that the workbook writer takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    target: String,
    text: Cow<'static, str>,
}

impl Link {
    /// To a cell of the same workbook.
    pub(super) fn within(sheet: &str, cell: &str) -> Self {
        Self {
            target: format!("internal:{}", place(sheet, cell)),
            text: Cow::Borrowed(OPEN),
        }
    }

    /// Under another text than 打开.
    #[must_use]
    pub(super) fn shown_as(self, text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            text: text.into(),
            ..self
        }
    }

    /// `file://`, the escaped path and, behind `#`, the place; or `internal:` and the place.
    pub(super) fn target(&self) -> &str {
        &self.target
    }

    /// What stands in the cell.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

const OPEN: &str = "打开";

/// Excel refuses longer paths and places.
const LONGEST: usize = 2_080;

/// What `rust_xlsxwriter` takes as a sign that a path is escaped already; without one of these it
/// escapes every `%` again.
const ESCAPE_SIGNS: [&str; 11] = [
    "%20", "%25", "%22", "%60", "%3C", "%3E", "%5B", "%5D", "%5E", "%7B", "%7D",
];

/// The way from a folder of outputs to the input folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Links {
    /// Escaped, ending in `/`; `None` where there is no way.
    base: Option<String>,
    /// Files that are archives: no program opens a cell of a workbook in one.
    archives: BTreeSet<String>,
}

impl Links {
    /// From the folder of the workbook to the folder of the inputs.
    pub(super) fn new(output_root: &Path, input_root: &Path) -> Self {
        Self {
            base: way(output_root, input_root),
            archives: BTreeSet::new(),
        }
    }

    /// From an output at the top of the output folder to other outputs.
    pub(super) fn among_outputs() -> Self {
        Self {
            base: Some(String::new()),
            archives: BTreeSet::new(),
        }
    }

    /// With the files that are archives.
    pub(super) fn with_archives(self, archives: BTreeSet<String>) -> Self {
        Self { archives, ..self }
    }

    /// To a file, and to a cell of it where a sheet is named and the file has cells; of what
    /// lies in an archive, to the archive.
    pub(super) fn to(&self, file: &str, sheet: &str, cell: &str) -> Option<Link> {
        match self.archive_of(file) {
            Some(archive) => self.on_disk(archive, "", ""),
            None => self.on_disk(file, sheet, cell),
        }
    }

    /// The outermost archive that a file lies in.
    fn archive_of<'f>(&self, file: &'f str) -> Option<&'f str> {
        let marks = file.match_indices('!');
        marks
            .map(|(mark, _)| file.split_at(mark).0)
            .find(|archive| self.archives.contains(*archive))
    }

    fn on_disk(&self, file: &str, sheet: &str, cell: &str) -> Option<Link> {
        let base = self.base.as_deref()?;
        if file.is_empty() || file.chars().chain(sheet.chars()).any(char::is_control) {
            return None;
        }
        let pieces: Vec<String> = file.split('/').map(escaped).collect();
        if pieces
            .iter()
            .any(|piece| piece.is_empty() || piece == "." || piece == "..")
        {
            return None;
        }
        let path = told_escaped(format!("{base}{}", pieces.join("/")));
        let place = if is_document(file) {
            String::new()
        } else {
            place(sheet, cell)
        };
        let fits = |text: &str| text.encode_utf16().count() <= LONGEST;
        (fits(&path) && fits(&place)).then(|| Link {
            target: if place.is_empty() {
                format!("file://{path}")
            } else {
                format!("file://{path}#{place}")
            },
            text: Cow::Borrowed(OPEN),
        })
    }
}

/// A Word document has lines but no cells: a place in the link would be sought as a bookmark.
fn is_document(file: &str) -> bool {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["docx", "docm", "dotx", "dotm"]
        .iter()
        .any(|kind| extension.eq_ignore_ascii_case(kind))
}

/// `'工作表'!E12`, quotes in the name doubled.
fn place(sheet: &str, cell: &str) -> String {
    if sheet.is_empty() {
        return String::new();
    }
    let cell = if cell.is_empty() { "A1" } else { cell };
    format!("'{}'!{cell}", sheet.replace('\'', "''"))
}

/// The signs that would end or change a path; Chinese stays as it is, as Excel itself writes it.
fn escaped(piece: &str) -> String {
    let signs: Vec<String> = piece.chars().map(escaped_sign).collect();
    signs.concat()
}

fn escaped_sign(c: char) -> String {
    if r#"%#? "<>[]^`{}\:|"#.contains(c) {
        format!("%{:02X}", u32::from(c))
    } else {
        c.to_string()
    }
}

/// A path whose only escapes are `%23` and the like would be escaped twice; a step into a folder
/// and out of it again, which every program resolves by the letters, carries the sign that says so.
fn told_escaped(path: String) -> String {
    let escaped = path.contains('%');
    if !escaped || ESCAPE_SIGNS.iter().any(|sign| path.contains(sign)) {
        return path;
    }
    format!("%20/../{path}")
}

/// The relative way from one folder to another, by the letters of their paths; on Windows to
/// another drive the absolute one.
fn way(from: &Path, to: &Path) -> Option<String> {
    let (from_start, from_steps) = steps(from)?;
    let (to_start, to_steps) = steps(to)?;
    if from_start != to_start {
        let drive = to_start.filter(|start| start.contains(':'))?;
        let steps: Vec<String> = std::iter::once(drive.trim_matches(['\\', '/']).to_owned())
            .chain(to_steps)
            .collect();
        return Some(format!("/{}/", steps.join("/")));
    }
    let shared = from_steps
        .iter()
        .zip(&to_steps)
        .take_while(|(one, other)| one == other)
        .count();
    if from_steps.iter().skip(shared).any(|step| step == "..") {
        return None; // out of a folder whose name is not known
    }
    let up = from_steps.iter().skip(shared).map(|_| "../".to_owned());
    let down = to_steps.iter().skip(shared).map(|step| format!("{step}/"));
    Some(up.chain(down).collect())
}

/// The start (drive or root) and the escaped steps of a path, `.` and `x/..` resolved.
fn steps(path: &Path) -> Option<(Option<String>, Vec<String>)> {
    let mut start: Option<String> = None;
    let mut steps: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::Prefix(_) | Component::RootDir => {
                let text = component.as_os_str().to_str()?;
                start = Some(start.unwrap_or_default() + text);
            }
            Component::CurDir => {}
            Component::ParentDir if steps.last().is_some_and(|last| last != "..") => {
                steps.pop();
            }
            Component::ParentDir => steps.push("..".to_owned()),
            Component::Normal(name) => steps.push(escaped(name.to_str()?)),
        }
    }
    Some((start, steps))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> Links {
        Links::new(Path::new("/data/output"), Path::new("/data/input"))
    }

    fn target(file: &str, sheet: &str, cell: &str) -> Option<String> {
        links().to(file, sheet, cell).map(|link| link.target)
    }

    #[test]
    fn to_the_very_cell() {
        assert_eq!(
            target("椿树街道/自评表.xlsx", "Sheet1", "E12").unwrap(),
            "file://../input/椿树街道/自评表.xlsx#'Sheet1'!E12"
        );
        assert_eq!(target("a.xlsx", "", "").unwrap(), "file://../input/a.xlsx");
    }

    #[test]
    fn to_a_document_as_a_whole() {
        assert_eq!(
            target("a/自评表.DOCX", "正文", "D8").unwrap(),
            "file://../input/a/自评表.DOCX"
        );
        assert!(target("docx", "S", "A1").unwrap().ends_with("#'S'!A1"));
    }

    #[test]
    fn what_ends_a_path_or_a_name_is_escaped() {
        assert_eq!(
            target("a b/50%#1.xlsx", "it's #1", "B2").unwrap(),
            "file://../input/a%20b/50%25%231.xlsx#'it''s #1'!B2"
        );
        assert_eq!(
            target("#1.xlsx", "", "").unwrap(),
            "file://%20/../../input/%231.xlsx"
        );
    }

    #[test]
    fn what_lies_in_an_archive_is_linked_to_the_archive() {
        let archives = ["甲/打包.zip", "甲/打包.zip!内.zip"].map(str::to_owned);
        let links = links().with_archives(archives.into());
        let target = |file| links.to(file, "Sheet1", "B2").map(|link| link.target);
        let archive = Some("file://../input/甲/打包.zip".to_owned());
        assert_eq!(target("甲/打包.zip!内层/表.xlsx"), archive);
        assert_eq!(target("甲/打包.zip!内.zip!表.xlsx"), archive);
        assert_eq!(
            target("甲/急!表.xlsx").unwrap(),
            "file://../input/甲/急!表.xlsx#'Sheet1'!B2"
        );
    }

    #[test]
    fn to_another_output_and_within_the_workbook() {
        let link = Links::among_outputs().to("街道/椿树街道.xlsx", "01 项目", "A1");
        let target = link.map(|link| link.target).unwrap();
        assert_eq!(target, "file://街道/椿树街道.xlsx#'01 项目'!A1");
        let within = Link::within("it's", "B2").shown_as("看");
        assert_eq!(
            (within.target(), within.text()),
            ("internal:'it''s'!B2", "看")
        );
    }

    #[test]
    fn no_link_where_none_is_safe() {
        assert_eq!(target("", "S", "A1"), None);
        assert_eq!(target("a/../../b.xlsx", "S", "A1"), None);
        assert_eq!(target("/etc/passwd", "S", "A1"), None);
        assert_eq!(target("a\u{1}.xlsx", "S", "A1"), None);
        assert_eq!(target(&"长".repeat(2_100), "S", "A1"), None);
    }

    #[test]
    fn the_way_is_found_by_the_letters() {
        let way = |from: &str, to: &str| way(Path::new(from), Path::new(to));
        assert_eq!(way("./output", "input").as_deref(), Some("../input/"));
        assert_eq!(
            way("out/2024", "../forms").as_deref(),
            Some("../../../forms/")
        );
        assert_eq!(way("/a/out", "/a/out/in").as_deref(), Some("in/"));
        assert_eq!(way("../out", "in"), None);
        assert_eq!(way("/a/out", "in"), None);
    }
}
