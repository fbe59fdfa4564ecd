//! What a document says of itself: when it was last saved. Never fails: a file without the property,
//! or with one beyond reading, tells nothing.

use std::io::Read;

use quick_xml::events::Event;

use super::compound;
use super::container::Container;
use super::little_endian::word;
use super::xml::Events;
use super::{Format, Limits, opc};
use crate::value::Moment;

const ZIP: &[u8] = b"PK";

/// The most that is read of a part or stream with properties; real ones hold some hundred bytes.
const MOST_BYTES: u64 = 1 << 16;
/// More properties than any document has.
const MOST_PROPERTIES: usize = 1_000;

/// When a document was last saved, by its own account: Office Open XML packages in their core
/// properties, OpenDocument in meta.xml, compound files in their summary information.
#[must_use]
pub fn last_saved(bytes: &[u8], limits: &Limits) -> Option<Moment> {
    if bytes.starts_with(ZIP) {
        packaged(bytes, limits)
    } else if bytes.starts_with(compound::SIGNATURE) {
        saved(&summary_information(bytes)?)
    } else {
        None
    }
}

fn packaged(bytes: &[u8], limits: &Limits) -> Option<Moment> {
    let mut container = Container::open(bytes, Format::Xlsx, limits).ok()?;
    if container.has("meta.xml") {
        return Moment::parse(&element(&head(&mut container, "meta.xml")?, "date")?);
    }
    let relations = opc::relations(&mut container, "").ok()?;
    let core = relations
        .into_values()
        .find(|relation| relation.kind == "core-properties")?;
    let part = opc::resolved("", &core.target);
    Moment::parse(&element(&head(&mut container, &part)?, "modified")?)
}

