//! The columns of one table. Word cuts a table at every edge that any of its cells has, and edges
//! that were drawn by hand miss one another by a hair.

use std::collections::BTreeMap;
use std::ops::Range;

/// Columns narrower than this (3 mm, in twentieths of a point) hold no letter: where no cell fills
/// one alone, two edges were meant to be one.
const HAIR: Range<u32> = 1..170;

/// A stretch of columns that a cell takes, as the table counts them.
pub(super) type Span = Range<u32>;

/// The columns of a table, hair-wide ones left out.
pub(super) struct Columns {
    /// How far each edge is from the left, in the table's own measure; empty where it does not say.
    distances: Vec<u32>,
    /// How many columns before each edge are left out.
    left_out: Vec<u32>,
    /// How many columns more a column is to have, for a table that stands in it.
    wider: BTreeMap<u32, u32>,
    last: u32,
}

impl Columns {
    /// Columns of these widths, in which cells take these stretches.
    pub(super) fn new(widths: &[u32], cells: &[Span]) -> Self {
        let last = cells.iter().map(|cell| cell.end).max().unwrap_or_default();
        let known = !widths.contains(&0) && wide(widths.len()) >= last;
        Self {
            distances: if known {
                sums(widths.iter().copied())
            } else {
                Vec::new()
            },
            left_out: left_out(widths, cells),
            wider: BTreeMap::new(),
            last,
        }
    }

    /// Does a cell take more than half of the table's width?
    pub(super) fn is_most(&self, cell: &Span) -> bool {
        let (part, whole) = if self.distances.is_empty() {
            (length(cell), self.last)
        } else {
            let distance = |edge| up_to(&self.distances, edge);
            let part = distance(cell.end).saturating_sub(distance(cell.start));
            (part, distance(self.last))
        };
        part > whole / 2
    }

    /// Gives a cell as many columns as the table in it needs.
    pub(super) fn widen(&mut self, cell: &Span, needed: u32) {
        let (first, end) = (self.kept_before(cell.start), self.kept_before(cell.end));
        let missing = needed.saturating_sub(end.saturating_sub(first));
        if missing > 0 {
            let more = self.wider.entry(end.saturating_sub(1)).or_default();
            *more = missing.max(*more);
        }
    }

    /// The places of all edges, once nothing is to be widened any more.
    pub(super) fn settled(self) -> Edges {
        let mut more = 0_u32;
        let mut wider = Vec::with_capacity(self.wider.len());
        for (column, missing) in &self.wider {
            more = more.saturating_add(*missing);
            wider.push((*column, more));
        }
        Edges {
            columns: self,
            wider,
        }
    }

    fn kept_before(&self, edge: u32) -> u32 {
        edge.saturating_sub(up_to(&self.left_out, edge))
    }
}

/// Where the edges of a table's columns come to stand.
pub(super) struct Edges {
    columns: Columns,
    /// Columns that were widened, each with the columns added up to and with it.
    wider: Vec<(u32, u32)>,
}

impl Edges {
    /// The first column and the one behind the last that a cell takes.
    pub(super) fn of(&self, cell: &Span) -> (u32, u32) {
        (self.place(cell.start), self.place(cell.end))
    }

    fn place(&self, edge: u32) -> u32 {
        let kept = self.columns.kept_before(edge);
        let before = self.wider.partition_point(|(column, _)| *column < kept);
        let added = before.checked_sub(1).and_then(|at| self.wider.get(at));
        kept.saturating_add(added.map_or(0, |(_, more)| *more))
    }
}

/// Counts the columns to be left out before each edge.
fn left_out(widths: &[u32], cells: &[Span]) -> Vec<u32> {
    if !widths.iter().any(|width| HAIR.contains(width)) {
        return Vec::new();
    }
    let hairs: Vec<u32> = widths.iter().map(|w| u32::from(HAIR.contains(w))).collect();
    let before = sums(hairs.iter().copied());
    let slim = |cell: &&Span| {
        let inside = up_to(&before, cell.end).saturating_sub(up_to(&before, cell.start));
        inside == length(cell)
    };
    // Where slim cells begin and end: a hair inside one is all that the cell has.
    let mut slims: BTreeMap<u32, i64> = BTreeMap::new();
    for cell in cells.iter().filter(slim) {
        *slims.entry(cell.start).or_default() += 1;
        *slims.entry(cell.end).or_default() -= 1;
    }
    let mut covering = 0_i64;
    sums((0..).zip(hairs).map(|(column, hair)| {
        covering += slims.get(&column).copied().unwrap_or_default();
        if covering > 0 { 0 } else { hair }
    }))
}

fn length(cell: &Span) -> u32 {
    cell.end.saturating_sub(cell.start)
}

/// For each edge, the sum of what comes before it: one more than there are values.
fn sums(values: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut sum = 0_u32;
    let mut sums = vec![0];
    sums.extend(values.map(|value| {
        sum = sum.saturating_add(value);
        sum
    }));
    sums
}

/// The sum before an edge; edges behind the last have the last one's.
fn up_to(sums: &[u32], edge: u32) -> u32 {
    let at = usize::try_from(edge).unwrap_or(usize::MAX);
    sums.get(at).or(sums.last()).copied().unwrap_or_default()
}

fn wide(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(widths: &[u32], cells: &[Span]) -> Vec<(u32, u32)> {
        let edges = Columns::new(widths, cells).settled();
        cells.iter().map(|cell| edges.of(cell)).collect()
    }

    #[test]
    fn edges_that_miss_one_another_by_a_hair_are_one() {
        // A header cell over columns 1–2 and, below it, one whose left edge is a millimetre off.
        let cells = [0..1, 1..3, 0..2, 2..3];
        assert_eq!(
            places(&[900, 60, 2_000], &cells),
            [(0, 1), (1, 2), (0, 1), (1, 2)]
        );
    }

    #[test]
    fn a_cell_keeps_the_hair_that_is_all_it_has() {
        let cells = [0..1, 1..2, 2..3];
        assert_eq!(places(&[900, 60, 2_000], &cells), [(0, 1), (1, 2), (2, 3)]);
        let cells = [0..1, 1..3, 3..4];
        assert_eq!(
            places(&[900, 60, 60, 2_000], &cells),
            [(0, 1), (1, 3), (3, 4)]
        );
    }

    #[test]
    fn without_widths_columns_are_as_counted() {
        let cells = [0..2, 2..7];
        assert_eq!(places(&[], &cells), [(0, 2), (2, 7)]);
        assert_eq!(places(&[0, 0], &cells), [(0, 2), (2, 7)]);
    }

    #[test]
    fn a_table_inside_pushes_what_is_right_of_it() {
        let mut columns = Columns::new(&[], &[0..1, 1..3, 3..4]);
        columns.widen(&(1..3), 5);
        columns.widen(&(1..3), 4);
        columns.widen(&(0..1), 1);
        let edges = columns.settled();
        assert_eq!(edges.of(&(0..1)), (0, 1));
        assert_eq!(edges.of(&(1..3)), (1, 6));
        assert_eq!(edges.of(&(3..4)), (6, 7));
    }

    #[test]
    fn most_of_the_width_is_measured_where_widths_are_known() {
        let cells = [0..1, 1..2];
        assert!(Columns::new(&[500, 8_000], &cells).is_most(&(1..2)));
        assert!(!Columns::new(&[500, 8_000], &cells).is_most(&(0..1)));
        assert!(!Columns::new(&[500], &cells).is_most(&(1..2)));
        assert!(Columns::new(&[], &[0..1, 1..3]).is_most(&(1..3)));
    }
}
