//! Which year a form is of: what it says itself, then what the file is called and where it lay, then
//! the batch.

use super::evidence::{Evidence, folders_and_name, stem};
use crate::form::{Entry, Form};
use crate::value::FiscalYear;
use crate::value::text::tidy;

/// What speaks of a form's year, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearSource {
    /// （2024年度） in the title block
    Title,
    /// 年度 in the head
    Head,
    /// The file's name.
    FileName,
    /// A folder that the file lies in.
    Folder,
    /// The year of the batch: configured, or the commonest.
    Batch,
}

impl YearSource {
    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "标题",
            Self::Head => "年度一栏",
            Self::FileName => "文件名",
            Self::Folder => "文件夹",
            Self::Batch => "本批年度",
        }
    }

    /// Does it stand on the form?
    #[must_use]
    pub fn is_on_the_form(self) -> bool {
        matches!(self, Self::Title | Self::Head)
    }
}

/// One thing that names a year.
pub type YearEvidence = Evidence<YearSource, FiscalYear>;

/// The year that a form is of, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct YearClaim {
    /// Everything that names a year, the most trusted first; the first decides.
    pub evidence: Vec<YearEvidence>,
}

impl YearClaim {
    /// What a form and the path of its file give.
    #[must_use]
    pub fn of(form: &Form, file: &str) -> Self {
        let (folders, name) = folders_and_name(file);
        let head = &form.head;
        let mut evidence: Vec<YearEvidence> = [
            in_cell(YearSource::Title, &form.fiscal_year),
            in_cell(YearSource::Head, &head.fiscal_year),
        ]
        .into_iter()
        .flatten()
        .collect();
        evidence.extend(
            outside(YearSource::FileName, name, stem(name)).filter(|named| {
                // A project may bear a year, and lend it to the file: 2023年道路维修尾款.
                let project = head.project_name.text();
                !named.says.is_mentioned_in(project)
            }),
        );
        let folder = |folder: &&str| outside(YearSource::Folder, folder, folder);
        evidence.extend(folders.iter().find_map(folder));
        Self { evidence }
    }

    /// The year; unknown where nothing names one.
    #[must_use]
    pub fn year(&self) -> Option<FiscalYear> {
        self.evidence.first().map(|first| first.says)
    }

    /// What the form says itself, first the title.
    pub fn on_the_form(&self) -> impl Iterator<Item = &YearEvidence> {
        self.evidence
            .iter()
            .filter(|one| one.source.is_on_the_form())
    }

    /// What the year was inferred from, where the form states none.
    #[must_use]
    pub fn inferred_from(&self) -> Option<&YearEvidence> {
        let first = self.evidence.first()?;
        (!first.source.is_on_the_form()).then_some(first)
    }

    /// Takes the batch's year where nothing else names one.
    pub(super) fn adopt(&mut self, batch: FiscalYear) {
        if self.evidence.is_empty() {
            self.evidence.push(Evidence {
                source: YearSource::Batch,
                text: batch.to_string(),
                says: batch,
                at: None,
            });
        }
    }
}

fn in_cell(source: YearSource, entry: &Entry<FiscalYear>) -> Option<YearEvidence> {
    Some(Evidence {
        source,
        text: tidy(entry.text()),
        says: *entry.value()?,
        at: entry.at(),
    })
}

fn outside(source: YearSource, text: &str, name: &str) -> Option<YearEvidence> {
    Some(Evidence {
        source,
        text: text.to_owned(),
        says: FiscalYear::in_name(name)?,
        at: None,
    })
}

#[cfg(test)]
mod tests;
