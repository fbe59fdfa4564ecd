//! The approved-budget ledger (批复预算台账): a workbook of the bureau's own with a line per project.

mod read;
mod settings;

pub use settings::{BudgetLedger, LedgerColumns};
pub(super) use settings::{similarity_problem, usual_similarity};

use std::sync::Arc;

use super::party::Party;
use crate::form::Entry;
use crate::grid::CellRef;
use crate::note::Note;
use crate::registry::Registry;
use crate::value::{Amount, Printed};

/// The ledger as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// The name of its file.
    pub file: String,
    /// BLAKE3 of its content, in hex.
    pub blake3: String,
    /// Its lines, in their order.
    pub lines: Vec<LedgerLine>,
    /// Does it tell the offices of its lines?
    pub has_offices: bool,
    /// What could not be understood or had to be inferred, each with its cell.
    pub notes: Vec<Note>,
}

/// One project of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerLine {
    /// File and sheet: `台账.xlsx!Sheet1`.
    pub book: Arc<str>,
    /// Where the line names its project.
    pub at: CellRef,
    /// 项目编码, as printed.
    pub code: String,
    /// 单位, as printed.
    pub office: String,
    /// 项目名称, as printed.
    pub name: String,
    /// 年初批复数; absent where the ledger has no such column.
    pub initial: Entry<Printed<Amount>>,
    /// 调整后预算数; absent where the ledger has no such column.
    pub full_year: Entry<Printed<Amount>>,
    /// What could not be understood, with its cell; empty where all was.
    pub remark: String,
}

impl LedgerLine {
    /// `台账.xlsx!Sheet1!D5`
    #[must_use]
    pub fn place(&self, at: CellRef) -> String {
        format!("{}!{at}", self.book)
    }

    /// What tells which project it is.
    #[must_use]
    pub fn party(&self, registry: &Registry) -> Party {
        Party::of(&self.code, &office(&self.office, registry), "", &self.name)
    }

    /// `“绿化工程”（台账.xlsx!Sheet1!C5）`
    #[must_use]
    pub fn told(&self) -> String {
        format!("“{}”（{}）", self.name, self.place(self.at))
    }
}

/// The office under the name that the registry has for it.
fn office(printed: &str, registry: &Registry) -> String {
    let known = registry
        .recognise(printed)
        .or_else(|| registry.named_by_word(printed));
    known.map_or_else(|| printed.to_owned(), |office| office.name.clone())
}
