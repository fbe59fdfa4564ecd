//! Shared texts in which a record ends between the two halves of a character: calamine decodes each
//! record by itself and gives two replacement characters. Such texts are put together here.

use std::collections::BTreeMap;

use super::super::little_endian::{short, word};

/// Texts by their number in the table; only those that are torn.
pub(super) type Torn = BTreeMap<u32, String>;

/// The torn texts of a table: the content of its record, and of those that continue it.
pub(super) fn texts(records: Vec<&[u8]>) -> Torn {
    let mut torn = Torn::new();
    let mut table = Table {
        rest: records.into_iter(),
        here: &[],
    };
    table.here = table.rest.next().unwrap_or_default();
    let Some(count) = word(table.here, 4) else {
        return torn;
    };
    table.skip(8);
    for number in 0..count {
        let Some(text) = table.text() else {
            break;
        };
        if text.is_torn {
            torn.insert(number, String::from_utf16_lossy(&text.units));
        }
    }
    torn
}

/// One text of the table.
struct Text {
    units: Vec<u16>,
    is_torn: bool,
}

/// The table, read from its beginning to its end.
struct Table<'b> {
    rest: std::vec::IntoIter<&'b [u8]>,
    here: &'b [u8],
}

impl Table<'_> {
    /// The next text; nothing at the end of the table.
    fn text(&mut self) -> Option<Text> {
        const WIDE: u8 = 0x01;
        const PHONETIC: u8 = 0x04;
        const RICH: u8 = 0x08;
        if self.here.is_empty() {
            self.here = self.rest.next()?;
        }
        let length = short(self.here, 0)?;
        let flags = *self.here.get(2)?;
        self.skip(3);
        let runs = if flags & RICH == 0 {
            0
        } else {
            short(self.here, 0)?
        };
        self.skip(if flags & RICH == 0 { 0 } else { 2 });
        let phonetic = if flags & PHONETIC == 0 {
            0
        } else {
            word(self.here, 0)?
        };
        self.skip(if flags & PHONETIC == 0 { 0 } else { 4 });
        let text = self.units(length.into(), flags & WIDE != 0)?;
        self.skip(usize::from(runs).saturating_mul(4));
        self.skip(usize::try_from(phonetic).ok()?);
        Some(text)
    }

    /// So many units; a record that goes on says anew how wide they are.
    fn units(&mut self, count: usize, mut wide: bool) -> Option<Text> {
        let mut units = Vec::with_capacity(count);
        let mut is_torn = false;
        while units.len() < count {
            if self.here.is_empty() {
                self.here = self.rest.next()?;
                wide = self.here.first()? & 1 != 0;
                self.skip(1);
                is_torn |= units
                    .last()
                    .is_some_and(|unit| (0xD800..0xDC00).contains(unit));
            }
            let unit = if wide {
                short(self.here, 0)?
            } else {
                u16::from(*self.here.first()?)
            };
            self.skip(if wide { 2 } else { 1 });
            units.push(unit);
        }
        Some(Text { units, is_torn })
    }

    /// Passes over so many bytes, also into the records that follow.
    fn skip(&mut self, mut bytes: usize) {
        while bytes > self.here.len() {
            bytes = bytes.saturating_sub(self.here.len());
            let Some(next) = self.rest.next() else {
                self.here = &[];
                return;
            };
            self.here = next;
        }
        self.here = self.here.get(bytes..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two texts: `甲𠮷`, of which the second character is torn, and `乙`.
    const FIRST: &[u8] = b"\x02\0\0\0\x02\0\0\0\x03\0\x01\x32\x75\x42\xD8";
    const SECOND: &[u8] = b"\x01\xB7\xDF\x01\0\x01\x59\x4E";

    #[test]
    fn a_torn_character_is_put_together() {
        let torn = texts(vec![FIRST, SECOND]);
        assert_eq!(torn, BTreeMap::from([(0, "甲𠮷".to_owned())]));
    }

    #[test]
    fn what_is_cut_off_ends_the_table() {
        for end in 0..FIRST.len() {
            assert_eq!(texts(vec![&FIRST[..end]]), Torn::new());
        }
        assert_eq!(texts(Vec::new()), Torn::new());
    }

    #[test]
    fn runs_and_phonetics_are_passed_over() {
        // A rich text with one run and three bytes of phonetics, then the torn one.
        let rich = b"\x02\0\0\0\x02\0\0\0\x01\0\x0C\x01\0\x03\0\0\0A\0\0\0\0\x07\x07";
        let after = b"\x07\x02\0\x01\x42\xD8";
        let torn = texts(vec![rich, after, b"\x01\xB7\xDF"]);
        assert_eq!(torn, BTreeMap::from([(1, "𠮷".to_owned())]));
    }
}
