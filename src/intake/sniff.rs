//! What bytes are, judged by themselves: extensions are often wrong.

mod text;

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::archive::ArchiveKind;
use crate::grid::{COMPOUND_SIGNATURE, Format};
use crate::refusal::Refusal;

const ZIP: &[u8] = b"PK\x03\x04";
const SEVEN_ZIP: &[u8] = b"7z\xBC\xAF\x27\x1C";
const RAR: &[u8] = b"Rar!\x1A\x07";
const ODF_SPREADSHEET: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// What can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A workbook, which may hold forms.
    Workbook(Format),
    /// An archive, which may hold workbooks.
    Archive(ArchiveKind),
}

impl Kind {
    /// The usual extension, also the format's name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Workbook(format) => format.name(),
            Self::Archive(kind) => kind.name(),
        }
    }
}

/// What some bytes are.
///
/// # Errors
/// A [`Refusal`] that says what they are instead of something that can be read.
pub fn sniff(bytes: &[u8]) -> Result<Kind, Refusal> {
    if bytes.is_empty() {
        Err(Refusal::Empty)
    } else if bytes.starts_with(ZIP) {
        zipped(bytes)
    } else if bytes.starts_with(SEVEN_ZIP) {
        Ok(Kind::Archive(ArchiveKind::SevenZip))
    } else if bytes.starts_with(RAR) {
        Ok(Kind::Archive(ArchiveKind::Rar))
    } else if bytes.starts_with(COMPOUND_SIGNATURE) {
        compound(bytes).map(Kind::Workbook)
    } else if bytes.starts_with(b"{\\rtf") {
        Err(text_document("RTF 文档（.rtf）"))
    } else if let Some(what) = by_magic(bytes) {
        Err(unknown(what))
    } else {
        text::judged(bytes).map(Kind::Workbook)
    }
}

fn unknown(what: &str) -> Refusal {
    Refusal::UnknownFormat(what.to_owned())
}

fn text_document(what: &str) -> Refusal {
    Refusal::TextDocument(what.to_owned())
}

/// A workbook, or an archive of anything: what is in it tells.
fn zipped(bytes: &[u8]) -> Result<Kind, Refusal> {
    let mut zip = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(zip) => zip,
        // Half an archive cannot be opened; to say so is left to its reader.
        Err(_) if !begins_like_a_workbook(bytes) => return Ok(Kind::Archive(ArchiveKind::Zip)),
        Err(error) => {
            return Err(Refusal::Damaged {
                format: begun_as(bytes).name(),
                detail: format!("压缩包不完整：{error}"),
            });
        }
    };
    match package(&mut zip)? {
        Some(format) => Ok(Kind::Workbook(format)),
        None => Ok(Kind::Archive(ArchiveKind::Zip)),
    }
}

/// Folders and files with which workbooks begin, whoever wrote them.
const PACKAGE: [&[u8]; 9] = [
    b"[Content_Types]",
    b"_rels/",
    b"docProps/",
    b"customXml/",
    b"xl/",
    b"word/",
    b"mimetype",
    b"META-INF/",
    b"Thumbnails/",
];

/// Is the first file in a zip one of those that workbooks consist of? Where that cannot be told,
/// it is.
fn begins_like_a_workbook(bytes: &[u8]) -> bool {
    let length = bytes.get(26..28).and_then(|two| two.try_into().ok());
    let length = usize::from(length.map_or(0, u16::from_le_bytes));
    let name = bytes.get(30..length.saturating_add(30)).unwrap_or_default();
    let of_package = PACKAGE.iter().any(|part| name.starts_with(part));
    name.is_empty() || of_package || name.ends_with(b".xml")
}