/// The beginning of a part as text.
fn head(container: &mut Container<'_>, part: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let stream = container.stream(part)?;
    stream.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The text of the first element of this name, whatever its prefix.
fn element(xml: &str, name: &str) -> Option<String> {
    let mut events = Events::lenient(xml);
    loop {
        match events.event().ok()? {
            Event::Start(start) if start.local_name().as_ref() == name => break,
            Event::Eof => return None,
            _ => {}
        }
    }
    match events.event().ok()? {
        Event::Text(text) => Some(text.xml10_content().into_owned()),
        _ => None,
    }
}

/// The stream of a compound file in which office programs keep title, author and times.
fn summary_information(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = compound::open(bytes)?;
    compound::stream(&mut file, "\u{5}SummaryInformation", MOST_BYTES)
}

/// The property 13 (last saved) of the first set of properties.
fn saved(set: &[u8]) -> Option<Moment> {
    const SECTION_OFFSET: usize = 44;
    const LAST_SAVED: u32 = 13;
    const FILETIME: u32 = 64;
    let section = set.get(usize::try_from(word(set, SECTION_OFFSET)?).ok()?..)?;
    let count = usize::try_from(word(section, 4)?).ok()?;
    let offset = (0..count.min(MOST_PROPERTIES)).find_map(|property| {
        let at = property.checked_mul(8)?.checked_add(8)?;
        (word(section, at)? == LAST_SAVED).then(|| word(section, at.checked_add(4)?))
    })??;
    let at = usize::try_from(offset).ok()?;
    if word(section, at)? != FILETIME {
        return None;
    }
    let low = word(section, at.checked_add(4)?)?;
    let high = word(section, at.checked_add(8)?)?;
    Moment::from_filetime(u64::from(high) << 32 | u64::from(low))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::super::container::tests::zipped;
    use super::*;

    const RELATIONS: &str = "<Relationships><Relationship Id=\"a\" Target=\"docProps/core.xml\" \
        Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\"/>\
        </Relationships>";

    fn shown(bytes: &[u8]) -> Option<String> {
        last_saved(bytes, &Limits::default()).map(|moment| moment.to_string())
    }

    fn package(core: &str) -> Vec<u8> {
        zipped(&[
            ("_rels/.rels", RELATIONS.as_bytes()),
            ("docProps/core.xml", core.as_bytes()),
        ])
    }

    /// A set of properties: created, and last saved at this FILETIME.
    fn properties(kind: u32, ticks: u64) -> Vec<u8> {
        let mut set = vec![0; 44];
        set.extend(48_u32.to_le_bytes());
        for word in [48, 2, 12, 24, 13, 36] {
            set.extend(u32::to_le_bytes(word));
        }
        set.extend(64_u32.to_le_bytes());
        set.extend(0_u64.to_le_bytes());
        set.extend(kind.to_le_bytes());
        set.extend(ticks.to_le_bytes());
        set
    }

    fn compound(set: &[u8]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        let mut stream = file.create_stream("\u{5}SummaryInformation").unwrap();
        stream.write_all(set).unwrap();
        drop(stream);
        file.into_inner().into_inner()
    }

    /// 2025-03-01 00:00 UTC
    const TICKS: u64 = 133_852_608_000_000_000;

    #[test]
    fn packages_tell_it_in_their_core_properties() {
        let core = "<cp:coreProperties><dcterms:created>2020-01-01T00:00:00Z</dcterms:created>\
                    <dcterms:modified xsi:type=\"dcterms:W3CDTF\">2025-03-01T00:00:00Z\
                    </dcterms:modified></cp:coreProperties>";
        assert_eq!(shown(&package(core)).as_deref(), Some("2025-03-01 08:00"));
    }

    #[test]
    fn open_documents_tell_it_in_their_metadata() {
        let meta = "<office:meta><meta:creation-date>2020-01-01T00:00:00</meta:creation-date>\
                    <dc:date>2025-03-01T08:00:00.5</dc:date></office:meta>";
        let bytes = zipped(&[("meta.xml", meta.as_bytes())]);
        assert_eq!(shown(&bytes).as_deref(), Some("2025-03-01 08:00"));
    }

    #[test]
    fn compound_files_tell_it_in_their_summary() {
        let bytes = compound(&properties(64, TICKS));
        assert_eq!(shown(&bytes).as_deref(), Some("2025-03-01 08:00"));
        let large = [properties(64, TICKS), vec![0; 5_000]].concat();
        assert_eq!(
            shown(&compound(&large)).as_deref(),
            Some("2025-03-01 08:00")
        );
    }

    #[test]
    fn files_of_other_programs_are_understood() {
        let libreoffice: [&[u8]; 3] = [
            include_bytes!("../../tests/corpus/libreoffice.xlsx"),
            include_bytes!("../../tests/corpus/libreoffice.ods"),
            include_bytes!("../../tests/corpus/libreoffice.xls"),
        ];
        for bytes in libreoffice {
            assert!(shown(bytes).is_some());
        }
        assert_eq!(shown(include_bytes!("../../tests/corpus/xlwt.xls")), None);
    }

    #[test]
    fn what_is_missing_or_absurd_tells_nothing() {
        assert_eq!(shown(b"PK\x03\x04"), None);
        assert_eq!(shown(b"text"), None);
        assert_eq!(shown(&zipped(&[("xl/workbook.xml", b"")])), None);
        for core in [
            "",
            "<dcterms:modified/>",
            "<dcterms:modified>2025-03-01</dcterms:modified>",
        ] {
            assert_eq!(shown(&package(core)), None, "{core}");
        }
        assert_eq!(shown(&compound(&[])), None);
        assert_eq!(shown(&compound(&properties(64, 0))), None);
        assert_eq!(shown(&compound(&properties(3, TICKS))), None);
    }

    #[test]
    fn a_chain_of_allocation_tables_is_not_followed() {
        let mut bytes = compound(&properties(64, TICKS));
        bytes[68..72].copy_from_slice(&3_u32.to_le_bytes());
        assert_eq!(shown(&bytes), None);
    }

    proptest::proptest! {
        #[test]
        fn no_compound_file_ends_the_run(
            changes in proptest::collection::vec((0_usize..4_096, proptest::num::u8::ANY), 1..12),
            length in 0_usize..4_096,
        ) {
            let mut bytes = compound(&properties(64, TICKS));
            for (at, byte) in changes {
                if let Some(changed) = bytes.get_mut(at) {
                    *changed = byte;
                }
            }
            let _ = last_saved(&bytes, &Limits::default());
            bytes.truncate(length);
            let _ = last_saved(&bytes, &Limits::default());
        }

        #[test]
        fn no_properties_end_the_run(set in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = saved(&set);
        }
    }
}
