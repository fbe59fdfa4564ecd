//! What a text is: a page, an XML document, the rows of a table, or prose.

use crate::grid::{Format, decoded, is_delimited, is_web_archive};
use crate::refusal::Refusal;

/// How much of a text is looked at: pages may begin with long styles.
const HEAD: usize = 65_536;

/// Of so many characters of a text at most one is no proper character.
const CHARACTERS_TO_A_FAULT: usize = 50;

/// Elements with which web pages, whole or in part, begin.
const OF_PAGES: [&str; 20] = [
    "html", "head", "body", "meta", "title", "style", "script", "table", "tbody", "thead", "tr",
    "td", "div", "span", "p", "center", "font", "form", "h1", "h2",
];

/// The format of a text by its content.
pub(super) fn judged(bytes: &[u8]) -> Result<Format, Refusal> {
    if is_web_archive(bytes) {
        return Ok(Format::Html);
    }
    let head = decoded(bytes.get(..HEAD).unwrap_or(bytes), None);
    let text = head
        .text
        .trim_start_matches(|c: char| c.is_whitespace() || c == '\0');
    if !is_text(text) {
        return Err(unknown("未知的二进制内容"));
    }
    let lower = text.to_ascii_lowercase();
    if let Some(root) = root(&lower) {
        return by_root(root, &lower);
    }
    if holds_table(&lower) {
        Ok(Format::Html)
    } else if is_delimited(text) {
        Ok(Format::Csv)
    } else {
        Err(unknown("不成表格的文本"))
    }
}

fn unknown(what: &str) -> Refusal {
    Refusal::UnknownFormat(what.to_owned())
}

/// Is nearly everything a character that a person could have typed?
fn is_text(text: &str) -> bool {
    let fault =
        |c: char| c == char::REPLACEMENT_CHARACTER || (c.is_control() && !c.is_whitespace());
    let faults = text.chars().filter(|c| fault(*c)).count();
    let most = text.chars().count() / CHARACTERS_TO_A_FAULT;
    faults <= most
}

fn holds_table(lower: &str) -> bool {
    lower.contains("<table") && (lower.contains("<tr") || lower.contains("<td"))
}

/// The name of the first element, behind declarations and comments.
fn root(lower: &str) -> Option<&str> {
    let mut rest = lower;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        let end = match rest {
            _ if rest.starts_with("!--") => "-->",
            _ if rest.starts_with('?') => "?>",
            _ if rest.starts_with('!') => ">",
            _ => break,
        };
        rest = rest.split_once(end)?.1;
    }
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
    let name = rest.get(..length?)?;
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        .then_some(name)
}

fn by_root(root: &str, lower: &str) -> Result<Format, Refusal> {
    let word = || Refusal::TextDocument("单个 XML 文件的 Word 文档".to_owned());
    let local = root.rsplit(':').next().unwrap_or(root);
    match local {
        "workbook" if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") => {
            Ok(Format::Xml)
        }
        "document" if lower.contains("opendocument.spreadsheet") => Ok(Format::Fods),
        "document" if lower.contains("opendocument.text") => Err(Refusal::TextDocument(
            "单个 XML 文件的 OpenDocument 文字文档（.fodt）".to_owned(),
        )),
        "worddocument" => Err(word()),
        _ if lower.contains("progid=\"word.document\"") => Err(word()),
        "uof" => Err(unknown("标文通（UOF）文件")),
        name if OF_PAGES.contains(&name) || holds_table(lower) => Ok(Format::Html),
        _ => Err(unknown("XML 文件")),
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::GBK;

    use super::*;

    fn refused(text: &str) -> String {
        judged(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn pages_are_html_however_they_begin() {
        for page in [
            "\u{feff}\r\n<HTML><table>",
            "<!DOCTYPE html>\n<!-- saved from url=x -->\n<html>",
            "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\">\
                <html xmlns=\"http://www.w3.org/1999/xhtml\">",
            "<table border=1>",
            "<style>.a{}</style><table><tr>",
            "<b>自评表</b><table><tr><td>",
            "导出时间,2024年\n<table><tr><td>a,b</td>",
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n--a",
        ] {
            assert_eq!(judged(page.as_bytes()), Ok(Format::Html), "{page}");
        }
        let utf16: Vec<u8> = "<html><table><tr><td>完</td>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(judged(&utf16), Ok(Format::Html));
        let long = format!("<html><style>{}</style><table>", "a{}".repeat(40_000));
        assert_eq!(judged(long.as_bytes()), Ok(Format::Html));
    }

    #[test]
    fn xml_by_its_root() {
        let excel = "<?xml version=\"1.0\" encoding=\"GB2312\"?>\n\
            <?mso-application progid=\"Excel.Sheet\"?>\n\
            <!-- 甲 --><ss:Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">";
        assert_eq!(judged(excel.as_bytes()), Ok(Format::Xml));
        assert_eq!(judged(&GBK.encode(excel).0), Ok(Format::Xml));
        let flat =
            "<office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">";
        assert_eq!(judged(flat.as_bytes()), Ok(Format::Fods));
        let flat = flat.replace("spreadsheet", "text");
        for (text, what) in [
            (
                "<?xml version=\"1.0\"?><w:wordDocument>",
                "单个 XML 文件的 Word 文档",
            ),
            (
                "<?mso-application progid=\"Word.Document\"?><pkg:package>",
                "单个 XML 文件的 Word 文档",
            ),
            (flat.as_str(), ".fodt"),
            ("<uof:UOF>", "标文通"),
            ("<?xml version=\"1.0\"?><Workbook>", "XML 文件"),
            ("<root><a/></root>", "XML 文件"),
        ] {
            assert!(refused(text).contains(what), "{text}");
        }
    }

    #[test]
    fn rows_are_told_from_prose_and_from_binary() {
        let rows = "项目名称,金额\n道路,12\n";
        assert_eq!(judged(rows.as_bytes()), Ok(Format::Csv));
        assert_eq!(
            judged(&GBK.encode("项目名称\t金额\r\n道路\t12\r\n").0),
            Ok(Format::Csv)
        );
        assert_eq!(judged(b"\xFF\xFEa\0,\0b\0\n\0c\0,\0d\0"), Ok(Format::Csv));
        let mut torn = rows.repeat(3).into_bytes();
        torn.insert(40, 0xFF);
        assert_eq!(judged(&torn), Ok(Format::Csv));
        assert!(refused("请于5日前报送。\n附件三份。").contains("不成表格的文本"));
        assert!(refused("\0\u{1}\u{2}").contains("未知的二进制内容"));
        let noise: Vec<u8> = (0..4_000_u32)
            .flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes())
            .collect();
        assert!(
            judged(&noise)
                .unwrap_err()
                .to_string()
                .contains("未知的二进制内容")
        );
    }
}
