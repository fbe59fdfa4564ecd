//! Bytes, a name and the settings → what became of the file, and of the files in it where it is an
//! archive: a pure function, so that it can run in any thread, process or machine.

use super::office::office_of_path;
use super::{Assessed, Outcome, Source, Submission, inferred, nil, sensitive};
use crate::evaluate::ScoringPolicy;
use crate::form::{Dictionary, extract_book};
use crate::grid::{self, Limits, Sheet, Visibility, Workbook};
use crate::intake::{ArchiveKind, Budget, Content, DEEPEST_ARCHIVE, Kind, Packed, sniff, unpack};
use crate::note::Note;
use crate::refusal::Refusal;
use crate::registry::Registry;
use crate::value::Moment;

/// What assessing a file needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Assessor<'a> {
    /// The words of all labels.
    pub dictionary: &'a Dictionary,
    /// What one file may ask for.
    pub limits: &'a Limits,
    /// The bureau's scoring policy.
    pub scoring: &'a ScoringPolicy,
    /// The offices that are expected to report.
    pub registry: &'a Registry,
}

/// Reads a file's bytes and recomputes every form in it. `file` is its path below the input folder,
/// `modified` what the file system says of its last change.
/// A workbook ends as one submission, an archive as one and one more for every file in it.
#[must_use]
pub fn assess(
    file: &str,
    bytes: &[u8],
    modified: Option<Moment>,
    assessor: &Assessor<'_>,
) -> Vec<Submission> {
    let inbox = Inbox {
        assessor,
        budget: Budget::of(assessor.limits),
    };
    let arrival = Arrival {
        file,
        archive: None,
        modified,
        depth: 0,
    };
    inbox.take(&arrival, bytes)
}

/// A file on its way in, from the disk or out of an archive.
struct Arrival<'a> {
    /// Its address.
    file: &'a str,
    /// The file on disk that it came in, if it is in one.
    archive: Option<&'a str>,
    modified: Option<Moment>,
    /// How many archives it is in.
    depth: usize,
}

/// One file of the disk with all that is in it.
struct Inbox<'a> {
    assessor: &'a Assessor<'a>,
    budget: Budget<'a>,
}

impl Inbox<'_> {
    fn take(&self, arrival: &Arrival<'_>, bytes: &[u8]) -> Vec<Submission> {
        let mut source = Source {
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            blake3: blake3::hash(bytes).to_hex().to_string(),
            ..self.source(arrival)
        };
        let kind = sniff(bytes);
        source.format = kind.as_ref().ok().copied();
        let mut inside = Vec::new();
        let outcome = match kind {
            Ok(Kind::Workbook(format)) => match grid::read(format, bytes, self.assessor.limits) {
                Ok(workbook) => {
                    let outcome = outcome(&workbook, &source, self.assessor);
                    source.sensitive = sensitive::scan(&workbook, &outcome);
                    if matches!(outcome, Outcome::NoForm { .. }) {
                        source.says_nil = nil::stated(&workbook);
                    }
                    outcome
                }
                Err(refusal) => Outcome::Refused(refusal),
            },
            Ok(Kind::Archive(kind)) => self.unpacked(kind, arrival, bytes, &mut inside),
            Err(refusal) => Outcome::Refused(refusal),
        };
        if let Outcome::Assessed { forms, .. } = &outcome {
            source.street_office = office_of_forms(forms);
            source.saved = grid::last_saved(bytes, self.assessor.limits);
        }
        let mut taken = vec![Submission { source, outcome }];
        taken.append(&mut inside);
        taken
    }

    fn unpacked(
        &self,
        kind: ArchiveKind,
        arrival: &Arrival<'_>,
        bytes: &[u8],
        inside: &mut Vec<Submission>,
    ) -> Outcome {
        if arrival.depth >= DEEPEST_ARCHIVE {
            return Outcome::Refused(Refusal::Unpackable("套在第三层压缩包里".to_owned()));
        }
        let mut entries = 0_usize;
        let opened = unpack(kind, bytes, &self.budget, &mut |packed| {
            entries = entries.saturating_add(1);
            inside.extend(self.take_packed(arrival, packed));
        });
        match opened {
            Ok(notes) => Outcome::Unpacked { entries, notes },
            Err(refusal) => Outcome::Refused(refusal),
        }
    }

    fn take_packed(&self, outer: &Arrival<'_>, packed: Packed) -> Vec<Submission> {
        let arrival = Arrival {
            file: &format!("{}!{}", outer.file, packed.label),
            archive: Some(outer.archive.unwrap_or(outer.file)),
            modified: packed.modified,
            depth: outer.depth.saturating_add(1),
        };
        let outcome = match packed.content {
            Content::Bytes(bytes) => return self.take(&arrival, &bytes),
            Content::Skipped(reason) => Outcome::Skipped(reason.to_string()),
            Content::Refused(refusal) => Outcome::Refused(refusal),
        };
        vec![Submission {
            source: self.source(&arrival),
            outcome,
        }]
    }

    fn source(&self, arrival: &Arrival<'_>) -> Source {
        let archive = arrival.archive.map(str::to_owned);
        Source {
            file: arrival.file.to_owned(),
            street_office: office_of_path(arrival.file, self.assessor.registry),
            archive,
            modified: arrival.modified,
            ..Source::default()
        }
    }
}

fn outcome(workbook: &Workbook, source: &Source, assessor: &Assessor<'_>) -> Outcome {
    let mut notes = workbook.notes.clone();
    let mut forms = Vec::new();
    let extracted = extract_book(&workbook.sheets, assessor.dictionary);
    let holds_form = |sheet: &&Sheet| {
        let mut forms = extracted.forms.iter();
        forms.any(|form| form.stands_on(&sheet.name))
    };
    notes.extend(workbook.sheets.iter().filter(holds_form).flat_map(hidden));
    notes.extend(extracted.notes);
    for form in extracted.forms {
        let assessed = Assessed::of(form, source, assessor.registry, assessor.scoring);
        notes.extend(inferred::office(&assessed));
        notes.extend(inferred::year(&assessed));
        forms.push(assessed);
    }
    if forms.is_empty() {
        Outcome::NoForm { notes }
    } else {
        Outcome::Assessed { forms, notes }
    }
}

fn office_of_forms(forms: &[Assessed]) -> String {
    let mut offices: Vec<&str> = Vec::new();
    for form in forms {
        if !offices.contains(&form.street_office()) {
            offices.push(form.street_office());
        }
    }
    offices.join("；")
}

fn hidden(sheet: &Sheet) -> Vec<Note> {
    let mut notes = Vec::new();
    if sheet.visibility == Visibility::Hidden {
        notes.push(Note::Remark(format!(
            "工作表“{}”为隐藏工作表，已读取",
            sheet.name
        )));
    }
    if sheet.hidden_rows > 0 {
        notes.push(Note::Remark(format!(
            "工作表“{}”有 {} 个隐藏行，已读取",
            sheet.name, sheet.hidden_rows
        )));
    }
    notes
}
