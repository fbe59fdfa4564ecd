//! A table on a sheet, found by the words of its header row. The words are the caller's.

use std::fmt::{self, Display};

use super::{CellRef, Grid};
use crate::value::{CellValue, text::normal_form};

/// Rows with content that are looked at for the header: titles and remarks stand above it.
const HEADER_WITHIN: usize = 50;

/// A column that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The texts that its header may have; the first is its usual name.
    accepted: Vec<String>,
    is_required: bool,
}

impl Wanted {
    /// A column without which there is no table.
    #[must_use]
    pub fn required<T: Into<String>>(accepted: impl IntoIterator<Item = T>) -> Self {
        Self {
            accepted: accepted.into_iter().map(Into::into).collect(),
            is_required: true,
        }
    }

    /// A column that may be missing.
    #[must_use]
    pub fn optional<T: Into<String>>(accepted: impl IntoIterator<Item = T>) -> Self {
        Self {
            is_required: false,
            ..Self::required(accepted)
        }
    }

    /// Is this the header of the column? A remark in brackets behind it does not matter: 金额（万元）.
    fn is_headed(&self, header: &Header) -> bool {
        let mut accepted = self.accepted.iter().map(|text| normal_form(text));
        accepted.any(|text| header.folded == text || header.bare() == text)
    }
}

/// Why no table was found.
#[derive(Debug, Clone, PartialEq, Eq, Default, thiserror::Error)]
pub struct NoTable {
    /// The required columns without a header, each by all texts that would do.
    pub missing: Vec<Vec<String>>,
    /// The headers of the row that comes closest; empty on a sheet without any text.
    pub seen: Vec<String>,
}

impl Display for NoTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, texts) in self.missing.iter().enumerate() {
            let lead = if position == 0 { "缺少表头" } else { "、" };
            write!(f, "{lead}“{}”", texts.join("”或“"))?;
        }
        if self.seen.is_empty() {
            f.write_str("；工作表中没有文字")
        } else {
            write!(f, "；最接近的一行写的是：{}", self.seen.join("、"))
        }
    }
}

/// A table under its header row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadedTable<'g> {
    grid: &'g Grid,
    row: u32,
    /// The header of each wanted column, in the order asked for.
    headers: Vec<Option<Header>>,
}

/// One cell of a table: where it stands and what it holds.
pub type HeadedCell<'g> = (CellRef, &'g CellValue);

/// A data row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadedRow<'g> {
    /// The row, from zero.
    pub row: u32,
    /// What stands in each wanted column, in the order asked for; a cell of a merged region answers
    /// with the region's anchor.
    pub cells: Vec<Option<HeadedCell<'g>>>,
}

impl<'g> HeadedRow<'g> {
    /// What stands in one of the wanted columns, by its position among them.
    #[must_use]
    pub fn cell(&self, position: usize) -> Option<HeadedCell<'g>> {
        self.cells.get(position).copied().flatten()
    }
}

impl<'g> HeadedTable<'g> {
    /// Finds the table: the first row that heads the most of the wanted columns, required ones first.
    ///
    /// # Errors
    /// [`NoTable`] where no row heads every required column.
    pub fn find(grid: &'g Grid, wanted: &[Wanted]) -> Result<Self, NoTable> {
        let rows = rows_with_content(grid, 0).take(HEADER_WITHIN);
        let heads = rows.map(|row| Head::of(grid, row, wanted));
        let best = heads.reduce(|best, head| if head.found > best.found { head } else { best });
        let Head { headers, seen, .. } = best.unwrap_or_default();
        let missing = missing(wanted, &headers);
        match headers.iter().flatten().next() {
            Some(first) if missing.is_empty() => Ok(Self {
                grid,
                row: first.at.row,
                headers,
            }),
            _ => Err(NoTable {
                missing,
                seen: seen.into_iter().map(|header| header.text).collect(),
            }),
        }
    }

    /// Where the header of one of the wanted columns stands, and its text; none where it is missing.
    #[must_use]
    pub fn header(&self, position: usize) -> Option<(CellRef, &str)> {
        let header = self.headers.get(position)?.as_ref()?;
        Some((header.at, &header.text))
    }

