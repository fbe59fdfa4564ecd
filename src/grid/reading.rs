//! What all readers share: the list of sheets, a sheet being filled within limits, and notes on what
//! had to be left out.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::{CellRef, Format, Grid, Limits, Region, Sheet, Visibility, Workbook};
use crate::note::Note;
use crate::refusal::Refusal;
use crate::value::CellValue;

/// A refusal for content that is no workbook of this format.
pub(super) fn damaged(format: Format, detail: impl Display) -> Refusal {
    Refusal::Damaged {
        format: format.name(),
        detail: detail.to_string(),
    }
}

/// A refusal for going beyond a limit.
pub(super) fn exceeded(what: &'static str, seen: u64, limit: u64, key: &'static str) -> Refusal {
    Refusal::LimitExceeded {
        what,
        seen,
        limit,
        key,
    }
}

/// Refuses more cells with content than are allowed.
pub(super) fn within_cells(seen: u64, limits: &Limits) -> Result<(), Refusal> {
    within("非空单元格数", seen, limits.cells, "limits.cells")
}

/// Refuses more merged regions in one sheet than are allowed.
pub(super) fn within_merges(seen: u64, limits: &Limits) -> Result<(), Refusal> {
    let limit = limits.merged_regions;
    within(
        "一张工作表的合并区域数",
        seen,
        limit,
        "limits.merged_regions",
    )
}

/// Refuses more sheets than are allowed.
pub(super) fn within_sheets(seen: usize, limits: &Limits) -> Result<(), Refusal> {
    within("工作表数", wide(seen), limits.sheets, "limits.sheets")
}

fn within(what: &'static str, seen: u64, limit: u64, key: &'static str) -> Result<(), Refusal> {
    if seen <= limit {
        Ok(())
    } else {
        Err(exceeded(what, seen, limit, key))
    }
}

/// A count as limits are given.
pub(super) fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// A place in one of calamine's dense ranges, which begin at the first cell that is used.
pub(super) fn place(start: (u32, u32), row: usize, col: usize) -> CellRef {
    let shifted =
        |first: u32, by| u32::try_from(by).map_or(u32::MAX, |by| first.saturating_add(by));
    CellRef::new(shifted(start.0, row), shifted(start.1, col))
}

/// Why a sheet was not read.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The whole file must be refused.
    File(Refusal),
    /// Only this sheet cannot be read.
    Sheet(String),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::File(refusal)
    }
}

impl From<String> for Trouble {
    fn from(fault: String) -> Self {
        Self::Sheet(fault)
    }
}

/// A sheet as the workbook lists it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) visibility: Visibility,
    /// Why it will not be read, where that is known beforehand.
    pub(super) obstacle: Option<String>,
}

/// How often something was left out, with the first occasion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tally {
    count: u64,
    first: String,
}

impl Tally {
    /// Counts one more.
    pub(super) fn add(&mut self, occasion: impl Display) {
        if self.count == 0 {
            self.first = occasion.to_string().chars().take(40).collect();
        }
        self.count = self.count.saturating_add(1);
    }

    /// How often and the first occasion in a sentence; nothing where it never happened.
    pub(super) fn told(&self, tell: impl FnOnce(u64, &str) -> String) -> Option<String> {
        (self.count > 0).then(|| tell(self.count, &self.first))
    }

    fn note(&self, sheet: &str, what: &str) -> Option<String> {
        self.told(|count, first| {
            format!("工作表“{sheet}”有 {count} 处{what}（如“{first}”），已忽略")
        })
    }
}

/// A sheet being filled.
pub(super) struct Draft<'m> {
    limits: &'m Limits,
    /// Cells of the whole workbook so far.
    cells: &'m mut u64,
    /// Merged regions of this sheet so far, those left out included.
    merges: u64,
    grid: Grid,
    pub(super) hidden_rows: u32,
    pub(super) bad_cells: Tally,
    pub(super) bad_merges: Tally,
    overlapping: Tally,
}

