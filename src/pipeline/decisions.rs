//! What reviewers decided: read back before anything is written, carried to the findings of this run,
//! and kept beside the list that replaces the one they wrote in.

use std::path::{Path, PathBuf};

use super::{Assessment, Observer, PipelineError};
use crate::config::Settings;
use crate::decision::{
    Previous, PreviousError, Recorded, Review, ReviewSettings, heading, still_as_read,
};
use crate::report::{self, KEPT, OutFile};
use crate::submission::Submission;
use crate::value::{Day, Moment};

/// The lists of earlier runs, and what they say.
pub(super) struct Earlier {
    /// The list that this run replaces, if there is one.
    replaced: Option<Previous>,
    place: PathBuf,
    /// When the lists were last saved, by their own account.
    saved: Vec<Moment>,
    recorded: Recorded,
}

impl Earlier {
    /// Reads the list that the configuration names and the one that this run replaces. Of one
    /// finding, the decision in the latter counts: it was carried there and written on since.
    pub(super) fn read(settings: &Settings) -> Result<Self, PreviousError> {
        let place = settings.output.join(heading::LIST_FILE);
        let named = settings.review.previous.as_deref();
        let named = named.filter(|path| *path != place);
        let mut earlier = Self {
            replaced: Previous::to_be_replaced(&place)?,
            place,
            saved: Vec::new(),
            recorded: Recorded::default(),
        };
        if let Some(path) = named {
            earlier.add(&Previous::named(path)?, path)?;
        }
        if let Some(list) = earlier.replaced.take() {
            let path = earlier.place.clone();
            earlier.add(&list, &path)?;
            earlier.replaced = Some(list);
        }
        Ok(earlier)
    }

    /// Reads the same lists for those who only look: one that is open counts as it was last saved,
    /// and one that cannot be read is told and left out.
    pub(super) fn looked_at(settings: &Settings, observer: &dyn Observer) -> Self {
        let place = settings.output.join(heading::LIST_FILE);
        let mut earlier = Self {
            replaced: None,
            place: place.clone(),
            saved: Vec::new(),
            recorded: Recorded::default(),
        };
        let named = settings.review.previous.clone();
        let lists = named.into_iter().chain(place.exists().then_some(place));
        for path in lists {
            let read = Previous::as_it_is(&path).and_then(|list| earlier.add(&list, &path));
            if let Err(error) = read {
                observer.remarked(&error.to_string());
            }
        }
        earlier
    }

    fn add(&mut self, list: &Previous, path: &Path) -> Result<(), PreviousError> {
        self.saved.extend(list.saved);
        let before = std::mem::take(&mut self.recorded);
        self.recorded = before.and_newer(list.recorded(path)?);
        Ok(())
    }

    /// Carries the decisions to the findings of this run.
    pub(super) fn carried(&self, assessment: &Assessment, settings: &ReviewSettings) -> Review {
        let today = today(settings, &assessment.submissions, &self.saved);
        Review::of(self.recorded.clone(), &assessment.findings, today)
    }

    /// Writes the files of this run, and before them the list that is about to be replaced under a
    /// name of its own, provided that nobody has opened or saved it since it was read.
    pub(super) fn save(
        &self,
        output: &Path,
        files: Vec<OutFile>,
        watch: &dyn Observer,
    ) -> Result<(), PipelineError> {
        let kept = self.to_keep(output, &files);
        still_as_read(&self.place, self.replaced.as_ref())?;
        let files: Vec<OutFile> = kept.into_iter().chain(files).collect();
        Ok(report::save_all(output, &files, watch)?)
    }

    /// A copy of the list that is replaced, unless it stays as it is or is kept already.
    fn to_keep(&self, output: &Path, files: &[OutFile]) -> Option<OutFile> {
        let list = self.replaced.as_ref()?;
        let stays = |file: &OutFile| file.name() == heading::LIST_FILE && file.bytes == list.bytes;
        if files.iter().any(stays) {
            return None;
        }
        copy(list, output)
    }
}

/// Tells what a person should know of the decisions, however many rows it is about.
pub(super) fn tell(review: &Review, observer: &dyn Observer) {
    const MOST: usize = 20;
    let remarks = review.remarks();
    for remark in remarks.iter().take(MOST) {
        observer.remarked(remark);
    }
    let more = remarks.len().saturating_sub(MOST);
    if more > 0 {
        observer.remarked(&format!(
            "另有 {more} 处处理意见的情况，见《异常清单》“处理意见”一列"
        ));
    }
}

/// The last day on which anybody has certainly worked on the batch: what the configuration says, else
/// the newest saving that the forms and the lists tell of themselves. A clock would tell more, but
/// the same input would no longer give the same output.
fn today(settings: &ReviewSettings, submissions: &[Submission], lists: &[Moment]) -> Option<Day> {
    let forms = submissions.iter().filter_map(|one| one.source.saved);
    let newest = forms.chain(lists.iter().copied()).max();
    settings.as_of.or_else(|| newest?.day())
}

/// A copy named by its content: `历次异常清单/异常清单-2025-06-30-0a1b2c3d.xlsx`; none where it is there.
fn copy(list: &Previous, output: &Path) -> Option<OutFile> {
    let digest = blake3::hash(&list.bytes).to_hex().to_string();
    let day = list.saved.and_then(Moment::day);
    let day = day.map_or_else(|| "日期不详".to_owned(), |day| day.to_string());
    let short: String = digest.chars().take(8).collect();
    for digest in [short, digest] {
        let path = Path::new(KEPT).join(format!("异常清单-{day}-{digest}.xlsx"));
        match std::fs::read(output.join(&path)) {
            Ok(bytes) if bytes == list.bytes => return None,
            Ok(_) => {} // another content under this name: somebody has written on a copy
            Err(_) => return Some(OutFile::new(path, list.bytes.clone())),
        }
    }
    None
}
