//! What the places of the form look like: the theme's labels and figures, and cells to be filled in,
//! which are tinted and the only ones that are not locked.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign};

use super::plan::Look;
use crate::report::sheet::{Kind, Tone};
use crate::report::theme::Theme;

/// A cell's text as it was typed: `12/20` stays no date.
const AS_TYPED: &str = "@";

/// What is to be filled in: unlike the labels also in grey, and unlike every warning.
const OPEN: Color = Color::RGB(0xF1_F8_EC);

/// The formats of the form.
pub(super) struct Looks<'t> {
    theme: &'t Theme,
    formats: BTreeMap<Look, Format>,
}

impl<'t> Looks<'t> {
    pub(super) fn new(theme: &'t Theme) -> Self {
        let figure = || theme.cell(Kind::Label, Tone::Plain).clone();
        let open = |kind| {
            let plain = theme.cell(kind, Tone::Plain).clone();
            plain.set_background_color(OPEN).set_unlocked()
        };
        let year = theme.paragraph.clone().set_align(FormatAlign::Center);
        let formats = [
            (Look::Title, theme.title.clone()),
            (Look::Year, year.clone()),
            (Look::OpenYear, year.set_unlocked()),
            (Look::Label, theme.label.clone()),
            (Look::Printed, figure()),
            (Look::Text, open(Kind::Wrapped)),
            (Look::Word, open(Kind::Label).set_text_wrap()),
            (Look::AsTyped, open(Kind::Wrapped).set_num_format(AS_TYPED)),
            (Look::Number, open(Kind::Label).set_shrink()),
            (Look::Computed, figure().set_shrink()),
            (
                Look::Rate,
                theme
                    .cell(Kind::Rate, Tone::Plain)
                    .clone()
                    .set_align(FormatAlign::Center),
            ),
            (Look::Remark, theme.cell(Kind::Wrapped, Tone::Plain).clone()),
        ];
        Self {
            theme,
            formats: formats.into(),
        }
    }

    pub(super) fn of(&self, look: Look) -> &Format {
        self.formats.get(&look).unwrap_or(&self.theme.paragraph)
    }
}