impl<'m> Draft<'m> {
    fn new(limits: &'m Limits, cells: &'m mut u64) -> Self {
        Self {
            limits,
            cells,
            merges: 0,
            grid: Grid::default(),
            hidden_rows: 0,
            bad_cells: Tally::default(),
            bad_merges: Tally::default(),
            overlapping: Tally::default(),
        }
    }

    /// Puts a cell. One outside any sheet is left out and noted.
    pub(super) fn put(&mut self, at: CellRef, value: CellValue) -> Result<(), Refusal> {
        if at.in_sheet().is_none() {
            self.bad_cells.add(at);
            return Ok(());
        }
        *self.cells = self.cells.saturating_add(1);
        within_cells(*self.cells, self.limits)?;
        self.grid.put(at, value);
        Ok(())
    }

    /// Adds a merged region. One that overlaps another, or lies outside any sheet, is noted.
    pub(super) fn merge(&mut self, region: Region) -> Result<(), Refusal> {
        if !region.is_merge() {
            return Ok(());
        }
        self.merges = self.merges.saturating_add(1);
        within_merges(self.merges, self.limits)?;
        if region.last.in_sheet().is_none() {
            self.bad_merges.add(region);
        } else if !self.grid.merge(region) {
            self.overlapping.add(region);
        }
        Ok(())
    }

    fn notes(&self, sheet: &str) -> impl Iterator<Item = Note> {
        [
            self.bad_cells.note(sheet, "单元格地址无效"),
            self.bad_merges.note(sheet, "合并区域无法识别"),
            self.overlapping.note(sheet, "合并区域与其他合并区域重叠"),
        ]
        .into_iter()
        .flatten()
        .map(Note::Loss)
    }
}

