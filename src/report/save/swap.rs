//! Staged files into their places, all or none.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{SaveError, make_parent};
use crate::report::OutFile;

/// The renaming of staged files into their places.
pub(super) struct Swap<'a> {
    output: &'a Path,
    staging: &'a Path,
    /// Places that were taken, each with the file that stood there, if any.
    taken: Vec<(PathBuf, Option<PathBuf>)>,
}

impl<'a> Swap<'a> {
    /// Nothing is renamed yet.
    pub(super) fn new(output: &'a Path, staging: &'a Path) -> Self {
        Self {
            output,
            staging,
            taken: Vec::new(),
        }
    }

    /// Renames every file, or puts back what stood there before.
    pub(super) fn all(mut self, files: &[OutFile]) -> Result<(), SaveError> {
        for file in files {
            let place = self.output.join(&file.path);
            if let Err(source) = self.one(&file.path, &place) {
                self.put_back();
                return Err(SaveError::InUse {
                    path: place,
                    source,
                });
            }
        }
        Ok(())
    }

    fn one(&mut self, path: &Path, place: &Path) -> io::Result<()> {
        make_parent(place)?;
        let kept = self.keep(path, place)?;
        fs::rename(self.staging.join(path), place)?;
        self.taken.push((place.to_owned(), kept));
        sync_folder(place);
        Ok(())
    }

    /// A second name (or copy) of what stands in a place, so that it can be put back.
    fn keep(&self, path: &Path, place: &Path) -> io::Result<Option<PathBuf>> {
        if !place.try_exists()? {
            return Ok(None);
        }
        let kept = self.staging.join(".kept").join(path);
        make_parent(&kept)?;
        fs::hard_link(place, &kept).or_else(|_| fs::copy(place, &kept).map(|_| ()))?;
        Ok(Some(kept))
    }

    /// As far as the system lets us: the error that led here is the one to report.
    fn put_back(&self) {
        for (place, kept) in self.taken.iter().rev() {
            let _ = match kept {
                Some(kept) => fs::rename(kept, place),
                None => fs::remove_file(place),
            };
        }
    }
}

/// Makes a renaming durable where the system can; Windows does so by itself.
fn sync_folder(place: &Path) {
    if let Some(folder) = place
        .parent()
        .and_then(|folder| fs::File::open(folder).ok())
    {
        let _ = folder.sync_all();
    }
}
