//! Which office sent a form: what its head says, then what the file is called and where it lay.

use super::evidence::{Evidence, folders_and_name, stem};
use crate::form::{Entry, Form};
use crate::registry::Registry;
use crate::value::text::tidy;

/// What speaks of a form's office, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfficeSource {
    /// 主管部门
    Department,
    /// 实施单位
    Unit,
    /// A code glued to either of them.
    Code,
    /// A folder that the file lies in.
    Folder,
    /// The file's name.
    FileName,
    /// The sheet's name.
    Sheet,
}

impl OfficeSource {
    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Department => "主管部门",
            Self::Unit => "实施单位",
            Self::Code => "单位编码",
            Self::Folder => "文件夹",
            Self::FileName => "文件名",
            Self::Sheet => "工作表名",
        }
    }

    /// Does it stand in the form's head?
    #[must_use]
    pub fn is_of_the_head(self) -> bool {
        matches!(self, Self::Department | Self::Unit | Self::Code)
    }
}

/// One thing that names an office of the registry.
pub type OfficeEvidence = Evidence<OfficeSource, String>;

/// The office that a form belongs to, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfficeClaim {
    /// Its name in the registry; for a sender that is not in it, the name that the form states, or
    /// the folder's.
    pub office: String,
    /// Everything that names an office of the registry, the most trusted first; the first decides.
    pub evidence: Vec<OfficeEvidence>,
}

impl OfficeClaim {
    /// What a form, the path of its file and the registry give.
    #[must_use]
    pub fn of(form: &Form, file: &str, registry: &Registry) -> Self {
        let mut evidence = of_head(form, registry);
        evidence.extend(of_folders(file, registry));
        let project = form.head.project_name.text();
        evidence.extend(of_file_name(file, registry).filter(|named| {
            // A project may bear an office's name, and lend it to the file: 大栅栏街道交界整治.
            let in_project = registry.named_in(project);
            in_project.iter().all(|office| office.name != named.says)
        }));
        if evidence.is_empty() {
            evidence.extend(in_short(file, registry).or_else(|| of_sheet(form, registry)));
        }
        let office = match evidence.first() {
            Some(first) => first.says.clone(),
            None => stranger(form, file),
        };
        Self { office, evidence }
    }

    /// Does the registry know the office?
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.evidence.is_empty()
    }

    /// What the office was inferred from, where the form's head names none of the registry.
    #[must_use]
    pub fn inferred_from(&self) -> Option<&OfficeEvidence> {
        let first = self.evidence.first()?;
        (!first.source.is_of_the_head()).then_some(first)
    }

    /// What names another office than the one that was decided on.
    pub fn contradictions(&self) -> impl Iterator<Item = &OfficeEvidence> {
        self.evidence
            .iter()
            .filter(|other| other.says != self.office)
    }
}

/// The expected office that a path names, else its first folder.
pub(super) fn office_of_path(file: &str, registry: &Registry) -> String {
    of_folders(file, registry)
        .or_else(|| of_file_name(file, registry))
        .or_else(|| in_short(file, registry))
        .map_or_else(|| first_folder(file), |named| named.says)
}

fn of_head(form: &Form, registry: &Registry) -> Vec<OfficeEvidence> {
    let head = &form.head;
    let department = &head.supervising_department;
    let unit = &head.implementing_unit;
    let by_name = [
        (OfficeSource::Department, department),
        (OfficeSource::Unit, unit),
    ]
    .into_iter()
    .filter_map(|(source, entry)| {
        let office = registry.recognise(entry.value()?)?;
        Some(in_cell(source, entry, entry.text(), &office.name))
    });
    let by_code = [department, unit].into_iter().filter_map(|entry| {
        let (code, office) = registry.by_code_in(entry.value()?)?;
        Some(in_cell(OfficeSource::Code, entry, &code, &office.name))
    });
    by_name.chain(by_code).collect()
}

fn in_cell(
    source: OfficeSource,
    entry: &Entry<String>,
    text: &str,
    office: &str,
) -> OfficeEvidence {
    Evidence {
        source,
        text: tidy(text),
        says: office.to_owned(),
        at: entry.at(),
    }
}

/// The outermost folder that names one office, in full or by nothing but its short name.
fn of_folders(file: &str, registry: &Registry) -> Option<OfficeEvidence> {
    let (folders, _) = folders_and_name(file);
    folders.into_iter().find_map(|folder| {
        let alone = || match words(folder).as_slice() {
            [word] => registry.named_by_word(word),
            _ => None,
        };
        let office = registry.recognise(folder).or_else(alone)?;
        Some(outside(OfficeSource::Folder, folder, &office.name))
    })
}

fn of_file_name(file: &str, registry: &Registry) -> Option<OfficeEvidence> {
    let (_, name) = folders_and_name(file);
    let office = registry.recognise(stem(name))?;
    Some(outside(OfficeSource::FileName, name, &office.name))
}

/// A short name among the words of a folder or of the file's name: the last resort, since a word
/// such as 天桥 may mean anything.
fn in_short(file: &str, registry: &Registry) -> Option<OfficeEvidence> {
    let (folders, name) = folders_and_name(file);
    let in_folder = folders.into_iter().find_map(|folder| {
        let office = named_among(folder, registry)?;
        Some(outside(OfficeSource::Folder, folder, office))
    });
    in_folder.or_else(|| {
        let office = named_among(stem(name), registry)?;
        Some(outside(OfficeSource::FileName, name, office))
    })
}

fn of_sheet(form: &Form, registry: &Registry) -> Option<OfficeEvidence> {
    let in_full = registry.recognise(&form.sheet);
    let office = in_full
        .map(|office| office.name.as_str())
        .or_else(|| named_among(&form.sheet, registry))?;
    Some(outside(OfficeSource::Sheet, &form.sheet, office))
}

fn outside(source: OfficeSource, text: &str, office: &str) -> OfficeEvidence {
    Evidence {
        source,
        text: text.to_owned(),
        says: office.to_owned(),
        at: None,
    }
}

/// The one office that words of a name call by its short name.
fn named_among<'r>(name: &str, registry: &'r Registry) -> Option<&'r str> {
    let mut called = words(name)
        .into_iter()
        .filter_map(|word| registry.named_by_word(word));
    let first = called.next()?;
    called.all(|other| other == first).then_some(&first.name)
}

/// The words of a name without figures, marks and what forms are called: 01-椿树自评表 → 椿树.
fn words(name: &str) -> Vec<&str> {
    name.split(|c: char| !c.is_alphabetic())
        .map(bare)
        .filter(|word| !word.is_empty())
        .collect()
}

fn bare(word: &str) -> &str {
    const BEHIND: [&str; 10] = [
        "表",
        "自评",
        "绩效",
        "项目支出",
        "材料",
        "报送",
        "上报",
        "汇总",
        "年度",
        "年",
    ];
    let shorter = BEHIND.iter().find_map(|end| word.strip_suffix(end));
    shorter.map_or(word, bare)
}

/// How a sender outside the registry is called: by its own words, else by the folder.
fn stranger(form: &Form, file: &str) -> String {
    let head = &form.head;
    [&head.supervising_department, &head.implementing_unit]
        .into_iter()
        .find_map(Entry::value)
        .map_or_else(|| first_folder(file), |name| tidy(name))
}

/// The outermost folder: on the disk, or in an archive that lies in no folder.
fn first_folder(file: &str) -> String {
    let (folders, _) = folders_and_name(file);
    let first = folders.first().copied().unwrap_or_default();
    first.rsplit('!').next().unwrap_or(first).to_owned()
}

#[cfg(test)]
mod tests;