    /// The rows below the header. Left out are those that hold nothing of their own in a wanted
    /// column, and a header that is repeated at the top of a printed page.
    pub fn rows(&self) -> impl Iterator<Item = HeadedRow<'g>> + '_ {
        rows_with_content(self.grid, self.row.saturating_add(1))
            .map(|row| self.row(row))
            .filter(|row| row.holds_anything() && !self.repeats_header(row))
    }

    fn row(&self, row: u32) -> HeadedRow<'g> {
        let cell = |header: &Option<Header>| {
            let at = CellRef::new(row, header.as_ref()?.at.col);
            content(self.grid, at)
        };
        HeadedRow {
            row,
            cells: self.headers.iter().map(cell).collect(),
        }
    }

    fn repeats_header(&self, row: &HeadedRow<'_>) -> bool {
        let mut pairs = self.headers.iter().zip(&row.cells);
        pairs.all(|(header, cell)| match (header, cell) {
            (Some(header), Some((_, value))) => normal_form(&value.text()) == header.folded,
            (header, cell) => header.is_none() && cell.is_none(),
        })
    }
}

impl HeadedRow<'_> {
    /// Does it hold anything of its own, besides what reaches down from a merged cell?
    fn holds_anything(&self) -> bool {
        let mut stated = self.cells.iter().flatten();
        stated.any(|(at, _)| at.row == self.row)
    }
}

/// A text of the row that heads the table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Header {
    at: CellRef,
    text: String,
    folded: String,
}

impl Header {
    /// Without a remark in brackets behind it.
    fn bare(&self) -> &str {
        let whole = self.folded.as_str();
        whole.split_once('(').map_or(whole, |(before, _)| before)
    }
}

/// A row as the header of the table.
#[derive(Debug, Default)]
struct Head {
    /// How many required columns it heads, and how many others.
    found: (usize, usize),
    /// The header of each wanted column.
    headers: Vec<Option<Header>>,
    /// All its texts.
    seen: Vec<Header>,
}

impl Head {
    fn of(grid: &Grid, row: u32, wanted: &[Wanted]) -> Self {
        let seen = headers_of(grid, row);
        let headers = headed(wanted, &seen);
        Self {
            found: count(wanted, &headers),
            headers,
            seen,
        }
    }
}

/// The rows from `first` on that hold any cell.
fn rows_with_content(grid: &Grid, first: u32) -> impl Iterator<Item = u32> + '_ {
    let mut last = None;
    let rows = grid.rows(first, u32::MAX).map(|(at, _)| at.row);
    rows.filter(move |row| last.replace(*row) != Some(*row))
}

fn headers_of(grid: &Grid, row: u32) -> Vec<Header> {
    let texts = grid.rows(row, row).map(|(at, value)| Header {
        at,
        text: crate::value::text::tidy(&value.text()),
        folded: normal_form(&value.text()),
    });
    texts.filter(|header| !header.folded.is_empty()).collect()
}

/// Which of the texts heads which of the wanted columns; each heads one.
fn headed(wanted: &[Wanted], seen: &[Header]) -> Vec<Option<Header>> {
    let mut taken: Vec<CellRef> = Vec::new();
    let mut headers = Vec::new();
    for column in wanted {
        let mut free = seen.iter().filter(|header| !taken.contains(&header.at));
        let header = free.find(|header| column.is_headed(header)).cloned();
        taken.extend(header.as_ref().map(|header| header.at));
        headers.push(header);
    }
    headers
}

/// How many required columns are headed, and how many others.
fn count(wanted: &[Wanted], headers: &[Option<Header>]) -> (usize, usize) {
    let headed = |is_required: bool| {
        let columns = wanted.iter().zip(headers);
        columns
            .filter(|(column, header)| column.is_required == is_required && header.is_some())
            .count()
    };
    (headed(true), headed(false))
}

fn missing(wanted: &[Wanted], headers: &[Option<Header>]) -> Vec<Vec<String>> {
    let found = headers
        .iter()
        .map(Option::is_some)
        .chain(std::iter::repeat(false));
    let columns = wanted.iter().zip(found);
    columns
        .filter(|(column, is_found)| column.is_required && !is_found)
        .map(|(column, _)| column.accepted.clone())
        .collect()
}

