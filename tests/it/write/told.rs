//! What is left of a sheet in each format: by the format itself, or by what its reader can tell.

use jixiao::grid::{Grid, Region, Sheet, Visibility};
use jixiao::value::CellValue;

use super::Written;
use super::shown::shown;

/// What a format keeps of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Keeps {
    pub(crate) values: Values,
    pub(crate) merges: bool,
    /// Several sheets, with names, and hidden sheets and rows.
    pub(crate) tabs: bool,
}

impl Keeps {
    /// Is a form read from it the same in every respect?
    pub(crate) fn whole_forms(self) -> bool {
        self.merges && matches!(self.values, Values::Formats | Values::Percentages)
    }
}

/// What a format keeps of the cells' values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Values {
    /// Numbers with the format in which they are shown.
    Formats,
    /// Numbers, and how percentages are shown.
    Percentages,
    /// Only what is shown.
    Texts,
    /// Only what is shown, each line with single blanks.
    FlowingTexts,
}

impl Written {
    /// The one place to change when a reader learns to tell more.
    pub(crate) fn keeps(self) -> Keeps {
        let workbook = |values| Keeps {
            values,
            merges: true,
            tabs: true,
        };
        let document = |values, merges| Keeps {
            values,
            merges,
            tabs: false,
        };
        match self {
            Self::Xlsx | Self::Xlsb | Self::Xls | Self::SpreadsheetMl => workbook(Values::Formats),
            Self::Ods => workbook(Values::Percentages),
            Self::HtmlUtf8 | Self::HtmlGbk => document(Values::FlowingTexts, true),
            Self::CsvUtf8 | Self::CsvGbk | Self::CsvUtf16 | Self::Tsv => {
                document(Values::Texts, false)
            }
            Self::Docx => document(Values::Texts, true),
        }
    }

    /// A sheet as a reader of this format must find it.
    pub(crate) fn told(self, sheet: &Sheet) -> Sheet {
        let keeps = self.keeps();
        let merges = sheet.grid.merges().filter(|_| keeps.merges);
        let cells = sheet.grid.cells();
        Sheet {
            name: sheet.name.clone(),
            visibility: if keeps.tabs {
                sheet.visibility
            } else {
                Visibility::Visible
            },
            hidden_rows: if keeps.tabs { sheet.hidden_rows } else { 0 },
            grid: grid(
                cells.map(|(at, value)| (at, keeps.values.of(value))),
                merges.copied(),
            ),
        }
    }
}

impl Values {
    fn of(self, value: &CellValue) -> CellValue {
        match (self, value) {
            (
                Self::Percentages,
                CellValue::Number {
                    value,
                    percent: false,
                    ..
                },
            ) => CellValue::number(*value),
            (Self::Formats | Self::Percentages, value) => value.clone(),
            (Self::Texts, value) => CellValue::Text(shown(value)),
            (Self::FlowingTexts, value) => CellValue::Text(flowing(&shown(value))),
        }
    }
}

/// Blanks run together, as in a web page, and those around the whole text are left out; the wide blank
/// of Chinese text stays between words.
fn flowing(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let words = line.split_ascii_whitespace();
        words.collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The sheet with its merged regions in order, as grids are compared.
pub(crate) fn in_order(sheet: &Sheet) -> Sheet {
    let cells = sheet.grid.cells();
    Sheet {
        grid: grid(
            cells.map(|(at, value)| (at, value.clone())),
            sheet.grid.merges().copied(),
        ),
        ..sheet.clone()
    }
}

fn grid(
    cells: impl Iterator<Item = (jixiao::grid::CellRef, CellValue)>,
    merges: impl Iterator<Item = Region>,
) -> Grid {
    let mut grid = Grid::default();
    for (at, value) in cells {
        grid.put(at, value);
    }
    let mut merges: Vec<Region> = merges.collect();
    merges.sort_unstable();
    for region in merges {
        assert!(grid.merge(region), "{region} overlaps another region");
    }
    grid
}
