//! The records that binary parts consist of: type, length, content.

use super::super::little_endian;
use super::super::xml::Fault;

/// Record types, by their names in the format's description.
pub(super) mod kind {
    pub(in super::super) const ROW_HDR: u16 = 0;
    pub(in super::super) const CELL_BLANK: u16 = 1;
    pub(in super::super) const CELL_RK: u16 = 2;
    pub(in super::super) const CELL_ISST: u16 = 7;
    pub(in super::super) const CELL_REAL: u16 = 5;
    pub(in super::super) const FMLA_NUM: u16 = 9;
    pub(in super::super) const FMLA_ERROR: u16 = 11;
    pub(in super::super) const FMT: u16 = 44;
    pub(in super::super) const XF: u16 = 47;
    pub(in super::super) const WS_DIM: u16 = 148;
    pub(in super::super) const BUNDLE_SH: u16 = 156;
    pub(in super::super) const BEGIN_SST: u16 = 159;
    pub(in super::super) const MERGE_CELL: u16 = 176;
    pub(in super::super) const BEGIN_CELL_XFS: u16 = 617;
    pub(in super::super) const END_CELL_XFS: u16 = 618;
}

/// The records of a part, in order.
pub(super) struct Records<'b> {
    rest: &'b [u8],
}

impl<'b> Records<'b> {
    pub(super) fn new(part: &'b [u8]) -> Self {
        Self { rest: part }
    }

    fn record(&mut self) -> Option<(u16, Fields<'b>)> {
        let kind = self.number(2)?;
        let length = usize::try_from(self.number(4)?).ok()?;
        let (content, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some((u16::try_from(kind).ok()?, Fields { rest: content }))
    }

    /// A number of seven bits a byte, lowest first; the eighth bit says that another byte follows.
    fn number(&mut self, most_bytes: u32) -> Option<u32> {
        let mut number = 0;
        for place in 0..most_bytes {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u32::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Result<(u16, Fields<'b>), Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let record = self.record();
        if record.is_none() {
            self.rest = &[];
        }
        Some(record.ok_or_else(|| "记录在中途断开".to_owned()))
    }
}

/// The content of one record, read from its beginning.
#[derive(Clone, Copy)]
pub(super) struct Fields<'b> {
    rest: &'b [u8],
}

impl Fields<'_> {
    /// How many bytes there are.
    pub(super) fn len(&self) -> usize {
        self.rest.len()
    }

    /// A number of two bytes.
    pub(super) fn u16(&mut self) -> Option<u16> {
        let (bytes, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(u16::from_le_bytes(*bytes))
    }

    /// A number of four bytes.
    pub(super) fn u32(&mut self) -> Option<u32> {
        let (bytes, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(u32::from_le_bytes(*bytes))
    }

    /// The byte at a place.
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.rest.get(at).copied()
    }

    /// A text with its length before it. `None` also for the length that means no text at all.
    pub(super) fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.u32()?).ok()?.checked_mul(2)?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(little_endian::text(bytes))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A record as it stands in a part.
    pub(in super::super) fn record(kind: u16, content: &[u8]) -> Vec<u8> {
        let mut out = number(u32::from(kind));
        out.extend(number(u32::try_from(content.len()).unwrap()));
        out.extend(content);
        out
    }

    fn number(mut value: u32) -> Vec<u8> {
        let mut out = Vec::new();
        loop {
            let byte = u8::try_from(value & 0x7F).unwrap();
            value >>= 7;
            if value == 0 {
                out.push(byte);
                return out;
            }
            out.push(byte | 0x80);
        }
    }

    /// A text with its length before it.
    pub(in super::super) fn wide_text(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut out = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
        out.extend(units.into_iter().flat_map(u16::to_le_bytes));
        out
    }

    #[test]
    fn records_come_one_by_one() {
        let mut part = record(kind::BEGIN_CELL_XFS, &[7; 200]);
        part.extend(record(kind::FMT, &wide_text("总 %")));
        let all: Vec<_> = Records::new(&part).map(Result::unwrap).collect();
        assert_eq!((all[0].0, all[0].1.len()), (617, 200));
        assert_eq!(all[0].1.byte(199), Some(7));
        let mut fields = all[1].1;
        assert_eq!(fields.text().as_deref(), Some("总 %"));
        assert_eq!(fields.u16(), None);
    }

    #[test]
    fn a_part_cut_off_ends_with_a_fault() {
        let part = record(kind::XF, &[0; 16]);
        let mut records = Records::new(&part[..10]);
        assert!(records.next().unwrap().is_err());
        assert!(records.next().is_none());
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_come_to_an_end(part in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let _ = Records::new(&part).count();
        }
    }
}
