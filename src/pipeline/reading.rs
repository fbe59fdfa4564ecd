//! From the input folder to one submission per file, in parallel, with every file accounted for.

use std::path::Path;

use rayon::prelude::*;

use super::observer::go_on;
use super::{Observer, PipelineError};
use crate::config::Settings;
use crate::form::Dictionary;
use crate::intake::{self, Disposition, Found};
use crate::submission::{self, Assessor, Outcome, Submission};

/// Reads and assesses every file of the input folder, sorted by path; nothing is settled yet.
pub(super) fn read(
    settings: &Settings,
    observer: &dyn Observer,
) -> Result<Vec<Submission>, PipelineError> {
    read_folder(&settings.input, settings, observer)
}

/// The same for any folder.
pub(super) fn read_folder(
    folder: &Path,
    settings: &Settings,
    observer: &dyn Observer,
) -> Result<Vec<Submission>, PipelineError> {
    let found = discover(folder)?;
    observer.found(found.len());
    let dictionary = Dictionary::with(&settings.dictionary);
    let assessor = assessor(settings, &dictionary);
    let mut submissions: Vec<Submission> = found
        .par_iter()
        .flat_map_iter(|found| {
            if observer.should_stop() {
                return Vec::new();
            }
            observer.opened(&found.relative);
            let submissions = assess_one(found, &assessor);
            observer.unpacked(submissions.len().saturating_sub(1));
            for submission in &submissions {
                observer.read(submission);
            }
            submissions
        })
        .collect();
    go_on(observer)?;
    submissions.sort_by(|one, other| one.source.file.cmp(&other.source.file));
    account(&found, &submissions, folder)?;
    Ok(submissions)
}

fn discover(folder: &Path) -> Result<Vec<Found>, PipelineError> {
    intake::discover(folder).map_err(|error| PipelineError::Input {
        path: folder.display().to_string(),
        detail: cause(&error),
    })
}

fn cause(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "文件夹不存在".to_owned(),
        std::io::ErrorKind::NotADirectory => "不是文件夹".to_owned(),
        std::io::ErrorKind::PermissionDenied => "没有访问权限".to_owned(),
        _ => error.to_string(),
    }
}

fn assessor<'a>(settings: &'a Settings, dictionary: &'a Dictionary) -> Assessor<'a> {
    Assessor {
        dictionary,
        limits: &settings.limits,
        scoring: &settings.scoring,
        registry: &settings.registry,
    }
}

/// The whole way of one file, and of all that is in it: the only I/O is the read of that file.
fn assess_one(found: &Found, assessor: &Assessor<'_>) -> Vec<Submission> {
    let unread = |outcome| {
        vec![Submission::unread(
            &found.relative,
            assessor.registry,
            outcome,
        )]
    };
    match &found.disposition {
        Disposition::Skipped(reason) => unread(Outcome::Skipped(reason.to_string())),
        Disposition::Candidate => match intake::load(found, assessor.limits) {
            Ok(bytes) => submission::assess(&found.relative, &bytes, found.modified, assessor),
            Err(refusal) => unread(Outcome::Refused(refusal)),
        },
    }
}

/// Every file found, on the disk or in an archive, ends as exactly one submission.
fn account(
    found: &[Found],
    submissions: &[Submission],
    folder: &Path,
) -> Result<(), PipelineError> {
    let recorded = submissions.len();
    let packed: usize = submissions.iter().map(Submission::entries).sum();
    let found = found.len().saturating_add(packed);
    if recorded != found {
        return Err(PipelineError::Accounting { found, recorded });
    }
    let readable = submissions.iter().any(Submission::was_read);
    readable
        .then_some(())
        .ok_or_else(|| PipelineError::NothingRead {
            path: folder.display().to_string(),
            files: recorded,
            refused: refused(submissions),
        })
}

/// Why the first files could not be read, a line each, and how many more there are.
fn refused(submissions: &[Submission]) -> Vec<String> {
    const NAMED: usize = 10;
    let refused = submissions.iter().filter_map(|file| match &file.outcome {
        Outcome::Refused(refusal) => Some(format!("{}：{refusal}", file.source.file)),
        _ => None,
    });
    let mut lines: Vec<String> = refused.collect();
    let more = lines.len().saturating_sub(NAMED);
    if more > 0 {
        lines.truncate(NAMED);
        lines.push(format!("另有 {more} 个文件无法读取"));
    }
    lines
}
