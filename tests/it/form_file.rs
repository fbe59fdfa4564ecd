//! Forms drawn as text (`tests/forms/*.form`) → sheets. `tests/forms/README.md` shows the notation.
//!
//! This is test code over files that we write ourselves: whatever is drawn wrongly panics with the
//! number of its line.

use jixiao::grid::{CellRef, Grid, Region, Sheet, Visibility};
use jixiao::value::CellValue;
use rust_decimal::Decimal;

/// One cell as drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    Empty,
    Value(CellValue),
    /// `<`: merged with the cell to its left.
    Left,
    /// `^`: merged with the cell above.
    Above,
}

/// One row as drawn, with the number of its line in the file.
struct Row {
    line: usize,
    marks: Vec<Mark>,
}

impl Row {
    fn mark(&self, col: usize) -> &Mark {
        self.marks.get(col).unwrap_or(&Mark::Empty)
    }
}

/// The sheets that a `.form` file draws, in its order.
pub(crate) fn sheets(text: &str) -> Vec<Sheet> {
    let mut drawn: Vec<(String, Vec<Row>)> = Vec::new();
    for (line, row) in (1..).zip(text.lines()) {
        if let Some(name) = sheet_name(row) {
            drawn.push((name.to_owned(), Vec::new()));
        } else if let Some((_, rows)) = drawn.last_mut() {
            let marks = cells(row).iter().map(|cell| mark(cell, line)).collect();
            rows.push(Row { line, marks });
        } else {
            let comment = row.is_empty() || row == "#" || row.starts_with("# ");
            assert!(comment, "line {line}: only comments before a sheet");
        }
    }
    drawn
        .into_iter()
        .map(|(name, rows)| Sheet {
            name,
            visibility: Visibility::Visible,
            hidden_rows: 0,
            grid: grid(&rows),
        })
        .collect()
}

fn sheet_name(row: &str) -> Option<&str> {
    row.trim_end().strip_prefix("[sheet ")?.strip_suffix(']')
}

/// The cells of a row, still with their backslashes: one blank beside a divider belongs to it, all
/// others to the cell, save at the end of the row.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in row.trim_end().chars() {
        if c == '|' && !escaped {
            let ended = cells.last_mut().unwrap();
            if ended.ends_with(' ') {
                ended.pop();
            }
            cells.push(String::new());
        } else {
            cells.last_mut().unwrap().push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    for cell in cells.iter_mut().skip(1) {
        if cell.starts_with(' ') {
            cell.remove(0);
        }
    }
    cells
}

fn mark(cell: &str, line: usize) -> Mark {
    match cell {
        "<" => Mark::Left,
        "^" => Mark::Above,
        blank if blank.trim().is_empty() => Mark::Empty,
        text => Mark::Value(text.strip_prefix('#').map_or_else(
            || CellValue::Text(unescaped(text)),
            |stored| stored_value(stored, line),
        )),
    }
}

/// The text without its backslashes, each of which takes the next character at its word; `⏎` breaks
/// the line.
fn unescaped(cell: &str) -> String {
    let mut text = String::new();
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            '⏎' => text.push('\n'),
            other => text.push(other),
        }
    }
    text
}

/// `43.2`, `86%`, `2024-12-31`. Zeros behind the point say how many decimals are shown.
fn stored_value(stored: &str, line: usize) -> CellValue {
    if is_date(stored) {
        return CellValue::Date(stored.to_owned());
    }
    let (digits, percent) = stored
        .strip_suffix('%')
        .map_or((stored, false), |digits| (digits, true));
    let number: Decimal = digits
        .parse()
        .unwrap_or_else(|_| panic!("line {line}: “#{stored}” is neither number nor date"));
    let decimals = number.scale();
    let fixed = percent || decimals > number.normalize().scale();
    let value = if percent {
        number / Decimal::ONE_HUNDRED
    } else {
        number
    };
    CellValue::Number {
        value: value.normalize(),
        shown_decimals: fixed.then_some(decimals),
        percent,
    }
}

fn is_date(stored: &str) -> bool {
    let shape: String = stored
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape == "0000-00-00"
}

fn grid(rows: &[Row]) -> Grid {
    let mut grid = Grid::default();
    let mut claimed: Vec<Vec<bool>> = rows
        .iter()
        .map(|row| vec![false; row.marks.len()])
        .collect();
    for (top, row) in rows.iter().enumerate() {
        for (left, mark) in row.marks.iter().enumerate() {
            if matches!(mark, Mark::Left | Mark::Above) {
                let place = format!("line {}, cell {}", row.line, left + 1);
                assert!(claimed[top][left], "{place}: merged with nothing");
                continue;
            }
            if let Mark::Value(value) = mark {
                grid.put(cell_ref(top, left), value.clone());
            }
            let (bottom, right) = extent(rows, top, left);
            for claimed_row in &mut claimed[top..=bottom] {
                for seen in claimed_row.iter_mut().take(right + 1).skip(left) {
                    *seen = true;
                }
            }
            let region = Region::new(cell_ref(top, left), cell_ref(bottom, right));
            assert_eq!(grid.merge(region), region.is_merge());
        }
    }
    grid
}

