//! The bytes of the files once more, from the disk or out of their archives: they are the very ones
//! that were checked, or none.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::Unmarkable;
use super::wanted::Wanted;
use crate::intake::{Budget, Content, DEEPEST_ARCHIVE, Kind, load_file, sniff, unpack};
use crate::report::View;
use crate::submission::Source;

/// Where the bytes come from.
pub(super) struct Sources<'v> {
    view: &'v View<'v>,
    /// What lay in archives, by its digest.
    packed: BTreeMap<String, Vec<u8>>,
}

impl<'v> Sources<'v> {
    /// For these files; each archive is opened once.
    pub(super) fn of(view: &'v View<'v>, wanted: &[Wanted<'_>]) -> Self {
        let mut archives: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for source in wanted.iter().map(|wanted| wanted.source) {
            if let Some(archive) = &source.archive {
                archives.entry(archive).or_default().insert(&source.blake3);
            }
        }
        let packed = archives
            .into_par_iter()
            .flat_map_iter(|(archive, digests)| out_of(view, archive, digests))
            .collect();
        Self { view, packed }
    }

    /// The bytes of a file as it was checked.
    pub(super) fn bytes(&self, source: &Source) -> Result<Vec<u8>, Unmarkable> {
        if source.archive.is_some() {
            let bytes = self.packed.get(&source.blake3).cloned();
            return bytes.ok_or_else(|| Unmarkable::of("未能再次从压缩包中取出"));
        }
        let path = self.view.facts.input_root.join(&source.file);
        let bytes = load_file(&path, self.view.limits)
            .map_err(|refusal| Unmarkable::of(refusal.to_string()))?;
        if digest(&bytes) == source.blake3 {
            Ok(bytes)
        } else {
            Err(Unmarkable::of("核查之后文件又有改动"))
        }
    }
}

fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The files of an archive that have these digests.
fn out_of(view: &View<'_>, archive: &str, digests: BTreeSet<&str>) -> BTreeMap<String, Vec<u8>> {
    let mut search = Search {
        budget: Budget::of(view.limits),
        digests,
        found: BTreeMap::new(),
    };
    let path = view.facts.input_root.join(archive);
    if let Ok(bytes) = load_file(&path, view.limits) {
        search.look(&bytes, 0);
    }
    search.found
}

struct Search<'a> {
    budget: Budget<'a>,
    digests: BTreeSet<&'a str>,
    found: BTreeMap<String, Vec<u8>>,
}

impl Search<'_> {
    fn look(&mut self, bytes: &[u8], depth: usize) {
        let Ok(Kind::Archive(kind)) = sniff(bytes) else {
            return;
        };
        if depth >= DEEPEST_ARCHIVE {
            return;
        }
        let Self {
            budget,
            digests,
            found,
        } = self;
        let mut inner = Vec::new();
        // What cannot be had is missing afterwards, which is said of its file.
        let _ = unpack(kind, bytes, budget, &mut |packed| {
            if let Content::Bytes(bytes) = packed.content {
                let digest = digest(&bytes);
                if digests.contains(digest.as_str()) {
                    found.insert(digest, bytes);
                } else if matches!(sniff(&bytes), Ok(Kind::Archive(_))) {
                    inner.push(bytes);
                }
            }
        });
        for bytes in inner {
            self.look(&bytes, depth.saturating_add(1));
        }
    }
}
