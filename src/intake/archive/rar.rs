//! RAR: files packed on their own or, in a solid archive, one leaning on the next. Every file
//! carries a checksum, so that what is decoded wrongly is refused, never read.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use rars::{
    Archive, ArchiveMember, ArchiveReadOptions, ArchiveReader, Error, ErrorKind,
    ExtractionDecision, ExtractionErrorAction, StoredTimestamp,
};

use super::Packed;
use super::budget::Budget;
use super::directory::{Directory, Line, What, damaged};
use super::label::decoded;
use crate::note::Note;
use crate::refusal::Refusal;
use crate::value::Moment;

/// Room for the names of all files.
const MOST_HEADERS: u64 = 16 << 20;
/// Room for decoders: WinRAR's largest usual dictionary is a quarter of it.
const MOST_MEMORY: u64 = 512 << 20;

pub(super) fn unpack(
    bytes: &[u8],
    budget: &Budget<'_>,
    hand_out: &mut dyn FnMut(Packed),
) -> Result<Vec<Note>, Refusal> {
    let options = options(budget);
    let archive =
        ArchiveReader::read_with_options(bytes, options).map_err(|error| refusal(&error))?;
    let members: Vec<ArchiveMember> = archive.members().collect();
    let directory = Directory::open(members.iter().map(line).collect(), budget, hand_out)?;
    let extraction = RefCell::new(Extraction {
        directory,
        budget,
        solid: archive.is_solid(),
        members: 0,
        current: None,
    });
    let ended = extract(&archive, options, &extraction);
    let mut extraction = extraction.into_inner();
    let ended = ended.map_err(|error| refusal(&error));
    extraction.finish(ended.clone());
    if let Err(refusal) = ended {
        extraction.directory.give_up(&refusal);
    }
    Ok(extraction.directory.close())
}

fn options<'o>(budget: &Budget<'_>) -> ArchiveReadOptions<'o> {
    // Beside the files there are a few headers of the archive itself.
    ArchiveReadOptions::new()
        .with_max_header_count(budget.entries_left().saturating_mul(2).saturating_add(100))
        .with_max_header_bytes(MOST_HEADERS)
        .with_max_reader_workspace_bytes(MOST_MEMORY)
        .with_rar50_dictionary_size_limit(MOST_MEMORY)
        .with_max_total_output_bytes(budget.bytes_left())
}

fn line(member: &ArchiveMember) -> Line {
    let meta = &member.meta;
    Line {
        name: name(member),
        modified: meta.stored_modification_time().and_then(moment),
        what: if meta.is_directory {
            What::Folder
        } else if meta.is_redirection {
            What::Link
        } else {
            What::File
        },
        size: meta.unpacked_size,
        packed: Some(meta.packed_size).filter(|_| !member.is_solid()),
        hindrance: if meta.is_encrypted {
            Some(Refusal::Encrypted)
        } else if meta.is_split_before || meta.is_split_after {
            Some(Refusal::Unpackable("分卷压缩，缺少其余各卷".to_owned()))
        } else {
            None
        },
    }
}

fn name(member: &ArchiveMember) -> String {
    let raw = &member.meta.name;
    match std::str::from_utf8(raw) {
        Ok(name) if member.name_is_unicode() => name.to_owned(),
        _ => decoded(raw).into_owned(),
    }
}

fn moment(stored: StoredTimestamp) -> Option<Moment> {
    match stored {
        StoredTimestamp::UnixSeconds(seconds) => Moment::from_unix(i64::from(seconds)),
        StoredTimestamp::DosLocal(both) => {
            let [time, date] = [both & 0xFFFF, both >> 16].map(u16::try_from);
            Moment::from_dos(date.ok()?, time.ok()?)
        }
        _ => None,
    }
}

fn extract(
    archive: &Archive,
    options: ArchiveReadOptions<'_>,
    extraction: &RefCell<Extraction<'_>>,
) -> Result<(), Error> {
    archive.extract_with_control_and_errors(
        options,
        |member| Ok(extraction.borrow_mut().next(member)),
        |_, error| {
            extraction.borrow_mut().finish(Err(refusal(error)));
            Ok(ExtractionErrorAction::Continue)
        },
    )?;
    Ok(())
}

/// The files on their way out: of one it is known only at the next that it has come out whole.
struct Extraction<'a> {
    directory: Directory<'a>,
    budget: &'a Budget<'a>,
    /// To pass a file by, it must be decoded all the same.
    solid: bool,
    members: usize,
    current: Option<(usize, Sink)>,
}

impl Extraction<'_> {
    fn next(&mut self, member: &ArchiveMember) -> ExtractionDecision {
        self.finish(Ok(()));
        let at = self.members;
        self.members = at.saturating_add(1);
        let wanted = self.directory.wants(at);
        if !wanted && (!self.solid || member.meta.is_directory || member.meta.is_redirection) {
            return ExtractionDecision::Skip;
        }
        if let Err(refusal) = self.budget.pass(member.meta.unpacked_size) {
            return self.beyond(at, &refusal);
        }
        if !wanted {
            return ExtractionDecision::Extract(Box::new(io::sink()));
        }
        let sink = Sink::default();
        self.current = Some((at, sink.clone()));
        ExtractionDecision::Extract(Box::new(sink))
    }

    /// A file goes beyond the budget; in a solid archive all that follow lean on it.
    fn beyond(&mut self, at: usize, refusal: &Refusal) -> ExtractionDecision {
        if self.solid {
            self.directory.give_up(refusal);
            return ExtractionDecision::Stop;
        }
        self.directory.give(at, Err(refusal.clone()));
        ExtractionDecision::Skip
    }

    fn finish(&mut self, ended: Result<(), Refusal>) {
        if let Some((at, sink)) = self.current.take() {
            self.directory.give(at, ended.map(|()| sink.0.take()));
        }
    }
}

/// Where the decoder writes one file.
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn refusal(error: &Error) -> Refusal {
    match (error.kind(), error.root_cause()) {
        (ErrorKind::PasswordRequired | ErrorKind::BadPassword, _)
        | (_, Error::FeatureDisabled { .. }) => Refusal::Encrypted,
        _ => damaged(error),
    }
}
