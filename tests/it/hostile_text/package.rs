//! A workbook that we wrote, part by part: well-formed, and nothing in it that acts.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::path::{Component, Path, PathBuf};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

use super::texts::HARMFUL;

/// The functions of our formulas.
const FUNCTIONS: [&str; 6] = ["SUM", "SUBTOTAL", "COUNT", "ROWS", "ROUND", "AVERAGE"];

/// The parts of a package by name.
pub(super) fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.insert(part.name().unwrap().to_string(), content);
    }
    parts
}

/// XML 1.0, 2.2.
fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Is this part of a package XML from its first sign to its last?
pub(super) fn well_formed(place: &str, xml: &[u8]) {
    let text = std::str::from_utf8(xml).unwrap_or_else(|error| panic!("{place}: {error}"));
    let legal = |text: &str| {
        let illegal = text.chars().find(|c| !is_legal(*c));
        assert_eq!(illegal, None, "{place}");
    };
    legal(text);
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Err(error) => panic!("{place}: {error} at {}", reader.buffer_position()),
            Ok(Event::Eof) => break,
            Ok(Event::Start(element)) => {
                depth += 1;
                attributes(place, element.attributes());
            }
            Ok(Event::Empty(element)) => attributes(place, element.attributes()),
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Text(piece)) => {
                assert!(depth > 0 || piece.trim().is_empty(), "{place}");
                assert!(!piece.contains("]]>"), "{place}: {}", &*piece);
            }
            Ok(Event::GeneralRef(entity)) => {
                let entity = format!("&{};", &*entity);
                legal(&unescape(&entity).unwrap_or_else(|error| panic!("{place}: {error}")));
            }
            Ok(Event::DocType(_)) => panic!("{place}: a document type"),
            Ok(_) => {}
        }
    }
    assert_eq!(depth, 0, "{place} breaks off");
}

fn attributes(place: &str, all: quick_xml::events::attributes::Attributes<'_>) {
    for attribute in all {
        let attribute = attribute.unwrap_or_else(|error| panic!("{place}: {error}"));
        let value = unescape(&attribute.value).unwrap_or_else(|error| panic!("{place}: {error}"));
        assert!(value.chars().all(is_legal), "{place}: {value:?}");
    }
}

/// The whole of every element of this name.
fn elements<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let pieces = text.split(&open).skip(1);
    pieces
        .filter(|piece| piece.starts_with([' ', '>', '/']))
        .map(|piece| {
            let tag = piece.split_inclusive('>').next().unwrap();
            if tag.ends_with("/>") {
                tag
            } else {
                piece.split(&close).next().unwrap()
            }
        })
        .collect()
}

/// The texts of the runs of a part, as a workbook's own escapes are read.
pub(super) fn texts(text: &str) -> Vec<String> {
    let texts = elements(text, "t").into_iter().map(content);
    texts.map(|text| unescaped_signs(&text)).collect()
}

/// `_x0041_` → `A`
fn unescaped_signs(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("_x") {
        let code = behind.get(..5).and_then(|code| code.strip_suffix('_'));
        let sign = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        out.push_str(before);
        if let Some(sign) = sign.and_then(char::from_u32) {
            out.push(sign);
            rest = behind.split_at(5).1;
        } else {
            out.push_str("_x");
            rest = behind;
        }
    }
    out + rest
}

/// A text without blanks, without signs that cannot be seen and without what a note cannot hold, for
/// which a blank may stand.
pub(super) fn legible(text: &str) -> String {
    let unseen = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{FEFF}' | '\u{FFFD}');
    let kept = |c: &char| is_legal(*c) && !c.is_control() && !c.is_whitespace() && !unseen(*c);
    text.chars().filter(kept).collect()
}

fn content(element: &str) -> String {
    let (_, content) = element.split_once('>').unwrap();
    unescape(content).unwrap().into_owned()
}

fn attribute(element: &str, name: &str) -> Option<String> {
    let tag = element.split('>').next().unwrap();
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescape(rest.split('"').next()?).unwrap().into_owned())
}

pub(super) fn is_ours(formula: &str) -> bool {
    let harmless = HARMFUL.iter().all(|harm| !formula.contains(harm));
    let plain = !formula.contains(['"', '[', '|', '{', '#', '\\']);
    let before = formula.split('(').map(|piece| {
        let from = piece.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '.');
        from.map_or(piece, |at| piece.split_at(at).1)
            .trim_start_matches(|c: char| !c.is_ascii_alphanumeric())
    });
    let calls = formula.matches('(').count();
    let known = before
        .take(calls)
        .all(|name| name.is_empty() || FUNCTIONS.contains(&name));
    harmless && plain && known
}

/// Nothing in the workbook acts: the only formulas are ours, links lead to files of the run.
pub(super) fn inert(name: &str, bytes: &[u8], files: &BTreeSet<PathBuf>) {
    for (part, content_of) in parts(bytes) {
        let place = format!("{name} {part}");
        for kind in [
            "external",
            "vba",
            "embeddings",
            "activeX",
            "connections",
            "macro",
            "query",
        ] {
            assert!(!part.contains(kind), "{place}");
        }
        let (_, extension) = part.rsplit_once('.').unwrap();
        if extension == "png" {
            continue;
        }
        assert!(["xml", "rels", "vml"].contains(&extension), "{place}");
        well_formed(&place, &content_of);
        let text = String::from_utf8(content_of).unwrap();
        for formula in elements(&text, "f").into_iter().map(content) {
            let is_chart = part.contains("charts/") && !formula.contains('(');
            assert!(is_chart || is_ours(&formula), "{place}: {formula}");
        }
        for cell in elements(&text, "c")
            .iter()
            .filter(|_| part.contains("worksheets/"))
        {
            let calculated = attribute(cell, "t").as_deref() == Some("str");
            assert!(!calculated || cell.contains("<f>"), "{place}: {cell}");
        }
        for tag in ["oleObject", "ddeLink", "webPublish", "script"] {
            assert!(elements(&text, tag).is_empty(), "{place}: {tag}");
        }
        for relation in elements(&text, "Relationship") {
            let target = attribute(relation, "Target").unwrap();
            if attribute(relation, "TargetMode").as_deref() == Some("External") {
                let led = led_to(&place, &target, &Path::new("output").join(name));
                assert!(
                    files.contains(&led),
                    "{place}: {target} leads to {}",
                    led.display()
                );
            } else {
                assert!(!target.contains(':'), "{place}: {target}");
            }
        }
    }
}

/// Where a link of a workbook leads.
fn led_to(place: &str, target: &str, workbook: &Path) -> PathBuf {
    let path = target.split('#').next().unwrap();
    let path = path.strip_prefix("%20/../").unwrap_or(path);
    assert!(!path.starts_with(['/', '\\']), "{place}: {target}");
    let path = unescaped(path);
    let mut led: PathBuf = workbook.parent().unwrap().to_owned();
    for step in Path::new(&path).components() {
        match step {
            Component::ParentDir => assert!(led.pop()),
            Component::Normal(step) => led.push(step),
            other => panic!("{place}: {target} {other:?}"),
        }
    }
    led
}

/// `%20` → a blank.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, more @ ..] = rest {
        let code = more.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(byte);
            rest = &more[2..];
        } else {
            bytes.push(*first);
            rest = more;
        }
    }
    String::from_utf8(bytes).unwrap()
}
