//! Notes that hang on a cell and are read when the mouse rests on it. They take as much room as their
//! text; none of them names an author before every sentence.

use std::borrow::Cow;

use rust_xlsxwriter::{Note, ObjectMovement, XlsxError};

use super::{Block, Page};
use crate::report::text;

/// Whose notes these are, for programs that ask.
const AUTHOR: &str = "jixiao";

/// Wide enough for a sentence, narrow enough to leave the form in view.
const WIDTH: u32 = 380;
/// Half-width characters in a line of it.
const PLACES: usize = 56;
const LINE: u32 = 17;
const PADDING: u32 = 16;
/// Higher than a window helps nobody.
const HIGHEST: u32 = 640;
const POINTS: u8 = 10;

impl Page<'_> {
    /// Hangs a note on the first cell of a block.
    pub(in crate::report) fn remark(&mut self, block: Block, text: &str) -> Result<(), XlsxError> {
        let text = readable(text);
        let lines = u32::try_from(text::lines(&text, PLACES)).unwrap_or(u32::MAX);
        let height = lines.saturating_mul(LINE).saturating_add(PADDING);
        let note = Note::new(text::literal(&text))
            .set_author(AUTHOR)
            .add_author_prefix(false)
            .set_font_name(&self.theme.body_font)
            .set_font_size(POINTS)
            .set_object_movement(ObjectMovement::MoveButDontSizeWithCells)
            .set_width(WIDTH)
            .set_height(height.min(HIGHEST));
        let row = self.row.saturating_add(block.row);
        self.sheet.set_default_note_author(AUTHOR);
        self.sheet.insert_note(row, block.col, &note)?;
        Ok(())
    }
}

/// What a note can hold: no signs that XML has no place for, no more than a note takes.
fn readable(text: &str) -> String {
    let kept: String = text::writable(text)
        .chars()
        .map(|c| if c.is_control() && c != '\n' { ' ' } else { c })
        .collect();
    match text::cut_to(&kept, LONGEST, "…（其余见表下的问题清单）") {
        Cow::Borrowed(_) => kept,
        Cow::Owned(cut) => cut,
    }
}

/// In UTF-16 units; no note of this size is read, and all of it stands below the form.
const LONGEST: usize = 8_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_holds_what_xml_can() {
        assert_eq!(readable("一\u{1}二\r\n三\u{FFFF}"), "一 二 \n三\u{FFFD}");
        let long = readable(&"长".repeat(40_000));
        assert!(long.encode_utf16().count() <= LONGEST && long.ends_with("问题清单）"));
    }
}
