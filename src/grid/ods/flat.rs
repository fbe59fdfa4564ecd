//! OpenDocument spreadsheets that are one XML file. It holds all that content.xml holds, so that it
//! is read as the content.xml of a package.

use quick_xml::events::Event;
use quick_xml::name::QName;

use super::super::container::packed;
use super::super::encoding::decoded;
use super::super::reading::damaged;
use super::super::xml::{Events, Fault, exchanged};
use super::super::{Format, Limits, Workbook};
use crate::refusal::Refusal;

const MIMETYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
const MANIFEST: &[u8] = b"<manifest:manifest/>";

/// Reads a workbook.
pub(in crate::grid) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
    let decoded = decoded(bytes, None);
    let content = dense(&decoded.text).map_err(|fault| damaged(Format::Fods, fault))?;
    let parts = [
        ("mimetype", MIMETYPE),
        ("META-INF/manifest.xml", MANIFEST),
        ("content.xml", content.as_bytes()),
    ];
    let package = packed(Format::Fods, &parts)?;
    let mut workbook = super::read(&package, limits).map_err(of_flat)?;
    workbook.format = Format::Fods;
    decoded.note_losses(&mut workbook, None);
    Ok(workbook)
}

/// The document without the white space between elements, which calamine does not expect.
fn dense(xml: &str) -> Result<String, Fault> {
    let mut events = Events::lenient(xml);
    let mut cuts = Vec::new();
    let mut paragraphs = 0_u32;
    loop {
        let (event, span) = events.spanned()?;
        match event {
            Event::Start(element) if is_paragraph(element.name()) => paragraphs += 1,
            Event::End(element) if is_paragraph(element.name()) => {
                paragraphs = paragraphs.saturating_sub(1);
            }
            Event::Text(text) if paragraphs == 0 && text.trim().is_empty() => cuts.push((span, "")),
            Event::Eof => return Ok(exchanged(xml, &cuts)),
            _ => {}
        }
    }
}

fn is_paragraph(name: QName<'_>) -> bool {
    matches!(name.as_ref(), "text:p" | "text:h")
}

fn of_flat(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Damaged { detail, .. } => damaged(Format::Fods, detail),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIBREOFFICE: &str = include_str!("../../../tests/corpus/libreoffice.fods");

    #[test]
    fn a_flat_document_reads_like_a_packed_one() {
        let package = include_bytes!("../../../tests/corpus/libreoffice.ods");
        let packed = super::super::read(package, &Limits::default()).unwrap();
        let flat = read(LIBREOFFICE.as_bytes(), &Limits::default()).unwrap();
        assert_eq!((flat.format, &flat.notes), (Format::Fods, &packed.notes));
        assert_eq!(flat.sheets.len(), 2);
        for (flat, packed) in flat.sheets.iter().zip(&packed.sheets) {
            assert_eq!(
                (&flat.name, flat.visibility),
                (&packed.name, packed.visibility)
            );
            assert_eq!(flat.hidden_rows, packed.hidden_rows);
            assert!(flat.grid.merges().eq(packed.grid.merges()));
            let added = flat.grid.len() - packed.grid.len();
            assert!(
                packed
                    .grid
                    .cells()
                    .eq(flat.grid.cells().take(packed.grid.len()))
            );
            assert_eq!(
                added,
                usize::from(flat.name == "自评表"),
                "B10 is in the text files only"
            );
        }
    }

    #[test]
    fn half_a_flat_document_is_damaged() {
        let (half, _) = LIBREOFFICE.split_once("</table:table-row>").unwrap();
        let refusal = read(half.as_bytes(), &Limits::default());
        assert!(matches!(
            refusal,
            Err(Refusal::Damaged { format: "fods", .. })
        ));
    }
}
