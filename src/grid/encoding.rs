//! Bytes of a text → characters. Offices send UTF-8, GB18030 and UTF-16, with or without a mark,
//! and what a file says of its own encoding is often wrong.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::reading::wide;
use super::{Sheet, Workbook};
use crate::note::Note;

/// How much of a text is looked at for a declaration and for zero bytes.
const HEAD: usize = 4_096;

/// In UTF-16 at least one sign of ASCII comes to so many characters.
const PAIRS_TO_A_SIGN: u64 = 64;

/// Stands where bytes did not decode.
pub(super) const REPLACEMENT: char = '\u{FFFD}';

/// A text with the encoding in which it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The characters; where bytes did not decode stands `\u{FFFD}`.
    pub text: Cow<'b, str>,
    /// The encoding that was assumed.
    pub encoding: &'static Encoding,
    /// Were there bytes that did not decode?
    pub malformed: bool,
}

impl<'b> Decoded<'b> {
    fn as_one(encoding: &'static Encoding, bytes: &'b [u8]) -> Self {
        let (text, malformed) = encoding.decode_without_bom_handling(bytes);
        Self {
            text,
            encoding,
            malformed,
        }
    }

    fn faults(&self) -> usize {
        if self.malformed {
            self.text.matches(REPLACEMENT).count()
        } else {
            0
        }
    }

    /// The line in which the first byte stands that did not decode, from 1.
    pub(super) fn first_bad_line(&self) -> Option<usize> {
        let place = self.malformed.then(|| self.text.find(REPLACEMENT))??;
        let before = self.text.get(..place)?;
        Some(before.split('\n').count())
    }

    /// Notes bytes that did not decode and now stand in cells; `line` is the first that has one.
    pub(super) fn note_losses(&self, workbook: &mut Workbook, line: Option<usize>) {
        let losses = workbook
            .sheets
            .iter()
            .filter_map(|sheet| self.loss(sheet, line));
        workbook.notes.extend(losses);
    }

    /// The same of one sheet.
    pub(super) fn loss(&self, sheet: &Sheet, line: Option<usize>) -> Option<Note> {
        let counts = sheet.grid.cells().map(|(at, value)| {
            let faults = value.text().matches(REPLACEMENT).count();
            (at, faults)
        });
        let bad: Vec<_> = counts.filter(|(_, faults)| *faults > 0).collect();
        let (first, _) = bad.first().filter(|_| self.malformed)?;
        let count: usize = bad.iter().map(|(_, faults)| *faults).sum();
        let name = self.encoding.name().to_ascii_uppercase();
        let line = line.map_or(String::new(), |line| format!("文件第 {line} 行，"));
        Some(Note::Loss(format!(
            "工作表“{}”有 {count} 处文字按 {name} 编码无法识别（首处：{line}单元格 {first}），\
             以“{REPLACEMENT}”代替；请核对原文",
            sheet.name
        )))
    }
}

/// Decodes a text: by its byte order mark, as UTF-16 where every other byte is zero, else in the
/// encoding in which most of it makes sense. Text in any other encoding is hardly ever valid UTF-8,
/// so that is tried first; then what the file itself or `stated` declares, then GB18030.
#[must_use]
pub fn decoded<'b>(bytes: &'b [u8], stated: Option<&str>) -> Decoded<'b> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Decoded::as_one(encoding, bytes.get(length..).unwrap_or_default());
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    if let Some(encoding) = without_mark(head) {
        return Decoded::as_one(encoding, bytes);
    }
    let declared = stated.and_then(known).or_else(|| declared(head));
    let (telling, western): (Vec<_>, Vec<_>) =
        declared.into_iter().partition(|e| !e.is_single_byte());
    // A Western encoding makes sense of any bytes, so that being declared is no proof of it.
    let others = telling.into_iter().chain([GB18030]).chain(western);
    others.fold(Decoded::as_one(UTF_8, bytes), |best, encoding| {
        if best.malformed && encoding != best.encoding {
            let other = Decoded::as_one(encoding, bytes);
            if other.faults() < best.faults() {
                return other;
            }
        }
        best
    })
}

/// UTF-16 without a byte order mark: signs of ASCII that every table has, each beside a zero byte.
/// Those that are the high byte of common Chinese characters or of the wide blank do not count.
fn without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let telling = |sign: u8| {
        matches!(
            sign,
            b'\t' | b'\n' | b'\r' | b' ' | b',' | b'.' | b';' | b'<' | b'>' | b'1'..=b'9'
        )
    };
    let (mut little, mut big) = (0_u32, 0_u32);
    for pair in head.as_chunks::<2>().0 {
        match *pair {
            [sign, 0] if telling(sign) => little = little.saturating_add(1),
            [0, sign] if telling(sign) => big = big.saturating_add(1),
            _ => {}
        }
    }
    let (encoding, signs) = if little > big {
        (UTF_16LE, little)
    } else {
        (UTF_16BE, big)
    };
    // A zero byte here and there may have got into any text.
    let enough = wide(head.len()) / PAIRS_TO_A_SIGN / 2;
    (little != big && u64::from(signs) >= enough.max(1)).then_some(encoding)
}

