//! What xlsx, xlsb and docx share: a package of parts that point at one another by relations.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::Visibility;
use super::container::Container;
use super::reading::{Entry, damaged};
use super::xml::{Events, attribute};
use crate::refusal::Refusal;

/// A sheet with the part that holds it.
pub(super) struct Listed {
    pub(super) entry: Entry,
    pub(super) part: String,
}

impl Listed {
    /// A sheet of a kind (`worksheet`, `chartsheet` …) in a part.
    pub(super) fn new(name: String, visibility: Visibility, kind: &str, part: String) -> Self {
        let entry = Entry {
            name,
            visibility,
            obstacle: obstacle(kind),
        };
        Self { entry, part }
    }
}

/// Where one part points.
pub(super) struct Relation {
    /// The last piece of the relation's type, such as `worksheet`.
    pub(super) kind: String,
    pub(super) target: String,
}

/// The relations of a part by their ids.
pub(super) fn relations(
    container: &mut Container<'_>,
    part: &str,
) -> Result<BTreeMap<String, Relation>, Refusal> {
    let text = container.needed_text(&relations_part(part))?;
    let mut events = Events::lenient(&text);
    let mut found = BTreeMap::new();
    loop {
        match events
            .event()
            .map_err(|fault| damaged(container.format(), fault))?
        {
            Event::Start(element) | Event::Empty(element) => found.extend(relation(&element)),
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn relation(element: &BytesStart<'_>) -> Option<(String, Relation)> {
    if element.local_name().as_ref() != "Relationship" {
        return None;
    }
    let kind = attribute(element, "Type")?;
    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
    let target = attribute(element, "Target")?.into_owned();
    Some((
        attribute(element, "Id")?.into_owned(),
        Relation { kind, target },
    ))
}

/// The part that holds the relations of a part.
pub(super) fn relations_part(part: &str) -> String {
    let (folder, name) = split(part);
    format!("{folder}_rels/{name}.rels")
}

/// The part that holds the workbook, or the text of a document.
pub(super) fn main_part(container: &mut Container<'_>) -> Result<String, Refusal> {
    relations(container, "")?
        .into_values()
        .find(|relation| relation.kind == "officeDocument")
        .map(|relation| resolved("", &relation.target))
        .ok_or_else(|| damaged(container.format(), "压缩包内没有主部件"))
}

/// The part that a relation of `part` means.
pub(super) fn resolved(part: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{}{target}", split(part).0),
    }
}

/// Folder, with its slash, and name.
fn split(part: &str) -> (&str, &str) {
    part.rfind('/')
        .and_then(|slash| part.split_at_checked(slash.saturating_add(1)))
        .unwrap_or(("", part))
}

/// Why a sheet of this kind holds no form.
fn obstacle(kind: &str) -> Option<String> {
    let name = match kind.to_ascii_lowercase().as_str() {
        "worksheet" => return None,
        "chartsheet" => "图表工作表",
        "dialogsheet" => "对话框工作表",
        "xlmacrosheet" | "xlintlmacrosheet" => "宏工作表",
        _ => "未知类型的工作表",
    };
    Some(format!("{name}，不含表格"))
}

#[cfg(test)]
mod tests {
    use super::super::container::tests::zipped;
    use super::super::{Format, Limits};
    use super::*;

    #[test]
    fn targets_are_seen_from_their_part() {
        assert_eq!(
            resolved("xl/workbook.xml", "worksheets/a.xml"),
            "xl/worksheets/a.xml"
        );
        assert_eq!(resolved("xl/workbook.xml", "/xl/a.xml"), "xl/a.xml");
        assert_eq!(
            relations_part("xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels"
        );
        assert_eq!(relations_part(""), "_rels/.rels");
    }

    #[test]
    fn the_main_part_is_found_through_the_package() {
        let rels = "<Relationships><Relationship Id=\"a\" Target=\"docProps/core.xml\" \
                    Type=\"x/core-properties\"/><Relationship Id=\"b\" Target=\"/xl/book.xml\" \
                    Type=\"x/officeDocument\"/></Relationships>";
        let bytes = zipped(&[("_rels/.rels", rels.as_bytes())]);
        let mut container = Container::open(&bytes, Format::Xlsx, &Limits::default()).unwrap();
        assert_eq!(main_part(&mut container).unwrap(), "xl/book.xml");
        assert!(relations(&mut container, "xl/book.xml").is_err());
    }

    #[test]
    fn other_kinds_of_sheets_hold_no_form() {
        assert_eq!(obstacle("worksheet"), None);
        assert_eq!(
            obstacle("chartsheet").as_deref(),
            Some("图表工作表，不含表格")
        );
        assert!(obstacle("xlMacrosheet").is_some());
        assert!(obstacle("").is_some());
    }
}
