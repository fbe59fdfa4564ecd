//! Columns that line up where Chinese characters take two places.

use crate::config::{display_width, padded};

/// Rows as lines, each column as wide as its widest cell, two blanks apart.
pub(super) fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| display_width(cell)).max().unwrap_or(0)
    });
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(widths);
        let cells: Vec<String> = cells.map(|(cell, width)| padded(cell, width)).collect();
        cells.join("  ").trim_end().to_owned()
    });
    lines.flat_map(|line| [line, "\n".to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_latin_line_up() {
        let rows =
            [["代码", "规则"], ["B101", "超预算"], ["合", "x"]].map(|row| row.map(str::to_owned));
        assert_eq!(aligned(&rows), "代码  规则\nB101  超预算\n合    x\n");
    }
}
