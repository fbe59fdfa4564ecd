//! What the workbooks look like: fonts, colours, number formats.
//!
//! 仿宋 for text and 黑体 for headings are the fonts of official papers and come with Windows, WPS
//! and Office in China. Where they are missing, the character set (GB2312) makes the program choose
//! another Chinese font instead of a Latin one.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use super::settings::ReportSettings;
use super::sheet::{Kind, Tone};

/// Character set GB2312.
const CHINESE: u8 = 134;

/// All digits of an amount, at least two decimals: 35.56041.
const AMOUNT: &str = "#,##0.00####_ ";
const RATE: &str = "#,##0.00%_ ";
/// Two decimals: `0.##` would leave a lone point behind whole numbers.
const POINTS: &str = "0.00_ ";
const COUNT: &str = "#,##0";
const DAY: &str = "yyyy-mm-dd";

const LINE: Color = Color::RGB(0x8C_96_A0);
const HEADER_FILL: Color = Color::RGB(0xE3_E8_EE);
pub(super) const ERROR_FILL: Color = Color::RGB(0xF8_D9_D5);
pub(super) const WARNING_FILL: Color = Color::RGB(0xFC_EA_C8);
pub(super) const INFO_FILL: Color = Color::RGB(0xDF_E7_EE);
const TOTAL_FILL: Color = Color::RGB(0xF0_F0_F0);
pub(super) const MUTED_INK: Color = Color::RGB(0x6E_6E_6E);
const LINK_INK: Color = Color::RGB(0x1F_4E_9E);

/// The colours of charts: told apart by how dark they are, so that a grey print says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// The first, or the gravest.
    Dark,
    /// The second.
    Middle,
    /// The third.
    Light,
    /// What is not as it should be.
    Alarm,
    /// What is to be looked into.
    Caution,
    /// What is not known.
    Paper,
}

impl Ink {
    /// As it is drawn.
    pub(super) fn color(self) -> Color {
        Color::RGB(match self {
            Self::Dark => 0x1F_3A_5F,
            Self::Middle => 0x6F_8F_B5,
            Self::Light => 0xC9_D6_E4,
            Self::Alarm => 0xB0_2A_1E,
            Self::Caution => 0xE0_A0_40,
            Self::Paper => 0xFF_FF_FF,
        })
    }

    /// Of letters on it.
    pub(super) fn letters(self) -> Color {
        match self {
            Self::Dark | Self::Alarm => Color::White,
            Self::Middle | Self::Light | Self::Caution | Self::Paper => Color::Black,
        }
    }
}

/// The formats of a workbook.
#[derive(Debug)]
pub(super) struct Theme {
    /// The heading of a sheet.
    pub(super) title: Format,
    /// The line under it.
    pub(super) note: Format,
    /// Running text.
    pub(super) paragraph: Format,
    /// The heading of a part of a sheet.
    pub(super) section: Format,
    /// Above a column.
    pub(super) header: Format,
    /// Beside a key figure.
    pub(super) label: Format,
    /// The body font, for headers and footers of the print.
    pub(super) body_font: String,
    /// The font of headings, for the titles of charts.
    pub(super) heading_font: String,
    cells: BTreeMap<(Kind, Tone), Format>,
    figures: BTreeMap<Kind, Format>,
}

impl Theme {
    /// The formats for these fonts.
    pub(super) fn new(settings: &ReportSettings) -> Self {
        let body = font(&settings.body_font).set_font_size(11);
        let heading = font(&settings.heading_font).set_font_size(11);
        let boxed = boxed(&body);
        let mut cells = BTreeMap::new();
        for kind in Kind::ALL {
            for tone in Tone::ALL {
                cells.insert((kind, tone), toned(shown(boxed.clone(), kind), kind, tone));
            }
        }
        Self {
            title: heading
                .clone()
                .set_font_size(18)
                .set_align(FormatAlign::Center),
            note: body.clone().set_font_size(10),
            paragraph: body.clone().set_text_wrap(),
            section: heading.clone().set_font_size(12),
            header: header(&heading),
            label: header(&heading),
            body_font: settings.body_font.clone(),
            heading_font: settings.heading_font.clone(),
            cells,
            figures: Kind::ALL.map(|kind| (kind, figure(&boxed, kind))).into(),
        }
    }

    /// The format of a key figure.
    pub(super) fn figure(&self, kind: Kind) -> &Format {
        self.figures.get(&kind).unwrap_or(&self.paragraph)
    }

    /// The format of a cell.
    pub(super) fn cell(&self, kind: Kind, tone: Tone) -> &Format {
        self.cells.get(&(kind, tone)).unwrap_or(&self.paragraph)
    }
}

fn font(name: &str) -> Format {
    Format::new()
        .set_font_name(name)
        .set_font_charset(CHINESE)
        .set_align(FormatAlign::VerticalCenter)
}

fn boxed(format: &Format) -> Format {
    format
        .clone()
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
}

fn header(heading: &Format) -> Format {
    boxed(heading)
        .set_background_color(HEADER_FILL)
        .set_align(FormatAlign::Center)
        .set_text_wrap()
}

fn shown(format: Format, kind: Kind) -> Format {
    match kind {
        Kind::Text => format.set_align(FormatAlign::Left),
        Kind::Wrapped | Kind::Prose => format.set_align(FormatAlign::Left).set_text_wrap(),
        Kind::Label | Kind::Severity => format.set_align(FormatAlign::Center),
        Kind::Amount => number(format, AMOUNT).set_align(FormatAlign::Right),
        Kind::Rate => number(format, RATE).set_align(FormatAlign::Right),
        Kind::Points => number(format, POINTS).set_align(FormatAlign::Right),
        Kind::Count => number(format, COUNT).set_align(FormatAlign::Center),
        Kind::Day => number(format, DAY).set_align(FormatAlign::Center),
        Kind::Link => format
            .set_align(FormatAlign::Center)
            .set_font_color(LINK_INK)
            .set_underline(FormatUnderline::Single),
    }
}

/// A number too long for its column is shown smaller, not as `####`.
fn number(format: Format, shown: &str) -> Format {
    format.set_num_format(shown).set_shrink()
}

fn figure(boxed: &Format, kind: Kind) -> Format {
    shown(boxed.clone(), kind)
        .set_align(FormatAlign::Center)
        .set_font_size(12)
}

fn toned(format: Format, kind: Kind, tone: Tone) -> Format {
    match tone {
        Tone::Plain => format,
        Tone::Error => format.set_background_color(ERROR_FILL),
        Tone::Warning => format.set_background_color(WARNING_FILL),
        Tone::Info => format.set_background_color(INFO_FILL),
        Tone::Muted if kind == Kind::Link => format,
        Tone::Muted if kind == Kind::Prose => format.set_font_color(MUTED_INK).set_indent(1),
        Tone::Muted => format.set_font_color(MUTED_INK),
        Tone::Total => format.set_background_color(TOTAL_FILL).set_bold(),
    }
}