/// What stands in a cell, unless it is white space.
fn content(grid: &Grid, at: CellRef) -> Option<HeadedCell<'_>> {
    let slot = grid.slot(at);
    let value = slot.value?;
    let is_white = matches!(value, CellValue::Text(text) if text.trim().is_empty());
    (!is_white).then_some((slot.at(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        Grid::drawn(rows.iter().copied())
    }

    fn wanted() -> Vec<Wanted> {
        vec![
            Wanted::required(["项目名称", "名称"]),
            Wanted::required(["年初批复数"]),
            Wanted::optional(["单位"]),
        ]
    }

    fn texts(table: &HeadedTable<'_>) -> Vec<String> {
        let cell = |cell: &Option<HeadedCell<'_>>| {
            cell.map_or(String::new(), |(at, value)| {
                format!("{at}={}", value.text())
            })
        };
        table
            .rows()
            .map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn the_header_is_found_below_titles_and_the_columns_in_any_order() {
        let grid = grid(&[
            &["2024年预算批复台账"],
            &["单位：万元"],
            &["序号", "年初批复数（万元）", "单 位", "名称"],
            &["1", "33", "椿树街道", "道路维修"],
            &["2", "5", "", "绿化"],
        ]);
        let table = HeadedTable::find(&grid, &wanted()).unwrap();
        assert_eq!(
            texts(&table),
            ["D4=道路维修 B4=33 C4=椿树街道", "D5=绿化 B5=5 "]
        );
        let at = "B3".parse().unwrap();
        assert_eq!(table.header(1), Some((at, "年初批复数（万元）")));
    }

    #[test]
    fn blank_rows_and_repeated_headers_are_left_out_and_the_table_goes_on() {
        let grid = grid(&[
            &["项目名称", "年初批复数"],
            &["道路维修", "33"],
            &["", " ", "（续）"],
            &["项目名称", "年初批复数"],
            &["绿化", "5"],
        ]);
        let table = HeadedTable::find(&grid, &wanted()).unwrap();
        assert_eq!(texts(&table), ["A2=道路维修 B2=33 ", "A5=绿化 B5=5 "]);
        assert_eq!(table.header(2), None);
    }

    #[test]
    fn a_merged_cell_speaks_for_every_row_it_covers_but_makes_none() {
        let mut grid = grid(&[
            &["单位", "项目名称", "年初批复数"],
            &["椿树街道", "道路维修", "33"],
            &["", "绿化", "5"],
            &["", "", "", "见附件"],
        ]);
        assert!(grid.merge("A2:A4".parse().unwrap()));
        let table = HeadedTable::find(&grid, &wanted()).unwrap();
        assert_eq!(
            texts(&table),
            ["B2=道路维修 C2=33 A2=椿树街道", "B3=绿化 C3=5 A2=椿树街道"]
        );
    }

    #[test]
    fn what_is_missing_is_said_with_what_was_seen() {
        let no_header = grid(&[&["台账"], &["项目名称", "批复"], &["道路维修", "33"]]);
        let error = HeadedTable::find(&no_header, &wanted()).unwrap_err();
        assert_eq!(error.missing, [["年初批复数"]]);
        assert_eq!(error.seen, ["项目名称", "批复"]);
        assert_eq!(
            error.to_string(),
            "缺少表头“年初批复数”；最接近的一行写的是：项目名称、批复"
        );
        let empty = HeadedTable::find(&Grid::default(), &wanted())
            .map(|_| ())
            .unwrap_err();
        assert_eq!(
            empty.to_string(),
            "缺少表头“项目名称”或“名称”、“年初批复数”；工作表中没有文字"
        );
    }

    #[test]
    fn one_header_heads_one_column() {
        let grid = grid(&[&["名称", "名称"], &["甲", "乙"]]);
        let wanted = [Wanted::required(["名称"]), Wanted::required(["名称"])];
        let table = HeadedTable::find(&grid, &wanted).unwrap();
        assert_eq!(texts(&table), ["A2=甲 B2=乙"]);
    }
}