/// The format of a package of parts; none for an archive of files.
fn package(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Option<Format>, Refusal> {
    let names: Vec<String> = zip
        .file_names()
        .flatten()
        .map(|name| name.replace('\\', "/").to_ascii_lowercase())
        .collect();
    let any = |wanted: &dyn Fn(&str) -> bool| names.iter().any(|name| wanted(name));
    if any(&|name| name == "xl/workbook.bin") {
        return Ok(Some(Format::Xlsb));
    }
    if any(&|name| name == "xl/workbook.xml") {
        return Ok(Some(Format::Xlsx));
    }
    if let Some(kind) = part(zip, "mimetype") {
        return open_document(kind.trim()).map(Some);
    }
    let types = part(zip, "[Content_Types].xml").unwrap_or_default();
    if types.contains("ms-excel.sheet.binary") {
        Ok(Some(Format::Xlsb))
    } else if types.contains("spreadsheetml.sheet.main") || types.contains("ms-excel.sheet.macro") {
        Ok(Some(Format::Xlsx))
    } else if is_word(&types) || any(&|name| name == "word/document.xml") {
        Ok(Some(Format::Docx))
    } else if any(&|name| name == "ppt/presentation.xml") || types.contains("presentationml") {
        Err(unknown("PowerPoint 演示文稿"))
    } else if !types.is_empty() {
        Err(unknown("Office 文档包，其中没有工作簿"))
    } else {
        Ok(None)
    }
}

/// Documents and templates, with and without macros.
fn is_word(types: &str) -> bool {
    types.contains("wordprocessingml.document.main")
        || types.contains("wordprocessingml.template.main")
        || types.contains("ms-word.document.macro")
        || types.contains("ms-word.template.macro")
}

/// What half an archive was going to be, by the names of the parts that it still has.
fn begun_as(bytes: &[u8]) -> Format {
    let mut pieces = bytes.windows(5);
    if pieces.any(|piece| piece == b"word/") {
        Format::Docx
    } else {
        Format::Xlsx
    }
}

/// The beginning of a part as text.
fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    zip.by_name(name)
        .ok()?
        .take(100_000)
        .read_to_end(&mut bytes)
        .ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn open_document(kind: &str) -> Result<Format, Refusal> {
    if kind.starts_with(ODF_SPREADSHEET) {
        Ok(Format::Ods)
    } else if kind.starts_with("application/vnd.oasis.opendocument.text") {
        Err(text_document("OpenDocument 文字文档（.odt）"))
    } else {
        Err(unknown(&format!("压缩包（{}）", shown(kind))))
    }
}

/// A foreign text, short and without control characters.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// A compound file, judged by the first of its entries that tells.
fn compound(bytes: &[u8]) -> Result<Format, Refusal> {
    // Entries take 128 bytes each and begin at multiples of that, in whatever sector they stand.
    for entry in bytes.as_chunks::<128>().0 {
        match entry_name(entry).as_deref() {
            Some("workbook" | "book") => return Ok(Format::Xls),
            Some("encryptedpackage") => return Err(Refusal::Encrypted),
            Some("worddocument") => {
                return Err(text_document("旧版 Word 文档（.doc、.wps）"));
            }
            Some("powerpoint document") => return Err(unknown("旧版 PowerPoint 演示文稿")),
            _ => {}
        }
    }
    Err(unknown("复合文档，其中没有工作簿"))
}

/// The name of an entry in a compound file, in lower case.
fn entry_name(entry: &[u8; 128]) -> Option<String> {
    let (units, _) = entry.as_chunks::<2>();
    let mut units = units.iter().copied().map(u16::from_le_bytes);
    let name: Vec<u16> = units
        .by_ref()
        .take(32)
        .take_while(|unit| *unit != 0)
        .collect();
    // Behind the name stands its length in bytes, with the closing zero.
    let stated = entry.get(64..66)?;
    let length = name.len().saturating_add(1).saturating_mul(2);
    let fits = u16::try_from(length).is_ok_and(|length| length.to_le_bytes() == *stated);
    let text = String::from_utf16(&name).ok()?;
    (fits && !text.is_empty()).then(|| text.to_ascii_lowercase())
}

fn by_magic(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 13] = [
        (b"%PDF", "PDF 文件"),
        (b"PK\x07\x08", "分卷压缩包（zip）"),
        (b"\x1F\x8B", "压缩包（gz）"),
        (b"PK\x05\x06", "空的压缩包"),
        (b"\x89PNG", "图片"),
        (b"\xFF\xD8\xFF", "图片"),
        (b"ID;P", "SYLK 表格（.slk）"),
        (b"TABLE\r\n0,1", "DIF 表格（.dif）"),
        (b"\x09\x00\x04\x00", "Excel 2.0 工作表"),
        (b"\x09\x02\x06\x00", "Excel 3.0 工作表"),
        (b"\x09\x04\x06\x00", "Excel 4.0 工作表"),
        (b"\x09\x08\x08\x00", "Excel 5.0 工作表"),
        (b"\x09\x08\x10\x00", "Excel 工作表"),
    ];
    MAGIC
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// A compound file as far as sniffing goes: a header and a directory.
    fn compound_file(names: &[&str]) -> Vec<u8> {
        let mut bytes = COMPOUND_SIGNATURE.to_vec();
        bytes.resize(512, 0);
        for name in names {
            let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            entry.resize(64, 0);
            let length = u16::try_from(name.len() * 2 + 2).unwrap();
            entry.extend(length.to_le_bytes());
            entry.resize(128, 0);
            bytes.extend(entry);
        }
        bytes
    }

    fn refused(bytes: &[u8]) -> String {
        match sniff(bytes).unwrap_err() {
            Refusal::UnknownFormat(what) => what,
            other => other.to_string(),
        }
    }

    #[test]
    fn archives_by_what_is_in_them() {
        assert_eq!(
            sniff(&zipped(&[("xl/workbook.xml", "")])),
            Ok(Kind::Workbook(Format::Xlsx))
        );
        assert_eq!(
            sniff(&zipped(&[("xl/workbook.bin", "")])),
            Ok(Kind::Workbook(Format::Xlsb))
        );
        let ods = zipped(&[("mimetype", ODF_SPREADSHEET), ("content.xml", "")]);
        assert_eq!(sniff(&ods), Ok(Kind::Workbook(Format::Ods)));
        let types = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
        let moved = zipped(&[("[Content_Types].xml", types), ("book/a.xml", "")]);
        assert_eq!(sniff(&moved), Ok(Kind::Workbook(Format::Xlsx)));
        let archive = Ok(Kind::Archive(ArchiveKind::Zip));
        assert_eq!(sniff(&zipped(&[("表.xlsx", "")])), archive);
        assert_eq!(
            sniff(&zipped(&[("Word/表.xlsx", ""), ("ppt/表.xls", "")])),
            archive
        );
        let seven_zip = sniff(b"7z\xBC\xAF\x27\x1C\0\x04").unwrap();
        let rar = sniff(b"Rar!\x1A\x07\x01\0").unwrap();
        assert_eq!([seven_zip.name(), rar.name()], ["7z", "rar"]);
    }

    #[test]
    fn word_documents_by_their_parts_or_types() {
        let types =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
        let moved = zipped(&[("[Content_Types].xml", types), ("文/a.xml", "")]);
        assert_eq!(sniff(&moved), Ok(Kind::Workbook(Format::Docx)));
        for kind in ["document.macroEnabled", "template.macroEnabledTemplate"] {
            let types = format!("application/vnd.ms-word.{kind}.main+xml");
            let moved = zipped(&[("[Content_Types].xml", &types)]);
            assert_eq!(sniff(&moved), Ok(Kind::Workbook(Format::Docx)), "{kind}");
        }
        let book_inside = zipped(&[("word/embeddings/a.xlsx", ""), ("WORD\\document.xml", "")]);
        assert_eq!(sniff(&book_inside), Ok(Kind::Workbook(Format::Docx)));
        let half = zipped(&[("word/document.xml", "<w:document/>")]);
        assert!(matches!(
            sniff(&half[..half.len() / 2]),
            Err(Refusal::Damaged { format: "docx", .. })
        ));
    }

    #[test]
    fn other_text_documents_are_to_be_saved_anew() {
        let odt = zipped(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
        let word_xml = b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><a/>";
        for (bytes, what) in [
            (
                compound_file(&["Root Entry", "WordDocument"]),
                "旧版 Word 文档（.doc、.wps）",
            ),
            (odt, "OpenDocument 文字文档（.odt）"),
            (b"{\\rtf1\\ansi}".to_vec(), "RTF 文档（.rtf）"),
            (word_xml.to_vec(), "单个 XML 文件的 Word 文档"),
        ] {
            let refusal = sniff(&bytes).unwrap_err();
            assert_eq!(refusal, Refusal::TextDocument(what.into()));
            assert!(refusal.to_string().contains("另存为 .docx"), "{refusal}");
        }
    }

    #[test]
    fn half_an_archive_is_damaged() {
        let whole = zipped(&[("xl/workbook.xml", "<workbook/>")]);
        let refusal = sniff(&whole[..whole.len() / 2]);
        assert!(matches!(
            refusal,
            Err(Refusal::Damaged { format: "xlsx", .. })
        ));
        assert!(matches!(
            sniff(b"PK\x03\x04"),
            Err(Refusal::Damaged { format: "xlsx", .. })
        ));
        let whole = zipped(&[("甲街道/表.xlsx", "PK")]);
        assert_eq!(
            sniff(&whole[..whole.len() / 2]),
            Ok(Kind::Archive(ArchiveKind::Zip))
        );
    }

    #[test]
    fn compound_files_by_their_entries() {
        let root = "Root Entry";
        assert_eq!(
            sniff(&compound_file(&[root, "Workbook"])),
            Ok(Kind::Workbook(Format::Xls))
        );
        assert_eq!(
            sniff(&compound_file(&[root, "Book"])),
            Ok(Kind::Workbook(Format::Xls))
        );
        let locked = compound_file(&[root, "EncryptionInfo", "EncryptedPackage"]);
        assert_eq!(sniff(&locked), Err(Refusal::Encrypted));
        assert_eq!(refused(&compound_file(&[root])), "复合文档，其中没有工作簿");
    }

    #[test]
    fn workbooks_of_wps_are_compound_files_with_more_entries() {
        let names = ["Root Entry", "ETExtData", "Workbook", "WpsCustomData"];
        assert_eq!(
            sniff(&compound_file(&names)),
            Ok(Kind::Workbook(Format::Xls))
        );
    }

    #[test]
    fn what_is_behind_a_wrong_extension() {
        for (bytes, format) in [
            (
                &include_bytes!("../../tests/corpus/pandas.xls")[..],
                Format::Html,
            ),
            (
                include_bytes!("../../tests/corpus/libreoffice.html"),
                Format::Html,
            ),
            (
                include_bytes!("../../tests/corpus/libreoffice.xml"),
                Format::Xml,
            ),
            (
                include_bytes!("../../tests/corpus/libreoffice.fods"),
                Format::Fods,
            ),
            (
                include_bytes!("../../tests/corpus/libreoffice-utf16.csv"),
                Format::Csv,
            ),
            (
                include_bytes!("../../tests/corpus/libreoffice-gb18030.csv"),
                Format::Csv,
            ),
            (include_bytes!("../../tests/corpus/xlwt.xls"), Format::Xls),
        ] {
            assert_eq!(sniff(bytes), Ok(Kind::Workbook(format)));
        }
    }

    #[test]
    fn contents_by_their_first_bytes() {
        assert_eq!(sniff(b""), Err(Refusal::Empty));
        assert_eq!(refused(b"%PDF-1.7"), "PDF 文件");
        assert_eq!(refused(b"ID;PWXL;N;E\r\nC;Y1;X1;K1"), "SYLK 表格（.slk）");
        assert_eq!(refused(b"\x09\x08\x08\x00\x00\x05"), "Excel 5.0 工作表");
        assert_eq!(refused(b"\0\x01\x02"), "未知的二进制内容");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_judged(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..600)) {
            let _ = sniff(&bytes);
        }
    }
}