/// Reads the listed sheets one after the other: a sheet that cannot be read becomes a note, and the
/// others go on. A workbook of which no sheet can be read is refused.
pub(super) fn assemble(
    format: Format,
    entries: &[Entry],
    limits: &Limits,
    mut read: impl FnMut(usize, &Entry, &mut Draft<'_>) -> Result<(), Trouble>,
) -> Result<Workbook, Refusal> {
    within_sheets(entries.len(), limits)?;
    let mut workbook = Workbook {
        format,
        sheets: Vec::new(),
        notes: Vec::new(),
    };
    let names = occurrences(entries);
    let mut cells = 0;
    for (index, entry) in entries.iter().enumerate() {
        let mut draft = Draft::new(limits, &mut cells);
        if let Some(why) = &entry.obstacle {
            workbook.notes.push(Note::Remark(unread(entry, why)));
            continue;
        }
        let outcome = match namesake(entry, &names) {
            Some(obstacle) => Err(Trouble::Sheet(obstacle)),
            None => read(index, entry, &mut draft),
        };
        match outcome {
            Ok(()) => add(&mut workbook, entry, draft),
            Err(Trouble::Sheet(why)) => workbook.notes.push(Note::Loss(unread(entry, &why))),
            Err(Trouble::File(refusal)) => return Err(refusal),
        }
    }
    if workbook.sheets.is_empty() {
        let why = workbook.notes.into_iter().next();
        let why = why.as_ref().map_or("没有工作表", Note::text);
        return Err(damaged(format, why));
    }
    Ok(workbook)
}

fn add(workbook: &mut Workbook, entry: &Entry, draft: Draft<'_>) {
    workbook.notes.extend(draft.notes(&entry.name));
    workbook.sheets.push(Sheet {
        name: entry.name.clone(),
        visibility: entry.visibility,
        hidden_rows: draft.hidden_rows,
        grid: draft.grid,
    });
}

fn unread(entry: &Entry, why: &str) -> String {
    format!("工作表“{}”未能读取：{why}", entry.name)
}

fn occurrences(entries: &[Entry]) -> BTreeMap<&str, usize> {
    let mut names = BTreeMap::new();
    for entry in entries {
        *names.entry(entry.name.as_str()).or_insert(0_usize) += 1;
    }
    names
}

/// calamine finds sheets by name, so of two with one name it is unknown which one would come.
fn namesake(entry: &Entry, names: &BTreeMap<&str, usize>) -> Option<String> {
    let count = names.get(entry.name.as_str()).copied().unwrap_or_default();
    (count > 1).then(|| format!("有 {count} 张工作表同名"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::texts;

    fn entry(name: &str) -> Entry {
        Entry {
            name: name.into(),
            visibility: Visibility::Visible,
            obstacle: None,
        }
    }

    fn at(address: &str) -> CellRef {
        address.parse().unwrap()
    }

    #[test]
    fn one_bad_sheet_becomes_a_note() {
        let entries = [entry("甲"), entry("乙")];
        let workbook = assemble(
            Format::Ods,
            &entries,
            &Limits::default(),
            |index, _, draft| {
                draft.put(at("A1"), CellValue::Boolean(true))?;
                if index == 0 {
                    Err(Trouble::Sheet("读不了".into()))
                } else {
                    Ok(())
                }
            },
        )
        .unwrap();
        assert_eq!(
            workbook.notes,
            [Note::Loss("工作表“甲”未能读取：读不了".into())]
        );
        assert_eq!(workbook.sheets.len(), 1);
    }

    #[test]
    fn namesakes_are_not_read_and_nothing_read_is_a_refusal() {
        let entries = [entry("甲"), entry("甲")];
        let refusal = assemble(Format::Xls, &entries, &Limits::default(), |_, _, _| Ok(()));
        assert!(
            refusal
                .unwrap_err()
                .to_string()
                .contains("有 2 张工作表同名")
        );
        let refusal = assemble(Format::Xls, &[], &Limits::default(), |_, _, _| Ok(()));
        assert!(refusal.unwrap_err().to_string().contains("没有工作表"));
    }

    #[test]
    fn limits_refuse_the_file() {
        let limits = Limits {
            cells: 3,
            sheets: 2,
            merged_regions: 1,
            ..Limits::default()
        };
        let keys = |refusal: Result<Workbook, Refusal>| match refusal.unwrap_err() {
            Refusal::LimitExceeded { key, .. } => key,
            other => panic!("{other}"),
        };
        let two = [entry("甲"), entry("乙")];
        let cells = assemble(Format::Xls, &two, &limits, |_, _, draft| {
            draft.put(at("A1"), CellValue::Uncomputed)?;
            Ok(draft.put(at("A2"), CellValue::Uncomputed)?)
        });
        assert_eq!(keys(cells), "limits.cells");
        let merges = assemble(Format::Xls, &two, &limits, |_, _, draft| {
            draft.merge("A1:B1".parse().unwrap())?;
            Ok(draft.merge("A2:B2".parse().unwrap())?)
        });
        assert_eq!(keys(merges), "limits.merged_regions");
        let three = [entry("甲"), entry("乙"), entry("丙")];
        let sheets = assemble(Format::Xls, &three, &limits, |_, _, _| Ok(()));
        assert_eq!(keys(sheets), "limits.sheets");
    }

    #[test]
    fn what_is_left_out_is_noted() {
        let workbook = assemble(
            Format::Xls,
            &[entry("甲")],
            &Limits::default(),
            |_, _, draft| {
                draft.put(CellRef::new(0, 20_000), CellValue::Uncomputed)?;
                draft.merge("A1:B2".parse().unwrap())?;
                draft.merge("B2:C3".parse().unwrap())?;
                draft.merge(Region::new(CellRef::new(0, 0), CellRef::new(2_000_000, 0)))?;
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(
            texts(&workbook.notes),
            [
                "工作表“甲”有 1 处单元格地址无效（如“ACOG1”），已忽略",
                "工作表“甲”有 1 处合并区域无法识别（如“A1:A2000001”），已忽略",
                "工作表“甲”有 1 处合并区域与其他合并区域重叠（如“B2:C3”），已忽略",
            ]
        );
    }
}
