//! Where a workbook holds what must not be passed on unseen: every cell of every sheet is looked at,
//! hidden ones and sheets without a form included.

use super::Outcome;
use crate::form::{Entry, Form};
use crate::grid::{CellRef, Grid, Sheet, Workbook};
use crate::value::sensitive::{self, SensitiveKind};
use crate::value::text;

/// One such place. The full text is not kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sensitive {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub at: CellRef,
    /// What it is.
    pub kind: SensitiveKind,
    /// How it may be shown: `110101********1234`.
    pub masked: String,
}

/// Every place of a workbook, by sheet and cell.
pub(super) fn scan(workbook: &Workbook, outcome: &Outcome) -> Vec<Sensitive> {
    let forms: Vec<&Form> = match outcome {
        Outcome::Assessed { forms, .. } => forms.iter().map(|form| &form.form).collect(),
        _ => Vec::new(),
    };
    let sheets = workbook.sheets.iter();
    sheets.flat_map(|sheet| of_sheet(sheet, &forms)).collect()
}

fn of_sheet<'a>(sheet: &'a Sheet, forms: &'a [&Form]) -> impl Iterator<Item = Sensitive> + 'a {
    sheet.grid.cells().flat_map(move |(at, value)| {
        let found = sensitive::find(&value.text()).into_iter();
        found
            .filter(move |place| {
                place.kind != SensitiveKind::MobilePhone
                    || !is_phone_place(sheet, at, &place.before, forms)
            })
            .map(move |place| Sensitive {
                sheet: sheet.name.clone(),
                at,
                kind: place.kind,
                masked: place.masked,
            })
    })
}

/// Does the form ask for a telephone here: 联系电话, 负责人及电话, 填表人…电话：…? `before` is what
/// stands before the number in its cell.
fn is_phone_place(sheet: &Sheet, at: CellRef, before: &str, forms: &[&Form]) -> bool {
    let mut on_sheet = forms
        .iter()
        .filter(|form| form.stands_on(&sheet.name))
        .peekable();
    if on_sheet.peek().is_none() {
        return false;
    }
    asks_for_phone(before)
        || beside(&sheet.grid, at).is_some_and(|label| asks_for_phone(&label))
        || on_sheet.any(|form| holds_phone(form, sheet, at))
}

fn asks_for_phone(label: &str) -> bool {
    const ASKING: [&str; 4] = ["电话", "手机", "联系方式", "联系人"];
    const LONGEST_LABEL: usize = 40;
    let folded = text::normal_form(label);
    let is_short = folded.chars().count() <= LONGEST_LABEL;
    is_short && ASKING.iter().any(|word| folded.contains(word))
}

/// What stands to the left of a cell, across the merged region.
fn beside(grid: &Grid, at: CellRef) -> Option<String> {
    let left = CellRef::new(at.row, at.col.checked_sub(1)?);
    let slot = grid.slot(left);
    Some(slot.value?.text().into_owned())
}

fn holds_phone(form: &Form, sheet: &Sheet, at: CellRef) -> bool {
    let head = &form.head;
    let is_here = |entry: &Entry<String>| {
        entry.at().is_some_and(|cell| {
            let (name, cell) = form.place(cell);
            name == sheet.name && cell == at
        })
    };
    is_here(&head.phone) || is_here(&head.project_lead)
}