/// What the text says of itself, as HTML (`charset=`) or XML (`encoding=`).
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    ["charset", "encoding"].iter().find_map(|word| {
        head.split(word).skip(1).find_map(|behind| {
            let value = behind.trim_start().strip_prefix('=')?.trim_start();
            let value = value.trim_start_matches(['"', '\'']);
            let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
            known(value.get(..end.unwrap_or(value.len()))?)
        })
    })
}

/// An encoding by its label. GB18030 reads all that its elders GB2312 and GBK read; UTF-16 has been
/// told by its zero bytes before anything is declared.
fn known(label: &str) -> Option<&'static Encoding> {
    match Encoding::for_label(label.trim().as_bytes())? {
        encoding if encoding == GBK => Some(GB18030),
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => None,
        encoding => Some(encoding),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use encoding_rs::WINDOWS_1252;

    use super::*;

    const TEXT: &str = "项目名称,一级指标\r\n一、道路\u{3000}清扫,35.5\r\n";

    fn in_gb(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    /// `text` in UTF-16.
    pub(in crate::grid) fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decoded(bytes, None);
        assert!(!decoded.malformed);
        (decoded.text.into_owned(), decoded.encoding.name())
    }

    #[test]
    fn every_way_of_writing_chinese() {
        let marked = format!("\u{feff}{TEXT}");
        for (bytes, name) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            (marked.as_bytes().to_vec(), "UTF-8"),
            (in_gb(TEXT), "gb18030"),
            (utf16(TEXT, u16::to_le_bytes), "UTF-16LE"),
            (utf16(TEXT, u16::to_be_bytes), "UTF-16BE"),
            (utf16(&marked, u16::to_le_bytes), "UTF-16LE"),
            (utf16(&marked, u16::to_be_bytes), "UTF-16BE"),
        ] {
            assert_eq!(read(&bytes), (TEXT.to_owned(), name));
        }
    }

    #[test]
    fn a_declaration_counts_where_it_makes_sense() {
        let page = |charset: &str| format!("<meta charset='{charset}'><td>完成情况</td>");
        assert_eq!(read(page("gb2312").as_bytes()).1, "UTF-8");
        assert_eq!(read(&in_gb(&page("utf-8"))).1, "gb18030");
        assert_eq!(read(&in_gb(&page("iso-8859-1"))).1, "gb18030");
        assert_eq!(
            read(b"<?xml encoding=\"windows-1252\"?>a\xA0<").1,
            "windows-1252"
        );
        let (big5, _, _) = encoding_rs::BIG5.encode("<meta content='text/html; charset=Big5'>決算");
        assert_eq!(read(&big5).1, "Big5");
        assert_eq!(decoded(b"\xA0<", Some("latin1")).encoding, WINDOWS_1252);
        assert_eq!(decoded(b"a", Some("utf-16")).encoding, UTF_8);
    }

    #[test]
    fn a_stray_zero_byte_is_no_utf_16() {
        let long = TEXT.repeat(4);
        let (text, name) = read(&[long.as_bytes(), b"\x001", TEXT.as_bytes()].concat());
        assert_eq!((text.len(), name), (TEXT.len() * 5 + 2, "UTF-8"));
        assert_eq!(read(&utf16(",", u16::to_le_bytes)).1, "UTF-16LE");
    }

    #[test]
    fn what_does_not_decode_stays_visible_in_the_better_encoding() {
        let mut utf8 = TEXT.as_bytes().to_vec();
        utf8.insert(3, 0xFF);
        let decoded_utf8 = decoded(&utf8, Some("gb2312"));
        assert_eq!(decoded_utf8.encoding, UTF_8);
        assert_eq!(decoded_utf8.faults(), 1);
        assert_eq!(decoded_utf8.text, TEXT.replacen('目', "\u{FFFD}目", 1));
        let mut gb = in_gb(TEXT);
        gb.insert(2, 0xFF);
        let decoded_gb = decoded(&gb, Some("utf-8"));
        assert_eq!(decoded_gb.encoding, GB18030);
        assert_eq!(decoded_gb.first_bad_line(), Some(1));
        assert!(decoded_gb.text.starts_with("项\u{FFFD}"));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_decode(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let decoded = decoded(&bytes, None);
            proptest::prop_assert_eq!(decoded.malformed, decoded.faults() > 0);
        }
    }
}
