//! A quick look at the rows of a worksheet part. Nearly all are of the plain kind that office
//! programs write and calamine reads rightly; those need no second, thorough pass.

use super::cell::plain_ref;

/// Where the rows end (behind `</sheetData>`), if every one of them is plain: shown, every cell with
/// a sound address and a plain value, no formula, nothing that only a thorough pass understands.
pub(super) fn end_of_plain_rows(xml: &str) -> Option<usize> {
    const OPEN: &str = "<sheetData>";
    const CLOSE: &str = "</sheetData>";
    let first = xml.find(OPEN)?.checked_add(OPEN.len())?;
    let length = xml.get(first..)?.find(CLOSE)?;
    let last = first.checked_add(length)?;
    let mut kind = Kind::Number;
    for piece in xml.get(first..last)?.split('<').skip(1) {
        let (tag, text) = piece.split_once('>')?;
        match tag.split_once(' ') {
            Some(("c", attributes)) => kind = cell(attributes)?,
            Some(("row", attributes)) => row(attributes)?,
            None if tag == "v" => kind.holds(text).then_some(())?,
            None if matches!(tag, "/v" | "/c" | "/row") => {}
            _ => return None,
        }
    }
    last.checked_add(CLOSE.len())
}

/// What the value of a plain cell is.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Shared,
    Text,
}

impl Kind {
    fn holds(self, text: &str) -> bool {
        match self {
            Self::Number => text.parse::<f64>().is_ok_and(f64::is_finite),
            Self::Shared => !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()),
            Self::Text => !text.contains('&'),
        }
    }
}

/// The kind of a cell with a sound address.
fn cell(attributes: &str) -> Option<Kind> {
    plain_ref(value_of(attributes, "r")?)?;
    match value_of(attributes, "t") {
        None | Some("n") => Some(Kind::Number),
        Some("s") => Some(Kind::Shared),
        Some("str") => Some(Kind::Text),
        Some(_) => None,
    }
}

/// A row that is shown and says its number.
fn row(attributes: &str) -> Option<()> {
    let number: u32 = value_of(attributes, "r")?.parse().ok()?;
    let in_sheet = (1..=super::super::CellRef::MAX_ROWS).contains(&number);
    (in_sheet && !attributes.contains("hidden")).then_some(())
}

/// The value of an attribute: ` name="value"`.
fn value_of<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    attributes.split(' ').find_map(|pair| {
        let (known, value) = pair.split_once('=')?;
        (known == name).then(|| value.strip_prefix('"')?.split('"').next())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_plain(rows: &str) -> bool {
        end_of_plain_rows(&format!(
            "<worksheet><sheetData>{rows}</sheetData></worksheet>"
        ))
        .is_some()
    }

    #[test]
    fn what_office_programs_write_is_plain() {
        assert!(is_plain(
            r#"<row r="1" spans="1:3"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2"/><c r="C1"><v>35.56041</v></c></row>
               <row r="2"><c r="A2" t="str"><v>合格</v></c></row>"#
        ));
    }

    #[test]
    fn anything_else_wants_the_thorough_pass() {
        for rows in [
            r#"<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>"#,
            r#"<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>"#,
            r#"<row r="1"><c r="A4294967297"><v>1</v></c></row>"#,
            r#"<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>"#,
            r#"<row r="1"><c r="A1" t="n"><v>1,234.5</v></c></row>"#,
            r#"<row r="1"><c r="A1"><v>4<!-- -->8.5</v></c></row>"#,
            r#"<row r="1"><c r="A1"><v>&#52;8.5</v></c></row>"#,
            r#"<row r="1"><c r="A1" t="s"><v>-1</v></c></row>"#,
            r#"<row r="1"><c><v>1</v></c></row>"#,
            r#"<row r="1"><c r="A1"><v>1e999</v></c></row>"#,
            r#"<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>"#,
        ] {
            assert!(!is_plain(rows), "{rows}");
        }
    }
}
