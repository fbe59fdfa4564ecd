//! Columns that line up where Chinese characters take two places.

use crate::config::{display_width, padded};

/// Where the cells of a column begin or end in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// Rows as lines, each column as wide as its widest cell, two blanks apart.
pub(super) fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    aligned_as(rows, [Align::Left; N])
}

/// The same, with columns of figures that end in one line.
pub(super) fn aligned_as<const N: usize>(rows: &[[String; N]], look: [Align; N]) -> String {
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| display_width(cell)).max().unwrap_or(0)
    });
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(widths).zip(look);
        let cells: Vec<String> = cells
            .map(|((cell, width), align)| match align {
                Align::Left => padded(cell, width),
                Align::Right => padded_before(cell, width),
            })
            .collect();
        cells.join("  ").trim_end().to_owned()
    });
    lines.flat_map(|line| [line, "\n".to_owned()]).collect()
}

fn padded_before(cell: &str, width: usize) -> String {
    let missing = width.saturating_sub(display_width(cell));
    format!("{}{cell}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_end_in_one_line() {
        let rows = [["单位", "执行率"], ["甲", "9.5%"]].map(|row| row.map(str::to_owned));
        assert_eq!(
            aligned_as(&rows, [Align::Left, Align::Right]),
            "单位  执行率\n甲      9.5%\n"
        );
    }

    #[test]
    fn chinese_and_latin_line_up() {
        let rows =
            [["代码", "规则"], ["B101", "超预算"], ["合", "x"]].map(|row| row.map(str::to_owned));
        assert_eq!(aligned(&rows), "代码  规则\nB101  超预算\n合    x\n");
    }
}
