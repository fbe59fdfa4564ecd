//! What one archive, with the archives in it, may ask for.

use std::cell::Cell;
use std::io::{self, Read};

use crate::grid::Limits;
use crate::refusal::Refusal;

/// Bytes for which room is made before they have come.
const MOST_ROOM: u64 = 4 << 20;
/// An honest file of this size does not pack to less than a hundredth.
const SUSPICIOUS: u64 = 64_000_000;

/// A running account against the limits; nested archives draw on that of the outermost.
#[derive(Debug)]
pub struct Budget<'l> {
    limits: &'l Limits,
    entries: Cell<u64>,
    inflated: Cell<u64>,
}

impl<'l> Budget<'l> {
    /// Nothing used yet.
    #[must_use]
    pub fn of(limits: &'l Limits) -> Self {
        Self {
            limits,
            entries: Cell::new(0),
            inflated: Cell::new(0),
        }
    }

    /// Can there be so many entries more?
    pub(super) fn check_entries(&self, entries: usize) -> Result<u64, Refusal> {
        let more = u64::try_from(entries).unwrap_or(u64::MAX);
        let seen = self.entries.get().saturating_add(more);
        let limit = self.limits.archive_entries;
        if seen > limit {
            return Err(exceeded(
                "压缩包内文件数",
                seen,
                limit,
                "limits.archive_entries",
            ));
        }
        Ok(seen)
    }

    /// Takes so many entries, all or none.
    pub(super) fn take_entries(&self, entries: usize) -> Result<(), Refusal> {
        self.entries.set(self.check_entries(entries)?);
        Ok(())
    }

    /// Entries that one archive can still have.
    pub(super) fn entries_left(&self) -> u64 {
        self.limits
            .archive_entries
            .saturating_sub(self.entries.get())
    }

    /// Bytes that can still be inflated.
    pub(super) fn bytes_left(&self) -> u64 {
        self.limits
            .inflated_bytes
            .saturating_sub(self.inflated.get())
    }

    /// The most that one file can take.
    pub(super) fn most_of_one(&self) -> u64 {
        self.limits.file_bytes.min(self.bytes_left())
    }

    /// Is a file of this size, packed into so many bytes, within the limits?
    pub(super) fn weigh(&self, size: u64, packed: Option<u64>) -> Result<(), Refusal> {
        let hundredfold = packed.map(|packed| packed.saturating_mul(100));
        if size > self.limits.file_bytes || size > self.bytes_left() {
            Err(self.overdrawn(size))
        } else if size > SUSPICIOUS && hundredfold.is_some_and(|packed| packed < size) {
            Err(Refusal::Unpackable(format!(
                "解压后有 {size} 字节，不到百分之一的压缩比不合常理"
            )))
        } else {
            Ok(())
        }
    }

    /// Counts a file that must be inflated for the sake of those behind it.
    pub(super) fn pass(&self, size: u64) -> Result<(), Refusal> {
        if size > self.bytes_left() {
            return Err(self.exhausted(size));
        }
        self.spend(size);
        Ok(())
    }

    /// Counts bytes that were inflated, used or not.
    pub(super) fn spend(&self, bytes: u64) {
        self.inflated.set(self.inflated.get().saturating_add(bytes));
    }

    /// A file from its stream. What it declares is believed only against it.
    pub(super) fn read(&self, declared: u64, source: &mut dyn Read) -> Result<Vec<u8>, Trouble> {
        self.weigh(declared, None).map_err(Trouble::Refused)?;
        let most = self.most_of_one();
        let room = usize::try_from(declared.min(MOST_ROOM)).unwrap_or_default();
        let mut bytes = Vec::with_capacity(room);
        let read = source.take(most.saturating_add(1)).read_to_end(&mut bytes);
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let refused = (length > most).then(|| self.overdrawn(length.max(declared)));
        self.spend(length);
        match (refused, read) {
            (Some(refusal), _) => Err(Trouble::Refused(refusal)),
            (None, Err(error)) => Err(Trouble::Broken(error)),
            (None, Ok(_)) => Ok(bytes),
        }
    }

    fn overdrawn(&self, size: u64) -> Refusal {
        let limit = self.limits.file_bytes;
        if size > limit {
            return exceeded("压缩包内单个文件的字节数", size, limit, "limits.file_bytes");
        }
        self.exhausted(size)
    }

    fn exhausted(&self, size: u64) -> Refusal {
        exceeded(
            "压缩包解压后合计的字节数",
            self.inflated.get().saturating_add(size),
            self.limits.inflated_bytes,
            "limits.inflated_bytes",
        )
    }
}

/// Why a file did not come out of its stream.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It is larger than allowed.
    Refused(Refusal),
    /// The stream ended in an error.
    Broken(io::Error),
}

fn exceeded(what: &'static str, seen: u64, limit: u64, key: &'static str) -> Refusal {
    Refusal::LimitExceeded {
        what,
        seen,
        limit,
        key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits {
            file_bytes: 10,
            inflated_bytes: 15,
            archive_entries: 3,
            ..Limits::default()
        }
    }

    fn key(refusal: &Refusal) -> (&'static str, u64) {
        match refusal {
            Refusal::LimitExceeded { key, seen, .. } => (key, *seen),
            other => panic!("{other}"),
        }
    }

    #[test]
    fn what_is_declared_is_not_believed() {
        let limits = limits();
        let budget = Budget::of(&limits);
        let read = |declared, bytes: &[u8]| budget.read(declared, &mut &*bytes);
        assert_eq!(read(0, b"12345678").unwrap(), b"12345678");
        let Err(Trouble::Refused(refusal)) = read(8, b"") else {
            panic!("8 and 8 bytes");
        };
        assert_eq!(key(&refusal), ("limits.inflated_bytes", 16));
        let Err(Trouble::Refused(refusal)) = read(0, b"12345678") else {
            panic!("15 bytes in all");
        };
        assert_eq!(key(&refusal), ("limits.inflated_bytes", 16));
        let budget = Budget::of(&limits);
        let Err(Trouble::Refused(refusal)) = budget.read(0, &mut io::repeat(0)) else {
            panic!("10 bytes each");
        };
        assert_eq!(key(&refusal), ("limits.file_bytes", 11));
    }

    #[test]
    fn entries_are_taken_all_or_none() {
        let limits = limits();
        let budget = Budget::of(&limits);
        assert_eq!(budget.take_entries(2), Ok(()));
        let refusal = budget.take_entries(2).unwrap_err();
        assert_eq!(key(&refusal), ("limits.archive_entries", 4));
        assert_eq!(budget.take_entries(1), Ok(()));
    }

    #[test]
    fn only_large_files_are_suspected() {
        let limits = Limits::default();
        let budget = Budget::of(&limits);
        assert_eq!(budget.weigh(60_000_000, Some(1)), Ok(()));
        assert_eq!(budget.weigh(70_000_000, Some(700_000)), Ok(()));
        assert_eq!(budget.weigh(70_000_000, None), Ok(()));
        assert!(matches!(
            budget.weigh(70_000_000, Some(699_999)),
            Err(Refusal::Unpackable(_))
        ));
    }
}
