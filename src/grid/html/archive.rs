//! Web archives (MHTML): pages and their files in one mail message, as Excel and WPS save them.

use mailparse::{MailHeaderMap, ParsedMail, parse_mail};

use super::super::Format;
use super::super::reading::damaged;
use crate::refusal::Refusal;

/// How much is looked at to tell an archive.
const HEAD: usize = 4_096;

/// A page of an archive, as bytes.
#[derive(Debug)]
pub(super) struct Part {
    /// Where the page was; other pages name it so.
    pub(super) location: String,
    pub(super) charset: Option<String>,
    pub(super) bytes: Vec<u8>,
}

/// Do these bytes begin like a web archive?
#[must_use]
pub fn is_web_archive(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', '\r', '\n', ' ']);
    let begins_as_header = head.lines().next().is_some_and(|line| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    });
    begins_as_header
        && head.contains("mime-version:")
        && (head.contains("multipart/related") || head.contains("content-type: text/html"))
}

/// The pages of an archive, and how many of its pages did not decode.
pub(super) fn pages(bytes: &[u8]) -> Result<(Vec<Part>, usize), Refusal> {
    let text = bytes.trim_ascii_start();
    let bare = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let message = parse_mail(bare.trim_ascii_start());
    let message = message.map_err(|error| damaged(Format::Html, error))?;
    let mut pages = Vec::new();
    let mut lost = 0;
    for part in message
        .parts()
        .filter(|part| part.ctype.mimetype == "text/html")
    {
        match page(part) {
            Some(page) => pages.push(page),
            None => lost += 1,
        }
    }
    Ok((pages, lost))
}

fn page(part: &ParsedMail<'_>) -> Option<Part> {
    Some(Part {
        location: part
            .headers
            .get_first_value("Content-Location")
            .unwrap_or_default(),
        charset: part.ctype.params.get("charset").cloned(),
        bytes: part.get_body_raw().ok()?,
    })
}
