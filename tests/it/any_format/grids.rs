//! Random sheets.

use jixiao::grid::{CellRef, Grid, Region, Sheet, Visibility};
use jixiao::value::CellValue;
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

const ROWS: u32 = 14;
const COLS: u32 = 9;
const TALLEST: u32 = 4;

/// One to three sheets, of which the first is visible and none is empty.
pub(super) fn sheets() -> impl Strategy<Value = Vec<Sheet>> {
    vec((grid(), any::<bool>(), 0_u32..3), 1..=3).prop_map(|drawn| {
        let sheet = |(number, (grid, hidden, hidden_rows)): (usize, (Grid, bool, u32))| Sheet {
            name: format!("自评表{number}"),
            visibility: if hidden && number > 0 {
                Visibility::Hidden
            } else {
                Visibility::Visible
            },
            hidden_rows: hidden_rows.min(filled_rows(&grid)),
            grid,
        };
        drawn.into_iter().enumerate().map(sheet).collect()
    })
}

fn filled_rows(grid: &Grid) -> u32 {
    let mut rows: Vec<u32> = grid.cells().map(|(at, _)| at.row).collect();
    rows.dedup();
    rows.len().try_into().unwrap()
}

/// Merged regions that do not overlap, and values in places that stand for themselves. Below them all
/// columns are filled: of text without two columns nobody could say what divides it.
fn grid() -> impl Strategy<Value = Grid> {
    let place = || (0..ROWS, 0..COLS).prop_map(|(row, col)| CellRef::new(row, col));
    let region = (place(), 0..TALLEST, 0_u32..3)
        .prop_map(|(at, down, right)| Region::new(at, CellRef::new(at.row + down, at.col + right)));
    (vec(region, 0..6), vec((place(), value()), 1..40)).prop_map(|(regions, values)| {
        let mut grid = Grid::default();
        for region in regions {
            grid.merge(region);
        }
        for (at, value) in values {
            let anchor = grid.slot(at).at();
            grid.put(anchor, value);
        }
        for col in 0..COLS {
            grid.put(
                CellRef::new(ROWS + TALLEST, col),
                CellValue::Text("合计".to_owned()),
            );
        }
        grid
    })
}

fn value() -> impl Strategy<Value = CellValue> {
    prop_oneof![
        4 => text().prop_map(CellValue::Text),
        2 => (any::<i32>(), 0_u32..5).prop_map(|(units, scale)| {
            CellValue::number(Decimal::new(units.into(), scale).normalize())
        }),
        1 => (any::<i32>(), 0_u32..4).prop_map(|(units, decimals)| CellValue::Number {
            value: Decimal::new(units.into(), decimals).normalize(),
            shown_decimals: Some(decimals),
            percent: false,
        }),
        2 => (0_i64..20_000, 0_u32..3).prop_map(|(units, decimals)| CellValue::Number {
            value: Decimal::new(units, decimals + 2).normalize(),
            shown_decimals: Some(decimals),
            percent: true,
        }),
        1 => (1950..2060, 1..13, 1..29).prop_map(|(year, month, day)| {
            CellValue::Date(format!("{year:04}-{month:02}-{day:02}"))
        }),
        1 => any::<bool>().prop_map(CellValue::Boolean),
    ]
}

/// Words as clerks type them, in one or more lines, with whatever a format might stumble over.
fn text() -> impl Strategy<Value = String> {
    const WORDS: [&str; 18] = [
        "完成",
        "社区服务",
        "≥90%",
        "35.56万元",
        "—",
        "、",
        "“优”",
        "A&B",
        "<br>",
        "a \"b\"",
        "c,d",
        "e\tf",
        "①",
        "  两格",
        "é",
        "𠮷",
        "=1+1",
        "\u{3000}全角",
    ];
    let word = (0..WORDS.len()).prop_map(|at| WORDS[at]);
    let line = vec(word, 1..5).prop_map(|words| words.concat());
    prop_oneof![
        6 => line.clone(),
        1 => vec(line, 2..4).prop_map(|lines| lines.join("\n")),
        // Longer than one record of an xls file.
        1 => (4_000_usize..5_000).prop_map(|count| "长".repeat(count)),
    ]
}