/// The last row and column of the block whose first cell is at `top`, `left`: `<` on the rest of
/// its first row, `^` in all cells of the rows below.
fn extent(rows: &[Row], top: usize, left: usize) -> (usize, usize) {
    let beside = |col: usize| *rows[top].mark(col) == Mark::Left;
    let right = (left + 1..rows[top].marks.len())
        .take_while(|col| beside(*col))
        .last();
    let right = right.unwrap_or(left);
    let below = |row: usize| (left..=right).all(|col| *rows[row].mark(col) == Mark::Above);
    let bottom = (top + 1..rows.len()).take_while(|row| below(*row)).last();
    (bottom.unwrap_or(top), right)
}

fn cell_ref(row: usize, col: usize) -> CellRef {
    CellRef::new(row.try_into().unwrap(), col.try_into().unwrap())
}

mod tests {
    use super::*;

    fn only_grid(rows: &str) -> Grid {
        sheets(&format!("[sheet 表]\n{rows}")).remove(0).grid
    }

    fn shown(grid: &Grid) -> Vec<String> {
        grid.cells()
            .map(|(at, value)| format!("{at}={}", value.text()))
            .collect()
    }

    fn merged(grid: &Grid) -> Vec<String> {
        grid.merges().map(ToString::to_string).collect()
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn comments_and_sheets_are_told_apart() {
        let sheets = sheets("# T1\n#\n\n[sheet 封面]\n甲\n\n丙\n[sheet 表 一]\n乙");
        let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["封面", "表 一"]);
        assert_eq!(shown(&sheets[0].grid), ["A1=甲", "A3=丙"]);
        assert_eq!(sheets[0].visibility, Visibility::Visible);
    }

    #[test]
    fn cells_are_divided_and_empty_ones_hold_nothing() {
        let grid = only_grid("a | b |  |   丙 \n | \\| | x\\|y |");
        assert_eq!(shown(&grid), ["A1=a", "B1=b", "D1=  丙", "B2=|", "C2=x|y"]);
        assert!(merged(&grid).is_empty());
    }

    #[test]
    fn a_backslash_makes_text_of_marks() {
        let grid = only_grid("\\< | \\^ | \\#5 | \\\\ | 一⏎二");
        let texts: Vec<String> = grid
            .cells()
            .map(|(_, value)| value.text().into_owned())
            .collect();
        assert_eq!(texts, ["<", "^", "#5", "\\", "一\n二"]);
    }

    #[test]
    fn numbers_percentages_and_dates_are_stored() {
        let grid = only_grid("#43.2 | #86% | #86.19% | #2024-12-31 | #5.00 | #-3 | 43.2");
        let values: Vec<CellValue> = grid.cells().map(|(_, value)| value.clone()).collect();
        let number = |value: &str, shown_decimals, percent| CellValue::Number {
            value: decimal(value),
            shown_decimals,
            percent,
        };
        assert_eq!(
            values,
            [
                number("43.2", None, false),
                number("0.86", Some(0), true),
                number("0.8619", Some(2), true),
                CellValue::Date("2024-12-31".to_owned()),
                number("5", Some(2), false),
                number("-3", None, false),
                CellValue::Text("43.2".to_owned()),
            ]
        );
    }

    #[test]
    fn merged_blocks_have_their_text_at_the_top_left() {
        let grid = only_grid("甲 | < | 乙\n^ | ^ | ^\n丙 | < | <\n | 丁 | 戊\n | ^ |");
        assert_eq!(merged(&grid), ["A1:B2", "C1:C2", "A3:C3", "B4:B5"]);
        assert_eq!(shown(&grid), ["A1=甲", "C1=乙", "A3=丙", "B4=丁", "C4=戊"]);
    }

    #[test]
    fn an_empty_cell_may_be_merged() {
        assert_eq!(merged(&only_grid(" | <\n甲 | 乙")), ["A1:B1"]);
    }

    #[test]
    #[should_panic(expected = "line 3, cell 2: merged with nothing")]
    fn a_block_with_a_hole_is_refused() {
        only_grid("甲 | <\n乙 | ^");
    }

    #[test]
    #[should_panic(expected = "line 2, cell 1: merged with nothing")]
    fn nothing_stands_left_of_the_first_column() {
        only_grid("< | 甲");
    }

    #[test]
    #[should_panic(expected = "line 3, cell 1: merged with nothing")]
    fn later_rows_of_a_block_are_marked_from_above() {
        only_grid("甲 | <\n^ | <");
    }

    #[test]
    #[should_panic(expected = "line 2: “#4x” is neither number nor date")]
    fn a_bad_number_is_refused() {
        only_grid("#4x");
    }

    #[test]
    #[should_panic(expected = "line 1: only comments before a sheet")]
    fn rows_need_a_sheet() {
        sheets("甲 | 乙");
    }
}
