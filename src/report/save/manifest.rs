//! What earlier runs wrote: a list in the output folder, one line per file with the BLAKE3 of its
//! content, as `b3sum` prints them.
//!
//! It is kept apart from `run.json` because removing files must not depend on a record made for
//! people, and because the digest protects a file that somebody has edited since: it is theirs now
//! and stays.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path};

use super::KEPT;
use crate::report::OutFile;

/// The list's own place below the output folder: among the data files, out of the clerk's sight.
pub(super) const NAME: &str = "data/.manifest";

/// Every run writes it, and it alone differs from run to run: listed, it would change the list too.
const RUN_RECORD: &str = "run.json";

/// Path below the output folder → digests of what was written there.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    digests: BTreeMap<String, BTreeSet<String>>,
}

impl Manifest {
    /// What a run is about to write, but for what is kept for good: it never becomes stale.
    pub(super) fn of(files: &[OutFile]) -> Self {
        let lines = files
            .iter()
            .filter(|file| file.name() != RUN_RECORD && !file.path.starts_with(KEPT))
            .map(|file| (file.name(), BTreeSet::from([digest(&file.bytes)])));
        Self {
            digests: lines.collect(),
        }
    }

    /// What earlier runs wrote; nothing where the list is missing or damaged.
    pub(super) fn read(output: &Path) -> Self {
        let text = fs::read_to_string(output.join(NAME)).unwrap_or_default();
        let mut digests: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (digest, name) in text.lines().filter_map(|line| line.split_once("  ")) {
            digests
                .entry(name.to_owned())
                .or_default()
                .insert(digest.to_owned());
        }
        Self { digests }
    }

    /// Both lists.
    #[must_use]
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut digests = self.digests.clone();
        for (name, more) in &other.digests {
            digests
                .entry(name.clone())
                .or_default()
                .extend(more.iter().cloned());
        }
        Self { digests }
    }

    /// One line per file, sorted.
    pub(super) fn to_text(&self) -> String {
        let lines = self.digests.iter().flat_map(|(name, digests)| {
            digests
                .iter()
                .map(move |digest| format!("{digest}  {name}\n"))
        });
        lines.collect()
    }

    /// Removes what earlier runs wrote, `produced` does not name, and nobody has edited since; then
    /// the folders that this leaves empty. Gives back what could not be removed.
    pub(super) fn remove_stale(&self, output: &Path, produced: &Self) -> Self {
        let stale = self
            .digests
            .iter()
            .filter(|(name, _)| !produced.digests.contains_key(*name));
        let left = stale.filter(|(name, digests)| !removed(output, name, digests));
        Self {
            digests: left
                .map(|(name, digests)| (name.clone(), digests.clone()))
                .collect(),
        }
    }
}

/// Is the file gone, or no longer ours to remove?
fn removed(output: &Path, name: &str, digests: &BTreeSet<String>) -> bool {
    let relative = Path::new(name);
    let below = relative
        .components()
        .all(|piece| matches!(piece, Component::Normal(_)));
    let place = output.join(relative);
    let ours = below && fs::read(&place).is_ok_and(|bytes| digests.contains(&digest(&bytes)));
    if !ours {
        return true;
    }
    let gone = fs::remove_file(&place).is_ok();
    if gone {
        remove_empty_folders(output, relative);
    }
    gone
}

fn remove_empty_folders(output: &Path, relative: &Path) {
    let folders = relative
        .ancestors()
        .skip(1)
        .filter(|folder| !folder.as_os_str().is_empty());
    for folder in folders {
        if fs::remove_dir(output.join(folder)).is_err() {
            return; // not empty
        }
    }
}

fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}
